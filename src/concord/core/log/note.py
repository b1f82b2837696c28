"""Signed notes: a text with signature lines under it, and the keys that make them.

The format is C2SP signed-note v1.0.0 with Ed25519 signatures (type 0x01), unchanged:

* a note is valid UTF-8 without control characters but newlines; its text ends in a newline;
* the signatures stand below the **last** empty line, one ``(em dash) name base64`` a line;
* a signature by an unknown key is ignored, one by a known key must verify, and at least one must;
* a key is known by its name and its key id together; two known keys that share both are an error.

``BadNote.reason`` is one of ``malformed``, ``malformed-key``, ``ambiguous-key``,
``invalid-signature`` and ``no-known-signature``.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

SIGNATURES_MAX: Final = 100
"""The most signature lines read in a note; the format asks for at least 16."""

NOTE_BYTES_MAX: Final = 1_000_000
"""The longest note read, in bytes."""

SEED_BYTES: Final = 32
"""The length of the random seed that an Ed25519 private key is made from."""

_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_MARK: Final = "\u2014 "
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


class BadNote(ValueError):
    """A note or a key that must not be relied on; ``reason`` is a noun of the module's list."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason: Final = reason


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line, its bytes not yet checked against a key."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under its name: what a reader must know from elsewhere.

    ``public_key`` is the 32-byte Ed25519 encoding of RFC 8032.
    """

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _check_name(self.name, "malformed-key")
        if len(self.public_key) != _KEY_BYTES:
            raise BadNote("malformed-key", f"a public key has {_KEY_BYTES} bytes")

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """The key that a ``name+id+key`` text holds; BadNote unless the three fit together."""
        parts = vkey.split("+", 2)
        if len(parts) != 3:  # noqa: PLR2004 - the three parts of the text
            raise BadNote("malformed-key", "a key is a name, an id and a key joined by plus signs")
        name, key_id, encoded = parts
        material = decode_base64(encoded)
        if material is None or material[:1] != _ED25519:
            raise BadNote("malformed-key", f"the key of {name!r} is not an Ed25519 key in base64")
        verifier = cls(name, material[1:])
        if key_id != verifier.key_id.hex():
            raise BadNote("malformed-key", f"the id {key_id!r} does not belong to this key")
        return verifier

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this key's signatures."""
        text = self.name.encode() + b"\n" + _ED25519 + self.public_key
        return sha256(text).digest()[:_ID_BYTES]

    @property
    def vkey(self) -> str:
        """The key as text, to be handed to readers."""
        encoded = base64.b64encode(_ED25519 + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def verify(self, text: bytes, value: bytes) -> bool:
        """Whether ``value`` is this key's signature over ``text``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(value, text)
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key under its name."""

    __slots__ = ("_key", "_verifier")

    def __init__(self, name: str, seed: bytes) -> None:
        """A key made from 32 secret random bytes; BadNote for a name or a seed of the wrong form.

        Randomness is data: the caller draws the seed and keeps it.
        """
        if len(seed) != SEED_BYTES:
            raise BadNote("malformed-key", f"a seed has {SEED_BYTES} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    @property
    def name(self) -> str:
        """The name that stands on this key's signature lines."""
        return self._verifier.name

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return self._verifier

    def sign(self, text: bytes) -> Signature:
        """The signature over a text."""
        return Signature(self.name, self._verifier.key_id, self._key.sign(text))


def sign(text: str, signers: Iterable[Signer]) -> bytes:
    """A note over ``text`` with a line for each signer; BadNote for a text that cannot be one."""
    _check_text(text)
    signatures = [signer.sign(text.encode()) for signer in signers]
    if not 0 < len(signatures) <= SIGNATURES_MAX:
        raise BadNote("malformed", f"a note has 1 to {SIGNATURES_MAX} signatures")
    return f"{text}\n{''.join(map(_line, signatures))}".encode()


def read_note(data: bytes) -> tuple[str, tuple[Signature, ...]]:
    """The text and the signatures of a note, **nothing verified**; BadNote if it is malformed."""
    if len(data) > NOTE_BYTES_MAX:
        raise BadNote("malformed", f"longer than {NOTE_BYTES_MAX} bytes")
    try:
        note = data.decode()
    except UnicodeDecodeError as error:
        raise BadNote("malformed", "not UTF-8") from error
    body, gap, lines = note.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise BadNote("malformed", "no signature lines below an empty line")
    text = body + "\n"
    _check_text(text)
    signed = lines[:-1].split("\n")
    if len(signed) > SIGNATURES_MAX:
        raise BadNote("malformed", f"more than {SIGNATURES_MAX} signatures")
    return text, tuple(dict.fromkeys(_parse_line(line) for line in signed))


def open_note(data: bytes, verifiers: Sequence[Verifier]) -> tuple[str, tuple[Signature, ...]]:
    """The text of a note and the signatures on it by known keys, all of them verified.

    Lines that repeat one another count once. BadNote as the module's list says.
    """
    text, signatures = read_note(data)
    return text, verify_signatures(text, signatures, verifiers)


def verify_signatures(
    text: str, signatures: Iterable[Signature], verifiers: Sequence[Verifier]
) -> tuple[Signature, ...]:
    """The signatures by known keys; BadNote if there is none, or if one does not verify."""
    verified = []
    for signature in signatures:
        known = [v for v in verifiers if (v.name, v.key_id) == (signature.name, signature.key_id)]
        if not known:
            continue
        if len(known) > 1:
            raise BadNote("ambiguous-key", f"{signature.name} is known twice under one id")
        if not known[0].verify(text.encode(), signature.value):
            raise BadNote("invalid-signature", f"the signature by {signature.name} is wrong")
        verified.append(signature)
    if not verified:
        raise BadNote("no-known-signature", "no signature by a known key")
    return tuple(verified)


def decode_base64(text: str) -> bytes | None:
    """The bytes of a base64 text in its only correct spelling; None for any other text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def _line(signature: Signature) -> str:
    encoded = base64.b64encode(signature.key_id + signature.value).decode()
    return f"{_MARK}{signature.name} {encoded}\n"


def _parse_line(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_MARK).partition(" ")
    material = decode_base64(encoded)
    if not line.startswith(_MARK) or material is None or len(material) <= _ID_BYTES:
        raise BadNote("malformed", f"not a signature line: {line[:80]!r}")
    _check_name(name, "malformed")
    return Signature(name, material[:_ID_BYTES], material[_ID_BYTES:])


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise BadNote("malformed", "the text does not end in a newline")
    if _CONTROL.search(text):
        raise BadNote("malformed", "a control character in the text")


def _check_name(name: str, reason: str) -> None:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise BadNote(reason, f"{name!r} cannot be the name of a key")
    if _CONTROL.search(name):
        raise BadNote(reason, "a control character in the name of a key")
