"""Every form of a fund under the word of its address, and which of them are for an officer."""

from typing import Final

from concord.core.entry import COMMANDS
from concord.core.fund import HANDLERS
from concord.web.forms import (
    contributions,
    decisions,
    procedures,
    projects,
    verification,
    withdrawals,
)
from concord.web.forms.base import ActForm
from concord.web.visit import Visit

FORMS: Final[dict[str, type[ActForm]]] = {
    "attest": verification.Attest,
    "challenge": verification.Challenge,
    "perform": verification.Perform,
    "propose": decisions.Propose,
    "vote": decisions.Vote,
    "object": decisions.RaiseObjection,
    "recuse": decisions.Recuse,
    "notice": decisions.GiveNotice,
    "allege": procedures.Allege,
    "respond": procedures.Respond,
    "cure": procedures.VerifyCure,
    "grant-relief": procedures.GrantRelief,
    "withdraw-relief": procedures.WithdrawRelief,
    "pledge": contributions.Pledge,
    "sign": contributions.Sign,
    "call": contributions.Call,
    "receive": contributions.Receive,
    "write-off": contributions.WriteOff,
    "reverse": contributions.Reverse,
    "step": contributions.MoveStep,
    "accede": contributions.Accede,
    "project": projects.Register,
    "allocate": projects.Allocate,
    "grant": projects.SignGrant,
    "ineligible": projects.FindIneligible,
    "refund": projects.Refund,
    "payee": withdrawals.RegisterPayee,
    "screening": withdrawals.Screen,
    "withdraw": withdrawals.Withdraw,
    "approve": withdrawals.Approve,
    "reject": withdrawals.Reject,
    "pay": withdrawals.Pay,
    "document": withdrawals.Document,
}

#: Commands that no page sends, and why.
WITHOUT_FORM: Final[dict[str, str]] = {
    "open_fund": "a fund is opened by its installation, with the key of its log",
    "adopt_rules": "new rules come with a new release, by the installation's command line",
    "name_source_incomplete": "said by an import of outside records, once, for the whole fund",
    "tick": "time passes by the clock of the installation",
}


def links(visit: Visit, *slugs: str, **given: str) -> list[dict[str, str]]:
    """Links to those of some forms that the officer's role may send; none for a mere reader.

    ``given`` is filled into them. Beyond the role, whether an act is allowed is told by the form.
    """
    return [
        {
            "url": visit.act_url(slug, **given),
            "label": str(FORMS[slug].heading),
            "hint": str(FORMS[slug].lead),
            "about": " ".join(given.values()),
        }
        for slug in slugs
        if _may_send(visit, FORMS[slug])
    ]


def _may_send(visit: Visit, form: type[ActForm]) -> bool:
    party = visit.state.parties.get(visit.party)
    roles = HANDLERS[COMMANDS[form.sends]].roles
    return party is not None and (not roles or party.role in roles)
