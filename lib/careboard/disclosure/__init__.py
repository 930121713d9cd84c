"""Hiding: the only place where a figure is hidden, once, for everything that leaves the build.

In comes the long table as counted, with the people behind each figure, and the ledger of what was published
before. Out comes the long table as published: each row shown, hidden, or not published at all.

    numbers        the whole numbers behind a row
    grid           what is published at all
    primary        what is hidden for itself: too few people
    row_codes, equal_series, sums, system      all numbers as one system: what is the same, what adds up
    bounds         how little and how much each hidden number can be, from all that is shown
    secondary      what else is hidden so that nothing small can be worked out; what can be shown again
    worth          what it costs to hide a figure
    ledger         what was published to an audience, for ever
    publication    the way through
"""
