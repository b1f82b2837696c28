"""The past: the state of a fund as of a day, as it was known by another.

The regime acts in recorded order, so its state on a day is what the entries recorded by then lead
to. A fact of money that was recorded later, with a value date not after that day, moves the
balances as of that day, never the past outcomes of the regime (LED-6).
"""

from __future__ import annotations

import msgspec

from concord.core import fund as core
from concord.core.acts import Event
from concord.core.agreement import Terms
from concord.core.agreement.days import day_of
from concord.core.books import acts
from concord.core.books.state import apply as apply_books
from concord.core.entry import decode
from concord.core.state import State
from concord.shell.models import Log

BATCH_ROWS = 2_000


def state_at(fund: str, terms: Terms, day: int, known: int | None) -> State:
    """Return the state at the close of a day, from the entries recorded by the close of ``known``.

    None is everything recorded so far.
    """
    state = State(terms)
    recorded = Log.objects.filter(fund=fund).order_by("seq")
    if known is not None:
        recorded = recorded.filter(day__lte=known)
    for data in recorded.filter(day__lte=day).values_list("data", flat=True):
        core.apply(state, decode(bytes(data)))
    late = recorded.filter(day__gt=day).values_list("data", flat=True)
    for data in late.iterator(BATCH_ROWS):
        entry = decode(bytes(data))
        for event in entry.events:
            _recall(state, event, entry.seq, day)
    return core.project(state, day) if state.size else state


def _recall(state: State, event: Event, seq: int, day: int) -> None:
    """Let a fact of money that was recorded after a day, but had happened by then, count."""
    fact = event.fact if isinstance(event, acts.Reversed) else event
    value_on = getattr(fact, "value_on", "")
    if not isinstance(event, acts.BooksEvent) or not value_on or day_of(value_on) > day:
        return
    books = state.books
    if isinstance(event, acts.ContributionSigned) and event.pledge not in books.pledges:
        # The pledge that it takes the place of did not stand yet on that day.
        event = msgspec.structs.replace(event, pledge="", freed="0", freed_equivalent="0")
    # No payment is judged on a past state, so how later ones would be split does not matter.
    books.series = None
    apply_books(books, event, state.terms.holding, seq)
