"""Asks for overview pages in a process of its own: ``python -m concord.bench.visiting LISTS``.

The fund is the one that ``concord import cerf`` opens; its reference is a fund under the same terms
that holds nothing but its first entry. Prints the median server time of each page in seconds as
JSON, and the number of entries. The installation is that of the environment, and an empty one.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import msgspec

VISITS = 50
EMPTY = "empty"


def main(lists: Path) -> bytes:
    """Import the lists, visit both funds and return the times, as JSON."""
    from concord.shell import installation

    installation.prepare()  # before anything that needs Django's models
    from concord.shell import funds
    from concord.shell.imports import cerf

    outcome = cerf.run(lists, accept_incomplete=True)
    if outcome.problems:
        raise TypeError(f"the lists cannot be imported: {outcome.problems[0]}")
    text = cerf.AGREEMENT.read_bytes()
    renamed = text.replace(b"\nagreement: cerf\n", f"\nagreement: {EMPTY}\n".encode())
    funds.open_fund(renamed, "empty.yaml", pinned_at=funds.now(outcome.fund))
    times = {"full": visits(outcome.fund), "empty": visits(EMPTY)}
    return msgspec.json.encode({**times, "entries": funds.size(outcome.fund)})


def visits(fund: str) -> float:
    """Return the median seconds that the server takes for a fund's overview, once it is warm."""
    from django.test import Client

    client, taken = Client(headers={"host": "localhost"}), []
    for _ in range(VISITS + 1):
        start = time.perf_counter()
        answer = client.get(f"/f/{fund}/")
        taken.append(time.perf_counter() - start)
        if answer.status_code != 200:  # noqa: PLR2004 - the word of HTTP for "here it is"
            raise TypeError(f"the overview of {fund} answers {answer.status_code}")
    return statistics.median(taken[1:])


if __name__ == "__main__":
    sys.stdout.buffer.write(main(Path(sys.argv[1])))
