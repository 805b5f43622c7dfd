"""What every service asks first: may this person do this, in this incident, by the plan."""

import re

from sqlalchemy.orm import Session

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.incident.incident import require_growing
from commandcenter.domain.org import DUTY_ROOM, GROUP_WORDS, ROLE_WORDS, Actor, Group, Role
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action, Rights
from commandcenter.store.incident.family import carriers_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow

UNSTORABLE = re.compile("[\0\ud800-\udfff]")

# The program itself, for what no person orders: making the schema, the demo, the watch.
PROGRAM = Actor(0, "", word("系统"))


def rights(session: Session) -> Rights:
    return plan_of(session).rights


def incident_of(session: Session, incident_id: int) -> IncidentRow:
    row = session.get(IncidentRow, incident_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的事件。", id=incident_id)
    return row


def open_incident(session: Session, incident_id: int) -> IncidentRow:
    """The incident while its record may still grow: not archived, merged away or a false alarm."""
    row = incident_of(session, incident_id)
    require_growing(row.state, row.merged_into is not None)
    return row


def carried_incident(session: Session, incident_id: int) -> IncidentRow:
    """The incident of a row that is there already: what began before a 并案 goes on in the incident
    that it is carried on in, while that one's record may still grow.
    """
    row = incident_of(session, incident_id)
    last = carriers_of(session, row)[-1]
    require_growing(last.state, last.merged_into is not None)
    return row


def person_in_service(session: Session, person_id: int | None) -> PersonRow:
    """Somebody who has not left the bureau: nobody else is given anything to do."""
    person = session.get(PersonRow, person_id) if person_id is not None else None
    if person is None or not person.active:
        raise RuleBroken("没有编号为 {id} 的人员。", id=person_id)
    return person


def require_for(session: Session, actor: Actor, action: Action, incident: IncidentRow) -> None:
    """The right to `action` in the counties of the incident."""
    rights(session).require(
        actor, action, district=frozenset(incident.districts), involved=bool(actor.groups())
    )


def require_to_write(session: Session, actor: Actor, incident: IncidentRow) -> None:
    """The right to add to the running record in the actor's capacity (group, county, command).

    A county's is its own, if the incident concerns it.
    """
    _, group, district = office_of(session, actor)
    concerned = frozenset(incident.districts)
    own = frozenset({district}) if district in concerned else concerned
    rights(session).require(actor, Action.WRITE_LOG, group=group, district=own)


def storable(words: str) -> str:
    """The words without what no database keeps: zero bytes and halves of characters."""
    return UNSTORABLE.sub("", words)


def text_of(words: str, what: str, limit: int = 20_000) -> str:
    """Trimmed text that must not be empty. Raises AskedWrongly naming `what`."""
    kept = storable(words).strip()
    if not kept:
        raise AskedWrongly("请填写{what}。", what=word(what))
    if len(kept) > limit:
        raise AskedWrongly("{what}超过 {limit} 字。", what=word(what), limit=limit)
    return kept


def text_if_any(words: str, what: str, limit: int) -> str:
    """Trimmed text that may be empty. What is longer is refused, never cut: no word is lost.

    Raises AskedWrongly naming `what`.
    """
    return text_of(words, what, limit) if storable(words).strip() else ""


def office_of(session: Session, actor: Actor) -> tuple[str, Group | None, str | None]:
    """In what capacity the actor writes: words on screen, their group, their county."""
    if actor.has(Role.COMMANDER):
        return ROLE_WORDS[Role.COMMANDER], None, None
    if actor.has(Role.DEPUTY):
        return ROLE_WORDS[Role.DEPUTY], None, None
    groups = actor.groups(Role.LEADER) or actor.groups()
    if groups:
        group = min(groups, key=list(Group).index)
        return GROUP_WORDS[group], group, None
    for code in sorted(actor.districts()):
        district = session.get_one(DistrictRow, code)
        return f"{district.name}局", None, code
    return (DUTY_ROOM if actor.has(Role.DUTY) else word("系统")), None, None
