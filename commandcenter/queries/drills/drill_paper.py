"""What a 演练评估报告 says: the drill as its own store has it, then what the bureau found."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import DrillState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.queries.drills.board import DrillBoard, drill_board
from commandcenter.queries.papers.paper_contents import JournalMark, journal_mark, office
from commandcenter.store.drills.course import drill_of
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    """`office`: who is responsible; `done`: what was done, "" while it is open."""

    words: str
    office: str
    due_at: datetime
    done: str = ""


@dataclass(frozen=True, slots=True)
class DrillPaper:
    """`findings` and `measures` stand in the register of the bureau, the rest in the drill's store.

    `players` are names. `blind`: nobody of them saw what was to come.
    """

    org: str
    at: datetime  # when it ended, in the drill's time
    journal: JournalMark
    board: DrillBoard
    blind: bool
    players: tuple[str, ...]
    observers: tuple[str, ...]
    findings: str = ""
    measures: tuple[PaperMeasure, ...] = ()


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
