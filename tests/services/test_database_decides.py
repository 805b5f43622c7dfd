"""Every cell of the matrix of roles, asked of PostgreSQL itself as the person, past the program.

A verb that the matrix lets pass is carried out by the program under that person's own rights: no
grant may be missing. What it wrote is then sent again, plainly, as each person whom the matrix
refuses: the server must refuse it. And a row goes from state to state as the program goes.
"""

import contextlib
import itertools
import re
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action
from commandcenter.store.tables.every import Base
from tests.conftest import run_sql
from tests.seeds import sample
from tests.services.cells import CELLS, WEST, Scene
from tests.services.guarded import REFUSED, Bureau, recorded
from tests.services.state_ways import ADMIN, ENDS, OWN, WAYS
from tests.services.test_roles import TakenBack, personas
from tests.store.test_rights_attacks import enter

# What the matrix leaves to the program alone; packaging/database-rights.zh.md tells of them.
DRAWN = 12
FIRST = 900_000  # number of a row that is put in for a test
# Rows of the book follow from whatever act: anybody may bring them, and what they may say is
# asked of each by its own gate (tests/store/attacks_on_obligations.py).
OF_THE_BOOK = re.compile(r"(INSERT INTO|UPDATE) obligation ")
FINER = {
    "waive_the_open_steps", "note_something_of_an_obligation", "attach_a_file_to_an_obligation",
    "remind_of_an_instruction", "remind_of_an_obligation",
}  # fmt: skip
# The gates of the plan, asked in every run; the others by night, and some by lot.
GATES = {
    Action.DECIDE_GRADE, Action.ACTIVATE, Action.RAISE_LEVEL, Action.LOWER_LEVEL,
    Action.END_RESPONSE, Action.APPROVE_RELEASE, Action.CLOSE_CASE, Action.ISSUE_WARNING,
    Action.DELEGATE, Action.MANAGE_ACCOUNTS, Action.CONFIRM_ROLE, Action.REGISTER_ORAL_DECISION,
}  # fmt: skip


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE decides TEMPLATE template")
    bureau = Bureau(cluster, "decides", list(personas()))
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE decides WITH (FORCE)")


def cells(of_gates):
    return [
        pytest.param(cell, level, id=f"{cell.action.value}-{cell.name}-{level.name}")
        for cell in CELLS
        if (cell.action in GATES) is of_gates
        for level in (Level.III, Level.IV)
    ]


@pytest.mark.lot(3)
@pytest.mark.parametrize(("cell", "level"), cells(True))
def test_a_gate_lets_pass_and_refuses_as_the_matrix_says(bureau, cell, level):
    assert wrong_answers(bureau, cell, level) == []


@pytest.mark.parametrize(("cell", "level"), sample(cells(False), DRAWN, "cells of the matrix"))
def test_the_server_answers_some_cells_as_the_matrix_says(bureau, cell, level):
    assert wrong_answers(bureau, cell, level) == []


@pytest.mark.nightly
@pytest.mark.parametrize(("cell", "level"), cells(False))
def test_the_server_lets_pass_and_refuses_as_the_matrix_says(bureau, cell, level):
    assert wrong_answers(bureau, cell, level) == []


def wrong_answers(bureau, cell, level):
    wrong, kept, refused = [], None, []
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        scene = Scene(bureau.city, session, bureau.incidents[level], level)
        if cell.before:
            cell.before(scene)
        session.flush()
        notes = dict(scene.notes)
        for persona in personas():
            with taken_back(session, scene, notes):
                if the_matrix_refuses(bureau, scene, cell, persona):
                    refused.append(persona)
                    continue
                session.expunge_all()  # each asks the server for what he may see
                sent, complaint = sent_by(bureau, scene, cell, persona)
                if complaint and not out_of_sight(persona, complaint):
                    wrong.append(f"{words(persona)}: {complaint}")
                elif not complaint:
                    kept = sent
        kept = sent_without_right(bureau, scene, cell, notes) if kept is None else kept
        for persona in refused if cell.name not in FINER else ():
            with taken_back(session, scene, notes):
                the_matrix_refuses(bureau, scene, cell, persona)
                if passed := passes(bureau, scene, persona, kept):
                    wrong.append(f"{words(persona)} may not, and the server let pass: {passed}")
        raise TakenBack
    return wrong


@contextlib.contextmanager
def taken_back(session, scene, notes):
    session.expire_all()
    scene.notes = dict(notes)
    with contextlib.suppress(TakenBack), session.begin_nested():
        yield
        raise TakenBack


def words(persona):
    return " ".join(str(part) for part in persona if part)


def the_matrix_refuses(bureau, scene, cell, persona):
    """Whether it does, in the state that the question itself may make."""
    actor = bureau.actors[persona]
    refusal = cell.refusal(scene, actor)
    scene.session.flush()
    return refusal is not None


def sent_by(bureau, scene, cell, persona):
    """What the program sent for the actor, and what went wrong."""
    actor = bureau.actors[persona]
    bureau.sign_on(scene.session, actor.login)
    with recorded(bureau.db) as sent:
        try:
            cell.perform(scene, actor)
            scene.session.flush()
            scene.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        except RuleBroken as broken:
            return sent, str(broken)
        except DBAPIError as error:
            return sent, str(error.orig).splitlines()[0]
    return sent, ""


def sent_without_right(bureau, scene, cell, notes):
    """Of what everybody is refused: as the program would send it for who may otherwise."""
    with taken_back(scene.session, scene, notes), recorded(bureau.db) as sent:
        cell.perform(scene, replace(bureau.city.chenyu, name="某人"))
        scene.session.flush()
    assert sent
    return sent


def out_of_sight(persona, complaint):
    """A county sees its own only, and the wall writes nothing: stricter than the program."""
    role, _, district = persona
    return role is Role.WALL or (district == WEST and complaint.startswith("没有"))


def passes(bureau, scene, persona, sent):
    """The first statement that wrote a row, when none was refused; a foreign key tells nothing."""
    connection = scene.session.connection()
    bureau.sign_on(scene.session, bureau.actors[persona].login)
    written = ""
    for statement, parameters in sent:
        try:
            with connection.begin_nested():
                if connection.exec_driver_sql(statement, parameters).rowcount > 0:
                    written = written or ("" if OF_THE_BOOK.match(statement) else statement)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") in REFUSED:
                return ""
    return written


@pytest.mark.parametrize("name", WAYS)
def test_a_row_goes_from_state_to_state_as_the_program_does_whoever_asks(bureau, name):
    way, gone = WAYS[name], set()
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        link = session.connection().connection.driver_connection
        numbers = rows_in_each_state(bureau, link, way)
        tried = set(itertools.permutations(numbers, 2))
        for persona in way.asking:
            with link.transaction(force_rollback=True):
                bureau.sign_on(session, bureau.actors[persona].login)
                gone |= {
                    (old, new) for old, new in tried - gone if can_go(link, way, numbers[old], new)
                }
        raise TakenBack
    assert gone == way.goes


def rows_in_each_state(bureau, link, way):
    """Put there by the owner; the number of the row by its state."""
    numbers = {state.value: FIRST + number for number, state in enumerate(way.states)}
    for state, number in numbers.items():
        values = {name: number if value is OWN else value for name, value in way.row.items()}
        put(bureau, link, way.table, {"id": number, "state": state, **values})
    return numbers


def put(bureau, link, name, values):
    """A row of the table, of an incident if it is of one, past all rules."""
    link.execute("SET LOCAL session_replication_role = replica")
    if "incident_id" in Base.metadata.tables[name].c:
        values = {"incident_id": bureau.incidents[Level.IV], **values}
    enter(link, name, **values)
    link.execute("SET LOCAL session_replication_role = origin")


def can_go(link, way, number, new):
    """Whether who is signed on may say it of that row, alone or with what belongs to it."""
    return any(
        goes_through(link, f"UPDATE {way.table} SET {changes} WHERE id = {number}")
        for changes in {f"state = '{new}'", f"state = '{new}'{way.said.get(new, '')}"}
    )


def goes_through(link, statement):
    """What a reference alone stops has been let through."""
    try:
        with link.transaction(force_rollback=True):
            return link.execute(statement).rowcount > 0
    except psycopg.errors.ForeignKeyViolation:
        return True
    except psycopg.errors.InsufficientPrivilege:
        return False


@pytest.mark.parametrize("end", ENDS, ids=lambda end: f"{end.table} {end.word}")
def test_what_is_given_up_is_given_up_once_by_who_keeps_it(bureau, end):
    change = f"UPDATE {end.table} SET {end.changes} WHERE id = {FIRST}"
    gone = []
    with contextlib.suppress(TakenBack), bureau.db.write() as session:
        link = session.connection().connection.driver_connection
        for persona in (end.keeper, ADMIN):
            for state, values in (("live", end.live), ("over", end.over)):
                with link.transaction(force_rollback=True):
                    put(bureau, link, end.table, {"id": FIRST, **values})
                    bureau.sign_on(session, bureau.actors[persona].login)
                    if goes_through(link, change):
                        gone.append((persona, state))
        raise TakenBack
    assert gone == [(end.keeper, "live")]
