"""What a query offers to do, as buttons of a ledger: by right shown, by state enabled."""

from collections.abc import Mapping, Sequence
from itertools import islice

from commandcenter.queries.offers import Offer
from commandcenter.ui.frame.ledger_model import LineAct
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button


def line_acts(
    offers: Sequence[Offer],
    words: Mapping[str, str],
    danger: frozenset[str] = frozenset(),
    primary: frozenset[str] | None = None,
) -> tuple[LineAct, ...]:
    """Those of `primary` stand out; where it is not given, the first that can be done now."""
    if primary is None:
        first = (o.key for o in offers if o.refusal is None and o.key not in danger)
        primary = frozenset(islice(first, 1))
    return tuple(
        LineAct(
            offer.key,
            words[offer.key],
            refusal(offer.refusal) if offer.refusal else "",
            primary=offer.key in primary,
            danger=offer.key in danger,
        )
        for offer in offers
    )


def show_offer(button: Button, offer: Offer | None) -> None:
    button.setVisible(offer is not None)
    button.forbid(refusal(offer.refusal) if offer and offer.refusal else "")
