"""Fellshire, a county that does not exist: its areas, districts, teams and mix of children."""

import numpy as np

NAME = "Fellshire"
SOURCE = "fellshire_sample"

# district: children under 18, weight of need against the county's mean, share of children who are not white
DISTRICTS = {
    "lornmere": (27_300, 1.00, 0.08),
    "sandhythe": (13_800, 0.62, 0.05),
    "wexbay": (19_600, 0.98, 0.04),
    "brindleford": (20_100, 1.48, 0.22),
    "hyndmoor": (18_300, 1.34, 0.19),
    "pellmoor": (21_600, 1.26, 0.30),
    "rennick_vale": (11_700, 0.42, 0.05),
    "rossmoor": (15_400, 1.02, 0.11),
    "prestwater": (31_500, 1.38, 0.32),
    "corlheath": (24_300, 0.74, 0.06),
    "southbeck": (22_500, 0.68, 0.05),
    "westerfold": (22_200, 0.84, 0.04),
}
DISTRICT_IDS = np.array(list(DISTRICTS), object)
DISTRICT_WEIGHTS = {place: size * need for place, (size, need, _) in enumerate(DISTRICTS.values())}
# how often things are late in each district, against the county's mean: practice differs
LATENESS = np.array([0.70, 0.55, 0.85, 1.20, 1.50, 1.40, 0.75, 1.10, 1.15, 0.75, 0.80, 0.95])
LATE_WEIGHTS = {place: weight * LATENESS[place] for place, weight in DISTRICT_WEIGHTS.items()}

TEAM_KINDS = {"A": "assessment", "S": "safeguarding", "L": "looked-after", "C": "leaving care"}
REVIEWING_TEAM = "T900"

WHITE = {"WBRI": 940, "WOTH": 28, "WIRI": 5, "WIRT": 7, "WROM": 9, "MWBC": 11}
NOT_WHITE = {
    "APKN": 300,
    "AIND": 90,
    "ABAN": 50,
    "AOTH": 70,
    "CHNE": 12,
    "MWAS": 150,
    "MWBC": 90,
    "MWBA": 40,
    "MOTH": 90,
    "BAFR": 50,
    "BCRB": 18,
    "BOTH": 15,
    "OOTH": 40,
    "NOBT": 30,
    "REFU": 8,
}
UNACCOMPANIED = {"OOTH": 40, "AOTH": 25, "BAFR": 25, "WOTH": 10}
NATIONALITIES = {
    "Vietnam": 20,
    "Iran": 20,
    "Iraq": 20,
    "Sudan": 15,
    "Eritrea": 12,
    "Afghanistan": 10,
    "Albania": 10,
}


def title(area: str) -> str:
    """An id as a name: rennick_vale is Rennick Vale."""
    return area.replace("_", " ").title()


def team_id(kind: str, district: np.ndarray | int) -> np.ndarray:
    """The teams of one kind in some districts.

    Args:
        kind: "A", "S", "L" or "C", see `TEAM_KINDS`.
        district: The districts, by their places in `DISTRICTS`; a single place gives a single id.
    """
    base = 100 * (1 + list(TEAM_KINDS).index(kind))
    return np.array([f"T{base + place:03d}" for place in range(len(DISTRICTS))], object)[district]


def teams() -> list[tuple[str, str, str]]:
    """Every district's teams.

    Returns:
        The id, name and district of each.
    """
    return [
        (str(team_id(letter, place)), f"{title(district)} {kind} team", district)
        for place, district in enumerate(DISTRICTS)
        for letter, kind in TEAM_KINDS.items()
    ]
