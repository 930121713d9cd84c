"""The long table as it may leave the build: one decision a row, which all that follows obeys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy
import pandas

from careboard.disclosure.grid import within_grid
from careboard.disclosure.ledger import Ledger, same_numbers
from careboard.disclosure.numbers import COUNTED, KEY
from careboard.disclosure.primary import too_few
from careboard.disclosure.proof import proof
from careboard.disclosure.secondary import secondary
from careboard.disclosure.system import System, beside, system_of
from careboard.disclosure.worth import worth_of
from careboard.figures.columns import FIGURES, TOTAL
from careboard.formatting import State
from careboard.indicators import Definition
from careboard.params.areas import Areas
from careboard.params.disclosure import Disclosure

NOTE = (
    "Small numbers are hidden, and so are figures that would reveal them. Not for circulation: the hiding "
    "has not been fully checked."
)
PROVED_NOTE = (
    "Small numbers are hidden: [c] stands for fewer than {} people, or for a number that would reveal a "
    "small one. For each we have checked that all we ever published fits other numbers as well."
)
INTERNAL_NOTE = "Internal: small numbers are not hidden. Not to leave the service."
GIVEN_AWAY = "given_away"  # the name by which it is accepted that what was published before tells
UNPROVED = "unproved"  # the same, that for some hidden small numbers no proof was found
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
        unproved: the keys of hidden small numbers for which no proof was found; None where none was sought.
    """

    figures: pandas.DataFrame
    issue: pandas.DataFrame
    first: int
    second: int
    outside: int
    given_away: list[str]
    unproved: list[str] | None = None

    def note(self, threshold: int) -> str:
        """What pages say of hiding, where it is done.

        Args:
            threshold: up to which number a figure of children is small.
        """
        proved = self.unproved == [] and not self.given_away
        return PROVED_NOTE.format(threshold + 1) if proved else NOTE

    def problems(self, accepted: Collection[str]) -> list[str]:
        """What stops the build: small numbers that are given away, or that are not proved open.

        Args:
            accepted: the names of what was accepted, GIVEN_AWAY or UNPROVED among them.
        """
        found = []
        if self.given_away and GIVEN_AWAY not in accepted:
            found.append(
                f"{len(self.given_away):,} small numbers can be worked out from what was published before "
                f"and this period together, whatever is hidden now: {_listed(self.given_away)}. Judge what "
                "they tell before anything is published. To publish all the same, give --accept "
                f"{GIVEN_AWAY}."
            )
        if self.unproved and UNPROVED not in accepted:
            found.append(
                f"For {len(self.unproved):,} hidden small numbers no proof was found that nothing tells "
                f"them: {_listed(self.unproved)}. Publish less of them in params/disclosure.yml. To publish "
                f"all the same, as not for circulation, give --accept {UNPROVED}."
            )
        return found


def _listed(keys: list[str]) -> str:
    """The first of some keys, for a message."""
    return "; ".join(keys[:LISTED])


def published(
    results: pandas.DataFrame,
    definitions: Mapping[str, Definition],
    rule: Disclosure,
    areas: Areas,
    audience: str,
    source: str,
    ledger: Ledger,
    processes: int = 1,
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
        processes: how many may look for a proof side by side.
    """
    rows = results.reset_index(drop=True)
    if audience != "board":
        return Publication(rows.assign(source=source)[FIGURES], rows.iloc[:0], 0, 0, 0, [])
    counted = rows.state.isin(COUNTED).to_numpy()
    grid = within_grid(rows, rule, areas)
    first = too_few(rows, definitions, rule).to_numpy()
    fixed, was_shown = ledger.states_of(rows)
    system = _system(rows, ledger.rows, definitions, areas, rule, grid, fixed)
    fresh = system.places < len(rows)
    place = system.places[fresh]
    small = numpy.zeros(len(rows), dtype=bool)
    small[place] = system.with_small_numbers()[fresh]
    first = first | (small & counted)
    wanted = numpy.where(fixed, was_shown, grid & ~first & counted)
    shown, given_away, unproved = _secondary(system, rows, wanted, fixed, rule, areas, processes)
    wanted[place] = shown[fresh]
    found = _publication(rows, source, counted, grid, first, wanted)
    return replace(found, given_away=given_away, unproved=unproved)


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
    wanted: numpy.ndarray,
    fixed: numpy.ndarray,
    rule: Disclosure,
    areas: Areas,
    processes: int,
) -> tuple[numpy.ndarray, list[str], list[str] | None]:
    """Which rows of the system are shown, and the keys of what is given away and what is not proved."""
    fresh = system.places < len(rows)
    free = numpy.zeros(len(fresh), dtype=bool)
    shown = numpy.array(system.rows.published == State.SHOWN)
    free[fresh] = ~fixed[system.places[fresh]]
    shown[fresh] = wanted[system.places[fresh]]
    worth = worth_of(system.rows, areas, rows.period.max() if len(rows) else "")
    shown, narrow = secondary(system, shown, free, worth, rule.threshold)
    if not rule.prove:
        return shown, _keys(system, narrow), None
    proved = proof(system, shown, free, worth, rule.threshold, processes)
    return proved.shown, _keys(system, narrow), _keys(system, numpy.setdiff1d(proved.left, narrow))


def _keys(system: System, numbers: numpy.ndarray) -> list[str]:
    """The keys of the rows in which some numbers stand, and a line for those that stand in none."""
    rows = system.rows.iloc[numpy.unique(system.row_of[numpy.isin(system.number_of, numbers)])]
    keys = sorted({" ".join(key[:4]) for key in rows[KEY].itertuples(index=False, name=None)})
    untold = len(numpy.setdiff1d(numbers, system.number_of))
    return [*keys, f"{untold:,} numbers that no figure tells, such as earlier months"] if untold else keys


def _publication(
    rows: pandas.DataFrame,
    source: str,
    counted: numpy.ndarray,
    grid: numpy.ndarray,
    first: numpy.ndarray,
    shown: numpy.ndarray,
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
        [],
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
