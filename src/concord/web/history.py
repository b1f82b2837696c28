"""Entries of the log as lines that a person can read: who did what, and what moved.

One sentence for each command; the parties, amounts and things that it names are filled in.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concord.core import acts
from concord.core.acts import Command, Event
from concord.core.books import acts as books
from concord.core.books.state import legs_of
from concord.core.compliance import acts as compliance
from concord.core.entry import COMMANDS, Entry, decode
from concord.core.programme import acts as programme
from concord.core.regime import acts as regime
from concord.core.state import State
from concord.shell.funds import LogRow
from concord.web import cases, wording
from concord.web.names import named
from concord.web.templatetags.states import state_label

#: At most so many moves stand beside a line; the entry's own page has all of them.
MOVES_MAX = 3

Facts = dict[str, str]
Donation = (
    books.RecordPledge
    | books.SignContribution
    | books.CallInstalment
    | books.RecordReceipt
    | books.WriteOff
)
ProjectMoney = (
    programme.Allocate
    | programme.SignGrant
    | programme.RequestWithdrawal
    | programme.Document
    | programme.FindIneligible
    | programme.RecordRefund
)


class Move(NamedTuple):
    """An instrument that changed its state: its name and the state."""

    name: str
    state: str


class Line(NamedTuple):
    """One entry as it stands in a list."""

    seq: int
    at: str
    party: str
    officer: str
    kind: str
    sentence: str
    moves: tuple[Move, ...]


class Posting(NamedTuple):
    """One leg of an entry: account, unit, source, and minor units (debit above nothing)."""

    account: str
    unit: str
    source: str
    amount: int


KINDS: dict[str, Promise] = {
    "open_fund": gettext_lazy("Fund opened"),
    "adopt_rules": gettext_lazy("Rules adopted"),
    "name_source_incomplete": gettext_lazy("Source incomplete"),
    "accede": gettext_lazy("Accession"),
    "tick": gettext_lazy("Time passed"),
    "record_pledge": gettext_lazy("Pledge"),
    "sign_contribution": gettext_lazy("Contribution agreement"),
    "call_instalment": gettext_lazy("Call of an instalment"),
    "record_receipt": gettext_lazy("Money received"),
    "write_off": gettext_lazy("Write-off"),
    "reverse_entry": gettext_lazy("Correction"),
    "register_payee": gettext_lazy("Payee registered"),
    "record_screening": gettext_lazy("Screening"),
    "register_project": gettext_lazy("Project registered"),
    "allocate": gettext_lazy("Allocation"),
    "sign_grant": gettext_lazy("Grant agreement"),
    "request_withdrawal": gettext_lazy("Withdrawal requested"),
    "approve_withdrawal": gettext_lazy("Withdrawal approved"),
    "reject_withdrawal": gettext_lazy("Withdrawal rejected"),
    "pay_withdrawal": gettext_lazy("Payment"),
    "document": gettext_lazy("Expenditure documented"),
    "find_ineligible": gettext_lazy("Ineligible expenditure"),
    "record_refund": gettext_lazy("Refund"),
    "attest": gettext_lazy("Attestation"),
    "challenge": gettext_lazy("Challenge"),
    "propose": gettext_lazy("Proposal"),
    "vote": gettext_lazy("Vote"),
    "object": gettext_lazy("Objection"),
    "recuse": gettext_lazy("Recusal"),
    "give_notice": gettext_lazy("Notice"),
    "allege": gettext_lazy("Allegation"),
    "respond": gettext_lazy("Response"),
    "verify_cure": gettext_lazy("Cure verified"),
    "grant_relief": gettext_lazy("Relief granted"),
    "withdraw_relief": gettext_lazy("Relief withdrawn"),
    "perform": gettext_lazy("Duty performed"),
    "move_step": gettext_lazy("Instalment moved"),
}

#: Each command's sentence. ``by`` is the party that sent it; the other places are its fields.
SENTENCES: dict[str, Promise] = {
    "open_fund": gettext_lazy("%(by)s opened the fund under its agreement"),
    "adopt_rules": gettext_lazy("Commands are judged by rules number %(rules)s from here on"),
    "name_source_incomplete": gettext_lazy("%(source)s is known to be incomplete: %(lacks)s"),
    "accede": gettext_lazy("%(name)s joined the fund"),
    "tick": gettext_lazy("Time passed to %(to)s"),
    "record_pledge": gettext_lazy("%(donor)s pledged %(amount)s"),
    "sign_contribution": gettext_lazy("%(donor)s signed a contribution of %(amount)s"),
    "call_instalment": gettext_lazy("%(by)s called an instalment of %(amount)s from %(donor)s"),
    "record_receipt": gettext_lazy("%(by)s received %(amount)s from %(donor)s"),
    "write_off": gettext_lazy("%(by)s wrote off %(amount)s due from %(donor)s"),
    "reverse_entry": gettext_lazy("%(by)s corrected entry %(seq)s: %(reason)s"),
    "register_payee": gettext_lazy("%(by)s registered payee %(payee)s"),
    "record_screening": gettext_lazy("%(by)s screened payee %(payee)s"),
    "register_project": gettext_lazy("%(by)s registered project %(project)s: %(title)s"),
    "allocate": gettext_lazy("%(by)s set %(amount)s apart for project %(project)s"),
    "sign_grant": gettext_lazy("%(by)s signed a grant of %(amount)s for project %(project)s"),
    "request_withdrawal": gettext_lazy(
        "%(by)s requested %(amount)s for project %(project)s (withdrawal %(withdrawal)s)"
    ),
    "approve_withdrawal": gettext_lazy("%(by)s approved withdrawal %(withdrawal)s"),
    "reject_withdrawal": gettext_lazy("%(by)s rejected withdrawal %(withdrawal)s: %(reason)s"),
    "pay_withdrawal": gettext_lazy("%(by)s paid withdrawal %(withdrawal)s"),
    "document": gettext_lazy(
        "Expenditure of %(amount)s under withdrawal %(withdrawal)s was documented"
    ),
    "find_ineligible": gettext_lazy("%(amount)s of project %(project)s was found ineligible"),
    "record_refund": gettext_lazy("%(amount)s came back from project %(project)s"),
    "attest": gettext_lazy("%(by)s reported on milestone %(milestone)s: %(verdict)s"),
    "challenge": gettext_lazy("%(by)s challenged the attestation of milestone %(milestone)s"),
    "propose": gettext_lazy("%(by)s put case %(case)s to a decision: %(what)s"),
    "vote": gettext_lazy("%(by)s voted on case %(case)s: %(vote)s"),
    "object": gettext_lazy("%(by)s objected to case %(case)s: %(reason)s"),
    "recuse": gettext_lazy("%(by)s stood aside in case %(case)s"),
    "give_notice": gettext_lazy("%(by)s gave notice of phase %(phase)s"),
    "allege": gettext_lazy("%(by)s alleged a breach under procedure %(procedure)s: %(ground)s"),
    "respond": gettext_lazy("%(by)s answered in case %(case)s"),
    "verify_cure": gettext_lazy("%(by)s reported a cure in case %(case)s"),
    "grant_relief": gettext_lazy("%(by)s granted relief measure %(relief)s"),
    "withdraw_relief": gettext_lazy("%(by)s took back relief measure %(relief)s"),
    "perform": gettext_lazy("%(by)s reported duty %(duty)s as performed"),
    "move_step": gettext_lazy("Instalment %(n)s of schedule %(schedule)s: %(stage)s"),
}

#: What verifiers and members can say.
ANSWERS: dict[str, Promise] = {
    "met": gettext_lazy("as promised"),
    "not met": gettext_lazy("not as promised"),
    "access denied": gettext_lazy("access denied"),
    "inconclusive": gettext_lazy("inconclusive"),
    "overturned": gettext_lazy("overturned"),
    "yes": pgettext_lazy("vote", "yes"),
    "no": pgettext_lazy("vote", "no"),
    "abstain": pgettext_lazy("vote", "abstained"),
    "objection": pgettext_lazy("vote", "objected"),
    "recused": pgettext_lazy("vote", "stood aside"),
}

INSTRUMENTS: dict[str, Promise] = {
    "phase": gettext_lazy("Phase %(id)s"),
    "milestone": gettext_lazy("Milestone %(id)s"),
    "relief": gettext_lazy("Relief measure %(id)s"),
    "procedure": gettext_lazy("Procedure %(id)s"),
    "decision": gettext_lazy("Case %(id)s"),
    "step": gettext_lazy("Instalment %(id)s"),
    "suspension": gettext_lazy("Suspension %(id)s"),
}


def answer(word: str) -> str:
    """A verdict or a vote in the reader's language."""
    found = ANSWERS.get(word)
    return word if found is None else str(found)


def kind_word(kind: str) -> str:
    """A kind of command in the reader's language."""
    found = KINDS.get(kind)
    return kind if found is None else str(found)


def line(state: State, row: LogRow) -> Line:
    """An entry as a line of a list."""
    entry = decode(row.data)
    return Line(
        row.seq,
        row.at,
        wording.party(state, row.party),
        entry.officer,
        row.kind,
        sentence(state, entry),
        tuple(moves(state, entry)[:MOVES_MAX]),
    )


def sentence(state: State, entry: Entry) -> str:
    """What an entry's command asked for and did."""
    kind = str(type(entry.command).__struct_config__.tag)
    facts = {name: str(getattr(entry.command, name)) for name in entry.command.__struct_fields__}
    facts["by"] = wording.party(state, entry.party)
    fill = FILLS.get(type(entry.command))
    if fill is not None:
        facts.update(fill(state, entry.command))
    text = SENTENCES.get(kind)
    return kind_word(kind) if text is None else str(text) % facts


def moves(state: State, entry: Entry) -> list[Move]:
    """The instruments that an entry moved, each with the last state it came to."""
    found: dict[tuple[str, str], Move] = {}
    for event in entry.events:
        if isinstance(event, regime.Moved) and event.kind != "suspension":
            name = instrument(state, event.kind, event.id)
            found[(event.kind, event.id)] = Move(name, event.status)
    return list(found.values())


def instrument(state: State, kind: str, ident: str) -> str:
    """What an instrument is called; a duty by its clause and who owes it."""
    if kind == "duty":
        obligation, _colon, rest = ident.partition(":")
        facts = {"id": obligation, "party": wording.party(state, rest.partition(":")[0])}
        return _("Duty %(id)s of %(party)s") % facts
    return str(INSTRUMENTS[kind]) % {"id": ident}


def postings(state: State, entry: Entry, account: str = "") -> list[Posting]:
    """What an entry posted, to one account or ("") to all, in the order of its events."""
    return [
        Posting(*leg)
        for event in entry.events
        for leg in legs_of(event, state.terms.holding)
        if account in {"", leg[0]}
    ]


# --- the facts that need more than the field itself -----------------------------------------------
def _donation(state: State, command: Donation) -> Facts:
    return {
        "donor": wording.party(state, command.donor),
        "amount": wording.money(state, int(command.amount), command.currency),
    }


def _project_money(state: State, command: ProjectMoney) -> Facts:
    return {"amount": wording.money(state, int(command.amount), state.terms.holding)}


def _propose(state: State, command: regime.Propose) -> Facts:
    amount = int(command.amount)
    what = cases.proposal(state, command.act, command.ref, amount, command.case)
    return {"what": what}


FILLS: dict[type[Command], Callable[..., Facts]] = {
    acts.Tick: lambda _state, command: {"to": wording.date(command.to)},
    books.RecordPledge: _donation,
    books.SignContribution: _donation,
    books.CallInstalment: _donation,
    books.RecordReceipt: _donation,
    books.WriteOff: _donation,
    compliance.RegisterPayee: lambda _state, command: {"payee": command.payee},
    programme.RegisterProject: lambda _state, command: {"title": named(command.title)},
    programme.Allocate: _project_money,
    programme.SignGrant: _project_money,
    programme.RequestWithdrawal: _project_money,
    programme.Document: _project_money,
    programme.FindIneligible: _project_money,
    programme.RecordRefund: _project_money,
    regime.Attest: lambda _state, command: {"verdict": answer(command.verdict)},
    regime.Propose: _propose,
    regime.Vote: lambda _state, command: {"vote": answer(command.vote)},
    regime.MoveStep: lambda _state, command: {"stage": state_label(command.stage)},
}


def untold() -> set[str]:
    """The commands that have no sentence here; a test holds it empty."""
    return set(COMMANDS) - set(SENTENCES) | set(COMMANDS) - set(KINDS)


def fact_rows(value: Command | Event) -> list[tuple[str, str]]:
    """The fields of a command or event that are set, as they stand in the log."""
    return [
        (name, str(found))
        for name in value.__struct_fields__
        if (found := getattr(value, name)) not in ("", [], None)
    ]


def accounts() -> dict[str, str]:
    """The families of accounts in the reader's language."""
    return {
        "cash": _("Cash with the trustee"),
        "received": _("Received from donors"),
        "pledged": _("Pledged, not signed"),
        "committed_by_donors": _("Signed by donors"),
        "written_off": _("Written off"),
        "allocated": _("Allocated to projects, no grant yet"),
        "committed": _("Committed by grants"),
        "disbursed": _("Disbursed"),
        "documented": _("Documented expenditure"),
        "ineligible": _("Found ineligible"),
        "refunded": _("Refunded"),
        "exchange": _("Exchange between currencies"),
        "memo": _("Other side of what is not cash"),
    }


def account_title(state: State, account: str) -> str:
    """An account as a reader knows it: its family, and whose it is."""
    family, _colon, subject = account.partition(":")
    title = accounts().get(family, family)
    if not subject:
        return title
    whose = wording.party(state, subject)
    return _("%(family)s: %(whose)s") % {"family": title, "whose": whose}
