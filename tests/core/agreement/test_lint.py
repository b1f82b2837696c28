from concord.core import agreement

CHANGES = "findings.txt"
KEPT = "a.yaml:46: perimeter: Read and kept, but not yet enforced: perimeter."


def found(text: str) -> list[str]:
    report = agreement.check(text, "a.yaml")
    assert report.problems == []
    return [str(finding) for finding in report.findings]


def test_the_small_agreement_has_only_what_is_not_enforced_yet(small):
    assert found(small) == [KEPT]


def test_findings(changed, pairs, problems):
    assert [line for line in found(changed(*pairs)) if line != KEPT] == problems


def test_no_end(changed):
    assert found(changed(("ends: 2029-12-31\n", "")))[0] == (
        "a.yaml:1: The agreement has no end date, so that it can be stuck for ever."
    )


def test_a_duty_without_consequence(small):
    start, end = small.index(",\n       else: {art: 8.2"), small.index("\nsnapback:")
    assert found(small[:start] + "}" + small[end:])[0] == (
        "a.yaml:35: obligations.O1: Obligation O1 does not say what follows when it is missed."
        " (article 8.1)"
    )


def test_what_is_taken_away_and_never_comes_back(small):
    start, end = small.index(",\n       restore: {art"), small.index("\nschedules:")
    assert found(small[:start] + "}" + small[end:])[0] == (
        "a.yaml:38: snapback.S1: S1 has no 'restore': what it takes back stays away. (article 9.1)"
    )


def test_no_procedure_at_all(small):
    start, end = small.index("snapback:"), small.index("schedules:")
    assert found(small[:start] + small[end:])[0] == (
        "a.yaml:1: There is no procedure for a breach, so that no party has a remedy."
    )


def test_cure_to_the_last_day_is_in_order(changed):
    assert len(found(changed(("cure: 30d", "cure: 35d")))) == 1


def test_a_remedy_of_its_own_counts(changed):
    remedy = "remedies: {D1: {text: tolled for the recipient while late}}\nperimeter: {out"
    text = changed(("by: any donor or KP", "by: any donor"), ("perimeter: {out", remedy))
    assert not [line for line in found(text) if "no other remedy" in line]


def test_whoever_may_still_accede_is_meant(changed):
    text = changed(
        ("by: any donor or KP", "by: any donor or KP or any observer"),
        ("zone: UTC", "zone: UTC\naccession: open"),
    )
    assert not [line for line in found(text) if "nobody is meant" in line]


def test_the_training_draft(draft):
    codes = {finding.code for finding in agreement.check(draft, "a.yaml").findings}
    assert codes == {
        "no-default",
        "no-perimeter",
        "no-remedy",
        "money-before-needs",
        "unit-not-pinned",
        "not-yet-enforced",
    }


def test_the_longer_cure_of_the_specification_is_found(draft):
    text = draft.replace("cure: 30d", "cure: 40d")
    assert "Notice 5d and cure 40d take 45 days" in "\n".join(found(text))


def test_a_text_with_problems_has_no_findings(changed):
    report = agreement.check(changed(("zone: UTC", "zone: X")), "a.yaml")
    assert (report.terms, len(report.problems), report.findings) == (None, 1, [])
    assert len(agreement.check("", "a.yaml").problems) == 1
