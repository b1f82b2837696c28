"""The eight kinds of instrument that this language needs: each one literal table.

``TABLES[kind][(state, input)] = Row(state, clock, effects)``. The agreement supplies parameters,
links and conditions; it never adds a kind or a row. ``clock`` names a function of clocks.py that
says when the instrument leaves the new state by itself; "keep" leaves the clock as it was. An
``effect`` names a function of effects.py. An input without a row is not possible in that state.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What an input leads to."""

    status: str
    clock: str = ""
    effects: tuple[str, ...] = ()


Table = dict[tuple[str, str], Row]

_ENTER = Row("in force", effects=("leave_others", "start_milestones", "raise_duties"))

PHASE: Table = {
    ("not entered", "enter"): _ENTER,
    ("returned", "enter"): _ENTER,
    ("in force", "leave"): Row("left"),
    ("in force", "return"): Row("returned", effects=("previous_back",)),
    ("left", "back"): Row("in force"),
}

_VERIFIED = Row("verified", "validity", ("renew", "start_milestones", "raise_duties"))

MILESTONE: Table = {
    ("pending", "start"): Row("pending", "due"),
    ("pending", "attested"): Row("attested", "keep"),
    ("pending", "missed"): Row("breached"),
    ("attested", "missed"): Row("breached"),
    ("pending", "quorum"): _VERIFIED,
    ("attested", "quorum"): _VERIFIED,
    ("lapsed", "quorum"): _VERIFIED,
    ("breached", "quorum"): _VERIFIED,
    ("verified", "quorum"): _VERIFIED,
    ("verified", "expiry"): Row("lapsed"),
    ("verified", "disproved"): Row("breached"),
    ("attested", "disproved"): Row("breached"),
    ("pending", "disproved"): Row("breached"),
    ("lapsed", "disproved"): Row("breached"),
    ("attested", "challenge"): Row("contested", "dispute"),
    ("verified", "challenge"): Row("contested", "dispute"),
    ("contested", "uphold"): _VERIFIED,
    ("contested", "default verified"): _VERIFIED,
    ("contested", "overturn"): Row("pending", "due", ("forget",)),
    ("contested", "default pending"): Row("pending", "due", ("forget",)),
}

RELIEF: Table = {
    ("not granted", "granted"): Row("contingent"),
    ("contingent", "holds"): Row("in force"),
    ("suspended", "holds"): Row("in force"),
    ("in force", "fails"): Row("suspended"),
    ("contingent", "snap back"): Row("snapped back"),
    ("in force", "snap back"): Row("snapped back"),
    ("suspended", "snap back"): Row("snapped back"),
    ("snapped back", "restore"): Row("contingent"),
    ("snapped back", "restore later"): Row("snapped back"),
}

PROCEDURE: Table = {
    ("", "allege"): Row("notice", "notice", ("at_once",)),
    ("notice", "notice over"): Row("cure", "cure"),
    ("notice", "cured"): Row("cured", effects=("lift",)),
    ("cure", "cured"): Row("cured", effects=("lift",)),
    ("notice", "continue"): Row("continued", effects=("lift",)),
    ("cure", "continue"): Row("continued", effects=("lift",)),
    ("cure", "time over"): Row("snapped back", effects=("then",)),
    ("snapped back", "cured"): Row("snapped back", effects=("restore",)),
}

DECISION: Table = {
    ("", "propose"): Row("open", "within"),
    ("open", "adopted"): Row("adopted", effects=("carry_out",)),
    ("open", "default adopted"): Row("adopted", effects=("carry_out",)),
    ("open", "rejected"): Row("rejected"),
    ("open", "default refused"): Row("rejected"),
    ("open", "time over"): Row("lapsed"),
}

DUTY: Table = {
    ("", "arise"): Row("due", "duty"),
    ("due", "performed"): Row("performed"),
    ("due", "missed"): Row("overdue", "reparation"),
    ("due", "missed finally"): Row("breached"),
    ("overdue", "performed"): Row("performed late"),
    ("overdue", "time over"): Row("breached"),
    ("breached", "performed"): Row("performed late"),
    ("performed", "undone"): Row("due", "duty"),
    ("performed late", "undone"): Row("overdue", "reparation"),
}

STEP: Table = {
    ("scheduled", "due"): Row("due"),
    ("due", "fails"): Row("blocked"),
    ("due", "holds"): Row("authorised"),
    ("blocked", "holds"): Row("authorised"),
    ("due", "authorised"): Row("authorised"),
    ("authorised", "channel open"): Row("channel open"),
    ("authorised", "moved"): Row("moved"),
    ("authorised", "received"): Row("received"),
    ("channel open", "moved"): Row("moved"),
    ("channel open", "received"): Row("received"),
    ("moved", "received"): Row("received"),
}

SUSPENSION: Table = {
    ("", "suspend"): Row("in force"),
    ("in force", "lift"): Row("lifted"),
}

TABLES: dict[str, Table] = {
    "phase": PHASE,
    "milestone": MILESTONE,
    "relief": RELIEF,
    "procedure": PROCEDURE,
    "decision": DECISION,
    "duty": DUTY,
    "step": STEP,
    "suspension": SUSPENSION,
}
