import pandas

from careboard.indicators import cases, example, indicator
from careboard.indicators.care_leavers.leavers import GONE, aged
from careboard.indicators.care_leavers.measures import LEAVERS, PEOPLE

UNKNOWN = "0"


@indicator(
    title="Care leavers aged 19 to 21 whose activity and accommodation are known",
    kind="share",
    good="high",
    unit="%",
    windows=("at_date",),
    variation=None,
    why=(
        "What is not known counts as not in education, employment or training, and leaves the accommodation "
        "figure altogether."
    ),
    owner="Performance and data team",
    reviewed="2026-11",
    next_review="2027-11",
    source="SSDA903 guide, ACTIV and ACCOM; local measure",
)
def activity_known(tables, on):
    """Of the care leavers aged 19 to 21 on the date, the share for whom both the activity and the
    accommodation are recorded and known. Left out are those who died or returned home to live with parents.
    """
    leavers = aged(tables, on, on, 19, 21)
    leavers = leavers[~leavers.in_touch.isin(GONE)]
    active, housed = (
        leavers.activity.notna() & (leavers.activity != UNKNOWN),
        leavers.accommodation.notna() & (leavers.accommodation.str[0] != "R"),
    )
    why = (
        pandas.Series("neither is known", index=leavers.index)
        .mask(active, "accommodation not known")
        .mask(housed, "activity not known")
    )
    met = active & housed
    return cases(leavers, on=on, met=met, not_met=why.mask(met))


example(activity_known, period="2019-10", counted=3, met=2, children=PEOPLE, care_leavers=LEAVERS)
