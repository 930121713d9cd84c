"""The commentary of a period: each file of its folder read, held against the edition, and rendered.

Importing this module costs no pandas: where one commentary changed, a build starts at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from careboard.commentary import figure_record, parse
from careboard.commentary.checked_commentary import CheckedCommentary
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.edition.edition import Edition
from careboard.errors import Problem, Problems, raise_all, unknown
from careboard.notebook_source import drawn_for


def render(
    folder: Path, edition: Edition, areas: Collection[str], notebooks: Mapping[str, str], record: bool = False
) -> dict[str, dict[str, Any]]:
    """The words of each commentary file of a period's folder.

    Where an edition is of the whole authority alone, words for its areas are read by nobody and left out, and
    where its authority has no name all are.

    Args:
        folder: params/commentary/<period>.
        edition: the period's edition.
        areas: the ids that params/areas.yml knows.
        notebooks: page -> the text of its notebook.
        record: whether what the figures say is kept beside passages that are new; a board's build does so.

    Returns:
        '<area>/<page>' -> what `CheckedCommentary.words` gives.

    Raises:
        Problems: with all that is wrong in any file.
    """
    words: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    about, figures = edition.about, QuotedFigures(edition)
    for path in sorted(folder.rglob("*.md")):
        area, page = path.parent.name, path.stem
        try:
            _require(path, "area", area, areas)
            _require(path, "page", page, _pages(edition, area))
            if area in edition.areas and about["authority"]:
                page_words, entries = _check_file(path, figures, notebooks.get(page, ""))
                words[f"{area}/{page}"] = page_words
                if record and about["audience"] == "board":
                    figure_record.write_record(path, entries, about["extract_date"])
            else:
                parse.read(path)  # what nobody can read is told, whoever its words are for
        except Problem as problem:
            faults += problem.lines if isinstance(problem, Problems) else [str(problem)]
    raise_all(faults)
    return words


def _pages(edition: Edition, area: str) -> list[str]:
    """The names of the pages of an area, which the edition need not have."""
    whole, names = area == edition.tree.whole, (page["name"] for page in edition.about["pages"])
    return [name for name in names if drawn_for(name, whole)]


def _check_file(
    path: Path, figures: QuotedFigures, notebook: str
) -> tuple[dict[str, Any], figure_record.Record]:
    """What a page shows of a file's words, and their record; a process reads again only what changed."""

    def check() -> tuple[dict[str, Any], figure_record.Record]:
        checked = CheckedCommentary(parse.read(path), figures, path.parent.name, path.stem, notebook)
        return checked.words(), checked.record

    files = (path, figure_record.record_path(path))
    texts = tuple(file.read_bytes() if file.is_file() else b"" for file in files)
    return figures.edition.once(("words", path, texts, notebook), check)


def _require(path: Path, what: str, name: str, known: Collection[str]) -> None:
    """Refuse a file in a place of an unknown name."""
    if name not in known:
        raise Problem(unknown(parse.short_name(path), what, name, known))
