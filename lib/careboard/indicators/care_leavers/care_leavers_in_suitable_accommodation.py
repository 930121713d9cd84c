import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.care_leavers.leavers import GONE, aged_19_to_21

NOT_COUNTED = ["G", "H", "R"]
KINDS = {"S": "no fixed abode", "V": "emergency accommodation", "W": "bed and breakfast", "X": "in custody"}


@indicator(
    title="Care leavers aged 19 to 21 in suitable accommodation", kind="share", good="high", unit="%", windows=("at_date",), variation=None,
    why="Without a safe home nothing else goes well.", owner="Leaving care service", reviewed="2026-11", next_review="2027-11",
    source="DfE, Children looked after in England, methodology (care leavers)", comparator="care_leavers_in_suitable_accommodation",
    unlike="the published figure is measured at birthdays over a year, this one on one day",
)
def care_leavers_in_suitable_accommodation(tables, on):
    """Of the care leavers aged 19 to 21 on the date, the share in suitable accommodation. Left out are those who died, returned home to live with parents, went abroad, were deported, or whose residence is not known, and those transferred to another authority. A care leaver who is not in touch stays in."""
    leavers = aged_19_to_21(tables, on)
    kind = leavers.accommodation.str[0]
    leavers = leavers[~leavers.in_touch.isin(GONE) & ~kind.isin(NOT_COUNTED)]
    met = leavers.accommodation.str[1:] == "1"
    kind = leavers.accommodation.str[0]
    why = kind.map(KINDS).fillna("other accommodation that is not suitable").mask(kind.isna(), "not recorded")
    return cases(leavers, on=on, met=met, not_met=why.mask(met.fillna(False).astype("bool"), pandas.NA))


PEOPLE = """
    child  born
    A      2000-10-31
    B      1998-01-01
    C      1999-01-01
    D      1999-01-01
    E      1999-01-01
    F      2000-11-01
    G      1997-10-31
    """
LEAVERS = """
    child  started     ended       eligibility      in_touch  contact     activity  accommodation
    A      2018-10-31  -           Former relevant  YES       2019-08-31  F2        B1             19 on the day: counted; suitable
    B      2018-01-01  -           Former relevant  NO        2019-08-30  G5        S2             not in touch stays in; no fixed abode
    C      2018-01-01  -           Former relevant  YES       2019-10-01  G4        R1             residence not known: out of the accommodation figure
    D      2018-01-01  -           Former relevant  RHOM      2019-10-01  F1        B1             returned home: out
    E      2018-01-01  2019-10-31  Former relevant  YES       2019-10-01  P4        U1             transferred on the day: out
    F      2018-11-01  -           Former relevant  YES       2019-10-01  F1        U1             18: out of the 19 to 21 figures
    G      2018-01-01  -           Former relevant  YES       2019-10-01  F1        U1             22 on the day: out of the 19 to 21 figures
    """
example(care_leavers_in_suitable_accommodation, period="2019-10", counted=2, met=1, children=PEOPLE, care_leavers=LEAVERS)
