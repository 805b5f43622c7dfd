"""How rare a count is, told in a way that anybody can picture: how often such a day comes.

Chances stay behind “详情”; what is shown is what is usual, what there is, and this.
"""

from enum import StrEnum

from commandcenter.late_dataclass import dataclass

NOTEWORTHY = 0.05  # up to here a day is one of many
RARE = 0.001  # about once in three years
YEAR = 365
YEARS_TOLD = 10  # beyond, nobody has counted


class Rarity(StrEnum):
    FEWER = "fewer"
    USUAL = "usual"
    MORE = "more"
    RARE = "rare"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often as many or more come by: once in `days`, or once in `years`; 0 is unsaid."""

    rarity: Rarity
    days: int = 0
    years: int = 0


def frequency_of(chance: float, *, fewer: bool = False) -> Frequency:
    """`chance`: of so many or more in one such time; `fewer`: below what is usual."""
    if fewer:
        return Frequency(Rarity.FEWER)
    if not chance < NOTEWORTHY:
        return Frequency(Rarity.USUAL)
    rarity = Rarity.RARE if chance < RARE else Rarity.MORE
    days = 1 / max(chance, 1 / (YEARS_TOLD * YEAR))
    if days < YEAR:
        return Frequency(rarity, days=round(days))
    return Frequency(rarity, years=round(days / YEAR))
