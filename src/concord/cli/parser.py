"""The commands and their options: what ``concord --help`` shows.

Each command names the function that runs it as text, so that asking for one does not import what
the others need.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from concord import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - has no other name

DESCRIPTION = """\
A fund whose money and sanctions relief move only when what was promised has been verified.
"""
EPILOG = """\
exit codes: 0 done, nothing found; 1 findings; 2 unusable input; 3 refused by the agreement;
4 the machine failed, and nothing that was acknowledged is lost.
FUND may be left out where only one fund is there. --json prints one document on standard output.
"""
LANGUAGES = ("en", "ko")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    made = argparse.ArgumentParser(
        prog="concord",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"concord {__version__}")
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for add in (_serving, _acting, _reading, _stories, _texts, _proofs):
        add(commands)
    return made


def _command(commands: Commands, name: str, run: str, told: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
    made.set_defaults(run=run, command_name=name)
    made.add_argument("--debug", action="store_true", help="show where an error came from")
    return made


def _data(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the installation's folder (else CONCORD_DATA_DIR, else one in your data home)",
    )


def _json(made: argparse.ArgumentParser) -> None:
    made.add_argument("--json", action="store_true", help="print one JSON document")


def _fund(made: argparse.ArgumentParser) -> None:
    made.add_argument("fund", nargs="?", metavar="FUND", help="the fund; may be left out for one")
    _data(made)


def _serving(commands: Commands) -> None:
    demo = _command(commands, "demo", "serving:demo", "build the illustrative fund, then serve it")
    demo.add_argument("--no-serve", action="store_true", help="build it and print a summary")
    serve = _command(commands, "serve", "serving:serve", "serve the installation's pages")
    for made in (demo, serve):
        made.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        made.add_argument("--port", type=int, default=8000, help="the port to listen on")
        _data(made)


def _acting(commands: Commands) -> None:
    made = _command(commands, "open", "acting:open_fund", "open a fund under a signed agreement")
    made.add_argument("file", type=Path, metavar="FILE", help="the agreement, a YAML file")
    made.add_argument("--origin", help="the log's name for ever: an address without its scheme")
    made.add_argument("--pinned", metavar="DATE", help="a clock that is told, beginning on DATE")
    _data(made)
    _json(made)
    made = _command(commands, "act", "acting:act", "send one command")
    _sent(made)
    made.add_argument("--dry-run", action="store_true", help="say what would be, write nothing")
    made = _command(
        commands, "why", "acting:why", "say why a command would be allowed, or what stands against"
    )
    _sent(made)
    made = _command(commands, "tick", "acting:tick", "let time pass; print what fell due")
    _fund(made)
    made.add_argument("--to", metavar="DATE", help="close every day before DATE (else: today)")
    _json(made)


def _sent(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "words",
        nargs="+",
        metavar="[FUND] COMMAND.json",
        help="the fund and the command's file, or - for standard input; `concord schema "
        "--commands` prints all fields, amounts are in minor units",
    )
    made.add_argument("--by", metavar="OFFICER", help="who sends it: PARTY/name, or as in the log")
    made.add_argument("--id", help="the sender's id of this act, the same when it is tried again")
    made.add_argument("--at", metavar="INSTANT", help="when (else: now, by the fund's clock)")
    _data(made)
    _json(made)


def _reading(commands: Commands) -> None:
    made = _command(commands, "show", "reading:show", "print the state report")
    _fund(made)
    made.add_argument("--at", metavar="DATE", help="as of the close of DATE")
    made.add_argument("--known-at", metavar="DATE", help="as it was known at the close of DATE")
    _ruling(made)
    _json(made)


def _ruling(made: argparse.ArgumentParser) -> None:
    made.add_argument("--ruling", metavar="NAME", help="an outcome of a contested point")


def _stories(commands: Commands) -> None:
    made = _command(commands, "replay", "stories:replay", "replay a history into memory")
    made.add_argument("episode", metavar="EPISODE", help="its name, or a folder")
    made.add_argument("--at", metavar="DATE", help="print the state report at the close of DATE")
    _ruling(made)
    _json(made)
    made = _command(commands, "import", "stories:bring_in", "bring in outside data as commands")
    made.add_argument("kind", choices=("cerf",), help="what the data is")
    made.add_argument("path", type=Path, metavar="PATH", help="the folder or file")
    made.add_argument("--fund", help="the fund it goes to (else one of its own)")
    made.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    made.add_argument(
        "--accept-incomplete", action="store_true", help="name the source as incomplete"
    )
    _data(made)
    _json(made)
    made = _command(commands, "bench", "stories:bench", "measure, each figure beside a reference")
    made.add_argument("rest", nargs="*", metavar="…", help="`concord bench --help`")


def _texts(commands: Commands) -> None:
    made = _command(commands, "check", "texts:check", "errors and remarks about an agreement")
    made.add_argument("file", type=Path, metavar="AGREEMENT.yaml")
    _json(made)
    made = _command(commands, "prose", "texts:prose", "the agreement as numbered clauses")
    made.add_argument("file", type=Path, metavar="AGREEMENT.yaml")
    made.add_argument("--lang", choices=LANGUAGES, default="en", help="the language")
    made = _command(commands, "schema", "texts:schema", "the JSON Schema of the agreement language")
    kinds = made.add_mutually_exclusive_group()
    kinds.add_argument("--commands", action="store_true", help="that of every command instead")
    kinds.add_argument("--report", action="store_true", help="that of the state report instead")


def _proofs(commands: Commands) -> None:
    made = _command(
        commands, "export", "proofs:export", "write all that a stranger needs to check the log"
    )
    _fund(made)
    made.add_argument("--out", type=Path, metavar="DIR", required=True, help="the folder")
    made = _command(
        commands,
        "verify",
        "proofs:verify",
        "check integrity, signatures, and every decision again",
    )
    made.add_argument("what", nargs="?", metavar="DIR|FUND", help="an export, or a fund here")
    made.add_argument("--key", metavar="VKEY", help="the log's key, from outside the export")
    made.add_argument(
        "--depth",
        type=int,
        choices=(1, 2, 3),
        default=3,
        help="1 bytes and tree; 2 and signatures; 3 and every decision (the default)",
    )
    _data(made)
    _json(made)
    made = _command(commands, "receipt", "proofs:receipt", "print the proof of one entry")
    made.add_argument("words", nargs="+", metavar="[FUND] SEQ", help="the fund and the entry")
    made.add_argument("--entry", type=Path, metavar="FILE", help="also write the entry's bytes")
    _data(made)
    _json(made)
