"""Numbers of papers: one after the other in their series and year, under the pen.

The pen is one person's at a time, so the next number is the highest plus one; the database
refuses a second row of a number all the same. A number of no effect stays with its reason.
"""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PRINTED_AS, Life, PaperStep
from commandcenter.domain.papers.paper_items import PaperSeries
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.services import book
from commandcenter.services.guard import carried_incident, rights, text_of
from commandcenter.services.papers.paper_base import (
    CLAUSE,
    FileRef,
    add_step,
    keep_file,
    newest_number,
    record,
    to_act,
)
from commandcenter.store.database import now
from commandcenter.store.papers.paper_way import last_number, paper_of, standing, void_refusal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.papers.paper import PaperRow
from commandcenter.store.tables.papers.paper_number import PaperNumberRow

PRINTS = frozenset(PRINTED_AS.values())


def give(session: Session, actor: Actor, paper_id: int) -> str:
    """编号: the next one of its series, in the year of its signature. Returns it as printed."""
    state = to_act(session, actor, paper_id, PaperStep.NUMBER)
    row = state.row
    series = series_of(plan_of(session), state.flow.series)
    year = local(row.signed_at or now(session)).year
    given = _next(session, actor, series, year, row.title, row.incident_id)
    given.life, given.subject_id = Life.PAPER, row.id
    row.number = given.written
    add_step(session, actor, row, PaperStep.NUMBER, newest_number(session, row), given.written)
    record(session, actor, row, "numbered")
    return given.written


def series_of(plan: PlanData, code: str) -> PaperSeries:
    series = plan.paper_series.get(code)
    if series is None:
        raise RuleBroken("没有名为“{code}”的编号序列。", code=code)
    return series


def _next(
    session: Session,
    actor: Actor,
    series: PaperSeries,
    year: int,
    title: str,
    incident_id: int | None,
) -> PaperNumberRow:
    number = last_number(session, series.code, year) + 1
    row = PaperNumberRow(
        key=f"{series.code}/{year}/{number}",
        series=series.code,
        year=year,
        number=number,
        written=series.written(year, number),
        title=title,
        incident_id=incident_id,
        by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    return row


def take_outside(session: Session, actor: Actor, series_code: str, title: str) -> str:
    """The next number for a paper that was made outside, so that none is given twice."""
    rights(session).require(actor, Action.NUMBER_PAPER)
    series = series_of(plan_of(session), series_code)
    words = text_of(title, "公文标题", 120)
    row = _next(session, actor, series, local(now(session)).year, words, None)
    book.record(session, actor, "paper_number", row.id, "taken", clause=CLAUSE)
    return row.written


def void(session: Session, actor: Actor, number_id: int, reason: str) -> None:
    """作废 of a number: it stays in the series with its reason and is not given again.

    The paper that bears it is numbered anew. One that was sealed or sent keeps its number.
    """
    rights(session).require(actor, Action.NUMBER_PAPER)
    row = session.get(PaperNumberRow, number_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的文号。", id=number_id)
    bearer = None
    if row.life is Life.PAPER and row.subject_id is not None:
        bearer = standing(session, paper_of(session, row.subject_id))
    if row.incident_id is not None:
        carried_incident(session, row.incident_id)
    if broken := void_refusal(row, bearer):
        raise broken
    words = text_of(reason, "作废的原因", 500)
    if bearer is not None and bearer.row.number == row.written:
        _take_off(session, actor, bearer.row, row.written, words)
    row.void_why, row.void_by, row.void_at = words, actor.name, now(session)
    book.record(
        session, actor, "paper_number", row.id, "voided", incident=row.incident_id, clause=CLAUSE
    )


def _take_off(session: Session, actor: Actor, paper: PaperRow, written: str, words: str) -> None:
    paper.number = ""
    text = newest_number(session, paper)
    add_step(session, actor, paper, PaperStep.NUMBER, text, f"{written}作废：{words}", passed=False)
    record(session, actor, paper, "number taken off")


def keep_print(
    session: Session, actor: Actor, paper_id: int, number: str, files: tuple[FileRef, ...]
) -> None:
    """正本: the frozen text as set with this number. Safe to call again."""
    rights(session).require(actor, Action.NUMBER_PAPER)
    row = paper_of(session, paper_id)
    if row.incident_id is not None:
        carried_incident(session, row.incident_id)
    if not row.number or row.number != number:
        raise RuleBroken("公文的文号已变动，请重新排印正本。")
    if {ref.role for ref in files} - PRINTS:
        raise ValueError("no print")
    before = standing(session, row).files
    new = [ref for ref in files if ref.role not in before or before[ref.role].sha256 != ref.sha256]
    for ref in new:
        keep_file(session, actor, Life.PAPER, row.id, row.incident_id, ref)
    if new:
        record(session, actor, row, "print made")
