"""The command line: one command each, and one place that says how every failure ends.

Exit codes: 0 done and nothing found; 1 findings; 2 unusable input; 3 refused by the agreement;
4 the machine failed, and nothing that was acknowledged is lost.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

from concord.cli.ending import FAILED, REFUSED, UNUSABLE, Stop
from concord.cli.parser import parser

#: What is said of failures that have a plain name, by the number that the system gives them.
OS_FAILURES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file may not grow any further",
    errno.EROFS: "the disk cannot be written to",
    errno.EACCES: "access is denied",
}
#: What is said of failures of the database, by words in its own message.
DATABASE_FAILURES = {
    "lock timeout": "the database is locked by another program; try again when it has finished",
    "locked": "the database is locked by another program; try again when it has finished",
    "full": "the disk is full",
    "disk I/O error": "the disk cannot be written to",
    "readonly": "the database cannot be written to",
    "unable to open": "the database cannot be opened",
    "connection": "the database server cannot be reached",
}
#: Errors about what was given, wherever they are defined: not every command imports them.
UNUSABLE_INPUT = frozenset({"Exists", "NoSuchFund", "NotAnExport", "Unusable", "UnusableSource"})
KEPT = "Nothing that was acknowledged is lost."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse itself ends with 2 on a wrong line."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["bench"]:
        words.insert(1, "--")  # what follows is read by the measurements themselves
    options = parser().parse_args(words)
    try:
        module, _, name = str(options.run).partition(":")
        done = getattr(import_module(f"concord.cli.{module}"), name)(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has enough; Python would complain once more while it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last place to say it
        if options.debug:
            traceback.print_exc()
        code, message = ending(error)
        print(f"concord: {message}", file=sys.stderr)
        return code
    return int(done)


def ending(error: BaseException) -> tuple[int, str]:
    """Return the exit code and the line for an error that no command dealt with itself."""
    name = type(error).__name__
    if name == "Refused" and hasattr(error, "refusal"):
        return REFUSED, f"refused: {error.refusal.code} {error.refusal.facts}"
    if name in UNUSABLE_INPUT:
        return UNUSABLE, str(error)
    return FAILED, f"{_failure(error)}. {KEPT}"


def _failure(error: BaseException) -> str:
    """Return what went wrong with the machine, or in the program, as one line."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    if type(error).__module__.startswith(("django.db", "sqlite3", "psycopg")):
        return _database_failure(error)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return (OS_FAILURES.get(error.errno or 0) or error.strerror or str(error)) + where
    if type(error).__name__ == "Damaged":
        return f"{error}; `concord verify` says what is wrong"
    return f"unexpected {type(error).__name__}: {_one_line(error)}; --debug shows where"


def _database_failure(error: BaseException) -> str:
    told = _one_line(error)
    known = next((say for word, say in DATABASE_FAILURES.items() if word in told), "")
    return f"{known} ({told})" if known else f"the database cannot be used ({told})"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
