"""A small log in memory, exported: what the tests of the log tamper with."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from concord.core.log import (
    CHECKPOINT_PATH,
    KEY_PATH,
    Checkpoint,
    Signer,
    bundles,
    encode,
    leaf_hash,
    root,
    sign_checkpoint,
    tiles,
)

ORIGIN = "log.example/fund"


def entry(seq: int) -> bytes:
    return encode(
        {"v": 1, "seq": seq, "party": "trustee", "events": [{"amount": str(3 + seq), "to": "kr"}]}
    )


@dataclass
class Export:
    """The files of an export, and what they were made from."""

    entries: list[bytes]
    signer: Signer = field(default_factory=lambda: Signer(ORIGIN, b"7" * 32))
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.publish(self.entries)

    def publish(self, entries: list[bytes]) -> None:
        """Write all files anew, correctly hashed and signed."""
        leaves = [leaf_hash(data) for data in entries]
        self.files = dict(tiles(leaves, len(leaves)))
        self.files.update(bundles(entries, len(entries)))
        self.files[KEY_PATH] = self.signer.verifier.vkey.encode() + b"\n"
        self.commit(Checkpoint(ORIGIN, len(entries), root(leaves)))

    def commit(self, checkpoint: Checkpoint) -> None:
        self.files[CHECKPOINT_PATH] = sign_checkpoint(checkpoint, self.signer)

    def replace_entries(self, entries: list[bytes], size: int | None = None) -> None:
        """Other bundles under the same tiles and checkpoint, as a tamperer would leave them."""
        size = len(self.entries) if size is None else size
        for path, _ in bundles(self.entries, len(self.entries)):
            del self.files[path]
        for n, (path, _) in enumerate(bundles(self.entries, size)):
            batch = entries[n * 256 : (n + 1) * 256]
            self.files[path] = b"".join(len(data).to_bytes(2, "big") + data for data in batch)

    def alter(self, path: str, at: int, byte: int = 0x01) -> None:
        data = bytearray(self.files[path])
        data[at] ^= byte
        self.files[path] = bytes(data)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    @property
    def vkey(self) -> str:
        return self.signer.verifier.vkey


@pytest.fixture(scope="session")
def export() -> Callable[[int], Export]:
    """`export(size)`: a sound export of that many entries."""
    return lambda size: Export([entry(seq) for seq in range(size)])
