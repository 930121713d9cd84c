"""A council's mark: what is in the file counts, and it lies in params/."""

import base64

import pytest
from params.test_branding import PNG

from careboard.errors import Problem
from careboard.params.mark import mark_fault, mark_file, read_mark

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = (
    '<rect width="4" height="4" style="fill:url(#g)" onyx="1"/><use xlink:href="#a"/><linearGradient id="g"/>'
    "<style>rect{fill:#123456}</style><title>Arms of the county</title>"
).replace(' onyx="1"', "")


def svg(within, before="", name="svg"):
    return f"{before}<{name} {NAMES}>{within}</{name}>"


def put(folder, name, content):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return mark_fault(name, folder)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("arms.png", PNG, "image/png"),
        ("arms.jpg", JPEG, "image/jpeg"),
        ("arms.JPEG", JPEG, "image/jpeg"),
        ("arms.svg", svg(PLAIN), "image/svg+xml"),
        ("arms.svg", svg(PLAIN, '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->\n'), "image/svg+xml"),
        ("arms.svg", svg('<i:note xmlns:i="urn:x">noted</i:note>'), "image/svg+xml"),
    ],
)
def test_a_picture_is_taken_for_what_is_in_it(tmp_path, name, content, kind):
    assert put(tmp_path, name, content) == "" and read_mark(name, tmp_path)[0] == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("arms.png", JPEG),
        ("arms.jpg", PNG),
        ("arms.png", svg(PLAIN)),
        ("arms.png", "<html><script>alert(1)</script></html>"),
        ("arms.svg", "<html><script>alert(1)</script></html>"),
        ("arms.svg", svg(PLAIN, name="html")),
        ("arms.svg", "<svg><rect/></svg>"),
        ("arms.svg", svg(PLAIN, '<!DOCTYPE svg [<!ENTITY a "b">]>')),
        ("arms.svg", svg("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
        ("arms.svg", "not a drawing"),
        ("arms.svg", b""),
        ("arms", PNG),
    ],
)
def test_what_is_another_thing_than_its_name_says_is_refused(tmp_path, name, content):
    assert "is not a PNG, JPEG or SVG picture as its name says" in put(tmp_path, name, content)


@pytest.mark.parametrize(
    "within",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        '<g><rect onload="alert(1)"/></g>',
        '<rect ONCLICK="alert(1)"/>',
        '<a xlink:href="https://example.com"><rect/></a>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<image href="https://example.com/x.png"/>',
        '<image xlink:href="//example.com/x.png"/>',
        '<use href="other.svg#a"/>',
        "<style>@import url(https://example.com/x.css);</style>",
        "<style>rect{fill:url( 'https://example.com/x')}</style>",
        '<rect style="fill:url(https://example.com/x)"/>',
        '<rect fill="url(//example.com/x#g)"/>',
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        f'<image href="data:image/svg+xml;base64,{base64.b64encode(b"<svg/>").decode()}"/>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(tmp_path, within):
    assert "holds more than a drawing" in put(tmp_path, "arms.svg", svg(f"<rect/>{within}"))
    with pytest.raises(Problem, match=r"/suite\.yml, logo: 'arms\.svg' holds more"):
        read_mark("arms.svg", tmp_path)


def test_a_style_sheet_from_elsewhere_before_the_drawing_is_refused(tmp_path):
    before = '<?xml-stylesheet href="https://example.com/x.css"?>'
    assert "holds more than a drawing" in put(tmp_path, "arms.svg", svg(PLAIN, before))


@pytest.mark.parametrize(
    "way", ["../secret.png", "sub/../../secret.png", "link.png", "linked/secret.png", "full"]
)
def test_a_path_or_a_link_out_of_params_is_refused(tmp_path, way):
    params = tmp_path / "params"
    (params / "sub").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (params / "link.png").symlink_to(tmp_path / "secret.png")
    (params / "linked").symlink_to(tmp_path)
    name = str(tmp_path / "secret.png") if way == "full" else way
    assert "leads out of params/. Put the picture itself" in mark_fault(name, params)
    assert mark_file(name, params) is None
    with pytest.raises(Problem, match="leads out of params/"):
        read_mark(name, params)


def test_a_picture_in_a_folder_of_params_is_taken(tmp_path):
    (tmp_path / "looks").mkdir()
    assert put(tmp_path, "looks/arms.png", PNG) == ""


@pytest.mark.parametrize("name", ["none.png", ".", "a\0.png", "x" * 5000])
def test_a_name_of_no_file_is_told(tmp_path, name):
    assert "there is no file" in mark_fault(name, tmp_path)
