import json

import pytest

from concord.bench import appending
from concord.shell import table
from concord.shell.models import Log


@pytest.mark.django_db
def test_the_same_rows_are_written_both_ways(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    rates = json.loads(appending.main(appending.WARM_UP + 5))
    assert rates["append"] > 0
    assert rates["bare"] > 0
    columns = [name for name in table.COLUMNS if name != "fund"]
    judged = Log.objects.filter(fund="BENCH", kind__startswith="record_").values_list(*columns)
    bare = Log.objects.filter(fund="bare").values_list(*columns)
    assert list(judged.order_by("seq")) == list(bare.order_by("seq"))
    assert len(bare) == appending.WARM_UP + 5
