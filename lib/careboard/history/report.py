"""What changed since the last edition: with which one is compared, and the words for the terminal.

Importing this module costs no pandas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from careboard import formatting
from careboard.edition.areas import AreaTree
from careboard.edition.page_slice import PreviousPeriod
from careboard.errors import WrongUse, unknown
from careboard.history.as_known import as_known_lines
from careboard.history.compare import compare
from careboard.history.edition_news import EditionNews
from careboard.history.movements import HEAD, row, summary, table
from careboard.history.snapshots import (
    Snapshot,
    earlier_snapshots,
    open_snapshot,
    snapshot_files,
    snapshot_of_text,
    snapshot_text,
)
from careboard.periods import Period
from careboard.publish.outputs import Folders
from careboard.publish.periods_index import previous_period


class News(NamedTuple):
    """What pages and the index say of the last edition.

    Attributes:
        page: what a page says; see EditionNews.page. Where there is no edition to compare with, its 'lead'
            alone, which says why.
        front: what the index says; see EditionNews.index.
    """

    page: Callable[[str, str, Sequence[str], bool], dict[str, Any]]
    front: dict[str, Any]


def news(edition: Path, files: Sequence[Path], previous: str) -> News:
    """What there is to say of a kept edition beside the copies that it is to be compared with.

    Args:
        edition: the folder in which it is kept.
        files: see snapshots.earlier_snapshots.
        previous: the name of the period published before, of which there may be no copy; '' for none.
    """
    found = _compared(snapshot_of_text(snapshot_text(edition)), files) if files else None
    if found:
        return News(found.page, found.index())
    lead = not_kept(previous) if previous else formatting.NOTHING_BEFORE
    return News(lambda area, page, indicators, everything: {"lead": lead}, {"lead": lead, "lines": []})


def changes_text(folders: Folders, audience: str, period: Period, area: str | None) -> str:
    """What changed since the last edition, and what was known of the period then and is now.

    Args:
        folders: where published files and copies lie.
        audience: 'board' or 'internal'.
        period: the period.
        area: an area's id; the whole authority where none is named.

    Raises:
        WrongUse: for an area that the edition does not know.
        Problem: where a copy cannot be read.
    """
    there = snapshot_files(folders, audience, period.text)
    if not there:
        command = f"careboard build {period.text}"
        return f"{period.name} was not published yet, so nothing can be compared. Run: {command}"
    now, previous = open_snapshot(there[-1]), previous_period(folders.periods(audience), period)
    area = area or AreaTree(now.areas).whole
    if area not in now.areas:
        raise WrongUse(unknown("", "area", area, now.areas))
    before = previous.period if previous else ""
    found = _compared(
        now, earlier_snapshots(folders, audience, period.text, now.about["fingerprint"], before)
    )
    lines = terminal_lines(found, area) if found else [_nothing_before(period, previous)]
    known = list(as_known_lines(folders, audience, period, area))
    return "\n".join([*lines, "", *known] if known else lines)


def _nothing_before(period: Period, previous: PreviousPeriod | None) -> str:
    if previous:
        return not_kept(previous.name)
    return f"Nothing was published before {period.name}, so nothing can be compared."


def not_kept(name: str) -> str:
    """What is said where no copy was kept of what was published for a period of this name."""
    return f"What was published for {name} was not kept, so nothing can be compared."


def _compared(now: Snapshot, files: Iterable[Path]) -> EditionNews | None:
    """What is new since the first of these copies that tells readers anything else; None where there is none.

    A period's own first publication that said the same counts for nothing: the edition is then compared with
    the period before, as the first one was.
    """
    for file in files:
        then = open_snapshot(file)
        if then.period != now.period or not then.says_the_same(now):
            return EditionNews(compare(then, now))
    return None


def terminal_lines(found: EditionNews, area: str) -> list[str]:
    """Every earlier figure of an area that moved, as a table for the terminal."""
    now, moved = found.now, found.revisions.get(area, [])
    lines = [f"{now.about['period_name']}, {now.areas[area]['name']}. {found.lead()}", ""]
    lines.append(summary(moved, found.hidden(area)))
    if moved:
        rows = [
            [found.title(revision.indicator), *row(revision, now.indicators[revision.indicator])[1:6]]
            for revision in moved
        ]
        lines += ["", *table([HEAD, *rows])]
    if renewed := found.new_comparators():
        lines += ["", "Comparators of another year, or revised:"]
        for ident, levels in renewed.items():
            texts = (" is now ".join(found.comparator_texts(level)) for level in levels)
            lines.append(f"  {found.title(ident)}: {'; '.join(texts)}")
    if corrections := now.about["corrections"]:
        lines += ["", "Agreed corrections:"]
        lines += [
            f"  {one['what']}: {one['by']}, {formatting.day(one['on'])}. {one['why']}" for one in corrections
        ]
    if others := found.moved_in_other_areas(area):
        names = ", ".join(f"{name} {number}" for name, number in others)
        lines.append(f"Figures of other areas that moved: {names}. Name one with --area.")
    return lines
