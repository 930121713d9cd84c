"""In which sense a word stands that could claim something of a figure: another, denied, or foretold."""

from __future__ import annotations

import re

NOUNS_OF_DOING = "access|support|training|recording|practice|oversight|staffing|capacity|confidence"
# what follows a word in another sense
OTHER_SENSES = {
    "rose|risen": r"to the|early|up\b",
    "grew|grown|growing|grow": r"-?up|out\b|into|confiden|in confiden",
    "fell|fallen|falling|fall": (
        r"ill\b|asleep|behind|short|outside|within|out\b|through|apart|due|pregnant|victim|into|in with"
        r"|in love|on\b|under\b|foul|down"
    ),
    "dropped|dropping|drop": r"out\b|off\b|in\b|by the (?!end)|charges|round",
    "improved|improving|increased|increasing|decreased|worsened|dropped": (
        rf"(?:its|their|our|his|her|the(?! (?:most|least))|an?|how|what|{NOUNS_OF_DOING})\b"
    ),
}
# a verb that is none: 'a much improved form', 'children with increased needs', 'Improved recording led to'
ATTRIBUTE = re.compile(
    r"(?:\b(?:an?|the|of|with|by|through|for|their|our|its|this|these|to|from|despite|via|show\w*|any|more)"
    r"(?:\s+(?:much|greatly|well|newly))?)[\s*-]*$|^[\s*-]*$",
    re.IGNORECASE,
)
PARTICIPLES = re.compile(
    r"(?:improved|increased|decreased|dropped|worsened|deteriorated|risen|fallen|grown)$", re.I
)
AT_THE_START = re.compile(r"[\s*]*(?:to|from|by|since|again|in|at)\b|[\s*]*[,:.(□]", re.IGNORECASE)
# whose doing it is, or whose: 'we improved the form', 'children whose health improved', 'no area rose'
OTHER_SUBJECT = re.compile(
    r"\b(?:we|I|staff|managers?|workers?|families|parents|carers?|no (?!longer)\w+)"
    r"(?:\s+(?:also|then|have|has|had))*\s*$|\b(?:who|whose|whom)\b[^,;]*$",
    re.IGNORECASE,
)
NOT_ALONE = re.compile(r"\b(?:one of|among|amongst|second|third|next)\s+(?:the\s+)?$", re.IGNORECASE)
DEGREES = (
    r"yet|really|been|have|has|had|be|is|any|to|longer|the|so|far|further|quite|going|gone|much|slightly"
    r"|clearly|significantly|even|again|very|either|lie|lies|stand|stands"
)
NEGATION = re.compile(
    r"(?:\b(?:not(?!\s+only)|never|no|neither|nor|hardly|cannot|nowhere)\b|n['’]t\b)"
    rf"(?:\s+(?:{DEGREES}))*\s*$",
    re.IGNORECASE,
)
FORETOLD = re.compile(
    r"\b(?:will|would|should|could|might|must|shall|if|unless|until|whether|(?<!as )expect\w*|aim\w*|hope\w*"
    r"|plan(?:s|ned|ning)? to|intend\w*|forecast\w*|likely|needs? to|want\w*|going to|target is"
    r"|to be(?! told)|to have|so that|in order)\b|(?-i:\bmay\b)",
    re.IGNORECASE,
)


def is_of_something_else(sentence: str, begin: int, end: int) -> bool:
    """Whether words that could claim something of a figure speak of something else.

    Args:
        sentence: its text.
        begin: where the words begin in it.
        end: where they end.
    """
    before, word, after = sentence[:begin], sentence[begin:end], sentence[end:]
    for words, others in OTHER_SENSES.items():
        if re.fullmatch(words, word, re.IGNORECASE) and re.match(rf"\s*(?:{others})", after, re.IGNORECASE):
            return True
    if PARTICIPLES.match(word) and ATTRIBUTE.search(before):
        return bool(before.strip(" *-")) or not AT_THE_START.match(after)
    return bool(OTHER_SUBJECT.search(before) or NOT_ALONE.search(before))


def is_denied(before: str) -> bool:
    """Whether the words before a claim deny it: 'has not', 'no', 'is no longer'."""
    return bool(NEGATION.search(before))


def is_foretold(before: str) -> bool:
    """Whether the words before a claim make it a hope, a plan or a condition: 'should', 'we expect', 'if'."""
    return bool(FORETOLD.search(before))
