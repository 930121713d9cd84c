"""JupyterLab as an analyst uses it.

Open a page, change the area, run all cells, save, and nothing of it goes into git.
"""

import contextlib
import csv
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as BrowserTimeout
from support.browser import QUIET
from support.command import ROOT, work_of

from careboard.publish.browser import find_browser

LONGEST_MS = 240_000
BIN = Path(sys.executable).parent
BEGUN = re.compile(r"\[(\*|\d+)\]")  # the prompt of a cell that runs, or has run
ALL_CELLS = {"windowingMode": "none"}  # every cell is in the page at once, so that a test can look at it


@pytest.fixture(scope="module")
def clone(built, tmp_path_factory):
    """A fresh clone, with the filters that `make lab` sets up, and an edition that was counted already."""
    folder = tmp_path_factory.mktemp("lab") / "suite"
    shutil.copytree(
        ROOT,
        folder,
        ignore=lambda where, names: (
            {
                name
                for name in names
                if name not in ("notebooks", "params", ".gitignore") and Path(where) == ROOT
            }
            | ({".ipynb_checkpoints"} & set(names))
        ),
    )
    (folder / "data").symlink_to(ROOT / "data", target_is_directory=True)
    git(folder, "init", "--quiet")
    for command in set_up():
        subprocess.run(
            command, shell=True, cwd=folder, check=True, capture_output=True
        )  # the Makefile's own lines
    git(folder, "add", "notebooks")
    git(
        folder,
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.invalid",
        "commit",
        "--quiet",
        "--message",
        "notebooks",
    )
    shutil.copytree(work_of(built) / "editions", work_of(folder / "outputs") / "editions")
    return folder


def set_up():
    """What `make lab` does before it starts JupyterLab."""
    told = subprocess.run(
        ["make", "--dry-run", "lab", f"IN={BIN}{os.sep}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout
    return [line for line in told.splitlines() if "nbstripout" in line]


def git(folder, *words):
    return subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="module")
def lab(clone, tmp_path_factory):
    """The address of a JupyterLab server on the clone's notebooks."""
    home = tmp_path_factory.mktemp("home")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(str(ALL_CELLS).replace("'", '"'), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTER_PLATFORM_DIRS": "0",
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=seen",
        "--notebook-dir",
        clone / "notebooks",
    ]
    server = subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=clone,
    )
    said = []
    for line in server.stdout:
        said.append(line)
        if "is running at" in line:
            break
    assert server.poll() is None, "".join(said)
    yield f"http://127.0.0.1:{port}/lab/tree/front_door.ipynb?token=seen"
    server.terminate()
    server.communicate(timeout=60)


@pytest.fixture
def tab():
    path = find_browser()
    if path is None:
        assert os.environ.get("CI") != "true", (
            "NO BROWSER: JupyterLab was not looked at. Install Chromium, Chrome or Edge."
        )
        pytest.skip("NO BROWSER: JupyterLab was not looked at. Install Chromium, Chrome or Edge.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(LONGEST_MS)
        yield page
        browser.close()


def norths(built):
    with (built / "2019-10" / "figures.csv").open(encoding="utf-8", newline="") as opened:
        found = next(
            row
            for row in csv.DictReader(opened)
            if (row["indicator"], row["period"], row["window"], row["area"], row["breakdown"])
            == ("assessments_within_45_working_days", "2019-10", "month", "north", "total")
        )
    return f"{float(found['numerator']):,.0f} of {float(found['denominator']):,.0f}"


def run_all_cells(tab):
    """By the menu, as a person does: who sees nothing begin asks again."""
    for _ in range(3):
        tab.get_by_role("menuitem", name="Run", exact=True).click()
        tab.get_by_text("Run All Cells", exact=True).click()
        with contextlib.suppress(TimeoutError):
            tab.locator(".jp-InputPrompt", has_text=BEGUN).first.wait_for(timeout=LONGEST_MS / 6)
            return
    raise AssertionError(f"Run All Cells began nothing:\n{tab.locator('.jp-Notebook').inner_text()}")


def drawn(tab, output):
    """Wait for an output; where it does not come, tell what the notebook shows in its place."""
    try:
        output.wait_for()
    except BrowserTimeout as error:
        raise AssertionError(f"no such output:\n{tab.locator('.jp-Notebook').inner_text()}") from error


NEEDS_MAKE = pytest.mark.skipif(shutil.which("make") is None or os.name == "nt", reason="make lab needs make")


@NEEDS_MAKE
def test_an_analyst_changes_the_area_runs_all_cells_and_saves_and_git_sees_no_outputs(clone, lab, tab, built):
    tab.goto(lab)
    tab.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    tab.locator(".jp-CodeCell .cm-line", has_text='area = "county"').click()
    tab.locator(".jp-Notebook.jp-mod-editMode").wait_for()
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text("period = '2019-10'\narea = 'north'")
    tab.locator(".jp-CodeCell .cm-line", has_text="area = 'north'").wait_for()
    run_all_cells(tab)

    question = tab.locator(".jp-OutputArea-output .question#assessments_within_45_working_days")
    drawn(tab, question.first)
    assert norths(built) in question.first.inner_text()
    chart = tab.locator(".jp-OutputArea-output .own svg").first
    drawn(tab, chart)
    assert chart.is_visible() and "North" in chart.text_content()
    said = tab.locator(".jp-OutputArea-output .said").first.inner_text()
    assert "North finished" in said and "params/commentary/2019-10/north/front_door.md" in said
    tab.locator(".jp-OutputArea-output .defined, .jp-OutputArea-output #definitions").first.wait_for()

    with tab.expect_response(
        lambda answer: answer.request.method == "PUT" and "front_door.ipynb" in answer.url
    ):
        tab.keyboard.press("Control+s")
    saved = (clone / "notebooks" / "front_door.ipynb").read_text(encoding="utf-8")
    assert '"output_type"' in saved
    changed = git(clone, "diff", "--", "notebooks/front_door.ipynb")
    assert (
        "area = 'north'" in changed and "output_type" not in changed and '"execution_count": 1' not in changed
    )
    git(clone, "add", "notebooks")
    staged = git(clone, "show", ":notebooks/front_door.ipynb")
    assert "output_type" not in staged and "'north'" in staged and '"id": "timeliness"' in staged


def save(tab):
    with tab.expect_response(
        lambda answer: answer.request.method == "PUT" and "front_door.ipynb" in answer.url
    ):
        tab.keyboard.press("Control+s")


BUILD = """
import sys
from pathlib import Path
from careboard import notebook_source
from careboard.cli.main import main
notebook_source.NOTEBOOKS = Path("notebooks").resolve()
main(["--params", "params", "--outputs", "outputs", *sys.argv[1:]])
"""


@NEEDS_MAKE
def test_an_analyst_changes_the_seaborn_chart_builds_and_sees_it_on_the_page_and_git_sees_one_cell(
    clone, lab, tab
):
    git(clone, "checkout", "--quiet", "HEAD", "--", "notebooks")
    tab.goto(lab)
    tab.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    tab.locator(".jp-CodeCell .cm-line", has_text="axes = seaborn.lineplot").first.click()
    tab.locator(".jp-Notebook.jp-mod-editMode").wait_for()
    changed = [
        "frame = page.figures('assessments_within_45_working_days')",
        "frame = frame[frame.leads & (frame.breakdown == 'total') & frame.area.isin([area, 'east'])]",
        "axes = seaborn.lineplot(frame, x='date', y='value', hue='area', palette=['#7a0177', '#006d2c'])",
        "says = 'Two lines by month. Latest: {assessments_within_45_working_days}.'",
        "page.chart(axes, data=frame, finding='In time: {assessments_within_45_working_days}', says=says)",
    ]
    tab.keyboard.press("Control+a")
    tab.keyboard.insert_text("\n".join(changed))
    tab.locator(".jp-CodeCell .cm-line", has_text="Two lines by month").wait_for()
    run_all_cells(tab)
    chart = tab.locator(".jp-OutputArea-output .own svg").first
    drawn(tab, chart)
    assert chart.is_visible() and "Two lines by month. Latest: " in chart.locator("desc").text_content()
    tab.locator(".jp-OutputArea-output", has_text="Furthest from England").first.wait_for()  # tried out
    save(tab)

    lines = git(clone, "diff", "--", "notebooks/front_door.ipynb").splitlines()
    added = [line for line in lines if line.startswith("+") and not line.startswith("+++")]
    assert len(added) == len(changed) and all("output_type" not in line for line in lines)
    assert sum(line.startswith("@@") for line in lines) == 1
    ran = subprocess.run(
        [sys.executable, "-c", BUILD, "build", "2019-10", "--area", "county", "--domain", "front_door"],
        cwd=clone,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    html = (clone / "outputs" / "2019-10" / "county" / "front_door.html").read_text(encoding="utf-8")
    own = html.split('<div class="own">')[1].split("</details>")[0]
    assert "Two lines by month. Latest: " in own and "<figcaption>In time: " in own
    assert '<th scope="col">Period</th><th scope="col">Fellshire</th><th scope="col">East</th>' in own
    assert "#7a0177" in html and "Furthest from England" not in html
    figures = (clone / "outputs" / "2019-10" / "county" / "front_door.csv").read_text(encoding="utf-8")
    assert {line.split(",")[4] for line in figures.splitlines()[1:]} == {"county", "east"}
