import json
from pathlib import Path

import pytest

from concord import bench
from concord.bench.figures import Figure


@pytest.fixture
def runs(monkeypatch):
    """Which measurements ran, with what they were told; none of them in earnest."""
    seen = []

    def fake(name):
        def run(options):
            seen.append((name, options.entries, options.lists))
            return [Figure(bench=name, name="x", value=2.0, unit="s", reference="y")]

        return run

    monkeypatch.setattr(bench, "BENCHES", {name: fake(name) for name in bench.BENCHES})
    return seen


def test_all_measurements_run_by_default(runs, capsys):
    assert bench.main([]) == 0
    assert [name for name, _, _ in runs] == ["cold-start", "append", "overview", "decide", "load"]
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_one_measurement_in_json(runs, capsys):
    bench.main(["append", "--entries", "70", "--cerf", "lists", "--json"])
    assert runs == [("append", 70, Path("lists"))]
    assert json.loads(capsys.readouterr().out) == {
        "figures": [{"bench": "append", "name": "x", "value": 2.0, "unit": "s", "reference": "y"}]
    }


def test_an_unknown_name_is_named(runs, capsys):
    with pytest.raises(SystemExit) as caught:
        bench.main(["speed"])
    assert caught.value.code == 2
    assert "cold-start" in capsys.readouterr().err
    assert runs == []


def test_a_measurement_in_earnest(capsys):
    bench.main(["load"])
    assert "from normal form" in capsys.readouterr().out
