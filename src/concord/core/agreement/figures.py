"""The figures of an agreement: pinned units, sums, orders and counts.

Runs over whatever could be read, like names.py. Shares add up to 100 %, amounts fit the decimals of
their unit, an end comes after its beginning, a quorum counts the members that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from concord.core.agreement.days import iso_of
from concord.core.agreement.fields import keys_at
from concord.core.agreement.model import Agreement
from concord.core.agreement.names import clauses, part
from concord.core.agreement.problems import Path, Problem, near
from concord.core.agreement.reader import Source
from concord.core.agreement.terms import PPM
from concord.core.agreement.values import MINOR_MAX, Quantity

STEPS_MAX: Final = 2_000
#: Keys of which a clause may have one only.
LIMITS: Final = ("within", "before", "due")


def percent(ppm: int) -> str:
    """Return millionths as per cent with as few decimals as needed: ``12.5%``."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}%" if rest == 0 else f"{whole}.{rest:04d}".rstrip("0") + "%"


def dates_of(first: int, every: int, last: int) -> Iterator[int]:
    """Return the days of a rule: first, then every so many days; the last falls on ``last``.

    The last interval is cut short rather than passed over: 17 June + 34 days is 21 July, a day
    after a period that ends on 20 July, and the instalment of that period falls on 20 July.
    """
    day = first
    yield day
    while day < last:
        day = min(day + every, last)
        yield day


class Figures:
    """The check of figures over one text; ``problems`` is what it found."""

    def __init__(self, source: Source, agreement: Agreement) -> None:
        self.source = source
        self.agreement = agreement
        self.problems: list[Problem] = []
        self.pinned: dict[str, int] | None = None
        currencies, units = part(agreement, "currencies"), part(agreement, "units")
        if currencies is not None and units is not None:
            self.pinned = {**currencies, **units}

    def run(self) -> list[Problem]:
        """Make every check of this module."""
        self._head()
        self._shares()
        self._amounts()
        self._phases()
        self._counts()
        self._limits()
        self._schedules()
        return self.problems

    def refuse(self, path: Path, found: str, expected: str, suggestion: str = "") -> None:
        """Record a problem."""
        self.problems.append(self.source.problem(path, found, expected, suggestion))

    def _head(self) -> None:
        agreement = self.agreement
        holding, currencies = part(agreement, "holding"), part(agreement, "currencies")
        if holding and currencies is not None and holding not in currencies:
            expected = "one of the currencies above"
            self.refuse(("holding",), holding, expected, near(holding, currencies))
        for code in set(currencies or ()) & set(part(agreement, "units") or ()):
            self.refuse(("units", code), f"{code}, which is a currency too", "a name of its own")
        effective, ends = part(agreement, "effective"), part(agreement, "ends")
        if effective is not None and ends is not None and ends < effective:
            self.refuse(("ends",), iso_of(ends), f"a day not before {iso_of(effective)}")
        authentic = part(part(agreement, "languages"), "authentic")
        title = part(agreement, "title")
        if authentic and title and authentic not in title:
            self.refuse(("title",), f"no title in {authentic}", "one in the authentic language")

    def _shares(self) -> None:
        there = {name for name in self.source.at("parties") if self._has_share(name)}
        shares = {
            name: share
            for name, party in clauses(self.agreement, "parties")
            if (share := part(party, "share")) is not None
        }
        if there and there == set(shares):  # no sum is judged while a share cannot be read
            self._hundred(("parties",), shares.values())
        for name, body in clauses(self.agreement, "bodies"):
            for place, votes in enumerate(part(body, "votes") or ()):
                path: Path = ("bodies", name, "votes")
                self._hundred((*path, place) if place else path, votes.ppm.values())

    def _has_share(self, name: str) -> bool:
        return "share" in self.source.at("parties", name)

    def _hundred(self, path: Path, shares: Iterable[int]) -> None:
        total = sum(shares)
        if total != PPM:
            self.refuse(path, f"shares of {percent(total)} in all", "100%")

    # --- amounts ----------------------------------------------------------------------------------
    def _amounts(self) -> None:
        holding = part(self.agreement, "holding")
        for name, phase in clauses(self.agreement, "phases"):
            for key in ("ceiling", "tranche"):
                self.amount(("phases", name, key), part(phase, key), only=holding)
        for name, obligation in clauses(self.agreement, "obligations"):
            self.amount(("obligations", name, "amount"), part(obligation, "amount"))
        for name, relief in clauses(self.agreement, "relief"):
            quota = part(relief, "quota")
            if quota is not None and not self._unpinned(quota.quantity):
                self.amount(("relief", name, "quota"), quota.quantity)
        for name, schedule in clauses(self.agreement, "schedules"):
            self._instalments(("schedules", name), schedule)

    def _instalments(self, path: Path, schedule: object) -> None:
        for key in ("rules", "steps"):
            for place, each in enumerate(part(schedule, key) or ()):
                self.amount((*path, key, place, "amount"), part(each, "amount"))

    def _unpinned(self, amount: Quantity) -> bool:
        """Say whether a quota counts whole units that are not pinned; that is a finding only."""
        unit, pinned = amount.unit, self.pinned or {}
        whole = amount.minor(0)
        return unit is not None and unit not in pinned and whole is not None and whole <= MINOR_MAX

    def amount(self, path: Path, amount: Quantity | None, only: str | None = None) -> None:
        """Check unit and decimals of an amount; ``only`` is the one currency it may have."""
        holding = part(self.agreement, "holding")
        if amount is None or holding is None or self.pinned is None:
            return
        unit = amount.unit or holding
        if amount.unit is None and holding not in self.pinned:
            return  # said once, of the holding currency
        if unit not in self.pinned:
            expected = "a currency or unit that the agreement pins"
            self.refuse(path, unit, expected, near(unit, self.pinned))
        elif only is not None and unit != only:
            self.refuse(path, unit, f"{only}, the currency that the fund is held in")
        else:
            exponent = self.pinned[unit]
            minor = amount.minor(exponent)
            if minor is None:
                self.refuse(path, "too many decimals", f"at most {exponent} for {unit}")
            elif minor > MINOR_MAX:
                self.refuse(path, "too large an amount", f"at most {MINOR_MAX} minor units")

    def _phases(self) -> None:
        for name, phase in clauses(self.agreement, "phases"):
            ceiling, tranche = part(phase, "ceiling"), part(phase, "tranche")
            if ceiling is None or tranche is None:
                continue
            if (tranche.minor(9) or 0) > (ceiling.minor(9) or 0):
                self.refuse(
                    ("phases", name, "tranche"), "more than the ceiling", "at most the ceiling"
                )

    # --- counts and limits ------------------------------------------------------------------------
    def _counts(self) -> None:
        bodies = dict(clauses(self.agreement, "bodies"))
        for name, rule in clauses(self.agreement, "decisions"):
            quorum, members = part(rule, "quorum"), part(bodies.get(part(rule, "body")), "members")
            if quorum is not None and members and quorum.members != len(members):
                found = f"a quorum of {quorum.members} members"
                expected = f"one of {len(members)}, as {part(rule, 'body')} has"
                self.refuse(("decisions", name, "quorum"), found, expected)
        for name, clause in clauses(self.agreement, "verification"):
            attest, verifiers = part(clause, "attest"), part(clause, "verifiers")
            if attest is not None and verifiers is not None and attest > len(verifiers):
                path: Path = ("verification", name, "attest")
                self.refuse(path, str(attest), f"at most {len(verifiers)}, the number of verifiers")

    def _limits(self) -> None:
        for section in ("milestones", "obligations"):
            for name, clause in clauses(self.agreement, section):
                given = [key for key in LIMITS if part(clause, key) is not None]
                if len(given) > 1:
                    found = f"{' and '.join(given)} together"
                    self.refuse((section, name, given[1]), found, "one time limit")
        for name, obligation in clauses(self.agreement, "obligations"):
            path: Path = ("obligations", name, "else")
            step = part(obligation, "else")
            while step is not None and not isinstance(step, str):
                self._reparation(path)
                path, step = (*path, "else"), part(step, "else")

    def _reparation(self, path: Path) -> None:
        keys = set(self.source.at(*map(str, path)))
        there = {"party", "must", "trustee"} & keys
        if keys <= set(keys_at(path)) and there not in ({"trustee"}, {"party", "must"}):
            found = " and ".join(sorted(there)) or "no duty"
            self.refuse(path, found, "'party' and 'must', or 'trustee'")

    # --- schedules --------------------------------------------------------------------------------
    def _schedules(self) -> None:
        for name, schedule in clauses(self.agreement, "schedules"):
            rules, steps = part(schedule, "rules"), part(schedule, "steps")
            if rules is None or steps is None:
                continue
            if not rules and not steps:
                self.refuse(("schedules", name), "no instalment", "'rules' or 'steps'")
            total = len(steps)
            for place, rule in enumerate(rules):
                total += self._rule(("schedules", name, "rules", place), rule)
            if total > STEPS_MAX:
                self.refuse(("schedules", name), f"{total} instalments", f"at most {STEPS_MAX}")
            amounts = [part(each, "amount") for each in (*rules, *steps)]
            holding = part(self.agreement, "holding")
            units = {amount.unit or holding for amount in amounts if amount is not None}
            if len(units) > 1:
                found = f"amounts in {' and '.join(sorted(map(str, units)))}"
                self.refuse(("schedules", name), found, "one unit in a schedule")

    def _rule(self, path: Path, rule: object) -> int:
        """Check a rule; return how many instalments it gives."""
        first, every, last = (part(rule, key) for key in ("first", "every", "last"))
        if first is None or every is None or last is None:
            return 0
        if last < first:
            self.refuse((*path, "last"), iso_of(last), f"a day not before {iso_of(first)}")
            return 0
        if every == 0:
            self.refuse((*path, "every"), "0d", "at least 1d")
            return 0
        intervals = -((first - last) // every)  # rounded up
        return 1 + int(intervals)
