"""What a person may do to a line: offered by his part, refused by the same rule as the act."""

from collections.abc import Callable
from dataclasses import dataclass

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter, Rights


@dataclass(frozen=True, slots=True)
class Verb:
    """`refusal`: why not now; None when he may."""

    key: str
    refusal: RuleBroken | None = None


def verb(
    key: str,
    rights: Rights,
    actor: Actor,
    action: Action,
    matter: Matter,
    *rules: Callable[[], object],
) -> tuple[Verb, ...]:
    """The act as one Verb, or none where his part never has it."""
    if rights.scope(actor, action) is None:
        return ()
    refusal = rights.refusal(actor, action, matter)
    for rule in rules:
        refusal = refusal or refusal_of(rule)
    return (Verb(key, refusal),)
