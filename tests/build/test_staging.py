"""What readers find while a period's pages are replaced, and what an interrupted build leaves."""

import pytest

from careboard.build import staging
from careboard.build.staging import Stage


def files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(params=["at one stroke", "in two steps"])
def target(request, tmp_path, monkeypatch):
    """A published folder, on systems of both kinds."""
    if request.param == "in two steps":
        monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    folder = tmp_path / "outputs" / "2019-10"
    (folder / "north").mkdir(parents=True)
    (folder / "north" / "front_door.html").write_text("old", encoding="utf-8")
    (folder / "receipt.json").write_text("old receipt", encoding="utf-8")
    return folder


def room_of(target):
    return target.parent.parent / "work" / "drawn"


def opened(target, wanted=None):
    stage = Stage(target, room_of(target))
    stage.open(wanted or {})
    return stage


def test_the_new_state_takes_the_old_ones_place_and_nothing_stays_beside_it(target):
    stage = opened(target)
    stage.add("east/front_door", "1", {"east/front_door.html": "new"})
    stage.put("receipt.json", "new receipt")
    assert files(target) == {"north/front_door.html": "old", "receipt.json": "old receipt"}
    stage.publish(without=set())
    assert files(target) == {
        "north/front_door.html": "old",
        "east/front_door.html": "new",
        "receipt.json": "new receipt",
    }
    assert [path.name for path in target.parent.iterdir()] == ["2019-10"]


def test_what_is_no_text_is_put_in_place_as_it_is(target):
    stage = opened(target)
    stage.put("figures.xlsx", b"PK\x03\x04\r\n\xff")
    stage.put("index.html", "one\r\ntwo\n\u00e9")
    stage.publish(without=set())
    assert (target / "figures.xlsx").read_bytes() == b"PK\x03\x04\r\n\xff" and (
        target / "index.html"
    ).read_bytes() == b"one\r\ntwo\n\xc3\xa9"


def test_a_page_that_is_not_to_stay_goes(target):
    stage = opened(target)
    stage.publish(without={"north/front_door.html"})
    assert list(files(target)) == ["receipt.json"]


def test_a_page_that_an_interrupted_build_had_drawn_is_found_again_if_it_is_whole_and_wanted(target):
    first = opened(target)
    first.add("a/one", "1", {"a/one.html": "whole"})
    first.add("a/two", "1", {"a/two.html": "torn"})
    first.add("a/three", "of other figures", {"a/three.html": "older"})
    first.put("a/four.html", "not in the journal yet")
    (first.folder / "a" / "two.html").write_text("to", encoding="utf-8")
    with first.journal.open("a", encoding="utf-8") as journal:
        journal.write('{"page": "a/fo')
    second = opened(target, {"a/one": "1", "a/two": "1", "a/three": "1", "a/four": "1"})
    assert list(second.drawn) == ["a/one"] and files(second.folder) == {"a/one.html": "whole"}


def test_a_build_that_ended_between_the_two_steps_is_mended(target):
    stage = Stage(target, room_of(target))
    target.rename(stage.before)
    opened(target)
    assert files(target)["north/front_door.html"] == "old"


def test_a_build_that_ended_after_the_stroke_leaves_the_new_state(target):
    stage = opened(target)
    stage.put("receipt.json", "new receipt")
    before = files(target)
    stage.publish(without=set())
    stage.folder.mkdir(parents=True)
    (stage.folder / "receipt.json").write_text(before["receipt.json"], encoding="utf-8")
    again = opened(target)
    assert files(target)["receipt.json"] == "new receipt" and files(again.folder) == {}


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_beside_the_published_folder(target, monkeypatch):
    stage = opened(target)
    stage.put("receipt.json", "new receipt")

    def full(path):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(staging, "_sync", full)
        with pytest.raises(OSError, match="No space"):
            stage.publish(without=set())
    assert [path.name for path in target.parent.iterdir()] == ["2019-10"]
    assert files(target)["receipt.json"] == "old receipt"
    stage.publish(without=set())
    assert files(target)["receipt.json"] == "new receipt" and not stage.room.exists()


def test_pages_are_gathered_for_their_owner_alone_and_published_for_readers(target):
    stage = opened(target)
    stage.add("east/front_door", "1", {"east/front_door.html": "new"})
    gathered = [stage.room, *stage.room.rglob("*")]
    assert len(gathered) == 5 and not [path for path in gathered if path.stat().st_mode & 0o077]
    stage.publish(without=set())
    page = target / "east" / "front_door.html"
    assert page.stat().st_mode & 0o777 == (target / "north" / "front_door.html").stat().st_mode & 0o777


def test_what_is_for_its_owner_alone_stays_so_once_it_is_in_place(target):
    stage = Stage(target, room_of(target), restricted=True)
    stage.open({})
    stage.add("east/front_door", "1", {"east/front_door.html": "new"})
    stage.publish(without={"north/front_door.html", "receipt.json"})
    assert not [path for path in (target, *target.rglob("*")) if path.stat().st_mode & 0o077]
