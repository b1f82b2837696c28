"""The state of a fund: everything that is true now, a pure function of agreement and log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from concord.core.acts import Act, Command, Cure, Event, Refusal
from concord.core.agreement.days import day_of
from concord.core.agreement.terms import Amount, Party, Standing, Terms
from concord.core.books.state import Books
from concord.core.compliance.state import Compliance
from concord.core.programme.state import Programme
from concord.core.regime.state import Regime, genesis


class State:
    """Regime, books, programme and compliance of one fund, with the terms they obey.

    Frozen to its readers; only ``fund.apply`` changes it, in place. ``size`` is the number of
    entries folded, ``at`` the instant of the last one, ``opened`` the day that it left open.
    """

    __slots__ = (
        "at",
        "books",
        "compliance",
        "flags",
        "incomplete",
        "officers",
        "opened",
        "origin",
        "parties",
        "programme",
        "regime",
        "rules",
        "size",
        "terms",
    )

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.regime: Regime = genesis(terms)
        self.books = Books()
        self.programme = Programme()
        self.compliance = Compliance()
        self.parties: dict[str, Party] = dict(terms.parties)
        self.officers: dict[str, str] = {}
        self.flags: list[str] = []
        self.incomplete: list[str] = []
        self.rules = 0
        self.opened = 0
        self.origin = ""
        self.size = 0
        self.at = ""

    def major_of(self, minor: int, unit: str) -> str:
        """Return an amount in major units with exactly the unit's decimals; acts have none."""
        places = self.terms.exponent(unit) or 0
        sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"

    def major(self, amount: Amount) -> str:
        """Return an amount of the agreement in major units."""
        return self.major_of(amount.minor, amount.unit)

    def minor(self, text: str, unit: str) -> int:
        """Return the minor units of a figure that ``major_of`` made."""
        return int(text.replace(".", "")) if self.terms.exponent(unit) else int(text)

    @property
    def day(self) -> int:
        """The day that is open."""
        return self.regime.day


class Handler(NamedTuple):
    """How a command is judged and what it leads to.

    ``roles``: the roles that may send it, empty where ``examine`` itself says who may.
    ``examine`` yields every reason against it, the most telling first; ``perform`` runs only when
    there is none and returns the events.
    """

    roles: tuple[str, ...]
    examine: Callable[..., Iterable[Refusal]]
    perform: Callable[..., list[Event]]


Handlers = dict[type[Command], Handler]


def unknown(kind: str, ident: str, known: Iterable[str]) -> Refusal:
    """Return the refusal of an id that names nothing."""
    facts = {"kind": kind, "id": ident, "known": ", ".join(list(known)[:12]) or "-"}
    return Refusal(code="unknown-id", facts=facts)


def not_entitled(state: State, act: Act, art: str, standing: Standing) -> Refusal | None:
    """Return the refusal of a party that the clause does not name, None where it does."""
    party = state.parties[act.party]
    if party.id in standing.parties or party.role in standing.roles:
        return None
    who = tuple(
        one.id
        for one in state.parties.values()
        if one.id in standing.parties or one.role in standing.roles
    )
    return Refusal(
        code="not-entitled",
        clause=art,
        facts={"party": party.id, "who": ", ".join(who) or "-"},
        cures=(Cure(act="sent-by-entitled", who=who),),
    )


def not_yet(state: State, field: str, on: str) -> Refusal | None:
    """Return the refusal of a day that has not come or is none, None where it is fine."""
    try:
        day = day_of(on)
    except ValueError:
        return Refusal(code="no-such-day", facts={"field": field, "day": on})
    if day > state.day:
        return Refusal(code="day-to-come", facts={"field": field, "day": on})
    return None
