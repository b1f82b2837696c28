"""The state report: one document that says everything that is true of a fund at a date.

Its shape is a contract (docs/schema/report.json): keys are added, never renamed; keys that do not
apply are left out. Amounts are strings in major units with exactly the currency's decimals.
"""

from __future__ import annotations

from concord.core.agreement.days import iso_of
from concord.core.books.state import CREDIT
from concord.core.programme.room import (
    available_to_commit,
    available_to_pay,
    room_to_pay,
)
from concord.core.regime import (
    decisions,
    duties,
    milestones,
    phases,
    procedures,
    relief,
    schedules,
)
from concord.core.state import State

Json = dict[str, object]

FAMILIES = (
    "pledged",
    "committed_by_donors",
    "received",
    "written_off",
    "allocated",
    "committed",
    "disbursed",
    "documented",
    "ineligible",
    "refunded",
)


def report(state: State, day: int, known: int, root: str) -> Json:
    """Return the state report as of a day (already projected), known by a day, at a log root."""
    regime = state.regime
    made: Json = {
        "fund": state.terms.id,
        "agreement": {"id": state.terms.id, "hash": state.terms.sha256},
        "at": iso_of(day),
        "known_at": iso_of(known),
        "log": {"size": state.size, "root": root},
        "rules": state.rules,
        "clock": state.at,
        "phases": phase_rows(state),
        "milestones": milestones.report(regime, state),
        "obligations": duties.report(regime, state),
        "schedules": schedules.report(regime, state),
        "schedule_totals": schedules.totals(regime, state),
        "relief": relief.report(regime, state),
        "suspensions": procedures.suspensions(regime, state),
        "procedures": procedures.report(regime, state),
        "decisions": decisions.report(regime, state),
        "projects": project_rows(state),
        "programme": place_rows(state),
        "money": money(state),
        "by_source": by_source(state),
        "flags": [*state.incomplete, *state.flags],
    }
    return {name: value for name, value in made.items() if value not in ({}, [])}


def phase_rows(state: State) -> dict[str, Json]:
    """Return the phases with their ceiling and what is outstanding (paid, not documented)."""
    rows: dict[str, Json] = phases.report(state.regime, state)
    for ident, made in rows.items():
        phase = state.terms.phases[ident]
        unit = phase.ceiling.unit
        disbursed = state.books.phase("disbursed", ident)
        documented = state.books.phase("documented", ident)
        made["title"] = phase.title
        made["ceiling"] = {
            "amount": state.major(phase.ceiling),
            "currency": unit,
            "disbursed": state.major_of(disbursed, unit),
            "committed": state.major_of(state.books.phase("committed", ident), unit),
            "left": state.major_of(phase.ceiling.minor - disbursed, unit),
        }
        made["outstanding"] = {
            "amount": state.major_of(disbursed - documented, unit),
            "currency": unit,
        }
    return rows


def project_rows(state: State) -> dict[str, Json]:
    """Return the projects with their money in the holding currency."""
    unit = state.terms.holding
    rows: dict[str, Json] = {}
    for project in state.programme.projects.values():
        made: Json = {"title": project.title}
        for name in ("sector", "implementer", "place"):
            if value := getattr(project, name):
                made[name] = value
        for family in ("allocated", "committed", "disbursed", "documented", "ineligible"):
            made[family] = state.major_of(state.books.total(family, project.id), unit)
        rows[project.id] = made
    return rows


def place_rows(state: State) -> dict[str, Json]:
    """Return, per place, how many projects there are and their money in the holding currency."""
    unit = state.terms.holding
    families = ("allocated", "committed", "disbursed")
    counts: dict[str, int] = {}
    sums: dict[tuple[str, str], int] = {}
    for project in state.programme.projects.values():
        if not project.place:
            continue
        counts[project.place] = counts.get(project.place, 0) + 1
        for family in families:
            key = (project.place, family)
            sums[key] = sums.get(key, 0) + state.books.total(family, project.id)
    return {
        place: {
            "projects": count,
            **{family: state.major_of(sums[place, family], unit) for family in families},
        }
        for place, count in sorted(counts.items())
    }


def blocks(state: State) -> dict[str, dict[str, int]]:
    """Return the tallies per booked currency, in minor units."""
    found: dict[str, dict[str, int]] = {}
    for (account, unit, _), amount in state.books.balances.items():
        family, _, subject = account.partition(":")
        if subject:
            block = found.setdefault(unit, {})
            block[family] = block.get(family, 0) + (-amount if family in CREDIT else amount)
    for unit, amount in schedules.received(state.regime).items():
        block = found.setdefault(unit, {})
        block["received"] = block.get("received", 0) + amount
    return found


def money(state: State) -> dict[str, Json]:
    """Return one block per booked currency, and the total at the recorded equivalents."""
    holding = state.terms.holding
    made: dict[str, Json] = {}
    for unit, tallies in sorted(blocks(state).items()):
        made[unit] = {
            family: state.major_of(tallies[family], unit)
            for family in FAMILIES
            if family in tallies
        }
    total: Json = {"currency": holding}
    extra = schedules.received(state.regime).get(holding, 0)
    for family in FAMILIES:
        amount = state.books.total(family) + (extra if family == "received" else 0)
        if (family, "") in state.books.totals or (extra and family == "received"):
            total[family] = state.major_of(amount, holding)
    if state.books.balances:
        positions = {
            "available_to_commit": state.major_of(available_to_commit(state), holding),
            "available_to_pay": state.major_of(available_to_pay(state), holding),
        }
        total.update(positions)
        total["may_be_disbursed"] = state.major_of(room_to_pay(state).most, holding)
        made.setdefault(holding, {}).update(positions)
    if made:
        made["total"] = total
    return made


def by_source(state: State) -> dict[str, Json]:
    """Return, per source: received per currency; attributed spending; share of all receipts."""
    holding = state.terms.holding
    attributed: dict[str, int] = {}
    for (_, source), amount in state.books.attributed.items():
        attributed[source] = attributed.get(source, 0) + amount
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for (account, unit, source), amount in state.books.balances.items():
        if account == f"received:{source}":
            made = rows.setdefault(source, {})
            made[unit] = {"received": state.major_of(-amount, unit)}
    whole = state.books.total("received")
    for source, made in rows.items():
        mine = made.setdefault(holding, {})
        mine["attributed"] = state.major_of(attributed.get(source, 0), holding)
        mine["share"] = ratio(state.books.total("received", source), whole)
    return {source: {**made} for source, made in rows.items()}


def ratio(part: int, whole: int) -> str:
    """Return part / whole with four decimals, rounded half-even; "0.0000" of nothing."""
    if whole == 0:
        return "0.0000"
    quotient, rest = divmod(part * 10_000, whole)
    double = 2 * rest
    if double > whole or (double == whole and quotient % 2):
        quotient += 1
    return f"{quotient // 10_000}.{quotient % 10_000:04d}"
