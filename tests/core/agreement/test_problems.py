import pytest

from concord.core.agreement.problems import Problem, dotted, near, shown


def test_a_problem_reads_as_one_line():
    problem = Problem(file="a", line=3, path="b.c", found="P4", expected="a phase", suggestion="P3")
    assert str(problem) == "a:3: b.c: found P4, expected a phase; did you mean P3?"
    whole = Problem(file="a", line=1, path="", found="x", expected="y", excerpt="\n  ^")
    assert str(whole) == "a:1: found x, expected y\n  ^"


def test_places_in_lists_count_from_one():
    assert dotted(("snapback", "S1", "then", 0)) == "snapback.S1.then[1]"
    assert dotted(()) == ""


def test_long_values_are_cut():
    assert shown("a\n b") == "'a b'"
    assert shown("x" * 61) == f"'{'x' * 60}…'"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("P4", "P3"), ("p1", "P1"), ("titlle", "title"), ("zebra", ""), ("x" * 10_000, "")],
)
def test_what_was_meant(word, meant):
    assert near(word, ["P1", "P2", "P3", "title"]) == meant
