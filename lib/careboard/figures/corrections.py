"""Agreed corrections of figures (params/corrections.yml), applied before anything is hidden.

A correction that finds nothing to correct is an error, with its line, and nothing is built. Messages and
pages name a table and a column, never a value of a record or an id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas

from careboard import periods
from careboard.errors import Problem, raise_all, unknown
from careboard.figures.columns import TOTAL
from careboard.figures.rounding import rounded, scale
from careboard.formatting import WHOLE, State
from careboard.indicators import Definition
from careboard.intake.corrections import NOTHING, place_of
from careboard.params.areas import Areas
from careboard.params.corrections import FigureCorrection
from careboard.params.models import Params
from careboard.periods import Period

PEOPLE = ("count", "share", "rate")  # the kinds whose numbers count people
KEY = ["indicator", "period", "window", "area"]
NUMBERS = ["numerator", "denominator", "value", "state"]


def figure_faults(
    correction: FigureCorrection, definitions: Mapping[str, Definition], areas: Areas
) -> list[str]:
    """What is wrong with a correction by itself, a sentence each: unknown names, numbers of the wrong kind.

    Args:
        correction: as params/corrections.yml has it.
        definitions: the indicators by id.
        areas: the council's areas.
    """
    if correction.indicator not in definitions:
        return [unknown("", "indicator", correction.indicator, definitions)]
    definition = definitions[correction.indicator]
    faults = []
    if correction.window not in definition.windows:
        faults.append(unknown("", f"window of '{definition.ident}'", correction.window, definition.windows))
    if correction.area not in areas.areas:
        faults.append(unknown("", "area", correction.area, areas.areas))
    try:
        periods.parse(correction.period)
    except Problem as problem:
        faults.append(str(problem))
    numbers = [correction.numerator, correction.denominator]
    if definition.kind in WHOLE:
        if correction.value is None or numbers != [None, None]:
            faults.append(f"'{definition.ident}' counts whole things. Give 'value' alone.")
    elif correction.value is not None or numbers == [None, None]:
        faults.append(
            f"'{definition.ident}' is worked out from two numbers. Give 'numerator', 'denominator' or both, "
            "and no 'value': the figure follows."
        )
    broken = any(number is not None and not number.is_integer() for number in (*numbers, correction.value))
    if definition.kind in (*WHOLE, *PEOPLE) and broken:
        faults.append(f"'{definition.ident}' counts whole things, and a number given is not whole.")
    return faults


def correct_figures(
    results: pandas.DataFrame, params: Params, definitions: Mapping[str, Definition], source: str
) -> pandas.DataFrame:
    """The long table with the figures corrected that were agreed to be wrong.

    A figure of a point that is not counted now is left for the editions that hold it.

    Args:
        results: as counted (columns RESULTS).
        params: all of params/, with the corrections.
        definitions: the indicators by id.
        source: the name of the source in params/suite.yml.

    Returns:
        A new table; the same one where there is nothing to correct.

    Raises:
        Problems: with a line for each correction that finds no figure.
    """
    corrections = [
        (number, correction)
        for number, correction in enumerate(params.corrections.figures)
        if correction.applies_to(source)
    ]
    if not corrections:
        return results
    results, problems, counted = results.copy(), [], set(results.period.unique())
    for number, correction in corrections:
        try:
            if correction.period in counted:
                results = _corrected(results, correction, definitions[correction.indicator])
        except Problem as problem:
            problems.append(f"{place_of(params, 'figures', number)}: {problem}")
    raise_all(problems)
    return results


def _corrected(
    results: pandas.DataFrame, correction: FigureCorrection, definition: Definition
) -> pandas.DataFrame:
    """The table with one figure corrected, and the people whom it tells of."""
    wanted = results.breakdown == TOTAL
    for column in KEY:
        wanted &= results[column] == getattr(correction, column)
    if not (wanted & results.state.isin([State.SHOWN, State.NO_CASES])).any():
        raise Problem(f"'{definition.ident}' has no figure for this period, window and area, so {NOTHING}.")
    row = results.loc[results.index[wanted][0]]
    if definition.kind in WHOLE:
        numerator, denominator = correction.value, row.denominator
        value = numerator
    else:
        numerator = row.numerator if correction.numerator is None else correction.numerator
        denominator = row.denominator if correction.denominator is None else correction.denominator
        if definition.kind == "share" and numerator > denominator:
            raise Problem(f"'{definition.ident}' would count more than it is out of, so {NOTHING}.")
        value = rounded(numerator / denominator * scale(definition))
    results.loc[row.name, NUMBERS[:3]] = [numerator, denominator, value]
    results.loc[row.name, "state"] = str(State.SHOWN)
    if definition.kind in PEOPLE:
        people = denominator if definition.kind == "share" else numerator
        results.loc[row.name, ["people_met", "people"]] = [numerator, people]
    return results


def figures_moved(corrected: pandas.DataFrame, uncorrected: pandas.DataFrame) -> pandas.DataFrame:
    """The figures that corrections moved, as they would have been published without them.

    Args:
        corrected: the published figures (columns FIGURES).
        uncorrected: the same without any correction.

    Returns:
        Rows of `uncorrected`, all cases together.
    """
    with_, without = (
        figures[figures.breakdown == TOTAL].set_index(KEY) for figures in (corrected, uncorrected)
    )
    before, after = without[NUMBERS], with_[NUMBERS].reindex(without.index)
    moved = before.fillna(-1).ne(after.fillna(-1)).any(axis=1)
    return without[moved].reset_index()


def corrections_listed(
    params: Params, definitions: Mapping[str, Definition], areas: Areas, period: Period, source: str
) -> list[dict[str, str]]:
    """What the pages of a period say was corrected.

    Args:
        params: all of params/, with the corrections.
        definitions: the indicators by id.
        areas: the areas that are shown.
        period: the period, whose 25 points the pages show.
        source: the name of the source in params/suite.yml.

    Returns:
        For each: what, by (who agreed), on (when, ISO) and why. No value and no id.
    """
    points = {point.text: point for point in period.points()}
    listed = list(_records_listed(params, source))
    for one in params.corrections.figures:
        if one.applies_to(source) and one.period in points and one.area in areas.areas:
            window = points[one.period].window_name(one.window)
            what = f"{definitions[one.indicator].title}, {window}, {areas.areas[one.area].name}"
            listed.append((what, one.agreed_by, one.agreed_on.isoformat(), one.why))
    return [dict(zip(("what", "by", "on", "why"), entry, strict=True)) for entry in listed]


def _records_listed(params: Params, source: str) -> Iterator[tuple[str, str, str, str]]:
    """Records by table and column, agreed alike: '2 records of assessments, column started'."""
    alike = Counter(
        (one.table, one.column, one.agreed_by, one.agreed_on.isoformat(), one.why)
        for one in params.corrections.records
        if one.applies_to(source)
    )
    for (table, column, by, on, why), number in alike.items():
        records = f"{number} {'record' if number == 1 else 'records'} of {table.replace('_', ' ')}"
        yield f"{records}, {f'column {column}' if column else 'left out'}", by, on, why
