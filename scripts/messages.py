"""The message catalogues of the pages: extracted from code and templates, kept by language.

`print LANGUAGE` prints a catalogue as it should be: every sentence now in the source, with the
translation that it has. `missing` lists what is not translated, or whose placeholders differ
from the English ones. English is the language of the source and has no catalogue.
Babel reads and writes; Django turns a template into what Babel reads. No gettext program is needed.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ko",)
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY}
# They change at every run or name a person or a version: nothing about the sentences.
VOLATILE = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Project-Id-Version",
)
HEADER = "# Sentences of Concord's pages. Extracted by scripts/messages.py; translated by hand."


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    """Where a language's catalogue is kept."""
    return root / "src/concord/web/locale" / language / "LC_MESSAGES/django.po"


def python_text(path: Path) -> bytes:
    """A source file as Python text; of a template, its messages as calls of gettext."""
    if path.suffix == ".py":
        return path.read_bytes()
    # Brackets keep the tokenizer from judging the template's indentation.
    return f"(\n{templatize(path.read_text('utf-8'))}\n)".encode()


def template(root: Path = ROOT) -> Catalog:
    """Every sentence in the source, untranslated."""
    found = Catalog(charset="utf-8")
    for path in sorted((root / "src/concord").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"}:
            continue
        file = BytesIO(python_text(path))
        for _, message, comments, context in extract("python", file, KEYWORDS, ["Translators:"]):
            place = [(path.relative_to(root).as_posix(), 0)]
            found.add(message, None, place, auto_comments=comments, context=context)
    return found


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    """A language's catalogue brought up to the source: new sentences empty, gone ones dropped."""
    path = catalogue_path(language, root)
    kept = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            kept = read_po(file, locale=language, abort_invalid=True)
    # A guessed translation is worse than none: a clause may turn on one word.
    kept.update(template(root), no_fuzzy_matching=True)
    kept.header_comment = HEADER
    kept.fuzzy = False
    return kept


def printed(language: str, root: Path = ROOT) -> str:
    """The text of a catalogue, the same at every run on the same source."""
    file = BytesIO()
    write_po(
        file,
        catalogue(language, root),
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
        width=100,
    )
    lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{v}' for v in VOLATILE)))


def missing(language: str, root: Path = ROOT) -> Iterator[str]:
    """The faults of a language's translations, one line each."""
    with catalogue_path(language, root).open("rb") as file:
        present = read_po(file, locale=language, abort_invalid=True)
    for message in present:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(texts)):
            yield f"{language}: not translated: {message.id!r}"
    for message, errors in present.check():
        yield from (f"{language}: {error}: {message.id!r}" for error in errors)


def main() -> int:
    """The command line; `missing` exits with 1 when something is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["print", "missing"])
    parser.add_argument("language", nargs="?", choices=LANGUAGES, help="what to print")
    arguments = parser.parse_args()
    if arguments.action == "print":
        sys.stdout.buffer.write(printed(arguments.language or LANGUAGES[0]).encode("utf-8"))
        return 0
    found = [fault for language in LANGUAGES for fault in missing(language)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
