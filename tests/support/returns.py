"""Returns in the shape of SSDA903, small enough to be built in seconds."""

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def written_returns(folder):
    """One year of returns of forty children, one of whose records cannot be read."""
    folder.mkdir()
    (folder / "header.csv").write_text(
        HEADER + "".join(f"{number:03},1,01/02/2008,WBRI,,,\n" for number in range(40)), encoding="utf-8"
    )
    rows = [
        f"{number:03},05/05/2017,S,C2,N1,{'U4' if number < 30 else 'K2'},PR1,,,,,AA{number},\n"
        for number in range(40)
    ]
    (folder / "episodes.csv").write_text(
        EPISODES + "".join(rows) + "001,31/02/2018,P,C2,N1,U4,PR1,,,,,BB1,\n", encoding="utf-8"
    )
    return folder
