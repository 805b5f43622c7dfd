"""Public opinion (plan 2.2(4)): registered, answered, referred or watched; never deleted."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.directive import require_unmoved
from commandcenter.domain.command.opinion import (
    Handled,
    Media,
    OpinionState,
    Tone,
    require_reach,
    require_step,
    require_times,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    open_incident,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.tables.command.site import OpinionRow

CLAUSE = "2.2(4)"


@dataclass(frozen=True, slots=True)
class Item:
    """What was found. `reach`: views or forwards; `false_claim`: to be corrected."""

    source: str
    media: Media
    title: str
    published_at: datetime
    link: str = ""
    summary: str = ""
    reach: int | None = None
    tone: Tone = Tone.NEUTRAL
    false_claim: bool = False


def register(session: Session, actor: Actor, incident_id: int, item: Item) -> int:
    """Note an item of opinion; the gravest outlet counts for the grading. Returns its id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WATCH_OPINION)
    row = OpinionRow(
        incident_id=incident.id,
        found_at=now(session),
        found_by=actor.name,
        state=OpinionState.OPEN.value,
        answer="",
        referred_to="",
    )
    _fill(session, row, item)
    session.add(row)
    session.flush()
    _record(session, actor, row, "registered")
    return row.id


def amend(session: Session, actor: Actor, opinion_id: int, item: Item, seen: Item) -> None:
    """Put right what was registered, or note how far it has spread; `seen`: as it was read.

    Raises RuleBroken when somebody else has changed it since.
    """
    row = _row(session, actor, opinion_id)
    if item_of(row) != seen:
        raise RuleBroken(
            "这条舆情刚刚有人改过，您看到的不是最新内容。您填写的内容没有丢失，请核对后再保存。"
        )
    _fill(session, row, item)
    if item_of(row) == seen:
        raise RuleBroken("没有改动任何内容。")
    _record(session, actor, row, "amended")


def item_of(row: OpinionRow) -> Item:
    return Item(
        source=row.source,
        media=Media(row.media),
        title=row.title,
        published_at=row.published_at,
        link=row.link,
        summary=row.summary,
        reach=row.reach,
        tone=Tone(row.tone),
        false_claim=row.false_claim,
    )


def answer(
    session: Session,
    actor: Actor,
    opinion_id: int,
    words: str,
    *,
    seen: OpinionState | None = None,
) -> None:
    """回应: what was said, and where. `seen`: the state in which it stood on the screen."""
    row = _moving(session, actor, opinion_id, OpinionState.ANSWERED, seen)
    _move(session, actor, row, OpinionState.ANSWERED, text_of(words, "回应的内容", 2_000))


def refer(
    session: Session,
    actor: Actor,
    opinion_id: int,
    to: str,
    words: str = "",
    *,
    seen: OpinionState | None = None,
) -> None:
    """移交 to whom it belongs: 公安, 网信, another department; answered there. `seen`: as above."""
    row = _moving(session, actor, opinion_id, OpinionState.REFERRED, seen)
    body, said = text_of(to, "移交的单位", 60), text_if_any(words, "说明", 2_000)
    _move(session, actor, row, OpinionState.REFERRED, said, body)


def watch(session: Session, actor: Actor, opinion_id: int, words: str = "") -> None:
    """持续关注: nothing to answer yet. Not for a false claim."""
    row = _moving(session, actor, opinion_id, OpinionState.WATCHED)
    _move(session, actor, row, OpinionState.WATCHED, text_if_any(words, "说明", 2_000))


def _fill(session: Session, row: OpinionRow, item: Item) -> None:
    require_times(item.published_at, now(session))
    require_reach(item.reach)
    row.source = text_of(item.source, "来源（媒体或平台）", 60)
    row.media = item.media.value
    row.title = text_of(item.title, "标题", 200)
    row.link = text_if_any(item.link, "网址", 500)
    row.summary = text_if_any(item.summary, "主要内容", 2_000)
    row.reach = item.reach
    row.tone = item.tone.value
    row.false_claim = item.false_claim
    row.published_at = item.published_at


def _row(session: Session, actor: Actor, opinion_id: int) -> OpinionRow:
    row = session.get(OpinionRow, opinion_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的舆情。", id=opinion_id)
    carried_incident(session, row.incident_id)
    rights(session).require(actor, Action.WATCH_OPINION)
    return row


def _moving(
    session: Session,
    actor: Actor,
    opinion_id: int,
    to: OpinionState,
    seen: OpinionState | None = None,
) -> OpinionRow:
    row = _row(session, actor, opinion_id)
    now_stands = Handled(OpinionState(row.state), row.answered_by or "", row.answered_at)
    require_step(now_stands, to, row.false_claim)
    if seen is not None:
        require_unmoved(seen, now_stands.state, "这条舆情")
    return row


def _move(
    session: Session, actor: Actor, row: OpinionRow, to: OpinionState, said: str, body: str = ""
) -> None:
    at = now(session)  # asking writes what was changed before: one change says it all
    if row.state == OpinionState.WATCHED and row.watched_at is None:  # it was before 0029
        row.watched_by, row.watched_at = row.answered_by, row.answered_at
    if row.state == OpinionState.REFERRED and row.referred_at is None:
        row.referred_by, row.referred_at = row.answered_by, row.answered_at
    row.state, row.answer, row.referred_to = to.value, said, body or row.referred_to
    row.answered_by, row.answered_at = actor.name, at
    if to is OpinionState.WATCHED:
        row.watched_by, row.watched_at = actor.name, at
    elif to is OpinionState.REFERRED:
        row.referred_by, row.referred_at = actor.name, at
    _record(session, actor, row, to.value)


def _record(session: Session, actor: Actor, row: OpinionRow, verb: str) -> None:
    book.record(session, actor, "opinion", row.id, verb, incident=row.incident_id, clause=CLAUSE)
