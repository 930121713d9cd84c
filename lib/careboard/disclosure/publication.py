"""The long table as it may leave the build: one decision a row, which all that follows obeys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy
import pandas

from careboard.disclosure.grid import within_grid
from careboard.disclosure.ledger import Ledger, same_numbers
from careboard.disclosure.numbers import COUNTED, KEY
from careboard.disclosure.primary import too_few
from careboard.disclosure.secondary import secondary
from careboard.disclosure.system import System, beside, system_of
from careboard.disclosure.worth import worth_of
from careboard.figures.columns import FIGURES, TOTAL
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.params.disclosure import Disclosure

NOTE = (
    "Small numbers are hidden, and figures that would give them away. Not for circulation until that has "
    "been proved."
)
INTERNAL_NOTE = "Internal: small numbers are not hidden. Not to leave the service."
GIVEN_AWAY = "given_away"  # the name by which it is accepted that what was published before tells
NUMBERS = ["numerator", "denominator", "value"]


LISTED = 5  # of them named in a message


@dataclass(frozen=True)
class Publication:
    """What is published of a long table.

    Attributes:
        figures: the published figures, with the columns FIGURES.
        issue: each row that has numbers with its state, for the ledger; not for circulation.
        first, second: how many rows are hidden for themselves, and how many for others.
        outside: how many rows lie outside the grid.
        given_away: the keys of small numbers that what was published before gives away.
    """

    figures: pandas.DataFrame
    issue: pandas.DataFrame
    first: int
    second: int
    outside: int
    given_away: list[str]

    def problems(self, accepted: Collection[str]) -> list[str]:
        """A line where what was published before gives small numbers away that cannot be hidden any more.

        Args:
            accepted: the names of what was accepted; GIVEN_AWAY is that of this.
        """
        if not self.given_away or GIVEN_AWAY in accepted:
            return []
        return [
            f"{len(self.given_away):,} small numbers can be worked out from what was published before and "
            f"this period together, whatever is hidden now: {'; '.join(self.given_away[:LISTED])}. Judge "
            "what they tell before anything is published. To publish all the same, give --accept "
            f"{GIVEN_AWAY}."
        ]


def published(
    results: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    rule: Disclosure,
    areas: Areas,
    audience: str,
    source: str,
    ledger: Ledger,
) -> Publication:
    """The long table as it may leave the build: of a hidden figure the numbers are missing.

    Args:
        results: as counting.Counting counts it (columns RESULTS), with the people behind each figure.
        definitions: the indicators by id.
        rule: what is hidden, and what is published at all.
        areas: the areas, and which belongs to which.
        audience: 'board' hides, 'internal' hides nothing.
        source: where the records come from.
        ledger: what was published to the audience before.
    """
    rows = results.reset_index(drop=True)
    if audience != "board":
        return Publication(rows.assign(source=source)[FIGURES], rows.iloc[:0], 0, 0, 0, [])
    counted = rows.state.isin(COUNTED).to_numpy()
    grid = within_grid(rows, rule, areas)
    first = too_few(rows, definitions, rule).to_numpy()
    before = ledger.rows
    fixed, was_shown = ledger.states_of(rows)
    system = _system(rows, before, definitions, areas, rule, grid, fixed)
    fresh = system.places < len(rows)
    place = system.places[fresh]
    small = numpy.zeros(len(rows), dtype=bool)
    small[place] = system.with_small_numbers()[fresh]
    first = first | (small & counted)
    wanted = numpy.where(fixed, was_shown, grid & ~first & counted)
    shown, given_away = _secondary(system, rows, before, wanted, fixed, rule, areas)
    wanted[place] = shown[fresh]
    return _publication(rows, source, counted, grid, first, wanted, given_away)


def _system(
    rows: pandas.DataFrame,
    before: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    areas: Areas,
    rule: Disclosure,
    grid: numpy.ndarray,
    fixed: numpy.ndarray,
) -> System:
    """The system of what is to be published and of what was before, which is numbered after it."""
    keys = pandas.MultiIndex.from_frame(rows[KEY])
    older = before[~pandas.MultiIndex.from_frame(before[KEY]).isin(keys)]
    table = pandas.concat([rows, older], ignore_index=True)
    named = numpy.r_[grid, (older.published != State.NOT_PUBLISHED).to_numpy()]
    settled = numpy.r_[fixed, numpy.ones(len(older), dtype=bool)]
    system = system_of(table, definitions, areas, rule, named, settled)
    if before.empty or same_numbers(rows, before).all():
        return system
    was_named = (before.published != State.NOT_PUBLISHED).to_numpy()
    every = numpy.ones(len(before), dtype=bool)
    was = system_of(before.reset_index(drop=True), definitions, areas, rule, was_named, every)
    return beside(system, was, len(table))


def _secondary(
    system: System,
    rows: pandas.DataFrame,
    before: pandas.DataFrame,
    wanted: numpy.ndarray,
    fixed: numpy.ndarray,
    rule: Disclosure,
    areas: Areas,
) -> tuple[numpy.ndarray, list[str]]:
    """Which rows of the system are shown, and the keys of what is given away by what was published before."""
    fresh = system.places < len(rows)
    free = numpy.zeros(len(fresh), dtype=bool)
    shown = numpy.array(system.rows.published == State.SHOWN)
    free[fresh] = ~fixed[system.places[fresh]]
    shown[fresh] = wanted[system.places[fresh]]
    worth = worth_of(system.rows, areas, rows.period.max() if len(rows) else "")
    shown, narrow = secondary(system, shown, free, worth, rule.threshold)
    given_away = system.rows.iloc[numpy.unique(system.row_of[numpy.isin(system.number_of, narrow)])]
    return shown, sorted({" ".join(key[:4]) for key in given_away[KEY].itertuples(index=False, name=None)})


def _publication(
    rows: pandas.DataFrame,
    source: str,
    counted: numpy.ndarray,
    grid: numpy.ndarray,
    first: numpy.ndarray,
    shown: numpy.ndarray,
    given_away: list[str],
) -> Publication:
    """Each row with its state; of what is not shown no number is left, and no group outside the grid."""
    state = rows.state.to_numpy(dtype=object).copy()
    state[counted & ~shown] = str(State.HIDDEN)
    state[counted & ~shown & ~grid] = str(State.NOT_PUBLISHED)
    figures = rows.assign(state=state, source=source)
    figures[NUMBERS] = figures[NUMBERS].mask(pandas.Series(counted & ~shown))
    left_out = (state == State.NOT_PUBLISHED) & (rows.breakdown != TOTAL).to_numpy()
    published_state = numpy.where(counted & shown, str(State.SHOWN), state)
    issue = rows[counted].assign(published=published_state[counted]).reset_index(drop=True)
    hidden = counted & ~shown & grid
    return Publication(
        figures[~left_out][FIGURES].reset_index(drop=True),
        issue,
        int((hidden & first).sum()),
        int((hidden & ~first).sum()),
        int((counted & ~shown & ~grid).sum()),
        given_away,
    )


def as_hidden(
    results: pandas.DataFrame,
    figures: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    rule: Disclosure,
) -> pandas.DataFrame:
    """Other numbers of the same rows, hidden where those that are published are, or where they are small.

    Args:
        results: as counted.
        figures: what is published, with the columns FIGURES.
        definitions: the indicators by id.
        rule: what a small number is.
    """
    rows = figures[KEY].merge(results, on=KEY, how="left", validate="one_to_one")
    withheld = figures.state.isin([State.HIDDEN, State.NOT_PUBLISHED]).to_numpy()
    few = too_few(rows, definitions, rule).to_numpy() & ~withheld
    state = numpy.where(withheld, figures.state, numpy.where(few, str(State.HIDDEN), rows.state))
    rows = rows.assign(state=state, source=figures.source.to_numpy())
    rows[NUMBERS] = rows[NUMBERS].mask(pandas.Series(withheld | few))
    return rows[FIGURES]
