"""How numbers are typed, as regular expressions: which of them should be figures, and which never are.

Dates, ages, laws, ordinals, spans of time and the base of a rate are no figures: NO_FIGURES lists them, each
with an example of what it passes over.
"""

from __future__ import annotations

import re

UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: value for value, word in enumerate(UNITS + TEENS, 1)}
NUMBER_WORDS |= {word: 10 * tens for tens, word in enumerate(TENS, 2)}
SPELT = rf"(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS)}))?|{'|'.join(UNITS + TEENS)}"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
SPAN = (
    r"(?:working |calendar |school |full )?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|terms?)"
)
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT = (
    r"\s?%|\s?per ?cent\b(?:age points?)?|\s?percentage points?\b|\s?points?\b"
    r"|\s?per 10,?000\b|\s?per 1,?000\b"
)
TYPED_NUMBER = re.compile(
    rf"(?<![\w.,£$€/#-])(?P<minus>[-−])?(?P<number>{NUMBER})(?P<unit>{UNIT})?(?![\w/])"
    rf"|\b(?P<spelt>{SPELT})\b(?P<unit2>{UNIT})?",
    re.IGNORECASE,
)
LIST_NUMBER = re.compile(r"^[ \t]*\d+[.)](?= )", re.MULTILINE)  # of a numbered list

# parts of what is no figure
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
MANY = r"children|cases|plans|contacts|referrals|assessments|visits|people|families"
FEW_DIGITS = rf"(?:\d{{1,2}}|{SPELT})"
LAWS_AND_FORMS = (
    r"sections?|ss?\.|regulations?|reg\.?|articles?|parts?|schedule|paragraphs?|para|chapters?|standards?"
    r"|clause|rules?|act|annex|appendix|form|volume|order|panel|version|pages?|figures?|tables?|notes?"
    r"|items?|actions?"
)
LEVELS_AND_UNITS = (
    r"phases?|tiers?|levels?|bands?|grades?|stages?|steps?|years?|key stages?|ks|room|unit|team|groups?"
    r"|options?|priority|priorities|objectives?|recommendations?|questions?|weeks?|days?|quarters?|q|cohort"
    r"|wave"
)
OLDER_OR_YOUNGER = (
    r"aged?|ages|age of|under|over|above|below|turn(?:ed|ing|s)?|reach(?:es|ed)?|younger than|older than"
)
NO_FIGURES = {  # each with what it passes over
    "31 October 2019, 4 and 5 May": rf"\b{DAY}(?: and {DAY})? (?:of )?(?:{MONTHS})\b(?:,? \d{{4}})?",
    "October 31st, April to June 2019": (
        rf"\b(?:{MONTHS})\b(?: to (?:{MONTHS}))?(?: {DAY},?)?(?: \d{{4}})?\b(?! ?%)"
    ),
    "2019-10, 31/10/2019": r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    "2019, 2018/19, 2018-19": rf"\b(?:19|20)\d{{2}}(?:[/–-]\d{{2,4}})?\b(?! (?:{MANY}|of)\b)(?! ?%)",
    "9am, 10.30 pm, 14:30": r"\b\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|noon)\b|\b\d{1,2}:\d{2}\b",
    "1st, 22nd": r"\b\d+(?:st|nd|rd|th)\b",
    "section 47, Regulation 24(2), level 3, Key Stage 2, day 30": (
        rf"\b(?:{LAWS_AND_FORMS}|{LEVELS_AND_UNITS}) ?\d+(?:\.\d+)*[A-Za-z]?(?:\([0-9a-z]+\))*"
        r"(?:(?:,| and| or| to|-|–) ?\d+[A-Za-z]?)*(?!\w)(?! ?%)"
    ),
    "45 working days, six weeks, a 12-month plan, 3 to 5 days": (
        rf"\b(?:{NUMBER}|{SPELT})(?:(?: to | or | and |-|–)(?:{NUMBER}|{SPELT}))?[- ]{SPAN}\b"
    ),
    "aged 16 and 17, under 5s, over 18": (
        rf"\b(?:{OLDER_OR_YOUNGER})[- ](?:the age of )?{FEW_DIGITS}(?:s|\+)?"
        rf"(?:(?: to | and | or |-|–){FEW_DIGITS})?(?! ?%| (?:{MANY}|per|of|in)\b|,\d|\.\d)\b"
    ),
    "16- and 17-year-olds, 5 to 9 year olds, 16+, 11s": (
        rf"\b{FEW_DIGITS}(?:-?,? ?(?:to|and|or|-|–) ?{FEW_DIGITS})?[- ]year[- ]olds?\b"
        r"|\b\d{1,2}\+(?!\w)|\b\d{1,2}s\b"
    ),
    "a rate per 10,000": r"(?<!\d )\bper (?:10,?000|1,?000|100)\b",
    "£3,000, £1.2m": (
        r"[£$€] ?\d[\d,.]*\d(?: ?(?:m|k|bn|million|thousand|billion)\b)?|[£$€] ?\d\b"
        r"|\b\d[\d,.]* (?:pounds|pence)\b"
    ),
    "01234 567890, LA14 2AB": r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b",
    "P4, SSDA903, #12": r"\b[A-Z]{1,5}\d+[A-Z]?\b|#\d+",
    "24/7": r"\b24/7\b",
}
NO_FIGURE = re.compile("|".join(f"(?:{pattern})" for pattern in NO_FIGURES.values()), re.IGNORECASE)

RATIO = re.compile(  # 'one in five'
    rf"\b(?P<part>\d+|{SPELT}) (?:[a-z]+ ){{0,2}}(?:in|out of) (?:every )?(?P<whole>\d+|{SPELT})\b"
    rf"(?! {SPAN})",
    re.IGNORECASE,
)
APPROXIMATION = re.compile(  # before a number
    r"(?:about|around|nearly|almost|some|roughly|over|more than|just under|just over|close to|approximately"
    r"|at least|fewer than|less than|well over|well under|up to|under)\s+$",
    re.IGNORECASE,
)
MOVEMENT = re.compile(
    r"\b(?:up|down|rose|risen|rise|fell|fallen|fall|grew|grown|dropped|increase[ds]?|decrease[ds]?|higher"
    r"|lower|more|fewer|less|better|worse|gain(?:ed)?|lost|change[ds]?|improve[ds]?|difference|gap)\b",
    re.IGNORECASE,
)
