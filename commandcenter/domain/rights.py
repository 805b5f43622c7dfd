"""Who may do what: the matrix of roles as data, asked before every act. A cell says how far a
right of a role reaches. A refusal is a sentence that says who may; what is not known of a matter
(its group, its county, its level) counts against the asker.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from typing import Any

from commandcenter.domain.actions import Action
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group
from commandcenter.domain.refusal_words import holder_words, refusal_words, same_person
from commandcenter.domain.right_cells import Matter, Reach, Right, Scope
from commandcenter.domain.tables import read_item
from commandcenter.late_dataclass import dataclass

# The door to the matrix: what asks for a right needs no other.
__all__ = ["Action", "Matter", "Reach", "Rights"]

FILE = "roles.toml"
FORMER = ("manage_connections", "manage_backup")  # in earlier plans; asked by nothing


@dataclass(frozen=True, slots=True)
class Rights:
    """The whole matrix; pure, and safe to share between threads."""

    rows: Mapping[Action, Right] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, rows: Iterable[Mapping[str, Any]], *, whole: bool = True) -> "Rights":
        """Raises ValueError naming a row that is bad, double or, of a `whole` matrix, missing."""
        rights: dict[Action, Right] = {}
        for row in rows:
            if isinstance(row, dict) and row.get("code") in FORMER:
                continue
            right = read_item(Right, FILE, row)
            if right.code in rights:
                raise ValueError(f"{FILE}, {right.code}: stands twice")
            rights[right.code] = right
        if whole and (missing := [action for action in Action if action not in rights]):
            raise ValueError(f"{FILE}: no row for {', '.join(missing)}")
        return cls(rights)

    def scope(self, actor: Actor, action: Action) -> Scope | None:
        """The actor's widest right to it, whatever the matter; None: never, so do not show it."""
        held = [scope for _, scope in self._held(actor, action)]
        return min(held, key=lambda scope: list(Reach).index(scope.scope), default=None)

    def allows(
        self,
        actor: Actor,
        action: Action,
        *,
        group: Group | None = None,
        district: str | Collection[str] | None = None,
        level: Level | None = None,
        person_id: int | None = None,
        author_id: int | None = None,
        involved: bool = False,
    ) -> bool:
        """What `require` would let pass, for enabling a button."""
        matter = Matter(group, _districts(district), level, person_id, author_id, involved)
        return self.refusal(actor, action, matter) is None

    def require(
        self,
        actor: Actor,
        action: Action,
        *,
        group: Group | None = None,
        district: str | Collection[str] | None = None,
        level: Level | None = None,
        person_id: int | None = None,
        author_id: int | None = None,
        involved: bool = False,
    ) -> None:
        """Raise RuleBroken, saying who may, unless the actor may (see Matter for the arguments)."""
        matter = Matter(group, _districts(district), level, person_id, author_id, involved)
        if refusal := self.refusal(actor, action, matter):
            raise refusal

    def refusal(self, actor: Actor, action: Action, matter: Matter) -> RuleBroken | None:
        """Why the actor may not, as the sentence for a notice or a tooltip; None when they may."""
        right = self.rows.get(action)
        if right is None:
            return RuleBroken("现行预案的权限表还没有这一项，请先运行 commandcenter init 升级。")
        held = self._held(actor, action)
        fitting = [s for grant, s in held if _reaches(actor, grant, s, matter)]
        if not fitting:
            return refusal_words(right, actor, held[0][1] if held else None, matter)
        if right.other_than and matter.author_id in (None, actor.person_id):
            return same_person(right, matter)
        return None

    def holders(self, action: Action, level: Level | None = None) -> str:
        """Who may, in words: 总指挥或受委托的副总指挥."""
        return holder_words(self.rows[action], level) if action in self.rows else ""

    def _held(self, actor: Actor, action: Action) -> list[tuple[Grant, Scope]]:
        """The actor's grants that hold the action in some way, widest first."""
        cells = self.rows[action].roles if action in self.rows else {}
        held = [(grant, cells[grant.role]) for grant in actor.grants if grant.role in cells]
        held = [(g, s) for g, s in held if not s.groups or g.group in s.groups]
        return sorted(held, key=lambda pair: (list(Reach).index(pair[1].scope), repr(pair[0])))


def _districts(district: str | Collection[str] | None) -> frozenset[str]:
    return frozenset({district} if isinstance(district, str) else district or ())


def _reaches(actor: Actor, grant: Grant, scope: Scope, matter: Matter) -> bool:
    if scope.levels and matter.level not in scope.levels:
        return False
    himself = matter.person_id is not None and matter.person_id == actor.person_id
    his_group = grant.group is not None and matter.group is grant.group
    his_county = bool(matter.districts) and matter.districts == {grant.district}
    return {
        Reach.ALL: True,
        Reach.DELEGATED: actor.delegated,
        Reach.GROUPS: matter.group in scope.of,
        Reach.COUNTY: his_county,
        Reach.GROUP: his_group,
        Reach.INCIDENT: matter.involved,
        Reach.OWN: himself or his_group or his_county,
        Reach.ASSIGNED: himself and his_group,
        Reach.HANDLED: himself,
        Reach.SELF: himself,
    }[scope.scope]
