"""The forms of withdrawals and of those who are paid: from the request to the evidence."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web import wording
from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.names import named


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

    sends = "request_withdrawal"
    room = "projects"
    heading = gettext_lazy("Request a withdrawal")
    lead = gettext_lazy(
        "Money of a grant is requested here, approved by the trustee and paid by a second officer."
        " Everything is checked again when it leaves."
    )
    send = gettext_lazy("Send the request")

    def asked(self) -> dict[str, forms.Field]:
        """Number, project, method, amount, payee, invoice, purpose."""
        state = self.visit.state
        taken = state.programme.withdrawals
        self.initial.setdefault("withdrawal", options.fresh("WA", taken, len(taken)))
        granted = [
            (one.id, f"{one.id} {named(one.title)}")
            for one in state.programme.projects.values()
            if state.books.total("committed", one.id) > 0
        ]
        return {
            "withdrawal": shapes.text(_("Number of the application"), most=64),
            "project": shapes.choice(_("Project"), granted, _("Projects with a grant are listed.")),
            "method": shapes.radios(_("Method"), list(methods().items())),
            "amount": options.amount(self.visit),
            "payee": shapes.choice(_("Payee"), options.payees(self.visit)),
            "invoice": shapes.text(
                _("Invoice"), _("An invoice is paid once."), required=False, most=64
            ),
            "purpose": shapes.prose(_("Purpose"), required=False),
        }


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

    sends = "approve_withdrawal"
    heading = gettext_lazy("Approve a withdrawal")
    lead = gettext_lazy(
        "The application is approved as a whole, by another officer than the one who sent it."
    )
    send = gettext_lazy("Approve the withdrawal")
    states = ("requested", "held")


class Reject(Handling):
    """The trustee rejects an application, with reasons."""

    sends = "reject_withdrawal"
    heading = gettext_lazy("Reject a withdrawal")
    lead = gettext_lazy("The application is sent back. Its invoice may be used again.")
    send = gettext_lazy("Reject the withdrawal")
    states = ("requested", "held", "approved")

    def asked(self) -> dict[str, forms.Field]:
        """The application and the reason."""
        return {**super().asked(), "reason": shapes.prose(_("Reason"))}


class Pay(Handling):
    """The trustee pays an approved application."""

    sends = "pay_withdrawal"
    heading = gettext_lazy("Pay a withdrawal")
    lead = gettext_lazy(
        "The money leaves. What was verified at approval is verified again now, and the amount is"
        " attributed to its sources to the last cent."
    )
    send = gettext_lazy("Pay the withdrawal")
    states = ("approved",)

    def asked(self) -> dict[str, forms.Field]:
        """The application and the value date."""
        return {**super().asked(), "value_on": shapes.day(_("Value date"))}


class Document(Handling):
    """Expenditure under a withdrawal is evidenced and accepted."""

    sends = "document"
    heading = gettext_lazy("Accept evidence of expenditure")
    lead = gettext_lazy(
        "What was paid is documented, in part or in full, by papers that you accept."
    )
    send = gettext_lazy("Accept the evidence")
    states = ("paid",)

    def asked(self) -> dict[str, forms.Field]:
        """The application, what was spent, the day and the papers."""
        return {
            **super().asked(),
            "amount": options.amount(self.visit),
            "value_on": shapes.day(_("Value date")),
            "evidence": options.evidence(),
        }


class RegisterPayee(ActForm):
    """A payee under a pseudonym."""

    sends = "register_payee"
    room = "projects"
    heading = gettext_lazy("Register a payee")
    lead = gettext_lazy(
        "A payee has a pseudonym of the fund; its name is public only if it is given here."
    )
    send = gettext_lazy("Register the payee")

    def asked(self) -> dict[str, forms.Field]:
        """Pseudonym and name."""
        return {
            "payee": shapes.text(_("Pseudonym"), most=64),
            "name": shapes.text(_("Name"), required=False, most=200),
        }


class Screen(ActForm):
    """The outcome of screening a payee."""

    sends = "record_screening"
    room = "projects"
    heading = gettext_lazy("Record a screening")
    lead = gettext_lazy(
        "A payee is held against named lists on a day; how long that counts is for the"
        " agreement to say."
    )
    send = gettext_lazy("Record the screening")

    def asked(self) -> dict[str, forms.Field]:
        """Payee, outcome, day, lists."""
        return {
            "payee": shapes.choice(_("Payee"), options.payees(self.visit)),
            "outcome": shapes.radios(
                _("Outcome"), [("clear", _("On none of the lists")), ("hit", _("On a list"))]
            ),
            "on": shapes.day(_("Screened on")),
            "lists": shapes.text(_("Lists"), _("For example UN, EU, US"), most=200),
        }
