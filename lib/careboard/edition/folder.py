"""The files of an edition as a build keeps it, in the folder of its fingerprint and period.

    whole/            the edition itself; see edition.FILES
    set_aside.csv     records set aside and repaired, by file, row, column and reason: not for circulation
    uncorrected.csv   the figures that an agreed correction moved, as they would have been without it
    issue.csv.gz      what the ledger of what was published will hold of it: not for circulation
    contents.json     what failed, how many records were set aside, what it was made by; written last

Names only, so that who looks whether an edition is there need not be able to read it.
"""

WHOLE, SET_ASIDE, UNCORRECTED, CONTENTS = "whole", "set_aside.csv", "uncorrected.csv", "contents.json"
ISSUE = "issue.csv.gz"
