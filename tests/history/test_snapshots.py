"""The copies that are kept of what was published: which, when, and what is in them."""

import gzip
import json

import pandas
import pytest
from support.small_edition import IN_TIME, PERIOD, PLANS, with_table
from support.snapshots_by_hand import few, kept, with_figure

from careboard.errors import Problem
from careboard.history import snapshots
from careboard.publish.outputs import Folders


def publish(outputs, told, edition):
    """A period's folder as a build leaves it for readers, and its edition kept."""
    kept(told, Folders.of(outputs).edition(edition, PERIOD))
    (outputs / PERIOD).mkdir(exist_ok=True)
    (outputs / PERIOD / "receipt.json").write_text(
        json.dumps({"edition": edition, "pages": {}}), encoding="utf-8"
    )


def freeze(outputs):
    snapshots.freeze(Folders.of(outputs), "board", PERIOD)
    return [snapshots.edition_of(file) for file in copies(outputs)]


def copies(outputs):
    return snapshots.snapshot_files(Folders.of(outputs), "board", PERIOD)


def test_the_first_copy_stays_and_the_last_is_renewed(tmp_path):
    publish(tmp_path, few(), "aaa")
    assert freeze(tmp_path) == ["aaa"] == freeze(tmp_path)
    publish(tmp_path, with_figure(few(), PLANS, "at_date", "county", (1195, 1195, None)), "bbb")
    assert freeze(tmp_path) == ["aaa", "bbb"]
    publish(tmp_path, with_figure(few(), PLANS, "at_date", "county", (1196, 1196, None)), "ccc")
    assert freeze(tmp_path) == ["aaa", "ccc"]
    first, last = (snapshots.open_snapshot(file) for file in copies(tmp_path))
    key = f"{PLANS},{PERIOD},at_date,county"
    assert (first.figures[key], last.figures[key]) == ("1194.0,,1194.0,shown", "1196.0,,1196.0,shown")


def test_the_first_edition_published_again_is_the_last_one_too(tmp_path):
    for edition, plans in (("aaa", 1194), ("bbb", 1195), ("aaa", 1194)):
        publish(tmp_path, with_figure(few(), PLANS, "at_date", "county", (plans, plans, None)), edition)
        told = freeze(tmp_path)
    assert told == ["aaa", "aaa"]


def test_the_same_edition_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        publish(tmp_path / name, few(), "aaa")
        freeze(tmp_path / name)
    one, other = (copies(tmp_path / name)[0] for name in ("one", "other"))
    assert one.name == other.name and one.read_bytes() == other.read_bytes()


def test_a_copy_holds_totals_alone_and_nothing_hidden(tmp_path):
    publish(tmp_path, few(), "aaa")
    freeze(tmp_path)
    [file] = copies(tmp_path)
    copy, text = snapshots.open_snapshot(file), gzip.decompress(file.read_bytes()).decode()
    assert (
        copy.figures[f"{IN_TIME},{PERIOD},month,lornmere"] == ",,,hidden"
        and "more than 20 days late" not in text
    )
    assert (
        copy.standing[IN_TIME, "month", "county"] == ("good", "improving", "above")
        and copy.about["extract_date"] == "2019-12-31"
    )


def test_nothing_published_and_an_edition_no_longer_kept_leave_no_copy(tmp_path):
    assert freeze(tmp_path) == []
    (tmp_path / PERIOD).mkdir()
    (tmp_path / PERIOD / "receipt.json").write_text(
        json.dumps({"edition": "gone", "pages": {}}), encoding="utf-8"
    )
    assert freeze(tmp_path) == []


def test_an_edition_is_compared_with_its_own_first_copy_and_then_with_the_period_before(tmp_path):
    publish(tmp_path, few(), "aaa")
    freeze(tmp_path)
    before = Folders.of(tmp_path).snapshots("board", "2019-09")
    before.mkdir()
    for name in ("000001-sss", "000004-ttt"):
        (before / f"{name}{snapshots.SUFFIX}").write_bytes(b"")

    def against(edition, month="2019-09"):
        return [
            snapshots.edition_of(file)
            for file in snapshots.earlier_snapshots(Folders.of(tmp_path), "board", PERIOD, edition, month)
        ]

    assert against("aaa") == ["ttt"] and against("bbb") == ["aaa", "ttt"] and against("aaa", "") == []


def test_a_copy_that_was_spoilt_is_told_with_what_to_do(tmp_path):
    publish(tmp_path, few(), "aaa")
    freeze(tmp_path)
    [file] = copies(tmp_path)
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(Problem, match=r"cannot be read\. Bring it back from a backup"):
        snapshots.open_snapshot(file)


def test_the_figure_of_a_team_that_is_called_total_is_not_kept_as_the_figure_of_all(tmp_path):
    def with_such_a_team(frame):
        all_cases = (frame.indicator == PLANS) & (frame.area == "county") & (frame.period == PERIOD)
        return pandas.concat([frame, frame[all_cases].assign(breakdown="team", group="total", value=3.0)])

    publish(tmp_path, with_table(few(), "figures", with_such_a_team), "aaa")
    freeze(tmp_path)
    [file] = copies(tmp_path)
    kept_figures = snapshots.open_snapshot(file).figures
    assert kept_figures[f"{PLANS},{PERIOD},at_date,county"] == "1194.0,,1194.0,shown"
