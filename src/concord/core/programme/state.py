"""Projects and withdrawal applications as the programme knows them."""

from __future__ import annotations

from collections.abc import Callable

from concord.core.acts import Event
from concord.core.books.acts import Disbursed, Documented, FoundIneligible
from concord.core.programme import acts


class Project:
    """A project and its description; its money is in the books."""

    __slots__ = ("id", "implementer", "place", "registered", "sector", "source", "title")

    def __init__(self, event: acts.ProjectRegistered, day: int) -> None:
        self.id = event.project
        self.title = event.title
        self.sector = event.sector
        self.implementer = event.implementer
        self.place = event.place
        self.source = event.source
        self.registered = day


class Withdrawal:
    """A withdrawal application; ``documented`` in minor units of the holding currency.

    ``phase`` is the one in which it was paid: to document it opens no tranche of another.
    """

    __slots__ = (
        "amount",
        "clause",
        "documented",
        "history",
        "id",
        "invoice",
        "method",
        "officers",
        "payee",
        "phase",
        "project",
        "status",
    )

    def __init__(self, event: acts.WithdrawalMoved) -> None:
        self.id = event.withdrawal
        self.project = event.project
        self.method = event.method
        self.amount = int(event.amount)
        self.payee = event.payee
        self.invoice = event.invoice
        self.status = ""
        self.clause = ""
        self.documented = 0
        self.phase = ""
        self.officers: dict[str, str] = {}
        self.history: tuple[tuple[int, str], ...] = ()


class Programme:
    """All projects and withdrawals of a fund, invoices seen, decisions carried out."""

    __slots__ = ("done", "findings", "invoices", "projects", "withdrawals")

    def __init__(self) -> None:
        self.projects: dict[str, Project] = {}
        self.withdrawals: dict[str, Withdrawal] = {}
        self.invoices: dict[str, str] = {}
        self.findings: set[str] = set()
        self.done: set[str] = set()


def apply(programme: Programme, event: Event, day: int) -> None:
    """Change the programme in place by one of its events."""
    if isinstance(event, acts.ProjectRegistered):
        programme.projects[event.project] = Project(event, day)
    elif isinstance(event, acts.AllocationDone):
        programme.done.add(event.case)
    elif isinstance(event, acts.WithdrawalMoved):
        _withdrawal(programme, event, day)


def _withdrawal(programme: Programme, event: acts.WithdrawalMoved, day: int) -> None:
    found = programme.withdrawals.get(event.withdrawal)
    if found is None:
        found = programme.withdrawals[event.withdrawal] = Withdrawal(event)
        if event.invoice:
            programme.invoices[event.invoice] = event.withdrawal
    if event.status == "rejected" and found.invoice:
        programme.invoices.pop(found.invoice, None)
    found.status = event.status
    found.clause = event.clause
    found.officers[event.status] = event.officer
    found.history = (*found.history, (day, event.status))


def _paid(programme: Programme, event: Disbursed) -> None:
    programme.withdrawals[event.withdrawal].phase = event.phase


def _documented(programme: Programme, event: Documented) -> None:
    programme.withdrawals[event.withdrawal].documented += int(event.amount)


def _found(programme: Programme, event: FoundIneligible) -> None:
    programme.findings.add(event.finding)


#: The facts of money that also change a withdrawal or a finding.
HEARD: dict[type[Event], Callable[..., None]] = {
    Disbursed: _paid,
    Documented: _documented,
    FoundIneligible: _found,
}


def hear(programme: Programme, event: Event) -> None:
    """Take note of a fact of money; only of those in ``HEARD``."""
    HEARD[type(event)](programme, event)
