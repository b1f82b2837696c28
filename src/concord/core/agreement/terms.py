"""The terms of an agreement: what the text means, compiled once, for every use of it.

Everything here is a frozen value. Days are day numbers (days.py), money is integers of minor units,
shares are millionths (``_ppm``), durations are whole days. Names of parties, phases, milestones and
so on are the ids that the text gives them; the order of ``parties`` is the order of the text and is
the order of ties in every split (MON-10).
"""

from __future__ import annotations

from typing import Literal

import msgspec

PPM = 1_000_000


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One clause or part of one; compared and hashed by value."""


class Amount(Term, frozen=True):
    """A quantity of a pinned unit; ``minor`` counts the smallest part (cents, barrels)."""

    minor: int
    unit: str


class Party(Term, frozen=True):
    """A party and what it is: the roles are the closed list of language.md, construct 1."""

    id: str
    name: str
    role: str
    art: str | None = None
    share_ppm: int | None = None


class Votes(Term, frozen=True):
    """Voting weights from a day on; a later entry replaces an earlier one as a whole."""

    since: int
    ppm: dict[str, int]


class Body(Term, frozen=True):
    """A body that decides: members speak, those in ``votes`` vote."""

    id: str
    art: str
    members: tuple[str, ...]
    votes: tuple[Votes, ...]


class PassTerm(Term, frozen=True):
    """One condition for adoption.

    ``votes``: at least ``ppm`` of the weights. ``heads``: at least ``ppm`` of the voters.
    ``all``: every voter with the role (``who`` = "donor") or every voter ("").
    ``assent``: the party ``who`` votes yes. ``silence``: nobody objects before the time is over.
    """

    kind: Literal["votes", "heads", "all", "assent", "silence"]
    ppm: int = 0
    who: str = ""


class DecisionRule(Term, frozen=True):
    """How a body decides: quorum (voters present), conditions, time and what silence means."""

    id: str
    art: str
    body: str
    passes: tuple[PassTerm, ...]
    quorum: int | None = None
    within_days: int | None = None
    default: Literal["refused", "adopted"] | None = None
    note: str = ""


class Due(Term, frozen=True):
    """A time limit: on a ``day``, or ``days`` after a ``trigger``.

    ``trigger`` is "effective", the id of a phase or milestone, or an event word: "call" (of an
    instalment), "finding" (of ineligible expenditure), "expiry" (of an attestation; days are 0).
    """

    day: int | None = None
    days: int = 0
    trigger: str | None = None


class Phase(Term, frozen=True):
    """A phase: what may be spent in it, what gates the money and how it is entered.

    ``enter`` is "effective", "notice", or the id of a decision rule. ``documented_ppm`` is the
    share of a tranche to be documented before the next opens, ``outstanding`` the tranches open at
    once.
    """

    id: str
    art: str
    title: str
    ceiling: Amount
    tranche: Amount | None = None
    documented_ppm: int = PPM
    outstanding: int = 1
    first_tranche_on_entry: bool = False
    needs: tuple[str, ...] = ()
    enter: str = "effective"
    notice_by: Standing | None = None


class Milestone(Term, frozen=True):
    """A promise that can be verified: once, or continuing (then it lapses unless renewed)."""

    id: str
    art: str
    text: str
    by: str
    continuing: bool = False
    since: Due | None = None
    due: Due | None = None


class Verification(Term, frozen=True):
    """Who verifies a milestone: quorum of verifiers, validity and dispute window in days.

    ``default`` is what a contested attestation becomes when nobody rules before the window ends.
    """

    id: str
    art: str
    verifiers: tuple[str, ...]
    attest: int = 1
    valid_days: int | None = None
    dispute_days: int | None = None
    default: Literal["verified", "pending"] = "verified"


class Quota(Term, frozen=True):
    """A cap on what a relief measure lets through; the use of quotas is not enforced yet."""

    amount: Amount
    per: str


class Relief(Term, frozen=True):
    """Sanctions relief: granted by every grantor, in force in phases, while milestones hold."""

    id: str
    art: str
    text: str
    granted_by: tuple[str, ...]
    phases: tuple[str, ...] = ()
    while_milestones: tuple[str, ...] = ()
    quota: Quota | None = None


class Guardrail(Term, frozen=True):
    """A condition on a command; ``rule`` is a tree of conditions.py, ``text`` its source."""

    id: str
    art: str
    text: str
    rule: object
    on: str
    effect: Literal["refuse", "hold", "flag"]
    unknown: Literal["refuse", "hold", "flag"] = "refuse"


class Standing(Term, frozen=True):
    """Who may do something: any party with one of the roles, or one of the named parties."""

    roles: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Reparation(Term, frozen=True):
    """What follows a missed duty: another duty (``must``) within days, then ``default``.

    ``default`` is "breach", "vote suspended" or "" when the text says nothing more.
    """

    art: str
    by: Standing
    must: str
    within_days: int | None = None
    default: str = ""


class Obligation(Term, frozen=True):
    """A duty of one or several parties, each owing its own part, with at most one reparation."""

    id: str
    art: str
    by: Standing
    must: str
    due: Due
    amount: Amount | None = None
    otherwise: Reparation | None = None
    default: str = ""


class Effect(Term, frozen=True):
    """A consequence that the text names.

    ``kind``: "suspend payments", "suspend commitments", "suspend project", "freeze undisbursed",
    "suspend relief" (refs), "phase back", "phase as before", "restore relief" (refs).
    It takes place ``after_days`` after the cause, as that day opens; 0 is at once.
    """

    kind: str
    refs: tuple[str, ...] = ()
    after_days: int = 0


class Restore(Term, frozen=True):
    """What brings relief, phase and money back after a snap-back; never assumed."""

    art: str
    effects: tuple[Effect, ...]


class Procedure(Term, frozen=True):
    """A snap-back: who may allege, what stops at once, the clocks, and what silence does."""

    id: str
    art: str
    by: Standing
    at_once: tuple[Effect, ...]
    then: tuple[Effect, ...]
    notice_days: int = 0
    cure_days: int = 0
    continue_rule: str | None = None
    cure_stops: bool = True
    snapped_back_within_days: int | None = None
    restore: Restore | None = None
    title: str = ""


class Step(Term, frozen=True):
    """One instalment of a schedule; ``needs`` are milestones that must be verified first."""

    due: int
    amount: Amount
    needs: tuple[str, ...] = ()


class Schedule(Term, frozen=True):
    """Instalments in order of their due dates, as the rule and the list of the text give them.

    ``extend_rule`` is the decision rule by whose adopted decision further steps are added.
    """

    id: str
    art: str
    text: str
    payer: Standing
    payee: str
    steps: tuple[Step, ...]
    authorise: bool = False
    extend_rule: str | None = None


class Kept(Term, frozen=True):
    """A part of the text that was read and kept but is not yet enforced, with its place."""

    path: str
    line: int
    why: str


class Terms(Term, frozen=True):
    """A whole agreement, compiled. ``sha256`` is the identity: hex digest of the normal form."""

    id: str
    sha256: str
    title: dict[str, str]
    authentic: str
    languages: tuple[str, ...]
    currencies: dict[str, int]
    holding: str
    zone_minutes: int
    effective: int
    ends: int | None
    parties: dict[str, Party]
    accession: bool = False
    illustrative: bool = False
    bodies: dict[str, Body] = {}
    decisions: dict[str, DecisionRule] = {}
    phases: dict[str, Phase] = {}
    milestones: dict[str, Milestone] = {}
    verification: dict[str, Verification] = {}
    relief: dict[str, Relief] = {}
    guardrails: dict[str, Guardrail] = {}
    obligations: dict[str, Obligation] = {}
    procedures: dict[str, Procedure] = {}
    schedules: dict[str, Schedule] = {}
    units: dict[str, int] = {}
    kept: tuple[Kept, ...] = ()

    def verification_of(self, milestone: str) -> Verification | None:
        """Return the clause that says who verifies a milestone, or None where nobody does."""
        return self.verification.get(milestone) or self.verification.get("default")

    def exponent(self, unit: str) -> int | None:
        """Return the pinned number of decimals of a currency or unit, None when not pinned."""
        found = self.currencies.get(unit)
        return self.units.get(unit) if found is None else found
