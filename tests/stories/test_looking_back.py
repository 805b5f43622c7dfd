"""回看: at ten moments of scenario A the past answers as the present did, on screen as well."""

import dataclasses
import importlib
import inspect
import pkgutil
from datetime import timedelta
from types import GeneratorType

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from commandcenter import queries
from commandcenter.db.demo.load import HandClock
from commandcenter.db.demo.moment import parse
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.aftermath.chronicle import ChronicleFilter, chronicle
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.complaints.complaints import complaint_page
from commandcenter.queries.seat.desk import desk_head
from commandcenter.queries.seat.todo import todo
from commandcenter.queries.seat.wall import duty_phone, on_duty_now
from commandcenter.queries.watch.timeline import timeline
from commandcenter.store import replay as replaying
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.people import actor_of
from commandcenter.store.replay import Replay
from commandcenter.store.tables.every import Base, IncidentRow
from tests.past import past
from tests.stories.conftest import DemoStory
from tests.stories.demo_files import copy_of, demo_at
from tests.work import Steps

pytestmark = pytest.mark.lot(3, "looking back")

MOMENTS = (
    "D0 08:51", "D0 08:58", "D0 09:06", "D0 09:13", "D0 09:21", "D0 09:35", "D0 09:46",
    "D0 10:10", "D0 10:31", "D0 10:46",
)  # fmt: skip
PEOPLE = ("chenyu", "zhoulan", "shenliqun")  # the command first: it is asked everything
DRAWN = "D0 09:35"  # the moment whose wall is drawn
INCIDENT = 1
JUMP_STEPS = 700_000  # of SQLite's machine: a quarter of a million is usual


# Which seats a person has open, and that they have a password, is not of the incident.
OF_NOW = {"present", "locks"}


def questions():
    """Every query that is asked about an incident, by what it wants to know."""
    given = {"session", "actor", "incident_id", "now"}
    for module in pkgutil.walk_packages(queries.__path__, "commandcenter.queries."):
        found = importlib.import_module(module.name)
        for name, query in inspect.getmembers(found, inspect.isfunction):
            wanted = inspect.signature(query).parameters.values()
            needed = {p.name for p in wanted if p.default is p.empty}
            own = query.__module__ == found.__name__ and not name.startswith("_")
            own = own and name != "archive_content"  # whole papers of a closed case: slow
            if own and "incident_id" in needed <= given:
                yield query, {p.name for p in wanted} & given


QUESTIONS = list(questions())


def plain(value):
    """What can be compared: refusals by their words, without what is only of now."""
    if dataclasses.is_dataclass(value):
        fields = [f.name for f in dataclasses.fields(value) if f.name not in OF_NOW]
        return type(value).__name__, [(name, plain(getattr(value, name))) for name in fields]
    if isinstance(value, list | tuple | GeneratorType):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return str(value) if isinstance(value, Exception) else value


def answer(query, session, **given):
    try:
        return plain(query(session, **given))
    except RuleBroken as refused:
        return str(refused)


def asked(session, now):
    """What every panel, page and paper asks about the incident, by the name of the question."""
    start = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=24)
    course = {"incident_id": INCIDENT, "wanted": ChronicleFilter(text="东")}
    complaints = {"wanted": ComplaintFilter(incident_id=INCIDENT), "offset": 0, "limit": 500}
    bars = {"incident_id": INCIDENT, "start": start, "end": now, "bin_minutes": 30, "now": now}
    answers = {
        "bars": answer(timeline, session, **bars),
        "bars by category": answer(timeline, session, by="category", **bars),
        "duty": (duty_phone(session, now), plain(on_duty_now(session, now))),
        "complaints": answer(complaint_page, session, **complaints),
    }
    for query, wanted in QUESTIONS:
        if "actor" not in wanted:
            known = {"incident_id": INCIDENT, "now": now}
            given = {key: value for key, value in known.items() if key in wanted}
            answers[f"{query.__module__}.{query.__name__}"] = answer(query, session, **given)
    for login in PEOPLE:
        actor = actor_of(session, login, now)
        known = {"actor": actor, "incident_id": INCIDENT, "now": now}
        answers[f"todo of {login}"] = answer(todo, session, actor=actor, now=now)
        answers[f"head of {login}"] = answer(desk_head, session, **known)
        answers[f"course of {login}"] = answer(chronicle, session, actor=actor, **course)
        if login != PEOPLE[0]:
            continue
        for query, wanted in ((q, w) for q, w in QUESTIONS if "actor" in w):
            name = f"{query.__module__}.{query.__name__} of {login}"
            given = {key: value for key, value in known.items() if key in wanted}
            answers[name] = answer(query, session, **given)
    return answers


def ask_all(db):
    with db.read() as session:
        return asked(session, db.clock())


@pytest.fixture(scope="module")
def lived(demo_folder, tmp_path_factory):
    """Scenario A lived through to 10:46, with what was answered at each moment on the way.

    Beside it lies a copy of how the file stood when the wall is drawn.
    """
    folder = tmp_path_factory.mktemp("lived")
    told = DemoStory(copy_of(demo_at(demo_folder, "D0 08:40"), folder / "lived.db"), "D0 08:40")
    recorded = {}
    for words in MOMENTS:
        told.live_to(words)
        recorded[words] = ask_all(told.db)
        if words == DRAWN:
            raw = told.db.engine.raw_connection()
            raw.cursor().execute("VACUUM INTO ?", (str(folder / "drawn.db"),))
            raw.close()
    yield told, recorded, folder / "drawn.db"
    told.db.close()


@pytest.fixture(scope="module")
def replay(lived):
    told, *_ = lived
    replay = Replay.of_incident(told.db, INCIDENT)
    yield replay
    replay.close()


@pytest.mark.lot(3)
@pytest.mark.parametrize("words", MOMENTS)
def test_every_panel_answers_as_it_did_then(lived, replay, words, monkeypatch):
    _, recorded, _ = lived
    counters = []

    def counted(address, connect=replaying._connect):
        connection = connect(address)
        counters.append(Steps(connection))
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(replaying, "_connect", counted)
        then = replay.at(parse(words).at)
    assert 0 < sum(counter.count for counter in counters) <= JUMP_STEPS
    for counter in counters:
        counter.stop()
    answers = ask_all(then)
    then.close()
    wrong = [question for question, told in recorded[words].items() if answers[question] != told]
    assert wrong == []


def test_many_questions_are_asked():
    assert len(QUESTIONS) > 30


def test_undoing_every_line_leaves_nothing_of_the_incident(lived):
    told, *_ = lived
    before = past(told.db, INCIDENT, parse("D0 08:45").at)
    with before.read() as session:
        assert session.scalars(select(IncidentRow)).all() == []
        for table in Base.metadata.sorted_tables:
            if "incident_id" in table.c:
                rows = select(table).where(table.c.incident_id.is_not(None))
                assert session.execute(rows).all() == [], table.name
    before.close()


def test_the_wall_looks_as_it_looked_then(lived, windows):
    """Drawn live at the moment, and afterwards from the past: the same picture."""
    told, _, file = lived
    at = parse(DRAWN).at
    drawn = Database(make_engine(f"sqlite:///{file}"), HandClock(at))
    live = grab(windows, windows.wall(drawn))
    replay = Replay.of_moment(told.db, at)
    then = replay.at(at)
    replay.close()
    window = windows.wall(told.db)
    window.seat.look_back(then)
    windows.qtbot.waitUntil(lambda: all(p.as_of == at for p in window.content.panels()))
    assert different(live, grab(windows, window)) <= 0.005
    window.seat.look_back(None)
    windows.settle(window)
    windows.close()
    then.close()
    drawn.close()


def grab(windows, window):
    """Without the alarms: who looks back sees those of the present."""
    windows.settle(window)
    window.findChild(QWidget, "room_alarms").hide()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def different(one, other):
    """The share of pixels that differ."""
    assert one.size() == other.size()
    a, b = (np.frombuffer(image.constBits(), np.uint32) for image in (one, other))
    return float((a != b).mean())
