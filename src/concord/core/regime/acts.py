"""What parties may ask of the regime, and what can happen in it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from concord.core.acts import Command, Date, Digest, Digits, Event, Name, Text, Unit

Evidence = Annotated[list[Digest], Meta(max_length=32)]
Verdict = Literal["met", "not met", "access denied", "inconclusive"]
CaseAct = Literal["enter", "allocate", "continue", "uphold", "overturn", "extend", "resolve"]


class NewStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An instalment that a decision adds to a schedule."""

    due: Date
    amount: Digits
    needs: list[str] = msgspec.field(default_factory=list)


class RegimeCommand(Command, frozen=True):
    """Commands that the regime decides."""


class Attest(RegimeCommand, frozen=True, tag="attest"):
    """A verifier reports on a milestone: verdict, method, the day inspected, evidence by digest."""

    milestone: Name
    verdict: Verdict
    on: Date
    method: Literal["physical", "remote", "documents", "sample"] = "physical"
    evidence: Evidence = msgspec.field(default_factory=list)
    note: Text = ""


class Challenge(RegimeCommand, frozen=True, tag="challenge"):
    """A party disputes an attestation within the dispute window."""

    milestone: Name
    ground: Text


class Propose(RegimeCommand, frozen=True, tag="propose"):
    """Puts a case to a body under a decision rule. ``case`` is the proposer's name for it."""

    case: Name
    rule: Name
    act: CaseAct
    ref: Annotated[str, Meta(max_length=64)] = ""
    amount: Digits = "0"
    steps: Annotated[list[NewStep], Meta(max_length=200)] = msgspec.field(default_factory=list)
    text: Text = ""


class Vote(RegimeCommand, frozen=True, tag="vote"):
    """A member votes; the last vote of a member counts until the case is closed."""

    case: Name
    vote: Literal["yes", "no", "abstain"]


class RaiseObjection(RegimeCommand, frozen=True, tag="object"):
    """A member objects, with reasons, to a case that silence would adopt."""

    case: Name
    reason: Annotated[str, Meta(min_length=1, max_length=2_000)]


class Recuse(RegimeCommand, frozen=True, tag="recuse"):
    """A member stands aside for a conflict of interest; its vote no longer counts."""

    case: Name
    reason: Text


class GiveNotice(RegimeCommand, frozen=True, tag="give_notice"):
    """A party that the agreement names opens a phase by notice."""

    phase: Name
    text: Text = ""


class Allege(RegimeCommand, frozen=True, tag="allege"):
    """Starts a procedure. ``milestone`` or ``project`` say what is said to be broken, if either."""

    procedure: Name
    ground: Annotated[str, Meta(min_length=1, max_length=2_000)]
    milestone: Annotated[str, Meta(max_length=64)] = ""
    project: Annotated[str, Meta(max_length=64)] = ""
    evidence: Evidence = msgspec.field(default_factory=list)


class Respond(RegimeCommand, frozen=True, tag="respond"):
    """The party concerned answers an allegation; recorded, without effect on the clock."""

    case: Name
    text: Text


class VerifyCure(RegimeCommand, frozen=True, tag="verify_cure"):
    """A verifier reports that what was alleged is cured."""

    case: Name
    on: Date
    method: Literal["physical", "remote", "documents", "sample"] = "physical"
    evidence: Evidence = msgspec.field(default_factory=list)


class GrantRelief(RegimeCommand, frozen=True, tag="grant_relief"):
    """A grantor grants its own relief; it takes effect when all have and its conditions hold."""

    relief: Name
    instrument: Text = ""


class WithdrawRelief(RegimeCommand, frozen=True, tag="withdraw_relief"):
    """A grantor takes back its own relief."""

    relief: Name
    ground: Text


class Perform(RegimeCommand, frozen=True, tag="perform"):
    """A party reports that it has done its duty (other than duties of money, which books see)."""

    duty: Name
    on: Date
    note: Text = ""


class MoveStep(RegimeCommand, frozen=True, tag="move_step"):
    """An instalment of a schedule goes on: authorised, channel open, moved, received."""

    schedule: Name
    n: int
    stage: Literal["authorised", "channel open", "moved", "received"]
    on: Date


class RegimeEvent(Event, frozen=True):
    """Events of the regime."""


class Moved(RegimeEvent, frozen=True, tag="moved"):
    """An instrument passes into a state; by itself it leaves it on ``until`` with input ``then``.

    ``edge`` says whether that is as the day opens or as it closes. ``cause`` is the input.
    """

    kind: str
    id: str
    status: str
    on: str
    cause: str
    until: str = ""
    edge: Literal["open", "close"] = "open"
    then: str = ""


class Attested(RegimeEvent, frozen=True, tag="attested"):
    """A verifier's attestation is on the record; it counts through the day before ``expires``."""

    milestone: str
    verifier: str
    verdict: str
    on: str
    expires: str = ""


class Challenged(RegimeEvent, frozen=True, tag="challenged"):
    """A milestone's attestation is disputed."""

    milestone: str
    party: str


class Proposed(RegimeEvent, frozen=True, tag="proposed"):
    """A case is before a body."""

    case: str
    rule: str
    act: str
    by: str
    ref: str = ""
    amount: str = "0"
    steps: list[NewStep] = msgspec.field(default_factory=list)


class Voted(RegimeEvent, frozen=True, tag="voted"):
    """A member's vote, objection or recusal is on the record."""

    case: str
    party: str
    vote: str
    reason: str = ""


class Alleged(RegimeEvent, frozen=True, tag="alleged"):
    """A procedure has begun."""

    case: str
    procedure: str
    by: str
    milestone: str = ""
    project: str = ""


class Responded(RegimeEvent, frozen=True, tag="responded"):
    """An allegation was answered."""

    case: str
    party: str


class CureVerified(RegimeEvent, frozen=True, tag="cure_verified"):
    """A verifier reported a cure."""

    case: str
    verifier: str


class ReliefGranted(RegimeEvent, frozen=True, tag="relief_granted"):
    """A grantor has granted its part."""

    relief: str
    party: str


class ReliefWithdrawn(RegimeEvent, frozen=True, tag="relief_withdrawn"):
    """A grantor has taken its part back."""

    relief: str
    party: str


class Suspended(RegimeEvent, frozen=True, tag="suspended"):
    """Something may not be done from now on: ``scope`` is payments, commitments or project:ID."""

    suspension: str
    scope: str
    clause: str
    ground: str


class DutyArose(RegimeEvent, frozen=True, tag="duty_arose"):
    """A party owes something under an obligation; ``owed`` in minor units of ``unit``, if any."""

    duty: str
    obligation: str
    party: str
    subject: str = ""
    owed: str = "0"
    unit: Unit = "act"
    due: str = ""


class DutyPerformed(RegimeEvent, frozen=True, tag="duty_performed"):
    """Part or all of a duty was performed, or a performance undone (a negative amount).

    ``ref`` is the bank's reference of the money that did it, where money did.
    """

    duty: str
    on: str
    amount: str = "0"
    unit: Unit = "act"
    ref: str = ""


class StepsAdded(RegimeEvent, frozen=True, tag="steps_added"):
    """A schedule was extended."""

    schedule: str
    steps: list[NewStep]


class StepMoved(RegimeEvent, frozen=True, tag="step_moved"):
    """An instalment changed hands or came nearer to it; ``on`` is the day it did."""

    schedule: str
    n: int
    stage: str
    on: str
    amount: str
    unit: str
