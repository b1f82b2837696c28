import base64

import pytest

from concord.core.log.checkpoint import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from concord.core.log.merkle import EMPTY_ROOT, leaf_hash, root
from concord.core.log.note import BadNote, Signer, Verifier, sign
from concord.core.log.tiles import bundle_path, read_bundle, tile_path

TESSERA = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
ROOT = leaf_hash(b"7")
ENCODED = base64.b64encode(ROOT).decode()
FUND = Signer("log.example/fund", b"7" * 32)


def reason_of(note: bytes, verifier: Verifier) -> str:
    with pytest.raises(BadNote) as caught:
        open_checkpoint(note, verifier)
    return caught.value.reason


def test_a_checkpoint_is_three_lines():
    checkpoint = Checkpoint("log.example/fund", 35, EMPTY_ROOT)

    assert checkpoint.text == (
        "log.example/fund\n35\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    )
    assert parse_checkpoint(checkpoint.text) == checkpoint
    largest = Checkpoint("log.example/fund", 2**63 - 1, ROOT)
    assert parse_checkpoint(largest.text) == largest


def test_what_the_log_signs_opens_with_its_key():
    checkpoint = Checkpoint("log.example/fund", 35, ROOT)
    note = sign_checkpoint(checkpoint, FUND)

    assert note.decode().startswith(f"log.example/fund\n35\n{ENCODED}\n\n")
    assert open_checkpoint(note, FUND.verifier) == checkpoint
    other = Signer("log.example/fund", b"3" * 32)
    assert reason_of(note, other.verifier) == "no-known-signature"
    assert reason_of(note.replace(b"35", b"36"), FUND.verifier) == "invalid-signature"


def test_the_log_signs_under_its_origin_only():
    checkpoint = Checkpoint("log.example/other", 3, ROOT)

    with pytest.raises(BadNote) as caught:
        sign_checkpoint(checkpoint, FUND)
    assert caught.value.reason == "origin-differs"
    assert reason_of(sign(checkpoint.text, [FUND]), FUND.verifier) == "origin-differs"


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("log.example/fund", 0, ROOT),
        Checkpoint("log.example/fund", -1, ROOT),
        Checkpoint("log.example/fund", 2**63, ROOT),
        Checkpoint("log.example/fund", 3, ROOT[:31]),
        Checkpoint("log.example/fund\n", 3, ROOT),
    ],
)
def test_what_could_not_be_read_is_not_signed(checkpoint):
    with pytest.raises(BadNote):
        sign_checkpoint(checkpoint, FUND)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n3\n",
        f"\n3\n{ENCODED}\n",
        f"o\n3\n{ENCODED}",
        f"o\n3\n{ENCODED}\nextension\n",
        f"o\n3\n{ENCODED}\n\n",
        f"o\n03\n{ENCODED}\n",
        f"o\n-3\n{ENCODED}\n",
        f"o\n+3\n{ENCODED}\n",
        f"o\n٣\n{ENCODED}\n",
        f"o\n\n{ENCODED}\n",
        f"o\n9223372036854775808\n{ENCODED}\n",
        "o\n3\nZg==\n",
        f"o\n3\n{ENCODED[:-1]}\n",
        f"o\n0\n{ENCODED}\n",
    ],
)
def test_other_texts_are_no_checkpoints(text):
    with pytest.raises(BadNote) as caught:
        parse_checkpoint(text)
    assert caught.value.reason == "malformed"


def test_the_checkpoints_of_another_log(shared_data):
    folder = shared_data / "merkle" / "tessera" / "log"
    verifier = Verifier.parse(TESSERA)

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    for size in range(16):
        checkpoint = open_checkpoint((folder / f"checkpoint.{size}").read_bytes(), verifier)
        entries = read_bundle(read, 0, size) if size else []
        leaves = [leaf_hash(data) for data in entries]
        assert (checkpoint.size, checkpoint.root) == (size, root(leaves))
        if size:
            assert read(tile_path(0, 0, size)) == b"".join(leaves)
            assert read(bundle_path(0, size)) is not None
    assert (entries[0], entries[14]) == (b"one", b"fivten")
