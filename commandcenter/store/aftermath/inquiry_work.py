"""How the response was carried out, in numbers and limits, for the 总结评估报告."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, GateStep
from commandcenter.domain.reports.report import report_label
from commandcenter.domain.times import minute_zh, span_zh
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from commandcenter.store.tables.reports.report import ReportRow

WORK: tuple[tuple[Sign, str, str], ...] = (
    (Sign.INSTRUCTION, "指令", "已回报"),
    (Sign.DIRECTIVE, "批示", "已办结"),
    (Sign.LIAISON, "部门联动", "已答复"),
    (Sign.ORAL, "口头决定", "已补签"),
    (Sign.LEGAL_QUESTION, "法律咨询", "已答复"),
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
    return "人数未报" if row.head_count is None else f"约 {row.head_count} 人"


def information(session: Session, incident: IncidentRow, proofs: Sequence[Proof]) -> str:
    """Each report against its limit, each release, the press."""
    lines = [*_reports(session, incident), *_releases(session, incident)]
    asked, answered = session.execute(
        select(func.count(PressQuestionRow.id), func.count(PressQuestionRow.answered_at)).where(
            PressQuestionRow.incident_id == incident.id
        )
    ).one()
    if asked:
        lines.append(f"媒体提问 {asked} 个，已答复 {answered} 个。")
    return "\n".join(lines)


def _reports(session: Session, incident: IncidentRow) -> Iterator[str]:
    rows = session.scalars(
        select(ReportRow).where(ReportRow.incident_id == incident.id).order_by(ReportRow.id)
    )
    for row in rows:
        label = report_label(row.kind, row.number)
        label = f"县区{label}" if row.chain == "county" else label
        if row.sent_at is None:
            yield f"{label}未报送。"
            continue
        verdict = "按时"
        if row.deadline_at and row.sent_at > row.deadline_at:
            verdict = f"超过时限 {span_zh(row.sent_at - row.deadline_at)}"
        yield f"{label}：{minute_zh(row.sent_at)}报送{'、'.join(row.sent_to)}，{verdict}。"


def _releases(session: Session, incident: IncidentRow) -> Iterator[str]:
    rows = session.execute(
        select(ReleaseRow, ReleaseCheckRow.receiver, ReleaseCheckRow.done_at)
        .join(ReleaseCheckRow, ReleaseCheckRow.release_id == ReleaseRow.id)
        .where(
            ReleaseRow.incident_id == incident.id, ReleaseCheckRow.step == GateStep.PUBLISH
        )
        .order_by(ReleaseCheckRow.done_at, ReleaseCheckRow.id)
    )  # fmt: skip
    for row, channel, at in rows:
        kind = f"{RELEASE_KIND_WORDS[row.kind]} {row.number}"
        verdict = ""
        if row.due_at and at > row.due_at:
            verdict = f"，超过时限 {span_zh(at - row.due_at)}"
        corrected = "，更正前一篇" if row.corrects else ""
        yield f"{kind}：{minute_zh(at)}由{channel}发布{verdict}{corrected}。"


def performance(session: Session, incident: IncidentRow, proofs: Sequence[Proof]) -> str:
    """The tasks, then orders and requests: how many, how many done, how many late."""
    lines = [*_steps(session, incident)]
    for sign, title, done_words in WORK:
        found = [proof for proof in proofs if proof.sign is sign]
        if found:
            done = sum(proof.finished for proof in found)
            late = sum(proof.late for proof in found)
            lines.append(f"{title} {len(found)} 件，{done_words} {done} 件，超过时限 {late} 件。")
    return "\n".join(lines)


def _steps(session: Session, incident: IncidentRow) -> Iterator[str]:
    rows = session.scalars(select(StepRow).where(StepRow.incident_id == incident.id)).all()
    for title, steps in (
        ("必办任务", [row for row in rows if row.must]),
        ("其他任务", [row for row in rows if not row.must]),
    ):
        done = [row for row in steps if row.state is StepState.DONE]
        late = sum(_late(row) for row in done)
        aside = sum(row.state is StepState.DROPPED for row in steps)
        if steps:
            yield (
                f"{title} {len(steps)} 项：办结 {len(done)} 项（其中超过时限 {late} 项），"
                f"未办结 {len(steps) - len(done) - aside} 项，不再办理 {aside} 项。"
            )


def _late(row: StepRow) -> bool:
    return bool(row.deadline_at and row.done_at and row.done_at > row.deadline_at)
