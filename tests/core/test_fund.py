"""The fund: opening, who may act, time, what falls due first, refusals that leave no trace."""

import msgspec
import pytest

from concord.core import acts, entry, fund
from concord.core.acts import Act, Event, Refusal
from concord.core.agreement.days import day_of
from concord.core.books import acts as b
from concord.core.compliance import acts as c
from concord.core.entry import COMMANDS
from concord.core.fund import HANDLERS
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from tests.core.clauses import plain
from tests.core.funds import Play, later, running, withdrawal

DAY = "2027-01-20"


# --- every command --------------------------------------------------------------------------------
def test_every_command_has_a_handler():
    assert set(HANDLERS) == set(COMMANDS.values())


MONEY = {"amount": "7", "currency": "USD", "value_on": DAY}
STEP = {"schedule": "X", "n": 1, "stage": "moved", "on": DAY}
#: One refusal of every command, in a fund that is running: command, party, code.
REFUSED = [
    (acts.OpenFund(origin="o", key="k", agreements=[], rules=1), "WB", "open-already"),
    (acts.AdoptRules(rules=9), "WB", "rules-unknown"),
    (acts.NameSourceIncomplete(source="s", lacks="x"), "US", "not-entitled"),
    (acts.Accede(id="XX", name="X", role="donor"), "WB", "accession-closed"),
    (acts.Tick(to=DAY), "WB", "nothing-due"),
    (b.RecordPledge(donor="XX", ref="p", **MONEY), "WB", "unknown-id"),
    (b.SignContribution(donor="XX", ref="c", **MONEY), "WB", "unknown-id"),
    (
        b.CallInstalment(donor="US", contribution="c", amount="7", currency="USD"),
        "WB",
        "unknown-id",
    ),
    (b.RecordReceipt(donor="US", ref="us-1", **MONEY), "WB", "deposit-twice"),
    (b.WriteOff(donor="UN", ref="w", **MONEY), "WB", "not-a-donor"),
    (b.ReverseEntry(seq=0, reason="x"), "WB", "not-reversible"),
    (c.RegisterPayee(payee="payee-1"), "WB", "payee-exists"),
    (c.RecordScreening(payee="x", outcome="hit", on=DAY, lists="l"), "WB", "unknown-id"),
    (p.RegisterProject(project="A", title="A"), "WB", "project-exists"),
    (p.Allocate(project="A", amount="7", value_on=DAY), "WB", "decision-missing"),
    (p.SignGrant(project="A", amount="7", value_on=DAY), "WB", "above-allocation"),
    (withdrawal("w", "A", 0), "KP", "above-grant"),
    (p.ApproveWithdrawal(withdrawal="w"), "WB", "unknown-id"),
    (p.RejectWithdrawal(withdrawal="w", reason="x"), "WB", "unknown-id"),
    (p.PayWithdrawal(withdrawal="w", value_on=DAY), "WB", "unknown-id"),
    (p.Document(withdrawal="w", amount="7", value_on=DAY), "WB", "unknown-id"),
    (
        p.FindIneligible(finding="f", project="A", amount="7", value_on=DAY, reason="x"),
        "WB",
        "above-disbursed",
    ),
    (
        p.RecordRefund(project="A", ref="r", amount="7", value_on=DAY, cause="unspent"),
        "WB",
        "above-disbursed",
    ),
    (r.Attest(milestone="M9", verdict="met", on=DAY), "IAEA", "unknown-id"),
    (r.Challenge(milestone="M1", ground="x"), "US", "nothing-to-challenge"),
    (r.Propose(case="case-A", rule="ord", act="resolve"), "US", "case-exists"),
    (r.Vote(case="case-A", vote="yes"), "US", "case-closed"),
    (r.RaiseObjection(case="x", reason="x"), "US", "unknown-id"),
    (r.Recuse(case="x", reason="x"), "US", "unknown-id"),
    (r.GiveNotice(phase="P2"), "KP", "not-by-notice"),
    (r.Allege(procedure="S3", ground="x"), "WB", "project-missing"),
    (r.Respond(case="S1-1", text="x"), "KP", "unknown-id"),
    (r.VerifyCure(case="S1-1", on=DAY), "IAEA", "unknown-id"),
    (r.GrantRelief(relief="R2"), "US", "not-entitled"),
    (r.WithdrawRelief(relief="R1", ground="x"), "US", "not-granted"),
    (r.Perform(duty="x", on=DAY), "KP", "unknown-id"),
    (r.MoveStep(**STEP), "US", "unknown-id"),
]


@pytest.fixture(scope="module")
def fund_that_runs() -> Play:
    return running()


def test_every_command_is_refused_below():
    assert {type(command) for command, _, _ in REFUSED} == set(HANDLERS)


@pytest.mark.parametrize(("command", "party", "code"), REFUSED, ids=lambda one: type(one).__name__)
def test_a_refused_command_leaves_no_trace(fund_that_runs, command, party, code):
    play = fund_that_runs
    before = play.snapshot(), play.state.size, play.state.at, dict(play.state.officers)
    refused = play.no(code, party, DAY, command, "officer-new")
    assert isinstance(refused, Refusal)
    after = play.snapshot(), play.state.size, play.state.at, dict(play.state.officers)
    assert after == before


@pytest.mark.parametrize(("command", "party", "code"), REFUSED, ids=lambda one: type(one).__name__)
def test_the_reason_given_is_the_first_of_all_reasons(fund_that_runs, command, party, code):
    assert fund_that_runs.why(party, DAY, command)[0] == code


@pytest.mark.parametrize("command", HANDLERS, ids=lambda kind: kind.__name__)
def test_roles_that_may_send_a_command_exist(command):
    roles = {"recipient", "donor", "trustee", "verifier", "monitor", "implementer"}
    assert set(HANDLERS[command].roles) <= roles


# --- opening --------------------------------------------------------------------------------------
def test_entry_0_names_log_agreement_and_rules():
    play = Play(opened=None)
    play.ok("WB", "2026-12-01", play.opening())
    assert (play.state.origin, play.state.rules, play.state.size) == ("example.org/t", 1, 1)


def test_nothing_happens_before_the_fund_is_open():
    play = Play(opened=None)
    assert play.no("open-first", "WB", DAY, acts.Tick(to=DAY)).clause == ""
    assert not fund.falls_due(play.state, "2030-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agreements": [acts.AgreementRef("T", "b" * 64)]}, "agreement-differs"),
        ({"agreements": [acts.AgreementRef("T", "a" * 64)] * 2}, "agreement-differs"),
        ({"rules": 2}, "rules-unknown"),
    ],
)
def test_an_opening_names_this_agreement_and_these_rules(changes, code):
    play = Play(opened=None)
    play.no(code, "WB", "2026-12-01", play.opening(**changes))


def test_a_fund_is_opened_once_and_by_its_trustee():
    play = Play(opened=None)
    play.no("not-entitled", "US", "2026-12-01", play.opening())
    play.ok("WB", "2026-12-01", play.opening())
    play.no("open-already", "WB", "2026-12-01", play.opening())


def test_opening_after_the_agreement_took_effect_lets_what_fell_due_come_first():
    play = Play(opened="2027-03-10")
    play.tick("2027-03-10")
    assert play.status("phase", "P1") == "in force"
    assert play.status("milestone", "M5") == "breached"


# --- rules, sources, accession --------------------------------------------------------------------
def test_only_newer_rules_are_adopted(monkeypatch):
    play = Play()
    play.no("rules-unknown", "WB", DAY, acts.AdoptRules(rules=1))
    monkeypatch.setattr(fund, "RULES", 3)
    play.ok("WB", DAY, acts.AdoptRules(rules=2))
    assert play.state.rules == 2
    play.no("rules-unknown", "WB", DAY, acts.AdoptRules(rules=4))


def test_a_party_accedes_where_the_agreement_is_open():
    play = Play(plain(accession=True))
    joins = acts.Accede(id="SE2", name="Sweden", role="donor")
    play.ok("WB", DAY, joins)
    play.no("party-exists", "WB", DAY, joins)
    play.receive("SE2", 700, DAY)
    assert play.report()["by_source"]["SE2"]["USD"]["share"] == "1.0000"


# --- who ------------------------------------------------------------------------------------------
def test_an_officer_acts_for_one_party_only():
    play = running()
    notice = r.GiveNotice(phase="P2")
    refused = play.no("officer-of-another", "KP", DAY, notice, "WB-1")
    assert refused.facts == {"officer": "WB-1", "party": "WB"}


def test_a_party_that_the_agreement_does_not_name_may_not_act():
    play = Play()
    refused = play.no("unknown-id", "XX", DAY, acts.Tick(to=DAY))
    assert refused.facts["kind"] == "party"


def test_a_wrong_role_comes_first_and_the_rest_after():
    play = running()
    reasons = play.why("US", DAY, b.RecordReceipt(donor="UN", ref="us-1", **MONEY))
    assert reasons == ["not-entitled", "not-a-donor", "deposit-twice"]


# --- time -----------------------------------------------------------------------------------------
def test_time_never_goes_back():
    play = running()
    play.ok("WB", "2027-01-21T09:00:00Z", c.RegisterPayee(payee="q"))
    same = c.RegisterPayee(payee="s")
    play.ok("WB", "2027-01-21T09:00:00Z", same)
    earlier = c.RegisterPayee(payee="t")
    refused = play.no("time-goes-back", "WB", "2027-01-21T08:59:59Z", earlier)
    assert refused.facts == {"at": "2027-01-21T08:59:59Z", "last": "2027-01-21T09:00:00Z"}


def test_an_instant_that_is_none_is_refused():
    play = running()
    act = Act(
        party="WB", officer="WB-1", at="2027-02-30T00:00:00Z", id="x", command=acts.Tick(to=DAY)
    )
    assert fund.decide(play.state, act).code == "no-such-day"


def test_the_day_of_an_act_is_the_day_in_the_zone_of_the_agreement():
    play = Play(plain(zone_minutes=540))
    receipt = b.RecordReceipt(donor="US", ref="r", **(MONEY | {"value_on": "2027-01-21"}))
    play.no("day-to-come", "WB", "2027-01-20T14:59:59Z", receipt)
    play.ok("WB", "2027-01-20T15:00:00Z", receipt)


def test_what_fell_due_comes_first_and_stands_though_the_command_is_refused():
    play = running()
    day = later("2027-01-06", 180)
    act = play.act_of("WB", day, acts.Tick(to=day))
    command = play.act_of("US", day, r.GrantRelief(relief="R9"))
    refused = fund.decide(play.state, command)
    assert (refused.code, refused.facts["day"]) == ("due-first", "2027-02-01")
    size = play.state.size
    assert act.command.to == day
    play.no("unknown-id", "US", day, command.command)
    assert play.state.size > size
    assert play.status("milestone", "M2") == "lapsed"


def test_a_tick_to_a_day_to_come_or_to_none():
    play = Play()
    play.no("day-to-come", "WB", DAY, acts.Tick(to="2027-01-21"))
    play.no("no-such-day", "WB", DAY, acts.Tick(to="2027-13-01"))


def test_a_fund_without_anything_on_its_agenda_has_nothing_due():
    play = Play(plain())
    play.no("nothing-due", "WB", DAY, acts.Tick(to=DAY))


def test_anybody_may_let_time_pass():
    play = Play()
    act = play.act_of("SE", DAY, acts.Tick(to=DAY))
    assert isinstance(fund.decide(play.state, act), list)


def test_a_tick_too_large_for_one_entry_goes_on_in_the_next(monkeypatch):
    whole = Play()
    whole.tick("2027-07-01")
    monkeypatch.setattr(fund, "TICK_EVENTS_MAX", 2)
    parts = Play()
    parts.tick("2027-07-01")
    assert len(parts.log) > len(whole.log)
    assert parts.report()["milestones"] == whole.report()["milestones"]
    assert parts.report()["obligations"] == whole.report()["obligations"]
    assert parts.state.opened == whole.state.opened


# --- apply, fold, project -------------------------------------------------------------------------
def test_an_event_of_no_room_is_a_bug_and_said_so():
    class Stray(Event, frozen=True, tag="stray"):
        pass

    with pytest.raises(TypeError, match="no room knows Stray"):
        fund._room(Stray)  # noqa: SLF001 - the guard itself


def test_an_event_of_the_fund_that_changes_nothing_but_the_record():
    play = Play()
    before = play.snapshot()
    opened = acts.Opened(agreements=[])
    fund.APPLY[acts.Opened](play.state, 1, opened)
    assert play.snapshot() == before


def test_the_fold_of_the_log_is_the_state():
    play = running()
    play.pay("w", "A", 70_000, DAY)
    folded = fund.fold(play.state.terms, (entry.decode(data) for data in play.log))
    twin = Play(opened=None)
    twin.state = folded
    assert twin.snapshot() == play.snapshot()
    assert folded.size == len(play.log)


def test_looking_ahead_changes_nothing():
    play = running()
    before = play.snapshot()
    ahead = fund.project(play.state, day_of("2030-01-01"))
    assert ahead.regime.status("milestone", "M2") == "lapsed"
    assert play.snapshot() == before


def test_a_day_as_it_opens_and_as_it_closes():
    play = running()
    day = day_of("2027-03-01")
    assert fund.opened(play.state, day).regime.status("milestone", "M5") == "pending"
    assert fund.opened(play.state, day).regime.status("step", "T:2") == "blocked"
    assert fund.project(play.state, day).regime.status("milestone", "M5") == "breached"


def test_deciding_only_reads():
    play = running()
    before = play.snapshot()
    act = play.act_of("KP", DAY, r.GiveNotice(phase="P3"))
    first = fund.decide(play.state, act)
    assert play.snapshot() == before
    assert fund.decide(play.state, act) == first
    assert msgspec.json.encode(first) == msgspec.json.encode(fund.decide(play.state, act))
