"""check, prose and schema at the command line: no fund, no database."""

import json
from pathlib import Path

import pytest

from tests.shell.conftest import AGREEMENT

ROOT = Path(__file__).parent.parent.parent


def test_check(concord):
    done = concord("check", AGREEMENT, "--json")
    prose = concord("check", AGREEMENT)

    assert (done.code, done.err) == (1, "")
    assert done.document["problems"] == []
    assert len(done.document["findings"]) == len(prose.out.splitlines())
    assert "findings" in prose.err


def test_check_of_what_is_no_agreement(concord, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("concord: 1\nagreement: X\nholding: EUR\nzoned: UTC\n")

    done, prose = concord("check", path, "--json"), concord("prose", path)

    assert (done.code, prose.code, prose.out) == (2, 2, "")
    assert len(done.document["problems"]) > 2
    assert {"file", "line", "path", "found", "expected"} <= done.document["problems"][0].keys()
    assert concord("check", tmp_path / "none.yaml").code == 2
    assert concord("check", tmp_path).code == 2


@pytest.mark.parametrize(("lang", "word"), [("en", "2.4"), ("ko", "조")])
def test_prose(concord, lang, word):
    done = concord("prose", AGREEMENT, "--lang", lang)

    assert (done.code, done.err) == (0, "")
    assert word in done.out


@pytest.mark.parametrize(
    ("words", "file"),
    [((), "agreement"), (("--commands",), "commands"), (("--report",), "report")],
)
def test_schema(concord, words, file):
    done = concord("schema", *words)

    assert (done.code, done.err) == (0, "")
    assert json.loads((ROOT / f"docs/schema/{file}.json").read_text("utf-8")) == done.document


def test_the_schema_of_commands_names_every_command(concord):
    from concord.core.entry import COMMANDS

    parts = concord("schema", "--commands").document["$defs"]

    kinds = [one.get("properties", {}).get("type", {}) for one in parts.values()]
    assert set(COMMANDS) <= {tag for kind in kinds for tag in kind.get("enum", ())}
