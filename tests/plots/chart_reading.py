"""A published chart read back from its page, as a reader's browser meets it: words, marks, colours, table."""

from __future__ import annotations

import math
import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from matplotlib.path import Path

from careboard.charts.colours import in_the_dark
from careboard.pieces import style

SHARES = ("fostering_share", "placed_with_parents_share", "residential_share")  # of the small edition
NAMESPACE = "http://www.w3.org/2000/svg"
NARROWEST_LETTER = 0.5  # of the type size: a cautious share, since a reader's font is not known
WHITE = "#ffffff"
CODES = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4}
GRID = "--line"  # the page's colour of lines that carry no figure: grids, and the foot of an axis


class Words(NamedTuple):
    """A text element: its words, the corners of its room (y downwards), its type size and its colour."""

    text: str
    corners: list[tuple[float, float]]
    size: float
    colour: str
    place: int

    @property
    def middle(self) -> tuple[float, float]:
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4


class Mark(NamedTuple):
    """A path element: its data, its styles by name, and where it stands among the elements."""

    data: str
    styles: dict[str, str]
    place: int

    @property
    def outline(self) -> Path:
        return outline(self.data)


class Form(NamedTuple):
    """One form of a chart: its size, its alternative text, its words and marks in their order."""

    width: float
    height: float
    title: str
    description: str
    words: list[Words]
    marks: list[Mark]
    tags: set[str]
    role: str

    @property
    def text(self) -> str:
        """All words, an element after the other."""
        return " ".join(words.text for words in self.words)


def forms(piece) -> list[Form]:
    """The wide and the narrow form of a piece's chart."""
    found = re.findall(r"<svg.*?</svg>", piece._repr_html_(), re.DOTALL)
    return [_form(svg) for svg in found]


def _form(svg: str) -> Form:
    root = ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1))
    elements = [(element.tag.removeprefix(f"{{{NAMESPACE}}}"), element) for element in root.iter()]
    by_id = {element.get("id"): element.text for _, element in elements if element.get("id")}
    title, description = (by_id[name] for name in root.get("aria-labelledby", "").split())
    _, _, width, height = map(float, root.get("viewBox", "").split())
    words = [_words(element, place) for place, (tag, element) in enumerate(elements) if tag == "text"]
    marks = [
        Mark(element.get("d"), _styles(element), place)
        for place, (tag, element) in enumerate(elements)
        if tag == "path"
    ]
    tags = {tag for tag, _ in elements[1:]}
    return Form(width, height, title, description, words, marks, tags, root.get("role", ""))


def _styles(element: ElementTree.Element) -> dict[str, str]:
    return dict(part.split(":", 1) for part in element.get("style", "").split(";") if part)


def _words(element: ElementTree.Element, place: int) -> Words:
    styles, text = _styles(element), element.text or ""
    size, x, y = (
        float(styles["font-size"].removesuffix("px")),
        float(element.get("x")),
        float(element.get("y")),
    )
    wide = len(text) * size * NARROWEST_LETTER
    left = {"start": 0.0, "middle": -wide / 2, "end": -wide}[styles.get("text-anchor", "start")]
    turn = re.search(r"rotate\((-?[\d.]+)", element.get("transform", ""))
    angle = math.radians(float(turn[1])) if turn else 0.0
    corners = [
        (
            x + across * math.cos(angle) - down * math.sin(angle),
            y + across * math.sin(angle) + down * math.cos(angle),
        )
        for across in (left, left + wide)
        for down in (-0.7 * size, 0.2 * size)
    ]
    return Words(text, corners, size, styles["fill"], place)


def outline(data: str) -> Path:
    """The path of an SVG path's data; pairs after M are lines."""
    vertices, codes = [], []
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        pairs = re.findall(r"-?[\d.]+", numbers)
        points = list(zip(map(float, pairs[::2]), map(float, pairs[1::2]), strict=True))
        if letter in "zZ":
            vertices.append(vertices[-1])
            codes.append(Path.CLOSEPOLY)
        else:
            vertices += points
            after = Path.LINETO if letter == "M" else CODES[letter]
            codes += [CODES[letter], *[after] * (len(points) - 1)]
    return Path(vertices, codes) if vertices else Path([(math.nan, math.nan)])


# colours


def rule(name: str, dark: bool) -> str:
    """The value of one of the page's own colours, from its style sheet."""
    sheet = style()
    block = re.search(r"prefers-color-scheme:dark\)\{:root\{([^}]*)" if dark else r"^:root\{([^}]*)", sheet)
    value = re.search(rf"{name}:(#[0-9a-f]+)", block[1])[1]
    return value if len(value) == len(WHITE) else "#" + "".join(letter * 2 for letter in value[1:])


def seen(colour: str, dark: bool) -> str:
    """A colour of an SVG as a reader sees it, by light or in the dark."""
    if colour.startswith("#"):  # one that stays in the dark as it is
        return colour
    name, number = re.match(r"var\((--[a-z]+)([0-9a-f]{6})?", colour).groups()
    custom = re.match(r"var\(--[mf]([0-9a-f]{6}),", colour)
    if custom:
        return in_the_dark("#" + custom[1]) if dark else "#" + custom[1]
    assert number is None, colour
    return rule(name, dark)


def paper(dark: bool) -> str:
    return rule("--paper", dark)


def blended(colour: str, share: float, behind: str) -> str:
    """A colour of so much opacity before another."""
    parts = (
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(behind[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def luminance(colour: str) -> float:
    """Relative luminance, from WCAG 2.2: sRGB made linear, and weighed as the eye weighs it."""
    linear = []
    for at in (1, 3, 5):
        share = int(colour[at : at + 2], 16) / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), the lighter above."""
    lighter, darker = max(luminance(one), luminance(other)), min(luminance(one), luminance(other))
    return (lighter + 0.05) / (darker + 0.05)


def opacity(styles: dict[str, str], of: str) -> float:
    return float(styles.get(f"{of}-opacity", styles.get("opacity", 1)))


def lines(form: Form) -> list[Mark]:
    """The marks that are lines, or dots of a line's kind, without grids and the foot of an axis."""
    return [
        mark
        for mark in form.marks
        if mark.data and mark.styles.get("stroke", "none") != "none" and GRID not in mark.styles["stroke"]
    ]


def faint_lines(form: Form, dark: bool, least: float = 3.0) -> list[str]:
    """The colours of lines that do not stand out from the paper; edges in the paper's colour are no lines."""
    behind, faint = paper(dark), set()
    for mark in lines(form):
        filled = mark.styles.get("fill", "none") != "none"
        colour = blended(seen(mark.styles["stroke"], dark), opacity(mark.styles, "stroke"), behind)
        if contrast(colour, behind) < least and not (filled and colour == behind):
            faint.add(mark.styles["stroke"])
    return sorted(faint)


def faint_shapes(form: Form, dark: bool, least: float = 3.0) -> list[str]:
    """The fills of shapes that neither by themselves nor by their edges stand out from the paper."""
    behind, faint = paper(dark), set()
    for mark in form.marks:
        fill = mark.styles.get("fill", "none")
        if fill == "none" or not mark.data:
            continue
        colours = [blended(seen(fill, dark), opacity(mark.styles, "fill"), behind)]
        if mark.styles.get("stroke", "none") != "none":
            colours.append(blended(seen(mark.styles["stroke"], dark), opacity(mark.styles, "stroke"), behind))
        if max(contrast(colour, behind) for colour in colours) < least:
            faint.add(fill)
    return sorted(faint)


def faint_words(form: Form, dark: bool, least: float = 4.5) -> list[str]:
    """The words that do not stand out from what lies behind their middle."""
    return [
        words.text
        for words in form.words
        if contrast(seen(words.colour, dark), _behind(form, words, dark)) < least
    ]


def _behind(form: Form, words: Words, dark: bool) -> str:
    behind = paper(dark)
    for mark in form.marks:
        fill = mark.styles.get("fill", "none")
        if mark.place < words.place and fill != "none" and mark.outline.contains_point(words.middle):
            behind = blended(seen(fill, dark), opacity(mark.styles, "fill"), behind)
    return behind


# places


def outside(form: Form, leeway: float = 2.0) -> list[str]:
    """What lies outside the view box, wholly or in part."""

    def beyond(points) -> bool:
        return any(
            not (-leeway <= x <= form.width + leeway and -leeway <= y <= form.height + leeway)
            for x, y in points
        )

    found = [words.text for words in form.words if beyond(words.corners)]
    drawn = ((mark, mark.outline.vertices) for mark in form.marks if mark.data)
    return found + [mark.data for mark, points in drawn if beyond(points)]


def covering(form: Form, leeway: float = 1.5) -> list[tuple[str, str]]:
    """Pairs of words that cover each other, by the boxes around them."""
    found = []
    for place, one in enumerate(form.words):
        for other in form.words[place + 1 :]:
            shared = [
                min(max(p[at] for p in one.corners), max(p[at] for p in other.corners))
                - max(min(p[at] for p in one.corners), min(p[at] for p in other.corners))
                for at in (0, 1)
            ]
            if min(shared) > leeway:
                found.append((one.text, other.text))
    return found


def pieces_of(mark: Mark) -> int:
    """Of how many parts a path is made: the number of places where the pen is set down."""
    return mark.data.count("M")


def long_lines(form: Form, points: int = 6) -> list[Mark]:
    """Lines with no fill through many points: those of months, not grids and ticks."""
    return [
        mark
        for mark in lines(form)
        if mark.styles.get("fill", "none") == "none" and len(mark.outline.vertices) >= points
    ]


def dots(form: Form) -> list[Mark]:
    """Dots: a line of no length with round ends."""
    found = []
    for mark in lines(form):
        points = {(round(x, 1), round(y, 1)) for x, y in mark.outline.vertices}
        if len(points) == 1 and mark.styles.get("stroke-linecap") == "round":
            found.append(mark)
    return found


# the table below


class _Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self._open = [], False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.rows[-1][-1] += data


def table(piece) -> list[list[str]]:
    """The rows of the table below a chart, its heading first."""
    reader = _Cells()
    reader.feed(re.search(r"<table>.*?</table>", piece._repr_html_(), re.DOTALL)[0])
    return reader.rows


def caption(piece) -> str:
    """The finding and what is beneath it."""
    found = re.search(r"<figcaption>(.*?)</figcaption>", piece._repr_html_(), re.DOTALL)[1]
    return " ".join(unescape(re.sub("<[^>]+>", " ", found)).split())
