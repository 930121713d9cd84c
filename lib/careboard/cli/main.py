"""The command `careboard`. Each verb stands in the module of its kind."""

from __future__ import annotations

from typing import Any

import click

from careboard import __version__
from careboard.cli.attack import attack
from careboard.cli.build import build, edition, sample, watch
from careboard.cli.commentary import commentary
from careboard.cli.figures import check, explain, indicators, worklist
from careboard.cli.options import PlainGroup, where
from careboard.cli.publications import changes, pack
from careboard.cli.reconcile import reconcile


@click.group(
    cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__)
@where
@click.pass_context
def main(context: click.Context, **given: Any) -> None:
    """A report suite for children's services: case records in, board pages out.

    Example: careboard build 2019-10
    """
    context.obj = given


for verb in (
    commentary,
    watch,
    build,
    edition,
    sample,
    check,
    indicators,
    explain,
    worklist,
    reconcile,
    changes,
    pack,
    attack,
):
    main.add_command(verb)
