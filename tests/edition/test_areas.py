"""Which areas lie above, beside and below one another, as pages name and link them."""

import pytest
from support.small_edition import AREAS

from careboard.edition.areas import AreaTree

TREE = AreaTree(AREAS)


def test_the_whole_authority_is_the_one_above_all():
    assert TREE.whole == "county" and TREE.parent("county") == ""
    assert TREE.name("rennick_vale") == "Rennick Vale" and TREE.level("rennick_vale") == "district"


def test_an_area_leads_up_to_the_whole_authority():
    assert TREE.line("lornmere") == ["lornmere", "north", "county"]


def test_the_areas_below_stand_in_drawing_order():
    assert TREE.children("county") == ["north", "east", "central", "unallocated"]
    assert TREE.children("lornmere") == []
    assert TREE.of_level("district", "area") == [
        "north",
        "lornmere",
        "sandhythe",
        "east",
        "rennick_vale",
        "central",
    ]


@pytest.mark.parametrize(
    ("area", "deep", "others"),
    [
        ("lornmere", False, ["county", "north", "sandhythe"]),
        ("east", False, ["county", "north", "rennick_vale", "central", "unallocated"]),
        ("county", False, ["north", "east", "central", "unallocated"]),
        (
            "county",
            True,
            ["north", "lornmere", "sandhythe", "east", "rennick_vale", "central", "unallocated"],
        ),
    ],
)
def test_a_page_may_show_the_areas_around_it_and_above_it(area, deep, others):
    assert set(TREE.near(area, deep)) == {area, *others}
