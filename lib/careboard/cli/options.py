"""The options that several verbs share, and how a user's mistakes are told.

Importing this module costs no pandas.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from careboard import notebook_source
from careboard.build import edition_store
from careboard.build.edition_store import StoredEdition
from careboard.build.request import Build
from careboard.errors import Problem
from careboard.files import lock
from careboard.params import load
from careboard.paths import PARAMS
from careboard.periods import Period
from careboard.publish.outputs import Folders

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path)
OUTPUTS = click.option("--outputs", type=FOLDER, help="Where pages go. Default: the suite's own outputs/.")
WORK = click.option(
    "--work",
    type=FOLDER,
    help="Where all goes that is never published. Default: data/work; beside a folder named with --outputs, "
    "that name with -work.",
)
AUDIENCE = click.option(
    "--audience",
    type=click.Choice(["board", "internal"]),
    help="'internal' hides no small number and writes to the work folder only.",
)
WHERE = (
    click.option("--params", type=FOLDER, help="The folder of parameters. Default: the suite's own params/."),
    click.option(
        "--source",
        metavar="FILE|FOLDER|URL",
        help="The extract: a name in suite.yml, a folder, an SQLite file or a database address.",
    ),
    OUTPUTS,
    WORK,
    click.option(
        "--extract-date",
        type=click.DateTime(formats=["%Y-%m-%d"]),
        help="The day on which the extract was drawn, where it does not say so itself.",
    ),
    AUDIENCE,
    click.option(
        "--accept",
        multiple=True,
        metavar="NAME",
        help="What is beyond the agreed share and accepted, by the name that the message gives.",
    ),
)


class PlainGroup(click.Group):
    """A group of verbs that tells the user's mistakes in the house's words, without a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the verb that was typed; a Problem ends it with the problem's exit code."""
        try:
            return super().main(*args, **kwargs)
        except Problem as problem:
            click.echo(str(problem), err=True)
            sys.exit(problem.exit_code)


def where(command: Command) -> Command:
    """The options that say what is read and where it goes; they may stand before the verb or after it."""
    for option in reversed(WHERE):
        command = option(command)
    return command


def options_of(context: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """The options that were typed before and after the verb; those after it come first."""
    before: dict[str, Any] = context.find_root().obj or {}
    return {
        name: value for typed in (before, given) for name, value in typed.items() if value not in (None, ())
    }


def folders_of(options: dict[str, Any]) -> tuple[Folders, str]:
    """The folders and the audience that some options name.

    Raises:
        WrongUse: see Folders.of.
    """
    return Folders.of(options.get("outputs"), options.get("work")), options.get("audience", "board")


def request_of(context: click.Context, given: dict[str, Any], **more: Any) -> Build:
    """The request for a build.

    Args:
        context: of the verb.
        given: the options after the verb, by the names of Build's attributes.
        more: attributes of Build that no option sets.

    Raises:
        Problems: where a file of parameters is at fault.
        WrongUse: where the source does not exist, and see Folders.of.
    """
    options = options_of(context, given)
    folders, audience = folders_of(options)
    named = {name: value for name, value in options.items() if name not in ("outputs", "work")}
    drawn = named.pop("extract_date", None)
    params = load.read(named.pop("params", None) or PARAMS)
    own = {"folders": folders, "audience": audience, "extract_date": drawn.date() if drawn else None}
    return Build(**{"params": params, **named, **own, **more})


def stored_edition(
    context: click.Context, given: dict[str, Any], period: Period
) -> tuple[Build, StoredEdition]:
    """The request, and the period's edition with its words, which is counted where it is not kept.

    Arguments and exceptions as of `request_of`, and those of edition_store.ensure.
    """
    request = request_of(context, given, tell=echo_error)
    with lock(request.folders.work, wait=True, tell=request.tell):
        editions = edition_store.ensure(request, [period], notebook_source.notebooks())
    return request, editions[period.text]


def echo_error(line: str) -> None:
    """Say a line beside what the command answers."""
    click.echo(line, err=True)


def area_option(help: str) -> Callable[[Command], Command]:  # noqa: A002  # as click names it
    """The option --area, which may be given several times."""
    return click.option("--area", "areas", multiple=True, help=help)


def page_option(help: str) -> Callable[[Command], Command]:  # noqa: A002  # as click names it
    """The option --domain, which may be given several times."""
    return click.option("--domain", "pages", multiple=True, help=help)
