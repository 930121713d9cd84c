"""Small long tables, as counting gives them, and what linear programmes tell of them once published."""

import itertools

import numpy
import pandas
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from careboard.disclosure.ledger import Ledger, read_entry
from careboard.disclosure.publication import published
from careboard.disclosure.system import System
from careboard.figures.columns import RESULTS
from careboard.indicators import catalogue
from careboard.params import load
from support.command import ROOT

PARAMS = load.read(ROOT / "params")
AREAS = ("north", "east", "central", "unallocated")
COUNT, SHARE = "protection_plans", "assessments_within_45_working_days"


def count_rows(counts, period="2019-10", window="at_date", ident=COUNT, breakdown="total", group=""):
    """Rows of a count: area -> how many; the whole authority's is their sum."""
    whole = {"county": sum(counts.values())} | counts
    return [
        {
            "indicator": ident,
            "period": period,
            "window": window,
            "area": area,
            "breakdown": breakdown,
            "group": group,
            "numerator": float(number),
            "denominator": numpy.nan,
            "value": float(number),
            "state": "shown",
            "people_met": float(number),
            "people": float(number),
        }
        for area, number in whole.items()
        if number or breakdown == "total"
    ]


def table_of(cells, groups=("a", "b", "c", "d"), **more):
    """A count by area and age: a line of numbers an area, one a group."""
    rows = count_rows({area: sum(line) for area, line in zip(AREAS, cells, strict=True)}, **more)
    for place, group in enumerate(groups):
        rows += count_rows(
            {area: line[place] for area, line in zip(AREAS, cells, strict=True)},
            breakdown="age",
            group=group,
            **more,
        )
    return rows


def publish(rows, ledger=None, rule=None, prove=False, processes=1):
    """What is published of rows, everything within the grid; proved before, where that is asked for."""
    table = pandas.DataFrame(rows, columns=RESULTS)
    rule = (rule or PARAMS.disclosure).model_copy(update={"publish": {}, "prove": prove})
    ledger = ledger or Ledger.empty()
    return published(table, catalogue(), rule, PARAMS.areas, "board", "test", ledger, processes)


def entered(folder, issue, ledger):
    """The ledger with one more issue."""
    file = folder / f"{len(list(folder.iterdir())):06}.csv.gz"
    file.write_bytes(ledger.entry_of(issue))
    assert len(read_entry(file))
    return Ledger.read(folder)


def ranges(figures, wanted):
    """(area, group) -> the least and the most that each wanted cell of a table by area and age can be."""
    cells = {(row.area, row.group): row for row in figures.itertuples()}
    areas, groups = sorted({area for area, _ in cells}), sorted({group for _, group in cells})
    names = list(itertools.product(areas, groups))
    sums = [_sum(names, ("county", group), [(area, group) for area in AREAS]) for group in groups]
    sums += [_sum(names, (area, ""), [(area, group) for group in groups if group]) for area in areas]
    bounds = [_bound(cells.get(name), name) for name in names]
    found = {}
    for place, name in enumerate(names):
        if name in wanted and name in cells and cells[name].state == "hidden":
            aim = numpy.eye(len(names))[place]
            ends = [linprog(way * aim, A_eq=sums, b_eq=[0] * len(sums), bounds=bounds) for way in (1, -1)]
            found[name] = tuple(
                round(way * end.fun, 6) if end.status == 0 else None
                for way, end in zip((1, -1), ends, strict=True)
            )
    return found


def _sum(names, whole, parts):
    return [1 if name == whole else -1 if name in parts else 0 for name in names]


def _bound(row, name):
    if row is None:
        return (0, 0)  # a group without anybody has no row
    if row.state == "shown":
        return (row.numerator, row.numerator)
    return (1 if name[1] else 0, None)


def system_by_hand(values, sums, rows):
    """A system of named numbers.

    Args:
        values: name -> the true value.
        sums: signed sums that are nought, each name -> sign.
        rows: the names of the numbers that stand in each row.
    """
    place = {name: number for number, name in enumerate(values)}
    terms = [(line, place[name], sign) for line, signs in enumerate(sums) for name, sign in signs.items()]
    line, number, sign = map(numpy.array, zip(*terms, strict=True))
    known = numpy.array(list(values.values()), dtype="float64")
    return System(
        pandas.DataFrame(index=range(len(rows))),
        numpy.arange(len(rows)),
        known,
        (known >= 1) & (known <= PARAMS.disclosure.threshold),
        numpy.zeros(len(known)),
        csr_matrix((sign.astype("float64"), (line, number)), shape=(len(sums), len(known))),
        numpy.array([place[name] for row in rows for name in row]),
        numpy.array([at for at, row in enumerate(rows) for _ in row]),
    )
