"""What adds up to what: a whole of its parts, an area of those in it, a breakdown, a window of its months."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from scipy.sparse import csr_matrix

from careboard.disclosure.numbers import BASE, MET, PARTS, REST
from careboard.disclosure.row_codes import MONTHS, RowCodes
from careboard.periods import Window

CLOSE = 1e-6
BEFORE = 2 * MONTHS - 1  # how many months before the first point stand for themselves
LONG = {Window.YEAR: MONTHS, Window.SIX_MONTHS: 6, Window.FINANCIAL_YEAR: 0}  # 0: as many as there were
FIRST_OF_FINANCIAL_YEAR = 3  # April, counted from nought


class Sums:
    """The equations as they are found.

    Args:
        values: the true values of the numbers.
        codes: the rows, with the place of each number among the values.

    Attributes:
        numbers: parts by rows, the place of each number, -1 where there is none.
    """

    def __init__(self, values: numpy.ndarray, codes: RowCodes):
        self.codes, self.numbers = codes, codes.numbers
        self._values = [values]
        self._size = len(values)
        self._terms: list[tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]] = []
        self._count = 0

    @property
    def values(self) -> numpy.ndarray:
        """The true values, those that no row tells included."""
        if len(self._values) > 1:
            self._values = [numpy.concatenate(self._values)]
        return self._values[0]

    def value(self, places: numpy.ndarray) -> numpy.ndarray:
        """The values at some places, 0 for -1."""
        return numpy.where(places >= 0, self.values[numpy.maximum(places, 0)], 0.0)

    def untold(self, values: numpy.ndarray) -> numpy.ndarray:
        """The places of new numbers that no row tells."""
        self._values.append(numpy.asarray(values, dtype="float64"))
        places = numpy.arange(self._size, self._size + len(values))
        self._size += len(values)
        return places

    def add(self, columns: numpy.ndarray, signs: Sequence[float]) -> None:
        """An equation a line: the numbers with their signs add up to nought; -1 stands for no number."""
        lines, width = columns.shape
        line = numpy.repeat(numpy.arange(lines), width)
        self.add_terms(lines, line, columns.ravel(), numpy.tile(signs, lines))

    def add_terms(self, lines: int, line: numpy.ndarray, number: numpy.ndarray, sign: numpy.ndarray) -> None:
        """Equations of any length: of each term its line, its number and its sign."""
        there = number >= 0
        self._terms.append((line[there] + self._count, number[there], sign[there]))
        self._count += lines

    def matrix(self) -> csr_matrix:
        """The equations, none twice."""
        line, number, sign = (numpy.concatenate([term[each] for term in self._terms]) for each in range(3))
        found = csr_matrix((sign.astype("float64"), (line, number)), shape=(self._count, len(self.values)))
        found.sum_duplicates()
        found.eliminate_zeros()
        found = found[numpy.diff(found.indptr) > 0]
        print_of_line = (found @ numpy.random.default_rng(1).random(found.shape[1])).round(9)
        return found[numpy.sort(numpy.unique(print_of_line, return_index=True)[1])]


def lateness_bases(codes: RowCodes) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Pairs of the same number: those not as they should be, in the total and as the base of their split."""
    rows = numpy.flatnonzero(codes.late & (codes.numbers[BASE] >= 0))
    totals = codes.totals_of(rows)
    rows, totals = rows[totals >= 0], totals[totals >= 0]
    left = codes.numbers[numpy.where(codes.low_is_good[rows], MET, REST), totals]
    right = codes.numbers[BASE, rows]
    same = (left >= 0) & (codes.values[numpy.maximum(left, 0)] == codes.values[right])
    return left[same], right[same]


def part_sums(sums: Sums) -> None:
    """Met and not met are all."""
    three = sums.numbers[REST] >= 0
    sums.add(sums.numbers[[BASE, MET, REST]][:, three].T, [1, -1, -1])


def area_sums(sums: Sums) -> None:
    """What is counted in an area is counted in one of those in it.

    A group that no row names there is nought. A rate is not made of cases that belong nowhere: how many they
    are is then a number that no row tells.
    """
    codes, tree = sums.codes, sums.codes.tree
    key = codes.joint("indicator", "period", "window", "breakdown", "group")
    keys, at = numpy.unique(key, return_inverse=True)
    total, late = (_of_keys(mask, at, len(keys)) for mask in (codes.total, codes.late))
    for part in PARTS:
        table = numpy.full((len(keys), tree.size), -1, dtype="int64")
        table[at, codes.codes["area"]] = sums.numbers[part]
        for up, below in tree.children.items():
            whole, parts = table[:, up], table[:, below].copy()
            free = numpy.isin(below, tree.unallocated)
            complete = ((parts >= 0) | free).all(axis=1)
            use = numpy.flatnonzero((whole >= 0) & (complete | ~total) & ~(late & (part != MET)))
            rest = sums.value(whole[use]) - sums.value(parts[use]).sum(axis=1)
            lacks = total[use] & free.any() & (parts[use][:, free] < 0).any(axis=1) & (rest >= 0)
            if lacks.any():
                parts[use[lacks], numpy.flatnonzero(free)[0]] = sums.untold(rest[lacks])
            holds = lacks | (numpy.abs(rest) < CLOSE)
            columns = numpy.column_stack([whole[use[holds]], parts[use[holds]]])
            sums.add(columns, [1, *[-1] * len(below)])


def _of_keys(mask: numpy.ndarray, at: numpy.ndarray, size: int) -> numpy.ndarray:
    found = numpy.zeros(size, dtype=bool)
    found[at] = mask
    return found


def breakdown_sums(sums: Sums) -> None:
    """The groups of a breakdown add up to its total; where some cases have no group, with those.

    Where every figure of an indicator adds up, readers may rely on it. Where one does not, those without a
    group are a number that no row tells.
    """
    codes = sums.codes
    rows = numpy.flatnonzero(~codes.total)
    if not len(rows):
        return
    key = codes.joint("indicator", "period", "window", "area", "breakdown")
    rows = rows[numpy.argsort(key[rows], kind="stable")]
    starts = numpy.flatnonzero(numpy.r_[True, key[rows][1:] != key[rows][:-1]])
    first, size = rows[starts], numpy.diff(numpy.r_[starts, len(rows)])
    kind = codes.joint("indicator", "breakdown")[first]
    totals = codes.totals_of(first)
    for part in PARTS:
        number = sums.numbers[part][rows]
        late = sums.numbers[BASE][first] if part == MET else numpy.full(len(first), -1)
        of_total = numpy.where(totals >= 0, sums.numbers[part][numpy.maximum(totals, 0)], -1)
        whole = numpy.where(codes.late[first], late, of_total)
        use = (numpy.minimum.reduceat(number, starts) >= 0) & (whole >= 0)
        rest = sums.value(whole) - numpy.add.reduceat(sums.value(number), starts)
        loose = numpy.isin(kind, kind[use & (numpy.abs(rest) > CLOSE)])
        use &= ~loose | (rest >= 0)
        others = numpy.full(len(first), -1)
        open_ones = numpy.flatnonzero(use & loose)
        others[open_ones] = sums.untold(rest[open_ones])
        _add_groups(sums, use, size, number, whole, others)


def _add_groups(
    sums: Sums,
    use: numpy.ndarray,
    size: numpy.ndarray,
    number: numpy.ndarray,
    whole: numpy.ndarray,
    others: numpy.ndarray,
) -> None:
    """The equations of one part: each whole, less its groups and those without one."""
    line = numpy.full(len(use), -1)
    line[use] = numpy.arange(use.sum())
    of_group = numpy.repeat(line, size)
    mine = of_group >= 0
    lines = numpy.concatenate([of_group[mine], line[use], line[use]])
    numbers = numpy.concatenate([number[mine], whole[use], others[use]])
    signs = numpy.concatenate([-numpy.ones(mine.sum()), numpy.ones(use.sum()), -numpy.ones(use.sum())])
    sums.add_terms(int(use.sum()), lines, numbers, signs)


def window_sums(sums: Sums) -> None:
    """What happened in a window happened in one of its months, where all figures of the indicator say so."""
    codes = sums.codes
    windows = codes.names["window"]
    if Window.MONTH not in windows:
        return
    monthly = codes.total & (codes.codes["window"] == windows.index(Window.MONTH))
    for day in numpy.unique(codes.day):
        of_day = (codes.day == day)[codes.codes["period"]]
        for indicator in numpy.unique(codes.codes["indicator"][monthly & of_day]):
            mine = codes.total & of_day & (codes.codes["indicator"] == indicator)
            for part in PARTS:
                _window_sums(sums, numpy.flatnonzero(mine & (sums.numbers[part] >= 0)), part)


def _window_sums(sums: Sums, rows: numpy.ndarray, part: int) -> None:
    """The windows of one indicator and part."""
    codes = sums.codes
    windows = codes.names["window"]
    month, window = codes.month[codes.codes["period"][rows]], codes.codes["window"][rows]
    of_month = window == windows.index(Window.MONTH)
    if not of_month.any():
        return
    first = month.min() - BEFORE
    table = numpy.full((codes.tree.size, month.max() - first + 1), -1, dtype="int64")
    area, number = codes.codes["area"][rows], sums.numbers[part][rows]
    table[area[of_month], month[of_month] - first] = number[of_month]
    for name, length in LONG.items():
        long = window == (windows.index(name) if name in windows else -1)
        if not long.any():
            continue
        at, ends = area[long], month[long] - first
        if name == Window.YEAR:
            _earlier_months(sums, table, at, ends, number[long])
        months = length or (month[long] - FIRST_OF_FINANCIAL_YEAR) % MONTHS + 1
        lags = numpy.arange(MONTHS)
        inside = lags < numpy.broadcast_to(months, ends.shape)[:, None]
        each = numpy.where(inside, table[at[:, None], ends[:, None] - lags], -1)
        complete = ((each >= 0) | ~inside).all(axis=1)
        columns = numpy.column_stack([number[long], each])[complete]
        rest = sums.value(columns[:, 0]) - sums.value(columns[:, 1:]).sum(axis=1)
        if len(rest) and numpy.abs(rest).max() < CLOSE:
            sums.add(columns, [1, *[-1] * MONTHS])
            _differences(sums, table, at, ends, number[long], length)


def _differences(
    sums: Sums,
    table: numpy.ndarray,
    at: numpy.ndarray,
    ends: numpy.ndarray,
    number: numpy.ndarray,
    length: int,
) -> None:
    """A window less the one a month before is the month that came in less the one that left.

    It follows from their sums, but not by narrowing one sum after another, which a reader need not do.
    """
    window = numpy.full(table.shape, -1, dtype="int64")
    window[at, ends] = number
    now, came = window[:, 1:], table[:, 1:]
    left = numpy.full(came.shape, -1, dtype="int64")
    if length:
        left[:, length - 1 :] = table[:, : table.shape[1] - length]
    columns = numpy.stack([now, window[:, :-1], came, left], axis=2).reshape(-1, 4)
    complete = (columns[:, :3] >= 0).all(axis=1) & ((columns[:, 3] >= 0) | (length == 0))
    columns = columns[complete]
    holds = numpy.abs(sums.value(columns) @ numpy.array([1, -1, -1, 1])) < CLOSE
    sums.add(columns[holds], [1, -1, -1, 1])


def _earlier_months(
    sums: Sums, table: numpy.ndarray, at: numpy.ndarray, ends: numpy.ndarray, number: numpy.ndarray
) -> None:
    """Numbers for the months before the first point: a year less the next one gives what left it."""
    year = numpy.full(table.shape, numpy.nan)
    year[at, ends] = sums.value(number)
    for column in range(BEFORE - MONTHS + 1, BEFORE):
        after = column + MONTHS
        if after < table.shape[1]:
            left = year[:, after - 1] + _or_missing(sums, table[:, after]) - year[:, after]
            found = numpy.flatnonzero((table[:, column] < 0) & (left >= 0))
            table[found, column] = sums.untold(left[found])


def _or_missing(sums: Sums, places: numpy.ndarray) -> numpy.ndarray:
    return numpy.where(places >= 0, sums.value(places), numpy.nan)
