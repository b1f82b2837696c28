"""The forms of the values in a clause: how each is read, and what an editor is told about it.

values.py and phrases.py read text; here their functions become the types of model fields, with a
description for the JSON Schema.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

import msgspec
from pydantic import PlainValidator, StringConstraints, WithJsonSchema

from concord.core.agreement import phrases, values
from concord.core.agreement.terms import Due, Effect, PassTerm, Standing

T = TypeVar("T")

TEXT_MAX = 4_000
LIST_MAX = 1_000

_NUMBER: Final = ["string", "number"]  # an editor may take a plain `6.1` for a number


def kind_of(value: object) -> str:
    """Name the kind of a part of the tree that was found where something else is expected."""
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "text"


def _one(read: Callable[[str], T]) -> Callable[[object], T]:
    """Return a validator for one text; no value is written as empty text."""

    def validate(value: object) -> T:
        try:
            return read(value if isinstance(value, str) else "")
        except values.Unreadable as error:
            if not isinstance(value, str):
                error.found = kind_of(value)
            raise

    return validate


def _many(read: Callable[[str], T]) -> Callable[[object], tuple[T, ...]]:
    """Return a validator for one text or a list of them."""
    read_one = _one(read)

    def validate(value: object) -> tuple[T, ...]:
        items = value if isinstance(value, list) else [value]
        if not 1 <= len(items) <= LIST_MAX:
            raise values.Unreadable(f"1 to {LIST_MAX} items", found=f"{len(items)} items")
        found = []
        for item in items:
            try:
                found.append(read_one(item))
            except values.Unreadable as error:
                error.found = error.found or f"'{item}'"
                raise
        return tuple(found)

    return validate


def _standing(value: object) -> Standing:
    found = _many(phrases.standing)(value)
    return Standing(
        roles=tuple(role for one in found for role in one.roles),
        parties=tuple(party for one in found for party in one.parties),
    )


class VotesFrom(msgspec.Struct, frozen=True):
    """Weights as written, from a day on; from the beginning where no day is named."""

    since: int | None
    ppm: dict[str, int]


def _votes(value: object) -> tuple[VotesFrom, ...]:
    """Read ``{US: 30%}`` or a list of ``{from: 2028-01-01, US: 30%}``."""
    items = value if isinstance(value, list) else [value]
    found = []
    for item in items:
        if not isinstance(item, dict) or not 1 <= len(item) <= LIST_MAX:
            raise values.Unreadable("shares such as {US: 30%, KR: 70%}", found=kind_of(item))
        weights = {
            phrases.name(key): _share_of(key, each) for key, each in item.items() if key != "from"
        }
        since = _one(values.date)(item["from"]) if "from" in item else None
        found.append(VotesFrom(since, weights))
    days = [each.since or 0 for each in found]
    if days != sorted(set(days)):
        raise values.Unreadable("a later date in each entry", found="dates out of order")
    return tuple(found)


def _share_of(key: str, value: object) -> int:
    try:
        return _one(values.share)(value)
    except values.Unreadable as error:
        error.found = f"{key}: '{value}'"
        raise


def _opaque(value: object) -> object:
    return value


def _schema(expected: str, *, number: bool = False, many: bool = False) -> WithJsonSchema:
    """Describe a value to an editor; the exact form is checked by the reader."""
    one: dict[str, Any] = {"type": _NUMBER if number else "string"}
    if many:
        one = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    return WithJsonSchema({**one, "description": expected})


_IDS = _schema("one id or a list of ids", many=True)
_EFFECTS = _schema(phrases.EFFECT_EXPECTED, many=True)

Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAX)]
Id = Annotated[str, StringConstraints(pattern=rf"^{phrases.ID.pattern}$")]
Lang = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
UnitId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,11}$")]
Article = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.()-]{0,15}$"),
    WithJsonSchema({"type": _NUMBER, "description": "the number of an article, such as 10.1"}),
]
Name = Annotated[str, PlainValidator(_one(phrases.name)), _schema(phrases.ID_EXPECTED)]
Names = Annotated[tuple[str, ...], PlainValidator(_many(phrases.name)), _IDS]
Share = Annotated[int, PlainValidator(_one(values.share)), _schema(values.SHARE_EXPECTED)]
Days = Annotated[int, PlainValidator(_one(values.duration)), _schema(values.DURATION_EXPECTED)]
Day = Annotated[int, PlainValidator(_one(values.date)), _schema(values.DATE_EXPECTED)]
Count = Annotated[
    int, PlainValidator(_one(values.count)), _schema(values.COUNT_EXPECTED, number=True)
]
Exponent = Annotated[
    int, PlainValidator(_one(values.exponent)), _schema(values.EXPONENT_EXPECTED, number=True)
]
Money = Annotated[
    values.Quantity,
    PlainValidator(_one(values.quantity)),
    _schema(values.AMOUNT_EXPECTED, number=True),
]
Rate = Annotated[values.Rate, PlainValidator(_one(values.rate)), _schema(values.RATE_EXPECTED)]
Quorum = Annotated[
    values.Quorum, PlainValidator(_one(values.quorum)), _schema(values.QUORUM_EXPECTED)
]
Zone = Annotated[int, PlainValidator(_one(values.zone)), _schema(values.ZONE_EXPECTED)]
Flag = Annotated[bool, PlainValidator(_one(values.flag)), WithJsonSchema({"enum": ["yes", "no"]})]
Who = Annotated[Standing, PlainValidator(_standing), _schema(phrases.STANDING_EXPECTED, many=True)]
Pass = Annotated[
    tuple[PassTerm, ...], PlainValidator(_one(phrases.passes)), _schema(phrases.ADOPTED_EXPECTED)
]
Within = Annotated[Due, PlainValidator(_one(phrases.due)), _schema(phrases.DUE_EXPECTED)]
On = Annotated[Due, PlainValidator(_one(phrases.on_day)), _schema(values.DATE_EXPECTED)]
Since = Annotated[Due, PlainValidator(_one(phrases.since)), _schema(phrases.SINCE_EXPECTED)]
Before = Annotated[Due, PlainValidator(_one(phrases.before)), WithJsonSchema({"const": "expiry"})]
Effects = Annotated[tuple[Effect, ...], PlainValidator(_many(phrases.effect)), _EFFECTS]
Unless = Annotated[
    phrases.Unless, PlainValidator(_one(phrases.unless)), _schema(phrases.UNLESS_EXPECTED)
]
Enter = Annotated[
    phrases.Enter, PlainValidator(_one(phrases.enter)), _schema(phrases.ENTER_EXPECTED)
]
Grow = Annotated[str, PlainValidator(_one(phrases.grow)), _schema(phrases.GROW_EXPECTED)]
Votes = Annotated[
    tuple[VotesFrom, ...],
    PlainValidator(_votes),
    WithJsonSchema(
        {"type": ["object", "array"], "description": "shares by party, or a list of them by date"}
    ),
]
Opaque = Annotated[object, PlainValidator(_opaque), WithJsonSchema({})]
Later = dict[Id, dict[str, Opaque]]
