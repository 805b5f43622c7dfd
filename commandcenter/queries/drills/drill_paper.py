"""What a 演练评估报告 says: the drill as its own store has it, and what the register says."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import DrillState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.drills.board import DrillBoard, drill_board
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.drills.course import drill_of
from commandcenter.store.files import is_complete
from commandcenter.store.office import office
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    """`office`: who is responsible; `done`: what was done, "" while it is open."""

    words: str
    office: str
    due_at: datetime
    done: str = ""


@dataclass(frozen=True, slots=True)
class DrillFindings:
    """What the bureau's register says of a drill. `at`: when it was over; `course`: SHA-256 of how
    it went, as its own store told, "" of one that was not taken in.
    """

    org: str
    at: datetime
    findings: str = ""
    measures: tuple[PaperMeasure, ...] = ()
    course: str = ""


@dataclass(frozen=True, slots=True)
class DrillPaper:
    """The drill as its own store has it. `players` are names. `blind`: nobody of them saw what was
    to come.
    """

    org: str
    at: datetime  # when it ended, in the drill's time
    journal: JournalMark
    board: DrillBoard
    blind: bool
    players: tuple[str, ...]
    observers: tuple[str, ...]


def drill_paper(session: Session, actor: Actor) -> DrillPaper:
    """Raises RuleBroken in a real store, and while the drill goes on."""
    board = drill_board(session, actor)
    drill = drill_of(session)
    assert drill is not None  # else there is no board
    if board.state is not DrillState.ENDED:
        raise RuleBroken("演练还没有结束，不能出评估报告。")
    found = session.execute(select(PersonRow.login, PersonRow.name))
    names = {row.login: row.name for row in found}
    return DrillPaper(
        org=drill.bureau or office(session),
        at=board.drill_now,
        journal=journal_mark(session),
        board=board,
        blind=drill.blind,
        players=tuple(names[login] for login in drill.players if login in names),
        observers=tuple(names[login] for login in drill.observers if login in names),
    )


def drill_findings(session: Session, record_id: int) -> DrillFindings:
    """Raises RuleBroken for a drill that was not held, or whose course was not taken in."""
    row = session.get(DrillRecordRow, record_id)
    if row is None or row.ended_at is None:
        raise RuleBroken("没有编号为 {id} 的演练，或者还没有登记结果。", id=record_id)
    if not is_complete(session, row.paper):
        raise RuleBroken("请先在演练登记中取入演练过程，再出评估报告。")
    measures = session.scalars(
        select(DrillMeasureRow)
        .where(DrillMeasureRow.record_id == record_id)
        .order_by(DrillMeasureRow.due_at, DrillMeasureRow.id)
    )
    return DrillFindings(
        org=office(session),
        at=row.ended_at,
        findings=row.findings,
        measures=tuple(
            PaperMeasure(m.words, GROUP_WORDS[m.group], m.due_at, m.done_words) for m in measures
        ),
        course=row.paper,
    )
