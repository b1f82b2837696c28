"""The terms of the small fund, made in Python and read from its signed text.

Amounts are small and different, so that a swapped operand shows. USD has two decimals, JPY none,
BHD three.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from concord.core.agreement import load
from concord.core.agreement.conditions import parse
from concord.core.agreement.days import day_of
from concord.core.agreement.terms import (
    PPM,
    Amount,
    Body,
    DecisionRule,
    Due,
    Effect,
    Guardrail,
    Milestone,
    Obligation,
    Party,
    PassTerm,
    Phase,
    Procedure,
    Quota,
    Relief,
    Reparation,
    Restore,
    Schedule,
    Standing,
    Step,
    Terms,
    Verification,
    Votes,
)

SMALL = Path(__file__).with_name("data") / "small.yaml"
SHA = "a" * 64
EFFECTIVE = "2027-01-01"
DONORS = Standing(roles=("donor",))
KP_ONLY = Standing(parties=("KP",))

PARTIES = (
    ("KP", "recipient"),
    ("US", "donor"),
    ("JP", "donor"),
    ("KR", "donor"),
    ("WB", "trustee"),
    ("IAEA", "verifier"),
    ("TEV", "verifier"),
    ("UN", "implementer"),
    ("TPM", "monitor"),
    ("AIIB", "co-financier"),
    ("SE", "observer"),
)


def usd(minor: int) -> Amount:
    return Amount(minor=minor, unit="USD")


def passes(*terms: tuple[str, int, str]) -> tuple[PassTerm, ...]:
    return tuple(PassTerm(kind=kind, ppm=ppm, who=who) for kind, ppm, who in terms)


def _decisions() -> dict[str, DecisionRule]:
    rules = [
        ("ord", passes(("votes", 600_000, "")), 2, 30, "refused"),
        ("heads", passes(("votes", PPM // 2, ""), ("heads", 666_666, "")), None, 30, "refused"),
        ("assent", passes(("votes", PPM // 2, ""), ("assent", 0, "KP")), None, 30, None),
        ("donors", passes(("all", 0, "donor")), None, 60, "refused"),
        ("unanimous", passes(("all", 0, "")), 3, None, None),
        ("silent", passes(("silence", 0, "")), None, 10, "adopted"),
    ]
    return {
        name: DecisionRule(
            id=name,
            art=f"6.{n}",
            body="ob",
            passes=terms,
            quorum=quorum,
            within_days=within,
            default=default,
        )
        for n, (name, terms, quorum, within, default) in enumerate(rules, 2)
    }


def _body() -> Body:
    since = Votes(since=1, ppm={"US": 500_000, "JP": 300_000, "KR": 200_000})
    later = Votes(since=day_of("2028-01-01"), ppm={"US": 200_000, "JP": 300_000, "KR": 500_000})
    members = ("US", "JP", "KR", "KP", "WB")
    return Body(id="ob", art="6.1", members=members, votes=(since, later))


def _phases() -> dict[str, Phase]:
    return {
        "P1": Phase(
            id="P1",
            art="3.1",
            title="Food and health",
            ceiling=usd(600_000),
            tranche=usd(100_000),
            needs=("M2",),
        ),
        "P2": Phase(
            id="P2",
            art="3.2",
            title="Energy",
            ceiling=usd(2_400_000),
            tranche=usd(300_000),
            documented_ppm=800_000,
            outstanding=2,
            first_tranche_on_entry=True,
            needs=("M4",),
            enter="ord",
        ),
        "P3": Phase(
            id="P3",
            art="3.3",
            title="Roads",
            ceiling=usd(7_000_000),
            enter="notice",
            notice_by=KP_ONLY,
        ),
    }


def _milestones() -> dict[str, Milestone]:
    made = [
        Milestone(
            id="M1", art="4.1", text="declare", by="KP", due=Due(days=180, trigger="effective")
        ),
        Milestone(id="M2", art="4.2", text="moratorium", by="KP", continuing=True),
        Milestone(id="M3", art="4.3", text="admit", by="KP", due=Due(days=120, trigger="P2")),
        Milestone(id="M4", art="4.4", text="halt", by="KP", continuing=True),
        Milestone(id="M5", art="4.5", text="baseline", by="KP", due=Due(day=day_of("2027-03-01"))),
    ]
    return {one.id: one for one in made}


def _verification() -> dict[str, Verification]:
    both = ("IAEA", "TEV")
    made = [
        Verification(id="default", art="5.1", verifiers=both, valid_days=180, dispute_days=21),
        Verification(
            id="M4",
            art="5.2",
            verifiers=both,
            attest=2,
            valid_days=90,
            dispute_days=21,
            default="pending",
        ),
        Verification(id="M5", art="5.3", verifiers=("KP", "IAEA")),
    ]
    return {one.id: one for one in made}


def _relief() -> dict[str, Relief]:
    made = [
        Relief(
            id="R1",
            art="7.1",
            text="petroleum",
            granted_by=("US", "JP"),
            phases=("P1", "P2"),
            while_milestones=("M2",),
            quota=Quota(amount=Amount(minor=500_000, unit="bbl"), per="year"),
        ),
        Relief(id="R2", art="7.2", text="textiles", granted_by=("KR",)),
    ]
    return {one.id: one for one in made}


def _obligations() -> dict[str, Obligation]:
    made = [
        Obligation(
            id="O1",
            art="4.7",
            by=KP_ONLY,
            must="renew milestone",
            due=Due(trigger="expiry"),
            otherwise=Reparation(
                art="4.8", by=KP_ONLY, must="admit inspection", within_days=30, default="breach"
            ),
        ),
        Obligation(
            id="O2",
            art="9.1",
            by=KP_ONLY,
            must="refund ineligible",
            due=Due(days=60, trigger="finding"),
            default="breach",
        ),
        Obligation(
            id="O3",
            art="2.4",
            by=DONORS,
            must="pay instalment",
            due=Due(days=30, trigger="call"),
            otherwise=Reparation(
                art="2.5", by=DONORS, must="pay late", within_days=60, default="vote suspended"
            ),
        ),
        Obligation(
            id="O4",
            art="2.6",
            by=Standing(parties=("JP", "KR")),
            must="deliver rice",
            due=Due(days=45, trigger="effective"),
            amount=Amount(minor=200_000, unit="t"),
        ),
        Obligation(
            id="O5",
            art="2.7",
            by=KP_ONLY,
            must="open an office",
            due=Due(days=90, trigger="P2"),
            otherwise=Reparation(art="2.8", by=KP_ONLY, must="explain"),
        ),
    ]
    return {one.id: one for one in made}


def _procedures() -> dict[str, Procedure]:
    stop = (Effect(kind="suspend payments"),)
    then = (
        Effect(kind="suspend relief", refs=("R1",)),
        Effect(kind="suspend relief", refs=("R2",)),
        Effect(kind="freeze undisbursed"),
        Effect(kind="suspend commitments"),
        Effect(kind="phase back"),
    )
    back = (
        Effect(kind="phase as before"),
        Effect(kind="restore relief", refs=("R1",)),
        Effect(kind="restore relief", refs=("R2",), after_days=30),
    )
    whom = Standing(roles=("donor", "verifier"))
    made = [
        Procedure(
            id="S1",
            art="10.1",
            by=whom,
            at_once=stop,
            then=then,
            notice_days=5,
            cure_days=30,
            continue_rule="ord",
            restore=Restore(art="10.7", effects=back),
        ),
        Procedure(id="S2", art="10.2", by=whom, at_once=stop, then=then, cure_days=7),
        Procedure(
            id="S3",
            art="10.3",
            by=Standing(roles=("trustee",)),
            at_once=(Effect(kind="suspend project"),),
            then=(Effect(kind="suspend project"),),
            notice_days=3,
            cure_days=11,
        ),
    ]
    return {one.id: one for one in made}


def _schedules() -> dict[str, Schedule]:
    steps = (
        Step(due=day_of("2027-02-01"), amount=usd(55_000)),
        Step(due=day_of("2027-03-01"), amount=usd(45_000), needs=("M1",)),
        Step(due=day_of("2027-03-07"), amount=usd(65_000)),
    )
    free = Schedule(
        id="T", art="2.1", text="tranches", payer=DONORS, payee="KP", steps=steps, extend_rule="ord"
    )
    bound = msgspec.structs.replace(
        free, id="A", art="2.2", steps=steps[:1], authorise=True, extend_rule=None
    )
    return {"T": free, "A": bound}


def terms(**changes: Any) -> Terms:
    """The terms of the small fund, with other parts in place of its own."""
    parties = {ident: Party(id=ident, name=ident, role=role) for ident, role in PARTIES}
    parts: dict[str, Any] = {
        "id": "T",
        "sha256": SHA,
        "title": {"en": "Small fund"},
        "authentic": "en",
        "languages": ("en",),
        "currencies": {"USD": 2, "JPY": 0, "BHD": 3},
        "units": {"t": 0, "bbl": 0},
        "holding": "USD",
        "zone_minutes": 0,
        "effective": day_of(EFFECTIVE),
        "ends": day_of("2034-12-31"),
        "parties": parties,
        "bodies": {"ob": _body()},
        "decisions": _decisions(),
        "phases": _phases(),
        "milestones": _milestones(),
        "verification": _verification(),
        "relief": _relief(),
        "obligations": _obligations(),
        "procedures": _procedures(),
        "schedules": _schedules(),
    }
    return Terms(**(parts | changes))


def plain(**changes: Any) -> Terms:
    """Terms of a fund of money alone: no body, phase, milestone, duty, relief or procedure."""
    empty = (
        "bodies decisions phases milestones verification relief obligations procedures schedules"
    )
    return terms(**({name: {} for name in empty.split()} | changes))


def guardrail(
    rule: str, on: str, effect: str = "refuse", unknown: str = "refuse", ident: str = "G1"
) -> dict[str, Guardrail]:
    """One guardrail by its id."""
    made = Guardrail(
        id=ident,
        art="8.1",
        text=rule,
        rule=parse(rule, "USD", 2),
        on=on,
        effect=effect,
        unknown=unknown,
    )
    return {ident: made}


def small() -> Terms:
    """The terms of the small fund as the signed text gives them: open to accession, one flag."""
    found = load(SMALL.read_bytes(), SMALL.name)
    assert isinstance(found, Terms), found
    return found
