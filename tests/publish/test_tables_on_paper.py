"""The tables of all measures are printed whole, with no empty sheet; that of districts fits a screen."""

import re

import pypdf
import pytest

from careboard.publish.browser import print_pdf

LEAST_LETTERS = 600  # of a sheet; one with its margins' words alone has some 170
WIDE = """() => [document.querySelector('.tall').scrollWidth, document.querySelector('.tall').clientWidth]"""


@pytest.mark.parametrize("page", ["districts", "index"])
def test_every_measure_of_the_table_is_on_paper_and_no_sheet_is_empty(built, tmp_path, page):
    html = (built / "2019-10" / f"{page}.html").read_text(encoding="utf-8")
    file = tmp_path / "page.pdf"
    file.write_bytes(print_pdf(html, tmp_path))
    sheets = [re.sub(r"\s+", "", sheet.extract_text()) for sheet in pypdf.PdfReader(file).pages]
    measures = re.findall(r'<tr><th scope="row">([^<]+) <span>', html)
    whole = "".join(sheets).replace("'", "").replace("’", "")
    assert len(measures) > 100
    lost = [title for title in measures if re.sub(r"\s+|&#39;", "", title) not in whole]
    assert lost == []
    assert all(len(sheet) > LEAST_LETTERS for sheet in sheets[:-1])


def test_the_districts_table_fits_a_desks_screen(browser, built):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto((built / "2019-10" / "districts.html").as_uri())
    across, room = tab.evaluate(WIDE)
    assert across <= room
