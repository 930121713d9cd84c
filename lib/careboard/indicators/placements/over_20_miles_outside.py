import numpy
import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.looked_after.care import looked_after_at

MILES, METRES_IN_A_MILE = 20, 1609.344


@indicator(
    title="Children placed more than 20 miles from home and outside the authority",
    kind="share",
    good="low",
    unit="%",
    windows=("at_date",),
    variation=None,
    why="A child far away is far from school, friends and the social worker.",
    owner="Placements service",
    reviewed="2026-11",
    next_review="2027-11",
    source="DfE, Children looked after in England, methodology",
    comparator="over_20_miles_outside",
    departs=(
        "The official distance is a straight line between the postcodes of home and placement; here the "
        "extract's own distance is taken where it has one. A placement whose postcode is not known counts "
        "as not outside, and one whose distance is not known as not far."
    ),
)
def over_20_miles_outside(tables, on):
    """Of the children looked after on the date, the share placed more than 20 miles from home and outside the
    authority. Whether a placement is outside is told by its postcode and the local table of postcodes; the
    distance comes from the extract, or else from the postcodes of home and placement. A placement whose
    postcode is not known, or is not in the table, counts as not outside, and one whose distance is not known
    as not far: the split by distance tells how many there are of each. A child who is temporarily elsewhere
    is counted at the placement to go back to.
    """
    children = looked_after_at(tables, on)
    where = tables.postcode_districts.set_index("sector")
    there = _sector(children.postcode)
    district = there.map(where.district)
    outside = district.notna() & ~district.isin(tables.districts)
    miles = _miles(children, where, there)
    far = miles > MILES
    not_met = pandas.Series("more than 20 miles away and outside", index=children.index)
    return cases(
        children,
        on=on,
        met=outside & far,
        not_met=not_met.where(outside & far),
        distance=_words(outside, miles, district),
    )


def _sector(postcode: pandas.Series) -> pandas.Series:
    """'FX38 3YX' is in the sector 'FX38 3'."""
    return postcode.str.strip().str.upper().str[:-2]


def _miles(children: pandas.DataFrame, where: pandas.DataFrame, there: pandas.Series) -> pandas.Series:
    """How far the placement is from home, in miles: as recorded, else by the postcodes of both."""
    if "home_postcode" not in children:
        return children.distance  # with neither of the two there is no figure
    told = children.distance if "distance" in children else pandas.Series(numpy.nan, index=children.index)
    if told.notna().all():
        return told
    home = _sector(children.home_postcode)
    east, north = (there.map(where[axis]) - home.map(where[axis]) for axis in ("easting", "northing"))
    return told.fillna(pandas.Series(numpy.hypot(east, north) / METRES_IN_A_MILE, index=children.index))


def _words(outside: pandas.Series, miles: pandas.Series, district: pandas.Series) -> pandas.Series:
    """Where the child lives, for the split by distance."""
    place = pandas.Series("inside the authority", index=outside.index).mask(outside, "outside the authority")
    words = place + (miles > MILES).map({True: ", over 20 miles", False: ", 20 miles or less"})
    words = words.mask(miles.isna(), place + ", distance not known")
    return words.mask(district.isna(), "postcode not known")


example(
    over_20_miles_outside,
    period="2019-10",
    counted=4,
    met=1,
    districts=["lorn"],
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    D      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  postcode  distance  ended
    A      2019-01-01  S             C2            XX1 1AA   20.1      -  far and outside: met
    B      2019-01-01  S             C2            XX1 1AB   20.0      -  \
        20 miles is not more than 20: not met
    C      2019-01-01  S             C2            LO1 1AA   30.0      -  far and inside: not met
    D      2019-01-01  S             C2            -         30.0      -  postcode not known: not met
    """,
    postcode_districts="""
    sector  district
    XX1 1   elsewhere
    LO1 1   lorn
    """,
)

example(
    over_20_miles_outside,
    period="2019-10",
    counted=3,
    met=1,
    districts=["lorn"],
    children="""
    child  born
    A      2010-01-01
    B      2010-01-01
    C      2010-01-01
    """,
    care="""
    child  started     start_reason  legal_status  postcode  home_postcode  ended
    A      2019-01-01  S             C2            XX1 1AA   LO1 1AA        -  32,187 metres are too far: met
    B      2019-01-01  S             C2            XX2 1AA   LO1 1AA        -  32,180 are 20 miles: not met
    C      2019-01-01  S             C2            XX1 1AA   ZZ9 9ZZ        -  distance not known: not met
    """,
    postcode_districts="""
    sector  district   easting  northing
    XX1 1   elsewhere  32187    0
    XX2 1   elsewhere  32180    0
    LO1 1   lorn       0        0
    """,
)
