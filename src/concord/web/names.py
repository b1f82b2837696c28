"""Names that agreements use, in the reader's language.

An agreement is written in its authentic language; a name in it that is a name everywhere (a state,
an organisation, a field of work) is shown as the reader knows it. Any other stays as it is written.
"""

from typing import TypeVar

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.core.agreement.terms import Term, Terms
from concord.web.illustration import ILLUSTRATION

Clause = TypeVar("Clause", bound=Term)

NAMES: dict[str, Promise] = {
    # states
    "Democratic People's Republic of Korea": _("Democratic People's Republic of Korea"),
    "United States": _("United States"),
    "United States of America": _("United States of America"),
    "Republic of Korea": _("Republic of Korea"),
    "Japan": _("Japan"),
    "China": _("China"),
    "People's Republic of China": _("People's Republic of China"),
    "Russian Federation": _("Russian Federation"),
    "European Union": _("European Union"),
    # organisations
    "World Bank": _("World Bank"),
    "International Atomic Energy Agency": _("International Atomic Energy Agency"),
    "World Food Programme": _("World Food Programme"),
    "United Nations Children's Fund": _("United Nations Children's Fund"),
    "Asian Infrastructure Investment Bank": _("Asian Infrastructure Investment Bank"),
    "Food and Agriculture Organization": _("Food and Agriculture Organization"),
    "World Health Organization": _("World Health Organization"),
    "United Nations Population Fund": _("United Nations Population Fund"),
    "United Nations Development Programme": _("United Nations Development Programme"),
    "Committee of the Security Council": _("Committee of the Security Council"),
    "Third-Party Monitor": _("Third-Party Monitor"),
    "Agreed Technical Panel": _("Agreed Technical Panel"),
    # fields of work
    "Agriculture": _("Agriculture"),
    "Education": _("Education"),
    "Emergency Shelter and NFI": _("Emergency Shelter and NFI"),
    "Energy": _("Energy"),
    "Food": _("Food"),
    "Food Assistance": _("Food Assistance"),
    "Food Security": _("Food Security"),
    "Health": _("Health"),
    "Logistics": _("Logistics"),
    "Nutrition": _("Nutrition"),
    "Protection": _("Protection"),
    "Public administration": _("Public administration"),
    "Statistics": _("Statistics"),
    "Water, Sanitation and Hygiene": _("Water, Sanitation and Hygiene"),
    # what duties ask for
    "pay instalment": _("pay instalment"),
    "renew milestone": _("renew milestone"),
    "refund ineligible": _("refund ineligible"),
    "admit special inspection": _("admit special inspection"),
    "offset next tranche": _("offset next tranche"),
}


def named(text: str) -> str:
    """A name from an agreement in the reader's language."""
    found = NAMES.get(text) or ILLUSTRATION.get(text)
    return text if found is None else str(found)


def translated(terms: Terms) -> Terms:
    """The terms with the names in them as the reader knows them, for prose in that language."""
    return msgspec.structs.replace(
        terms,
        parties=_named(terms.parties, "name"),
        phases=_named(terms.phases, "title"),
        milestones=_named(terms.milestones, "text"),
        relief=_named(terms.relief, "text"),
        procedures=_named(terms.procedures, "title"),
        obligations={
            ident: msgspec.structs.replace(one, must=str(ILLUSTRATION.get(one.must, one.must)))
            for ident, one in terms.obligations.items()
        },
    )


def _named(clauses: dict[str, Clause], field: str) -> dict[str, Clause]:
    return {
        ident: msgspec.structs.replace(one, **{field: named(getattr(one, field))})
        for ident, one in clauses.items()
    }
