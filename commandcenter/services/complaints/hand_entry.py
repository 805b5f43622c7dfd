"""A complaint taken by telephone or at the counter: one row, an import of its own."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import Complainant, NewComplaint, narrow
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services.complaints import subjects
from commandcenter.services.complaints.intake import (
    FileFacts,
    close_batch,
    open_batch,
)
from commandcenter.services.complaints.refused_rows import turned_away
from commandcenter.services.complaints.storing import store_chunk
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.store.complaints import people
from commandcenter.store.complaints.person_key import key_in
from commandcenter.store.database import now
from commandcenter.store.tables.complaints.complaint import ComplaintRow


def enter_by_hand(
    session: Session, actor: Actor, complaint: NewComplaint, key: bytes | None = None
) -> int:
    """Take one complaint by telephone or at the counter; return its id. `key`: see key_in."""
    rights(session).require(
        actor, Action.ENTER_COMPLAINT, district=complaint.district or actor.districts()
    )
    complaint, at = _storable(complaint), now(session)
    if complaint.registered_at > at:
        raise RuleBroken("登记时间不能晚于现在。")
    text_of(complaint.number, "登记编号", 50)
    text_of(complaint.text, "投诉内容")
    if session.scalar(select(ComplaintRow.id).where(ComplaintRow.number == complaint.number)):
        raise RuleBroken("登记编号“{number}”已经登记过。", number=complaint.number)
    number, district = [complaint.number], [complaint.district]
    for reason in turned_away(session, actor, number, district, Action.ENTER_COMPLAINT).values():
        raise RuleBroken(reason)
    facts = FileFacts("", "", "", 1, 0, 0, {complaint.source: at})
    batch_id = open_batch(session, actor, facts, Action.ENTER_COMPLAINT)
    known = subjects.known_like(session, complaint)
    own = key if key and people.numbered_here(session) else key_in(session)
    chunk = people.keyed(columns_of([complaint]), own)
    ids = store_chunk(session, actor, batch_id, chunk, known, searched=True)
    close_batch(session, actor, batch_id, facts, 1, 1, ids.start)
    return ids.start


def _storable(complaint: NewComplaint) -> NewComplaint:
    """What a person typed or pasted, as a database can keep it; the reader of files does it too."""
    person = _clean_texts(complaint.complainant)
    numbers = {name: narrow(person[name]) for name in ("phone", "id_number")}
    who = replace(complaint.complainant, **person | numbers)
    return replace(complaint, complainant=who, **_clean_texts(complaint))


def _clean_texts(value: NewComplaint | Complainant) -> dict[str, Any]:
    found = {f.name: getattr(value, f.name) for f in fields(value)}
    return {name: storable(text) for name, text in found.items() if type(text) is str}
