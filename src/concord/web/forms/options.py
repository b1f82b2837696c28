"""What forms offer to choose from, so that a person need not type ids.

A list shows what there is, by its name and its state; which of it an act may be about is for
``decide``.
"""

from django import forms
from django.utils.translation import gettext as _

from concord.web import cases, wording
from concord.web.forms import shapes
from concord.web.forms.shapes import Choices
from concord.web.names import named
from concord.web.templatetags.states import state_label
from concord.web.visit import Visit


def fresh(prefix: str, taken: object, count: int) -> str:
    """A number for something new: the first from a count on that is not taken."""
    held = set(taken) if isinstance(taken, dict | set) else set()
    number = count + 1
    while f"{prefix}-{number:03d}" in held:
        number += 1
    return f"{prefix}-{number:03d}"


def donors(visit: Visit) -> Choices:
    """The parties that pay in."""
    return [
        (one.id, named(one.name))
        for one in visit.state.parties.values()
        if one.role in {"donor", "co-financier"}
    ]


def projects(visit: Visit) -> Choices:
    """Every project."""
    found = visit.state.programme.projects.values()
    return [(one.id, f"{one.id} {named(one.title)}") for one in found]


def payees(visit: Visit) -> Choices:
    """Every payee, under its pseudonym."""
    return [(ident, ident) for ident in visit.state.compliance.payees]


def contributions(visit: Visit) -> Choices:
    """Every contribution agreement with its donor."""
    found = visit.state.books.contributions.items()
    return [(ref, f"{ref} {wording.party(visit.state, one[0])}") for ref, one in found]


def pledges(visit: Visit) -> Choices:
    """Every pledge with its donor."""
    found = visit.state.books.pledges.items()
    return [(ref, f"{ref} {wording.party(visit.state, one[0])}") for ref, one in found]


def milestones(visit: Visit) -> Choices:
    """Every milestone in its words."""
    found = visit.terms.milestones.values()
    return [(one.id, f"{one.id} {named(one.text)}") for one in found]


def phases(visit: Visit) -> Choices:
    """Every phase with its title."""
    return [(one.id, f"{one.id} {named(one.title)}") for one in visit.terms.phases.values()]


def measures(visit: Visit) -> Choices:
    """Every measure of relief, and how it stands."""
    state = visit.state
    return [
        (
            one.id,
            f"{one.id} {named(one.text)}: {state_label(state.regime.status('relief', one.id))}",
        )
        for one in visit.terms.relief.values()
    ]


def open_cases(visit: Visit, *, silence: bool) -> Choices:
    """The cases that are open, either those that silence adopts or those that are voted on."""
    return [
        (one.id, f"{one.id} {cases.title(visit.state, one)}")
        for one in visit.state.regime.of("decision")
        if one.status == "open" and cases.by_silence(visit.state, one) == silence
    ]


def procedures(visit: Visit) -> Choices:
    """Every procedure that an allegation began, the latest first, and how it stands."""
    terms = visit.terms.procedures
    return [
        (one.id, f"{one.id} {named(terms[one.text('procedure')].title)}: {state_label(one.status)}")
        for one in reversed(visit.state.regime.of("procedure"))
    ]


def duties(visit: Visit) -> Choices:
    """Every duty that is not performed, with the party that owes it."""
    terms, state = visit.terms.obligations, visit.state
    return [
        (one.id, f"{one.id} {wording.party(state, one.text('party'))}: {named(terms[ob].must)}")
        for one in state.regime.of("duty")
        if (ob := one.text("obligation")) and not one.status.startswith("performed")
    ]


def currency(visit: Visit, label: str) -> forms.ChoiceField:
    """One of the currencies of the agreement."""
    return shapes.choice(label, [(unit, unit) for unit in visit.terms.currencies])


def donation(visit: Visit, ref: str, hint: str = "") -> dict[str, forms.Field]:
    """The fields of any amount that a donor promises, pays or no longer owes."""
    return {
        "donor": shapes.choice(_("Donor"), donors(visit)),
        "ref": shapes.text(ref, hint),
        "currency": currency(visit, _("Currency")),
        "amount": shapes.amount(_("Amount"), _("For example 1250000.00")),
        "equivalent": equivalent(visit, _("Only where the amount is in another currency.")),
        "value_on": shapes.day(_("Value date")),
    }


def equivalent(visit: Visit, hint: str) -> shapes.Amount:
    """The total that is booked in the currency of the fund."""
    label = _("Amount booked in %(unit)s") % {"unit": visit.holding}
    return shapes.amount(label, hint, required=False)


def amount(visit: Visit, *, required: bool = True) -> shapes.Amount:
    """An amount in the currency of the fund."""
    label = _("Amount in %(unit)s") % {"unit": visit.holding}
    return shapes.amount(label, _("For example 1250000.00"), required=required)


def project(visit: Visit) -> forms.ChoiceField:
    """One of the projects."""
    return shapes.choice(_("Project"), projects(visit))


def method() -> forms.ChoiceField:
    """How something was inspected."""
    return shapes.choice(
        _("Method"),
        [
            ("physical", _("Physical inspection")),
            ("remote", _("Remote observation")),
            ("documents", _("Review of documents")),
            ("sample", _("Sample")),
        ],
    )


def evidence() -> shapes.Digests:
    """Documents, by their digests."""
    return shapes.Digests(
        label=_("Evidence"),
        help_text=_("The SHA-256 digest of each document, one on each line."),
        required=False,
        widget=forms.Textarea,
    )
