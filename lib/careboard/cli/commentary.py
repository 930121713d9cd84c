"""The verbs of the analysts' words: a first text by rule, and who has still to write, read or sign what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from careboard import notebook_source
from careboard.build.request import Build
from careboard.cli.options import area_option, page_option, stored_edition, where
from careboard.edition.edition import Edition
from careboard.errors import Problem, WrongUse, unknown
from careboard.files import put
from careboard.periods import Period, parse

if TYPE_CHECKING:
    from careboard.commentary.parse import Commentary


@click.group("commentary")
def commentary() -> None:
    """The analysts' words: drafts, and what has still to be written, read or signed.

    Example: careboard commentary status 2019-10
    """


@commentary.command("draft")
@click.argument("period")
@area_option("An area's id; may be given several times. Default: the whole authority.")
@page_option("Only this page; may be given several times. Default: every page.")
@where
@click.pass_context
def draft(
    context: click.Context, period: str, areas: tuple[str, ...], pages: tuple[str, ...], **given: Any
) -> None:
    """Write a first text by rule, marked as a draft, with last time's beside it.

    A text that is there is left alone.

    Example: careboard commentary draft 2019-10 --area north --domain front_door
    """
    from careboard.commentary.draft import Draft
    from careboard.commentary.quoted_figures import QuotedFigures

    wanted, notebooks = parse(period), notebook_source.notebooks()
    request, kept = stored_edition(context, given, wanted)
    edition = kept.edition()
    areas = areas or (request.params.areas.whole,)
    _require_known(areas, pages, edition, notebooks)
    published, folder = QuotedFigures(edition), request.params.folder / "commentary"
    for area in areas:
        whole = area == edition.tree.whole
        for page in (name for name in pages or notebooks if notebook_source.drawn_for(name, whole)):
            path = folder / wanted.text / area / f"{page}.md"
            if path.exists():
                click.echo(f"{_short(path, request)}: there is a text already. It was left alone.")
                continue
            text = Draft(published, area, notebooks[page]).text(_previous(folder, wanted, area, page))
            put(path, text)
            click.echo(f"Drafted: {_short(path, request)}")


@commentary.command("status")
@click.argument("period")
@area_option("Only this area; may be given several times.")
@where
@click.pass_context
def status(context: click.Context, period: str, areas: tuple[str, ...], **given: Any) -> None:
    """Tell which pages have no words, a draft, words whose figures changed since, or signed words, and whose.

    Example: careboard commentary status 2019-10 --area north
    """
    from careboard.commentary import sign_off

    wanted, notebooks = parse(period), notebook_source.notebooks()
    request, kept = stored_edition(context, given, wanted)
    edition = kept.edition()
    _require_known(areas, (), edition, notebooks)
    for area in areas or edition.areas:
        for page in sign_off.status(edition.words, [area], edition.pages_of(area)):
            click.echo(f"{page.area:<14} {page.page:<18} {page.state:<22} {page.remark}".rstrip())
    for words in edition.words.values():
        for line in (*words["moved"], *words["told"]):
            click.echo(line)
    faults = sign_off.sign_off_faults(edition.words, request.params.areas.whole, wanted.text)
    if faults:
        click.echo(f"{len(faults)} things keep {wanted.name} from being signed off.")
    else:
        click.echo(f"{wanted.name} can be signed off. Run: careboard build {wanted.text} --require-signed")


def _require_known(
    areas: Iterable[str], pages: Iterable[str], edition: Edition, notebooks: dict[str, str]
) -> None:
    wrong = [unknown("", "area", area, edition.areas) for area in areas if area not in edition.areas]
    wrong += [unknown("", "page", page, notebooks) for page in pages if page not in notebooks]
    if wrong:
        raise WrongUse("\n".join(wrong))


def _short(path: Path, request: Build) -> str:
    """A file's name as it is told: from the suite's folder on, where it lies there."""
    suite = request.params.folder.parent
    return path.relative_to(suite).as_posix() if path.is_relative_to(suite) else str(path)


def _previous(folder: Path, period: Period, area: str, page: str) -> Commentary | None:
    """This page's words of the last period of the same kind that has any, or None.

    What cannot be read is passed over.
    """
    from careboard.commentary.parse import read

    before = []
    for period_folder in folder.iterdir() if folder.is_dir() else ():
        try:
            other = parse(period_folder.name)
        except Problem:
            continue
        file = period_folder / area / f"{page}.md"
        if other.dated == period.dated and other.end < period.end and file.is_file():
            before.append((other.end, file))
    try:
        return read(max(before)[1]) if before else None
    except Problem:
        return None
