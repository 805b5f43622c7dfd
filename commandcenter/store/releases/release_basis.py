"""What a release is about: an incident or, as a consumer notice (3.2(1)), a warning in force.

Both pass the same gate. Of a warning there is no grade: its notice is published by the rule
for warnings, and by the rules on food whatever the level.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.releases.release_authority import graver
from commandcenter.domain.releases.release_items import ReleaseRule
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counts import belonging
from commandcenter.store.moment import Moment, counted
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.watch.signal_rows import behind, family
from commandcenter.store.watch.warning_basis import signals_of, warning_of


@dataclass(frozen=True, slots=True)
class Basis:
    """One of both is there."""

    incident: IncidentRow | None = None
    warning: WarningRow | None = None

    @property
    def plan_version(self) -> int | None:
        """Of the incident; None: the plan in force."""
        return self.incident.plan_version_id if self.incident else None

    @property
    def incident_id(self) -> int | None:
        return self.incident.id if self.incident else None

    @property
    def warning_id(self) -> int | None:
        return self.warning.id if self.warning else None

    @property
    def level(self) -> Level | None:
        if self.incident:
            return graver(self.incident.grade, self.incident.response)
        return Level.IV  # no grade: of the rules on food the mildest

    def rules(self, rules: Iterable[ReleaseRule]) -> list[ReleaseRule]:
        """Those that are about incidents, or about warnings."""
        if self.incident:
            return [rule for rule in rules if not rule.warning]
        return [rule for rule in rules if rule.warning or rule.topics]

    def owns(self) -> ColumnElement[bool]:
        """The releases of the same matter."""
        if self.incident:
            return ReleaseRow.incident_id == self.incident.id
        return ReleaseRow.warning_id == self.warning_id

    def counted(self, session: Session, m: Moment) -> ColumnElement[bool]:
        """What its numbers count at a moment."""
        if self.incident:
            return counted(m, self.incident.id)
        return and_(self.complaints(session), counted(m))

    def complaints(self, session: Session) -> ColumnElement[bool]:
        """All that belong to it now: whose people it must not name."""
        if self.incident:
            return belonging(self.incident.id)
        if self.warning is None:
            return false()
        signals = [
            each for row in signals_of(session, self.warning.id) for each in family(session, row.id)
        ]
        return behind(signals)


def basis_of(session: Session, row: ReleaseRow) -> Basis:
    if row.incident_id is not None:
        return Basis(incident=session.get_one(IncidentRow, row.incident_id))
    if row.warning_id is None:
        raise RuleBroken("该发布稿既不属于事件，也不属于预警。")
    return Basis(warning=warning_of(session, row.warning_id))


def public_name(basis: Basis) -> str:
    """How it is called outside: without the trader until it may be named."""
    if basis.incident:
        return basis.incident.public_title or "有关消费投诉"
    return _kind_of_consumption(basis.warning.category) if basis.warning else "有关消费投诉"


def _kind_of_consumption(category: str) -> str:
    """预付式消费, 健身服务消费: a category that says 消费 already is not told it again."""
    if "投诉" in category:  # of a warning that was drafted without a category: 消费投诉集中
        return "同类消费"
    return category if "消费" in category else f"{category}消费"
