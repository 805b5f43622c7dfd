"""The words of cells as numbers with their units: read, compared with a wish, added up."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt

NUMBER = re.compile(r"\s*([-+−]?\d{1,3}(?:,\d{3})+|[-+−]?\d+)(\.\d+)?\s*([^\d\s.:：,，]{0,4})\s*")
NOTHING = ("", "—", "–", "-")  # what stands in a cell without a value
NOT_UNITS = ("月", "日", "年", "时", "分", "第")
BORDER = re.compile(r"(>=|<=|[><=≥≤＞＜＝])\s*([-+−]?\d[\d,]*(?:\.\d+)?)")
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": gt, "＞": gt, "<": lt, "＜": lt, ">=": ge, "≥": ge, "<=": le, "≤": le, "=": eq, "＝": eq,
}  # fmt: skip


def number_of(words: str) -> tuple[Decimal, str] | None:
    """1,280 元 as 1280 and 元; None where the words are something else."""
    found = NUMBER.fullmatch(words)
    if found is None or found[3] in NOT_UNITS:
        return None
    whole = found[1].replace(",", "").replace("−", "-")
    return Decimal(whole + (found[2] or "")), found[3]


def is_empty(words: str) -> bool:
    return words.strip() in NOTHING


def fits(words: str, wanted: str) -> bool:
    """Every word that is wanted is in it; >100 and the like compare a number."""
    rest = wanted
    for sign, border in BORDER.findall(wanted):
        number = number_of(words)
        limit = Decimal(border.replace(",", "").replace("−", "-"))
        if number is None or not COMPARE[sign](number[0], limit):
            return False
        rest = BORDER.sub(" ", wanted)
    said = words.casefold()
    return all(each in said for each in rest.casefold().split())


def total_of(cells: Sequence[str]) -> str:
    """What these cells come to, with their unit; "" where they are not numbers of one unit."""
    found = [number_of(words) for words in cells if not is_empty(words)]
    units = {each[1] for each in found if each is not None}
    if not found or None in found or len(units) != 1 or units & {"%", "％", "‰"}:
        return ""
    total = sum((each[0] for each in found if each is not None), Decimal(0))
    return f"{total:,}{units.pop()}"
