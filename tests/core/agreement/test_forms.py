import pytest
from pydantic import TypeAdapter, ValidationError

from concord.core.agreement import forms
from concord.core.agreement.forms import VotesFrom, kind_of
from concord.core.agreement.terms import Standing


def test_kinds():
    assert [kind_of(value) for value in ({}, [], "x")] == ["a mapping", "a list", "text"]


def test_one_or_a_list():
    names = TypeAdapter(forms.Names)
    assert names.validate_python("A") == ("A",)
    assert names.validate_python(["A", "B"]) == ("A", "B")
    who = TypeAdapter(forms.Who)
    assert who.validate_python(["US", "each donor"]) == Standing(roles=("donor",), parties=("US",))


def test_weights_from_the_beginning_and_from_a_day():
    votes = TypeAdapter(forms.Votes)
    assert votes.validate_python({"A": "60%", "B": "40%"}) == (
        VotesFrom(None, {"A": 600_000, "B": 400_000}),
    )
    dated = votes.validate_python([{"A": "100%"}, {"from": "2028-01-01", "B": "100%"}])
    assert [each.ppm for each in dated] == [{"A": 1_000_000}, {"B": 1_000_000}]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (forms.Names, []),
        (forms.Names, ["A"] * 1001),
        (forms.Money, {}),
        (forms.Votes, {}),
        (forms.Votes, [{"9": "1%"}]),
        (forms.Votes, [{"from": "soon", "A": "1%"}]),
        (forms.Votes, [{"A": "1%"}, {"A": "1%"}]),
    ],
)
def test_refused(form, value):
    with pytest.raises(ValidationError):
        TypeAdapter(form).validate_python(value)
