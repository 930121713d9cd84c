"""The verbs of what is published: changes and pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from careboard.cli.options import AUDIENCE, OUTPUTS, WORK, area_option, echo_error, folders_of, options_of
from careboard.files import lock
from careboard.periods import parse


@click.command("changes")
@click.argument("period")
@click.option("--area", help="An area's id. Default: the whole authority.")
@OUTPUTS
@WORK
@AUDIENCE
@click.pass_context
def changes(context: click.Context, period: str, area: str | None, **given: Any) -> None:
    """Say which earlier figures moved since they were published, by how much, and why.

    A period is compared with the one published before it; a period that was built anew, with what its first
    build published. Below stands what the period's first edition said of it beside what is known now.

    Example: careboard changes 2019-10 --area north
    """
    from careboard.history.report import changes_text

    folders, audience = folders_of(options_of(context, given))
    click.echo(changes_text(folders, audience, parse(period), area))


@click.command("pack")
@click.argument("period")
@area_option("An area's id; may be given several times. Default: the whole authority.")
@click.option(
    "--browser",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The Chromium, Chrome or Edge that prints. Default: the one on this machine.",
)
@click.option("--summary", is_flag=True, help="The board summary alone, two sheets: summary.pdf.")
@click.option("--tables", is_flag=True, help="With all that is folded under a figure: tables, definition.")
@OUTPUTS
@WORK
@AUDIENCE
@click.pass_context
def pack(
    context: click.Context,
    period: str,
    areas: tuple[str, ...],
    browser: Path | None,
    summary: bool,
    tables: bool,
    **given: Any,
) -> None:
    """Bind an area's pages into one PDF, pack.pdf beside them: cover, contents, bookmarks, numbered pages.

    Example: careboard pack 2019-10 --area north
    """
    from careboard.publish.pdf_pack import make_pack, make_summary, require_built

    folders, audience = folders_of(options_of(context, given))
    folder = folders.periods(audience) / parse(period).text
    require_built(folder)
    with lock(folders.work, wait=True, tell=echo_error):
        for area in areas or ("",):
            called, path = "The summary" if summary else "The pack", str(browser) if browser else None
            if summary:
                file = make_summary(folder, folders.work, area, path)
            else:
                file = make_pack(folder, folders.work, area, path, tables)
            click.echo(f"{called}: {file}")
