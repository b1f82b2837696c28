"""The forms of projects: registered, given money, found to have misspent it, paid back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web import cases
from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.templatetags.states import state_label


class Register(ActForm):
    """A project is proposed."""

    sends = "register_project"
    room = "projects"
    heading = gettext_lazy("Register a project")
    lead = gettext_lazy("Say what the project is; money is set apart for it later.")
    send = gettext_lazy("Register the project")

    def asked(self) -> dict[str, forms.Field]:
        """Number, title, sector, implementer, place, model."""
        return {
            "project": shapes.text(_("Number of the project"), most=64),
            "title": shapes.text(_("Title"), most=400),
            "sector": shapes.text(_("Field of work"), required=False),
            "implementer": shapes.text(_("Implemented by"), required=False, most=160),
            "place": shapes.text(_("Place"), required=False),
            "source": shapes.text(_("After the model of"), required=False, most=240),
        }


class Allocate(ActForm):
    """The trustee sets money apart for a project."""

    sends = "allocate"
    room = "projects"
    heading = gettext_lazy("Set money apart for a project")
    lead = gettext_lazy(
        "Where a body decides, its decision says what is wanted; this says that it is available."
    )
    send = gettext_lazy("Set it apart")

    def asked(self) -> dict[str, forms.Field]:
        """Project, amount, day, decision."""
        visit = self.visit
        decided = [
            (one.id, f"{one.id} {cases.title(visit.state, one)}: {state_label(one.status)}")
            for one in reversed(visit.state.regime.of("decision"))
            if one.text("act") == "allocate"
        ]
        return {
            "project": options.project(visit),
            "amount": options.amount(visit),
            "value_on": shapes.day(_("Value date")),
            "case": shapes.choice(_("Decision"), decided, blank=_("None")),
        }


class SignGrant(ActForm):
    """A grant agreement takes effect."""

    sends = "sign_grant"
    room = "projects"
    heading = gettext_lazy("Record a grant agreement")
    lead = gettext_lazy("Money that was set apart for the project is committed to it.")
    send = gettext_lazy("Record the grant")

    def asked(self) -> dict[str, forms.Field]:
        """Project, amount, day."""
        return {
            "project": options.project(self.visit),
            "amount": options.amount(self.visit),
            "value_on": shapes.day(_("Value date")),
        }


class FindIneligible(ActForm):
    """Expenditure is confirmed as not eligible."""

    sends = "find_ineligible"
    room = "projects"
    heading = gettext_lazy("Record ineligible expenditure")
    lead = gettext_lazy(
        "What was spent against the agreement is to be paid back; from now on it counts as owed."
    )
    send = gettext_lazy("Record the finding")

    def asked(self) -> dict[str, forms.Field]:
        """Number, project, amount, day, reason."""
        taken = self.visit.state.programme.findings
        self.initial.setdefault("finding", options.fresh("F", taken, len(taken)))
        return {
            "finding": shapes.text(_("Number of the finding"), most=64),
            "project": options.project(self.visit),
            "amount": options.amount(self.visit),
            "value_on": shapes.day(_("Value date")),
            "reason": shapes.prose(_("Reason")),
        }


class Refund(ActForm):
    """Money of a project came back."""

    sends = "record_refund"
    room = "projects"
    heading = gettext_lazy("Record a refund")
    lead = gettext_lazy(
        "Money that came back goes to the sources that had paid it, to the last cent."
    )
    send = gettext_lazy("Record the refund")

    def asked(self) -> dict[str, forms.Field]:
        """Project, reference, amount, day, cause."""
        return {
            "project": options.project(self.visit),
            "ref": shapes.text(_("Bank reference"), _("A reference is used once.")),
            "amount": options.amount(self.visit),
            "value_on": shapes.day(_("Value date")),
            "cause": shapes.radios(
                _("Cause"),
                [
                    ("ineligible", _("Ineligible expenditure")),
                    ("unspent", _("Unspent balance")),
                    ("cancelled", _("Grant cancelled")),
                ],
            ),
        }
