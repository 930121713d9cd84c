"""Folders and files that nobody but their owner may open."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from careboard import permissions
from careboard.files import lock, put
from careboard.permissions import close_to_others, make_folder

WITH_MODES = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


def others(path):
    return path.stat().st_mode & 0o077


@WITH_MODES
def test_what_is_made_for_a_restricted_file_is_its_owners_alone_and_what_was_there_is_left(tmp_path):
    tmp_path.chmod(0o755)
    put(tmp_path / "a" / "b" / "list.csv", "one", restricted=True)
    assert not any(map(others, [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "list.csv"]))
    assert others(tmp_path)


@WITH_MODES
def test_what_is_published_gets_the_rights_that_readers_need(tmp_path):
    before = os.umask(0o022)
    try:
        put(tmp_path / "outputs" / "page.html", "one")
        make_folder(tmp_path / "outputs" / "north")
    finally:
        os.umask(before)
    assert others(tmp_path / "outputs") == 0o055 and others(tmp_path / "outputs" / "page.html") == 0o044


@WITH_MODES
def test_a_work_folder_that_stands_open_is_closed_by_the_first_build(tmp_path):
    (tmp_path / "work").mkdir(mode=0o755)
    said = []
    with lock(tmp_path / "work", tell=said.append):
        assert not others(tmp_path / "work") and not others(tmp_path / "work" / ".lock")
    assert said == []


@WITH_MODES
def test_a_drive_that_keeps_no_modes_is_told_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "work").mkdir(mode=0o755)
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)
    said = []
    with lock(tmp_path / "work", tell=said.append):
        pass
    [line] = said
    assert (
        line.startswith(f"{tmp_path / 'work'}: others on this machine may be able to open")
        and "--work" in line
    )


@pytest.mark.parametrize(("code", "told"), [(0, False), (5, True)])
def test_on_windows_the_list_of_rights_is_set_to_the_user_alone_or_that_is_told(
    tmp_path, monkeypatch, code, told
):
    ran = []

    def run(command, **how):
        ran.append(list(map(str, command)))
        return SimpleNamespace(returncode=code)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(permissions, "subprocess", SimpleNamespace(run=run))
    monkeypatch.setenv("USERDOMAIN", "COUNCIL")
    monkeypatch.setenv("USERNAME", "a.b")
    assert bool(close_to_others(tmp_path / "work")) is told
    [command] = ran
    assert command[0].endswith("icacls.exe")
    assert command[1:] == [str(tmp_path / "work"), "/inheritance:r", "/grant:r", r"COUNCIL\a.b:(OI)(CI)F"]


def test_where_windows_has_no_such_command_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path / "nothing"))
    assert "Close it to all but its owner" in close_to_others(tmp_path / "work")
