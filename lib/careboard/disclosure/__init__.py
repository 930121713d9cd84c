"""Hiding: the only place where a figure is hidden, once, for everything that leaves the build.

In comes the long table as counted, with the people behind each figure, and the ledger of what was published
before. Out comes the long table as published: each row shown, hidden, or not published at all.

    numbers        the whole numbers behind a row
    grid           what is published at all
    primary        what is hidden for itself: too few people
    row_codes, equal_series, sums, system      all numbers as one system: what is the same, what adds up
    bounds         how little and how much each hidden number can be, from all that is shown
    secondary      what else is hidden so that nothing small can be worked out; what can be shown again
    certificate    other whole numbers that fit all that is shown: the proof, checked by sums alone
    programmes     looks for them by linear programmes, part by part
    relief         what else is hidden where there are none
    proof          the way from what is hidden to the proof
    worth          what it costs to hide a figure
    ledger         what was published to an audience, for ever
    publication    the way through
"""
