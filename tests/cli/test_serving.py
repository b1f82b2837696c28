"""serve and demo at the command line."""

import pytest
import waitress

from concord.shell import demo, funds
from tests.shell.conftest import AGREEMENT


@pytest.fixture
def served(monkeypatch):
    """Where the server was told to listen, instead of listening."""
    told = []
    monkeypatch.setattr(waitress, "serve", lambda _, **options: told.append(options))
    for name in ("CONCORD_SECRET_KEY", "CONCORD_HOSTS", "CONCORD_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    return told


@pytest.mark.usefixtures("place")
def test_serve(served, concord):
    done = concord("serve", "--port", "8123")

    assert done.code == 0
    assert "http://127.0.0.1:8123/" in done.err
    assert [(one["host"], one["port"]) for one in served] == [("127.0.0.1", 8123)]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "fund.example"])  # noqa: S104
def test_strangers_are_served_only_when_all_is_ready(host, served, concord, monkeypatch):
    bare = concord("serve", "--host", host)
    for name in ("CONCORD_SECRET_KEY", "CONCORD_HOSTS"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("CONCORD_HTTPS", "0")
    almost = concord("serve", "--host", host)

    assert (bare.code, almost.code, served) == (2, 2, [])
    assert "CONCORD_SECRET_KEY, CONCORD_HOSTS, CONCORD_HTTPS" in bare.err
    assert "set CONCORD_HTTPS=1 first" in almost.err


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("host", ["::1", "localhost", "127.0.0.9", "0.0.0.0"])  # noqa: S104
def test_who_is_served(host, served, concord, monkeypatch):
    if host == "0.0.0.0":  # noqa: S104
        for name in ("CONCORD_SECRET_KEY", "CONCORD_HOSTS", "CONCORD_HTTPS"):
            monkeypatch.setenv(name, "1")

    assert concord("serve", "--host", host).code == 0
    assert [host] == [one["host"] for one in served]


@pytest.mark.usefixtures("place")
def test_demo(served, concord, monkeypatch):
    def build():
        return funds.open_fund(AGREEMENT.read_bytes(), "demo.yaml", pinned_at="2027-01-10")

    monkeypatch.setattr(demo, "build_demo", build)

    done = concord("demo", "--no-serve")

    assert (done.code, served) == (0, [])
    assert "RELIEF: Small relief fund" in done.out
    assert funds.root("RELIEF").hex() in done.out
