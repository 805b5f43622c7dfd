"""The papers of the scenarios on their way, each step by its own person.

Those that set and freeze pages write in several transactions, so they take the database.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.script_references import Stage
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import RECORDS, Life, PaperKind, PaperStep, Subject
from commandcenter.domain.times import local
from commandcenter.offices import paper_making
from commandcenter.outputs.pdf.parts import placed
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.papers.paper_reply import Reply, file_reply
from commandcenter.store import files
from commandcenter.store.database import Database
from commandcenter.store.papers.paper_subject import newest
from commandcenter.store.papers.paper_way import paper_of, standing
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.papers.paper import PaperRow

CLERK, LEADER, CHIEF = "yuhang", "zhoulan", "chenyu"  # 文秘, 综合协调组组长, 总指挥
COUNTIES = ("各县（市、区）市场监督管理局", "各应急处置工作组")


# Deeds: (session, actor, …), and those that print: (db, actor, …).


def draft(
    session: Session,
    actor: Actor,
    kind: PaperKind,
    period: int | None = None,
    department: str = "",
) -> None:
    """Of the story's incident, of what a department was asked, or of a week or a month."""
    incident = Stage(session).incident().id if period is None else None
    subject, of = (incident, Subject.INCIDENT) if incident else (period or 0, Subject.PERIOD)
    if incident and (record := RECORDS.get(kind)):
        of = record
        asked = {"department": department}
        subject = (
            Stage(session).newest(LiaisonRow, **asked)
            if department
            else newest(session, record, incident)
        )
    made = paper_making.new_document(session, kind.value, subject, of)
    whole = paper_making.whole_of(placed(made, {})[0])
    paper_drafts.draft(session, actor, New(kind, subject, incident, whole))


def submit(session: Session, actor: Actor, kind: PaperKind) -> None:
    for paper in _waiting(session, kind, PaperStep.SUBMIT):
        paper_flow.submit(session, actor, paper, _read(session, paper))


def judge(
    session: Session, actor: Actor, kind: PaperKind, step: PaperStep, words: str = ""
) -> None:
    """核稿, 会签 or 审核 of the paper as it stands."""
    verbs = {
        PaperStep.CHECK: paper_flow.check,
        PaperStep.COUNTERSIGN: paper_flow.countersign,
        PaperStep.REVIEW: paper_flow.review,
    }
    for paper in _waiting(session, kind, step):
        verbs[step](session, actor, paper, _read(session, paper), words)


def withdraw(session: Session, actor: Actor, kind: PaperKind, reason: str) -> None:
    for paper in _waiting(session, kind, PaperStep.SUBMIT):
        paper_drafts.withdraw(session, actor, paper, reason)


def sign(db: Database, actor: Actor, kind: PaperKind, words: str = "") -> None:
    with db.read() as session:
        seen = [
            (paper, _read(session, paper), paper_making.made_document(session, paper))
            for paper in _waiting(session, kind, PaperStep.SIGN)
        ]
    for paper, read, shown in seen:
        paper_making.sign(db, actor, paper, read, words, shown=shown)


def number(db: Database, actor: Actor, kind: PaperKind) -> None:
    with db.read() as session:
        papers = _waiting(session, kind, PaperStep.NUMBER)
    for paper in papers:
        paper_making.number(db, actor, paper)


def seal(session: Session, actor: Actor, kind: PaperKind) -> None:
    for paper in _waiting(session, kind, PaperStep.SEAL):
        paper_flow.seal(session, actor, paper)


def issue(
    session: Session, actor: Actor, kind: PaperKind, copies: int, to: tuple[str, ...], way: str
) -> None:
    for paper in _waiting(session, kind, PaperStep.ISSUE):
        paper_flow.issue(session, actor, paper, copies, to, way)


def file(session: Session, actor: Actor, kind: PaperKind, where: str) -> None:
    for paper in _waiting(session, kind, PaperStep.FILE):
        paper_flow.file(session, actor, paper, where)


def replied(session: Session, actor: Actor, kind: PaperKind, came: Reply) -> None:
    """What came back to the newest letter."""
    file_reply(session, actor, Stage(session).newest(PaperRow, kind=kind), came)


def scan(db: Database, actor: Actor, kind: PaperKind) -> None:
    """The signed and sealed page of what was issued, as the copier gives it back."""
    with db.read() as session:
        found = [
            (paper, paper_of(session, paper).number, files.read(session, page.sha256))
            for paper in _waiting(session, kind, PaperStep.FILE)
            if (page := standing(session, paper_of(session, paper)).governing)
        ]
    for paper, number_, data in found:
        with TemporaryDirectory() as folder:
            page_file = Path(folder) / f"{number_}签发件.pdf"
            own_files.write(page_file, data)
            paper_making.scan(db, actor, Life.PAPER, paper, page_file)


def _waiting(session: Session, kind: PaperKind, step: PaperStep) -> list[int]:
    """The newest paper of the kind if this step comes next; who watches may have done it."""
    row = paper_of(session, Stage(session).newest(PaperRow, kind=kind))
    return [row.id] if standing(session, row).wanted is step else []


def _read(session: Session, paper: int) -> Read:
    wording = paper_making.wording_of(session, paper)
    return Read(paper_of(session, paper).version, wording.whole)


# The ways, as a script tells them: minutes are counted from the draft.


class Way:
    """The steps of one paper, each so many minutes after its draft."""

    def __init__(self, script: Script, kind: PaperKind, hour: int, minute: int) -> None:
        self._script, self._kind, self._from = script, kind, hour * 60 + minute

    def at(self, minutes: int) -> tuple[int, int]:
        return divmod(self._from + minutes, 60)

    def call(self, minutes: int, login: str, deed: Callable[..., None], *told: object) -> None:
        self._script.call(*self.at(minutes), login, deed, self._kind, *told)

    def print(self, minutes: int, login: str, deed: Callable[..., None], *told: object) -> None:
        work = partial(_printed, deed, self._kind, told)
        self._script.print(*self.at(minutes), login, work)

    def drafted(self, login: str = CLERK, period: int | None = None, department: str = "") -> None:
        self.call(0, login, draft, period, department)

    def to_sign(self, login: str = CLERK, *, check: int = 4) -> None:
        """送审 and 核稿: then it waits for who signs."""
        self.call(2, login, submit)
        self.call(check, LEADER, judge, PaperStep.CHECK, "")

    def signed(self, minutes: int, words: str = "") -> None:
        self.print(minutes, CHIEF, sign, words)

    def numbered(self, minutes: int) -> None:
        self.print(minutes, CLERK, number)


def _printed(
    deed: Callable[..., None],
    kind: PaperKind,
    told: tuple[object, ...],
    db: Database,
    actor: Actor,
) -> None:
    deed(db, actor, kind, *told)


def notice(
    script: Script,
    kind: PaperKind,
    hour: int,
    minute: int,
    *,
    scanned: bool = False,
    to: tuple[str, ...] = COUNTIES,
    copies: int = 24,
) -> None:
    """A 通知 of the response, or a 请示, goes its whole way within half an hour."""
    way = Way(script, kind, hour, minute)
    way.drafted()
    way.to_sign()
    way.call(7, "dengqing", judge, PaperStep.COUNTERSIGN, "与签发的决定一致")
    way.call(9, "luomin", judge, PaperStep.REVIEW, "")
    way.signed(12, "发")
    way.numbered(14)
    way.call(15, CLERK, seal)
    way.call(18, CLERK, issue, copies, to, "政务内网")
    if scanned:
        way.print(26, CLERK, scan)


def brief(
    script: Script, kind: PaperKind, hour: int, minute: int, login: str, to: tuple[str, ...]
) -> None:
    """会商简报, 日报 and the like: drafted, checked, signed, numbered, sent."""
    way = Way(script, kind, hour, minute)
    way.drafted(login)
    way.to_sign(login)
    way.signed(8)
    way.numbered(10)
    way.call(12, CLERK, issue, 15, to, "政务内网")


def flash(script: Script, hour: int, minute: int, to: tuple[str, ...]) -> None:
    """值班快报: between two reports, by the duty room."""
    way = Way(script, PaperKind.EXPRESS, hour, minute)
    way.drafted("liwei")
    way.call(2, "liwei", submit)
    way.signed(5)
    way.numbered(7)
    way.call(9, "liwei", issue, 2, to, "传真")


def at_rest(script: Script, day: int, where: str) -> None:
    """投诉分析周报 of the week before, filed on the day it was signed."""
    script.turn_to(day)
    year, of_year, _ = local(script.time(8, 40) - timedelta(days=7)).isocalendar()
    week = year * 100 + of_year
    way = Way(script, PaperKind.WATCH, 8, 40)
    way.drafted("luxia", week)
    way.to_sign("luxia", check=12)
    way.signed(35)
    way.numbered(40)
    way.call(45, CLERK, issue, 20, ("局领导", "各业务科室"), "内网公告")
    way.call(120, CLERK, file, where)
