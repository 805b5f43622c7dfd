"""What the administrator says of the bureau itself."""

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.people_list import require_line
from commandcenter.services import book
from commandcenter.services.guard import rights, storable
from commandcenter.store.seat import bureau_facts

KIND = "bureau"


def set_duty_phone(session: Session, actor: Actor, phone: str) -> None:
    """The number under which the duty room is reached at any hour; "" for none."""
    if actor.person_id:
        rights(session).require(actor, Action.MANAGE_ACCOUNTS)
    kept = require_line(storable(phone), "值班电话")
    if bureau_facts.put_fact(session, bureau_facts.PHONE, kept):
        book.record(session, actor, KIND, 0, "duty phone")


def keep_office(session: Session, actor: Actor, office: str) -> bool:
    """Before there are borders, with which it is kept. Whether that is another name."""
    if not bureau_facts.put_fact(session, bureau_facts.OFFICE, office):
        return False
    book.record(session, actor, KIND, 0, "named")
    return True
