import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core import agreement
from concord.core.agreement import Problem, Terms
from concord.core.agreement.model import Agreement, Clause


def test_problems_come_in_the_order_of_lines_and_each_once(changed):
    text = changed(
        ("zone: UTC", "zone: X"), ("payee: KP", "payee: KX"), ("tranche: 2m", "tranche: 2")
    )
    problems = agreement.load(text, "a.yaml")
    assert isinstance(problems, list)
    lines = [problem.line for problem in problems]
    assert lines == sorted(lines) == [9, 43]
    assert len(set(problems)) == len(problems)


def test_bytes_are_read_as_utf_8(small, terms_of):
    assert agreement.load(small.encode(), "a.yaml") == terms_of(small)


def test_normalise_reports_problems(changed):
    assert isinstance(agreement.normalise("a: &b c", "f"), list)
    assert isinstance(agreement.normalise(changed(("zone: UTC", "zone: X")), "f"), list)


@given(st.one_of(st.text(), st.binary()))
def test_no_text_makes_loading_fail(text):
    problems = agreement.load(text, "f")
    assert isinstance(problems, list)
    assert all(isinstance(problem, Problem) for problem in problems)


PIECES = st.sampled_from(
    [
        *("", "x", "[]", "{}", "[a, b]", "{a: b}", "0", "-1", "30d", "5m", "5m XXX", "100%", "''"),
        *("KP", "M1", "effective", "2027-01-01", "9999-12-31", "9" * 40, "{id: x}", "{from: 1}"),
        *("[{a: [b]}]", "~", "first", "not"),
    ]
)


@given(st.data())
def test_no_small_change_makes_loading_fail(small, data):
    """Values, keys and lines of a valid text are replaced, doubled or taken away."""
    spans = [match.span() for match in re.finditer(r"[\w.%-]+|\[[^\]]*\]|\{[^}]*\}", small)]
    text = small
    for start, end in sorted(data.draw(st.lists(st.sampled_from(spans), max_size=4)), reverse=True):
        text = text[:start] + data.draw(PIECES) + text[end:]
    found = agreement.check(text, "f")
    assert found.terms is not None or found.problems
    if found.terms is not None:
        assert agreement.render_text(found.terms, "en")
        assert agreement.render_text(found.terms, "ko")


@given(st.data())
def test_no_lost_or_moved_line_makes_loading_fail(small, data):
    lines = small.splitlines(keepends=True)
    places = st.integers(0, len(lines) - 4)
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(places))
        if data.draw(st.booleans()):
            lines.insert(data.draw(places), line)
    found = agreement.load("".join(lines), "f")
    assert isinstance(found, Terms | list)


def test_the_training_draft_loads(draft):
    terms = agreement.load(draft, "draft.yaml")
    assert isinstance(terms, Terms)
    assert list(terms.phases) == ["P1", "P2", "P3"]
    assert [kept.path for kept in terms.kept] == [
        *("phases.P1.grow", "relief.R1.quota", "relief.R2.quota", "snapback.S1.keep[1]"),
        *("promise[1]", "promise[2]", "promise[3]", "promise[4]"),
    ]


# --- docs/language.md -----------------------------------------------------------------------------
def test_the_examples_of_the_language_page_are_one_agreement(sample):
    report = agreement.check(sample, "language.md")
    assert report.problems == []
    codes = {finding.code for finding in report.findings}
    assert codes == {"money-before-needs", "not-yet-enforced"}


def models(model: type[Clause]) -> set[type[Clause]]:
    return {model, *(each for sub in model.__subclasses__() for each in models(sub))}


@pytest.mark.parametrize("model", sorted(models(Clause) - {Clause}, key=lambda each: each.__name__))
def test_every_key_of_the_language_is_on_its_page(page, model):
    for name, field in model.model_fields.items():
        assert re.search(rf"\b{field.alias or name}\b", page), f"{model.__name__}.{name}"


def test_every_fact_and_consequence_is_on_its_page(page):
    from concord.core.agreement.conditions import FACTS
    from concord.core.agreement.phrases import FIXED_EFFECTS

    flat = " ".join(page.split())
    assert all(f"`{path}`" in flat for path in FACTS)
    assert all(effect in flat for effect in FIXED_EFFECTS)
    assert issubclass(Agreement, Clause)
