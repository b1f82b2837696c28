"""Canonical bytes: the one byte string that stands for a value in the log.

The form is RFC 8785 (sorted keys, no white space, minimal escapes, UTF-8) narrowed to a subset in
which independent encoders agree. The rules, each with the reason that a refusal carries:

* ``too-long``         at most 65,535 bytes, the limit of an entry bundle (EVT-5, LOG-6);
* ``byte-order-mark``  no mark before the text;
* ``not-json``         one JSON text in valid UTF-8;
* ``surrogate``        no escape that is half of a surrogate pair;
* ``float``            no number with a point or an exponent (EVT-1);
* ``integer-range``    integers within plus or minus 2^53-1; amounts are strings (MON-3);
* ``key``              keys of ASCII snake_case, or of printable ASCII where the caller allows it;
* ``too-deep``         at most 64 levels of arrays and objects;
* ``differs``          encoding what was decoded gives the same bytes again (EVT-3), which also
  catches duplicate keys, unsorted keys, white space and needless escapes.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

ENTRY_BYTES_MAX: Final = 65_535
"""The longest entry, in bytes: its length is a 16-bit number in an entry bundle."""

DEPTH_MAX: Final = 64
"""The most arrays and objects that may stand inside one another."""

INTEGER_MAX: Final = 2**53 - 1
"""The largest integer that every JSON reader keeps exact."""

AMOUNT_MAX: Final = 2**63 - 1
"""The largest amount in minor units (MON-4); the smallest is -2^63."""

Keys = Literal["snake", "ascii"]
"""Which keys an object may have: ``snake`` for entries, ``ascii`` for an agreement."""

_KEY_BYTES: Final = b"abcdefghijklmnopqrstuvwxyz0123456789_"
_KEY_FORMS: Final[dict[Keys, re.Pattern[str]]] = {
    "snake": re.compile(r"[a-z0-9_]+"),
    "ascii": re.compile(r"[ -~]+"),
}
_AMOUNT: Final = re.compile(r"0|-?[1-9][0-9]{0,18}")
_HALF_PAIR: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_DIGITS_TO_ZERO: Final = bytes.maketrans(b"123456789", b"000000000")
_SIXTEEN_DIGITS: Final = b"0" * 16


class NotCanonical(ValueError):
    """Bytes or a value outside the canonical form.

    ``reason`` is one of the nouns in the module's list, or ``amount`` for a text that is no amount.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason: Final = reason


def _refuse_float(text: str) -> object:
    """What the decoder calls for each number with a point or an exponent."""
    raise NotCanonical("float", f"{text} is not an integer")


_decode: Final = msgspec.json.Decoder(float_hook=_refuse_float).decode
_encode: Final = msgspec.json.Encoder(order="sorted").encode


def encode(value: object, *, keys: Keys = "snake", bytes_max: int = ENTRY_BYTES_MAX) -> bytes:
    """Canonical bytes of plain values and msgspec structs; NotCanonical if it has none."""
    try:
        data = _encode(value)
    except UnicodeEncodeError as error:
        raise NotCanonical("surrogate", f"a string holds half a surrogate pair: {error}") from error
    except RecursionError as error:
        raise NotCanonical("too-deep", f"more than {DEPTH_MAX} levels") from error
    except TypeError as error:
        raise NotCanonical("not-json", f"no JSON form: {error}") from error
    decode(data, keys=keys, bytes_max=bytes_max)
    if b"null" in data and _holds_float(msgspec.to_builtins(value)):
        # The encoder writes null for infinity and for what is not a number.
        raise NotCanonical("float", "a number that is not an integer")
    return data


def encode_unchecked(value: object) -> bytes:
    """Bytes as ``encode`` would give them, unchecked.

    For comparing with bytes that were checked already: what equals canonical bytes is canonical.
    """
    return _encode(value)


def decode(data: bytes, *, keys: Keys = "snake", bytes_max: int = ENTRY_BYTES_MAX) -> object:
    """The plain value of canonical bytes; NotCanonical for any other bytes.

    ``bytes_max`` is the longest text accepted; documents that are not entries may set it higher.
    """
    if len(data) > bytes_max:
        raise NotCanonical("too-long", f"{len(data)} bytes, more than {bytes_max}")
    try:
        value: object = _decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _undecodable(data, error) from error
    if not (keys == "snake" and _is_shallow(data) and _is_plain(data)):
        _walk(value, _KEY_FORMS[keys])
    again = _encode(value)
    if again != data:
        at = next(
            (i for i, pair in enumerate(zip(data, again, strict=False)) if pair[0] != pair[1]),
            min(len(data), len(again)),
        )
        raise NotCanonical("differs", f"not in canonical form from byte {at} on")
    return value


def decode_batch(batch: Sequence[bytes]) -> list[object] | None:
    """The plain values of many entries at once, in half the time.

    None says only that not all of them are plainly canonical: then ``decode`` each by itself.
    """
    if not all(len(data) <= ENTRY_BYTES_MAX and _is_shallow(data) for data in batch):
        return None
    try:
        values = [_decode(data) for data in batch]
    except (msgspec.MsgspecError, ValueError):
        return None
    same = [_encode(value) for value in values] == list(batch)
    return values if same and _is_plain(b"".join(batch)) else None


def _undecodable(data: bytes, error: Exception) -> NotCanonical:
    """The refusal for bytes that the decoder gave up on."""
    if isinstance(error.__cause__, NotCanonical):
        return error.__cause__
    if isinstance(error, msgspec.ValidationError):
        return NotCanonical("integer-range", str(error))
    if isinstance(error, RecursionError):
        return NotCanonical("too-deep", f"more than {DEPTH_MAX} levels")
    if data.startswith(b"\xef\xbb\xbf"):
        return NotCanonical("byte-order-mark", "a byte-order mark before the text")
    if _HALF_PAIR.search(data):
        return NotCanonical("surrogate", f"an escape that is half of a surrogate pair: {error}")
    return NotCanonical("not-json", str(error))


def _is_shallow(data: bytes) -> bool:
    """Whether there are too few brackets for more levels than allowed; False means look."""
    return data.count(b"{") + data.count(b"[") <= DEPTH_MAX


def _is_plain(data: bytes) -> bool:
    """Whether counting bytes alone shows that all keys and integers are within the rules.

    False means only that one has to look. Exact for texts that are equal to their own encoding:
    without a backslash every quotation mark opens or closes a string, so '":' occurs once for each
    key, and once for each value that begins with a colon. After deleting the bytes that a key may
    have, '"":' occurs exactly once for each key that had no others. Walking the values instead
    would take several times as long as decoding them.
    """
    return (
        b"\\" not in data
        and b'{"":' not in data
        and data.count(b'":') == data.translate(None, _KEY_BYTES).count(b'"":')
        and _SIXTEEN_DIGITS not in data.translate(_DIGITS_TO_ZERO)
    )


def _walk(value: object, key_form: re.Pattern[str], room: int = DEPTH_MAX) -> None:
    """Refuse keys, integers and depth beyond the rules; ``room`` is how many levels are left."""
    if isinstance(value, int) and abs(value) > INTEGER_MAX:
        raise NotCanonical("integer-range", "an integer beyond 2^53-1")
    if not isinstance(value, list | dict):
        return
    if room == 0:
        raise NotCanonical("too-deep", f"more than {DEPTH_MAX} levels")
    below = value
    if isinstance(value, dict):
        wrong = next((key for key in value if key_form.fullmatch(key) is None), None)
        if wrong is not None:
            raise NotCanonical("key", f"{wrong!r} is not a key that may be used")
        below = list(value.values())
    for item in below:
        _walk(item, key_form, room - 1)


def _holds_float(value: object) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return any(map(_holds_float, value))
    return isinstance(value, float)


def is_amount(text: str) -> bool:
    """Whether a text is an amount of minor units in canonical form (MON-3) and range (MON-4)."""
    return _AMOUNT.fullmatch(text) is not None and -AMOUNT_MAX - 1 <= int(text) <= AMOUNT_MAX


def parse_amount(text: str) -> int:
    """The minor units that an amount's text stands for; NotCanonical if it is no amount."""
    if not is_amount(text):
        raise NotCanonical("amount", f"{text!r} is not an amount in minor units")
    return int(text)
