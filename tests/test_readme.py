"""What the README tells people to type is what the suite takes."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys

import click
import nbformat
import pytest
from support.command import ROOT
from support.small_edition import PERIOD, small_edition, small_edition_in

from careboard.cli.main import main
from careboard.notebook_source import PARAMETERS
from careboard.periods import parse_all
from careboard.publish.html import to_html
from careboard.publish.notebook_run import page_drawn

LINES = [
    line.strip()
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("    ")
]
PAPERMILL = [line for line in LINES if line.startswith("papermill ")]
PLACEHOLDER = re.compile(r"\b(PERIOD|FOLDER|FILE|ID)\b")
COMMANDS = [
    found[1]
    for line in LINES
    if not PLACEHOLDER.search(line)
    and (found := re.search(rf"careboard(?:\.exe)? ((?:{'|'.join(main.commands)})\b[^\"]*)", line))
]
OPERATOR = {
    "task_id",
    "input_nb",
    "output_nb",
    "parameters",
    "kernel_name",
    "language_name",
    "kernel_conn_id",
    "log_output",
    "nbconvert",
    "nbconvert_args",
}  # as Airflow documents it
NORTH = "412 of 453"  # in the small edition: assessments finished in time


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the suite's notebooks, to run from, and an edition that they show."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv("CAREBOARD_EDITION", str(small_edition_in(tmp_path / "edition")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page_of(out):
    """The page that an executed notebook makes."""
    book = nbformat.read(out, as_version=4)
    assert page_drawn(book) == {"page": "front_door", "period": PERIOD, "area": "north"}
    return to_html(book, small_edition())


def typed(line, folder):
    words = shlex.split(line)
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readme_shows_papermill_with_both_engines():
    assert sorted("--engine careboard" in line for line in PAPERMILL) == [False, True]


@pytest.mark.parametrize("line", PAPERMILL)
def test_papermill_as_the_readme_has_it_draws_the_norths_page(line, folder):
    done = typed(line, folder)
    assert done.returncode == 0, done.stderr[-2000:]
    html = page_of(folder / "out.ipynb")
    assert NORTH in html and "<small>North, October 2019</small>" in html


def test_a_slip_in_that_line_is_told_in_one_line_and_draws_nothing(folder):
    line = next(line for line in PAPERMILL if "--engine" in line).replace("-p area", "-p aera")
    done = typed(line, folder)
    assert (
        done.returncode == 2
        and done.stderr.strip().splitlines()[-1]
        == "Error: there is no parameter 'aera'. Did you mean 'area'?"
    )
    assert "Traceback" not in done.stderr and not (folder / "out.ipynb").exists()


def test_airflows_operator_is_written_as_it_is_documented():
    call = (
        ast.parse(
            "\n".join(
                LINES[LINES.index("PapermillOperator(") :][
                    : LINES[LINES.index("PapermillOperator(") :].index(")") + 1
                ]
            )
        )
        .body[0]
        .value
    )
    given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert given.keys() <= OPERATOR and given["parameters"].keys() == PARAMETERS
    assert (ROOT / given["input_nb"]).is_file() and given["kernel_name"] == "python3"


def test_every_command_in_the_readme_is_one_that_the_command_line_takes():
    assert sum("--quiet" in command for command in COMMANDS) == 2 and any(
        "--cluster" in command for command in COMMANDS
    )
    for command in COMMANDS:
        verb, *words = shlex.split(re.sub(r"\$\(.*?\)", PERIOD, command))
        taken = main.commands[verb]
        while isinstance(taken, click.Group):
            taken = taken.commands[words.pop(0)]
        with taken.make_context(verb, words) as context:
            assert parse_all(context.params.get("periods") or [context.params["period"]])


def test_such_a_check_would_find_an_option_that_does_not_exist():
    with pytest.raises(click.NoSuchOption):
        main.commands["build"].make_context("build", [PERIOD, "--quite"])


@pytest.mark.skipif(os.name == "nt", reason="cron and date are not Windows's")
def test_crons_line_asks_for_the_month_before():
    line = next(line for line in LINES if "$(" in line)
    asked = re.search(r"\$\(date (.*?)\)", line.replace("\\%", "%"))[
        1
    ]  # cron takes a bare % for the end of the command
    told = subprocess.run(
        ["date", *shlex.split(asked)], capture_output=True, text=True, check=True
    ).stdout.strip()
    today = subprocess.run(["date", "+%Y %m"], capture_output=True, text=True, check=True).stdout.split()
    months = int(today[0]) * 12 + int(today[1]) - 2
    assert "%" not in re.sub(r"\\%", "", line)
    assert int(line.split()[2]) <= 28 and told in {
        f"{months // 12}-{months % 12 + 1:02}",
        f"{today[0]}-{today[1]}",
    }
