"""What a person says of a line of the risk ledger (plan 3.1): confirmed, corrected, a measure.

Each is a row of its own under their name; the points as they were worked out then stay with it.
A county speaks for its own district and changes nothing of the city's ranks.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_deadline
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action
from commandcenter.domain.watch.risk import JudgementAct, Scope, require_correction
from commandcenter.services import book
from commandcenter.services.guard import rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.watch.risk import RiskJudgementRow, RiskRecordRow

CLAUSE = "3.1"


def confirm(
    session: Session, actor: Actor, scope: Scope, key: str, points: int, words: str = ""
) -> int:
    """The actor looked at it and agrees with its `points`."""
    said = text_if_any(words, "确认的说明", 500)
    return _judge(session, actor, scope, key, JudgementAct.CONFIRMED, points, said)


def correct(
    session: Session, actor: Actor, scope: Scope, key: str, points: int, more: int, words: str
) -> int:
    """`more` points, or less, with the reason; 0 takes the correction before back."""
    require_correction(more)
    if not more and not _corrected(session, actor, scope, key):
        raise RuleBroken("没有校正可以取消，请填写要加减的分值。")
    said = text_of(words, "校正的理由", 500)
    return _judge(session, actor, scope, key, JudgementAct.CORRECTED, points, said, more=more)


def add_measure(
    session: Session,
    actor: Actor,
    scope: Scope,
    key: str,
    points: int,
    words: str,
    due_at: datetime | None,
) -> int:
    """What is to be done about it, by when."""
    require_deadline(due_at, now(session))
    said = text_of(words, "措施", 500)
    return _judge(session, actor, scope, key, JudgementAct.MEASURE, points, said, due_at=due_at)


def finish_measure(session: Session, actor: Actor, judgement_id: int, words: str) -> None:
    row = _measure(session, actor, judgement_id)
    _end(session, actor, row, text_of(words, "办理结果", 500))
    _record(session, actor, row, "finished")


def reopen_measure(session: Session, actor: Actor, judgement_id: int) -> None:
    """It is not done after all; what was said of it stays in the journal."""
    row = _measure(session, actor, judgement_id)
    if row.done_at is None:
        raise RuleBroken("这项措施尚未办结，无需恢复。")
    row.done_at, row.done_by, row.done_words = None, "", ""
    _record(session, actor, row, "reopened")


def withdraw_measure(session: Session, actor: Actor, judgement_id: int, words: str) -> None:
    """Noted by mistake, or not wanted any more: it stays to be read, with the reason."""
    row = _measure(session, actor, judgement_id)
    _end(session, actor, row, text_of(words, "撤销的理由", 500))
    row.act = JudgementAct.WITHDRAWN
    _record(session, actor, row, "withdrawn")


def _measure(session: Session, actor: Actor, judgement_id: int) -> RiskJudgementRow:
    """A measure that the actor may say something of."""
    row = session.get(RiskJudgementRow, judgement_id)
    if row is None or row.act is not JudgementAct.MEASURE:
        raise RuleBroken("没有编号为 {id} 的措施。", id=judgement_id)
    whose = frozenset({row.district}) if row.district else None
    rights(session).require(actor, Action.KEEP_RISK, district=whose)
    return row


def _end(session: Session, actor: Actor, row: RiskJudgementRow, words: str) -> None:
    if row.done_at is not None:
        raise RuleBroken("这项措施已由{who}办结。", who=row.done_by)
    row.done_words, row.done_at, row.done_by = words, now(session), actor.name


def _record(session: Session, actor: Actor, row: RiskJudgementRow, verb: str) -> None:
    book.record(session, actor, "risk_judgement", row.id, verb, clause=CLAUSE)


def _judge(
    session: Session,
    actor: Actor,
    scope: Scope,
    key: str,
    act: JudgementAct,
    points: int,
    words: str,
    *,
    more: int = 0,
    due_at: datetime | None = None,
) -> int:
    district = _office(session, actor)
    rights(session).require(actor, Action.KEEP_RISK, district=district)
    _require_known(session, scope, key)
    row = RiskJudgementRow(
        scope=scope,
        key=key,
        act=act,
        points=max(0, points),
        correction=more,
        words=words,
        district=district,
        due_at=due_at,
        person_id=actor.person_id,
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, act.value)
    return row.id


def _office(session: Session, actor: Actor) -> str | None:
    """The county that the actor speaks for; None: the city."""
    scope = rights(session).scope(actor, Action.KEEP_RISK)
    county = scope is not None and scope.scope is Reach.COUNTY
    return min(actor.districts(), default=None) if county else None


def _corrected(session: Session, actor: Actor, scope: Scope, key: str) -> bool:
    last = session.scalars(
        select(RiskJudgementRow.correction)
        .where(
            RiskJudgementRow.scope == scope,
            RiskJudgementRow.key == key,
            RiskJudgementRow.act == JudgementAct.CORRECTED,
            RiskJudgementRow.district.is_not_distinct_from(_office(session, actor)),
        )
        .order_by(RiskJudgementRow.id.desc())
    ).first()
    return bool(last)


def _require_known(session: Session, scope: Scope, key: str) -> None:
    if scope is Scope.SUBJECT:
        known = key.isascii() and key.isdecimal() and session.get(SubjectRow, int(key)) is not None
    else:
        named = (ComplaintRow.category, RiskRecordRow.category)
        known = any(
            session.scalar(select(column).where(column == key).limit(1)) for column in named
        )
    if not known:
        raise RuleBroken("没有“{key}”这个主体或类别。", key=key[:40])
