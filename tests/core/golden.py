"""Makes a golden log: `PYTHONPATH=src:. python -m tests.core.golden NAME`.

A golden log is made once for each rules number and never again: it is what the software of its time
wrote. The story is that of the small fund and holds every event there is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from concord.core import acts
from concord.core.agreement import normalise
from concord.core.books import acts as b
from concord.core.compliance import acts as c
from concord.core.entry import encode
from concord.core.programme import acts as p
from concord.core.regime import acts as r
from tests.core.clauses import SMALL, small
from tests.core.funds import Play, later, withdrawal

GOLDEN = Path(__file__).parents[1] / "data" / "golden"


def _money_comes_in(play: Play) -> None:
    """Pledges, an agreement, a call, receipts in three currencies, corrections."""
    day = "2027-01-05"
    play.ok("WB", "2026-12-20", acts.Accede(id="NO", name="Norway", role="donor"))
    lacks = acts.NameSourceIncomplete(source="letters.csv", lacks="interest before 2027")
    play.ok("WB", "2026-12-20", lacks)
    yen = {"currency": "JPY", "value_on": day}
    for ref in ("pl-jp", "pl-jp-twice"):
        pledge = b.RecordPledge(donor="JP", ref=ref, amount="900000", equivalent="600000", **yen)
        play.ok("WB", day, pledge)
    wrong = play.state.size - 1
    play.ok("WB", day, b.ReverseEntry(seq=wrong, reason="entered twice"))
    sign = b.SignContribution(
        donor="JP", ref="ca-jp", amount="700000", equivalent="470000", pledge="pl-jp", **yen
    )
    play.ok("WB", day, sign)
    call = b.CallInstalment(donor="JP", contribution="ca-jp", amount="500000", currency="JPY")
    play.ok("WB", day, call)
    receipt = b.RecordReceipt(
        donor="JP", ref="b-1", amount="450000", equivalent="300001", contribution="ca-jp", **yen
    )
    play.ok("WB", day, receipt)
    play.receive("US", 500_003, day, "b-2")
    dinar = {"currency": "BHD", "value_on": day, "equivalent": "265251"}
    play.ok("WB", day, b.RecordReceipt(donor="NO", ref="b-3", amount="1000007", **dinar))
    loss = b.WriteOff(donor="US", ref="w-1", amount="17", currency="USD", value_on=day)
    play.ok("WB", day, loss)


def _project_a_is_paid(play: Play) -> None:
    """Attestation, relief, a grant by decision, a flagged withdrawal, a finding, a refund."""
    day = "2027-01-12"
    play.attest("M2", day)
    for party in ("US", "JP"):
        play.ok(party, day, r.GrantRelief(relief="R1", instrument="general licence 7"))
    play.ok("KR", day, r.GrantRelief(relief="R2"))
    play.grant("A", 400_000, day)
    clear = c.RecordScreening(payee="payee-1", outcome="clear", on=day, lists="UN 1718")
    play.ok("WB", day, clear)
    play.pay("w-1", "A", 90_001, day)
    play.ok("KP", day, withdrawal("w-2", "A", 3_000, invoice="inv-9"))
    play.ok("WB", day, p.RejectWithdrawal(withdrawal="w-2", reason="no invoice attached"))
    day = "2027-02-10"
    play.ok("WB", day, p.Document(withdrawal="w-1", amount="70000", value_on=day))
    play.ok("WB", day, p.Document(withdrawal="w-1", amount="20001", value_on=day))
    finding = p.FindIneligible(
        finding="f-1", project="A", amount="7001", value_on=day, reason="no receipts"
    )
    play.ok("WB", day, finding)
    refund = p.RecordRefund(
        project="A", ref="b-4", amount="7001", value_on="2027-02-10", cause="ineligible"
    )
    play.ok("WB", day, refund)


def _steps_and_duties(play: Play) -> None:
    """Instalments move and are added, duties are performed, a milestone is contested."""
    day = "2027-02-11"
    play.ok("US", day, r.MoveStep(schedule="T", n=1, stage="moved", on=day))
    play.ok("KP", day, r.MoveStep(schedule="T", n=1, stage="received", on=day))
    play.ok("JP", day, r.Perform(duty="O4:JP:1", on=day, note="shipped"))
    steps = [r.NewStep(due="2027-06-01", amount="35000", needs=["M1"])]
    play.decide("more", day, "extend", "T", steps=steps)
    play.ok("US", day, r.Propose(case="quiet", rule="silent", act="resolve", text="work plan"))
    play.ok("KP", day, r.RaiseObjection(case="quiet", reason="not yet translated"))
    play.ok("US", day, r.Propose(case="late", rule="heads", act="resolve", text="rules"))
    play.ok("KR", day, r.Recuse(case="late", reason="own project"))
    play.attest("M1", "2027-03-03")
    play.ok("US", "2027-03-04", r.Challenge(milestone="M1", ground="two sites are missing"))
    play.decide("ruling", "2027-03-09", "overturn", "M1")
    play.attest("M1", "2027-03-20", "TEV")


def _snap_back_and_after(play: Play) -> None:
    """Silence snaps back; a cure restores; relief is withdrawn; an attestation lapses."""
    day = "2027-04-01"
    allege = r.Allege(procedure="S1", ground="a launch", milestone="M2")
    play.ok("US", day, allege)
    play.ok("KP", later(day, 2), r.Respond(case="S1-1", text="it was a satellite"))
    cured = later(day, 50)
    play.ok("IAEA", cured, r.VerifyCure(case="S1-1", on=cured, method="remote"))
    owed = later(cured, 2)
    arrears = b.RecordReceipt(
        donor="JP", ref="b-5", amount="50000", currency="JPY", value_on=owed, equivalent="33333"
    )
    play.ok("WB", owed, arrears)
    play.decide("on", later(cured, 3), "enter", "P2")
    play.pay("w-3", "A", 50_000, later(cured, 40))
    play.ok("US", later(cured, 41), r.WithdrawRelief(relief="R1", ground="export controls"))
    play.ok("WB", later(cured, 41), r.Allege(procedure="S3", ground="missing stock", project="A"))
    play.ok("KP", "2027-08-01", r.GiveNotice(phase="P3"))
    play.tick("2027-10-01")


def story() -> Play:
    """The whole story, played."""
    play = Play(small())
    _money_comes_in(play)
    _project_a_is_paid(play)
    _steps_and_duties(play)
    _snap_back_and_after(play)
    return play


def write(name: str, folder: Path = GOLDEN) -> Path:
    """Write a log that is not there yet, with its agreement in normal form and its report."""
    path = folder / f"{name}.jsonl"
    normal = normalise(SMALL.read_bytes(), SMALL.name)
    assert isinstance(normal, bytes), normal
    play = story()
    with path.open("xb") as file:  # never over an old one
        file.writelines(data + b"\n" for data in play.log)
    path.with_suffix(".agreement.json").write_bytes(normal)
    path.with_suffix(".report.json").write_bytes(encode(play.report()) + b"\n")
    return path


if __name__ == "__main__":
    write(sys.argv[1])
