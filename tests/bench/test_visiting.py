import json

import pytest

from concord.bench import visiting

HEADING = (
    "seq,date,type,ref,party,party_code,country,currency,amount_local,amount_usd,fiscal_year,"
    "window,partner,title,note"
)
ROW = "1,2006-01-09,PLEDGE,06-DC-CHE-001,Switzerland,CHE,CHE,CHF,300.00,200.00,2006,,,,"


@pytest.fixture
def lists(tmp_path, settings, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    monkeypatch.setattr(visiting, "VISITS", 2)
    (tmp_path / "cerf_events.csv").write_text(f"{HEADING}\n{ROW}\n")
    return tmp_path


@pytest.mark.django_db
def test_a_full_and_an_empty_fund_are_visited(lists):
    found = json.loads(visiting.main(lists))
    assert found["entries"] == 4
    assert found["full"] > 0
    assert found["empty"] > 0


@pytest.mark.django_db
def test_lists_that_cannot_be_imported_give_no_time(lists):
    (lists / "cerf_events.csv").write_text(f"{HEADING}\n{ROW.replace('CHF', 'KPW')}\n")
    with pytest.raises(TypeError, match="the lists cannot be imported"):
        visiting.main(lists)


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_a_page_that_is_not_there_gives_no_time():
    with pytest.raises(TypeError, match="answers 404"):
        visiting.visits("none")
