"""open_data.csv and open_data.meta.csv: the published figures in the shape of Explore Education Statistics.

One row a figure. What a figure is of stands in filters (area, measure, window, breakdown), what was measured in a
column for each kind of measurement, and a letter where there is none: c hidden, x not available, z not applicable.
Source: DfE, Open data standards, and the checks of its screener (eesyscreener).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from careboard import periods
from careboard.downloads import harmless, number, one_line, places, unlike
from careboard.edition import FIGURES, Edition
from careboard.questions import BEHIND
from careboard.sources import DATA
from careboard.wording import WINDOWS

LETTERS = {"hidden": "c", "not_available": "x", "failed": "x", "not_applicable": "z", "no_cases": "z"}
UNKNOWN, NOT_OF_THIS_KIND, TOTAL = "x", "z", "Total"
NO_PLACE = [UNKNOWN, "Not available", UNKNOWN, UNKNOWN, "Not available"]
WHERE = ["geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name"]
ENGLISH_AUTHORITY = ["Local authority", "E92000001", "England"]
LEVELS = {"authority": TOTAL, "area": "Area", "district": "District", "unallocated": "Not allocated"}
# filter -> label, hint, the column that groups it
FILTERS = {
    "date": ("Date", "Filter by the day on which the period ends", ""),
    "area": ("Area", "Filter by the council's own area, which is no statutory geography; Total is the whole authority", "area_level"),
    "measure": ("Measure", "Filter by what is measured", "measure_topic"),
    "time_window": ("Window", "Filter by how far back a figure reaches; every window ends with the period", ""),
    "breakdown": ("Breakdown", "Filter by age, sex, ethnic group, team and what else a measure is split by", "breakdown_topic"),
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
    "count": ("", "", "case_count"), "share": ("case_count", "base_count", "case_percent"), "rate": ("case_count", "base_count", "case_rate"),
    "average": ("dividend_sum", "divisor_sum", "case_average"), "ratio": ("dividend_sum", "divisor_sum", "case_average"), "percent": ("dividend_sum", "divisor_sum", "case_percent"), "highest": ("", "", "case_maximum"),
}  # fmt: skip
META = ["col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column", "filter_default"]


def columns(edition: Edition) -> list[str]:
    """The columns of open_data.csv; `date` is there where the period is a date."""
    filters = [name for filter, (_, _, group) in FILTERS.items() for name in (group, filter) if name and (filter != "date" or edition.period.dated)]
    return ["time_period", "time_identifier", *WHERE, *filters, *INDICATORS, "source"]


def open_data_csv(edition: Edition) -> str:
    """open_data.csv: every published figure. A month stands under its year and name, a date as a reporting year with its day."""
    table, place = edition.figures, _place(edition)
    begin = {text: _fields([*_time(text), *place, *([text] if edition.period.dated else [])]) for text in table.period.unique()}
    named, measures, pages = places(edition), _measures(edition), {page["name"]: page["title"] for page in edition.about["pages"]}
    area = {id: _fields([LEVELS[told["level"]], TOTAL if told["level"] == "authority" else named[id]]) for id, told in edition.areas.items()}
    measure = {id: _fields([pages.get(known["page"], "Other measures"), measures[id]]) for id, known in edition.indicators.items()}
    splits = {key: _fields(_split(*key)) for key in set(zip(table.breakdown, table.group, strict=True))}
    kind = {id: "percent" if known["kind"] == "ratio" and known["unit"] == "%" else known["kind"] for id, known in edition.indicators.items()}
    end = _fields([edition.about["source"]])
    lines = [",".join(columns(edition))]
    for id, period, window, place_id, breakdown, group, numerator, denominator, value, state, _ in zip(*(table[column].tolist() for column in FIGURES), strict=True):
        cells = _measured("share" if breakdown in BEHIND else kind[id], (numerator, denominator, value), state)
        lines.append(f"{begin[period]},{area[place_id]},{measure[id]},{WINDOWS[window]},{splits[breakdown, group]},{cells},{end}")
    return "\n".join(lines) + "\n"


def meta_csv(edition: Edition) -> str:
    """open_data.meta.csv: what each filter and indicator is. A filter that holds one thing alone is left out, as the standards ask."""
    table, first = edition.figures, next(iter(edition.indicators))
    held = {"date": table.period.nunique() if edition.period.dated else 0, "area": len(edition.areas), "measure": len(edition.indicators), "time_window": table.window.nunique(), "breakdown": len(table[["breakdown", "group"]].drop_duplicates())}
    default = {"date": edition.period.text, "area": TOTAL, "measure": _measures(edition)[first], "time_window": WINDOWS[edition.indicators[first]["windows"][0]], "breakdown": TOTAL}
    rows = [[name, "Filter", label, "", "", "", hint, group, default[name]] for name, (label, hint, group) in FILTERS.items() if held[name] > 1]
    rows += [[name, "Indicator", label, heading, unit, str(decimals), "", "", ""] for name, (label, heading, unit, decimals) in INDICATORS.items()]
    return "\n".join(_fields(row) for row in [META, *rows]) + "\n"


def _time(period: str) -> list[str]:
    """time_period and time_identifier. The standards know months; a day stands in a reporting year, beside the column `date`."""
    end = periods.parse(period)
    return [str(end.end.year), "Reporting year" if end.dated else periods.MONTHS[end.end.month - 1]]


def _place(edition: Edition) -> list[str]:
    """The authority's codes and names at the period's end. An invented county wears no real one's."""
    about = edition.about
    with (DATA / "authorities.csv").open(encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["code"] == str(about["authority"]) and row["from"] <= about["ends"]]
    if about["invented"] or not rows:
        return [*ENGLISH_AUTHORITY, *NO_PLACE]
    return [*ENGLISH_AUTHORITY, rows[-1]["region_code"], rows[-1]["region"], rows[-1]["code"], rows[-1]["new_code"], rows[-1]["name"]]


def _measures(edition: Edition) -> dict[str, str]:
    """The measures' titles by id, no two alike."""
    return unlike({id: one_line(known["title"]) or id for id, known in edition.indicators.items()})


def _split(breakdown: str, group: str) -> list[str]:
    """breakdown_topic and breakdown: 'Age', '5 to 9'."""
    return [TOTAL, TOTAL] if breakdown == "total" else [breakdown.replace("_", " ").capitalize(), one_line(group) or "Not known"]


def _measured(kind: str, numbers: tuple[float, float, float], state: str) -> str:
    """The cells of all indicators for one figure: its numbers or the letter of why there are none, z where it is of another kind."""
    cells = dict.fromkeys(INDICATORS, NOT_OF_THIS_KIND)
    for column, value in zip(MEASURED[kind], numbers, strict=True):
        if column:
            cells[column] = number(value) or LETTERS.get(state, UNKNOWN)
    return ",".join(cells.values())


def _fields(texts: Iterable[str]) -> str:
    """Texts as fields of a line, in which nothing can run as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([harmless(text) for text in texts])
    return out.getvalue().removesuffix("\n")
