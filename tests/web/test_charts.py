"""The charts draw what they are given: sums, dates and words, whatever their size or script."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from concord.web.charts import (
    EVERY_SIZE,
    HALF_SIZES,
    MIDDLE,
    NARROW,
    WIDE,
    Caption,
    Chart,
    Column,
    FlowHeadings,
    Flows,
    Instalment,
    Ladder,
    Milestone,
    Neighbour,
    Path,
    PathHeadings,
    Phase,
    PhaseHeadings,
    Phases,
    Quota,
    Rung,
    Schedule,
    ScheduleWords,
    Size,
    Span,
    Stream,
    chart,
    flows,
    flows_table,
    gathered,
    inclusion,
    inclusion_table,
    ladder,
    ladder_table,
    phases,
    phases_table,
    quota_bar,
    quota_table,
    schedule,
    schedule_table,
    table,
)
from concord.web.charts.canvas import width_of
from concord.web.charts.instalments import heights, level_on
from concord.web.charts.marks import KIND_OF_STATE, LOOKS, SIGNS
from concord.web.charts.rungs import climbed

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("money", 'Flows & "sums" <now>', "From 3 to 5")
TODAY = date(2028, 3, 31)
HUGE = Decimal(10) ** 18
LONG = (
    "Министерство сельского хозяйства, продовольствия и водных ресурсов",
    "식량안보및영양개선을위한북부산간지역관개시설복구사업단",
    "Donaudampfschifffahrtsgesellschaft & <b>Sons</b>",
)
WORDS = ScheduleWords("Due", "Received", "Today", "Day")


def say(amount: Decimal) -> str:
    return f"{amount:,.1f}"


def read(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own text


def marks(svg: str, name: str) -> list[ET.Element]:
    return [mark for mark in read(svg).iter() if mark.get("class") == name]


def number(mark: ET.Element, name: str) -> Decimal:
    return Decimal(mark.attrib[name])


def texts(svg: str) -> list[str]:
    return [mark.text or "" for mark in read(svg).iter(f"{SVG}text")]


def money(sources: tuple[Stream, ...], uses: tuple[Stream, ...] = ()) -> Flows:
    return Flows(sources, "Fund", uses, say)


def streams(*amounts: int) -> tuple[Stream, ...]:
    return tuple(Stream(f"n{place}", Decimal(each)) for place, each in enumerate(amounts))


def milestone(on: date | None, state: str = "pending", code: str = "M1") -> Milestone:
    return Milestone(code, "Seals in place", on, state, state.title())


def one_phase(**facts: object) -> Phases:
    return Phases((Phase("P1", "in force", "In force", **facts),), TODAY, "Today")


def instalments(*facts: tuple[int, int]) -> tuple[Instalment, ...]:
    return tuple(Instalment(TODAY + timedelta(days), Decimal(each)) for days, each in facts)


def plan(due: tuple[Instalment, ...], received: tuple[Instalment, ...]) -> Schedule:
    return Schedule(due, received, TODAY, WORDS, say)


def quota(cap: int, used: int, contested: int = 0) -> Quota:
    return Quota(Decimal(cap), Decimal(used), Decimal(contested), "cap", "used", "contested")


def pictures(label: str, amount: Decimal) -> list[Callable[[Size], str]]:
    """Every chart with one long label and one amount in it."""
    stream = (Stream(label, amount), Stream(label, Decimal(1)))
    story = Phases(
        (
            Phase(
                label, "in force", label, (Span(TODAY),), (), None, (milestone(TODAY, "verified"),)
            ),
            Phase(label, "not entered", label),
        ),
        TODAY,
        "Today",
    )
    rungs = Ladder((Rung(label, "source", amount), Rung(label, "landing")), say)
    dues = (Instalment(TODAY, amount),)
    used = Quota(amount, amount / 3, amount / 7, "cap", "used")
    path = Path(label, (Neighbour("left", label), Neighbour("right", label)), label)
    return [
        lambda size: flows(CAPTION, Flows(stream, label, stream, say), size),
        lambda size: phases(CAPTION, story, size),
        lambda size: ladder(CAPTION, rungs, size),
        lambda size: schedule(CAPTION, plan(dues, dues), size),
        lambda size: quota_bar(CAPTION, used, size),
        lambda size: inclusion(CAPTION, path, size),
    ]


def empties() -> list[Callable[[Size], str]]:
    return [
        lambda size: flows(CAPTION, money(()), size),
        lambda size: phases(CAPTION, Phases((), TODAY, "Today"), size),
        lambda size: ladder(CAPTION, Ladder((), say), size),
        lambda size: schedule(CAPTION, plan((), ()), size),
        lambda size: quota_bar(CAPTION, quota(0, 0), size),
        lambda size: inclusion(CAPTION, Path("only entry", (), "root"), size),
    ]


def sound(svg: str, size: Size) -> None:
    """What holds for every picture: named, script-free, finite, and no text outside of it."""
    picture = read(svg)
    ids = [mark.get("id") for mark in picture.iter() if mark.get("id")]

    assert picture.get("role") == "img"
    assert picture.attrib["aria-labelledby"].split() == ids
    assert [picture[0].text, picture[1].text] == [CAPTION.title, CAPTION.description]
    assert not re.search(r"nan|infinity|none\b(?<!\"none)|style=|<script", svg, re.IGNORECASE)
    for mark in picture.iter(f"{SVG}text"):
        wide = width_of(mark.text or "", int(mark.attrib["font-size"]))
        share = {"start": 0, "middle": wide / 2, "end": wide}[mark.get("text-anchor", "start")]
        start = number(mark, "x") - share
        assert start >= -1, mark.text
        assert start + wide <= size.width + 1, mark.text
        assert 0 <= number(mark, "y") <= Decimal(picture.attrib["viewBox"].split()[3])


@pytest.mark.parametrize("size", EVERY_SIZE)
@pytest.mark.parametrize("label", LONG)
def test_long_labels_stay_inside(label: str, size: Size) -> None:
    for draw in pictures(label, Decimal(7)):
        sound(draw(size), size)


@pytest.mark.parametrize("size", EVERY_SIZE)
@pytest.mark.parametrize("amount", [Decimal(0), Decimal("0.01"), Decimal(2), HUGE])
def test_any_amount_can_be_drawn(amount: Decimal, size: Size) -> None:
    for draw in pictures("Japan", amount):
        sound(draw(size), size)


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_nothing_can_be_drawn(size: Size) -> None:
    for draw in empties():
        sound(draw(size), size)


def test_text_is_at_least_eleven_pixels_where_a_drawing_is_first_shown() -> None:
    narrowest_px = {"wide": 832, "middle": 480, "narrow": 288}  # as the stylesheet has it

    assert all(size.text * narrowest_px[size.name] >= 11 * size.width for size in EVERY_SIZE)


def test_words_are_escaped() -> None:
    assert "<b>" not in flows(CAPTION, money((Stream(LONG[2], Decimal(3)),)), WIDE)


# Flows


def test_flow_marks_are_as_high_as_their_amounts() -> None:
    svg = flows(CAPTION, money(streams(2, 3, 5), streams(7)), WIDE)
    given, used, (fund,) = [marks(svg, name) for name in ("node", "node", "fund")]
    left = [number(mark, "height") for mark in given[:3]]

    assert left == [48, 72, 120]
    assert sum(left) == number(fund, "height") == 240
    assert number(used[3], "height") == 168


def test_flow_bands_are_as_thick_as_their_marks_and_stack_without_gaps_at_the_fund() -> None:
    svg = flows(CAPTION, money(streams(1, 3, 6)), WIDE)
    tops = [number(marks(svg, "fund")[0], "y") + each for each in (0, 24, 96)]
    paths = [mark.attrib["d"] for mark in read(svg).iter(f"{SVG}path")]
    ends = [re.findall(r"[\d.]+", path)[7:9] for path in paths]

    assert [Decimal(end[0]) for end in ends] == tops
    assert [Decimal(end[1]) - Decimal(end[0]) for end in ends] == [24, 72, 144]


def test_flow_names_do_not_run_into_one_another() -> None:
    svg = flows(CAPTION, money(streams(*[1] * 20, 1000)), NARROW)
    levels = sorted(
        number(mark, "y")
        for mark in read(svg).iter(f"{SVG}text")
        if mark.get("text-anchor") == "end"
    )

    assert all(after - before >= NARROW.text for before, after in pairwise(levels))


def test_a_flow_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        flows(CAPTION, money(streams(-1)), WIDE)


def test_small_streams_are_gathered_and_the_held_one_is_kept() -> None:
    held = Stream("Held", Decimal(11), held=True)
    few = gathered((held, *streams(2, 7, 3, 5)), 3, lambda count: f"{count} others")

    assert [(each.label, each.amount) for each in few] == [
        ("n1", 7),
        ("n3", 5),
        ("2 others", 5),
        ("Held", 11),
    ]
    assert gathered(streams(2, 3), 2, str) == streams(2, 3)[::-1]


def test_flows_table_has_both_sums() -> None:
    words = FlowHeadings("Name", "In", "Out", "Total")
    figures = flows_table("Flows", money(streams(2, 3), streams(7)), words)

    assert [cell.text for cell in figures.totals] == ["Total", "5.0", "7.0"]
    assert [cell.text for cell in figures.rows[2]] == ["n0", "", "7.0"]


# Phases


def test_today_stands_between_what_happened_and_what_is_planned() -> None:
    planned = Span(date(2027, 3, 15), date(2028, 8, 1))
    svg = phases(CAPTION, one_phase(spans=(Span(planned.since),), planned=planned), WIDE)
    (past,), (rest,), (today,) = [marks(svg, name) for name in ("phase", "planned", "today")]

    assert abs(number(past, "x") + number(past, "width") - number(today, "x1")) < Decimal("0.02")
    assert number(rest, "x") == number(today, "x1")


def test_a_phase_without_dates_says_its_state() -> None:
    svg = phases(CAPTION, Phases((Phase("P4", "not entered", "Not entered"),), TODAY, "T"), WIDE)

    assert "Not entered" in texts(svg)
    assert not marks(svg, "phase") + marks(svg, "planned")


def test_a_phase_stands_still_in_a_hole() -> None:
    facts = {"spans": (Span(date(2027, 1, 1)),), "stopped": (Span(date(2027, 7, 1)),)}
    (hole,) = marks(phases(CAPTION, one_phase(**facts), WIDE), "stopped")

    assert hole.get("stroke") == "#a3492f"


def test_milestones_of_one_day_stand_side_by_side() -> None:
    same = tuple(milestone(TODAY, code=f"M{n}") for n in range(3))
    svg = phases(CAPTION, one_phase(milestones=same), NARROW)
    places = [
        Decimal(re.findall(r"[\d.]+", mark.attrib["transform"])[0])
        for mark in marks(svg, "milestone")
    ]

    assert all(after - before >= 18 for before, after in pairwise(places[:3]))


def test_every_kind_of_milestone_has_its_mark_and_stands_in_the_legend() -> None:
    states = tuple(milestone(TODAY, state) for state in KIND_OF_STATE)
    svg = phases(CAPTION, one_phase(milestones=states), NARROW)

    sound(svg, NARROW)
    assert set(LOOKS) == set(SIGNS) == set(KIND_OF_STATE.values())
    assert {"Pending", "Attested", "Verified", "Waived", "Lapsed", "Contested"} <= set(texts(svg))


def test_phases_table_has_each_phase_once_with_its_plan() -> None:
    facts = {
        "spans": (Span(date(2027, 3, 15)),),
        "planned": Span(date(2027, 3, 15), date(2028, 8, 1)),
        "milestones": (milestone(None),),
    }
    words = PhaseHeadings("Name", "Since", "Until", "State")
    rows = phases_table("Phases", one_phase(**facts), words).rows

    assert [[cell.text for cell in row] for row in rows] == [
        ["P1", "2027-03-15", "2028-08-01", "In force"],
        ["Seals in place", "", "", "Pending"],
    ]
    undated = Phases((Phase("P4", "not entered", "No"),), TODAY, "Today")
    assert [cell.text for cell in phases_table("P", undated, words).rows[0]] == ["P4", "", "", "No"]


# Ladder


def test_rungs_join_and_landings_are_computed() -> None:
    rungs = (
        Rung("Given", "source", Decimal(7)),
        Rung("Earned", "source", Decimal(2)),
        Rung("Source", "landing"),
        Rung("Paid", "use", Decimal(5)),
        Rung("Balance", "landing"),
    )
    svg = ladder(CAPTION, Ladder(rungs, say), MIDDLE)
    widths = [number(mark, "width") for mark in marks(svg, "rung")]

    assert [step.amount for step in climbed(rungs)] == [7, 2, 9, -5, 4]
    assert [width * 9 for width in widths] == [each * widths[2] for each in (7, 2, 9, 5, 4)]
    figures = ladder_table("Ladder", Ladder(rungs, say), "Line", "Amount")
    assert [row[1].text for row in figures.rows] == ["7.0", "2.0", "9.0", "-5.0", "4.0"]


def test_a_landing_below_nothing_is_red_and_inside() -> None:
    rungs = (Rung("Paid", "use", Decimal(3)), Rung("Balance", "landing"))
    _, landing = marks(ladder(CAPTION, Ladder(rungs, say), NARROW), "rung")

    assert (landing.get("fill"), landing.get("x")) == ("#a3492f", "0")


def test_a_landing_cannot_be_given() -> None:
    with pytest.raises(ValueError, match="computed"):
        climbed((Rung("Balance", "landing", Decimal(3)),))


# Quota


def test_quota_parts_are_as_long_as_their_amounts() -> None:
    svg = quota_bar(CAPTION, quota(10, 3, 2), MIDDLE)
    names = ("quota-cap", "quota-used", "quota-contested")
    cap, used, contested = [number(marks(svg, name)[0], "width") for name in names]

    assert (used * 10, contested * 10) == (cap * 3, cap * 2)


def test_a_quota_that_is_exceeded_shows_its_cap_in_red() -> None:
    (cap,) = read(quota_bar(CAPTION, quota(5, 7), NARROW)).iter(f"{SVG}line")

    assert cap.get("stroke") == "#a3492f"
    assert number(cap, "x1") < 250
    assert number(marks(quota_bar(CAPTION, quota(5, 7), NARROW), "quota-used")[0], "width") == 338
    with pytest.raises(ValueError, match="less than nothing"):
        quota_bar(CAPTION, quota(5, -7), NARROW)
    assert len(quota_table("Quota", quota(5, 7), ("Used", "Contested", "Cap")).rows) == 1


# Schedule


def test_levels_follow_the_days_whatever_the_order_given() -> None:
    levels = heights(instalments((10, 5), (0, 2), (10, 3)))

    assert [level for _, level in levels] == [2, 10]
    assert [level_on(levels, TODAY + timedelta(n)) for n in (-1, 0, 9, 10)] == [0, 2, 2, 10]


def test_received_ends_today_and_sums_are_said() -> None:
    facts = plan(instalments((-90, 3), (90, 4)), instalments((-80, 2), (5, 9)))
    svg = schedule(CAPTION, facts, WIDE)
    due, received = [mark.attrib["d"] for mark in read(svg).iter(f"{SVG}path")]
    (today,) = marks(svg, "today")

    assert received.endswith(f"H{today.attrib['x1']}")
    assert len(re.findall("V", due)) == 2
    assert {"Due 3.0", "Received 2.0"} <= set(texts(svg))
    rows = schedule_table("Due", facts).rows
    assert [[cell.text for cell in row[1:]] for row in rows] == [
        ["3.0", "0.0"],
        ["3.0", "2.0"],
        ["3.0", "11.0"],
        ["7.0", "11.0"],
    ]


# Proof, tables, the whole


def test_a_proof_has_a_row_for_each_step() -> None:
    path = Path("leaf", (Neighbour("left", "a"), Neighbour("right", "b")), "root")
    words = PathHeadings("Step", "Side", "Hash", "to the left", "to the right")
    rows = inclusion_table("Proof", path, words).rows

    assert [[cell.text for cell in row] for row in rows] == [
        ["0", "", "leaf"],
        ["1", "to the left", "a"],
        ["2", "to the right", "b"],
        ["3", "", "root"],
    ]
    assert texts(inclusion(CAPTION, path, NARROW)) == ["a", "b", "leaf", "root"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table("T", [Column("A"), Column("B", number=True)], [("1",)])
    assert table("T", [Column("A")], [("1",)]).totals == ()


def test_a_chart_has_its_drawings_with_names_of_their_own() -> None:
    rungs = Ladder((Rung("Given", "source", Decimal(7)),), say)
    figures = ladder_table("Ladder", rungs, "Line", "Amount")
    whole: Chart = chart(ladder, CAPTION, rungs, figures)
    half = chart(ladder, CAPTION, rungs, figures, HALF_SIZES)
    names = [read(svg).attrib["aria-labelledby"] for svg in whole.drawings]

    assert (len(set(names)), whole.half) == (3, False)
    assert (len(half.drawings), half.half) == (2, True)
