"""Who may do what, tried on the real services: a verb for each action of the matrix.

A module `cells_….py` registers, by `@cell(Action.X, about=…)`, functions (scene, actor) that
carry the verb out as that person; `about(scene)` says which matter the right is asked for.
`test_roles.py` runs every role through every cell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.services.guard import rights
from commandcenter.store.people import actor_of
from tests.city import EAST, City

WEST = "990103"


@dataclass
class Scene:
    """One incident in EAST, seen from inside a transaction that is taken back afterwards.

    `level`: of its response and grade. `people`: ids by login. `notes`: what `set_up`
    functions leave for their verbs. `act(verb, login, …)` is done by somebody else before.
    """

    city: City
    session: Session
    incident: int
    level: Level
    notes: dict[str, Any] = field(default_factory=dict)

    def act(self, verb: Callable[..., Any], login: str, *arguments: Any, **named: Any) -> Any:
        person = actor_of(self.session, login, self.city.db.clock())
        return verb(self.session, person, *arguments, **named)


Perform = Callable[[Scene, Actor], object]
About = Callable[[Scene, Actor], Mapping[str, Any]]


@dataclass(frozen=True)
class Cell:
    """`before(scene)` is done first by those who may; `perform` is the verb itself.

    `or_by`: another right that lets pass as well; who has neither is refused by `action`.
    """

    action: Action
    name: str
    perform: Perform
    about: About
    before: Callable[[Scene], object] | None
    or_by: Action | None = None

    def refusal(self, scene: Scene, actor: Actor) -> RuleBroken | None:
        """What the matrix says; the question itself may make the state that it is asked in."""
        about = dict(self.about(scene, actor))
        if "district" in about:
            about["districts"] = frozenset(about.pop("district") or ())
        held, matter = rights(scene.session), Matter(**about)
        if self.or_by and held.refusal(actor, self.or_by, matter) is None:
            return None
        return held.refusal(actor, self.action, matter)


CELLS: list[Cell] = []


def own_matter(scene: Scene, actor: Actor) -> Mapping[str, Any]:
    """A matter of the incident's county at its level."""
    return {"district": frozenset({EAST}), "level": scene.level, "involved": bool(actor.groups())}


def cell(
    action: Action,
    about: About = own_matter,
    before: Callable[[Scene], object] | None = None,
    or_by: Action | None = None,
) -> Callable[[Perform], Perform]:
    def register(perform: Perform) -> Perform:
        CELLS.append(Cell(action, perform.__name__, perform, about, before, or_by))
        return perform

    return register
