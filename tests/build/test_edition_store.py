"""Which editions go once a period was built again."""

import json
from types import SimpleNamespace

import pytest

from careboard.build.edition_store import clear_unpublished
from careboard.periods import parse
from careboard.publish.outputs import Folders


@pytest.fixture
def folders(tmp_path):
    """October 2019 counted four times, and September.

    The board's pages of October are of 'second', the internal ones of 'inner', September's of 'first'.
    """
    folders = Folders.of(tmp_path / "outputs")
    for name in (
        "first/2019-10",
        "second/2019-10",
        "third/2019-10",
        "inner/2019-10",
        "first/2019-09",
    ):
        (folders.editions / name).mkdir(parents=True)
        (folders.editions / name / "contents.json").write_text("{}", encoding="utf-8")
    for audience, period, edition in (
        ("board", "2019-10", "second"),
        ("internal", "2019-10", "inner"),
        ("board", "2019-09", "first"),
    ):
        (folders.periods(audience) / period).mkdir(parents=True)
        receipt = folders.periods(audience) / period / "receipt.json"
        receipt.write_text(json.dumps({"edition": edition}), encoding="utf-8")
    return folders


def kept(folders):
    return sorted(
        file.parent.relative_to(folders.editions).as_posix()
        for file in folders.editions.rglob("contents.json")
    )


def test_what_pages_are_of_stays_and_the_rest_of_the_period_goes(folders):
    clear_unpublished(SimpleNamespace(folders=folders, fingerprint="second"), parse("2019-10"))
    assert kept(folders) == ["first/2019-09", "inner/2019-10", "second/2019-10"]
    assert not (folders.editions / "third").exists()
