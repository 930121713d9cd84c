"""Where published files lie, and where all else does."""

import pytest

from careboard import paths
from careboard.errors import WrongUse
from careboard.publish.outputs import Folders


def test_the_suites_own_outputs_have_data_work_however_they_are_named(monkeypatch):
    monkeypatch.chdir(paths.ROOT)
    for named in (None, paths.OUTPUTS, paths.OUTPUTS.relative_to(paths.ROOT)):
        assert Folders.of(named) == Folders(paths.OUTPUTS.resolve(), paths.WORK.resolve())


def test_other_outputs_have_a_work_folder_beside_them_or_the_one_that_is_named(tmp_path):
    assert Folders.of(tmp_path / "trial").work == tmp_path / "trial-work"
    assert Folders.of(tmp_path / "trial", tmp_path / "aside").work == tmp_path / "aside"
    assert Folders.of(None, tmp_path / "aside").outputs == paths.OUTPUTS.resolve()


@pytest.mark.parametrize("work", ["outputs", "outputs/work", ".", "outputs/../outputs/x"])
def test_one_may_not_lie_within_the_other(tmp_path, work):
    with pytest.raises(WrongUse, match=r"lie within each other.*name a folder apart with --work"):
        Folders.of(tmp_path / "outputs", tmp_path / work)


def test_a_link_into_the_folder_of_outputs_is_seen_through(tmp_path):
    (tmp_path / "outputs" / "aside").mkdir(parents=True)
    (tmp_path / "work").symlink_to(tmp_path / "outputs" / "aside")
    with pytest.raises(WrongUse):
        Folders.of(tmp_path / "outputs", tmp_path / "work")


def test_nothing_but_the_boards_periods_lies_in_outputs(tmp_path):
    folders = Folders.of(tmp_path / "outputs")
    aside = [
        folders.periods("internal"),
        folders.edition("f", "2019-10"),
        folders.extracts_file,
        folders.snapshots("board", "2019-10"),
        folders.drawn("board", "2019-10"),
        folders.restricted("2019-10"),
        folders.unpacked,
        folders.log_file,
    ]
    assert all(path.is_relative_to(folders.work) for path in aside)
    assert folders.periods("board") == folders.outputs
