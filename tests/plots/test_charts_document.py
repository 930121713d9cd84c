"""What docs/charts.md shows runs, and its picture is the chart that it draws."""

import re
from xml.etree import ElementTree

from support.command import ROOT
from support.small_edition import small_edition

from careboard.pages.session import showing

DOCUMENT = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")


def test_the_ten_lines_of_the_document_put_a_chart_on_a_page():
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    lines = [line for line in code.splitlines() if line]
    assert len(lines) <= 10
    *lines, last = lines
    names = {}
    with showing(small_edition()):
        exec("\n".join(lines), names)
        html = eval(last, names)._repr_html_()
    assert "<figcaption>Referred again: " in html and "Lines by month, one for each area." in html


def test_the_picture_of_the_document_is_there_and_can_be_read_aloud():
    [path] = re.findall(r"\]\((pictures/\S+)\)", DOCUMENT)
    picture = ElementTree.parse(ROOT / "docs" / path).getroot()
    words = [element.text for element in picture.iter() if element.tag.endswith("}text")]
    assert {"Fellshire 21.3%", "Invented records"} <= set(words)
    assert [element.tag.rpartition("}")[2] for element in picture][:2] == ["title", "desc"]
