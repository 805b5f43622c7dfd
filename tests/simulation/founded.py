"""What every day begins with, made once for all: the bureau, a backup of each schema, a drill."""

import random
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite

from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import Addressee, Inject, Script
from commandcenter.domain.level import Level
from commandcenter.offices import drill_stores
from commandcenter.store import schema, schema_state
from commandcenter.store.backup import backup
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.plan import plan
from tests.city import City
from tests.life.bureau import build
from tests.services.releases.bureau_media import add_speakers
from tests.simulation.fixed import fixed

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
OLDEST = 18  # schemas of before had books of another shape
KEY = bytes(range(32))
CONDUCTOR = "zhoulan"
TABLES = (
    "SELECT name FROM main.sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name"
)


@dataclass(frozen=True)
class Founded:
    """`bureau`: with its people alone; `center`: with two incidents; `drill`: that is prepared;
    `plan`, `version`: in force there, read once for all."""

    folder: Path
    bureau: Path
    center: Path
    drill: Path
    version: int
    plan: Any

    def old(self, revision):
        """A backup of the bureau as an older program founded it: made when it is first wanted."""
        path = self.folder / f"{revision}.backup"
        if not path.exists():
            clock = Ticks()
            with fixed(clock, lambda: 0.0, random.Random(revision)):
                aged(path, self.bureau, revision, clock)
        return path


class Ticks:
    """The day before the first; a moment goes by with each look."""

    def __init__(self):
        self.at = START - timedelta(days=1)

    def __call__(self):
        self.at += timedelta(milliseconds=1)
        return self.at


def found(folder):
    """The same to the last byte each time."""
    bureau, center, drill = (folder / f"{name}.db" for name in ("bureau", "center", "drill"))
    clock = Ticks()
    with fixed(clock, lambda: 0.0, random.Random(0)):
        with closing(opened(bureau, clock)) as db:
            schema.upgrade(db)
            add_speakers(build(db))
        with closing(opened(copied(bureau, center), clock)) as db:
            city = City(db)
            city.activate(city.register(), Level.IV)
            city.register(title="第二件")
            found_drill(drill, db)
            with db.read() as session:
                known = plan.version_in_force(session), plan.plan_of(session)
    return Founded(folder, bureau, center, drill, *known)


def revisions():
    """Of older programs, whose databases are still upgraded here."""
    return [f"{number:04}" for number in range(OLDEST, int(schema_state.head()))]


def opened(path, clock):
    return Database(make_engine(f"sqlite:///{path}"), clock)


def aged(target, bureau, revision, clock):
    """The bureau in an older schema: its tables, of each row what they had room for."""
    path = target.with_suffix(".db")
    with closing(opened(path, clock)) as db:
        engine = db.engine.execution_options(writes=True)
        with engine.connect() as connection, connection.begin():
            schema._step(connection, revision)
    with closing(sqlite.connect(str(path), isolation_level=None)) as link:
        link.execute("ATTACH ? AS new", (str(bureau),))
        link.execute("BEGIN")
        for (name,) in link.execute(TABLES).fetchall():
            fill(link, name)
        link.execute("COMMIT")
    with closing(opened(path, clock)) as db:
        backup(db, target)
    path.unlink()


def fill(link, name):
    new = {row[1] for row in link.execute(f'PRAGMA new.table_info("{name}")')}
    old = [row[1] for row in link.execute(f'PRAGMA main.table_info("{name}")')]
    columns = ", ".join(f'"{column}"' for column in old if column in new)
    if columns:
        link.execute(f'DELETE FROM main."{name}"')
        link.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM new."{name}"')


def found_drill(path, real):
    at = START + timedelta(hours=2)
    asked = Inject(
        at + timedelta(minutes=5), InjectKind.CALL, "校医来电", to=Addressee(role="duty"),
        signs=("duty_log",), limit_minutes=10, clause="4.1(1)", points=3,
    )  # fmt: skip
    told = Inject(
        at + timedelta(minutes=40),
        InjectKind.CALL,
        "致总指挥的通知",
        to=Addressee(role="commander"),
    )
    script = Script(
        title="校园食物中毒演练", mode=Mode.LIVE, blind=True, begins=at,
        until=at + timedelta(hours=3), source_words="自编脚本", injects=(asked, told),
    )  # fmt: skip
    cast = drill_stores.Cast(CONDUCTOR, "周岚", ("luomin",), ("liwei", "chenyu"))
    drill_stores.found(f"sqlite:///{path}", script, cast, drill_stores.bureau_of(real, script))


def copied(path, target):
    shutil.copy(path, target)
    key = Path(f"{path}.key")
    if key.exists():
        shutil.copy(key, f"{target}.key")
    return target
