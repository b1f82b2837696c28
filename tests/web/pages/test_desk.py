"""Every form: shown, refused with the words of the agreement, checked, sent, and confirmed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from concord.core.entry import decode
from concord.shell import funds
from tests.web.conftest import Page

SignIn = Callable[[str], Client]


def send(client: Client, fund: str, slug: str, step: str, **given: str) -> tuple[int, Page | str]:
    """Post a form; the status, and the page or where it leads."""
    form = Page(client.get(f"/f/{fund}/act/{slug}/").content.decode())
    key = next(field["value"] for field in form.all("input") if field.get("name") == "key")
    response = client.post(
        f"/f/{fund}/act/{slug}/", {"key": key, "step": step, "lang": "en", **given}
    )
    if response.status_code == 302:
        return 302, response["Location"]
    return response.status_code, Page(response.content.decode())


def open_case(fund: str, *, party: str) -> str:
    """A case on which a party can still vote."""
    return next(
        one.id
        for one in funds.state(fund).regime.of("decision")
        if one.status == "open" and not one.text(f"vote:{party}")
    )


def attestation(fund: str, **changed: str) -> dict[str, str]:
    given = {"milestone": "M2", "verdict": "met", "on": funds.now(fund)[:10], "method": "remote"}
    return {**given, "evidence": "", "note": "", **changed}


def test_what_is_sent_is_an_entry(sign_in: SignIn, demo: str) -> None:
    client, before = sign_in("panel"), funds.size(demo)
    status, checked = send(client, demo, "attest", "check", **attestation(demo))
    assert (status, funds.size(demo)) == (200, before)
    assert isinstance(checked, Page)
    assert "Remote observation" in checked.said("dd")

    status, there = send(client, demo, "attest", "send", **attestation(demo))
    entry = decode(funds.rows(demo, limit=1)[0].data)

    assert (status, there) == (302, f"/f/{demo}/done/{entry.seq}/")
    assert (entry.party, entry.officer, entry.seq) == ("ATP", "ATP/panel", before)
    done = Page(client.get(there).content.decode())
    assert done.said("h1") == ["Recorded: Attestation"]
    assert f"entry {before} of the log" in done.text


def test_sending_twice_is_one_act(sign_in: SignIn, demo: str) -> None:
    client, before = sign_in("panel"), funds.size(demo)
    given = {"key": "web:same", "step": "send", **attestation(demo)}
    first = client.post(f"/f/{demo}/act/attest/", given)
    second = client.post(f"/f/{demo}/act/attest/", given)

    assert first["Location"] == second["Location"]
    assert funds.size(demo) == before + 1


@pytest.mark.parametrize("key", ["clock:99", "open", "", "web:" + "a" * 61, "web:A b"])
def test_an_id_that_is_not_ours_is_not_taken(key: str, sign_in: SignIn, demo: str) -> None:
    before = funds.size(demo)
    given = {"key": key, "step": "send", **attestation(demo)}

    assert sign_in("panel").post(f"/f/{demo}/act/attest/", given).status_code == 422
    assert funds.size(demo) == before


def test_a_refusal_keeps_what_was_written_and_cites_the_clause(sign_in: SignIn, demo: str) -> None:
    before = funds.size(demo)
    status, page = send(
        sign_in("washington"),
        demo,
        "attest",
        "send",
        **attestation(demo, note="Seen from afar"),
    )

    assert isinstance(page, Page)
    assert (status, funds.size(demo)) == (422, before)
    assert page.said("title")[0].startswith("Error: ")
    assert "There is a problem" in page.said("h2")
    assert "What stands against it: Article" in re.sub(r"\s+", " ", page.text)
    assert "Seen from afar" in page.said("textarea")


def test_faults_of_shape_are_all_told_at_once(sign_in: SignIn, demo: str) -> None:
    given = {"donor": "JP", "currency": "JPY", "amount": "1.5", "value_on": "x"}
    status, page = send(sign_in("treasury"), demo, "receive", "check", **given)

    assert isinstance(page, Page)
    assert status == 422
    links = [link["href"] for link in page.all("a") if link["href"].startswith("#")]
    assert links[1:] == ["#ref", "#value_on"]


def test_money_received_in_another_currency(sign_in: SignIn, demo: str) -> None:
    given = {
        "donor": "JP",
        "ref": "SWIFT-1",
        "currency": "JPY",
        "amount": "1,000",
        "equivalent": "6.50",
        "value_on": funds.now(demo)[:10],
        "contribution": "",
        "note": "",
    }
    status, _ = send(sign_in("treasury"), demo, "receive", "send", **given)
    command = decode(funds.rows(demo, key="kind:record_receipt", limit=1)[0].data).command

    assert status == 302
    assert (command.amount, command.equivalent) == ("1000", "650")


@pytest.mark.parametrize(("amount", "message"), [("1.5", "no decimals"), ("x", "in digits")])
def test_an_amount_is_judged_by_its_currency(
    amount: str, message: str, sign_in: SignIn, demo: str
) -> None:
    given = {"donor": "JP", "ref": "r", "currency": "JPY", "amount": amount}
    day = {"value_on": funds.now(demo)[:10]}
    status, page = send(sign_in("treasury"), demo, "receive", "check", **given, **day)

    assert isinstance(page, Page)
    assert status == 422
    assert message in page.text


def test_a_vote(sign_in: SignIn, demo: str) -> None:
    case = open_case(demo, party="US")
    status, _ = send(sign_in("washington"), demo, "vote", "send", case=case, vote="abstain")

    assert status == 302
    voted = funds.state(demo).regime.instruments[("decision", case)]
    assert voted.text("vote:US") == "abstain"


def test_an_allegation(sign_in: SignIn, demo: str) -> None:
    given = {"procedure": "B1", "milestone": "M2", "project": "", "ground": "A launch"}
    status, there = send(sign_in("tokyo"), demo, "allege", "send", **given)

    assert status == 302
    running = [one for one in funds.state(demo).regime.of("procedure") if one.status == "notice"]
    assert [one.text("procedure") for one in running] == ["B1"]
    assert isinstance(there, str)


def test_a_withdrawal_goes_its_way_through_three_hands(sign_in: SignIn, demo: str) -> None:
    state = funds.state(demo)
    project = next(
        one.id
        for one in state.programme.projects.values()
        if state.books.total("committed", one.id) > state.books.total("disbursed", one.id)
    )
    given = {
        "withdrawal": "WA-new",
        "project": project,
        "method": "direct payment",
        "amount": "100.00",
        "payee": next(iter(state.compliance.payees)),
        "invoice": "INV-new",
        "purpose": "",
    }
    assert send(sign_in("health"), demo, "withdraw", "send", **given)[0] == 302
    approved, _ = send(sign_in("operations"), demo, "approve", "send", withdrawal="WA-new")
    day = {"value_on": funds.now(demo)[:10]}
    same, page = send(sign_in("operations"), demo, "pay", "send", withdrawal="WA-new", **day)

    assert (approved, same) == (302, 422)
    assert isinstance(page, Page)
    assert funds.state(demo).programme.withdrawals["WA-new"].status == "approved"


def test_a_withdrawal_is_sent_back(sign_in: SignIn, demo: str) -> None:
    waiting = next(
        one.id
        for one in funds.state(demo).programme.withdrawals.values()
        if one.status == "requested"
    )
    given = {"withdrawal": waiting, "reason": "Invoice missing"}
    status, page = send(sign_in("operations"), demo, "reject", "check", **given)
    assert isinstance(page, Page)
    assert "Invoice missing" in page.said("dd")
    status, _ = send(sign_in("operations"), demo, "reject", "send", **given)

    assert status == 302
    assert funds.state(demo).programme.withdrawals[waiting].status == "rejected"


def test_change_brings_the_form_back_without_faults(sign_in: SignIn, demo: str) -> None:
    status, page = send(sign_in("panel"), demo, "attest", "change", **attestation(demo, on="x"))

    assert isinstance(page, Page)
    assert status == 200
    assert "There is a problem" not in page.text
    assert {"name": "on", "value": "x"}.items() <= next(
        field.items() for field in page.all("input") if field.get("name") == "on"
    )


def test_live_verdict(sign_in: SignIn, demo: str) -> None:
    client = sign_in("panel")
    address, given = f"/f/{demo}/act/attest/check/", {"key": "web:k", **attestation(demo)}

    def verdict(**changed: str) -> str:
        return client.post(address, {**given, **changed}).content.decode()

    assert "Nothing in the agreement stands against this" in verdict()
    assert "the agreement refuses this" in verdict(on="2099-01-01")
    assert "Article" in verdict(milestone="M4") or verdict(milestone="M4").strip() == ""
    assert verdict(on="x").strip() == ""
    assert "<html" not in verdict()


def test_nobody_acts_without_signing_in(client: Client, demo: str) -> None:
    before = funds.size(demo)
    response = client.post(f"/f/{demo}/act/vote/", {"key": "web:k", "step": "send"})

    assert response["Location"] == f"/sign-in/?next=/f/{demo}/act/vote/"
    assert funds.size(demo) == before


@pytest.mark.usefixtures("db")
def test_a_form_needs_the_token_of_its_page(demo: str) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    response = strict.post(f"/f/{demo}/act/vote/", {"key": "web:k"})

    assert response.status_code == 403
    assert "This form can no longer be sent" in response.content.decode()


def test_time_passes(client: Client, demo: str) -> None:
    before = funds.now(demo)
    response = client.post(f"/f/{demo}/clock/", {"days": "30", "next": f"/f/{demo}/decisions/"})

    assert response["Location"] == f"/f/{demo}/decisions/"
    assert funds.now(demo) > before
    assert funds.rows(demo, limit=1)[0].kind == "tick"


@pytest.mark.parametrize("given", [{"days": "2"}, {"days": "-1"}, {}])
def test_time_passes_in_known_steps_only(given: dict[str, str], client: Client, demo: str) -> None:
    assert client.post(f"/f/{demo}/clock/", given).status_code == 404


def test_time_leads_nowhere_else(client: Client, demo: str) -> None:
    there = {"days": "1", "next": "https://elsewhere.example/"}

    assert client.post(f"/f/{demo}/clock/", there)["Location"] == f"/f/{demo}/"


@pytest.mark.parametrize("path", ["act/dance/", "done/99999/", "act/dance/check/"])
def test_there_is_no_such_thing(path: str, client: Client, demo: str) -> None:
    assert client.get(f"/f/{demo}/{path}").status_code in {404, 405}
