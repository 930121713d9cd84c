"""A build: from a request to published periods, with nothing counted or drawn twice.

What comes in is a Build: the parameters, an extract and what is wanted of them. What goes out are the folders
of the periods below outputs/, and an Outcome for each, which says what was drawn, left alone and not drawn.

    request          Build and Outcome
    checks           parameters held against one another, before anything is built
    edition_store    editions counted, kept, opened and cleared away
    stale_pages      which pages are to be drawn, and why
    period_build     one period built
    staging          its folder put in place at one stroke
    products         what stands beside the pages: index, manual, downloads
    build            the periods of one request, one after another
    log, progress    what is written down of it, and what is seen meanwhile
    restricted_lists lists that name children, for their owner alone
    older_outputs    what an older version left among the published files, taken away
    watch            a period built again whenever a file is saved; preview_server shows it

Where nothing changed, nothing in this package loads pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from careboard import lazy_names

if TYPE_CHECKING:
    from careboard.build.build import build_periods
    from careboard.build.request import Build, Outcome

__all__ = ["Build", "Outcome", "build_periods"]
__getattr__ = lazy_names(__name__, {"Build": "request", "Outcome": "request", "build_periods": "build"})
