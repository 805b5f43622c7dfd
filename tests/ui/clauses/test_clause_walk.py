"""Each clause of the plan by one act: stored, shown, refused to who may not, journalled, on paper,
taken out as a file, and not there in the past before it."""

import contextlib
import importlib
import shutil
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPlainTextEdit, QTextEdit, QWidget
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.papers.paper import PaperKind, Subject
from commandcenter.domain.record import KINDS
from commandcenter.offices import paper_making
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.replay import Replay
from commandcenter.store.tables.base import GIVEN_LATER, ONLY_GROWS, Base
from commandcenter.store.tables.person import PersonRow
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.widgets.list_export import table_of
from tests.city import City
from tests.services import test_roles
from tests.services.cells import CELLS, Cell, Scene
from tests.services.test_roles import acting, personas
from tests.ui.clauses.walks import REASONS, WALKS

BY_NAME = {cell.name: cell for cell in CELLS}
LEVELS = (Level.III, Level.IV)
assert test_roles  # which registers the cells


@pytest.fixture(scope="module")
def base(tmp_path_factory, template_file):
    """A bureau with a live incident a level, as a file to copy; its incidents and people."""
    path = tmp_path_factory.mktemp("clauses") / "center.db"
    shutil.copy(template_file, path)
    db = open_database(f"sqlite:///{path}")
    city, ids = City(db), {}
    incidents = {level: city.register(title=f"事件{level.value}", brand="") for level in LEVELS}
    for level, incident in incidents.items():
        city.activate(incident, level)
    with db.write() as session:
        for persona in personas():
            person = PersonRow(login=f"p{len(ids)}", name=f"人员{len(ids)}")
            session.add(person)
            session.flush()
            ids[persona] = person.id
        journal.record(session, PROGRAM, "person", 1, "added")
    db.close()
    return path, incidents, ids


class Walked:
    """One clause on a bureau of its own: what was there before its act, and after it."""

    def __init__(self, db, walk, incidents, ids):
        self.db, self.walk, self.city, self.ids = db, walk, City(db), ids
        self.cell = walk.cell if isinstance(walk.cell, Cell) else BY_NAME[walk.cell]
        self.level = next(level for level in LEVELS if self._can(level, incidents[level]))
        self.incident, self.notes = incidents[self.level], {}
        with db.write() as session:
            scene = self._scene(session)
            if self.cell.before:
                self.cell.before(scene)
                journal.record(session, PROGRAM, "person", 1, "added")  # of rows laid without
            self.notes, self.incident = scene.notes, scene.incident
        self.may, self.may_not = self._people()
        self.before_it = db.clock()
        self.rows_before, self.last = self.rows(), self._last()

    def _can(self, level, incident):
        """Whether the act is one of this level: raised from Ⅳ, lowered from Ⅲ."""
        with contextlib.suppress(_Back), self.db.write() as session:
            scene = Scene(self.city, session, incident, level)
            try:
                if self.cell.before:
                    self.cell.before(scene)
                actor = next(a for a in self._actors() if self._allowed(scene, a))
                self.cell.perform(scene, actor)
            except (RuleBroken, StopIteration, IntegrityError):
                raise _Back(False) from None
            raise _Back(True)
        return _Back.last

    def _scene(self, session):
        return Scene(self.city, session, self.incident, self.level, dict(self.notes))

    def _actors(self):
        return [acting(self.ids, *persona) for persona in personas()]

    def _allowed(self, scene, actor):
        return self.cell.refusal(scene, actor) is None

    def _people(self):
        """Somebody who may, and somebody who may not."""
        with self.db.read() as session:
            scene = self._scene(session)
            allowed = [(self._allowed(scene, actor), actor) for actor in self._actors()]
        return next(a for may, a in allowed if may), next(a for may, a in allowed if not may)

    def act(self, actor):
        with self.db.write() as session:
            self.cell.perform(self._scene(session), actor)

    def rows(self, db=None):
        """All that the journal keeps of them, in the order of their keys."""
        with (db or self.db).read() as session:
            return {table: _kept(session, table) for table in self.walk.tables}

    def _last(self):
        with self.db.read() as session:
            return session.scalar(text("SELECT max(number) FROM journal"))

    def lines(self):
        """Those of the act."""
        with self.db.read() as session:
            wanted = "SELECT kind, verb, clause, actor FROM journal WHERE number > :last"
            return session.execute(text(wanted), {"last": self.last}).all()

    def imaged(self):
        with self.db.read() as session:
            wanted = "SELECT DISTINCT table_name FROM journal_row WHERE line > :last"
            return set(session.scalars(text(wanted), {"last": self.last}))

    def paper(self):
        """The document as it would be made now; None where no paper says it."""
        if not isinstance(self.walk.paper, PaperKind):
            return None
        with self.db.read() as session:
            kind = self.walk.paper.value
            return paper_making.new_document(session, kind, self.incident, Subject.INCIDENT)


def _kept(session, name):
    table = Base.metadata.tables[name]
    columns = [column for column in table.c if column.info not in (GIVEN_LATER, ONLY_GROWS)]
    return session.execute(select(*columns).order_by(*table.primary_key)).mappings().all()


class _Back(Exception):
    """Ends a transaction without a trace, and says what came of it."""

    last = False

    def __init__(self, came):
        super().__init__(came)
        _Back.last = came


@pytest.fixture
def walked(base, tmp_path):
    opened = []

    def walked(code):
        path, incidents, ids = base
        shutil.copy(path, tmp_path / "center.db")
        opened.append(open_database(f"sqlite:///{tmp_path / 'center.db'}"))
        return Walked(opened[-1], WALKS[code], incidents, ids)

    yield walked
    for db in opened:
        db.close()


class Shown:
    """The list that shows the clause, at a desk of its own."""

    def __init__(self, qtbot, walked):
        package, name = walked.walk.panel
        module, _, cls = name.partition(".")
        self.kind = getattr(importlib.import_module(f"{package.__name__}.{module}"), cls)
        with walked.db.read() as session:
            actor = actor_of(session, walked.walk.seen_by, walked.db.clock())
        self.qtbot, self.seat = qtbot, open_seat(actor, walked.db, after=0)
        self.panel = self.kind(self.seat)
        if hasattr(self.panel, "turn_to"):
            self.panel.turn_to(walked.incident)
        elif hasattr(self.panel, "incident_id"):
            self.panel.incident_id = walked.incident
        if walked.walk.chosen:
            filters = self.panel.findChild(QWidget, "filters")
            filters.choose(walked.walk.chosen)
        self.panel.resize(1200, 800)
        self.panel.show()

    def asked(self):
        """What stands in it, asked anew."""
        self.panel.as_of = None
        self.panel.refresh()
        self.qtbot.waitUntil(lambda: self.panel.as_of is not None and self.seat.tasks.idle)
        self.qtbot.wait(50)  # what is chosen of it is asked for next
        self.qtbot.waitUntil(lambda: self.seat.tasks.idle)
        return self.tables() or self.words()

    def tables(self):
        """As they leave for a file."""
        return [table_of(view) for view in self.panel.findChildren(QAbstractItemView)]

    def words(self):
        found = [label.text() for label in self.panel.findChildren(QLabel) if label.isVisible()]
        for kind in (QTextEdit, QPlainTextEdit):
            found += [each.toPlainText() for each in self.panel.findChildren(kind)]
        return found

    def close(self):
        self.panel.hide()
        self.panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.seat.close()
        for part in (self.seat.feed, self.seat.tasks, self.seat.ticker, self.seat.notices):
            shiboken6.delete(part)


@pytest.fixture
def shows(qtbot):
    """`shows(walked)`: the list that shows it, closed at the end."""
    made = []

    def shows(walked):
        made.append(Shown(qtbot, walked))
        return made[-1]

    yield shows
    for one in made:
        one.close()


def test_every_clause_of_the_plan_is_walked_or_says_why_not(base):
    db = open_database(f"sqlite:///{base[0]}")
    with db.read() as session:
        clauses = set(plan_of(session).clauses)
    db.close()
    assert set(WALKS) | set(REASONS) == clauses
    assert not set(WALKS) & set(REASONS)


@pytest.mark.lot(3, "clauses")
@pytest.mark.parametrize("code", WALKS)
def test_the_clause_is_walked_from_the_act_to_the_past(shows, walked, code):
    walk = walked(code)
    refused(walk)
    shown = shows(walk)
    seen, paper = shown.asked(), walk.paper()
    walk.act(walk.may)
    stored(walk)
    journalled(walk, code)
    again = shown.asked()
    exported(shown, again)
    assert again != seen, "nobody sees that it was done"
    if paper is not None:
        assert walk.paper() != paper, "the paper does not say it"
    if not walk.walk.past:
        not_there_before(walk)


def refused(walk):
    """To who may not; nothing is changed by the attempt."""
    with pytest.raises(RuleBroken) as why:
        walk.act(walk.may_not)
    assert len(str(why.value)) > 8
    assert walk.rows() == walk.rows_before
    assert not walk.lines()


def stored(walk):
    rows = walk.rows()
    assert all(rows[table] != walk.rows_before[table] for table in walk.walk.tables)


def journalled(walk, code):
    """In the name of who did it, under its clause, in words, each row with its image."""
    lines = walk.lines()
    assert {line.actor for line in lines} == {walk.may.login}
    assert (walk.walk.line or code) in {line.clause for line in lines}
    assert all(line.verb in KINDS[line.kind][1] for line in lines if line.kind in KINDS)
    assert set(walk.walk.tables) <= walk.imaged()


def exported(shown, tables):
    """Each list has lines and a way out; what is no list is text of its own."""
    if issubclass(shown.kind, LedgerPanel):
        assert any(len(header) > 1 and rows for header, rows in tables)


def not_there_before(walk):
    replay = Replay.of_moment(walk.db, walk.before_it)
    past = replay.at(walk.before_it)
    try:
        then = walk.rows(past)
        for table, rows in walk.rows_before.items():
            assert len(then[table]) == len(rows)
            for there, row in zip(then[table], rows, strict=True):
                assert dict(there) == dict(row), {
                    n: (there[n], row[n]) for n in row if there[n] != row[n]
                }
    finally:
        past.close()
        replay.close()


def test_each_cell_of_the_table_is_one_of_the_matrix():
    named = [walk.cell for walk in WALKS.values() if isinstance(walk.cell, str)]
    assert [name for name in named if name not in BY_NAME] == []
    assert Path(test_roles.__file__).is_file()
