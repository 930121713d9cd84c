"""Ids of one kind compared in all tables as one form of text.

Example: a child is '0071' in the table of children and '71' in the episodes, since a spreadsheet took the
noughts off. Where no two ids would become one, '71' is read as '0071'; where they would, the reading stops.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import pandas

from careboard.errors import raise_all
from careboard.intake.findings import Findings
from careboard.intake.typed_table import TypedTable

# the column that bears an id in every table -> the table whose records it names
OWNERS = {
    "child": "children",
    "plan": "plans",
    "enquiry": "enquiries",
    "referral": "referrals",
    "spell": "missing",
    "placement": "care_placements",
    "worker": "workforce",
    "team": "teams",
}
ONE_FORM = "an id that differs from another file's by noughts in front or by capitals; read as the same child"
RULE = "an id that differs by noughts in front or by capitals; read as the id in {owner}"


def bare(ident: str) -> str:
    """An id without noughts in front and without capitals, by which forms of one id are found.

    Args:
        ident: the id.
    """
    return ident.lower().lstrip("0") or "0"


class _Owned:
    """The ids of the records that a column names.

    Attributes:
        idents: as they stand there.
    """

    def __init__(self, idents: set[str]):
        self.idents = idents

    @cached_property
    def forms(self) -> dict[str, str]:
        """The bare id -> the id; fewer than the ids where two would be one."""
        return _forms(self.idents)


def match_identifiers(tables: Mapping[str, TypedTable], findings: Findings) -> None:
    """Give each id in each table the form that it has where its record stands.

    Args:
        tables: the tables, by name; their frames are replaced.
        findings: the list to which what is found is added.
    """
    for column, owner in OWNERS.items():
        if owner not in tables or column not in tables[owner].frame:
            continue
        owned = _Owned(_different(tables[owner].frame[column]))
        for name, table in tables.items():
            # the plans of children in need have ids of their own
            if name != owner and column in table.frame and (column != "plan" or not name.startswith("need")):
                _match(table, column, tables[owner], owned, findings)


def _match(table: TypedTable, column: str, owner: TypedTable, owned: _Owned, findings: Findings) -> None:
    used = _different(table.frame[column])
    strangers = used - owned.idents
    found = {stranger: owned.forms[bare(stranger)] for stranger in strangers if bare(stranger) in owned.forms}
    if not found:
        return
    if len(owned.forms) < len(owned.idents) or len(_forms(used)) < len(used):
        findings.problems.append(_doubled(table, column, owner, len(found)))
        return
    where = table.frame[column].isin(found)
    places = " and ".join(sorted(map(str, owner.file.unique()))[:2])
    table.repair(where, column, RULE.format(owner=places))
    right = table.frame[column].map(found).astype("str")
    table.frame = table.frame.assign(**{column: table.frame[column].mask(where, right)})


def _different(idents: pandas.Series) -> set[str]:
    return set(idents.dropna().unique().tolist())


def _forms(idents: Iterable[str]) -> dict[str, str]:
    return {bare(ident): ident for ident in idents}


def _doubled(table: TypedTable, column: str, owner: TypedTable, number: int) -> str:
    here, there = ", ".join(sorted(map(str, table.file.unique()))), ", ".join(map(str, owner.file.unique()))
    return (
        f"{here}, column '{table.origin.get(column, column)}': {number:,} ids differ from those in {there} "
        "by noughts in front or by capitals alone, and without these two ids would be one. Draw the "
        "extract again with ids as text."
    )


def one_form_of_children(parts: Sequence[TypedTable]) -> None:
    """Give each child one id in all files, where some lost the noughts in front of it.

    Args:
        parts: what came of each file, such as the tables of several returns; their frames are replaced.

    Raises:
        Problems: where two ids of one file, or of different dates of birth, would become one.
    """
    forms: dict[str, set[str]] = defaultdict(set)
    for ident in set[str]().union(*(_different(part.frame.child) for part in parts)):
        forms[bare(ident)].add(ident)
    several = {form: idents for form, idents in forms.items() if len(idents) > 1}
    if not several:
        return
    raise_all(_faults_of_forms(parts, several))
    right = {ident: max(idents, key=len) for idents in several.values() for ident in idents}
    for part in parts:
        other = part.frame.child.map(right)
        changed = other.notna() & (other != part.frame.child)
        if changed.any():
            part.repair(changed, "child", ONE_FORM)
            part.frame = part.frame.assign(child=part.frame.child.mask(changed, other))


def _faults_of_forms(parts: Sequence[TypedTable], several: Mapping[str, set[str]]) -> list[str]:
    """Why forms of ids cannot be of one child: they stand in one file, or have unlike dates of birth."""
    problems, born = [], defaultdict[str, set[pandas.Timestamp]](set)
    for part in parts:
        here = {ident for ident in part.frame.child.dropna().unique() if bare(ident) in several}
        if len({bare(ident) for ident in here}) < len(here):
            problems.append(
                f"{part.file.iloc[0]}, column '{part.origin['child']}': without noughts in "
                "front, which other files lack, two children would be one. Draw the extract again with "
                "ids as text."
            )
        if "born" in part.frame:
            known = part.frame.loc[part.frame.child.isin(here), ["child", "born"]].dropna()
            for ident, day in zip(known.child, known.born, strict=True):
                born[bare(ident)].add(day)
    if any(len(days) > 1 for days in born.values()):
        problems.append(
            f"column '{parts[0].origin['child']}': ids that differ by noughts in front alone have different "
            "dates of birth in different files. Draw the extract again with ids as text."
        )
    return problems
