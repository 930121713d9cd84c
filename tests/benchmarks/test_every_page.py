"""Every page of the invented county's October 2019 in a real browser, in every form.

How many have something to mend.

By every rule in every form. Of two pages of the whole authority axe looks at each row of each table; of the
others' rows at one of a kind, since it takes some ten seconds for a page and form otherwise.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from support.browser import FORMS, QUIET, faults, opened

from careboard.publish.browser import find_browser

WHOLE = ("county/board_summary", "county/sdq")
AT_ONCE = 8  # pages that one browser looks at before another takes over: it keeps what it has seen


def looked_at(pages):
    """What is to be mended on some pages, by page and form."""
    from playwright.sync_api import sync_playwright

    wrong = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        for page in pages:
            for form in FORMS:
                with opened(browser, page, form) as seen:
                    if found := faults(
                        seen, form, whole=f"{page.parent.name}/{page.stem}" in WHOLE, thorough=True
                    ):
                        wrong[f"{page.parent.name}/{page.name}, {form}"] = found
        browser.close()
    return wrong


def test_every_page_in_every_form(benchmark, built, told):
    if find_browser() is None:
        pytest.skip("NO BROWSER: pages were not looked at. Install Chromium, Chrome or Edge.")
    pages = [
        *sorted((built / "2019-10").glob("*/*.html")),
        *(built / "2019-10" / f"{name}.html" for name in ("index", "districts", "manual")),
        built / "index.html",
    ]
    wrong = {}

    def look():
        parts = [pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE)]
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as browsers:
            for number, found in enumerate(browsers.map(looked_at, parts), 1):
                wrong.update(found)
                print(
                    (
                        f"{min(number * AT_ONCE, len(pages))} of {len(pages)} pages looked at, {len(wrong)} "
                        "to mend"
                    ),
                    flush=True,
                )

    benchmark.pedantic(look, rounds=1)
    assert wrong == {}
    told.add(
        f"Pages with something to mend, of {len(pages)} pages in {len(FORMS)} forms each",
        len(wrong),
        "pages",
        0,
        digits=0,
    )
    told.add(
        f"A page looked at in one form, by {os.cpu_count()} browsers",
        benchmark.stats["min"] / len(pages) / len(FORMS),
        "s",
    )
