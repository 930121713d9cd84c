"""The verbs. What draws or counts is imported inside the verb, so that a command that needs neither starts at once.

Exit codes: 0 done, 1 something is wrong with the data, the parameters or a page, 2 wrong use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from careboard import __version__, editions, settings, sources
from careboard.asking import Outcome, shelf
from careboard.batch import build
from careboard.keeping import held
from careboard.options import AUDIENCE, OUTPUTS, Suite, asked_for, where
from careboard.periods import parse, parse_all
from careboard.writing import commentary, watch


@click.group(cls=Suite, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__)
@where
@click.pass_context
def main(context: click.Context, **given: Any) -> None:
    """A report suite for children's services: case records in, board pages out.

    Example: careboard build 2019-10
    """
    context.obj = given


main.add_command(commentary)
main.add_command(watch)


@main.command("build")
@click.argument("periods", nargs=-1, required=True, metavar="PERIOD...")
@click.option("--area", "areas", multiple=True, help="Only this area's pages; may be given several times.")
@click.option("--domain", "pages", multiple=True, help="Only this page; may be given several times.")
@click.option("--workers", type=click.IntRange(1, 256), help="How many pages are drawn at once. Default: one a processor.")
@click.option("--cluster", metavar="ADDRESS", help="Draw with the workers of a dask scheduler, such as tcp://host:8786.")
@click.option("--force", is_flag=True, help="Draw every page, changed or not.")
@click.option("--why", is_flag=True, help="Say why each page would be drawn, and draw none.")
@click.option("--require-signed", is_flag=True, help="Build a whole period, only where all commentary is signed off and holds; then the period is closed.")
@click.option("--reopen", metavar="WHY", default="", help="Rebuild a period that was signed off and closed, and say on its pages why.")
@click.option("--quiet", is_flag=True, help="Say nothing but what went wrong.")
@where
@click.pass_context
def build_(context: click.Context, periods: tuple[str, ...], quiet: bool, areas, pages, workers, cluster, force, why, require_signed, reopen, **given: Any) -> None:
    """Count and draw the pages of one or more periods; what did not change is left alone.

    PERIOD is a month (2019-10), a fortnight by its last day (2019-10-18) or a run of months (2019-04..2019-10).

    Example: careboard build 2019-10 --area north --domain front_door
    """
    from careboard.progress import Bar

    wanted = parse_all(periods)
    with Bar(quiet) as bar:
        asked = asked_for(context, given, areas=areas, pages=pages, workers=workers, cluster=cluster, force=force, why=why, require_signed=require_signed, reopen=reopen.strip(), tell=bar.tell, progress=bar.step)
        outcomes = build(asked, wanted)
    for outcome in outcomes:
        _tell(outcome, quiet or why)
    if any(outcome.not_drawn or outcome.failed for outcome in outcomes):
        sys.exit(1)


def _tell(outcome: Outcome, quiet: bool) -> None:
    for id, why in outcome.failed.items():
        click.echo(f"indicator '{id}', {outcome.period.text}: could not be counted ({why}). Its figures say so; every other one stands. Look at its definition.", err=True)
    for page in outcome.not_drawn:
        others = len(outcome.drawn) + len(outcome.kept)
        click.echo(f"{page['area']}, {outcome.period.text}, {page['page']}: {page['reason']}. The other {others} pages are there. Run: careboard build {outcome.period.text} --area {page['area']} --domain {page['page']}", err=True)
    if not quiet:
        resumed = f"{len(outcome.resumed)} taken over from a build that was interrupted, " if outcome.resumed else ""
        click.echo(f"{outcome.period.name}: {_pages(len(outcome.drawn))} drawn, {resumed}{len(outcome.kept)} unchanged, {len(outcome.not_drawn)} not drawn.")
        if outcome.earlier:
            click.echo(f"Not there, and not asked for by this build: {_pages(len(outcome.earlier))}. The index says why. Run: careboard build {outcome.period.text}")
        if outcome.set_aside:
            click.echo(f"{outcome.set_aside:,} records were set aside. Each stands by file, row and reason in {outcome.faults}")
        click.echo(f"The index: {outcome.index}")


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number:,} pages"


@main.command("edition", hidden=True)
@click.argument("period")
@where
@click.pass_context
def edition(context: click.Context, period: str, **given: Any) -> None:
    """Count a period, keep its edition, draw nothing, and say where it is. Notebooks opened by hand call this."""
    wanted = parse(period)
    asked = asked_for(context, given, tell=lambda line: click.echo(line, err=True))
    with held(asked.outputs, wait=True):
        editions.ensure(asked, [wanted])
    click.echo(str(asked.edition_folder(wanted) / "whole"))


@main.command("sample")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def sample(folder: Path) -> None:
    """Write the invented county into FOLDER: ssd/*.csv, ssd.sqlite and ssda903/<year>/*.csv.

    Example: careboard sample data/sample
    """
    sources.make_sample(folder, click.echo)
    click.echo(f"The invented county: {folder}")


@main.command("check")
@click.argument("period", required=False)
@where
@click.pass_context
def check(context: click.Context, period: str | None, **given: Any) -> None:
    """Hold parameters, commentary and extract against each other; tell every problem, build nothing.

    Example: careboard check 2019-10
    """
    from careboard import intake
    from careboard.check import of_params
    from careboard.intake.extract import fault_summary
    from careboard.problems import Problems

    asked = asked_for(context, given)
    faults, notes = of_params(asked.params), list[str]()
    extract = intake.read(asked.chosen.address, asked.extract_date or asked.chosen.said.extract_date)
    if period and not faults:
        from careboard.composing import Composer
        from careboard.edition import as_files
        from careboard.slicing import Whole
        from careboard.words import rendered

        try:
            edition = Composer(asked.params, asked.chosen, extract, asked.audience, asked.fingerprint).compose([parse(period)])[parse(period).text]
            words = rendered(asked.params.folder / "commentary" / parse(period).text, Whole(as_files(edition)), asked.params.areas.areas, sources.books())
            notes = [line for told in words.values() for line in (*told["moved"], *told["told"])]
        except Problems as problem:
            faults += problem.lines
    click.echo(f"{extract.source}: {extract.used:,} records used, {extract.set_aside:,} set aside.")
    for note in extract.notes:
        click.echo(note)
    for fault in fault_summary(extract.faults).itertuples():
        click.echo(f"{fault.file}, column '{fault.column}': {fault.reason}. {fault.records:,} found. {fault.outcome}")
    for note in notes:
        click.echo(note)
    if faults:
        raise Problems(faults)
    click.echo("Parameters and commentary are in order." if period else "Parameters are in order.")


@main.command("indicators")
@click.option("--manual", "file", is_flag=False, flag_value="manual.html", type=click.Path(path_type=Path, dir_okay=False), help="Write all definitions with their worked examples as one page, manual.html unless a file is named.")
@click.pass_context
def indicators(context: click.Context, file: Path | None) -> None:
    """List every indicator: id, page, windows and title; or write the manual.

    Example: careboard indicators --manual
    """
    from careboard.indicators import catalogue

    if file is None:
        for id, definition in catalogue().items():
            click.echo(f"{definition.page:<18} {id:<50} {', '.join(definition.windows):<42} {definition.title}")
        return
    from careboard import manual
    from careboard.composing import page_names, page_title
    from careboard.keeping import put

    params = settings.read((context.obj or {}).get("params") or sources.ROOT / "params")
    put(file, manual.page(params.suite.name, params.suite.contact, {name: page_title(name) for name in page_names()}, standards=params.suite.standards))
    click.echo(f"The manual: {file}")


@main.command("explain")
@click.argument("indicator")
@click.argument("period")
@click.option("--area", help="An area's id. Default: the whole authority.")
@where
@click.pass_context
def explain(context: click.Context, indicator: str, period: str, area: str | None, **given: Any) -> None:
    """Say of one figure: definition, numbers, windows, comparators, and what was left out.

    Example: careboard explain assessments_within_45_working_days 2019-10 --area north
    """
    from careboard import explaining
    from careboard.indicators import find

    find(indicator)
    wanted = parse(period)
    asked = asked_for(context, given, tell=lambda line: click.echo(line, err=True))
    with held(asked.outputs, wait=True):
        editions.ensure(asked, [wanted])
    click.echo(explaining.text(asked.edition_folder(wanted), indicator, area or asked.params.areas.whole))


@main.command("worklist")
@click.argument("indicator")
@click.argument("period")
@where
@click.pass_context
def worklist(context: click.Context, indicator: str, period: str, **given: Any) -> None:
    """List the cases behind a figure that somebody must see to: those not met, or those that fall due.

    The list names children by the extract's own ids. It goes to outputs/restricted/ and is not for circulation.

    Example: careboard worklist dental_checks_due 2019-10
    """
    from careboard import downloads, intake, worklists
    from careboard.composing import Composer
    from careboard.indicators import find
    from careboard.keeping import put

    definition, wanted = find(indicator), parse(period)
    asked = asked_for(context, given, tell=lambda line: click.echo(line, err=True))
    extract = intake.read(asked.chosen.address, asked.extract_date or asked.chosen.said.extract_date)
    listed = worklists.worklist(Composer(asked.params, asked.chosen, extract, asked.audience, asked.fingerprint).counting(), definition, wanted)
    file = asked.outputs / "restricted" / wanted.text / f"{definition.id}.csv"
    put(file, downloads.harmless_csv(listed))
    click.echo(f"{len(listed):,} cases, restricted: {file}")


@main.command("changes")
@click.argument("period")
@click.option("--area", help="An area's id. Default: the whole authority.")
@OUTPUTS
@AUDIENCE
@click.pass_context
def changes(context: click.Context, period: str, area: str | None, **given: Any) -> None:
    """Say which earlier figures moved since they were published, by how much, and why.

    A period is compared with the one published before it; a period that was built anew, with what its first build published.

    Example: careboard changes 2019-10 --area north
    """
    from careboard import since

    asked = context.obj | {name: value for name, value in given.items() if value is not None}
    outputs = (asked.get("outputs") or sources.ROOT / "outputs").resolve()
    click.echo(since.told(outputs, asked.get("audience") or "board", parse(period), area))


@main.command("pack")
@click.argument("period")
@click.option("--area", "areas", multiple=True, help="An area's id; may be given several times. Default: the whole authority.")
@click.option("--browser", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="The Chromium, Chrome or Edge that prints. Default: the one on this machine.")
@OUTPUTS
@AUDIENCE
@click.pass_context
def pack_(context: click.Context, period: str, areas: tuple[str, ...], browser: Path | None, **given: Any) -> None:
    """Bind an area's published pages into one PDF, pack.pdf beside them: cover, contents, bookmarks, numbered pages.

    Example: careboard pack 2019-10 --area north
    """
    from careboard import pack

    asked = context.obj | {name: value for name, value in given.items() if value is not None}
    outputs = (asked.get("outputs") or sources.ROOT / "outputs").resolve()
    folder = shelf(outputs, asked.get("audience") or "board") / parse(period).text
    pack.built(folder)
    with held(outputs, wait=True):
        for area in areas or ("",):
            click.echo(f"The pack: {pack.make(folder, area, str(browser) if browser else None)}")
