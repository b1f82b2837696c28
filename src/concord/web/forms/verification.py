"""The forms of verification: an attestation, a challenge to it, a duty that was performed."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.forms.shapes import Choices
from concord.web.names import named


class Attest(ActForm):
    """A verifier reports on a milestone."""

    sends = "attest"
    room = "verification"
    heading = gettext_lazy("Attest a milestone")
    lead = gettext_lazy(
        "Say what you found on the day of your inspection. An attestation counts until its validity"
        " ends; “access denied” and “inconclusive” accuse nobody."
    )
    send = gettext_lazy("Send the attestation")

    def asked(self) -> dict[str, forms.Field]:
        """Milestone, verdict, day, method, evidence, remark."""
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
            "method": options.method(),
            "evidence": options.evidence(),
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


class Challenge(ActForm):
    """A party disputes an attestation."""

    sends = "challenge"
    room = "verification"
    heading = gettext_lazy("Challenge an attestation")
    lead = gettext_lazy(
        "An attestation can be disputed while its dispute window is open. The milestone"
        " is then contested."
    )
    send = gettext_lazy("Send the challenge")

    def asked(self) -> dict[str, forms.Field]:
        """Milestone and ground."""
        return {
            "milestone": shapes.choice(_("Milestone"), options.milestones(self.visit)),
            "ground": shapes.prose(_("Ground"), _("Facts, days and places, as you know them.")),
        }


class Perform(ActForm):
    """A party reports that it has done its duty."""

    sends = "perform"
    room = "verification"
    heading = gettext_lazy("Report a duty performed")
    lead = gettext_lazy(
        "Duties of money are seen when the money comes in; every other duty is reported by the"
        " party that owes it."
    )
    send = gettext_lazy("Send the report")

    def asked(self) -> dict[str, forms.Field]:
        """Duty, day, remark."""
        return {
            "duty": shapes.choice(_("Duty"), options.duties(self.visit)),
            "on": shapes.day(_("Performed on")),
            "note": shapes.prose(_("Remark"), required=False),
        }
