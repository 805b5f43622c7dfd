"""What a county brings in that is not its own: refused row by row, with the reason.

It takes in what happened in its county; and a 登记编号 that another county holds is neither taken
over nor shown. Whoever sees the whole city is refused nothing here.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action, Matter
from commandcenter.services.guard import rights
from commandcenter.store import bulk
from commandcenter.store.tables.complaints.complaint import ComplaintRow

ELSEWHERE = text("SELECT rights.numbers_elsewhere(:numbers)")
NO_PLACE = "区域没有写明或无法识别，县区局只能登记本县区的投诉。"
OTHER_PLACE = "区域不在本县区，县区局只能登记本县区的投诉。"
HELD = "登记编号已由别处登记，请核对编号；确属本县区的，请报市局值班室处理。"


def own_of(
    session: Session,
    actor: Actor,
    chunk: Sequence[tuple[NewComplaint, str]],
    refused: dict[str, str],
) -> list[tuple[NewComplaint, str]]:
    """Those of a chunk that the actor may take in; the others are added to `refused`."""
    away = turned_away(session, actor, [c for c, _ in chunk])
    refused |= away
    return [pair for pair in chunk if pair[0].number not in away]


def turned_away(
    session: Session, actor: Actor, complaints: Sequence[NewComplaint]
) -> Mapping[str, str]:
    """Why, by 登记编号, of those that this person may not take in."""
    asked = rights(session)

    def may(*districts: str) -> bool:
        matter = Matter(districts=frozenset(districts))
        return asked.refusal(actor, Action.TAKE_IN_COMPLAINTS, matter) is None

    if not actor.person_id or may():
        return {}
    own = {place for place in {c.district for c in complaints} if place and may(place)}
    found = {
        c.number: OTHER_PLACE if c.district else NO_PLACE
        for c in complaints
        if c.district not in own
    }
    held = _held_elsewhere(session, actor, [c.number for c in complaints])
    return dict.fromkeys(sorted(held), HELD) | found


def _held_elsewhere(session: Session, actor: Actor, numbers: Sequence[str]) -> set[str]:
    if bulk.guarded(session, "complaint"):
        return set(session.scalars(ELSEWHERE, {"numbers": list(numbers)}))
    elsewhere = or_(
        ComplaintRow.district.is_(None), ComplaintRow.district.not_in(actor.districts())
    )
    wanted = ComplaintRow.number.in_(numbers)
    return set(session.scalars(select(ComplaintRow.number).where(wanted, elsewhere)))
