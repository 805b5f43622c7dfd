"""What the papers of the risk work say (plan 3.1): assessments, inspections, surveys."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.queries.watch.assessments import JudgedBoard, judged_board
from commandcenter.queries.watch.inspection_lines import FindingLine, PlanLine, TargetLine
from commandcenter.queries.watch.inspections import inspection_board
from commandcenter.queries.watch.survey_answers import SurveyBoard, survey_board
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.office import office


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on each of them."""

    org: str
    at: datetime
    journal: JournalMark
    drill: bool


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    head: Head
    board: JudgedBoard


@dataclass(frozen=True, slots=True)
class InspectionPaper:
    """`plans`: those that are printed, each with its traders and the tasks of their results."""

    head: Head
    plans: tuple[tuple[PlanLine, tuple[TargetLine, ...], tuple[FindingLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    head: Head
    board: SurveyBoard


def assessment_paper(
    session: Session, actor: Actor, assessment_id: int, now: datetime
) -> AssessmentPaper:
    return AssessmentPaper(_head(session, now), judged_board(session, actor, assessment_id, now))


def inspection_paper(
    session: Session, actor: Actor, plans: Sequence[int], now: datetime
) -> InspectionPaper:
    """Raises RuleBroken where none of them is there."""
    board = inspection_board(session, actor, now)
    chosen = [line for line in board.plans if line.id in plans]
    if not chosen:
        raise RuleBroken("没有可以打印的巡查计划。")
    found = []
    for line in chosen:
        targets = tuple(x for x in board.targets if x.plan_id == line.id)
        records = {x.record_id for x in targets}
        tasks = tuple(x for x in board.findings if x.record_id in records)
        found.append((line, targets, tasks))
    return InspectionPaper(_head(session, now), tuple(found))


def survey_paper(session: Session, actor: Actor, record_id: int, now: datetime) -> SurveyPaper:
    board = survey_board(session, actor, record_id, now)
    if not board.questions:
        raise RuleBroken("“{title}”还没有录入答卷。", title=board.title)
    return SurveyPaper(_head(session, now), board)


def _head(session: Session, now: datetime) -> Head:
    drill = mark_of(session) is not None
    return Head(office(session), now, journal_mark(session), drill)
