"""A small edition written by hand.

Literal figures, one hidden, one not available, so that what a page says can be checked by eye.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import pandas

from careboard import notebook_source, periods
from careboard.charts.theme import set_theme
from careboard.edition import edition
from careboard.edition.edition import Edition
from careboard.edition.page_slice import PageSlices
from careboard.edition.text_tables import TextTable
from careboard.execute.page_task import PageTask
from careboard.figures.columns import COMPARATORS as COMPARATOR_COLUMNS
from careboard.figures.columns import FIGURES as FIGURE_COLUMNS
from careboard.figures.columns import POSITIONS as POSITION_COLUMNS
from careboard.figures.columns import STANDING as STANDING_COLUMNS
from careboard.figures.columns import Comparator, Figure, Position, Standing
from careboard.indicators import catalogue
from careboard.pages.open import DRAWN
from careboard.pages.page import Page

ASKS = re.compile(r"\bpage\.|\(page\)")  # how a cell asks something of its page
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

PERIOD = "2019-10"
AREAS = {
    "county": {"name": "Fellshire", "parent": "", "level": "authority"},
    "north": {"name": "North", "parent": "county", "level": "area"},
    "lornmere": {"name": "Lornmere", "parent": "north", "level": "district"},
    "sandhythe": {"name": "Sandhythe & Sons <b>", "parent": "north", "level": "district"},
    "east": {"name": "East", "parent": "county", "level": "area"},
    "rennick_vale": {"name": "Rennick Vale", "parent": "east", "level": "district"},
    "central": {"name": "Central", "parent": "county", "level": "area"},
    "unallocated": {"name": "Not allocated", "parent": "county", "level": "unallocated"},
}
PAGES = {
    "board_summary": "Board summary",
    "heat_map": "Heat map",
    "front_door": "Front door",
    "children_in_need": "Children in need",
    "child_protection": "Child protection",
    "looked_after": "Looked after",
    "placements": "Placements",
    "health": "Health",
    "sdq": "Strengths and Difficulties Questionnaires",
    "missing": "Missing",
    "education": "Education",
    "care_leavers": "Care leavers",
    "workforce": "Workforce",
    "data_quality": "Data quality",
    "young_people": "For young people",
}
IN_TIME, RE_REFERRED, PLANS, PLAN_RATE, VISITED, INTERVIEWED, DENTAL = (
    "assessments_within_45_working_days",
    "re_referrals_within_12_months",
    "protection_plans",
    "protection_plan_rate",
    "protection_visits_in_timescale",
    "return_interviews_within_3_days",
    "dental_checks_current",
)


def _indicator(
    title: str,
    _question: str,
    page: str,
    kind: str = "share",
    unit: str = "%",
    good: str = "high",
    windows: tuple[str, ...] = ("at_date",),
) -> dict:
    return {
        "title": title,
        "brief": title,
        "kind": kind,
        "unit": unit,
        "good": good,
        "windows": list(windows),
        "page": page,
        "variation": "",
        "comparator": "",
        "whole_authority_only": False,
        "subject": "children",
        "departs": "",
        "examples": [],
        "definition": f"{title}, counted case by case.\n\nLeft out: cases with no date.",
        "why": "Children should not wait.",
        "source": "DfE, Characteristics of children in need, methodology",
        "owner": "Assessment service",
        "reviewed": "2026-11",
        "next_review": "2027-11",
    }


INDICATORS = {
    IN_TIME: _indicator(
        "Assessments finished within 45 working days",
        "Are assessments finished in time?",
        "front_door",
        windows=("month", "six_months"),
    ),
    RE_REFERRED: _indicator(
        "Re-referrals within 12 months", "Do children come back?", "front_door", good="low", windows=("year",)
    ),
    "referral_rate": _indicator(
        "Referrals", "How many children are referred?", "front_door", "rate", "per 10,000", "", ("year",)
    ),
    PLANS: _indicator(
        "Child protection plans",
        "How many children are protected by a plan?",
        "child_protection",
        "count",
        "plans",
        "",
    ),
    PLAN_RATE: _indicator(
        "Child protection plans per 10,000 children",
        "How does that compare?",
        "child_protection",
        "rate",
        "per 10,000",
        "",
    ),
    VISITED: _indicator(
        "Protection visits in timescale", "Are children on a plan seen in time?", "child_protection"
    ),
    "repeat_plans_ever": _indicator(
        "Repeat plans, ever", "Do plans come again?", "child_protection", good="low", windows=("year",)
    ),
    "repeat_plans_within_12_months": _indicator(
        "Repeat plans within 12 months",
        "Do plans come again soon?",
        "child_protection",
        good="low",
        windows=("year",),
    ),
    "fostering_share": _indicator(
        "Looked-after children in foster care", "How many live with foster carers?", "placements"
    ),
    "residential_share": _indicator(
        "Looked-after children in residential care",
        "How many live in residential care?",
        "placements",
        good="",
    ),
    "placed_with_parents_share": _indicator(
        "Looked-after children placed with parents",
        "How many live with their parents?",
        "placements",
        good="",
    ),
    "other_residential_share": _indicator(
        "Looked-after children in other residential settings",
        "How many live in other residential settings?",
        "placements",
        good="",
    ),
    "supported_accommodation_share": _indicator(
        "Looked-after children in supported accommodation",
        "How many live in supported accommodation?",
        "placements",
        good="",
    ),
    "kinship_share": _indicator(
        "Looked-after children fostered by family or friends",
        "How many live with family or friends?",
        "placements",
        good="",
    ),
    "three_or_more_placements": _indicator(
        "Three or more placements in a year", "Do children have to move often?", "placements", good="low"
    ),
    "looked_after": _indicator(
        "Children looked after",
        "How many children are looked after?",
        "looked_after",
        "count",
        "children",
        "",
    ),
    "looked_after_rate": _indicator(
        "Children looked after per 10,000", "How does that compare?", "looked_after", "rate", "per 10,000", ""
    ),
    "started_looked_after": _indicator(
        "Children who started to be looked after",
        "How many started?",
        "looked_after",
        "count",
        "children",
        "",
        ("month", "year"),
    ),
    "ceased_looked_after": _indicator(
        "Children who ceased to be looked after",
        "How many ceased?",
        "looked_after",
        "count",
        "children",
        "",
        ("month", "year"),
    ),
    "repeat_looked_after": _indicator(
        "Repeat looked after",
        "Do children come back into care?",
        "looked_after",
        good="low",
        windows=("year",),
    ),
    "looked_after_visits_in_timescale": _indicator(
        "Looked-after visits in timescale", "Are children visited in time?", "looked_after"
    ),
    "care_leavers_in_suitable_accommodation": _indicator(
        "Care leavers aged 19 to 21 in suitable accommodation",
        "Is their accommodation suitable?",
        "care_leavers",
    ),
    "care_leavers_in_eet": _indicator(
        "Care leavers aged 19 to 21 in education, employment or training",
        "Are they learning or working?",
        "care_leavers",
    ),
    "care_leavers_in_contact_2_months": _indicator(
        "Care leavers in contact in the last two months", "Are we in contact?", "care_leavers"
    ),
    "social_worker_caseload": _indicator(
        "Average social worker caseload",
        "How many cases does a social worker hold?",
        "workforce",
        "ratio",
        "cases per worker",
        "low",
    ),
    "turnover": _indicator(
        "Social worker turnover",
        "Do social workers stay?",
        "workforce",
        "ratio",
        good="low",
        windows=("year",),
    ),
    "agency_rate": _indicator(
        "Agency social workers", "How many are from an agency?", "workforce", good="low"
    ),
    "iro_agency_rate": _indicator(
        "Agency reviewing officers", "Are any from an agency?", "workforce", "ratio", good="low"
    ),
    "iro_caseload": _indicator(
        "Average reviewing officer caseload",
        "How many children does a reviewing officer hold?",
        "workforce",
        "average",
        "children",
        "low",
    ),
    "iro_caseload_highest": _indicator(
        "Highest reviewing officer caseload",
        "What is the highest caseload?",
        "workforce",
        "highest",
        "children",
        "low",
    ),
    DENTAL: _indicator("Dental checks current", "Are teeth looked after?", "health"),
    INTERVIEWED: _indicator(
        "Return interviews within three days",
        "Are children heard soon after they return?",
        "missing",
        windows=("month", "year"),
    ),
}

# the rest of the catalogue is there and has no figure: every notebook can be drawn
INDICATORS |= {
    ident: _indicator(
        known.title, known.title, known.page, known.kind, known.unit, known.good or "", known.windows
    )
    for ident, known in catalogue().items()
    if ident not in INDICATORS
}

# indicator, window, area -> value, numerator, denominator at October 2019; a state in place of numbers where
# there is no figure
FIGURES = {
    (IN_TIME, "month", "county"): (89.0, 1032, 1160),
    (IN_TIME, "month", "north"): (91.0, 412, 453),
    (IN_TIME, "month", "east"): (86.2, 488, 566),
    (IN_TIME, "month", "central"): (93.6, 132, 141),
    (IN_TIME, "month", "unallocated"): "no_cases",
    (IN_TIME, "month", "lornmere"): "hidden",
    (IN_TIME, "month", "sandhythe"): (90.6, 212, 234),
    (IN_TIME, "month", "rennick_vale"): (0.0, 0, 41),
    (IN_TIME, "six_months", "county"): (85.0, 5950, 7000),
    (IN_TIME, "six_months", "north"): (88.0, 2391, 2717),
    (RE_REFERRED, "year", "county"): (21.3, 2541, 11930),
    (RE_REFERRED, "year", "north"): (21.9, 700, 3196),
    (RE_REFERRED, "year", "east"): (24.1, 1200, 4979),
    ("referral_rate", "year", "county"): (481.8, 11930, 247600),
    ("referral_rate", "year", "north"): (527.0, 3196, 60700),
    (PLANS, "at_date", "county"): (1194, 1194, None),
    (PLANS, "at_date", "north"): (252, 252, None),
    (PLANS, "at_date", "east"): (510, 510, None),
    (PLANS, "at_date", "central"): (432, 432, None),
    (PLANS, "at_date", "unallocated"): "hidden",
    (PLAN_RATE, "at_date", "county"): (48.2, 1194, 247600),
    (PLAN_RATE, "at_date", "north"): (41.5, 252, 60700),
    (PLAN_RATE, "at_date", "east"): (58.5, 510, 87100),
    (PLAN_RATE, "at_date", "central"): (43.0, 432, 100500),
    (VISITED, "at_date", "county"): "not_available",
    ("repeat_plans_ever", "year", "county"): (25.5, 435, 1706),
    ("repeat_plans_within_12_months", "year", "county"): "failed",
    ("fostering_share", "at_date", "county"): (61.1, 1286, 2105),
    ("residential_share", "at_date", "county"): (6.0, 126, 2105),
    ("placed_with_parents_share", "at_date", "county"): (16.0, 337, 2105),
    ("fostering_share", "at_date", "north"): (64.0, 320, 500),
    ("residential_share", "at_date", "north"): (5.0, 25, 500),
    ("placed_with_parents_share", "at_date", "north"): (15.0, 75, 500),
    ("fostering_share", "at_date", "east"): (60.0, 600, 1000),
    ("residential_share", "at_date", "east"): "hidden",
    ("placed_with_parents_share", "at_date", "east"): "hidden",
    ("other_residential_share", "at_date", "county"): (3.9, 82, 2105),
    ("supported_accommodation_share", "at_date", "county"): (6.7, 141, 2105),
    ("other_residential_share", "at_date", "north"): (4.0, 20, 500),
    ("supported_accommodation_share", "at_date", "north"): (7.0, 35, 500),
    ("kinship_share", "at_date", "county"): (13.8, 290, 2105),
    ("three_or_more_placements", "at_date", "county"): (8.2, 172, 2105),
    ("looked_after", "at_date", "county"): (2105, 2105, None),
    ("looked_after_rate", "at_date", "county"): (85.0, 2105, 247600),
    ("looked_after_visits_in_timescale", "at_date", "county"): (92.0, 1937, 2105),
    ("care_leavers_in_eet", "at_date", "county"): (43.8, 241, 550),
    ("social_worker_caseload", "at_date", "county"): (17.0, 8534, 502.4),
    ("turnover", "year", "county"): (11.6, 55.5, 478.2),
    ("iro_caseload", "at_date", "county"): (75.0, 3299, 44),
    ("iro_caseload_highest", "at_date", "county"): (85, 85, 44),
    ("iro_agency_rate", "at_date", "county"): (0.0, 0, 44),
    ("iro_caseload_highest", "at_date", "north"): "not_applicable",
    (DENTAL, "at_date", "county"): (70.3, 1053, 1498),
    (INTERVIEWED, "month", "county"): (44.8, 78, 174),
}
# by how much each point of a trend lies from the last one, the last one first; a hidden one is a gap
STEPS = [
    0,
    -2,
    -1,
    -3,
    -2,
    -4,
    -4,
    -3,
    -5,
    -4,
    -6,
    -5,
    -7,
    -6,
    -8,
    -7,
    -9,
    -8,
    "hidden",
    -9,
    -10,
    -9,
    -11,
    -10,
    -10,
]
FALLING = (PLANS, PLAN_RATE, DENTAL, "iro_caseload_highest")
BREAKDOWNS = {
    (IN_TIME, "month", "county", "not_met"): {
        "1 to 5 days late": (46.9, 60, 128),
        "6 to 20 days late": (40.6, 52, 128),
        "more than 20 days late": (12.5, 16, 128),
    },
    (IN_TIME, "month", "north", "not_met"): {
        "1 to 5 days late": (41.5, 17, 41),
        "6 to 20 days late": "hidden",
        "more than 20 days late": "hidden",
    },
    (IN_TIME, "month", "county", "age"): {
        "0 to 4": (90.0, 360, 400),
        "5 to 9": (88.4, 672, 760),
        "10 to 15": "hidden",
    },
}
STANDING = [
    # indicator, window, area, low, high, band, band_rule, direction, change, since, list, list_reason;
    # threshold, firm, to_move, signal and rest are added below
    (
        IN_TIME,
        "month",
        "county",
        87.0,
        90.6,
        "good",
        "85% or more, agreed by the board in May 2019",
        "improving",
        7.0,
        "2018-10",
        "well",
        "in the band Good, and improving",
    ),
    (
        IN_TIME,
        "month",
        "north",
        87.9,
        93.2,
        "outstanding",
        "90% or more, agreed by the board in May 2019",
        "improving",
        7.0,
        "2018-10",
        "well",
        "in the band Outstanding",
    ),
    (
        IN_TIME,
        "month",
        "east",
        83.1,
        88.8,
        "good",
        "85% or more, agreed by the board in May 2019",
        "no change",
        7.0,
        "2018-10",
        "",
        "",
    ),
    (
        IN_TIME,
        "month",
        "central",
        88.3,
        96.6,
        "outstanding",
        "90% or more, agreed by the board in May 2019",
        "improving",
        7.0,
        "2018-10",
        "",
        "",
    ),
    (
        IN_TIME,
        "month",
        "rennick_vale",
        0.0,
        8.6,
        "inadequate",
        "below 70%, agreed by the board in May 2019",
        "",
        None,
        "",
        "",
        "",
    ),
    (
        RE_REFERRED,
        "year",
        "county",
        20.6,
        22.0,
        "requires_improvement",
        "20% to 25%, agreed by the board in May 2019",
        "worsening",
        7.0,
        "2018-10",
        "improve",
        "in the band Requires improvement",
    ),
    (PLANS, "at_date", "county", None, None, "", "", "lower", -7.0, "2018-10", "know", ""),
    (PLAN_RATE, "at_date", "county", None, None, "", "", "lower", -7.0, "2018-10", "know", ""),
    ("fostering_share", "at_date", "county", 59.0, 63.2, "", "", "improving", 1.4, "2018-10", "well", ""),
    (
        "iro_caseload_highest",
        "at_date",
        "county",
        None,
        None,
        "",
        "",
        "improving",
        -7.0,
        "2018-10",
        "well",
        "",
    ),
    (
        DENTAL,
        "at_date",
        "county",
        67.9,
        72.6,
        "requires_improvement",
        "70% to 80%",
        "worsening",
        -7.0,
        "2018-10",
        "improve",
        "",
    ),
    (
        INTERVIEWED,
        "month",
        "county",
        37.6,
        52.3,
        "inadequate",
        "below 50%",
        "improving",
        3.0,
        "2018-10",
        "improve",
        "",
    ),
]
FIRM = {
    (IN_TIME, "month", "county"): ("yes", "47 more would make it Outstanding"),
    (RE_REFERRED, "year", "county"): ("no", "150 fewer would make it Good"),
}
SIGNALS = {(IN_TIME, "month", "county"): "above"}
REST = {
    (IN_TIME, "month", "north"): "cannot be told apart",
    (IN_TIME, "month", "east"): "lower",
    (IN_TIME, "month", "central"): "cannot be told apart",
}
THRESHOLDS = {IN_TIME: 85.0, RE_REFERRED: 20.0}
STANDING = [(*row[:6], THRESHOLDS.get(row[0]) if row[5] else None, *row[6:]) for row in STANDING]
STANDING = [
    (
        *row[:8],
        *FIRM.get(row[:3], ("", "")),
        *row[8:11],
        SIGNALS.get(row[:3], ""),
        REST.get(row[:3], ""),
        *row[11:],
    )
    for row in STANDING
]
NEIGHBOURS_NOTE = "List of April 2021, which was not in use then"
COMPARATORS = [
    (IN_TIME, "england", "England", "2018/19", 83.1, "yes", ""),
    (IN_TIME, "region", "North West", "2018/19", 84.4, "yes", ""),
    (IN_TIME, "neighbours", "Neighbours", "2018/19", 86.4, "yes", NEIGHBOURS_NOTE),
    (
        RE_REFERRED,
        "england",
        "England",
        "2018/19",
        22.6,
        "a year to March, and this is a year to October",
        "",
    ),
    (PLAN_RATE, "england", "England", "2017/18", 45.7, "yes", ""),
]
NEIGHBOURS_NOTE = "List of April 2021, which was not in use then"
COMPARATORS = [(row[0], window, *row[1:]) for row in COMPARATORS for window in INDICATORS[row[0]]["windows"]]
# nine others: three lie lower than 84.0, one at it, five higher
POSITIONS = [
    (
        IN_TIME,
        "2018/19",
        84.0,
        "counted here, year to 31 March 2019",
        3,
        1,
        5,
        "second lowest quarter",
        "2017/18",
        7,
        8,
        "highest quarter",
        "81.5 90.2",
        "84 88",
        "60 70.5 86 91 97.3",
        "",
    ),
]
WORDS = {
    "county/front_door": {
        "html": "<p>Timeliness rose when the second duty team started in June.</p>",
        "author": "the performance analyst",
        "written": "2019-11-11",
        "signed_off_by": "the head of service",
        "signed_off_on": "2019-11-12",
        "drafted": "",
        "parts": {},
        "state": "signed",
        "moved": [],
        "told": [],
        "file": "params/commentary/2019-10/county/front_door.md",
    },
}
PLAIN = {  # of the young people's edition: a count, a share, and one that is not available
    "figures": [
        {"indicator": ident, "window": "", "question": f"{asked}?", "says": f"{says}.", "picture": picture}
        | {"means": "It is about us.", "doing": "We are asked.", "invented": True}
        for ident, asked, says, picture in (
            ("looked_after", "How many of us are there", "children are in care", "people"),
            ("fostering_share", "Do we live with foster carers", "of us live with foster carers", "houses"),
            ("review_participation", "Do people hear us", "of our reviews had our views in them", "bubbles"),
        )
    ],
    "have_your_say": [{"who": "Ask for an advocate.", "how": "It is free.", "invented": False}],
}
ABOUT = {
    "period": PERIOD,
    "period_name": "October 2019",
    "ends": "2019-10-31",
    "name": "Fellshire County Council",
    "authority": 888,
    "source": "invented sample",
    "invented": True,
    "audience": "board",
    "extract_date": "2020-03-31",
    "published": "2020-04-08",
    "records_used": 1204,
    "records_set_aside": 3,
    "notes": [
        "Invented: no child, family or worker here is real.",
        "First hiding only, not for circulation.",
    ],
    "events": [],
    "requests": [
        {
            "asked_on": "2019-11-14",
            "asked_by": "the board",
            "page": "sdq",
            "request": "What lies behind the figure?",
            "done": "The page shows it.",
            "state": "answered",
        }
    ],
    "asks": ["Note the paper."],
    "practices": [],
    "young_people": PLAIN,
    "headline": [IN_TIME, RE_REFERRED, PLANS, PLAN_RATE, VISITED, "fostering_share", DENTAL, INTERVIEWED],
    "wanting": {},
    "touched": {},
    "ranges": [],
    "neighbours": "",
    "account": [],
    "faults": [
        {
            "file": "assessments.csv",
            "column": "authorised",
            "reason": "not a date",
            "outcome": "Record set aside.",
            "records": 3,
        }
    ],
    "pages": [{"name": name, "title": title} for name, title in PAGES.items()],
    "version": "0.1.0",
    "fingerprint": "3f9a12",
    "corrections": [],
    "population": "Children under 18: 247,600, implied by the paper, not published.",
    "threshold": 5,
    "small_numbers": {"children": "Of children, 1 to 5 are hidden.", "staff": "Of staff, none is."},
    "contact": "performance@example.invalid",
}


def _row(
    indicator: str, period: str, window: str, area: str, breakdown: str, group: str, told: tuple | str
) -> tuple:
    value, numerator, denominator, state = (
        (None, None, None, told) if isinstance(told, str) else (*told, "shown")
    )
    return (
        indicator,
        period,
        window,
        area,
        breakdown,
        group,
        numerator,
        denominator,
        value,
        state,
        "invented sample",
    )


def _trend(key: tuple[str, str, str], told: tuple | str) -> list[tuple]:
    """The 25 points of a figure: the last as told, the others a little lower."""
    indicator, window, area = key
    rows = []
    way = -1 if indicator in FALLING else 1
    for point, step in zip(reversed(periods.parse(PERIOD).points()), STEPS, strict=True):
        if step == 0 or isinstance(told, str) or isinstance(step, str):
            then = told if step == 0 or isinstance(told, str) else step
        else:
            share = INDICATORS[indicator]["unit"] == "%" and told[2]
            value = max(told[0] + way * step, 0)
            then = (value, round(value / 100 * told[2]) if share else None, told[2] if share else None)
        rows.append(_row(indicator, point.text, window, area, "total", "", then))
    return rows


def small_edition() -> Edition:
    """The edition as a value, new each time: what one test changes in it, no other test sees."""
    figures = [row for key, told in FIGURES.items() for row in _trend(key, told)]
    figures += [
        _row(key[0], PERIOD, key[1], key[2], key[3], group, told)
        for key, groups in BREAKDOWNS.items()
        for group, told in groups.items()
    ]
    return Edition(
        about=deepcopy(ABOUT), areas=deepcopy(AREAS), indicators=deepcopy(INDICATORS), words=deepcopy(WORDS),
        figures=TextTable.of_frame(Figure, pandas.DataFrame(figures, columns=FIGURE_COLUMNS)),
        standing=TextTable.of_frame(Standing, pandas.DataFrame(STANDING, columns=STANDING_COLUMNS)),
        comparators=TextTable.of_frame(Comparator, pandas.DataFrame(COMPARATORS, columns=COMPARATOR_COLUMNS)),
        positions=TextTable.of_frame(Position, pandas.DataFrame(POSITIONS, columns=POSITION_COLUMNS)),
    )  # fmt: skip


def of_few(told: Edition, indicators: tuple[str, ...]) -> Edition:
    """An edition with these indicators alone, where the whole catalogue would take a test too long."""
    few = with_table(told, "figures", lambda frame: frame[frame.indicator.isin(indicators)])
    return replace(few, indicators={ident: told.indicators[ident] for ident in indicators})


def with_table(
    edition: Edition, name: str, change: Callable[[pandas.DataFrame], pandas.DataFrame]
) -> Edition:
    """The same edition with one of its tables changed, by its name."""
    table = getattr(edition, name)
    return replace(edition, **{name: TextTable.of_frame(table.row, change(table.frame()))})


def with_cells(
    edition: Edition, name: str, where: Callable[[pandas.DataFrame], pandas.Series], **cells: object
) -> Edition:
    """The same edition with other values in some rows of a table.

    Where -> which rows, cells -> what stands in them.
    """

    def change(frame: pandas.DataFrame) -> pandas.DataFrame:
        frame.loc[where(frame), list(cells)] = list(cells.values())
        return frame

    return with_table(edition, name, change)


def small_edition_in(folder: Path) -> Path:
    """The edition kept in a folder, as a build keeps it."""
    edition.keep(small_edition(), folder)
    return folder


def sheet_of(
    told: Edition, page: str = "front_door", area: str = "county", notebook: str | None = None
) -> PageTask:
    """A page to draw from an edition, as a build asks for it."""
    text = notebook_source.notebooks()[page] if notebook is None else notebook
    return PageTask(page, area, told.about["period"], text, PageSlices(told).cut(area, page, text).files)


def executed(told: Edition, page: str, area: str) -> nbformat.NotebookNode:
    """A page's own notebook as it stands after a run on an edition, without starting a kernel."""
    book = nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4)
    injected = nbformat.v4.new_code_cell(
        f'period = "{PERIOD}"\narea = "{area}"', metadata={"tags": ["injected-parameters"]}
    )
    where = [cell.id for cell in book.cells].index("parameters")
    book.cells.insert(where + 1, injected)
    names = {"page": Page(told, page, area), "period": PERIOD, "area": area}
    with matplotlib.rc_context():
        set_theme()
        for cell in book.cells:
            if cell.id == "page":
                exec(cell.source.split("page = ")[0], names)  # what it imports
                drawn = {DRAWN: {"page": page, "period": PERIOD, "area": area}}
                cell.outputs = [nbformat.v4.new_output("display_data", drawn)]
            elif cell.cell_type == "code" and ASKS.search(cell.source) and not _is_explore(cell):
                piece = _last_value(cell.source, names)
                shown = {"text/html": piece._repr_html_(), "text/plain": repr(piece)}
                cell.outputs = [nbformat.v4.new_output("execute_result", shown, execution_count=1)]
    return book


def _is_explore(cell: nbformat.NotebookNode) -> bool:
    return notebook_source.EXPLORE in cell.metadata.get("tags", [])


def _last_value(source: str, names: dict[str, Any]) -> Any:
    """What the last expression of a cell gives, as a kernel shows it."""
    code = ast.parse(source)
    last = ast.Expression(code.body.pop().value)
    exec(compile(code, "cell", "exec"), names)  # our own notebook
    return eval(compile(last, "cell", "eval"), names)
