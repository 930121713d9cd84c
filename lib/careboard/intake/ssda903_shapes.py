"""Which column of an SSDA903 return is which of the suite's, and how a return's tables are told.

A table is known by its columns, whatever its file is called. Source: DfE, Children looked after return
(SSDA903), guide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from careboard.errors import CLOSE, nearest
from careboard.intake.source_table import SourceTable, folded, named
from careboard.records.schema import TABLES

# the suite's table < the columns that tell its file, then the suite's column = the return's
DECLARATIONS = """
children < CHILD DOB ETHNIC
    child=CHILD sex=SEX born=DOB ethnicity=ETHNIC
care < CHILD DECOM RNE LS
    child=CHILD started=DECOM start_reason=RNE legal_status=LS placement_type=PLACE provider=PLACE_PROVIDER
    ended=DEC end_reason=REC postcode=PL_POST home_postcode=HOME_POST urn=URN
care_reviews < CHILD REVIEW
    child=CHILD reviewed=REVIEW
missing < CHILD MIS_START
    child=CHILD type=MISSING started=MIS_START ended=MIS_END
yearly_outcomes < CHILD CONVICTED HEALTH_ASSESSMENT
    child=CHILD score=SDQ_SCORE reason=SDQ_REASON convicted=CONVICTED dental_check=TEETH_CHECK
    development_assessment=HEALTH_CHECK
    health_assessment=HEALTH_ASSESSMENT immunised=IMMUNISATIONS substance_misuse=SUBSTANCE_MISUSE
birthdays < CHILD IN_TOUCH ACTIV
    child=CHILD on=DOB in_touch=IN_TOUCH activity=ACTIV accommodation=ACCOM
immigration < CHILD DUC
    child=CHILD ended=DUC
permanence < CHILD DATE_MATCH
    child=CHILD matched=DATE_MATCH
"""
# tables of the return from which no figure is taken, and a column that tells each
UNREAD = {
    "PREV_PERM": "previous permanence",
    "DATE_PLACED": "placed for adoption",
    "SW_ID": "social workers' episodes",
    "DATE_PLACED_CEASED": "placed for adoption",
}
# columns' other names in some collection years and some suppliers' files -> the return's
SYNONYMS = {
    "GENDER": "SEX", "ETHNICITY": "ETHNIC", "DATE_OF_BIRTH": "DOB", "CHILD_ID": "CHILD", "CHILDID": "CHILD",
    "PLACEMENT_PROVIDER": "PLACE_PROVIDER", "MISSING_START": "MIS_START", "MISSING_END": "MIS_END",
}  # fmt: skip
# the list -> the return's codes and the suite's; SEX is M and F since the collection of 2025
OWN_CODES = {"SEXES": {"1": "M", "2": "F"}, "FLAG": {"1": "Y", "0": "N"}}
# columns that returns have had from some collection year on; those before it are read without
CAME_LATER = {"PLACE_PROVIDER", "URN", "PL_POST", "HOME_POST"}
# of which a return may have none at all: nobody went missing, came alone or was matched
MAY_BE_EMPTY = {"missing", "immigration", "permanence"}
AUTHORITY_COLUMNS = ("LA", "LA_CODE", "LACODE", "LA_ID", "LANUMBER", "LA_NAME")
YEAR_COLUMNS = ("YEAR", "RETURN_YEAR", "COLLECTION_YEAR")


def _shapes(text: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """DECLARATIONS as the suite's table -> the telling columns, and the suite's column -> the return's."""
    shapes = {}
    for block in re.split(r"\n(?=\w)", text.strip()):
        head, _, body = block.partition("\n")
        table, telling = head.split(" < ")
        shapes[table] = (telling.split(), dict(pair.split("=") for pair in body.split()))
    return shapes


SHAPES = _shapes(DECLARATIONS)
ALL_COLUMNS = {theirs for _, columns in SHAPES.values() for theirs in columns.values()}
EXTRA_COLUMNS = {
    "CIN", "REASON_PLACE_CHANGE", "UPN", "MOTHER", "MC_DOB", "REVIEW_CODE",
    "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED", "DATE_INT", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR",
    "LS_ADOPTR", "LA_PERM", "DATE_PERM", "REASON_PLACED_CEASED", "SW_DECOM", "SW_DEC", "SW_REASON", *UNREAD,
    *AUTHORITY_COLUMNS, *YEAR_COLUMNS,
}  # fmt: skip
KNOWN_COLUMNS = ALL_COLUMNS | EXTRA_COLUMNS


def with_known_names(table: SourceTable) -> SourceTable:
    """A return's table under the return's own column names: other letters and other years' names replaced.

    Args:
        table: as it came.
    """
    table = named(table, KNOWN_COLUMNS | set(SYNONYMS))
    held = set(table.frame.columns)
    others = {name: right for name, right in SYNONYMS.items() if name in held and right not in held}
    if not others:
        return table
    told = [(f"the heading {name}; read as {right}", len(table.frame)) for name, right in others.items()]
    renamed = table.frame.rename(columns=others)
    return SourceTable(table.file, renamed, table.row, table.usual_date, [*table.repairs, *told])


def table_of(columns: Collection[str]) -> str | None:
    """The suite's table whose file has some columns, None where it is no file of a return.

    Args:
        columns: as the return names them.
    """
    # what tells more is asked first: a review has a date of birth as a child has
    fitting = [table for table, (telling, _) in SHAPES.items() if set(telling) <= set(columns)]
    return max(fitting, key=lambda table: len(SHAPES[table][0]), default=None)


def nearly(columns: Collection[str]) -> str | None:
    """What a file with a column CHILD could be, for a message; None where it is no file of a return.

    Args:
        columns: as the return names them.
    """
    held = set(columns)
    if not any(folded(name) in ("child", "child_id") for name in held):
        return None
    for table, (telling, mapping) in SHAPES.items():
        known = held & set(mapping.values())
        lacking = [name for name in telling if name not in held]
        if len(known) >= 2 and len(lacking) == 1:
            hint = nearest(lacking[0], get_close_matches(lacking[0], sorted(held), n=1, cutoff=CLOSE))
            return (
                f"there is no column '{lacking[0]}', which tells a table of {table.replace('_', ' ')}.{hint}"
            )
    return None


def absent_columns(tables: Iterable[tuple[str, SourceTable]]) -> tuple[list[str], list[tuple[str, str]]]:
    """The columns that the tables of returns lack.

    Where one return lacks what another has, its children would seem to have nothing: no check, no flag.

    Args:
        tables: the suite's name of each table, and the table as it came.

    Returns:
        A message for each column that is needed, stands there under a name nearly right, or is in other
        returns; and the file and column of each other one.
    """
    problems, absent, held = [], [], dict[str, set[str]]()
    listed = [(known, table) for known, table in tables if len(table.frame)]
    for known, table in listed:
        held.setdefault(known, set()).update(table.frame.columns)
    for known, table in listed:
        columns, others = SHAPES[known][1], sorted(set(table.frame.columns) - KNOWN_COLUMNS)
        needed = {
            columns[column.name]
            for column in TABLES[known].columns
            if column.required and column.name in columns
        }
        needed |= {"DEC"} if known == "care" else set()  # without it, nobody would have left care
        needed |= held[known] - CAME_LATER
        for name in set(columns.values()) - set(table.frame.columns):
            close = get_close_matches(name, others, n=1, cutoff=CLOSE)
            if close or name in needed:
                hint = nearest(name, close) if close else ""
                problems.append(f"{table.file}: there is no column '{name}'.{hint} Add it to the return.")
            else:
                absent.append((table.file, name))
    return sorted(problems), sorted(absent)
