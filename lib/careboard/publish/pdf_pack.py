"""An area's published pages bound into one PDF, with a cover, contents, bookmarks and numbered pages.

It is made of what was published and of nothing else: importing this module costs no pandas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from careboard.errors import Problem, WrongUse, unknown
from careboard.files import put
from careboard.fingerprints import file_fingerprint
from careboard.pieces import TEMPLATES
from careboard.publish.browser import page_numbers, print_pdf
from careboard.publish.outputs import INTERNAL, PACK, SUMMARY, SUMMARY_PACK
from careboard.publish.receipt import read_receipt

ON_PAPER = {"details": "div", "summary": "p", "figure": "div", "figcaption": "div"}
READING_TITLE = "How to read this pack"
IDS = re.compile(r'\s(id|aria-labelledby|aria-describedby)="([^"]*)"')
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
HEADING = re.compile(r"<(/?)h([1-5])\b")
LOOK = re.compile(r"\.(k\d+)\{([^}]*)\}")  # how marks of a page's charts look; every page counts its own
TITLE = re.compile(r"<h1>.*?</h1>", re.DOTALL)
# what stands at the head of every page and on the cover once
ONCE = re.compile(r'<p class="(?:facts|note)">.*?</p>\s*', re.DOTALL)
READING = re.compile(
    r'<details><summary>How to read[^<]*</summary>\s*(<div class="reading">.*?</div>)</details>', re.DOTALL
)
SYMBOLS = re.compile(r"<h2\b.*?</dl>", re.DOTALL)  # the foot's list of them: READING tells them
FOLDED = re.compile(r'<details class="more">.*?</details>', re.DOTALL)  # what stands behind a figure
NARROW = re.compile(r'<div class="narrow" hidden="">.*?</div>', re.DOTALL)  # a chart's form for small screens


@dataclass(frozen=True)
class Chapter:
    """A page as it stands in the pack.

    Attributes:
        ident: its id there.
        title: its title.
        html: its HTML, with headings one rank lower and ids of its own.
        looks: how its charts' marks look, as rules of a style sheet.
    """

    ident: str
    title: str
    html: str
    looks: str


def require_built(target: Path) -> dict[str, Any]:
    """The receipt of a period's pages.

    Raises:
        WrongUse: where none were built.
    """
    receipt = read_receipt(target)
    if not receipt.get("pages"):
        raise WrongUse(f"{target.name} has not been built. {_advice(target)}")
    return receipt


def make_pack(
    target: Path, workplace: Path, area: str = "", browser: str | None = None, tables: bool = False
) -> Path:
    """Write the pack of an area, and say where it is. Call under the work folder's lock.

    Args:
        target: the folder of a period's pages.
        workplace: a folder in which the browser may work meanwhile.
        area: its id; the whole authority where none is named.
        browser: the path of the browser that prints; see browser.print_pdf.
        tables: with all that is folded under a figure on its page.

    Raises:
        WrongUse: where the period or the area was not built.
        Problem: where a page is not as it was built, or the browser makes no PDF.
    """
    area, pages, receipt = _bound(target, area)
    if not tables:
        pages = {name: FOLDED.sub("", html) for name, html in pages.items()}
    missing, out = _not_drawn(area, receipt), target / area / PACK
    first = print_pdf(pack_html(pages, missing), workplace, browser)  # it tells where each chapter begins
    pdf = print_pdf(pack_html(pages, missing, page_numbers(first)), workplace, browser)
    put(out, pdf, restricted=_is_internal(target))
    return out


def make_summary(target: Path, workplace: Path, area: str = "", browser: str | None = None) -> Path:
    """Write the board summary of an area as a PDF of its own, two sheets to mail, and say where it is.

    Arguments and errors as of `make_pack`; it is another error where the area has no board summary.
    """
    area, pages, _ = _bound(target, area)
    if SUMMARY not in pages:
        raise WrongUse(f"{target.name}/{area}: has no board summary. {_advice(target)} --area {area}")
    out = target / area / SUMMARY_PACK
    html = LINK.sub(lambda found: found[0] if 'href="#' in found[1] else found[2], pages[SUMMARY])
    put(out, print_pdf(html, workplace, browser), restricted=_is_internal(target))
    return out


def _bound(target: Path, area: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """The area that is asked for, its pages and the period's receipt."""
    receipt = require_built(target)
    area = area or receipt["areas_there"][0]
    if area not in receipt["areas_there"]:
        raise WrongUse(unknown("", "area", area, receipt["areas_there"]))
    return area, _pages(target, area, receipt), receipt


def _is_internal(target: Path) -> bool:
    return target.parent.name == INTERNAL


def _advice(target: Path) -> str:
    audience = " --audience internal" if _is_internal(target) else ""
    return f"Run: careboard build {target.name}{audience}"


def _pages(target: Path, area: str, receipt: dict[str, Any]) -> dict[str, str]:
    """The area's pages by name, each as the receipt says that it was put there."""
    build = f"{_advice(target)} --area {area}"
    pages = {}
    for name in (name.split("/")[1] for name in receipt["pages"] if name.startswith(f"{area}/")):
        file = target / area / f"{name}.html"
        if file_fingerprint(file) != receipt["pages"][f"{area}/{name}"]["sha256"]:
            raise Problem(f"{target.name}/{area}/{file.name}: is not as it was built. {build}")
        pages[name] = file.read_text(encoding="utf-8")
    if not pages:
        raise WrongUse(f"{target.name}: no page of {area} has been built. {build}")
    return pages


def _not_drawn(area: str, receipt: dict[str, Any]) -> dict[str, str]:
    """The area's pages that could not be drawn, each with why."""
    return {page["page"]: page["reason"] for page in receipt.get("not_drawn", []) if page["area"] == area}


def pack_html(
    pages: dict[str, str], missing: dict[str, str], numbers: Mapping[str, int] = MappingProxyType({})
) -> str:
    """The pack as one HTML document, for a browser to print.

    Args:
        pages: published pages of one area, by name.
        missing: page -> why it is not there.
        numbers: on which page of the pack a chapter begins, by its id; the contents leave out what is not
            known.
    """
    first = next(iter(pages.values()))
    order = re.findall(r'<li><a href="([^"/]+)\.html"[^>]*>(.*?)</a></li>', _part(first, "nav"))
    titles = {unescape(name): unescape(title) for name, title in order}
    titles |= {name: name for name in pages if name not in titles}
    there = [name for name in titles if name in pages]
    ids = {name: f"p{number}" for number, name in enumerate(there, start=1)}  # a page may have any name
    mark, suite, where = re.findall(
        r'<div class="bar">(<img [^>]*>)?<strong>(.*?)</strong><span>(.*?)</span>', first
    )[0]
    notes = [unescape(note) for note in re.findall(r'<p class="note">(.*?)</p>', first)]
    chapters = [_chapter(name, titles[name], pages, ids) for name in ids]
    return TEMPLATES.get_template("pack.html").render(
        mark=mark,
        suite=unescape(suite),
        where=unescape(where),
        notes=notes,
        facts=unescape(re.findall(r'<p class="facts">(.*?)</p>', first)[0]),
        style=LOOK.sub("", _part(first, "style")),
        chapters=chapters,
        contents=[*((chapter.ident, chapter.title) for chapter in chapters), ("reading", READING_TITLE)],
        reading_title=READING_TITLE,
        numbers=numbers,
        missing=[(titles.get(name, name), reason) for name, reason in missing.items()],
        reading=READING.findall(first)[0],
        foot=_fitted("reading", SYMBOLS.sub("", _part(first, "footer")), pages, ids),
    )


def _part(html: str, tag: str) -> str:
    """What stands within the one element of its kind."""
    return re.findall(rf"<{tag}\b[^>]*>(.*)</{tag}>", html, re.DOTALL)[0]


def _chapter(name: str, title: str, pages: dict[str, str], ids: dict[str, str]) -> Chapter:
    html = _part(pages[name], "main")
    for what in (TITLE, ONCE, READING, NARROW):
        html = what.sub("", html)
    html = re.sub(r'class="(k\d+)"', rf'class="{ids[name]}-\1"', html)
    looks = "".join(
        f".{ids[name]}-{look}{{{rule}}}" for look, rule in LOOK.findall(_part(pages[name], "style"))
    )
    return Chapter(ids[name], title, _fitted(name, html, pages, ids), looks)


def _fitted(name: str, html: str, pages: dict[str, str], ids: dict[str, str]) -> str:
    """A part of a page as it stands in a chapter.

    It has ids of its own, links within the pack, and headings one rank lower, since the first is the pack's.
    """
    own = ids.get(name, name)

    def own_ids(found: re.Match) -> str:
        return f' {found[1]}="{" ".join(f"{own}-{ident}" for ident in found[2].split())}"'

    html = LINK.sub(_link_within(name, pages, ids), _on_paper(IDS.sub(own_ids, html)))
    return HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)


def _on_paper(html: str) -> str:
    """What a reader would open on a screen stands open.

    Of a figure with its caption, the drawing alone is a picture with words for it.
    """
    for tag, paper in ON_PAPER.items():
        html = re.sub(rf"<{tag}(?: open=\"\")?>", f'<{paper} class="{tag}">', html)
        html = html.replace(f"<{tag} ", f"<{paper} ").replace(f"</{tag}>", f"</{paper}>")
    return html


def _link_within(name: str, pages: dict[str, str], ids: dict[str, str]) -> Callable[[re.Match], str]:
    """Links between the area's pages lead within the pack.

    Of others the words alone stay, and nothing of those marked as leading away.
    """

    def link(found: re.Match) -> str:
        attributes, words = found[1], found[2]
        if 'class="away"' in attributes:
            return ""
        page, _, ident = unescape((re.findall(r'href="([^"]*)"', attributes) or [""])[0]).partition("#")
        page = page.removesuffix(".html") or name
        if page not in ids or (ident and f' id="{ident}"' not in _part(pages[page], "main")):
            return words
        return f'<a href="#{ids[page]}{"-" if ident else ""}{ident}">{words}</a>'

    return link
