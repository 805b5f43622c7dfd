"""The store of a drill: a database of its own, founded from a script, and opened again.

Nothing of the bureau's own complaints and incidents is copied: city, plan, people with their roles
and who is on duty. A drill's clock stands before its beginning until the conductor starts it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.script import Inject, Script, as_table
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.role_confirmation import CONFIRMED_ROLES
from commandcenter.intake.borders import borders_of
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import drill_folder
from commandcenter.offices.drill_scripts import score_table
from commandcenter.queries.drills.past_event import traders_of
from commandcenter.services.drills import conduct, injects
from commandcenter.services.drills.conduct import row_values
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store import bulk, journal, roles, schema, seed
from commandcenter.store.address import Address, Link, parse
from commandcenter.store.clock import HandClock, system_clock
from commandcenter.store.complaints import person_key_care
from commandcenter.store.database import Database, now, open_database
from commandcenter.store.engines import make_engine, sqlite_file
from commandcenter.store.people import actor_of, in_force
from commandcenter.store.plan.plan import add_version, items_of, plan_of, version_in_force
from commandcenter.store.plan.plan_files import PlanItem
from commandcenter.store.tables.city import CityRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_course import DrillInjectRow
from commandcenter.store.tables.person import DutyRow, PersonRow, RoleGrantRow
from commandcenter.store.tables.setting import SchemaInfoRow, SimulatedClockRow
from commandcenter.store.types import to_micros

DAY, AROUND = timedelta(days=1), timedelta(hours=12)
BEFORE = timedelta(days=1)  # people have their roles before it begins
Lay = Callable[[Database, HandClock], None]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part, by login. Nobody named as conductor: the program conducts (headless)."""

    conductor: str = ""
    conductor_name: str = "系统"
    observers: tuple[str, ...] = ()
    players: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    login: str
    name: str
    post: str
    phone: str
    mobile: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Bureau:
    """What a drill takes from a real store. `on_duty`: who has the turn now, by login."""

    number: str
    office: str
    geojson: str
    items: tuple[PlanItem, ...] = ()
    people: tuple[Person, ...] = ()
    on_duty: tuple[tuple[str, Role], ...] = ()
    traders: tuple[tuple[object, ...], ...] = ()  # whom the script's complaints are about


def address_beside(db: Database, begun: datetime, *, on_server: bool) -> str:
    """A new address for a drill of this store: a file in the data folder, or NAME_drill_N."""
    if not on_server:
        return f"sqlite:///{drill_folder.folder() / f'演练-{begun:%Y%m%d-%H%M%S}.db'}"
    address = server_of(db)
    name = address.database
    with db.engine.connect() as connection:
        known = set(connection.scalars(text("SELECT datname FROM pg_database")))
    number = next(n for n in range(1, 10_000) if f"{name}_drill_{n}" not in known)
    return replace(address, database=f"{name}_drill_{number}").text


def server_of(db: Database) -> Address:
    """Raises RuleBroken for a file, which has no server beside it."""
    if db.link is None:
        raise RuleBroken("本局的数据库是单机文件，演练库也只能是文件。")
    return db.link.address


def may_found_there(db: Database) -> bool:
    """Whether who is signed on may make a drill for many seats: a database with its rights."""
    try:
        roles.require_may_lay(db)
    except RuleBroken:
        return False
    return not db.embedded


def bureau_of(real: Database, script: Script) -> Bureau:
    """Raises RuleBroken for a store that is a drill's itself."""
    if real.drill:
        raise RuleBroken("这里已经是演练库，请在实战库里新建演练。")
    with real.read() as session:
        city = session.scalars(select(CityRow)).one()
        at = now(session)
        return Bureau(
            session.scalars(select(SchemaInfoRow.database_id)).one(),
            city.office,
            city.geojson,
            tuple(items_of(session, version_in_force(session))),
            tuple(_people(session, at)),
            tuple(_on_duty(session, at)),
            tuple(_trader(row) for row in traders_of(session, script)),
        )


def _trader(row: SubjectRow) -> tuple[object, ...]:
    """In the order of the table's columns, but the number; who stands behind it is left out."""
    legal_person = ""
    return (
        row.name, row.credit_code, row.brand, row.trade, legal_person, row.address, row.district,
        row.lat, row.lon, row.precision,
    )  # fmt: skip


def _people(session: Session, at: datetime) -> Sequence[Person]:
    grants: dict[int, list[Grant]] = {}
    for row in session.scalars(select(RoleGrantRow).where(in_force(at)).order_by(RoleGrantRow.id)):
        if row.for_incident is None and row.stands_for is None:  # their own, not lent to them
            grants.setdefault(row.person_id, []).append(Grant(row.role, row.group, row.district))
    rows = session.scalars(select(PersonRow).where(PersonRow.active).order_by(PersonRow.id))
    return [
        Person(p.login, p.name, p.post, p.phone, p.mobile, tuple(grants.get(p.id, ())))
        for p in rows
    ]


def _on_duty(session: Session, at: datetime) -> Sequence[tuple[str, Role]]:
    rows = session.execute(
        select(PersonRow.login, DutyRow.role)
        .join(DutyRow, DutyRow.person_id == PersonRow.id)
        .where(DutyRow.starts_at <= at, DutyRow.ends_at > at)
        .order_by(DutyRow.id)
    )
    return [(row.login, row.role) for row in rows]


def found(
    url: str,
    script: Script,
    cast: Cast,
    bureau: Bureau,
    lay: Lay | None = None,
    like: Link | None = None,
) -> None:
    """Make the store at `url`. `lay`: what stands there before it begins, instead of the bureau's.

    `like`: who makes it on a server, as they signed on. Raises RuleBroken where there is
    something already.
    """
    file = sqlite_file(url)
    if file is not None and file.exists():
        raise RuleBroken("“{file}”已经存在，演练库要用新的文件。", file=file)
    if file is None:
        _make_database(url, like)
    clock = HandClock(script.begins - BEFORE)
    db = Database(make_engine(url, like=like), clock)
    try:
        schema.upgrade(db)
        with db.write() as session:
            _mark(session, script, cast, bureau, clock.at)
        if not db.embedded:
            marked, db = db, db.again()  # its clock is that of the row from now on
            marked.close()
        _lay(db, clock, script, cast, bureau, lay)
        with db.write() as session:
            _put_injects(session, script.injects)
        _stand_at(db, script.begins)
        roles.lay(db)
        if not db.embedded:  # a file makes its key where the first complaint comes
            person_key_care.settle(db)
    finally:
        db.close()


def _make_database(url: str, like: Link | None) -> None:
    """On the same server, beside the one that the address would be made from."""
    address, _ = parse(url)
    name = address.database
    engine = make_engine(replace(address, database="postgres").text, like=like)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            quoted = name.replace('"', '""')
            connection.execute(
                text(f"CREATE DATABASE \"{quoted}\" ENCODING 'UTF8' TEMPLATE template0")
            )
    finally:
        engine.dispose()


def _mark(session: Session, script: Script, cast: Cast, bureau: Bureau, at: datetime) -> None:
    """The first row of all: a store that has any line takes it no more."""
    kept = {
        "score": score_table(),
        "facts": [
            {"at": f.at.isoformat(), "figure": f.figure, "value": f.value} for f in script.facts
        ],
        "past": [asdict(act) for act in script.past],
    }
    whole = json.dumps(as_table(script), ensure_ascii=False, sort_keys=True)
    session.add(
        DrillRow(
            id=1,
            title=script.title,
            mode=Mode(script.mode),
            blind=script.blind,
            source=script.source_words,
            conductor=cast.conductor,
            conductor_name=cast.conductor_name,
            observers=list(cast.observers),
            players=list(cast.players),
            bureau=bureau.office,
            founded_from=bureau.number,
            founded_micros=to_micros(system_clock()),
            begins_at=script.begins,
            until=script.until,
            script=hashlib.sha256(whole.encode()).hexdigest(),
            rules=kept,
        )
    )
    session.flush()
    session.execute(insert(SimulatedClockRow).values(id=1, speed=0, story="", **_anchors(at)))
    journal.record(session, PROGRAM, "drill", 1, "founded")


def _anchors(at: datetime) -> dict[str, int]:
    return {"real_micros": to_micros(system_clock()), "simulated_micros": to_micros(at)}


def _lay(
    db: Database, clock: HandClock, script: Script, cast: Cast, bureau: Bureau, lay: Lay | None
) -> None:
    if lay is not None:
        lay(db, clock)
        return
    with db.write() as session:
        _put_bureau(session, bureau)
        _put_people(session, script, bureau)
        _let_conduct(session, cast.conductor)
        if bureau.traders:
            _put_traders(session, bureau.traders)


def _put_traders(session: Session, traders: Sequence[tuple[object, ...]]) -> None:
    rows = [(number, *trader) for number, trader in enumerate(traders, 1)]
    bulk.insert_rows(session, SubjectRow, rows)
    facts: dict[str, object] = {"register": "drill", "rows": len(rows)}
    journal.record(
        session, PROGRAM, "subject", 0, "loaded",
        bulk=journal.Bulk("subject", 1, len(rows), facts),
    )  # fmt: skip


def _put_bureau(session: Session, bureau: Bureau) -> None:
    seed.put_city(session, PROGRAM, borders_of(json.loads(bureau.geojson)), bureau.office)
    version = add_version(session, "演练用", bureau.items, now(session), PROGRAM.name)
    journal.record(session, PROGRAM, "plan", version, "adopted", clause="8.1")


def _put_people(session: Session, script: Script, bureau: Bureau) -> None:
    """With their roles, confirmed as they are in the bureau; who is on duty is, all the while."""
    ids: dict[str, int] = {}
    for person in bureau.people:
        new = people.NewPerson(person.login, person.name, person.post, person.phone, person.mobile)
        ids[person.login] = people.add_person(session, PROGRAM, new)
        for grant in person.grants:
            people.grant_role(
                session, PROGRAM, ids[person.login], grant.role, grant.group, grant.district
            )
    _confirm(session)
    for starts in _days(script.begins - AROUND, script.until + AROUND):
        for login, role in bureau.on_duty:
            if login in ids:
                people.put_on_duty(session, PROGRAM, ids[login], role, starts, starts + DAY)


def _let_conduct(session: Session, login: str) -> None:
    """Complaints come by the conductor's seat, under their name: as a duty officer enters them."""
    if not login:  # the program conducts
        return
    actor = actor_of(session, login, now(session))
    may = plan_of(session).rights.scope(actor, Action.TAKE_IN_COMPLAINTS)
    if may is None or may.scope is not Reach.ALL:
        people.grant_role(session, PROGRAM, actor.person_id, Role.DUTY)
        _confirm(session)


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    """A turn of the roster lasts a day at most."""
    while first < last:
        yield first
        first += DAY


def _confirm(session: Session) -> None:
    """What is in force in the bureau was confirmed there."""
    waiting = select(RoleGrantRow).where(
        RoleGrantRow.confirmed_at.is_(None), RoleGrantRow.role.in_(CONFIRMED_ROLES)
    )
    for row in session.scalars(waiting.order_by(RoleGrantRow.id)).all():
        row.confirmed_at = now(session)
        journal.record(session, PROGRAM, "person", row.person_id, "role confirmed")


def _put_injects(session: Session, injects: Sequence[Inject]) -> None:
    session.add_all(DrillInjectRow(**row_values(inject)) for inject in injects)
    session.flush()
    if injects:
        journal.record(session, PROGRAM, "drill_inject", len(injects), "prepared")


def _stand_at(db: Database, at: datetime) -> None:
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(SimulatedClockRow).values(speed=0, **_anchors(at)))


def blinded(script: Script) -> Script:
    """盲演: its players see nothing of what is to come."""
    return replace(script, blind=True)


def open_drill(url: str) -> Database:
    """Raises RuleBroken for a store that is no drill's, or a file that is not there."""
    file = sqlite_file(url)
    if file is not None and not file.is_file():
        raise RuleBroken("演练库文件“{file}”不存在。", file=file)
    db = open_database(url)
    try:
        require_drill(db)
    except RuleBroken:
        db.close()
        raise
    return db


def require_drill(db: Database) -> None:
    if db.drill is None:
        raise RuleBroken("这个数据库不是演练库，不能导调。")


def go_on(db: Database, actor: Actor) -> int:
    """What the conductor's seat does each second: what is due comes, and the clock keeps pace.

    Returns how many injects came. The pen is taken only where there is something to write.
    """
    with db.read() as session:
        due, wanted = injects.due(session), conduct.pace(session)
    for number in due:
        injects.carry_out(db, actor, number)
    if due or wanted:
        with db.write() as session:
            conduct.keep_pace(session, actor)
    return len(due)
