"""The parts of pages: what each must have for a keyboard, a screen reader and a strict policy."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from concord.web.charts import Cell, Column, Table

TEMPLATES = Path(__file__).parents[2] / "src/concord/web/templates/concord"
PARTS = sorted(path.stem for path in (TEMPLATES / "parts").glob("*.html"))
TABLE = Table(
    "USD million",
    (Column("Donor"), Column("Paid in", number=True), Column("State")),
    ((Cell("Japan", url="/jp"), Cell("25.0", number=True), Cell("Late", state="overdue")),),
    (Cell("Total"), Cell("25.0", number=True), Cell("")),
)
FIELD = {"name": "amount", "label": "Amount", "hint": "In dollars", "error": "Too much"}
OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B", "hint": "Rarely"}]
FULL = {
    "cell": TABLE.rows[0][0],
    "chart": {"drawings": ["<svg></svg>"], "table": TABLE, "half": True},
    "errors": [
        {
            "field_id": "amount",
            "message": "Too much",
            "clause": "4.2",
            "clause_url": "/4.2",
            "cures": ["A vote"],
        },
        {"message": "Not now", "clause": "5"},
    ],
    "events": [
        {"at": "1 May", "date": "2028-05-01", "title": "Breach", "url": "/e", "state": "cure"}
    ],
    "field": FIELD,
    "figures": [{"label": "Paid in", "value": "3", "unit": "USD", "url": "/l", "why_url": "/w"}],
    "id": "amount",
    "notice": "Illustrative",
    "pages": {"next_url": "?p=2", "numbers": [{"label": "1", "url": "?p=1", "current": True}]},
    "state": "in force",
    "summary": [{"key": "Payee", "value": "B", "state": "met", "action_url": "/", "action": "Do"}],
    "table": TABLE,
    "tasks": [{"label": "Audit", "hint": "by June", "state": "due", "url": "/a"}],
    "why": {
        "about": "it",
        "sentence": "So",
        "clause": "3",
        "entries": [{"label": "7", "url": "/7"}],
    },
}


class Reader(HTMLParser):
    """Collects tags with their attributes, and refuses an end that has no beginning."""

    void = frozenset({"input", "meta", "link", "br", "circle", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def part(name: str, **context: object) -> str:
    with translation.override("en"):
        return render_to_string(f"concord/parts/{name}.html", context)


def page(**context: object) -> str:
    facts = {
        "page_title": "Overview",
        "fund": {"id": "F", "title": "A fund"},
        "notice": "Illustrative",
        "nav": [{"url": "/", "label": "Overview", "current": True}],
        "languages": [{"code": "ko", "name": "한국어", "url": "/ko", "current": False}],
        "account": {"name": "Kim", "party": "KR", "sign_out_url": "/out"},
        "foot": {"entries": 2, "checkpoint_size": 1, "signed_by": "K"},
        "clock": {"today": "1 May", "pinned": True, "advance_url": "/clock"},
    }
    with translation.override("en"):
        return render_to_string("concord/base.html", {**facts, **context})


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_whole_with_everything_and_with_nothing(name: str) -> None:
    if name != "field_ties":  # it stands inside a tag
        assert Reader(part(name, **FULL)).open == []
        assert Reader(part(name, field={"name": "n"})).open == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_breaks_the_policy(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"""\sstyle=|\son[a-z]+=["']|hx-on|<script|javascript:""", text)
    assert all("type=" in button for button in re.findall(r"<button[^>]*>", text))


@pytest.mark.parametrize("kind", ["text", "money", "date", "password", "select", "textarea"])
def test_a_field_is_tied_to_its_words(kind: str) -> None:
    reader = Reader(part("field", field={**FIELD, "type": kind, "options": OPTIONS}))
    name = kind if kind in {"select", "textarea"} else "input"
    (control,) = reader.all(name)
    ids = {attributes.get("id") for _, attributes in reader.tags}

    assert reader.all("label")[0]["for"] == control["id"] == "amount"
    assert set((control["aria-describedby"] or "").split()) == {"amount-hint", "amount-error"}
    assert {"amount-hint", "amount-error"} <= ids
    assert control["aria-invalid"] == "true"


def test_input_is_kept_but_for_passwords() -> None:
    kept = Reader(part("field", field={**FIELD, "value": '3"50', "type": "money"})).all("input")[0]
    secret = Reader(part("field", field={**FIELD, "value": "x", "type": "password"})).all("input")

    assert (kept["value"], kept["inputmode"], kept["type"]) == ('3"50', "decimal", "text")
    assert "value" not in secret[0]


@pytest.mark.parametrize(("kind", "control"), [("radios", "radio"), ("checkboxes", "checkbox")])
def test_choices_stand_in_a_fieldset(kind: str, control: str) -> None:
    field = {**FIELD, "type": kind, "options": OPTIONS, "value": "b"}
    reader = Reader(part("field", field=field))
    first, second = reader.all("input")

    assert reader.all("fieldset")[0]["id"] == "amount"
    assert first["type"] == second["type"] == control
    assert ("checked" in first, "checked" in second) == (False, True)
    assert [label["for"] for label in reader.all("label")] == [first["id"], second["id"]]


def test_the_error_summary_takes_the_focus_and_leads_to_the_field() -> None:
    html = part("error_summary", **FULL)
    box = Reader(html).all("div")[0]

    assert (box["role"], box["tabindex"], "autofocus" in box) == ("alert", "-1", True)
    assert 'href="#amount"' in html
    assert "A vote" in html


def test_a_table_can_be_reached_and_read() -> None:
    html = part("table", table=TABLE)
    reader = Reader(html)
    region = reader.all("div")[0]

    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == "USD million"
    assert [head["scope"] for head in reader.all("th")] == ["col"] * 3 + ["row"] * 2
    assert [cell.get("class") for cell in reader.all("td")] == ["number", None, "number", None]
    assert "tag-late" in html


def test_an_empty_table_says_why() -> None:
    empty = Table("USD", TABLE.columns, ())

    assert '<td colspan="3">No money yet</td>' in part("table", table=empty, empty="No money yet")


def test_a_tag_says_its_own_word_or_that_of_the_state() -> None:
    assert "Due in 12 days</strong>" in part("tag", state="due", label="Due in 12 days")
    assert 'class="tag tag-met">Verified</strong>' in part("tag", state="verified")


def test_the_page_has_one_main_and_starts_with_a_way_to_it() -> None:
    html = page()
    reader = Reader(html)

    assert reader.open == []
    assert [main["id"] for main in reader.all("main")] == ["main"]
    assert reader.all("a")[0]["href"] == "#main"
    assert '{"allowEval":false,"includeIndicatorStyles":false}' in html
    assert [link["hreflang"] for link in reader.all("a") if "hreflang" in link] == ["ko"]
    assert "Checkpoint <b>1</b> is signed by K." in html


def test_the_title_of_a_page_with_errors_says_so_first() -> None:
    title = re.search(r"<title>(.*?)</title>", page(errors=FULL["errors"]), re.DOTALL)

    assert title is not None
    assert " ".join(title[1].split()) == "Error: Overview – A fund – Concord"


def test_a_page_without_fund_or_visitor_is_whole() -> None:
    nothing = dict.fromkeys(("fund", "notice", "nav", "languages", "account", "foot", "clock"))
    html = page(**nothing, sign_in_url="/in")

    assert Reader(html).open == []
    assert 'href="/in"' in html
