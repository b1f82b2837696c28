"""Facts of compliance: who may be paid, and what screening said."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from concord.core.acts import Command, Date, Event, Name


class ComplianceCommand(Command, frozen=True):
    """Commands that compliance decides."""


class RegisterPayee(ComplianceCommand, frozen=True, tag="register_payee"):
    """A payee under a pseudonym of the fund; its name is public only if it is given."""

    payee: Name
    name: Annotated[str, Meta(max_length=200)] = ""


class RecordScreening(ComplianceCommand, frozen=True, tag="record_screening"):
    """The outcome of screening a payee against named lists on a day."""

    payee: Name
    outcome: Literal["clear", "hit"]
    on: Date
    lists: Annotated[str, Meta(min_length=1, max_length=200)]


class ComplianceEvent(Event, frozen=True):
    """Events of compliance."""


class PayeeRegistered(ComplianceEvent, frozen=True, tag="payee_registered"):
    """A payee is known."""

    payee: str
    name: str = ""


class Screened(ComplianceEvent, frozen=True, tag="screened"):
    """A payee was screened."""

    payee: str
    outcome: str
    on: str
    lists: str
