"""What a notebook is handed: the pieces of one page, for one area and period.

A page knows its edition and nothing else: published figures, how they stand, and the analysts' words.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from careboard import charts, periods, wording
from careboard.asked import Asked
from careboard.edition import Edition, edition_for, open_edition
from careboard.notebooks import PARAMETERS, assigned
from careboard.pieces import Piece, drafted
from careboard.problems import WrongUse, unknown
from careboard.shown import NO_FIGURE
from careboard.variation import false_signals

SAYS = "application/vnd.careboard.page+json"
BY_PAPERMILL = "# Parameters\n"  # how a cell begins that papermill puts in
MOST_SENTENCES, MOST_TO_IMPROVE, MOST_WELL = 5, 3, 2
MIDDLE = 2.5  # where a figure without a band stands among the four
NOT_PUBLISHED = "What changed since the last edition is told on the published page."  # a notebook opened by hand shows an edition by itself
LISTS = {"well": "Going well", "improve": "To improve", "know": "To know"}


_handed: list[Edition] = []


@contextmanager
def handed(edition: Edition) -> Iterator[None]:
    """Pages opened meanwhile in this process show this edition; the press hands it to the notebook that it runs."""
    _handed.append(edition)
    try:
        yield
    finally:
        _handed.pop()


@lru_cache(maxsize=4)
def _kept(folder: str, words_written: int) -> Edition:
    """An edition is opened once in a process: of what is in its folder, the words alone are renewed."""
    return open_edition(Path(folder))


def _edition(period: str) -> Edition:
    """The edition handed over; else the one that CAREBOARD_EDITION names; else the suite's own, counted now if need be."""
    if _handed:
        return _handed[-1]
    folder = Path(os.environ.get("CAREBOARD_EDITION") or edition_for(period, start=Path.cwd())).resolve()
    return _kept(str(folder), (folder / "words.json").stat().st_mtime_ns)


def open_page(name: str, period: str, area: str) -> Page:
    """Open a page of the edition for a period and an area; notebooks begin with this.

    name: a page, such as 'front_door'.  period: '2019-10', or '2019-10-18' for a fortnight.  area: an id from
    params/areas.yml.  Raises WrongUse, with the nearest right name, where one of them does not exist, and where papermill
    was given other parameters than these.
    """
    _as_given(period=period, area=area)
    periods.parse(period)
    edition = _edition(period)
    if edition.about["period"] != period:
        raise WrongUse(f"the edition that is open is of {edition.about['period']}, and the page asks for {period}. Ask for its period, or unset CAREBOARD_EDITION.")
    page = Page(edition, name, area)
    _say({"page": name, "period": period, "area": area})
    return page


def _as_given(**taken: str) -> None:
    """Refuse to draw a page for the default of a parameter that was misspelt, or that never reached the notebook.

    A stock papermill, and Airflow's, only warns of these. What the press draws it holds against what was asked for itself.
    """
    from IPython import get_ipython

    cells = [] if _handed else [source for source in getattr(get_ipython(), "user_ns", {}).get("In", []) if source.startswith(BY_PAPERMILL)]
    given = assigned(cells[-1]) if cells else {}
    if wrong := [unknown("", "parameter", name, PARAMETERS) for name in given if name not in PARAMETERS]:
        raise WrongUse("\n".join(wrong))
    for name, value in taken.items():
        if given.get(name, value) != value:
            raise WrongUse(f"papermill was given {name} {given[name]}, and the page would be drawn for {value}. Tag the cell that sets {' and '.join(sorted(PARAMETERS))} 'parameters'.")


def _say(told: dict[str, str]) -> None:
    """Put what was drawn into the notebook, unseen, so that publishing can hold it against what was asked for."""
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is not None:
        display({SAYS: told}, raw=True)


class Page(Asked):
    """One page of an edition, for one area. Its methods give the pieces; an analyst tries things out with `figures`."""

    def __init__(self, edition: Edition, name: str, area: str):
        super().__init__(edition, area)
        if name not in self.titles:
            raise WrongUse(unknown("", "page", name, self.titles))
        self.name, self.title = name, self.titles[name]

    def __repr__(self) -> str:
        return f"{self.title}, {self.place}, {self.edition.period.name}"

    # words, lists and definitions

    def in_short(self) -> Piece:
        """At most five sentences, chosen by rule from this page's measures, each with a link to its question."""
        idents = self.own() if self.own() else [ident for ident in self.edition.indicators if self._list_of(ident)]
        chosen = self._chosen(idents)
        rule = (
            f"Chosen by rule from {len(idents)} measures on this page: at most {MOST_TO_IMPROVE} to improve, the lowest band first; at most {MOST_WELL} that go well, the highest band first; then the others in their order. "
            f"A change counts here only where the month lies outside a limit of usual variation. {self._by_chance(idents)}"
        )
        return Piece("in_short.html", "In short", sentences=[self.told(ident) for ident in chosen], rule=rule)

    def _by_chance(self, idents: list[str]) -> str:
        """How many points outside a limit chance alone would give among the measures that have limits."""
        limited = sum(bool(self._known(ident)["variation"]) for ident in idents)
        if not limited:
            return "None of these measures has limits."
        several = sum(told["level"] != "unallocated" for told in self.edition.areas.values())
        return (
            f"{limited} of them {'has' if limited == 1 else 'have'} limits; by chance alone about {wording.number(false_signals(limited), 2)} of these would lie outside in a month, "
            f"and about {wording.number(false_signals(limited * several), 1)} over all {several} areas."
        )

    def own(self) -> list[str]:
        """The indicators whose questions stand on this page."""
        return [ident for ident, known in self.edition.indicators.items() if known["page"] == self.name]

    def _list_of(self, ident: str) -> str:
        stands = self.stands(ident)
        return stands.list if stands is not None and self.mark(ident).state not in NO_FIGURE else ""

    def _chosen(self, idents: list[str]) -> list[str]:
        """Those to improve first, then those that go well, then the rest, five in all."""
        shown = [ident for ident in idents if self.mark(ident).shown]
        sorts = {ident: self._sort(ident) for ident in shown}
        bands = ["", *reversed(wording.BANDS)]  # from the lowest to the highest; those without a band are neither
        rank = {ident: bands.index(self._band(ident)) or MIDDLE for ident in shown}
        improve = sorted((ident for ident in shown if sorts[ident] == "improve"), key=lambda ident: rank[ident])[:MOST_TO_IMPROVE]
        well = sorted((ident for ident in shown if sorts[ident] == "well"), key=lambda ident: -rank[ident])[:MOST_WELL]
        rest = [ident for ident in shown if ident not in improve + well]
        return (improve + well + rest)[:MOST_SENTENCES]

    def _band(self, ident: str) -> str:
        stands = self.stands(ident)
        return stands.band if stands is not None else ""

    def _sort(self, ident: str) -> str:
        stands = self.stands(ident)
        if stands is None:
            return ""
        if stands.list in ("improve", "well"):
            return stands.list
        signal, good = self.signal(ident), self._known(ident)["good"]
        worse = bool(signal and good) and (signal == "above") == (good == "low")
        if stands.band in ("inadequate", "requires_improvement") or worse:
            return "improve"
        return "well" if stands.band in ("outstanding", "good") or (signal and good) else ""

    def told(self, ident: str) -> dict[str, str]:
        """One indicator in one sentence and its parts: figure, numbers, window, band, comparator, direction, link."""
        measure, mark, before, stands = self._measure(ident), self.mark(ident), self._year_before(ident), self.stands(ident)
        beside = next(iter(self.comparators(ident)), None)
        if mark.shown and before.shown:
            moved = f"{wording.changed(mark.value, before.value, stands.direction if stands is not None else '')} {measure.write(before.value)} a year before"
        else:
            moved = "no figure for a year before" if mark.shown else charts.marks.said(mark, measure)
        return {
            "ident": ident,
            "title": measure.title,
            "link": self.link(ident),
            "figure": measure.write(mark.value, mark.state),
            "behind": mark.behind,
            "window": measure.window,
            "band": self._band(ident) if mark.shown else "",
            "moved": moved,
            "beside": f"{beside.name} {measure.write(beside.value)} in {beside.year}" if beside is not None else "No comparator",
            "unlike": "" if beside is None or beside.like == "yes" else beside.like,
            "reason": stands.list_reason if stands is not None else "",
            "signal": self.signal_words(ident),
        }

    def listed(self, name: str) -> list[dict[str, str]]:
        """What one of the three lists holds for this area, in the edition's order."""
        return [self.told(ident) for ident in self.edition.indicators if self._list_of(ident) == name]

    def going_well(self) -> Piece:
        """All that goes well, from every page."""
        return Piece("listed.html", LISTS["well"], said=self.said("going_well"), items=self.listed("well"), own=True)

    def to_improve(self) -> Piece:
        """All that is to improve, from every page."""
        return Piece("listed.html", LISTS["improve"], said=self.said("to_improve"), items=self.listed("improve"), own=True)

    def to_know(self) -> Piece:
        """All that a board should know and that is neither good nor bad, from every page."""
        return Piece("listed.html", LISTS["know"], said=self.said("to_know"), items=self.listed("know"), own=True)

    def commentary(self) -> Piece:
        """The analysts' words for this page and area, or a quiet line where there are none; by hand also their file and what is wrong with them."""
        words = self.edition.words.get(f"{self.area}/{self.name}")
        return Piece("commentary.html", "Commentary", words=words, drafted=drafted(words), hints=self._hints(words))

    def _hints(self, words: dict | None) -> list[str]:
        """What an analyst who opened the notebook by hand is told: the words' file, what has moved, which numbers nothing bears out."""
        if _handed or "CAREBOARD_EDITION" in os.environ:
            return []
        file = f"params/commentary/{self.edition.about['period']}/{self.area}/{self.name}.md"
        return [f"These words are in {file}." if words else f"Write them in {file}, or run: careboard commentary draft {self.edition.about['period']} --area {self.area} --domain {self.name}", *((words["moved"] + words["told"]) if words else [])]

    def definitions(self) -> Piece:
        """How each figure of this page is made, and how its symbols are read."""
        idents = self.own() or [ident for ident, known in self.edition.indicators.items() if known["page"] not in self.titles]
        return Piece("definitions.html", "Definitions", page=self, idents=idents, indicators=self.edition.indicators)

    def since_last(self) -> Piece:
        """What changed on this page since the last edition: bands, usual variation, what came and went, and which earlier figures moved."""
        told = {"lead": wording.NOTHING_BEFORE if "since" in self.edition.about else NOT_PUBLISHED, "nothing": False, "summary": "", "rows": ()} | self.edition.about.get("since", {})
        return Piece("since.html", "What changed since last time", page=self, told=told)

    def moved(self) -> Piece:
        """Every earlier figure of this area that moved since it was published, by how much, and why."""
        return Piece("moved.html", "Earlier figures that moved", page=self, told=self.edition.about.get("since", {}).get("all"))

    def records(self) -> Piece:
        """What intake found wrong in the records, by file and reason, and what it did."""
        about = self.edition.about
        return Piece("records.html", f"{about['records_set_aside']:,} records set aside", about=about)
