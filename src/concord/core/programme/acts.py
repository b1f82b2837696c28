"""What may be asked for the sake of a project, and what then is true of it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from concord.core.acts import Command, Date, Digest, Digits, Event, Name, Text

Method = Literal["advance", "reimbursement", "direct payment"]
Short = Annotated[str, Meta(max_length=240)]


class ProgrammeCommand(Command, frozen=True):
    """Commands that the programme decides."""


class RegisterProject(ProgrammeCommand, frozen=True, tag="register_project"):
    """A project is proposed: what it is, its sector, who implements it, where it comes from."""

    project: Name
    title: Annotated[str, Meta(min_length=1, max_length=400)]
    sector: Annotated[str, Meta(max_length=80)] = ""
    implementer: Annotated[str, Meta(max_length=160)] = ""
    place: Annotated[str, Meta(max_length=80)] = ""
    source: Short = ""


class Allocate(ProgrammeCommand, frozen=True, tag="allocate"):
    """The trustee sets money apart for a project, on a decision where the agreement has a body.

    This is the second gate: the decision says what is wanted, this that it is available.
    """

    project: Name
    amount: Digits
    value_on: Date
    case: Annotated[str, Meta(max_length=64)] = ""


class SignGrant(ProgrammeCommand, frozen=True, tag="sign_grant"):
    """A grant agreement for allocated money takes effect."""

    project: Name
    amount: Digits
    value_on: Date


class RequestWithdrawal(ProgrammeCommand, frozen=True, tag="request_withdrawal"):
    """A withdrawal application: how much, by which method, to whom, on what evidence."""

    withdrawal: Name
    project: Name
    method: Method
    amount: Digits
    payee: Name
    invoice: Annotated[str, Meta(max_length=64)] = ""
    purpose: Text = ""


class ApproveWithdrawal(ProgrammeCommand, frozen=True, tag="approve_withdrawal"):
    """The trustee approves an application as a whole."""

    withdrawal: Name


class RejectWithdrawal(ProgrammeCommand, frozen=True, tag="reject_withdrawal"):
    """The trustee rejects an application, with reasons."""

    withdrawal: Name
    reason: Annotated[str, Meta(min_length=1, max_length=2_000)]


class PayWithdrawal(ProgrammeCommand, frozen=True, tag="pay_withdrawal"):
    """The money leaves; everything that was verified before is verified again."""

    withdrawal: Name
    value_on: Date


class Document(ProgrammeCommand, frozen=True, tag="document"):
    """Expenditure under a withdrawal is evidenced and accepted."""

    withdrawal: Name
    amount: Digits
    value_on: Date
    evidence: Annotated[list[Digest], Meta(max_length=32)] = msgspec.field(default_factory=list)


class FindIneligible(ProgrammeCommand, frozen=True, tag="find_ineligible"):
    """Expenditure is confirmed as not eligible and is to be refunded."""

    finding: Name
    project: Name
    amount: Digits
    value_on: Date
    reason: Annotated[str, Meta(min_length=1, max_length=2_000)]


class RecordRefund(ProgrammeCommand, frozen=True, tag="record_refund"):
    """Money came back; its cause is named (RF-1)."""

    project: Name
    ref: Annotated[str, Meta(min_length=1, max_length=80)]
    amount: Digits
    value_on: Date
    cause: Literal["ineligible", "unspent", "cancelled"]


class ProgrammeEvent(Event, frozen=True):
    """Events of the programme."""


class ProjectRegistered(ProgrammeEvent, frozen=True, tag="project_registered"):
    """A project is known."""

    project: str
    title: str
    sector: str = ""
    implementer: str = ""
    place: str = ""
    source: str = ""


class AllocationDone(ProgrammeEvent, frozen=True, tag="allocation_done"):
    """A decision to allocate has been carried out."""

    case: str


class WithdrawalMoved(ProgrammeEvent, frozen=True, tag="withdrawal_moved"):
    """An application passes into a state: requested, held, approved, rejected, paid, documented."""

    withdrawal: str
    status: str
    officer: str
    clause: str = ""
    project: str = ""
    method: str = ""
    amount: str = ""
    payee: str = ""
    invoice: str = ""
