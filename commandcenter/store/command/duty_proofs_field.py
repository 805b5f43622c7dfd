"""What the groups did, told as proofs: who came, what they saw, took, asked and finished."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.casework import ACT_WORDS, ActKind
from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.command.site import MOOD_WORDS, Mood
from commandcenter.domain.complaints.handling import FINISHED, Dues, Standing
from commandcenter.domain.complaints.in_time import finished_in_time, told_in_time
from commandcenter.domain.complaints.told import told_state
from commandcenter.domain.phrase import (
    Phrase,
    enumerated,
    headed,
    joined,
    listed,
    phrase,
    with_note,
    word,
)
from commandcenter.store.command.duty_proofs_command import as_corrected, later, short
from commandcenter.store.command.incident_rows import IncidentRows, Teller
from commandcenter.store.complaints.handling import acts_of
from commandcenter.store.database import now
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.evidence import CaseFileRow, EvidenceRow
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
        words = phrase("{n} 人签到", n=count)
        yield Proof(Sign.ATTENDANCE, "attendance", 0, words, "", first)


def _site_reports(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(SiteReportRow):
        count = phrase("约 {n} 人", n=row.head_count) if row.head_count else word("无人员聚集")
        count = word("人数正在核查") if row.head_count is None else count
        mood = MOOD_WORDS[Mood(row.mood)] if row.mood in set(Mood) else row.mood
        measures = [short(row.measures)] if row.measures else []
        words = headed(row.place, joined("，", [count, mood, *measures]))
        yield Proof(Sign.SITE_REPORT, "site_report", row.id, words, row.by, row.seen_at)


def _tallies(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    counted = [row.at for row in rows.of(TallyRow) if row.kind == "on_site"]
    if counted:
        words = phrase("清点现场人数 {n} 次", n=len(counted))
        yield Proof(Sign.TALLY, "tally", 0, words, "", max(counted))


def _evidence(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(EvidenceRow):
        words = phrase(
            "证据 {number}：{title}（{place}）",
            number=row.number, title=short(row.title), place=row.place,
        )  # fmt: skip
        by = enumerated(row.collectors) or row.registered_by
        yield Proof(Sign.EVIDENCE, "evidence", row.id, words, by, row.collected_at)


# What a state of the case asks for: done when it is settled, until then a limit that runs.
OF_A_STATE = frozenset({ActKind.CHECK, ActKind.DECIDE, ActKind.PUBLISH})


def _cases(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(CaseFileRow):
        words = phrase("案件“{cause}”，当事人{party}", cause=short(row.cause), party=row.party)
        if row.number:
            words = phrase(
                "案件“{cause}”，{number}，当事人{party}",
                cause=short(row.cause), number=row.number, party=row.party,
            )  # fmt: skip
        yield Proof(
            Sign.CASE, "case_file", row.id, words, enumerated(row.handlers) or row.registered_by,
            row.filed_at or row.at,
        )  # fmt: skip


def _acts(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(CaseActRow):
        kind = ACT_WORDS[ActKind(row.kind)] if row.kind in set(ActKind) else row.kind
        asked_for = row.kind in OF_A_STATE
        told = row.outcome if asked_for else row.words
        words = with_note(kind, row.document)
        if told not in (kind, ""):
            words = headed(words, short(told))
        yield Proof(
            Sign.CASE_ACT, "case_act", row.id, words,
            (row.settled_by if asked_for else None) or row.registered_by,
            (row.settled_at if asked_for else None) or row.done_at,
            planned=asked_for and row.settled_at is None,
        )  # fmt: skip


def _opinions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(OpinionRow):
        words = phrase("{source}“{title}”", source=row.source, title=short(row.title))
        if row.answer and (row.watched_at or row.referred_at or row.answered_at) != row.answered_at:
            words = phrase(
                "{opinion}；{when}{who}回应：{answer}", opinion=words, answer=short(row.answer),
                when=later(row.answered_at), who=row.answered_by,
            )  # fmt: skip
        elif row.answer:
            answer = short(row.answer)
            words = phrase("{opinion}；回应：{answer}", opinion=words, answer=answer)
        yield Proof(
            Sign.OPINION, "opinion", row.id, words,
            row.answered_by or row.found_by, row.answered_at or row.found_at,
        )  # fmt: skip


def _questions(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(LegalQuestionRow):
        words = phrase("{question}；未答复", question=short(row.question))
        if row.answer:
            answer = as_corrected(
                short(row.answer), row.corrected_at, row.corrected_by, short(row.basis or "")
            )
            words = phrase(
                "{question}；答复：{answer}", question=short(row.question), answer=answer
            )
        yield Proof(
            Sign.LEGAL_QUESTION, "legal_question", row.id, words,
            row.answered_by or row.asked_by, row.answered_at or row.asked_at,
        )  # fmt: skip


def _supplies(rows: IncidentRows, incident: IncidentRow) -> Iterator[Proof]:
    for row in rows.of(SupplyRequestRow):
        yield Proof(
            Sign.SUPPLY, "supply_request", row.id, f"{short(row.item)} {row.amount} {row.unit}",
            row.handled_by or row.asked_by, row.handled_at or row.asked_at,
        )  # fmt: skip


def handling(session: Session, incident: IncidentRow) -> Iterator[Proof]:
    """All complaints in one sentence: how many are settled, and whether within the law's limits.

    Of one on which nothing was done here its own system's word counts.
    """
    row, at = ComplaintHandlingRow, now(session)
    rows = session.execute(
        select(ComplaintRow.id, ComplaintRow.kind, ComplaintRow.registered_at, ComplaintRow.status,
               ComplaintRow.finished_at, row.state, row.due_at)
        .outerjoin(row, row.complaint_id == ComplaintRow.id)
        .where(counted(moment(session, at), incident.id))
    ).all()  # fmt: skip
    if not rows:
        return
    dues = Dues(plan_of(session, incident.plan_version_id))
    acts = acts_of(session, [each.id for each in rows if each.state in FINISHED])
    ends: Counter[bool | None] = Counter()
    left = late = 0
    for number, kind, registered, status, finished, state, due in rows:
        if state in FINISHED:
            ends[finished_in_time(dues, kind, registered, acts[number])] += 1
        elif state is None and told_state(kind, status) in FINISHED:
            ends[told_in_time(dues, kind, registered, finished)] += 1
        else:
            left += 1
            limits = () if state else dues.clocks(Standing(kind, registered))
            ends_at = due or next((clock.due_at for clock in limits), None)
            late += ends_at is not None and ends_at < at
    words = handled_words(len(rows), ends, left, late)
    yield Proof(Sign.HANDLING, "incident", 0, words, "", incident.received_at)


def handled_words(total: int, ends: Mapping[bool | None, int], left: int, late: int) -> str:
    """690 件投诉举报已全部办结，其中按期 680 件、超期 4 件，6 件没有期限记录."""
    done = sum(ends.values())
    if not done:
        words = phrase("{n} 件投诉举报正在办理", n=total)
    elif left:
        words = phrase("{n} 件投诉举报，{done} 件已办结", n=total, done=done)
    else:
        words = phrase("{n} 件投诉举报已全部办结", n=total)
    in_time, unknown = _in_time_words(ends), ends.get(None, 0)
    words = listed((
        words,
        phrase("其中{parts}", parts=in_time) if in_time else "",
        phrase("{n} 件没有期限记录", n=unknown) if unknown else "",
        phrase("{n} 件正在办理", n=left) if done and left else "",
    ))  # fmt: skip
    return phrase("{words}（超期 {n} 件）", words=words, n=late) if late else words


def _in_time_words(ends: Mapping[bool | None, int]) -> Phrase:
    early, late = ends.get(True), ends.get(False)
    return enumerated((
        phrase("按期 {n} 件", n=early) if early else "",
        phrase("超期 {n} 件", n=late) if late else "",
    ))  # fmt: skip


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
