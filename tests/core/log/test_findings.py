import json

from concord.core.log.findings import FINDINGS_MAX, Counts, Finding, Report, Tray


def test_a_report_without_findings_is_ok():
    report = Report(3, "ab", "verified", 3, Counts(3, 1, 1, 3))

    assert report.ok
    assert report.to_json() == {
        "ok": True,
        "size": 3,
        "root": "ab",
        "trust": "verified",
        "depth": 3,
        "checked": {"entries": 3, "tiles": 1, "signatures": 1, "decisions": 3},
        "findings": [],
        "findings_total": 0,
        "stopped_at": None,
    }


def test_a_report_with_findings_is_plain_json():
    finding = Finding(2, "refused", "Entry 2 was not allowed.", "7.1", {"code": "suspended"})
    report = Report(3, "ab", "none", 3, findings=(finding,), findings_total=1, stopped_at=3)

    assert not report.ok
    assert json.loads(json.dumps(report.to_json()))["findings"] == [
        {
            "position": 2,
            "kind": "refused",
            "message": "Entry 2 was not allowed.",
            "clause": "7.1",
            "facts": {"code": "suspended"},
        }
    ]


def test_a_tray_sorts_and_is_bounded():
    tray = Tray()
    for position in (7, None, 3):
        tray.add(position, "root-differs", "x", path="y")
    for position in range(FINDINGS_MAX):
        tray.put(Finding(100 + position, "refused", "x"))

    assert [each.position for each in tray.sorted()][:4] == [None, 3, 7, 100]
    assert len(tray.sorted()) == FINDINGS_MAX
    assert tray.unlisted == 3
    assert tray.total == FINDINGS_MAX + 3
