"""The parts of a page: what each method of a notebook's page gives, made of published figures alone.

What comes in is an edition (edition.Edition) for one area, as `figures.PageFigures`; what goes out are pieces
of HTML (pieces.Piece) and charts. `questions` answers one question with `drawings`; `chair` and `headlines`
make the board summary, `board_requests` the board's list, and `in_short` the sentences that begin a page.
`young_people` tells a few figures in plain words, rounded by `round_words`.
"""
