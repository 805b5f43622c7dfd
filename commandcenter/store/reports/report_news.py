"""What came since the last report, and how it all went: the facts of 续报 and 终报."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.command.site import MOOD_WORDS, Mood
from commandcenter.domain.level import Axis
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.reports.report import UNDER_CHECK, Chain, Element, ReportState
from commandcenter.domain.reports.report_diff import FIGURE_PARTS
from commandcenter.store.incident.decreases import words_since
from commandcenter.store.reports.report_done import (
    LEVELS,
    Done,
    Span,
    done_in,
    done_words,
    level_changes,
    not_ticked,
    site_reports,
    sources_of,
)
from commandcenter.store.reports.report_facts import counted_by, fact, range_fact
from commandcenter.store.reports.report_intended import intended
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.command.site import OpinionRow, SiteReportRow
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

NEXT = 5


def news_facts(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    last: ReportRow,
    district: str | None = None,
) -> dict[str, Element]:
    """What is new since the figures of `last` were taken, by fact."""
    since = last.as_of
    changed = _changes(session, incident, since, at)
    span = Span(session, incident, since, at, district)
    done = done_in(span, news=True)
    found = [
        fact("answer", _answer_wanted(session, last), "退补意见", at),
        _changed(session, incident, changed, since, at),
        fact("measures", done_words(done, Moments(at)), sources_of(done), at),
        fact("safety", _safety(span), "现场报告", at),
        _next(span),
        # Of the figures only the sources: what they say is made from what was said before.
        fact("figures", "", counted_by(session, at), at),
        fact("harm", "", "投诉登记、定级研判", at),
        fact("range", "", "现场报数、事件登记", at),
    ]
    return {f.code: f for f in found if f.text or f.code in FIGURE_PARTS}


def _changed(
    session: Session, incident: IncidentRow, changed: list[Done], since: datetime, at: datetime
) -> Element:
    """What happened, and what the counts lost since the last report: else they never shrink."""
    lost = words_since(session, incident.id, since, at)
    text = "；".join(filter(None, (done_words(changed, Moments(at)).rstrip("。；"), lost)))
    named = "、".join(filter(None, (sources_of(changed), "投诉归并记录" if lost else "")))
    return fact("changes", text, named, at)


def _answer_wanted(session: Session, last: ReportRow) -> str:
    """What the receivers sent the last report back for, or since then an earlier one."""
    rows = session.execute(
        select(ReportReceiptRow, ReportRow)
        .join(ReportRow, ReportRow.id == ReportReceiptRow.report_id)
        .where(
            ReportRow.incident_id == last.incident_id,
            func.coalesce(ReportRow.chain, Chain.CITY) == (last.chain or Chain.CITY),
            func.coalesce(ReportRow.district, "") == (last.district or ""),
            ReportReceiptRow.returned_at.is_not(None),
        )
        .order_by(ReportReceiptRow.returned_at, ReportReceiptRow.id)
    )
    wanted = [
        (receipt.receiver, (receipt.return_reason or "").rstrip("。；"))
        for receipt, report in rows
        if report.id == last.id or _after(receipt.returned_at, last.sent_at)
    ]
    return "；".join(f"{who}要求：{what}。答复：{UNDER_CHECK}" for who, what in wanted)


def _after(at: datetime | None, moment: datetime | None) -> bool:
    return at is not None and moment is not None and at > moment


def _changes(session: Session, incident: IncidentRow, since: datetime, at: datetime) -> list[Done]:
    """Decisions on levels, and what the press brought; oldest first."""
    found = [
        Done(change.at, change.decided, LEVELS, heard=change.registered_late_at)
        for change in level_changes(session, incident.id)
        if since < change.known_at <= at
    ]
    opinions = session.scalars(
        select(OpinionRow).where(
            OpinionRow.incident_id == incident.id,
            OpinionRow.found_at > since,
            OpinionRow.media.in_(("city", "province", "central")),
        )
    )
    found += [
        Done(row.published_at, f"{row.source}报道“{row.title}”", "舆情登记") for row in opinions
    ]
    return sorted(found, key=lambda done: done.place)


def _safety(span: Span) -> str:
    """The newest report of each place since, with its time; of a county its own places."""
    say = Moments(span.until)
    newest = {row.place: row for row in site_reports(span) if _after(row.seen_at, span.since)}
    seen = sorted(newest.values(), key=lambda row: row.seen_at)
    return "；".join(f"{say.say(row.seen_at)}，{say.quote(_seen(row))}" for row in seen)


def _seen(row: SiteReportRow) -> str:
    people = f"约{row.head_count}人，" if row.head_count else ""
    if row.head_count == 0:
        people = "无人员聚集，"
    damage = f"，{row.damage.rstrip('。；')}" if row.damage else ""
    return f"{row.place}{people}{MOOD_WORDS[Mood(row.mood)]}{damage}"


def _next(span: Span) -> Element:
    """What was decided, ordered or announced since, then the tasks that are due next.

    The tasks are those of the city's groups: a county has none of its own.
    """
    planned, sources = intended(span)
    say = Moments(span.until)
    say.quote(planned)
    due = [] if span.district else _due(span, say)
    text = "；".join(filter(None, (planned, *due)))
    named = "、".join(filter(None, (sources, "处置任务" if due else "")))
    return fact("next", text, named, span.until)


def _due(span: Span, say: Moments) -> list[str]:
    rows = span.session.scalars(
        select(StepRow)
        .where(StepRow.incident_id == span.incident.id, StepRow.state == StepState.OPEN)
        .where(StepRow.deadline_at > span.until)
        .order_by(StepRow.deadline_at, StepRow.position)
        .limit(NEXT)
    )
    return [
        f"{GROUP_WORDS[row.group]}{row.title}（{say.say(row.deadline_at)}前）"
        for row in rows
        if row.deadline_at
    ]


def final_facts(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    values: dict[str, int],
    district: str | None = None,
) -> dict[str, Element]:
    """How it went from the first call to the end."""
    found = [
        fact("facts", _course(session, incident, at), "处置记录", at),
        range_fact(session, incident, at, values, district),
        fact("handling", _handling(session, incident), "处置任务", at),
        fact("state", _state(session, incident), "处置任务、恢复台账", at),
        fact("next", _left_to_do(session, incident), "处置任务、恢复台账", at),
    ]
    return {f.code: f for f in found if f.text}


def _course(session: Session, incident: IncidentRow, at: datetime) -> str:
    say = Moments(at)
    summary = say.quote(incident.summary.rstrip("。；"))
    course = [Done(incident.received_at, "接报", "")]
    course += [
        Done(change.at, change.decided, "", heard=change.registered_late_at)
        for change in level_changes(session, incident.id)
        if change.axis is Axis.RESPONSE
    ]
    reports = session.scalars(
        select(func.count()).where(
            ReportRow.incident_id == incident.id, ReportRow.state == ReportState.SENT
        )
    ).one()
    words = [summary, done_words(course, say), f"共报送信息{reports}次" if reports else ""]
    return "。".join(word for word in words if word)


def _handling(session: Session, incident: IncidentRow) -> str:
    """By group: how many tasks were done, with the titles of the 必办."""
    rows = session.execute(
        select(StepRow.group, StepRow.title, StepRow.must)
        .where(StepRow.incident_id == incident.id, StepRow.state == StepState.DONE)
        .where(not_ticked(incident))
        .order_by(StepRow.position)
    ).all()
    count: dict[Group, int] = defaultdict(int)
    musts: dict[Group, list[str]] = defaultdict(list)
    for group, title, must in rows:
        count[group] += 1
        if must:
            musts[group].append(title)
    words = [f"{GROUP_WORDS[g]}办结任务{count[g]}项{_titles(musts[g])}" for g in Group if count[g]]
    return "；".join(words)


def _titles(titles: Sequence[str]) -> str:
    return f"（{'、'.join(dict.fromkeys(titles))}）" if titles else ""


def _open_steps(session: Session, incident: IncidentRow) -> list[StepRow]:
    return list(
        session.scalars(
            select(StepRow)
            .where(StepRow.incident_id == incident.id, StepRow.state == StepState.OPEN)
            .order_by(StepRow.position)
        )
    )


def _open_lines(session: Session, incident: IncidentRow) -> list[RecoveryRow]:
    return list(
        session.scalars(
            select(RecoveryRow)
            .where(RecoveryRow.incident_id == incident.id)
            .where(RecoveryRow.settled_at.is_(None), RecoveryRow.waived_at.is_(None))
            .order_by(RecoveryRow.id)
        )
    )


def _state(session: Session, incident: IncidentRow) -> str:
    """How many tasks were done, given up or left; the open lines of the ledgers."""
    states = dict(
        session.execute(
            select(StepRow.state, func.count())
            .where(StepRow.incident_id == incident.id, not_ticked(incident))
            .group_by(StepRow.state)
        ).all()
    )
    lines = _open_lines(session, incident)
    words = ("办结处置任务{}项", "未办结{}项", "不再办理{}项")
    order = (StepState.DONE, StepState.OPEN, StepState.DROPPED)
    parts = [
        said.format(states[state])
        for said, state in zip(words, order, strict=True)
        if state in states
    ]
    parts += [f"恢复台账未结{len(lines)}项"] if lines else []
    return "，".join(parts)


def _left_to_do(session: Session, incident: IncidentRow) -> str:
    steps, lines = _open_steps(session, incident), _open_lines(session, incident)
    titles = [step.title for step in steps[:NEXT]] + [line.title for line in lines[:NEXT]]
    return f"继续办理：{'、'.join(dict.fromkeys(titles))}" if titles else ""
