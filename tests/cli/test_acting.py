"""open, act, why and tick at the command line."""

import pytest

from concord.shell import funds
from tests.shell.conftest import AGREEMENT

ATTEST = {"type": "attest", "milestone": "M2", "verdict": "met", "on": "2027-01-09"}
RECEIPT = {
    "type": "record_receipt",
    "donor": "US",
    "ref": "b1",
    "amount": "300",
    "currency": "USD",
    "value_on": "2027-01-09",
}


@pytest.mark.usefixtures("place")
def test_open(concord):
    first = concord("open", AGREEMENT, "--pinned", "2027-01-10", "--json")
    again = concord("open", AGREEMENT)

    assert (first.code, first.err) == (0, "")
    assert {"fund": "RELIEF", "key": funds.vkey("RELIEF")}.items() <= first.document.items()
    assert (again.code, again.err) == (2, "concord: the fund RELIEF is open already\n")


@pytest.mark.usefixtures("place")
def test_open_names_all_that_is_wrong(concord, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("concord: 1\nagreement: X\nholding: EUR\nzoned: UTC\n")

    bad, missing = concord("open", path), concord("open", tmp_path / "none.yaml")
    odd = concord("open", AGREEMENT, "--pinned", "soon")

    assert (bad.code, bad.out) == (2, "")
    assert len(bad.err.splitlines()) > 2
    assert "bad.yaml:4: zoned:" in bad.err
    assert "did you mean zone?" in bad.err
    assert (missing.code, "No such file" in missing.err) == (2, True)
    assert (odd.code, "soon" in odd.err) == (2, True)


def test_act(fund, concord, tmp_path):
    path = tmp_path / "command.json"
    path.write_text(
        '{"party": "IAEA", "officer": "IAEA/desk", "id": "a1", "command": '
        '{"type":"attest","milestone":"M2","verdict":"met","on":"2027-01-09"}}'
    )

    dry = concord("act", fund, path, "--dry-run", "--json")
    done = concord("act", path, "--json")
    again = concord("act", path)

    assert (dry.code, done.code, again.code) == (0, 0, 0)
    assert dry.document == {**done.document, "dry_run": True}
    assert (
        [(one["seq"], one["id"]) for one in done.document["entries"]],
        done.document["repeated"],
    ) == ([(2, "a1")], False)
    assert (
        again.out
    ) == "2 2027-01-10T00:00:00Z IAEA/desk (IAEA): attest -> attested, milestone M2 verified\n"
    assert "in the log already" in again.err
    assert funds.size(fund) == 3


def test_act_takes_a_bare_command(fund, concord):
    first = concord("act", "-", "--by", "WB/desk", stdin=RECEIPT)
    known = concord("act", "-", "--by", "WB/desk", "--id", "mine", stdin={**RECEIPT, "ref": "b2"})
    other = concord("act", "-", stdin=RECEIPT)
    nobody = concord("act", "-", "--by", "WB", stdin=RECEIPT)

    assert [first.code, known.code, other.code, nobody.code] == [0, 0, 2, 2]
    assert "--by OFFICER" in other.err
    assert "PARTY/name" in nobody.err
    assert [_officer(fund, seq) for seq in (2, 3)] == ["WB/desk"] * 2


def _officer(fund, seq):
    from concord.core.entry import decode

    return decode(funds.entry(fund, seq).data).officer


def test_act_prints_a_refusal(fund, concord):
    wrong = {**RECEIPT, "currency": "EUR", "equivalent": "300"}

    done = concord("act", "-", "--by", "WB/desk", stdin=wrong)

    assert done.code == 3
    assert list(done.document) == ["code", "clause", "facts", "message", "cures"]
    assert done.document["code"] == "currency-not-pinned"
    assert "EUR" in done.document["message"]
    assert funds.size(fund) == 2


@pytest.mark.usefixtures("fund")
def test_a_refusal_says_what_would_cure_it(concord):
    stranger = concord("act", "-", "--by", "US/desk", stdin=RECEIPT)

    assert [(one["act"], one["who"]) for one in stranger.document["cures"]] == [
        ("sent-by-entitled", ["WB"])
    ]
    assert "WB" in stranger.document["cures"][0]["message"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("{", "not JSON"),
        ("\x00", "not JSON"),
        ("[]", "Expected `object`"),
        ({"type": "atest"}, "did you mean attest?"),
        ({"milestone": "M2"}, "type: found None, expected one of: accede"),
        ({**ATTEST, "verdict": "good"}, "verdict: Invalid enum value 'good'; expected one of"),
        ({**ATTEST, "on": "9 January"}, "on: Expected"),
        ({**ATTEST, "on": "9 January"}, "expected YYYY-MM-DD"),
        ({**ATTEST, "when": "x"}, "when: there is no such field; expected: type, milestone"),
        ({"type": "attest", "milestone": "M2", "on": "2027-01-09"}, "verdict: Object missing"),
        ({**RECEIPT, "amount": 300}, "amount: Expected `str`, got `int`; expected minor units"),
        ({**RECEIPT, "amount": "3.00"}, "amount: Expected"),
        ({"party": "US", "officer": "x", "id": "x", "command": 5}, "command"),
        ({"party": "US", "officer": "x y", "id": "x", "command": ATTEST}, "officer: Expected"),
        ({"party": "US", "id": "x", "command": ATTEST}, "officer: Object missing"),
        ({"party": "U", "officer": "x", "id": "x", "command": {**ATTEST, "on": 5}}, "command.on:"),
    ],
)
def test_a_malformed_command_is_explained(fund, concord, sent, said):
    whole = isinstance(sent, dict) and "command" in sent
    done = concord("act", "-", *([] if whole else ["--by", "IAEA/desk"]), stdin=sent)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert funds.size(fund) == 2


def test_why(fund, concord):
    wrong = {**RECEIPT, "currency": "EUR", "amount": "0"}

    told = concord("why", "-", "--by", "WB/desk", "--json", stdin=wrong)
    prose = concord("why", fund, "-", "--by", "WB/desk", stdin=wrong)
    fine = concord("why", "-", "--by", "WB/desk", stdin=RECEIPT)

    assert (told.code, prose.code, fine.code) == (0, 0, 0)
    assert {"currency-not-pinned", "equivalent-missing", "amount-zero"} == {
        one["code"] for one in told.document["reasons"]
    }
    assert not told.document["allowed"]
    assert prose.out.count("\n- ") == 3
    assert fine.out == "It would be allowed.\n"


def test_tick(fund, concord):
    concord("act", "-", "--by", "IAEA/desk", stdin=ATTEST)

    nothing = concord("tick")
    due = concord("tick", fund, "--to", "2027-08-01")
    back = concord("tick", fund, "--to", "2027-07-01", "--json")
    odd = concord("tick", "--to", "August")

    assert (nothing.code, nothing.out) == (0, "Nothing fell due.\n")
    assert "milestone M2 lapsed" in due.out
    assert back.document == {"entries": []}
    assert (odd.code, "August" in odd.err) == (2, True)


@pytest.mark.usefixtures("place")
def test_a_measured_clock_is_not_moved(concord, tmp_path):
    path = tmp_path / "live.yaml"
    path.write_text(AGREEMENT.read_text("utf-8").replace("2027-01-01", "2020-01-01"))
    concord("open", path)

    done = concord("tick", "--to", "2099-01-01")

    assert (done.code, done.document["code"]) == (3, "day-to-come")


@pytest.mark.usefixtures("place")
def test_the_fund_has_to_be_there(concord):
    assert "here: none" in concord("tick").err
    assert concord("act", "NONE", "-", "--by", "WB/desk", stdin=RECEIPT).code == 2
    assert concord("act", "A", "B", "C").code == 2
