"""The page that a server warms up with is a whole page: where it broke off, pages would start cold and nobody would notice."""

from careboard import press, warmed


def test_the_page_comes_out_whole():
    html = press.draw(warmed.sheet()).html
    assert html.count("<svg") >= 4 and "Visits in time" in html and "Reviews" not in html
