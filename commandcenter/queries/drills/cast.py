"""Who may sit at a drill's store that is a file on this machine: everybody of the bureau.

Passwords are not copied into a drill. Who has the file plays whom they were told to play; on a
server everybody acts by their own login.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.drills.course import drill_of
from commandcenter.store.people import actor_of
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class CastLine:
    """`part`: 导调员, 观察员, or the post in the bureau."""

    id: int
    login: str
    name: str
    part: str


def drill_cast(session: Session) -> tuple[CastLine, ...]:
    """The conductor first, then the observers, then the players."""
    drill = drill_of(session)
    if drill is None:
        raise RuleBroken("这里是实战库，没有在演练。")
    leads: dict[str, str] = dict.fromkeys(drill.observers, word("观察员"))
    leads |= {drill.conductor: word("导调员")}
    order = [drill.conductor, *drill.observers]
    rows = session.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.id)).all()
    cast = [CastLine(r.id, r.login, r.name, leads.get(r.login, r.post)) for r in rows]
    place = {login: number for number, login in enumerate(order)}
    return tuple(sorted(cast, key=lambda line: place.get(line.login, len(place))))


def take_part(session: Session, login: str) -> Actor:
    """Raises RuleBroken in a real store: nobody signs on there without a password."""
    if drill_of(session) is None:
        raise RuleBroken("这里是实战库，请用自己的账号登录。")
    return actor_of(session, login, now(session))
