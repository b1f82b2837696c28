"""A log of two-leg entries of a known shape, and the same transactions as a plain-text journal.

200 donors and three currencies. Every third entry is a receipt in the holding currency (cash and
received), the others pledges in the two other currencies (pledged and memo): each has two legs, and
there are 600 balances beside cash and memo. Amounts differ from entry to entry; nothing is random.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from concord.core.acts import RULES, Accede, Act, AgreementRef, Command, OpenFund, Refusal
from concord.core.agreement import load, normalise
from concord.core.agreement.days import day_of, iso_of
from concord.core.agreement.terms import Terms
from concord.core.books.acts import RecordPledge, RecordReceipt
from concord.core.entry import encode, entry_of
from concord.core.fund import apply, decide
from concord.core.log import (
    CHECKPOINT_PATH,
    KEY_PATH,
    Checkpoint,
    Signer,
    agreement_path,
    bundles,
    leaf_hash,
    root,
    sign_checkpoint,
    tiles,
)
from concord.core.state import State

DONORS = 200
CURRENCIES = ("USD", "EUR", "JPY")
PER_DAY = 40
FIRST_DAY = day_of("2027-01-01")
ORIGIN = "bench.example/log"
#: Signs measurements only; a secret that is published protects nothing.
SEED = bytes(range(32))

TEXT = b"""concord: 1
agreement: BENCH
title: {en: A fund to be measured}
languages: {authentic: en}
currencies: {USD: 2, EUR: 2, JPY: 0}
holding: USD
zone: UTC
effective: 2027-01-01
accession: open
parties:
  T: {name: Trustee, role: trustee}
"""


def terms() -> Terms:
    """Return the agreement that the measured fund obeys."""
    found = load(TEXT, "bench.yaml")
    if isinstance(found, list):
        raise TypeError(f"the agreement to be measured has problems: {found}")
    return found


def facts(entries: int) -> Iterator[tuple[int, Command]]:
    """Yield day and command of so many two-leg entries."""
    for number in range(entries):
        day = FIRST_DAY + number // PER_DAY
        donor = f"D{number % DONORS:03d}"
        unit = CURRENCIES[number % len(CURRENCIES)]
        amount, ref, on = str(100 + number * 7919 % 999_900), f"R{number}", iso_of(day)
        if unit == CURRENCIES[0]:
            yield (
                day,
                RecordReceipt(donor=donor, ref=ref, amount=amount, currency=unit, value_on=on),
            )
            continue
        worth = str(1 + int(amount) // 3)
        yield (
            day,
            RecordPledge(
                donor=donor,
                ref=ref,
                amount=amount,
                currency=unit,
                equivalent=worth,
                value_on=on,
            ),
        )


def commands(agreement: Terms, entries: int) -> Iterator[tuple[int, Command]]:
    """Yield day and command of a whole log: it is opened, donors join, facts follow."""
    reference = AgreementRef(agreement.id, agreement.sha256)
    key = Signer(ORIGIN, SEED).verifier.vkey
    yield FIRST_DAY, OpenFund(origin=ORIGIN, key=key, agreements=[reference], rules=RULES)
    for number in range(DONORS):
        ident = f"D{number:03d}"
        yield FIRST_DAY, Accede(id=ident, name=f"Donor {number}", role="donor")
    yield from facts(entries)


def log(agreement: Terms, entries: int) -> Iterator[bytes]:
    """Yield the entries of a log as bytes, each decided and folded before the next."""
    state = State(agreement)
    for number, (day, command) in enumerate(commands(agreement, entries)):
        at = f"{iso_of(day)}T12:00:00Z"
        act = Act(party="T", officer="T/1", at=at, id=f"a{number}", command=command)
        decided = decide(state, act)
        if isinstance(decided, Refusal):
            raise TypeError(f"the log to be measured is refused: {decided.code}")
        entry = entry_of(state.size, act, decided)
        apply(state, entry)
        yield encode(entry)


def write_export(folder: Path, entries: int) -> None:
    """Write a log as ``concord export`` does."""
    agreement = terms()
    bodies = list(log(agreement, entries))
    leaves = [leaf_hash(body) for body in bodies]
    signer = Signer(ORIGIN, SEED)
    checkpoint = Checkpoint(ORIGIN, len(bodies), root(leaves))
    normal = normalise(TEXT, "bench.yaml")
    if isinstance(normal, list):
        raise TypeError(f"the agreement to be measured has problems: {normal}")
    files = {
        CHECKPOINT_PATH: sign_checkpoint(checkpoint, signer),
        KEY_PATH: f"{signer.verifier.vkey}\n".encode(),
        agreement_path(agreement.sha256): normal,
        **dict(tiles(leaves, len(leaves))),
        **dict(bundles(bodies, len(bodies))),
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def write_journal(file: Path, entries: int) -> None:
    """Write the same transactions as accounting programs read them."""
    state = State(terms())
    with file.open("w", encoding="utf-8") as out:
        for number, (day, command) in enumerate(facts(entries)):
            if not isinstance(command, RecordReceipt | RecordPledge):
                continue
            received = isinstance(command, RecordReceipt)
            donor, unit = command.donor, command.currency
            amount = state.major_of(int(command.amount), unit)
            debit = "cash" if received else f"pledged:{donor}"
            credit = f"received:{donor}" if received else "memo"
            out.write(
                f"{iso_of(day)} R{number}\n    {debit}  {amount} {unit}\n"
                f"    {credit}  -{amount} {unit}\n\n"
            )
