import stat

import pytest

from concord.shell import keys


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR / "keys"


def test_a_key_is_made_once_and_is_its_owners_alone(folder):
    one = keys.make_key("F", "example.org/F")
    other = keys.make_key("G", "example.org/F")

    assert one.verifier.vkey == keys.make_key("F", "example.org/F").verifier.vkey
    assert one.verifier.vkey == keys.load_key("F", "example.org/F").verifier.vkey
    assert one.verifier.vkey != other.verifier.vkey
    assert one.name == "example.org/F"
    assert stat.S_IMODE((folder / "F.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [None, b"", b"short", b"00" * 31, b"\xff" * 64])
def test_a_key_that_is_not_whole_is_missing(folder, content):
    if content is not None:
        folder.mkdir(parents=True)
        (folder / "F.key").write_bytes(content)

    with pytest.raises(keys.KeyMissing, match=r"F\.key"):
        keys.load_key("F", "example.org/F")
