"""Ids of one kind compared in all tables as one form of text.

Example: a child is '0071' in the table of children and '71' in the episodes, since a spreadsheet took the
noughts off. Where no two ids would become one, '71' is read as '0071'; where they would, the reading stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import pandas

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
