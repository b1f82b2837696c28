"""The phrases of an agreement's text: who may act, how a body decides, what follows and when.

Like values.py, for values of several words. The lists of words are closed; a phrase outside them is
refused, because what the machine cannot carry out must not look as if it could.
"""

from __future__ import annotations

import re

import msgspec

from concord.core.agreement.problems import near
from concord.core.agreement.terms import Due, Effect, PassTerm, Standing
from concord.core.agreement.values import Unreadable, date, duration, share

ROLES = (
    "donor",
    "recipient",
    "beneficiary",
    "implementer",
    "trustee",
    "verifier",
    "monitor",
    "observer",
    "co-financier",
)
PLURALS = {f"{role}s" if role != "beneficiary" else "beneficiaries": role for role in ROLES}

ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,31}")
ID_EXPECTED = "an id of at most 32 letters, digits, '_', '.', '-', a letter first"
LIST_OF_IDS = re.compile(
    r"[A-Za-z][A-Za-z0-9_.-]{0,31}(?:(?: and |, )[A-Za-z][A-Za-z0-9_.-]{0,31})*"
)
IDS_SPLIT = re.compile(r" and |, ")

STANDING_EXPECTED = "who, such as each donor, any donor or any verifier, or US or KR"
ADOPTED_EXPECTED = (
    "60% of votes, 67% of heads, all donors, all members, assent of ID or no objection, "
    "joined by 'and'"
)
DUE_EXPECTED = "a time limit such as 180d of effective or 30d of P2"
SINCE_EXPECTED = "effective, a date, or days after an event such as 30d of P1"
EFFECT_EXPECTED = (
    "suspend new payments, suspend new commitments, suspend project, suspend R1, "
    "freeze undisbursed, phase back one, phase as before, or R1 and R2 after 30d"
)
UNLESS_EXPECTED = "decision ID to continue, verified cure, or both joined by ', or '"
ENTER_EXPECTED = "effective, a decision, or notice by a party"
GROW_EXPECTED = "a rule such as 20% per clean 180d up to 90m"

FIXED_EFFECTS = {
    "suspend new payments": "suspend payments",
    "suspend new commitments": "suspend commitments",
    "suspend project": "suspend project",
    "freeze undisbursed": "freeze undisbursed",
    "phase back one": "phase back",
    "phase as before": "phase as before",
}
GROW = re.compile(r"[0-9.]{1,8}% per clean [0-9]{1,5}d up to [0-9.]{1,20}(k|m|bn)?( [A-Z]{3})?")
CONTINUE = re.compile(r"decision (\S+) to continue")


class Unless(msgspec.Struct, frozen=True):
    """What keeps a snap-back from happening: a decision to continue, a verified cure."""

    continue_rule: str | None = None
    cure: bool = False


class Enter(msgspec.Struct, frozen=True):
    """How a phase opens: "effective", "notice" (by whom), or the id of a decision rule."""

    word: str = "effective"
    notice_by: Standing | None = None


def name(text: str) -> str:
    """Read an id."""
    if ID.fullmatch(text) is None:
        raise Unreadable(ID_EXPECTED)
    return text


def standing(text: str) -> Standing:
    """Read ``each donor``, ``any donor or any verifier``, ``US or KR``."""
    roles: list[str] = []
    parties: list[str] = []
    for part in re.split(r" or | and |, ", text):
        word, _, role = part.partition(" ")
        if role and word in {"each", "any", "every", "the"}:
            if role not in ROLES:
                raise Unreadable(f"a role: {', '.join(ROLES)}", near(role, ROLES))
            roles.append(role)
        elif ID.fullmatch(part):
            parties.append(part)
        else:
            raise Unreadable(STANDING_EXPECTED)
    return Standing(roles=tuple(dict.fromkeys(roles)), parties=tuple(dict.fromkeys(parties)))


def passes(text: str) -> tuple[PassTerm, ...]:
    """Read ``67% of votes and 67% of heads and assent of KP``."""
    return tuple(_pass_term(part) for part in text.split(" and "))


def _pass_term(text: str) -> PassTerm:
    amount, _, counted = text.partition(" of ")
    if counted in {"votes", "heads"}:
        return PassTerm(kind="votes" if counted == "votes" else "heads", ppm=share(amount))
    if amount == "assent" and ID.fullmatch(counted):
        return PassTerm(kind="assent", who=counted)
    if text == "no objection":
        return PassTerm(kind="silence")
    word, _, plural = text.partition(" ")
    if word == "all" and plural == "members":
        return PassTerm(kind="all")
    if word == "all" and plural in PLURALS:
        return PassTerm(kind="all", who=PLURALS[plural])
    raise Unreadable(ADOPTED_EXPECTED)


def due(text: str) -> Due:
    """Read ``180d of effective``: any time through that day is in time."""
    days, word, trigger = text.partition(" of ")
    if not word or ID.fullmatch(trigger) is None:
        raise Unreadable(DUE_EXPECTED)
    return Due(days=duration(days), trigger=trigger)


def on_day(text: str) -> Due:
    """Read a date as a time limit."""
    return Due(day=date(text))


def since(text: str) -> Due:
    """Read when a continuing promise begins: ``effective``, a date, ``30d of P1``."""
    if " of " in text:
        return due(text)
    if text[:1].isdigit():
        return on_day(text)
    if ID.fullmatch(text) is None:
        raise Unreadable(SINCE_EXPECTED)
    return Due(trigger=text)


def before(text: str) -> Due:
    """Read ``expiry``: by the last day on which the attestations hold."""
    if text != "expiry":
        raise Unreadable("expiry")
    return Due(trigger="expiry")


def effect(text: str) -> Effect:
    """Read one consequence."""
    if text in FIXED_EFFECTS:
        return Effect(kind=FIXED_EFFECTS[text])
    verb, _, refs = text.partition(" ")
    if verb == "suspend" and LIST_OF_IDS.fullmatch(refs):
        return Effect(kind="suspend relief", refs=tuple(IDS_SPLIT.split(refs)))
    refs, word, days = text.partition(" after ")
    if LIST_OF_IDS.fullmatch(refs):
        after = duration(days) if word else 0
        return Effect(kind="restore relief", refs=tuple(IDS_SPLIT.split(refs)), after_days=after)
    raise Unreadable(EFFECT_EXPECTED, near(text, FIXED_EFFECTS))


def unless(text: str) -> Unless:
    """Read ``decision ordinary to continue, or verified cure``."""
    rule: str | None = None
    cure = False
    for part in text.split(", or "):
        match = CONTINUE.fullmatch(part)
        if part == "verified cure":
            cure = True
        elif match and ID.fullmatch(match[1]) and rule is None:
            rule = match[1]
        else:
            raise Unreadable(UNLESS_EXPECTED)
    return Unless(rule, cure)


def enter(text: str) -> Enter:
    """Read how a phase opens."""
    word, _, who = text.partition(" by ")
    if word == "notice" and who:
        return Enter("notice", standing(who))
    if word == "notice" or ID.fullmatch(text) is None:
        raise Unreadable(ENTER_EXPECTED)
    return Enter(text)


def grow(text: str) -> str:
    """Read the rule by which a ceiling grows; it is kept as text, not yet enforced."""
    if GROW.fullmatch(text) is None:
        raise Unreadable(GROW_EXPECTED)
    return text
