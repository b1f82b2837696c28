"""Episodes: a folder with an agreement and a story, played into memory by the real ``decide``.

``run`` plays a story as a live fund would take it: what falls due before an act comes first, as an
entry of its own, and a refused act leaves nothing but that. Without a day it checks every
expectation of the story; with one it gives the state report when that day had closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import msgspec

from concord.core.acts import RULES, Act, AgreementRef, OpenFund, Refusal
from concord.core.agreement import load
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.problems import Problem
from concord.core.agreement.terms import Terms
from concord.core.books.acts import ReverseEntry
from concord.core.entry import Entry, Envelope, encode, entry_of
from concord.core.fund import apply, decide, project
from concord.core.log.merkle import Frontier, leaf_hash
from concord.core.report import Json, report
from concord.core.state import State
from concord.shell import passing
from concord.shell.story import NOTHING, Expectation, Step, Story, instant, read_story

AGREEMENT, STORY = "agreement.yaml", "story.yaml"
#: The id of the act that opens the fund.
OPENING = "open"
#: The log of a replay is in memory and signed by nobody; entry 0 says so.
UNSIGNED = "unsigned"


class Unusable(ValueError):
    """An episode that cannot be read or played; ``problems`` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Episode(NamedTuple):
    """An episode as read: its agreement's text and terms, and its story."""

    name: str
    source: bytes
    terms: Terms
    story: Story


class Refused(NamedTuple):
    """An act that was refused, and why."""

    envelope: Envelope
    refusal: Refusal


class Mismatch(NamedTuple):
    """An expectation that did not come true; ``path`` is "act" where it is about an act."""

    line: int
    on: str
    path: str
    expected: str
    found: str


class Result(NamedTuple):
    """What a replay gave. ``report`` is there when a day was asked for, else ``checked`` counts."""

    episode: Episode
    state: State
    trail: list[Entry | Refused]
    checked: int
    mismatches: list[Mismatch]
    report: Json | None = None

    @property
    def ok(self) -> bool:
        """Say whether every expectation came true."""
        return not self.mismatches

    def document(self) -> Json:
        """Return the result as one JSON document: the state report, or what was checked."""
        if self.report is not None:
            return self.report
        return {
            "episode": self.episode.name,
            "agreement": self.episode.terms.sha256,
            "entries": self.state.size,
            "checked": self.checked,
            "mismatches": [one._asdict() for one in self.mismatches],
        }


# --- finding and reading --------------------------------------------------------------------------
def shipped() -> list[str]:
    """Return the names of the episodes that come with the program."""
    return sorted(one.name for one in _shelf().iterdir() if (one / AGREEMENT).is_file())


def _shelf() -> Traversable:
    return files("concord") / "episodes"


def episode(name_or_path: str | Path) -> Episode:
    """Return an episode by its name or its folder; raise Unusable."""
    name = str(name_or_path)
    folder: Traversable = Path(name)
    if not (folder / AGREEMENT).is_file():
        if name not in shipped():
            expected = f"a folder with {AGREEMENT}, or one of {', '.join(shipped())}"
            raise Unusable([Problem(file=name, line=1, path="", found="none", expected=expected)])
        folder = _shelf() / name
    source = (folder / AGREEMENT).read_bytes()
    terms = load(source, f"{name}/{AGREEMENT}")
    if isinstance(terms, list):
        raise Unusable(terms)
    if not (folder / STORY).is_file():
        problem = Problem(file=f"{name}/{STORY}", line=1, path="", found="none", expected="a story")
        raise Unusable([problem])
    story = read_story((folder / STORY).read_bytes(), f"{name}/{STORY}", terms)
    if isinstance(story, list):
        raise Unusable(story)
    return Episode(story.episode or folder.name, source, terms, story)


# --- playing --------------------------------------------------------------------------------------
class Playback:
    """A fund in memory; ``trail`` is every entry, and every refusal where it happened."""

    def __init__(self, terms: Terms, opens: str) -> None:
        self.state = State(terms)
        self.trail: list[Entry | Refused] = []
        self.frontier = Frontier()
        self.marks: dict[str, int] = {}
        opening = Act(
            party=passing.trustee(terms),
            officer=passing.OFFICER,
            at=instant(day_of(opens), 0, terms.zone_minutes),
            id=OPENING,
            command=OpenFund(
                origin=f"replay/{terms.id}",
                key=UNSIGNED,
                agreements=[AgreementRef(terms.id, terms.sha256)],
                rules=RULES,
            ),
        )
        self._judge(opening)

    def send(self, envelope: Envelope) -> Refusal | None:
        """Let fall due what falls due, then decide; return the refusal, or None."""
        for entry in passing.ticks(self.state, envelope.at):
            self._keep(entry)
        act = Act(
            party=envelope.party,
            officer=envelope.officer,
            at=envelope.at,
            id=envelope.id,
            command=envelope.command,
        )
        refused = self._judge(act)
        if refused is not None:
            self.trail.append(Refused(envelope, refused))
        return refused

    def _judge(self, act: Act) -> Refusal | None:
        """Decide one act and, where it is allowed, add its entry."""
        events = decide(self.state, act)
        if isinstance(events, Refusal):
            return events
        entry = entry_of(self.state.size, act, events)
        apply(self.state, entry)
        self._keep(entry)
        return None

    def _keep(self, entry: Entry) -> None:
        self.trail.append(entry)
        self.frontier.append(leaf_hash(encode(entry)))

    def report(self, day: int) -> Json:
        """Return the state report when a day has closed."""
        return report(project(self.state, day), day, day, self.frontier.root().hex())


def addressed(step: Step, marks: dict[str, int]) -> Envelope:
    """Return the envelope of a step, with the number of the entry that its mark stands for."""
    command = step.envelope.command
    if step.back and isinstance(command, ReverseEntry):
        reversal = msgspec.structs.replace(command, seq=marks.get(step.back, -1))
        return msgspec.structs.replace(step.envelope, command=reversal)
    return step.envelope


def answer(refusal: Refusal | None) -> str:
    """Return how an act was answered, in the words of a story."""
    if refusal is None:
        return "accepted"
    return f"{refusal.code} under Article {refusal.clause}" if refusal.clause else refusal.code


def run(name_or_path: str | Path, at: str | None = None, ruling: str | None = None) -> Result:
    """Play an episode; raise Unusable where it cannot be read, or a day or ruling is unknown.

    ``at`` is an ISO day. ``ruling`` names one of the outcomes of a contested point; no construct
    of the language gives rise to one yet, so every name is unknown.
    """
    found = episode(name_or_path)
    if ruling is not None:
        raise _unusable(found, "--ruling", f"'{ruling}'", "no ruling: nothing here is contested")
    until = _until(found, at)
    try:
        player = Playback(found.terms, found.story.opens)
    except passing.NoTrustee:
        expected = "a party that opens and keeps the log"
        raise _unusable(found, "parties", "no trustee", expected) from None
    if until is not None:
        _played(player, found.story, until)
        return Result(found, player.state, player.trail, 0, [], player.report(until))
    mismatches = list(_checked(player, found.story))
    count = len(found.story.steps) + len(found.story.expectations)
    return Result(found, player.state, player.trail, count, mismatches)


def _until(found: Episode, at: str | None) -> int | None:
    if at is None:
        return None
    opens = found.story.opens
    try:
        day = day_of(at)
    except ValueError:
        raise _unusable(found, "--at", f"'{at}'", "a day as YYYY-MM-DD") from None
    if day < day_of(opens):
        raise _unusable(found, "--at", at, f"a day not before {opens}, when the fund opens")
    return day


def _unusable(found: Episode, path: str, what: str, expected: str) -> Unusable:
    return Unusable([Problem(file=found.name, line=1, path=path, found=what, expected=expected)])


def _played(player: Playback, story: Story, until: int) -> None:
    """Send the acts of all days up to one."""
    for step in story.steps:
        if step.day <= until:
            _send(player, step)


def _send(player: Playback, step: Step) -> str:
    refused = player.send(addressed(step, player.marks))
    if step.mark and refused is None:
        player.marks[step.mark] = player.state.size - 1
    return answer(refused)


def _checked(player: Playback, story: Story) -> Iterator[Mismatch]:
    """Send all acts; yield what came out other than the story says, in its order."""
    waiting = list(story.expectations)
    for step in story.steps:
        while waiting and waiting[0].day < step.day:
            yield from _compared(player, waiting)
        found, expected = _send(player, step), step.refused or "accepted"
        if found != expected and found.partition(" ")[0] != expected:
            yield Mismatch(step.line, iso_of(step.day), "act", expected, found)
    while waiting:
        yield from _compared(player, waiting)


def _compared(player: Playback, waiting: list[Expectation]) -> Iterator[Mismatch]:
    """Compare all expectations of the first day that waits with the report of that day."""
    day = waiting[0].day
    shown = player.report(day)
    while waiting and waiting[0].day == day:
        one = waiting.pop(0)
        found = shown_at(shown, one.path)
        if found != one.expected:
            yield Mismatch(one.line, iso_of(day), one.path, one.expected, found)


# --- paths into a report --------------------------------------------------------------------------
def shown_at(document: object, path: str) -> str:
    """Return what a report shows at a dotted path, as text; "nothing" where it has no such place.

    Rows of a list are named by their ``n`` or ``id``; a name may hold dots itself.
    """
    return _text(_look(document, path.split(".")))


def _look(value: object, parts: list[str]) -> object:
    if not parts:
        return value
    for count in range(len(parts), 0, -1):
        name = ".".join(parts[:count])
        if isinstance(value, dict) and name in value:
            return _look(value[name], parts[count:])
        if isinstance(value, list):
            for row in value:
                if isinstance(row, dict) and name in {str(row.get("n")), str(row.get("id"))}:
                    return _look(row, parts[count:])
    return None


def _text(value: object) -> str:
    if value is None or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    return f"{{{', '.join(value)}}}" if isinstance(value, dict) else str(value)
