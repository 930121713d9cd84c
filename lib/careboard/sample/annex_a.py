"""A series of Annex A workbooks, one a fortnight, each as the county's records stood at the close of its day.

Source of the lists and headings: Ofsted, Inspecting local authority children's services, Annex A: child-level
data.
"""

from pathlib import Path

import numpy as np

from . import county
from .annex_a_care import Care
from .annex_a_facts import Facts
from .annex_a_front_door import FrontDoor
from .annex_a_leavers import Leavers
from .cells import Days, Table
from .days import DATE_SHOWN, as_text
from .files import write_csv
from .workbook import write_workbook

FOLDER = "annex_a"
FORTNIGHT = 14
# from a year before the date shown, so that each month's end has a snapshot within a fortnight of it
SNAPSHOTS = range(DATE_SHOWN - 26 * FORTNIGHT, DATE_SHOWN + 1, FORTNIGHT)
FRONT = "Front sheet"


def write_series(folder: Path, tables: dict[str, Table]) -> None:
    """Write a workbook for each day of SNAPSHOTS, and the small table that marks them as invented.

    Args:
        folder: where they go; it is made.
        tables: the tables of the dataset and the county's own, by name.
    """
    snapshots = Snapshots(tables)
    for on in SNAPSHOTS:
        snapshots.write(folder / file_name(on), on)
    described = {**tables["extract"], "extract_date": Days(np.array([SNAPSHOTS[-1]]))}
    write_csv(folder / "extract.csv", list(described), described)


def file_name(on: int) -> str:
    """What the workbook of a day is called: annex_a_2019-10-31.xlsx."""
    return f"annex_a_{as_text([on], iso=True)[0]}.xlsx"


class Snapshots:
    """The county's records, and its eleven lists on any day."""

    def __init__(self, tables: dict[str, Table]) -> None:
        facts = Facts(tables)
        self.front_door, self.care, self.leavers = FrontDoor(facts), Care(facts), Leavers(facts)

    def write(self, path: Path, on: int) -> None:
        """Write the workbook of a day.

        Args:
            path: the file.
            on: the day.
        """
        lists = {**self.front_door.lists(on), **self.care.lists(on), **self.leavers.lists(on)}
        write_workbook(path, {FRONT: front_sheet(on), **{f"List {n}": lists[n] for n in sorted(lists)}})


def front_sheet(on: int) -> Table:
    """What a snapshot is, and of which day.

    Args:
        on: the day.
    """
    told = {
        "Local authority": f"{county.NAME} (invented)",
        "Snapshot date": str(as_text([on])[0]),
        "Lists": "1 to 11",
        "Mark": "Invented records: no child, family or member of staff in this workbook exists.",
    }
    heading, first = "Annex A: child-level data", "Inspecting local authority children's services"
    return {
        heading: np.array(list(told), object),
        first: np.array(list(told.values()), object),
    }
