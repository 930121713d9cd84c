"""The placement mix: what the shares of children in one kind of placement have in common."""

from __future__ import annotations

from datetime import date

import pandas

from careboard.indicators.cases import cases
from careboard.indicators.looked_after.care import looked_after_at
from careboard.records.codes import (
    CHILDRENS_HOMES,
    FOR_ADOPTION,
    FOSTER,
    OTHER_RESIDENTIAL,
    RESIDENTIAL_SCHOOL,
    SUPPORTED,
)
from careboard.records.tables import Tables, kept

PROVIDERS = {
    "PR0": "parents",
    "PR1": "the council's own",
    "PR2": "another authority's",
    "PR3": "another public body's",
    "PR4": "a private provider's",
    "PR5": "a voluntary provider's",
}
KINDS = {
    **dict.fromkeys(FOSTER, "foster care"),
    **dict.fromkeys(FOR_ADOPTION, "placed for adoption"),
    **dict.fromkeys(CHILDRENS_HOMES, "children's home"),
    **dict.fromkeys(OTHER_RESIDENTIAL, "other residential"),
    **dict.fromkeys(SUPPORTED, "supported accommodation"),
    RESIDENTIAL_SCHOOL: "residential school",
    "P1": "with parents",
}


def kind_of_placement(types: pandas.Series) -> pandas.Series:
    """Each placement's kind, in words, by its type."""
    return types.map(KINDS).fillna("another placement")


def living_in(tables: Tables, on: date, types: list[str]) -> pandas.DataFrame:
    """Cases: the children looked after on a date, met where the placement is of one of the types; split by
    who provides it.
    """
    children = looked_after_at(tables, on)
    return cases(children, on=on, met=children.type.isin(types), provider=_providers(tables, on))


@kept
def _providers(tables: Tables, on: date) -> pandas.Series:
    """Who provides the placement of each child looked after on a date, in words."""
    return looked_after_at(tables, on).provider.map(PROVIDERS).fillna("not recorded")


def worked(counted: str, other: str) -> dict[str, str]:
    """Tables of a worked example: two children in a type that counts, one of them temporarily elsewhere, and
    one in another.
    """
    return {
        "children": """
        child  born
        A      2003-01-01
        B      2003-01-01
        C      2003-01-01
        """,
        "care": f"""
        child  started     start_reason  legal_status  placement_type  postcode  ended       end_reason
        A      2019-01-01  S             C2            {counted}              AA1       -           -     met
        B      2019-01-01  S             C2            {counted}              BB1       2019-10-20  X1
        B      2019-10-20  P             C2            T3              BB9       -           -\
     temporarily elsewhere, goes back: met
        C      2019-01-01  S             C2            {other}              CC1       -           -\
     not met
        """,
    }
