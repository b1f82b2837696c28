"""The shape of what is written: amounts become minor units without arithmetic."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from concord.web.forms import shapes


@pytest.mark.parametrize(
    ("text", "exponent", "expected"),
    [
        ("1250000", 2, "125000000"),
        ("1,250,000.5", 2, "125000050"),
        (" 1 250 000 ", 0, "1250000"),
        ("0.07", 2, "7"),
        ("0", 2, "0"),
        ("00012", 0, "12"),
        ("1.005", 3, "1005"),
    ],
)
def test_minor_units(text: str, exponent: int, expected: str) -> None:
    assert shapes.minor_units(text, exponent) == expected


@pytest.mark.parametrize(
    ("text", "exponent", "message"),
    [
        ("", 2, "in digits"),
        ("-5", 2, "in digits"),
        ("1,25,000", 2, "in digits"),
        ("12.", 2, "in digits"),
        ("1e6", 2, "in digits"),
        ("USD 5", 2, "in digits"),
        ("\u0661\u0662x", 2, "in digits"),
        ("1.005", 2, "at most 2 decimals"),
        ("1.5", 0, "no decimals"),
        ("1" * 20, 0, "too large"),
    ],
)
def test_what_is_no_amount(text: str, exponent: int, message: str) -> None:
    with pytest.raises(forms.ValidationError, match=message):
        shapes.minor_units(text, exponent)


@given(st.integers(0, 10**15), st.sampled_from([0, 2, 3]))
def test_minor_units_are_exact(minor: int, exponent: int) -> None:
    text = f"{Decimal(minor).scaleb(-exponent):f}"

    assert shapes.minor_units(text, exponent) == str(minor)


@pytest.mark.parametrize("text", ["2027-02-30", "20270201", "2027-2-1", "1 March 2027", "x"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="year-month-day"):
        shapes.day("Day").clean(text)


def test_a_day() -> None:
    assert shapes.day("Day").clean("2028-02-29") == "2028-02-29"


def test_digests() -> None:
    field = shapes.Digests(required=False)

    assert field.clean(f" {'a' * 64}\n{'0' * 64}") == f"{'a' * 64}\n{'0' * 64}"
    assert field.clean("") == ""
    with pytest.raises(forms.ValidationError, match="64 characters"):
        field.clean("A" * 64)


class Small(forms.Form):
    """A form with a field of each sort."""

    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.fields["who"] = shapes.choice("Who", [("a", "Anna"), ("b", "Bert")])
        self.fields["how"] = shapes.radios("How", [("x", "By air")])
        self.fields["amount"] = shapes.amount("Amount", "In dollars", required=False)
        self.fields["on"] = shapes.day("On")
        self.fields["why"] = shapes.prose("Why", required=False)


def test_a_form_as_the_part_shows_it() -> None:
    found = {field["name"]: field for field in shapes.described(Small())}

    assert [field["type"] for field in found.values()] == [
        "select",
        "radios",
        "money",
        "date",
        "textarea",
    ]
    assert found["amount"]["label"] == "Amount (optional)"
    assert [option["value"] for option in found["who"]["options"]] == ["", "a", "b"]


def test_faults_come_in_the_order_of_the_fields_with_the_same_words() -> None:
    form = Small({"key": "k", "who": "c"})
    faults = shapes.faults(form)
    beside = {field["id"]: field["error"] for field in shapes.described(form) if field["error"]}

    assert [fault["field_id"] for fault in faults] == ["who", "how", "on"]
    assert {fault["field_id"]: fault["message"] for fault in faults} == beside
    assert faults[0]["message"] == "Who: choose one"


def test_what_is_carried_along_unseen() -> None:
    form = Small({"key": "k", "who": "b", "amount": "3"})

    assert shapes.hidden(form, everything=False) == [("key", "k")]
    assert ("who", "b") in shapes.hidden(form, everything=True)
    assert shapes.shown(form, "who") == "Bert"
    assert shapes.shown(form, "amount") == "3"


def test_an_empty_list_says_so() -> None:
    assert "nothing to choose" in str(shapes.choice("Who", []).help_text)


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "", "1" * 16])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="Entry: write a number in digits"):
        shapes.number("Entry").clean(text)


def test_a_number() -> None:
    assert shapes.number("Entry").clean(" 41 ") == "41"
