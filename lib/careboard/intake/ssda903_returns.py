"""Which files make one SSDA903 return, and of which year it is.

Files of one return share a folder, or the figures in their names. A return's year is told from the bulk of
its dates, never from one and never from a name: councils name a return by its first year, its last, or both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pandas

from careboard.intake.typed_table import TypedTable

NAMES_WITH_FIGURES = re.compile(r"ssda?[_ ]?903|oc[_ ]?[23]|ad[_ ]?1", re.IGNORECASE)
FEWEST, SHARE = 2, 0.02  # dates that bear a year out: at least so many, and at least this share of all
SEVERAL = 0.2  # the share of ends of one year from which on a file holds that year's return too
TINY = 20  # dates, in a return so small that one alone may be of its last year
SAME_RETURN = 0.5  # the share of episodes that two returns of one year have in common where one is a copy


@dataclass
class Return:
    """The files of one return.

    Attributes:
        label: what they share.
        parts: the suite's table -> what came of it, one for each file.
        year: the calendar year in which its 31 March falls.
    """

    label: str
    parts: dict[str, list[TypedTable]] = field(default_factory=lambda: defaultdict(list))
    year: int = 0

    @property
    def files(self) -> list[str]:
        """The names of its files."""
        return [str(part.file.iloc[0]) for parts in self.parts.values() for part in parts if len(part.file)]


def labels(places: Sequence[tuple[str, str]]) -> list[str]:
    """What tells the return of each file: its folder, the figures in its name, or both.

    Args:
        places: each file's path from the extract's folder, and the suite's table that it is of.

    Returns:
        A label for each file; files of one label are of one return.
    """
    folders: dict[str, Counter[str]] = defaultdict(Counter)
    for path, table in places:
        folders[str(PurePosixPath(path).parent)][table] += 1
    found = []
    for path, _ in places:
        folder = str(PurePosixPath(path).parent)
        one = max(folders[folder].values()) == 1
        found.append(folder if one else f"{folder} {figures(PurePosixPath(path).name)}")
    with_episodes = {label for label, (_, table) in zip(found, places, strict=True) if table == "care"}
    if len(with_episodes) == 1 and not set(found) <= with_episodes:
        tables = Counter(table for _, table in places)
        if max(tables.values()) == 1:  # one return, of which each file has a folder or a figure of its own
            return [next(iter(with_episodes))] * len(found)
    return _joined(found, places, with_episodes)


def _joined(found: list[str], places: Sequence[tuple[str, str]], with_episodes: set[str]) -> list[str]:
    """Files in folders by table, each put to the return of the same figures."""
    by_figures = defaultdict(set)
    for label, (path, table) in zip(found, places, strict=True):
        if table == "care":
            by_figures[figures(path)].add(label)
    joined = []
    for label, (path, _) in zip(found, places, strict=True):
        alike = by_figures.get(figures(path), set())
        joined.append(label if label in with_episodes or len(alike) != 1 else next(iter(alike)))
    return joined


def figures(path: str) -> str:
    """The figures in a path, without those of the names of tables.

    Args:
        path: such as '2018-19/SSDA903_oc2.csv', of which they are '2018 19'.
    """
    return " ".join(re.findall(r"\d+", NAMES_WITH_FIGURES.sub("", path)))


def year_of(episodes: Iterable[TypedTable]) -> int | None:
    """The calendar year in which a return's 31 March falls, None where no date of it can be read.

    An episode in a return ended within its year or not at all, so most ends are of that year. Where few
    ended, it is the latest year such that enough dates lie in it or later.

    Args:
        episodes: its episodes of care.
    """
    starts, ends = _starts_and_ends(episodes)
    if not starts and not ends:
        return None
    most = max(ends.values(), default=0)
    if most >= FEWEST and most > sum(ends.values()) / 2:
        return max(year for year, dates in ends.items() if dates == most)
    dates = sorted((starts + ends).elements(), reverse=True)
    enough = min(len(dates), max(FEWEST, round(SHARE * len(dates))))
    year = dates[enough - 1]
    return year + 1 if len(dates) < TINY and year + 1 in dates else year


def holds_several_years(episodes: Iterable[TypedTable]) -> bool:
    """Whether the episodes of one file ended in so many years that it holds several returns.

    Args:
        episodes: its episodes of care.
    """
    ends = _starts_and_ends(episodes)[1]
    years = [year for year, dates in ends.items() if dates >= max(FEWEST, SEVERAL * sum(ends.values()))]
    return len(years) > 1


def _starts_and_ends(episodes: Iterable[TypedTable]) -> tuple[Counter[int], Counter[int]]:
    """How many episodes began, and how many ended, in each collection year."""
    frames = [part.frame for part in episodes]
    if not frames:
        return Counter(), Counter()
    ended = [frame.ended for frame in frames if "ended" in frame]
    return _years(pandas.concat([frame.started for frame in frames])), _years(
        pandas.concat(ended) if ended else pandas.Series(dtype="datetime64[s]")
    )


def _years(days: pandas.Series) -> Counter[int]:
    """How many days are of each collection year, which ends on 31 March."""
    days = days.dropna()
    return Counter((days.dt.year + (days.dt.month > 3)).tolist())


def faults_of_years(returns: Sequence[Return]) -> list[str]:
    """What keeps returns from being laid one after the other, a line each.

    Args:
        returns: each with its year.
    """
    problems = []
    for one in returns:
        if not one.parts.get("care"):
            problems.append(
                f"{', '.join(sorted(one.files))}: there are no episodes with it, so its year is not known. "
                "Put the files of one return into one folder."
            )
    years = {one.year for one in returns if one.year}
    lacking = [str(year) for year in range(min(years, default=0), max(years, default=0)) if year not in years]
    if lacking:
        problems.append(
            f"the return of the year ending 31 March {', '.join(lacking)} is missing between the others, "
            "and what became of the children in it is not known. Add it, or leave the earlier ones out."
        )
    by_year: dict[int, list[Return]] = defaultdict(list)
    for one in returns:
        if one.parts.get("care"):
            by_year[one.year].append(one)
    for year, several in sorted(by_year.items()):
        for other in several[1:]:
            if _in_common(several[0], other) < SAME_RETURN:
                problems.append(
                    f"{_episodes_file(several[0])} and {_episodes_file(other)}: both seem to be of the "
                    f"year ending 31 March {year}, and they tell of different episodes. Check the dates of "
                    "both."
                )
    return problems


def _in_common(first: Return, second: Return) -> float:
    """The share of the smaller return's episodes that the other has too."""
    keys = [
        {key for part in one.parts["care"] for key in zip(part.frame.child, part.frame.started, strict=True)}
        for one in (first, second)
    ]
    return len(keys[0] & keys[1]) / max(1, min(map(len, keys)))


def _episodes_file(one: Return) -> str:
    return str(one.parts["care"][0].file.iloc[0])
