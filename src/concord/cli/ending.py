"""How commands end: the exit codes, and what they say on the way out."""

from __future__ import annotations

import json
import sys
from typing import Final

DONE: Final = 0
FINDINGS: Final = 1
UNUSABLE: Final = 2
REFUSED: Final = 3
FAILED: Final = 4


class Stop(Exception):
    """Ends a command with an exit code and a message for people."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(document: object) -> None:
    """Print one JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def note(text: str) -> None:
    """Tell a person something that is not the result."""
    print(text, file=sys.stderr)
