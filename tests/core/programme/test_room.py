"""Room: how much may be paid or committed now, and which constraint binds."""

import msgspec
import pytest

from concord.core.programme import acts as p
from concord.core.programme.room import room_to_commit, room_to_pay
from concord.core.regime import acts as r
from tests.core.clauses import plain, terms, usd
from tests.core.funds import Play, later, running

DAY = "2027-01-20"


def most(play: Play) -> tuple[int, str]:
    room = room_to_pay(play.state)
    return room.most, room.binding.code


def document(play: Play, ident: str, amount: int) -> None:
    play.ok("WB", DAY, p.Document(withdrawal=ident, amount=str(amount), value_on=DAY))


def phase(**changes) -> Play:
    made = terms()
    one = msgspec.structs.replace(made.phases["P1"], **changes)
    return running(terms(phases=made.phases | {"P1": one}))


def test_cash_binds_where_there_is_nothing_else():
    play = Play(plain())
    assert most(play) == (0, "cash-short")
    play.receive("US", 700, DAY)
    assert most(play) == (700, "cash-short")


def test_nothing_limits_commitments_where_there_is_no_phase():
    room = room_to_commit(Play(plain()).state)
    assert (room.most, room.binding) == (0, None)


def test_the_first_tranche_is_open_from_the_start():
    assert most(running()) == (100_000, "tranche-exceeded")


def test_the_next_tranche_opens_when_the_last_is_documented_in_full():
    play = running()
    play.pay("w", "A", 100_000, DAY)
    assert most(play)[0] == 0
    document(play, "w", 99_999)
    assert most(play)[0] == 0
    document(play, "w", 1)
    assert most(play)[0] == 100_000


@pytest.mark.parametrize(
    ("documented", "left"),
    [(0, 0), (79_999, 0), (80_000, 100_000), (99_999, 100_000), (100_000, 100_000)],
)
def test_the_next_tranche_opens_at_the_stated_share(documented, left):
    play = phase(documented_ppm=800_000)
    play.pay("w", "A", 100_000, DAY)
    if documented:
        document(play, "w", documented)
    # Two outstanding would be too many, so a tranche that is not wholly documented blocks one.
    assert most(play)[0] == (left if documented == 100_000 else 0)


@pytest.mark.parametrize(
    ("documented", "left"), [(79_999, 0), (80_000, 100_000), (100_000, 100_000), (160_000, 200_000)]
)
def test_two_tranches_may_be_outstanding(documented, left):
    play = phase(documented_ppm=800_000, outstanding=2)
    play.pay("w", "A", 100_000, DAY)
    document(play, "w", min(documented, 100_000))
    if documented > 100_000:
        play.pay("v", "A", 100_000, DAY)
        document(play, "v", documented - 100_000)
        left -= 100_000
    assert most(play)[0] == left


def test_the_ceiling_of_the_phase_binds_in_the_end():
    play = phase(tranche=None, ceiling=usd(400_000))
    assert most(play) == (400_000, "ceiling-exceeded")
    play.pay("w", "A", 400_000, DAY)
    room = room_to_pay(play.state)
    assert (room.most, room.binding.facts["left"]) == (0, "0.00")


def test_a_first_tranche_on_entry_is_paid_before_its_needs_hold():
    play = running()
    play.decide("d", DAY, "enter", "P2")
    assert most(play)[0] == 300_000
    play.grant("B", 300_000, DAY)
    play.pay("w", "B", 200_000, DAY)
    assert most(play)[0] == 100_000
    play.pay("v", "B", 100_000, DAY)
    for ident, amount in {"w": 200_000, "v": 100_000}.items():
        document(play, ident, amount)
    assert most(play) == (0, "milestone-unverified")
    play.attest("M4", DAY, "IAEA")
    play.attest("M4", DAY, "TEV")
    assert most(play) == (300_000, "tranche-exceeded")


def test_suspended_payments_leave_no_room():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    assert most(play) == (0, "suspended")
    assert room_to_commit(play.state).most == 200_000


def test_after_a_snap_back_nothing_may_be_committed():
    play = running()
    play.ok("US", DAY, r.Allege(procedure="S1", ground="x"))
    play.tick(later(DAY, 36))
    room = room_to_commit(play.state)
    assert (room.most, room.binding.code) == (0, "suspended")
    assert room_to_pay(play.state).most == 0


def test_a_suspended_project_leaves_room_for_the_others():
    play = running()
    play.ok("WB", DAY, r.Allege(procedure="S3", ground="x", project="A"))
    assert room_to_pay(play.state, "A").most == 0
    assert room_to_commit(play.state, "A").most == 0
    assert room_to_pay(play.state, "B").most == 100_000
    assert room_to_pay(play.state).most == 100_000


def test_the_last_phase_has_no_next_to_enter():
    play = running()
    play.ok("KP", DAY, r.GiveNotice(phase="P3"))
    ceiling = room_to_commit(play.state).constraints[0].refusal
    assert (ceiling.facts["phase"], ceiling.cures) == ("P3", ())


def test_a_share_of_nothing_leaves_only_the_number_of_tranches_outstanding():
    play = phase(documented_ppm=0, outstanding=2)
    play.pay("w", "A", 200_000, DAY)
    assert most(play)[0] == 0
    document(play, "w", 100_000)
    assert most(play)[0] == 100_000


@pytest.mark.parametrize(("cause", "left"), [("unspent", 100_000), ("ineligible", 0)])
def test_money_that_comes_back_unspent_is_no_longer_outstanding(cause, left):
    play = running()
    play.pay("w", "A", 100_000, DAY)
    document(play, "w", 60_000)
    if cause == "ineligible":
        find = p.FindIneligible(
            finding="f", project="A", amount="40000", value_on=DAY, reason="no evidence"
        )
        play.ok("WB", DAY, find)
    refund = p.RecordRefund(project="A", ref="back", amount="40000", value_on=DAY, cause=cause)
    play.ok("WB", DAY, refund)
    assert most(play)[0] == left
