"""A workbook of plain tables, written as text and packed.

It gains most of the time: a snapshot of 40,000 rows in under a second, where xlsxwriter takes five, and the
county has a series of them. tests/sample/test_annex_a.py opens what is written with openpyxl.
"""

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from .cells import Days, Table
from .days import OPEN

EXCELS_FIRST_DAY = 25_569  # what Excel writes for 1 January 1970
DEFLATION = 4  # 1 to 9; more is smaller and slower
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'{HEAD}<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
DAY_STYLE, HEADING_STYLE = 1, 2  # their places in cellXfs


def write_workbook(path: Path, sheets: Mapping[str, Table]) -> None:
    """Write a workbook, the same bytes each time; a blank text, OPEN and -1 are empty cells.

    Args:
        path: the file; its folder is made where it does not exist.
        sheets: the sheets by name, each with its columns by heading: texts, Days or whole numbers.
    """
    strings: dict[str, int] = {}
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(table, strings)
        for number, table in enumerate(sheets.values(), 1)
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w") as packed:
        for name, text in {**_frame(list(sheets)), **parts, "xl/sharedStrings.xml": _shared(strings)}.items():
            place = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            place.compress_type, place.create_system = ZIP_DEFLATED, 0
            packed.writestr(place, text, compresslevel=DEFLATION)


def _frame(names: list[str]) -> dict[str, str]:
    """The parts that say what the others are."""
    numbers = range(1, len(names) + 1)
    kinds = [f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{KIND}.worksheet+xml"/>'
             for n in numbers]  # fmt: skip
    kinds += [
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    ]
    sheets = [
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    ]
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(kinds)}</Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}">'
        f"<sheets>{''.join(sheets)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": STYLES,
    }


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = [
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _shared(strings: dict[str, int]) -> str:
    """The texts, each once; cells name them by their places."""
    items = [f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings]
    return f'{HEAD}<sst {MAIN} uniqueCount="{len(items)}">{"".join(items)}</sst>'


def _sheet(table: Table, strings: dict[str, int]) -> str:
    """A sheet: a row of headings, and those of the table below it."""
    letters = [_letters(place) for place in range(len(table))]
    heads = "".join(
        f'<c r="{letter}1" t="s" s="{HEADING_STYLE}"><v>{strings.setdefault(head, len(strings))}</v></c>'
        for letter, head in zip(letters, table, strict=True)
    )
    columns = [
        _cells(column, letter, strings) for letter, column in zip(letters, table.values(), strict=True)
    ]
    rows = [f'<row r="{number}">{"".join(cells)}</row>' for number, cells in enumerate(zip(*columns), 2)]
    extent = f'<dimension ref="A1:{letters[-1]}{len(rows) + 1}"/>'
    data = f'<sheetData><row r="1">{heads}</row>{"".join(rows)}</sheetData>'
    return f"{HEAD}<worksheet {MAIN}>{extent}{data}</worksheet>"


def _cells(column: object, letter: str, strings: dict[str, int]) -> list[str]:
    """A column's cells from the second row on."""
    if isinstance(column, Days):
        return [
            f'<c r="{letter}{row}" s="{DAY_STYLE}"><v>{value + EXCELS_FIRST_DAY}</v></c>'
            if value < OPEN
            else ""
            for row, value in enumerate(column.values.tolist(), 2)
        ]
    values = np.asarray(column)
    if values.dtype != object:
        return [
            f'<c r="{letter}{row}"><v>{value}</v></c>' if value >= 0 else ""
            for row, value in enumerate(values.tolist(), 2)
        ]
    return [
        f'<c r="{letter}{row}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>' if text else ""
        for row, text in enumerate(values.tolist(), 2)
    ]


def _letters(place: int) -> str:
    """What a spreadsheet calls the column at a place from 0: A, ..., Z, AA."""
    before, own = divmod(place, 26)
    return (chr(64 + before) if before else "") + chr(65 + own)
