import json
import math

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from concord.core.log.canonical import (
    DEPTH_MAX,
    ENTRY_BYTES_MAX,
    INTEGER_MAX,
    NotCanonical,
    decode,
    decode_batch,
    encode,
    encode_unchecked,
    is_amount,
    parse_amount,
)
from concord.core.log.merkle import leaf_hash

# ledger-and-log.md, section 3
KNOWN = (
    b'{"actor":"trustee/ops","at":"2027-03-01T10:00:00Z","body":{"amount":"12500000",'
    b'"credit":"donor:KR","currency":"USD","debit":"fund:main","effective":"2027-02-26",'
    b'"ref":"CONTRIB-2027-0042"},"id":"01HZX3J9T2W4T9XJ8J3T2W4T9X",'
    b'"type":"contribution.received","v":1}'
)
KNOWN_LEAF = "61ce965642512d77b99f547495b34db5ce45bbd7bf0d20ccfd72fe4b1cb5b9e8"

names = st.text("abcxyz_019", min_size=1, max_size=5)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-INTEGER_MAX, INTEGER_MAX)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.text('":{}[],\\09', max_size=20)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def reason_of(data: bytes, **options: object) -> str:
    with pytest.raises(NotCanonical) as caught:
        decode(data, **options)
    assert decode_batch([KNOWN, data]) is None or options
    return caught.value.reason


def test_known_answer():
    value = decode(KNOWN)

    assert len(KNOWN) == 259
    assert encode(value) == KNOWN
    assert leaf_hash(KNOWN).hex() == KNOWN_LEAF
    assert decode_batch([KNOWN, KNOWN]) == [value, value]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'"v":1', b'"v": 1', "differs"),
        (b'"type":"contribution.received","v":1', b'"v":1,"type":"x"', "differs"),
        (b'"v":1', b'"v":1,"v":1', "differs"),
        (b'"v":1', b'"v":1,"v":2', "differs"),
        (b'"12500000"', b"12500000.0", "float"),
        (b'"12500000"', b"-1.25e7", "float"),
        (b'"v":1', b'"v":1.0', "float"),
        (b'"v":1', b'"v":-0', "differs"),
        (b'"v":1', b'"v":01', "not-json"),
        (b'"v":1', '"ö":1'.encode(), "key"),
        (b'"v":1', b'"V":1', "key"),
        (b'"v":1', b'"v w":1', "key"),
        (b'{"actor"', b'{"":1,"actor"', "key"),
        (b'"v":1', b'"v\\"":1', "key"),
        (b'"USD"', b'"\\ud83d"', "surrogate"),
        (b'"USD"', b'"\\u0055SD"', "differs"),
        (b'"USD"', b'"\xed\xa0\x80"', "not-json"),
        (b'"USD"', b'"U\nSD"', "not-json"),
        (b'"USD"', b"NaN", "not-json"),
        (b'{"actor"', b'\xef\xbb\xbf{"actor"', "byte-order-mark"),
        (b'"v":1', b'"v":9007199254740992', "integer-range"),
        (b'"v":1', b'"v":-9007199254740992', "integer-range"),
        (b'"v":1', b'"v":' + b"9" * 5000, "integer-range"),
        (b'"v":1}', b'"v":1}\n', "differs"),
        (b'"v":1}', b'"v":1', "not-json"),
        (b'"v":1}', b'"v":1}{', "not-json"),
    ],
)
def test_what_differs_by_one_rule_is_refused(old, new, reason):
    assert KNOWN.count(old) == 1

    assert reason_of(KNOWN.replace(old, new)) == reason


def test_a_refusal_names_the_first_byte_that_differs():
    with pytest.raises(NotCanonical, match="from byte 4 on"):
        decode(b'{"a" :1}')
    with pytest.raises(NotCanonical, match="from byte 7 on"):
        decode(b'{"a":1} ')


def test_length_is_limited():
    longest = b'"' + b"x" * (ENTRY_BYTES_MAX - 2) + b'"'

    assert decode(longest) == "x" * 65_533
    assert decode_batch([longest]) == ["x" * 65_533]
    assert reason_of(longest[:-1] + b'x"') == "too-long"
    assert decode(longest[:-1] + b'x"', bytes_max=65_536) == "x" * 65_534
    with pytest.raises(NotCanonical, match="65536 bytes"):
        encode("x" * 65_534)


@pytest.mark.parametrize("inner", [b"", b"7"])
def test_depth_is_limited(inner):
    deepest = b"[" * 64 + inner + b"]" * 64

    assert encode(decode(deepest)) == deepest
    assert encode(decode(deepest, keys="ascii"), keys="ascii") == deepest
    assert reason_of(b"[" + deepest + b"]") == "too-deep"
    assert reason_of(b'{"a":' + deepest + b"}") == "too-deep"
    assert reason_of(b"[" * 30_000 + b"]" * 30_000) == "too-deep"


def test_integers_are_limited():
    largest = b"[-9007199254740991,9007199254740991]"

    assert decode(largest) == [-INTEGER_MAX, INTEGER_MAX]
    assert encode([-INTEGER_MAX, INTEGER_MAX]) == largest


def test_many_brackets_side_by_side_are_not_deep():
    wide = [[{"a": []}] for _ in range(DEPTH_MAX)]

    assert decode(encode(wide)) == wide
    assert decode_batch([encode(wide)]) is None


def test_an_agreement_may_have_other_keys_of_printable_ascii():
    data = b'{"KP-1":"x","a b":{"#":2}}'

    assert decode(data, keys="ascii") == {"KP-1": "x", "a b": {"#": 2}}
    assert encode(decode(data, keys="ascii"), keys="ascii") == data
    assert reason_of(data) == "key"
    assert reason_of(b'{"":1}', keys="ascii") == "key"
    assert reason_of('{"é":1}'.encode(), keys="ascii") == "key"
    assert reason_of(b'{"\x7f":1}', keys="ascii") == "key"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "float"),
        (math.nan, "float"),
        ([3, {"a": (math.inf,)}], "float"),
        (2**53, "integer-range"),
        (2**80, "integer-range"),
        ({"A": 1}, "key"),
        ({1: 2}, "not-json"),
        (object(), "not-json"),
        ("\ud800", "surrogate"),
    ],
)
def test_values_without_a_canonical_form_are_refused(value, reason):
    with pytest.raises(NotCanonical) as caught:
        encode(value)

    assert caught.value.reason == reason


def test_a_value_within_itself_is_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(NotCanonical) as caught:
        encode(endless)
    assert caught.value.reason == "too-deep"


def test_structs_encode_as_their_plain_values_do():
    class Paid(msgspec.Struct, tag="paid", tag_field="type", frozen=True, omit_defaults=True):
        to: str
        amount: str
        note: str | None = None
        sources: tuple[str, ...] = ("jp", "kr")

    paid = Paid("kr", "7", sources=("jp",))
    expected = b'{"amount":"7","sources":["jp"],"to":"kr","type":"paid"}'

    assert encode(paid) == expected
    assert encode_unchecked(paid) == expected
    assert encode([None, Paid("kr", "7")]) == b'[null,{"amount":"7","to":"kr","type":"paid"}]'


def test_colons_quotes_and_long_digits_in_strings_are_no_fault():
    for text in (":x", '":', "1234567890123456", "\\", "{[", "\u2028\x7f"):
        data = encode({"a": text, "b": [text]})

        assert decode(data) == {"a": text, "b": [text]}


@given(values)
@example({"a": ":b", "b": "0" * 16})
def test_the_form_is_what_the_standard_library_writes(value):
    data = encode(value)
    standard = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert data == standard.encode()
    assert decode(data) == value
    assert decode_batch([data]) in (None, [value])


@given(st.dictionaries(st.text('aA1_":{,.\\ é', max_size=4), scalars, max_size=3))
def test_counting_bytes_and_looking_at_keys_agree(value):
    data = encode_unchecked(value)
    lawful = all(key and set(key) <= set("a1_") for key in value)

    if lawful:
        assert decode(data) == value
    else:
        assert reason_of(data) == "key"


@given(st.binary(max_size=30) | st.text('{}[]":,a1.\\u ', max_size=30).map(str.encode))
def test_any_bytes_are_canonical_or_refused(data):
    try:
        value = decode(data)
    except NotCanonical:
        assert decode_batch([data]) is None
    else:
        assert encode(value) == data


@pytest.mark.parametrize("name", ["arrays", "unicode"])
def test_public_pairs_of_rfc_8785(shared_data, name):
    folder = shared_data / "merkle" / "jcs"
    given_text = json.loads((folder / "input" / f"{name}.json").read_bytes())
    expected = (folder / "output" / f"{name}.json").read_bytes()

    assert encode(given_text, keys="ascii") == expected
    assert decode(expected, keys="ascii") == given_text


@pytest.mark.parametrize(
    ("name", "reason"),
    [("structures", "key"), ("values", "float"), ("french", "key"), ("weird", "key")],
)
def test_public_pairs_outside_the_subset_are_refused(shared_data, name, reason):
    expected = (shared_data / "merkle" / "jcs" / "output" / f"{name}.json").read_bytes()

    assert reason_of(expected, keys="ascii") == reason


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("7", 7),
        ("-12", -12),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
    ],
)
def test_amounts(text, amount):
    assert is_amount(text)
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("", "+12500000", "012500000", "-0", "00", "1.0", "1e3", " 1", "1\n", "١", "1_0"),
        *("9223372036854775808", "-9223372036854775809", "1" * 5000),
    ],
)
def test_texts_that_are_no_amount(text):
    assert not is_amount(text)
    with pytest.raises(NotCanonical) as caught:
        parse_amount(text)
    assert caught.value.reason == "amount"
