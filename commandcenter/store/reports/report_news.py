"""What came since the last report, and how it all went: the facts of 续报 and 终报."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.site import MOOD_WORDS, Mood
from commandcenter.domain.level import Axis
from commandcenter.domain.moments import Moments
from commandcenter.domain.phrase import enumerated, word
from commandcenter.domain.reports.report import UNDER_CHECK, Chain, Element
from commandcenter.domain.reports.report_diff import FIGURE_PARTS
from commandcenter.store.incident.decreases import words_since
from commandcenter.store.reports.report_done import (
    LEVELS,
    TASKS,
    Done,
    Span,
    done_in,
    done_words,
    level_changes,
    level_done,
    site_reports,
    sources_of,
)
from commandcenter.store.reports.report_facts import counted_by, fact, range_fact
from commandcenter.store.reports.report_intended import intended
from commandcenter.store.reports.report_outcome import (
    Outcome,
    authorities,
    handling,
    left_to_do,
    lessons,
    redress,
    state,
)
from commandcenter.store.tables.command.site import OpinionRow, SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow


def news_facts(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    last: ReportRow,
    district: str | None = None,
) -> dict[str, Element]:
    """What is new since the figures of `last` were taken, by fact."""
    since = last.as_of
    changed = _changes(session, incident, since)
    span = Span(session, incident, since, at, district)
    done = done_in(span, news=True)
    found = [
        fact("answer", _answer_wanted(session, last), word("退补意见"), at),
        _changed(session, incident, changed, since, at),
        fact("measures", done_words(done, Moments(at)), sources_of(done), at),
        fact("safety", _safety(span), word("现场报告"), at),
        fact("next", *intended(span), at),
        # Of the figures only the sources: what they say is made from what was said before.
        fact("figures", "", counted_by(session, at), at),
        fact("harm", "", enumerated((word("投诉登记"), word("定级研判"))), at),
        fact("range", "", enumerated((word("现场报数"), word("事件登记"))), at),
    ]
    return {f.code: f for f in found if f.text or f.code in FIGURE_PARTS}


def _changed(
    session: Session, incident: IncidentRow, changed: list[Done], since: datetime, at: datetime
) -> Element:
    """What happened, and what the counts lost since the last report: else they never shrink."""
    lost = words_since(session, incident.id, since, at)
    text = "；".join(filter(None, (done_words(changed, Moments(at)).rstrip("。；"), lost)))
    named = enumerated((sources_of(changed), word("投诉归并记录") if lost else ""))
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


def _changes(session: Session, incident: IncidentRow, since: datetime) -> list[Done]:
    """Decisions on levels, and what the press brought; oldest first."""
    found = [
        level_done(change, LEVELS)
        for change in level_changes(session, incident.id)
        if change.since > since
    ]
    opinions = session.scalars(
        select(OpinionRow).where(
            OpinionRow.incident_id == incident.id,
            OpinionRow.found_at > since,
            OpinionRow.media.in_(("city", "province", "central")),
        )
    )
    found += [
        Done(row.published_at, f"{row.source}报道“{row.title}”", word("舆情登记"))
        for row in opinions
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


def final_facts(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    values: dict[str, int],
    district: str | None = None,
) -> dict[str, Element]:
    """How it went from the first call to the end."""
    outcome = Outcome(session, incident, at, district)
    found = [
        fact("facts", _course(session, incident, at), word("处置记录"), at),
        range_fact(session, incident, at, values, district),
        fact(
            "handling",
            handling(outcome),
            enumerated((word("现场报告"), word("案件登记"), word("信息发布"), word("部门联动"))),
            at,
        ),
        fact("redress", redress(outcome), enumerated((word("投诉办理"), word("恢复台账"))), at),
        fact(
            "state",
            state(outcome),
            enumerated((word("现场报告"), word("投诉登记"), word("恢复台账"))),
            at,
        ),
        fact(
            "authorities",
            authorities(outcome),
            enumerated((word("案件登记"), word("部门联动"))),
            at,
        ),
        fact("lessons", lessons(outcome), word("总结评估报告"), at),
        fact("next", left_to_do(outcome), enumerated((TASKS, word("恢复台账"))), at),
    ]
    return {f.code: f for f in found if f.text}


def _course(session: Session, incident: IncidentRow, at: datetime) -> str:
    say = Moments(at)
    summary = say.quote(incident.summary.rstrip("。；"))
    course = [Done(incident.received_at, "接报", "")]
    course += [
        level_done(change, "")
        for change in level_changes(session, incident.id)
        if change.axis is Axis.RESPONSE
    ]
    return "。".join(word for word in (summary, done_words(course, say)) if word)
