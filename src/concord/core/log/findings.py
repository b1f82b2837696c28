"""Findings: what a verification has to say about an export, in words and for machines.

The kinds that the log itself reports; a judge of decisions adds its own:

* ``checkpoint-missing``, ``checkpoint-malformed``: no commitment to verify against;
* ``key-missing``, ``key-malformed``: no usable key in the export, and none from outside;
* ``invalid-signature``, ``no-known-signature``, ``origin-differs``: not the log's checkpoint;
* ``entry-altered``, ``entry-missing``, ``entry-moved``: the entries are not those whose hashes
  were published;
* ``hash-altered``: the entry is right and its published hash is not;
* ``entry-out-of-place``: an entry's own number is not its place;
* ``entry-not-canonical``: its bytes are not the one form of what they say;
* ``bundle-missing``, ``bundle-malformed``, ``tile-missing``, ``tile-malformed``, ``tile-differs``:
  a file is absent, has the wrong length, or does not fit the hashes below it;
* ``root-differs``: neither entries nor tiles lead to the root that was signed;
* ``export-ends``: too many files are absent, the rest was not looked for.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final, Literal

FINDINGS_MAX: Final = 200
"""How many findings a report spells out; all are counted."""

Trust = Literal["verified", "self-declared", "none"]
"""How the log's signature on the checkpoint was checked: with a key from outside, with the export's
own key (which proves nothing about who made it), or not at all or without success."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where (None for the whole log), of what kind, in a sentence.

    ``clause`` is the clause of the agreement that a decision broke; ``facts`` are the particulars.
    """

    position: int | None
    kind: str
    message: str
    clause: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was checked: entries, tiles, signatures, and decisions judged and found right."""

    entries: int = 0
    tiles: int = 0
    signatures: int = 0
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification.

    ``size`` and ``root`` (hex) are the checkpoint's, 0 and empty if there is none. From entry
    ``stopped_at`` on no decision was judged, since it would have been judged in a state that never
    was; None if judging went to the end or was not asked for. ``findings`` holds the first
    ``FINDINGS_MAX`` of ``findings_total``, by position.
    """

    size: int
    root: str
    trust: Trust
    depth: int
    checked: Counts = Counts()
    findings: tuple[Finding, ...] = ()
    findings_total: int = 0
    stopped_at: int | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.findings_total == 0

    def to_json(self) -> dict[str, object]:
        """The report as plain values."""
        return {"ok": self.ok, **asdict(self), "findings": [asdict(each) for each in self.findings]}


class Tray:
    """Where findings are laid while a verification runs; bounded, whatever an export contains."""

    __slots__ = ("_findings", "total")

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self.total = 0

    def add(self, position: int | None, kind: str, message: str, **facts: str) -> None:
        """Lay down a finding of the log's own."""
        self.put(Finding(position, kind, message, None, facts))

    def put(self, finding: Finding) -> None:
        """Lay down a finding; beyond ``FINDINGS_MAX`` it is only counted."""
        self.total += 1
        if len(self._findings) < FINDINGS_MAX:
            self._findings.append(finding)

    @property
    def unlisted(self) -> int:
        """How many findings were only counted."""
        return self.total - len(self._findings)

    def sorted(self) -> tuple[Finding, ...]:
        """The findings about the whole log, then the others by position."""
        return tuple(
            sorted(self._findings, key=lambda each: -1 if each.position is None else each.position)
        )
