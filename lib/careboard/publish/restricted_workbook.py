"""A restricted list as a workbook that says on the sheet, on paper and in its properties that it is one."""

from __future__ import annotations

import io
from datetime import datetime

import pandas
import xlsxwriter

from careboard.publish.downloads.csv_files import one_line

MARKING = (
    "Restricted: this list names children by the ids of their records. It is not for circulation. Keep it "
    "where it is, and delete it when it has served."
)
SHEET, HEADINGS_ROW = "Restricted", 2
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST = 60  # in letters


def restricted_xlsx(title: str, cases: pandas.DataFrame, made: datetime) -> bytes:
    """The workbook: the marking, what is listed, and below them a row a case, each cell as text.

    Args:
        title: what is listed.
        cases: a row a case; a blank is ''.
        made: when; the same list made at one time has the same bytes.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**SAFE, "in_memory": True}) as book:
        book.set_properties({"title": one_line(title), "subject": MARKING, "created": made})
        sheet, bold = book.add_worksheet(SHEET), book.add_format({"bold": True})
        sheet.write_string(0, 0, MARKING, bold)
        sheet.write_string(1, 0, one_line(title))
        for column, name in enumerate(cases):
            texts = [one_line(str(value)) for value in cases[name]]
            sheet.write_string(HEADINGS_ROW, column, name, bold)
            for row, text in enumerate(texts, HEADINGS_ROW + 1):
                sheet.write_string(row, column, text)
            sheet.set_column(column, column, min(WIDEST, max(map(len, [name, *texts])) + 2))
        sheet.repeat_rows(0, HEADINGS_ROW)
        sheet.set_header('&C&"Arial,Bold"RESTRICTED: not for circulation')
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return out.getvalue()
