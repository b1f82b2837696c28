"""An installation of the test's own, once on each kind of database, and a small fund in it."""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings as live_settings
from django.db import connections

from concord.core.books.acts import RecordReceipt
from concord.core.entry import Envelope
from concord.settings import database
from concord.shell import cache, funds, installation

AGREEMENT = Path(__file__).parent / "data" / "relief.yaml"
ROOT = Path(__file__).parent.parent.parent
OPENED = "2027-01-10"


@pytest.fixture
def place(database_url, tmp_path, settings, django_db_blocker):
    """The environment of an installation, which programs that a test starts may share."""
    settings.DATA_DIR = tmp_path / "data"
    before = connections.settings["default"]
    described = connections.configure_settings({"default": database(database_url)})["default"]
    with django_db_blocker.unblock():
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = described
        cache.forget_all()
        installation.migrate()
        yield {
            "CONCORD_DATA_DIR": str(live_settings.DATA_DIR),
            "CONCORD_DATABASE_URL": database_url,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
        }
        cache.forget_all()
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before


@pytest.fixture
def fund(place):  # noqa: ARG001 - the installation that it opens the fund in
    """A fund that is open, its first phase entered; its clock is told and stands at OPENED."""
    made = funds.open_fund(AGREEMENT.read_bytes(), AGREEMENT.name, pinned_at=OPENED)
    funds.tick(made)
    return made


@pytest.fixture
def program(place):
    """How to run a program of the test's own in this installation."""

    def command(code: str, *words: str) -> tuple[list[str], dict[str, str]]:
        return [sys.executable, "-c", code, *words], place

    return command


def envelope(party, ident, command, at=""):
    return Envelope(party=party, officer=f"{party}/desk", id=ident, command=command, at=at)


def receipt(ident, amount="500", donor="US", value_on="2027-01-09"):
    """Money that reached the trustee; the bank's reference is the id."""
    command = RecordReceipt(
        donor=donor, ref=ident, amount=amount, currency="USD", value_on=value_on
    )
    return envelope("WB", ident, command)
