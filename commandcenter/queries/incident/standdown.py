"""May the response be lowered or ended? What the plan's conditions ask for, beside the rows.

What no row can tell is left to people, and says so. A suggestion only: the commander signs
(突发事件应对法 Art. 86; the plan has no clause on the end).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.aftermath.aftermath import Ledger
from commandcenter.domain.command import tasks
from commandcenter.domain.complaints.complaint import OVER, WITHOUT_LIMIT
from commandcenter.domain.complaints.handling import FINISHED
from commandcenter.domain.conditions import Outcome
from commandcenter.domain.incident.facts import Fact
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.standdown import Fall, fall_of, is_met
from commandcenter.domain.phrase import joined, phrase, phrases, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.times import day_start, local, minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import known_facts
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.counts import settled
from commandcenter.store.incident.hand_counts import hand_count
from commandcenter.store.incident.stated_facts import statements
from commandcenter.store.moment import counted, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.command.command import OralDecisionRow
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow
from commandcenter.store.tables.reports.report import ReportRow

USUAL_DAYS = 28  # before the 接报: what is usual of the same traders
OUTCOME_WORDS = phrases(
    {Outcome.MET: "已具备", Outcome.NOT_MET: "未具备", Outcome.UNKNOWN: "须人工判断"}
)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One condition. `wanted`: in the plan's words; `found`: what the rows say now."""

    code: str
    title: str
    wanted: str
    found: str
    outcome: Outcome
    source: str
    proposal: bool

    @property
    def judged(self) -> bool:
        """No row can settle it, a person has to."""
        return self.outcome is Outcome.UNKNOWN

    @property
    def line(self) -> str:
        """As it stands in the notice."""
        return phrase(
            "{title}：{found}（{outcome}）",
            title=self.title, found=self.found, outcome=OUTCOME_WORDS[self.outcome],
        )  # fmt: skip

    def judged_line(self, words: str) -> str:
        """In the notice, where the signer says that it is met, and on what grounds."""
        return phrase("{title}：{words}（签发人判断：已具备）", title=self.title, words=words)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that is still open, with its number; 0 is said too."""

    code: str
    title: str
    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Conditions in the plan's order, then what is left over."""

    items: tuple[EvidenceItem, ...]
    left: tuple[Leftover, ...]
    fall: Fall
    usual: float  # new people a day in quiet times
    now: datetime

    @property
    def left_line(self) -> str:
        return phrase("尚未了结：{what}", what=joined("；", (each.words for each in self.left)))


def stand_down(session: Session, incident_id: int, now: datetime) -> Evidence:
    incident = session.get_one(IncidentRow, incident_id)
    plan = plan_of(session, incident.plan_version_id)
    facts = known_facts(session, incident, plan, statements(session, incident_id), now)
    usual = usual_people(session, incident)
    percent = plan.number("stand_down_percent")
    fall = fall_of(_first_seen(session, incident_id, now), now, percent, usual)
    judge = _Judge(session, incident, plan, facts, fall, usual, now)
    return Evidence(
        items=tuple(judge.items()),
        left=_left(session, incident_id, now),
        fall=fall,
        usual=usual,
        now=now,
    )


def _first_seen(session: Session, incident_id: int, now: datetime) -> list[datetime]:
    """When each person of the incident first complained; without a key each counts alone."""
    columns = ComplaintRow.__table__.c
    rows = session.execute(
        select(columns.person_key, columns.registered_at)
        .where(counted(moment(session, now), incident_id))
    )  # fmt: skip
    first: dict[Any, datetime] = {}
    for number, (key, at) in enumerate(rows):
        who = key or number
        first[who] = min(first.get(who, at), at)
    return list(first.values())


def usual_people(session: Session, incident: IncidentRow) -> float:
    """People a day on the same traders in the four weeks before the 接报; 0 without a trader."""
    subjects = select(IncidentPlaceRow.subject_id).where(
        IncidentPlaceRow.incident_id == incident.id, IncidentPlaceRow.subject_id.is_not(None)
    )
    until = day_start(local(incident.received_at).date())
    keys = session.execute(
        select(ComplaintRow.person_key, ComplaintRow.id).where(
            ComplaintRow.subject_id.in_(subjects),
            ComplaintRow.registered_at >= until - timedelta(days=USUAL_DAYS),
            ComplaintRow.registered_at < until,
            settled(),
        )
    )
    return len({key or number for key, number in keys}) / USUAL_DAYS


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is asked together for all conditions of one incident."""

    session: Session
    incident: IncidentRow
    plan: PlanData
    facts: dict[str, Fact]
    fall: Fall
    usual: float
    now: datetime

    def items(self) -> list[EvidenceItem]:
        finders: dict[str, Callable[[], tuple[str, Outcome]]] = {
            "new_complainants": self._new_complainants,
            "no_gathering": self._no_gathering,
            "registered": self._registered,
            "opinion": self._opinion,
            "food_stable": self._food,
        }
        found = []
        for item in self.plan.stand_down.values():
            if item.code == "food_stable" and not self._is_food():
                continue
            words, outcome = finders.get(item.code, self._by_people)()
            found.append(
                EvidenceItem(
                    item.code, word(item.title), word(item.words), words, outcome,
                    item.source, item.proposal,
                )
            )  # fmt: skip
        return found

    def _new_complainants(self) -> tuple[str, Outcome]:
        fall = self.fall
        if not fall.peak:
            return word("本事件没有投诉"), Outcome.UNKNOWN
        words = phrase(
            "近24小时新增 {new} 人，为峰值 {peak} 人的 {share:.1f}%；前一个24小时 {before} 人；"
            "低于比例已持续 {hours} 小时；平时每日 {usual:.1f} 人，已有 {days} 日不高于平时",
            new=fall.last_day, peak=fall.peak, share=fall.share, before=fall.day_before,
            hours=fall.below_hours, usual=self.usual, days=fall.quiet_days,
        )  # fmt: skip
        return words, Outcome.MET if is_met(fall) else Outcome.NOT_MET

    def _no_gathering(self) -> tuple[str, Outcome]:
        held = self.facts["on_site"].held if "on_site" in self.facts else None
        if held is None or held.value is None:
            return word("现场人数没有报告"), Outcome.UNKNOWN
        words = phrase(
            "现场 {n} 人（{source}，截至{at}）",
            n=held.value, source=held.source, at=minute_zh(held.as_of),
        )  # fmt: skip
        return words, Outcome.NOT_MET if held.value else Outcome.MET

    def _registered(self) -> tuple[str, Outcome]:
        at = moment(self.session, self.now).at
        done = hand_count(self.session, self.incident.id, "registered", at)
        rest = hand_count(self.session, self.incident.id, "waiting", at)
        if done is None or rest is None or not done.value + rest.value:
            return word("没有已登记、待登记人数的报告"), Outcome.UNKNOWN
        whole = done.value + rest.value
        share = 100 * done.value / whole
        words = phrase(
            "已知 {whole} 人，已登记 {done} 人，占 {share:.1f}%（截至{at}）",
            whole=whole, done=done.value, share=share, at=minute_zh(min(done.at, rest.at)),
        )  # fmt: skip
        enough = share >= self.plan.number("stand_down_registered_percent")
        return words, Outcome.MET if enough else Outcome.NOT_MET

    def _opinion(self) -> tuple[str, Outcome]:
        day = self.now - timedelta(days=1)
        recent = _count(self.session, OpinionRow.id, self.incident.id, OpinionRow.found_at > day)
        waits = _count(self.session, OpinionRow.id, self.incident.id, OpinionRow.state == "open")
        words = phrase("近24小时登记舆情 {n} 条，待回应 {waits} 条", n=recent, waits=waits)
        return words, Outcome.UNKNOWN

    def _is_food(self) -> bool:
        hurt = self.facts["hurt"].value if "hurt" in self.facts else None
        return bool(hurt) or Category.SAFETY.value in self.incident.categories

    def _food(self) -> tuple[str, Outcome]:
        held = self.facts["hurt"].held if "hurt" in self.facts else None
        if held is None or held.value is None:
            return word("患者人数没有报告"), Outcome.UNKNOWN
        words = phrase(
            "累计 {n} 人（{source}，截至{at}）",
            n=held.value, source=held.source, at=minute_zh(held.as_of),
        )  # fmt: skip
        return words, Outcome.UNKNOWN

    def _by_people(self) -> tuple[str, Outcome]:
        return word("没有数据可以说明"), Outcome.UNKNOWN


def _left(session: Session, incident_id: int, now: datetime) -> tuple[Leftover, ...]:
    complaints, people = _unfinished(session, incident_id, now)
    owed = _unsettled_people(session, incident_id)
    rows = obligations_of(session, incident_id, now)
    steps = tasks.task_counts(rows, now).open
    must = tasks.task_counts(rows, now, must=True).open
    press = _count(
        session, PressQuestionRow.id, incident_id, PressQuestionRow.answered_at.is_(None)
    )
    unsent = _count(session, ReportRow.id, incident_id, ReportRow.sent_at.is_(None))
    oral = _count(
        session, OralDecisionRow.id, incident_id,
        OralDecisionRow.signed_at.is_(None), OralDecisionRow.disputed_at.is_(None),
    )  # fmt: skip
    return (
        Leftover("complaints", word("未办结投诉"), complaints,
                 phrase("未办结投诉举报 {n} 件、{people} 人", n=complaints, people=people)),
        Leftover("people", word("待落实消费者"), owed,
                 phrase("恢复台账待落实消费者 {n} 人", n=owed)),
        Leftover("steps", word("未办结任务"), steps,
                 phrase("未办结任务 {n} 项，其中必办 {must} 项", n=steps, must=must)),
        Leftover("press", word("未答复媒体提问"), press,
                 phrase("未答复媒体提问 {n} 个", n=press)),
        Leftover("reports", word("未报出报告"), unsent, phrase("未报出报告 {n} 份", n=unsent)),
        Leftover("oral", word("待补签"), oral, phrase("口头决定待补签 {n} 项", n=oral)),
    )  # fmt: skip


def _unfinished(session: Session, incident_id: int, now: datetime) -> tuple[int, int]:
    """Complaints and reports that the law still has open, and the people behind them."""
    rows = session.execute(
        select(ComplaintRow.id, ComplaintRow.person_key)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
        .where(
            counted(moment(session, now), incident_id),
            ComplaintRow.kind.not_in(WITHOUT_LIMIT),
            or_(
                and_(ComplaintHandlingRow.complaint_id.is_(None), ComplaintRow.status.not_in(OVER)),
                ComplaintHandlingRow.state.not_in([state.value for state in FINISHED]),
            ),
        )
    ).all()
    return len(rows), len({key or number for number, key in rows})


def _unsettled_people(session: Session, incident_id: int) -> int:
    """Of the ledger of consumers: those not yet made whole, nor waived."""
    rows = session.execute(
        select(RecoveryRow.people, RecoveryRow.settled_people).where(
            RecoveryRow.incident_id == incident_id,
            RecoveryRow.ledger == Ledger.CONSUMERS.value,
            RecoveryRow.settled_at.is_(None),
            RecoveryRow.waived_at.is_(None),
        )
    )
    return sum(max(0, (people or 0) - (done or 0)) for people, done in rows)


def _count(
    session: Session,
    column: InstrumentedAttribute[int],
    incident_id: int,
    *conditions: ColumnElement[bool] | InstrumentedAttribute[bool],
) -> int:
    table: Any = column.class_
    found = session.scalar(
        select(func.count(column)).where(table.incident_id == incident_id, *conditions)
    )
    return found or 0
