"""Officers to choose from in a form: who collects evidence, who talks with a trader."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group
from commandcenter.store.people import in_force
from commandcenter.store.tables.person import PersonRow, RoleGrantRow
from commandcenter.store.tables.watch.warning import TraderTalkRow

LATELY = timedelta(days=180)


def officers(session: Session, now: datetime) -> tuple[str, ...]:
    """The people of 调查取证组, then those of 现场处置组."""
    rows = session.execute(
        select(PersonRow.name, RoleGrantRow.group)
        .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
        .where(
            RoleGrantRow.group.in_((Group.INVESTIGATION, Group.ONSITE)),
            in_force(now),
            PersonRow.active,
        )
        .order_by(RoleGrantRow.id)
    ).all()
    first = sorted(rows, key=lambda row: row[1] is not Group.INVESTIGATION)
    return tuple(dict.fromkeys(name for name, _ in first))


def talkers(session: Session, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Who may have talked with a trader: the actor, who did lately, then the officers."""
    talks = session.scalars(
        select(TraderTalkRow.officers)
        .where(TraderTalkRow.talked_at >= now - LATELY)
        .order_by(TraderTalkRow.talked_at.desc(), TraderTalkRow.id.desc())
    )
    lately = [name for names in talks for name in names.split("、")]
    return tuple(dict.fromkeys((actor.name, *lately, *officers(session, now))))
