"""The verbs that make something: build, watch, edition and sample."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from careboard.build.build import build_periods
from careboard.build.request import Build, Outcome
from careboard.cli.options import area_option, echo_error, page_option, request_of, stored_edition, where
from careboard.edition.folder import WHOLE
from careboard.errors import WrongUse
from careboard.intake.sample_folder import make_sample
from careboard.params.words import plain_words
from careboard.periods import parse, parse_all
from careboard.publish.outputs import INDEX


@click.command("build")
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@area_option("Only this area's pages; may be given several times.")
@page_option("Only this page; may be given several times.")
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="How many pages are drawn at once. Default: one a processor.",
)
@click.option(
    "--cluster", metavar="ADDRESS", help="Draw with the workers of a dask scheduler, such as tcp://host:8786."
)
@click.option("--force", is_flag=True, help="Draw every page, changed or not.")
@click.option("--why", is_flag=True, help="Say why each page would be drawn, and draw none.")
@click.option(
    "--require-signed",
    is_flag=True,
    help="Build a whole period, only where all commentary is signed off and holds; then it is closed.",
)
@click.option(
    "--reopen",
    metavar="WHY",
    default="",
    help="Rebuild a period that was signed off and closed, and say on its pages why.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
@where
@click.pass_context
def build(context: click.Context, periods: tuple[str, ...], quiet: bool, **given: Any) -> None:
    """Count and draw the pages of one or more periods; what did not change is left alone.

    PERIOD is a month (2019-10), a fortnight by its last day (2019-10-18) or a run of months
    (2019-04..2019-10).

    Example: careboard build 2019-10 --area north --domain front_door
    """
    from careboard.build.progress import Bar

    wanted = parse_all(periods)
    with Bar(quiet) as bar:
        request = request_of(context, given, reopen=given["reopen"].strip(), tell=bar.tell, progress=bar.step)
        _require_no_small_count(request)
        outcomes = build_periods(request, wanted)
    for outcome in outcomes:
        _echo_failures(outcome)
        if not (quiet or request.why):
            _echo_done(outcome)
    if any(outcome.not_drawn or outcome.failed for outcome in outcomes):
        sys.exit(1)


def _require_no_small_count(request: Build) -> None:
    """Refuse a reason for pages that counts so few people that a figure would hide them."""
    if request.reopen and request.audience == "board":
        from careboard.commentary.plain_text import of_words
        from careboard.commentary.small_counts import small_count_faults

        faults = small_count_faults(of_words(request.reopen), request.params.disclosure.threshold)
        if faults:
            raise WrongUse("\n".join(f"--reopen: {fault}" for _, fault in faults))
        request.reopen = plain_words(request.reopen)


@click.command("watch")
@click.argument("period")
@area_option("Only this area's pages; may be given several times.")
@page_option("Only this page; may be given several times.")
@click.option(
    "--serve",
    is_flag=True,
    help="Serve the pages on this machine; an open page loads itself again when it was drawn anew.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8700,
    show_default=True,
    help="Where --serve listens; 0 takes any free port.",
)
@click.option(
    "--poll",
    is_flag=True,
    help="Look at the files again and again: for network drives, which tell of no change.",
)
@where
@click.pass_context
def watch(context: click.Context, period: str, serve: bool, port: int, poll: bool, **given: Any) -> None:
    """Draw again at once what a saved change of words, notebooks, bands or settings touches, until Ctrl-C.

    With --audience internal, --serve prints an address with a token, without which no page is shown.

    Example: careboard watch 2019-10 --area north --domain front_door --serve
    """
    from careboard.build.preview_server import Preview
    from careboard.build.watch import Watch, folders, saved_files
    from careboard.execute.pool import Pool

    def request() -> Build:
        return request_of(context, given, tell=click.echo)

    wanted, first = parse(period), request()
    saved = saved_files(folders(first), poll)
    next(saved)
    periods = first.periods_folder
    with Pool() as pool, Preview(periods, port, first.restricted) if serve else nullcontext() as preview:
        watching = Watch(request, wanted, pool, click.echo, preview.changed if preview else lambda: None)
        pool.begin()
        watching.again()
        index = preview.link(f"{wanted.text}/{INDEX}") if preview else periods / wanted.text / INDEX
        click.echo(f"The index: {index}")
        click.echo("Watching commentary, notebooks, bands and settings. Ctrl-C ends it.")
        for files in saved:
            if files:
                watching.again()


@click.command("edition", hidden=True)
@click.argument("period")
@where
@click.pass_context
def edition(context: click.Context, period: str, **given: Any) -> None:
    """Count a period, keep its edition, draw nothing, and say where it is.

    Notebooks opened by hand call this.
    """
    _, kept = stored_edition(context, given, parse(period))
    click.echo(str(kept.folder / WHOLE))


@click.command("sample")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def sample(folder: Path) -> None:
    """Write the invented county into FOLDER: ssd/*.csv, ssd.sqlite, ssda903/<year>/*.csv and annex_a/*.xlsx.

    Example: careboard sample data/sample
    """
    if not make_sample(folder, click.echo):
        sys.exit(WrongUse.exit_code)
    click.echo(f"The invented county: {folder}")


def _echo_failures(outcome: Outcome) -> None:
    """Say what could not be counted or drawn."""
    period = outcome.period.text
    for ident, why in outcome.failed.items():
        echo_error(
            f"indicator '{ident}', {period}: could not be counted ({why}). Its figures say so; every other "
            "one stands. Look at its definition."
        )
    others = len(outcome.drawn) + len(outcome.kept)
    for page in outcome.not_drawn:
        echo_error(
            f"{page['area']}, {period}, {page['page']}: {page['reason'].rstrip('.')}. The other {others} "
            f"pages are there. Run: careboard build {period} --area {page['area']} --domain {page['page']}"
        )


def _echo_done(outcome: Outcome) -> None:
    """Say what was done."""
    resumed = ""
    if outcome.resumed:
        resumed = f"{len(outcome.resumed)} taken over from a build that was interrupted, "
    click.echo(
        f"{outcome.period.name}: {_pages(len(outcome.drawn))} drawn, {resumed}{len(outcome.kept)} unchanged, "
        f"{len(outcome.not_drawn)} not drawn."
    )
    if outcome.earlier:
        click.echo(
            f"Not there, and not asked for by this build: {_pages(len(outcome.earlier))}. "
            f"The index says why. Run: careboard build {outcome.period.text}"
        )
    if outcome.set_aside:
        click.echo(
            f"{outcome.set_aside:,} records were set aside. Each stands by file, row and reason in "
            f"{outcome.faults}"
        )
    click.echo(f"The index: {outcome.index}")


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number:,} pages"
