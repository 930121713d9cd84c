"""Small workbooks made of rows: .xlsx by openpyxl; .xls and .ods part by part, since nothing here does."""

import datetime
import re
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl

DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
SECTOR = 512


def as_excel_has_it(text):
    """A cell of a CSV file as Excel holds it once it opened the file: true dates, numbers without noughts."""
    if match := DAY.fullmatch(text):
        try:
            return datetime.datetime(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return text
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text or None


def write_xlsx(path, sheets, hidden=()):
    """Write rows of any values, a list for each sheet's name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def write_ods(path, sheets):
    """Write the same as an OpenDocument sheet, with the blank rows and columns that LibreOffice adds."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_ods_row, rows))}"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def _ods_row(row):
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value):
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind = f'boolean" office:boolean-value="{str(value).lower()}'
    elif isinstance(value, int | float):
        kind = f'float" office:value="{value}'
    elif isinstance(value, datetime.datetime):
        kind = f'date" office:date-value="{value:%Y-%m-%dT%H:%M:%S}'
    else:
        kind = "string"
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}">{text}</table:table-cell>'


def write_xls(path, sheets, locked=False):
    """Write the same as Excel 97 did: BIFF8 in an OLE container; `locked` as with a password."""
    path.write_bytes(ole("Workbook", _biff(sheets, locked)))
    return path


def ole(name, stream):
    """An OLE container with one stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    data = len(stream) // SECTOR
    fats = 1
    while fats * 128 < fats + 1 + data:
        fats += 1
    chain = [0xFFFFFFFD] * fats + [0xFFFFFFFE] + [fats + 2 + n for n in range(data)]
    chain[-1] = 0xFFFFFFFE
    chain += [0xFFFFFFFF] * (fats * 128 - len(chain))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, 0xFFFFFFFE, 0,
                          0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<109I", *range(fats), *[0xFFFFFFFF] * (109 - fats))
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0), _entry(name, 2, 0xFFFFFFFF, fats + 1, len(stream))]
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + stream


def _entry(name, kind, child, start, size):
    coded = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded), kind, 1, none, none, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _record(number, data=b""):
    return struct.pack("<HH", number, len(data)) + data


def _biff(sheets, locked):
    bodies = [_biff_sheet(rows) for rows in sheets.values()]
    lock = _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    styles = _record(0xE0, struct.pack("<HH", 0, 0) + bytes(16)) + _record(
        0xE0, struct.pack("<HH", 0, 14) + bytes(16)
    )
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + lock
    begin += _record(0x42, struct.pack("<H", 1200)) + styles
    names = [name.encode("utf-16-le") for name in sheets]
    length = len(begin) + sum(4 + 8 + len(name) for name in names) + 4
    listed, place = b"", length
    for name, body in zip(names, bodies, strict=True):
        listed += _record(0x85, struct.pack("<IHBB", place, 0, len(name) // 2, 1) + name)
        place += len(body)
    return begin + listed + _record(0x0A) + b"".join(bodies)


def _biff_sheet(rows):
    cells = b"".join(
        _biff_cell(number, place, value)
        for number, row in enumerate(rows)
        for place, value in enumerate(row)
        if value is not None and value != ""
    )
    return _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + _record(0x0A)


def _biff_cell(row, place, value):
    if isinstance(value, bool):
        return _record(0x205, struct.pack("<HHHBB", row, place, 0, int(value), 0))
    if value == "#N/A":
        return _record(0x205, struct.pack("<HHHBB", row, place, 0, 0x2A, 1))
    if isinstance(value, datetime.datetime):
        days = (value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
        return _record(0x203, struct.pack("<HHHd", row, place, 1, days))
    if isinstance(value, int | float):
        return _record(0x203, struct.pack("<HHHd", row, place, 0, value))
    coded = str(value).encode("utf-16-le")
    return _record(0x204, struct.pack("<HHHHB", row, place, 0, len(coded) // 2, 1) + coded)
