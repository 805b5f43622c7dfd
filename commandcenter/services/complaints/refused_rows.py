"""What a county brings in that is not its own: refused row by row, with the reason.

It takes in what happened in its county; and a 登记编号 that another county holds is neither taken
over nor shown. Whoever sees the whole city is refused nothing here.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.sight import Sight, sight_of
from commandcenter.services.guard import rights
from commandcenter.store import bulk
from commandcenter.store.tables.complaints.complaint import ComplaintRow

ELSEWHERE = text("SELECT rights.numbers_elsewhere(:numbers)")
NO_PLACE = word("区域没有写明或无法识别，县区局只能登记本县区的投诉。")
OTHER_PLACE = word("区域不在本县区，县区局只能登记本县区的投诉。")
HELD_BEFORE = word("登记编号已由他人登记，请核对编号，或者报值班室处理。")
HELD = word("登记编号已由别处登记，请核对编号；确属本县区的，请报市局值班室处理。")


def own_of(session: Session, actor: Actor, chunk: Columns, refused: dict[str, str]) -> Columns:
    """Those of a chunk that the actor may take in; the others are added to `refused`."""
    numbers = chunk.of["number"]
    away = turned_away(session, actor, numbers, chunk.of["district"])
    refused |= away
    if not away:
        return chunk
    return chunk.picked([n for n, number in enumerate(numbers) if number not in away])


def turned_away(
    session: Session,
    actor: Actor,
    numbers: Sequence[str],
    districts: Sequence[str | None],
    right: Action = Action.TAKE_IN_COMPLAINTS,
) -> Mapping[str, str]:
    """Why, by 登记编号, of those that this person may not take in."""
    if not actor.person_id:
        return {}
    asked = rights(session)

    def may(*places: str) -> bool:
        matter = Matter(districts=frozenset(places))
        return asked.refusal(actor, right, matter) is None

    if may() and sight_of(asked, actor) is Sight.PICTURE:
        return {}
    if may():  # 话务员: what others have entered is not seen
        return dict.fromkeys(sorted(_held_elsewhere(session, actor, numbers)), HELD_BEFORE)
    own = {place for place in set(districts) if place and may(place)}
    found = {
        number: OTHER_PLACE if district else NO_PLACE
        for number, district in zip(numbers, districts, strict=True)
        if district not in own
    }
    held = _held_elsewhere(session, actor, numbers)
    return dict.fromkeys(sorted(held), HELD) | found


def _held_elsewhere(session: Session, actor: Actor, numbers: Sequence[str]) -> set[str]:
    if bulk.guarded(session, "complaint"):
        return set(session.scalars(ELSEWHERE, {"numbers": list(numbers)}))
    elsewhere = or_(
        ComplaintRow.district.is_(None), ComplaintRow.district.not_in(actor.districts())
    )
    wanted = ComplaintRow.number.in_(numbers)
    return set(session.scalars(select(ComplaintRow.number).where(wanted, elsewhere)))
