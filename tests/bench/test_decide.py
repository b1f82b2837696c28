from concord.bench import decide
from concord.bench.figures import Process


def test_kinds_are_told_slowest_first_after_their_mean(monkeypatch):
    output = (
        b'{"vote":{"count":1,"deciding":2.0,"writing":1.0},'
        b'"allege":{"count":3,"deciding":6.0,"writing":2.0}}'
    )
    asked = []

    def python(module, environment):
        asked.append((module, sorted(environment)))
        return Process(1.0, 1.0, 1.0, output)

    monkeypatch.setattr(decide, "python", python)
    figures = decide.measure()
    assert [(one.name, one.value, one.reference_value) for one in figures] == [
        ("all 4 of the demonstration, mean", 5.0, 1.75),
        ("allege (3)", 6.0, 2.0),
        ("vote (1)", 2.0, 1.0),
    ]
    assert asked == [("concord.bench.deciding", ["CONCORD_DATABASE_URL", "CONCORD_DATA_DIR"])]
