"""Funds of another kind than the illustrative one: a schedule of instalments, a mere ledger."""

import os
import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from django.db import connection
from django.test import Client

from concord.core.acts import Accede, Command, NameSourceIncomplete
from concord.core.books.acts import RecordPledge, RecordReceipt
from concord.core.entry import Envelope
from concord.core.programme.acts import Allocate, RegisterProject
from concord.shell import funds
from tests.web.conftest import Page

Read = Callable[..., Page]
CLOCK = "2014-05-20T09:00:00Z"
ROOMS = ("", "agreement/", "contributions/", "projects/", "verification/", "decisions/", "ledger/")


def send(fund: str, party: str, at: str, command: Command) -> None:
    """Do something in a fund that is there for one test."""
    number = funds.size(fund)
    envelope = Envelope(
        party=party, officer=f"{party}/desk", id=f"t{number}", command=command, at=at
    )
    done = funds.act(fund, envelope)
    assert isinstance(done, funds.Accepted), done


def said(page: Page) -> str:
    return re.sub(r"\s+", " ", page.text)


@pytest.fixture
def plan(db: None) -> str:  # noqa: ARG001
    """The Joint Plan of Action on a day between two instalments."""
    path = files("concord") / "episodes" / "jpoa" / "agreement.yaml"
    fund = funds.open_fund(path.read_bytes(), "jpoa.yaml", pinned_at="2014-01-20")
    funds.pin(fund, CLOCK)
    funds.tick(fund)
    return fund


@pytest.fixture
def account_book(db: None) -> str:  # noqa: ARG001
    """A fund without phases, bodies and conditions, in which some projects are paid for."""
    path = files("concord") / "agreements" / "cerf.yaml"
    fund = funds.open_fund(path.read_bytes(), "cerf.yaml", pinned_at="2007-03-01")
    at = "2007-03-01T00:00:00Z"
    send(fund, "UN", at, NameSourceIncomplete(source="A list", lacks="the interest"))
    send(fund, "UN", at, RegisterProject(project="P-0", title="Wells", sector="Water"))
    for number in range(1, 60):
        name = f"P-{number}"
        send(fund, "UN", at, RegisterProject(project=name, title=f"Clinic {number}"))
    send(fund, "UN", at, Allocate(project="P-0", amount="90000", value_on="2007-03-01"))
    return fund


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_room_of_them_has_its_page(
    plan: str, account_book: str, lang: str, read: Read
) -> None:
    for fund in (plan, account_book):
        for room in ROOMS:
            assert len(read(f"/f/{fund}/{room}", lang).said("h1")) == 1


def test_a_schedule_shows_what_fell_due(plan: str, read: Read) -> None:
    page = read(f"/f/{plan}/contributions/")
    words = said(page)

    assert len(page.all("svg")) >= 3
    assert "Schedule T:" in words
    assert "USD 550,000,000.00" in words
    assert "Blocked" in words
    assert "has fallen due" in words


def test_a_ledger_shows_what_it_knows(account_book: str, read: Read) -> None:
    page = read(f"/f/{account_book}/")
    words = said(page)

    assert "its agreement has no phases" in words
    assert "Allocated" in page.said("dt")
    assert "Disbursed" not in page.said("dt")
    assert "source incomplete: A list: the interest" in words
    assert "Why not more" not in words
    assert "Today in this demonstration" not in words


def test_nobody_moves_the_clock_of_a_real_fund(account_book: str, client: Client) -> None:
    assert client.post(f"/f/{account_book}/clock/", {"days": "1"}).status_code == 404


def test_a_long_list_has_pages(account_book: str, read: Read) -> None:
    first, second = (read(f"/f/{account_book}/projects/{query}") for query in ("", "?page=2"))
    third = read(f"/f/{account_book}/projects/?page=2&q=clinic")

    assert "1 to 50 of 60" in said(first)
    assert "51 to 60 of 60" in said(second)
    assert "51 to 59 of 59" in said(third)
    assert any(link["href"] == "?q=clinic&page=1" for link in third.all("a"))


def test_money_of_many_currencies(account_book: str, read: Read) -> None:
    fund, at = account_book, "2007-03-01T00:00:00Z"
    send(fund, "UN", at, Accede(id="NO", name="Norway", role="donor"))
    common = {"donor": "NO", "currency": "NOK", "value_on": "2007-03-01"}
    send(fund, "UN", at, RecordPledge(ref="p", amount="50000", equivalent="8000", **common))
    send(fund, "UN", at, RecordReceipt(ref="r", amount="30000", equivalent="4800", **common))
    words = said(read(f"/f/{fund}/contributions/"))

    assert "USD 48.00 has been received; USD 80.00 was pledged." in words
    assert "NOK 500.00 0.00 300.00" in words
    assert "Nothing flows" not in said(read(f"/f/{fund}/"))


@pytest.mark.django_db
def test_the_pages_are_tested_on_the_database_that_was_asked_for():
    kinds = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == kinds[os.environ.get("CONCORD_TEST_DATABASE", "sqlite")]
