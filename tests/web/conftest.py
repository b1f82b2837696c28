"""The illustrative fund as its pages show it, people to sign in as, and a reader of pages."""

import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.db import connections
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoDbBlocker

from concord.core.agreement.days import day_of_instant
from concord.core.fund import opened
from concord.settings import database
from concord.shell import funds
from concord.shell.demo import PASSWORD, build_demo
from concord.web.visit import Seal, Visit
from hatch_build import compile_catalogues
from tests.conftest import ROOT

VOID = frozenset({"input", "meta", "link", "br", "hr", "img"})


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of some of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    def said(self, tag: str) -> list[str]:
        """The text of every element of a kind, its spaces made one."""
        return [re.sub(r"\s+", " ", text).strip() for text in self.texts.get(tag, [])]


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """A checkout has no compiled catalogues until somebody makes them."""
    compile_catalogues(ROOT)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """The pages' database: SQLite, or a PostgreSQL server of the tests where that is asked for."""
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
    if os.environ.get("CONCORD_TEST_DATABASE", "sqlite") == "sqlite":
        return
    server = request.getfixturevalue("postgres_url")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    pages = connections["default"]
    connections.settings["default"] = connections.configure_settings(
        {"default": database(server.removesuffix("postgres") + f"pages_{worker}")}
    )["default"]
    pages.close()
    del connections["default"]


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> str:
    """The id of the illustrative fund; each test's own changes to it are rolled back."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        return build_demo()


# pytest-django makes a database only for tests whose fixtures name ``db``.
@pytest.fixture
def client(demo: str, db: None) -> Client:  # noqa: ARG001
    """A reader who is not signed in."""
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def sign_in(client: Client) -> Callable[[str], Client]:
    """`sign_in("panel")` is that reader as a person of the demonstration."""

    def enter(name: str) -> Client:
        assert client.login(username=name, password=PASSWORD)
        return client

    return enter


@pytest.fixture
def read(client: Client, demo: str) -> Callable[..., Page]:
    """`read("projects/")` is a page of the fund, which must be there."""

    def get(path: str = "", lang: str = "en", status: int = 200) -> Page:
        there = path if path.startswith("/") else f"/f/{demo}/{path}"
        response = client.get(f"{there}{'&' if '?' in there else '?'}lang={lang}")
        assert response.status_code == status
        return Page(response.content.decode())

    return get


@pytest.fixture
def visit(demo: str, db: None) -> Visit:  # noqa: ARG001
    """A visit of a reader who is not signed in."""
    state = funds.state(demo)
    today = day_of_instant(funds.now(demo), state.terms.zone_minutes)
    asked = RequestFactory(SERVER_NAME="localhost").get(f"/f/{demo}/")
    return Visit(asked, demo, opened(state, today), today, None, Seal())


@pytest.fixture
def korean() -> Iterator[None]:
    """The reader's language is Korean."""
    with translation.override("ko"):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test starts in English."""
    with translation.override("en"):
        yield
