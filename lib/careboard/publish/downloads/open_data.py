"""open_data.csv and open_data.meta.csv: the published figures in the shape of Explore Education Statistics.

One row a figure. What a figure is of stands in filters (area, measure, window, breakdown), what was measured
in a column for each kind of measurement, and a letter where there is none: c hidden, x not available, z not
applicable.
Source: DfE, Open data standards, and the checks of its screener (eesyscreener).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from careboard import periods
from careboard.edition.edition import Edition
from careboard.figures import columns
from careboard.figures.columns import LATENESS, Figure
from careboard.formatting import WINDOWS, State
from careboard.params.areas import AreaLevel
from careboard.paths import DATA
from careboard.periods import Window
from careboard.publish.downloads.csv_files import area_names, harmless, number_text, one_line, unlike

LETTERS: dict[str, str] = {
    State.HIDDEN: "c",
    State.NOT_PUBLISHED: "x",
    State.NOT_AVAILABLE: "x",
    State.FAILED: "x",
    State.NOT_APPLICABLE: "z",
    State.NO_CASES: "z",
}
UNKNOWN, NOT_OF_THIS_KIND, TOTAL = "x", "z", "Total"
NO_PLACE = [UNKNOWN, "Not available", UNKNOWN, UNKNOWN, "Not available"]
WHERE = [
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]
ENGLISH_AUTHORITY = ["Local authority", "E92000001", "England"]
LEVELS = {
    AreaLevel.AUTHORITY: TOTAL,
    AreaLevel.AREA: "Area",
    AreaLevel.DISTRICT: "District",
    AreaLevel.UNALLOCATED: "Not allocated",
}

# filter -> label, hint, the column that groups it
FILTERS = {
    "date": ("Date", "Filter by the day on which the period ends", ""),
    "area": (
        "Area",
        "Filter by the council's own area, which is no statutory geography; Total is the whole authority",
        "area_level",
    ),
    "measure": ("Measure", "Filter by what is measured", "measure_topic"),
    "time_window": (
        "Window",
        "Filter by how far back a figure reaches; every window ends with the period",
        "",
    ),
    "breakdown": (
        "Breakdown",
        "Filter by age, sex, ethnic group, team and what else a measure is split by",
        "breakdown_topic",
    ),
}

# indicator -> label, heading, unit, decimals
INDICATORS = {
    "case_count": ("Number of cases", "Numbers", "", 0),
    "base_count": ("Number of cases or children that they are out of", "Numbers", "", 0),
    "case_percent": ("Percentage", "Shares and rates", "%", 1),
    "case_rate": ("Rate per 10,000 children under 18", "Shares and rates", "", 1),
    "dividend_sum": ("Sum that is divided", "Averages", "", 1),
    "divisor_sum": ("Sum that it is divided by", "Averages", "", 1),
    "case_average": ("Average", "Averages", "", 1),
    "case_maximum": ("Highest", "Averages", "", 0),
}

# kind of measure -> where its numerator, denominator and value stand; '' where they are not told
MEASURED = {
    "count": ("", "", "case_count"),
    "share": ("case_count", "base_count", "case_percent"),
    "rate": ("case_count", "base_count", "case_rate"),
    "average": ("dividend_sum", "divisor_sum", "case_average"),
    "ratio": ("dividend_sum", "divisor_sum", "case_average"),
    "percent": ("dividend_sum", "divisor_sum", "case_percent"),
    "highest": ("", "", "case_maximum"),
}
DESCRIBED = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
]


def open_data_columns(edition: Edition) -> list[str]:
    """The columns of open_data.csv; `date` is there where the period is a date."""
    filters = [
        name
        for column, (_, _, group) in FILTERS.items()
        for name in (group, column)
        if name and (column != "date" or edition.period.dated)
    ]
    return ["time_period", "time_identifier", *WHERE, *filters, *INDICATORS, "source"]


def open_data_csv(edition: Edition) -> str:
    """open_data.csv: every published figure.

    A month stands under its year and name, a date as a reporting year with its day.
    """
    begin = _BeginningOfLines(edition)
    kind = {
        ident: "percent" if known["kind"] == "ratio" and known["unit"] == "%" else known["kind"]
        for ident, known in edition.indicators.items()
    }
    end = _fields([edition.about["source"]])
    lines = [",".join(open_data_columns(edition))]
    for row in edition.figures:
        measured = "share" if row.breakdown in LATENESS else kind[row.indicator]
        cells = _measured(measured, (row.numerator, row.denominator, row.value), row.state)
        lines.append(f"{begin.of(row)},{cells},{end}")
    return "\n".join(lines) + "\n"


class _BeginningOfLines:
    """What stands at the beginning of a figure's line: when, where, measure, window and breakdown."""

    def __init__(self, edition: Edition):
        names, measures = area_names(edition), _measures(edition)
        pages = {page["name"]: page["title"] for page in edition.about["pages"]}
        self._dated, self._place = edition.period.dated, _place(edition)
        self._area = {
            ident: _fields(
                [LEVELS[AreaLevel(area["level"])], TOTAL if ident == edition.tree.whole else names[ident]]
            )
            for ident, area in edition.areas.items()
        }
        self._measure = {
            ident: _fields([pages.get(known["page"], "Other measures"), measures[ident]])
            for ident, known in edition.indicators.items()
        }
        self._when: dict[str, str] = {}
        self._breakdown: dict[tuple[str, str], str] = {}

    def of(self, row: Figure) -> str:
        if row.period not in self._when:
            date = [row.period] if self._dated else []
            self._when[row.period] = _fields([*_time(row.period), *self._place, *date])
        split = (row.breakdown, row.group)
        if split not in self._breakdown:
            self._breakdown[split] = _fields(_breakdown(*split))
        when, area, measure = self._when[row.period], self._area[row.area], self._measure[row.indicator]
        return f"{when},{area},{measure},{WINDOWS[Window(row.window)]},{self._breakdown[split]}"


def open_meta_csv(edition: Edition) -> str:
    """open_data.meta.csv: what each filter and indicator is.

    A filter that holds one thing alone is left out, as the standards ask.
    """
    first, rows = next(iter(edition.indicators)), list(edition.figures)
    held = {
        "date": len({row.period for row in rows}) if edition.period.dated else 0,
        "area": len(edition.areas),
        "measure": len(edition.indicators),
        "time_window": len({row.window for row in rows}),
        "breakdown": len({(row.breakdown, row.group) for row in rows}),
    }
    default = {
        "date": edition.period.text,
        "area": TOTAL,
        "measure": _measures(edition)[first],
        "time_window": WINDOWS[Window(edition.indicators[first]["windows"][0])],
        "breakdown": TOTAL,
    }
    filters = [
        [name, "Filter", label, "", "", "", hint, group, default[name]]
        for name, (label, hint, group) in FILTERS.items()
        if held[name] > 1
    ]
    indicators = [
        [name, "Indicator", label, heading, unit, str(decimals), "", "", ""]
        for name, (label, heading, unit, decimals) in INDICATORS.items()
    ]
    return "\n".join(_fields(row) for row in [DESCRIBED, *filters, *indicators]) + "\n"


def _time(period: str) -> list[str]:
    """time_period and time_identifier.

    The standards know months; a day stands in a reporting year, beside the column `date`.
    """
    end = periods.parse(period)
    return [str(end.end.year), "Reporting year" if end.dated else periods.MONTHS[end.end.month - 1]]


def _place(edition: Edition) -> list[str]:
    """The authority's codes and names at the period's end. An invented county wears no real one's."""
    about = edition.about
    with (DATA / "authorities.csv").open(encoding="utf-8", newline="") as opened:
        rows = [
            row
            for row in csv.DictReader(opened)
            if row["code"] == str(about["authority"]) and row["from"] <= about["ends"]
        ]
    if about["invented"] or not rows:
        return [*ENGLISH_AUTHORITY, *NO_PLACE]
    return [
        *ENGLISH_AUTHORITY,
        rows[-1]["region_code"],
        rows[-1]["region"],
        rows[-1]["code"],
        rows[-1]["new_code"],
        rows[-1]["name"],
    ]


def _measures(edition: Edition) -> dict[str, str]:
    """The measures' titles by id, no two alike."""
    titles = {ident: one_line(known["title"]) or ident for ident, known in edition.indicators.items()}
    return unlike(titles)


def _breakdown(breakdown: str, group: str) -> list[str]:
    """breakdown_topic and breakdown: 'Age', '5 to 9'."""
    if breakdown == columns.TOTAL:
        return [TOTAL, TOTAL]
    return [breakdown.replace("_", " ").capitalize(), one_line(group) or "Not known"]


def _measured(kind: str, numbers: tuple[float, float, float], state: str) -> str:
    """The cells of all indicators for one figure: its numbers, or the letter of why there are none."""
    cells = dict.fromkeys(INDICATORS, NOT_OF_THIS_KIND)
    for column, value in zip(MEASURED[kind], numbers, strict=True):
        if column:
            cells[column] = number_text(value) or LETTERS.get(state, UNKNOWN)
    return ",".join(cells.values())


def _fields(texts: Iterable[str]) -> str:
    """Texts as fields of a line, in which nothing can run as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([harmless(text) for text in texts])
    return out.getvalue().removesuffix("\n")
