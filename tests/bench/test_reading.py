import json

import pytest

from concord.bench.reading import Unsound, main
from concord.bench.synthetic import DONORS, write_export


@pytest.mark.parametrize("depth", ["balances", "decisions"])
def test_a_log_is_read_to_a_depth(tmp_path, depth):
    write_export(tmp_path, 40)
    took = json.loads(main(tmp_path, depth))
    assert took["entries"] == 1 + DONORS + 40
    assert took["seconds"] > 0
    assert took["processor"] > 0


def altered(folder, old, new):
    [bundle] = (folder / "tile" / "entries").rglob("*.p/*")
    data = bundle.read_bytes()
    assert data.count(old) == 1
    bundle.write_bytes(data.replace(old, new))


@pytest.mark.parametrize("depth", ["balances", "decisions"])
def test_a_log_that_was_altered_gives_no_time(tmp_path, depth):
    write_export(tmp_path, 4)
    altered(tmp_path, b'"id":"a8"', b'"id":"b8"')
    with pytest.raises(Unsound):
        main(tmp_path, depth)


def test_a_log_in_another_encoding_gives_no_time(tmp_path):
    write_export(tmp_path, 4)
    altered(
        tmp_path, b'"officer":"T/1","party":"T","seq":9,', b'"party":"T","officer":"T/1","seq":9,'
    )
    with pytest.raises(Unsound, match="an entry of bundle 0 is not in canonical form"):
        main(tmp_path, "balances")
