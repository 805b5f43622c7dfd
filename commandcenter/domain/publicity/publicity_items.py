"""The items of the plan about publicity (7.1): kinds of activities, and weeks with their lines.

They are the bureau's own (建议值 until it has approved them), kept in publicity.toml.
"""

from collections.abc import Mapping

from commandcenter.domain.org import Group
from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PublicityKind:
    """A kind of activity: 法律宣讲, 现场咨询."""

    code: str
    title: str
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class PublicityTemplate:
    """A week that comes each year, by its day: 3·15."""

    code: str
    title: str
    words: str
    month: int
    day: int
    source: str
    clause: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class PublicityLine:
    """What such a week brings into the plan. `days` from its day; `working`: on a working day, the
    one before where that day is none. `category`: of the risk that it answers, "" for none.
    """

    code: str
    template: str
    title: str
    kind: str
    audience: str
    place: str
    group: Group
    days: int
    source: str
    working: bool = True
    materials: str = ""
    copies: int = 0
    people: int = 0
    category: str = ""
    clause: str = ""
    proposal: bool = False


def check_publicity(
    kinds: Mapping[str, PublicityKind],
    templates: Mapping[str, PublicityTemplate],
    lines: Mapping[str, PublicityLine],
) -> None:
    """Raise ValueError for a line of a week or a kind that there is not."""
    for line in lines.values():
        if line.template not in templates or line.kind not in kinds:
            raise ValueError(f"publicity.toml, {line.code}: no such template or kind")
