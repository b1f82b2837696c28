"""States as words: how a state of the report is said to a reader, and in which colour.

The report of a fund says how things stand in fixed English words. ``core/sentences`` has each of
them in every language; here is the class of its tag. The colour repeats the word. A word that is
not listed is shown as it is, in the colour of what has not started.
"""

import re
from typing import Final

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from concord.core.sentences import status_word

register = template.Library()

IN_FORCE: Final = "tag-force"
MET: Final = "tag-met"
DUE: Final = "tag-due"
LATE: Final = "tag-late"
CONTESTED: Final = "tag-contested"
PARTLY: Final = "tag-partly"
IDLE: Final = "tag-idle"

CLASSES: Final[dict[str, str]] = {
    # phases and relief
    "not entered": IDLE,
    "in force": IN_FORCE,
    "suspended": LATE,
    "returned": PARTLY,
    "left": IDLE,
    "not granted": IDLE,
    "contingent": DUE,
    "snapped back": LATE,
    "expired": IDLE,
    "contested": CONTESTED,
    # milestones and legal bases
    "pending": DUE,
    "attested": PARTLY,
    "verified": MET,
    "lapsed": LATE,
    "breached": LATE,
    "waived": IDLE,
    # obligations
    "not due": IDLE,
    "due": DUE,
    "overdue": LATE,
    "performed": MET,
    "performed late": PARTLY,
    "partly performed": PARTLY,
    "excused": IDLE,
    # schedules
    "scheduled": IDLE,
    "blocked": LATE,
    "authorised": IN_FORCE,
    "channel open": IN_FORCE,
    "moved": PARTLY,
    "received": MET,
    "cancelled": IDLE,
    # procedures
    "alleged": DUE,
    "notice": DUE,
    "cure": DUE,
    "dispute": CONTESTED,
    "cured": MET,
    "continued": IN_FORCE,
    "lifted": IDLE,
    # decisions, escrows, requests
    "open": DUE,
    "adopted": MET,
    "rejected": LATE,
    "held": DUE,
    "released": MET,
    "reverted": IDLE,
    "requested": DUE,
    "approved": IN_FORCE,
    "paid": MET,
    "refused": LATE,
    "documented": MET,
    # of anything
    "met": MET,
    "not met": LATE,
    "access denied": CONTESTED,
    "inconclusive": PARTLY,
    "overturned": IDLE,
    "partly": PARTLY,
    "incomplete": PARTLY,
    "not started": IDLE,
    "not applicable": IDLE,
}

NUMBERED: Final = re.compile(r"(?P<word>.*\S)\s+(?P<number>\d+)")


def _parts(state: str) -> tuple[str, str]:
    """A state and the number of its stage, as in "dispute 2"."""
    found = NUMBERED.fullmatch(state)
    return (found["word"], found["number"]) if found else (state, "")


@register.filter
def tag_class(state: str) -> str:
    """The class that gives a tag its colour."""
    word, _number = _parts(state)
    return CLASSES.get(word, IDLE)


@register.filter
def state_label(state: str) -> str:
    """The state in the reader's language."""
    word, number = _parts(state)
    said = status_word(word, (get_language() or "en")[:2])
    label = said[:1].upper() + said[1:] if word in CLASSES else said
    if not number:
        return label
    return _("%(state)s, stage %(number)s") % {"state": label, "number": number}
