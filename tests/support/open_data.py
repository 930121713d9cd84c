"""Editions that the files of open data have to bear: a fortnight's, and one of the whole authority alone."""

from dataclasses import replace

from support.small_edition import AREAS, with_table


def dated(edition):
    """The same figures for the fortnight to 18 October 2019."""
    about = edition.about | {"period": "2019-10-18", "ends": "2019-10-18"}
    fortnights = with_table(edition, "figures", lambda figures: figures.assign(period=figures.period + "-18"))
    return replace(fortnights, about=about)


def alone(edition):
    """The whole authority only, with no name."""
    about = edition.about | {"authority": 0, "invented": False, "name": "Whole authority"}
    totals = with_table(
        edition,
        "figures",
        lambda figures: figures[(figures.area == "county") & (figures.breakdown == "total")],
    )
    return replace(totals, about=about, areas={"county": AREAS["county"]})
