"""Print docs/vocabulary.md: every command, event and refusal code, from the code itself."""

import inspect

import msgspec

from concord.core.acts import Command, Event
from concord.core.entry import COMMANDS, EVENTS
from concord.core.fund import HANDLERS
from concord.core.sentences import patterns

HEAD = """\
# Vocabulary

Every command that a party may send, every event that can happen, and every reason for which a
command can be refused. Made by `scripts/vocabulary.py`; the build fails when it is stale. The
fields with their forms stand in [schema/commands.json](schema/commands.json).
"""


def fields(kind: type[msgspec.Struct]) -> str:
    """The fields of a command or event; those that may be left out in brackets."""
    names = []
    for field in msgspec.structs.fields(kind):
        needed = field.required
        names.append(f"`{field.encode_name}`" if needed else f"[`{field.encode_name}`]")
    return ", ".join(names) or "-"


def said(kind: type) -> str:
    """The docstring of a type on one line."""
    return " ".join((inspect.getdoc(kind) or "").split()).replace("``", "`")


def command(tag: str, kind: type[Command]) -> str:
    """One command: who may send it, what it means, its fields."""
    roles = ", ".join(HANDLERS[kind].roles) or "whom the clause names"
    return f"### {tag}\n{said(kind)}\n\nSent by: {roles}. Fields: {fields(kind)}.\n"


def event(tag: str, kind: type[Event]) -> str:
    """One event: what it means and its fields."""
    return f"### {tag}\n{said(kind)}\n\nFields: {fields(kind)}.\n"


def main() -> None:
    """Print the page."""
    print(HEAD)
    print("## Commands\n")
    for tag, kind in sorted(COMMANDS.items()):
        print(command(tag, kind))
    print("## Events\n")
    for tag, happened in sorted(EVENTS.items()):
        print(event(tag, happened))
    print("## Refusals\n\n| code | sentence |\n|---|---|")
    for code, sentence in sorted(patterns("en").items()):
        print(f"| `{code}` | {sentence} |")


if __name__ == "__main__":
    main()
