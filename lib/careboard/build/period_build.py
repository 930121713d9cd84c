"""One period built: what is stale is drawn, and all of it is put in place whole, with its receipt.

Importing this module costs no pandas: where nothing changed, nothing is counted and nothing drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from careboard import __version__
from careboard.build import edition_store, stale_pages
from careboard.build.edition_store import StoredEdition
from careboard.build.log import LOG
from careboard.build.products import Products
from careboard.build.request import Build, Outcome
from careboard.build.staging import Stage
from careboard.build.stale_pages import Plan
from careboard.edition.folder import SET_ASIDE
from careboard.edition.page_slice import PageSlices
from careboard.errors import WrongUse
from careboard.execute.page_task import PageTask
from careboard.execute.pool import Pool
from careboard.files import put
from careboard.fingerprints import (
    drawing_fingerprint,
    joint_fingerprint,
    page_fingerprint,
    text_fingerprint,
)
from careboard.history import ledger_entries, report, snapshots
from careboard.history.report import News
from careboard.notebook_source import drawn_for
from careboard.periods import Period
from careboard.publish.outputs import RECEIPT, chart_figures_file, notebook_file, page_files
from careboard.publish.periods_index import previous_period
from careboard.publish.receipt import closed, intact_pages, read_receipt

OF_EXTRACT = ("extract_date", "invented", "records_used", "records_set_aside")  # what a receipt says of it
NAMED_MEANWHILE = 2  # of the pages that are being drawn


class PeriodBuild:
    """The building of one period, under the work folder's lock.

    Args:
        request: the build.
        period: the period.
        kept: its edition.
        notebooks: page -> the text of its notebook.
    """

    def __init__(self, request: Build, period: Period, kept: StoredEdition, notebooks: Mapping[str, str]):
        self.request, self.period, self.kept, self.notebooks = request, period, kept, notebooks
        self.folder = request.periods_folder / period.text
        self.receipt = read_receipt(self.folder)
        self.previous = previous_period(request.periods_folder, period)
        reopened = [request.reopen] if request.reopen and closed(self.receipt) else []
        self.reopened = [*self.receipt.get("reopened", []), *reopened]
        self.stays_closed = closed(self.receipt) and not request.reopen
        self.outcome = request.outcome(period)
        self.outcome.failed, self.outcome.set_aside = kept.failed, kept.set_aside

    def would_change_closed(self) -> bool:
        """Whether the period is signed off and closed, and this build would change it."""
        return self.stays_closed and (self.request.force or self.receipt.get("state") != self.state)

    def run(self, pool: Pool) -> Outcome:
        """Build it.

        Args:
            pool: who draws pages.

        Raises:
            WrongUse: for an area that the extract is not drawn for.
        """
        request, outcome = self.request, self.outcome
        # where a build that was stopped did not come to it
        self._freeze(self.period.text, *([self.previous.period] if self.previous else []))
        intact = intact_pages(self.folder, self.receipt)
        if (stands := self._all_stands(intact)) is not None:
            outcome.kept = stands
            return outcome
        if not request.why:
            pool.begin()
        self._require_areas()
        plan = self._plan(intact)
        outcome.kept = plan.kept
        if request.why:
            for name, why in plan.stale.items():
                request.tell(f"{self.period.text} {name}: {why}")
            return outcome
        stage = Stage(
            self.folder, request.folders.drawn(request.audience, self.period.text), request.restricted
        )
        stage.open({name: plan.fingerprint(name) for name in plan.stale})
        outcome.resumed = sorted(stage.drawn)
        standards = request.params.suite.standards
        with Products(self.kept, self.folder, self.receipt, drawing_fingerprint(), standards) as products:
            self._draw(pool, plan, stage)
            self._publish(plan, stage, products)
        return outcome

    @cached_property
    def copies(self) -> list[Path]:
        """The frozen copies with which the period is compared, the first that tells anything else first."""
        request, before = self.request, self.previous.period if self.previous else ""
        return snapshots.earlier_snapshots(
            request.folders, request.audience, self.period.text, self.kept.fingerprint, before
        )

    @cached_property
    def state(self) -> str:
        """One fingerprint of all that the period's pages are made of."""
        return joint_fingerprint(
            [
                self.kept.fingerprint,
                self.kept.words,
                drawing_fingerprint(),
                snapshots.digest(self.copies),
                *((self.previous.period, *sorted(self.previous.pages)) if self.previous else ()),
                *self.reopened,
                *(text_fingerprint(text) for text in self.notebooks.values()),
            ]
        )

    @cached_property
    def signed_off(self) -> bool:
        """Whether the period is closed by this build, or stays so."""
        return self.request.require_signed or self.stays_closed

    @cached_property
    def news(self) -> News:
        """What the pages say of the last edition; worked out once, since a watch builds again and again."""
        previous = self.previous.name if self.previous else ""
        key = ("news", snapshots.digest(self.copies), previous)
        return self.kept.edition().once(key, lambda: report.news(self.kept.folder, self.copies, previous))

    @cached_property
    def slices(self) -> PageSlices:
        """What each page shows."""
        return PageSlices(
            self.kept.edition(),
            self.previous,
            tuple(self.reopened),
            self.news.page,
            snapshots.digest(self.copies),
        )

    def _plan(self, intact: set[str]) -> Plan:
        request, drawing = self.request, drawing_fingerprint()
        return stale_pages.plan(
            self.slices, self.notebooks, drawing, self.receipt, intact, request.wants, request.force
        )

    def _freeze(self, *periods: str) -> None:
        """Keep copies of what is published for some periods, and enter it into the ledger."""
        request = self.request
        for period in periods:
            snapshots.freeze(request.folders, request.audience, period)
            ledger_entries.enter(request.folders, request.audience, period)

    def _all_stands(self, intact: set[str]) -> list[str] | None:
        """The pages wanted, where they and all that belongs to the period stand; else None."""
        receipt, request = self.receipt, self.request
        changed = receipt.get("state") != self.state or receipt.get("signed_off", False) != self.signed_off
        if request.force or changed or intact != set(receipt["pages"]):
            return None
        products = all((self.folder / name).is_file() for name in receipt.get("products", []))
        there, whole = receipt["areas_there"], request.params.areas.whole
        pairs = ((area, page) for area in there for page in self.notebooks)
        names = (f"{area}/{page}" for area, page in pairs if drawn_for(page, area == whole))
        wanted = [name for name in names if request.wants(name)]
        return wanted if products and set(wanted) <= intact and set(request.areas) <= set(there) else None

    def _require_areas(self) -> None:
        without = [area for area in self.request.areas if area not in self.slices.edition.areas]
        if without:
            raise WrongUse(
                f"{', '.join(without)}: the extract is drawn for the whole authority only. Name its "
                "authority in params/suite.yml, and put teams.csv or home_districts.csv beside it."
            )

    def _draw(self, pool: Pool, plan: Plan, stage: Stage) -> None:
        """Draw the stale pages into the stage."""
        names = [name for name in plan.stale if name not in stage.drawn]
        if not names:
            return
        drawn, failed = self.outcome.drawn, self.outcome.not_drawn

        def tell(running: list[PageTask]) -> None:
            now = f"{self.period.text} {', '.join(task.name for task in running[:NAMED_MEANWHILE])}"
            what = f"{now}; {len(failed)} not drawn" if failed else now
            self.request.progress(len(drawn) + len(failed), len(names), what)

        for done in pool.draw(map(self._task, names), tell):
            name = done.task.name
            if done.failure:
                failed.append({"area": done.task.area, "page": done.task.page, "reason": done.failure})
                LOG.error("%s %s not drawn: %s", self.period.text, name, done.failure)
                continue
            files = {f"{name}.html": done.result.html, notebook_file(name): done.result.notebook}
            files |= {chart_figures_file(name): done.result.figures} if done.result.figures else {}
            stage.add(name, plan.fingerprint(name), files)
            drawn.append(name)
            LOG.info("%s %s drawn in %.2f s", self.period.text, name, done.result.seconds)
        failed.sort(key=lambda page: names.index(f"{page['area']}/{page['page']}"))

    def _task(self, name: str) -> PageTask:
        area, page = name.split("/")
        notebook = self.notebooks[page]
        files = self.slices.cut(area, page, notebook).files
        return PageTask(page, area, self.period.text, notebook, files, page_fingerprint())

    def _publish(self, plan: Plan, stage: Stage, products: Products) -> None:
        """Put what stands beside the pages into the stage, the receipt last, and all of it in place."""
        outcome, before = self.outcome, self.previous.period if self.previous else ""
        pages = {name: self.receipt["pages"][name] for name in (*plan.kept, *plan.others)}
        pages |= {
            name: {"from": plan.prints[name], "sha256": drawn["files"][f"{name}.html"]}
            for name, drawn in stage.drawn.items()
        }
        outcome.earlier = plan.not_wanted(self.receipt)
        not_drawn = outcome.earlier + outcome.not_drawn
        beside = products.put(stage, list(pages), not_drawn, before, self.news.front)
        put(outcome.faults, (self.kept.folder / SET_ASIDE).read_text(encoding="utf-8"), restricted=True)
        areas = list(dict.fromkeys(name.split("/")[0] for name in plan.prints))
        receipt = self._receipt(areas, pages, not_drawn) | beside
        stage.put(RECEIPT, json.dumps(receipt, indent=1, sort_keys=True) + "\n")
        outcome.changed = True
        gone = page_files([*plan.stale, *plan.left_out, *plan.gone]) | set(self.receipt.get("products", []))
        stage.publish(without=gone - set(beside["products"]))
        self._freeze(self.period.text)
        edition_store.clear_unpublished(self.request, self.period)
        if self.request.reopen and self.reopened:
            LOG.warning("%s reopened after it was signed off: %s", self.period.text, self.request.reopen)
        LOG.info(
            "%s published: %d pages drawn, %d unchanged, %d not drawn",
            self.period.text,
            len(outcome.drawn) + len(outcome.resumed),
            len(outcome.kept),
            len(not_drawn),
        )

    def _receipt(
        self, areas: list[str], pages: Mapping[str, Any], not_drawn: list[dict[str, str]]
    ) -> dict[str, Any]:
        """What the receipt says, without what stands beside the pages."""
        about = self.kept.about()
        return {
            "period": self.period.text,
            "version": __version__,
            "edition": self.kept.fingerprint,
            "audience": self.request.audience,
            "source": self.request.chosen.name or "unnamed",
            "state": self.state,
            "drawing": drawing_fingerprint(),
            "before": self.previous.period if self.previous else "",
            "signed_off": self.signed_off and (not not_drawn or self.stays_closed),
            "reopened": self.reopened,
            "areas": list(self.request.areas),
            "domains": list(self.request.pages),
            "areas_there": areas,
            "pages": dict(sorted(pages.items())),
            "not_drawn": not_drawn,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            **{key: about[key] for key in OF_EXTRACT},
        }
