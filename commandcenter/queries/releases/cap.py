"""A published 消费警示 as what a CAP message says: nothing but what the public has read already.

Of the warning inside the bureau that it may come from nothing leaves: neither level nor scope nor
measures. Only that it was lifted ends the notice (Cancel).
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import (
    GateStep,
    ReleaseKind,
    ReleaseState,
    digest,
    judged_text,
)
from commandcenter.domain.watch.warning import WarningState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.releases.release_gate import standing_steps, steps_of
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.releases.release import ReleaseRow
from commandcenter.store.tables.setting import SchemaInfoRow, SimulatedClockRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.watch.warning_basis import warning_of

NOT_OUT = "只有已发布的消费警示可以导出 CAP 文件；内部预警、口径和未发布的稿件不能导出。"
DEMO_NOTE = "演示数据，不是真实警示。"
ENDED_NOTE = "本消费警示不再有效。"


class MessageType(StrEnum):
    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


KIND_WORDS: dict[MessageType, str] = {
    MessageType.ALERT: "发布",
    MessageType.UPDATE: "更正",
    MessageType.CANCEL: "解除",
}


class MessageStatus(StrEnum):
    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    TEST = "Test"


@dataclass(frozen=True, slots=True)
class Reference:
    """By which a message is known: with its sender, which is the same for all."""

    identifier: str
    sent: datetime


@dataclass(frozen=True, slots=True)
class CapMessage:
    """`earlier`: the messages that this one takes the place of, oldest first."""

    release_id: int
    incident_id: int | None
    label: str
    me: Reference
    status: MessageStatus
    kind: MessageType
    earlier: tuple[Reference, ...]
    note: str
    office: str
    title: str
    text: str
    area: str
    area_code: str


def newest_out(
    session: Session,
    incident_id: int | None = None,
    warning_id: int | None = None,
    number: int | None = None,
) -> int:
    """The newest published 消费警示 of an incident, those of its warnings among them, or of a
    warning; with `number` that one. Raises RuleBroken where none was published."""
    wanted = select(ReleaseRow.id).where(
        ReleaseRow.kind == ReleaseKind.TIP, ReleaseRow.state == ReleaseState.PUBLISHED
    )
    if incident_id is not None:
        warnings = select(WarningRow.id).where(WarningRow.incident_id == incident_id)
        own = or_(ReleaseRow.incident_id == incident_id, ReleaseRow.warning_id.in_(warnings))
        wanted = wanted.where(own)
    if warning_id is not None:
        wanted = wanted.where(ReleaseRow.warning_id == warning_of(session, warning_id).id)
    if number is not None:
        wanted = wanted.where(ReleaseRow.number == number)
    found = session.scalar(wanted.order_by(ReleaseRow.id.desc()).limit(1))
    if found is None:
        raise RuleBroken("没有已发布的消费警示，没有可以导出的内容。")
    return found


def cap_message(session: Session, release_id: int) -> CapMessage:
    """Raises RuleBroken for what was not published, and for any other release than 消费警示."""
    row = session.get(ReleaseRow, release_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的发布稿。", id=release_id)
    city = session.scalars(select(CityRow)).first()
    if city is None:
        raise RuleBroken("尚未载入本市边界，不能导出 CAP 文件。")
    chain = [_reference(session, each) for each in _chain(session, row)]
    ended = _ended_at(session, row)
    if ended is not None:
        chain.append(Reference(f"{chain[-1].identifier}.cancel", ended))
    status, remark = _status(session)
    return CapMessage(
        release_id=row.id,
        incident_id=row.incident_id,
        label=f"消费警示{row.number}",
        me=chain[-1],
        status=status,
        kind=_kind(chain, ended),
        earlier=tuple(chain[:-1]),
        note="".join([ENDED_NOTE if ended else "", remark]),
        office=city.office,
        title=row.title,
        text=row.text,
        area=city.name,
        area_code=city.code,
    )


def _kind(chain: list[Reference], ended: datetime | None) -> MessageType:
    if ended is not None:
        return MessageType.CANCEL
    return MessageType.UPDATE if len(chain) > 1 else MessageType.ALERT


def _chain(session: Session, row: ReleaseRow) -> list[ReleaseRow]:
    """What it corrects, and what that corrected, before it: oldest first."""
    chain, at = [row], row.corrects
    while at is not None:
        earlier = session.get_one(ReleaseRow, at)
        chain.insert(0, earlier)
        at = earlier.corrects
    return chain


def _reference(session: Session, row: ReleaseRow) -> Reference:
    """Raises RuleBroken unless the very text went out."""
    steps = reversed(standing_steps(steps_of(session, [row.id])))
    out = next((s for s in steps if s.step == GateStep.PUBLISH and s.passed), None)
    published = row.kind is ReleaseKind.TIP and row.state is ReleaseState.PUBLISHED
    if not published or out is None or out.text_sha256 != digest(judged_text(row.title, row.text)):
        raise RuleBroken(NOT_OUT)
    database = session.scalars(select(SchemaInfoRow.database_id)).one()
    return Reference(f"{database}.{row.id}", out.done_at)


def _ended_at(session: Session, row: ReleaseRow) -> datetime | None:
    """When the warning was lifted that it belongs to; one of an incident is ended by nothing."""
    if row.warning_id is None or row.incident_id is not None:
        return None
    warning = session.get_one(WarningRow, row.warning_id)
    return warning.ends_at if warning.state is WarningState.LIFTED else None


def _status(session: Session) -> tuple[MessageStatus, str]:
    mark = mark_of(session)
    if mark is not None:
        return MessageStatus.EXERCISE, f"演练：{mark.title}。"
    demo = session.scalars(select(SimulatedClockRow.real_micros)).first() is not None
    return (MessageStatus.TEST, DEMO_NOTE) if demo else (MessageStatus.ACTUAL, "")
