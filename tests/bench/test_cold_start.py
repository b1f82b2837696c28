import pytest

from concord.bench import cold_start


def test_without_accounting_programs_it_says_so(monkeypatch):
    monkeypatch.setattr(cold_start.shutil, "which", lambda _: None)
    figures = cold_start.measure(30)
    notes = [figure.note for figure in figures if figure.note]
    assert notes == ["ledger is not installed", "hledger is not installed"] * 2
    assert [figure.aim for figure in figures if figure.aim] == ["at most 0.8 s", "at most 2 s"]


@pytest.mark.usefixtures("ledger")
def test_beside_ledger_there_are_ratios_of_time_and_memory():
    figures = [one for one in cold_start.measure(30) if one.reference == "ledger"]
    assert [figure.unit for figure in figures] == ["s", "MiB"] * 2
    assert all(figure.ratio for figure in figures)
