"""Large numbers as the screen's language counts them: by 万 and 亿, or by thousands and millions.

A translation of a scale names its own steps: “10000：万” may become “1000: k; 1000000: m”.
"""

import re
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.numerals import hundredths, money_zh
from commandcenter.ui.texts import speaks_chinese

LARGE = 10_000  # from here on a number is said shorter
STEP = re.compile(r"(\d+)\s*[:\uff1a]\s*([^;\uff1b]+)")


def count_text(value: float) -> str:
    """A count for an axis: 40, 1200, 3万, 1.5万."""
    if value < LARGE:
        return f"{value:g}"
    step, unit = _step(QCoreApplication.translate("Amounts", "10000：万"), value)
    return f"{value / step:.4g}{unit}"


def money_parts(yuan: float) -> tuple[str, str]:
    """The figure and its unit: 860 元, 141.2 万元, 3.86 亿元."""
    scale = QCoreApplication.translate("Amounts", "1：元；10000：万元；100000000：亿元")
    step, unit = _step(scale, yuan)
    digits = 0 if step == 1 else 1 if step == LARGE else 2
    return f"{yuan / step:,.{digits}f}", unit


def fact_money(yuan: int) -> str:
    """In one unit from the first 万 on: 46 万元, 46.5 万元."""
    scale = QCoreApplication.translate("Amounts", "1：元；10000：万元")
    step, unit = _step(scale, yuan)
    if step == 1:
        return f"{yuan:,} {unit}"
    number = f"{yuan / step:,.{1 if step == LARGE else 2}f}"
    return f"{number.rstrip('0').rstrip('.')} {unit}"


def whole_money(cents: int) -> str:
    """As every paper says it: 214.06万元, 860元; in another language all of its digits."""
    if speaks_chinese():
        return money_zh(cents)
    figure = f"{cents / 100:,.2f}".rstrip("0").rstrip(".")
    return f"{figure} {money_parts(0)[1]}"


def ledger_money(cents: int) -> str:
    """Of a table whose sums all have one unit, that of `ledger_unit`: to the last 百元."""
    step, _ = _step(_ledger_scale(), 0)
    return f"{hundredths(Decimal(cents) / 100 / step):,}"


def ledger_unit() -> str:
    return _step(_ledger_scale(), 0)[1]


def _ledger_scale() -> str:
    return QCoreApplication.translate("Amounts", "10000：万元")


def _step(scale: str, value: float) -> tuple[int, str]:
    """The greatest step that the value reaches, else the least, with its unit."""
    steps = [(int(found[1]), found[2].strip()) for found in STEP.finditer(scale)]
    return max((s for s in steps if s[0] <= value), default=min(steps))
