from concord.core.agreement.conditions import parse
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import (
    PPM,
    Amount,
    DecisionRule,
    Due,
    Effect,
    Milestone,
    Obligation,
    PassTerm,
    Phase,
    Procedure,
    Quota,
    Reparation,
    Restore,
    Standing,
    Verification,
    Votes,
)

DONORS = Standing(roles=("donor",))


def test_the_head(small, terms_of):
    terms = terms_of(small)
    assert (terms.id, terms.title, terms.authentic, terms.languages) == (
        "SMALL",
        {"en": "Small Fund"},
        "en",
        ("en",),
    )
    assert list(terms.currencies.items()) == [("JPY", 0), ("USD", 2)]
    assert (terms.exponent("USD"), terms.exponent("t"), terms.exponent("x")) == (2, 3, None)
    assert (terms.zone_minutes, terms.effective) == (0, day_of("2027-01-01"))
    assert (terms.illustrative, terms.accession) == (False, False)


def test_parties_keep_the_order_of_the_text(small, terms_of):
    parties = terms_of(small).parties
    assert list(parties) == ["KP", "JP", "FR", "WB", "IA"]
    assert (parties["JP"].share_ppm, parties["KP"].share_ppm) == (700_000, None)


def test_bodies_and_decisions(small, terms_of):
    terms = terms_of(small)
    assert terms.bodies["board"].members == ("JP", "FR", "WB")
    assert terms.bodies["board"].votes == (Votes(since=1, ppm={"FR": 300_000, "JP": 700_000}),)
    assert terms.decisions["go"] == DecisionRule(
        id="go",
        art="2.2",
        body="board",
        passes=(PassTerm(kind="votes", ppm=600_000),),
        quorum=2,
        within_days=20,
        default="refused",
    )


def test_phases(small, changed, terms_of):
    assert terms_of(small).phases["P2"] == Phase(
        id="P2",
        art="3.10",
        title="Power",
        ceiling=Amount(minor=700_000_000, unit="USD"),
        needs=("M1", "M2"),
        enter="go",
    )
    more = "tranche: 2m, first_tranche: on entry, documented: 80%, outstanding: 2, "
    text = changed(("tranche: 2m, ", more), ("enter: go", "enter: notice by WB"))
    phases = terms_of(text).phases
    assert (phases["P1"].first_tranche_on_entry, phases["P1"].documented_ppm) == (True, 800_000)
    assert (phases["P1"].outstanding, phases["P1"].enter) == (2, "effective")
    assert (phases["P2"].enter, phases["P2"].notice_by) == ("notice", Standing(parties=("WB",)))
    assert phases["P2"].documented_ppm == PPM


def test_milestones_and_verification(small, changed, terms_of):
    terms = terms_of(small)
    assert terms.milestones["M1"] == Milestone(
        id="M1",
        art="4.1",
        text="No tests",
        by="KP",
        continuing=True,
        since=Due(trigger="effective"),
    )
    assert terms.milestones["M2"].due == Due(days=90, trigger="P2")
    default = Verification(
        id="default", art="5.1", verifiers=("IA",), valid_days=60, dispute_days=15
    )
    assert terms.verification_of("M2") == default
    text = changed(("within: 90d of P2", "due: 2028-03-01"), ("default: {art", "M1: {art"))
    terms = terms_of(text)
    assert terms.milestones["M2"].due == Due(day=day_of("2028-03-01"))
    assert terms.verification_of("M2") is None


def test_guardrails(small, terms_of):
    guardrail = terms_of(small).guardrails["G1"]
    assert guardrail.rule == parse("payee.screened <= 30d and not payee.listed", "USD", 2)
    assert (guardrail.on, guardrail.effect, guardrail.unknown) == ("payment", "refuse", "refuse")


def test_obligations(small, changed, terms_of):
    after = Reparation(
        art="8.2", by=DONORS, must="pay with charge", within_days=50, default="vote suspended"
    )
    assert terms_of(small).obligations["O1"] == Obligation(
        id="O1",
        art="8.1",
        by=DONORS,
        must="pay instalment",
        due=Due(days=30, trigger="call"),
        otherwise=after,
    )
    text = changed(
        ("within: 30d of call,\n       else: {art: 8.2, ", "amount: 2.5 t, else: {art: 8.2, "),
        ("party: each donor, must: pay with charge, within: 50d", "trustee: offset"),
        ("else: vote suspended", "else: {art: 8.3, party: KP, must: leave}"),
    )
    terms = terms_of(text)
    obligation = terms.obligations["O1"]
    assert (obligation.amount, obligation.due) == (Amount(minor=2_500, unit="t"), Due())
    assert obligation.otherwise == Reparation(
        art="8.2", by=Standing(roles=("trustee",)), must="offset"
    )
    assert terms.kept[0].path == "obligations.O1.else.else"


def test_an_obligation_may_end_in_one_word(changed, terms_of):
    clause = (
        "{art: 8.2, party: each donor, must: pay with charge, within: 50d, else: vote suspended}"
    )
    text = changed((clause, "breach"))
    obligation = terms_of(text).obligations["O1"]
    assert (obligation.default, obligation.otherwise) == ("breach", None)


def test_a_snapback(small, terms_of):
    assert terms_of(small).procedures["S1"] == Procedure(
        id="S1",
        art="9.1",
        by=Standing(roles=("donor",), parties=("KP",)),
        at_once=(Effect(kind="suspend payments"),),
        then=(Effect(kind="suspend relief", refs=("R1",)), Effect(kind="phase back")),
        notice_days=5,
        cure_days=30,
        continue_rule="go",
        cure_stops=True,
        snapped_back_within_days=40,
        restore=Restore(
            art="9.7",
            effects=(
                Effect(kind="phase as before"),
                Effect(kind="restore relief", refs=("R1",), after_days=30),
            ),
        ),
    )
    start, end = small.index("       notice: 5d"), small.index("       then: [suspend R1")
    text = small[:start] + small[end:]
    start, end = text.index(",\n       restore: {art"), text.index("\nschedules:")
    text = text[:start] + "}" + text[end:]
    bare = terms_of(text).procedures["S1"]
    assert (bare.notice_days, bare.cure_days, bare.continue_rule) == (0, 0, None)
    assert (bare.cure_stops, bare.restore, bare.title) == (False, None, "")


def test_a_schedule_is_one_list_in_the_order_of_dates(small, changed, terms_of):
    steps = terms_of(small).schedules["T1"].steps
    assert [(iso_of(step.due), step.amount.minor, step.needs) for step in steps] == [
        ("2027-02-01", 200_000_000, ()),
        ("2027-02-10", 300_000_000, ("M1",)),
        ("2027-03-07", 200_000_000, ()),
        ("2027-04-01", 200_000_000, ()),
    ]
    text = changed(("needs: [M1]}]}", "needs: [M1]}], authorise: yes, extend: go}"))
    schedule = terms_of(text).schedules["T1"]
    assert (schedule.authorise, schedule.extend_rule) == (True, "go")


def test_the_joint_plan_of_action(changed, terms_of):
    text = changed(
        (
            "rules: [{amount: 2m, first: 2027-02-01, every: 34d, last: 2027-04-01}]",
            "rules: [{amount: 550m, first: 2014-02-01, every: 34d, last: 2014-07-20}]",
        ),
        (
            "steps: [{on: 2027-02-10, amount: 3m, needs: [M1]}]",
            "steps: [{on: 2014-04-15, amount: 450m, needs: [M2]}, {on: 2014-03-01, amount: 450m}]",
        ),
    )
    steps = terms_of(text).schedules["T1"].steps
    dates = ["02-01", "03-01", "03-07", "04-10", "04-15", "05-14", "06-17", "07-20"]
    assert [iso_of(step.due) for step in steps] == [f"2014-{date}" for date in dates]
    assert sum(step.amount.minor for step in steps) == 4_200_000_000_00


def test_a_quota_may_count_a_unit_that_is_not_pinned(changed, terms_of):
    text = changed(("while: [M2]", "while: [M2], quota: 500 bbl per year"))
    quota = terms_of(text).relief["R1"].quota
    assert quota == Quota(amount=Amount(minor=500, unit="bbl"), per="year")


def test_what_is_not_enforced_is_kept_with_its_line(changed, terms_of):
    text = changed(
        ("ceiling: 5m", "ceiling: 5m, grow: 20% per clean 180d up to 9m"),
        ("while: [M2]", "while: [M2], quota: 5 t per month"),
        ("snapped_back_within: 40d", "keep: [{art: 9.8, text: window}], snapped_back_within: 40d"),
        (
            "perimeter: {out: [human rights]}",
            "promise: [{id: A1, text: x, check: y}]\nwaivers: {W1: {text: z}}\nfees: [2%]",
        ),
    )
    assert [(kept.path, kept.line, kept.why) for kept in terms_of(text).kept] == [
        ("phases.P1.grow", 23, "the growth of ceilings"),
        ("relief.R1.quota", 31, "the use of quotas"),
        ("snapback.S1.keep[1]", 40, "what goes on during a snap-back"),
        ("promise[1]", 46, "the proof of promises"),
        ("waivers.W1", 47, "waivers"),
        ("fees", 48, "fees"),
    ]
