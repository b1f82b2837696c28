"""Payees as compliance knows them."""

from __future__ import annotations

from concord.core.acts import Event
from concord.core.agreement.days import day_of
from concord.core.compliance import acts


class Payee:
    """A payee: the day of its latest screening, and whether that found a hit."""

    __slots__ = ("id", "listed", "lists", "name", "screened")

    def __init__(self, ident: str, name: str) -> None:
        self.id = ident
        self.name = name
        self.screened: int | None = None
        self.listed: bool | None = None
        self.lists = ""


class Compliance:
    """All payees of a fund."""

    __slots__ = ("payees",)

    def __init__(self) -> None:
        self.payees: dict[str, Payee] = {}


def apply(compliance: Compliance, event: Event) -> None:
    """Change compliance in place by one of its events."""
    if isinstance(event, acts.PayeeRegistered):
        compliance.payees[event.payee] = Payee(event.payee, event.name)
    elif isinstance(event, acts.Screened):
        payee = compliance.payees[event.payee]
        payee.screened = day_of(event.on)
        payee.listed = event.outcome == "hit"
        payee.lists = event.lists
