"""How an incident ended, for its 终报: what was done, who was made whole, what stands with others.

Outcome and people, not the book: a superior asks what became of it, not how many tasks are ticked.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.command.casework import ActKind
from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.command.tasks import tasks
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.releases.release import RELEASE_KIND_WORDS, ReleaseKind, ReleaseState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.counts import incident_counts
from commandcenter.store.moment import counted, lately, moment
from commandcenter.store.reports.report_done import Span, closed, site_reports
from commandcenter.store.reports.report_intended import NEXT, OF_REPORTS
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow, RecoveryRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.command.evidence import CaseFileRow, EvidenceRow
from commandcenter.store.tables.command.site import SiteReportRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow

DAY = timedelta(days=1)
COURT = "法院"  # in the name of a department
LESSONS = ".lessons", ".experience"  # sections that say what was learnt


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of which incident, as it stood at which moment; of a county's own report what is its own."""

    session: Session
    incident: IncidentRow
    at: datetime
    district: str | None = None

    @property
    def say(self) -> Moments:
        return Moments(self.at)


def share(part: int, whole: int) -> str:
    """（占61%）; nothing of no whole."""
    return f"（占{100 * part / whole:.0f}%）" if whole else ""


def handling(of: Outcome) -> str:
    """By matter: the places, the evidence and cases, what was published, who helped."""
    city = () if of.district else (_evidence(of), _published(of), _departments(of))
    parts = (_on_site(of), *city)
    return "；".join(part for part in parts if part)


def _on_site(of: Outcome) -> str:
    """The most people that were seen at once, and when the last place was empty."""
    rows = [row for row in _site_rows(of) if row.head_count is not None]
    if not rows:
        return ""
    say, most = of.say, max(rows, key=lambda row: (row.head_count or 0, row.seen_at))
    words = f"在{len({row.place for row in rows})}处现场开展处置"
    if most.head_count:
        words += f"，单处聚集最多约{most.head_count}人（{say.say(most.seen_at)}，{most.place}）"
    return words


def _site_rows(of: Outcome) -> list[SiteReportRow]:
    rows = site_reports(Span(of.session, of.incident, None, of.at, of.district))
    return [row for row in rows if row.seen_at <= of.at]


def _evidence(of: Outcome) -> str:
    pieces = of.session.scalars(
        select(func.count(EvidenceRow.id)).where(
            EvidenceRow.incident_id == of.incident.id,
            EvidenceRow.collected_at <= of.at,
            EvidenceRow.amends.is_(None),
        )
    ).one()
    filed = of.session.scalars(
        select(func.count(CaseFileRow.id)).where(
            CaseFileRow.incident_id == of.incident.id, CaseFileRow.filed_at <= of.at
        )
    ).one()
    parts = [f"固定证据{pieces}件"] if pieces else []
    parts += [f"立案{filed}件"] if filed else []
    return "，".join(parts)


def _published(of: Outcome) -> str:
    """Each kind of release with how many were out, and the questions of the press."""
    found = of.session.execute(
        select(ReleaseRow.kind, func.count())
        .where(ReleaseRow.incident_id == of.incident.id, ReleaseRow.state == ReleaseState.PUBLISHED)
        .group_by(ReleaseRow.kind)
    )
    count = {ReleaseKind(kind): number for kind, number in found.all()}
    outside = (ReleaseKind.NOTICE, ReleaseKind.TIP)
    parts = [f"{RELEASE_KIND_WORDS[kind]}{count[kind]}次" for kind in outside if kind in count]
    asked, answered = of.session.execute(
        select(func.count(PressQuestionRow.id), func.count(PressQuestionRow.answered_at)).where(
            PressQuestionRow.incident_id == of.incident.id
        )
    ).one()
    words = f"发布{'、'.join(parts)}" if parts else ""
    if asked:
        all_ = "均已答复" if asked == answered else f"已答复{answered}个"
        words = "，".join(filter(None, (words, f"媒体提问{asked}个，{all_}")))
    return words


def _departments(of: Outcome) -> str:
    rows = _liaison(of)
    if not rows:
        return ""
    left = list(dict.fromkeys(row.department for row in rows if row.answered_at is None))
    names = len({row.department for row in rows})
    answered = "均已答复" if not left else f"{'、'.join(left)}尚未答复"
    return f"商请{names}个部门和单位协同处置，{answered}"


def _liaison(of: Outcome) -> Sequence[LiaisonRow]:
    return of.session.scalars(
        select(LiaisonRow)
        .where(LiaisonRow.incident_id == of.incident.id, LiaisonRow.asked_at <= of.at)
        .order_by(LiaisonRow.asked_at, LiaisonRow.id)
    ).all()


def redress(of: Outcome) -> str:
    """Complaints settled, and by the ledgers who was made whole: each figure with its share."""
    parts = [*_complaints(of), *_ledger(of)]
    return "；".join(parts)


def _complaints(of: Outcome) -> Iterator[str]:
    m = moment(of.session, of.at)
    every, settled, recovered = of.session.execute(
        select(
            func.count(ComplaintRow.id),
            func.count(ComplaintHandlingRow.closed_at),
            func.sum(ComplaintHandlingRow.recovered_cents),
        )
        .select_from(ComplaintRow)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
        .where(counted(m, of.incident.id), _own(of))
    ).one()
    if not every:
        return
    if settled == every:
        yield f"投诉举报{every}件，全部办结"
    elif settled:
        yield f"投诉举报{every}件，已办结{settled}件{share(settled, every)}，其余正在依法办理"
    else:
        yield f"投诉举报{every}件，正在依法办理"
    if recovered:
        yield f"为消费者挽回经济损失{money_zh(int(recovered))}"


def _own(of: Outcome) -> ColumnElement[bool]:
    return ComplaintRow.district == of.district if of.district else true()


def _ledger(of: Outcome) -> Iterator[str]:
    """The lines for consumers: settled ones with the share of all consumers, then what is open."""
    m = moment(of.session, of.at)
    people = incident_counts(of.session, m, of.incident.id, of.district).people
    for row in _lines(of):
        if row.ledger != Ledger.CONSUMERS or row.waived_at is not None:
            continue
        if row.settled_people or row.settled_cents:
            settled = row.settled_people or 0
            who = f"{settled}人{share(settled, people)}" if settled else ""
            sum_ = money_zh(row.settled_cents) if row.settled_cents else ""
            yield f"{row.title}：已办结{'、'.join(filter(None, (who, sum_)))}"
        elif row.settled_at is None:
            who = f"{row.people}人{share(row.people, people)}" if row.people else ""
            sum_ = money_zh(row.amount_cents) if row.amount_cents else ""
            about = "、".join(filter(None, (who, sum_)))
            yield f"{row.title}：{f'涉及{about}，' if about else ''}正在办理"


def _lines(of: Outcome) -> Sequence[RecoveryRow]:
    rows = select(RecoveryRow).where(RecoveryRow.incident_id == of.incident.id)
    if of.district:
        rows = rows.where(RecoveryRow.district == of.district)
    return of.session.scalars(rows.order_by(RecoveryRow.id)).all()


def state(of: Outcome) -> str:
    """Whether people are still there, and whether it still grows."""
    parts = []
    rows = _site_rows(of)
    newest = {row.place: row for row in rows}
    if newest and all(row.head_count == 0 for row in newest.values()):
        last = max(row.seen_at for row in newest.values())
        parts.append(f"{of.say.say(last)}起现场无人员聚集")
    m = moment(of.session, of.at)
    day, every = of.session.execute(
        select(func.count().filter(lately(m, DAY)), func.count()).where(
            counted(m, of.incident.id), _own(of)
        )
    ).one()
    if every:
        parts.append(f"近24小时新增投诉举报{day}件" if day else "近24小时没有新增投诉举报")
    return "，".join(parts)


def authorities(of: Outcome) -> str:
    """What lies with the police and with the court, as it is registered here: the city's word."""
    if of.district:
        return ""
    referred = of.session.scalars(
        select(CaseActRow)
        .where(
            CaseActRow.incident_id == of.incident.id,
            CaseActRow.kind == ActKind.POLICE,
            CaseActRow.settled_at <= of.at,
        )
        .order_by(CaseActRow.settled_at, CaseActRow.id)
    ).all()
    say, parts = of.say, []
    for act in referred:
        number = f"（{act.document}）" if act.document else ""
        outcome = f"，{closed(act.outcome)}" if act.outcome else ""
        assert act.settled_at is not None  # by what was asked for: it was sent
        parts.append(f"{say.say(act.settled_at)}，{closed(act.words)}{number}{outcome}")
    for row in _liaison(of):
        if COURT in row.department and row.answered_at and row.answered_at <= of.at and row.answer:
            parts.append(f"{say.say(row.answered_at)}，{row.department}{closed(row.answer)}")
    return "；".join(parts) or "没有登记移送公安机关的事项"


def lessons(of: Outcome) -> str:
    """As the newest signed 总结评估报告 says it, which the plan wants of every response."""
    rows = of.session.scalars(
        select(InquiryReportRow)
        .where(
            InquiryReportRow.incident_id == of.incident.id,
            InquiryReportRow.signed_at <= of.at,
            InquiryReportRow.kind == InquiryKind.ASSESSMENT,
        )
        .order_by(InquiryReportRow.id.desc())
    ).first()
    sections = rows.sections if rows else ()
    said = (str(each["text"]) for each in sections if str(each["code"]).endswith(LESSONS))
    return next((closed(text) for text in said if text.strip()), "拟在总结评估报告中报送")


def left_to_do(of: Outcome) -> str:
    """Open work of the groups, then the open lines of the ledgers, by name."""
    mine = (row for row in tasks(obligations_of(of.session, of.incident.id, of.at)))
    left = [row.title for row in mine if row.state in UNDONE and row.form not in OF_REPORTS]
    lines = [row for row in _lines(of) if row.settled_at is None and row.waived_at is None]
    titles = left[:NEXT] + [row.title for row in lines[:NEXT]]
    return f"继续办理：{'；'.join(dict.fromkeys(titles))}" if titles else ""
