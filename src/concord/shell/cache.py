"""What a thread remembers of a fund: its state and the edge of its tree, folded as far as it knows.

The state is changed in place by the fold, so each thread has its own: nobody reads a state that
another is changing. What is remembered is never believed without the log: each look reads the last
entry known together with those after it, and a difference forgets everything. An entry is written
only if the log still ends as it is remembered, so that a command needs no look before it is judged.
"""

from __future__ import annotations

import threading

import msgspec

from concord.core import fund as core
from concord.core.agreement import Terms, load_normal
from concord.core.entry import Entry, decode, decode_batch
from concord.core.log import Frontier, leaf_hash
from concord.core.state import State
from concord.shell import table
from concord.shell.models import Fund

#: Compiled agreements by their hash, which says everything about them.
_terms: dict[str, Terms] = {}


class NoSuchFund(LookupError):
    """No fund of that name is in this installation."""


class Damaged(RuntimeError):
    """The log in the database is not what was written; ``concord verify`` says what is wrong."""


class Known:
    """A fund as far as this thread has folded its log.

    ``pinned_at`` is the clock of a demonstration, "" where time is measured. ``ids`` are those of
    all acts in the log, so that a repetition is known without a search. ``signed_day`` is that of
    the last checkpoint, as far as it was looked up.
    """

    __slots__ = ("ids", "leaf", "pinned_at", "signed_day", "state", "terms", "tree")

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.state = State(terms)
        self.tree = Frontier()
        self.leaf = b""
        self.ids: set[str] = set()
        self.pinned_at = ""
        self.signed_day: int | None = None

    def take(self, entry: Entry, leaf: bytes) -> None:
        """Fold an entry into the state and its hash into the tree."""
        core.apply(self.state, entry)
        self.tree.append(leaf)
        self.leaf = leaf
        self.ids.add(entry.id)


class _Memory(threading.local):
    def __init__(self) -> None:
        self.funds: dict[str, Known] = {}


_memory = _Memory()


def record(fund: str) -> Fund:
    """Return the fund's row; raise NoSuchFund."""
    found = Fund.objects.filter(id=fund).first()
    if found is None:
        raise _no_such(fund)
    return found


def terms_of(fund: str) -> Terms:
    """Return the agreement of a fund, compiled; raise NoSuchFund or Damaged."""
    sha256 = record(fund).agreement_id
    found = _terms.get(sha256)
    if found is None:
        found = _terms[sha256] = _compiled(fund)
    return found


def _compiled(fund: str) -> Terms:
    agreement = Fund.objects.select_related("agreement").get(id=fund).agreement
    made = load_normal(bytes(agreement.normal), agreement.file)
    if not isinstance(made, Terms) or made.sha256 != agreement.sha256:
        raise Damaged(f"the agreement of {fund} in the database is not the one that was signed")
    return made


def remembered(fund: str) -> Known | None:
    """Return the fund as this thread knows it, without a look at the log; None if it does not."""
    return _memory.funds.get(fund)


def look(fund: str) -> Known:
    """Return the fund as its log has it now; raise NoSuchFund or Damaged."""
    known = _memory.funds.get(fund)
    if known is not None and _grown(fund, known):
        return known
    known = Known(terms_of(fund))
    if not _grown(fund, known):
        raise Damaged(f"the log of {fund} changed while it was read")
    _memory.funds[fund] = known
    return known


def forget(fund: str) -> None:
    """Drop what this thread remembers of a fund: it is folded again when it is asked for."""
    _memory.funds.pop(fund, None)


def forget_all() -> None:
    """Drop all that this thread remembers, and all compiled agreements."""
    _memory.funds.clear()
    _terms.clear()


def _grown(fund: str, known: Known) -> bool:
    """Fold what the log has more; return whether it still begins with what is known."""
    try:
        while _more(fund, known):
            pass
    except _Parted:
        forget(fund)
        return False
    except Exception:
        forget(fund)
        raise
    return True


class _Parted(Exception):
    """The log does not begin with what is known."""


def _more(fund: str, known: Known) -> bool:
    """Fold the next stretch of the log; return whether there may be another."""
    size = known.tree.size
    found = table.glance(fund, max(0, size - 1))
    if found is None:
        raise _no_such(fund)
    known.pinned_at, rows = found
    if size:
        if not rows or rows[0][:2] != (size - 1, known.leaf):
            raise _Parted
        del rows[0]
    entries = decode_batch([data for _, _, data in rows])
    for place, (seq, leaf, data) in enumerate(rows):
        if seq != known.tree.size or leaf_hash(data) != leaf:
            raise Damaged(f"entry {seq} of {fund} is not what was written")
        try:
            known.take(entries[place] if entries else decode(data), leaf)
        except msgspec.MsgspecError as error:
            raise Damaged(f"entry {seq} of {fund} cannot be read: {error}") from error
    return len(rows) + 1 >= table.READ_ROWS


def _no_such(fund: str) -> NoSuchFund:
    return NoSuchFund(f"there is no fund {fund!r} here")
