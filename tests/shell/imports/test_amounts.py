import pytest

from concord.shell.imports.amounts import Minor, minor_of


@pytest.mark.parametrize(
    ("text", "places", "units", "rounded"),
    [
        ("25316.46", 2, 2531646, False),
        ("20000.0", 2, 2000000, False),
        ("7", 2, 700, False),
        ("7", 0, 7, False),
        ("12.00", 0, 12, False),
        ("20790.0016", 2, 2079000, True),
        ("1987987.952", 2, 198798795, True),
        ("0.125", 2, 12, True),  # a half goes to the even cent
        ("0.135", 2, 14, True),
        ("0.1250", 2, 12, True),
        ("0.12501", 2, 13, True),
        ("0.1249", 2, 12, True),
        ("1.5", 0, 2, True),
        ("2.5", 0, 2, True),
        ("9.999", 2, 1000, True),
        ("0.004", 2, 0, True),
        ("1.234", 3, 1234, False),
    ],
)
def test_an_amount_is_brought_to_minor_units(text, places, units, rounded):
    assert minor_of(text, places) == Minor(units, rounded)


@pytest.mark.parametrize(
    "text", ["", "-1.00", "+1", "1,000.00", "1e3", "1.", ".5", "NaN", "１２", "1" * 19, " 1"]
)
def test_what_is_no_plain_amount_is_none(text):
    assert minor_of(text, 2) is None
