"""Every form with one example: shown, wrong in shape, refused by the agreement, and sent."""

from collections.abc import Callable
from importlib.resources import files
from typing import NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from concord.core.acts import Command, NameSourceIncomplete
from concord.core.books.acts import RecordPledge
from concord.core.entry import COMMANDS, Envelope, decode
from concord.core.fund import HANDLERS
from concord.core.programme.acts import Allocate, RegisterProject
from concord.core.regime.acts import Allege, Attest, Propose
from concord.shell import funds
from concord.shell.models import Officer
from concord.web.forms.acts import FORMS, WITHOUT_FORM
from tests.conftest import ROOT
from tests.web.conftest import Page

Enter = Callable[[str, str], Client]
MONEY = {"currency": "USD", "amount": "12.50", "equivalent": ""}
BREACH = ("JP", Allege(procedure="B1", ground="A launch", milestone="M2"))
CASE = Propose(case="D-90", rule="no-objection", act="allocate", ref="H-04", amount="500")
PLEDGE = RecordPledge(donor="KR", ref="P-9", amount="700", currency="USD", value_on="2028-12-01")
LIST = ("UN", NameSourceIncomplete(source="A list", lacks="the interest"))
PROJECT = ("UN", RegisterProject(project="W-1", title="Wells"))
SET_APART = ("UN", Allocate(project="W-1", amount="5000", value_on="2007-03-01"))
AGAIN = ("ATP", Attest(milestone="M2", verdict="met", on="2028-12-22"))


class Example(NamedTuple):
    """A form, who may send it in which fund, what is written, and what was done before."""

    slug: str
    party: str
    given: dict[str, str]
    stranger: str = "UN"
    place: str = "demo"
    before: tuple[tuple[str, Command], ...] = ()
    pinned: str = ""


EXAMPLES = (
    Example("attest", "ATP", {"milestone": "M2", "verdict": "met", "method": "remote"}),
    Example(
        "challenge",
        "KR",
        {"milestone": "M2", "ground": "A site was shut"},
        before=(AGAIN,),
        pinned="2028-12-22T10:00:00Z",
    ),
    Example("perform", "JP", {"duty": "O4:JP:1"}, place="small", stranger="US"),
    Example(
        "propose",
        "KR",
        {
            "case": "D-91",
            "rule": "projects",
            "act": "allocate",
            "ref": "H-04",
            "amount": "10",
            "text": "Medicines",
        },
    ),
    Example("vote", "US", {"case": "C-P2", "vote": "abstain"}),
    Example("object", "US", {"case": "D-90", "reason": "No"}, before=(("WB", CASE),)),
    Example("recuse", "US", {"case": "C-P2", "reason": "An interest of ours"}),
    Example("notice", "KP", {"phase": "P3"}, place="small", stranger="US"),
    Example("allege", "JP", {"procedure": "B1", "milestone": "M2", "ground": "A launch"}),
    Example("respond", "KP", {"case": "B1-2", "text": "It was a weather rocket"}, before=(BREACH,)),
    Example("cure", "ATP", {"case": "B1-2", "method": "physical"}, before=(BREACH,)),
    Example("grant-relief", "JP", {"relief": "R-JP", "instrument": "Cabinet decision"}),
    Example("withdraw-relief", "KR", {"relief": "R-KR", "ground": "The law has changed"}),
    Example("pledge", "WB", {"donor": "KR", "ref": "P-10", **MONEY}),
    Example("sign", "WB", {"donor": "KR", "ref": "CA-KR-2", **MONEY}),
    Example(
        "call", "WB", {"donor": "US", "contribution": "CA-US", "currency": "USD", "amount": "7"}
    ),
    Example("receive", "WB", {"donor": "US", "ref": "BK-9", **MONEY}),
    Example("write-off", "WB", {"donor": "US", "ref": "W-9", **MONEY}),
    Example("reverse", "WB", {"seq": "{last}", "reason": "Typed twice"}, before=(("WB", PLEDGE),)),
    Example(
        "step",
        "US",
        {"schedule": "T", "n": "1", "stage": "received"},
        "IAEA",
        place="plan",
        pinned="2014-02-02T10:00:00Z",
    ),
    Example("accede", "UN", {"id": "NO", "name": "Norway", "role": "donor"}, "", place="book"),
    Example("project", "UNICEF", {"project": "H-05", "title": "Midwives"}),
    Example(
        "allocate",
        "UN",
        {"project": "W-1", "amount": "30"},
        "",
        place="book",
        before=(LIST, PROJECT),
    ),
    Example(
        "grant",
        "UN",
        {"project": "W-1", "amount": "20"},
        "",
        place="book",
        before=(LIST, PROJECT, SET_APART),
    ),
    Example(
        "ineligible", "WB", {"finding": "FI-9", "project": "H-01", "amount": "3", "reason": "Cars"}
    ),
    Example("refund", "WB", {"project": "H-01", "ref": "BK-8", "amount": "3", "cause": "unspent"}),
    Example("payee", "UNICEF", {"payee": "PE-NEW", "name": ""}),
    Example("screening", "WB", {"payee": "PE-MED", "outcome": "clear", "lists": "UN, EU"}),
    Example(
        "withdraw",
        "KP",
        {
            "withdrawal": "WA-900",
            "project": "H-01",
            "method": "advance",
            "amount": "10",
            "payee": "PE-MOPH",
        },
    ),
    Example("approve", "WB", {"withdrawal": "WA-118"}),
    Example("reject", "WB", {"withdrawal": "WA-118", "reason": "No invoice"}),
    Example("pay", "WB", {"withdrawal": "WA-117"}),
    Example("document", "WB", {"withdrawal": "WA-116", "amount": "10", "evidence": "a" * 64}),
)
TABLE = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)


@pytest.fixture
def enter(client: Client) -> Enter:
    """`enter(fund, "KR")` is a reader who is signed in for a party of any fund."""

    def sign_in(fund: str, party: str) -> Client:
        person = get_user_model().objects.create(username=f"{fund}-{party}")
        Officer.objects.create(user=person, fund_id=fund, party=party, officer=f"{party}/desk")
        client.force_login(person)
        return client

    return sign_in


def prepare(example: Example) -> tuple[str, dict[str, str]]:
    """The fund of an example as it stands before it, and what is written into the form."""
    fund = PLACES[example.place]()
    if example.pinned:
        funds.pin(fund, example.pinned)
    funds.tick(fund)
    for number, (party, command) in enumerate(example.before):
        sent = Envelope(
            party=party,
            officer=f"{party}/before",
            id=f"before:{number}",
            command=command,
        )
        done = funds.act(fund, sent)
        assert isinstance(done, funds.Accepted), done
    last = str(funds.size(fund) - 1)
    return fund, {name: value.replace("{last}", last) for name, value in example.given.items()}


def opened(path: str, at: str) -> str:
    """A fund that is there for one test."""
    place = ROOT / path if path.startswith("tests") else files("concord") / path
    return funds.open_fund(place.read_bytes(), path, pinned_at=at)


PLACES: dict[str, Callable[[], str]] = {
    "demo": lambda: "KP-MDTF",
    "small": lambda: opened("tests/core/data/small.yaml", "2027-02-01"),
    "plan": lambda: opened("episodes/jpoa/agreement.yaml", "2014-01-20"),
    "book": lambda: opened("agreements/cerf.yaml", "2007-03-01"),
}


def filled(client: Client, fund: str, slug: str, given: dict[str, str]) -> dict[str, str]:
    """A form as it is shown, with what a person writes into it."""
    page = Page(client.get(f"/f/{fund}/act/{slug}/?lang=en").content.decode())
    shown = {one["name"]: one.get("value", "") for one in page.all("input") if one.get("name")}
    return {**{name: shown[name] for name in shown if name in {"key", "on", "value_on"}}, **given}


def test_every_command_has_a_form_or_a_reason_for_none() -> None:
    sent = [form.sends for form in FORMS.values()]

    assert sorted([*sent, *WITHOUT_FORM]) == sorted(COMMANDS)
    assert all(WITHOUT_FORM.values())


def test_every_form_has_an_example() -> None:
    assert [one.slug for one in EXAMPLES] == list(FORMS)


@pytest.mark.parametrize("slug", FORMS)
def test_a_form_asks_only_for_what_its_command_has(slug: str, enter: Enter, demo: str) -> None:
    page = Page(enter(demo, "WB").get(f"/f/{demo}/act/{slug}/").content.decode())
    fields = [*page.all("input"), *page.all("select"), *page.all("textarea")]
    asked = {one["name"] for one in fields} - {"key", "csrfmiddlewaretoken", "next"}

    assert asked <= set(COMMANDS[FORMS[slug].sends].__struct_fields__)


@TABLE
def test_what_is_sent_is_the_command(example: Example, enter: Enter) -> None:
    fund, given = prepare(example)
    client, before = enter(fund, example.party), funds.size(fund)
    sent = filled(client, fund, example.slug, given)
    address = f"/f/{fund}/act/{example.slug}/"
    checked = client.post(address, {**sent, "step": "check"})
    assert "Nothing has been written yet" in checked.content.decode()
    assert funds.size(fund) == before

    response = client.post(address, {**sent, "step": "send"})
    assert response.status_code == 302
    entry = decode(funds.rows(fund, limit=1)[0].data)
    assert (entry.party, entry.id) == (example.party, sent["key"])
    assert type(entry.command) is COMMANDS[FORMS[example.slug].sends]
    assert client.get(response["Location"]).status_code == 200


@TABLE
def test_a_stranger_is_refused_by_the_agreement(example: Example, enter: Enter) -> None:
    fund, given = prepare(example)
    stranger = example.stranger
    if not stranger:  # a fund with one party refuses it what makes no sense
        stranger, given = example.party, {**given, **NONSENSE[example.slug]}
    client, before = enter(fund, stranger), funds.size(fund)
    sent = filled(client, fund, example.slug, given)
    response = client.post(f"/f/{fund}/act/{example.slug}/", {**sent, "step": "send"})
    page = response.content.decode()

    assert (response.status_code, funds.size(fund)) == (422, before)
    assert "There is a problem" in page
    assert sent["key"] in page
    live = client.post(f"/f/{fund}/act/{example.slug}/check/", sent).content.decode()
    assert "the agreement refuses this" in live


NONSENSE = {"accede": {"id": "UN"}, "allocate": {"amount": "0"}, "grant": {"amount": "99"}}


@TABLE
def test_what_is_missing_is_told_beside_its_field(example: Example, enter: Enter) -> None:
    fund, _ = prepare(example)
    client, before = enter(fund, example.party), funds.size(fund)
    given = {"key": "web:empty", "step": "send", "lang": "en"}
    response = client.post(f"/f/{fund}/act/{example.slug}/", given)
    page = Page(response.content.decode())
    wrong = [one for one in page.all("a") if one["href"].startswith("#")]

    assert (response.status_code, funds.size(fund)) == (422, before)
    assert len(wrong) > 1  # beside the link that skips to the content


#: The page of all forms itself, in every language.
OTHERS = {"", "?lang=en", "?lang=ko"}


def offered(client: Client, address: str) -> set[str]:
    """The forms that a page links to."""
    links = [one["href"] for one in Page(client.get(address).content.decode()).all("a")]
    return {link.split("/act/")[1].split("/")[0] for link in links if "/act/" in link} - OTHERS


@pytest.mark.parametrize("party", ["WB", "KP", "US", "ATP", "TPM", "UNICEF", "UN"])
def test_what_a_role_can_record_is_what_its_commands_say(
    party: str, enter: Enter, demo: str
) -> None:
    role = funds.state(demo).parties[party].role
    roles = {slug: HANDLERS[COMMANDS[form.sends]].roles for slug, form in FORMS.items()}
    open_to = {slug for slug, found in roles.items() if not found or role in found}

    assert offered(enter(demo, party), f"/f/{demo}/act/") == open_to


@pytest.mark.parametrize(
    ("place", "there", "absent"),
    [
        ("WB contributions/", {"pledge", "sign", "call", "write-off", "reverse"}, set()),
        ("US contributions/", {"pledge"}, {"sign", "call", "accede"}),
        ("UNICEF projects/", {"project", "payee"}, {"screening"}),
        ("WB projects/H-01/", {"allocate", "grant", "ineligible", "refund", "document"}, set()),
        ("KP projects/H-01/", set(), {"allocate", "grant", "document"}),
        ("KR verification/", {"challenge", "perform"}, set()),
        ("KR decisions/", {"propose", "recuse", "respond", "cure", "grant-relief"}, set()),
        ("KR decisions/C-P2/", {"recuse"}, set()),
        ("WB log/2/", {"reverse"}, set()),
        ("KR log/2/", set(), {"challenge"}),
    ],
)
def test_a_form_is_offered_where_its_noun_is_shown(
    place: str, there: set[str], absent: set[str], enter: Enter, demo: str
) -> None:
    party, path = place.split()
    found = offered(enter(demo, party), f"/f/{demo}/{path}")

    assert there <= found
    assert not absent & found


@pytest.mark.usefixtures("db")
def test_a_reader_is_offered_nothing_but_to_sign_in(client: Client, demo: str) -> None:
    assert offered(client, f"/f/{demo}/act/") == set()
    assert "recuse" not in offered(client, f"/f/{demo}/decisions/")
    assert b"you need to be signed in" in client.get(f"/f/{demo}/act/?lang=en").content
