"""A small page of invented figures, with one question of each shape, which warms up what draws pages."""

from __future__ import annotations

import json
from typing import Any

from careboard.edition.edition import Edition, edition_files
from careboard.edition.text_tables import TextTable
from careboard.execute.page_task import PageTask
from careboard.figures.columns import Comparator, Figure, Position, Standing
from careboard.periods import parse

PERIOD, AREA, PAGE, MEASURE, OTHER = "2019-10", "county", "warm_up", "visits_in_time", "reviews_in_time"
CELLS = (
    f"from careboard import open_page\npage = open_page('{PAGE}', period=period, area=area)",
    "page.in_short()",
    "page.commentary()",
    f"page.question('{MEASURE}')",
    f"page.measures(['{OTHER}'])",
    f"import seaborn\nframe = page.figures('{MEASURE}').query(\"breakdown == 'total'\")\n"
    "axes = seaborn.lineplot(frame, x='date', y='value', hue='area_name')\n"
    f"page.chart(axes, data=frame, finding='{{{MEASURE}}}', says='{{{MEASURE}}}')",
    "page.definitions()",
)
AREAS = {
    AREA: {"name": "County", "parent": "", "level": "authority"},
    "north": {"name": "North", "parent": AREA, "level": "area"},
    "east": {"name": "East", "parent": AREA, "level": "area"},
}
KNOWN: dict[str, Any] = {
    "title": "Visits in time",
    "kind": "share",
    "unit": "%",
    "good": "high",
    "windows": ["month"],
    "page": PAGE,
    "variation": "p",
    "comparator": "",
    "definition": "Visits in time.",
    "why": "",
    "source": "",
    "owner": "",
    "reviewed": "",
    "next_review": "",
    "departs": "",
    "whole_authority_only": False,
}
ABOUT: dict[str, Any] = {
    "period": PERIOD,
    "period_name": "October 2019",
    "ends": "2019-10-31",
    "name": "County",
    "contact": "",
    "source": "invented",
    "invented": True,
    "audience": "board",
    "extract_date": "2020-03-31",
    "published": "2020-04-08",
    "records_used": 1,
    "records_set_aside": 0,
    "notes": [],
    "version": "",
    "fingerprint": "",
    "population": "",
    "threshold": 5,
    "small_numbers": {},
    "events": [],
    "requests": [],
    "practices": [],
    "faults": [],
    "wanting": {},
    "touched": {},
    "ranges": [],
    "neighbours": "",
    "account": [],
    "authority": 0,
    "pages": [{"name": PAGE, "title": "Warm-up"}],
}


def small_page() -> PageTask:
    """The page: a trend with limits, areas, cases not met, a breakdown, several measures."""
    cells = [_cell("parameters", f"period = '{PERIOD}'\narea = '{AREA}'", ["parameters"])]
    cells += [_cell(f"c{number}", source, []) for number, source in enumerate(CELLS)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return PageTask(PAGE, AREA, PERIOD, json.dumps(notebook), edition_files(_edition()))


def _cell(ident: str, source: str, tags: list[str]) -> dict[str, Any]:
    shape = {"cell_type": "code", "id": ident, "metadata": {"tags": tags}}
    return shape | {"source": source, "outputs": [], "execution_count": None}


def _edition() -> Edition:
    points = [point.text for point in parse(PERIOD).points()]
    figures = [
        Figure(ident, point, "month", area, "total", "", 60 + place, 100, 60 + place, "shown", "invented")
        for ident in (MEASURE, OTHER)
        for area in AREAS
        for place, point in enumerate(points)
    ]
    figures += [
        Figure(MEASURE, PERIOD, "month", AREA, breakdown, group, 5, 16, 31.3, "shown", "invented")
        for breakdown in ("not_met", "age")
        for group in ("one", "two", "three")
    ]
    stands = (
        "85% or more",
        "yes",
        "1 more",
        "improving",
        7,
        "2018-10",
        "above",
        "higher",
        "well",
        "in the band Good",
    )
    standing = [
        Standing(ident, "month", area, 55, 65, "good", 85, *stands)
        for ident in (MEASURE, OTHER)
        for area in AREAS
    ]
    england = Comparator(MEASURE, "month", "england", "England", "2018/19", 60, "yes", "")
    return Edition(
        about=ABOUT,
        areas=AREAS,
        indicators={MEASURE: KNOWN, OTHER: KNOWN},
        figures=TextTable(Figure, _text(Figure, figures)),
        standing=TextTable(Standing, _text(Standing, standing)),
        comparators=TextTable(Comparator, _text(Comparator, [england])),
        positions=TextTable(Position, _text(Position, [])),
    )


def _text(row: Any, rows: list[Any]) -> str:
    """Rows as CSV; none of these texts holds a comma."""
    lines = (",".join(str(value) for value in one) for one in rows)
    return "\n".join([",".join(row._fields), *lines, ""])
