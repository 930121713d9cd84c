"""Numbers in words that count nobody whatever follows them: dates, spans, ages, shares, laws, set phrases.

Each pattern stands beside examples of what it passes over.
"""

from __future__ import annotations

import re

from careboard.commentary.count_words import FUNCTION
from careboard.commentary.number_patterns import MONTHS, NO_FIGURES, NUMBER, SPAN, SPELT, TENS, UNITS

ANY = rf"(?:{NUMBER}|{SPELT})"
OF_PEOPLE = "(?! [a-z-]*(?:child|people|famil|boy|girl|bab))"  # after which a number counts them all the same
ENDS = rf"(?= (?:{'|'.join(sorted(FUNCTION))})\b|[.,;:)]|\s*$)"
EVERY = r"in (?:every )?"
# 'one in five', 'three in four': parts of a whole that nobody counts
USUAL_SHARES = [
    rf"(?:one|1) {EVERY}(?:two|three|four|five|six|seven|eight|nine|ten|twenty|[2-9]|1\d|20|25|50|100)",
    rf"(?:two|2) {EVERY}(?:three|five|3|5)",
    rf"(?:three|3) {EVERY}(?:four|five|ten|4|5|10)",
    rf"(?:four|4) {EVERY}(?:five|5)",
    r"(?:seven|nine|7|9) (?:in|out of) (?:every )?(?:ten|10)",
]
USUAL_SHARES_OF = [  # 'one referral in five', where no noun follows
    rf"(?:one|1) [a-z-]+(?: [a-z-]+)? {EVERY}(?:three|four|five|six|seven|eight|nine|ten|[3-9]|1\d|20)",
    rf"(?:two|2) [a-z-]+ {EVERY}(?:three|five|3|5)",
    rf"(?:three|3) [a-z-]+ {EVERY}(?:four|five|4|5)",
]
MONTH = rf"(?:{MONTHS})(?![A-Za-z])"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# in the letters' own case: '3 May' is a day, and '3 may' be moved
NO_COUNTS_AS_WRITTEN = {
    "3 October, 4 and 5 May": rf"\b{DAY}(?:(?: and | to |-| or ){DAY})? (?:of )?{MONTH}",
    "May 3rd, October 3, 2019": rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th|, \d{{4}})\b",
}
NO_COUNTS = {
    "2019-10, 31/10/2019": NO_FIGURES["2019-10, 31/10/2019"],
    "regulation 24(2)": r"\b\d+\(\d+[a-z]?\)(?:\([a-z]+\))?",
    "9am, 10.30 pm, 14:30, three o'clock": (
        NO_FIGURES["9am, 10.30 pm, 14:30"] + r"|\b\w+ o'clock\b|\bhalf past \w+"
    ),
    "£3,000, 3p, two pounds": (
        r"[£$€] ?\d[\d,.]{0,20}(?: ?(?:m|k|bn|million|thousand|billion)\b)?"
        rf"|\b{NUMBER}[pkm]\b|\b{ANY} (?:pounds?|pence)\b"
    ),
    "01234 567890, LA14 2AB": NO_FIGURES["01234 567890, LA14 2AB"],
    "P4, SSDA903, #12": NO_FIGURES["P4, SSDA903, #12"],
    "team3@fellshire.example": r"\b[\w.+-]{1,64}@[\w.-]+",
    "1st, 22nd": NO_FIGURES["1st, 22nd"],
    "24/7": NO_FIGURES["24/7"],
    "5%, 3 to 5 per cent, two points, 4.5 points": (
        rf"\b{ANY}(?:(?: to | or | and |-){ANY})? ?(?:%|per ?cent(?:age points?)?\b"
        r"|percentage points?\b|points?\b|pp\b|pts\b)"
    ),
    "45 working days, six weeks, a 12-month plan, 3 to 5 days": (
        rf"\b{ANY}(?:(?: to | or | and |-){ANY})?[- ]{SPAN}\b(?![- ]olds?\b)"
    ),
    "3 per 10,000, 4 a week": rf"\b{ANY} (?:per|(?:an?|each|every) (?:{SPAN}))\b(?: ?[\d,]+)?",
    "three quarters, two-thirds, 3 times, twofold": (
        rf"\b{ANY}[- ](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
        r"|times?|fold|half|halves)\b"
    ),
    "two and a half, 3/4": (
        rf"\b{ANY} and an? (?:half|quarter)\b|\b(?:1/[2-9]|[23]/3|3/4)\b(?! [a-z]+s\b){OF_PEOPLE}"
    ),
    "a year or two": rf"\b(?:an?|the) {SPAN} or (?:two|three)\b",
    "counts from 1 to 5 are hidden": (
        r"\b(?:numbers?|counts?|values?|remainders?|bases?|denominators?|figures?) (?:from )?1 to \d\b"
    ),
    "aged 3 to 5, ages 3 and 4, 0 to 4": (
        r"\b(?:aged?|ages|age of|turn(?:ed|s|ing)?|younger than|older than|children of|birth to|0 ?(?:to|-))"
        rf"[- ]?(?:between |from |under |over |about |up to )*{ANY}(?:(?: ?(?:to|and|or|-) ?){ANY})?"
    ),
    "children under 5, those over 4": (
        r"\b(?:children|people|those|babies|infants|anyone|everyone|all|the|child|and|is|are) (?:who are )?"
        rf"(?:under|over|below|above)[- ](?:the age of )?{ANY}(?!,){OF_PEOPLE}"
    ),
    "under 5s, under-fives": r"\b(?:under|over)[- ]\d+'?s\b|\bunder[- ](?:ones|twos|threes|fours|fives)\b",
    "4 and under, three or more, 3+": (
        rf"\b{ANY} (?:and|or) (?:over|under|older|younger|above|below|more|fewer|less|upwards?)\b{OF_PEOPLE}"
        rf"|\b\d+\+{OF_PEOPLE}"
    ),
    "5 < 6, x^2": r"\^\d+|\b\d+ ?[<>=≤≥] ?\d+\b",
    "1:1, one to one": r"\b\d+:\d+\b|(?<!from )\b(?:one|two|three)[- ]to[- ]one\b",
    "one placement to another, one after the other": (
        r"\bone(?: [a-z-]+){0,2} (?:to|and|from|after|or|by) (?:another|the other|the next|other|one)\b"
        r"|\bone another\b"
    ),
    "the one, no one, so does one": (
        r"\bso (?:does|do|is|are|has|have|did|was) one\b|(?<!just )\b(?:the|no|any|some|every|each) one\b"
        r"(?! (?:child|boy|girl|young|baby|family|who))"
    ),
    "at one time, one and the same, for one thing": (
        r"\b(?:at|in|as|to be|square|day|plus) one\b(?= (?:with|time|go|and the same|point|place)|[.,;])"
        r"|\bone and (?:all|the same)\b|\bone,? (?:if|but) not\b|\bfor one (?:thing|reason)\b"
    ),
    "last but one, twos and threes": r"\blast but (?:one|two|three)\b|\b(?:twos and threes|ones and twos)\b",
    "one in five": rf"\b(?:{'|'.join(USUAL_SHARES)})\b(?! (?:of the )?(?:areas|homes|schools|days|months))",
    "one referral in five": (
        rf"\b(?:{'|'.join(USUAL_SHARES_OF)})\b(?= (?:{'|'.join(sorted(FUNCTION))}|[a-z]+(?:s|ed))\b"
        r"|[.,;:)]|\s*$)"
    ),
    "groups of three, a mother of two, families of four": (
        r"\b(?:groups?|sets?|pairs?|sizes?|families|teams?|mothers?|fathers?|parents?|households"
        r"|panels?|bands?|scales?|scores?|ratios?|factor|power|multiples?|level|stage) of"
        rf" (?:at least |up to )?{ANY}\b"
    ),
    "between the two, of the two": (
        rf"\b(?:between|of|than|comparing|compare) (?:the|these|those) (?:two|three)\b{ENDS}"
    ),
    "the top five, best three": (
        r"\b(?:top|bottom|best|worst|lowest|highest) (?:two|three|four|five|\d)\b(?! child)"
    ),
    "number 3, No. 3": r"\b(?:number|no\.|nos?\.?) (?:\d+|one|two|three|four|five)\b(?! child)",
    "1 194": r"\b\d{1,3}(?: \d{3})+\b",
    "two hundred": rf"\b{ANY}(?: and)? (?:hundred|thousand|million|billion)(?: and {ANY})?\b",
    "twenty-three": rf"\b(?:{'|'.join(TENS)})[- ](?:{'|'.join(UNITS)})\b",
}
PATTERNS = [
    *map(re.compile, NO_COUNTS_AS_WRITTEN.values()),
    *(re.compile(pattern, re.IGNORECASE) for pattern in NO_COUNTS.values()),
]
BLANK = "\0"


def without_no_counts(text: str) -> str:
    """A text with BLANK in place of each letter of a number that counts nobody.

    Args:
        text: as plain_text gives it.
    """
    for pattern in PATTERNS:
        text = pattern.sub(lambda match: BLANK * len(match.group()), text)
    return text
