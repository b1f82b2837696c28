import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.core.agreement.conditions import (
    FACTS,
    LENGTH_MAX,
    MILESTONE_STATUSES,
    And,
    Compare,
    Condition,
    ConditionError,
    Fact,
    Literal,
    MilestoneIs,
    Not,
    Or,
    Share,
    Sum,
    evaluate,
    milestones_of,
    parse,
    plain,
    why_false,
)

AMOUNT = Fact("amount", "money")
LISTED = Fact("payee.listed", "flag")
CASH = Fact("fund.cash", "money")


def read(text: str) -> Condition:
    return parse(text, "USD", 2)


def test_the_tree_of_the_first_guardrail():
    assert read("payee.screened <= 30d and not payee.listed") == And(
        (Compare("<=", Fact("payee.screened", "days"), Literal(30, "days")), Not(LISTED))
    )


def test_shares_sums_milestones_and_numbers():
    advance = Fact("project.advance", "money")
    assert read("amount <= 12.5% of project.advance") == Compare(
        "<=", AMOUNT, Share(125_000, advance)
    )
    assert read("amount + fund.cash - 2m > 3k USD") == Compare(
        ">",
        Sum(((1, AMOUNT), (1, CASH), (-1, Literal(200_000_000, "USD", 2)))),
        Literal(300_000, "USD", 2),
    )
    assert read("milestone M3.a-1 verified") == MilestoneIs("M3.a-1", "verified")
    assert read("fund.phases_in_force = 1") == Compare(
        "=", Fact("fund.phases_in_force", "number"), Literal(1, "number")
    )


def test_and_binds_closer_than_or_and_brackets_closest():
    one, two = read("payee.listed"), read("project.suspended")
    assert read("payee.listed or project.suspended and payee.listed") == Or((one, And((two, one))))
    assert read("(payee.listed or\n project.suspended) and payee.listed") == And(
        (Or((one, two)), one)
    )


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("payee.screened =< 30d", 17, ""),
        ("payee.screened <= 30d and", 26, ""),
        ("payee.screend <= 3d", 1, "payee.screened"),
        ("milestone M3 verifid", 14, "verified"),
        ("amount", 7, ""),
        ("amount <= 30d", 8, ""),
        ("amount <= 500000", 8, ""),
        ("amount <= 5 EUR", 11, ""),
        ("amount <= 0.001", 11, ""),
        ("amount <= 30 d", 11, "30d"),
        ("amount <= 5% of payee.screened", 17, ""),
        ("amount <= 101% of fund.cash", 11, ""),
        ("amount + payee.screened > 3d", 8, ""),
        ("payee.listed = payee.listed", 14, ""),
        ("99999999999999999999 = fund.phases_in_force", 1, ""),
        ("999999999999999bn < amount", 1, ""),
        ("amount <= 1_000", 12, ""),
        ("amount ≤ 3m", 8, ""),
        ("(payee.listed", 14, ""),
        ("payee.listed)", 13, ""),
        ("f(amount) > 3m", 2, ""),
        ("1 < 2", 3, ""),
        ("1 + 1 < 2", 7, ""),
        ("", 1, ""),
        ("not " * 41 + "payee.listed", 1, ""),
        ("x" * (LENGTH_MAX + 1), LENGTH_MAX, ""),
    ],
)
def test_a_mistake_has_a_column(text, column, suggestion):
    with pytest.raises(ConditionError) as caught:
        read(text)
    assert (column, suggestion) == (caught.value.column, caught.value.suggestion)
    assert caught.value.found
    assert caught.value.expected


def test_amounts_are_read_without_a_known_holding_currency():
    assert parse("amount <= 5m EUR", None, 0) == Compare("<=", AMOUNT, Literal(0, "money"))


def value(text: str, **facts: object) -> bool | None:
    names = {name.replace("__", "."): each for name, each in facts.items()}
    statuses = {"M1": "verified", "M2": "lapsed"}
    return evaluate(read(text), names.get, lambda name: statuses.get(name, ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amount <= 5m", True),
        ("amount < 5m", False),
        ("amount >= 5m", True),
        ("amount > 4.99m", True),
        ("amount = 5m", True),
        ("amount != 5m", False),
        ("milestone M1 verified", True),
        ("milestone M2 verified", False),
        ("not milestone M2 verified", True),
        ("milestone M9 verified", None),
        ("not milestone M9 verified", None),
        ("payee.listed", False),
        ("payee.screened <= 3d", None),
        ("payee.screened <= 3d or amount = 5m", True),
        ("payee.screened <= 3d and amount != 5m", False),
        ("payee.screened <= 3d and amount = 5m", None),
        ("payee.screened <= 3d or amount != 5m", None),
        ("amount - fund.cash < 0.01", None),
        ("amount - 1m = 4m", True),
    ],
)
def test_three_values(text, expected):
    assert value(text, amount=500_000_000, payee__listed=False) is expected


def test_shares_are_exact():
    text = "project.unaccounted <= 33.3333% of project.advance"
    facts = {"project__advance": 3_000_000}
    assert value(text, project__unaccounted=999_999, **facts) is True
    assert value(text, project__unaccounted=1_000_000, **facts) is False


@pytest.mark.parametrize("wrong", ["5", 5.0, True, object()])
def test_a_fact_of_another_kind_is_unknown(wrong):
    assert value("amount <= 5m", amount=wrong) is None


def test_a_number_is_no_flag():
    assert value("payee.listed", payee__listed=1) is None


def test_why_false_names_the_fewest_conditions():
    tree = read(
        "amount <= 1m and (payee.listed or project.suspended and fund.cash > 1m) and amount > 0.01"
    )
    facts = {
        "amount": 500_000_000,
        "payee.listed": False,
        "project.suspended": False,
        "fund.cash": 5,
    }
    reasons = why_false(tree, facts.get, lambda _: "")
    assert reasons == [read("amount <= 1m"), read("payee.listed")]
    assert why_false(read("amount <= 5m"), facts.get, lambda _: "") == []
    assert why_false(read("not (amount <= 5m or payee.listed)"), facts.get, lambda _: "") == [
        read("amount > 5m")
    ]
    unknown = read("payee.screened <= 3d and payee.screened <= 3d")
    assert why_false(unknown, facts.get, lambda _: "") == [read("payee.screened <= 3d")]


def test_milestones_in_order():
    tree = read("milestone B verified or not (milestone A lapsed and amount > 1m)")
    assert milestones_of(tree) == ("B", "A")


# --- properties -----------------------------------------------------------------------------------
OPS = ("<=", ">=", "<", ">", "=", "!=")
LEAVES = st.one_of(
    st.builds(Compare, st.sampled_from(OPS), st.just(AMOUNT), st.just(CASH)),
    st.just(LISTED),
    st.builds(MilestoneIs, st.sampled_from(["M1", "M2"]), st.sampled_from(MILESTONE_STATUSES)),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.tuples(inner, inner)),
        st.builds(Or, st.tuples(inner, inner, inner)),
    ),
    max_leaves=8,
)
KNOWN = st.fixed_dictionaries(
    {
        "amount": st.sampled_from([None, 2, 3]),
        "fund.cash": st.sampled_from([None, 2, 3]),
        "payee.listed": st.sampled_from([None, True, False]),
        "M1": st.sampled_from(["", "verified", "lapsed"]),
        "M2": st.sampled_from(["", "pending"]),
    }
)


@given(TREES, KNOWN)
def test_the_plain_form_means_the_same(tree, known):
    def found(one: Condition) -> bool | None:
        return evaluate(one, known.get, known.__getitem__)

    assert found(tree) is found(plain(tree))
    contrary = found(plain(tree, holds=False))
    assert contrary is (None if found(tree) is None else not found(tree))


@given(TREES, KNOWN)
def test_reasons_are_conditions_that_do_not_hold(tree, known):
    reasons = why_false(tree, known.get, known.__getitem__)
    assert (reasons == []) is (evaluate(tree, known.get, known.__getitem__) is True)
    for reason in reasons:
        assert evaluate(reason, known.get, known.__getitem__) is not True


@given(st.one_of(st.text(), st.text("amount fnd.csh<=>!()0123456789%kmbdUSDilestoervyd+-\n")))
def test_reading_any_text_ends_in_a_tree_or_a_column(text):
    try:
        tree = read(text)
    except ConditionError as error:
        column = error.column
    else:
        column = 1
        assert evaluate(tree, lambda _: None, lambda _: "") is None
    assert column >= 1


def test_every_fact_can_be_named():
    for path, unit in FACTS.items():
        text = {"money": "1m", "days": "1d", "number": "1"}.get(unit)
        assert read(f"{path} <= {text}" if text else path)
