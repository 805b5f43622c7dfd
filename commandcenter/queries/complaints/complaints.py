"""Complaints as rows and in detail, with people masked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.abnormal import SIGN_WORDS, Sign
from commandcenter.domain.complaints.complaint import (
    OVER,
    Channel,
    ComplaintKind,
    Source,
    mask_name,
    mask_phone,
)
from commandcenter.domain.complaints.handling import (
    Dues,
    HandlingState,
    state_words,
)
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, Due, nearness, soon_end
from commandcenter.domain.complaints.told import told_state
from commandcenter.domain.complaints.vague_amount import amount_note
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import clauses, phrase, with_note, word
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.complaint_filter import (
    ComplaintFilter,
    _in_districts,
    conditions_of,
)
from commandcenter.queries.complaints.complaint_order import ComplaintOrder, OrderBy, ordering
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.complaints.form_choices import making
from commandcenter.queries.complaints.imports import withdrawing
from commandcenter.queries.complaints.linked_lines import (
    LinkedLine,
    PartedLine,
    linked_line,
    matter_of,
    parted_line,
)
from commandcenter.queries.offers import Offer, offer
from commandcenter.store.complaints.corrected import corrections_of
from commandcenter.store.complaints.flags import flags_of
from commandcenter.store.complaints.handling import FIRST_CLOCK
from commandcenter.store.database import now as database_now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import (
    BatchRow,
    ComplaintHandlingRow,
    ComplaintRow,
    SubjectRow,
)
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow
from commandcenter.store.tables.person import PersonRow

NEWEST = ComplaintOrder()
MOST_COUNTED = 50_000  # of a choice: a server gives up what takes longer than half a minute
LARGE = 200_000  # complaints from which on all of a county's are not counted one by one


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
    state: str = ""  # where it stands by the law
    due_at: datetime | None = None  # the limit of law that runs; None: none, or a test stops it
    due: Due | None = None  # only of what is handled here: elsewhere the platform knows better
    amount_words: str = ""  # of an amount that is no exact number
    estimated: bool = False  # counted over a year whose make-up days nobody has told yet


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
    clock: str = ""  # what the limit of law that runs is for
    handler: str = ""
    signs: tuple[str, ...] = ()  # of an abnormal cluster (令121 Art. 17)
    unmask: Offer | None = None  # seeing who complained; None: never offered to the actor
    once_report: bool = False  # 举报 once, another kind now: its reporter stays protected
    linked: LinkedLine | None = None
    parted: PartedLine | None = None  # what it was linked with last, where nothing is now
    vague_amount: str = ""  # as it was written, and what it can mean
    unread: str = ""  # what of the record could not be read
    told: str = ""  # what became of it in its own system, in a sentence; "" where nobody says
    corrected: tuple[str, ...] = ()  # what later files changed, a line each, in the plan's words
    forms: Offer | None = None  # making forms of it; None: never offered to the actor
    withdraw: Offer | None = None  # taking it out, of one that was entered by hand


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """One page of a search; `total` counts all that match, or with `more` so many and there are
    more. `forms`: making forms of some."""

    lines: tuple[ComplaintLine, ...]
    total: int
    forms: Offer | None = None
    more: bool = False


def complaint_page(
    session: Session,
    wanted: ComplaintFilter,
    offset: int = 0,
    limit: int = 200,
    *,
    now: datetime | None = None,
    actor: Actor | None = None,
    order: ComplaintOrder = NEWEST,
) -> ComplaintPage:
    """In `order`, the newest first. `total` counts what matches, to MOST_COUNTED behind the page.

    `now`: of the limits, else the database's time. For an `actor` of a county its own only.
    """
    at = now or database_now(session)
    own = own_districts(session, actor) if actor else None
    conditions = conditions_of(wanted, session, at)
    if own is not None:
        conditions.append(_in_districts(own, wanted))
    total = _counted(session, wanted, own)
    more = False
    if total is None:
        most = offset + MOST_COUNTED
        total, more = _total(session, wanted if own is None else None, conditions, most)
    asked = _asked(conditions, order, offset, limit, due=bool(wanted.due))
    rows = session.execute(asked).all()
    plan = plan_of(session)
    dues, until = Dues(plan), soon_end(at, plan.number(SOON_DAYS))
    lines = tuple(_line(row, dues, at, until) for row in _found(session, rows))
    forms = making(session, actor) if actor else None
    return ComplaintPage(lines, total, forms, more)


def _counted(session: Session, wanted: ComplaintFilter, own: frozenset[str] | None) -> int | None:
    """How many there are of whole counties, summed from the counts by day; None: count the rows.

    Ten million rows take a second to count and their counts a millisecond; of few rows neither.
    """
    if wanted != ComplaintFilter(district=wanted.district):
        return None
    if (session.scalar(select(func.max(ComplaintRow.id))) or 0) < LARGE:
        return None
    asked = select(func.sum(RollupRow.count)).where(
        RollupRow.family == "day_district",
        RollupRow.batch_id.not_in(select(BatchRow.id).where(BatchRow.state == "open")),
    )
    if own is not None:
        asked = asked.where(RollupRow.key.in_(own))
    if wanted.district is not None:
        asked = asked.where(RollupRow.key == wanted.district)
    return int(session.scalar(asked) or 0)


def _total(
    session: Session,
    wanted: ComplaintFilter | None,
    conditions: list[ColumnElement[bool]],
    most: int,
) -> tuple[int, bool]:
    """How many match, and whether there are more than these `most`. All of them are counted
    without looking at one, if no import is open."""
    open_import = session.scalar(select(BatchRow.id).where(BatchRow.state == "open").limit(1))
    if wanted == ComplaintFilter() and open_import is None:
        return session.scalars(select(func.count()).select_from(ComplaintRow)).one(), False
    found = select(ComplaintRow.id).where(*conditions)
    if wanted is None or wanted.due:
        handling = ComplaintHandlingRow.complaint_id == ComplaintRow.id
        found = found.outerjoin(ComplaintHandlingRow, handling)
    counted = select(func.count()).select_from(found.limit(most + 1).subquery())
    total = session.scalars(counted).one()
    return min(total, most), total > most


def _columns() -> Select[ComplaintRow, str | None, str | None, ComplaintHandlingRow | None]:
    return (
        select(ComplaintRow, SubjectRow.name, DistrictRow.name, ComplaintHandlingRow)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .outerjoin(DistrictRow, DistrictRow.code == ComplaintRow.district)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
    )


def _asked(
    conditions: list[ColumnElement[bool]],
    order: ComplaintOrder,
    offset: int,
    limit: int,
    *,
    due: bool,
) -> Select[ComplaintRow, str | None, str | None, ComplaintHandlingRow | None]:
    """An index gives the newest. By anything else all that match are ordered: their keys alone,
    and of a page only the rest is read. A server would join all there are before it takes a page.
    """
    keys = select(ComplaintRow.id).where(*conditions)
    if order.by is not OrderBy.REGISTERED:
        keys = keys.outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
    if order.by is not OrderBy.REGISTERED or due:
        handling = ComplaintHandlingRow.complaint_id == ComplaintRow.id
        keys = keys.outerjoin(ComplaintHandlingRow, handling)
    keys = keys.order_by(*ordering(order)).offset(offset).limit(limit)
    return _columns().where(ComplaintRow.id.in_(keys)).order_by(*ordering(order))


# A row with its incident, and with the name of who complained.
Found = tuple[
    Row[ComplaintRow, str | None, str | None, ComplaintHandlingRow | None], int | None, str
]


def _found(session: Session, rows: Sequence[Any]) -> list[Found]:
    """The names are asked for by number: joined, a server covers those of all there are first."""
    ids = [row[0].id for row in rows]
    who = ComplainantRow
    named = session.execute(select(who.complaint_id, who.name).where(who.complaint_id.in_(ids)))
    names = dict(named.all())
    links = session.execute(
        select(IncidentComplaintRow.complaint_id, IncidentComplaintRow.incident_id).where(
            IncidentComplaintRow.complaint_id.in_(ids), IncidentComplaintRow.removed_at.is_(None)
        )
    )
    incidents = dict(links.all())
    return [(row, incidents.get(row[0].id), names.get(row[0].id) or "") for row in rows]


def _line(found: Found, dues: Dues, now: datetime, until: datetime) -> ComplaintLine:
    (row, subject, district, handling), incident_id, name = found
    state, due_at = HandlingState.REGISTERED, None
    if handling is not None:
        state, due_at = HandlingState(handling.state), handling.due_at
    elif row.status in OVER:
        state = told_state(row.kind, row.status)
    elif clock := FIRST_CLOCK.get(row.kind):
        due_at = dues.due(clock, row.registered_at)
    here = handling is not None or incident_id is not None
    near = nearness(due_at, now, until)
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
        category=word(row.category),
        problem=word(row.problem),
        amount_cents=row.amount_cents,
        amount_words=row.amount_words,
        complainant="" if row.hides_reporter else mask_name(name),
        incident_id=incident_id,
        state=state_words(row.kind, state),
        due_at=due_at,
        due=near if here or near is Due.SOON else None,
        estimated=dues.estimated(row.registered_at, due_at),
    )


def complaint_detail(
    session: Session, complaint_id: int, actor: Actor | None = None
) -> ComplaintDetail:
    """One complaint, its people masked; who reports (举报人), or once did, is not shown at all.

    With an `actor` it says whether the actor may see who complained.
    """
    asked = session.execute(_columns().where(ComplaintRow.id == complaint_id)).one_or_none()
    if asked is None:
        raise RuleBroken("这件投诉已随所在的导入一并撤销。")
    plan, now = plan_of(session), database_now(session)
    dues, until = Dues(plan), soon_end(now, plan.number(SOON_DAYS))
    [line] = [_line(found, dues, now, until) for found in _found(session, [asked])]
    row = asked[0]
    person = session.get(ComplainantRow, complaint_id)
    subject = session.get(SubjectRow, row.subject_id) if row.subject_id else None
    batch = session.get_one(BatchRow, row.batch_id)
    handling = asked[3]
    handler = session.get(PersonRow, handling.handler_id or 0) if handling else None
    flags = flags_of(session, [row.id]).get(row.id, ())
    return ComplaintDetail(
        line=line,
        text=row.text,
        phone=mask_phone(person.phone) if person and not row.hides_reporter else "",
        address=" ".join(part for part in (line.district, row.town) if part),
        brand=row.brand, goods=row.goods,
        subject_code=(subject.credit_code or "") if subject else "",
        subject_address=subject.address if subject else "",
        recorded_at=row.recorded_at, file_name=batch.file_name,
        special_group=row.special_group, other_province=row.other_province,
        clock=_clock_title(session, row, handling),
        handler=handler.name if handler else "",
        signs=tuple(dict.fromkeys(SIGN_WORDS[Sign(flag.kind)] for flag in flags)),
        unmask=_unmask(session, row, handling, actor) if actor else None,
        once_report=row.hides_reporter and row.kind is not ComplaintKind.REPORT,
        linked=linked_line(session, row, actor),
        parted=parted_line(session, row, actor),
        told=told_words(row),
        vague_amount=_vague_amount(row.amount_words),
        unread=row.unread,
        corrected=corrections_of(session, row.id),
        forms=making(session, actor) if actor else None,
        withdraw=withdrawing(session, row, batch, actor) if actor else None,
    )  # fmt: skip


def _vague_amount(words: str) -> str:
    """2000余元（不少于 2,000 元，不计入合计）."""
    if not words:
        return ""
    return phrase("{words}（{note}，不计入合计）", words=words, note=amount_note(words))


def told_words(row: ComplaintRow) -> str:
    """已办结（11-24 10:30）；达成调解；挽回 300.00 元；承办：某所."""
    at = f"{local(row.finished_at):%Y-%m-%d %H:%M}" if row.finished_at else ""
    cents = row.recovered_cents
    parts = (
        with_note(word(row.status), at),
        word(row.outcome),
        "" if cents is None else phrase("挽回 {yuan:,.2f} 元", yuan=cents / 100),
        phrase("承办：{office}", office=row.office) if row.office else "",
    )
    return clauses(parts)


def _clock_title(session: Session, row: ComplaintRow, handling: ComplaintHandlingRow | None) -> str:
    first = "" if row.status in OVER else FIRST_CLOCK.get(row.kind, "")
    code = first if handling is None else handling.clock
    return plan_of(session).clocks[code].title if code else ""


def _unmask(
    session: Session, row: ComplaintRow, handling: ComplaintHandlingRow | None, actor: Actor
) -> Offer | None:
    """As services.complaints.unmask asks it."""
    action = Action.SEE_REPORTER if row.hides_reporter else Action.SEE_PERSONAL_DATA
    return offer("unmask", plan_of(session).rights, actor, action, matter_of(row, handling))
