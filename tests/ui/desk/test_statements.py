"""How many statements the desk asks at busy moments of the demo: few, however much there is.

Each is a way to the server and back. A question that asks once for every person, signal or
warning shows here as a number that grows with them; on a county's line it is seconds.
"""

import statistics

import pytest

from commandcenter.db.demo.load import HandClock
from commandcenter.db.demo.moment import parse
from commandcenter.store.database import Database
from commandcenter.store.engines import make_engine
from commandcenter.store.people import actor_of
from tests.panel_times import MOST_STATEMENTS, count, questions
from tests.stories.conftest import demo_folder  # noqa: F401  a fixture
from tests.stories.demo_files import copy_of, demo_at
from tests.view_questions import view_questions

USUAL = 5  # half of the panels ask no more, what names the moment and the book among it
BY_DAY = [("D0 10:46", "zhoulan"), ("C D0 22:35", "chenyu")]
AT_NIGHT = [
    ("D0 10:46", "chenyu"), ("D0 10:46", "maxiao"), ("D1 10:46", "chenyu"),
    ("D1 10:46", "zhoulan"), ("D14 18:00", "zhoulan"), ("B D0 23:20", "zhoulan"),
    ("B D14 18:00", "chenyu"), ("C D14 18:00", "zhoulan"),
]  # fmt: skip


MORE = {"search": 24}  # of every kind of thing one or two


@pytest.fixture
def standing(demo_folder, tmp_path, request):  # noqa: F811
    """The demo at a moment, its clock standing still: a copy, for a desk leaves word of itself."""
    url = copy_of(demo_at(demo_folder, request.param), tmp_path / "demo.db")
    db = Database(make_engine(url), HandClock(parse(request.param).at))
    yield db
    db.close()


@pytest.mark.parametrize(
    ("standing", "login"),
    BY_DAY + [pytest.param(*each, marks=pytest.mark.nightly) for each in AT_NIGHT],
    indirect=["standing"],
)
def test_no_question_of_the_desk_is_many_statements(themed, standing, login, tmp_path):
    with standing.read() as session:
        actor = actor_of(session, login, standing.clock())
    with questions(standing, actor, 1, tmp_path) as found:
        asked = found | view_questions(standing, 1, actor)
        counts = {name: count(standing, query) for name, query in asked.items()}
    assert len(found) > 30  # all views and pages are open
    many = {name: n for name, n in counts.items() if n > MORE.get(name, MOST_STATEMENTS)}
    assert many == {}
    assert statistics.median(counts[name] for name in found) <= USUAL
