"""Whether a workbook may be opened: told from its parts, before anything in it is unpacked as a whole.

A workbook of a megabyte can unpack to a gigabyte, and two cells far apart span more cells than a machine
holds. Both are refused here. Excel's errors are counted on the way, since the reader gives them as blanks.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import unescape

from careboard.errors import Problem

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_FILE, MOST_UNPACKED = 300 * 1024**2, 1024**3  # bytes
MOST_PACKED, SMALL = 200, 20 * 1024**2  # times smaller than it unpacks to, where that is more bytes
MOST_PARTS, MOST_SHEETS = 2_000, 500
MOST_CELLS, MOST_COLUMNS, LONGEST_CELL = 20_000_000, 2_000, 32_767
BLOCK = 1 << 20  # bytes read at once
SAVE_AGAIN = "Save it again as an Excel workbook (.xlsx)."
LOCKED = "the workbook is locked with a password. Save it without one."
DAMAGED = f"the workbook is damaged or cannot be opened. {SAVE_AGAIN}"
NO_WORKBOOK = f"not a workbook, whatever its name says. {SAVE_AGAIN}"
WEB_PAGE = f"a web page under the name of a workbook. Open it in Excel. {SAVE_AGAIN}"
PLAIN_TEXT = f"text under the name of a workbook. Name it .csv, or open it in Excel. {SAVE_AGAIN}"
BINARY = f"a binary workbook (.xlsb), which is not read. {SAVE_AGAIN}"
TOO_LARGE = "the workbook {what}, which is more than an extract has. Take out what is not part of it."
# the records with which an old workbook begins: that it is one, and that it is encrypted
LOCKED_START = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00.\x00", re.DOTALL)
# a cell with something in it, by its place, as Excel writes it; as it may be written too; and without a place
USUAL_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>/]*>(?!</)')
CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"'](?:[^<>]*[^<>/])?>(?!</)"
)
NO_PLACE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^<>]*\br\s*=)[^<>]*)?>(?!</)")
ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br=[\"'](\d{1,9})[\"']")
SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ODS_REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-%s-repeated"
ODS_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"


@dataclass
class Parts:
    """What was found of a workbook before it is opened.

    Attributes:
        kind: 'xlsx', 'ods' or 'xls'.
        errors: the sheet -> how many of its cells hold one of Excel's errors.
    """

    kind: str
    errors: dict[str, int] = field(default_factory=dict)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, an old or locked one included, by what it holds and not by its name.

    Args:
        path: the file.
    """
    with path.open("rb") as opened:
        start = opened.read(8)
    if start == OLE_START:
        return True
    if not start.startswith(ZIP_START):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _kind(archive) != ""
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False


def bounded_parts(path: Path, file: str) -> Parts:
    """Whether a workbook is small enough to be opened, and what is known of it then.

    Args:
        path: the file.
        file: how messages name it.

    Raises:
        Problem: where it is too large, damaged, locked with a password or no workbook.
        OSError: where it cannot be opened.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise Problem(f"{file}: {_too_large(f'is larger than {LARGEST_FILE // 1024**2} MB')}")
    with path.open("rb") as opened:
        start = opened.read(BLOCK)
    if start.startswith(OLE_START):
        _require_open(path, file)
        return Parts("xls")
    if not start.startswith(ZIP_START):
        raise Problem(f"{file}: {_other(start)}")
    try:
        with zipfile.ZipFile(path) as archive:
            return _zipped(archive, file)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, SyntaxError):
        raise Problem(f"{file}: {DAMAGED}") from None
    except RuntimeError:  # what zipfile calls a part that is encrypted
        raise Problem(f"{file}: {LOCKED}") from None


def _too_large(what: str) -> str:
    return TOO_LARGE.format(what=what)


def _require_open(path: Path, file: str) -> None:
    """Refuse an OLE file that holds an encrypted workbook, or none."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or LOCKED_START.search(data):
        raise Problem(f"{file}: {LOCKED}")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise Problem(f"{file}: {NO_WORKBOOK}")


def _other(start: bytes) -> str:
    """What a file is that is neither an old nor a new workbook."""
    lower = start[:4096].replace(b"\0", b"").strip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if lower.startswith((b"<!doctype html", b"<html")) or b"<table" in lower:
        return WEB_PAGE
    if lower.startswith(b"<?xml"):
        return f"an XML file under the name of a workbook. Open it in Excel. {SAVE_AGAIN}"
    text = start[:4096].removeprefix(b"\xef\xbb\xbf")
    if text and all(sign >= 32 or sign in (0, 9, 10, 13) for sign in text) and any(map(text.count, b",;\t")):
        return PLAIN_TEXT
    return NO_WORKBOOK


def _kind(archive: zipfile.ZipFile) -> str:
    """'xlsx', 'xlsb' or 'ods'; '' where an archive is no workbook."""
    names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    return ""


def _zipped(archive: zipfile.ZipFile, file: str) -> Parts:
    """The parts of a workbook that is an archive."""
    members = archive.infolist()
    size, packed = sum(member.file_size for member in members), sum(part.compress_size for part in members)
    if len(members) > MOST_PARTS or size > MOST_UNPACKED or (size > SMALL and size > MOST_PACKED * packed):
        raise Problem(f"{file}: {_too_large(f'unpacks to {size / 1024**2:,.0f} MB')}")
    kind = _kind(archive)
    if kind == "xlsb":
        raise Problem(f"{file}: {BINARY}")
    if kind == "ods":
        if b"encryption-data" in _text(archive, "META-INF/manifest.xml"):
            raise Problem(f"{file}: {LOCKED}")
        _require_spread_of_ods(archive, file)
        return Parts("ods")
    if kind != "xlsx":
        raise Problem(f"{file}: {NO_WORKBOOK}")
    return Parts("xlsx", _errors(archive, file))


def _text(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _errors(archive: zipfile.ZipFile, file: str) -> dict[str, int]:
    """How many errors each sheet holds, once it was found how far its cells spread."""
    relations = {}
    for found in RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        given = _attributes(found)
        relations[given.get("Id", "")] = given.get("Target", "").removeprefix("/xl/").removeprefix("/")
    listed = SHEET.findall(_text(archive, "xl/workbook.xml").decode("utf-8", "replace"))
    if len(listed) > MOST_SHEETS:
        raise Problem(f"{file}: {_too_large(f'has {len(listed):,} sheets')}")
    names = {}
    for given in map(_attributes, listed):
        target = next((relations.get(value) for key, value in given.items() if key.endswith(":id")), None)
        names[f"xl/{target}"] = given.get("name", "")
    errors = {}
    for member in archive.infolist():
        if member.filename.lower().startswith("xl/worksheets/") and member.filename.lower().endswith(".xml"):
            name = names.get(member.filename, "")
            errors[name] = _spread(archive, member, f"{file}/{name}" if name else file)
    return errors


def _attributes(text: str) -> dict[str, str]:
    quotes = {"&quot;": '"', "&apos;": "'"}
    return {name: unescape(one or other, quotes) for name, one, other in ATTRIBUTE.findall(text)}


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's text in pieces, none of which ends inside a tag."""
    rest = b""
    with archive.open(member) as opened:
        while block := opened.read(BLOCK):
            block = rest + block
            cut = block.rfind(b"<c")
            cut = cut if cut > 0 else len(block)
            yield block[:cut]
            rest = block[cut:]
            if len(rest) > 4 * BLOCK:
                rest = b""
    yield rest


def _spread(archive: zipfile.ZipFile, member: zipfile.ZipInfo, sheet: str) -> int:
    """How many errors a sheet holds; refused where its filled cells lie too far apart."""
    last_row, last_column, errors = 0, 0, 0
    for block in _blocks(archive, member):
        errors += block.count(b' t="e"')
        usual = block.count(b'<c r="') == block.count(b"<c ") + block.count(b"<c>") + block.count(b":c ")
        places = set((USUAL_CELL if usual else CELL).findall(block))
        columns, rows = {column for column, _ in places}, {row for _, row in places}
        last_row = max(last_row, max(map(int, rows), default=0))
        last_column = max(last_column, max(map(_number, columns), default=0))
        if not usual and NO_PLACE.search(block):  # cells without a place follow one another in their row
            last_row = max(last_row, max(map(int, ROW.findall(block)), default=0), 1)
            last_column = max(last_column, 1)
    _require_spread(sheet, last_row, last_column)
    return errors


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _require_spread(sheet: str, rows: int, columns: int) -> None:
    if columns > MOST_COLUMNS or rows * max(columns, 1) > MOST_CELLS:
        raise Problem(
            f"{sheet}: its cells reach down to row {rows:,} and across {columns:,} columns, which is more "
            "than a list has. Delete what stands below and beside the list."
        )


def _require_spread_of_ods(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse an OpenDocument sheet whose filled cells lie too far apart."""
    from defusedxml.ElementTree import iterparse

    row = column = filled = widest = 0
    with archive.open("content.xml") as opened:
        for event, element in iterparse(opened, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag == "table":
                row = widest = 0
            elif event == "start" and tag == "table-row":
                column = filled = 0
            elif event == "end" and tag == "table-cell":
                column += int(element.get(ODS_REPEATED % "columns", 1))
                filled = column if element.get(ODS_VALUE) else filled
            elif event == "end" and tag == "table-row":
                row += int(element.get(ODS_REPEATED % "rows", 1))
                widest = max(widest, filled)
                if filled:
                    _require_spread(file, row, widest)
                element.clear()
