import hashlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core import agreement
from concord.core.agreement import Terms
from concord.core.agreement.normal import NotNormal, normal_form, sha256, tree_of


def encoded(terms: Terms) -> bytes:
    """Every field and every order of a value; places in the file are not part of the agreement."""
    return msgspec.json.encode(msgspec.structs.replace(terms, kept=()))


def test_sections_become_lists_in_the_order_of_the_text():
    tree = {"b": "1", "a": "x y", "parties": {"Z": {"name": "한"}, "A": {"name": "q"}}}
    data = normal_form(tree)
    expected = '{"a":"x y","b":"1","parties":[{"id":"Z","name":"한"},{"id":"A","name":"q"}]}'
    assert data == expected.encode()
    assert tree_of(data) == tree
    assert list(tree_of(data)["parties"]) == ["Z", "A"]
    assert sha256(data) == hashlib.sha256(expected.encode()).hexdigest()


def test_another_encoder_gives_the_same_bytes(small):
    data = agreement.normalise(small, "a")
    assert isinstance(data, bytes)
    again = json.dumps(
        json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
    assert again == data


def test_the_identity_of_the_small_agreement_stays(small, terms_of):
    # A change of this digest changes the identity of every signed agreement.
    assert (
        terms_of(small).sha256 == "913f1bb5274e1d3339a65a3420d20f7d5620601b201661844acd0826a0fe66d6"
    )


def test_comments_spacing_and_quotation_marks_do_not_count(changed, small, terms_of):
    text = changed(("No tests", '"No   tests"'), ("# A small", "# another"))
    assert terms_of(text).sha256 != terms_of(small).sha256
    text = changed(
        ("No tests", "'No tests'"), ("# A small", "\n\n# another"), (", quorum", ",   quorum")
    )
    assert terms_of(text).sha256 == terms_of(small).sha256


def test_the_order_of_clauses_is_part_of_an_agreement(small, terms_of):
    lines = small.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("  JP:"))
    lines[at : at + 2] = reversed(lines[at : at + 2])
    assert terms_of("".join(lines)).sha256 != terms_of(small).sha256


def test_a_file_and_its_normal_form_mean_the_same(small, terms_of):
    data = agreement.normalise(small, "a")
    assert isinstance(data, bytes)
    loaded = agreement.load_normal(data)
    assert isinstance(loaded, Terms)
    assert encoded(loaded) == encoded(terms_of(small))
    assert [(kept.path, kept.line) for kept in loaded.kept] == [("perimeter", 1)]


def test_the_same_for_the_training_draft(draft, terms_of):
    data = agreement.normalise(draft, "a")
    assert isinstance(data, bytes)
    loaded = agreement.load_normal(data)
    assert isinstance(loaded, Terms)
    assert encoded(loaded) == encoded(terms_of(draft))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"[]", "not an object"),
        (b'{"a": "b"}', "other bytes"),
        (b'{"b":"1","a":"2"}', "other bytes"),
        (b'{"a":"1","a":"2"}', "other bytes"),
        (b'{"a":"\\u0041"}', "other bytes"),
        (b'{"a":1}', "int where only text"),
        (b'{"a":null}', "NoneType where only text"),
        (b'{"a":1.5}', "float where only text"),
        ('{"a":"\u1112\u1161\u11ab"}'.encode(), "NFC"),
        ('{"a":"x\u202e"}'.encode(), "cannot be seen"),
        ('{"한":"x"}'.encode(), "printable ASCII"),
        (b'{"a":' + b"[" * 50 + b"]" * 50 + b"}", "more than 40 levels"),
        (b'{"a":' + b"[" * 100_000, "not JSON"),
        (b'{"parties":{"A":{}}}', "parties is not an array"),
        (b'{"parties":[{"name":"x"}]}', "without an id of its own"),
        (b'{"parties":["x"]}', "without an id of its own"),
        (b'{"parties":[{"id":"A"},{"id":"A"}]}', "without an id of its own"),
        (b" " * 1_000_001, "more than 1000000"),
        (b"\xff", "not JSON"),
    ],
)
def test_other_bytes_are_refused(data, reason):
    with pytest.raises(NotNormal, match=reason):
        tree_of(data)
    problems = agreement.load_normal(data)
    assert isinstance(problems, list)
    assert str(problems[0]).endswith("expected the normal form of an agreement")


def test_a_normal_form_with_mistakes_has_problems(small):
    data = agreement.normalise(small, "a")
    assert isinstance(data, bytes)
    problems = agreement.load_normal(data.replace(b'"body":"board"', b'"body":"bxard"'), "n.json")
    assert [str(problem) for problem in problems if not isinstance(problems, Terms)] == [
        "n.json:1: decisions.go.body: found bxard, expected a body; did you mean board?"
    ]


@given(st.binary())
def test_any_bytes_are_refused_or_read(data):
    assert isinstance(agreement.load_normal(data), list)
