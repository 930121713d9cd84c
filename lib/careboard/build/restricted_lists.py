"""Lists that name children, put into the work folder; the log says who asked for each.

No page leads to one, and a build makes none.
"""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

import pandas

from careboard.build.log import LOG, log_file
from careboard.build.request import Build
from careboard.files import plain_disk_errors, put
from careboard.periods import Period
from careboard.permissions import close_to_others
from careboard.publish.restricted_workbook import restricted_xlsx


def put_list(request: Build, period: Period, name: str, title: str, cases: pandas.DataFrame) -> Path:
    """Write a restricted list as a workbook, note down who asked for it, and say where it is.

    Args:
        request: of which extract, and where files lie; its `tell` hears where the folder cannot be closed.
        period: the period.
        name: the file's name, without its ending.
        title: what is listed.
        cases: a row a case.

    Raises:
        Problem: where the folder may not be written.
    """
    folders = request.folders
    file = folders.restricted(period.text) / f"{name}.xlsx"
    with plain_disk_errors(folders.work):
        if warning := close_to_others(folders.work):
            request.tell(warning)
        with log_file(folders.log_file):
            of = request.chosen.name or "an unnamed source"
            LOG.warning(
                "restricted list %s for %s, of %s: asked for by %s, %d rows",
                name,
                period.text,
                of,
                user_name(),
                len(cases),
            )
        put(file, restricted_xlsx(title, cases, datetime.now(UTC).replace(tzinfo=None)), restricted=True)
    return file


def user_name() -> str:
    """The name of the machine's user whom this process runs as, whatever the environment says."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # Windows; a user without a name, as in a container
        pass
    try:
        return os.getlogin()
    except OSError:
        return getpass.getuser() if os.name == "nt" else f"user {os.getuid()}"
