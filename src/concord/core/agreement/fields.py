"""Problems of fields: what the models refuse, in our own words and with the line.

A missing key and an unknown one beside it that is nearly the same are one problem (READ-4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from concord.core.agreement import phrases
from concord.core.agreement.forms import kind_of
from concord.core.agreement.model import LATER, LENIENT, Agreement
from concord.core.agreement.problems import Path, Problem, near, shown
from concord.core.agreement.reader import Source, Tree
from concord.core.agreement.values import Unreadable

#: What a text must be, by the pattern that it did not match.
FORMS: Final = {
    phrases.ID.pattern: phrases.ID_EXPECTED,
    "[a-z]{2,3}(-[A-Za-z]{2,8})?": "a language such as en or zh-Hans",
    "[A-Z]{3}": "a currency code such as USD",
    "[A-Za-z][A-Za-z0-9_]{0,11}": "a unit such as bbl",
    "[0-9A-Za-z][0-9A-Za-z.()-]{0,15}": "the number of an article, such as 10.1",
}

Words = tuple[str, str, str]


def fields(source: Source) -> tuple[Agreement, list[Problem]]:
    """Return the model of a text, read as far as possible, and what could not be read."""
    try:
        return Agreement.model_validate(source.tree), []
    except ValidationError as error:
        found = error.errors(include_url=False)
    partial = Agreement.model_validate(source.tree, context=LENIENT)
    return partial, list(_problems(source, found))


def _problems(source: Source, errors: list[ErrorDetails]) -> Iterator[Problem]:
    places = [(_path(source.tree, error), error) for error in errors]
    missing = {path for path, error in places if error["type"] == "missing"}
    for path, error in places:
        if error["type"] == "extra_forbidden":
            yield _unknown_key(source, path, missing)
    for path, error in places:
        if error["type"] == "missing" and path in missing:
            yield source.problem(path, "nothing", "a value")
        elif error["type"] not in {"missing", "extra_forbidden"}:
            found, expected, suggestion = _words(error)
            yield source.problem(path, found, expected, suggestion)


def _path(tree: Tree, error: ErrorDetails) -> Path:
    """Return where an error is; pydantic also names the branches it tried, which are no places."""
    path: Path = ()
    here: Tree | None = tree
    for part in error["loc"]:
        if isinstance(here, dict) and part in here:
            here = here[str(part)]
        elif isinstance(here, list) and isinstance(part, int):
            here = here[part]
        else:
            continue
        path = (*path, part)
    return (*path, str(error["loc"][-1])) if error["type"] == "missing" else path


def _unknown_key(source: Source, path: Path, missing: set[Path]) -> Problem:
    parent, key = path[:-1], str(path[-1])
    wanted = {str(place[-1]) for place in missing if place[:-1] == parent}
    meant = near(key, wanted)
    if meant:
        missing.discard((*parent, meant))
    known = keys_at(parent)
    suggestion = meant or near(key, known)
    expected = meant or f"one of {', '.join(known)}"
    return source.problem(path, f"the key {shown(key)}", expected, suggestion)


def keys_at(path: Path) -> list[str]:
    """Return the keys that the mapping at a path may have."""
    model: type[BaseModel] = Agreement
    for part in path:
        for name, field in model.model_fields.items():
            if (field.alias or name) == part:
                model = next(_models_in(field.annotation), model)
                break
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    """Find the models that the type of a field is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


# --- pydantic's errors in our words ---------------------------------------------------------------
def _words(error: ErrorDetails) -> Words:
    """Return what was found, what is expected, and what was probably meant."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Unreadable):
        return cause.found or shown(str(error["input"])), cause.expected, cause.suggestion
    words = _WORDS.get(error["type"])
    if words is None:
        return shown(str(error["input"])), error["msg"], ""
    return words(error)


def _literal(error: ErrorDetails) -> Words:
    expected = str(error["ctx"]["expected"])
    options = expected.replace(" or ", ", ").replace("'", "").split(", ")
    value = error["input"]
    found = shown(value) if isinstance(value, str) else kind_of(value)
    return found, expected, near(value, options) if isinstance(value, str) else ""


def _pattern(error: ErrorDetails) -> Words:
    pattern = str(error["ctx"]["pattern"]).removeprefix("^").removesuffix("$")
    found = shown(str(error["input"]))
    return (f"the key {found}" if error["loc"][-1] == "[key]" else found), FORMS[pattern], ""


def _kind(expected: str) -> Callable[[ErrorDetails], Words]:
    return lambda error: (kind_of(error["input"]), expected, "")


_WORDS: Final[dict[str, Callable[[ErrorDetails], Words]]] = {
    "literal_error": _literal,
    "string_pattern_mismatch": _pattern,
    "string_type": _kind("text"),
    "string_too_short": lambda _: ("empty text", "text", ""),
    "string_too_long": lambda error: ("too long a text", error["msg"], ""),
    "model_type": _kind("a mapping"),
    "dict_type": _kind("a mapping"),
    "list_type": _kind("a list"),
    "too_short": lambda _: ("an empty mapping", "at least one entry", ""),
}


def later_sections(source: Source) -> Iterator[tuple[str, str, dict[str, Tree]]]:
    """Return the clauses of sections that are read and kept: section, id, clause."""
    for section in LATER:
        for name in source.at(section):
            yield section, name, source.at(section, name)
