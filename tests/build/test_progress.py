from careboard.build.progress import Bar


def test_plain_lines_where_there_is_no_terminal(capsys):
    with Bar(quiet=False) as bar:
        bar.step(1, 3, "north/front_door")
        bar.step(2, 3, "east/front_door")
        bar.step(3, 3, "central/front_door")
        bar.tell("a line")
    err = capsys.readouterr().err
    assert (
        "1 of 3: north/front_door" in err
        and "3 of 3: central/front_door" in err
        and "2 of 3" not in err
        and "a line" in err
    )


def test_quiet_says_nothing(capsys):
    with Bar(quiet=True) as bar:
        bar.step(1, 1, "x")
        bar.tell("y")
    assert capsys.readouterr() == ("", "")
