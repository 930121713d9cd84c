"""The code lists of children's services, by the names that definitions use.

Where a list changed with a collection year (the year ending 31 March), the codes of all years stay known, so
that past years stay countable; IN_USE tells the years of those that came or went. Source: DfE, SSDA903
guides.
"""

ETHNIC_GROUPS = {
    "White": ["WBRI", "WIRI", "WIRT", "WROM", "WOTH"],
    "Mixed": ["MWBC", "MWBA", "MWAS", "MOTH"],
    "Asian": ["AIND", "APKN", "ABAN", "CHNE", "AOTH"],
    "Black": ["BCRB", "BAFR", "BOTH"],
    "Other": ["OOTH"],
    "Not known": ["REFU", "NOBT"],
}
ETHNICITIES = [code for group in ETHNIC_GROUPS.values() for code in group]
FLAG = ["Y", "N"]
SEXES = ["M", "F"]
LEGAL_STATUSES = ["C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"]
SHORT_BREAKS = ["V3", "V4"]
KINSHIP = ["U1", "U2", "U3"]
FOSTER = [*KINSHIP, "U4", "U5", "U6"]
FOR_ADOPTION = ["A3", "A4", "A5", "A6"]
SUPPORTED = ["H5", "P2", "K3"]
CHILDRENS_HOMES = ["K1", "K2"]
OTHER_RESIDENTIAL = ["R1", "R2", "R3", "R5"]
RESIDENTIAL_SCHOOL = "S1"
TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
OTHER_PLACEMENTS = ["Z1", "Z11", "Z12", "Z13", "Z14"]
PLACEMENT_TYPES = [
    *FOSTER,
    *FOR_ADOPTION,
    "P1",
    *SUPPORTED,
    "P3",
    *CHILDRENS_HOMES,
    *OTHER_RESIDENTIAL,
    RESIDENTIAL_SCHOOL,
    *TEMPORARY,
    *OTHER_PLACEMENTS,
]
START_REASONS = ["S", "L", "P", "T", "B", "U"]
SAME_CARER = ["T", "U", "L"]
END_REASONS = [
    "X1", "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48",
    "E5", "E6", "E7", "E8", "E9", "E14", "E15", "E16", "E17",
]  # fmt: skip
PROVIDERS = ["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"]
IN_TOUCH = ["YES", "NO", "DIED", "REFU", "NREQ", "RHOM"]
ACTIVITIES = ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"]
ACCOMMODATION = [
    letter + digit
    for letter in "BCDEGHKRSTUVWXYZ"
    for digit in "12"
    if (letter, digit) not in (("S", "1"), ("X", "1"))
]
SOCIAL_WORKER = "Social worker"
REVIEWING_OFFICER = "Independent reviewing officer"
PERSONAL_ADVISER = "Personal adviser"
TEAM_MANAGER = "Team manager"
ROLES = [SOCIAL_WORKER, REVIEWING_OFFICER, PERSONAL_ADVISER, TEAM_MANAGER]
PARTICIPATION = ["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"]
SDQ_REASONS = ["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"]
CATEGORIES = ["NEG", "PHY", "SAB", "EMO", "MUL"]
SEN = ["N", "K", "E"]
KEY_STAGES = KEY_STAGE_2, KEY_STAGE_4 = ["KS2", "KS4"]
ABSENCES = ["M", "A"]  # missing, or away without leave
PLACEMENT_BASES = ["reg19", "reg24"]
UNACCOMPANIED = "Unaccompanied asylum seeking child"
IMMIGRATION_STATUSES = [UNACCOMPANIED]
DENTAL_CHECK, HEALTH_CHECK, REFUSED = "Dental check", "Health check", "Refused"
HEALTH_CHECK_TYPES = [DENTAL_CHECK, HEALTH_CHECK]
HEALTH_CHECK_STATUSES = [REFUSED]
CARE_LEAVERS = ["Relevant", "Former relevant"]
ELIGIBILITIES = [*CARE_LEAVERS, "Eligible", "Qualifying", "Other"]

# placement type -> the first and the last collection year in which it was in use, where one is known
IN_USE: dict[str, tuple[int | None, int | None]] = {
    "H5": (None, 2024),
    "P2": (None, 2024),
    "K3": (2025, None),
    "Z1": (None, 2025),
    "Z11": (2026, None),
    "Z12": (2026, None),
    "Z13": (2026, None),
    "Z14": (2026, None),
}
