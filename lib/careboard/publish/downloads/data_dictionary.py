"""data_dictionary.csv: every file that readers take away, its columns, what they mean and hold."""

from __future__ import annotations

from collections.abc import Mapping

from careboard import formatting
from careboard.edition.edition import Edition
from careboard.figures.columns import TOTAL
from careboard.formatting import State
from careboard.params.areas import AreaLevel
from careboard.periods import Window
from careboard.publish.downloads import open_data
from careboard.publish.downloads.csv_files import area_names, csv_text, one_line
from careboard.publish.manual import KINDS

DICTIONARY = ["file", "column", "holds", "meaning", "values"]
EACH_AREA, EACH_POINT = "(a column for each area)", "(a column for each point)"
BREAKDOWNS = {
    "total": "all cases",
    "age": "the child's age then",
    "sex": "the child's sex",
    "ethnicity": "the child's ethnic group",
    "team": "the team then",
    "not_met": "why a case is not as it should be",
    "how_late": "by how much a case is late",
}
REACH: dict[str, str] = {
    Window.AT_DATE: "as at the day on which the period ends",
    Window.MONTH: "the month to that day",
    Window.SIX_MONTHS: "the six months to that day",
    Window.YEAR: "the year to that day",
    Window.FINANCIAL_YEAR: "from 1 April to that day",
}
GOOD = {"high": "a high figure is good", "low": "a low figure is good", "": "neither is good in itself"}
LETTERS = "; ".join(
    [
        "c: hidden",
        "x: not available",
        "z: not applicable, no case to count, or a measure of another kind",
        "no other letter is used",
    ]
)
SYMBOLS = "a number; " + "; ".join(
    f"{symbol}: {formatting.STATES[state]}"
    for state, symbol in (formatting.SYMBOLS | {State.NO_CASES: "[no cases]"}).items()
)
LINES = (
    "Figure; Number and Out of (shares); Number and Population (rates); Sum and Divided by (averages and "
    "ratios)"
)

# file -> column -> what it holds, what it means
MEANINGS: dict[str, dict[str, tuple[str, str]]] = {
    "figures.csv": {
        "indicator": ("text", "The measure, by the name that never changes. figures.meta.csv explains each."),
        "period": ("text", "The month, or the day, with which every window ends."),
        "window": ("text", "How far back the figure reaches."),
        "area": ("text", "The area, by its id."),
        "breakdown": (
            "text",
            "What the figure is split by. Splits other than total are there for the period itself alone.",
        ),
        "group": ("text", "The group of the breakdown; blank for total."),
        "numerator": (
            "number",
            (
                "What is counted; of an average or ratio, the sum that is divided. Blank where there is no "
                "figure."
            ),
        ),
        "denominator": ("number", "What it is out of; blank for a count."),
        "value": (
            "number",
            (
                "The figure as published: a share from 0 to 100; shares, rates and averages to one decimal. "
                "Of not_met and how_late, the share of the cases that are not as they should be."
            ),
        ),
        "state": ("text", "Whether there is a figure, or why there is none."),
        "source": ("text", "Where the records come from; says so where they are invented."),
    },
    "figures.meta.csv": {
        "indicator": ("text", "The measure, as in figures.csv."),
        "title": ("text", "Its title, as on the pages."),
        "kind": ("text", "How the figure is worked out."),
        "unit": ("text", "What the figure is in."),
        "good": ("text", "Which direction is good."),
        "windows": ("text", "The windows that it is counted over, parted by semicolons."),
        "definition": ("text", "What is counted, with what is left out."),
        "source": ("text", "The rule that the definition follows."),
    },
    "figures.xlsx": {
        "Measure": ("text", "The measure's title."),
        "Period": (
            "text",
            "What the figure is of: a day, a month, six months, a year or the financial year so far.",
        ),
        "Line": ("text", "The figure itself, or a number behind it."),
        "Unit": ("text", "What the line is in."),
        EACH_AREA: ("number or symbol", "The figure or number for that area."),
        EACH_POINT: ("number or symbol", "The figure of the whole authority for that point."),
        "Page": ("text", "The page on which the measure is asked."),
        "What is counted": ("text", "The definition, with what is left out."),
        "Good when": ("text", "Which direction is good."),
        "Periods": ("text", "The windows that it is counted over."),
        "Source": ("text", "The rule that the definition follows."),
        "Name in files": ("text", "The measure's name in figures.csv."),
        "Sheet name": ("text", "A sheet of the workbook."),
        "Table description": ("text", "What is on it."),
        "Note number": ("number", "The number by which sheets refer to the note."),
        "Subject": ("text", "What the note is about."),
        "Note": ("text", "The note."),
    },
    "open_data.csv": {
        "time_period": ("number", "The year in which the period ends."),
        "time_identifier": ("text", "The month; 'Reporting year' where the period is a date."),
        "geographic_level": ("text", "Always the local authority: its own areas are no statutory geography."),
        "country_code": ("text", "The country's code."),
        "country_name": ("text", "The country."),
        "region_code": ("text", "The region's code; x where it is not known or the authority is invented."),
        "region_name": ("text", "The region."),
        "old_la_code": (
            "text",
            "The authority's three-figure code; x where it is not known or the authority is invented.",
        ),
        "new_la_code": ("text", "The authority's nine-figure code at the period's end; x as before."),
        "la_name": ("text", "The authority's name."),
        "date": ("text", "The day on which the period ends; the column is there where the period is a date."),
        "area_level": ("text", "What kind of area it is."),
        "area": ("text", "The council's own area; Total is the whole authority."),
        "measure_topic": ("text", "The page on which the measure is asked."),
        "measure": (
            "text",
            "The measure's title. figures.meta.csv gives its name in files and its definition.",
        ),
        "time_window": ("text", "How far back the figure reaches; every window ends with the period."),
        "breakdown_topic": ("text", "What the figure is split by."),
        "breakdown": ("text", "The group; Total is all of them."),
        "case_count": (
            "number or letter",
            "Cases counted: the figure of a count, the numerator of a share or rate.",
        ),
        "base_count": ("number or letter", "What a share or rate is out of."),
        "case_percent": (
            "number or letter",
            (
                "The share, from 0 to 100. Of the topics Not met and How late, the share of the cases that "
                "are not as they should be."
            ),
        ),
        "case_rate": ("number or letter", "The rate per 10,000 children under 18."),
        "dividend_sum": ("number or letter", "Of an average or ratio, the sum that is divided."),
        "divisor_sum": ("number or letter", "Of an average or ratio, the sum that it is divided by."),
        "case_average": ("number or letter", "The average or ratio."),
        "case_maximum": ("number or letter", "The highest of the cases."),
        "source": ("text", "Where the records come from; says so where they are invented."),
    },
    "open_data.meta.csv": {
        "col_name": ("text", "A column of open_data.csv."),
        "col_type": ("text", "Whether it says what a figure is of, or holds figures."),
        "label": ("text", "What readers see in its place."),
        "indicator_grouping": ("text", "The heading under which an indicator stands."),
        "indicator_unit": ("text", "% for a share; blank for a number."),
        "indicator_dp": ("number", "How many decimals are shown."),
        "filter_hint": ("text", "A hint on the filter."),
        "filter_grouping_column": ("text", "The column by which the filter's items are grouped."),
        "filter_default": ("text", "The item that is chosen at first."),
    },
    "data_dictionary.csv": {
        "file": ("text", "A file beside the pages."),
        "column": ("text", "A column of it, as it is headed."),
        "holds": ("text", "Text or numbers."),
        "meaning": ("text", "What it means."),
        "values": ("text", "The values that it holds and what they stand for, where they are a list."),
    },
}


def dictionary_csv(edition: Edition) -> str:
    """data_dictionary.csv, for all files beside a period's pages."""
    listed = _values(edition)
    rows = [
        [file, column, holds, meaning, listed.get((file, column), "")]
        for file, columns in MEANINGS.items()
        for column, (holds, meaning) in columns.items()
    ]
    return csv_text([DICTIONARY, *rows])


def _values(edition: Edition) -> dict[tuple[str, str], str]:
    """The values of the columns that hold a list of them, with what they stand for."""
    tree, names = edition.tree, area_names(edition)
    breakdowns = list(dict.fromkeys(row.breakdown for row in edition.figures if row.breakdown != TOTAL))
    splits = {name: BREAKDOWNS.get(name, "as the measure's definition says") for name in (TOTAL, *breakdowns)}
    topics = ["Total", *(name.replace("_", " ").capitalize() for name in breakdowns)]
    levels = dict.fromkeys(open_data.LEVELS[AreaLevel(tree.level(area))] for area in names)
    windows = {words: REACH[window] for window, words in formatting.WINDOWS.items()}
    found = {
        ("figures.csv", "period"): "YYYY-MM or YYYY-MM-DD",
        ("figures.csv", "window"): _listed(REACH),
        ("figures.csv", "area"): _listed(names),
        ("figures.csv", "breakdown"): _listed(splits),
        ("figures.csv", "state"): _listed(
            {State.SHOWN: "there is a figure, nought included"} | formatting.STATES
        ),
        ("figures.meta.csv", "windows"): _listed(REACH),
        ("figures.meta.csv", "kind"): _listed(KINDS),
        ("figures.meta.csv", "good"): "; ".join(
            f"{name or 'blank'}: {words}" for name, words in GOOD.items()
        ),
        ("figures.xlsx", "Line"): LINES,
        ("figures.xlsx", EACH_AREA): SYMBOLS,
        ("figures.xlsx", EACH_POINT): SYMBOLS,
        ("figures.xlsx", "Good when"): "high; low; neither",
        ("open_data.meta.csv", "col_type"): "Filter; Indicator",
        ("open_data.csv", "geographic_level"): "Local authority",
        ("open_data.csv", "area_level"): "; ".join(levels),
        ("open_data.csv", "area"): "; ".join(
            ["Total", *(names[area] for area in names if area != tree.whole)]
        ),
        ("open_data.csv", "time_window"): _listed(windows),
        ("open_data.csv", "breakdown_topic"): "; ".join(topics),
    }
    return found | {("open_data.csv", column): LETTERS for column in open_data.INDICATORS}


def _listed(words: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {one_line(meaning).rstrip('.')}" for name, meaning in words.items())
