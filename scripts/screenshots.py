"""Pictures of every page of the demo, to be looked at: three widths, two languages.

Builds the illustrative fund in a folder of its own, serves it and follows the navigation, so a
new page needs no line here.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = (1240, 390, 320)
LANGUAGES = ("en", "ko")
COVER_HEIGHT = 1640
START_SECONDS_MAX = 180  # the demo sends two years of commands first
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return when the address answers; TimeoutError if it does not in time."""
    until = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  our own server
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"nothing answers at {address}")


def pages(browser: Browser, address: str) -> list[str]:
    """The addresses that the first page's navigation leads to, itself first."""
    page = browser.new_page()
    page.goto(address)
    links = page.locator("nav a[href]").evaluate_all("all => all.map(each => each.href)")
    found = [page.url, *(link.partition("#")[0] for link in links if link.startswith(address))]
    page.close()
    return list(dict.fromkeys(found))


def take(browser: Browser, address: str, folder: Path) -> int:
    """Take the pictures; returns how many."""
    taken = 0
    for language in LANGUAGES:
        for width in WIDTHS:
            size = {"width": width, "height": 900}
            visitor = browser.new_context(locale=language, viewport=size)  # type: ignore[arg-type]
            page = visitor.new_page()
            for url in pages(browser, address):
                page.goto(url)
                name = url.removeprefix(address).strip("/").replace("/", "-") or "first"
                page.screenshot(path=folder / f"{name}-{language}-{width}.png", full_page=True)
                taken += 1
            visitor.close()
    return taken


def cover(browser: Browser, address: str, folder: Path) -> int:
    """Take the picture of the read-me: the top of the overview; returns how many."""
    page = browser.new_page(locale="en", viewport={"width": 1240, "height": COVER_HEIGHT})
    page.goto(address)
    page.screenshot(path=folder / "overview-en.png")
    page.close()
    return 1


def main() -> None:
    """The command line: the folder to put the pictures into."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cover", action="store_true", help="only the picture of the read-me")
    given = parser.parse_args()
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{(port := free_port())}/"
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        environment = {**os.environ, "CONCORD_DATA_DIR": data}
        demo = [sys.executable, "-m", "concord", "demo", "--port", str(port)]
        server = subprocess.Popen(demo, env=environment)
        try:
            wait_for(address)
            program = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
            work = cover if given.cover else take
            print(f"{work(browser, address, folder)} pictures in {folder}")
            browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
