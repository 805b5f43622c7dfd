"""What came since the last report, and how it all went: the facts of 续报 and 终报."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.checklist import StepState
from commandcenter.domain.level import Axis
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.report import UNDER_CHECK, Chain, Element, ReportState
from commandcenter.domain.report_diff import FIGURE_PARTS
from commandcenter.domain.site import MOOD_WORDS, Mood
from commandcenter.domain.times import moment_zh
from commandcenter.store.report_facts import counted_by, fact, range_fact
from commandcenter.store.tables.aftermath import RecoveryRow
from commandcenter.store.tables.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.instruction import InstructionRow
from commandcenter.store.tables.log_entry import LogEntryRow
from commandcenter.store.tables.report import ReportReceiptRow, ReportRow
from commandcenter.store.tables.site import OpinionRow, SiteReportRow
from commandcenter.store.tables.step import StepRow

LINES = 10  # of what was done; the rest stands in the log
NEXT = 5

Told = tuple[datetime, str]


def news_facts(
    session: Session,
    incident: IncidentRow,
    at: datetime,
    last: ReportRow,
    district: str | None = None,
) -> dict[str, Element]:
    """What is new since the figures of `last` were taken, by fact."""
    since = last.as_of
    found = [
        fact("answer", _answer_wanted(session, last), "退补意见", at),
        fact("changes", _joined(_changes(session, incident, since, at)), "处置记录", at),
        fact("measures", _measures(session, incident, since, at, district), "处置记录", at),
        fact("safety", _safety(session, incident, since), "现场报告", at),
        fact("next", _next(session, incident, at), "处置任务", at),
        # Of the figures only the sources: what they say is made from what was said before.
        fact("figures", "", counted_by(session), at),
        fact("harm", "", "投诉登记、定级研判", at),
        fact("range", "", "现场报数、事件登记", at),
    ]
    return {f.code: f for f in found if f.text or f.code in FIGURE_PARTS}


def _joined(told: Iterable[Told], limit: int = LINES) -> str:
    """In order of time, each with its time by the caller; more than fit are counted."""
    words = [text for _, text in sorted(told)]
    more = len(words) - limit
    return "；".join(words[-limit:]) + (f"；另有{more}项见处置记录" if more > 0 else "")


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


def _changes(session: Session, incident: IncidentRow, since: datetime, at: datetime) -> list[Told]:
    told = [
        (row.at, f"{moment_zh(row.at, at)}{_decided(row)}")
        for row in session.scalars(
            select(LevelDecisionRow).where(
                LevelDecisionRow.incident_id == incident.id,
                LevelDecisionRow.at > since,
                LevelDecisionRow.step.in_(("decision", "upper")),
            )
        )
    ]
    opinions = session.scalars(
        select(OpinionRow).where(
            OpinionRow.incident_id == incident.id,
            OpinionRow.found_at > since,
            OpinionRow.media.in_(("city", "province", "central")),
        )
    )
    told += [
        (row.published_at, f"{moment_zh(row.published_at, at)}{row.source}报道“{row.title}”")
        for row in opinions
    ]
    return told


def _decided(row: LevelDecisionRow) -> str:
    if row.ends:
        return "终止应急响应"
    organ = row.organ or "总指挥"
    if row.axis is Axis.RESPONSE:
        return f"{organ}决定{row.level.response_title}"
    return f"{organ}定为{row.level.grade_title}"


def _measures(
    session: Session, incident: IncidentRow, since: datetime, at: datetime, district: str | None
) -> str:
    shown = LogEntryRow.district == district if district else LogEntryRow.on_wall
    lines = session.execute(
        select(LogEntryRow.at, LogEntryRow.text)
        .where(LogEntryRow.incident_id == incident.id, LogEntryRow.at > since, shown)
        .order_by(LogEntryRow.at.desc(), LogEntryRow.id.desc())
        .limit(3 * LINES)
    )
    told = [(when, f"{moment_zh(when, at)}{text.rstrip('。；')}") for when, text in lines]
    if district is None:
        told += _instructed(session, incident, since, at)
        told += _done(session, incident, since, at)
    return _joined(told)


def _instructed(
    session: Session, incident: IncidentRow, since: datetime, at: datetime
) -> list[Told]:
    rows = session.scalars(
        select(InstructionRow).where(
            InstructionRow.incident_id == incident.id,
            InstructionRow.reported_at > since,
        )
    )
    return [
        (row.reported_at, f"{moment_zh(row.reported_at, at)}{row.report.rstrip('。；')}")
        for row in rows
        if row.reported_at
    ]


def _done(session: Session, incident: IncidentRow, since: datetime, at: datetime) -> list[Told]:
    rows = session.scalars(
        select(StepRow).where(
            StepRow.incident_id == incident.id,
            StepRow.state == StepState.DONE,
            StepRow.must,
            StepRow.done_at > since,
        )
    )
    return [
        (row.done_at, f"{moment_zh(row.done_at, at)}{GROUP_WORDS[row.group]}完成“{row.title}”")
        for row in rows
        if row.done_at
    ]


def _safety(session: Session, incident: IncidentRow, since: datetime) -> str:
    """The newest report of each place since."""
    rows = session.scalars(
        select(SiteReportRow)
        .where(SiteReportRow.incident_id == incident.id, SiteReportRow.seen_at > since)
        .order_by(SiteReportRow.seen_at, SiteReportRow.id)
    )
    newest = {row.place: row for row in rows}
    return "；".join(_seen(row) for row in newest.values())


def _seen(row: SiteReportRow) -> str:
    people = f"约{row.head_count}人，" if row.head_count else ""
    if row.head_count == 0:
        people = "无人员聚集，"
    damage = f"，{row.damage.rstrip('。；')}" if row.damage else ""
    return f"{row.place}{people}{MOOD_WORDS[Mood(row.mood)]}{damage}"


def _next(session: Session, incident: IncidentRow, at: datetime) -> str:
    rows = session.scalars(
        select(StepRow)
        .where(StepRow.incident_id == incident.id, StepRow.state == StepState.OPEN)
        .where(StepRow.deadline_at > at)
        .order_by(StepRow.deadline_at, StepRow.position)
        .limit(NEXT)
    )
    return "；".join(
        f"{GROUP_WORDS[row.group]}{row.title}（{moment_zh(row.deadline_at, at)}前）"
        for row in rows
        if row.deadline_at
    )


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
    told: list[Told] = [(incident.received_at, f"{moment_zh(incident.received_at, at)}接报")]
    rows = session.scalars(
        select(LevelDecisionRow).where(
            LevelDecisionRow.incident_id == incident.id,
            LevelDecisionRow.axis == Axis.RESPONSE,
            LevelDecisionRow.step.in_(("decision", "upper")),
        )
    )
    told += [(row.at, f"{moment_zh(row.at, at)}{_decided(row)}") for row in rows]
    reports = session.scalars(
        select(func.count()).where(
            ReportRow.incident_id == incident.id, ReportRow.state == ReportState.SENT
        )
    ).one()
    words = [incident.summary.rstrip("。；"), _joined(told), f"共报送信息{reports}次"]
    return "。".join(word for word in words if word)


def _handling(session: Session, incident: IncidentRow) -> str:
    """By group: how many tasks were done, with the titles of the 必办."""
    rows = session.execute(
        select(StepRow.group, StepRow.title, StepRow.must)
        .where(StepRow.incident_id == incident.id, StepRow.state == StepState.DONE)
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
    steps, lines = _open_steps(session, incident), _open_lines(session, incident)
    parts = [f"未办结处置任务{len(steps)}项"] if steps else ["处置任务全部办结"]
    parts += [f"恢复台账未结{len(lines)}项"] if lines else []
    return "，".join(parts)


def _left_to_do(session: Session, incident: IncidentRow) -> str:
    steps, lines = _open_steps(session, incident), _open_lines(session, incident)
    titles = [step.title for step in steps[:NEXT]] + [line.title for line in lines[:NEXT]]
    return f"继续办理：{'、'.join(dict.fromkeys(titles))}" if titles else ""
