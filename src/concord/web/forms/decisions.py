"""The forms of decisions: a proposal, votes and objections, standing aside, notice of a phase."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web import wording
from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.forms.shapes import Choices


class Propose(ActForm):
    """A case is put to a body."""

    sends = "propose"
    room = "decisions"
    heading = gettext_lazy("Put a case to a body")
    lead = gettext_lazy(
        "A body decides under one of its rules. A proposal to extend a schedule lists its"
        " instalments and is sent as a file."
    )
    send = gettext_lazy("Send the proposal")

    def asked(self) -> dict[str, forms.Field]:
        """Number, rule, what is asked for, amount, text."""
        state = self.visit.state
        taken = {one.id for one in state.regime.of("decision")}
        self.initial.setdefault("case", options.fresh("D", taken, len(taken)))
        return {
            "case": shapes.text(_("Number of the case"), most=64),
            "rule": shapes.choice(_("Decision rule"), self._rules()),
            "act": shapes.radios(
                _("What is proposed"),
                [
                    ("enter", _("Enter a phase")),
                    ("allocate", _("Allocate money to a project")),
                    ("continue", _("Continue despite an allegation")),
                    ("uphold", _("Uphold an attestation")),
                    ("overturn", _("Overturn an attestation")),
                    ("resolve", _("Adopt a resolution")),
                ],
            ),
            "ref": shapes.choice(
                _("Phase, project, procedure or milestone"), self._subjects(), blank=_("None")
            ),
            "amount": options.amount(self.visit, required=False),
            "text": shapes.prose(_("Text of the proposal"), required=False),
        }

    def _rules(self) -> Choices:
        """The decision rules with their clauses."""
        return [
            (one.id, f"{one.id}: {wording.article(one.art)}")
            for one in self.visit.terms.decisions.values()
        ]

    def _subjects(self) -> Choices:
        """Whatever a case can be about."""
        visit = self.visit
        return [
            *options.phases(visit),
            *options.projects(visit),
            *options.procedures(visit),
            *options.milestones(visit),
        ]


class Vote(ActForm):
    """A member votes on a case."""

    sends = "vote"
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
            "case": shapes.choice(_("Case"), options.open_cases(self.visit, silence=False)),
            "vote": shapes.radios(
                _("Your vote"),
                [("yes", _("In favour")), ("no", _("Against")), ("abstain", _("Abstain"))],
            ),
        }


class RaiseObjection(ActForm):
    """A member objects to a case that silence would adopt."""

    sends = "object"
    room = "decisions"
    heading = gettext_lazy("Object")
    lead = gettext_lazy("A case of this kind is adopted by silence. A reasoned objection stops it.")
    send = gettext_lazy("Send the objection")

    def asked(self) -> dict[str, forms.Field]:
        """Case and reason."""
        return {
            "case": shapes.choice(_("Case"), options.open_cases(self.visit, silence=True)),
            "reason": shapes.prose(_("Reason")),
        }


class Recuse(ActForm):
    """A member stands aside."""

    sends = "recuse"
    room = "decisions"
    heading = gettext_lazy("Stand aside from a case")
    lead = gettext_lazy(
        "A member with a conflict of interest stands aside; its vote in the case no longer"
        " counts, and it cannot vote in it again."
    )
    send = gettext_lazy("Stand aside")

    def asked(self) -> dict[str, forms.Field]:
        """Case and reason."""
        cases = [
            *options.open_cases(self.visit, silence=False),
            *options.open_cases(self.visit, silence=True),
        ]
        return {
            "case": shapes.choice(_("Case"), cases),
            "reason": shapes.prose(_("Reason")),
        }


class GiveNotice(ActForm):
    """A party opens a phase by notice."""

    sends = "give_notice"
    room = "decisions"
    heading = gettext_lazy("Open a phase by notice")
    lead = gettext_lazy(
        "A phase that the agreement lets a party open by notice begins with it, once its"
        " conditions hold."
    )
    send = gettext_lazy("Give notice")

    def asked(self) -> dict[str, forms.Field]:
        """Phase and text."""
        return {
            "phase": shapes.choice(_("Phase"), options.phases(self.visit)),
            "text": shapes.prose(_("Text of the notice"), required=False),
        }
