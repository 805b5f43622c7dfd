"""A sum as a person types it: 12,000 or 12000.50, in yuan."""

from decimal import Decimal, InvalidOperation

from commandcenter.domain.errors import RuleBroken

MOST = Decimal(10) ** 15


def cents_of(text: str) -> int | None:
    """The sum in 分; None where nothing is typed. Raises RuleBroken for what is no sum."""
    typed = text.strip().replace(",", "").replace("，", "")
    if not typed:
        return None
    try:
        yuan = Decimal(typed)
        cents = yuan * 100
        if yuan.is_finite() and abs(yuan) < MOST and cents == cents.to_integral_value():
            return int(cents)
    except InvalidOperation:
        pass
    raise RuleBroken("“{text}”不是金额，请写成 12000 或 12000.50。", text=text.strip()[:20])
