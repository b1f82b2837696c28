import msgspec
import pytest

from concord.core.agreement.terms import Amount, Due


def test_terms_are_values():
    assert Amount(minor=5, unit="USD") == Amount(minor=5, unit="USD")
    assert hash(Due(days=3, trigger="P1")) == hash(Due(days=3, trigger="P1"))


def test_terms_do_not_change():
    amount = Amount(minor=5, unit="USD")
    with pytest.raises(AttributeError):
        amount.minor = 7
    assert msgspec.structs.replace(amount, minor=7).minor == 7
