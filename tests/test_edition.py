import pandas
import pytest
from careboard.edition import edition_for, keep, open_edition
from careboard.problems import Problem, WrongUse
from editions import small_edition as edition
from running import ROOT


def test_an_edition_opens_as_it_was_kept(tmp_path):
    told = edition()
    keep(told, tmp_path / "e")
    again = open_edition(tmp_path / "e")
    assert (again.about, again.areas, again.indicators, again.words) == (told.about, told.areas, told.indicators, told.words)
    for name in ("figures", "standing", "comparators"):
        pandas.testing.assert_frame_equal(getattr(again, name), getattr(told, name).reset_index(drop=True)[list(getattr(again, name))], check_dtype=False)


def test_unknown_area_is_told_with_the_nearest():
    with pytest.raises(WrongUse, match="Did you mean"):
        edition().require_area("nort")


def test_a_notebook_opened_outside_the_suite_is_told_where_to_lie(tmp_path):
    with pytest.raises(WrongUse, match=r"no params/suite\.yml in this folder or above it"):
        edition_for("2019-10", tmp_path)


def test_a_notebook_opened_by_hand_gets_the_reason_when_the_period_cannot_be_counted(sample_folder):
    with pytest.raises(Problem, match=r"2020-04: the period ends after the extract was drawn \(2020-03-31\)"):
        edition_for("2020-04", ROOT / "notebooks")
