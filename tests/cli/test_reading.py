"""show at the command line."""

import re

from concord.cli import schemas
from concord.shell import funds
from tests.shell.conftest import receipt


def holds(schema, value, at="$"):
    """Hold a value to the few words of JSON Schema that our schemas use."""
    if "enum" in schema:
        assert value in schema["enum"], at
    kinds = {"string": str, "integer": int, "object": dict, "array": list}
    if "type" in schema:
        assert isinstance(value, kinds[schema["type"]]), f"{at} is {value!r}"
    if "pattern" in schema:
        assert re.search(schema["pattern"], value), f"{at} is {value!r}"
    for name in schema.get("required", ()):
        assert name in value, f"{at} lacks {name}"
    for name, one in value.items() if isinstance(value, dict) else ():
        inner = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
        if inner:
            holds(inner, one, f"{at}.{name}")
    for one in value if isinstance(value, list) else ():
        holds(schema.get("items", {}), one, f"{at}[]")


def test_show(fund, concord):
    funds.act(fund, receipt("b1", amount="700"))

    done = concord("show", fund, "--json")

    document = done.document
    holds(schemas.report(), document)
    assert (
        done.code,
        done.err,
        document["at"],
        document["log"]["size"],
    ) == (0, "", "2027-01-10", 3)
    assert funds.root(fund).hex() == document["log"]["root"]
    assert document["money"]["USD"]["received"] == "7.00"


def test_show_of_the_past(fund, concord):
    funds.act(fund, receipt("b1", amount="300"))
    funds.pin(fund, "2027-03-01")
    funds.act(fund, receipt("b2", amount="400", value_on="2027-01-20"))

    def received(*words):
        document = concord("show", "--json", *words).document
        return (document["known_at"], document["money"]["USD"]["received"])

    assert received("--at", "2027-01-31") == ("2027-03-01", "7.00")
    assert received("--at", "2027-01-31", "--known-at", "2027-01-31") == ("2027-01-31", "3.00")
    assert received() == ("2027-03-01", "7.00")
    odd = concord("show", "--at", "yesterday")
    assert (odd.code, odd.out) == (2, "")
    assert concord("show", "--ruling", "us").code == 2


def test_show_for_people(fund, concord):
    funds.act(fund, receipt("b1", amount="700"))

    lines = concord("show").out.splitlines()

    assert "fund: RELIEF" in lines
    assert "    status: in force" in lines
    assert not any("{" in line or "[" in line for line in lines)


def test_lists_are_named_by_what_they_list():
    from concord.cli.reading import lines

    document = {"schedules": {"T": [{"n": 3, "waits_for": ["M1", "M2"]}]}, "flags": [["a"], "b"]}

    assert lines(document) == [
        "schedules:",
        "  T 3:",
        "    waits_for: M1, M2",
        "flags 1: a",
        "flags 2: b",
    ]
