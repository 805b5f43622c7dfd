"""定级 and 启动 in one act: two papers that were both read and are both signed."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.services.incident.levels import decide_grade
from commandcenter.services.incident.response import Activation, activate


def grade_and_start(
    session: Session,
    actor: Actor,
    incident_id: int,
    level: Level,
    reason: str,
    suggestion_id: int,
    facts: Mapping[str, object],
    order: Activation,
) -> None:
    """Both or none of them: each with its own right and its own line in the record.

    Raises RuleBroken as `decide_grade` and `activate` do, then nothing was decided.
    """
    decide_grade(session, actor, incident_id, level, reason, suggestion_id, facts)
    activate(session, actor, incident_id, order)
