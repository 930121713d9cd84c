"""The preview on loopback.

Published pages for this machine's browser, and the script in what is served alone.
"""

import urllib.error
import urllib.request

import pytest

from careboard.build.preview_server import POLICY, Preview, with_script
from careboard.errors import WrongUse
from careboard.paths import TEMPLATES

PAGE = (
    '<html><head><meta http-equiv="Content-Security-Policy" '
    f'content="{POLICY}"></head><body><p>Words</p></body></html>'
)


@pytest.fixture
def periods(tmp_path):
    for name in (
        "index.html",
        "2019-10/index.html",
        "2019-10/county/front_door.html",
        "restricted/2019-10/set_aside.csv",
        ".editions/x/edition.json",
        "internal/2019-10/index.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def preview(periods):
    with Preview(periods, 0) as opened:
        yield opened


def fetched(preview, path, **headers):
    return urllib.request.urlopen(urllib.request.Request(preview.address + path, headers=headers), timeout=30)


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/2019-10/", "/2019-10/index.html", "/2019-10/county/front_door.html"]
)
def test_published_pages_are_served_with_the_script_and_a_policy_that_lets_it_alone_run(preview, path):
    html = fetched(preview, path).read().decode()
    assert (
        "<p>Words</p>" in html
        and html.count("<script>") == 1
        and "script-src 'sha256-" in html
        and "connect-src 'self'" in html
    )


def test_the_file_itself_has_no_script(preview, periods):
    fetched(preview, "/2019-10/index.html")
    assert "<script" not in (periods / "2019-10" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/restricted/2019-10/set_aside.csv",
        "/.editions/x/edition.json",
        "/internal/2019-10/index.html",
        "/2019-10/../restricted/2019-10/set_aside.csv",
        "/%2e%2e/etc/passwd",
        "/2019-10/none.html",
    ],
)
def test_nothing_else_is_served(preview, path):
    with pytest.raises(urllib.error.HTTPError) as told:
        fetched(preview, path)
    assert told.value.code == 404


def test_another_sites_page_cannot_read_it(preview):
    with pytest.raises(urllib.error.HTTPError) as told:
        fetched(preview, "/index.html", Host="example.com")
    assert told.value.code == 403


def test_an_open_page_hears_of_a_change(preview):
    with fetched(preview, "/.changes") as stream:
        first = stream.readline()
        stream.readline()
        preview.changed()
        assert stream.readline() != first


def test_a_port_in_use_is_told(preview, periods):
    with pytest.raises(WrongUse, match=r"is in use on this machine. Name another with --port"):
        Preview(periods, int(preview.address.rsplit(":", 1)[1]))


def test_the_pages_policy_is_the_one_that_is_replaced():
    assert POLICY in (TEMPLATES / "shell.html").read_text(encoding="utf-8") and POLICY not in with_script(
        PAGE
    ).replace(POLICY + ";", "")
