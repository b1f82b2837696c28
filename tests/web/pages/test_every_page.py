"""What holds of every page, in every language: structure, titles, links, policy, translation."""

import re
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po
from django.test import Client

from concord.shell import funds
from concord.web.forms.acts import FORMS
from tests.conftest import ROOT
from tests.web.conftest import Page

ROOMS = (
    "",
    "agreement/",
    "contributions/",
    "projects/",
    "verification/",
    "decisions/",
    "ledger/",
    "ledger/all/received/",
    "ledger/all/cash/",
    "ledger/received:JP/",
    "parties/JP/",
    "log/",
    "log/3/",
    "log/check/",
    "done/3/",
    "act/",
    *(f"act/{slug}/" for slug in FORMS),
)
EVERY = (*ROOMS, "/sign-in/")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("path", EVERY)
def test_structure(path: str, lang: str, read: Callable[..., Page]) -> None:
    page = read(path, lang)
    ids = [attributes["id"] for _tag, attributes in page.tags if attributes.get("id")]

    assert page.all("html")[0]["lang"] == lang
    assert len(page.said("h1")) == 1
    assert page.said("title")[0].startswith(page.said("h1")[0])
    assert page.said("title")[0].endswith("– Concord")
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    assert len(ids) == len(set(ids))
    assert not [tag for tag, attributes in page.tags if "style" in attributes]
    assert all(script.get("src", "").startswith("/static/") for script in page.all("script"))
    assert all(button.get("type") for button in page.all("button"))


@pytest.mark.parametrize("path", EVERY)
def test_every_field_has_a_label_and_its_words(path: str, read: Callable[..., Page]) -> None:
    page = read(path)
    ids = {attributes.get("id") for _tag, attributes in page.tags}
    labelled = {label["for"] for label in page.all("label")}
    fields = [*page.all("input"), *page.all("select"), *page.all("textarea")]

    for field in fields:
        if field.get("type") == "hidden":
            continue
        assert field["id"] in labelled
        assert set(field.get("aria-describedby", "").split()) <= ids


@pytest.mark.parametrize("path", EVERY)
def test_every_link_within_the_site_leads_somewhere(
    path: str, read: Callable[..., Page], client: Client
) -> None:
    page = read(path)
    there = {link["href"].partition("#")[0] for link in page.all("a")} - {""}

    for address in sorted(there)[:25]:
        found = address if address.startswith("/") else f"/f/KP-MDTF/{path}{address}"
        assert client.get(found, follow=True).status_code == 200, address


@pytest.mark.parametrize("path", EVERY)
def test_korean_pages_hold_no_english_sentence(path: str, read: Callable[..., Page]) -> None:
    catalogue = ROOT / "src/concord/web/locale/ko/LC_MESSAGES/django.po"
    with catalogue.open("rb") as file:
        messages = [one.id for one in read_po(file, locale="ko") if isinstance(one.id, str)]
    english = [text for text in messages if " " in text and "%" not in text and "<" not in text]
    said = re.sub(r"\s+", " ", read(path, "ko").text)

    assert len(english) > 100
    assert not [text for text in english if text in said]


def test_policy_is_strict(client: Client, demo: str) -> None:
    header = client.get(f"/f/{demo}/")["Content-Security-Policy"]

    assert "default-src 'none'" in header
    assert "unsafe" not in header


def test_pages_write_nothing(read: Callable[..., Page], demo: str) -> None:
    before = funds.size(demo)
    for path in ROOMS:
        read(path)

    assert funds.size(demo) == before


def test_illustration_is_marked_on_every_page(read: Callable[..., Page]) -> None:
    for path in ROOMS:
        assert "no amount or date here is a fact about a country" in read(path).text
