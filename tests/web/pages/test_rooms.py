"""What each room of a fund says, held against the state that it shows."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from concord.core.log import (
    Verifier,
    inclusion_proof,
    leaf_hash,
    node_hash,
    parse_receipt,
    root,
    verify_receipt,
)
from concord.core.programme.room import room_to_pay
from concord.shell import funds
from concord.web import wording
from concord.web.pages import log
from concord.web.pages.overview import badge
from concord.web.visit import Seal, Visit
from tests.web.conftest import Page

Read = Callable[..., Page]


def grid(page: Page) -> str:
    """The text of a page with its spaces made one."""
    return re.sub(r"\s+", " ", page.text)


def test_overview_says_what_is_true_now(read: Read, visit: Visit) -> None:
    said, state = grid(read()), visit.state
    current = state.regime.phase()
    assert current is not None

    assert f"Phase {current.id} in force" in said
    assert wording.date(current.since or 0) in said
    for family in ("received", "disbursed", "committed"):
        whole = wording.major(state, state.books.total(family), visit.holding)
        assert wording.rounded(whole, visit.holding).value in said
    most = wording.money(state, room_to_pay(state).most, visit.holding)
    assert f"Why not more than {most}?" in said
    assert "Checkpoint" in said


def test_overview_of_a_suspended_fund_is_unmistakable(
    read: Read, client: Client, demo: str
) -> None:
    assert client.login(username="tokyo", password="open-book")
    given = {"procedure": "B1", "ground": "A launch", "milestone": "M2", "project": ""}
    client.post(f"/f/{demo}/act/allege/", {"key": "web:k", "step": "send", **given})
    page = read()

    assert "Commitments suspended" in grid(page)
    assert "What stands still" in page.said("h2")
    assert "Article 10.1" in grid(page)


def test_the_flows_add_up_to_what_was_received(read: Read, visit: Visit) -> None:
    table = next(one for one in read().said("table") if one.startswith("In USD Name Received"))
    received = wording.major(visit.state, visit.state.books.total("received"), visit.holding)

    assert table.count(wording.briefly(received)) == 2


def test_your_turn_is_for_who_is_signed_in(read: Read, sign_in: Callable[[str], Client]) -> None:
    assert "Your turn" not in read().said("h2")
    sign_in("washington")

    assert "Your turn" in read().said("h2")


@pytest.mark.parametrize(
    ("seal", "state"),
    [(Seal(), "not started"), (Seal(broken=True), "breached")],
)
def test_the_badge_claims_no_more_than_it_knows(seal: Seal, state: str, visit: Visit) -> None:
    assert badge(replace(visit, seal=seal)).state == state


def test_a_log_that_is_not_the_signed_one_is_told(visit: Visit, demo: str) -> None:
    funds.sign_checkpoint(demo)
    found = funds.checkpoint(demo)
    assert found is not None
    right, altered = Seal(*found), Seal(replace(found[0], root=bytes(32)), found[1])

    assert badge(replace(visit, seal=right)).state == "verified"
    assert badge(replace(visit, seal=altered)).state == "breached"


def test_the_agreement_has_an_anchor_and_a_state_for_each_clause(read: Read, demo: str) -> None:
    page, terms = read("agreement/"), funds.terms(demo)
    ids = {attributes.get("id") for _tag, attributes in page.tags}

    for phase in terms.phases.values():
        assert f"art-{phase.art}" in ids
    assert terms.sha256 in grid(page)
    assert "In force" in grid(page)
    assert all(part.path in page.said("code") for part in terms.kept)


def test_contributions_agree_with_the_books(read: Read, visit: Visit) -> None:
    page, books = grid(read("contributions/")), visit.state.books
    for family in ("pledged", "committed_by_donors", "received"):
        assert wording.amount(visit.state, books.total(family), visit.holding) in page
        assert wording.amount(visit.state, books.total(family, "JP"), visit.holding) in page


def test_an_overdue_donor_is_called_so(read: Read, visit: Visit) -> None:
    late = {one.text("party") for one in visit.state.regime.of("duty") if one.status == "overdue"}
    page = grid(read("contributions/"))

    assert bool(late) == ("overdue" in page)


def test_projects_are_filtered_by_words_and_by_field(read: Read, visit: Visit) -> None:
    health = [one for one in visit.state.programme.projects.values() if one.sector == "Health"]
    page = read("projects/?sector=Health")
    links = [link["href"] for link in page.all("a") if "/projects/" in link["href"]]

    assert health
    assert sum(1 for link in links if re.search(r"/projects/[^/]+/$", link)) == len(health)
    assert "No project has these words" in grid(read("projects/?q=zzzz"))
    assert health[0].title in grid(read(f"projects/?q={health[0].id.lower()}"))


def test_the_filter_answers_htmx_with_the_list_alone(client: Client, demo: str) -> None:
    response = client.get(f"/f/{demo}/projects/", headers={"HX-Target": "list"})

    assert "<html" not in response.content.decode()
    assert "<table" in response.content.decode()


def test_a_project_shows_whose_money_it_was_to_the_cent(read: Read, visit: Visit) -> None:
    books = visit.state.books
    project = next(ident for (ident, _source), minor in books.attributed.items() if minor)
    parts = [minor for (ident, _source), minor in books.attributed.items() if ident == project]
    page = grid(read(f"projects/{project}/"))

    assert "Whose money it was" in page
    assert all(wording.amount(visit.state, minor, visit.holding) in page for minor in parts)


def test_verification_says_until_when(read: Read, visit: Visit) -> None:
    page = grid(read("verification/"))
    for one in visit.state.regime.of("milestone"):
        assert f"{one.id} " in page
        if one.status == "verified" and one.clock is not None:
            assert f"Verified, until {wording.date(one.clock.day - 1)}" in page


def test_decisions_show_votes_against_weights(read: Read, visit: Visit) -> None:
    page = grid(read("decisions/"))
    for one in visit.state.regime.of("decision"):
        if one.status == "open":
            assert f"Case {one.id} was put by" in page
    for one in visit.state.regime.of("procedure"):
        assert f"{one.id}: " in page


def test_one_case_has_its_entries(read: Read, visit: Visit) -> None:
    case = visit.state.regime.of("decision")[0].id

    assert f"put case {case} to a decision" in grid(read(f"decisions/{case}/"))


def test_the_ledger_balances(read: Read, visit: Visit) -> None:
    page = grid(read("ledger/"))
    units = {unit for _account, unit, _source in visit.state.books.balances}

    assert page.count("Balanced") == len(units)
    assert "Not balanced" not in page


def test_the_entries_behind_a_figure_are_listed(read: Read, demo: str) -> None:
    rows = funds.rows(demo, key="account:received:JP", limit=100)
    page = read("ledger/received:JP/")
    links = [link["href"] for link in page.all("a") if re.search(r"/log/\d+/$", link["href"])]

    assert links == [f"/f/{demo}/log/{row.seq}/" for row in rows]


def test_older_entries_are_a_page_away(read: Read, visit: Visit) -> None:
    newest = read("log/")
    older = next(link["href"] for link in newest.all("a") if link.get("rel") == "next")
    second = read(f"log/{older}")

    assert f"before={visit.state.size - log.PER_PAGE}" in older
    assert any(link.get("rel") == "prev" for link in second.all("a"))


def test_the_log_is_filtered_by_kind(read: Read) -> None:
    assert "voted on case" in grid(read("log/?kind=vote"))
    assert "voted on case" not in grid(read("log/?kind=attest"))


def test_an_entry_shows_its_bytes_and_its_proof(read: Read, demo: str) -> None:
    row = funds.entry(demo, 7)
    assert row is not None
    page = read("log/7/")

    assert json.loads(page.said("code")[-1]) == json.loads(row.data)
    assert leaf_hash(row.data).hex() in grid(page)
    assert any(
        "proof-title" in svg.get("aria-labelledby", "proof-title") for svg in page.all("svg")
    )


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 2), (1, 2), (4, 5), (5, 11), (10, 11)])
def test_sides_of_a_proof(index: int, size: int) -> None:
    """Hashing as the picture says must lead to the root."""
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    found = leaves[index]
    path = inclusion_proof(leaves, index, size)
    sides = log.sides(index, size)
    for side, each in zip(sides, path, strict=True):
        found = node_hash(each, found) if side == "left" else node_hash(found, each)

    assert found == root(leaves)


def test_a_receipt_from_the_page_proves_the_entry(client: Client, demo: str) -> None:
    receipt = client.get(f"/data/{demo}/receipts/9.tlog-proof")
    entry = client.get(f"/data/{demo}/entries/9.json")
    key = Verifier.parse(client.get(f"/data/{demo}/log.vkey").content.decode().strip())
    checkpoint = verify_receipt(parse_receipt(receipt.content), entry.content, key)

    assert checkpoint.size > 9
    assert "attachment" in receipt["Content-Disposition"]


def test_files_are_sent_once(client: Client, demo: str) -> None:
    for name in ("checkpoint", "log.vkey", "agreement.yaml", "report.json", "entries/0.json"):
        first = client.get(f"/data/{demo}/{name}")
        again = client.get(f"/data/{demo}/{name}", headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)


def test_the_report_is_that_of_the_command_line(client: Client, demo: str) -> None:
    report = client.get(f"/data/{demo}/report.json").json()

    assert report["fund"] == demo
    assert report["log"]["size"] == funds.size(demo)


@pytest.mark.parametrize(
    "path",
    [
        "/f/none/",
        "/data/none/checkpoint",
        "/data/none/log.vkey",
        "/f/KP-MDTF/projects/none/",
        "/f/KP-MDTF/decisions/none/",
        "/f/KP-MDTF/parties/none/",
        "/f/KP-MDTF/ledger/none/",
        "/f/KP-MDTF/ledger/all/none/",
        "/f/KP-MDTF/log/99999/",
        "/data/KP-MDTF/entries/99999.json",
        "/data/KP-MDTF/receipts/99999.tlog-proof",
        "/nothing/",
        f"/f/KP-MDTF/log/{10**30}/",
        f"/data/KP-MDTF/entries/{10**30}.json",
        f"/f/KP-MDTF/done/{10**30}/",
        "/f/KP-MDTF/ledger/cash:%00/",
        "/f/KP-MDTF/ledger/received:nobody/",
    ],
)
def test_what_is_not_there(path: str, read: Read) -> None:
    page = read(path, status=404)

    assert page.said("h1") == ["Page not found"]


def test_the_check_page_tells_a_stranger_what_to_do(read: Read, demo: str) -> None:
    page = grid(read("log/check/"))

    assert f"concord verify log --key '{funds.vkey(demo)}'" in page
    assert funds.root(demo).hex() in page


@pytest.mark.parametrize(
    "path",
    [
        f"log/?before={10**30}",
        "log/?before=x&kind=%00",
        f"projects/?page={10**30}&q=%00",
        "ledger/all/cash/?before=-1",
        "projects/?page=0",
        "act/vote/?case=%00&vote=<b>",
    ],
)
def test_nonsense_in_an_address_is_no_failure(path: str, read: Read) -> None:
    assert read(path).said("h1")
