import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from concord.core.agreement.model import KEYED, LATER, LENIENT, Agreement, json_schema
from concord.core.agreement.phrases import ROLES

ROOT = Path(__file__).parents[3]


def test_the_committed_schema_is_the_generated_one(golden):
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    golden(ROOT / "docs/schema/agreement.json", text)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


def test_the_schema_knows_no_null_and_no_unknown_keys():
    schema = json_schema()
    assert all(part.get("type") != "null" for part in parts(schema))
    assert all(
        part.get("additionalProperties") is not None
        for part in parts(schema)
        if part.get("type") == "object"
    )
    assert schema["$defs"]["Decision"]["required"] == ["art", "body", "pass"]


def test_an_article_may_look_like_a_number_to_an_editor():
    assert json_schema()["$defs"]["Phase"]["properties"]["art"]["type"] == ["string", "number"]


def test_every_section_is_keyed_or_kept_or_of_a_shape_of_its_own():
    head = [
        *("concord", "agreement", "title", "languages", "currencies", "units", "holding", "zone"),
        *("effective", "ends", "illustrative", "accession", "promise", "perimeter", "fees"),
    ]
    assert sorted(Agreement.model_fields) == sorted([*head, *KEYED, *LATER])


def test_the_roles_are_those_of_the_phrases():
    assert tuple(json_schema()["$defs"]["Party"]["properties"]["role"]["enum"]) == ROLES


@pytest.mark.parametrize("tree", [{}, {"parties": "x"}, {"parties": {"A": []}, "promise": [{}, 3]}])
def test_anything_is_read_as_far_as_possible(tree):
    assert isinstance(Agreement.model_validate(tree, context=LENIENT), Agreement)
