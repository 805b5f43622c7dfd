"""Signals to triage: who must look at what, each with its counts, its course and its story."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated, listed, phrase, word
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.domain.watch.signal_words import (
    DETECTOR_WORDS,
    STREAM_WORDS,
    chance_words,
    number_words,
    return_words,
)
from commandcenter.domain.watch.triage import (
    ACT_WORDS,
    OPEN,
    STATE_WORDS,
    WAITING,
    has_grown,
    require_act,
)
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.officers import talkers
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.watch.related_signals import (
    OpenIncident,
    RelatedSignal,
    SimilarLine,
    merged,
    open_incidents,
    related_signal,
    similar,
    targets,
    visible,
)
from commandcenter.queries.watch.signal_course import Bin, course
from commandcenter.queries.watch.talks import TalkLine, talks_of
from commandcenter.store.incident.counts import counts_where
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.moment import moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import (
    behind,
    complaint_ids,
    counted_words,
    family,
    last_judging,
    last_judgings,
    signal_of,
    signals_where,
)

if TYPE_CHECKING:
    from commandcenter.queries.watch.passages import passages
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow
else:
    passages = late_name("queries.watch.passages", "passages")

DONE_DAYS, DONE_LIMIT = 90, 60  # of what is disposed of
QUIET = (SignalState.WATCHING, SignalState.EXCLUDED)  # growth asks for another look
TALKED = (SignalState.VERIFYING, SignalState.WATCHING, SignalState.ASSESSING)
TRIAGE = (
    SignalAct.VERIFIED, SignalAct.EXCLUDED, SignalAct.WATCHED, SignalAct.ASSESSED,
    SignalAct.WARNED, SignalAct.OPENED, SignalAct.MERGED, SignalAct.TAKEN_OUT, SignalAct.NOTED,
    SignalAct.RENAMED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignalLine:
    """`usual`: 平时 0.4 件，现 92 件. `grown`: larger than when somebody last judged it."""

    id: int
    title: str
    words: str
    places: str
    state: SignalState
    state_words: str
    found_by: str
    since_at: datetime
    until_at: datetime
    found_at: datetime
    state_at: datetime
    observed: int
    people: int
    expected: float | None
    usual: str
    flagged: int
    judged_by: str
    grown: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class SignalBoard:
    """Waiting ones with the newest first, then the watched, then what is disposed of."""

    waiting: tuple[SignalLine, ...]
    watching: tuple[SignalLine, ...]
    done: tuple[SignalLine, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class NoteLine:
    act: SignalAct
    act_words: str
    words: str
    by: str
    at: datetime
    observed: int
    other: str  # the other signal of a merge
    by_watch: bool


@dataclass(frozen=True, slots=True)
class SignalDetail:
    """`seen`: the newest judging act, for the form. `ids`: the complaints behind it.

    `facts`: pairs behind 详情: p-value, method, as-of time.
    """

    line: SignalLine
    counts: Counts
    ids: tuple[int, ...]
    flagged: int  # of them, with a sign of abuse: beside the counts, never taken off them
    bins: tuple[Bin, ...]
    hourly: bool  # the bins are hours, else days
    expected_bin: float | None
    notes: tuple[NoteLine, ...]
    similar: tuple[SimilarLine, ...]
    now: datetime
    merged: tuple[RelatedSignal, ...]
    targets: tuple[RelatedSignal, ...]
    incidents: tuple[OpenIncident, ...]
    passages: tuple[str, ...]  # where the texts say it, long numbers covered
    facts: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]  # by the act's value
    talks: tuple[TalkLine, ...]  # with the trader, before there is a warning
    talk: Offer | None  # registering one; None: not the actor's to do, or has no place here
    officers: tuple[str, ...]
    seen: int
    districts: tuple[str, ...]
    subject_id: int | None
    brand: str
    category: str
    problem: str
    keywords: tuple[str, ...]
    warning_id: int | None
    incident_id: int | None
    merged_into: RelatedSignal | None

    def offer(self, act: SignalAct) -> Offer | None:
        return next((each for each in self.offers if each.key == act.value), None)


def signal_board(session: Session, actor: Actor, now: datetime) -> SignalBoard:
    """What the actor may see: a county what touches its own district."""
    names = county_names(session)
    lately = SignalRow.state_at >= now - timedelta(days=DONE_DAYS)
    over = and_(SignalRow.state != SignalState.MERGED, lately)
    rows = signals_where(session, or_(SignalRow.state.in_(OPEN), over))
    open_ = [row for row in rows if row.state in OPEN]
    done = [row for row in rows if row.state not in OPEN]
    own = own_districts(session, actor)
    shown, ended = visible(open_, own), visible(done, own)[:DONE_LIMIT]
    judged = last_judgings(session, [row.id for row in (*shown, *ended)])
    lines = [_line(row, judged.get(row.id), names) for row in shown]
    lines.sort(key=lambda x: (x.found_at, x.id), reverse=True)
    closed = [_line(row, judged.get(row.id), names) for row in ended]
    return SignalBoard(
        waiting=tuple(x for x in lines if x.waits),
        watching=tuple(x for x in lines if not x.waits),
        done=tuple(sorted(closed, key=lambda x: x.state_at, reverse=True)),
        now=now,
    )


def signals_waiting(session: Session, actor: Actor) -> list[SignalRow]:
    """Those that the actor may act on now, oldest first."""
    rights = plan_of(session).rights
    rows = signals_where(session, SignalRow.state.in_(WAITING))
    return [row for row in rows if _may(rights, actor, row)]


def signal_detail(session: Session, actor: Actor, signal_id: int, now: datetime) -> SignalDetail:
    row = signal_of(session, signal_id)
    members = family(session, row.id)
    names = county_names(session)
    rights = plan_of(session).rights
    last = last_judging(session, row.id)
    line = _line(row, last, names)
    own = own_districts(session, actor)
    bins, hourly, usual = course(session, row, now)
    into = session.get(SignalRow, row.merged_into) if row.merged_into else None
    return SignalDetail(
        line=line,
        counts=counts_where(session, moment(session, now), behind(members)),
        ids=tuple(complaint_ids(session, row.id)),
        flagged=row.flagged,
        bins=bins,
        hourly=hourly,
        expected_bin=usual,
        notes=_notes(session, row),
        similar=similar(session, row, own, now),
        merged=merged(session, row.id),
        targets=targets(session, row, own),
        incidents=open_incidents(session, own),
        passages=passages(session, row),
        facts=tuple(_facts(row, now)),
        offers=tuple(_offers(rights, actor, row)),
        now=now,
        talks=talks_of(session, None, now, [row.id]),
        talk=_talk(rights, actor, row),
        officers=talkers(session, actor, now),
        seen=last.id if last else 0,
        districts=tuple(row.districts),
        subject_id=row.subject_id,
        brand=row.brand,
        category=row.category,
        problem=row.problem,
        keywords=tuple(row.keywords),
        warning_id=row.warning_id,
        incident_id=row.incident_id,
        merged_into=related_signal(into) if into else None,
    )


def _line(row: SignalRow, last: "SignalNoteRow | None", names: Mapping[str, str]) -> SignalLine:
    places = enumerated(names.get(code, code) for code in row.districts)
    return SignalLine(
        id=row.id,
        title=row.title,
        words=word(row.words),
        places=places + row.town if len(row.districts) == 1 else places or word("全市"),
        state=row.state,
        state_words=STATE_WORDS[row.state],
        found_by=DETECTOR_WORDS[row.detector],
        since_at=row.since_at,
        until_at=row.until_at,
        found_at=row.found_at,
        state_at=row.state_at,
        observed=row.observed,
        people=row.people,
        expected=row.expected,
        usual=counted_words(row),
        flagged=row.flagged,
        judged_by=last.by if last else "",
        grown=row.state in QUIET and has_grown(row.observed, row.judged_observed),
        waits=row.state in WAITING,
    )


def _may(rights: Rights, actor: Actor, row: SignalRow) -> bool:
    matter = Matter(districts=frozenset(row.districts))
    return rights.refusal(actor, Action.TRIAGE_SIGNAL, matter) is None


def _offers(rights: Rights, actor: Actor, row: SignalRow) -> Sequence[Offer]:
    """Those that have their place or say why not; what the actor may never do is not shown."""
    matter = Matter(districts=frozenset(row.districts))
    return only(*(
        offer(act.value, rights, actor, Action.TRIAGE_SIGNAL, matter,
              partial(require_act, act, row.state))
        for act in TRIAGE
        if act is not SignalAct.TAKEN_OUT or row.state is SignalState.MERGED
    ))  # fmt: skip


def _talk(rights: Rights, actor: Actor, row: SignalRow) -> Offer | None:
    """With a warning the talk is the warning's first measure."""
    if row.state not in TALKED:
        return None
    matter = Matter(districts=frozenset(row.districts))
    return offer("talk", rights, actor, Action.TRIAGE_SIGNAL, matter)


def _notes(session: Session, row: SignalRow) -> tuple[NoteLine, ...]:
    """Newest first; of a merge also who it was merged with."""
    # no start reads it
    from commandcenter.store.tables.watch.signal_note import SignalNoteRow

    found = session.scalars(
        select(SignalNoteRow)
        .where(SignalNoteRow.signal_id == row.id)
        .order_by(SignalNoteRow.id.desc())
    ).all()
    others = {n.other_signal for n in found if n.other_signal is not None}
    rows = signals_where(session, SignalRow.id.in_(others)) if others else []
    titles = {each.id: each.title for each in rows}
    return tuple(
        NoteLine(
            act=n.act,
            act_words=ACT_WORDS[n.act],
            words=n.words,
            by=n.by,
            at=n.at,
            observed=n.observed,
            other=titles.get(n.other_signal or 0, ""),
            by_watch=n.person_id is None,
        )
        for n in found
    )


def _facts(row: SignalRow, now: datetime) -> Sequence[tuple[str, str]]:
    """What only 详情 shows."""
    found_by = listed((DETECTOR_WORDS[row.detector], STREAM_WORDS[row.stream]))
    facts: list[tuple[str, str]] = [
        (word("发现方式"), found_by),
        (word("统计检验"), chance_words(row.surprise)),
        (word("数据截至"), short_zh(row.as_of, now)),
    ]
    if row.expected is not None:
        usual = phrase("{n} 件", n=number_words(row.expected))
        facts.insert(1, (word("同一时段平时"), usual))
    if row.recurrence_days is not None:
        facts.insert(-1, (word("重现期"), return_words(row.recurrence_days)))
    if row.keywords:
        facts.insert(-1, (word("关键词"), enumerated(row.keywords)))
    return facts
