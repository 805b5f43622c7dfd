"""Talks with traders (约谈), the first measure of a warning: what was promised, and if kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.signal import SignalAct
from commandcenter.domain.watch.warning import WarningState, require_promise, require_two
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_if_any, text_of
from commandcenter.services.watch import signals, warning_steps
from commandcenter.store.database import now
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.warning import TraderTalkRow
from commandcenter.store.watch.signal_rows import signal_of
from commandcenter.store.watch.warning_basis import signals_of, warning_of

CLAUSE = "3.2(2)"
KIND = "trader_talk"
SHORT, LONG = 60, 2_000
Said = tuple[bool | None, datetime | None]  # whether the promise was kept, said since when


@dataclass(frozen=True, slots=True)
class Talk:
    """`officers`: two at least. `trader_side`: who came, in what capacity.

    `warning_id` or `signal_id`: what it is held for. `promised_until`: by when it is to be done.
    """

    place: str
    officers: tuple[str, ...]
    trader_side: str
    asked: str
    talked_at: datetime
    promised: str = ""
    promised_until: datetime | None = None
    warning_id: int | None = None
    signal_id: int | None = None
    subject_id: int | None = None


def hold(session: Session, actor: Actor, talk: Talk) -> int:
    """Register a talk that took place; return its id. The warning's first measure is done by it."""
    _require_right(session, actor, talk.warning_id, talk.signal_id)
    _require_whole(session, talk)
    row = TraderTalkRow(
        warning_id=talk.warning_id,
        signal_id=talk.signal_id,
        subject_id=talk.subject_id,
        place=text_of(talk.place, "约谈地点", SHORT),
        officers="、".join(_officers(talk)),
        trader_side=text_of(talk.trader_side, "经营者一方", SHORT),
        asked=text_of(talk.asked, "提出的要求", LONG),
        promised=text_if_any(talk.promised, "承诺的事项", LONG),
        promised_until=talk.promised_until,
        kept=None,
        talked_at=talk.talked_at,
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    _note_on_signals(session, actor, row, f"约谈经营者：{_short(row)}")
    if talk.warning_id is not None:
        step = warning_steps.open_talk(session, talk.warning_id)
        if step is not None:
            warning_steps.finish(session, actor, step, f"已约谈：{_short(row)}")
    book.record(session, actor, KIND, row.id, "held", clause=CLAUSE)
    return row.id


def settle(
    session: Session,
    actor: Actor,
    talk_id: int,
    kept: bool,
    words: str,
    *,
    seen: Said | None = None,
) -> None:
    """Whether the trader kept what it promised, and how that was found out.

    `seen`: as it stood on the screen. Raises RuleBroken where somebody said it meanwhile.
    """
    row = session.get(TraderTalkRow, talk_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的约谈记录。", id=talk_id)
    _require_right(session, actor, row.warning_id, row.signal_id, closed=True)
    if not row.promised:
        raise RuleBroken("这次约谈没有承诺事项，不需要核对。")
    if seen is not None:
        require_unmoved(seen, (row.kept, row.kept_at), "承诺的核对结果")
    if row.kept is kept:
        raise RuleBroken("承诺已登记为“已兑现”。" if kept else "承诺已登记为“未兑现”。")
    said = text_of(words, "核对情况", LONG)
    row.kept, row.kept_words = kept, said
    row.kept_by, row.kept_at = actor.name, now(session)
    verb = "承诺已兑现" if kept else "承诺未兑现"
    _note_on_signals(session, actor, row, f"{verb}：{said}")
    book.record(session, actor, KIND, row.id, "kept" if kept else "broken", clause=CLAUSE)


def take_back(
    session: Session, actor: Actor, talk_id: int, reason: str, *, seen: Said | None = None
) -> None:
    """It is not known after all whether the promise was kept: the reason stands in its place, and
    what was said stays on record. `seen`: as above.
    """
    row = session.get(TraderTalkRow, talk_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的约谈记录。", id=talk_id)
    _require_right(session, actor, row.warning_id, row.signal_id, closed=True)
    if row.kept is None:
        raise RuleBroken("承诺是否兑现尚未登记，无需撤回。")
    if seen is not None:
        require_unmoved(seen, (row.kept, row.kept_at), "承诺的核对结果")
    said = text_of(reason, "撤回的原因", LONG)
    row.kept, row.kept_words = None, said
    row.kept_by, row.kept_at = actor.name, now(session)
    _note_on_signals(session, actor, row, f"撤回承诺核对：{said}")
    book.record(session, actor, KIND, row.id, "check withdrawn", clause=CLAUSE)


def _require_right(
    session: Session,
    actor: Actor,
    warning_id: int | None,
    signal_id: int | None,
    *,
    closed: bool = False,
) -> None:
    """In the districts of what it is held for. `closed`: also after the warning was lifted."""
    if warning_id is not None:
        warning = warning_of(session, warning_id)
        places = warning.districts
        if warning.state is WarningState.DROPPED or (
            warning.state is WarningState.LIFTED and not closed
        ):
            raise RuleBroken("该预警已不在生效中，不能再登记约谈。")
    elif signal_id is not None:
        places = signal_of(session, signal_id).districts
    else:
        raise RuleBroken("约谈须对应一条监测提示或者一份预警。")
    rights(session).require(actor, Action.TRIAGE_SIGNAL, district=frozenset(places))


def _require_whole(session: Session, talk: Talk) -> None:
    require_two(_officers(talk))
    require_promise(talk.promised.strip(), talk.promised_until, talk.talked_at)
    if talk.talked_at > now(session):
        raise RuleBroken("约谈时间不能晚于现在。")
    if talk.subject_id is not None and session.get(SubjectRow, talk.subject_id) is None:
        raise RuleBroken("没有编号为 {id} 的经营主体。", id=talk.subject_id)


def _officers(talk: Talk) -> list[str]:
    return [text_of(name, "约谈人员", SHORT) for name in talk.officers if name.strip()]


def _short(row: TraderTalkRow) -> str:
    until = f"，承诺期限 {date_zh(row.promised_until)}" if row.promised_until else ""
    return f"{row.officers}约谈{row.trader_side}{until}"


def _note_on_signals(session: Session, actor: Actor, row: TraderTalkRow, words: str) -> None:
    """The story of each signal it concerns says so too."""
    held = signals_of(session, row.warning_id) if row.warning_id is not None else []
    if row.signal_id is not None:
        held = [signal_of(session, row.signal_id)]
    for signal in held:
        signals.add_note(session, actor, signal, SignalAct.NOTED, words)
