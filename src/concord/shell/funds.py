"""Funds: the one way in. Every page, file, story and program reads and acts through here.

What a fund is follows from its log and its agreement; this room only keeps them. The functions
raise NoSuchFund, Damaged where the database no longer holds what was written, and
``django.db.DatabaseError`` where it cannot be used: then nothing that was acknowledged is lost.
"""

from __future__ import annotations

from concord.core.agreement import Terms
from concord.core.log import Checkpoint
from concord.core.log import root as tree_root
from concord.core.state import State
from concord.shell import commitments, history, table
from concord.shell.acting import Accepted, Busy, Refused, act, tick, why
from concord.shell.cache import Damaged, NoSuchFund, look, record, terms_of
from concord.shell.commitments import export, receipt, sign_checkpoint, vkey
from concord.shell.many import act_many
from concord.shell.models import Fund
from concord.shell.opening import Exists, Unusable, open_fund
from concord.shell.table import LogRow, entry, rows, size
from concord.shell.told import is_pinned, now, pin

__all__ = [
    "Accepted",
    "Busy",
    "Damaged",
    "Exists",
    "LogRow",
    "NoSuchFund",
    "Refused",
    "Unusable",
    "act",
    "act_many",
    "checkpoint",
    "entry",
    "export",
    "fund_ids",
    "is_pinned",
    "now",
    "open_fund",
    "pin",
    "receipt",
    "root",
    "root_at",
    "rows",
    "sign_checkpoint",
    "size",
    "source_text",
    "state",
    "state_at",
    "terms",
    "tick",
    "vkey",
    "why",
]


def fund_ids() -> list[str]:
    """Return the funds of this installation."""
    return list(Fund.objects.order_by("id").values_list("id", flat=True))


def terms(fund: str) -> Terms:
    """Return the agreement that a fund obeys; raise NoSuchFund."""
    return terms_of(fund)


def source_text(fund: str) -> str:
    """Return the agreement as it was written; raise NoSuchFund."""
    return bytes(record(fund).agreement.source).decode("utf-8")


def state(fund: str) -> State:
    """Return the state that the log leads to. It is shared within the thread: never change it."""
    return look(fund).state


def state_at(fund: str, day: int, known: int | None = None) -> State:
    """Return the state at the close of a day, as it was known by the close of another.

    The regime acted in recorded order, so what was recorded by ``day`` counts. Facts of money that
    were recorded later, by ``known`` (or so far), count where their value date is not later than
    ``day``.
    """
    return history.state_at(fund, terms_of(fund), day, known)


def root(fund: str) -> bytes:
    """Return the root of the tree over the whole log."""
    return look(fund).tree.root()


def root_at(fund: str, size: int) -> bytes:
    """Return the root of the tree over the first ``size`` entries."""
    return tree_root(table.leaves(fund, size))


def checkpoint(fund: str) -> tuple[Checkpoint, bytes] | None:
    """Return the last signed checkpoint and its note, None before the first."""
    last = commitments.last_signed(fund)
    return last and last[:2]
