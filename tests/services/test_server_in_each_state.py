"""Where the program lets somebody do something, the server lets them: in each state of an incident.

`test_database_decides.py` asks so of an incident that responds, of one county. Here the verb comes
before the start, after the end, in the aftermath, in what is closed or another body's, and where
two counties have a part in it.
"""

import contextlib
import importlib
from pathlib import Path

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incident_moves, response
from commandcenter.store import journal
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.cells import CELLS, WEST, Scene
from tests.services.guarded import Bureau
from tests.services.test_database_decides import out_of_sight, sent_by, taken_back, words
from tests.services.test_roles import TakenBack, personas

for module in sorted(Path(__file__).parent.glob("cells_*.py")):
    importlib.import_module(f"tests.services.{module.stem}")


def before_the_start(scene):
    row = scene.session.get_one(IncidentRow, scene.incident)
    row.state, row.response = State.ASSESSING, None
    written(scene)


def ended(scene):
    paper = response.Ending("事件已平息", "陈屿")
    scene.act(response.end_response, "chenyu", scene.incident, paper)


def in_the_aftermath(scene):
    ended(scene)
    scene.act(incident_moves.begin_aftermath, "chenyu", scene.incident)


def archived(scene):
    in_the_aftermath(scene)
    row = scene.session.get_one(IncidentRow, scene.incident)
    row.state, row.closed_at, row.closed_by = State.ARCHIVED, scene.city.db.clock(), "陈屿"
    written(scene)


def handed_to_another_body(scene):
    before_the_start(scene)
    paper = incident_moves.Transfer("市商务局", "属预付卡监管")
    scene.act(incident_moves.transfer, "chenyu", scene.incident, paper)


def in_two_counties(scene):
    scene.session.get_one(IncidentRow, scene.incident).districts = [EAST, WEST]
    written(scene)


def written(scene):
    """Before the verb, whose line tells of its own rows only."""
    about = scene.incident
    journal.record(scene.session, PROGRAM, "incident", about, "amended", incident=about)
    scene.session.flush()


STATES = [
    before_the_start, ended, in_the_aftermath, archived, handed_to_another_body, in_two_counties,
]  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE in_states TEMPLATE template")
    bureau = Bureau(cluster, "in_states", list(personas()))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE in_states WITH (FORCE)")


@pytest.mark.parametrize("stands", STATES, ids=lambda each: each.__name__)
def test_an_incident_of_which_nothing_was_done_comes_to_each_state(bureau, stands):
    for level, incident in bureau.incidents.items():
        with contextlib.suppress(TakenBack), bureau.db.write() as session:
            assert done(stands, Scene(bureau.city, session, incident, level))
            raise TakenBack


@pytest.mark.lot(200)
@pytest.mark.parametrize("stands", STATES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("level", [Level.III, Level.IV], ids=lambda each: each.name)
@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.action.value}-{c.name}")
def test_the_server_lets_do_what_the_program_does(bureau, cell, level, stands):
    wrong = []
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        scene = Scene(bureau.city, session, bureau.incidents[level], level)
        if stands is in_two_counties:
            stands(scene)
        if cell.before:
            cell.before(scene)
        if stands is not in_two_counties and not done(stands, scene):
            raise TakenBack
        session.flush()
        notes = dict(scene.notes)
        for persona in personas():
            with taken_back(session, scene, notes):
                passed = the_program_lets(bureau, scene, cell, persona)
            if not passed:
                continue
            with taken_back(session, scene, notes):
                cell.about(scene, bureau.actors[persona])
                session.flush()
                session.expunge_all()  # each asks the server for what he may see
                _, complaint = sent_by(bureau, scene, cell, persona)
                if complaint and not out_of_sight(persona, complaint):
                    wrong.append(f"{words(persona)}: {complaint}")
        raise TakenBack
    assert wrong == []


def done(stands, scene):
    """Not where what came before has ended it, or keeps it from its end."""
    try:
        stands(scene)
    except RuleBroken:
        return False
    return True


def the_program_lets(bureau, scene, cell, persona):
    """Under the owner, whom the server refuses nothing."""
    cell.about(scene, bureau.actors[persona])
    scene.session.flush()
    try:
        cell.perform(scene, bureau.actors[persona])
        scene.session.flush()
    except RuleBroken:
        return False
    return True
