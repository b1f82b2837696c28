"""The first page, signing in, languages, and pages for what goes wrong."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from concord.shell import funds
from concord.shell.demo import ACCOUNTS, PASSWORD
from concord.web.pages import front
from tests.web.conftest import Page


def test_the_only_fund_is_the_first_page(client: Client, demo: str) -> None:
    assert client.get("/")["Location"] == f"/f/{demo}/"


def test_several_funds_are_listed(
    client: Client, demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "fund_ids", lambda: [demo, demo])
    page = Page(client.get("/").content.decode())

    assert page.said("h1") == ["Funds"]
    assert sum(1 for link in page.all("a") if link["href"] == f"/f/{demo}/") == 2


def test_an_empty_installation_says_how_to_go_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "fund_ids", list)

    assert "concord open" in client.get("/").content.decode()


def test_demo_accounts_are_shown_with_their_password(client: Client) -> None:
    page = Page(client.get("/sign-in/").content.decode())

    assert {one.name for one in ACCOUNTS} <= set(page.said("code"))
    assert PASSWORD in page.said("code")


def test_a_fund_with_a_clock_of_its_own_shows_no_account(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "is_pinned", lambda _fund: False)
    text = client.get("/sign-in/").content.decode()

    assert PASSWORD not in text
    assert not [one for one in ACCOUNTS if one.name in text]


def test_signing_in_leads_back(client: Client, demo: str) -> None:
    given = {"username": "panel", "password": PASSWORD, "next": f"/f/{demo}/verification/"}
    response = client.post("/sign-in/", given)

    assert response["Location"] == f"/f/{demo}/verification/"
    assert "Agreed Technical Panel" in client.get(f"/f/{demo}/").content.decode()


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_signing_in_leads_nowhere_else(there: str, client: Client) -> None:
    given = {"username": "panel", "password": PASSWORD, "next": there}

    assert client.post("/sign-in/", given)["Location"] == "/"


@pytest.mark.parametrize(
    ("given", "links"),
    [
        ({}, ["#username", "#password"]),
        ({"username": "panel"}, ["#password"]),
        ({"username": "panel", "password": "no-such-word"}, ["#username"]),
        ({"username": "pan\0el", "password": "no-such-word"}, ["#username"]),
    ],
)
def test_signing_in_wrongly(given: dict[str, str], links: list[str], client: Client) -> None:
    response = client.post("/sign-in/", given)
    page = Page(response.content.decode())

    assert response.status_code == 422
    found = [link["href"] for link in page.all("a") if link["href"].startswith("#")]
    assert found[1:] == links
    assert "no-such-word" not in response.content.decode()


def test_signing_out(client: Client, demo: str, sign_in: Callable[[str], Client]) -> None:
    sign_in("panel")

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert "Sign out" not in client.get(f"/f/{demo}/").content.decode()


def test_a_link_chooses_the_language_and_it_is_remembered(client: Client, demo: str) -> None:
    first = client.get(f"/f/{demo}/", {"lang": "ko"})
    second = client.get(f"/f/{demo}/")

    for response in (first, second):
        assert '<html lang="ko"' in response.content.decode()
        assert response["Content-Language"] == "ko"


@pytest.mark.parametrize("lang", ["xx", "", "ko-KP", "<b>"])
def test_an_unknown_language_changes_nothing(lang: str, client: Client, demo: str) -> None:
    response = client.get(f"/f/{demo}/", {"lang": lang})

    assert '<html lang="en"' in response.content.decode()
    assert "django_language" not in response.cookies


def test_the_browser_chooses_the_first_language(client: Client, demo: str) -> None:
    response = client.get(f"/f/{demo}/", headers={"Accept-Language": "ko-KR,ko;q=0.9"})

    assert '<html lang="ko"' in response.content.decode()


def test_language_links_keep_what_was_asked(client: Client, demo: str) -> None:
    page = Page(client.get(f"/f/{demo}/projects/?sector=Health").content.decode())
    link = next(one for one in page.all("a") if one.get("hreflang") == "ko")

    assert link["href"] == f"/f/{demo}/projects/?sector=Health&lang=ko"


def test_what_failed_is_told_without_a_database() -> None:
    response = front.failed(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Nothing that was confirmed to you is lost" in response.content.decode()


def test_forbidden() -> None:
    response = front.forbidden(RequestFactory().get("/"), Exception())

    assert response.status_code == 403
