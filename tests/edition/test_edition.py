import shutil
import subprocess
import sys

import pytest
from support.command import ROOT, work_of
from support.returns import written_returns
from support.small_edition import small_edition as edition

from careboard.edition.by_hand import edition_for
from careboard.edition.edition import keep, open_edition
from careboard.errors import Problem, WrongUse


def test_an_edition_opens_as_it_was_kept(tmp_path):
    told = edition()
    keep(told, tmp_path / "e")
    again = open_edition(tmp_path / "e")
    assert (again.about, again.areas, again.indicators, again.words) == (
        told.about,
        told.areas,
        told.indicators,
        told.words,
    )
    for name in ("figures", "standing", "comparators", "positions"):
        assert getattr(again, name).text == getattr(told, name).text
        assert [str(row) for row in getattr(again, name)] == [str(row) for row in getattr(told, name)]


def test_unknown_area_is_told_with_the_nearest():
    with pytest.raises(WrongUse, match="Did you mean"):
        edition().require_area("nort")


def test_a_notebook_opened_outside_the_suite_is_told_where_to_lie(tmp_path):
    with pytest.raises(WrongUse, match=r"no params/suite\.yml in this folder or above it"):
        edition_for("2019-10", tmp_path)


def test_a_notebook_opened_by_hand_gets_the_reason_when_the_period_cannot_be_counted(sample_folder):
    with pytest.raises(Problem, match=r"2020-04: the period ends after the extract was drawn \(2020-03-31\)"):
        edition_for("2020-04", ROOT / "notebooks")


def test_notebooks_run_by_hand_have_their_edition_counted_once_and_run_to_their_end(tmp_path):
    """Run All, as nbval does it.

    A stock kernel in the notebooks' folder, with the parameters as they are stored and no edition named or
    there.
    """
    (tmp_path / "notebooks").mkdir()
    for name in ("looked_after", "placements"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    returns = written_returns(tmp_path / "returns")
    for file in returns.iterdir():
        file.write_text(
            file.read_text(encoding="utf-8").replace("/2017", "/2019").replace("/2018", "/2020"),
            encoding="utf-8",
        )
    suite = shutil.copytree(ROOT / "params", tmp_path / "params") / "suite.yml"
    told = (
        suite.read_text(encoding="utf-8")
        .replace("source: fellshire_sample", "source: ours")
        .replace("sources:\n", "sources:\n  ours: {path: returns}\n")
    )
    suite.write_text(told, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-p", "no:cacheprovider", "notebooks"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout
    [edition] = (work_of(tmp_path / "outputs") / "editions").glob("*/2019-10/whole")
    rows = open_edition(edition).figures.rows("looked_after", "county")
    assert [row.value for row in rows if (row.period, row.breakdown) == ("2019-10", "total")] == [40]
