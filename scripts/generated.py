"""The committed files that a program writes, and the gate that they are up to date.

`write` regenerates them, `check` fails on any difference. One table says what is generated:
a command whose standard output is the file. Nothing in the table is edited by hand but the
translations inside a catalogue, which its command keeps.
"""

import argparse
import difflib
import subprocess
import sys
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIFF_LINES_MAX = 40

GENERATED = (
    (("-m", "concord", "schema"), "docs/schema/agreement.json"),
    (("-m", "concord", "schema", "--commands"), "docs/schema/commands.json"),
    (("-m", "concord", "schema", "--report"), "docs/schema/report.json"),
    (("scripts/vocabulary.py",), "docs/vocabulary.md"),
    (("scripts/messages.py", "print", "ko"), "src/concord/web/locale/ko/LC_MESSAGES/django.po"),
)


def content(command: tuple[str, ...], root: Path = ROOT) -> str:
    """What a command prints, run by this interpreter; its errors are shown as they are."""
    done = subprocess.run([sys.executable, *command], cwd=root, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def difference(file: str, new: str, root: Path = ROOT) -> str:
    """The difference between a committed file and what its command prints, cut to a screen."""
    path = root / file
    old = path.read_text("utf-8") if path.exists() else ""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), file, f"{file} regenerated"
    )
    return "".join(islice(lines, DIFF_LINES_MAX))


def main() -> int:
    """The command line; `check` exits with 1 when a file differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["write", "check"])
    action = parser.parse_args().action
    stale = False
    for command, file in GENERATED:
        new = content(command)
        if not (found := difference(file, new)):
            continue
        if action == "write":
            (ROOT / file).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / file).write_text(new, "utf-8")
            print(f"{file}: written")
        else:
            stale = True
            print(f"{file}: differs from `{' '.join(command)}`; run `make schema`\n{found}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
