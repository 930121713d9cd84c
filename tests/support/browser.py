"""Published pages in a real browser, in every form that readers open, and what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

FORMS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1100, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1100, "height": 900}, "color_scheme": "dark"},
    "forced": {"viewport": {"width": 1100, "height": 900}, "forced_colors": "active"},
    "print": {"viewport": {"width": 1100, "height": 900}},
}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
OF_COLOUR = ["color-contrast", "link-in-text-block"]
IN_COLOUR: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": OF_COLOUR}}
BUT_COLOUR = RULES | {"rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
# the forms that differ in how tables lie; the others differ in colour alone
WITH_DETAILS = ("wide", "narrow")
# the forms that choose their own; a narrow page has those of a wide one, and forced colours are the reader's
OWN_COLOURS = ("wide", "dark", "print")
# the forms that differ in what stands where; of the others all rules but those of colour tell the same
LAID_ANEW = ("wide", "narrow", "print")
OF_FINGERS = ("target-size",)  # nobody points at paper
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
# of table rows in which every cell is like one before, but for its words: none is left, since axe looks at
# each cell for seconds
ONE_OF_A_KIND = r"""() => {
    const seen = new Set(), own = /(href|title|id|aria-label)="[^"]+"/g;
    const kind = cell => cell.outerHTML.replace(own, '$1').replace(/>[^<]*[^<\s][^<]*</g, '>x<');
    document.querySelectorAll('tbody tr').forEach(row => {
        const unseen = [...row.cells].map(kind).filter(told => !seen.has(told));
        unseen.length ? unseen.forEach(told => seen.add(told)) : row.remove(); }); }"""
STRUCTURE = r"""() => {
    const told = [], ids = new Map(), all = selector => [...document.querySelectorAll(selector)];
    const headings = all('h1,h2,h3,h4,h5,h6').map(heading => +heading.tagName[1]);
    if (headings.filter(rank => rank === 1).length !== 1) told.push('not one h1');
    headings.forEach((rank, place) => {
        const before = headings[place - 1], wrong = `a heading of rank ${rank} after one of rank ${before}`;
        if (place && rank > before + 1) told.push(wrong); });
    all('[id]').forEach(element => ids.set(element.id, (ids.get(element.id) || 0) + 1));
    ids.forEach((times, id) => { if (times > 1) told.push(`the id '${id}' stands ${times} times`); });
    all('table').forEach(table => {
        const name = table.caption ? table.caption.textContent.trim() : '';
        if (!name) told.push('a table without a caption');
        const heads = [...table.querySelectorAll('th')];
        if (heads.some(head => !head.scope)) told.push(`a header without a scope in '${name}'`);
    });
    const words = (svg, part) => svg.querySelector(part)?.textContent || '';
    const charts = all('svg:not([aria-hidden=true])').filter(svg => svg.getClientRects().length);
    const texts = charts.map(svg => words(svg, 'title') + ' ' + words(svg, 'desc'));
    texts.forEach((text, place) => {
        const short = text.trim(), start = text.slice(0, 60);
        if (short.length < 40) told.push(`a chart whose alternative text is '${short}'`);
        if (texts.indexOf(text) !== place) told.push(`two charts with one alternative text: ${start}`); });
    all('img').forEach(image => {
        if (!image.hasAttribute('alt')) told.push('a picture without an alternative text'); });
    const barred = document.querySelector('script, iframe, object, embed, form, link');
    if (barred) told.push('an element that a page must not hold');
    return told; }"""
REACHED = """() => {
    const element = document.activeElement; if (!element || element === document.body) return null;
    const look = getComputedStyle(element);
    const all = [...document.querySelectorAll('a[href], [tabindex], summary')];
    return [all.indexOf(element), look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0]; }"""
TO_REACH = (
    "() => [...document.querySelectorAll('a[href], [tabindex], summary')].map((element, place) => "
    "element.getClientRects().length || element.className === 'skip' ? place : -1).filter(place => place >= "
    "0)"
)
MOST_STEPS = 60
LINKS = "() => [...new Set([...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href')))]"


@dataclass
class Seen:
    """An opened page, its lines on the console and the addresses that it requested."""

    tab: Any
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Any, path: Path, form: str) -> Iterator[Seen]:
    """A page in one of its forms."""
    context = browser.new_context(**FORMS[form])
    seen = Seen(context.new_page())
    seen.tab.on("console", lambda message: seen.console.append(message.text))
    seen.tab.on("pageerror", lambda error: seen.console.append(str(error)))
    seen.tab.on("request", lambda request: seen.requests.append(request.url))
    if form == "print":
        seen.tab.emulate_media(media="print")
    try:
        seen.tab.goto(path.as_uri())
        yield seen
    finally:
        context.close()


def faults(seen: Seen, form: str, whole: bool = False, thorough: bool = False) -> list[str]:
    """What is wrong with a page in a form: noise, requests, a scroll sideways, its structure, what axe finds.

    thorough: whether axe looks by every rule in every form, with all details open. whole: whether it does so
    at every row of every table, and not at one of a kind, which takes many times as long.
    """
    from axe_playwright_python.sync_playwright import Axe

    told = [f"it said to the console: {words}" for words in seen.console]
    told += [f"it asked for {url}" for url in seen.requests if not url.startswith(("file://", "data:"))] + (
        [f"it asked {len(seen.requests)} times"] if len(seen.requests) != 1 else []
    )
    thorough = thorough or whole
    if thorough or form in WITH_DETAILS:
        seen.tab.evaluate(OPEN_ALL)
    width = FORMS[form]["viewport"]["width"]
    if form != "print" and seen.tab.evaluate("document.documentElement.scrollWidth") > width:
        told.append(f"it scrolls sideways at {width} pixels")
    told += seen.tab.evaluate(STRUCTURE)
    if not whole:
        seen.tab.evaluate(ONE_OF_A_KIND)
    rules = [RULES] if thorough else [IN_COLOUR] * (form in OWN_COLOURS) + [BUT_COLOUR] * (form in LAID_ANEW)
    for rule in [
        found for options in rules for found in Axe().run(seen.tab, options=options).response["violations"]
    ]:
        if form == "print" and rule["id"] in OF_FINGERS:
            continue
        told.append(f"axe, {rule['id']}: {rule['nodes'][0]['target']} and {len(rule['nodes']) - 1} more")
    return told


def unreached(seen: Seen) -> list[str]:
    """The first links, tables and disclosures that Tab does not reach in order, or that show no focus."""
    seen.tab.evaluate(OPEN_ALL)
    wanted, told = seen.tab.evaluate(TO_REACH)[:MOST_STEPS], []
    reached = []
    for _ in wanted:
        seen.tab.keyboard.press("Tab")
        reached.append(seen.tab.evaluate(REACHED) or [-1, False])
    told += (
        [f"the keyboard goes to {[place for place, _ in reached]}, and the page holds {wanted}"]
        if [place for place, _ in reached] != wanted
        else []
    )
    return told + [f"{sum(not shown for _, shown in reached)} do not show the focus"] * (
        not all(shown for _, shown in reached)
    )


def astray(seen: Seen, page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    told = []
    for href in seen.tab.evaluate(LINKS):
        name, _, part = href.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_file() or (part and part not in _ids(target)):
            told.append(f"'{href}' leads nowhere")
    return told


@lru_cache(maxsize=256)
def _ids(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', file.read_text(encoding="utf-8")))
