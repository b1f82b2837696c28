"""Charts: data in, SVG text out; no script, no style attribute, no word of their own.

    picture = chart(flows, caption, money, flows_table("Flows", money, headings))

and the part `concord/parts/chart.html` shows it. Each noun has a module.
"""

from .canvas import EVERY_SIZE, HALF_SIZES, MIDDLE, NARROW, WIDE, Caption, Size
from .figures import Cell, Column, Table, table
from .instalments import Instalment, Schedule, ScheduleWords, schedule, schedule_table
from .picture import Chart, chart
from .proof import Neighbour, Path, PathHeadings, inclusion, inclusion_table
from .quota import Quota, quota_bar, quota_table
from .rungs import Ladder, Rung, ladder, ladder_table
from .sankey import FlowHeadings, Flows, Stream, flows, flows_table, gathered
from .timeline import Milestone, Phase, PhaseHeadings, Phases, Span, phases, phases_table

__all__ = [
    "EVERY_SIZE",
    "HALF_SIZES",
    "MIDDLE",
    "NARROW",
    "WIDE",
    "Caption",
    "Cell",
    "Chart",
    "Column",
    "FlowHeadings",
    "Flows",
    "Instalment",
    "Ladder",
    "Milestone",
    "Neighbour",
    "Path",
    "PathHeadings",
    "Phase",
    "PhaseHeadings",
    "Phases",
    "Quota",
    "Rung",
    "Schedule",
    "ScheduleWords",
    "Size",
    "Span",
    "Stream",
    "Table",
    "chart",
    "flows",
    "flows_table",
    "gathered",
    "inclusion",
    "inclusion_table",
    "ladder",
    "ladder_table",
    "phases",
    "phases_table",
    "quota_bar",
    "quota_table",
    "schedule",
    "schedule_table",
    "table",
]
