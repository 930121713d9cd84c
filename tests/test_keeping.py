import json

import pytest
from careboard.keeping import held, put
from careboard.problems import Problem


def test_a_file_is_replaced_whole(tmp_path):
    put(tmp_path / "a" / "page.html", "one")
    put(tmp_path / "a" / "page.html", "two £")
    assert (tmp_path / "a" / "page.html").read_text(encoding="utf-8") == "two £"
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["page.html"]


def test_two_builds_are_kept_apart_and_the_owner_is_named(tmp_path):
    with held(tmp_path), pytest.raises(Problem, match=r"another build has been writing to this outputs folder since .* \(process \d+\)"), held(tmp_path):
        pass


def test_a_lock_whose_process_is_gone_is_broken(tmp_path):
    (tmp_path / ".lock").write_text(json.dumps({"process": 2**22 + 12345, "since": "2019-10-31T09:00:00+00:00"}), encoding="utf-8")
    with held(tmp_path):
        assert (tmp_path / ".lock").is_file()
    assert not (tmp_path / ".lock").is_file()
