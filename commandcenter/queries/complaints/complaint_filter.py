"""Which complaints are meant, and the conditions of the rows that are."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Channel, ComplaintKind
from commandcenter.domain.complaints.handling_limits import SOON_DAYS, Due, soon_end
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import due_between, due_by
from commandcenter.store.complaints.links import linked
from commandcenter.store.complaints.word_index import asked_words, holding
from commandcenter.store.incident.counts import HOUR, settled_now
from commandcenter.store.moment import counted, lately, moment
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow


@dataclass(frozen=True, slots=True)
class ComplaintFilter:
    """Which complaints; an empty filter is all of them. Times: since <= registered < until."""

    incident_id: int | None = None
    words: str = ""  # in number, title, text or subject
    since: datetime | None = None
    until: datetime | None = None
    channel: Channel | None = None
    category: str | None = None
    district: str | None = None  # "": none was given
    subject_id: int | None = None
    kind: ComplaintKind | None = None
    problem: str | None = None
    other_province: bool | None = None
    special_group: str | None = None  # 登记类别: 老人, 儿童
    ids: tuple[int, ...] = ()  # only these
    due: Due | None = None  # 即将到期; 已逾期 of those that are handled here or in an incident
    linked: bool = False  # only those that the other system has, too; of one kind with it
    channels: tuple[Channel, ...] = ()  # any of these
    categories: tuple[str, ...] = ()  # any of these; "": none was given
    at: datetime | None = None  # those behind a figure: what counted at this moment
    last_hour: bool = False  # of them those of the last hour that was here of each source
    districts: tuple[str, ...] = ()  # any of these


def conditions_of(
    wanted: ComplaintFilter, session: Session, now: datetime
) -> list[ColumnElement[bool]]:
    """For a count that is to say what the rows say."""
    found = [*_whose(wanted, session, now)]
    if wanted.since:
        found.append(ComplaintRow.registered_at >= wanted.since)
    if wanted.until:
        found.append(ComplaintRow.registered_at < wanted.until)
    if wanted.channel:
        found.append(ComplaintRow.channel == wanted.channel)
    if wanted.channels:
        found.append(ComplaintRow.channel.in_(wanted.channels))
    if wanted.categories:
        found.append(ComplaintRow.category.in_(wanted.categories))
    if wanted.district is not None:
        found.append(_in_districts({wanted.district}, wanted))
    if wanted.districts:
        found.append(_in_districts(wanted.districts, wanted))
    for column, value in (
        (ComplaintRow.category, wanted.category),
        (ComplaintRow.subject_id, wanted.subject_id),
        (ComplaintRow.kind, wanted.kind),
        (ComplaintRow.problem, wanted.problem),
        (ComplaintRow.other_province, wanted.other_province),
        (ComplaintRow.special_group, wanted.special_group),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.ids:
        found.append(ComplaintRow.id.in_(wanted.ids))
    if wanted.due:
        found.append(_near(session, wanted.due, now))
    if wanted.linked:
        found.append(linked())
    for word in asked_words(wanted.words):
        found.append(holding(session, word))
    return found


def _whose(
    wanted: ComplaintFilter, session: Session, now: datetime
) -> Iterator[ColumnElement[bool]]:
    """What is looked for by itself may be of a day to come; what is counted may not."""
    m = moment(session, wanted.at or now)
    if wanted.incident_id or wanted.at:
        yield counted(m, wanted.incident_id)
    else:
        yield settled_now(session)
    if wanted.last_hour:
        yield lately(m, HOUR)


def _in_districts(codes: Collection[str], wanted: ComplaintFilter) -> ColumnElement[bool]:
    """ "" stands for complaints without one.

    A county has every fifth complaint or so: the newest are found by their time. The index that
    begins with the district is only of use with a category; as an expression it is passed over.
    """
    if wanted.category and "" not in codes:
        return ComplaintRow.district.in_(codes)
    return func.coalesce(ComplaintRow.district, "").in_(codes)


def _near(session: Session, due: Due, now: datetime) -> ColumnElement[bool]:
    """Of old records that were only taken in, whether they were handled is known elsewhere."""
    plan = plan_of(session)
    if due is Due.SOON:
        return due_between(plan, now, soon_end(now, plan.number(SOON_DAYS)))
    joined = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.removed_at.is_(None)
    )
    here = or_(ComplaintHandlingRow.complaint_id.is_not(None), ComplaintRow.id.in_(joined))
    return and_(due_by(plan, now), here)
