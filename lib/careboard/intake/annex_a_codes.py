"""The words that Annex A has for codes, in front of which a letter may stand: 'b) Female', 'Female'.

What is in no list here is left to intake.cells.codes, which knows 'k) APKN' and 'U6: Foster placement'. A
word that says that something is not known, or belongs to no code, is a blank. Where Annex A tells less than
the codes do, the code is the least particular one: 'Foster placement' is U6.
"""

from __future__ import annotations

import re

import pandas

LETTER = re.compile(r"[a-z]{1,2}\s?\)\s*")
UNCERTAIN = ("unknown", "not known", "not stated", "not recorded", "not stated/recorded", "zzcodeerror")
# field -> words, without a letter in front and in small letters -> the suite's code; '' for a blank
WORDS: dict[str, dict[str, str]] = {
    "sex": {"male": "M", "female": "F", "neither": "", "indeterminate": "", "other": ""},
    "ethnicity": {
        "white": "WOTH", "mixed": "MOTH", "asian or asian british": "AOTH", "black or black british": "BOTH",
        "other ethnic group": "OOTH", "not stated": "NOBT", "unknown": "NOBT", "not known": "NOBT",
        "information not yet obtained": "NOBT", "refused": "REFU",
        "white british": "WBRI", "white irish": "WIRI", "traveller of irish heritage": "WIRT",
        "gypsy/roma": "WROM", "gypsy / roma": "WROM", "any other white background": "WOTH",
        "white and black caribbean": "MWBC", "white and black african": "MWBA", "white and asian": "MWAS",
        "any other mixed background": "MOTH", "indian": "AIND", "pakistani": "APKN", "bangladeshi": "ABAN",
        "chinese": "CHNE", "any other asian background": "AOTH", "caribbean": "BCRB", "african": "BAFR",
        "any other black background": "BOTH", "any other ethnic group": "OOTH",
    },
    "seen": {}, "alone": {}, "unaccompanied": {},
    "category": {
        "neglect": "NEG", "physical abuse": "PHY", "sexual abuse": "SAB", "emotional abuse": "EMO",
        "multiple": "MUL",
    },
    "legal_status": {
        "interim care orders": "C1", "interim care order": "C1", "full care orders": "C2",
        "full care order": "C2", "freed for adoption": "D1", "placement order granted": "E1",
        "placement order": "E1", "accommodated under s20": "V2",
        "detained on child protection grounds in la accommodation": "L1",
        "detained on child protection grounds in la accomodation": "L1", "youth justice legal statuses": "J3",
    },
    "end_reason": {
        "adopted": "E12", "died": "E2", "care taken by another la": "E3",
        "returned home to live with parents or relatives": "E4A",
        "left care to live with parents, relatives or other person with no parental responsibility": "E13",
        "residence order granted": "E41", "special guardianship orders": "E45",
        "special guardianship order": "E45", "moved into independent living": "E6",
        "transferred to residential care funded by adult social services": "E7", "sentenced to custody": "E9",
        "accommodation on remand ended": "E14", "age assessment determined child was 18 or over": "E15",
        "child moved abroad": "E16", "care ceased for any other reason": "E8",
    },
    "placement_type": {
        "foster placement": "U6", "placed for adoption": "A6", "placed with parents": "P1",
        "independent living": "P2", "residential employment": "P3", "residential accommodation": "H5",
        "secure children's homes": "K1", "children's homes": "K2", "residential care home": "R1",
        "nhs/health trust": "R2", "family centre or mother and baby unit": "R3",
        "young offender institution": "R5", "residential school": "S1", "other placements": "Z1",
        "temporary placement": "T4",
    },
    "provider": {"own la": "PR1", "private": "PR4", "other": ""},
    "eligibility": {"eligible": "Eligible", "other": "Other"},
    "in_touch": {
        "in touch": "YES", "yes": "YES", "not in touch": "NO", "no": "NO", "exclude": "RHOM",
        "young person refuses contact": "REFU", "refused": "REFU",
        "young person no longer requires services": "NREQ", "died": "DIED",
    },
    "activity": {
        "full time in higher education": "F1", "part time in higher education": "P1",
        "full time in education other than higher": "F2", "part time in education other than higher": "P2",
        "full time in training or employment": "F3", "part time in training or employment": "P3",
        "young person engaged full time in an apprenticeship": "F4",
        "young person engaged part time in an apprenticeship": "P4",
        "young person engaged full time in training or employment (not apprenticeship)": "F5",
        "young person engaged part time in training or employment (not apprenticeship)": "P5",
        "not in education, employment or training - illness or disability": "G4",
        "not in education, employment or training - other": "G5",
        "not in education, employment or training - pregnancy or parenting": "G6",
    },
}  # fmt: skip
# words -> the letter of the accommodation; whether it is suitable stands in a column of its own
HOMES = {
    "with parents or relatives": "B", "community home": "C",
    "semi-independent transitional accommodation": "D", "supported lodgings": "E", "gone abroad": "G",
    "deported": "H", "ordinary lodgings": "K", "residence not known": "R", "no fixed abode / homeless": "S",
    "no fixed abode/homeless": "S", "foyers": "T", "independent living": "U", "emergency accommodation": "V",
    "bed and breakfast": "W", "in custody": "X", "other accommodation": "Y", "with former foster carer": "Z",
}  # fmt: skip
SUITABLE = {
    "suitable": "1",
    "yes": "1",
    "1": "1",
    "not suitable": "2",
    "unsuitable": "2",
    "no": "2",
    "2": "2",
}
NEVER_SUITABLE, NOT_HERE = ("S", "X"), ("G", "H", "R")  # no fixed abode, custody; abroad, deported, not known


def plain(text: str) -> str:
    """A cell in small letters, without the letter in front, with straight marks and single spaces.

    Args:
        text: as it came.
    """
    text = " ".join(text.replace("\u2019", "'").replace("\u2018", "'").lower().split())
    return LETTER.sub("", text, count=1) if LETTER.match(text) else text


def with_codes(cells: pandas.Series, field: str) -> pandas.Series:
    """Cells with Annex A's own words replaced by the suite's codes.

    Args:
        cells: text.
        field: the list's field.
    """
    if field not in WORDS:
        return cells
    found = {}
    for text in cells.unique():
        word = plain(text)
        if word in WORDS[field]:
            found[text] = WORDS[field][word]
        elif word in UNCERTAIN[:-1]:
            found[text] = ""
    return cells.replace(found) if found else cells


def accommodation(kinds: pandas.Series, suitability: pandas.Series) -> pandas.Series:
    """The code of accommodation of its kind and of whether it is suitable; blank where either is not known.

    Args:
        kinds: 'k) Independent living', 'U: Independent living' or a whole code such as 'U1'.
        suitability: 'a) Suitable' and the like.
    """
    letters = kinds.map({text: _letter(text) for text in kinds.unique()})
    suits = suitability.map({text: SUITABLE.get(plain(text), "") for text in suitability.unique()})
    suits = suits.mask(letters.isin(NEVER_SUITABLE), "2").mask(letters.isin(NOT_HERE) & (suits == ""), "1")
    code = (letters + suits).where((letters.str.len() == 1) & (suits != ""), "")
    return code.mask(letters.str.len() > 1, letters)


def _letter(text: str) -> str:
    """The letter of a kind of accommodation; the text itself where it is a code or unknown, '' for blank."""
    word = plain(text)
    match = re.fullmatch(r"([b-eghkr-z])(?:\s*[:=\-].*)?", word)
    if match:
        return match[1].upper()
    return HOMES.get(word, "" if word in UNCERTAIN[:-1] else text.strip())
