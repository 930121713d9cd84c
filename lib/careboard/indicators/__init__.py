"""The indicator definitions: what is counted, one file a question, one folder a page.

A definition is a function of an extract's checked tables (records.Tables) that gives one row a case, by
`cases`. The decorator `indicator` enters it under the function's name, its docstring is the published
definition, and `example` puts a worked example below it.

    registry          `catalogue()` has each definition by its id, `find(ident)` one, or the nearest right id
    cases             one row a case, as figures count them
    lateness          how late a case is, in words
    worked_examples   the examples below the definitions, as the manual and the tests read them
    front_door, ...   the definitions, a folder a page
"""

from careboard.indicators.cases import add_months, cases, open_at, working_days, working_days_later
from careboard.indicators.registry import Definition, catalogue, example, find, indicator

__all__ = [
    "Definition",
    "add_months",
    "cases",
    "catalogue",
    "example",
    "find",
    "indicator",
    "open_at",
    "working_days",
    "working_days_later",
]
