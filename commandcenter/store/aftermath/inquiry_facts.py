"""What the data say for the 调查报告 and the 总结评估报告, section by section.

Of officials nothing is said here: their referrals are kept apart for the few who may see them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import (
    LEDGER_WORDS,
    InquiryKind,
    Ledger,
    LiableKind,
)
from commandcenter.domain.aftermath.inquiry import Filled
from commandcenter.domain.as_of import until_words
from commandcenter.domain.command.casework import STATE_WORDS as CASE_WORDS
from commandcenter.domain.command.casework import CaseState
from commandcenter.domain.command.duties import Proof
from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import title_of
from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.incident.level_course import changes
from commandcenter.domain.level import Axis
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.phrase import enumerated, phrase, word
from commandcenter.domain.times import minute_zh, span_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.aftermath.inquiry_course import course_words
from commandcenter.store.aftermath.inquiry_work import added_zh, control, information, performance
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.counties import where_words
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.incident.leading_body import last_response, lead_words
from commandcenter.store.incident.told_figures import told
from commandcenter.store.moment import counted, moment
from commandcenter.store.reports.report_done import level_steps
from commandcenter.store.tables.aftermath.aftermath import AccountabilityRow, RecoveryRow
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.site import LegalQuestionRow, OpinionRow, SiteReportRow
from commandcenter.store.tables.complaints.complaint import (
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow, TallyRow

LATE_SHOWN = 30
TRADERS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What all sections are filled from."""

    session: Session
    incident: IncidentRow
    proofs: tuple[Proof, ...]
    book: tuple[Obligation, ...]
    at: datetime


Teller = Callable[[Known], tuple[str, str]]  # the words, and where they are from


def fill(
    session: Session, incident: IncidentRow, kind: InquiryKind, at: datetime
) -> dict[str, Filled]:
    """By the code of the section; a section of which the data know nothing has no words."""
    book = obligations_of(session, incident.id, at)
    known = Known(session, incident, proofs(session, incident), book, at)
    found = {}
    for code, tell in TELLERS.items():
        if code.startswith(f"{kind.value}."):
            text, source = tell(known)
            found[code] = Filled(text, source if text else "", at)
    return found


def _facts(known: Known) -> tuple[str, str]:
    row, session = known.incident, known.session
    moments = (
        ("事发", row.occurred_at), ("接报", row.received_at), ("研判确认", row.verified_at),
        ("启动响应", row.activated_at), ("响应终止", row.ended_at),
    )  # fmt: skip
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in row.categories)
    level = last_response(session, row)
    lines = [
        f"{row.title}为{row.topic or '消费领域群体性'}事件，类别为{kinds}。",
        "，".join(f"{minute_zh(at)}{name}" for name, at in moments if at) + "。",
        f"地点：{where_words(session, row, known.at)}。",
        f"投诉举报涉及{traders}。" if (traders := _traders(session, row, known.at)) else "",
        f"事件定为{row.grade.grade_title}。" if row.grade else "",
        f"{course}。" if (course := _response(session, row)) else "",
        f"{lead_words(session, row, level)}。" if level else "",
    ]
    return "\n".join(line for line in lines if line), enumerated(
        (word("接报登记"), word("定级与响应决定"), word("投诉登记"))
    )


def _response(session: Session, incident: IncidentRow) -> str:
    """Started, raised, lowered, ended: each with its time."""
    steps = (s for s in level_steps(session, incident.id) if s.axis is Axis.RESPONSE)
    return "；".join(
        f"{minute_zh(each.at)}{each.decided}{_registered(each.registered_late_at)}"
        for each in changes(steps)
    )


def _registered(at: datetime | None) -> str:
    return f"（{minute_zh(at)}登记）" if at else ""


def _traders(session: Session, incident: IncidentRow, at: datetime) -> str:
    """Whom the complaints are about, with the number of complaints, most first."""
    rows = session.execute(
        select(SubjectRow.name, func.count())
        .join(ComplaintRow, ComplaintRow.subject_id == SubjectRow.id)
        .where(counted(moment(session, at), incident.id))
        .group_by(SubjectRow.id, SubjectRow.name)
        .order_by(func.count().desc(), SubjectRow.id)
    ).all()
    shown = [f"{name}（{count} 件）" for name, count in rows[:TRADERS_SHOWN]]
    more = len(rows) - len(shown)
    return "、".join(shown) + (f"等 {len(rows)} 家" if more else "")


def _course(known: Known) -> tuple[str, str]:
    words = course_words(known.session, known.incident, known.proofs)
    return words, word("全程日志、处置记录和各项登记")


def _loss(known: Known) -> tuple[str, str]:
    parts = [*_counted(known), *_seen(known), *_stated(known), *_recovered(known)]
    return "\n".join(parts), enumerated(
        (word("投诉登记"), word("现场报数"), word("事实登记"), word("善后台账"))
    )


def _counted(known: Known) -> Iterator[str]:
    m = moment(known.session, known.at)
    counts = incident_counts(known.session, m, known.incident.id)
    say = Moments(known.at)
    yield (
        f"{until_words(known.at, m.upto, say)}，"
        f"累计接到投诉举报 {counts.complaints} 件、{counts.person_times} 人次，"
        f"去重后涉及消费者 {counts.people} 人。"
    )
    if counts.amount_cents:
        yield (
            f"投诉人自述涉及金额 {money_zh(counts.amount_cents)}"
            f"（截至{minute_zh(known.at)}，未经核实{counts.left_out}）。"
        )


def _seen(known: Known) -> Iterator[str]:
    """The most people on site that were counted, and public opinion."""
    session, number = known.session, known.incident.id
    tally = session.execute(
        select(TallyRow.value, TallyRow.at).where(
            TallyRow.incident_id == number, TallyRow.kind == "on_site"
        )
    ).all()
    heads = session.execute(
        select(SiteReportRow.head_count, SiteReportRow.seen_at).where(
            SiteReportRow.incident_id == number, SiteReportRow.head_count.is_not(None)
        )
    ).all()
    if counts := [(value, at) for value, at in [*tally, *heads]]:
        value, at = max(counts, key=lambda count: (count[0], count[1]))
        yield f"现场聚集最多约 {value} 人（{minute_zh(at)}清点）。"
    opinions, reach = session.execute(
        select(func.count(OpinionRow.id), func.max(OpinionRow.reach)).where(
            OpinionRow.incident_id == number
        )
    ).one()
    if opinions:
        most = f"，单条最多 {_large(reach)}次阅读或转发" if reach else ""
        yield f"登记舆情 {opinions} 条{most}（截至{minute_zh(known.at)}）。"


def _stated(known: Known) -> Iterator[str]:
    """The newest word on people hurt."""
    for code, words in (("hurt", "受伤害或就医"), ("dead", "死亡")):
        word = told(known.session, known.incident.id, code, known.at)
        if word and word.value is not None:
            said = f"{words} {word.value} 人" if word.value else f"没有人员{words}"
            yield f"{said}（{word.source or '报数'}，截至{minute_zh(word.at)}）。"


def _large(count: int) -> str:
    """800 万 for 8,000,000."""
    return f"{count / 10_000:g} 万" if count >= 100_000 else f"{count} "


def _recovered(known: Known) -> Iterator[str]:
    rows = known.session.scalars(
        select(RecoveryRow).where(RecoveryRow.incident_id == known.incident.id)
    ).all()
    for ledger in Ledger:
        lines = [row for row in rows if row.ledger == ledger]
        people = sum(row.settled_people or 0 for row in lines)
        cents = sum(row.settled_cents or 0 for row in lines)
        who = f"{people} 户" if ledger is Ledger.FIRMS else f"{people} 人"
        settled = [words for n, words in ((people, who), (cents, money_zh(cents))) if n]
        if settled:
            yield (
                f"{LEDGER_WORDS[ledger]}：已办结 {'、'.join(settled)}"
                f"（善后台账，截至{minute_zh(known.at)}）。"
            )
    recovered, closed = known.session.execute(
        select(
            func.sum(ComplaintHandlingRow.recovered_cents),
            func.count(ComplaintHandlingRow.closed_at),
        )
        .join(ComplaintRow, ComplaintRow.id == ComplaintHandlingRow.complaint_id)
        .where(counted(moment(known.session, known.at), known.incident.id))
    ).one()
    if closed:
        money = f"挽回经济损失 {money_zh(int(recovered))}" if recovered else ""
        words = money or "没有登记挽回的经济损失"
        yield f"投诉已办结 {closed} 件，{words}（截至{minute_zh(known.at)}）。"


def _cause(known: Known) -> tuple[str, str]:
    kinds = "、".join(CATEGORY_WORDS[Category(c)] for c in known.incident.categories)
    lines = [f"事件性质：{kinds}。"]
    for case in _case_rows(known):
        number = f"（{case.number}）" if case.number else ""
        state = CASE_WORDS[CaseState(case.state)]
        lines.append(f"案由：{case.party}，{case.cause}{number}，{state}。")
    rows = known.session.scalars(
        select(LegalQuestionRow)
        .where(
            LegalQuestionRow.incident_id == known.incident.id,
            LegalQuestionRow.answered_at.is_not(None),
        )
        .order_by(LegalQuestionRow.id)
    )
    lines += [
        f"法律意见：{short(row.question)}——{short(row.answer or '', 120)}"
        f"{'（' + row.basis + '）' if row.basis else ''}。"
        for row in rows
    ]
    return "\n".join(lines), enumerated((word("定级研判"), word("案件登记"), word("法律咨询")))


def _case_rows(known: Known) -> Sequence[CaseFileRow]:
    return known.session.scalars(
        select(CaseFileRow)
        .where(CaseFileRow.incident_id == known.incident.id)
        .order_by(CaseFileRow.id)
    ).all()


def _liability(known: Known) -> tuple[str, str]:
    """Operators only."""
    rows = known.session.scalars(
        select(AccountabilityRow)
        .where(
            AccountabilityRow.incident_id == known.incident.id,
            AccountabilityRow.kind == LiableKind.OPERATOR,
        )
        .order_by(AccountabilityRow.id)
    )
    lines = [_operator(row) for row in rows]
    return "\n".join(lines), phrase("责任追究台账，截至{time}", time=minute_zh(known.at))


def _operator(row: AccountabilityRow) -> str:
    parts = [row.name, f"依据{row.basis}"]
    parts += [f"案号{row.case_number}"] if row.case_number else []
    parts += [row.decision] if row.decision else ["尚未作出决定"]
    parts += [f"罚没 {money_zh(row.penalty_cents)}"] if row.penalty_cents else []
    parts += [minute_zh(row.decided_at)] if row.decided_at else []
    return "，".join(parts).rstrip("。；，") + "。"


def _lessons(known: Known) -> tuple[str, str]:
    """What was done after its limit, as a start for what people have to judge."""
    done = [row for row in known.book if row.state is ObligationState.DONE]
    late = sorted(
        (row for row in done if row.is_late(known.at) or row.added_at),
        key=lambda row: (row.done_at, row.id),
    )
    if not late:
        return "", ""
    lines = [f"{n}．{_late(row)}" for n, row in enumerate(late[:LATE_SHOWN], 1)]
    more = f"等 {len(late)} 项" if len(late) > LATE_SHOWN else ""
    return f"超过时限完成或者补记的 {len(late)} 项：\n" + "\n".join(lines) + more, word(
        "应办事项的时限"
    )


def _late(row: Obligation) -> str:
    """电话报告省局（周岚）：11月24日9时20分前，11月24日9时45分办结，超过 25 分."""
    assert row.done_at
    assert row.due_at
    by = f"（{row.done_by}）" if row.done_by else ""
    over = row.done_at - row.due_at
    verdict = f"超过 {span_zh(over)}" if over > timedelta(0) else "按时"
    return (
        f"{title_of(row)}{by}：应于{minute_zh(row.due_at)}前，{minute_zh(row.done_at)}办结，"
        f"{verdict}{added_zh(row)}"
    )


def _summary(known: Known) -> tuple[str, str]:
    facts, _ = _facts(known)
    counted = "\n".join([*_counted(known), *_seen(known)])
    return f"{facts}\n{counted}", enumerated(
        (word("接报登记"), word("定级与响应决定"), word("投诉登记"), word("现场报数"))
    )


def _control(known: Known) -> tuple[str, str]:
    return control(known.session, known.incident, known.proofs), enumerated(
        (word("现场报告"), word("报数"), word("案件措施"))
    )


def _information(known: Known) -> tuple[str, str]:
    return information(known.session, known.incident, known.book), enumerated(
        (word("信息报告"), word("信息发布"))
    )


def _performance(known: Known) -> tuple[str, str]:
    return performance(known.book, known.at), enumerated(
        (word("处置任务"), word("指令"), word("批示"), word("联动"))
    )


def _nothing(known: Known) -> tuple[str, str]:
    """People's own judgement: no data say it."""
    return "", ""


TELLERS: dict[str, Teller] = {
    "investigation.facts": _facts,
    "investigation.course": _course,
    "investigation.loss": _loss,
    "investigation.cause": _cause,
    "investigation.liability": _liability,
    "investigation.lessons": _lessons,
    "investigation.measures": _nothing,
    "assessment.summary": _summary,
    "assessment.control": _control,
    "assessment.information": _information,
    "assessment.performance": _performance,
    "assessment.experience": _lessons,
    "assessment.plan": _nothing,
}
