"""What is copied for a replay: the rows of some incidents, all people, the plan, the city.

Everything is copied as it is today; `replay` then undoes what came after a moment.
"""

import json
from collections.abc import Iterator
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.incident.incident import OPEN
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.rollups import day_bucket, hour_bucket
from commandcenter.store.tables.base import Journalled
from commandcenter.store.tables.city import CityRow, DistrictRow, TownRow
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.step import StepRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.rollup import RollupRow
from commandcenter.store.tables.every import Base
from commandcenter.store.tables.files import StoredFileRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.setting import SchemaInfoRow

PAGE = 2_000
CITY_DAYS = timedelta(days=3)  # what the quiet city shows of its complaints
BAND_DAYS = timedelta(days=70)  # what is usual is told from eight weeks, see queries.watch.timeline
# Never journalled row by row: they do not change, or only grow.
STEADY = (CityRow, DistrictRow, TownRow, StoredFileRow, SchemaInfoRow)


@dataclass(frozen=True)
class Scope:
    """Whose rows are copied. `ids`: incidents; `since`: nothing before is asked for.

    `city`: the complaints of the last days, too, whatever they belong to. `steps`, `obligations`
    and `complaints` are those of the incidents, and filled while copying.
    """

    ids: frozenset[int]
    since: datetime
    city: bool = False
    steps: set[int] = field(default_factory=set)
    obligations: set[int] = field(default_factory=set)
    complaints: set[int] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)  # of complaints that are gone

    def holds(self, table: Table, row: dict[str, Any]) -> bool:
        """Whether a row, as an image has it, belongs here."""
        if table is IncidentRow.__table__:
            return True
        if table is ComplaintRow.__table__:
            return self.city or row["id"] in self.complaints
        if "complaint_id" in row and table is not IncidentComplaintRow.__table__:
            return row["complaint_id"] in self.complaints
        if "step_id" in row and "incident_id" not in row:
            of_step = row["step_id"] in self.steps
            return of_step or row.get("obligation_id") in self.obligations
        incident = row.get("incident_id")
        return incident is None or incident in self.ids


def around(session: Session, incident_id: int) -> Scope:
    """An incident, and those that were open at some time of its life: they stand on its map."""
    row = session.get_one(IncidentRow, incident_id)
    others = session.scalars(select(IncidentRow.id).where(_open_after(row.received_at)))
    return Scope(frozenset({incident_id, *others}), row.received_at)


def standing(session: Session, at: datetime) -> Scope:
    """The city at a moment: all incidents that were open then, and its complaints."""
    found = session.scalars(
        select(IncidentRow.id).where(IncidentRow.received_at <= at, _open_after(at))
    )
    return Scope(frozenset(found), at, city=True)


def _open_after(at: datetime) -> ColumnElement[bool]:
    """Incidents that are open, or were until after a moment."""
    last = (
        select(func.max(IncidentMoveRow.at))
        .where(IncidentMoveRow.incident_id == IncidentRow.id)
        .scalar_subquery()
    )
    return or_(IncidentRow.state.in_(OPEN), last >= at)


def copy_present(session: Session, copy: Connection, scope: Scope) -> None:
    """All that a replay starts from, parents first."""
    scope.steps.update(
        session.scalars(select(StepRow.id).where(StepRow.incident_id.in_(scope.ids)))
    )
    book = select(ObligationRow.id).where(ObligationRow.incident_id.in_(scope.ids))
    scope.obligations.update(session.scalars(book))
    links = select(IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.incident_id.in_(scope.ids)
    )
    scope.complaints.update(session.scalars(links))
    _note_gone(session, scope)
    for table in _everyday():
        rows, where = select(table), _where(table, scope)
        _copy(session, copy, table, rows if where is None else rows.where(where))
    _copy_bulk(session, copy, scope, links)
    _copy_journal(session, copy, scope)


def _note_gone(session: Session, scope: Scope) -> None:
    """What went with its import after the first moment: then it belonged to the incidents."""
    image, line = JournalImageRow.__table__.c, JournalLineRow
    first = select(func.max(line.number)).where(line.at <= scope.since).scalar_subquery()
    gone = select(image.before).where(
        image.line > func.coalesce(first, 0), image.op == "delete", image.before.is_not(None)
    )
    links = gone.where(image.table_name == IncidentComplaintRow.__tablename__)
    for link in map(json.loads, session.scalars(links)):
        if link["incident_id"] in scope.ids:
            scope.complaints.add(link["complaint_id"])
    complaints = gone.where(image.table_name == ComplaintRow.__tablename__)
    for complaint in map(json.loads, session.scalars(complaints)):
        if complaint["id"] in scope.complaints and complaint["subject_id"]:
            scope.subjects.add(complaint["subject_id"])


def _everyday() -> Iterator[Table]:
    """The tables whose every change has an image, and those that stand still."""
    classes = {m.local_table: m.class_ for m in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        row_class = classes[table]
        if row_class.journalled is Journalled.ALL or row_class in STEADY:
            yield table


def _where(table: Table, scope: Scope) -> ColumnElement[bool] | None:
    """Which rows of a table belong to the incidents; None: all."""
    columns = table.c
    if "incident_id" in columns and "complaint_id" not in columns:
        here = columns.incident_id.in_(scope.ids)
        return or_(here, columns.incident_id.is_(None)) if columns.incident_id.nullable else here
    if "complaint_id" in columns:
        links = IncidentComplaintRow.__table__.c
        mine = select(links.complaint_id).where(links.incident_id.in_(scope.ids))
        return columns.complaint_id.in_(mine)
    if "step_id" in columns:
        steps = select(StepRow.id).where(StepRow.incident_id.in_(scope.ids))
        of_step = columns.step_id.in_(steps)
        if "obligation_id" not in columns:
            return of_step
        return or_(of_step, columns.obligation_id.in_(scope.obligations))
    return None


def _copy_bulk(session: Session, copy: Connection, scope: Scope, links: Select[Any]) -> None:
    """What comes in bulk, as it is today; it is cut by time afterwards."""
    wanted: ColumnElement[bool] = ComplaintRow.id.in_(links)
    if scope.city:
        recent = ComplaintRow.registered_at >= scope.since - CITY_DAYS
        wanted = or_(wanted, and_(recent, ComplaintRow.registered_at <= scope.since))
    of_links = select(IncidentComplaintRow.__table__).where(
        IncidentComplaintRow.incident_id.in_(scope.ids)
    )
    people = select(ComplainantRow.__table__).where(
        ComplainantRow.complaint_id.in_(select(ComplaintRow.id).where(wanted))
    )
    rollups, days = RollupRow.__table__, scope.since - BAND_DAYS
    counted = select(rollups).where(
        or_(
            and_(rollups.c.family == "hour_channel", rollups.c.bucket >= hour_bucket(days)),
            and_(rollups.c.family != "hour_channel", rollups.c.bucket >= day_bucket(days)),
        )
    )
    for row_class, rows in (
        (SubjectRow, select(SubjectRow.__table__).where(_subjects(scope, wanted))),
        (ComplaintRow, select(ComplaintRow.__table__).where(wanted)),
        (ComplainantRow, people),
        (IncidentComplaintRow, of_links),
        (RollupRow, counted),
    ):
        _copy(session, copy, row_class.__table__, rows)  # type: ignore[arg-type]  # a Table, as of every model
    _copy_alike(session, copy, scope, links)


def _copy_alike(session: Session, copy: Connection, scope: Scope, links: Select[Any]) -> None:
    """What was usual before an incident, for the band of its timeline: complaints of its kinds in
    its counties, without what they say and of whom.
    """
    table = Base.metadata.tables[ComplaintRow.__tablename__]
    c = table.c
    until = scope.since - CITY_DAYS if scope.city else scope.since
    kinds = select(c.category).where(c.id.in_(links)).distinct()
    incidents = session.scalars(select(IncidentRow).where(IncidentRow.id.in_(scope.ids)))
    counties = {code for row in incidents for code in row.districts}
    alike = select(table).where(
        c.registered_at >= scope.since - BAND_DAYS, c.registered_at < until,
        c.category.in_(session.scalars(kinds).all()), c.district.in_(sorted(counties)),
        c.id.not_in(links),
    )  # fmt: skip
    bare = {"title": "", "text": "", "subject_id": None, "person_key": "", "brand": "", "goods": ""}
    for part in session.execute(alike).mappings().partitions(PAGE):
        copy.execute(table.insert(), [{**row, **bare} for row in part])


def _subjects(scope: Scope, complaints: ColumnElement[bool]) -> ColumnElement[bool]:
    """The traders that any copied row names."""
    named = [select(ComplaintRow.subject_id).where(complaints)]
    for table in _everyday():
        if "subject_id" in table.c and "incident_id" in table.c:
            named.append(select(table.c.subject_id).where(table.c.incident_id.in_(scope.ids)))
    return or_(SubjectRow.id.in_(scope.subjects), *(SubjectRow.id.in_(rows) for rows in named))


def _copy_journal(session: Session, copy: Connection, scope: Scope) -> None:
    """The lines of the incidents; which rows they changed, without what stood in them."""
    lines, image = JournalLineRow.__table__, JournalImageRow.__table__.c
    mine = select(lines).where(lines.c.incident_id.in_(scope.ids))
    keys = (
        select(image.id, image.line, image.table_name, image.row_key, image.op)
        .join(lines, lines.c.number == image.line)
        .where(lines.c.incident_id.in_(scope.ids))
    )
    _copy(session, copy, lines, mine)  # type: ignore[arg-type]  # a Table, as of every model
    _copy(session, copy, JournalImageRow.__table__, keys)  # type: ignore[arg-type]  # a Table, as of every model


def _copy(session: Session, copy: Connection, table: Table, rows: Select[Any]) -> None:
    for part in session.execute(rows).mappings().partitions(PAGE):
        copy.execute(table.insert(), [dict(row) for row in part])
