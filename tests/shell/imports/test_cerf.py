import json
import os
import shutil
import subprocess
import sys

import pytest

from concord.core import report
from concord.core.acts import Accede
from concord.core.books.acts import RecordReceipt
from concord.core.entry import Envelope
from concord.core.programme.acts import Allocate, RegisterProject
from concord.shell import funds
from concord.shell.imports import cerf
from concord.shell.imports.remarks import UnusableSource

from .conftest import LINES

#: The first project costs more than has come in by then.
OUTRUN = tuple(line.replace("110.00,110.00", "300.00,300.00") for line in LINES)


pytestmark = pytest.mark.usefixtures("place")


@pytest.fixture(autouse=True)
def installation(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"


def test_the_first_import_opens_a_fund_of_its_own(folder):
    seen = []
    outcome = cerf.run(folder(), progress=lambda done, of: seen.append((done, of)))
    assert outcome.fund == "cerf"
    assert outcome.rows == len(LINES)
    assert outcome.written == {
        "accede": 3,
        "record_pledge": 3,
        "record_receipt": 3,
        "register_project": 2,
        "allocate": 2,
        "write_off": 1,
    }
    assert seen[-1] == (14, 14)
    assert outcome.totals == {
        "currency": "USD",
        "pledged": "250.00",
        "received": "245.00",
        "written_off": "6.67",
        "allocated": "135.50",
    }
    assert (outcome.problems, outcome.stopped, outcome.lowest) == ([], False, {})
    assert outcome.log["size"] == funds.size("cerf") == 15
    assert funds.now("cerf") == "2006-01-16T00:00:00Z"
    total = report.money(funds.state("cerf"))["total"]
    assert total == total | {name: outcome.totals[name] for name in outcome.totals}


def test_a_second_import_adds_nothing(folder):
    first = cerf.run(folder())
    again = cerf.run(folder() / "cerf_events.csv")
    assert again.log == first.log
    assert (again.written, again.already) == ({}, 14)


def test_a_longer_list_adds_what_is_new(folder):
    cerf.run(folder(*LINES[:6]))
    outcome = cerf.run(folder(*LINES))
    assert outcome.written == {
        "accede": 1,
        "record_pledge": 1,
        "register_project": 1,
        "allocate": 1,
        "write_off": 1,
    }


def test_a_row_that_changed_is_refused_and_named(folder):
    first = cerf.run(folder())
    changed = cerf.run(folder(LINES[0].replace("200.00", "201.00"), *LINES[1:]))
    assert [(one.row, one.file) for one in changed.problems] == [(2, "cerf_events.csv")]
    assert "06-DC-CHE-001" in changed.problems[0].reason
    assert changed.log == first.log


def test_a_dry_run_writes_nothing(folder):
    outcome = cerf.run(folder(), dry_run=True)
    assert outcome.written["allocate"] == 2
    assert outcome.log == {}
    assert funds.fund_ids() == []


def test_a_source_that_falls_short_writes_nothing_unless_it_is_named(folder):
    stopped = cerf.run(folder(*OUTRUN))
    [problem] = stopped.problems
    assert (problem.row, problem.column, problem.value) == (6, "amount_usd", "300.00")
    assert "-180.00 USD on 2006-01-12" in problem.reason
    assert (stopped.written, stopped.log, funds.fund_ids()) == ({}, {}, [])
    done = cerf.run(folder(*OUTRUN), accept_incomplete=True)
    assert not done.stopped
    assert done.lowest == {"amount": "-180.00", "on": "2006-01-12"}
    assert done.written["name_source_incomplete"] == 1
    assert len(funds.state("cerf").incomplete) == 1
    assert cerf.run(folder(*OUTRUN)).log == done.log


def test_problems_of_rows_and_refusals_come_together_and_stop_all(folder):
    broken = (*OUTRUN, "10,soon,PLEDGE,x,Japan,JPN,JPN,JPY,1.00,1.00,2006,,,,")
    outcome = cerf.run(folder(*broken))
    assert [(one.row, one.column) for one in outcome.problems] == [(6, "amount_usd"), (11, "date")]
    assert funds.fund_ids() == []


def live_fund(folder):
    """A fund under the same agreement that is being operated: its clock is measured."""
    funds.open_fund(cerf.AGREEMENT.read_bytes(), "cerf.yaml")
    return folder(*OUTRUN)


def test_a_fund_in_operation_refuses_the_same_and_stays_strict(folder):
    path = live_fund(folder)
    size = funds.size("cerf")
    outcome = cerf.run(path, fund="cerf", accept_incomplete=True)
    assert [one.row for one in outcome.problems] == [0, 6]
    assert "--accept-incomplete" not in outcome.problems[1].reason
    assert funds.size("cerf") == size
    assert funds.state("cerf").incomplete == []


def test_a_fund_in_operation_refuses_an_allocation_beyond_its_money(folder):
    live_fund(folder)

    def send(ident, command):
        return funds.act("cerf", Envelope(party="UN", officer="UN/1", id=ident, command=command))

    send("1", Accede(id="CHE", name="Switzerland", role="donor"))
    fields = {"amount": "6000", "currency": "USD", "value_on": "2006-01-10"}
    send("2", RecordReceipt(donor="CHE", ref="1", **fields))
    send("3", RegisterProject(project="P", title="Food"))
    refused = send("4", Allocate(project="P", amount="6001", value_on="2006-01-12"))
    assert refused.code == "not-available-to-commit"
    assert funds.size("cerf") == 4


def test_there_must_be_a_fund_to_import_into(folder):
    with pytest.raises(UnusableSource, match="no fund 'other'"):
        cerf.run(folder(), fund="other")


def test_a_wrong_file_is_named_at_once(tmp_path):
    (tmp_path / "cerf_events.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnusableSource, match="the column seq is missing"):
        cerf.run(tmp_path)


def test_lists_beside_the_main_one_add_sectors_and_comparisons(folder, tmp_path):
    path = folder().rename(tmp_path.with_name(tmp_path.name + "-lists") / "")
    (path / "raw").mkdir()
    (path / "raw" / "CERF_Allocations.csv").write_text(
        "projectCode,projectsectors\n06-WFP-001,Nutrition\n"
    )
    (path / "dprk_cerf_projects.csv").write_text(
        "project_code,sector,budget_usd\n06-WFP-001,Food,110.00\n06-WHO-002(TBD),Health,25.50\n"
    )
    rates = path.parent / "fx"
    rates.mkdir(exist_ok=True)
    (rates / "ecb_daily_selected.csv").write_text("date,USD,CHF,JPY\n2006-01-09,1.20,1.80,140\n")
    outcome = cerf.run(path)
    projects = funds.state("cerf").programme.projects
    assert [one.sector for one in projects.values()] == ["Nutrition", "Health"]
    assert outcome.portfolio == {
        "list": "dprk_cerf_projects.csv",
        "projects": 2,
        "budget": "135.50",
    }
    reasons = [one.reason for one in outcome.flags]
    assert any("published rate" in one for one in reasons)
    assert not any("list of rates" in one for one in reasons)
    shutil.rmtree(rates)


REAL = """
import json, sys
from pathlib import Path
from concord.shell import installation
installation.prepare()
from concord.core import report
from concord.core.agreement.days import day_of
from concord.shell import funds
from concord.shell.imports import cerf
path = Path(sys.argv[1])
stopped = cerf.run(path)
none = funds.fund_ids()
first = cerf.run(path, accept_incomplete=True)
again = cerf.run(path, accept_incomplete=True)
day = day_of("2013-11-08")
low = report.money(funds.state_at("cerf", day))
state = funds.state("cerf")
now = report.report(state, day, day, "")
print(json.dumps({
    "stopped": [one.column for one in stopped.problems], "none": none,
    "written": first.written, "log": first.log, "again": [again.written, again.log],
    "flags": sorted({one.reason for one in first.flags if "half-even" in one.reason}),
    "lowest": first.lowest, "low": low["total"], "money": now["money"]["total"],
    "places": now["programme"]["PRK"], "donors": len(state.parties) - 1,
    "share": now["by_source"]["GBR"]["USD"]["share"],
    "flagged": now["flags"],
}))
"""


def test_the_real_lists_come_to_their_totals_on_both_databases(shared_data, database_url, tmp_path):
    environment = {
        **os.environ,
        "CONCORD_DATA_DIR": str(tmp_path / "real"),
        "CONCORD_DATABASE_URL": database_url,
    }
    command = [sys.executable, "-c", REAL, str(shared_data / "cerf")]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert (found["stopped"], found["none"]) == (["amount_usd"], [])
    assert found["written"] == {
        "name_source_incomplete": 1,
        "accede": 196,
        "record_pledge": 1783,
        "record_receipt": 1807,
        "write_off": 8,
        "register_project": 8510,
        "allocate": 8510,
    }
    assert found["again"] == [{}, found["log"]]
    assert found["money"] == found["money"] | {
        "pledged": "10515547582.39",
        "received": "10337518914.07",
        "written_off": "30208.54",
        "allocated": "10046903011.52",
    }
    assert found["places"] == found["places"] | {"projects": 127, "allocated": "151544636.04"}
    assert found["lowest"] == {"amount": "-19729460.87", "on": "2013-11-08"}
    assert found["low"]["available_to_commit"] == "-19729460.87"
    assert found["donors"] == 196
    assert found["flags"] == [
        "more decimals than the 2 of AUD; rounded half-even",
        "more decimals than the 2 of EUR; rounded half-even",
    ]
    assert found["share"] == "0.1967"
    assert found["flagged"][0].startswith("source incomplete: ")
