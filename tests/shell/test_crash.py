"""Two who write at once, and a machine that fails: what was acknowledged is there, and sound."""

import itertools
import signal
import sqlite3
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from concord.core.entry import decode
from concord.core.redecide import verify
from concord.shell import cache, checking, funds
from concord.shell.models import Log

#: Sends receipts without end (or ``count``) and names each when it is acknowledged.
WRITER = """
import sys, itertools
from concord.shell.installation import prepare
prepare()
from concord.core.books.acts import RecordReceipt
from concord.core.entry import Envelope
from concord.shell import funds
name, ids, refs, count = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for n in itertools.count() if count == "-" else range(int(count)):
    command = RecordReceipt(
        donor="US", ref=f"{refs}{n}", amount="3", currency="USD", value_on="2027-01-09"
    )
    sent = Envelope(party="WB", officer="WB/desk", id=f"{ids}{n}", command=command)
    done = funds.act("RELIEF", sent)
    if isinstance(done, funds.Accepted):
        print(f"{ids}{n} {done.entries[-1].seq} {done.repeated}", flush=True)
    else:
        print(f"refused {done.code}", flush=True)
"""


@pytest.fixture
def writer(program):
    """How to start writers that all begin at once."""
    started = []

    def start(*words):
        command, environment = program(WRITER, *words)
        one = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.wait()
        one.stdin.close()
        one.stdout.close()


def let_go(*writers):
    for one in writers:
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        one.stdin.write("\n")
        one.stdin.flush()


def answers(one):
    return one.communicate()[0].splitlines()


def is_sound(fund, tmp_path):
    """Every entry follows from those before, decided again; nothing beside the log differs."""
    cache.forget(fund)
    assert list(checking.differences(fund)) == []
    funds.export(fund, tmp_path / "out")

    def read(name):
        path = tmp_path / "out" / name
        return path.read_bytes() if path.is_file() else None

    report = verify(read, funds.vkey(fund), 3)
    return report.ok and funds.size(fund) == report.checked.decisions


COUNT = 12


def test_two_at_once_lose_nothing(fund, writer, tmp_path):
    one, other = (
        writer("one", "a", "a", str(COUNT)),
        writer("other", "b", "b", str(COUNT)),
    )
    let_go(one, other)
    told = [*answers(one), *answers(other)]

    assert 2 * COUNT == len(told) == len({line.split()[1] for line in told})
    log = {row.act_id: row.seq for row in Log.objects.filter(fund=fund)}
    assert all(int(line.split()[1]) == log[line.split()[0]] for line in told)
    assert list(range(2 + 2 * COUNT)) == sorted(log.values())
    assert funds.state(fund).books.total("received") == 2 * COUNT * 3
    assert is_sound(fund, tmp_path)


def test_of_two_who_send_the_same_act_one_writes_it(fund, writer, tmp_path):
    one, other = writer("one", "a", "a", str(COUNT)), writer("other", "a", "a", str(COUNT))
    let_go(one, other)
    told = [line.split() for line in (*answers(one), *answers(other))]

    assert funds.size(fund) == 2 + COUNT
    for n in range(COUNT):
        mine = [(seq, repeated) for ident, seq, repeated in told if ident == f"a{n}"]
        assert len({seq for seq, _ in mine}) == 1
        assert sorted(repeated for _, repeated in mine) == ["False", "True"]
    assert is_sound(fund, tmp_path)


def test_of_two_who_want_the_same_one_wins(fund, writer, tmp_path):  # one deposit, once (IN-1)
    one, other = writer("one", "a", "r", str(COUNT)), writer("other", "b", "r", str(COUNT))
    let_go(one, other)
    told = [*answers(one), *answers(other)]

    assert sum(line == "refused deposit-twice" for line in told) == COUNT
    assert funds.size(fund) == 2 + COUNT
    assert funds.state(fund).books.total("received") == COUNT * 3
    assert is_sound(fund, tmp_path)


def test_what_was_acknowledged_outlives_a_kill(fund, writer, tmp_path):
    one = writer("one", "a", "a", "-")
    let_go(one)
    told = list(itertools.islice(one.stdout, 15))

    one.send_signal(signal.SIGKILL)
    told += one.stdout.readlines()

    assert one.wait() == -signal.SIGKILL
    log = {row.act_id: row.seq for row in Log.objects.filter(fund=fund)}
    whole = [line.split() for line in told if line.endswith("\n")]
    assert len(whole) >= 15
    assert all(int(seq) == log[ident] for ident, seq, _ in whole)
    assert len(log) - 2 - len(whole) in {0, 1}  # one may be written and not yet acknowledged
    assert is_sound(fund, tmp_path)
    assert isinstance(decode(funds.rows(fund, limit=1)[0].data).seq, int)


#: Sends many receipts as one history, and says when it is acknowledged.
HISTORY = """
import sys
from concord.shell.installation import prepare
prepare()
from concord.core.books.acts import RecordReceipt
from concord.core.entry import Envelope
from concord.shell import funds, table
sent = [
    Envelope(party="WB", officer="WB/desk", id=f"h{n}", command=RecordReceipt(
        donor="US", ref=f"h{n}", amount="3", currency="USD", value_on="2027-01-09"))
    for n in range(4000)
]
insert = table._insert
def slow(rows):
    insert(rows)
    print("writing", flush=True)
    sys.stdin.readline()
table._insert = slow
funds.act_many("RELIEF", sent)
print("done", flush=True)
"""


def test_a_history_that_was_cut_short_is_not_there(fund, program, tmp_path):  # LED row 19
    command, environment = program(HISTORY)
    one = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert one.stdout.readline() == "writing\n"  # the first half is in the database by now
    one.kill()
    assert one.communicate()[0] == ""

    assert funds.size(fund) == 2
    assert is_sound(fund, tmp_path)


# --- the command line, when the machine fails -----------------------------------------------------
def concord(place, *words, before=""):
    """Run the command line in an installation, after some Python of the test's own."""
    code = f"import sys\n{before}\nfrom concord.cli import main\nsys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**place, "PYTHONDONTWRITEBYTECODE": "1"},  # a full disk would cut it short
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def command(tmp_path):
    path = tmp_path / "command.json"
    path.write_text(
        '{"type":"record_receipt","donor":"US","ref":"b1","amount":"7","currency":"USD",'
        '"value_on":"2027-01-09"}'
    )
    return str(path)


def test_a_locked_database_is_a_failure_of_the_machine(fund, place, command):
    url = place["CONCORD_DATABASE_URL"]
    if connection.vendor == "sqlite":
        holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    else:
        holder = psycopg.connect(url)
        holder.execute("LOCK TABLE concord_log IN EXCLUSIVE MODE")
    try:
        done = concord(place, "act", fund, command, "--by", "WB/desk", "--id", "b1")
    finally:
        holder.close()

    assert (done.returncode, done.stdout) == (4, "")
    assert "locked" in done.stderr
    assert "Nothing that was acknowledged is lost." in done.stderr
    assert funds.size(fund) == 2
    assert concord(place, "act", fund, command, "--by", "WB/desk", "--id", "b1").returncode == 0
    assert funds.size(fund) == 3


def test_a_database_that_is_not_there_is_a_failure_of_the_machine(place, command):
    if connection.vendor == "sqlite":
        elsewhere = {**place, "CONCORD_DATABASE_URL": "sqlite:////proc/none/concord.sqlite3"}
    else:
        elsewhere = {**place, "CONCORD_DATABASE_URL": "postgresql://concord@127.0.0.1:1/none"}

    done = concord(elsewhere, "act", "RELIEF", command, "--by", "WB/desk")

    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
"""
#: Sends acts from the command line until one of them does not end well; returns how that ended.
UNTIL_FULL = """
import contextlib, io, json, itertools
from concord import cli
for n in itertools.count():
    command = {{"type": "record_receipt", "donor": "US", "ref": f"f{{n}}", "amount": "7",
               "currency": "USD", "value_on": "2027-01-09", "note": "x" * 1900}}
    sys.stdin = io.TextIOWrapper(io.BytesIO(json.dumps(command).encode()))
    with contextlib.redirect_stdout(io.StringIO()):
        code = cli.main(["act", "RELIEF", "-", "--by", "WB/desk", "--id", f"f{{n}}"])
    if code:
        sys.exit(code)
    print(f"f{{n}}", flush=True)
"""


def test_a_full_disk_is_a_failure_of_the_machine(fund, place, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the server's disk is the server's affair; its error is the same kind")
    connection.close()  # so that the journal is emptied

    done = concord(place, before=FULL.format(limit=150_000) + UNTIL_FULL.format())

    acknowledged = done.stdout.split()
    assert done.returncode == 4
    assert "disk" in done.stderr
    assert "Nothing that was acknowledged is lost." in done.stderr
    log = [row.act_id for row in Log.objects.filter(fund=fund).order_by("seq")]
    assert acknowledged == log[2:]
    assert len(acknowledged) > 3
    assert is_sound(fund, tmp_path)


def test_an_export_to_a_full_disk_is_a_failure_of_the_machine(fund, place, tmp_path):
    out = tmp_path / "out"
    funds.sign_checkpoint(fund)
    with connection.cursor() as cursor:  # stays open, so that only the export writes
        cursor.execute("SELECT 1")

    done = concord(place, "export", fund, "--out", str(out), before=FULL.format(limit=300))

    assert (done.returncode, done.stdout) == (4, "")
    assert "may not grow" in done.stderr
    assert not (out / "checkpoint").exists()
    assert concord(place, "export", fund, "--out", str(out)).returncode == 0
