"""Every state of the report has a word and a colour."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from concord.web.templatetags.states import CLASSES, IDLE, state_label, tag_class

CSS = Path(__file__).parents[3] / "src/concord/web/static/concord/concord.css"


def test_every_state_that_the_command_line_lists_is_known(shared_docs: Path) -> None:
    text = (shared_docs / "commands.md").read_text("utf-8")
    found = re.findall(r'"(?:status|stage)": "([a-z ]+(?:\|[a-z ]+)+)"', text)
    states = {word.removesuffix(" n") for words in found for word in words.split("|")}

    assert len(states) > 20
    assert states <= set(CLASSES)


def test_every_class_has_a_colour() -> None:
    classes = set(CLASSES.values())

    assert classes == set(re.findall(r"\.(tag-[a-z]+) \{ color", CSS.read_text("utf-8")))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("in force", ("tag-force", "In force")),
        ("snapped back", ("tag-late", "Snapped back")),
        ("dispute 2", ("tag-contested", "In dispute, stage 2")),
        ("by moonlight", (IDLE, "by moonlight")),
    ],
)
def test_state(state: str, expected: tuple[str, str]) -> None:
    with translation.override("en"):
        assert (tag_class(state), state_label(state)) == expected
