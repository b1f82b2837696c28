import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from concord.shell import installation

ROOT = Path(__file__).parent.parent.parent
STARTS = """
from concord.shell.installation import prepare
prepare()
from concord.shell import funds
print(funds.fund_ids())
"""


def test_several_that_start_at_once_migrate_once(database_url, tmp_path):
    environment = {
        "CONCORD_DATA_DIR": str(tmp_path / "data"),
        "CONCORD_DATABASE_URL": database_url,
        "PYTHONPATH": str(ROOT / "src"),
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", STARTS],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    assert [one.communicate() for one in started] == [("[]\n", "")] * 3


def test_an_installation_is_prepared_in_the_folder_that_is_named(tmp_path):
    code = f"""
from pathlib import Path
from concord.shell.installation import data_folder, prepare
prepare(Path({str(tmp_path / "here")!r}))
print(data_folder())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src"), "CONCORD_DATA_DIR": str(tmp_path / "not-here")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(tmp_path / "here") == done.stdout.strip()
    assert {"concord.sqlite3", "secret"} <= {one.name for one in (tmp_path / "here").iterdir()}
    assert not (tmp_path / "not-here").exists()


@pytest.mark.usefixtures("place")
def test_the_database_waits_for_the_disk():
    """What was acknowledged outlives the loss of power: WAL with FULL, never NORMAL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
    installation.migrate()  # once more does nothing
