"""What leaves: a page without script or request that drew what it was asked for, and the index."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import replace

import nbformat
import pytest
from support.small_edition import IN_TIME, NOTEBOOKS, PERIOD, PLAN_RATE, executed, small_edition

from careboard import formatting, pieces
from careboard.errors import Problem
from careboard.pages.open import DRAWN
from careboard.publish.html import styles_once, to_html
from careboard.publish.index import districts_html, index_html
from careboard.publish.sanitizer import clean, markdown_html

PAGES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
LARGEST = 200_000


@pytest.fixture(scope="module")
def told():
    return small_edition()


@pytest.fixture(scope="module")
def front_door(told) -> str:
    return to_html(executed(told, "front_door", "county"), told)


@pytest.mark.parametrize(
    "page",
    [
        "board_summary",
        "front_door",
        "child_protection",
        "looked_after",
        "placements",
        "care_leavers",
        "workforce",
        "heat_map",
        "young_people",
    ],
)
def test_every_page_is_drawn_small_and_whole(told, page):
    html = to_html(executed(told, page, "county"), told)
    assert len(html.encode()) < LARGEST
    assert html.count("<h1") == 1
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert ids.most_common(1)[0][1] == 1
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links <= set(ids)


def test_a_page_has_no_script_and_asks_nothing_of_a_network(front_door):
    assert not [word for word in ("<script", "http:", "https:", "url(") if word in front_door]
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in front_door


def test_a_pages_style_stands_as_it_is_written_and_names_it_on_paper(front_door):
    style = re.findall(r"<style>(.*?)</style>", front_door, re.DOTALL)[0]
    assert "&" not in style and "dl.defined>div" in style
    notes = "Invented: no child, family or worker here is real. First hiding only, not for circulation."
    assert '@top-left{content:"Fellshire, October 2019"}' in style
    assert f'@top-right{{content:"{notes}"}}' in style


def test_a_colour_that_a_chart_brings_along_has_others_in_the_dark_and_in_a_readers_own_colours():
    mark = '<path d="M0 0 9 9" style="stroke:var(--m7a0177,#7a0177)"/>'
    shape = '<path d="M0 0 9 9z" style="fill:var(--f7a0177, #7a0177)"/>'
    html = styles_once(f"<style></style>{mark}{shape}")
    [dark] = re.findall(r"@media \(prefers-color-scheme:dark\){:root{([^}]*)}", html)
    [forced] = re.findall(r"@media \(forced-colors:active\){:root{([^}]*)}", html)
    assert "--m7a0177:#" in dark and "--m7a0177:#7a0177" not in dark
    assert "--m7a0177:CanvasText" in forced and "--f7a0177:Canvas" in forced.split(";")
    assert styles_once("<style></style>") == "<style></style>"


def test_a_page_shows_no_code_and_no_note_for_analysts(front_door):
    assert "open_page" not in front_door and "next analyst" not in front_door and "injected" not in front_door


def test_a_page_says_where_it_is_and_when_it_was_drawn(front_door):
    assert '<html lang="en-GB">' in front_door
    assert "<h1>Front door <small>Fellshire, October 2019</small></h1>" in front_door
    assert "As at 31 October 2019. Extract of 31 March 2020: 1,204 records used, 3 set aside." in front_door
    assert "Invented: no child, family or worker here is real." in front_door
    assert "careboard 0.1.0" in front_door and "3f9a12" in front_door
    assert "performance@example.invalid" in front_door


def test_headings_can_be_linked_to(front_door):
    assert '<h2 id="are-assessments-finished-in-time">Are assessments finished in time?</h2>' in front_door


def test_a_page_leads_to_the_index_its_areas_and_pages(front_door):
    assert 'href="../index.html"' in front_door
    assert 'href="child_protection.html"' in front_door
    assert 'href="../north/front_door.html"' in front_door
    assert '<a href="front_door.html" aria-current="page">Front door</a>' in front_door


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<p>a<img src=x onerror=alert(1)></p>", "<p>a</p>"),
        ('<a href="https://example.invalid/x">a</a>', "<a>a</a>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="//example.invalid">a</a>', "<a>a</a>"),
        ('<a href="front_door.html#in_time">a</a>', '<a href="front_door.html#in_time">a</a>'),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        (
            '<svg><path d="M 0 0" style="fill:url(https://example.invalid/x)"></path></svg>',
            '<svg><path d="M 0 0"></path></svg>',
        ),
        ('<th scope="col" onclick="x()">a</th>', "a"),
        (
            '<table><caption>c</caption><tr><th scope="col">a</th></tr></table>',
            '<table><caption>c</caption><tbody><tr><th scope="col">a</th></tr></tbody></table>',
        ),
        ("<details open><summary>s</summary></details>", '<details open=""><summary>s</summary></details>'),
    ],
)
def test_outputs_are_cleaned(given, kept):
    assert clean(given) == kept


def test_a_notebooks_own_words_are_headings_and_paragraphs_only():
    assert (
        markdown_html("# Title\n\nWords <b>bold</b> ![x](y.png) [a](https://example.invalid)")
        == "<h2>Title</h2>\n<p>Words &lt;b&gt;bold&lt;/b&gt; ![x](y.png) [a](https://example.invalid)</p>\n"
    )


def test_a_page_that_drew_another_area_than_asked_for_is_refused(told):
    book = executed(told, "front_door", "county")
    (injected,) = [cell for cell in book.cells if "injected-parameters" in cell.metadata.get("tags", [])]
    injected.source = 'area = "north"'
    with pytest.raises(Problem, match="asked for area north, and the page drew county"):
        to_html(book, told)


def test_a_lost_tag_is_found_out(told):
    book = executed(told, "front_door", "county")
    book.metadata["papermill"] = {"parameters": {"area": "east", "period": PERIOD}}
    with pytest.raises(Problem, match="still tagged 'parameters'"):
        to_html(book, told)


def test_a_page_of_another_period_than_the_editions_is_refused(told):
    book = executed(told, "front_door", "county")
    for cell in book.cells:
        cell.source = cell.source.replace(PERIOD, "2019-09") if cell.cell_type == "code" else cell.source
        for output in cell.get("outputs", []):
            output.data.get(DRAWN, {}).update(period="2019-09")
    with pytest.raises(Problem, match="the edition is of 2019-10"):
        to_html(book, told)


def test_a_cell_that_stopped_stops_the_page(told):
    book = executed(told, "front_door", "county")
    next(cell for cell in book.cells if cell.id == "timeliness").outputs = [
        nbformat.v4.new_output("error", ename="WrongUse", evalue="there is no indicator 'x'", traceback=[])
    ]
    with pytest.raises(Problem, match="stopped at cell 'timeliness': WrongUse"):
        to_html(book, told)


def test_a_picture_without_words_is_refused(told):
    book = executed(told, "front_door", "county")
    next(cell for cell in book.cells if cell.id == "timeliness").outputs = [
        nbformat.v4.new_output("display_data", {"image/png": "aGVsbG8=", "text/plain": "<Figure>"})
    ]
    with pytest.raises(Problem, match="cell 'timeliness' shows a picture"):
        to_html(book, told)


def test_one_question_asked_twice_is_refused(told):
    book = executed(told, "front_door", "county")
    again = copy.deepcopy(next(cell for cell in book.cells if cell.id == "timeliness"))
    again.id = "timeliness-again"
    book.cells.append(again)
    with pytest.raises(Problem, match="on the page twice"):
        to_html(book, told)


def test_a_question_left_out_of_a_notebook_leaves_no_link_to_nowhere(told):
    book = executed(told, "front_door", "county")
    book.cells = [cell for cell in book.cells if cell.id != "re-referrals"]
    html = to_html(book, told)
    assert "<li>Re-referrals within 12 months: 21.3%" in html


ADDRESSES = {
    ("county", "front_door"): "county/front_door.html",
    ("county", "heat_map"): "county/heat_map.html",
    ("north", "front_door"): "north/front_door.html",
    ("sandhythe", "front_door"): "sandhythe/front_door.html",
}


@pytest.fixture(scope="module")
def index(told) -> str:
    keys = ("name", "words", "kind", "size")
    lines = [
        ("figures.xlsx", "The figures as a workbook", "Excel workbook", "129 KB"),
        ("figures.csv", "All figures", "CSV", "11.4 MB"),
    ]
    downloads = [dict(zip(keys, line, strict=True)) for line in lines]
    not_drawn = [{"area": "east", "page": "front_door", "reason": "stopped at cell 'timeliness'"}]
    return index_html(told, ADDRESSES, not_drawn, downloads=downloads)


@pytest.fixture(scope="module")
def districts(told) -> str:
    return districts_html(told, ADDRESSES)


def test_the_index_holds_every_measure_by_area_and_leads_to_the_districts(index, districts):
    for page, caption in (
        (index, "All measures, by area, October 2019"),
        (districts, "All measures, by district, October 2019"),
    ):
        assert re.findall(r"<caption>([^<]+)</caption>", page) == [caption]
        assert all("scope=" in head for head in re.findall(r"<th [^>]*>", page))
        assert page.count('role="region" tabindex="0" aria-label="Table: ') == 1
    assert '<a href="districts.html">All measures by district</a>' in index
    assert '<a href="county/heat_map.html">The heat map: how far each area stands' in index
    assert '<a href="index.html">' in districts
    north = f'<a href="north/front_door.html#{IN_TIME}">91%</a> <b>Outstanding</b>'
    assert f'<td class="outstanding">{north}</td>' in index
    sandhythe = f'<td><a href="sandhythe/front_door.html#{IN_TIME}">90.6%</a></td>'
    assert f'{sandhythe}<td class="inadequate">0% <b>Inadequate</b></td>' in districts
    assert '<td class="no">[c]</td>' in districts


def test_districts_stand_beside_the_authority_the_region_and_england_each_with_its_year(districts):
    heads = re.findall(r'<th scope="col">([^<]+)</th>', districts)
    assert heads[:4] == ["Measure", "Fellshire", "Region", "England"] and "Lornmere" in heads[4:]
    row = districts[districts.index("Assessments finished within 45 working days") :].split("</tr>")[0]
    cells = re.findall(r"<td[^>]*>.*?</td>", row)
    first = [re.sub("<[^>]+>", "", cell) for cell in cells[:3]]
    assert first == ["89% Good", "84.4% 2018/19", "83.1% 2018/19"]
    unlike = districts[districts.index("Re-referrals within 12 months") :].split("</tr>")[0]
    cells = re.findall(r"<td[^>]*>.*?</td>", unlike)
    assert cells[1] == '<td class="no">[x]</td>'
    assert 'class="no"' in cells[2] and "not like for like" in cells[2]


def test_a_cell_holds_a_number_and_its_measure_the_unit(told, districts):
    row = districts[districts.index(told.indicators[PLAN_RATE]["title"]) :].split("</tr>")[0]
    assert "per 10,000</span>" in row and "per 10,000" not in "".join(re.findall(r"<td.*?</td>", row))


def test_a_cell_tells_its_band_by_shape_and_word_and_not_by_colour_alone(index):
    for name, (shape, _) in formatting.BANDS.items():
        assert f'.heat .{name} b::before{{content:"{shape} "' in index


def test_an_authority_without_districts_has_no_page_of_them(told):
    areas = {area: known for area, known in told.areas.items() if known["level"] != "district"}
    alone = replace(told, areas=areas)
    assert districts_html(alone, ADDRESSES) == ""
    assert "districts.html" not in index_html(alone, ADDRESSES, [])


def test_the_index_links_to_no_page_that_was_not_drawn_and_says_why(index):
    assert "east/front_door.html" not in index and "child_protection.html" not in index
    assert "Front door, East: stopped at cell &#39;timeliness&#39;" in index


def test_the_index_names_the_pages_of_an_area_that_were_not_drawn_for_one_reason_in_one_line(told):
    missed = [
        {"area": area, "page": page, "reason": "not yet asked for"}
        for area in ("north", "east")
        for page in told.pages_of(area)
        if (area, page) != ("east", "front_door")
    ]
    titles = [*told.pages_of("east").values()]
    index = index_html(told, ADDRESSES, missed)
    assert "<li>All pages, North: not yet asked for</li>" in index
    others = ", ".join(title for title in titles if title != "Front door")
    assert f"<li>{others}, East: not yet asked for</li>" in index
    assert f"{2 * len(titles) - 1} pages were not drawn" in index


def test_the_index_leads_to_each_download_and_says_its_kind_and_size(index):
    listed = index[index.index("<h2>Downloads</h2>") :]
    assert '<a href="figures.xlsx">The figures as a workbook (Excel workbook, 129 KB)</a>' in listed
    assert '<a href="figures.csv">All figures (CSV, 11.4 MB)</a>' in listed
    assert "Small numbers are hidden in them" in listed


def test_the_index_begins_with_the_whole_authority(index):
    parts = ("Going well", "To improve", "To know", "All measures, by area")
    places = [index.index(part) for part in parts]
    assert places == sorted(places)
    assert "Sons <b>" not in index


@pytest.mark.parametrize("page", PAGES)
def test_notebooks_keep_the_house_rules(page):
    book = nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4)
    nbformat.validate(book)
    cells = [cell for cell in book.cells if "explore" not in cell.metadata.get("tags", [])]
    assert len(cells) <= 30 and cells[0].id == "about" and cells[1].id == "parameters"
    assert [cell.id for cell in cells if "parameters" in cell.metadata.get("tags", [])] == ["parameters"]
    for cell in cells:
        assert re.fullmatch(r"[a-z][a-z-]*[a-z]", cell.id)
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None and len(cell.source.splitlines()) <= 5
            assert not re.search(r"^\s*(def|for|if|try|%)", cell.source, re.MULTILINE)


def test_the_style_stands_in_the_page_as_it_was_written():
    html = to_html(executed(small_edition(), "front_door", "county"), small_edition())
    held = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert pieces.style() in held and "&gt;" not in held
