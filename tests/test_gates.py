"""The gates notice what they are there to notice, and the shared fixtures give what they say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser

from scripts import generated, locks, messages, size

ROOT = Path(__file__).parent.parent
FRAGMENT = re.compile(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md")


def function(lines: int) -> str:
    return "@property\ndef f():\n" + "    x = 1\n" * (lines - 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (function(70), []),
        (function(71), ["1: f has 71 lines, more than 70"]),
        ("x = 1\n" * 500, []),
        ("x = 1\n" * 501, [" 501 lines, more than 500"]),
    ],
)
def test_size(tmp_path, text, expected):
    path = tmp_path / "noun.py"
    path.write_text(text)

    assert [f"{path}:{fault}" for fault in expected] == list(size.faults(path))


@pytest.fixture
def locked(tmp_path):
    """A copy of the inputs and the locks, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def stale(root: Path) -> list[str]:
    return [lock.name for lock in locks.LOCKS if any(locks.faults(lock, root))]


def test_locks_are_up_to_date(locked):
    assert stale(locked) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("pyproject.toml", '"lark~=1.3"', '"lark~=1.2"', ["runtime", "dev"]),
        ("pyproject.toml", "line-length = 100", "line-length = 99", []),
        ("requirements/build.in", "babel", "babel<3", ["build", "dev"]),
        ("requirements/dev.in", "pymerkle ", "# pymerkle", ["dev"]),
        ("requirements/weekly.in", "mutmut", "mutmut<4", ["weekly"]),
        ("requirements/weekly.in", "# What", "# That which", []),
    ],
)
def test_lock_is_stale_when_what_it_was_resolved_from_changes(locked, file, old, new, expected):
    path = locked / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))

    assert stale(locked) == expected


@pytest.mark.parametrize(
    "line",
    [
        "lark @ https://example.org/lark.whl",
        "--index-url https://example.org",
        "lark==1.3.1",
        "-e .",
    ],
)
def test_lock_holds_pins_and_hashes_only(locked, line):
    path = locked / "requirements" / "weekly.lock"
    path.write_text(f"{path.read_text()}{line}\n")

    assert stale(locked) == ["weekly"]


def test_lock_that_is_absent(locked):
    (locked / "requirements" / "weekly.lock").unlink()

    assert stale(locked) == ["weekly"]


def test_generated_difference_is_shown(tmp_path):
    (tmp_path / "list.txt").write_text("two\nthree\n")
    new = generated.content(("-c", "print('two\\nfive')"), tmp_path)

    difference = generated.difference("list.txt", new, tmp_path)

    assert "-three\n+five\n" in difference
    assert generated.difference("list.txt", "two\nthree\n", tmp_path) == ""


@pytest.fixture
def pages(tmp_path):
    """A tree with sentences in code and in a template, one of them translated."""
    source = tmp_path / "src" / "concord" / "web"
    (source / "templates").mkdir(parents=True)
    (source / "views.py").write_text(
        'def view(n):\n    return _("Phases"), ngettext("%(n)d day", "%(n)d days", n)\n'
    )
    (source / "templates" / "page.html").write_text(
        "    {% load i18n %}\n  <h1>{% translate 'Phases' %}</h1>\n"
        '      <p title="{{ _("Relief") }}">\n'
        "  {% blocktranslate %}Due on {{ day }}.{% endblocktranslate %}</p>\n"
        "{% translate 'Due' context 'tag' %}\n"
    )
    path = messages.catalogue_path("ko", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(messages.printed("ko", tmp_path))
    return path


@pytest.mark.usefixtures("pages")
def test_messages_are_found_in_code_and_templates(tmp_path):
    found = {message.id for message in messages.catalogue("ko", tmp_path) if message.id}

    assert found == {"Phases", "Relief", "Due", "Due on %(day)s.", ("%(n)d day", "%(n)d days")}


def test_catalogue_keeps_translations_and_drops_what_is_gone(pages, tmp_path):
    text = pages.read_text()
    pages.write_text(text.replace('msgid "Phases"\nmsgstr ""', 'msgid "Phases"\nmsgstr "단계"'))
    (tmp_path / "src/concord/web/templates/page.html").unlink()

    printed = messages.printed("ko", tmp_path)

    assert 'msgid "Phases"\nmsgstr "단계"' in printed
    assert "Relief" not in printed
    pages.write_text(printed)
    assert messages.printed("ko", tmp_path) == printed


def test_missing_translations_and_lost_placeholders_are_named(pages, tmp_path):
    text = pages.read_text()
    lost = 'msgid "Due on %(day)s."\nmsgstr "%(date)s 예정"'
    pages.write_text(text.replace('msgid "Due on %(day)s."\nmsgstr ""', lost))

    faults = list(messages.missing("ko", tmp_path))

    assert "ko: not translated: 'Phases'" in faults
    assert any("unknown named placeholder" in fault for fault in faults)


@pytest.mark.parametrize(
    ("room", "line", "broken"),
    [
        ("core", "import sqlite3", "The core is pure"),
        ("core", "import concord.shell", "Rooms"),
        ("shell", "import concord.web", "Rooms"),
        ("core/books", "import pydantic", "Models, YAML and grammars"),
        ("core/agreement", "import pydantic", None),
        ("web", "import cryptography.hazmat", "Signatures"),
        ("core/log", "import cryptography.hazmat", None),
    ],
)
def test_planted_import_breaks_its_contract(tmp_path, room, line, broken):
    for name in ("core/agreement", "core/books", "core/log", "shell", "web", "cli"):
        (tmp_path / "concord" / name).mkdir(parents=True)
    for folder in (tmp_path / "concord", *(tmp_path / "concord").rglob("*/")):
        (folder / "__init__.py").touch()
    (tmp_path / "concord" / "settings.py").touch()
    (tmp_path / "concord" / room / "planted.py").write_text(f"{line}\n")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    linter = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(linter, cwd=tmp_path, env=environment, capture_output=True, check=False)

    output = done.stdout.decode()
    found = [each for each in output.splitlines() if each.endswith(" BROKEN")]
    assert (done.returncode, len(found)) == ((1, 1) if broken else (0, 0)), output
    assert all(each.startswith(broken) for each in found)


def test_changelog_fragments_have_a_known_kind_and_a_sentence():
    fragments = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [path.name for path in fragments if not FRAGMENT.fullmatch(path.name)] == []
    assert [path.name for path in fragments if not path.read_text("utf-8").strip()] == []


def test_each_test_has_an_empty_database_of_its_own(database_url):
    if database_url.startswith("sqlite"):
        assert not Path(database_url.removeprefix("sqlite:///")).exists()
        return
    with psycopg.connect(database_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchone() == (0,)


def test_browser_draws_a_page(browser: Browser):
    context = browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.set_content("<title>기금</title><p>1</p>")

    assert page.title() == "기금"
    assert page.evaluate("[innerWidth, navigator.language]") == [390, "ko-KR"]
    context.close()
