"""The pack: an area's pages in one PDF, read back; and what is said where it cannot be made."""

import hashlib
import json
import os
import re
import subprocess
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from support.command import run
from support.small_edition import IN_TIME, PERIOD, executed, small_edition

from careboard.errors import Problem, WrongUse
from careboard.publish import browser as browsers_module
from careboard.publish import pdf_pack
from careboard.publish.html import to_html
from careboard.publish.outputs import page_files

PAGES = ["board_summary", "front_door", "child_protection", "placements", "workforce"]
IDS = {page: f"p{number}" for number, page in enumerate(PAGES, start=1)}
TITLES = ["Board summary", "Front door", "Child protection", "Placements", "Workforce"]
A4 = (595, 842)
SMALL = 'aria-hidden="true"><path'  # the pictures of a row, whose words stand beside them
ON_PAPER = 680  # a sheet's width between its margins, in the pixels of a style sheet


def lay(outputs: Path, area: str = "county", pages=PAGES, not_drawn=()) -> Path:
    """Pages of the hand-made edition with a receipt, as a build puts them; returns the period's folder."""
    told, target = small_edition(), outputs / PERIOD
    (target / area).mkdir(parents=True)
    digests = {}
    for page in pages:
        html = to_html(executed(told, page, area), told).encode()
        (target / area / f"{page}.html").write_bytes(html)
        digests[f"{area}/{page}"] = {"sha256": hashlib.sha256(html).hexdigest()}
    receipt = {
        "pages": dict(sorted(digests.items())),
        "areas_there": [area, "north"],
        "not_drawn": list(not_drawn),
    }
    (target / "receipt.json").write_text(json.dumps(receipt), encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def target(tmp_path_factory) -> Path:
    missing = {"area": "county", "page": "health", "reason": "stopped at cell 'dental' (KeyError)"}
    return lay(tmp_path_factory.mktemp("outputs"), not_drawn=[missing])


@pytest.fixture(scope="module")
def html(target) -> str:
    """The pack as a browser is given it."""
    receipt = pdf_pack.require_built(target)
    missing = pdf_pack._not_drawn("county", receipt)
    return pdf_pack.pack_html(pdf_pack._pages(target, "county", receipt), missing)


@pytest.fixture(scope="module")
def pdf(target) -> pypdf.PdfReader:
    if browsers_module.find_browser() is None:
        reason = "NO BROWSER: no pack was made. Install Chromium, Chrome or Edge."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return pypdf.PdfReader(pdf_pack.make_pack(target, target.parent, tables=True))


@pytest.fixture(scope="module")
def texts(pdf) -> list[str]:
    return [squeezed(page.extract_text()) for page in pdf.pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(part: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def headings(html: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h([1-6])\b[^>]*>(.*?)</h\1>", html, re.DOTALL)
    return [(int(rank), words(text)) for rank, text in found]


def seen_headings(html: str) -> list[tuple[int, str]]:
    """Those that stand on paper: one for the ear alone is no bookmark."""
    return headings(re.sub(r'<h([1-6])\b[^>]*class="unseen"[^>]*>.*?</h\1>', "", html, flags=re.DOTALL))


# what is bound


def test_chapters_stand_in_the_order_of_the_pages_under_one_heading(html):
    found = headings(html)
    assert [text for rank, text in found if rank == 1] == ["Fellshire, October 2019"]
    assert [text for rank, text in found if rank == 2] == [
        "Contents",
        "Not in this pack",
        *TITLES,
        "How to read this pack",
    ]
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))


def test_every_figure_of_every_page_is_in_its_chapter(html, target):
    for page in PAGES:
        section = rf'<section class="chapter" id="{IDS[page]}">(.*?)(?=<section class="chapter")'
        chapter = re.findall(section, html, re.DOTALL)[0]
        published = (target / "county" / f"{page}.html").read_text(encoding="utf-8")
        main = re.findall(r"<main\b.*?</main>", published, re.DOTALL)[0]
        tables = re.findall(r"<caption>.*?</caption>", main, re.DOTALL)
        charts = re.findall(r'<div class="wide"><svg.*?</svg>', main, re.DOTALL)
        figures = re.findall(r'<p class="figure.*?</p>', main, re.DOTALL)
        rows = re.findall(r'<tr role="row" id=.*?</tr>', main, re.DOTALL)
        assert figures or rows
        assert all(words(figure) in words(chapter) for figure in [*figures, *rows])
        assert chapter.count("<caption>") == len(tables)
        assert chapter.count("<svg") - chapter.count(SMALL) == len(charts)
        assert chapter.count(SMALL) == main.count(SMALL) and chapter.count("<td>") == main.count("<td>")


def test_links_lead_within_the_pack_or_are_plain_words(html):
    ids = re.findall(r'\sid="([^"]+)"', html)
    links = re.findall(r'href="([^"]*)"', html)
    assert len(ids) == len(set(ids)) and all(link.startswith("#") and link[1:] in ids for link in links)
    assert f'<a href="#p2-{IN_TIME}">Assessments finished within 45 working days</a>' in html
    for names in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert set(names.split()) <= set(ids)


def test_charts_look_as_on_their_pages(html, target):
    for page in PAGES:
        published = (target / "county" / f"{page}.html").read_text(encoding="utf-8")
        looks = dict(re.findall(r"\.(k\d+)\{([^}]*)\}", published))
        assert dict(re.findall(rf"\.{IDS[page]}-(k\d+)\{{([^}}]*)\}}", html)) == looks
        assert set(re.findall(rf'class="{IDS[page]}-(k\d+)"', html)) <= set(looks)


def test_what_every_page_carries_is_told_once(html):
    body = html[html.index("<body") :]
    for once in (
        "Invented: no child, family or worker here is real.",
        "As at 31 October 2019.",
        "A 95% interval says how far chance alone",
        "Your request goes on the board's list",
    ):
        assert body.count(once) == 1
    assert "How this figure is made" not in body and "<details" not in body and " hidden=" not in body


def test_what_is_folded_under_a_figure_is_left_out_where_it_is_not_asked_for(target, pdf, tmp_path):
    short = pypdf.PdfReader(pdf_pack.make_pack(lay(tmp_path), tmp_path))
    told = squeezed("".join(page.extract_text() for page in short.pages))
    assert len(short.pages) < len(pdf.pages) and "FigureNumbersNotmet" not in told
    for said in ("Are assessments finished in time?", "The other 11%: 128 of 1,160."):
        assert squeezed(said) in told


def test_a_page_that_was_not_drawn_is_named_with_its_reason(html):
    assert "<li>Health: stopped at cell &#39;dental&#39; (KeyError)</li>" in html
    assert html.count(">Health<") == 0


def test_names_cannot_leave_the_style_in_which_they_stand(tmp_path):
    folder = lay(tmp_path, "sandhythe", ["front_door"])
    html = pdf_pack.pack_html(pdf_pack._pages(folder, "sandhythe", pdf_pack.require_built(folder)), {})
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 2 and not any("<" in style or "&" in style for style in styles)
    assert 'content:"Sandhythe \\26  Sons \\3c b\\3e , October 2019"' in styles[1]


def test_a_page_of_the_councils_own_may_have_any_name(target):
    receipt = pdf_pack.require_built(target)
    found = {
        page if page != "workforce" else "reading-1": text.replace('"workforce.html', '"reading-1.html')
        for page, text in pdf_pack._pages(target, "county", receipt).items()
    }
    html = pdf_pack.pack_html(found, {})
    assert [text for rank, text in headings(html) if rank == 2][1:-1] == TITLES
    assert '<a href="#p5">Workforce</a>' in html and "@page p5{" in html


# what is refused


def test_a_period_that_was_not_built_is_told_with_how_to_build_it(tmp_path):
    with pytest.raises(WrongUse, match=r"^2019-11 has not been built\. Run: careboard build 2019-11$"):
        pdf_pack.make_pack(tmp_path / "2019-11", tmp_path)


@pytest.mark.parametrize(
    ("area", "told"),
    [
        ("nort", r"there is no area 'nort'\. Did you mean 'north'\?"),
        ("north", r"no page of north has been built\. Run: careboard build 2019-10 --area north"),
    ],
)
def test_an_area_that_is_not_there_is_told(target, area, told):
    with pytest.raises(WrongUse, match=told):
        pdf_pack.make_pack(target, target.parent, area)


def test_a_page_that_was_changed_since_is_not_bound(tmp_path):
    folder = lay(tmp_path, pages=["front_door"])
    (folder / "county" / "front_door.html").write_text("<p>99%</p>", encoding="utf-8")
    changed = r"county/front_door\.html: is not as it was built\. Run: careboard build 2019-10 --area county"
    with pytest.raises(Problem, match=changed):
        pdf_pack.make_pack(folder, folder.parent)


def test_no_browser_is_said_plainly(target, monkeypatch):
    monkeypatch.setattr(browsers_module, "find_browser", lambda: None)
    none = "there is no Chromium, Chrome or Edge on this machine, and one is needed to make a PDF"
    with pytest.raises(Problem, match=none):
        pdf_pack.make_pack(target, target.parent)


def test_what_is_no_browser_is_said_plainly(tmp_path):
    ended = r"made no PDF\. It ended with code \d+\. Try again, or name another browser with --browser FILE"
    with pytest.raises(Problem, match=ended):
        browsers_module.print_pdf("<p>", tmp_path, sys.executable)
    with pytest.raises(Problem, match="could not be started"):
        browsers_module.print_pdf("<p>", tmp_path, str(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def acting(tmp_path, lines):
    """A program that takes a browser's arguments."""
    path = tmp_path / "browser"
    head = [
        f"#!{sys.executable}",
        "import sys, threading",
        "out = next(word for word in sys.argv if word.startswith('--print-to-pdf=')).partition('=')[2]",
    ]
    path.write_text("\n".join([*head, *lines]), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_browser_that_is_too_old_or_never_ends_is_said_plainly(tmp_path):
    old = acting(tmp_path, ["open(out, 'wb').write(b'%PDF-1.4 /Producer (Skia/PDF m120) %%EOF')"])
    with pytest.raises(Problem, match="is version 120, and the first that numbers pages is 131"):
        browsers_module.print_pdf("<p>", tmp_path, old)
    endless = acting(tmp_path, ["threading.Event().wait()"])
    with pytest.raises(Problem, match="did not end within 1 seconds and was stopped"):
        browsers_module.print_pdf("<p>", tmp_path, endless, limit=1)


def test_edge_is_found_where_windows_has_it(tmp_path, monkeypatch):
    edge = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setattr(browsers_module.shutil, "which", lambda name: None)
    monkeypatch.setattr(browsers_module, "PLACES", ())
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert browsers_module.find_browser() == str(edge)


def test_drawing_a_page_anew_takes_its_areas_pack_away():
    assert page_files(["north/front_door"]) == {
        "north/front_door.html",
        "north/front_door.csv",
        "notebooks/north/front_door.ipynb",
        "north/pack.pdf",
        "north/summary.pdf",
    }


def test_binding_costs_no_pandas():
    code = "import sys, careboard.publish.pdf_pack; sys.exit('pandas' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# what a reader gets


def test_the_pdf_is_tagged_and_says_its_language_and_title(pdf):
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]
    assert pdf.metadata.title == "Fellshire, October 2019: Fellshire County Council (invented records)"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def flat(outline, rank=1):
    for item in outline:
        if isinstance(item, list):
            yield from flat(item, rank + 1)
        else:
            yield rank, item


def test_the_bookmarks_are_the_headings(pdf, html):
    bookmarks = [(rank, squeezed(item.title)) for rank, item in flat(pdf.outline)]
    assert bookmarks == [(rank, squeezed(text)) for rank, text in seen_headings(html)]


def test_every_page_is_numbered_and_carries_area_period_and_marking(pdf, texts):
    assert len(texts) > len(PAGES)
    for number, (page, text) in enumerate(zip(pdf.pages, texts, strict=True), start=1):
        assert f"Page{number}of{len(texts)}" in text
        assert "Fellshire,October2019" in text
        assert "Invented:nochild,familyorworkerhereisreal." in text
        assert "Firsthidingonly,notforcirculation." in text
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4


def test_the_contents_tell_on_which_page_a_chapter_begins(pdf, texts):
    chapters = [item for rank, item in flat(pdf.outline) if rank == 2]
    begins = {item.title: pdf.get_destination_page_number(item) + 1 for item in chapters}
    for title in [*TITLES, "How to read this pack"]:
        assert f"{squeezed(title)}{begins[title]}" in texts[0]
        first = texts[begins[title] - 1]
        assert first.startswith(squeezed("Fellshire, October 2019")) and squeezed(title) in first


def test_figures_and_tables_are_read_back_whole(texts, html):
    whole = "".join(texts)
    said = [words(figure) for figure in re.findall(r'<p class="figure">(.*?)</p>', html, re.DOTALL)]
    on_paper = re.sub(r'<span class="(?:stacked|unseen)">.*?</span>', "", html, flags=re.DOTALL)
    rows = "".join(re.findall(r'<tr role="row" id=.*?</tr>', on_paper, re.DOTALL))
    said += [
        words(cell) for cell in re.findall(r"<t[hd] role[^>]*>(.*?)</t[hd]>", rows) if "<svg" not in cell
    ]
    assert len(said) > 20
    for figure in said:
        assert squeezed(figure) in whole, figure
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        assert squeezed(words(row)) in whole, words(row)


def elements(pdf):
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            waiting += [found["/K"]] if "/K" in found else []
            if "/S" in found:
                yield found


def test_every_picture_has_its_words_and_every_table_its_heads(pdf, html):
    found = list(elements(pdf))
    pictures = [element for element in found if element["/S"] == "/Figure"]
    told = html.count("<svg") - html.count(SMALL)
    assert len(pictures) == told > 5 and all(len(element["/Alt"]) > 40 for element in pictures)
    assert sum(element["/S"] == "/TH" for element in found) >= html.count("<th ")


def test_the_pdf_leads_nowhere_outside_and_nothing_is_left_beside_it(pdf, target):
    data = (target / "county" / "pack.pdf").read_bytes()
    assert b"/URI" not in data and b"file:" not in data
    assert sorted(path.name for path in target.parent.iterdir()) == [PERIOD]
    assert sorted(path.name for path in (target / "county").iterdir()) == sorted(
        ["pack.pdf", *(f"{page}.html" for page in PAGES)]
    )


def test_nothing_is_wider_than_a_sheet_and_no_chart_or_row_is_cut(pdf, html, tmp_path):
    from playwright.sync_api import sync_playwright

    page = tmp_path / "pack.html"
    page.write_text(html, encoding="utf-8")
    with sync_playwright() as playwright:
        path = browsers_module.find_browser()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": ON_PAPER, "height": 900})
        tab.emulate_media(media="print")
        tab.goto(page.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= ON_PAPER
        wide = (
            "all => all.filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
            ".map(one => one.outerHTML.slice(0, 200))"
        )
        assert tab.locator("svg, svg text, table, td, th, p").evaluate_all(wide) == []
        kept = "all => [...new Set(all.map(one => getComputedStyle(one).breakInside))]"
        assert tab.locator("tr, .chart, li").evaluate_all(kept) == ["avoid"]
        browser.close()


def test_the_command_writes_the_pack_and_says_where(tmp_path, pdf):
    folder = lay(tmp_path, pages=["front_door"])
    done = run("pack", PERIOD, outputs=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(folder / "county" / "pack.pdf") in done.stdout
    assert "Front door" in pypdf.PdfReader(folder / "county" / "pack.pdf").pages[1].extract_text()
    refused = run("pack", "2019-11", outputs=tmp_path)
    assert (
        refused.returncode == 2
        and refused.stderr.strip() == "2019-11 has not been built. Run: careboard build 2019-11"
    )


def test_the_summary_alone_is_two_sheets_that_lead_nowhere_outside(target, pdf):
    file = pdf_pack.make_summary(target, target.parent, "county")
    data, sheets = file.read_bytes(), pypdf.PdfReader(file).pages
    assert file.name == "summary.pdf" and len(sheets) == 2 and b"/URI" not in data and b"file:" not in data
    assert "Board summary" in sheets[0].extract_text()
    file.unlink()


def test_an_area_without_a_board_summary_is_told_how_to_draw_it(tmp_path):
    target = lay(tmp_path / "outputs", pages=["front_door"])
    with pytest.raises(WrongUse, match=r"has no board summary\. Run: careboard build 2019-10 --area county"):
        pdf_pack.make_summary(target, tmp_path)
