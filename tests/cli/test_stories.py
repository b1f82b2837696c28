"""replay, import and bench at the command line."""

import sys

import pytest

from concord.cli import main, stories
from concord.shell.imports import cerf


def test_replay_checks_every_expectation(concord):
    done = concord("replay", "jpoa", "--json")
    prose = concord("replay", "jpoa")

    assert (done.code, prose.code, done.document["mismatches"]) == (0, 0, [])
    assert "all hold" in prose.out


def test_replay_shows_a_date(concord):
    done = concord("replay", "jpoa", "--at", "2014-05-15", "--json")
    prose = concord("replay", "jpoa", "--at", "2014-05-15")

    assert (done.code, done.document["money"]["USD"]["received"]) == (0, "2550000000.00")
    assert "at: 2014-05-15" in prose.out


def test_replay_says_what_differs(concord, tmp_path):
    from importlib.resources import files

    shelf = files("concord") / "episodes" / "jpoa"
    for name in ("agreement.yaml", "story.yaml"):
        text = (shelf / name).read_text("utf-8").replace("2550000000.00", "2550000000.01")
        (tmp_path / name).write_text(text, "utf-8")

    done = concord("replay", tmp_path)

    assert done.code == 1
    assert "expected 2550000000.01, found 2550000000.00" in done.out
    assert "differ" in done.out


def test_replay_of_nothing(concord):
    done = concord("replay", "nowhere")

    assert (done.code, done.out) == (2, "")
    assert "nowhere" in done.err
    assert concord("replay", "jpoa", "--at", "soon").code == 2
    assert concord("replay", "jpoa", "--ruling", "x").code == 2


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("stopped", [False, True])
def test_import(concord, monkeypatch, stopped, tmp_path):
    asked = []

    class Outcome(dict):
        pass

    def run(path, **options):
        asked.append((path, {name: one for name, one in options.items() if name != "progress"}))
        options["progress"](1, 2)
        made = Outcome(written={"pledges": 3})
        made.stopped = stopped
        return made

    monkeypatch.setattr(cerf, "run", run)

    done = concord("import", "cerf", tmp_path, "--dry-run", "--accept-incomplete", "--json")
    prose = concord("import", "cerf", tmp_path, "--fund", "F")

    assert int(stopped) == done.code == prose.code
    assert done.document == {"written": {"pledges": 3}}
    assert "  pledges: 3\n" in prose.out
    assert asked == [
        (tmp_path, {"fund": None, "dry_run": True, "accept_incomplete": True}),
        (tmp_path, {"fund": "F", "dry_run": False, "accept_incomplete": False}),
    ]


@pytest.mark.usefixtures("place")
def test_import_of_nothing(concord, tmp_path):
    done = concord("import", "cerf", tmp_path / "none", "--json")

    assert (done.code, done.out) == (2, "")


def test_bench_hands_its_options_on(concord, monkeypatch):
    from concord import bench

    asked = []
    monkeypatch.setattr(bench, "main", lambda words: asked.append(words) or 0)

    assert concord("bench", "load", "--json").code == 0
    assert asked == [["load", "--json"]]


def test_a_bar_is_for_terminals_only(monkeypatch, capsys):
    stories.Bar().show(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar = stories.Bar()
    for done in (1, 2, 4):
        bar.show(done, 4)

    told = capsys.readouterr().err
    assert told.startswith("\r[=======")
    assert told.endswith("] 4/4\n")
    assert told.count("\r") == 2  # not more often than an eye can follow


def test_the_options_of_a_measurement_are_its_own(monkeypatch):
    told = []
    monkeypatch.setattr("concord.bench.main", lambda words: told.append(words) or 0)

    assert main(["bench", "--entries", "7", "load", "--json"]) == 0
    assert told == [["--entries", "7", "load", "--json"]]
