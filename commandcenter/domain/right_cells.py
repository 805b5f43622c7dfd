"""The matrix of roles as data: a row for each verb, a cell for each role that has it, and the
matter that is asked about.
"""

from collections.abc import Mapping
from enum import StrEnum

from commandcenter.domain.actions import Action
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.late_dataclass import dataclass


class Reach(StrEnum):
    """How far a right goes, widest first."""

    ALL = "all"
    DELEGATED = "delegated"  # everything, once the commander has delegated it
    GROUPS = "groups"  # matters of the groups named in `of`
    COUNTY = "own_county"  # every county of the matter is the actor's own
    GROUP = "own_group"
    INCIDENT = "own_incident"  # incidents the actor works on
    OWN = "own"  # addressed to the actor, their group or their county
    ASSIGNED = "assigned"  # of the actor's own group, and given to them
    HANDLED = "handled"  # given to the actor
    SELF = "self"  # about the actor


class Ask(StrEnum):
    """How a refused person is sent on: a decision is asked for, work is left to its people."""

    DECIDE = "决定"
    SIGN = "签发"
    APPROVE = "批准"
    DO = "办理"
    SEE = "查看"


@dataclass(frozen=True, slots=True)
class Scope:
    """One cell. `groups`: only people of these groups hold it; `levels`: only at these levels."""

    scope: Reach
    groups: frozenset[Group] = frozenset()
    of: frozenset[Group] = frozenset()
    levels: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True)
class Right:
    """One row. `other_than` names the person whose work it is (two-person rule), else ""."""

    code: Action
    title: str
    ask: Ask
    roles: Mapping[Role, Scope]
    clause: str = ""
    source: str = ""
    proposal: bool = False
    other_than: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What an act is about.

    `level`: the graver one where two are concerned (from Ⅲ to Ⅳ: Ⅲ). `person_id`: whom it
    is given to or about. `author_id`: whose work it is (0: nobody's), for the two-person rules.
    `involved`: the actor works on the incident.
    """

    group: Group | None = None
    districts: frozenset[str] = frozenset()
    level: Level | None = None
    person_id: int | None = None
    author_id: int | None = None
    involved: bool = False
