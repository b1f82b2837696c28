import subprocess

from concord.bench.synthetic import DONORS, log, terms, write_export, write_journal
from concord.core.books.state import legs_of
from concord.core.entry import decode
from concord.core.fund import fold
from concord.core.log import verify_export
from concord.core.redecide import Judge


def test_every_entry_has_two_legs_and_all_cells_are_used():
    entries = [decode(data) for data in log(terms(), 600)]
    assert len(entries) == 1 + DONORS + 600
    legs = [legs_of(event, "USD") for entry in entries[1 + DONORS :] for event in entry.events]
    assert {len(one) for one in legs} == {2}
    state = fold(terms(), iter(entries))
    own = [key for key in state.books.balances if ":" in key[0]]
    assert len(own) == 600


def test_the_export_is_sound(tmp_path):
    write_export(tmp_path, 300)

    def read(path):
        file = tmp_path / path
        return file.read_bytes() if file.is_file() else None

    report = verify_export(read, None, Judge(terms()))
    assert report.findings == ()
    assert report.checked.decisions == 1 + DONORS + 300


def test_the_journal_says_the_same(tmp_path, ledger):
    file = tmp_path / "bench.journal"
    write_journal(file, 6)
    text = file.read_text()
    assert text.count("\n\n") == 6
    assert "    received:D000  -1.00 USD\n" in text
    assert "    pledged:D002  15938 JPY\n    memo  -15938 JPY\n" in text
    balance = [str(ledger), "-f", str(file), "balance", "^cash"]
    done = subprocess.run(balance, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["239.57", "USD", "cash"]


def test_measuring_programs_see_the_same_money(tmp_path):
    file = tmp_path / "bench.journal"
    write_journal(file, 300)
    state = fold(terms(), (decode(data) for data in log(terms(), 300)))
    cash = [line.split()[1] for line in file.read_text().splitlines() if "    cash" in line]
    total = sum(int(amount.replace(".", "")) for amount in cash)
    assert total == sum(state.books.cash("USD").values())
