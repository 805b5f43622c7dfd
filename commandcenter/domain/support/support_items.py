"""The items of the plan about people (6.1): certificates, hours of training, kinds of partners.

They are the bureau's own numbers (建议值 until it has approved them), kept in support.toml.
"""

from collections.abc import Mapping
from dataclasses import field

from commandcenter.domain.org import Group, Role
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Skill:
    """What a person can be certified for.

    `asked`: each person of these groups must hold it. `wanted`: so many people of a group at
    least. `tell_months`: so long before it expires it is told. `lasting`: it may have no end.
    """

    code: str
    title: str
    words: str
    tell_months: int
    source: str
    asked: frozenset[Group] = frozenset()
    wanted: Mapping[Group, int] = field(default_factory=dict)
    lasting: bool = False
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class TrainingNorm:
    """So many hours a year of each person of these groups and roles; told from `from_month` on."""

    code: str
    title: str
    hours: int
    from_month: int
    source: str
    groups: frozenset[Group] = frozenset()
    roles: frozenset[Role] = frozenset()
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class PartnerKind:
    """A kind of expert or partner. `tell_months`: so long before an agreement ends it is told."""

    code: str
    title: str
    tell_months: int
    source: str
    clause: str = ""
    proposal: bool = False
