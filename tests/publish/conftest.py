"""The browser in which published pages are looked at."""

import os

import pytest
from support.browser import QUIET

from careboard.publish.browser import find_browser


@pytest.fixture(scope="module")
def browser():
    path = find_browser()
    if path is None:
        reason = "NO BROWSER: pages were not looked at. Install Chromium, Chrome or Edge."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()
