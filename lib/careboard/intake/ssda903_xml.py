"""The XML form of an SSDA903 return, read into the tables of its CSV form.

Below the root stands an element for each child; in it a HEADER with the child's own fields and its reviews,
absences and outcomes, and an EPISODE for each episode. Source: DfE, SSDA903 guide, XML specification.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas

from careboard.errors import Problem
from careboard.intake.cells.date_forms import ISO
from careboard.intake.source_table import SourceTable
from careboard.intake.ssda903_shapes import SHAPES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_FILE = 2 * 1024**3  # bytes
MOST_RECORDS = 20_000_000
# the element that holds a record -> the table
RECORDS = {"EPISODE": "episodes", "AREVIEW": "reviews", "AMISSING": "missing", "OC2": "oc2"}
# a child's own field that tells of a record -> its file, and the suite's table of which it has the columns
TELLING = {
    "DOB": ("header", "children"),
    "IN_TOUCH": ("oc3", "birthdays"),
    "DATE_MATCH": ("ad1", "permanence"),
    "DUC": ("uasc", "immigration"),
}
NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}  # the XML's name of a field -> that of the CSV form


def read_xml(path: Path, file: str) -> list[SourceTable]:
    """The tables of a return in XML.

    Args:
        path: the file.
        file: how messages name it; each table's name stands behind it.

    Raises:
        Problem: where it is too large, cannot be opened or is not well formed.
    """
    from defusedxml.common import DefusedXmlException

    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Problem(
                f"{file}: the file is larger than {LARGEST_FILE // 1024**3} GB. Is this one return?"
            )
        for child in _children(path):
            _add_child(child, rows)
            if sum(map(len, rows.values())) > MOST_RECORDS:
                raise Problem(f"{file}: there are more than {MOST_RECORDS:,} records. Is this one return?")
    except DefusedXmlException:
        raise Problem(
            f"{file}: the file declares a document type or entities. Draw it again without."
        ) from None
    except SyntaxError as error:  # what the parser calls a file that is not well formed
        line = getattr(error, "position", (None,))[0]
        raise Problem(f"{file}, line {line}: the XML is not well formed. Draw the return again.") from None
    except OSError:
        raise Problem(f"{file}: the file cannot be opened. May you not read it?") from None
    return [_table(f"{file}/{name}", records) for name, records in rows.items()]


def _children(path: Path) -> Iterator[Element]:
    """The elements below the root, each forgotten once it was read."""
    from defusedxml.ElementTree import iterparse

    depth = 0
    for event, element in iterparse(path, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 1:
            yield element
            element.clear()


def _add_child(child: Element, rows: dict[str, list[dict[str, str]]]) -> None:
    own, records = _fields(child)
    for name, (file, table) in TELLING.items():
        if name in own or (name == "DUC" and own.get("UASC") == "1"):
            rows[file].append({column: own.get(column, "") for column in SHAPES[table][1].values()})
    for tag, fields in records:
        if tag in RECORDS:
            rows[RECORDS[tag]].append({"CHILD": own.get("CHILD", ""), **fields})


def _fields(element: Element) -> tuple[dict[str, str], list[tuple[str, dict[str, str]]]]:
    """The fields that are a child's own, and its records, each with its element's name."""
    own, records = dict[str, str](), []
    for part in element:
        name = _name(part)
        if len(part) == 0:
            own[NAMES.get(name, name)] = (part.text or "").strip()
        elif name == "HEADER":
            more, inner = _fields(part)
            own |= more
            records += inner
        else:
            records.append(
                (name, {NAMES.get(_name(field), _name(field)): (field.text or "").strip() for field in part})
            )
    return own, records


def _name(element: Element) -> str:
    """An element's name without a namespace, in capitals."""
    return element.tag.rsplit("}", 1)[-1].upper()


def _table(file: str, records: list[dict[str, str]]) -> SourceTable:
    names = list(dict.fromkeys(name for record in records for name in record))
    frame = pandas.DataFrame(
        {name: pandas.Series([record.get(name, "") for record in records], dtype="str") for name in names}
    )
    return SourceTable(file, frame, pandas.Series(range(1, len(frame) + 1), dtype="int64"), ISO)
