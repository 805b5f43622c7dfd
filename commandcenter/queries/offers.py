"""What a person is offered to do to a line: by right it is shown, by state it is enabled."""

from collections.abc import Callable

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.late_dataclass import dataclass

Rule = Callable[[], object]  # a rule of the plan with its values, asked before the act


@dataclass(frozen=True, slots=True)
class Offer:
    """An act; with a refusal it cannot be done now, and says why."""

    key: str
    refusal: RuleBroken | None = None


def offer(
    key: str,
    rights: Rights,
    actor: Actor,
    action: Action,
    matter: Matter,
    *rules: Rule,
    shut: RuleBroken | None = None,
) -> Offer | None:
    """None for who never may: it is not shown. The same right and rules as the service asks.

    `shut`: why nobody does it any more, as of a record that is closed; it is said first.
    """
    if rights.scope(actor, action) is None:
        return None
    return Offer(key, shut or rights.refusal(actor, action, matter) or broken(*rules))


def offer_if(shown: bool, key: str, refusal: RuleBroken | None = None) -> Offer | None:
    """Where it is not one right alone that says to whom it is shown."""
    return Offer(key, refusal) if shown else None


def broken(*rules: Rule) -> RuleBroken | None:
    """What the first rule says that is broken; None when all hold."""
    for rule in rules:
        try:
            rule()
        except RuleBroken as refused:
            return refused
    return None


def only(*offers: Offer | None) -> tuple[Offer, ...]:
    return tuple(offer for offer in offers if offer is not None)
