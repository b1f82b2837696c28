"""Keys: the secret with which a fund signs its checkpoints, a file beside the database.

One file per fund in the data folder, readable by its owner only: 32 random bytes in hex. It is not
in the database, so that a copy of the database can read everything and sign nothing. Entry 0 of the
log carries the public half.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from concord.core.log import Signer
from concord.shell.installation import data_folder

SEED_BYTES = 32
FOLDER = "keys"


class KeyMissing(OSError):
    """The secret of a fund is not in the data folder: it can be read here, but not signed for."""


def make_key(fund: str, origin: str) -> Signer:
    """Return the signer of a new fund; an existing secret of that name is kept and used."""
    path = _path(fund)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load_key(fund, origin)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_bytes(SEED_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())  # a log that names a key which is lost could never be signed
    return load_key(fund, origin)


def load_key(fund: str, origin: str) -> Signer:
    """Return the signer of a fund; raise KeyMissing where its secret is not here or not whole."""
    path = _path(fund)
    try:
        seed = bytes.fromhex(path.read_text("ascii"))
    except FileNotFoundError as error:
        raise KeyMissing(f"the signing key {path} is missing") from error
    except ValueError as error:
        raise KeyMissing(f"the signing key {path} cannot be read") from error
    if len(seed) != SEED_BYTES:
        raise KeyMissing(f"the signing key {path} cannot be read")
    return Signer(origin, seed)


def _path(fund: str) -> Path:
    return data_folder() / FOLDER / f"{fund}.key"
