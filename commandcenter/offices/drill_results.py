"""What the register of drills takes from a drill's store: how it went, and its 评估报告."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import text

from commandcenter.domain.drills.drill import DrillAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.offices import drill_stores, typesetting
from commandcenter.queries.drills.board import drill_board
from commandcenter.queries.drills.drill_paper import DrillPaper, PaperMeasure, drill_paper
from commandcenter.queries.drills.register import DrillLine
from commandcenter.queries.papers.paper_contents import journal_mark
from commandcenter.services.drills.register import Held
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database, Lost, sqlite_file
from commandcenter.store.drills.course import acts_of_drill
from commandcenter.store.tables.drills.drill import DrillActRow
from commandcenter.store.types import from_micros


@dataclass(frozen=True, slots=True)
class Report:
    """The PDF of a 评估报告, its file's name, and its SHA-256."""

    data: bytes
    name: str
    sha256: str
    pages: int


def held_beside(real: Database) -> tuple[Held, ...]:
    """The drills that are over, the newest first: of this machine, or of the bureau's server.

    One that cannot be opened or read is left out.
    """
    found = []
    for store in _stores(real):
        with suppress(RuleBroken, Lost):
            found.append(held_of(real, store))
    return tuple(sorted(found, key=lambda held: held.held_at, reverse=True))


def _stores(real: Database) -> list[str]:
    """Addresses of files, or names of databases on the same server."""
    if real.embedded:
        return [f"sqlite:///{path}" for path in drill_stores.known()]
    wanted = text("SELECT datname FROM pg_database WHERE starts_with(datname, :drills)")
    with real.read() as session:
        own = session.scalar(text("SELECT current_database()"))
        return list(session.scalars(wanted, {"drills": f"{own}_drill_"}))


def held_of(real: Database, store: str) -> Held:
    """How the drill of a store went. Raises RuleBroken while it goes on."""
    db = _opened(real, store)
    try:
        with db.read() as session:
            board = drill_board(session, PROGRAM)
            mark = journal_mark(session)
            over = _over_at(acts_of_drill(session))
    finally:
        db.close()
    if over is None or board.real_began_at is None:
        raise RuleBroken("“{title}”还没有结束，不能登记结果。", title=board.mark.title)
    return Held(
        title=board.mark.title,
        mode=board.mark.mode,
        held_at=board.real_began_at,
        ended_at=over,
        source=board.source,
        conductor=board.conductor,
        players=board.players,
        score=board.total,
        full=board.full,
        findings="",
        store=store,
        number=mark.number,
        head=mark.head,
    )


def _opened(real: Database, store: str) -> Database:
    """Raises RuleBroken where it is not: opening a file that is not there would make one."""
    if "://" not in store:
        db = real.beside(store)
        if db.drill is None:
            db.close()
            raise RuleBroken("数据库“{store}”不是演练库。", store=store)
        return db
    file = sqlite_file(store)
    if file is None or not file.is_file():
        raise RuleBroken("演练库“{file}”不在这台计算机上。", file=file or store)
    return drill_stores.open_drill(store)


def _over_at(acts: Sequence[DrillActRow]) -> datetime | None:
    """By the real clock; None while it goes on."""
    over = [act.real_micros for act in acts if act.kind is DrillAct.ENDED]
    return from_micros(over[-1]) if over else None


def report_of_store(db: Database) -> Report:
    """Of the drill at whose store one sits, whole: what is to be mended is not known there."""
    with db.read() as session:
        return _set(drill_paper(session, PROGRAM))


def report_of_line(real: Database, line: DrillLine) -> Report:
    """Of a drill of the register: how it went its store tells, what is to be mended the line."""
    db = _opened(real, line.store)
    try:
        with db.read() as session:
            paper = drill_paper(session, PROGRAM)
    finally:
        db.close()
    measures = tuple(
        PaperMeasure(m.words, GROUP_WORDS[m.group], m.due_at, m.done_words) for m in line.measures
    )
    return _set(replace(paper, findings=line.findings, measures=measures))


def _set(paper: DrillPaper) -> Report:
    from commandcenter.outputs.papers.drill_report import drill_report  # for a paper only

    made = drill_report(paper)
    printed = typesetting.pdf(made)
    name = paper_file_name("", made.title, paper.board.real_now, "pdf", drill=True)
    return Report(printed.data, name, hashlib.sha256(printed.data).hexdigest(), printed.pages)
