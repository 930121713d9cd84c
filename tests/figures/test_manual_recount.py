"""The figures as somebody counts them who has the manual and the files, and no code."""

from support.command import ROOT
from support.manual_recount import compared


def test_the_manual_alone_gives_every_figure(sample_folder, unhidden):
    """Totals of all areas and windows of two months, and of one the splits by age, sex and ethnic group."""
    areas, population = ROOT / "params" / "areas.yml", ROOT / "data" / "population.csv"
    differences, agreed = compared(sample_folder / "ssd", unhidden, areas, population)
    assert differences == []
    assert {kind: right > 3_000 for kind, (right, _) in agreed.items()} == dict.fromkeys(agreed, True)
    assert len(agreed) == 3
