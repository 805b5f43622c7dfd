"""A sum as a person types it: 12,000 or 12000.50, in yuan."""

from decimal import Decimal, InvalidOperation

from commandcenter.domain.errors import RuleBroken

MOST = Decimal(10) ** 15
FULL_WIDTH_COMMA = chr(0xFF0C)


def cents_of(text: str) -> int | None:
    """The sum in 分; None where nothing is typed. Raises RuleBroken for what is no sum."""
    typed = text.strip().replace(",", "").replace(FULL_WIDTH_COMMA, "")
    if not typed:
        return None
    try:
        yuan = Decimal(typed)
    except InvalidOperation:
        yuan = Decimal("nan")
    if yuan.is_finite() and abs(yuan) < MOST and yuan * 100 == (cents := int(yuan * 100)):
        return cents
    raise RuleBroken("“{text}”不是金额，请写成 12000 或 12000.50。", text=text.strip()[:20])
