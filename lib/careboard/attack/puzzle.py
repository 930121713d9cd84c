"""The puzzle that published tables are: numbers that stand there, numbers that are missing, and their sums.

A sum is entered where tables of this kind have it: an area and those in it, a figure and its groups, a window
and its months, met and not met. Where the shown numbers of a measure break a kind of sum, that kind is not
used for it. Columns that agree wherever both are shown are taken for the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy
import pandas

from careboard.attack.published_files import KEY

WITH_NUMBERS = ("shown", "hidden", "no_cases", "not_published")
REMAINDERS = ("not_met", "how_late")
MONTHS_OF = {"six_months": 6, "year": 12}
ENOUGH, DIFFERENT, FEW = 12, 6, 5  # how many large numbers, and different ones, two columns must share
NEAR = 1e-6
CELL = ["indicator", "period", "window", "area"]


@dataclass(frozen=True)
class Puzzle:
    """Numbers, and sums of them that are nought.

    Attributes:
        numbers: a line a number: KEY, part ('met', 'rest', 'base'), value (missing where it is not shown) and
            least, as little as it can be at first.
        equation, number, sign: the terms of the sums, in the order of the sums.
    """

    numbers: pandas.DataFrame
    equation: numpy.ndarray
    number: numpy.ndarray
    sign: numpy.ndarray


def puzzle_of(table: pandas.DataFrame, parents: Mapping[str, str]) -> Puzzle:
    """The puzzle of published rows.

    Args:
        table: as published_files.published_tables reads it; of a key that stands twice the last row counts.
        parents: area -> the area that it belongs to.
    """
    rows = table[table.state.isin(WITH_NUMBERS) & (table.kind != "highest")]
    rows = rows.drop_duplicates(KEY, keep="last").reset_index(drop=True)
    numbers = _numbers(rows)
    sums = [
        *_parts(numbers),
        *_areas(numbers, parents),
        *_groups(numbers),
        *_windows(numbers),
        *_same(numbers),
    ]
    equation, number, sign, start = [], [], [], 0
    for wide, signs in sums:
        lines = numpy.repeat(numpy.arange(len(wide)), wide.shape[1]) + start
        there = wide.ravel() >= 0
        equation.append(lines[there])
        number.append(wide.ravel()[there])
        sign.append(numpy.tile(signs, len(wide))[there])
        start += len(wide)
    return Puzzle(numbers, *(numpy.concatenate(each) for each in (equation, number, sign)))


Sums = tuple[numpy.ndarray, Sequence[int]]  # a line a sum, the places of its numbers (-1: none); their signs


def _numbers(rows: pandas.DataFrame) -> pandas.DataFrame:
    """The whole numbers behind the rows, one below the other."""
    late = rows.breakdown.isin(REMAINDERS)
    ratio = (rows.kind == "ratio") & ~late
    share = ((rows.kind == "share") & ~late) | (ratio & (rows.unit == "%"))
    counted = rows.kind.isin(["count", "rate"]) | late | share | ratio
    based = late | share | ratio | (rows.kind == "average")
    parted = rows[ratio | (rows.kind == "average")]
    broken = parted[(parted.denominator % 1 > 0) | ((parted.numerator % 1 > 0) & (parted.kind == "ratio"))]
    whole = ~rows.indicator.isin(broken.indicator.unique())
    parts = {
        "met": (counted & whole, rows.numerator),
        "rest": (share & whole, rows.denominator - rows.numerator),
        "base": (based & whole, rows.denominator),
    }
    found = [
        rows[mask].assign(part=part, value=values[mask], row=rows.index[mask])
        for part, (mask, values) in parts.items()
    ]
    numbers = pandas.concat(found, ignore_index=True)
    # a group has a row only where there is somebody
    people = numpy.where(
        numbers.kind.isin(["count", "rate"]) | numbers.breakdown.isin(REMAINDERS), "met", "base"
    )
    least = ((numbers.breakdown != "total") & (numbers.part == people)).astype("float64")
    return numbers.assign(least=least)


def _values(numbers: pandas.DataFrame, wide: numpy.ndarray) -> numpy.ndarray:
    known = numbers.value.to_numpy()
    return numpy.where(wide >= 0, known[numpy.maximum(wide, 0)], 0.0)


def _kept(numbers: pandas.DataFrame, wide: numpy.ndarray, signs: Sequence[int], per: Sequence[str]) -> Sums:
    """The sums of the kinds that no shown numbers break; some columns of the first number say the kind."""
    rest = (_values(numbers, wide) * numpy.array(signs)).sum(axis=1)
    kind = pandas.util.hash_pandas_object(numbers[list(per)].iloc[wide[:, 0]], index=False).to_numpy()
    broken = numpy.unique(kind[numpy.abs(numpy.nan_to_num(rest)) > NEAR])
    return wide[~numpy.isin(kind, broken)], signs


def _parts(numbers: pandas.DataFrame) -> Iterator[Sums]:
    """Met and not met are all."""
    wide = numbers.assign(place=numbers.index).pivot(index="row", columns="part", values="place")
    wide = wide.reindex(columns=["base", "met", "rest"]).dropna().to_numpy("int64")
    yield wide, [1, -1, -1]


def _areas(numbers: pandas.DataFrame, parents: Mapping[str, str]) -> Iterator[Sums]:
    """What is counted in an area is counted in those in it; a group without a row is nought there."""
    key = ["indicator", "period", "window", "breakdown", "group", "part"]
    mine = numbers[~numbers.breakdown.isin(REMAINDERS) | (numbers.part == "met")]
    wide = mine.assign(place=mine.index).pivot(index=key, columns="area", values="place").fillna(-1)
    total = wide.index.get_level_values("breakdown") == "total"
    for parent in sorted(set(parents.values())):
        below = [area for area, above in parents.items() if above == parent and area in wide.columns]
        if parent not in wide.columns or not below:
            continue
        table = wide[[parent, *below]].to_numpy("int64")
        # of a breakdown that is not published below, nothing is known there
        told = (table[:, 1:] >= 0).all(axis=1) | (~total & _published_below(mine, wide, below))
        table = table[(table[:, 0] >= 0) & told]
        if len(table):
            yield _kept(numbers, table, [1, *[-1] * len(below)], ["indicator", "window", "breakdown", "part"])


def _published_below(mine: pandas.DataFrame, wide: pandas.DataFrame, below: Sequence[str]) -> numpy.ndarray:
    """Whether each of the areas below has any row of the breakdown."""
    cell = ["indicator", "period", "window", "breakdown"]
    there = mine[mine.area.isin(below)].groupby(cell).area.nunique()
    keys = pandas.MultiIndex.from_arrays([wide.index.get_level_values(name) for name in cell])
    return there.reindex(keys).fillna(0).to_numpy() == len(below)


def _groups(numbers: pandas.DataFrame) -> Iterator[Sums]:
    """The groups of a breakdown are all of its total; those not as they should be, all of their base."""
    split = numbers[numbers.breakdown != "total"]
    totals = numbers[numbers.breakdown == "total"]
    whole = totals.assign(whole=totals.index)[[*CELL, "part", "whole"]]
    late = split.breakdown.isin(REMAINDERS)
    bases = split[late & (split.part == "base")].assign(whole=lambda each: each.index, part="met")
    bases = bases.drop_duplicates([*CELL, "breakdown"])[[*CELL, "breakdown", "part", "whole"]]
    ordinary = split[~late].assign(place=lambda each: each.index).merge(whole, on=[*CELL, "part"])
    remainder = split[late & (split.part == "met")].assign(place=lambda each: each.index)
    remainder = remainder.merge(bases, on=[*CELL, "breakdown", "part"])
    for each in (ordinary, remainder):
        if len(each):
            key = ["whole", "breakdown"]
            order = each.groupby(key).cumcount()
            wide = each.assign(order=order).pivot(index=key, columns="order", values="place").fillna(-1)
            table = numpy.column_stack([wide.index.get_level_values("whole"), wide.to_numpy("int64")])
            per = ["indicator", "window", "part"]
            yield from _by_breakdown(numbers, table, per)
    yield from _remainder_bases(numbers, totals, split[late & (split.part == "base")])


def _by_breakdown(numbers: pandas.DataFrame, table: numpy.ndarray, per: Sequence[str]) -> Iterator[Sums]:
    """The sums of each breakdown apart, since one may leave out cases where another does not."""
    breakdown = numbers.breakdown.to_numpy()[table[:, 1]]
    for name in pandas.unique(breakdown):
        mine = table[breakdown == name]
        yield _kept(numbers, mine, [1, *[-1] * (table.shape[1] - 1)], per)


def _remainder_bases(
    numbers: pandas.DataFrame, totals: pandas.DataFrame, bases: pandas.DataFrame
) -> Iterator[Sums]:
    """The base of those not as they should be is the rest of the total, or its met where low is good."""
    part = numpy.where(bases.good == "low", "met", "rest")
    wanted = bases.assign(part=part, place=bases.index)[[*CELL, "part", "place"]]
    pairs = wanted.merge(totals.assign(whole=totals.index)[[*CELL, "part", "whole"]], on=[*CELL, "part"])
    if len(pairs):
        yield _kept(numbers, pairs[["whole", "place"]].to_numpy("int64"), [1, -1], ["indicator"])


def _windows(numbers: pandas.DataFrame) -> Iterator[Sums]:
    """What happened in a window happened in one of its months."""
    totals = numbers[(numbers.breakdown == "total") & (numbers.period.str.len() == len("2019-10"))]
    month = totals.period.str[:4].astype("int64") * 12 + totals.period.str[5:7].astype("int64")
    line = totals.assign(month=month, place=totals.index)
    key = ["indicator", "area", "part"]
    monthly = line[line.window == "month"].pivot(index=key, columns="month", values="place")
    for window, length in MONTHS_OF.items():
        longer = line[line.window == window]
        longer = longer[pandas.MultiIndex.from_frame(longer[key]).isin(monthly.index)]
        if not len(longer) or not len(monthly):
            continue
        at = monthly.index.get_indexer(pandas.MultiIndex.from_frame(longer[key]))
        first = int(monthly.columns.min())
        full = (
            monthly.reindex(columns=range(first, int(monthly.columns.max()) + 1)).fillna(-1).to_numpy("int64")
        )
        column = longer.month.to_numpy() - first
        enough = column - length + 1 >= 0
        each = full[at[enough][:, None], column[enough][:, None] - numpy.arange(length)]
        table = numpy.column_stack([longer.place.to_numpy()[enough], each])
        table = table[(each >= 0).all(axis=1)]
        if len(table):
            yield _kept(numbers, table, [1, *[-1] * length], ["indicator", "part"])
        yield from _differences(numbers, longer, full, at, column, length)


def _differences(
    numbers: pandas.DataFrame,
    longer: pandas.DataFrame,
    monthly: numpy.ndarray,
    at: numpy.ndarray,
    column: numpy.ndarray,
    length: int,
) -> Iterator[Sums]:
    """A window less the one a month before is the month that came in less the one that left."""
    window = numpy.full(monthly.shape, -1, dtype="int64")
    window[at, column] = longer.place.to_numpy()
    if monthly.shape[1] <= length:
        return
    now, before = window[:, length:], window[:, length - 1 : -1]
    table = numpy.stack([now, before, monthly[:, length:], monthly[:, :-length]], axis=2).reshape(-1, 4)
    table = table[(table >= 0).all(axis=1)]
    if len(table):
        yield _kept(numbers, table, [1, -1, -1, 1], ["indicator", "part"])


def _same(numbers: pandas.DataFrame) -> Iterator[Sums]:
    """Columns that agree wherever both are shown, in more large and different numbers than chance allows."""
    cell = ["period", "area", "group"]
    for _, each in numbers[~numbers.breakdown.isin(REMAINDERS)].groupby(["window", "breakdown"]):
        wide = each.assign(place=each.index).pivot(index=["indicator", "part"], columns=cell, values="place")
        places = wide.fillna(-1).to_numpy("int64")
        values = numpy.where(places >= 0, numbers.value.to_numpy()[numpy.maximum(places, 0)], numpy.nan)
        for one in range(len(values)):
            both = ~numpy.isnan(values[one]) & ~numpy.isnan(values[one + 1 :])
            agree = ((values[one] == values[one + 1 :]) | ~both).all(axis=1)
            for other in numpy.flatnonzero(agree) + one + 1:
                shared = values[one][both[other - one - 1]]
                large = shared[shared > FEW]
                if len(large) >= ENOUGH and len(numpy.unique(large)) >= DIFFERENT:
                    pair = numpy.column_stack([places[one], places[other]])
                    yield pair[(pair >= 0).all(axis=1)], [1, -1]
