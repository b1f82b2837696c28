import pytest

from concord.core.agreement.days import day_of
from concord.shell.imports import cerf_checks
from concord.shell.imports.rates import Rates
from concord.shell.imports.rows import Row


@pytest.fixture
def check(read):
    def run(*rows):
        return cerf_checks.facts(read(*rows).sent, list(rows))

    return run


def seen(remarks):
    return [(one.row, one.column) for one in remarks]


def test_a_contribution_that_closes_is_not_remarked(check, row):
    facts = check(row(1, 2), row(3, 3), row(6, 4), row(7, 5))
    assert cerf_checks.contributions(facts) == []


def test_a_write_off_that_leaves_something_open_is_remarked(check, row):
    facts = check(row(1, 2), row(3, 3), row(7, 4))
    assert seen(cerf_checks.contributions(facts)) == [(4, "amount_local")]


def test_receipts_above_the_pledge_are_remarked(check, row):
    facts = check(row(1, 2), row(3, 3), row(6, 4, amount_local="201.00"))
    [found] = cerf_checks.contributions(facts)
    assert (found.row, found.value) == (4, "201.00")


def test_an_open_pledge_is_no_remark(check, row):
    assert cerf_checks.contributions(check(row(1, 2), row(3, 3))) == []


def test_a_receipt_before_its_pledge_is_no_remark(check, row):
    assert cerf_checks.contributions(check(row(2, 2), row(4, 3))) == []


def test_a_receipt_without_pledge_or_in_another_currency_is_remarked(check, row):
    facts = check(row(1, 2), row(3, 3, currency="EUR"), row(2, 4))
    assert seen(cerf_checks.contributions(facts)) == [(3, "currency"), (4, "ref")]


def test_equivalents_are_compared_with_published_rates(check, row, terms, tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text("date,USD,CHF,JPY\n2006-01-09,1.20,1.80,\n")
    published = Rates(file)
    facts = check(
        row(1, 2),  # 300 CHF are 200 dollars
        row(1, 3, ref="b", amount_usd="2000.00"),
        row(1, 4, ref="c", amount_usd="220.00"),
        row(2, 5),
        row(8, 6),
        row(1, 7, ref="d", amount_usd="0.00"),
    )
    found = cerf_checks.rates(facts, terms, published)
    assert seen(found) == [(3, "amount_usd"), (5, "currency")]
    assert "+900 %" in found[0].reason


def test_dates_after_the_import_are_remarked(row):
    rows = [row(1, 2), row(2, 3)]
    assert seen(cerf_checks.later(rows, day_of("2006-01-09"))) == [(3, "date")]


def test_another_list_of_projects_is_held_against_the_allocations(read, row, terms):
    sent = read(row(5)).sent
    listed = [
        Row(2, {"project_code": "06-WFP-001", "budget_usd": "110.0"}, "projects.csv"),
        Row(3, {"project_code": "06-WFP-001", "budget_usd": "111.0"}, "projects.csv"),
        Row(4, {"project_code": "06-WFP-009", "budget_usd": "1.0"}, "projects.csv"),
    ]
    found = cerf_checks.portfolio(listed, sent, terms)
    assert seen(found) == [(3, "budget_usd"), (4, "project_code")]
    assert {one.file for one in found} == {"projects.csv"}
