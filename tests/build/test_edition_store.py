"""Which editions go once a period was built again."""

import json
from types import SimpleNamespace

import pytest

from careboard.build.edition_store import clear_unpublished
from careboard.periods import parse


@pytest.fixture
def outputs(tmp_path):
    """October 2019 counted four times, and September.

    The board's pages of October are of 'second', the internal ones of 'inner', September's of 'first'.
    """
    for name in (
        "first/2019-10",
        "second/2019-10",
        "third/2019-10",
        "inner/2019-10",
        "first/2019-09",
        "published/board/2019-10",
    ):
        (tmp_path / ".editions" / name).mkdir(parents=True)
        (tmp_path / ".editions" / name / "contents.json").write_text("{}", encoding="utf-8")
    for folder, edition in (("2019-10", "second"), ("internal/2019-10", "inner"), ("2019-09", "first")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "receipt.json").write_text(json.dumps({"edition": edition}), encoding="utf-8")
    return tmp_path


def kept(outputs):
    return sorted(
        file.parent.relative_to(outputs / ".editions").as_posix()
        for file in (outputs / ".editions").rglob("contents.json")
    )


def test_what_pages_are_of_and_what_was_published_stays_and_the_rest_of_the_period_goes(outputs):
    clear_unpublished(SimpleNamespace(outputs=outputs, fingerprint="second"), parse("2019-10"))
    assert kept(outputs) == ["first/2019-09", "inner/2019-10", "published/board/2019-10", "second/2019-10"]
    assert not (outputs / ".editions" / "third").exists()
