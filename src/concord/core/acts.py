"""Commands, events, entries and refusals: the shapes that every room's vocabulary is made of.

An entry of the log is one accepted command with the events it led to. Each room has one closed
union of commands and one of events; ``fund.py`` joins them. Amounts on the wire are strings of
minor units (MON-3), days are ISO dates, instants end in Z. Fields with their default value are left
out, so that one fact has exactly one encoding.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

#: The number of the rules by which ``decide`` judges today; see docs/decisions.
RULES = 1

Digits = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,18})$", description="minor units")]
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="YYYY-MM-DD")]
Instant = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        description="UTC, YYYY-MM-DDTHH:MM:SSZ",
    ),
]
Name = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/-]*$")]
Text = Annotated[str, Meta(max_length=2_000)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, hex")]
#: The name of something that has to be there already: ``decide`` looks it up, so its form needs no
#: look of its own. (A name that a command gives to something new has to be a ``Name``.)
Known = Annotated[str, Meta(min_length=1, max_length=64)]
Unit = Annotated[str, Meta(min_length=1, max_length=12, pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class Command(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,  # made of text and numbers, never part of a cycle
    tag_field="type",
):
    """Something that a party asks for; the base of every room's commands."""


class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,  # made of text and numbers, never part of a cycle
    tag_field="type",
):
    """Something that happened; the base of every room's events."""


class Act(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A command with who sends it and when: what ``decide`` judges.

    ``id`` is the sender's own, kept for retries: the same id is the same act (LED-4).
    """

    party: str
    officer: str
    at: str
    id: str
    command: Command


class Cure(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would lift a refusal: who can do it, what, and until when it helps.

    ``act`` is a code with a sentence in every language (sentences.py), filled from ``facts``.
    """

    act: str
    who: tuple[str, ...] = ()
    by: str = ""
    facts: dict[str, str] = {}


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a command is not allowed: a stable code, the clause that stands against it, the cure.

    ``facts`` fill the sentence of the code. ``clause`` is "" where no clause but the nature of the
    thing forbids it (an unknown id, say).
    """

    code: str
    clause: str = ""
    facts: dict[str, str] = {}
    cures: tuple[Cure, ...] = ()


class AgreementRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names an agreement by its id and the SHA-256 of its normal form."""

    id: Name
    sha256: Digest


class FundCommand(Command, frozen=True):
    """Commands about the fund as a whole."""


class OpenFund(FundCommand, frozen=True, tag="open_fund"):
    """Entry 0: the log's origin and key, the agreements it obeys and the number of its rules."""

    origin: Annotated[str, Meta(min_length=1, max_length=200)]
    key: Annotated[str, Meta(min_length=1, max_length=400)]
    agreements: Annotated[list[AgreementRef], Meta(min_length=1, max_length=16)]
    rules: int


class AdoptRules(FundCommand, frozen=True, tag="adopt_rules"):
    """From this entry on, commands are judged by the rules with this number."""

    rules: int


class NameSourceIncomplete(FundCommand, frozen=True, tag="name_source_incomplete"):
    """Says that an outside source lacks something; lifts the overdraft refusal of this fund."""

    source: Annotated[str, Meta(min_length=1, max_length=200)]
    lacks: Text


class Accede(FundCommand, frozen=True, tag="accede"):
    """A further party joins, where the agreement is open for accession."""

    id: Name
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    role: Literal["donor", "implementer", "observer", "beneficiary", "co-financier"]


class Tick(FundCommand, frozen=True, tag="tick"):
    """Lets time pass: closes every day before ``to`` and opens that day."""

    to: Date


class FundEvent(Event, frozen=True):
    """Events about the fund as a whole."""


class Opened(FundEvent, frozen=True, tag="opened"):
    """The fund is open under these agreements."""

    agreements: list[AgreementRef]


class RulesAdopted(FundEvent, frozen=True, tag="rules_adopted"):
    """The number of the rules in force from the next entry on."""

    rules: int


class SourceIncomplete(FundEvent, frozen=True, tag="source_incomplete"):
    """An outside source is known to be incomplete."""

    source: str
    lacks: str


class Acceded(FundEvent, frozen=True, tag="acceded"):
    """A party joined."""

    id: str
    name: str
    role: str


class Flagged(FundEvent, frozen=True, tag="flagged"):
    """A guardrail let something pass but wants it seen."""

    code: str
    clause: str
    subject: str
