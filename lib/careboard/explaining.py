"""One figure explained in plain text: definition, numbers, windows, comparators, and what was left out."""

from __future__ import annotations

from pathlib import Path

import pandas

from careboard import wording
from careboard.edition import open_edition
from careboard.intake.extract import fault_summary


def text(folder: Path, indicator: str, area: str) -> str:
    """What there is to say of an indicator for an area, from the edition in a folder. Raises WrongUse for an unknown area."""
    edition = open_edition(folder / "whole")
    edition.require_area(area)
    told, period = edition.indicators[indicator], edition.period
    lines = [f"{told['title']} ({indicator}), {edition.areas[area]['name']}, {period.name}", told["definition"], f"Why: {told['why']}", f"Source: {told['source']}", ""]
    totals = edition.figures[(edition.figures.indicator == indicator) & (edition.figures.area == area) & (edition.figures.period == period.text)]
    for row in totals[totals.breakdown == "total"].itertuples():
        figure = wording.figure(row.value, row.state, told["unit"], whole=told["kind"] in wording.WHOLE)
        numbers = wording.behind(row.numerator, row.denominator)
        lines.append(f"{period.window_name(row.window)}: {figure}{f' ({numbers})' if numbers else ''}{'' if row.state == 'shown' else ' ' + wording.MEANINGS[row.state]}")
    for row in edition.standing[(edition.standing.indicator == indicator) & (edition.standing.area == area) & (edition.standing.band != "")].itertuples():
        lines.append(f"{period.window_name(row.window)}: {wording.band(row.band)}. {row.band_rule}.")
    for row in edition.comparators[edition.comparators.indicator == indicator].itertuples():
        like = "" if row.like == "yes" else f" Not like for like: {row.like}."
        lines.append(f"{row.name}, {row.year}: {wording.figure(row.value, 'shown', told['unit'])} ({row.note}).{like}")
    return "\n".join([*lines, "", *_left_out(folder, edition.about)])


def _left_out(folder: Path, about: dict) -> list[str]:
    """What intake set aside, by file and reason."""
    faults = fault_summary(pandas.read_csv(folder / "set_aside.csv"))
    lines = [f"Extract: {about['source']}, drawn {about['extract_date'] or 'on an unknown day'}. {about['records_used']:,} records used, {about['records_set_aside']:,} set aside."]
    return lines + [f"  {fault.file}, column '{fault.column}': {fault.reason}. {fault.records:,} found. {fault.outcome}" for fault in faults.itertuples()]
