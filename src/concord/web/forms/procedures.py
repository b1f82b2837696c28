"""The forms of procedures and of relief: breach, response, cure; relief granted and taken back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.names import named


class Allege(ActForm):
    """A party alleges a breach and so starts a procedure."""

    sends = "allege"
    room = "decisions"
    heading = gettext_lazy("Allege a breach")
    lead = gettext_lazy(
        "An allegation has consequences at once and starts a clock. Unless the breach is cured, or"
        " the fund continues by decision, the measures return by themselves."
    )
    send = gettext_lazy("Send the allegation")

    def asked(self) -> dict[str, forms.Field]:
        """Procedure, what is broken, ground."""
        visit, none = self.visit, _("None")
        procedures = [
            (one.id, f"{one.id} {named(one.title)}".strip())
            for one in visit.terms.procedures.values()
        ]
        return {
            "procedure": shapes.choice(_("Procedure"), procedures),
            "milestone": shapes.choice(
                _("Milestone said to be broken"), options.milestones(visit), blank=none
            ),
            "project": shapes.choice(_("Project concerned"), options.projects(visit), blank=none),
            "ground": shapes.prose(
                _("What happened"), _("Facts, days and places, as you know them.")
            ),
        }


class Respond(ActForm):
    """A party answers an allegation."""

    sends = "respond"
    room = "decisions"
    heading = gettext_lazy("Answer an allegation")
    lead = gettext_lazy(
        "The answer is put on record with the procedure. It does not stop the clock."
    )
    send = gettext_lazy("Send the answer")

    def asked(self) -> dict[str, forms.Field]:
        """Procedure and answer."""
        return {
            "case": shapes.choice(_("Procedure"), options.procedures(self.visit)),
            "text": shapes.prose(_("Answer")),
        }


class VerifyCure(ActForm):
    """A verifier reports that what was alleged is cured."""

    sends = "verify_cure"
    room = "decisions"
    heading = gettext_lazy("Verify a cure")
    lead = gettext_lazy(
        "Say what you found on the day of your inspection. With enough reports the procedure"
        " ends, or what snapped back is restored."
    )
    send = gettext_lazy("Send the report")

    def asked(self) -> dict[str, forms.Field]:
        """Procedure, day, method, evidence."""
        return {
            "case": shapes.choice(_("Procedure"), options.procedures(self.visit)),
            "on": shapes.day(_("Day of the inspection")),
            "method": options.method(),
            "evidence": options.evidence(),
        }


class GrantRelief(ActForm):
    """A grantor grants its own relief."""

    sends = "grant_relief"
    room = "decisions"
    heading = gettext_lazy("Grant relief")
    lead = gettext_lazy(
        "Relief takes effect when all who are to grant it have done so and its conditions hold."
    )
    send = gettext_lazy("Grant the relief")

    def asked(self) -> dict[str, forms.Field]:
        """Measure and instrument."""
        return {
            "relief": shapes.choice(_("Measure of relief"), options.measures(self.visit)),
            "instrument": shapes.prose(
                _("Instrument"), _("The waiver, licence or order that grants it."), required=False
            ),
        }


class WithdrawRelief(ActForm):
    """A grantor takes back its own relief."""

    sends = "withdraw_relief"
    room = "decisions"
    heading = gettext_lazy("Take relief back")
    lead = gettext_lazy(
        "A party takes back only what it has granted itself. The measure stops at once."
    )
    send = gettext_lazy("Take the relief back")

    def asked(self) -> dict[str, forms.Field]:
        """Measure and ground."""
        return {
            "relief": shapes.choice(_("Measure of relief"), options.measures(self.visit)),
            "ground": shapes.prose(_("Ground")),
        }
