"""A commentary file: what may stand in it, and what its writer is told of everything else."""

import pytest
from support.small_edition import small_edition

from careboard import notebook_source
from careboard.commentary import parse
from careboard.commentary.checked_commentary import CheckedCommentary
from careboard.commentary.quoted_figures import QuotedFigures
from careboard.errors import Problems

HEAD = "---\nauthor: A\nwritten: 2019-11-11\n---\n"
SIGNED = "---\nauthor: A\nwritten: 2019-11-11\nsigned_off_by: B\nsigned_off_on: 2019-11-12\n---\n"
BOOK = notebook_source.notebooks()["front_door"]


def told(folder, text, head=HEAD, encoding="utf-8"):
    path = folder / "params" / "commentary" / "2019-10" / "county" / "front_door.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((head + text).encode(encoding))
    figures = QuotedFigures(small_edition())
    return CheckedCommentary(parse.read(path), figures, "county", "front_door", BOOK).words()


def refused(folder, text, head=HEAD, encoding="utf-8"):
    with pytest.raises(Problems) as found:
        told(folder, text, head, encoding)
    return found.value.lines


ID = "assessments_within_45_working_days"
WRONG_WORDS = [
    (
        "one\n{asessments_within_45_working_days}",
        (
            "2019-10/county/front_door.md, line 6: there is no indicator "
            "'asessments_within_45_working_days'. Did you mean 'assessments_within_45_working_days'?"
        ),
    ),
    (f"{{{ID} area=nort}}", "line 5: there is no area 'nort'. Did you mean 'north'?"),
    (
        f"{{{ID} window=six_month}}",
        f"line 5: there is no window for '{ID}' 'six_month'. Did you mean 'six_months'?",
    ),
    (f"{{{ID} windw=month}}", f"'windw' is not understood after '{ID}'. Did you mean 'window'?"),
    (f"{{{ID} since=2019-09}}", f"'since' is not understood after '{ID}'."),
    (
        f"{{{ID}.change since=2014-09}}",
        f"there is no figure of '{ID}' for '2014-09' to compare with. Known: 2017-10 to 2019-09.",
    ),
    (f"{{{ID} area=north area=east}}", f"'area' stands twice after '{ID}'. Keep one."),
    (f"{{{ID}.behnd}}", f"'{ID}' cannot be told as 'behnd'. Did you mean 'behind'?"),
    (f"{{{ID}.}}", f"'{ID}' cannot be told as ''."),
    (f"{{{ID}.__class__}}", f"'{ID}' cannot be told as '__class__'."),
    (
        "{protection_plans.behind}",
        "'protection_plans' is a number by itself: there are no numbers behind it. Write {protection_plans}.",
    ),
    ("{protection_plan_rate.not_met}", "'protection_plan_rate' is no share, so there is no rest of it."),
    (
        "{protection_plan_rate.band}",
        "'protection_plan_rate' has no band: neither a high nor a low figure is good in itself.",
    ),
    (f"Some words.\n\n{{{ID}", "line 7: a brace is not closed"),
    (f"{ID}}}", "line 5: a brace is not closed, or stands alone"),
    ("{}", "an empty brace. Write {id}."),
    ("{{ 7*7 }}", "a brace is not closed"),
    ("{% include 'x' %}", "there is no indicator '%'."),
    ("{=DROP TABLE}", "there is no indicator '=DROP'"),
    (
        "![x](http://example.com/x.png)",
        "line 5: a picture cannot stand in commentary. Take it out; the page draws its own charts.",
    ),
    ("![x](data:image/png;base64,AAAA)", "a picture cannot stand in commentary"),
    ("Words <b>bold</b>.", "line 5: HTML cannot stand in commentary. Write Markdown: **bold**"),
    ("<script>alert(1)</script>", "line 5: HTML cannot stand in commentary"),
    ("<img src=x onerror=alert(1)>", "HTML cannot stand in commentary"),
    ("<style>p{}</style>", "HTML cannot stand in commentary"),
    ("<!-- never closed", "HTML cannot stand in commentary"),
    (
        "See [here](https://example.com).",
        "line 5: a link cannot stand in commentary. Name the document in words.",
    ),
    ("[x](javascript:alert(1))", "a link cannot stand in commentary"),
    ("See https://example.com/paper", "a link cannot stand in commentary"),
    ("See www.example.com", "a link cannot stand in commentary"),
    ("```python\nimport os\n```", "line 5: program code cannot stand in commentary. Take it out."),
    (
        "Words\u202e turned round.",
        "line 5: a sign that cannot be read or seen. Delete it and write it again.",
    ),
    ("Words\x00.", "a sign that cannot be read or seen"),
    ("", "2019-10/county/front_door.md: the file has a head and no words."),
    (
        "## Are assesments finished in time?\n\nWords.",
        (
            "line 5: there is no question or measure on this page 'Are assesments finished in time?'. Did "
            "you mean 'Are assessments finished in time?'?"
        ),
    ),
    (
        "## contacts\n\nWords.\n\n## contacts\n\nMore.",
        "line 9: the heading 'contacts' stands twice. Put what belongs together under one.",
    ),
    (
        "We moved 3 children in October.",
        (
            "line 5: 'We moved 3 children in October' counts from 1 to 5 people or cases, which a figure"
            " would hide. Leave the number out, quote the figure by its name in braces, or write it as {=3}"
            " where it counts nobody."
        ),
    ),
    (
        "Fine.\n\n- All is well.\n- 3 **children** moved.",
        "line 8: '3 children moved' counts from 1 to 5 people",
    ),
    ("All but two were seen.", "'All but two were seen' counts from 1 to 5 people"),
    ("{=2} siblings came back.", "is marked as a number that counts nobody, and children follow it"),
]
WRONG_HEADS = [
    ("", "line 1: the head is missing. Begin the file with a line ---"),
    (
        "---\nauthor: A\nwritten: 2019-11-11\n",
        "line 1: the head is not closed. Put a line --- after its last key.",
    ),
    (
        "---\nauthor: A\nauthor: B\nwritten: 2019-11-11\n---\n",
        "line 3: the key 'author' stands twice. Keep one.",
    ),
    ("---\nauthr: A\nwritten: 2019-11-11\n---\n", "line 2: there is no key 'authr'. Did you mean 'author'?"),
    ("---\nauthor A\nwritten: 2019-11-11\n---\n", "line 2: there is no key 'author A'."),
    ("---\nauthor: A\nwritten: last week\n---\n", "line 3: 'written' is not a date. Write it as 2019-11-11."),
    ("---\nauthor: A\nwritten: 2019-13-11\n---\n", "line 3: 'written' is not a date"),
    ("---\nauthor: A\n---\n", "the head has no 'written'. Add it."),
    ("---\nauthor:\nwritten: 2019-11-11\n---\n", "the head has no 'author'. Add it."),
    (
        "---\nauthor: A\nwritten: 2019-11-11\nsigned_off_by: B\n---\n",
        "'signed_off_by' stands without 'signed_off_on'. Give both, or neither.",
    ),
    (
        "---\nauthor: A\nwritten: 2019-11-11\nsigned_off_by: B\nsigned_off_on: 2019-11-10\n---\n",
        "signed off before it was written. Have it signed again, or correct the dates.",
    ),
    (
        (
            "---\nauthor: A\nwritten: 2019-11-11\ndrafted: yes\nsigned_off_by: B\nsigned_off_on: "
            "2019-11-12\n---\n"
        ),
        "signed off, and still marked as drafted by rule.",
    ),
    (
        "---\nauthor: A\nwritten: 2019-11-11\ndrafted: maybe\n---\n",
        "line 4: 'drafted' is 'yes' where a rule wrote the words.",
    ),
]


@pytest.mark.parametrize(("text", "message"), WRONG_WORDS)
def test_what_is_wrong_is_told_with_its_line_and_what_to_write_instead(tmp_path, text, message):
    assert any(message in line for line in refused(tmp_path, text)), refused(tmp_path, text)


@pytest.mark.parametrize(("head", "message"), WRONG_HEADS)
def test_a_head_out_of_order_is_told(tmp_path, head, message):
    assert any(message in line for line in refused(tmp_path, "Words.\n", head))


def test_wrong_encoding_and_a_huge_file_are_told(tmp_path):
    latin = refused(tmp_path, "£", encoding="latin-1")
    assert "cannot be read as UTF-8 text. Save it again as UTF-8." in latin[0]
    assert "larger than 200 KB" in refused(tmp_path, "x" * 200_001)[0]


def test_all_that_is_wrong_in_a_file_is_told_together(tmp_path):
    text = f"{{nothing}}\n\n{{{ID} area=nowhere}}\n\n## Nowhere\n\nWe saw 2 girls."
    assert len(refused(tmp_path, text)) == 4


def test_live_figures_stand_in_their_place(tmp_path):
    text = f"Now **{{{ID}}}**, {{{ID}.behind}}; in North {{{ID} window=six_months area=north}}."
    assert told(tmp_path, text)["html"] == "<p>Now <strong>89%</strong>, 1,032 of 1,160; in North 88%.</p>\n"


def test_what_a_figure_says_is_never_read_as_markdown_or_html(tmp_path):
    html = told(tmp_path, "{=12} or 5 < 6 & *so*")["html"]
    assert html == "<p>12 or 5 &lt; 6 &amp; <em>so</em></p>\n"


def test_comments_are_read_by_nobody_and_lines_are_counted_on(tmp_path):
    words = told(tmp_path, "<!-- last month: {nothing} <b>\n2 children -->\nWords.")
    assert words["html"] == "<p>Words.</p>\n"
    assert "line 7" in refused(tmp_path, "<!-- one\ntwo -->\n{nothing}")[0]


def test_words_under_a_heading_stand_with_its_question(tmp_path):
    in_time = "## Are assessments finished in time?\n\nIn time.\n\n- one\n- two"
    text = f"On top.\n\n{in_time}\n\n### contacts\n\nMany.\n\n## Referrals\n\nNo."
    words = told(tmp_path, text)
    assert words["html"] == "<p>On top.</p>\n"
    assert words["parts"] == {
        ID: "<p>In time.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n",
        "contacts": "<p>Many.</p>\n",
        "referral_rate": "<p>No.</p>\n",
    }


def test_words_are_a_draft_until_they_are_signed(tmp_path):
    assert told(tmp_path, "Words.")["state"] == "draft"
    assert told(tmp_path, "Words.", SIGNED)["state"] == "signed"
