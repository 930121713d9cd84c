"""Numbers that a writer typed: which of them a page's published figures bear out, and which would give a child away.

A number is held against the page's figures of the areas and months that its sentence names, in its own unit: a share
against shares, a rate against rates, a number against numbers of cases. Dates, ages, laws, ordinals, spans of time and
the base of a rate are no figures and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
FEWEST_IN_WORDS = 11  # the style of papers writes smaller numbers in words for all sorts of things
TENS, UNITS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety", "one|two|three|four|five|six|seven|eight|nine"
SPELT = rf"(?:{TENS})(?:[- ](?:{UNITS}))?|{'|'.join(word for word in WORDS if word not in TENS.split('|'))}"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
SPAN = r"(?:working |calendar |school |full )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|terms?)"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT = r"\s?%|\s?per ?cent\b(?:age points?)?|\s?percentage points?\b|\s?points?\b|\s?per 10,?000\b|\s?per 1,?000\b"
TYPED = re.compile(rf"(?<![\w.,£$€/#-])(?P<minus>[-−])?(?P<number>{NUMBER})(?P<unit>{UNIT})?(?![\w/])|\b(?P<spelt>{SPELT})\b(?P<unit2>{UNIT})?", re.IGNORECASE)
MANY = r"children|cases|plans|contacts|referrals|assessments|visits|people|families"
FEW_DIGITS = rf"(?:\d{{1,2}}|{SPELT})"
NO_FIGURES = {  # each with what it passes over
    "31 October 2019, 4 and 5 May": rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: and \d{{1,2}}(?:st|nd|rd|th)?)? (?:of )?(?:{MONTHS})\b(?:,? \d{{4}})?",
    "October 31st, April to June 2019": rf"\b(?:{MONTHS})\b(?: to (?:{MONTHS}))?(?: \d{{1,2}}(?:st|nd|rd|th)?,?)?(?: \d{{4}})?\b(?! ?%)",
    "2019-10, 31/10/2019": r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    "2019, 2018/19, 2018-19": rf"\b(?:19|20)\d{{2}}(?:[/–-]\d{{2,4}})?\b(?! (?:{MANY}|of)\b)(?! ?%)",
    "9am, 10.30 pm, 14:30": r"\b\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|noon)\b|\b\d{1,2}:\d{2}\b",
    "1st, 22nd": r"\b\d+(?:st|nd|rd|th)\b",
    "section 47, Regulation 24(2), level 3, Key Stage 2, day 30": (
        r"\b(?:sections?|ss?\.|regulations?|reg\.?|articles?|parts?|schedule|paragraphs?|para|chapters?|standards?|clause|rules?|act|annex|appendix|form|volume|order|panel|version|pages?|figures?|tables?|notes?|items?|actions?"
        r"|phases?|tiers?|levels?|bands?|grades?|stages?|steps?|years?|key stages?|ks|room|unit|team|groups?|options?|priority|priorities|objectives?|recommendations?|questions?|weeks?|days?|quarters?|q|cohort|wave)"
        r" ?\d+(?:\.\d+)*[A-Za-z]?(?:\([0-9a-z]+\))*(?:(?:,| and| or| to|-|–) ?\d+[A-Za-z]?)*(?!\w)(?! ?%)"
    ),
    "45 working days, six weeks, a 12-month plan, 3 to 5 days": rf"\b(?:{NUMBER}|{SPELT})(?:(?: to | or | and |-|–)(?:{NUMBER}|{SPELT}))?[- ]{SPAN}\b",
    "aged 16 and 17, under 5s, over 18": rf"\b(?:aged?|ages|age of|under|over|above|below|turn(?:ed|ing|s)?|reach(?:es|ed)?|younger than|older than)[- ](?:the age of )?{FEW_DIGITS}(?:s|\+)?(?:(?: to | and | or |-|–){FEW_DIGITS})?(?! ?%| (?:{MANY}|per|of|in)\b|,\d|\.\d)\b",
    "16- and 17-year-olds, 5 to 9 year olds, 16+, 11s": rf"\b{FEW_DIGITS}(?:-?,? ?(?:to|and|or|-|–) ?{FEW_DIGITS})?[- ]year[- ]olds?\b|\b\d{{1,2}}\+(?!\w)|\b\d{{1,2}}s\b",
    "a rate per 10,000": r"(?<!\d )\bper (?:10,?000|1,?000|100)\b",
    "£3,000, £1.2m": r"[£$€] ?\d[\d,.]*\d(?: ?(?:m|k|bn|million|thousand|billion)\b)?|[£$€] ?\d\b|\b\d[\d,.]* (?:pounds|pence)\b",
    "01234 567890, LA14 2AB": r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b",
    "P4, SSDA903, #12": r"\b[A-Z]{1,5}\d+[A-Z]?\b|#\d+",
    "24/7": r"\b24/7\b",
}  # fmt: skip
PASSED_OVER = re.compile("|".join(f"(?:{pattern})" for pattern in NO_FIGURES.values()), re.IGNORECASE)
RATIO = re.compile(rf"\b(?P<part>\d+|{SPELT}) (?:[a-z]+ ){{0,2}}(?:in|out of) (?:every )?(?P<whole>\d+|{SPELT})\b(?! {SPAN})", re.IGNORECASE)
LISTED = re.compile(r"^[ \t]*\d+[.)](?= )", re.MULTILINE)
ABOUT = re.compile(r"(?:about|around|nearly|almost|some|roughly|over|more than|just under|just over|close to|approximately|at least|fewer than|less than|well over|well under|up to|under)\s+$", re.IGNORECASE)
MOVED = re.compile(r"\b(?:up|down|rose|risen|rise|fell|fallen|fall|grew|grown|dropped|increase[ds]?|decrease[ds]?|higher|lower|more|fewer|less|better|worse|gain(?:ed)?|lost|change[ds]?|improve[ds]?|difference|gap)\b", re.IGNORECASE)
PEOPLE = r"child(?:ren)?|young (?:people|person)|babies|baby|infants?|toddlers?|teenagers?|girls?|boys?|siblings?|sisters?|brothers?|famil(?:y|ies)|mothers?|fathers?|parents|care leavers?|unaccompanied|missing|pupils?"
BETWEEN = r"areas?|districts?|teams?|workers?|homes?|schools?|visits?|times|points?|has|have|had|with|of|for|and|or|are|were|was|is|who|that|where|when|in|at|to|by|from"
NAMED_FEW = re.compile(rf"\b(?P<few>\d+|{'|'.join(WORDS)}) (?:(?!(?:{BETWEEN})\b)[a-z-]+ ){{0,3}}?(?:{PEOPLE})\b|\b(?:all but|all except|all bar|everyone but) (?P<rest>\d+|{'|'.join(WORDS)})\b", re.IGNORECASE)
NO_FEW = re.compile(r"(?:\b(?:no|any|every|each|under|over|aged?|ages?|than|of|in|section|part|tier|level|year|band|to) |[\d,.%/-])$", re.IGNORECASE)
NOT_AFTER_FEW = re.compile(rf"(?:in|of|out of|to|or|and|per|{SPAN}|in every)\b|[,%.:/-]", re.IGNORECASE)
CLOSE = 0.05


@dataclass(frozen=True)
class Number:
    """A number as typed: where it stands in its passage, its value, its unit ('%', 'points', 'rate' or ''), decimals, whether it says about."""

    text: str
    offset: int
    value: float
    unit: str
    decimals: int
    about: bool
    moved: bool


@dataclass(frozen=True)
class Shown:
    """A number that the page shows: its value, its unit as above, and what it is in words. `quote` is how to write it live, '' where there is no way."""

    value: float
    unit: str
    words: str
    quote: str


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a passage with its place; the numbers of a numbered list are none of its words."""
    begin, text = 0, LISTED.sub(lambda match: "\0" * len(match.group()), text)
    for match in re.finditer(r"(?<=[.?!])\s+(?=[A-Z“\"'*{(])|\n\s*\n|\n(?=\s*[-*+] |\0)", text):
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]


def numbers(text: str) -> list[Number]:
    """The numbers of a sentence that should be figures. Braces are passed over: they are live."""
    bare = re.sub(r"\{[^{}\n]*\}", lambda match: "\0" * len(match.group()), text)
    ratios = list(_ratios(bare))
    for ratio in ratios:
        bare = bare[: ratio.offset] + "\0" * len(ratio.text) + bare[ratio.offset + len(ratio.text) :]
    bare = PASSED_OVER.sub(lambda match: "\0" * len(match.group()), bare)
    found = [_number(match, bare) for match in TYPED.finditer(bare)]
    return sorted([*ratios, *(number for number in found if number)], key=lambda number: number.offset)


def _ratios(text: str) -> Iterator[Number]:
    """'one in five' and '3 out of 4' are shares; '90 of 108' is two numbers of cases."""
    for match in RATIO.finditer(text):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part < whole <= 10:
            yield Number(match.group(), match.start(), 100 * part / whole, "%", -1, True, False)


def _number(match: re.Match, text: str) -> Number | None:
    written, unit = match["number"] or match["spelt"], (match["unit"] or match["unit2"] or "").lower().strip()
    value = _value(written)
    kind = "points" if "point" in unit else "%" if unit in ("%", "per cent", "percent") else "rate" if "000" in unit else ""
    if match["spelt"] and not kind and value < FEWEST_IN_WORDS:
        return None
    decimals = len(written.partition(".")[2]) if match["number"] else 0
    return Number(match.group().strip(), match.start(), value, kind, decimals, bool(ABOUT.search(text[: match.start()])), bool(MOVED.search(text)))


def _value(written: str) -> float:
    lower = written.lower()
    if lower[0].isdigit():
        return float(lower.replace(",", ""))
    return float(sum(WORDS[word] for word in re.split("[- ]", lower)))


def borne_out(number: Number, shown: Shown) -> bool:
    """Whether a shown number, rounded as the typed one is, is the typed one; 'about 240' and 'one in five' are nearly so."""
    if not comparable(number, shown):
        return False
    if number.decimals < 0:
        return abs(shown.value - number.value) <= CLOSE * 100 / 2
    step = 10.0**-number.decimals
    if abs(shown.value - number.value) <= step / 2 + 1e-9:
        return True
    return number.about and abs(shown.value - number.value) <= CLOSE * abs(shown.value)


def comparable(number: Number, shown: Shown) -> bool:
    """Whether a shown number is of a typed one's unit; a bare number is held against numbers of cases and averages."""
    if number.unit == "" and shown.unit in ("rate", "average"):
        return shown.unit == "average" or number.decimals > 0
    if number.unit == "%":
        return shown.unit == "%" or (shown.unit == "points" and number.moved)
    return shown.unit == number.unit


def nearest_to(number: Number, shown: Iterable[Shown]) -> Shown | None:
    """The shown number closest to a typed one."""
    return min(shown, key=lambda other: abs(other.value - number.value), default=None)


def few(text: str, threshold: int) -> list[tuple[int, str]]:
    """Where a sentence counts so few people that a figure would hide them: place and words. '3 children', 'all but two'."""
    bare = re.sub(r"\{(?!=)[^{}\n]*\}", lambda match: "\0" * len(match.group()), text)
    bare = re.sub(r"\{=\s*(\d+)\s*\}", lambda match: match.group(1).rjust(len(match.group())), bare)
    found = []
    for match in NAMED_FEW.finditer(bare):
        number = match["few"] or match["rest"]
        after = bare[match.start() + len(number) :].lstrip() if match["few"] else ""
        if 1 <= _value(number) <= threshold and (match["rest"] or (not NO_FEW.search(bare[: match.start()]) and not NOT_AFTER_FEW.match(after))):
            found.append((match.start(), match.group()))
    return found
