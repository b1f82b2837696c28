"""The strict reading of an agreement file: YAML 1.2 in which every plain value stays text.

``3.10`` is an article and ``NO`` a country; numbers, dates and amounts are made by the model only
(READ-1). Refused, with the line: duplicate keys, anchors, aliases, merge keys, tags, directives, a
second document, tab characters, a byte-order mark, characters that cannot be seen, keys that are
not printable ASCII, a key without a value, more than 1 MB, and nesting deeper than 40.

Text is brought into Unicode form NFC, because the same Korean syllable has two encodings and the
parties sign the digest of bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from concord.core.agreement.problems import Path, Problem, dotted, shown

BYTES_MAX = 1_000_000
DEPTH_MAX = 40
PROBLEMS_MAX = 200
#: Control and format characters, halves of surrogate pairs, and separators of lines: unseen.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
KEY = re.compile(r"[!-~][ -~]{0,63}")
#: What no file may hold, even in a comment: controls, tabs, separators of lines but the usual ones.
RAW_REFUSED = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"


class Source(msgspec.Struct, frozen=True):
    """A file as a tree of text, with the line of every key and list item."""

    file: str
    tree: dict[str, Tree]
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of the nearest known place above or at a path."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def at(self, *path: str) -> dict[str, Tree]:
        """Return the mapping at a path of keys, empty where there is none."""
        here: Tree | None = self.tree
        for key in path:
            here = here.get(key) if isinstance(here, dict) else None
        return here if isinstance(here, dict) else {}

    def problem(
        self, path: Path, found: str, expected: str, suggestion: str = "", excerpt: str = ""
    ) -> Problem:
        """Return a problem at a path of this file."""
        return Problem(
            file=self.file,
            line=self.line(path),
            path=dotted(path),
            found=found,
            expected=expected,
            suggestion=suggestion,
            excerpt=excerpt,
        )


class _Stop(Exception):
    """Nothing after this place can be read."""


class _Open:
    """A mapping or list whose end has not come yet; ``key`` waits for its value."""

    __slots__ = ("key", "path", "value")

    def __init__(self, value: list[Tree] | dict[str, Tree], path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None


class _Builder:
    """Builds the tree from the events of the YAML parser and collects what is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {(): 1}
        self.stack: list[_Open] = []
        self.root: Tree | None = None

    def refuse(self, line: int, path: Path, found: str, expected: str) -> None:
        """Record a problem; too many of them end the reading."""
        self.problems.append(
            Problem(file=self.file, line=line, path=dotted(path), found=found, expected=expected)
        )
        if len(self.problems) >= PROBLEMS_MAX:
            raise _Stop

    @property
    def path(self) -> Path:
        """Where the next value stands."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            return (*top.path, len(top.value))
        return top.path if top.key is None else (*top.path, top.key)

    def take(self, event: yaml_events.Event) -> None:
        """Take in one event."""
        handler = _HANDLERS.get(type(event))
        if handler is not None:
            handler(self, event, event.start_mark.line + 1)

    def document(self, event: Any, line: int) -> None:  # noqa: ANN401 - ruamel types its events loosely
        """A document begins."""
        if event.version is not None or event.tags:
            self.refuse(line, (), "a YAML directive", "none")
        if self.root is not None:
            self.refuse(line, (), "a second document", "one agreement in a file")
            raise _Stop

    def alias(self, event: Any, line: int) -> None:  # noqa: ANN401
        """``*name``: the same text is not always the same to a reader."""
        self.refuse(line, self.path, f"the alias *{event.anchor}", "the text written out")
        self.put("", line)

    def decorations(self, event: Any, line: int) -> None:  # noqa: ANN401
        """Anchors and tags are refused on every kind of value."""
        if event.anchor is not None:
            self.refuse(line, self.path, f"the anchor &{event.anchor}", "none")
        if event.tag is not None:
            self.refuse(line, self.path, f"the tag {shown(str(event.tag))}", "none")

    def scalar(self, event: Any, line: int) -> None:  # noqa: ANN401
        """A key or a piece of text."""
        self.decorations(event, line)
        text = unicodedata.normalize("NFC", event.value)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            self.key(top, text, line)
            return
        if text == "" and event.style is None:
            where = self.lines.get(self.path, line)
            self.refuse(where, self.path, "nothing", "a value")
        for character in dict.fromkeys(text):
            if character != "\n" and unicodedata.category(character) in UNSEEN:
                named = f"the character U+{ord(character):04X}"
                self.refuse(line, self.path, named, "visible text")
        self.put(text, line)

    def key(self, top: _Open, text: str, line: int) -> None:
        """Open the entry of a mapping."""
        path = (*top.path, text)
        if text == "<<":
            self.refuse(line, top.path, "the merge key <<", "the text written out")
        elif KEY.fullmatch(text) is None:
            self.refuse(line, top.path, f"the key {shown(text)}", "a key of printable ASCII")
        elif isinstance(top.value, dict) and text in top.value:
            first = self.lines[path]
            self.refuse(line, path, f"the key again, first on line {first}", "each key once")
        else:
            self.lines[path] = line
        top.key = text

    def put(self, value: Tree, line: int) -> None:
        """Put a value where it belongs."""
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            self.lines[(*top.path, len(top.value))] = line
            top.value.append(value)
        elif top.key is not None:
            top.value[top.key] = value
            top.key = None

    def begin(self, event: Any, line: int) -> None:  # noqa: ANN401
        """A mapping or list begins."""
        self.decorations(event, line)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and isinstance(top.value, dict):
            self.refuse(line, top.path, "a list or mapping as a key", "a name")
            raise _Stop
        if len(self.stack) >= DEPTH_MAX:
            self.refuse(line, (), f"more than {DEPTH_MAX} levels", "less nesting")
            raise _Stop
        path = self.path
        is_list = isinstance(event, yaml_events.SequenceStartEvent)
        value: list[Tree] | dict[str, Tree] = [] if is_list else {}
        self.put(value, line)
        self.stack.append(_Open(value, path))

    def end(self, _: Any, __: int) -> None:  # noqa: ANN401
        """A mapping or list ends."""
        self.stack.pop()


_HANDLERS: dict[type[Any], Callable[[_Builder, Any, int], None]] = {
    yaml_events.DocumentStartEvent: _Builder.document,
    yaml_events.AliasEvent: _Builder.alias,
    yaml_events.ScalarEvent: _Builder.scalar,
    yaml_events.SequenceStartEvent: _Builder.begin,
    yaml_events.MappingStartEvent: _Builder.begin,
    yaml_events.SequenceEndEvent: _Builder.end,
    yaml_events.MappingEndEvent: _Builder.end,
}


def read(text: str | bytes, file: str) -> Source | list[Problem]:
    """Read a file's content; ``file`` is only a name for messages. Never raises."""
    builder = _Builder(file)
    decoded = _decoded(text, builder)
    if builder.problems:
        return builder.problems
    _build(decoded, builder)
    if not builder.problems and not isinstance(builder.root, dict):
        found = "nothing" if builder.root in (None, "") else "no mapping"
        builder.refuse(1, (), found, "an agreement: a mapping that begins with 'concord: 1'")
    if builder.problems or not isinstance(builder.root, dict):
        return builder.problems
    return Source(file, builder.root, builder.lines)


def _build(text: str, builder: _Builder) -> None:
    """Run the YAML parser and let the builder take its events."""
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _Stop:
        pass  # the reason is among the problems
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        column = f" in column {mark.column + 1}" if mark is not None else ""
        reason = str(error.problem or error.context)
        builder.problems.append(_broken(builder.file, line, f"a fault{column} ({reason})"))
    except (YAMLError, ValueError, OverflowError):
        # An escape for a code point that does not exist fails inside the parser's chr().
        line = max(builder.lines.values())
        builder.problems.append(_broken(builder.file, line, "an escape that is no character"))


def _broken(file: str, line: int, found: str) -> Problem:
    return Problem(file=file, line=line, path="", found=found, expected="YAML 1.2")


def _decoded(text: str | bytes, builder: _Builder) -> str:
    """Return the text of UTF-8 bytes, after the checks that look at the file as a whole."""
    size = len(text)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            byte = error.object[error.start]
            builder.refuse(line, (), f"the byte 0x{byte:02x}", "UTF-8 text")
            return ""
    if size > BYTES_MAX:
        builder.refuse(1, (), f"{size} bytes", f"at most {BYTES_MAX}")
    elif text.startswith("\ufeff"):
        builder.refuse(1, (), "a byte-order mark", "none")
    elif RAW_REFUSED.search(text):
        _refuse_raw(text, builder)
    return text


def _refuse_raw(text: str, builder: _Builder) -> None:
    """Refuse characters that are looked for before the YAML parser gives them a meaning."""
    for number, line in enumerate(text.split("\n"), 1):
        match = RAW_REFUSED.search(line)
        if match and len(builder.problems) < PROBLEMS_MAX - 1:
            column = match.start() + 1
            if match[0] == "\t":
                builder.refuse(number, (), f"a tab character in column {column}", "spaces")
            else:
                found = f"the character U+{ord(match[0]):04X} in column {column}"
                builder.refuse(number, (), found, "visible text")
