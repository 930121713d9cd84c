from careboard.errors import Problems, unknown


def test_unknown_name_is_told_with_place_and_nearest():
    assert (
        unknown(
            "params/bands.yml, line 12", "indicator", "lokked_after", ["looked_after", "protection_plans"]
        )
        == "params/bands.yml, line 12: there is no indicator 'lokked_after'. Did you mean 'looked_after'?"
    )


def test_name_like_no_other_is_told_with_all_there_are():
    assert unknown("", "area", "zzz", ["north", "east"]) == "there is no area 'zzz'. Known: east, north."


def test_problems_are_told_together():
    assert str(Problems(["one", "two"])) == "one\ntwo"
