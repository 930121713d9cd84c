"""How a council's case system writes codes into Annex A: a letter, and words or a code behind it."""

import string
from collections.abc import Iterable, Mapping

import numpy as np


def _lettered(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Words -> their codes, turned into code -> 'a) words', lettered in order."""
    return {
        code: f"{letter}) {word}"
        for letter, (word, codes) in zip(string.ascii_lowercase, words.items())
        for code in codes
    }


GENDER = {"M": "a) Male", "F": "b) Female"}
YES_NO = {"Y": "a) Yes", "N": "b) No"}
GROUPS = (
    *("WBRI", "WIRI", "WIRT", "WOTH", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN"),
    *("AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT"),
)
ETHNICITY = _lettered({code: [code] for code in GROUPS})  # 'k) APKN'
SOURCES = _lettered(
    {
        "1A: Individual - family member": ["1A"],
        "1B: Individual - acquaintance": ["1B"],
        "1C: Individual - self": ["1C"],
        "1D: Individual - other": ["1D"],
        "2A: Schools": ["2A"],
        "2B: Education services": ["2B"],
        "3A: Health services - GP": ["3A"],
        "3B: Health services - health visitor": ["3B"],
        "3C: Health services - school nurse": ["3C"],
        "3D: Health services - other primary": ["3D"],
        "3E: Health services - A&E": ["3E"],
        "3F: Health services - other": ["3F"],
        "4: Housing": ["4"],
        "5A: LA services - social care": ["5A"],
        "5B: LA services - other internal": ["5B"],
        "5C: LA services - external": ["5C"],
        "6: Police": ["6"],
        "7: Other legal agency": ["7"],
        "8: Other": ["8"],
        "9: Anonymous": ["9"],
        "10: Unknown": ["10"],
        "5D: LA services - early help": ["5D"],
    }
)
NEEDS = _lettered(
    {
        "Abuse or neglect": ["N1"],
        "Child's disability": ["N2"],
        "Parents illness or disability": ["N3"],
        "Family in acute stress": ["N4"],
        "Family dysfunction": ["N5"],
        "Socially unacceptable behaviour": ["N6"],
        "Low income": ["N7"],
        "Absent parenting": ["N8"],
        "Not CIN": ["N9"],
        "Not stated": ["N0"],
    }
)
CLOSURES = _lettered(
    {
        "Adopted": ["RC1"],
        "Died": ["RC2"],
        "Residence Order": ["RC3"],
        "Special Guardianship Order": ["RC4"],
        "Transfer to another LA": ["RC5"],
        "Transfer to Adult Social Services": ["RC6"],
        "'Other' incl. Child no longer in need": ["RC7"],
        "Child not in need after assessment": ["RC8"],
        "Not Stated": [""],
    }
)
CASE_STATUS = (
    "a) Looked after child",
    "b) Child Protection plan",
    "c) Child in need plan",
    "d) Open assessment",
)
CASE_CLOSED = "e) Closed episode"
ABUSE = _lettered(
    {
        "Neglect": ["NEG"],
        "Physical Abuse": ["PHY"],
        "Sexual Abuse": ["SAB"],
        "Emotional Abuse": ["EMO"],
        "Multiple": ["MUL"],
    }
)
LEGAL_STATUS = _lettered(
    {
        "Interim care orders": ["C1"],
        "Full care orders": ["C2"],
        "Freed for  Adoption": ["D1"],
        "Placement order granted": ["E1"],
        "Accommodated under S20": ["V2"],
        "Detained on child protection grounds in LA accommodation": ["L1", "L2", "L3"],
        "Youth justice legal Statuses": ["J1", "J2", "J3"],
    }
)
CEASED = _lettered(
    {
        "Adopted": ["E11", "E12"],
        "Died": ["E2"],
        "Care taken by another LA": ["E3"],
        "Returned home to live with parents or relatives": ["E4A", "E4B"],
        "Left care to live with parents, relatives or other person with no parental responsibility": ["E13"],
        "Residence order granted": ["E41"],
        "Special Guardianship Orders": ["E45", "E46", "E47", "E48"],
        "Moved into independent living": ["E5", "E6"],
        "Transferred to residential care funded by adult social services": ["E7"],
        "Sentenced to custody": ["E9"],
        "Accommodation on remand ended": ["E14"],
        "Age assessment determined child was 18 or over": ["E15"],
        "Child moved abroad": ["E16"],
        "Care ceased for any other reason": ["E8", "E17"],
    }
)
PLACEMENT_TYPE = _lettered(
    {
        "Foster placement": ["U1", "U2", "U3", "U4", "U5", "U6"],
        "Placed for adoption": ["A3", "A4", "A5", "A6"],
        "Placed with parents": ["P1"],
        "Independent living": ["P2"],
        "Residential employment": ["P3"],
        "Residential accommodation": ["H5"],
        "Secure Children\u2019s Homes": ["K1"],
        "Children\u2019s Homes": ["K2"],
        "Residential Care Home": ["R1"],
        "NHS/Health Trust": ["R2"],
        "Family Centre or Mother and Baby Unit": ["R3"],
        "Young Offender Institution": ["R5"],
        "Residential school": ["S1"],
        "Other placements": ["Z1"],
        "Temporary placement": ["T0", "T1", "T2", "T3", "T4"],
    }
)
PROVIDER = {"PR1": "a) Own LA", "PR4": "b) Private"}  # any other: c) Other
OTHER_PROVIDER = "c) Other"
ELIGIBILITY = _lettered(
    {
        "Relevant": ["Relevant"],
        "Former relevant": ["Former relevant"],
        "Qualifying": ["Qualifying"],
        "Eligible": ["Eligible"],
    }
)
IN_TOUCH = _lettered(
    {
        "In touch": ["YES"],
        "Not in touch": ["NO", "REFU", "NREQ"],
        "Not recorded": [""],
        "Exclude": ["DIED", "RHOM"],
    }
)
HOMES = _lettered(
    {
        "With parents or relatives": ["B"],
        "Community home": ["C"],
        "Semi-independent transitional accommodation": ["D"],
        "Supported lodgings": ["E"],
        "Gone abroad": ["G"],
        "Deported": ["H"],
        "Ordinary lodgings": ["K"],
        "Residence not known": ["R"],
        "No fixed abode / homeless": ["S"],
        "Foyers": ["T"],
        "Independent living": ["U"],
        "Emergency accommodation": ["V"],
        "Bed and breakfast": ["W"],
        "In custody": ["X"],
        "With Former Foster Carer": ["Z"],
        "Other accommodation": ["Y"],
    }
)
SUITABILITY = {"1": "a) Suitable", "2": "b) Not suitable"}
ACTIVITY = {
    "F1": "F1: Full time in higher education",
    "P1": "P1: Part time in higher education",
    "F2": "F2: Full time in education other than higher",
    "P2": "P2: Part time in education other than higher",
    "F4": "F4: Young person engaged full time in an apprenticeship",
    "P4": "P4: Young person engaged part time in an apprenticeship",
    "F5": "F5: Young person engaged full time in training or employment (not apprenticeship)",
    "P5": "P5: Young person engaged part time in training or employment (not apprenticeship)",
    "G4": "G4: Not in education, employment or training - illness or disability",
    "G5": "G5: Not in education, employment or training - other",
    "G6": "G6: Not in education, employment or training - pregnancy or parenting",
}


def words(codes: np.ndarray, known: Mapping[str, str], other: str = "") -> np.ndarray:
    """Codes as Annex A writes them.

    Args:
        codes: the codes.
        known: code -> what is written.
        other: what is written for a code that is not known.
    """
    return np.array([known.get(code, other) for code in codes.tolist()], object)


def flags(met: np.ndarray, known: np.ndarray | bool = True) -> np.ndarray:
    """Y or N, blank where it is not known."""
    return np.where(known, np.where(met, "Y", "N"), "").astype(object)
