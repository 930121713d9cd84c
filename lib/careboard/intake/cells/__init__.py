"""What stands in the cells of an extract, read by one declared rule for each kind, each with an example.

What comes in are the different texts of one column, with how often each stands there. What goes out is a
Reading: the values, which texts could not be read and why, and which were read by a rule that a reader is to
be told of.

    reading      what comes out
    blanks       what councils write where there is nothing
    identifiers  ids in one form
    dates        days and moments
    date_forms   the forms in which councils write them
    numbers      numbers within their bounds
    codes        codes and words of a list
    cell         a column read by its declared type
"""
