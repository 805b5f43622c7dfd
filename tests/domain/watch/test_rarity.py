"""How often such a day comes: told in days, then in years, never beyond what anybody counted."""

import pytest

from commandcenter.domain.watch.rarity import Frequency, Rarity, frequency_of

USUAL, MORE, RARE = Rarity.USUAL, Rarity.MORE, Rarity.RARE


@pytest.mark.parametrize(
    ("chance", "rarity", "days", "years"),
    [
        (1.0, USUAL, 0, 0),
        (0.05, USUAL, 0, 0),
        (float("nan"), USUAL, 0, 0),
        (0.0499, MORE, 20, 0),
        (0.01, MORE, 100, 0),
        (1 / 364, MORE, 364, 0),
        (1 / 365, MORE, 0, 1),
        (0.001, MORE, 0, 3),
        (0.00099, RARE, 0, 3),
        (1 / (5 * 365), RARE, 0, 5),
        (1 / (10 * 365), RARE, 0, 10),
        (1e-9, RARE, 0, 10),
        (0.0, RARE, 0, 10),
    ],
)
def test_a_day_of_many_is_usual_and_a_rarer_one_says_how_often_it_comes(
    chance, rarity, days, years
):
    assert frequency_of(chance) == Frequency(rarity, days, years)


@pytest.mark.parametrize("chance", [1.0, 0.01, 0.0])
def test_what_is_below_the_usual_is_fewer_however_rare(chance):
    assert frequency_of(chance, fewer=True) == Frequency(Rarity.FEWER)
