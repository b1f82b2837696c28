"""How commands end: one line and a code for every failure, never a traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from concord import cli
from concord.cli.ending import Stop
from concord.core.acts import Refusal
from concord.shell import funds
from concord.shell.imports.remarks import UnusableSource

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 4, "interrupted. Nothing that was acknowledged is lost."),
        (
            OSError(errno.ENOSPC, "No space left on device", "x.tile"),
            4,
            "the disk is full (x.tile)",
        ),
        (OSError(errno.ENXIO, "No such device"), 4, "No such device"),
        (OperationalError("database is locked"), 4, "locked by another program"),
        (OperationalError("database or disk is full"), 4, "the disk is full"),
        (OperationalError("something\nelse"), 4, "cannot be used (something else)"),
        (funds.Damaged("entry 5"), 4, "`concord verify` says what is wrong"),
        (funds.NoSuchFund("there is no fund"), 2, "there is no fund"),
        (funds.Exists("is open already"), 2, "is open already"),
        (UnusableSource([]), 2, ""),
        (funds.Refused(Refusal(code="day-to-come")), 3, "day-to-come"),
        (ZeroDivisionError("by\nzero"), 4, "unexpected ZeroDivisionError: by zero; --debug"),
        (Stop(2, "said"), 2, "said"),
    ],
)
def test_every_failure_ends_with_a_code_and_a_line(error, code, said, monkeypatch, capsys):
    def fails(_):
        raise error

    monkeypatch.setattr("concord.cli.texts.check", fails)

    assert code == cli.main(["check", "x.yaml"])
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1


def test_debug_shows_where_an_error_came_from(monkeypatch, capsys):
    monkeypatch.setattr("concord.cli.texts.check", lambda _: 1 // 0)

    assert cli.main(["check", "x.yaml", "--debug"]) == 4
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["dance"], ["show", "--at"], ["verify", "--depth", "4"]])
def test_a_wrong_line_is_unusable_input(words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)

    assert ended.value.code == 2
    assert "usage: concord" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    names = (
        "demo serve open act tick show why replay import check schema prose export verify "
        "receipt bench"
    )
    for name in names.split():
        assert f"\n    {name} " in told


def test_a_reader_who_has_enough_is_no_error():
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "concord", "schema", "--commands"],
        env={"PYTHONPATH": str(ROOT / "src")},
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)

    assert done.stderr == b""


def test_an_address_of_no_database_is_unusable_input(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "concord", "show"],
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "CONCORD_DATABASE_URL": "mysql://x",
            "CONCORD_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "postgresql://" in done.stderr
