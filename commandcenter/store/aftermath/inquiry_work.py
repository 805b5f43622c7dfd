"""How the response was carried out, in numbers and limits, for the 总结评估报告."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.command.tasks import TaskCounts, counted, tasks
from commandcenter.domain.late_entry import with_addition
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, GateStep
from commandcenter.domain.reports.report import ReportKind, report_label
from commandcenter.domain.times import minute_zh, span_zh
from commandcenter.store.releases.release_gate import ABOUT, GATE
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

Book = Sequence[Obligation]
# What the records asked for: the obligation's code, what it is called, what is done about it.
WORK: tuple[tuple[str, str, str], ...] = (
    ("instruction", "指令", "已回报"),
    ("directive_done", "批示", "已办结"),
    ("liaison_answer", "部门联动", "已答复"),
    ("oral_signed", "口头决定", "已补签"),
    ("legal_answer", "法律咨询", "已答复"),
)


def control(session: Session, incident: IncidentRow, proofs: Sequence[Proof]) -> str:
    """The places, the measures of law, what was taken as evidence."""
    lines = [*_places(session, incident)]
    acts = [proof for proof in proofs if proof.sign is Sign.CASE_ACT]
    lines += [f"{minute_zh(proof.at)}，{proof.words}。" for proof in acts]
    evidence = sum(proof.sign is Sign.EVIDENCE for proof in proofs)
    if evidence:
        lines.append(f"固定证据 {evidence} 件。")
    return "\n".join(lines)


def _places(session: Session, incident: IncidentRow) -> Iterator[str]:
    """Of each place the first report and the last."""
    rows = session.scalars(
        select(SiteReportRow)
        .where(SiteReportRow.incident_id == incident.id)
        .order_by(SiteReportRow.seen_at, SiteReportRow.id)
    )
    ends: dict[str, tuple[SiteReportRow, SiteReportRow]] = {}
    for row in rows:
        ends[row.place] = (ends.get(row.place, (row, row))[0], row)
    for place, (first, last) in ends.items():
        words = f"{place}：{minute_zh(first.seen_at)}首次报告，{_heads(first)}"
        if last is not first:
            words += f"；{minute_zh(last.seen_at)}末次报告，{_heads(last)}"
        yield words + "。"


def _heads(row: SiteReportRow) -> str:
    if row.head_count is None:
        return "人数未报"
    return f"约 {row.head_count} 人" if row.head_count else "已无人员聚集"


def information(session: Session, incident: IncidentRow, book: Book) -> str:
    """Each report against its limit, each release, the press."""
    lines = [*_reports(session, incident, book), *_releases(session, incident, book)]
    asked, answered = session.execute(
        select(func.count(PressQuestionRow.id), func.count(PressQuestionRow.answered_at)).where(
            PressQuestionRow.incident_id == incident.id
        )
    ).one()
    if asked:
        lines.append(f"媒体提问 {asked} 个，已答复 {answered} 个。")
    return "\n".join(lines)


# Which obligation a report of a kind fulfils.
FULFILS = {
    ReportKind.PHONE: "report_phone",
    ReportKind.FIRST: "report_first",
    ReportKind.FOLLOW_UP: "report_follow",
    ReportKind.FINAL: "report_final",
}


def _reports(session: Session, incident: IncidentRow, book: Book) -> Iterator[str]:
    """Each report, and whether the obligations that it fulfilled were in time."""
    rows = session.scalars(
        select(ReportRow).where(ReportRow.incident_id == incident.id).order_by(ReportRow.id)
    ).all()
    closed = _closed_by(session, incident, book)
    for row in rows:
        label = report_label(row.kind, row.number)
        label = f"县区{label}" if row.chain == "county" else label
        if row.sent_at is None:
            yield f"{label}未报送。"
            continue
        verdict = _verdict(o for o in closed.get(row.id, ()) if o.code == FULFILS[row.kind])
        yield f"{label}：{minute_zh(row.sent_at)}报送{'、'.join(row.sent_to)}{verdict}。"


def _closed_by(session: Session, incident: IncidentRow, book: Book) -> dict[int, list[Obligation]]:
    """By report: the obligations that it closed at its receivers."""
    receipts = session.execute(
        select(ReportReceiptRow.id, ReportReceiptRow.report_id)
        .join(ReportRow, ReportRow.id == ReportReceiptRow.report_id)
        .where(ReportRow.incident_id == incident.id)
    )
    of_report = dict(receipts.all())
    found: dict[int, list[Obligation]] = defaultdict(list)
    for row in book:
        number = row.act_id or 0
        if row.act_table == ReportReceiptRow.__tablename__:
            number = of_report.get(number, 0)
        if row.code in FULFILS.values():
            found[number].append(row)
    return found


def _verdict(fulfilled: Iterable[Obligation]) -> str:
    """By the latest against its limit; nothing of a report that no obligation asked for."""
    known = [(row.done_at - row.due_at, row) for row in fulfilled if row.done_at and row.due_at]
    if not known:
        return ""
    late = max(late for late, _ in known)
    verdict = f"，超过时限 {span_zh(late)}" if late > timedelta(0) else "，按时"
    added = max(
        (row for _, row in known if row.added_at), key=attrgetter("entered_at"), default=None
    )
    return f"{verdict}{added_zh(added)}" if added else verdict


def added_zh(row: Obligation) -> str:
    """（补记于2026年12月7日10时5分，王某）; "" of what was entered by its limit."""
    return with_addition("", minute_zh(row.added_at), row.entered_by or "") if row.added_at else ""


def _releases(session: Session, incident: IncidentRow, book: Book) -> Iterator[str]:
    """Each way by which one went out, and what was out after the limit of its obligation."""
    wanted = {row.about: row for row in book if row.code == GATE}
    rows = session.execute(
        select(ReleaseRow, ReleaseCheckRow.receiver, ReleaseCheckRow.done_at)
        .join(ReleaseCheckRow, ReleaseCheckRow.release_id == ReleaseRow.id)
        .where(
            ReleaseRow.incident_id == incident.id, ReleaseCheckRow.step == GateStep.PUBLISH
        )
        .order_by(ReleaseCheckRow.done_at, ReleaseCheckRow.id)
    )  # fmt: skip
    for row, channel, at in rows:
        kind = f"{RELEASE_KIND_WORDS[row.kind]}“{row.title}”"
        due = limit.due_at if (limit := wanted.get(f"{ABOUT}{row.id}")) else None
        verdict = f"，超过时限 {span_zh(at - due)}" if due and at > due else ""
        corrected = "，更正前一篇" if row.corrects else ""
        yield f"{kind}：{minute_zh(at)}由{channel}发布{corrected}{verdict}。"


def performance(book: Book, at: datetime) -> str:
    """The tasks, then orders and requests: how many, how many done, how many late."""
    lines = [*_tasks(book, at)]
    for code, title, done_words in WORK:
        found = counted((row for row in book if row.code == code), at)
        if found.asked:
            lines.append(f"{title} {found.asked} 件，{_how(found, done_words, '件')}。")
    return "\n".join(lines)


def _tasks(book: Book, at: datetime) -> Iterator[str]:
    for title, of in (
        ("必办任务", [row for row in tasks(book) if row.must]),
        ("其他任务", [row for row in tasks(book) if not row.must]),
    ):
        found = counted(of, at)
        if found.asked or found.aside:
            aside = f"，不再办理 {found.aside} 项" if found.aside else ""
            how = _how(found, "办结", "项") if found.asked else "无须办理"
            yield f"{title} {found.asked + found.aside} 项：{how}{aside}。"


def _how(found: TaskCounts, done: str, unit: str) -> str:
    """已办结 9 项，均在时限内; only what there is of it."""
    late = found.late + found.done_late
    parts = [f"{done} {found.done} {unit}"] if found.done else [f"尚未{done.removeprefix('已')}"]
    parts += [f"未{done.removeprefix('已')} {found.open} {unit}"] if found.open else []
    parts += [f"其中超过时限 {late} {unit}"] if late else []
    parts += [f"超过时限才补记为按时的 {found.added} {unit}"] if found.added else []
    parts += [] if late or found.added else ["均在时限内"]
    return "，".join(parts)
