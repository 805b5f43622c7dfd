"""What is asked beside the panels: one thing in full, a search, a form's choices."""

from functools import partial
from typing import Any

from sqlalchemy import select

from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.queries.command.call_ups import reachable
from commandcenter.queries.command.evidence import shelf_choices
from commandcenter.queries.command.orders import addressees
from commandcenter.queries.command.site import site_choices
from commandcenter.queries.complaints.candidates import Near, candidates
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_detail, complaint_page
from commandcenter.queries.complaints.follow_detail import (
    follow_detail,
    last_records,
    open_flags,
)
from commandcenter.queries.complaints.followup import FollowFilter, follow_up
from commandcenter.queries.complaints.handling_choices import handling_choices
from commandcenter.queries.incident.level_forms import level_form
from commandcenter.queries.incident.merge_forms import merge_form
from commandcenter.queries.incident.orals import oral_choices
from commandcenter.queries.seat.desk import desk_head
from commandcenter.queries.seat.desk_work import step_view
from commandcenter.queries.seat.search import search
from commandcenter.store.database import Database, Query
from commandcenter.store.tables.every import IncidentComplaintRow, ObligationRow


def view_questions(db: Database, incident: int, actor: Any) -> dict[str, Query[Any]]:
    """Asked on a click rather than by a panel that stands open."""
    with db.read() as session:
        ids = session.scalars(
            select(IncidentComplaintRow.complaint_id).where(
                IncidentComplaintRow.incident_id == incident
            )
        ).all()
        step = session.scalars(
            select(ObligationRow.id).where(ObligationRow.incident_id == incident).limit(1)
        ).one()
    now = db.clock()
    one = {"actor": actor, "incident_id": incident, "now": now}

    def follow(**chosen: Any) -> Query[Any]:
        return partial(follow_up, **one, chosen=FollowFilter(**chosen))

    def rows(**wanted: Any) -> Query[Any]:
        return partial(complaint_page, wanted=ComplaintFilter(**wanted), now=now, actor=actor)

    return {
        "head of the desk": partial(desk_head, **one),
        "search": partial(search, actor=actor, words="门店 退费"),
        "step in full": partial(step_view, obligation_id=step, now=now),
        "complaint in full": partial(complaint_detail, complaint_id=ids[5], actor=actor),
        "complaint under way": partial(follow_detail, actor=actor, complaint_id=ids[5], now=now),
        "complaints: late": follow(due=Due.LATE),
        "complaints: with words": follow(words="第 7 退费"),
        "complaints: flagged": follow(flagged=True),
        "complaints: all rows": partial(follow_up, **one, limit=2_000),
        "complaints: acts to take back": partial(last_records, complaint_ids=ids),
        "complaints: flags": partial(open_flags, complaint_ids=ids),
        "complaints: to join by brand": partial(candidates, **one),
        "complaints: to join by trader": partial(candidates, **one, near=Near.SUBJECT),
        "complaints: to join by words": partial(candidates, **one, near=Near.WORDS, words="门店"),
        "choices of an act": partial(handling_choices, actor=actor, now=now),
        "rows of an incident": rows(incident_id=incident),
        "rows due soon": rows(due=Due.SOON),
        "rows overdue": rows(due=Due.LATE),
        "whom an instruction is given to": partial(addressees, **one),
        "who decided by telephone": partial(oral_choices, **one),
        "levels to choose from": partial(level_form, **one),
        "incidents to merge with": partial(merge_form, **one),
        "evidence to choose from": partial(shelf_choices, incident_id=incident, now=now),
        "places to report from": partial(site_choices, incident_id=incident),
        "who may be rung": partial(reachable, actor=actor, now=now),
    }
