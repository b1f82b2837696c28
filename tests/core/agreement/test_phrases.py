import pytest

from concord.core.agreement import phrases
from concord.core.agreement.days import day_of
from concord.core.agreement.phrases import Enter, Unless
from concord.core.agreement.terms import Due, Effect, PassTerm, Standing
from concord.core.agreement.values import Unreadable


@pytest.mark.parametrize(
    ("text", "roles", "parties"),
    [
        ("each donor", ("donor",), ()),
        ("any donor or any verifier", ("donor", "verifier"), ()),
        ("US or KR", (), ("US", "KR")),
        ("each co-financier and KP, KP", ("co-financier",), ("KP",)),
        ("the trustee", ("trustee",), ()),
    ],
)
def test_who(text, roles, parties):
    assert phrases.standing(text) == Standing(roles=roles, parties=parties)


def test_a_role_that_is_none_gets_a_suggestion():
    with pytest.raises(Unreadable) as caught:
        phrases.standing("any doner")
    assert caught.value.suggestion == "donor"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("60% of votes", [PassTerm(kind="votes", ppm=600_000)]),
        (
            "67% of votes and 66.5% of heads and assent of KP",
            [
                PassTerm(kind="votes", ppm=670_000),
                PassTerm(kind="heads", ppm=665_000),
                PassTerm(kind="assent", who="KP"),
            ],
        ),
        ("all donors", [PassTerm(kind="all", who="donor")]),
        ("all beneficiaries", [PassTerm(kind="all", who="beneficiary")]),
        ("all members", [PassTerm(kind="all")]),
        ("no objection", [PassTerm(kind="silence")]),
    ],
)
def test_how_a_body_decides(text, terms):
    assert phrases.passes(text) == tuple(terms)


def test_times():
    assert phrases.due("180d of effective") == Due(days=180, trigger="effective")
    assert phrases.on_day("2027-03-01") == Due(day=day_of("2027-03-01"))
    assert phrases.since("effective") == Due(trigger="effective")
    assert phrases.since("2027-03-01") == Due(day=day_of("2027-03-01"))
    assert phrases.since("30d of P1") == Due(days=30, trigger="P1")
    assert phrases.before("expiry") == Due(trigger="expiry")


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("suspend new payments", Effect(kind="suspend payments")),
        ("suspend new commitments", Effect(kind="suspend commitments")),
        ("suspend project", Effect(kind="suspend project")),
        ("suspend R1", Effect(kind="suspend relief", refs=("R1",))),
        ("suspend R1, R2 and R3", Effect(kind="suspend relief", refs=("R1", "R2", "R3"))),
        ("freeze undisbursed", Effect(kind="freeze undisbursed")),
        ("phase back one", Effect(kind="phase back")),
        ("phase as before", Effect(kind="phase as before")),
        ("R1 and R2 after 30d", Effect(kind="restore relief", refs=("R1", "R2"), after_days=30)),
        ("R1", Effect(kind="restore relief", refs=("R1",))),
    ],
)
def test_consequences(text, effect):
    assert phrases.effect(text) == effect


def test_exceptions_to_a_snapback():
    assert phrases.unless("decision ordinary to continue, or verified cure") == Unless(
        "ordinary", True
    )
    assert phrases.unless("verified cure") == Unless(None, True)
    assert phrases.unless("decision D1 to continue") == Unless("D1", False)


def test_entry_into_a_phase():
    assert phrases.enter("effective") == Enter("effective")
    assert phrases.enter("advance") == Enter("advance")
    assert phrases.enter("notice by any donor") == Enter("notice", Standing(roles=("donor",)))


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (phrases.name, "9x"),
        (phrases.name, "x" * 33),
        (phrases.standing, "each of us"),
        (phrases.standing, "no body"),
        (phrases.passes, "60%"),
        (phrases.passes, "160% of votes"),
        (phrases.passes, "all of us"),
        (phrases.passes, "assent of "),
        (phrases.due, "180d"),
        (phrases.due, "180d of 9"),
        (phrases.since, "x y"),
        (phrases.before, "30d"),
        (phrases.effect, "suspend everything at once"),
        (phrases.effect, "R1 after a while"),
        (phrases.unless, "mercy"),
        (phrases.unless, "decision a to continue, or decision b to continue"),
        (phrases.enter, "notice"),
        (phrases.enter, "by and by"),
        (phrases.grow, "a lot"),
    ],
)
def test_what_is_no_phrase_is_refused(read, text):
    with pytest.raises(Unreadable):
        read(text)


def test_growth_is_kept_as_text():
    assert phrases.grow("20% per clean 180d up to 90m") == "20% per clean 180d up to 90m"
