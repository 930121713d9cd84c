"""Where a case belongs, and what kind of child it is of, as at the case's date.

The leaf area comes from the team at the time (`teams`), else from the child's home district at the time,
else the case is not allocated. The team comes with the case, else from the involvement open at the time. Of
what ended, the time is the day before: on the day itself nobody may hold it any more.
"""

from __future__ import annotations

import hashlib

import numpy
import pandas

from careboard.indicators.cases import age_at
from careboard.params.areas import Areas
from careboard.records.codes import ETHNIC_GROUPS, REVIEWING_OFFICER
from careboard.records.spans import Spans
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


def allocated(cases: pandas.DataFrame, tables: Tables, areas: Areas) -> pandas.DataFrame:
    """The cases with where each belongs and what kind of child it is of.

    Many indicators ask about the same children on the same days: what was found for them once is kept.

    Args:
        cases: one row a case, see indicators.cases.cases. A case that is the end of something has in held_on
            the day before it, on which somebody still held it.
        tables: the extract's checked tables.
        areas: the areas, and which belongs to which.

    Returns:
        The cases with leaf (the id of the area that no other belongs to), age, sex, ethnicity and team (its
        name).
    """
    cases = cases.reset_index(drop=True)
    held_on = cases.held_on if "held_on" in cases else cases.on
    if "team" in cases:
        team = cases.team.fillna(_team_of_child(cases.child, held_on, tables))
        return cases.assign(**_columns(cases.assign(held_on=held_on, team=team), tables, areas))

    def found() -> dict[str, numpy.ndarray]:
        team = _team_of_child(cases.child, held_on, tables)
        return _columns(cases.assign(held_on=held_on, team=team), tables, areas)

    return cases.assign(**tables.once(("allocated", tuple(areas.leaves), _key(cases)), found))


def _key(cases: pandas.DataFrame) -> bytes:
    """The same for the same children on the same days, in the same order."""
    child = pandas.util.hash_array(cases.child.to_numpy(object), categorize=False)
    days = [cases[name].to_numpy("datetime64[s]").tobytes() for name in ("on", "held_on") if name in cases]
    return hashlib.blake2b(b"".join([child.tobytes(), *days])).digest()


def _columns(cases: pandas.DataFrame, tables: Tables, areas: Areas) -> dict[str, numpy.ndarray]:
    """Leaf area, team and description of each case."""
    of_team, team_name = _team(cases, tables)
    leaf = of_team.fillna(_home(cases, tables))
    return {
        "leaf": leaf.where(leaf.isin(areas.leaves), areas.unallocated),
        "team": team_name,
        **_described(cases, tables),
    }


def _described(cases: pandas.DataFrame, tables: Tables) -> dict[str, numpy.ndarray]:
    if not tables.has("children"):
        return dict.fromkeys(["age", "sex", "ethnicity"], numpy.full(len(cases), NOT_KNOWN, dtype=object))
    child = tables.child
    place = child.index.get_indexer(cases.child)
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


def _team_of_child(child: pandas.Series, on: pandas.Series, tables: Tables) -> pandas.Series:
    """The team of the worker to whom the child was allocated at the time; reviewing officers aside."""
    if not tables.has("involvements"):
        return pandas.Series(None, index=child.index, dtype="str")
    allocated = tables.once(
        "allocated",
        lambda: Spans(
            tables.involvements[tables.involvements.role != REVIEWING_OFFICER].sort_values(
                "involvement", kind="stable"
            ),
            "child",
        ),
    )
    return allocated.at(child, on, ["team"]).team


def _team(cases: pandas.DataFrame, tables: Tables) -> tuple[pandas.Series, pandas.Series]:
    """The area and the name of each case's team at the time."""
    if not tables.has("teams"):
        return pandas.Series(None, index=cases.index, dtype="str"), pandas.Series(
            None, index=cases.index, dtype="str"
        )
    found = tables.once("teams", lambda: Spans(tables.teams, "team")).at(
        cases.team, cases.held_on, ["area", "name"]
    )
    return found.area, found.name.fillna(NOT_KNOWN)


def _home(cases: pandas.DataFrame, tables: Tables) -> pandas.Series:
    if not tables.has("home_districts"):
        return pandas.Series(None, index=cases.index, dtype="str")
    return (
        tables.once("homes", lambda: Spans(tables.home_districts.sort_values("area", kind="stable"), "child"))
        .at(cases.child, cases.held_on, ["area"])
        .area
    )
