from concord.core.agreement.fields import keys_at

CHANGES = "fields.txt"


def test_fields(changed, mistakes_in, pairs, problems):
    assert mistakes_in(changed(*pairs)) == problems


def test_one_field_one_reference_and_one_sum_are_three_problems(changed, mistakes_in):
    text = changed(
        ("ceiling: 5m", "ceiling: five"),
        ("needs: [M1, M2]", "needs: [M1, M9]"),
        ("share: 70%", "share: 60%"),
    )
    assert mistakes_in(text) == [
        "a.yaml:12: parties: found shares of 90% in all, expected 100%",
        "a.yaml:23: phases.P1.ceiling: found 'five', expected an amount such as 10m or 450.25m USD",
        "a.yaml:24: phases.P2.needs[2]: found M9, expected a milestone; did you mean M2?",
    ]


def test_a_clause_with_a_mistake_is_still_there_for_others(changed, mistakes_in):
    text = changed(("text: Access given", "text: []"), ("share: 70%", "share: x"))
    assert [line.split(": found")[0] for line in mistakes_in(text)] == [
        "a.yaml:14: parties.JP.share",
        "a.yaml:27: milestones.M2.text",
    ]


def test_an_unreadable_section_does_not_hide_the_rest(small, mistakes_in):
    start, end = small.index("phases:"), small.index("milestones:")
    text = small[:start] + "phases: none\n" + small[end:]
    assert "a.yaml:22: phases: found text, expected a mapping" in mistakes_in(text)


def test_keys_at_a_place():
    assert keys_at(("languages",)) == ["authentic", "also"]
    assert keys_at(("obligations", "O1", "else", "else")) == [
        *("art", "party", "must", "trustee", "within", "else"),
    ]
    assert keys_at(("schedules", "T", "rules", 0)) == ["amount", "first", "every", "last"]
    assert keys_at(("snapback", "S1", "restore")) == ["art", "when", "then"]
