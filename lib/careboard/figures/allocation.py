"""Where a case belongs, and what kind of child it is of, as at the case's date.

The leaf area comes from the team at the time (`teams`), else from the child's home district at the time,
else the case is not allocated. The team comes with the case, else from the involvement open at the time. Of
what ended, the time is the day before: on the day itself nobody may hold it any more.
"""

from __future__ import annotations

import numpy
import pandas

from careboard.indicators.cases import OF_STAFF, age_at
from careboard.params.areas import Areas
from careboard.records.codes import ETHNIC_GROUPS, REVIEWING_OFFICER
from careboard.records.spans import Spans, day_numbers
from careboard.records.tables import Tables

AGES = [
    (1, "Under 1"),
    (5, "1 to 4"),
    (10, "5 to 9"),
    (16, "10 to 15"),
    (18, "16 to 17"),
    (200, "18 and over"),
]
GROUP_OF = {code: group for group, codes in ETHNIC_GROUPS.items() for code in codes}
SEXES = {"M": "Male", "F": "Female"}
NOT_KNOWN = "Not known"
PLACED = ["leaf", "team_row", "team"]  # columns that say where a case belongs


def allocated(cases: pandas.DataFrame, tables: Tables, areas: Areas) -> pandas.DataFrame:
    """The cases with where each belongs and what kind of child it is of.

    Args:
        cases: one row a case, see indicators.cases.cases. A case that is the end of something has in held_on
            the day before it, on which somebody still held it.
        tables: the extract's checked tables.
        areas: the areas, and which belongs to which.

    Returns:
        The cases with leaf (the id of the area that no other belongs to), age, sex, ethnicity and team (its
        name).
    """
    found = described(placed(cases, tables, areas), tables)
    return found.assign(leaf=numpy.array(areas.leaves, dtype=object)[found.leaf])


def placed(cases: pandas.DataFrame, tables: Tables, areas: Areas) -> pandas.DataFrame:
    """The cases with leaf: the area that each belongs to, as its place among areas.leaves.

    Where the case's team stands in `teams` at the time, its row there is in team_row, else -1.

    Args:
        cases: as for `allocated`.
        tables: the extract's checked tables.
        areas: the areas, and which belongs to which.
    """
    cases = cases.reset_index(drop=True)
    day = day_numbers(cases.held_on if "held_on" in cases else cases.on)
    number, children = pandas.factorize(_children(cases))
    team = _team_rows(cases, number, children, day, tables)
    home = _home_leaves(number, children, day, tables, areas)
    if tables.has("teams"):
        leaf, known = tables.once(
            ("leaves of teams", tuple(areas.leaves)), lambda: _leaf_places(_teams(tables).rows.area, areas)
        )
        home = numpy.where(_each(known, team, False), _each(leaf, team), home)
    return cases.assign(leaf=home, team_row=team)


def described(cases: pandas.DataFrame, tables: Tables) -> pandas.DataFrame:
    """Placed cases with what kind of child each is of.

    Args:
        cases: as `placed` gives them.
        tables: the extract's checked tables.

    Returns:
        The cases with age, sex, ethnicity and team (its name).
    """
    names = numpy.array([None], dtype=object)
    if tables.has("teams"):
        names = numpy.append(_teams(tables).rows.name.fillna(NOT_KNOWN).to_numpy(object), NOT_KNOWN)
    team = pandas.Series(names[cases.team_row], index=cases.index, dtype="str")
    return cases.assign(team=team, **_of_child(cases, tables)).drop(columns="team_row")


def _children(cases: pandas.DataFrame) -> pandas.Series:
    """The child of each case, missing where it is of staff: a worker may have the id of a child."""
    return cases.child.mask(cases[OF_STAFF]) if OF_STAFF in cases and cases[OF_STAFF].any() else cases.child


def _of_child(cases: pandas.DataFrame, tables: Tables) -> dict[str, numpy.ndarray]:
    """Age, sex and ethnic group of each case's child."""
    if not tables.has("children"):
        return dict.fromkeys(["age", "sex", "ethnicity"], numpy.full(len(cases), NOT_KNOWN, dtype=object))
    child = tables.child
    place = child.index.get_indexer(_children(cases))
    known = place >= 0
    age = age_at(child.born.take(place).where(known).set_axis(cases.index), cases.on)
    words = numpy.array([words for _, words in AGES] + [NOT_KNOWN], dtype=object)
    band = numpy.searchsorted([limit for limit, _ in AGES], age.fillna(0).to_numpy(), side="right")
    sex, ethnicity = tables.once(
        "described",
        lambda: (child.sex.map(SEXES).fillna(NOT_KNOWN), child.ethnicity.map(GROUP_OF).fillna(NOT_KNOWN)),
    )
    return {
        "age": words[numpy.where(age.notna(), band, len(AGES))],
        "sex": numpy.where(known, sex.to_numpy(object)[place], NOT_KNOWN),
        "ethnicity": numpy.where(known, ethnicity.to_numpy(object)[place], NOT_KNOWN),
    }


def _team_rows(
    cases: pandas.DataFrame, who: numpy.ndarray, children: pandas.Index, day: numpy.ndarray, tables: Tables
) -> numpy.ndarray:
    """The row among the teams' of each case's team at the time, -1 where there is none."""
    if not tables.has("teams"):
        return numpy.full(len(cases), -1)
    teams = _teams(tables)
    own = cases.team if "team" in cases else pandas.Series(None, index=cases.index, dtype="str")
    team = teams.owners.get_indexer(own)
    if own.isna().any() and tables.has("involvements"):
        held = tables.once("allocated", lambda: _allocations(tables))
        of_worker = tables.once("teams of workers", lambda: teams.owners.get_indexer(held.rows.team))
        row = held.rows_at(_each(held.owners.get_indexer(children), who), day)
        team = numpy.where(own.isna(), _each(of_worker, row), team)
    return teams.rows_at(team, day)


def _teams(tables: Tables) -> Spans:
    return tables.once("teams", lambda: Spans(tables.teams, "team"))


def _allocations(tables: Tables) -> Spans:
    """The workers to whom children were allocated; reviewing officers aside."""
    held = tables.involvements[tables.involvements.role != REVIEWING_OFFICER]
    return Spans(held, "child", ties="involvement")


def _home_leaves(
    who: numpy.ndarray, children: pandas.Index, day: numpy.ndarray, tables: Tables, areas: Areas
) -> numpy.ndarray:
    """The place of each child's home district at the time among the leaves; unallocated where not known."""
    nowhere = areas.leaves.index(areas.unallocated)
    if not tables.has("home_districts"):
        return numpy.full(len(who), nowhere)
    homes = tables.once("homes", lambda: Spans(tables.home_districts, "child", ties="area"))
    leaf, _ = tables.once(
        ("leaves of homes", tuple(areas.leaves)), lambda: _leaf_places(homes.rows.area, areas)
    )
    return _each(leaf, homes.rows_at(_each(homes.owners.get_indexer(children), who), day), nowhere)


def _leaf_places(area: pandas.Series, areas: Areas) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The place of each area among the leaves, unallocated where it is none; and whether one is given."""
    place = pandas.Index(areas.leaves).get_indexer(area)
    nowhere = areas.leaves.index(areas.unallocated)
    return numpy.where(place < 0, nowhere, place), area.notna().to_numpy()


def _each(values: numpy.ndarray, place: numpy.ndarray, missing: int = -1) -> numpy.ndarray:
    """The value at each place, `missing` for the place -1."""
    return numpy.append(values, missing)[place]
