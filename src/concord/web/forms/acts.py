"""The forms of a fund, one for each act that a person does on a page.

Each knows its fields and the command that they make. Choices come from the state only so that a
person need not type ids; whether the act is allowed is for ``decide``.
"""

import secrets
from typing import Any, ClassVar

import msgspec
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.core.acts import Command
from concord.core.books import acts as books
from concord.core.entry import Envelope, command_of, encode
from concord.core.programme import acts as programme
from concord.core.regime import acts as regime
from concord.web import cases, wording
from concord.web.forms import shapes
from concord.web.forms.shapes import Choices
from concord.web.names import named
from concord.web.visit import Visit


class ActForm(forms.Form):
    """A form that makes one command. ``key`` is the sender's own id, made when the form is shown.

    Sending the same form twice is the same act, so that a second click does nothing twice.
    """

    room: ClassVar[str]
    heading: ClassVar[str | Promise]
    lead: ClassVar[str | Promise]
    send: ClassVar[str | Promise]

    # Only ids of our own making: an id that another part of the fund needs must stay free.
    key = forms.RegexField(r"^web:[0-9a-z]{1,60}$", widget=forms.HiddenInput)

    def __init__(
        self, visit: Visit, data: QueryDict | None = None, given: dict[str, str] | None = None
    ) -> None:
        self.visit = visit
        self.envelope: Envelope | None = None
        start = {"key": f"web:{secrets.token_hex(16)}", **(given or {})}
        super().__init__(data, initial=start, use_required_attribute=False)
        self.fields.update(self.asked())

    def asked(self) -> dict[str, forms.Field]:
        """The visible fields, in their order."""
        raise NotImplementedError

    def command(self, given: dict[str, str]) -> Command:
        """The command that a form without faults makes."""
        raise NotImplementedError

    def back(self) -> str:
        """Where a person goes who sends nothing."""
        return self.visit.url(self.room)

    def clean(self) -> dict[str, Any]:
        """Make the envelope and hold it against the shape that the log keeps."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors or self.visit.officer is None:
            return given
        try:
            command = self.command(given)
        except forms.ValidationError as error:
            self.add_error(None if error.message else "key", error)
            return given
        if self.errors:
            return given
        officer = self.visit.officer
        try:
            command = command_of(encode(command))
        except msgspec.ValidationError as error:
            self._misshapen(str(error))
            return given
        self.envelope = Envelope(
            party=officer.party, officer=officer.officer, id=given["key"], command=command
        )
        return given

    def _misshapen(self, message: str) -> None:
        """Tie a fault that the shape of the command has to the field of the same name."""
        name = message.rpartition("$.")[2].strip("`")
        field = self.fields.get(name)
        label = str(field.label) if field else _("This form")
        words = _("%(label)s: use only letters, digits and hyphens") % {"label": label}
        self.add_error(name if field else None, words)

    def minor(self, name: str, unit: str) -> str:
        """An amount of the form in minor units; "0", and a fault, where it cannot be read."""
        try:
            exponent = self.visit.terms.exponent(unit) or 0
            return shapes.minor_units(self.cleaned_data[name], exponent)
        except forms.ValidationError as error:
            self.add_error(name, error)
            return "0"

    def summary(self) -> list[dict[str, str]]:
        """What will be sent, to be looked at before it is."""
        return [
            {"key": str(field.label), "value": shapes.shown(self, name)}
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput) and shapes.shown(self, name)
        ]


def today(form: ActForm) -> str:
    """The day that is open, in ISO text."""
    return wording.plain_date(form.visit.today).isoformat()


class Attest(ActForm):
    """A verifier reports on a milestone."""

    room = "verification"
    heading = gettext_lazy("Attest a milestone")
    lead = gettext_lazy(
        "Say what you found on the day of your inspection. An attestation counts until its validity"
        " ends; “access denied” and “inconclusive” accuse nobody."
    )
    send = gettext_lazy("Send the attestation")

    def asked(self) -> dict[str, forms.Field]:
        """Milestone, verdict, day, method, evidence, remark."""
        self.initial.setdefault("on", today(self))
        self.initial.setdefault("method", "physical")
        return {
            "milestone": shapes.choice(
                _("Milestone"), self._milestones(), _("Only those within your mandate are listed.")
            ),
            "verdict": shapes.radios(
                _("Verdict"),
                [
                    ("met", _("As promised")),
                    ("not met", _("Not as promised")),
                    ("access denied", _("Access denied")),
                    ("inconclusive", _("Inconclusive")),
                ],
            ),
            "on": shapes.day(_("Day of the inspection")),
            "method": shapes.choice(
                _("Method"),
                [
                    ("physical", _("Physical inspection")),
                    ("remote", _("Remote observation")),
                    ("documents", _("Review of documents")),
                    ("sample", _("Sample")),
                ],
            ),
            "evidence": shapes.Digests(
                label=_("Evidence"),
                help_text=_("The SHA-256 digest of each document, one on each line."),
                required=False,
                widget=forms.Textarea,
            ),
            "note": shapes.prose(_("Remark"), required=False),
        }

    def _milestones(self) -> Choices:
        """Those that the reader's party verifies; all of them for a party that verifies none."""
        terms, party = self.visit.terms, self.visit.party
        found = [
            one.id
            for one in terms.milestones.values()
            if (check := terms.verification_of(one.id)) and party in check.verifiers
        ]
        return [
            (one, f"{one} {named(terms.milestones[one].text)}") for one in found or terms.milestones
        ]

    def command(self, given: dict[str, str]) -> Command:
        """The attestation."""
        return regime.Attest(
            milestone=given["milestone"],
            verdict=given["verdict"],  # type: ignore[arg-type]
            on=given["on"],
            method=given["method"],  # type: ignore[arg-type]
            evidence=given["evidence"].split(),
            note=given["note"],
        )


def methods() -> dict[str, str]:
    """The ways in which money of a grant can leave."""
    return {
        "advance": _("Advance"),
        "reimbursement": _("Reimbursement"),
        "direct payment": _("Direct payment to a supplier"),
    }


def method_word(method: str) -> str:
    """A way of withdrawing in the reader's language."""
    return methods().get(method, method)


class Withdraw(ActForm):
    """A recipient or implementer asks for money of a grant."""

    room = "projects"
    heading = gettext_lazy("Request a withdrawal")
    lead = gettext_lazy(
        "Money of a grant is requested here, approved by the trustee and paid by a second officer."
        " Everything is checked again when it leaves."
    )
    send = gettext_lazy("Send the request")

    def asked(self) -> dict[str, forms.Field]:
        """Number, project, method, amount, payee, invoice, purpose."""
        state, unit = self.visit.state, self.visit.holding
        self.initial.setdefault("withdrawal", f"WA-{len(state.programme.withdrawals) + 1:03d}")
        granted = [
            (one.id, f"{one.id} {named(one.title)}")
            for one in state.programme.projects.values()
            if state.books.total("committed", one.id) > 0
        ]
        payees = [(ident, ident) for ident in state.compliance.payees]
        return {
            "withdrawal": shapes.text(_("Number of the application"), most=64),
            "project": shapes.choice(_("Project"), granted, _("Projects with a grant are listed.")),
            "method": shapes.radios(_("Method"), list(methods().items())),
            "amount": shapes.amount(
                _("Amount in %(unit)s") % {"unit": unit}, _("For example 1250000.00")
            ),
            "payee": shapes.choice(_("Payee"), payees),
            "invoice": shapes.text(
                _("Invoice"), _("An invoice is paid once."), required=False, most=64
            ),
            "purpose": shapes.prose(_("Purpose"), required=False),
        }

    def command(self, given: dict[str, str]) -> Command:
        """The application."""
        return programme.RequestWithdrawal(
            withdrawal=given["withdrawal"],
            project=given["project"],
            method=given["method"],  # type: ignore[arg-type]
            amount=self.minor("amount", self.visit.holding),
            payee=given["payee"],
            invoice=given["invoice"],
            purpose=given["purpose"],
        )


def _open_cases(visit: Visit, *, silence: bool) -> Choices:
    return [
        (one.id, f"{one.id} {cases.title(visit.state, one)}")
        for one in visit.state.regime.of("decision")
        if one.status == "open" and cases.by_silence(visit.state, one) == silence
    ]


class Vote(ActForm):
    """A member votes on a case."""

    room = "decisions"
    heading = gettext_lazy("Vote")
    lead = gettext_lazy(
        "Your last vote counts until the case is closed; a case closes as soon as its outcome is"
        " certain."
    )
    send = gettext_lazy("Send the vote")

    def asked(self) -> dict[str, forms.Field]:
        """Case and vote."""
        return {
            "case": shapes.choice(_("Case"), _open_cases(self.visit, silence=False)),
            "vote": shapes.radios(
                _("Your vote"),
                [("yes", _("In favour")), ("no", _("Against")), ("abstain", _("Abstain"))],
            ),
        }

    def command(self, given: dict[str, str]) -> Command:
        """The vote."""
        return regime.Vote(case=given["case"], vote=given["vote"])  # type: ignore[arg-type]


class RaiseObjection(ActForm):
    """A member objects to a case that silence would adopt."""

    room = "decisions"
    heading = gettext_lazy("Object")
    lead = gettext_lazy("A case of this kind is adopted by silence. A reasoned objection stops it.")
    send = gettext_lazy("Send the objection")

    def asked(self) -> dict[str, forms.Field]:
        """Case and reason."""
        return {
            "case": shapes.choice(_("Case"), _open_cases(self.visit, silence=True)),
            "reason": shapes.prose(_("Reason")),
        }

    def command(self, given: dict[str, str]) -> Command:
        """The objection."""
        return regime.RaiseObjection(case=given["case"], reason=given["reason"])


class Allege(ActForm):
    """A party alleges a breach and so starts a procedure."""

    room = "decisions"
    heading = gettext_lazy("Allege a breach")
    lead = gettext_lazy(
        "An allegation has consequences at once and starts a clock. Unless the breach is cured, or"
        " the fund continues by decision, the measures return by themselves."
    )
    send = gettext_lazy("Send the allegation")

    def asked(self) -> dict[str, forms.Field]:
        """Procedure, what is broken, ground."""
        terms, state = self.visit.terms, self.visit.state
        procedures = [
            (one.id, f"{one.id} {named(one.title)}".strip()) for one in terms.procedures.values()
        ]
        milestones = [(one.id, f"{one.id} {named(one.text)}") for one in terms.milestones.values()]
        projects = [
            (one.id, f"{one.id} {named(one.title)}") for one in state.programme.projects.values()
        ]
        none = _("None")
        return {
            "procedure": shapes.choice(_("Procedure"), procedures),
            "milestone": shapes.choice(_("Milestone said to be broken"), milestones, blank=none),
            "project": shapes.choice(_("Project concerned"), projects, blank=none),
            "ground": shapes.prose(
                _("What happened"), _("Facts, days and places, as you know them.")
            ),
        }

    def command(self, given: dict[str, str]) -> Command:
        """The allegation."""
        return regime.Allege(
            procedure=given["procedure"],
            ground=given["ground"],
            milestone=given["milestone"],
            project=given["project"],
        )


class Receive(ActForm):
    """The trustee records money that has arrived."""

    room = "contributions"
    heading = gettext_lazy("Record money received")
    lead = gettext_lazy(
        "Write what the bank's advice says. Where the money came in another currency, both totals"
        " of the exchange are kept and no rate is."
    )
    send = gettext_lazy("Record the receipt")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, reference, currency, amounts, day, contribution, remark."""
        state, holding = self.visit.state, self.visit.holding
        self.initial.setdefault("value_on", today(self))
        self.initial.setdefault("currency", holding)
        donors = [
            (one.id, named(one.name))
            for one in state.parties.values()
            if one.role in {"donor", "co-financier"}
        ]
        signed = [
            (ref, f"{ref} {wording.party(state, found[0])}")
            for ref, found in state.books.contributions.items()
        ]
        currencies = [(unit, unit) for unit in self.visit.terms.currencies]
        return {
            "donor": shapes.choice(_("Donor"), donors),
            "ref": shapes.text(_("Bank reference"), _("A reference is used once.")),
            "currency": shapes.choice(_("Currency received"), currencies),
            "amount": shapes.amount(_("Amount received"), _("For example 1250000.00")),
            "equivalent": shapes.amount(
                _("Amount booked in %(unit)s") % {"unit": holding},
                _("Only where the money came in another currency."),
                required=False,
            ),
            "value_on": shapes.day(_("Value date")),
            "contribution": shapes.choice(
                _("Contribution agreement"), signed, blank=_("None, or not known")
            ),
            "note": shapes.prose(_("Remark"), required=False),
        }

    def command(self, given: dict[str, str]) -> Command:
        """The receipt."""
        worth = self.minor("equivalent", self.visit.holding) if given["equivalent"] else ""
        return books.RecordReceipt(
            donor=given["donor"],
            ref=given["ref"],
            amount=self.minor("amount", given["currency"]),
            currency=given["currency"],
            value_on=given["value_on"],
            equivalent=worth,
            contribution=given["contribution"],
            note=given["note"],
        )


class Handling(ActForm):
    """The trustee deals with a withdrawal application."""

    room = "projects"
    states: ClassVar[tuple[str, ...]]

    def asked(self) -> dict[str, forms.Field]:
        """The application."""
        state = self.visit.state
        waiting = [
            (one.id, f"{one.id} {wording.money(state, one.amount, self.visit.holding)}")
            for one in state.programme.withdrawals.values()
            if one.status in self.states or one.id == self.initial.get("withdrawal")
        ]
        return {"withdrawal": shapes.choice(_("Withdrawal application"), waiting)}

    def summary(self) -> list[dict[str, str]]:
        """The application as it was asked for, and what is written here."""
        state = self.visit.state
        one = state.programme.withdrawals[str(self["withdrawal"].value())]
        facts = [
            (_("Project"), one.project),
            (_("Method"), method_word(one.method)),
            (_("Payee"), one.payee),
            (_("Amount"), wording.money(state, one.amount, self.visit.holding)),
            (_("Requested by"), one.officers.get("requested", one.officers.get("held", ""))),
            (_("Approved by"), one.officers.get("approved", "")),
        ]
        more = [{"key": key, "value": value} for key, value in facts if value]
        return super().summary()[:1] + more + super().summary()[1:]


class Approve(Handling):
    """The trustee approves an application as a whole."""

    heading = gettext_lazy("Approve a withdrawal")
    lead = gettext_lazy(
        "The application is approved as a whole, by another officer than the one who sent it."
    )
    send = gettext_lazy("Approve the withdrawal")
    states = ("requested", "held")

    def command(self, given: dict[str, str]) -> Command:
        """The approval."""
        return programme.ApproveWithdrawal(withdrawal=given["withdrawal"])


class Reject(Handling):
    """The trustee rejects an application, with reasons."""

    heading = gettext_lazy("Reject a withdrawal")
    lead = gettext_lazy("The application is sent back. Its invoice may be used again.")
    send = gettext_lazy("Reject the withdrawal")
    states = ("requested", "held", "approved")

    def asked(self) -> dict[str, forms.Field]:
        """The application and the reason."""
        return {**super().asked(), "reason": shapes.prose(_("Reason"))}

    def command(self, given: dict[str, str]) -> Command:
        """The rejection."""
        return programme.RejectWithdrawal(withdrawal=given["withdrawal"], reason=given["reason"])


class Pay(Handling):
    """The trustee pays an approved application."""

    heading = gettext_lazy("Pay a withdrawal")
    lead = gettext_lazy(
        "The money leaves. What was verified at approval is verified again now, and the amount is"
        " attributed to its sources to the last cent."
    )
    send = gettext_lazy("Pay the withdrawal")
    states = ("approved",)

    def asked(self) -> dict[str, forms.Field]:
        """The application and the value date."""
        self.initial.setdefault("value_on", today(self))
        return {**super().asked(), "value_on": shapes.day(_("Value date"))}

    def command(self, given: dict[str, str]) -> Command:
        """The payment."""
        return programme.PayWithdrawal(withdrawal=given["withdrawal"], value_on=given["value_on"])


FORMS: dict[str, type[ActForm]] = {
    "attest": Attest,
    "withdraw": Withdraw,
    "vote": Vote,
    "object": RaiseObjection,
    "allege": Allege,
    "receive": Receive,
    "approve": Approve,
    "reject": Reject,
    "pay": Pay,
}
