"""What every shipped episode does, entry by entry, as a text that is reviewed when it changes."""

from pathlib import Path

import pytest

from concord.shell.episodes import run, shipped
from concord.shell.transcript import transcript

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", shipped())
def test_golden_transcript_of_a_replay(name, golden):
    golden(GOLDEN / f"{name}.txt", transcript(run(name)))
