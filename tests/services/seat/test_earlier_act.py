"""Two people do the same thing: who comes second is told who was first, and when.

Each verb of the matrix is done twice. The second time is refused but for the verbs of
done_again.txt; the sentence itself names the first, or the journal knows them by what the refused
command had in hand (store.seat.earlier_act).
"""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.services.seat import standby
from commandcenter.store.database import now
from commandcenter.store.seat.earlier_act import first_of, looked_at
from commandcenter.store.tables.person import PersonRow
from tests.services.cells import CELLS, Scene
from tests.services.test_roles import (
    TakenBack,
    acting,
    personas,
)
from tests.services.test_roles import scenes as scenes

# What is refused the second time for another reason than that somebody was first.
NOBODY_WAS_FIRST = {
    "set_a_value_of_the_plan": "the same value again",
    "set_a_working_day": "the same",
    "set_the_holidays_of_a_year": "the same",
    "send_a_vehicle_out": "it is out, whoever has it",
    "take_back": "all of it is back, whoever brought it",
    "take_back_what_a_request_was_given": "the same",
    "enter_an_item": "it stands there, whoever entered it",
    "set_a_budget": "a purpose stands once a year, whoever set it",
    "enter_a_person": "a login is taken, whoever took it",
    "enter_one_by_hand": "a number is registered, whoever did it",
    "take_a_call_with_its_complaint": "the same",
    "put_a_turn_on_the_roster": "he is busy, whoever put him there",
    "waive_the_open_steps": "no step is open, whoever closed the last",
    "put_a_kind_of_alarm_back": "it is in service, whoever put it back",
    "remove_a_mapping": "a mapping of that name is not there",
}

AGAIN = Path(__file__).parents[1] / "done_again.txt"


def done_again():
    """The cells that the list names, and none of them twice."""
    lines = AGAIN.read_text("utf-8").splitlines()
    names = [name for line in lines if line[:1] not in ("#", "[") for name in line.split()]
    assert len(names) == len(set(names))
    return set(names)


def permitted_actor(cell, scene, ids):
    for persona in personas():
        person = acting(ids, *persona)
        row = scene.session.get_one(PersonRow, person.person_id)
        actor = replace(person, login=row.login)
        if cell.refusal(scene, actor) is None:
            return actor
    raise TakenBack


def refusal_of_second(city, cell, incident):
    """None where the second is not refused; else why, and who they are told was first."""
    said = None
    ids = city.ids
    with contextlib.suppress(TakenBack), city.db.write() as session:
        scene = Scene(city, session, incident, Level.III)
        if cell.before:
            cell.before(scene)
        session.flush()
        notes = dict(scene.notes)
        actor = permitted_actor(cell, scene, ids)
        started = city.db.clock()
        scene.notes = dict(notes)
        cell.perform(scene, actor)
        session.flush()
        session.expunge_all()
        session.info.pop("about", None)
        scene.notes = dict(notes)
        try:
            cell.perform(scene, replace(actor, login="second"))
        except RuleBroken as broken:
            with session.no_autoflush:
                said = str(broken), first_of(session, looked_at(session), started, "second")
        raise TakenBack
    return said


@pytest.fixture(scope="module")
def office(scenes):
    city, incidents, city.ids = scenes
    return city, incidents[Level.III]


def test_the_list_of_what_is_done_again_names_cells():
    assert done_again() - {cell.name for cell in CELLS} == set()


@pytest.mark.lot(4)
@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c.action.value}-{c.name}")
def test_the_second_is_told_who_and_when(office, cell):
    city, incident = office
    told = refusal_of_second(city, cell, incident)
    assert (told is None) == (cell.name in done_again())
    if told and cell.name not in NOBODY_WAS_FIRST:
        why, first = told
        assert first is not None, why
        assert first.name.startswith("人员")


# What is decided of the two servers: who does it, the words it takes, and what was done before.
REASON = ("备机断电",)
SWITCHES = {
    standby.go_single: ("chenyu", REASON, (), "已经是单机运行"),
    standby.go_double: ("chenyu", (), (standby.go_single,), "现在不是单机运行"),
    standby.propose_single: ("admin", REASON, (), "建议已经提出"),
    standby.decline_single: ("chenyu", (), (standby.propose_single,), "没有等待决定"),
}  # fmt: skip


@pytest.mark.parametrize("verb", SWITCHES, ids=lambda verb: verb.__name__)
def test_who_decides_of_the_servers_second_is_told_who_was_first(city, verb):
    login, told, before, refused = SWITCHES[verb]
    for each in before:
        city.do(each, SWITCHES[each][0], *SWITCHES[each][1])
    since = city.do(noted_at, login, verb, *told)
    with city.db.read() as session:
        actor = getattr(city, login)
        with pytest.raises(RuleBroken, match=refused):
            verb(session, actor, *told)
        found = first_of(session, looked_at(session), since, "second")
    assert found is not None
    assert found.name == actor.name


def noted_at(session, actor, verb, *told):
    """Do it; return since when the one who comes second has looked."""
    since = now(session)
    verb(session, actor, *told)
    return since
