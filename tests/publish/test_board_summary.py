"""The board summary is one screen and two sheets: measured in a real browser on the county as it is built."""

import pypdf
import pytest

from careboard.publish.browser import print_pdf

SCREEN = {"width": 1280, "height": 900}
LEAST_TEXT = 16  # pixels
SHEETS, LANDSCAPE = 2, (842, 595)
AREAS = ["county", "north", "lornmere"]
LOWEST = "() => document.querySelector('.headlines').getBoundingClientRect().bottom"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.chair *, .headlines *, .headlines svg text')]
    .filter(element => element.getClientRects().length && !element.closest('.unseen'))
    .map(element => parseFloat(getComputedStyle(element).fontSize)))"""
CLOSED = "() => [...document.querySelectorAll('details .headlines, details .chair')].length"
ACROSS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def seen(browser, built, area, width, height=SCREEN["height"]):
    tab = browser.new_page(viewport={"width": width, "height": height})
    tab.goto((built / "2019-10" / area / "board_summary.html").as_uri())
    return tab


@pytest.mark.parametrize("area", AREAS)
def test_the_five_lines_and_the_table_are_seen_at_once_in_text_of_reading_size(browser, built, area):
    tab = seen(browser, built, area, SCREEN["width"])
    assert tab.evaluate(LOWEST) <= SCREEN["height"]
    assert tab.evaluate(SMALLEST) >= LEAST_TEXT and tab.evaluate(CLOSED) == 0


@pytest.mark.parametrize("width", [820, 390])
def test_on_a_tablet_and_a_phone_nothing_runs_out_to_the_right(browser, built, width):
    assert seen(browser, built, "county", width).evaluate(ACROSS) <= 0


@pytest.mark.parametrize("area", AREAS)
def test_on_paper_it_is_two_sheets_with_the_whole_table_on_the_first(browser, built, tmp_path, area):
    html = (built / "2019-10" / area / "board_summary.html").read_text(encoding="utf-8")
    printed = tmp_path / "summary.pdf"
    printed.write_bytes(print_pdf(html, tmp_path))
    sheets = pypdf.PdfReader(printed).pages
    assert len(sheets) == SHEETS
    assert all(tuple(round(float(side)) for side in sheet.mediabox[2:]) == LANDSCAPE for sheet in sheets)
    first, second = (sheet.extract_text() for sheet in sheets)
    for title in ("Children looked after, rate", "Reviewing officers' average caseload", "Re-referrals"):
        assert title in first
    assert "What did the board ask for?" in second and "How to read this page" in second
