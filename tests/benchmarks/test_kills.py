"""Twenty-five builds killed at random moments: how many of them the next build ended in the same bytes."""

from support.stopped_builds import survives_kills, with_editions_of

KILLS, SEED = 25, 20191031
AREAS = ("north",)


def test_builds_are_killed(benchmark, built, tmp_path, told):
    wrong = benchmark.pedantic(
        lambda: survives_kills(
            tmp_path, lambda outputs: with_editions_of(outputs, built), KILLS, SEED, AREAS
        ),
        rounds=1,
    )
    assert wrong == []
    told.add(
        f"Builds killed at a random moment (seed {SEED}) that ended whole in the same bytes, of {KILLS}",
        KILLS - len(wrong),
        "builds",
        KILLS,
        most=False,
        digits=0,
    )
