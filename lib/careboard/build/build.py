"""The periods of one request, built one after another from editions that are counted at once.

Importing this module costs no pandas: where nothing changed, nothing is counted and nothing drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from careboard import __version__
from careboard.build import edition_store, log, older_outputs
from careboard.build.edition_store import StoredEdition
from careboard.build.log import LOG
from careboard.build.period_build import PeriodBuild
from careboard.build.request import Build, Outcome
from careboard.commentary.sign_off import sign_off_faults
from careboard.errors import WrongUse, raise_all, unknown
from careboard.execute.pool import Pool
from careboard.files import lock, plain_disk_errors
from careboard.notebook_source import drawn_for, faults, notebook_files, notebooks
from careboard.periods import Period
from careboard.publish import periods_index


def build_periods(request: Build, wanted: Sequence[Period], pool: Pool | None = None) -> list[Outcome]:
    """Build periods, counting once for all.

    Args:
        request: what is wanted of each.
        wanted: the periods.
        pool: who draws pages; who builds again and again hands in one that stays warm. Else one is begun for
            this build, and ended.

    Returns:
        What was done, period by period.

    Raises:
        WrongUse, Problem: before anything is published, where the request, a notebook or commentary is at
            fault, and where another build is at work there or a folder cannot be written.
    """
    notebooks = _notebooks(request)
    with (
        lock(request.folders.work, tell=request.tell),
        log.log_file(request.folders.log_file),
        plain_disk_errors(request.folders.outputs, request.folders.work),
        nullcontext(pool) if pool else Pool(request.workers, request.cluster) as drawing,
    ):
        if taken := older_outputs.take_away(request.folders):
            request.tell(taken)
            LOG.warning(taken)
        LOG.info("build of %s begun, careboard %s", ", ".join(period.text for period in wanted), __version__)
        kept = edition_store.ensure(request, wanted, notebooks, begin=drawing.begin)
        raise_all(_signing_problems(request, [*zip(wanted, kept.values(), strict=True)], notebooks))
        # each looks at what the one before it published
        outcomes = [
            PeriodBuild(request, period, kept[period.text], notebooks).run(drawing) for period in wanted
        ]
        folder, changed = request.periods_folder, any(outcome.changed for outcome in outcomes)
        if not request.why and (changed or periods_index.list_is_old(folder)):
            periods_index.renew_list(folder, request.params.suite, request.params.folder, request.restricted)
        return outcomes


def _notebooks(request: Build) -> dict[str, str]:
    """The notebooks' texts by page.

    Refuse a wrong request and broken notebooks, all together, before anything is drawn.
    """
    if request.require_signed and (request.areas or request.pages):
        raise WrongUse(
            "--require-signed closes a period, and a period is closed whole. Leave out --area and --domain."
        )
    files, areas = notebook_files(), request.params.areas.areas
    wrong = [unknown("", "page", page, files) for page in request.pages if page not in files]
    wrong += [unknown("", "area", area, areas) for area in request.areas if area not in areas]
    if request.areas and request.params.areas.whole not in request.areas:
        wrong += [
            f"{page}: this page is drawn for the whole authority alone. Leave out --area."
            for page in request.pages
            if not drawn_for(page, False)
        ]
    if wrong:
        raise WrongUse("\n".join(wrong))
    raise_all([fault for name in request.pages or files for fault in faults(files[name])])
    return notebooks()


def _signing_problems(
    request: Build, wanted: Sequence[tuple[Period, StoredEdition]], notebooks: Mapping[str, str]
) -> list[str]:
    """Why periods may not be built: words that are to be signed off first, or a sign-off that closed one."""
    problems = list[str]()
    for period, kept in wanted if not request.why else ():
        if request.require_signed:
            words = edition_store.read_words(kept.folder)
            problems += sign_off_faults(words, request.params.areas.whole, period.text)
        if PeriodBuild(request, period, kept, notebooks).would_change_closed():
            problems.append(
                f"{period.text}: signed off and closed, and this build would change it. To build it again "
                f'run: careboard build {period.text} --reopen "why". The reason will stand on its pages.'
            )
    return problems
