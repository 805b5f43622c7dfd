"""Complaints as rows and in detail, with people masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaint import Channel, ComplaintKind, Source, mask_name, mask_phone
from commandcenter.store.counts import belonging, settled
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaint import (
    BatchRow,
    ComplainantRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.incident import IncidentComplaintRow


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    id: int
    number: str
    registered_at: datetime
    source: Source
    channel: Channel
    kind: ComplaintKind
    title: str
    subject: str
    district: str
    category: str
    problem: str
    amount_cents: int | None
    complainant: str  # masked
    incident_id: int | None


@dataclass(frozen=True, slots=True)
class ComplaintDetail:
    line: ComplaintLine
    text: str
    phone: str  # masked
    address: str  # district and street only
    brand: str
    goods: str
    subject_code: str
    subject_address: str
    recorded_at: datetime
    file_name: str  # the import it came with, "" when entered by hand
    special_group: str
    other_province: bool


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One page of a search; `total` counts all that match."""

    lines: tuple[ComplaintLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints; an empty filter is all of them. Times: since <= registered < until."""

    incident_id: int | None = None
    words: str = ""  # in number, title, text or subject
    since: datetime | None = None
    until: datetime | None = None
    channel: Channel | None = None
    category: str | None = None
    district: str | None = None
    subject_id: int | None = None
    person_key_of: int | None = None  # other complaints of the same person as this one
    kind: ComplaintKind | None = None
    problem: str | None = None
    other_province: bool | None = None
    ids: tuple[int, ...] = ()  # only these


def complaint_page(
    session: Session, wanted: ComplaintFilter, offset: int = 0, limit: int = 200
) -> ComplaintPage:
    """Newest first. `total` counts all that match."""
    conditions = _conditions(session, wanted)
    total = _total(session, wanted, conditions)
    rows = session.execute(
        _columns()
        .where(*conditions)
        .order_by(ComplaintRow.registered_at.desc(), ComplaintRow.id.desc())
        .offset(offset)
        .limit(limit)
    ).all()
    return ComplaintPage(tuple(_line(row) for row in _with_incident(session, rows)), total)


def _total(session: Session, wanted: ComplaintFilter, conditions: list[ColumnElement[bool]]) -> int:
    """How many match. All of them are counted without looking at one, if no import is open."""
    counted = select(func.count()).select_from(ComplaintRow)
    open_import = session.scalar(select(BatchRow.id).where(BatchRow.state == "open").limit(1))
    if wanted == ComplaintFilter() and open_import is None:
        return session.scalars(counted).one()
    if wanted.words.split():
        counted = counted.outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
    return session.scalars(counted.where(*conditions)).one()


def _conditions(session: Session, wanted: ComplaintFilter) -> list[ColumnElement[bool]]:
    found = [belonging(wanted.incident_id) if wanted.incident_id else settled()]
    if wanted.since:
        found.append(ComplaintRow.registered_at >= wanted.since)
    if wanted.until:
        found.append(ComplaintRow.registered_at < wanted.until)
    if wanted.channel:
        found.append(ComplaintRow.channel == wanted.channel)
    for column, value in (
        (ComplaintRow.category, wanted.category),
        (ComplaintRow.district, wanted.district),
        (ComplaintRow.subject_id, wanted.subject_id),
        (ComplaintRow.kind, wanted.kind),
        (ComplaintRow.problem, wanted.problem),
        (ComplaintRow.other_province, wanted.other_province),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.ids:
        found.append(ComplaintRow.id.in_(wanted.ids))
    if wanted.person_key_of is not None:
        one = session.get_one(ComplaintRow, wanted.person_key_of)
        same = ComplaintRow.person_key == one.person_key
        found.append(same if one.person_key else ComplaintRow.id == one.id)  # nobody is nobody
    for word in wanted.words.split():
        columns = (ComplaintRow.number, ComplaintRow.title, ComplaintRow.text, SubjectRow.name)
        found.append(or_(*(c.contains(word, autoescape=True) for c in columns)))
    return found


def _columns() -> Select[ComplaintRow, str | None, str | None, str | None]:
    return (
        select(ComplaintRow, SubjectRow.name, DistrictRow.name, ComplainantRow.name)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .outerjoin(DistrictRow, DistrictRow.code == ComplaintRow.district)
        .outerjoin(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
    )


Found = Row[ComplaintRow, str | None, str | None, str | None]


def _with_incident(session: Session, rows: Sequence[Found]) -> list[tuple[Found, int | None]]:
    ids = [row[0].id for row in rows]
    links = session.execute(
        select(IncidentComplaintRow.complaint_id, IncidentComplaintRow.incident_id).where(
            IncidentComplaintRow.complaint_id.in_(ids), IncidentComplaintRow.removed_at.is_(None)
        )
    )
    incidents = dict(links.all())
    return [(row, incidents.get(row[0].id)) for row in rows]


def _line(found: tuple[Found, int | None]) -> ComplaintLine:
    (row, subject, district, name), incident_id = found
    return ComplaintLine(
        id=row.id,
        number=row.number,
        registered_at=row.registered_at,
        source=row.source,
        channel=row.channel,
        kind=row.kind,
        title=row.title,
        subject=subject or "",
        district=district or "",
        category=row.category,
        problem=row.problem,
        amount_cents=row.amount_cents,
        complainant="" if row.kind is ComplaintKind.REPORT else mask_name(name or ""),
        incident_id=incident_id,
    )


def complaint_detail(session: Session, complaint_id: int) -> ComplaintDetail:
    """One complaint, its people masked; a reporter (举报人) is not shown at all."""
    [found] = session.execute(_columns().where(ComplaintRow.id == complaint_id)).all()
    [line] = [_line(pair) for pair in _with_incident(session, [found])]
    row = found[0]
    person = session.get(ComplainantRow, complaint_id)
    subject = session.get(SubjectRow, row.subject_id) if row.subject_id else None
    batch = session.get_one(BatchRow, row.batch_id)
    named = person is not None and row.kind is not ComplaintKind.REPORT
    return ComplaintDetail(
        line=line,
        text=row.text,
        phone=mask_phone(person.phone) if named and person else "",
        address=" ".join(part for part in (line.district, row.town) if part),
        brand=row.brand,
        goods=row.goods,
        subject_code=(subject.credit_code or "") if subject else "",
        subject_address=subject.address if subject else "",
        recorded_at=row.recorded_at,
        file_name=batch.file_name,
        special_group=row.special_group,
        other_province=row.other_province,
    )
