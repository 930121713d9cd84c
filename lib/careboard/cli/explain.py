"""One figure explained in plain text: definition, numbers, windows, comparators, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from careboard import formatting
from careboard.build.edition_store import StoredEdition
from careboard.edition.area_figures import AreaFigures
from careboard.edition.comparisons import position_lines
from careboard.edition.edition import Edition
from careboard.edition.folder import SET_ASIDE
from careboard.figures.columns import TOTAL
from careboard.formatting import State

if TYPE_CHECKING:
    import pandas

    from careboard.edition.verdict import Verdict


def figure_text(kept: StoredEdition, indicator: str, area: str) -> str:
    """What there is to say of an indicator for an area.

    Args:
        kept: a kept edition.
        indicator: the indicator's id.
        area: the area's id.

    Raises:
        WrongUse: for an unknown area.
    """
    import pandas

    edition = kept.edition()
    edition.require_area(area)
    known = edition.indicators[indicator]
    lines = [
        f"{known['title']} ({indicator}), {edition.areas[area]['name']}, {edition.period.name}",
        known["definition"],
        f"Why: {known['why']}",
        f"Source: {known['source']}",
        "",
    ]
    lines += [*_figure_lines(edition, indicator, area), ""]
    faults = pandas.read_csv(kept.folder / SET_ASIDE)
    return "\n".join([*lines, _extract_line(edition.about), *(f"  {line}" for line in fault_lines(faults))])


def fault_lines(faults: pandas.DataFrame) -> Iterator[str]:
    """What intake set aside or repaired, a line for each file, column and reason; see Extract.faults."""
    from careboard.intake import fault_summary

    for fault in fault_summary(faults).itertuples():
        place = f"{fault.file}, column '{fault.column}'"
        yield f"{place}: {fault.reason}. {fault.records:,} found. {fault.outcome}"


def _figure_lines(edition: Edition, indicator: str, area: str) -> Iterator[str]:
    """A line for each window, each band and each comparator."""
    known, period = edition.indicators[indicator], edition.period
    for row in edition.figures.rows(indicator, area):
        if row.period == period.text and row.breakdown == TOTAL:
            whole = known["kind"] in formatting.WHOLE
            figure = formatting.figure(row.value, row.state, known["unit"], whole)
            behind = formatting.behind(row.numerator, row.denominator)
            state = "" if row.state == State.SHOWN else f" {formatting.MEANINGS[row.state]}"
            numbers = f" ({behind})" if behind else ""
            yield f"{period.window_name(row.window)}: {figure}{numbers}{state}"
    if small := edition.about["small_numbers"].get(known["subject"]):
        yield small
    if wanting := edition.about["wanting"].get(indicator):
        yield f"Not available for want of {wanting}, which the extract does not hold."
    for standing in edition.standing.rows(indicator, area):
        if standing.band:
            window = period.window_name(standing.window)
            yield f"{window}: {formatting.band(standing.band)}. {standing.band_rule}."
    for comparator in edition.comparators.rows(indicator, indicator):
        like = "" if comparator.like == "yes" else f" Not like for like: {comparator.like}."
        figure = formatting.figure(comparator.value, State.SHOWN, known["unit"])
        yield f"{comparator.name}, {comparator.year}: {figure} ({comparator.note}).{like}"
    for line in position_lines(AreaFigures(edition, area), indicator):
        yield f"{line['who']}: {line['figure'][0].lower()}{line['figure'][1:]}. {line['note']}."


def _extract_line(about: dict[str, Any]) -> str:
    return (
        f"Extract: {about['source']}, drawn {about['extract_date'] or 'on an unknown day'}. "
        f"{about['records_used']:,} records used, {about['records_set_aside']:,} set aside."
    )


def verdict_line(verdict: Verdict, unit: str, whole: bool, window: str) -> str:
    """A measure's verdict in one line: its figure, on how many records, and how far it could be out.

    Args:
        verdict: see edition.verdict.Verdict.
        unit: the measure's.
        whole: whether it counts whole things.
        window: in words.
    """
    if verdict.state != State.SHOWN:
        want = f" for want of {verdict.wanting}" if verdict.wanting else ""
        return f"{verdict.indicator}: {formatting.MEANINGS[State(verdict.state)].rstrip('.').lower()}{want}."
    figure = formatting.figure(verdict.value, State.SHOWN, unit, whole)
    told = f"{verdict.indicator}: {figure}, {window}, on {formatting.plain(verdict.records)} records"
    if not verdict.doubtful:
        return f"{told}."
    if verdict.least != verdict.least:
        return f"{told}; {verdict.doubtful:,} that could not be used may belong to it."
    least, most = (
        formatting.figure(round(end, 1), State.SHOWN, unit, whole) for end in (verdict.least, verdict.most)
    )
    return f"{told}; from {least} to {most} with the {verdict.doubtful:,} that could not be used."
