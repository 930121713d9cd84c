"""figures.xlsx: what an officer finds in it, read with another library than the one that wrote it."""

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.command import ROOT
from support.small_edition import (
    ABOUT,
    AREAS,
    FIGURES,
    IN_TIME,
    PLAN_RATE,
    PLANS,
    of_few,
    small_edition,
    with_cells,
    with_table,
)

from careboard.publish.downloads import workbook

SYMBOLS = {"[c]", "[n]", "[x]", "[z]", "[no cases]", "[failed]"}
HIDING = "First hiding only"
WINDOWS = {
    "at 31 October 2019": "at_date",
    "October 2019": "month",
    "six months to October 2019": "six_months",
    "year to October 2019": "year",
    "1 April 2019 to 31 October 2019": "financial_year",
}
HEADS = {
    "county": "Fellshire",
    "north": "North",
    "rennick_vale": "Rennick Vale",
    "unallocated": "Not allocated",
}
COLUMNS = {"Figure": "value", "Number": "numerator", "Sum": "numerator"}  # else the denominator
STATES = {
    "hidden": "[c]",
    "not_published": "[n]",
    "not_available": "[x]",
    "not_applicable": "[z]",
    "no_cases": "[no cases]",
}
FORMULA = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://a")',
    "[here](http://a)",
    "$$note$$",
    "",
    " ",
]


@pytest.fixture(scope="module")
def bytes_():
    return workbook.figures_xlsx(small_edition())


@pytest.fixture(scope="module")
def book(bytes_):
    return openpyxl.load_workbook(io.BytesIO(bytes_))


def table(sheet):
    """The rows of a sheet's one table, each by its headings."""
    (found,) = sheet.tables.values()
    head, *rows = [[cell.value for cell in row] for row in sheet[found.ref]]
    return [dict(zip(head, row, strict=True)) for row in rows]


def line(book, sheet, measure, line="Figure", period=None):
    rows = [
        row
        for row in table(book[sheet])
        if row["Measure"] == measure and row["Line"] == line and period in (None, row["Period"])
    ]
    assert len(rows) == 1
    return rows[0]


def test_a_page_has_its_figures_by_area_as_numbers_with_their_unit(book):
    row = line(book, "Front door", "Assessments finished within 45 working days", period="October 2019")
    cells = [row[name] for name in ("Unit", "Fellshire", "North", "Sandhythe & Sons <b>")]
    assert cells == ["per cent", 89, 91, 90.6]
    plans = line(book, "Child protection", "Child protection plans")
    assert (plans["Period"], plans["Unit"], plans["Fellshire"]) == ("at 31 October 2019", "plans", 1194)


def test_the_numbers_behind_a_figure_stand_below_it(book):
    title = "Assessments finished within 45 working days"
    assert line(book, "Front door", title, "Number", "October 2019")["North"] == 412
    assert line(book, "Front door", title, "Out of", "October 2019")["North"] == 453
    rate = "Child protection plans per 10,000 children"
    assert line(book, "Child protection", rate, "Population")["Fellshire"] == 247_600
    assert line(book, "Workforce", "Average social worker caseload", "Divided by")["Fellshire"] == 502.4


def test_a_symbol_says_why_there_is_no_number_and_nought_is_nought(book):
    title = "Assessments finished within 45 working days"
    for name in ("Figure", "Number", "Out of"):
        assert line(book, "Front door", title, name, "October 2019")["Lornmere"] == "[c]"
    row = line(book, "Front door", title, period="October 2019")
    assert (row["Rennick Vale"], row["Not allocated"]) == (0, "[no cases]")
    assert line(book, "Child protection", "Protection visits in timescale")["Fellshire"] == "[x]"
    assert line(book, "Child protection", "Repeat plans within 12 months")["Fellshire"] == "[failed]"
    assert line(book, "Workforce", "Highest reviewing officer caseload")["North"] == "[z]"


def test_the_trend_has_the_last_25_points_of_the_whole_authority(book):
    rows = table(book["Child protection trend"])
    (row,) = [row for row in rows if row["Measure"] == "Child protection plans"]
    assert list(row)[3:5] == ["October 2017", "November 2017"] and list(row)[-1] == "October 2019"
    assert len(row) == 28
    assert (row["October 2019"], row["September 2019"], row["April 2018"]) == (1194, 1196, "[c]")


def test_a_hidden_figure_is_in_no_sheet():
    """A number that stands in an edition nowhere else, hidden, leaves nothing behind."""

    def which(frame):
        of_north = (frame.indicator == IN_TIME) & (frame.window == "month") & (frame.area == "north")
        return of_north & (frame.period == "2019-10") & (frame.breakdown == "total")

    shown = with_cells(of_few(small_edition(), (IN_TIME,)), "figures", which, numerator=7654321)
    assert "7654321" in unpacked(workbook.figures_xlsx(shown))
    none = {"numerator": None, "denominator": None, "value": None, "state": "hidden"}
    hidden = workbook.figures_xlsx(with_cells(shown, "figures", which, **none))
    assert "7654321" not in unpacked(hidden)
    book, title = openpyxl.load_workbook(io.BytesIO(hidden)), "Assessments finished within 45 working days"
    assert line(book, "Front door", title, "Number", "October 2019")["North"] == "[c]"


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def test_every_sheet_is_laid_out_as_the_guidance_asks(book):
    assert [sheet.title for sheet in book][:6] == [
        "Cover",
        "Contents",
        "Notes",
        "Definitions",
        "Front door",
        "Front door trend",
    ]
    assert {"SDQ", "SDQ trend"} <= set(book.sheetnames) and book.active.title == "Cover"
    names = [name for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names)) == len(book.sheetnames) - 1
    for sheet in book:
        assert sheet.sheet_state == "visible" and not sheet.merged_cells.ranges, sheet.title
        assert sheet.freeze_panes is None and not sheet.auto_filter.ref, sheet.title
        dimensions = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert sheet["A1"].value and not any(dimension.hidden for dimension in dimensions), sheet.title
        margins = (sheet.oddHeader.left, sheet.oddHeader.center, sheet.oddFooter.center)
        assert not any(margin.text for margin in margins), sheet.title
        assert all(row[0].value not in (None, "") for row in sheet.iter_rows()), sheet.title


def test_a_table_has_one_row_of_headings_no_blank_cell_and_nothing_below_it(book):
    for sheet in book.worksheets[1:]:
        (found,) = sheet.tables.values()
        cells = [[cell.value for cell in row] for row in sheet[found.ref]]
        assert found.headerRowCount == 1 and not (found.autoFilter and found.autoFilter.ref), sheet.title
        assert all(isinstance(head, str) and head for head in cells[0]), sheet.title
        assert len({head.lower() for head in cells[0]}) == len(cells[0]), sheet.title
        assert all(cell not in (None, "") for row in cells for cell in row), sheet.title
        assert found.ref.endswith(f"{sheet.max_row}") and found.ref.startswith("A"), sheet.title


@pytest.mark.parametrize("label", ["Definitions", "Notes", "Front door"])
def test_no_row_is_written_over_the_next(book, label):
    """Programs other than Excel do not find the height that wrapped text needs by themselves."""
    sheet, most = book[label], 1
    for row in sheet.iter_rows(min_row=2):
        wrapped = [cell for cell in row if isinstance(cell.value, str) and cell.alignment.wrap_text]
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in wrapped]
        pairs = zip(wrapped, widths, strict=True)
        lines = max((-(-len(cell.value) // width) for cell, width in pairs), default=1)
        assert (sheet.row_dimensions[row[0].row].height or 15) >= 15 * lines, row[0].value
        most = max(most, lines)
    assert most > 1 or label == "Front door"  # else nothing was looked at


def test_numbers_are_numbers_and_all_else_is_a_known_symbol(book):
    for sheet in book.worksheets[4:]:
        naming = 3 if sheet.title.endswith("trend") else 4
        cells = [value for row in table(sheet) for value in list(row.values())[naming:]]
        assert all(isinstance(value, int | float) or value in SYMBOLS for value in cells), sheet.title


def test_each_symbol_and_note_that_a_sheet_uses_is_explained(book):
    notes = {f"[note {row['Note number']}]": row for row in table(book["Notes"])}
    assert SYMBOLS | {"0", "Rounding", "Population", "Marking"} <= {row["Subject"] for row in notes.values()}
    for sheet in book.worksheets[3:]:
        (found,) = sheet.tables.values()
        above = [sheet.cell(row, 1).value for row in range(1, sheet[found.ref][0][0].row)]
        used = {cell.value for row in sheet[found.ref] for cell in row} & SYMBOLS
        assert all(any(text.startswith(symbol) for text in above) for symbol in used), sheet.title
        assert set(re.findall(r"\[note \d+\]", " ".join(above))) <= set(notes), sheet.title
        assert any(HIDING in text for text in above) or sheet.title == "Definitions"
    above = [book["Front door"].cell(row, 1).value for row in range(1, 9)]
    symbol = next(text for text in above if text.startswith("[c]"))
    assert notes[re.search(r"\[note \d+\]", symbol)[0]]["Subject"] == "[c]"


def test_the_contents_lead_to_every_sheet(book):
    rows = table(book["Contents"])
    assert [row["Sheet name"] for row in rows] == book.sheetnames[3:]
    links = {cell.value: cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[3:]}


def test_the_cover_says_whose_and_when_and_that_it_is_invented(book):
    text = "\n".join(str(cell.value) for cell in book["Cover"]["A"])
    for words in (
        "Fellshire County Council: figures for October 2019",
        "As at 31 October 2019.",
        "Extract of 31 March 2020: 1,204 records used, 3 set aside.",
        "Source: invented sample.",
        "Invented: no child",
        HIDING,
        "performance@example.invalid",
        *SYMBOLS,
    ):
        assert words in text
    assert book["Cover"].cell(1, 1).value.startswith("Fellshire")


def test_the_document_says_its_title_author_language_and_the_extracts_date(book):
    told = book.properties
    assert (told.title, told.creator, told.language, told.created) == (
        "Fellshire County Council: figures for October 2019",
        "Fellshire County Council",
        "en-GB",
        datetime(2020, 3, 31),
    )
    assert HIDING in told.subject and told.keywords == "invented sample"


def test_the_same_edition_gives_the_same_bytes_in_another_process(bytes_):
    code = (
        "import hashlib; from support.small_edition import small_edition;"
        " from careboard.publish.downloads import workbook;"
        " print(hashlib.sha256(workbook.figures_xlsx(small_edition())).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT / "lib"), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths}
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert again.stdout.strip() == sha256(bytes_).hexdigest()
    with zipfile.ZipFile(io.BytesIO(bytes_)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_samples_workbook_says_what_its_long_table_says(built):
    """Every figure of the period, found by its words in the workbook, is the one of figures.csv."""
    folder = built / "2019-10"
    figures = {}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if (row["period"], row["breakdown"]) == ("2019-10", "total"):
                figures[row["indicator"], row["window"], row["area"]] = row
    book = openpyxl.load_workbook(folder / "figures.xlsx")
    names = {row["Measure"]: row["Name in files"] for row in table(book["Definitions"])}
    compared = 0
    for sheet in book.worksheets[4::2]:
        for row in table(sheet):
            for area in ("county", "north", "rennick_vale", "unallocated"):
                figure = figures[names[row["Measure"]], WINDOWS[row["Period"]], area]
                column = COLUMNS.get(row["Line"], "denominator")
                shown = float(figure[column]) if figure[column] else STATES[figure["state"]]
                assert row[HEADS[area]] == shown, (sheet.title, row["Measure"], row["Line"], area)
                compared += 1
    measures = {names[row["Measure"]] for sheet in book.worksheets[4::2] for row in table(sheet)}
    assert compared > 4 * 400 and len(measures) == len(names) == 133


def tiny(areas, title, told):
    """Three measures and three areas under the names given, so that a workbook takes a moment."""
    edition = of_few(small_edition(), (IN_TIME, PLANS, PLAN_RATE))
    indicators = {
        ident: {**known, "title": title if ident == PLANS else known["title"], "definition": told}
        for ident, known in edition.indicators.items()
    }
    named = {
        ident: {**AREAS[ident], "name": name}
        for ident, name in zip(("county", "north", "east"), areas, strict=True)
    }
    few = with_table(edition, "figures", lambda frame: frame[frame.area.isin(named)])
    return replace(
        few,
        areas=named,
        indicators=indicators,
        about=ABOUT | {"name": told, "source": told, "notes": [told], "contact": told},
    )


TEXTS = st.one_of(
    st.sampled_from(FORMULA),
    st.builds(str.__add__, st.sampled_from(FORMULA), st.text(max_size=20)),
    st.text(max_size=40),
)


# a workbook takes too long to shrink
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.tuples(TEXTS, TEXTS, TEXTS), TEXTS, TEXTS)
def test_no_text_runs_as_a_formula_or_leads_away(areas, title, told):
    content = workbook.figures_xlsx(tiny(areas, title, told))
    assert not re.search(r"<f[ >]|<f/>|TargetMode=\"External\"", unpacked(content))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    row = line(book, "Front door", "Assessments finished within 45 working days", period="October 2019")
    assert list(row.values())[4:] == [89, 91, 86.2]


def test_a_name_that_looks_like_a_formula_stays_as_it_is():
    book = openpyxl.load_workbook(
        io.BytesIO(workbook.figures_xlsx(tiny(("=1+1", "Twin", "twin"), "-9", "+1")))
    )
    heads = list(table(book["Front door"])[0])
    assert heads == ["Measure", "Period", "Line", "Unit", "=1+1 (county)", "Twin (north)", "twin (east)"]
    assert line(book, "Child protection", "-9")["=1+1 (county)"] == 1194


def test_pages_of_the_councils_own_may_have_any_name():
    told = of_few(small_edition(), (IN_TIME, PLANS, PLAN_RATE, "turnover"))
    names = {
        IN_TIME: ("notes", "Notes"),
        PLANS: ("a-b", "What? [a/b]"),
        PLAN_RATE: ("a_45_b", "Front trend"),
        "turnover": ("front", "Front"),
    }
    pages = [{"name": name, "title": title} for name, title in names.values()]
    told = replace(
        told,
        indicators={ident: {**known, "page": names[ident][0]} for ident, known in told.indicators.items()},
        about=told.about | {"pages": pages},
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook.figures_xlsx(told)))
    assert len(book.sheetnames) == 4 + 2 * 4 and len({name.lower() for name in book.sheetnames}) == 12
    assert [row["Table description"] for row in table(book["Contents"])][1::2] == [
        "Notes: October 2019 by area",
        "What? [a/b]: October 2019 by area",
        "Front trend: October 2019 by area",
        "Front: October 2019 by area",
    ]
    title = "Assessments finished within 45 working days"
    assert line(book, book.sheetnames[4], title, period="October 2019")["Fellshire"] == 89


def test_internal_figures_say_so_on_every_sheet():
    told = of_few(small_edition(), (IN_TIME, PLANS))
    note = "Internal: small numbers are not hidden. Not to leave the service."
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook.figures_xlsx(replace(told, about=told.about | {"audience": "internal", "notes": [note]}))
        )
    )
    for sheet in book.worksheets[4:]:
        assert any(note in str(sheet.cell(row, 1).value) for row in range(1, 9)), sheet.title


def test_an_edition_without_areas_or_extract_date_has_its_workbook_too():
    told = of_few(small_edition(), (IN_TIME,))
    whole = with_table(told, "figures", lambda frame: frame[frame.area == "county"])
    alone = replace(whole, areas={"county": AREAS["county"]}, about=told.about | {"extract_date": ""})
    book = openpyxl.load_workbook(io.BytesIO(workbook.figures_xlsx(alone)))
    assert list(table(book["Front door"])[0]) == ["Measure", "Period", "Line", "Unit", "Fellshire"]
    assert (
        book.properties.created == datetime(2019, 10, 31)
        and FIGURES[IN_TIME, "month", "county"][0]
        == line(book, "Front door", "Assessments finished within 45 working days", period="October 2019")[
            "Fellshire"
        ]
    )
