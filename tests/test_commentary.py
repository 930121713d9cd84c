import pytest
from careboard import commentary
from careboard.problems import Problems

HEAD = "---\nauthor: A\nwritten: 2019-11-11\n---\n"
KNOWN = {"indicator": ["looked_after_rate", "protection_plans"], "area": ["county", "north"], "looked_after_rate": ["at_date"], "protection_plans": ["at_date"]}


def told(folder, text, head=HEAD, encoding="utf-8"):
    path = folder / "params" / "commentary" / "2019-10" / "county" / "front_door.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + text).encode(encoding))
    return commentary.rendered(commentary.read(path), lambda id, window, area: f"[{id} {window} {area}]", KNOWN, "county")


def test_live_figures_stand_in_their_place(tmp_path):
    assert told(tmp_path, "Now **{looked_after_rate}**, and in North {looked_after_rate window=at_date area=north}.") == "<p>Now <strong>[looked_after_rate None county]</strong>, and in North [looked_after_rate at_date north].</p>\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one\n{lokked_after_rate}", "2019-10/county/front_door.md, line 6: there is no indicator 'lokked_after_rate'. Did you mean 'looked_after_rate'?"),
        ("{looked_after_rate area=nort}", "line 5: there is no area 'nort'. Did you mean 'north'?"),
        ("{looked_after_rate window=month}", "there is no window for 'looked_after_rate' 'month'"),
        ("{looked_after_rate windw=month}", "'windw' is not understood after 'looked_after_rate'. Did you mean 'window'?"),
        ("{looked_after_rate", "line 5: a brace is not closed"),
        ("looked_after_rate}", "line 5: a brace is not closed, or stands alone"),
        ("{}", "an empty brace"),
        ("{{ 7*7 }}", "a brace is not closed"),
        ("![x](http://example.com/x.png)", "a picture cannot stand in commentary"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, message):
    with pytest.raises(Problems) as found:
        told(tmp_path, text)
    assert message in str(found.value)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "line 1: the head is missing"),
        ("---\nauthor: A\nauthor: B\nwritten: 2019-11-11\n---\n", "line 3: the key 'author' stands twice"),
        ("---\nauthr: A\nwritten: 2019-11-11\n---\n", "line 2: there is no key 'authr'. Did you mean 'author'?"),
        ("---\nauthor: A\nwritten: last week\n---\n", "'written' is not a date"),
        ("---\nauthor: A\n---\n", "the head has no 'written'"),
    ],
)
def test_head_out_of_order_is_told(tmp_path, head, message):
    with pytest.raises(Problems) as found:
        told(tmp_path, "Words.", head)
    assert message in str(found.value)


def test_wrong_encoding_and_huge_file(tmp_path):
    with pytest.raises(Problems, match="UTF-8"):
        told(tmp_path, "£", encoding="latin-1")
    with pytest.raises(Problems, match="larger than 200 KB"):
        told(tmp_path, "x" * 200_001)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "<a href='http://example.com'>x</a>"])
def test_no_html_or_link_comes_through(tmp_path, text):
    html = told(tmp_path, text)
    assert "<script" not in html and "<img" not in html and "<a" not in html


def test_all_faults_are_told_together(tmp_path):
    with pytest.raises(Problems) as found:
        told(tmp_path, "{nothing}\n\n{looked_after_rate area=nowhere}")
    assert len(found.value.lines) == 2
