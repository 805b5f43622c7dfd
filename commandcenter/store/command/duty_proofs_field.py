"""What the groups did, told as proofs: who came, what they saw, took, asked and finished."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import ACT_WORDS, ActKind
from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.command.site import MOOD_WORDS, Mood
from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import FINISHED, Dues
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.command.incident_rows import IncidentRows, Teller
from commandcenter.store.database import now
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.evidence import CaseActRow, CaseFileRow, EvidenceRow
from commandcenter.store.tables.command.site import (
    LegalQuestionRow,
    OpinionRow,
    SiteReportRow,
    SupplyRequestRow,
)
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow, TallyRow
from commandcenter.store.tables.person import AttendanceRow


def _attendance(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    came = rows.of(AttendanceRow)
    if came:
        count, first = len({row.person_id for row in came}), min(row.at for row in came)
        yield Proof(Sign.ATTENDANCE, "attendance", 0, f"{count} 人签到", "", first)


def _site_reports(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(SiteReportRow):
        count = f"约 {row.head_count} 人" if row.head_count else "无人员聚集"
        count = "人数正在核查" if row.head_count is None else count
        mood = MOOD_WORDS[Mood(row.mood)] if row.mood in set(Mood) else row.mood
        measures = f"，{short(row.measures)}" if row.measures else ""
        words = f"{row.place}：{count}，{mood}{measures}"
        yield Proof(Sign.SITE_REPORT, "site_report", row.id, words, row.by, row.seen_at)


def _tallies(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    counted = [row.at for row in rows.of(TallyRow) if row.kind == "on_site"]
    if counted:
        words = f"清点现场人数 {len(counted)} 次"
        yield Proof(Sign.TALLY, "tally", 0, words, "", max(counted))


def _evidence(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(EvidenceRow):
        words = f"证据 {row.number}：{short(row.title)}（{row.place}）"
        by = "、".join(row.collectors) or row.registered_by
        yield Proof(Sign.EVIDENCE, "evidence", row.id, words, by, row.collected_at)


# What a state of the case asks for: done when it is settled, until then a limit that runs.
OF_A_STATE = frozenset({ActKind.CHECK, ActKind.DECIDE, ActKind.PUBLISH})


def _cases(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(CaseFileRow):
        number = f"，{row.number}" if row.number else ""
        words = f"案件“{short(row.cause)}”{number}，当事人{row.party}"
        yield Proof(
            Sign.CASE, "case_file", row.id, words, "、".join(row.handlers) or row.registered_by,
            row.filed_at or row.at,
        )  # fmt: skip


def _acts(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(CaseActRow):
        kind = ACT_WORDS[ActKind(row.kind)] if row.kind in set(ActKind) else row.kind
        document = f"（{row.document}）" if row.document else ""
        asked_for = row.kind in OF_A_STATE
        words = row.outcome if asked_for else row.words
        said = "" if words in (kind, "") else f"：{short(words)}"
        yield Proof(
            Sign.CASE_ACT, "case_act", row.id, f"{kind}{document}{said}",
            row.registered_by, (row.settled_at if asked_for else None) or row.done_at,
            planned=asked_for and row.settled_at is None,
        )  # fmt: skip


def _opinions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(OpinionRow):
        answer = f"；回应：{short(row.answer)}" if row.answer else ""
        yield Proof(
            Sign.OPINION, "opinion", row.id, f"{row.source}“{short(row.title)}”{answer}",
            row.answered_by or row.found_by, row.answered_at or row.found_at,
        )  # fmt: skip


def _questions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(LegalQuestionRow):
        basis = f"（{short(row.basis)}）" if row.basis else ""
        answer = f"；答复：{short(row.answer)}{basis}" if row.answer else "；未答复"
        yield Proof(
            Sign.LEGAL_QUESTION, "legal_question", row.id, f"{short(row.question)}{answer}",
            row.answered_by or row.asked_by, row.answered_at or row.asked_at,
        )  # fmt: skip


def _supplies(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(SupplyRequestRow):
        yield Proof(
            Sign.SUPPLY, "supply_request", row.id, f"{short(row.item)} {row.amount} {row.unit}",
            row.handled_by or row.asked_by, row.handled_at or row.asked_at,
        )  # fmt: skip


def handling(session: Session, incident: IncidentRow) -> Iterator[Proof]:
    """All complaints in one sentence: how many are settled, and whether within the law's limit."""
    row = ComplaintHandlingRow
    rows = session.execute(
        select(ComplaintRow.kind, ComplaintRow.registered_at, row.state, row.accepted_at,
               func.coalesce(row.closed_at, row.mediation_ended_at, row.declined_at), row.due_at)
        .select_from(ComplaintRow)
        .outerjoin(row, row.complaint_id == ComplaintRow.id)
        .where(counted(moment(session, now(session)), incident.id))
    ).all()  # fmt: skip
    if not rows:
        return
    dues, at = Dues(plan_of(session, incident.plan_version_id)), now(session)
    ends = Counter(
        _in_time(dues, kind, accepted or registered if kind is ComplaintKind.REPORT else accepted,
                 ended)
        for kind, registered, state, accepted, ended, _ in rows if state in FINISHED
    )  # fmt: skip
    left = [due for *_, state, _, _, due in rows if state not in FINISHED]
    late = sum(due is not None and due < at for due in left)
    words = handled_words(len(rows), ends, len(left), late)
    yield Proof(Sign.HANDLING, "incident", 0, words, "", incident.received_at)


LIMITS = {ComplaintKind.COMPLAINT: "mediation", ComplaintKind.REPORT: "decide_case"}


def _in_time(
    dues: Dues, kind: ComplaintKind, start: datetime | None, end: datetime | None
) -> bool | None:
    """None where no limit can be told: nobody recorded from when it ran, or until when."""
    clock = LIMITS.get(kind)
    if clock is None or start is None or end is None:
        return None
    return end <= dues.due(clock, start)


def handled_words(total: int, ends: Mapping[bool | None, int], left: int, late: int) -> str:
    """690 件投诉举报已全部办结，其中按期 680 件、超期 4 件，6 件没有期限记录."""
    done = sum(ends.values())
    if not done:
        words = f"{total} 件投诉举报正在办理"
    else:
        words = f"{total} 件投诉举报" + ("已全部办结" if not left else f"，{done} 件已办结")
        parts = [f"按期 {ends[True]} 件"] if ends.get(True) else []
        parts += [f"超期 {ends[False]} 件"] if ends.get(False) else []
        words += f"，其中{'、'.join(parts)}" if parts else ""
        unknown = ends.get(None, 0)
        words += f"，{unknown} 件没有期限记录" if unknown else ""
        words += f"，{left} 件正在办理" if left else ""
    return words + (f"（超期 {late} 件）" if late else "")


FIELD: tuple[Teller, ...] = (
    _attendance,
    _site_reports,
    _tallies,
    _evidence,
    _cases,
    _acts,
    _opinions,
    _questions,
    _supplies,
)
