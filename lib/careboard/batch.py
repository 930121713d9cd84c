"""A build: what is stale is counted and drawn, and each period is put in place whole, with its receipt.

Importing this module costs no pandas: where nothing changed, nothing is counted and nothing drawn.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from careboard import __version__, editions, frozen, logbook, shelf, signing, since, sources, spent, stale
from careboard.asking import Build, Outcome
from careboard.beside import Beside
from careboard.editions import SET_ASIDE, Kept
from careboard.keeping import held, put, told_plainly
from careboard.logbook import LOG
from careboard.notebooks import faults
from careboard.periods import Period
from careboard.pool import Pool
from careboard.problems import WrongUse, listed, unknown
from careboard.sheets import Sheet
from careboard.slicing import Whole
from careboard.sources import NOTEBOOKS
from careboard.staging import RECEIPT, Stage


def build(asked: Build, wanted: list[Period], pool: Pool | None = None) -> list[Outcome]:
    """Build periods, counting once for all.

    pool: who builds again and again hands in one that stays warm; else one is begun for this build, and ended.
    Raises WrongUse or Problem before anything is published where the request, a notebook or commentary is at fault,
    and where the outputs folder is held by another build or cannot be written."""
    if asked.require_signed and (asked.areas or asked.pages):
        raise WrongUse("--require-signed closes a period, and a period is closed whole. Leave out --area and --domain.")
    books = _books(asked)
    with held(asked.outputs, tell=asked.tell), logbook.kept(asked.outputs), told_plainly(asked.outputs), nullcontext(pool) if pool else Pool(asked.workers, asked.cluster) as drawing:
        LOG.info("build of %s begun, careboard %s", ", ".join(period.text for period in wanted), __version__)
        kept = editions.ensure(asked, wanted, books, begin=drawing.begin)
        listed([line for period in wanted for line in _signing(asked, period, kept[period.text], books)])
        outcomes = [_published(asked, period, kept[period.text], books, drawing) for period in wanted]
        if not asked.why and (any(outcome.changed for outcome in outcomes) or shelf.behind(asked.shelf)):
            shelf.renew(asked.shelf, asked.params.suite, asked.params.folder)
        return outcomes


def _books(asked: Build) -> dict[str, str]:
    """The notebooks' texts. Refuse unknown areas and pages and broken notebooks, all together, before anything is drawn."""
    books = {book.stem: book for book in sorted(NOTEBOOKS.glob("*.ipynb"))}
    wrong = [unknown("", "page", page, books) for page in asked.pages if page not in books]
    wrong += [unknown("", "area", area, asked.params.areas.areas) for area in asked.areas if area not in asked.params.areas.areas]
    if wrong:
        raise WrongUse("\n".join(wrong))
    listed([fault for name in asked.pages or books for fault in faults(books[name])])
    return {name: book.read_text(encoding="utf-8") for name, book in books.items()}


def _signing(asked: Build, period: Period, kept: Kept, books: dict[str, str]) -> list[str]:
    """Why a period may not be built: words that are to be signed off first, or a sign-off that closed it."""
    if asked.why:
        return []
    lines = signing.lacking(kept.whole().words, asked.params.areas.whole, period.text) if asked.require_signed else []
    receipt = stale.receipt_of(asked.target(period))
    if signing.closed(receipt) and not asked.reopen and (asked.force or receipt.get("state") != _state(asked, period, kept, books, receipt)):
        lines.append(f"{period.text}: signed off and closed, and this build would change it. To build it again run: careboard build {period.text} --reopen \"why\". The reason will stand on its pages.")
    return lines


def _state(asked: Build, period: Period, kept: Kept, books: dict[str, str], receipt: dict[str, Any]) -> str:
    """One fingerprint of all that a period's pages are made of."""
    before = shelf.before(asked.shelf, period)
    texts = (hashlib.sha256(text.encode()).hexdigest() for text in books.values())
    return stale.joined([kept.fingerprint, kept.words, sources.drawing_fingerprint(), frozen.digest(_copies(asked, period, kept)), *((before.period, *sorted(before.pages)) if before else ()), *_reopened(asked, receipt), *texts])


def _copies(asked: Build, period: Period, kept: Kept) -> list[Path]:
    """The frozen copies with which a period is compared, the first that tells anything else first."""
    before = shelf.before(asked.shelf, period)
    return frozen.against(asked.outputs, asked.audience, period.text, kept.fingerprint, before.period if before else "")


def _reopened(asked: Build, receipt: dict[str, Any]) -> list[str]:
    """Why a period was built again after it was signed off, each time that it was."""
    return [*receipt.get("reopened", []), *([asked.reopen] if asked.reopen and signing.closed(receipt) else [])]


def _published(asked: Build, period: Period, kept: Kept, books: dict[str, str], pool: Pool) -> Outcome:
    target, drawing = asked.target(period), sources.drawing_fingerprint()
    outcome = Outcome(period, target / "index.html", failed=kept.failed, set_aside=kept.set_aside, faults=asked.outputs / "restricted" / period.text / SET_ASIDE)
    receipt = stale.receipt_of(target)
    before, reopened = shelf.before(asked.shelf, period), _reopened(asked, receipt)
    _frozen(asked, period.text, *((before.period,) if before else ()))
    copies, state = _copies(asked, period, kept), _state(asked, period, kept, books, receipt)
    standing = stale.intact(target, receipt)
    signed = asked.require_signed or (signing.closed(receipt) and not asked.reopen)
    if not asked.force and receipt.get("state") == state and receipt.get("signed_off", False) == signed and (stand := _all_stand(asked, target, receipt, standing, books)) is not None:
        outcome.kept = stand
        return outcome
    if not asked.why:
        pool.begin()
    whole = kept.whole()
    whole.before, whole.reopened = asdict(before) if before else {}, reopened
    whole.compared = frozen.digest(copies)
    told = whole.once(("between", whole.compared, before), lambda: since.between(kept.folder, copies, before))  # who watches builds again and again
    whole.since = told.page
    _areas_known(asked, whole)
    plan = stale.plan(whole, books, drawing, receipt, standing, lambda name: _asked_for(asked, name), asked.force)
    outcome.kept = plan.kept
    if asked.why:
        for name, why in plan.stale.items():
            asked.tell(f"{period.text} {name}: {why}")
        return outcome
    stage = Stage(target)
    stage.open({name: stale.joined(plan.prints[name].values()) for name in plan.stale})
    outcome.resumed = sorted(stage.drawn)
    with Beside(kept, target, receipt, drawing) as beside:
        _draw(asked, pool, period, [name for name in plan.stale if name not in stage.drawn], plan, whole, books, stage, outcome)
        _finish(asked, kept, plan, receipt, stage, beside, outcome, told, {"state": state, "drawing": drawing, "before": before.period if before else "", "signed_off": signed, "reopened": reopened})
    return outcome


def _all_stand(asked: Build, target: Path, receipt: dict[str, Any], standing: set[str], books: dict[str, str]) -> list[str] | None:
    """The pages asked for, where they and all that belongs to the period stand as they were put there; else None."""
    wanted = [f"{area}/{page}" for area in receipt["areas_there"] for page in books if _asked_for(asked, f"{area}/{page}")]
    whole = standing == set(receipt["pages"]) and all((target / name).is_file() for name in receipt.get("products", []))
    return wanted if whole and set(wanted) <= standing and set(asked.areas) <= set(receipt["areas_there"]) else None


def _frozen(asked: Build, *published: str) -> None:
    """Keep copies of what is published for some periods, where a build that was stopped did not come to it."""
    for period in published:
        frozen.freeze(asked.outputs, asked.audience, period, asked.shelf / period)


def _asked_for(asked: Build, name: str) -> bool:
    area, page = name.split("/")
    return area in (asked.areas or (area,)) and page in (asked.pages or (page,))


def _areas_known(asked: Build, whole: Whole) -> None:
    without = [area for area in asked.areas if area not in whole.told["areas"]]
    if without:
        raise WrongUse(f"{', '.join(without)}: the extract is drawn for the whole authority only. Name its authority in params/suite.yml, and put teams.csv or home_districts.csv beside it.")


def _draw(asked: Build, pool: Pool, period: Period, names: list[str], plan: stale.Plan, whole: Whole, books: dict[str, str], stage: Stage, outcome: Outcome) -> None:
    """Draw pages into the stage."""
    if not names:
        return
    failed = outcome.not_drawn
    code = sources.page_fingerprint()
    sheets = (Sheet(page, area, period.text, books[page], whole.cut(area, page, books[page]).files, code) for area, page in (name.split("/") for name in names))

    def tell(running: list[Sheet]) -> None:
        said = f"{period.text} {', '.join(sheet.name for sheet in running[:2])}"
        asked.progress(len(outcome.drawn) + len(failed), len(names), f"{said}; {len(failed)} not drawn" if failed else said)

    for done in pool.draw(sheets, tell):
        name = done.task.name
        if done.failure:
            failed.append({"area": done.task.area, "page": done.task.page, "reason": done.failure})
            LOG.error("%s %s not drawn: %s", period.text, name, done.failure)
            continue
        stage.add(name, stale.joined(plan.prints[name].values()), {f"{name}.html": done.result.html, stale.notebook_of(name): done.result.notebook})
        outcome.drawn.append(name)
        LOG.info("%s %s drawn in %.2f s", period.text, name, done.result.seconds)
    failed.sort(key=lambda told: names.index(f"{told['area']}/{told['page']}"))


def _finish(asked: Build, kept: Kept, plan: stale.Plan, before: dict[str, Any], stage: Stage, beside: Beside, outcome: Outcome, changed: since.Told, told: dict[str, Any]) -> None:
    """What stands beside the pages, the receipt last, and all of it put in place."""
    pages = {name: before["pages"][name] for name in (*plan.kept, *plan.others)}
    pages |= {name: {"from": plan.prints[name], "sha256": drawn["files"][f"{name}.html"]} for name, drawn in stage.drawn.items()}
    outcome.earlier = plan.lacking(before)
    not_drawn = outcome.earlier + outcome.not_drawn
    told |= beside.put(stage, asked.params.suite.standards, list(pages), not_drawn, told["before"], changed.index())
    told["signed_off"] = told["signed_off"] and (not not_drawn or (signing.closed(before) and not asked.reopen))
    put(outcome.faults, (kept.folder / SET_ASIDE).read_text(encoding="utf-8"))
    about = kept.about()
    receipt = {
        "period": outcome.period.text, "version": __version__, "edition": kept.fingerprint, "audience": asked.audience, "source": asked.chosen.name or "unnamed", **told,
        "areas": list(asked.areas), "domains": list(asked.pages), "areas_there": list(dict.fromkeys(name.split("/")[0] for name in plan.prints)), "pages": dict(sorted(pages.items())), "not_drawn": not_drawn, "made": datetime.now(UTC).isoformat(timespec="seconds"),
        **{key: about[key] for key in ("extract_date", "invented", "records_used", "records_set_aside")},
    }  # fmt: skip
    stage.put(RECEIPT, json.dumps(receipt, indent=1, sort_keys=True) + "\n")
    outcome.changed = True
    stage.publish((stale.files_of([*plan.stale, *plan.left_out, *plan.gone]) | set(before.get("products", []))) - set(told["products"]))
    _frozen(asked, outcome.period.text)
    spent.clear(asked, outcome.period)
    if asked.reopen and told["reopened"]:
        LOG.warning("%s reopened after it was signed off: %s", outcome.period.text, asked.reopen)
    LOG.info("%s published: %d pages drawn, %d unchanged, %d not drawn", outcome.period.text, len(outcome.drawn) + len(outcome.resumed), len(outcome.kept), len(not_drawn))
