"""The pages in a browser: rules of accessibility, narrow screens, keyboard, policy, live answers.

The server is the program itself with the illustrative fund, as a newcomer starts it.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from concord.shell.demo import PASSWORD
from concord.web.forms.acts import FORMS
from tests.conftest import ROOT

START_SECONDS_MAX = 120
WIDTHS = (1240, 390, 320)
LANGUAGES = ("en", "ko")
FUND = "/f/KP-MDTF/"
#: Overview, sign-in and every form at every width and language; the other pages as well.
PAGES = (
    FUND,
    "/sign-in/",
    f"{FUND}act/",
    *(f"{FUND}act/{slug}/" for slug in FORMS),
    f"{FUND}agreement/",
    f"{FUND}contributions/",
    f"{FUND}projects/",
    f"{FUND}projects/H-01/",
    f"{FUND}verification/",
    f"{FUND}decisions/",
    f"{FUND}ledger/",
    f"{FUND}ledger/cash/",
    f"{FUND}log/",
    f"{FUND}log/7/",
    f"{FUND}log/check/",
)
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the illustrative fund."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path_factory.mktemp("demo")
    environment = {
        **os.environ,
        "CONCORD_DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT / "src"),
    }
    words = ["demo", "--port", str(port)]
    with Path(data, "output").open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "concord", *words], env=environment, stdout=output, stderr=output
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/", server, Path(data, "output"))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], output: Path) -> None:
    """Return when the server answers."""
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the server did not start:\n{output.read_text()}", pytrace=False)
            time.sleep(0.2)
        else:
            return


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: breaches of the policy, scripts that failed."""
    return []


@pytest.fixture
def visitor(browser: Browser, complaints: list[str]) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1240, "height": 900})
    context.set_default_timeout(10_000)

    def note(message: ConsoleMessage) -> None:
        # A refused form answers 422, which the browser notes although the page is shown.
        if message.type in {"error", "warning"} and "422" not in message.text:
            complaints.append(message.text)

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_url(f"{site}{FUND}")


def violations(page: Page) -> list[str]:
    """What axe finds, each with the elements concerned."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{page.url}: {one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_at_every_width(
    lang: str, visitor: BrowserContext, site: str, complaints: list[str]
) -> None:
    page, found = visitor.new_page(), []
    sign_in(page, site, "operations")
    for path in PAGES:
        page.goto(f"{site}{path}?lang={lang}")
        assert page.locator("html").get_attribute("lang") == lang
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if overflow(page) > 0:
                found.append(f"{path} at {width}: {overflow(page)} px too wide")
            found += violations(page)

    assert not found
    assert not complaints


def test_a_form_with_faults_and_a_refusal_has_no_violation(
    visitor: BrowserContext, site: str, complaints: list[str]
) -> None:
    page = visitor.new_page()
    sign_in(page, site, "panel")
    page.goto(f"{site}{FUND}act/attest/")
    page.click("button[value=check]")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert not violations(page)

    page.select_option("#milestone", "M2")
    page.check("#verdict-1")
    page.fill("#on", "2099-01-01")
    page.locator("#on").press("Tab")
    page.wait_for_selector("#verdict .done-refused")
    page.click("button[value=check]")
    page.wait_for_selector("#error-summary")
    assert page.input_value("#on") == "2099-01-01"
    assert not violations(page)
    assert not complaints


def test_the_agreement_answers_while_the_form_is_filled_in(
    visitor: BrowserContext, site: str, complaints: list[str]
) -> None:
    page = visitor.new_page()
    sign_in(page, site, "panel")
    page.goto(f"{site}{FUND}act/attest/?milestone=M2")
    page.check("#verdict-1")
    page.wait_for_selector("#verdict p.done")
    page.click("button[value=check]")
    page.wait_for_selector("button[value=send]")
    assert not violations(page)
    page.click("button[value=send]")
    page.wait_for_url(f"{site}{FUND}done/*/")
    assert not violations(page)
    assert not complaints


def test_the_filter_changes_the_list_in_place(
    visitor: BrowserContext, site: str, complaints: list[str]
) -> None:
    page = visitor.new_page()
    page.goto(f"{site}{FUND}projects/")
    before = page.locator("#list tbody tr").count()
    page.select_option("#sector", "Health")
    page.wait_for_url("**sector=Health**")
    page.wait_for_function(f"document.querySelectorAll('#list tbody tr').length < {before}")
    assert page.locator("h1").count() == 1
    assert not complaints


def test_everything_works_without_script(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, site, "washington")
    page.goto(f"{site}{FUND}projects/")
    page.select_option("#sector", "Health")
    page.click("form.filters button")
    assert "sector=Health" in page.url
    page.goto(f"{site}{FUND}act/allege/")
    page.select_option("#procedure", "B3")
    page.fill("#ground", "Goods on the market")
    page.click("button[value=check]")
    assert page.locator("#error-summary").is_visible()
    assert page.input_value("#ground") == "Goods on the market"
    context.close()


def test_the_keyboard_reaches_the_content_first(visitor: BrowserContext, site: str) -> None:
    page = visitor.new_page()
    page.goto(f"{site}{FUND}")
    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    assert link.evaluate("each => each === document.activeElement")
    assert link.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_time_passes_on_the_page(visitor: BrowserContext, site: str) -> None:
    page = visitor.new_page()
    page.goto(f"{site}{FUND}decisions/")
    today = page.locator(".clock b").inner_text()
    page.click("button[name=days][value='1']")
    page.wait_for_function(f"document.querySelector('.clock b').innerText !== {today!r}")
    assert page.url == f"{site}{FUND}decisions/"
