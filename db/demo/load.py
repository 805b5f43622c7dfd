"""Stores the demo in a database of its own, through the program's own services.

The people, traders and complaints of 90 days go in by bulk; from D-1 on the demo is
played: records come in with their batches, people act by their own rights, each at
their own minute. `Player` goes on from there while the clock runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from commandcenter.db.demo import acts_a_money, acts_calls
from commandcenter.db.demo import moment as moments
from commandcenter.db.demo.acts import Act, Verb
from commandcenter.db.demo.alarms import DemoAlarms
from commandcenter.db.demo.exports import Arrival, by_batch
from commandcenter.db.demo.people import duty_turns
from commandcenter.db.demo.people import people as everybody
from commandcenter.db.demo.play import make_archive, perform, print_paper
from commandcenter.db.demo.script_references import in_story
from commandcenter.db.demo.stories import Story, story
from commandcenter.db.demo.traders import traders
from commandcenter.db.demo.watching import DemoWatch
from commandcenter.domain.complaints.complaint import NewComplaint, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import local
from commandcenter.intake.borders import read_borders
from commandcenter.paths import RESOURCES
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import bureau, people, role_confirmation
from commandcenter.services.seat.backups import Tried, note_restore
from commandcenter.services.support import fund
from commandcenter.store import bulk, journal, schema, schema_state, seed
from commandcenter.store.clock import HandClock, system_clock
from commandcenter.store.complaints import word_index
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.engines import make_engine, sqlite_file
from commandcenter.store.people import actor_of, waiting
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import RoleGrantRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.types import to_micros
from commandcenter.store.watch import watch_runs

CITY = RESOURCES / "city" / "demo_city.geojson"
OFFICE = "澄州市市场监督管理局"
ADMINISTRATOR, BACKUPS = "zhengqi", "信息中心备份机"
AUDITOR = "tanjing"  # who confirms the roles that decide
RESTORED = (-84, 9, 40)  # day, hour and minute of the drill: nothing else happens in that hour
DUTY_PHONE = "0990-1234567"
HISTORY = timedelta(hours=36)  # what is older goes in by the day, not by its batches


parse = moments.parse  # the moment that words name; raises AskedWrongly


def make(url: str, words: str, *, speed: int, fresh: bool) -> None:
    """Make the demo at `url` as it stood at the moment that `words` name.

    A demo that is there already and stands at the same moment is kept, unless `fresh`.
    With `speed` 0 the clock stands still, else it runs so many times as fast.
    """
    moment = parse(words)
    path = sqlite_file(url)
    assert path is not None
    if not fresh and _stands_at(path, words):
        _set_clock(url, moment.at, speed, words)
        return
    _remove(path)
    clock = HandClock(moment.at)
    db = Database(make_engine(url), clock)
    try:
        _build(db, clock, moment)
    finally:
        db.close()
    _set_clock(url, moment.at, speed, words)


def _stands_at(path: Path, words: str) -> bool:
    """Whether a whole demo of this program stands there, at this moment of its story."""
    if not path.is_file():
        return False
    engine = make_engine(f"sqlite:///{path}")
    try:
        with _in_words(path), engine.connect() as connection:
            if schema_state.revision(connection) != schema_state.head():
                return False
            row = connection.execute(select(SimulatedClockRow.story)).first()
    finally:
        engine.dispose()
    return row is not None and row[0] == words


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:  # another program has it, or it may not be read
        raise Lost(type(error.orig).__name__) from error
    except DatabaseError as error:
        raise RuleBroken(
            "“{path}”不是演示数据库，或者已损坏，没有改动：请移走它，或加 --fresh 重做。", path=path
        ) from error


def require_sound(url: str) -> None:
    """Raises RuleBroken for a file in the demo's place that is no database."""
    path = sqlite_file(url)
    assert path is not None
    _stands_at(path, "")


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", ".key"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _set_clock(url: str, at: datetime, speed: int, words: str) -> None:
    """From now on all processes on the file read this time."""
    engine = make_engine(url)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(SimulatedClockRow).values(_anchors(at, speed, words)))
    engine.dispose()


def _lay_clock(db: Database, at: datetime) -> None:
    """Before anything else: a store that has a journal takes no clock of its own any more."""
    with db.engine.execution_options(writes=True).begin() as connection:
        connection.execute(insert(SimulatedClockRow).values(id=1, **_anchors(at, 0, "")))


def _anchors(at: datetime, speed: int, words: str) -> dict[str, object]:
    real, simulated = to_micros(system_clock()), to_micros(at)
    return {"real_micros": real, "simulated_micros": simulated, "speed": speed, "story": words}


def _build(db: Database, clock: HandClock, moment: moments.Moment) -> None:
    _write_without_waiting(db)
    clock.at = first(moment)
    schema.upgrade(db)
    _lay_clock(db, clock.at)
    lay(db, clock, moment)
    word_index.fill(db)


def first(moment: moments.Moment) -> datetime:
    """When the story of a moment begins, with its usual city of 90 days."""
    return moments.moment(moments.D0[moment.scenario], -90, 0)


def lay(db: Database, clock: HandClock, moment: moments.Moment) -> None:
    """The city and its people, and all that happens until the moment, in a database without any."""
    clock.at = first(moment)
    with db.write() as session:
        seed.put_city(session, PROGRAM, read_borders(CITY), OFFICE)
        seed.put_plan(session, PROGRAM)
        _put_people(session, moment)
        _put_budget(session, moment)
        _put_traders(session)
        bureau.set_duty_phone(session, PROGRAM, DUTY_PHONE)
    key, told = load_key(db), story(moment.scenario)
    watch, alarms = DemoWatch(db, told.own, moment.at), DemoAlarms(db)
    day = moments.D0[moment.scenario]
    tries, is_tried = moments.moment(day, *RESTORED), False
    for step in steps(told, until=moment.at):
        if not is_tried and step.at > tries:
            clock.at, is_tried = tries, True
            with db.write() as session:
                _try_a_restore(session)
        _alarm(alarms, clock, step.at)
        clock.at = max(clock.at, step.at)
        watch.before(clock.at)
        step.do(db, key)
        if step.complaints:
            watch.came(step.complaints)
        elif step.act:
            alarms.acted(step.act.login)
    watch.look()
    _alarm(alarms, clock, moment.at)
    watch_runs.note_backup(db, "", BACKUPS, keyed=True)


def _alarm(alarms: DemoAlarms, clock: HandClock, until: datetime) -> None:
    """What comes due before the next thing happens, each at its own minute."""
    for at in alarms.moments(until):
        clock.at = max(clock.at, at)
        alarms.turn()


def _write_without_waiting(db: Database) -> None:
    """While the demo is made the disk is not waited for: one lost half made is made again."""
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA synchronous=OFF")
    raw.close()


def _put_people(session: Session, moment: moments.Moment) -> None:
    ids: dict[str, int] = {}
    for person in everybody():
        new = people.NewPerson(person.login, person.name, person.post, person.phone, person.mobile)
        ids[person.login] = people.add_person(session, PROGRAM, new)
        for grant in person.grants:
            people.grant_role(
                session, PROGRAM, ids[person.login], grant.role, grant.group, grant.district
            )
    _confirm_roles(session)
    for turn in duty_turns(moments.D0[moment.scenario]):
        people.put_on_duty(session, PROGRAM, ids[turn.login], turn.role, turn.starts, turn.ends)


def _put_budget(session: Session, moment: moments.Moment) -> None:
    """Of the year, as the commander set it."""
    chenyu = actor_of(session, "chenyu", now(session))
    for purpose, cents in acts_a_money.BUDGET:
        year = moments.D0[moment.scenario].year
        fund.set_budget(session, chenyu, year, purpose, cents, "年初局务会议批复")


def _confirm_roles(session: Session) -> None:
    """监督评估 confirms who decides beside the commander."""
    at = now(session)
    auditor = actor_of(session, AUDITOR, at)
    grants = session.scalars(select(RoleGrantRow.id).where(waiting(at)).order_by(RoleGrantRow.id))
    for grant in grants.all():
        role_confirmation.confirm(session, auditor, grant)


def _try_a_restore(session: Session) -> None:
    """The administrator has tried whether a backup can be restored."""
    at = now(session)
    made = at - timedelta(minutes=30)
    lines = session.scalars(select(func.max(JournalLineRow.number))).one()
    rows = sum(
        session.scalars(select(func.count()).select_from(table)).one()
        for table in Base.metadata.sorted_tables
    )
    name = f"commandcenter-{local(made):%Y%m%d-%H%M}.zip"
    tried = Tried(name, made, BACKUPS, True, "全部记录完好。", lines, rows, 48)
    note_restore(session, actor_of(session, ADMINISTRATOR, at), tried)


def _put_traders(session: Session) -> None:
    rows = [
        (
            number, t.name, t.credit_code, t.brand, t.trade, t.legal_person, t.address,
            t.district, t.lat, t.lon, t.precision,
        )
        for number, t in enumerate(traders(), 1)
    ]  # fmt: skip
    bulk.insert_rows(session, SubjectRow, rows)
    facts: dict[str, object] = {"register": "demo", "rows": len(rows)}
    journal.record(
        session, PROGRAM, "subject", 0, "loaded",
        bulk=journal.Bulk("subject", 1, len(rows), facts),
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing that happens at `at`: records come in, or a person acts."""

    at: datetime
    complaints: tuple[NewComplaint, ...] = ()
    exported_to: dict[Source, datetime] | None = None
    act: Act | None = None

    def do(self, db: Database, key: bytes) -> None:
        if self.act:
            with in_story(self.act.story):
                let_act(db, self.act)
            return
        if acts_calls.by_telephone(self.at, self.complaints):
            acts_calls.take(db, self.at, self.complaints[0], key)
            return
        facts = intake.FileFacts(
            file_name=f"{min(self.exported_to or {}, default='')}-{self.at:%Y%m%d%H%M}.csv",
            sha256="",
            mapping="demo",
            rows=len(self.complaints),
            rejected=0,
            duplicates=0,
            exported_to=self.exported_to or {},
        )
        intake.take_in(db, PROGRAM, facts, self.complaints, key)


def let_act(db: Database, act: Act) -> None:
    if act.verb is Verb.ARCHIVE:
        make_archive(db, act.login)
    elif act.verb is Verb.PRINT:
        print_paper(db, act)
    else:
        with db.write() as session:
            perform(session, act)


def steps(told: Story, *, until: datetime, after: datetime | None = None) -> list[Step]:
    """What happens after a time and until another, in order; records before acts.

    Marks of the watch are left out: they are its own to make.
    """
    happenings = [
        Step(act.at, act=act)
        for act in told.acts
        if act.verb is not Verb.MARK and act.at <= until and (after is None or act.at > after)
    ]
    happenings += _intakes(told.arrivals(after, until), moments.moment(told.d0, 0, 0) - HISTORY)
    return sorted(happenings, key=lambda step: (step.at, step.act is not None))


def _intakes(arrived: list[Arrival], quiet_end: datetime) -> Iterator[Step]:
    """Records by batch; those of the quiet weeks by the day."""
    old = [a for a in arrived if a.batch.at <= quiet_end]
    for _, day in groupby(old, key=lambda a: a.batch.at.date()):
        yield _whole_day(list(day))
    for batch, complaints in by_batch(arrived[len(old) :]):
        yield Step(batch.at, tuple(complaints), {batch.source: batch.exported_to})


def _whole_day(arrived: list[Arrival]) -> Step:
    exported: dict[Source, datetime] = {}
    for arrival in arrived:
        source, to = arrival.batch.source, arrival.batch.exported_to
        exported[source] = max(to, exported.get(source, to))
    complaints = tuple(arrival.complaint for arrival in arrived)
    return Step(arrived[-1].batch.at, complaints, exported)


class Player:
    """Goes on with the story of a running demo, as far as its clock has come."""

    def __init__(self, db: Database) -> None:
        self._db = db
        with db.read() as session:
            words = session.scalar(select(SimulatedClockRow.story)) or ""
        start = moments.parse(words)
        told = story(start.scenario)
        self._key = load_key(db)
        self._coming = steps(told, until=told.end, after=start.at)
        self._watch, self._alarms = DemoWatch(db), DemoAlarms(db)

    def catch_up(self) -> int:
        """Do all that is due by now; return how many things happened."""
        done, came = 0, list[NewComplaint]()
        while self._coming and self._coming[0].at <= self._db.clock():
            step = self._coming.pop(0)
            step.do(self._db, self._key)
            if step.act:
                self._alarms.acted(step.act.login)
            came += step.complaints
            done += 1
        self._alarms.catch_up()
        # After all that is due: where the clock runs fast a look takes half an hour of it.
        if came:
            self._watch.came(came)
        if done:
            self._watch.go_on()
        return done
