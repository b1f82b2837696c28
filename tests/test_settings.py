import stat
import subprocess
import sys
from pathlib import Path

import pytest

from concord import settings

ROOT = Path(__file__).parent.parent


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    folder = tmp_path / "a" / "b"

    one = settings.kept_secret(folder)

    assert len(one) >= 50
    assert one == settings.kept_secret(folder) != settings.kept_secret(tmp_path / "c")
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////var/lib/c.sqlite3", {"NAME": "/var/lib/c.sqlite3"}),
        ("sqlite:///c%20d.sqlite3", {"NAME": "c d.sqlite3"}),
        (
            "postgresql://us%40r:p%2Fw@db.example:5433/concord?sslmode=require",
            {
                "NAME": "concord",
                "USER": "us@r",
                "PASSWORD": "p/w",
                "HOST": "db.example",
                "PORT": "5433",
            },
        ),
        ("postgres:///concord", {"NAME": "concord", "USER": "", "HOST": "", "PORT": ""}),
    ],
)
def test_a_database_is_named_by_its_address(url, expected):
    assert expected.items() <= settings.database(url).items()


def test_options_of_an_address_go_to_the_database():
    found = settings.database("postgresql://h/n?sslmode=require&options=-c%20x%3D1")

    assert {"sslmode": "require", "options": "-c x=1"}.items() <= found["OPTIONS"].items()


def test_other_databases_are_not_known():
    with pytest.raises(ValueError, match="sqlite:/// or postgresql://"):
        settings.database("mysql://h/n")


def test_the_settings_are_one_short_file():
    assert len((ROOT / "src/concord/settings.py").read_text("utf-8").splitlines()) <= 150
    assert settings.DEBUG is False


def test_nothing_may_be_loaded_from_elsewhere():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives == {
        **{name: ["'none'"] for name in ("default-src", "frame-ancestors", "base-uri")},
        **{
            name: ["'self'"]
            for name in ("script-src", "style-src", "img-src", "connect-src", "form-action")
        },
    }


def test_strangers_are_met_in_earnest(tmp_path):
    """As `make deploy` has it: what Django's own check for deployment asks for."""
    code = "from concord import settings as s; print(s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, "
    code += "s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECRET_KEY)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "CONCORD_DATA_DIR": str(tmp_path / "data"),
            "CONCORD_HOSTS": "fund.example, www.fund.example",
            "CONCORD_HTTPS": "1",
            "CONCORD_SECRET_KEY": "only-for-this-test",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    hosts = "['fund.example', 'www.fund.example']"
    assert f"{hosts} True True True only-for-this-test\n" == done.stdout
    assert not (tmp_path / "data").exists()  # a secret of one's own leaves none behind
