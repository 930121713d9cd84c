"""A restricted list read as its reader opens it."""

import openpyxl


def restricted_rows(file):
    """The marking, the title and the rows below the headings, each row a dict by heading."""
    [sheet] = openpyxl.load_workbook(file).worksheets
    (marking, *_), (title, *_), headings, *rows = sheet.iter_rows(values_only=True)
    return marking, title, [dict(zip(headings, row, strict=True)) for row in rows]
