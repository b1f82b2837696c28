"""The story of an episode: dated commands in order and what must be true, as a lawyer writes them.

``story.yaml`` is read as strictly as an agreement: all plain values stay text, and every problem
comes at once with its line. Amounts are in major units (``550m USD``) and become minor units here;
the day of an act is the day of its facts where nothing else is said. See docs/episodes.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from concord.core.acts import Command
from concord.core.agreement.days import iso_of
from concord.core.agreement.problems import Path, Problem, near
from concord.core.agreement.reader import Source, Tree, read
from concord.core.agreement.terms import Terms
from concord.core.agreement.values import Unreadable, date, quantity
from concord.core.books.acts import ReverseEntry
from concord.core.entry import COMMANDS, Envelope

VERSION = "1"
HEAD = frozenset({"story", "episode", "opens", "now", "officers", "papers", "acts"})
NOTES = frozenset({"source", "assumed", "note"})
AROUND = frozenset({"on", "by", "refused", "mark", "expect"}) | NOTES
#: Commands that the runner sends by itself.
IMPLIED = frozenset({"open_fund", "tick"})
SENDABLE = tuple(sorted(set(COMMANDS) - IMPLIED))
#: What a path leads to when there is nothing there.
NOTHING = "nothing"
DAY_BEGINS = dt.time(9)
MINUTES_BETWEEN_ACTS = 10
ACTS_PER_DAY_MAX = 80


class Step(NamedTuple):
    """One act: the envelope to send, and the refusal expected ("" where it is to be accepted).

    ``refused`` is a code, or a code and ``under Article n``. ``mark`` names the entry for a later
    act; ``back`` is the mark of the entry that this one reverses.
    """

    line: int
    day: int
    envelope: Envelope
    refused: str = ""
    mark: str = ""
    back: str = ""


class Expectation(NamedTuple):
    """What the state report shows at a path when a day has closed."""

    line: int
    day: int
    path: str
    expected: str


class Story(NamedTuple):
    """A whole story; ``opens`` is the day of entry 0, ``now`` where a told clock stands, or ""."""

    episode: str
    opens: str
    now: str
    steps: list[Step]
    expectations: list[Expectation]


def instant(day: int, nth: int, zone_minutes: int) -> str:
    """Return the instant of the nth act of a day, in the agreement's time zone from nine on."""
    begins = dt.datetime.combine(dt.date.fromordinal(day), DAY_BEGINS)
    moment = begins + dt.timedelta(minutes=nth * MINUTES_BETWEEN_ACTS - zone_minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def read_story(text: bytes, file: str, terms: Terms) -> Story | list[Problem]:
    """Return the story that a file tells under an agreement, or all its problems."""
    source = read(text, file)
    return source if isinstance(source, list) else _Reader(source, terms).story()


class _Reader:
    """Reads one story; ``problems`` is what cannot be read."""

    def __init__(self, source: Source, terms: Terms) -> None:
        self.source = source
        self.terms = terms
        self.problems: list[Problem] = []
        self.steps: list[Step] = []
        self.expectations: list[Expectation] = []
        self.marks: set[str] = set()
        self.today = (0, 0)
        self.officers = self._texts("officers")
        self.papers = self._texts("papers")

    def refuse(self, path: Path, found: str, expected: str, suggestion: str = "") -> None:
        self.problems.append(self.source.problem(path, found, expected, suggestion))

    def story(self) -> Story | list[Problem]:
        tree = self.source.tree
        for key in tree:
            if key not in HEAD:
                self.refuse((key,), f"the key {key}", "a part of a story", near(key, HEAD))
        if tree.get("story") != VERSION:
            self.refuse((), "no story of a known version", f"'story: {VERSION}'")
        opens = self._day(("opens",), tree.get("opens"))
        self.today = (opens or 0, 0)
        acts = tree.get("acts")
        if not isinstance(acts, list):
            self.refuse((), "no list of acts", "'acts'")
        for place, item in enumerate(acts if isinstance(acts, list) else ()):
            self._item(("acts", place), item)
        if self.problems:
            return self.problems
        name, now = str(tree.get("episode", "")), str(tree.get("now", ""))
        return Story(name, iso_of(opens or 1), now, self.steps, self.expectations)

    def _texts(self, key: str) -> dict[str, str]:
        """Return a mapping of texts at the head of the story."""
        found = self.source.tree.get(key, {})
        if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
            self.refuse((key,), "no mapping of texts", "names and texts")
            return {}
        return {name: str(text) for name, text in found.items()}

    def _day(self, path: Path, value: Tree | None) -> int | None:
        try:
            return date(value if isinstance(value, str) else "")
        except Unreadable as error:
            self.refuse(path, f"'{value}'" if value else NOTHING, error.expected)
            return None

    # --- one item ---------------------------------------------------------------------------------
    def _item(self, path: Path, item: Tree) -> None:
        if not isinstance(item, dict):
            self.refuse(path, "no mapping", "an act or an expectation")
            return
        day = self._day((*path, "on"), item.get("on"))
        if day is None:
            return
        if day < self.today[0]:
            self.refuse((*path, "on"), iso_of(day), f"a day not before {iso_of(self.today[0])}")
        words = [key for key in item if key not in AROUND]
        if "expect" in item and not words:
            self.today = (day, self.today[1] if day == self.today[0] else 0)
            self._expect((*path, "expect"), day, item["expect"])
        elif len(words) == 1 and words[0] in SENDABLE:
            self._act(path, day, item, words[0])
        else:
            found = ", ".join(words) or "no command"
            suggestion = near(words[0], SENDABLE) if words else ""
            self.refuse(path, found, "one command, or 'expect'", suggestion)

    def _expect(self, path: Path, day: int, value: Tree) -> None:
        if not isinstance(value, dict):
            self.refuse(path, "no mapping", "paths of the state report and expected texts")
            return
        for key, expected in value.items():
            if isinstance(expected, str):
                line = self.source.line((*path, key))
                self.expectations.append(Expectation(line, day, key, expected))
            else:
                self.refuse((*path, key), "no text", "the expected text")

    def _act(self, path: Path, day: int, item: dict[str, Tree], word: str) -> None:
        by = item.get("by")
        senders = by if isinstance(by, list) else [by]
        for sender in senders:
            if not isinstance(sender, str):
                self.refuse((*path, "by"), NOTHING, "the party, or PARTY/officer, that acts")
                continue
            command, back = self._command((*path, word), day, item[word], word)
            party, officer = self._officer((*path, "by"), sender)
            if command is not None:
                refused, mark = str(item.get("refused", "")), str(item.get("mark", ""))
                self.marks |= {mark} - {""}
                envelope = self._envelope(day, party, officer, command)
                line = self.source.line(path)
                self.steps.append(Step(line, day, envelope, refused, mark, back))

    def _officer(self, path: Path, sender: str) -> tuple[str, str]:
        party, _, name = sender.partition("/")
        if party not in self.terms.parties:
            self.refuse(path, party, "a party of the agreement", near(party, self.terms.parties))
        return party, sender if name else self.officers.get(party, f"{party}/desk")

    def _envelope(self, day: int, party: str, officer: str, command: Command) -> Envelope:
        nth = self.today[1] + 1 if day == self.today[0] else 1
        self.today = (day, nth)
        return Envelope(
            party=party,
            officer=officer,
            id=f"story:{len(self.steps) + 1}",
            command=command,
            at=instant(day, min(nth, ACTS_PER_DAY_MAX), self.terms.zone_minutes),
        )

    # --- one command ------------------------------------------------------------------------------
    def _command(self, path: Path, day: int, value: Tree, word: str) -> tuple[Command | None, str]:
        """Return the command, and the mark that it names in place of an entry's number."""
        if not isinstance(value, dict):
            self.refuse(path, "no mapping", f"the fields of {word}")
            return None, ""
        kind = COMMANDS[word]
        fields: dict[str, object] = dict(value)
        for name in {"on", "value_on"} & set(kind.__struct_fields__):
            fields.setdefault(name, iso_of(day))
        try:
            self._amounts(path, fields, kind.__struct_fields__)
            back = self._marked(fields) if kind is ReverseEntry else ""
            self._evidence(fields)
            return msgspec.convert({"type": word, **fields}, kind, strict=False), back
        except (msgspec.ValidationError, Unreadable) as error:
            self.refuse(path, str(error), f"the fields of {word}")
            return None, ""

    def _amounts(self, path: Path, fields: dict[str, object], known: tuple[str, ...]) -> None:
        """Turn amounts in major units into minor units, and their currency into its field."""
        for name in ("amount", "equivalent"):
            text = fields.get(name)
            if isinstance(text, str):
                minor, unit = self._minor(text)
                fields[name] = minor
                if name == "amount" and "currency" in known:
                    fields.setdefault("currency", unit)
                elif unit != self.terms.holding:
                    self.refuse((*path, name), unit, self.terms.holding)
        steps = fields.get("steps")
        if isinstance(steps, list):
            fields["steps"] = [self._step(step) for step in steps]

    def _step(self, step: object) -> object:
        if not isinstance(step, dict) or "amount" not in step:
            return step
        return {**step, "amount": self._minor(str(step["amount"]))[0]}

    def _minor(self, text: str) -> tuple[str, str]:
        amount = quantity(text)
        unit = amount.unit or self.terms.holding
        exponent = self.terms.exponent(unit)
        minor = None if exponent is None else amount.minor(exponent)
        if minor is None:
            raise Unreadable(f"an amount of a pinned unit with its decimals, not '{text}'")
        return str(minor), unit

    def _marked(self, fields: dict[str, object]) -> str:
        back = str(fields.get("seq", ""))
        if back not in self.marks:
            raise Unreadable(f"a mark of an earlier act, not '{back}'")
        fields["seq"] = 0
        return back

    def _evidence(self, fields: dict[str, object]) -> None:
        """Name papers of the story by the SHA-256 of their text."""
        names = fields.get("evidence")
        if names is not None:
            fields["evidence"] = list(self._digests(names))

    def _digests(self, names: object) -> Iterator[str]:
        for name in names if isinstance(names, list) else [names]:
            if name not in self.papers:
                raise Unreadable(f"a paper of the story, not '{name}'")
            yield hashlib.sha256(self.papers[name].encode()).hexdigest()
