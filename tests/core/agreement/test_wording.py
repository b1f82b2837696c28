import pytest

from concord.core.agreement.conditions import parse
from concord.core.agreement.terms import Amount, Effect, Standing
from concord.core.agreement.wording import Wording, amount_text, joined, render, with_article


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        (
            "payee.screened <= 1d",
            "the time since the payee was screened is at most 1 day",
            "수취인 심사 후 경과 기간이 1일 이하일 것",
        ),
        (
            "not (payee.listed or amount > 2.5k)",
            "the payee is on no sanctions list and the amount is at most USD 2,500",
            "수취인이 제재 명단에 올라 있지 아니할 것, 그리고 해당 금액이 USD 2,500 이하일 것",
        ),
        (
            "payee.listed or milestone M2 verified and fund.phases_in_force = 3",
            (
                "the payee is on a sanctions list or (milestone M2 is verified and the number of"
                " phases in force is equal to 3)"
            ),
            (
                "수취인이 제재 명단에 올라 있을 것 또는 (이정표 M2가 검증 상태일 것, 그리고"
                " 시행 중인 단계의 수가 3과 같을 것)"
            ),
        ),
        (
            "amount - 0.05 + fund.cash != 12.5% of project.advance",
            (
                "the amount less USD 0.05 plus the cash of the fund is other than 12.5% of the"
                " sum advanced to the project"
            ),
            (
                "해당 금액에서 USD 0.05를 뺀 금액과 기금의 현금의 합계가 해당 사업의"
                " 선지급액의 12.5%와 다를 것"
            ),
        ),
        (
            "amount + 1m + fund.cash > 2m",
            (
                "the total of the amount, USD 1,000,000 and the cash of the fund is more than USD"
                " 2,000,000"
            ),
            "해당 금액, USD 1,000,000 및 기금의 현금의 합계가 USD 2,000,000을 초과할 것",
        ),
        (
            "not milestone M1 lapsed and amount < 1m",
            "milestone M1 is not lapsed and the amount is less than USD 1,000,000",
            "이정표 M1이 효력 상실 상태가 아닐 것, 그리고 해당 금액이 USD 1,000,000 미만일 것",
        ),
    ],
)
def test_conditions(text, english, korean):
    tree = parse(text, "USD", 2)
    assert render(tree, "en") == english
    assert render(tree, "ko") == korean


def test_amounts():
    assert amount_text(125_000_000, "USD", 2) == "USD 1,250,000"
    assert amount_text(5, "USD", 2) == "USD 0.05"
    assert amount_text(500_000, "bbl", 0) == "500,000 bbl"
    assert amount_text(2_500, "t", 3) == "2.500 t"


def test_lists():
    assert joined([], "and", "en") == ""
    assert joined(["a"], "or", "en") == "a"
    assert joined(["a", "b", "c"], "or", "en") == "a, b or c"
    assert joined(["a", "b", "c"], "and", "ko") == "a, b 및 c"


def test_articles():
    assert [with_article(word) for word in ("ordinary", "payment")] == ["an ordinary", "a payment"]


@pytest.fixture
def english(small, terms_of):
    return Wording(terms_of(small), "en")


@pytest.fixture
def korean(small, terms_of):
    return Wording(terms_of(small), "ko")


def test_who(english, korean):
    both = Standing(roles=("donor", "trustee"), parties=("KP", "ZZ"))
    assert english.who(both) == "each donor, the trustee, North and ZZ"
    assert english.who(both, "any") == "any donor, the trustee, North or ZZ"
    assert korean.who(both, "any") == "각 공여국, 수탁기관, North 또는 ZZ"


def test_consequences_are_joined_and_relief_taken_together(english, korean):
    effects = [
        Effect(kind="suspend relief", refs=("R1",)),
        Effect(kind="suspend relief", refs=("R2",)),
        Effect(kind="freeze undisbursed"),
        Effect(kind="restore relief", refs=("R1", "R2"), after_days=1),
        Effect(kind="restore relief", refs=("R3",)),
    ]
    assert english.effects(effects) == (
        "relief R1 and R2 are suspended, undisbursed money is frozen, relief R1 and R2 are restored"
        " after 1 day and relief R3 is restored"
    )
    assert korean.effects(effects) == (
        "제재 완화 조치 R1 및 R2가 정지되고, 미지급 자금이 동결되고, 1일 후에 제재 완화 조치 R1 및"
        " R2가 복원되며, 제재 완화 조치 R3이 복원된다"
    )
    assert korean.effects(effects[:1]) == "제재 완화 조치 R1이 정지된다"


def test_dates_and_amounts(english, korean):
    assert english.date(english.terms.effective) == "1 January 2027"
    assert korean.date(korean.terms.effective) == "2027년 1월 1일"
    assert english.amount(Amount(minor=700, unit="USD")) == "USD 7"
    assert english.days(1, of=True) == "1 day's"


def test_a_language_without_prose(small, terms_of):
    with pytest.raises(ValueError, match="no prose in 'fr'"):
        Wording(terms_of(small), "fr")
