"""Every page of the invented county's October 2019 in a real browser, in every form: how many have something to mend."""

import pytest
from seeing import FORMS, QUIET, faults, opened
from setup_venv import browser as browser_path


def test_every_page_in_every_form(benchmark, built, told):
    from playwright.sync_api import sync_playwright

    if browser_path() is None:
        pytest.skip("NO BROWSER: pages were not looked at. Install Chromium, Chrome or Edge.")
    pages = [*sorted((built / "2019-10").glob("*/*.html")), *(built / "2019-10" / f"{name}.html" for name in ("index", "districts", "manual")), built / "index.html"]
    wrong = {}

    def look():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET)
            for page in pages:
                for form in FORMS:
                    with opened(browser, page, form) as seen:
                        if found := faults(seen, form, whole=True):
                            wrong[f"{page.parent.name}/{page.name}, {form}"] = found
            browser.close()

    benchmark.pedantic(look, rounds=1)
    assert wrong == {}
    told.add(f"Pages with something to mend, of {len(pages)} pages in {len(FORMS)} forms each (axe and our own checks)", len(wrong), "pages", 0, digits=0)
    told.add("A page looked at in one form", benchmark.stats["min"] / len(pages) / len(FORMS), "s")
