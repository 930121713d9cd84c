"""The attack: what a patient reader could work out of published files alone.

In come figures.csv of every period that lies in the folder of outputs, and which area belongs to which. Out
comes what they tell of hidden numbers. It shares no code with the hiding, so that a fault of the one is not
one of the other, and it never sees a record or an edition.

    published_files   the published tables, one below the other
    puzzle            the numbers that stand there or are missing, and the sums that they must keep
    deduction         how little and how much each missing number can be
    report            what that tells, in words
"""
