"""A drill beside a bureau's own store: a file, or a database on the same server."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import Addressee, Inject, Script
from commandcenter.offices import drill_stores
from commandcenter.services.drills import conduct
from commandcenter.store.address import is_server
from commandcenter.store.people import actor_of
from tests.conftest import run_sql

BEGINS = datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
CONDUCTOR, OBSERVER = "zhoulan", "luomin"
_numbers = itertools.count(1)


def inject(minute, title, **fields):
    return Inject(BEGINS + timedelta(minutes=minute), InjectKind.CALL, title, **fields)


SCRIPT = Script(
    title="校园食物中毒演练",
    mode=Mode.LIVE,
    blind=True,
    begins=BEGINS,
    until=BEGINS + timedelta(hours=3),
    source_words="自编脚本",
    injects=(
        inject(5, "校医来电", to=Addressee(role="duty"), signs=("duty_log",), limit_minutes=10,
               clause="4.1(1)", points=3),
        inject(40, "致总指挥的通知", to=Addressee(role="commander")),
    ),
)  # fmt: skip


class Drill:
    """`db`: of the drill; `real`: the bureau's City."""

    def __init__(self, url, real):
        self.url, self.real = url, real
        self.db = drill_stores.open_drill(url)

    def actor(self, login):
        with self.db.read() as session:
            return actor_of(session, login, self.db.clock())

    def do(self, verb, login, *arguments, **named):
        with self.db.write() as session:
            return verb(session, actor_of(session, login, self.db.clock()), *arguments, **named)

    def ask(self, query, *arguments, **named):
        with self.db.read() as session:
            return query(session, *arguments, **named)

    def start(self, speed=1):
        self.do(conduct.start, CONDUCTOR, speed)


@pytest.fixture
def found(city, tmp_path, request):
    """Founds a drill of the bureau from a script."""
    made, url = [], city.db.engine.url.render_as_string(hide_password=False)

    def founded(script=SCRIPT, conductor=CONDUCTOR, **changed):
        script = replace(script, **changed)
        name = f"drill_{next(_numbers)}"
        if is_server(url) or not city.db.embedded:
            address = request.getfixturevalue("cluster").url(name)
        else:
            address = f"sqlite:///{tmp_path / name}.db"
        cast = drill_stores.Cast(conductor, "周岚", (OBSERVER,), ("liwei", "chenyu"))
        drill_stores.found(address, script, cast, drill_stores.bureau_of(city.db, script))
        made.append((name, Drill(address, city)))
        return made[-1][1]

    yield founded
    for name, drill in made:
        embedded = drill.db.embedded
        drill.db.close()
        if not embedded:
            run_sql(request.getfixturevalue("cluster"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def drill(found):
    return found()
