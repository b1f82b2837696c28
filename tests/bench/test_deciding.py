import json

import pytest

from concord.bench import deciding
from concord.bench.synthetic import DONORS, log, terms
from concord.core.entry import decode


def test_each_kind_of_command_is_counted_and_timed():
    entries = [decode(data) for data in log(terms(), 30)]
    kinds = deciding.measure(terms(), entries)
    counts = {kind: one.count for kind, one in kinds.items()}
    assert counts == {"open_fund": 1, "accede": DONORS, "record_receipt": 10, "record_pledge": 20}
    assert all(0 < one.deciding < 1 and 0 < one.writing < 1 for one in kinds.values())


def test_a_story_that_is_refused_gives_no_time():
    entries = [decode(data) for data in log(terms(), 3)]
    with pytest.raises(TypeError, match="is refused: reference-used"):
        deciding.measure(terms(), [*entries, entries[-1]])


@pytest.mark.django_db
def test_the_demonstration_is_decided_again(tmp_path, settings, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(deciding, "TELLINGS", 1)
    kinds = json.loads(deciding.main())
    assert kinds["open_fund"]["count"] == 1
    assert kinds["record_receipt"]["deciding"] > 0
