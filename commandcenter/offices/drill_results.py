"""What the register of drills takes from a drill's store: how it went, and for its 评估报告."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, text

from commandcenter import own_files
from commandcenter.domain.drills.drill import DrillAct
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import drill_folder, drill_stores, typesetting
from commandcenter.outputs.papers.frozen import pack
from commandcenter.queries.drills.board import drill_board
from commandcenter.queries.drills.drill_paper import drill_paper
from commandcenter.queries.drills.register import DrillLine
from commandcenter.queries.papers.journal_mark import journal_mark
from commandcenter.services.drills import register
from commandcenter.services.drills.register import Held
from commandcenter.services.guard import PROGRAM
from commandcenter.store import files
from commandcenter.store.database import Database, Lost
from commandcenter.store.drills.course import acts_of_drill, drill_of
from commandcenter.store.engines import sqlite_file
from commandcenter.store.tables.drills.drill_course import DrillActRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.setting import SchemaInfoRow
from commandcenter.store.types import from_micros


@dataclass(frozen=True, slots=True)
class Report:
    """The PDF of a 评估报告, and its file's name."""

    data: bytes
    name: str
    pages: int


def held_beside(real: Database) -> tuple[Held, ...]:
    """The drills of this bureau that are over, the newest first: of this machine, and of the
    bureau's server.

    One that cannot be opened or read is left out.
    """
    with real.read() as session:
        number = session.scalars(select(SchemaInfoRow.database_id)).one()
    found = []
    for store in _stores(real):
        with suppress(RuleBroken, Lost):
            found.append(held_of(real, store, number))
    return tuple(sorted(found, key=lambda held: held.held_at, reverse=True))


def _stores(real: Database) -> list[str]:
    """Addresses of files, and names of databases on the same server."""
    files_here = [f"sqlite:///{path}" for path in drill_folder.known()]
    if real.embedded:
        return files_here
    wanted = text("SELECT datname FROM pg_database WHERE starts_with(datname, :drills)")
    with real.read() as session:
        own = session.scalar(text("SELECT current_database()"))
        return [*session.scalars(wanted, {"drills": f"{own}_drill_"}), *files_here]


def held_of(real: Database, store: str, bureau: str = "") -> Held:
    """How the drill of a store went. Raises RuleBroken while it goes on, and for a drill of another
    bureau than that of this number ("" any).
    """
    db = _opened(real, store)
    try:
        with db.read() as session:
            board = drill_board(session, PROGRAM)
            mark = journal_mark(session)
            over = _over_at(acts_of_drill(session))
            drill = drill_of(session)
    finally:
        db.close()
    if bureau and (drill is None or drill.founded_from != bureau):
        raise RuleBroken("“{title}”不是本局的演练。", title=board.mark.title)
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
    from commandcenter.outputs.papers.drill_report import drill_report  # for a paper only

    with db.read() as session:
        paper = drill_paper(session, PROGRAM)
    made = drill_report(paper)
    printed = typesetting.pdf(made)
    name = paper_file_name("", made.title, paper.board.real_now, "pdf", drill=True)
    return Report(printed.data, name, printed.pages)


def take_course(real: Database, actor: Actor, line: DrillLine) -> None:
    """Take in how a drill of the register went, from its own store: its 评估报告 is made of it in
    the register of papers, wherever that store is by then.

    Raises RuleBroken where the store is not here, or is not that of this drill any more.
    """
    from commandcenter.outputs.papers.drill_report import drill_course  # for a paper only

    db = _opened(real, line.store)
    try:
        with db.read() as session:
            same = JournalLineRow.number == line.number, JournalLineRow.hash == line.head
            known = session.scalar(select(JournalLineRow.number).where(*same))
            course = drill_course(drill_paper(session, PROGRAM))
    finally:
        db.close()
    if known is None:
        raise RuleBroken("演练库与登记结果时的不是同一个，不能取入演练过程。")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "course.json"
        own_files.write(path, pack(course))
        sha256 = files.send(real, path)
    with real.write() as session:
        register.keep_course(session, actor, line.id, sha256)
