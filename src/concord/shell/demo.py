"""The demonstration: the illustrative fund, its story sent as commands, and people to sign in as.

Nothing is written into tables directly: every act of the story goes through ``funds.act``, with the
fund's clock set forward to it as the story goes. What is there already is left as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from concord.core.agreement.days import day_of
from concord.core.entry import Envelope
from concord.shell import funds
from concord.shell.episodes import AGREEMENT, Episode, addressed, answer, episode
from concord.shell.models import Officer
from concord.shell.story import Step, instant

EPISODE = "kp-mdtf"
#: Known to everybody: it opens a demonstration only, whose accounts act in no other fund.
PASSWORD = "open-book"  # noqa: S105 - it is printed on the sign-in page


class Account(NamedTuple):
    """A person of the demonstration: the name to sign in with, and for whom it acts."""

    name: str
    party: str
    officer: str
    role: str


ACCOUNTS = (
    Account("ministry", "KP", "KP/finance", "Recipient: Ministry of Finance"),
    Account("health", "KP", "KP/health", "Recipient: Ministry of Public Health"),
    Account("delegate", "KP", "KP/foreign-ministry", "Recipient: member of the oversight board"),
    Account("seoul", "KR", "KR/unification", "Donor: Republic of Korea, oversight board"),
    Account("washington", "US", "US/treasury", "Donor: United States, oversight board"),
    Account("tokyo", "JP", "JP/foreign-ministry", "Donor: Japan, oversight board"),
    Account("beijing", "CN", "CN/commerce", "Donor: China, oversight board"),
    Account("brussels", "EU", "EU/external-action", "Donor: European Union, oversight board"),
    Account("moscow", "RU", "RU/finance", "Donor: Russian Federation, oversight board"),
    Account("operations", "WB", "WB/operations", "Trustee: operations"),
    Account("treasury", "WB", "WB/finance", "Trustee: finance, second officer"),
    Account("panel", "ATP", "ATP/panel", "Verifier: Agreed Technical Panel"),
    Account("inspector", "IAEA", "IAEA/inspector", "Verifier: International Atomic Energy Agency"),
    Account("monitor", "TPM", "TPM/field", "Monitor in the field"),
    Account("implementer", "UNICEF", "UNICEF/country-office", "Implementer: UNICEF"),
    Account("auditor", "UN", "UN/auditor", "Observer: auditor"),
)


class StoryBroken(RuntimeError):
    """An act of the story was answered otherwise than the story says."""


def build_demo() -> str:
    """Build the demonstration where it is not there yet; return the id of its fund.

    A build that was interrupted goes on where it stopped. A demonstration of another version of
    the agreement is left as it is.
    """
    found = episode(EPISODE)
    fund = found.terms.id
    if fund not in funds.fund_ids():
        opens = instant(day_of(found.story.opens), 0, found.terms.zone_minutes)
        fund = funds.open_fund(found.source, f"{EPISODE}/{AGREEMENT}", pinned_at=opens)
    if funds.terms(fund).sha256 == found.terms.sha256 and funds.now(fund) < found.story.now:
        _tell(fund, found)
    _admit(fund)
    return fund


def _tell(fund: str, found: Episode) -> None:
    """Send the story up to where the demonstration's clock stands at its end."""
    marks: dict[str, int] = {}
    for step in found.story.steps:
        envelope = addressed(step, marks)
        if funds.now(fund) < envelope.at:
            funds.pin(fund, envelope.at)
        seq = _send(fund, step, envelope)
        if step.mark and seq is not None:
            marks[step.mark] = seq
    funds.pin(fund, found.story.now)
    funds.tick(fund)


def _send(fund: str, step: Step, envelope: Envelope) -> int | None:
    """Send one act; return the number of its entry, None where it was to be refused."""
    if step.refused and funds.state(fund).at > envelope.at:
        return None  # an earlier build came past this place, and a refusal left nothing
    outcome = funds.act(fund, envelope)
    if isinstance(outcome, funds.Accepted):
        found, seq = answer(None), outcome.entries[-1].seq
    else:
        found, seq = answer(outcome), None
    expected = step.refused or answer(None)
    if expected not in {found, found.partition(" ")[0]}:
        raise StoryBroken(f"line {step.line}: {found}, where the story says {expected}")
    return seq


@transaction.atomic
def _admit(fund: str) -> None:
    """Make the accounts that are not there yet."""
    people = get_user_model().objects
    names = [one.name for one in ACCOUNTS]
    there = set(people.filter(username__in=names).values_list("username", flat=True))
    missing = [one for one in ACCOUNTS if one.name not in there]
    hashed = make_password(PASSWORD) if missing else ""  # once: a good hash is slow
    for one in missing:
        person = people.create(username=one.name, password=hashed)
        Officer.objects.create(
            user=person, fund_id=fund, party=one.party, officer=one.officer, role=one.role
        )
