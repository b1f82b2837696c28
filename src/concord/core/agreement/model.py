"""The models of an agreement's text: which clauses there are and what each part of one must be.

A model holds one clause. The forms of its fields are in forms.py; a valid model holds days,
amounts and phrases, not text. Cross-references, sums and orders are not judged here, because they
must be reported even when a field fails (READ-3): see names.py and figures.py.

Every model can also be read *as far as possible* (``LENIENT``): what cannot be read is then None.
The JSON Schema for editors is generated from the same models.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from concord.core.agreement.forms import (
    Article,
    Before,
    Code,
    Count,
    Day,
    Days,
    Effects,
    Enter,
    Exponent,
    Flag,
    Grow,
    Id,
    Lang,
    Later,
    Money,
    Name,
    Names,
    On,
    Opaque,
    Pass,
    Quorum,
    Rate,
    Share,
    Since,
    Text,
    UnitId,
    Unless,
    Votes,
    Who,
    Within,
    Zone,
)

LENIENT: Final = {"lenient": True}
"""Validation context in which a field that cannot be read becomes None."""

_UNREAD: Final = object()


class Clause(BaseModel):
    """What all clauses have in common: no unknown keys, nothing converted, nothing changed."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True
    )

    @model_validator(mode="before")
    @classmethod
    def _only_known_keys(cls, data: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - any tree
        if info.context is not LENIENT:
            return data
        there = data if isinstance(data, dict) else {}
        keys = {field.alias or name: field for name, field in cls.model_fields.items()}
        return {
            key: there.get(key, _UNREAD)
            for key, field in keys.items()
            if key in there or field.is_required()
        }

    @field_validator("*", mode="wrap")
    @classmethod
    def _or_none(
        cls, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> object:
        if info.context is not LENIENT:
            return handler(value)
        try:
            return None if value is _UNREAD else handler(value)
        except ValidationError:
            return None


Response = Literal["refuse", "hold", "flag"]
Act = Literal["payment", "withdrawal", "commitment", "allocation", "contract"]
Role = Literal[
    "donor",
    "recipient",
    "beneficiary",
    "implementer",
    "trustee",
    "verifier",
    "monitor",
    "observer",
    "co-financier",
]


class Languages(Clause):
    """The authentic language, and those into which the text is rendered."""

    authentic: Lang
    also: list[Lang] = []


class Party(Clause):
    """A party: its name, what it is, and its share of the contributions where it has one."""

    name: Text
    role: Role
    share: Share | None = None
    art: Article | None = None


class Body(Clause):
    """A body that decides: who speaks in it, and the weights of those who vote."""

    art: Article
    members: Names
    votes: Votes | None = None


class Decision(Clause):
    """How a body decides, how long it has, and what silence means."""

    art: Article
    body: Name
    pass_: Pass = Field(alias="pass")
    quorum: Quorum | None = None
    within: Days | None = None
    else_: Literal["refused", "adopted"] | None = Field(None, alias="else")
    recipient: Literal["consulted"] | None = None


class Phase(Clause):
    """A phase: its ceiling, its tranches, what gates its money, and how it opens."""

    art: Article
    title: Text
    ceiling: Money
    tranche: Money | None = None
    first_tranche: Literal["on entry"] | None = None
    documented: Share | None = None
    outstanding: Count | None = None
    needs: Names = ()
    enter: Enter | None = None
    grow: Grow | None = None


class Milestone(Clause):
    """A promise that can be verified, once or continuing, and the time for it."""

    art: Article
    text: Text
    by: Name
    kind: Literal["once", "continuing"] = "once"
    from_: Since | None = Field(None, alias="from")
    within: Within | None = None
    due: On | None = None


class Verification(Clause):
    """Who verifies a milestone, how many must attest, and how long an attestation holds."""

    art: Article
    verifiers: Names
    attest: Count = 1
    valid: Days | None = None
    dispute: Days | None = None
    default: Literal["verified", "pending"] = "verified"


class Relief(Clause):
    """A relief measure: who grants it, in which phases, and while which milestones are verified."""

    art: Article
    text: Text
    granted_by: Names
    in_: Names = Field((), alias="in")
    quota: Rate | None = None
    while_: Names = Field((), alias="while")


class Guardrail(Clause):
    """A condition on a command, and what happens when it does not hold or is not known."""

    art: Article
    rule: Text
    on: Act
    else_: Response = Field(alias="else")
    unknown: Response = "refuse"


def _kind_of_else(value: object) -> str:
    return "clause" if isinstance(value, dict | BaseModel) else "word"


Outcome = Literal["breach", "vote suspended"]
Otherwise = Annotated[
    Annotated[Outcome, Tag("word")] | Annotated["Reparation", Tag("clause")],
    Discriminator(_kind_of_else),
]


class Reparation(Clause):
    """What follows a missed duty; ``trustee: act`` says the same as party and must."""

    art: Article
    party: Who | None = None
    must: Text | None = None
    trustee: Text | None = None
    within: Days | None = None
    else_: Otherwise | None = Field(None, alias="else")


class Obligation(Clause):
    """A duty: whose, what, how much, by when, and what follows when it is missed."""

    art: Article
    party: Who
    must: Text
    amount: Money | None = None
    within: Within | None = None
    before: Before | None = None
    due: On | None = None
    else_: Otherwise | None = Field(None, alias="else")


class Keep(Clause):
    """Something that goes on during a snap-back; kept, not yet enforced."""

    art: Article
    text: Text
    up_to: Text | None = None


class Restore(Clause):
    """What brings things back after a snap-back."""

    art: Article
    when: Literal["verified cure"]
    then: Effects


class Snapback(Clause):
    """Breach alleged, notice, cure, and what silence brings back."""

    art: Article
    title: Text | None = None
    when: Literal["breach alleged"]
    by: Who
    at_once: Effects = ()
    notice: Days | None = None
    cure: Days | None = None
    unless: Unless | None = None
    then: Effects
    snapped_back_within: Days | None = None
    keep: list[Keep] = []
    restore: Restore | None = None


class Rule(Clause):
    """Equal instalments: the first day, every so many days, the last day."""

    amount: Money
    first: Day
    every: Days
    last: Day


class Step(Clause):
    """One instalment, perhaps only when milestones are verified."""

    on: Day
    amount: Money
    needs: Names = ()


class Schedule(Clause):
    """Instalments from rules and from a list, in one order of dates."""

    art: Article
    text: Text
    payer: Who
    payee: Name
    rules: list[Rule] = []
    steps: list[Step] = []
    authorise: Flag = False
    extend: Name | None = None


class Promise(Clause):
    """A property that the parties want proved; kept, not yet proved."""

    id: Name
    text: Text
    check: Text


class Agreement(Clause):
    """A fund agreement in the Concord language."""

    concord: Annotated[Literal["1"], WithJsonSchema({"enum": ["1", 1]})]
    agreement: Name
    title: Annotated[dict[Lang, Text], Field(min_length=1)]
    languages: Languages
    currencies: Annotated[dict[Code, Exponent], Field(min_length=1)]
    units: dict[UnitId, Exponent] = {}
    holding: Code
    zone: Zone
    effective: Day
    ends: Day | None = None
    illustrative: Flag = False
    accession: Literal["open"] | None = None
    parties: Annotated[dict[Id, Party], Field(min_length=1)]
    bodies: dict[Id, Body] = {}
    decisions: dict[Id, Decision] = {}
    phases: dict[Id, Phase] = {}
    milestones: dict[Id, Milestone] = {}
    verification: dict[Id, Verification] = {}
    relief: dict[Id, Relief] = {}
    guardrails: dict[Id, Guardrail] = {}
    obligations: dict[Id, Obligation] = {}
    snapback: dict[Id, Snapback] = {}
    schedules: dict[Id, Schedule] = {}
    promise: list[Promise] = []
    exchanges: Later = {}
    escrows: Later = {}
    bases: Later = {}
    tracks: Later = {}
    indicators: Later = {}
    instruments: Later = {}
    powers: Later = {}
    certifications: Later = {}
    waivers: Later = {}
    remedies: Later = {}
    perimeter: Opaque | None = None
    fees: Opaque | None = None


#: Sections that are mappings from ids to clauses; their order in the text is kept.
KEYED = (
    "parties",
    "bodies",
    "decisions",
    "phases",
    "milestones",
    "verification",
    "relief",
    "guardrails",
    "obligations",
    "snapback",
    "schedules",
)
#: Sections of the same shape that are read and kept, but not yet enforced.
LATER = (
    "exchanges",
    "escrows",
    "bases",
    "tracks",
    "indicators",
    "instruments",
    "powers",
    "certifications",
    "waivers",
    "remedies",
)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the language, for completion in editors."""
    schema = Agreement.model_json_schema(by_alias=True)
    made: dict[str, Any] = _without_null(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _without_null(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out null, which no text can hold: what is not there is left out of the text."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _without_null(value)
        for key, value in schema.items()
        if not (key == "default" and not isinstance(value, str))
    }
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    if len(kept.get("anyOf", ())) == 1:
        only = kept.pop("anyOf")[0]
        return {**only, **kept}
    return kept
