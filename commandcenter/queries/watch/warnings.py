"""Warnings on their way and in force: levels, ages, measures, promises, and who acts next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.times import local
from commandcenter.domain.watch.warning import (
    LEVEL_WORDS,
    STATE_WORDS,
    WarningAct,
    WarningState,
)
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.warning import WarningRow, WarningStepRow
from commandcenter.store.watch.warning_basis import open_talks_of

if TYPE_CHECKING:
    from commandcenter.store.tables.watch.warning_act import WarningActRow

ENDED_DAYS, ENDED_LIMIT = 180, 40


@dataclass(frozen=True, slots=True)
class WarningLine:
    """`label`: 三级预警〔2026〕2号. `age`: since it holds. Of `asked` measures some are `done`.

    `late`: measures over their limit. `next_words`: what is to be done by whom.
    `promises`: not kept, or not yet known to be.
    """

    id: int
    title: str
    label: str
    level: Level
    state: WarningState
    state_words: str
    places: str
    issued_at: datetime | None
    ends_at: datetime | None
    drafted_by: str
    drafted_at: datetime
    age: timedelta | None
    done: int
    asked: int
    late: int
    returned: str
    next_words: str
    incident_id: int | None


@dataclass(frozen=True, slots=True)
class WarningBoard:
    """In force with the gravest first, drafts, then what has ended."""

    in_force: tuple[WarningLine, ...]
    drafts: tuple[WarningLine, ...]
    ended: tuple[WarningLine, ...]
    offers: tuple[Offer, ...]
    now: datetime


def warning_board(session: Session, actor: Actor, now: datetime) -> WarningBoard:
    """What the actor may see: a county what touches its own district."""
    rights = plan_of(session).rights
    own = own_districts(session, actor)
    rows = session.scalars(select(WarningRow).order_by(WarningRow.id)).all()
    seen = [row for row in rows if own is None or own & set(row.districts)]
    lines = warning_lines(session, seen, now)
    since = now - timedelta(days=ENDED_DAYS)
    ended = [x for x in lines if x.ends_at is not None and x.ends_at >= since]
    here = Matter(districts=frozenset(own or ()), level=Level.IV)
    return WarningBoard(
        in_force=tuple(
            sorted(
                (x for x in lines if x.state is WarningState.ISSUED),
                key=lambda x: (x.level.rank, -x.id),
            )
        ),
        drafts=tuple(x for x in reversed(lines) if x.state is WarningState.DRAFT),
        ended=tuple(sorted(ended, key=lambda x: x.ends_at or now, reverse=True)[:ENDED_LIMIT]),
        offers=only(offer("new_warning", rights, actor, Action.DRAFT_WARNING, here)),
        now=now,
    )


def warning_lines(session: Session, rows: Sequence[WarningRow], now: datetime) -> list[WarningLine]:
    """Lines for these rows, in their order."""
    # no start reads it
    from commandcenter.store.tables.watch.warning_act import WarningActRow

    ids = [row.id for row in rows]
    steps: dict[int, list[WarningStepRow]] = defaultdict(list)
    acts: dict[int, list[WarningActRow]] = defaultdict(list)
    if ids:
        for step in session.scalars(
            select(WarningStepRow)
            .where(WarningStepRow.warning_id.in_(ids))
            .order_by(WarningStepRow.position, WarningStepRow.id)
        ):
            steps[step.warning_id].append(step)
        for act in session.scalars(
            select(WarningActRow)
            .where(WarningActRow.warning_id.in_(ids))
            .order_by(WarningActRow.id)
        ):
            acts[act.warning_id].append(act)
    names, rights = county_names(session), plan_of(session).rights
    talks = open_talks_of(session, [row.id for row in rows if row.state is WarningState.ISSUED])
    return [
        _line(rights, row, steps[row.id], acts[row.id], len(talks.get(row.id, ())), names, now)
        for row in rows
    ]


def _line(
    rights: Rights,
    row: WarningRow,
    steps: Sequence[WarningStepRow],
    acts: "Sequence[WarningActRow]",
    promises: int,
    names: Mapping[str, str],
    now: datetime,
) -> WarningLine:
    states = Counter(step.state for step in steps)
    open_ = [step for step in steps if step.state is StepState.OPEN]
    returned = returned_words(acts)
    return WarningLine(
        id=row.id,
        title=row.title,
        label=label_of(row),
        level=row.level,
        state=row.state,
        state_words=STATE_WORDS[row.state],
        places=enumerated(names.get(code, code) for code in row.districts),
        issued_at=row.issued_at,
        ends_at=row.ends_at,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        age=(row.ends_at or now) - row.issued_at if row.issued_at else None,
        done=states[StepState.DONE],
        asked=states[StepState.DONE] + states[StepState.OPEN],
        late=sum(step.deadline_at is not None and step.deadline_at < now for step in open_),
        returned=returned,
        next_words=_next_words(rights, row, returned, len(open_), promises),
        incident_id=row.incident_id,
    )


def label_of(row: WarningRow) -> str:
    """三级预警第2号; 三级预警（草稿）."""
    if row.number is None:
        return LEVEL_WORDS[row.level]
    year = local(row.issued_at or row.drafted_at).year
    return phrase("{level}〔{year}〕{n}号", level=LEVEL_WORDS[row.level], year=year, n=row.number)


def returned_words(acts: "Iterable[WarningActRow]") -> str:
    """Why the draft was sent back, while nobody has changed it since."""
    words = ""
    for act in acts:
        if act.act is WarningAct.RETURNED:
            words = phrase("{by}退回：{words}", by=act.by, words=act.words)
        elif act.act in (WarningAct.AMENDED, WarningAct.ISSUED, WarningAct.DROPPED):
            words = ""
    return words


def _next_words(rights: Rights, row: WarningRow, returned: str, still: int, promises: int) -> str:
    match row.state:
        case WarningState.DRAFT if returned:
            return returned
        case WarningState.DRAFT:
            return phrase("待{who}签发", who=rights.holders(Action.ISSUE_WARNING, row.level))
        case WarningState.ISSUED if row.incident_id is not None:
            return word("已转为事件，预警待解除")
        case WarningState.ISSUED if still:
            return phrase("措施未办结 {n} 项", n=still)
        case WarningState.ISSUED if promises:
            return phrase("承诺待核对 {n} 项", n=promises)
        case WarningState.ISSUED:
            return word("可以研究解除")
    return STATE_WORDS[row.state]
