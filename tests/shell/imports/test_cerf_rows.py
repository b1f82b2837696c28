import pytest

from concord.core.acts import Accede
from concord.core.books.acts import RecordPledge, RecordReceipt, WriteOff
from concord.core.programme.acts import Allocate, RegisterProject
from concord.shell.imports.cerf_rows import Sender, Totals, reading


def commands(found):
    return [one.command for one in found.sent]


def test_a_pledge_is_booked_in_its_currency_with_the_recorded_equivalent(read, row):
    found = read(row(1))
    assert commands(found) == [
        Accede(id="CHE", name="Switzerland", role="donor"),
        RecordPledge(
            donor="CHE",
            ref="06-DC-CHE-001",
            amount="30000",
            currency="CHF",
            equivalent="20000",
            value_on="2006-01-09",
            note="counts for 2006",
        ),
    ]
    assert {one.envelope.at for one in found.sent} == {"2006-01-09T00:00:00Z"}
    assert not found.flags
    assert not found.problems


def test_receipts_of_one_contribution_have_references_of_their_own(read, row):
    found = read(row(3), row(6))
    receipts = [one for one in commands(found) if isinstance(one, RecordReceipt)]
    assert [one.ref for one in receipts] == ["06-DC-CHE-001/1", "06-DC-CHE-001/2"]
    assert {one.contribution for one in receipts} == {"06-DC-CHE-001"}


def test_a_currency_without_decimals_has_none(read, row):
    receipt = commands(read(row(2)))[-1]
    assert (receipt.amount, receipt.equivalent, receipt.note) == (
        "5000",
        "5000",
        "counts for 2006; early",
    )


def test_a_write_off_names_its_contribution(read, row):
    written = commands(read(row(7)))[-1]
    assert isinstance(written, WriteOff)
    assert (written.ref, written.amount, written.equivalent) == ("06-DC-CHE-001", "1000", "667")


def test_an_allocation_is_a_project_and_its_money(read, row):
    found = read(row(5), sectors={"06-WFP-001": "Nutrition"})
    assert commands(found) == [
        RegisterProject(
            project="06-WFP-001",
            title="Food",
            sector="Nutrition",
            implementer="World Food",
            place="PRK",
            source="06-WFP-001; Rapid; counts for 2006",
        ),
        Allocate(project="06-WFP-001", amount="11000", value_on="2006-01-12"),
    ]


def test_a_project_without_title_or_fit_reference_is_flagged_and_kept(read, row):
    found = read(row(9))
    project = commands(found)[0]
    assert (project.project, project.title) == ("06-WHO-002-TBD", "06-WHO-002(TBD)")
    assert [one.column for one in found.flags] == ["ref", "title"]


def test_sectors_that_do_not_fit_are_told_in_the_source(read, row):
    listed = "Health, " * 15
    project = commands(read(row(5), sectors={"06-WFP-001": listed}))[0]
    assert project.sector == "Several sectors"
    assert project.source.endswith(listed)


def test_a_double_of_a_project_is_a_problem(read, row):
    found = read(row(5), row(5, number=3))
    assert [(one.row, one.column) for one in found.problems] == [(3, "ref")]


def test_decimals_beyond_the_currency_are_rounded_kept_and_flagged(read, row):
    found = read(row(1, amount_local="300.0050"))
    pledge = commands(found)[-1]
    assert pledge.amount == "30000"
    assert pledge.note == "source amount 300.0050 CHF; counts for 2006"
    [flag] = found.flags
    assert (flag.row, flag.column, flag.value) == (2, "amount_local", "300.0050")
    assert "rounded half-even" in flag.reason


def test_of_two_dollar_amounts_the_recorded_equivalent_is_booked(read, row):
    found = read(row(8, amount_local="50.00"))
    pledge = commands(found)[-1]
    assert (pledge.amount, pledge.equivalent) == ("500", "")
    assert "source amount 50.00 USD" in pledge.note
    assert [one.column for one in found.flags] == ["amount_local"]


def test_an_equivalent_of_nothing_is_flagged(read, row):
    found = read(row(1, amount_usd="0.00"))
    assert commands(found)[-1].equivalent == "0"
    assert [one.column for one in found.flags] == ["amount_usd"]


def test_a_date_far_from_the_year_of_the_reference_is_flagged(read, row):
    found = read(row(5, date="2008-01-12"))
    assert [(one.column, one.value) for one in found.flags] == [("date", "2008-01-12")]
    assert not read(row(5, date="2007-01-12")).flags
    assert not read(row(5, date="2008-01-12", ref="X")).flags


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"type": "GIFT"}, "type"),
        ({"date": "2006-02-30"}, "date"),
        ({"date": ""}, "date"),
        ({"currency": "KPW"}, "currency"),
        ({"amount_local": "-5"}, "amount_local"),
        ({"amount_usd": "1e3"}, "amount_usd"),
        ({"party": ""}, ""),
        ({"ref": "r" * 90}, ""),
    ],
)
def test_what_no_command_can_say_is_a_problem(read, row, changed, column):
    found = read(row(1, **changed))
    assert [(one.row, one.column) for one in found.problems] == [(2, column)]
    assert not any(isinstance(one, RecordPledge) for one in commands(found))


def test_all_problems_of_a_row_come_at_once(read, row):
    found = read(row(1, date="soon", amount_local="x", amount_usd="y"))
    assert [one.column for one in found.problems] == ["date", "amount_local", "amount_usd"]


def test_ids_come_from_what_the_row_says_and_not_from_its_number(read, row):
    first, renumbered = read(row(1)), read(row(1, number=7, seq="99"))
    assert [one.envelope.id for one in first.sent] == [one.envelope.id for one in renumbered.sent]
    changed = read(row(1, amount_usd="201.00"))
    assert changed.sent[-1].envelope.id != first.sent[-1].envelope.id


def test_rows_that_say_the_same_have_different_ids(read, row):
    found = read(row(3), row(3, number=3))
    ids = [one.envelope.id for one in found.sent]
    assert len(set(ids)) == len(ids) == 3
    assert ids[2] == f"{ids[1]}.2"


def test_totals_and_the_lowest_close(read, row):
    found = read(*(row(line, number=line + 1) for line in (1, 2, 3, 4, 5, 6, 7)))
    assert found.totals == Totals(pledged=24500, received=24500, written_off=667, allocated=11000)
    assert found.lowest() is None
    short = read(row(3), row(5), row(6))
    assert short.lowest() == (7000 - 11000, short.lowest()[1])


def test_a_fund_in_operation_dates_entries_itself(terms, row):
    found = reading([row(1)], terms, Sender("UN", "UN/import", ""), {})
    assert {one.envelope.at for one in found.sent} == {""}


def test_no_entry_is_dated_before_the_last(terms, row):
    sender = Sender("UN", "UN/import", "2006-01-09T08:00:00Z")
    found = reading([row(1), row(3)], terms, sender, {})
    assert [one.envelope.at for one in found.sent[1:]] == [
        "2006-01-09T08:00:00Z",
        "2006-01-10T00:00:00Z",
    ]
