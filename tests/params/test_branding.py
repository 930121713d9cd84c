"""A council's colour can be read, its mark is its own, and pages carry both."""

import base64

import pytest

from careboard.params import branding
from careboard.params.models import Look

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_guidelines(
    one, other, expected
):  # published examples of WebAIM's contrast checker
    assert round(branding.contrast(one, other), 2) == expected


def test_the_suites_own_colours_can_be_read(tmp_path):
    assert branding.faults(Look(), tmp_path) == []


def test_a_faint_colour_and_a_missing_mark_are_told(tmp_path):
    faults = branding.faults(Look(accent="#76b7f2", accent_dark="#1d70b8", logo="arms.png"), tmp_path)
    assert [line.split(":")[0] for line in faults] == ["accent", "accent_dark", "logo"]
    assert (
        "Choose a darker colour." in faults[0]
        and "Choose a lighter colour." in faults[1]
        and "there is no file 'arms.png'" in faults[2]
    )


def test_a_mark_that_is_too_large_or_of_another_kind_is_told(tmp_path):
    (tmp_path / "arms.gif").write_bytes(PNG)
    (tmp_path / "arms.png").write_bytes(bytes(30_001))
    assert "not a PNG, JPEG or SVG picture" in branding.faults(Look(logo="arms.gif"), tmp_path)[0]
    assert "not a file of at most 30 KB" in branding.faults(Look(logo="arms.png"), tmp_path)[0]


def test_a_page_carries_colour_and_mark_and_asks_for_nothing(tmp_path):
    from support.small_edition import executed, small_edition

    from careboard.publish.html import to_html

    (tmp_path / "arms.png").write_bytes(PNG)
    edition = small_edition()
    edition.about["look"] = branding.branding(Look(accent="#7a1f5c", logo="arms.png"), tmp_path)
    html = to_html(executed(edition, "front_door", "county"), edition)
    assert "--accent:#7a1f5c" in html and '<img class="logo" alt="" src="data:image/png;base64,' in html
    del edition.about["look"]
    assert "<img" not in to_html(executed(edition, "front_door", "county"), edition)
