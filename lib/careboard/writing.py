"""The verbs of the analysts' words: a first text by rule, and who has still to write, read or sign what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from careboard import editions, sources
from careboard.asking import Build
from careboard.keeping import held, put
from careboard.options import asked_for, where
from careboard.periods import Period, parse
from careboard.problems import Problem, WrongUse, unknown
from careboard.slicing import Whole


@click.group("commentary")
def commentary() -> None:
    """The analysts' words: drafts, and what has still to be written, read or signed.

    Example: careboard commentary status 2019-10
    """


@commentary.command("draft")
@click.argument("period")
@click.option("--area", "areas", multiple=True, help="An area's id; may be given several times. Default: the whole authority.")
@click.option("--domain", "pages", multiple=True, help="Only this page; may be given several times. Default: every page.")
@where
@click.pass_context
def draft(context: click.Context, period: str, areas: tuple[str, ...], pages: tuple[str, ...], **given: Any) -> None:
    """Write a first text by rule, marked as a draft, with last time's beside it. A text that is there is left alone.

    Example: careboard commentary draft 2019-10 --area north --domain front_door
    """
    from careboard.drafting import Draft
    from careboard.published import Published

    wanted = parse(period)
    asked, whole, books = _counted(context, given, wanted)
    areas = areas or (asked.params.areas.whole,)
    _exist(areas, pages, whole, books)
    published, folder = Published(whole), asked.params.folder / "commentary"
    for area in areas:
        for page in pages or books:
            path = folder / wanted.text / area / f"{page}.md"
            if path.exists():
                click.echo(f"{_told(path, asked)}: there is a text already. It was left alone.")
                continue
            put(path, Draft(published, area, page, books[page]).text(_last(folder, wanted, area, page)))
            click.echo(f"Drafted: {_told(path, asked)}")


@commentary.command("status")
@click.argument("period")
@click.option("--area", "areas", multiple=True, help="Only this area; may be given several times.")
@where
@click.pass_context
def status(context: click.Context, period: str, areas: tuple[str, ...], **given: Any) -> None:
    """Tell which pages have no words, a draft, words whose figures have changed since, or words that are signed off, and by whom.

    Example: careboard commentary status 2019-10 --area north
    """
    from careboard import signing

    wanted = parse(period)
    asked, whole, books = _counted(context, given, wanted)
    _exist(areas, (), whole, books)
    for area, page, state, by in signing.status(whole.words, areas or whole.told["areas"], books):
        click.echo(f"{area:<14} {page:<18} {state:<22} {by}".rstrip())
    for told in whole.words.values():
        for line in (*told["moved"], *told["told"]):
            click.echo(line)
    lacking = signing.lacking(whole.words, asked.params.areas.whole, wanted.text)
    click.echo(f"{len(lacking)} things keep {wanted.name} from being signed off." if lacking else f"{wanted.name} can be signed off. Run: careboard build {wanted.text} --require-signed")


@click.command("watch")
@click.argument("period")
@click.option("--area", "areas", multiple=True, help="Only this area's pages; may be given several times.")
@click.option("--domain", "pages", multiple=True, help="Only this page; may be given several times.")
@click.option("--serve", is_flag=True, help="Serve the pages on this machine; an open page loads itself again when it was drawn anew.")
@click.option("--port", type=click.IntRange(0, 65535), default=8700, show_default=True, help="Where --serve listens; 0 takes any free port.")
@click.option("--poll", is_flag=True, help="Look at the files again and again: for network drives, which tell of no change.")
@where
@click.pass_context
def watch(context: click.Context, period: str, areas: tuple[str, ...], pages: tuple[str, ...], serve: bool, port: int, poll: bool, **given: Any) -> None:
    """Draw again at once what a saved change of commentary, notebooks, bands or settings touches, until Ctrl-C.

    Example: careboard watch 2019-10 --area north --domain front_door --serve
    """
    from contextlib import nullcontext

    from careboard.pool import Pool
    from careboard.preview import Preview
    from careboard.watching import Watch, folders, touched

    def ask() -> Build:
        return asked_for(context, given, areas=areas, pages=pages, tell=click.echo)

    wanted, first = parse(period), ask()
    saved = touched(folders(first), poll)
    next(saved)
    with Pool() as pool, Preview(first.shelf, port) if serve else nullcontext() as preview:
        watching = Watch(ask, wanted, pool, click.echo, preview.changed if preview else lambda: None)
        pool.begin()
        watching.again()
        click.echo(f"The index: {f'{preview.address}/{wanted.text}/index.html' if preview else first.target(wanted) / 'index.html'}")
        click.echo("Watching commentary, notebooks, bands and settings. Ctrl-C ends it.")
        for files in saved:
            if files:
                watching.again()


def _counted(context: click.Context, given: dict[str, Any], period: Period) -> tuple[Build, Whole, dict[str, str]]:
    """The request, the period's edition with its words, and the notebooks."""
    asked, books = asked_for(context, given, tell=lambda line: click.echo(line, err=True)), sources.books()
    with held(asked.outputs, wait=True):
        return asked, editions.ensure(asked, [period], books)[period.text].whole(), books


def _exist(areas: tuple[str, ...], pages: tuple[str, ...], whole: Whole, books: dict[str, str]) -> None:
    wrong = [unknown("", "area", area, whole.told["areas"]) for area in areas if area not in whole.told["areas"]]
    wrong += [unknown("", "page", page, books) for page in pages if page not in books]
    if wrong:
        raise WrongUse("\n".join(wrong))


def _told(path: Path, asked: Build) -> str:
    return path.relative_to(asked.params.folder.parent).as_posix() if path.is_relative_to(asked.params.folder.parent) else str(path)


def _last(folder: Path, period: Period, area: str, page: str):
    """This page's words of the last period of the same kind that has any, or None; what cannot be read is passed over."""
    from careboard.commentary import read

    before = []
    for found in folder.iterdir() if folder.is_dir() else ():
        try:
            other = parse(found.name)
        except Problem:
            continue
        if other.dated == period.dated and other.end < period.end and (found / area / f"{page}.md").is_file():
            before.append((other.end, found / area / f"{page}.md"))
    try:
        return read(max(before)[1]) if before else None
    except Problem:
        return None
