"""What the fork server imports before it forks: the press, with one page drawn, so that each page's process starts warm.

The page is a small one of invented figures, since a server starts while the extract is still being read.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from typing import Any

gc.disable()  # to look for garbage while a thousand modules load takes a third of a second, and there is next to none
SLOW = "rfc3987_syntax"  # comes with JupyterLab and takes seconds to load; no page checks the form of a web address
sys.modules.setdefault(SLOW, None)  # type: ignore[arg-type]

from careboard import press  # noqa: E402
from careboard.edition import TABLES  # noqa: E402
from careboard.periods import parse  # noqa: E402
from careboard.pieces import PIECES, TEMPLATES  # noqa: E402

if sys.modules[SLOW] is None:
    del sys.modules[SLOW]

PERIOD, AREA, PAGE, MEASURE, OTHER = "2019-10", "county", "warm_up", "visits_in_time", "reviews_in_time"


def sheet() -> press.Sheet:
    """A page with one question of each shape: a trend with limits, areas, cases not met, a breakdown, several measures."""
    cells = ["from careboard import open_page\n", "page.in_short()", "page.commentary()", f"page.question('{MEASURE}')", f"page.measures(['{OTHER}'])", "page.definitions()"]
    cells[0] += f"page = open_page('{PAGE}', period=period, area=area)"
    book: dict[str, Any] = {"cells": [_cell("parameters", f"period = '{PERIOD}'\narea = '{AREA}'", ["parameters"]), *(_cell(f"c{number}", source) for number, source in enumerate(cells))]}
    book |= {"metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}, "language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return press.Sheet(PAGE, AREA, PERIOD, json.dumps(book), _files())


def _cell(ident: str, source: str, tags: list[str] | None = None) -> dict:
    return {"cell_type": "code", "id": ident, "metadata": {"tags": tags or []}, "source": source, "outputs": [], "execution_count": None}


def _files() -> dict[str, str]:
    areas = {AREA: ("County", "", "authority"), "north": ("North", AREA, "area"), "east": ("East", AREA, "area")}
    about = {
        "period": PERIOD, "period_name": "October 2019", "ends": "2019-10-31", "name": "County", "contact": "", "source": "invented", "invented": True, "audience": "board",
        "extract_date": "2020-03-31", "published": "2020-04-08", "records_used": 1, "records_set_aside": 0, "notes": [], "version": "", "fingerprint": "", "population": "", "threshold": 5,
        "events": [], "requests": [], "faults": [], "authority": 0, "pages": [{"name": PAGE, "title": "Warm-up"}],
    }  # fmt: skip
    measure = {
        "title": "Visits in time", "kind": "share", "unit": "%", "good": "high", "windows": ["month"], "page": PAGE, "variation": "p", "comparator": "", "definition": "Visits in time.",
        "why": "", "source": "", "owner": "", "reviewed": "", "next_review": "", "departs": "", "whole_authority_only": False,
    }  # fmt: skip
    rows = [f"{id},{point.text},month,{area},total,,{60 + number},100,{60 + number},shown,invented" for id in (MEASURE, OTHER) for area in areas for number, point in enumerate(parse(PERIOD).points())]
    rows += [f"{MEASURE},{PERIOD},month,{AREA},{name},{group},5,16,31.3,shown,invented" for name in ("not_met", "age") for group in ("one", "two", "three")]
    standing = [f"{id},month,{area},55,65,good,85,85% or more,yes,1 more,improving,7,2018-10,above,higher,well,in the band Good" for id in (MEASURE, OTHER) for area in areas]
    told = {"about": about, "areas": {id: {"name": name, "parent": parent, "level": level} for id, (name, parent, level) in areas.items()}, "indicators": {MEASURE: measure, OTHER: measure}}
    tables = {"figures": rows, "standing": standing, "comparators": [f"{MEASURE},month,england,England,2018/19,60,yes,"]}
    return {"edition.json": json.dumps(told), "words.json": '{"words": {}}', **{f"{name}.csv": "\n".join([",".join(TABLES[name]), *lines, ""]) for name, lines in tables.items()}}


with contextlib.suppress(Exception):  # a server that broke off here would answer nobody; each page tells for itself what is wrong
    press.draw(sheet())
    for name in TEMPLATES.list_templates(filter_func=lambda name: name.startswith(PIECES)):
        TEMPLATES.get_template(name)  # put into Python once: the small page does not use all of them
gc.freeze()  # what is there now stays shared between the processes forked from here
gc.enable()
