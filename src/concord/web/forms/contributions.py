"""The forms of contributions: from a pledge to money received, and who joins to give it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concord.web.forms import options, shapes
from concord.web.forms.base import ActForm
from concord.web.templatetags.states import state_label


class Receive(ActForm):
    """The trustee records money that has arrived."""

    sends = "record_receipt"
    room = "contributions"
    heading = gettext_lazy("Record money received")
    lead = gettext_lazy(
        "Write what the bank's advice says. Where the money came in another currency, both totals"
        " of the exchange are kept and no rate is."
    )
    send = gettext_lazy("Record the receipt")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, reference, currency, amounts, day, contribution, remark."""
        visit = self.visit
        self.initial.setdefault("currency", visit.holding)
        return {
            "donor": shapes.choice(_("Donor"), options.donors(visit)),
            "ref": shapes.text(_("Bank reference"), _("A reference is used once.")),
            "currency": options.currency(visit, _("Currency received")),
            "amount": shapes.amount(_("Amount received"), _("For example 1250000.00")),
            "equivalent": options.equivalent(
                visit, _("Only where the money came in another currency.")
            ),
            "value_on": shapes.day(_("Value date")),
            "contribution": shapes.choice(
                _("Contribution agreement"),
                options.contributions(visit),
                blank=_("None, or not known"),
            ),
            "note": shapes.prose(_("Remark"), required=False),
        }


class Pledge(ActForm):
    """An amount is announced."""

    sends = "record_pledge"
    room = "contributions"
    heading = gettext_lazy("Record a pledge")
    lead = gettext_lazy(
        "A pledge is announced and not signed; nothing is spent on the strength of it."
    )
    send = gettext_lazy("Record the pledge")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, reference, currency, amounts, day, remark."""
        fields = options.donation(self.visit, _("Reference of the pledge"))
        return {**fields, "note": shapes.prose(_("Remark"), required=False)}


class Sign(ActForm):
    """A contribution agreement takes effect."""

    sends = "sign_contribution"
    room = "contributions"
    heading = gettext_lazy("Record a contribution agreement")
    lead = gettext_lazy("A countersigned agreement takes the place of the pledge that it names.")
    send = gettext_lazy("Record the agreement")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, reference, currency, amounts, day, pledge."""
        pledge = shapes.choice(
            _("Pledge that it replaces"), options.pledges(self.visit), blank=_("None")
        )
        return {
            **options.donation(self.visit, _("Reference of the agreement")),
            "pledge": pledge,
        }


class Call(ActForm):
    """The trustee calls an instalment."""

    sends = "call_instalment"
    room = "contributions"
    heading = gettext_lazy("Call an instalment")
    lead = gettext_lazy(
        "An instalment of a contribution agreement falls due as agreed, counted from today."
    )
    send = gettext_lazy("Call the instalment")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, agreement, currency, amount."""
        visit = self.visit
        return {
            "donor": shapes.choice(_("Donor"), options.donors(visit)),
            "contribution": shapes.choice(
                _("Contribution agreement"), options.contributions(visit)
            ),
            "currency": options.currency(visit, _("Currency")),
            "amount": shapes.amount(_("Amount"), _("For example 1250000.00")),
        }


class WriteOff(ActForm):
    """A receivable is given up."""

    sends = "write_off"
    room = "contributions"
    heading = gettext_lazy("Write off a receivable")
    lead = gettext_lazy(
        "What a donor still owes is given up by a recorded decision; it is never counted as"
        " received."
    )
    send = gettext_lazy("Write it off")

    def asked(self) -> dict[str, forms.Field]:
        """Donor, reference, currency, amounts, day, remark."""
        fields = options.donation(self.visit, _("Reference of the decision"))
        return {**fields, "note": shapes.prose(_("Remark"), required=False)}


class Reverse(ActForm):
    """An earlier entry of money is undone."""

    sends = "reverse_entry"
    room = "contributions"
    heading = gettext_lazy("Correct an entry of money")
    lead = gettext_lazy("Nothing is deleted: a new entry undoes what the earlier one posted, once.")
    send = gettext_lazy("Send the correction")

    def asked(self) -> dict[str, forms.Field]:
        """Number of the entry and reason."""
        return {
            "seq": shapes.number(
                _("Number of the entry"),
                _("A pledge, a receipt or a write-off, as the log counts."),
            ),
            "reason": shapes.prose(_("Reason"), most=400),
        }


class MoveStep(ActForm):
    """An instalment of a schedule goes on."""

    sends = "move_step"
    room = "contributions"
    heading = gettext_lazy("Move an instalment on")
    lead = gettext_lazy(
        "An instalment is authorised, its channel opened, the money moved and received, in that"
        " order."
    )
    send = gettext_lazy("Record the move")

    def asked(self) -> dict[str, forms.Field]:
        """Schedule, instalment, stage, day."""
        schedules = [(one.id, one.id) for one in self.visit.terms.schedules.values()]
        return {
            "schedule": shapes.choice(_("Schedule"), schedules),
            "n": shapes.number(_("Number of the instalment")),
            "stage": shapes.radios(
                _("Stage"),
                [
                    (stage, state_label(stage))
                    for stage in ("authorised", "channel open", "moved", "received")
                ],
            ),
            "on": shapes.day(_("Day")),
        }


class Accede(ActForm):
    """A further party joins."""

    sends = "accede"
    room = "contributions"
    heading = gettext_lazy("Record an accession")
    lead = gettext_lazy("A further party joins where the agreement is open for accession.")
    send = gettext_lazy("Record the accession")

    def asked(self) -> dict[str, forms.Field]:
        """Id, name, role."""
        return {
            "id": shapes.text(_("Short name"), _("It stands for the party in the log."), most=64),
            "name": shapes.text(_("Name"), most=200),
            "role": shapes.choice(
                _("Role"),
                [
                    ("donor", _("Donor")),
                    ("co-financier", _("Co-financier")),
                    ("implementer", _("Implementer")),
                    ("beneficiary", _("Beneficiary")),
                    ("observer", _("Observer")),
                ],
            ),
        }
