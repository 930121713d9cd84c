"""What the attack found, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas

from careboard.attack.deduction import deduced, programmed
from careboard.attack.puzzle import puzzle_of

NEAR = 1e-6
VALUES = 4  # a small number must be able to be as many at the least
LISTED = 20
NAMED = ["indicator", "period", "window", "area", "breakdown", "group", "part"]


@dataclass(frozen=True)
class Findings:
    """What published tables tell of hidden numbers.

    Attributes:
        missing: how many numbers are not shown.
        told: those that are certainly small and known exactly, with their names (NAMED).
        narrowed: those that are certainly small, or can be fewer than four values.
    """

    missing: int
    told: pandas.DataFrame
    narrowed: pandas.DataFrame

    def __bool__(self) -> bool:
        return bool(len(self.told) or len(self.narrowed))

    def in_words(self) -> list[str]:
        """What was found, a line each; the numbers themselves are not repeated."""
        lines = [
            f"{self.missing:,} numbers are not shown. {len(self.told):,} small ones of them can be worked "
            f"out exactly, and {len(self.narrowed):,} more can be narrowed to fewer than {VALUES} values."
        ]
        for word, table in (("told", self.told), ("narrowed", self.narrowed)):
            named = [" ".join(filter(None, row)) for row in table[NAMED].itertuples(index=False, name=None)]
            lines += [f"{word}: {name}" for name in named[:LISTED]]
            if len(named) > LISTED:
                lines.append(f"{word}: and {len(named) - LISTED:,} others")
        return lines


def attack(
    table: pandas.DataFrame, parents: Mapping[str, str], threshold: int, programmes: int = 0
) -> Findings:
    """Attack published tables.

    Args:
        table: as published_files.published_tables reads them.
        parents: area -> the area that it belongs to.
        threshold: up to which number a figure of children is small.
        programmes: how many numbers that could be small are tried by linear programmes as well.
    """
    puzzle = puzzle_of(table, parents)
    found = deduced(puzzle)
    open_ones = found.index[found.value.isna() & (found.high - found.low > NEAR) & (found.low <= threshold)]
    if programmes and len(open_ones):
        tried = open_ones[:: max(1, len(open_ones) // programmes)][:programmes]
        ends = programmed(puzzle, found, tried.to_numpy()).set_index("place")
        found.loc[tried, ["low", "high"]] = ends.fillna(found.loc[tried, ["low", "high"]])
    missing = found[found.value.isna()]
    exact = missing.high - missing.low < NEAR
    small = (missing.low >= 1) & (missing.high <= threshold)
    few = (missing.high - missing.low < VALUES - 1 - NEAR) & (missing.low <= threshold) & (missing.low >= 1)
    return Findings(len(missing), missing[exact & small], missing[~exact & (small | few)])
