"""What keeps a period from being signed off."""

from careboard.commentary import sign_off

SIGNED = {
    "state": "signed",
    "drafted": "",
    "signed_off_by": "B",
    "signed_off_on": "2019-11-12",
    "author": "A",
    "written": "2019-11-11",
    "moved": [],
    "file": "params/commentary/2019-10/north/front_door.md",
}
FIRST = {"county/board_summary": SIGNED}


def test_a_period_of_signed_words_lacks_nothing():
    assert sign_off.sign_off_faults(FIRST | {"north/front_door": SIGNED}, "county", "2019-10") == []


def test_what_the_board_reads_first_must_have_words():
    (line,) = sign_off.sign_off_faults({"north/front_door": SIGNED}, "county", "2019-10")
    assert "params/commentary/2019-10/county/board_summary.md: there is none" in line
    assert "careboard commentary draft 2019-10 --area county --domain board_summary" in line


def test_drafts_and_words_whose_figures_moved_are_told_with_their_file():
    words = FIRST | {
        "a/b": SIGNED | {"state": "draft"},
        "c/d": SIGNED | {"state": "draft", "drafted": "yes"},
        "e/f": SIGNED
        | {"state": "stale", "moved": ["2019-10/e/f.md, line 7: {x} said 89%, and says 90% now."]},
    }
    assert [line.split(". ")[0] for line in sign_off.sign_off_faults(words, "county", "2019-10")] == [
        "params/commentary/2019-10/north/front_door.md: not signed off",
        "params/commentary/2019-10/north/front_door.md: drafted by rule, and read by nobody yet",
        "2019-10/e/f.md, line 7: {x} said 89%, and says 90% now",
    ]


def test_the_status_of_each_page_is_told_and_pages_without_words_together():
    drafted = SIGNED | {"state": "draft", "drafted": "yes"}
    words, pages = {"north/front_door": SIGNED, "north/health": drafted}, ["front_door", "health", "sdq"]
    assert list(sign_off.status(words, ["county", "north"], pages)) == [
        ("county", "all pages", "no commentary", ""),
        ("north", "front_door", "signed off", "B, 2019-11-12"),
        ("north", "health", "draft", "by A, 2019-11-11; drafted by rule, read by nobody yet"),
        ("north", "sdq", "no commentary", ""),
    ]
