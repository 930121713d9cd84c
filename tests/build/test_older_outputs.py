"""What an older version left among the published files: moved to the work folder or deleted, and told."""

import json

import pytest

from careboard.build.older_outputs import take_away
from careboard.publish.outputs import Folders

CURRENT, OTHER = "0123456789abcdef", "fedcba9876543210"
PUBLISHED = ["2019-10/county/front_door.html", "2019-10/receipt.json", "index.html"]


def put(folder, name, text="x"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folders(tmp_path):
    """Outputs as a version before the work folder left them."""
    old = tmp_path / "outputs"
    for name in (
        "index.html",
        "2019-10/county/front_door.html",
        f".editions/published/board/2019-10/000001-{OTHER}.json.gz",
        f".editions/{CURRENT}/2019-10/whole/edition.json",
        f".editions/{OTHER}/2019-10/set_aside.csv",
        ".editions/extracts.json",
        "restricted/2019-10/dental_checks_due.csv",
        "internal/index.html",
        "internal/2019-10/index.html",
        "build.log",
        "build.log.1",
        ".lock",
        ".2019-10.new/county/front_door.html",
        ".2019-10.drawn",
    ):
        put(old, name, name)
    put(old, "2019-10/receipt.json", json.dumps({"edition": CURRENT}))
    return Folders.of(old)


def names(folder):
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())


def test_published_files_alone_stay_and_history_lists_internal_pages_and_logs_are_moved(folders):
    take_away(folders)
    assert names(folders.outputs) == PUBLISHED
    assert names(folders.work) == [
        "build.log",
        "build.log.1",
        f"editions/{CURRENT}/2019-10/whole/edition.json",
        "internal/2019-10/index.html",
        "internal/index.html",
        f"published/board/2019-10/000001-{OTHER}.json.gz",
        "restricted/2019-10/dental_checks_due.csv",
    ]
    assert sorted(path.name for path in folders.outputs.iterdir()) == ["2019-10", "index.html"]


def test_it_is_told_in_one_line_and_only_once(folders):
    told = take_away(folders)
    assert "\n" not in told and str(folders.outputs) in told and "Frozen copies (1), " in told
    assert "editions and files of stopped builds (3) deleted" in told and take_away(folders) == ""


def test_what_is_moved_is_its_owners_alone(folders):
    take_away(folders)
    assert not [path for path in folders.work.rglob("*") if path.stat().st_mode & 0o077]


def test_no_link_is_followed_and_one_in_the_place_of_a_folder_is_told(folders, tmp_path):
    put(tmp_path / "elsewhere", "2019-10/kept.csv")
    put(tmp_path / "elsewhere", f"{OTHER}/2019-10/kept.csv")
    (folders.outputs / "restricted" / "2019-10" / "away").symlink_to(tmp_path / "elsewhere")
    (folders.outputs / ".editions" / OTHER / "away").symlink_to(tmp_path / "elsewhere")
    (folders.outputs / "internal").rename(tmp_path / "internal")
    (folders.outputs / "internal").symlink_to(tmp_path / "internal")
    told = take_away(folders)
    assert len(names(tmp_path / "elsewhere")) == 2 and len(names(tmp_path / "internal")) == 2
    assert "internal left alone, since it is a link" in told
    assert not (folders.work / "internal").exists()


def test_a_copy_that_is_in_the_work_folder_already_is_not_written_over(folders):
    there = folders.snapshots("board", "2019-10") / f"000001-{OTHER}.json.gz"
    put(there.parent, there.name, "another")
    take_away(folders)
    assert there.read_text(encoding="utf-8") == "another"
    assert there.with_name(f"{there.name}.older").is_file()


def test_what_the_suite_did_not_write_stays(folders):
    ours = ["internal/minutes/notes.txt", "restricted/readme.txt", ".editions/notes.txt", ".notes.new"]
    for name in ours:
        put(folders.outputs, name)
    take_away(folders)
    assert names(folders.outputs) == sorted([*PUBLISHED, *ours])
