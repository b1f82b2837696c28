import json

import pytest

from concord.core.log.note import (
    NOTE_BYTES_MAX,
    SIGNATURES_MAX,
    BadNote,
    Signer,
    Verifier,
    decode_base64,
    open_note,
    read_note,
    sign,
)

# c2sp.org/signed-note, the example of its last section
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONnc"
    "AlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
MARK = "— "
FUND = Signer("log.example/fund", b"7" * 32)
OTHER = Signer("witness.example", b"3" * 32)
MESSAGES = {
    "malformed": "malformed",
    "no verifiable signature": "no-known-signature",
    "invalid signature": "invalid-signature",
    "ambiguous key": "ambiguous-key",
}


def reason_of(data: bytes, *verifiers: Verifier) -> str:
    with pytest.raises(BadNote) as caught:
        open_note(data, verifiers)
    return caught.value.reason


def test_known_answer():
    text, signatures = open_note(NOTE.encode(), [Verifier.parse(VKEY)])

    assert text == "This is an example message.\n"
    assert [(each.name, each.key_id.hex()) for each in signatures] == [
        ("example.com/foo", "530d903a")
    ]
    assert Verifier.parse(VKEY).vkey == VKEY


def test_public_notes(shared_data):
    vectors = json.loads((shared_data / "merkle" / "signed-note.json").read_text())
    verdicts = []
    for case in vectors["cases"]:
        keys = [Verifier.parse(key) for key in case["known_keys"]]
        try:
            _, verified = open_note(case["note"].encode(), keys)
        except BadNote as error:
            verdicts.append((case["desc"], error.reason))
        else:
            assert [each.name for each in verified] == case["verified"]
            _, everyone = read_note(case["note"].encode())
            rest = [each.name for each in everyone if each not in verified]
            assert rest == case["unverified"]
            verdicts.append((case["desc"], "ok"))

    assert len(verdicts) == 14
    assert verdicts == [
        (case["desc"], MESSAGES.get(case["expect"], case["expect"])) for case in vectors["cases"]
    ]


def test_public_keys(shared_data):
    vectors = json.loads((shared_data / "merkle" / "signed-note.json").read_text())
    bad = [case["key"] for case in vectors["verifier_keys_bad"]]
    for key in vectors["verifier_keys_good"]:
        assert Verifier.parse(key).vkey == key
        bad += [key[start:end] for start in range(len(key)) for end in range(start, len(key))]
        bad += [key[start:] for start in range(1, len(key))]
        raised = [key[:at] + chr(ord(each) + 1) + key[at + 1 :] for at, each in enumerate(key)]
        bad += raised

    for key in bad:
        with pytest.raises(BadNote) as caught:
            Verifier.parse(key)
        assert caught.value.reason == "malformed-key"


def test_public_signatures_of_ed25519(shared_data):
    vectors = json.loads((shared_data / "merkle" / "wycheproof" / "ed25519_test.json").read_text())
    counted = 0
    for group in vectors["testGroups"]:
        verifier = Verifier("wycheproof", bytes.fromhex(group["publicKey"]["pk"]))
        for case in group["tests"]:
            accepted = verifier.verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert accepted is (case["result"] == "valid"), case["tcId"]
            counted += 1

    assert counted == 151


def test_a_note_signed_by_several_opens_for_each():
    note = sign("first\n\nsecond\n", [FUND, OTHER])

    for verifiers in ([FUND.verifier], [OTHER.verifier], [FUND.verifier, OTHER.verifier]):
        text, signatures = open_note(note, verifiers)
        assert text == "first\n\nsecond\n"
        assert [each.name for each in signatures] == [each.name for each in verifiers]


def test_a_key_of_the_same_name_is_another_key():
    impostor = Signer(FUND.name, b"5" * 32)

    assert reason_of(sign("x\n", [impostor]), FUND.verifier) == "no-known-signature"


def test_one_wrong_signature_by_a_known_key_spoils_the_note():
    right = sign("x\n", [FUND]).decode()
    wrong_line = sign("y\n", [FUND]).decode().splitlines()[-1]
    both = f"{right}{wrong_line}\n".encode()

    assert reason_of(both, FUND.verifier) == "invalid-signature"


def test_a_note_below_a_note_is_another_text():
    right = sign("x\n", [FUND])

    assert reason_of(sign("y\n", [OTHER]) + right, FUND.verifier) == "invalid-signature"


def test_the_number_of_signatures_is_bounded():
    signers = [Signer(f"s{each}.example", bytes([each]) * 32) for each in range(SIGNATURES_MAX + 1)]

    _, signatures = open_note(sign("x\n", signers[:100]), [signers[99].verifier])
    assert [each.name for each in signatures] == ["s99.example"]
    for wrong in ([], signers):
        with pytest.raises(BadNote):
            sign("x\n", wrong)
    line = sign("x\n", signers[:1]).decode().splitlines()[-1]
    assert reason_of(f"x\n\n{(line + chr(10)) * 101}".encode()) == "malformed"


@pytest.mark.parametrize("text", ["", "no newline", "tab\t\n", "return\r\n", "nul\0\n"])
def test_texts_that_cannot_be_signed(text):
    with pytest.raises(BadNote) as caught:
        sign(text, [FUND])
    assert caught.value.reason == "malformed"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\xff" + NOTE.encode(),
        NOTE.replace("\n\n", "\n").encode(),
        NOTE.replace("example.com/foo ", "").encode(),
        NOTE.replace(MARK, "- ").encode(),
        NOTE.replace("/foo ", "/foo\u2003 ").encode(),
        NOTE.replace("/foo ", "+foo ").encode(),
        NOTE.replace("/foo ", "/\x7f\x01foo ").encode(),
        NOTE.replace(" Uw2Q", "  Uw2Q").encode(),
        NOTE.replace("yaQM=", "yaQN=").encode(),
        f"x\n\n{MARK}a Uw2QOg==\n".encode(),
        f"x\n\n{MARK} Uw2QOkn8\n".encode(),
        b"x" * NOTE_BYTES_MAX + NOTE.encode(),
    ],
)
def test_malformed_notes(data):
    assert reason_of(data, Verifier.parse(VKEY)) == "malformed"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\x01b"])
def test_names_that_a_key_may_not_have(name):
    with pytest.raises(BadNote) as caught:
        Signer(name, b"7" * 32)
    assert caught.value.reason == "malformed-key"


def test_seeds_and_keys_have_32_bytes():
    with pytest.raises(BadNote):
        Signer("a", b"7" * 31)
    with pytest.raises(BadNote):
        Verifier("a", b"7" * 33)


@pytest.mark.parametrize("text", ["Zg", "Zh==", "Zg==\n", "Z g==", "Zg=", "Zg===", "-_-_", "é"])
def test_base64_has_one_spelling(text):
    assert decode_base64("Zg==") == b"f"
    assert decode_base64(text) is None
