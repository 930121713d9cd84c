"""Published pages in a browser: no request, nothing to mend for axe, nothing wider than a phone."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from support.browser import ONE_OF_A_KIND, QUIET
from support.small_edition import executed, small_edition

from careboard.publish import html, index
from careboard.publish.browser import find_browser

PAGES = [
    ("county", "front_door"),
    ("county", "board_summary"),
    ("county", "child_protection"),
    ("county", "placements"),
    ("county", "workforce"),
    ("county", "heat_map"),
    ("county", "young_people"),
    ("lornmere", "front_door"),
    ("", "index"),
    ("", "districts"),
]
TRENDS = {  # the measures whose trends the page on looked-after children shows -> the window of each
    "looked_after": "at_date",
    "looked_after_rate": "at_date",
    "started_looked_after": "month",
    "looked_after_visits_in_timescale": "at_date",
}
SIZES = {"wide": (1100, 900), "narrow": (320, 700)}
SMALLEST_TYPE = 11
SEEN_CHARTS = """() => {
    const seen = [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
    return seen.map(svg => svg.outerHTML) }"""
TYPE_SIZES = """() => {
    const texts = [...document.querySelectorAll('svg text')];
    return texts.filter(text => text.getBoundingClientRect().width > 0).map(text => {
        const svg = text.ownerSVGElement, size = parseFloat(getComputedStyle(text).fontSize);
        return size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width }) }"""


@pytest.fixture(scope="module")
def browser():
    path = find_browser()
    if path is None:
        reason = "NO BROWSER: pages were not looked at. Install Chromium, Chrome or Edge."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Pages of the hand-made edition, put where a build puts them."""
    folder, told, drawn = tmp_path_factory.mktemp("site"), small_edition(), {}
    for area, page in PAGES[:-2]:
        target = folder / area / f"{page}.html"
        target.parent.mkdir(exist_ok=True)
        target.write_text(html.to_html(executed(told, page, area), told), encoding="utf-8")
        drawn[area, page] = f"{area}/{page}.html"
    (folder / "index.html").write_text(index.index_html(told, drawn, []), encoding="utf-8")
    (folder / "districts.html").write_text(index.districts_html(told, drawn), encoding="utf-8")
    return folder


@pytest.fixture
def seen(browser, site):
    """Opens a page at a size and in a scheme; gives it, what it said to the console and what it asked for."""
    opened = []

    def see(area: str, page: str, size: str = "wide", scheme: str = "light", site: Path = site):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=False
        )
        opened.append(context)
        tab, said, asked = context.new_page(), [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((site / area / f"{page}.html").as_uri())
        return tab, said, asked

    yield see
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("area", "page"), PAGES)
def test_a_page_is_quiet_asks_for_nothing_and_does_not_scroll_sideways(seen, area, page, size):
    tab, said, asked = seen(area, page, size)
    assert said == []
    assert len(asked) == 1 and asked[0].startswith("file://")
    assert tab.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


@pytest.mark.parametrize(("size", "scheme"), [("wide", "dark"), ("narrow", "light")])
@pytest.mark.parametrize(("area", "page"), PAGES)
def test_axe_finds_nothing_with_all_details_open(seen, area, page, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    tab, _, _ = seen(area, page, size, scheme)
    tab.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    tab.evaluate(ONE_OF_A_KIND)
    found = Axe().run(tab).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("size", SIZES)
def test_each_chart_is_read_once_and_tells_its_latest_figure(seen, size):
    tab, _, _ = seen("county", "front_door", size)
    tab.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    charts = tab.evaluate(SEEN_CHARTS)
    alternative = r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>"
    texts = [re.search(alternative, chart).groups() for chart in charts]
    assert len(charts) == 9 == len(set(texts))
    trends = [words for _, words in texts if words.startswith("Line chart")]
    for figure in ("89%, 1,032 of 1,160", "21.3%, 2,541 of 11,930", "481.8 per 10,000"):
        assert any(f"Latest, October 2019: {figure}" in words for words in trends)
    assert tab.get_by_role("img").count() == len(charts)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["front_door", "placements", "workforce"])
def test_type_in_charts_stays_readable(seen, page, size):
    tab, _, _ = seen("county", page, size)
    assert min(tab.evaluate(TYPE_SIZES)) >= SMALLEST_TYPE - 0.05


def test_print_uses_the_wide_form_and_opens_the_tables(seen):
    tab, _, _ = seen("county", "front_door", "narrow")
    tab.emulate_media(media="print")
    assert all('viewBox="0 0 720' in chart for chart in tab.evaluate(SEEN_CHARTS))


def test_links_within_the_site_lead_to_what_they_name(seen, site):
    tab, _, _ = seen("county", "board_summary")
    tab.get_by_role("link", name="Re-referrals within 12 months").first.click()
    tab.wait_for_url("**/front_door.html#re_referrals_within_12_months")
    assert tab.locator("#re_referrals_within_12_months").is_visible()


def test_every_trend_of_a_built_page_tells_its_latest_published_figure(seen, built):
    tab, _, _ = seen("county", "looked_after", site=built / "2019-10")
    told = " ".join(re.findall(r"<desc[^>]*>(.*?)</desc>", " ".join(tab.evaluate(SEEN_CHARTS))))
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        rows = [
            row for row in csv.DictReader(opened) if (row["area"], row["breakdown"]) == ("county", "total")
        ]
    now = [row for row in rows if row["period"] == "2019-10"]
    latest = {row["indicator"]: row["value"] for row in now if TRENDS.get(row["indicator"]) == row["window"]}
    assert len(latest) == len(TRENDS)
    for value in latest.values():
        assert f"Latest, October 2019: {float(value):,.10g}" in told
