"""The evidence shelf (plan 4.1(4)): pieces, their chain of custody, and who opened what.

Nothing is deleted or changed: a wrong piece is amended by a new one that says so.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.evidence import (
    Kind,
    require_collected,
    require_collectors,
    require_handing,
    require_kept_somewhere,
    require_not_amended,
    require_sha256,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    open_incident,
    rights,
    storable,
    text_if_any,
    text_of,
)
from commandcenter.store import files
from commandcenter.store.database import now
from commandcenter.store.tables.command.evidence import CaseFileRow, CustodyRow, EvidenceRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.complaints.complaint import SubjectRow

CLAUSE = "4.1(4)"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a piece. `stored`: its parts were sent before; else only its hash is kept."""

    sha256: str
    name: str
    size: int
    stored: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What is put on the shelf. `amends`: the id of the wrong piece that it stands for."""

    kind: Kind
    title: str
    collectors: tuple[str, ...]
    collected_at: datetime
    place: str
    description: str = ""
    subject_id: int | None = None
    obligation_id: int | None = None
    case_id: int | None = None
    file: File | None = None
    carrier: str = ""
    amends: int | None = None


def require_to_add(session: Session, actor: Actor, incident_id: int, piece: Piece) -> None:
    """All that can be refused before a large file is sent."""
    open_incident(session, incident_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    text_of(piece.title, "证据名称", 100)
    text_of(piece.place, "取证地点", 100)
    require_collectors([storable(name) for name in piece.collectors])
    require_collected(piece.collected_at, now(session))
    _require_links(session, incident_id, piece)


def add(session: Session, actor: Actor, incident_id: int, piece: Piece) -> int:
    """Put a piece on the shelf under the incident's next number; return its id."""
    require_to_add(session, actor, incident_id, piece)
    file, carrier = piece.file, storable(piece.carrier).strip()
    require_kept_somewhere(file is not None and file.stored, carrier)
    if file is not None:
        _require_sent(session, file)
    newest = select(func.max(EvidenceRow.number)).where(EvidenceRow.incident_id == incident_id)
    row = EvidenceRow(
        incident_id=incident_id,
        number=(session.scalar(newest) or 0) + 1,
        kind=piece.kind.value,
        title=text_of(piece.title, "证据名称", 100),
        description=text_if_any(piece.description, "说明", 2_000),
        collectors=list(require_collectors([storable(name) for name in piece.collectors])),
        collected_at=piece.collected_at,
        place=text_of(piece.place, "取证地点", 100),
        subject_id=piece.subject_id,
        obligation_id=piece.obligation_id,
        case_id=piece.case_id,
        sha256=file.sha256 if file else None,
        stored=file is not None and file.stored,
        name=text_of(visible(file.name), "文件名", 255) if file else "",
        size=file.size if file else None,
        carrier=text_if_any(carrier, "原件存放", 100),
        amends=piece.amends,
        registered_by=actor.name,
        at=now(session),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "amended by a new one" if piece.amends else "added")
    return row.id


def known_by_hash(session: Session, actor: Actor, incident_id: int, sha256: str) -> list[int]:
    """The numbers under which the very same file lies on the shelf of the incident already."""
    rights(session).require(actor, Action.EVIDENCE_READ)
    return list(
        session.scalars(
            select(EvidenceRow.number)
            .where(EvidenceRow.incident_id == incident_id, EvidenceRow.sha256 == sha256)
            .order_by(EvidenceRow.number)
        )
    )


@dataclass(frozen=True, slots=True)
class Handing:
    """A link of the chain. `from_holder`: who the giver is believed to be."""

    from_holder: str
    to_holder: str
    place: str
    reason: str
    handed_at: datetime


def hand_over(session: Session, actor: Actor, evidence_id: int, handing: Handing) -> int:
    """Hand a piece on; the giver is its last holder. Returns the id of the link.

    Raises RuleBroken when somebody handed it on meanwhile.
    """
    row = _piece(session, evidence_id)
    carried_incident(session, row.incident_id)
    rights(session).require(actor, Action.EVIDENCE_WRITE)
    _require_not_amended(session, row.id)
    holder, since = holder_of(session, row)
    to_holder, at = text_of(handing.to_holder, "接收人", 60), now(session)
    require_handing(holder, handing.from_holder, to_holder, handing.handed_at, since, at)
    link = CustodyRow(
        incident_id=row.incident_id,
        evidence_id=row.id,
        from_holder=holder,
        to_holder=to_holder,
        place=text_of(handing.place, "交接地点", 100),
        reason=text_of(handing.reason, "交接原因", 200),
        handed_at=handing.handed_at,
        at=at,
        by=actor.name,
    )
    session.add(link)
    session.flush()
    _record(session, actor, row, "handed over")
    return link.id


def holder_of(session: Session, row: EvidenceRow) -> tuple[str, datetime]:
    """Who holds the piece, and since when; its collectors before the first handing."""
    last = session.scalars(
        select(CustodyRow)
        .where(CustodyRow.evidence_id == row.id)
        .order_by(CustodyRow.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return "、".join(row.collectors), row.collected_at
    return last.to_holder, last.handed_at


def file_of(session: Session, actor: Actor, evidence_id: int) -> tuple[str, str]:
    """The hash and the name of the stored file, for who may read it."""
    rights(session).require(actor, Action.EVIDENCE_READ)
    row = _piece(session, evidence_id)
    if row.sha256 is None or not row.stored:
        raise RuleBroken("证据 {number} 号的文件没有存入本系统，请查看原件。", number=row.number)
    return row.sha256, row.name


def note_reading(session: Session, actor: Actor, evidence_id: int, *, whole: bool) -> None:
    """A file was opened, or found not to give its hash: either way the journal has it."""
    rights(session).require(actor, Action.EVIDENCE_READ)
    row = _piece(session, evidence_id)
    _record(session, actor, row, "read" if whole else "found damaged")


def note_export(session: Session, actor: Actor, incident_id: int) -> None:
    """The list of the shelf leaves the program as a file."""
    rights(session).require(actor, Action.EVIDENCE_READ)
    book.record(
        session,
        actor,
        "evidence",
        incident_id,
        "list exported",
        incident=incident_id,
        clause=CLAUSE,
    )


def _piece(session: Session, evidence_id: int) -> EvidenceRow:
    row = session.get(EvidenceRow, evidence_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的证据。", id=evidence_id)
    return row


def _require_links(session: Session, incident_id: int, piece: Piece) -> None:
    """What the piece is linked to must be there, and of this incident."""
    linked: tuple[tuple[type[Any], int | None, str], ...] = (
        (ObligationRow, piece.obligation_id, word("任务")),
        (CaseFileRow, piece.case_id, word("案件")),
        (EvidenceRow, piece.amends, word("证据")),
    )
    for row_class, number, what in linked:
        row = session.get(row_class, number) if number is not None else None
        if number is not None and (row is None or row.incident_id != incident_id):
            raise RuleBroken("本事件没有编号为 {id} 的{what}。", id=number, what=what)
    if piece.amends is not None:
        _require_not_amended(session, piece.amends)
    if piece.subject_id is not None and session.get(SubjectRow, piece.subject_id) is None:
        raise RuleBroken("没有编号为 {id} 的经营主体。", id=piece.subject_id)


def _require_not_amended(session: Session, evidence_id: int) -> None:
    """Raise RuleBroken, naming the right piece, for one that was put right meanwhile."""
    right = select(EvidenceRow.number).where(EvidenceRow.amends == evidence_id)
    require_not_amended(session.scalar(right.order_by(EvidenceRow.number.desc()).limit(1)) or 0)


def _require_sent(session: Session, file: File) -> None:
    require_sha256(file.sha256)
    if file.stored:
        files.require_complete(session, file.sha256, file.name)


def _record(session: Session, actor: Actor, row: EvidenceRow, verb: str) -> None:
    book.record(session, actor, "evidence", row.id, verb, incident=row.incident_id, clause=CLAUSE)
