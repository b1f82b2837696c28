"""Funds through their one way in, on both databases."""

import pytest
from django.contrib.auth import get_user_model

from concord.core import fund as core
from concord.core.acts import AdoptRules, Refusal
from concord.core.agreement.days import day_of
from concord.core.books.acts import RecordReceipt
from concord.core.log import leaf_hash
from concord.core.regime.acts import Attest, Propose, Vote
from concord.shell import acting, cache, funds, many, models, table
from tests.shell.conftest import AGREEMENT, OPENED, envelope, receipt

pytestmark = pytest.mark.usefixtures("place")


def attest(ident="a1", verdict="met"):
    return envelope("IAEA", ident, Attest(milestone="M2", verdict=verdict, on="2027-01-09"))


def test_a_fund_is_opened_by_entry_0(fund):
    first = funds.entry(fund, 0)

    assert ["RELIEF"] == funds.fund_ids() == [fund]
    assert (0, f"{OPENED}T00:00:00Z", "WB", "open_fund") == first[:4]
    assert leaf_hash(first.data) == first.leaf
    assert funds.terms(fund).sha256.encode() in first.data
    assert funds.vkey(fund).encode() in first.data
    assert AGREEMENT.read_text("utf-8") == funds.source_text(fund)


def test_a_fund_is_opened_once(fund):
    with pytest.raises(funds.Exists):
        funds.open_fund(AGREEMENT.read_bytes(), "again.yaml")

    assert funds.size(fund) == 2


def test_what_is_no_agreement_opens_nothing():
    with pytest.raises(funds.Unusable) as caught:
        funds.open_fund(b"concord: 2\nholding: USD\n", "bad.yaml")

    assert len(caught.value.problems) > 1
    assert "bad.yaml:" in str(caught.value)
    assert funds.fund_ids() == []


def test_a_fund_needs_a_trustee():
    text = AGREEMENT.read_text("utf-8").replace("role: trustee", "role: observer")

    with pytest.raises(funds.Unusable, match="trustee"):
        funds.open_fund(text.encode(), "no-trustee.yaml")

    assert funds.fund_ids() == []


def test_an_unknown_fund_is_said_to_be_unknown():
    for question in (funds.state, funds.terms, funds.now, funds.vkey, funds.source_text):
        with pytest.raises(funds.NoSuchFund):
            question("NONE")


def test_an_accepted_command_is_one_entry(fund):
    done = funds.act(fund, attest())

    assert isinstance(done, funds.Accepted)
    assert [(one.seq, one.id, done.repeated) for one in done.entries] == [(2, "a1", False)]
    assert funds.state(fund).regime.status("milestone", "M2") == "verified"
    assert 3 == funds.size(fund) == funds.state(fund).size


def test_a_refused_command_leaves_nothing(fund):
    before = funds.root(fund)

    done = funds.act(fund, envelope("US", "v1", Vote(case="none", vote="yes")))

    assert isinstance(done, Refusal)
    assert done.code == "unknown-id"
    assert (2, before) == (funds.size(fund), funds.root(fund))


def test_what_fell_due_stands_even_if_the_command_is_refused(fund):
    funds.act(fund, attest())
    funds.pin(fund, "2027-08-01")  # the attestation lapsed on 8 July

    done = funds.act(fund, envelope("US", "v1", Vote(case="none", vote="yes")))

    assert done.code == "unknown-id"
    assert [(row.kind, row.seq) for row in funds.rows(fund, limit=1)] == [("tick", 3)]
    assert funds.state(fund).regime.status("milestone", "M2") == "lapsed"


def test_what_falls_due_comes_before_the_command(fund):
    funds.act(fund, attest())
    funds.pin(fund, "2027-08-01")

    done = funds.act(fund, receipt("b1"))

    assert [one.command.__struct_config__.tag for one in done.entries] == ["tick", "record_receipt"]
    assert (
        done.entries[0].party,
        done.entries[0].officer,
        done.entries[0].id,
    ) == ("WB", "clock", "clock:3")


# --- LED-4: the same id ---------------------------------------------------------------------------
def test_the_same_id_with_the_same_content_gives_the_stored_entry(fund):
    first = funds.act(fund, receipt("b1"))
    funds.act(fund, receipt("b2"))
    funds.pin(fund, "2027-08-01")  # formancehq wallets PR #109: other postings came between

    again = funds.act(fund, receipt("b1"))

    assert (first.entries, True) == (again.entries, again.repeated)
    assert funds.size(fund) == 4  # and no time was let pass for it


def test_the_same_id_with_other_content_is_refused(fund):
    funds.act(fund, receipt("b1"))

    for other in (receipt("b1", amount="501"), attest("b1")):
        assert funds.act(fund, other).code == "id-reused"  # formancehq/stack #1464
    assert funds.size(fund) == 3


def test_a_refused_id_may_be_sent_again(fund):
    early = Vote(case="d1", vote="yes")
    assert funds.act(fund, envelope("US", "v1", early)).code == "unknown-id"
    funds.act(fund, envelope("US", "p1", Propose(case="d1", rule="ordinary", act="resolve")))

    assert not funds.act(fund, envelope("US", "v1", early)).repeated


def test_nobody_may_use_the_ids_of_the_clock(fund):
    assert funds.act(fund, receipt("clock:2")).code == "id-reused"


# --- dry runs and why -----------------------------------------------------------------------------
@pytest.mark.parametrize("day", [OPENED, "2027-08-01"])
@pytest.mark.parametrize("case", ["allowed", "refused", "repeated", "reused", "late"])
def test_a_dry_run_says_what_the_real_run_says(fund, day, case):
    funds.act(fund, attest())
    funds.pin(fund, day)
    sent = {
        "allowed": receipt("b1"),
        "refused": envelope("US", "v1", Vote(case="none", vote="yes")),
        "repeated": attest(),
        "reused": attest(verdict="not met"),
        "late": envelope("WB", "x", receipt("x").command, at="2026-01-01T00:00:00Z"),
    }[case]
    size, today = funds.size(fund), funds.state(fund).regime.day

    tried = funds.act(fund, sent, dry_run=True)

    assert (size, today) == (funds.size(fund), funds.state(fund).regime.day)
    done = funds.act(fund, sent)
    if case == "late" and day != OPENED:
        assert tried.code == done.code == "time-goes-back"
    else:
        assert tried == done


def test_why_names_every_reason_and_changes_nothing(fund):
    bad = RecordReceipt(donor="XX", ref="b", amount="0", currency="USD", value_on="2027-01-09")
    worse = RecordReceipt(donor="US", ref="b", amount="0", currency="EUR", value_on="2028-01-09")

    assert [one.code for one in funds.why(fund, envelope("WB", "b", bad))] == ["unknown-id"]
    assert {"currency-not-pinned", "amount-zero", "day-to-come"} <= {
        one.code for one in funds.why(fund, envelope("WB", "b", worse))
    }
    assert funds.why(fund, attest()) == []
    beyond = envelope("WB", "b", bad, at="2029-01-01T00:00:00Z")
    assert [one.code for one in funds.why(fund, beyond)] == ["day-to-come"]
    assert funds.size(fund) == 2


# --- time -----------------------------------------------------------------------------------------
def test_a_told_clock_is_set_forward_only(fund):
    funds.pin(fund, "2027-02-01")

    assert (funds.now(fund), funds.is_pinned(fund)) == ("2027-02-01T00:00:00Z", True)
    with pytest.raises(ValueError, match="never goes back"):
        funds.pin(fund, "2027-01-31")
    with pytest.raises(ValueError, match="does not match"):
        funds.pin(fund, "next week")


def test_a_measured_clock_is_not_set():
    text = AGREEMENT.read_text("utf-8").replace("2027-01-01", "2020-01-01")
    fund = funds.open_fund(text.encode(), "live.yaml")

    assert not funds.is_pinned(fund)
    with pytest.raises(ValueError, match="measured"):
        funds.pin(fund, "2099-01-01")
    with pytest.raises(funds.Refused) as caught:
        funds.tick(fund, "2099-01-01")
    assert caught.value.refusal.code == "day-to-come"
    later = envelope("WB", "x", receipt("x").command, at="2099-01-01T00:00:00Z")
    assert funds.act(fund, later).code == "day-to-come"


def test_an_instant_of_no_calendar_is_refused(fund):
    funds.pin(fund, "2027-03-01")

    wrong = envelope("WB", "x", receipt("x").command, at="2027-02-30T00:00:00Z")

    assert funds.act(fund, wrong).code == "no-such-day"
    assert funds.act(fund, wrong, dry_run=True).code == "no-such-day"


def test_a_tick_closes_every_day_before_its_day(fund):
    funds.act(fund, attest())

    assert funds.tick(fund, "2027-07-07") == []
    made = funds.tick(fund, "2027-07-08")  # attested through 7 July

    assert [(one.officer, one.at) for one in made] == [("clock", "2027-07-08T00:00:00Z")]
    assert funds.state(fund).regime.status("milestone", "M2") == "lapsed"
    assert funds.tick(fund) == []


def test_a_tick_falls_on_the_days_of_the_funds_zone():
    text = AGREEMENT.read_text("utf-8").replace("zone: UTC", 'zone: "+09:00"')
    fund = funds.open_fund(text.encode(), "seoul.yaml", pinned_at="2026-12-01")

    made = funds.tick(fund, "2027-01-01")

    assert "2026-12-31T15:00:00Z" == made[0].at == funds.now(fund)
    assert funds.state(fund).regime.status("phase", "P1") == "in force"


# --- lists ----------------------------------------------------------------------------------------
def test_rows_are_found_by_what_they_are_about(fund):
    for n in range(3):
        funds.act(fund, receipt(f"b{n}"))
    funds.act(fund, attest())

    def seqs(**asked):
        return [row.seq for row in funds.rows(fund, **asked)]

    assert seqs() == [5, 4, 3, 2, 1, 0]
    assert seqs(before=4, limit=2) == [3, 2]
    assert [4, 3, 2] == seqs(key="account:cash") == seqs(key="account:received:US")
    assert [5] == seqs(key="milestone:M2") == seqs(key="kind:attest")
    assert [] == seqs(key="milestone:m2") == seqs(key="account:received:U")
    assert seqs(key="party:US", limit=1) == [4]
    assert funds.entry(fund, 99) is None


# --- many commands --------------------------------------------------------------------------------
def test_many_commands_are_written_in_one_go(fund):
    asked = [attest(), *(receipt(f"b{n}") for n in range(5))]

    assert funds.act_many(fund, asked) == 6
    assert funds.act_many(fund, asked) == 0  # the same again adds nothing
    root = funds.root(fund)
    cache.forget(fund)
    assert (8, root) == (funds.size(fund), funds.root(fund))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (receipt("b1", amount="7"), "id-reused"),
        (receipt("clock:9"), "id-reused"),
        (envelope("WB", "r", AdoptRules(rules=9)), "rules-unknown"),
        (envelope("WB", "x", receipt("x").command, at="2026-01-01T00:00:00Z"), "time-goes-back"),
    ],
)
def test_of_many_commands_all_are_written_or_none(fund, wrong, code):
    before = funds.root(fund)

    place, refusal = funds.act_many(fund, [receipt("b1"), receipt("b2"), receipt("b3"), wrong])

    assert (3, code) == (place, refusal.code)
    assert (2, before) == (funds.size(fund), funds.root(fund))


def test_many_commands_move_a_told_clock_and_let_time_pass(fund):
    funds.act(fund, attest())
    late = envelope("WB", "b1", receipt("b1").command, at="2027-08-01T10:00:00Z")

    assert funds.act_many(fund, [late]) == 2
    assert funds.now(fund) == "2027-08-01T10:00:00Z"
    assert funds.state(fund).regime.status("milestone", "M2") == "lapsed"


# --- the past -------------------------------------------------------------------------------------
def test_the_past_as_it_was_known(fund):
    funds.act(fund, receipt("b1", amount="300"))
    funds.pin(fund, "2027-03-01")
    funds.act(fund, receipt("b2", amount="500", value_on="2027-01-20"))
    funds.act(fund, receipt("b3", amount="700", value_on="2027-02-20"))

    def received(day, known=None):
        known_day = None if known is None else day_of(known)
        return funds.state_at(fund, day_of(day), known_day).books.total("received")

    assert received("2027-01-31", known="2027-01-31") == 300
    assert received("2027-01-31") == 800  # as corrected: the second had happened by then
    assert received("2027-03-01") == 1500
    assert (received("2027-01-09"), received("2027-01-08")) == (300, 0)


def test_the_past_of_the_regime_is_what_was_recorded(fund):
    funds.act(fund, attest())

    state = funds.state_at(fund, day_of("2027-07-08"))

    assert state.regime.status("milestone", "M2") == "lapsed"
    assert funds.state(fund).regime.status("milestone", "M2") == "verified"
    assert (
        core.opened(funds.state(fund), day_of("2027-07-07")).regime.status("milestone", "M2")
        == "verified"
    )


# --- what should not happen -----------------------------------------------------------------------
def test_who_always_loses_gives_up(fund, monkeypatch):
    monkeypatch.setattr(table, "append", lambda *_: False)
    monkeypatch.setattr(table, "append_all", lambda *_: False)
    for room in (acting, many):
        monkeypatch.setattr(room, "ATTEMPTS_MAX", 3)

    for attempt in (
        lambda: funds.act(fund, receipt("b1")),
        lambda: funds.act_many(fund, [receipt("b1")]),
    ):
        with pytest.raises(funds.Busy, match="3 times in a row"):
            attempt()
    assert funds.size(fund) == 2


def test_who_always_loses_lets_no_time_pass(fund, monkeypatch):
    funds.act(fund, attest())
    monkeypatch.setattr(table, "append", lambda *_: False)
    monkeypatch.setattr(acting, "ATTEMPTS_MAX", 3)

    with pytest.raises(funds.Busy):
        funds.tick(fund, "2027-08-01")
    with pytest.raises(funds.Busy):
        funds.act(fund, receipt("b1"))
    assert funds.size(fund) == 3


def test_an_act_that_is_known_but_gone_is_damage(fund, monkeypatch):
    funds.act(fund, attest())
    monkeypatch.setattr(table, "by_id", lambda *_: None)

    with pytest.raises(funds.Damaged, match="a1"):
        funds.act(fund, attest())


def test_many_commands_with_an_instant_of_no_calendar(fund):
    wrong = envelope("WB", "x", receipt("x").command, at="2027-02-30T00:00:00Z")

    with pytest.raises(ValueError, match="day is out of range"):
        funds.act_many(fund, [receipt("b1"), wrong])
    assert (funds.size(fund), funds.state(fund).size) == (2, 2)


def test_rows_have_names(fund):
    user = get_user_model().objects.create(username="desk")
    models.Officer.objects.create(user=user, fund_id=fund, party="WB", officer="WB/desk")

    assert [
        str(kind.objects.first()).partition(" (")[0]
        for kind in (models.Officer, models.Fund, models.Agreement, models.Log, models.Signed)
    ] == [
        "WB/desk",
        "RELIEF",
        "relief.yaml",
        "RELIEF 0",
        "RELIEF 1",
    ]
