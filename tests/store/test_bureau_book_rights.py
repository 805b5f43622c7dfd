"""The bureau's own book on a server: who keeps the register and who owes a measure settle it."""

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Group, Role
from commandcenter.services.command import handover
from commandcenter.services.drills import register
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from tests.conftest import run_sql
from tests.services.guarded import Bureau

GIVES, TAKES = (Role.DUTY, None, None), (Role.LEAD_DUTY, None, None)
KEEPER, OWES, OTHER = (
    (Role.PLANNER, None, None), (Role.LEADER, Group.ONSITE, None), (Role.LEADER, Group.LEGAL, None)
)  # fmt: skip


class TakenBack(Exception):
    pass


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE owing TEMPLATE template")
    bureau = Bureau(cluster, "owing", [KEEPER, OWES, OTHER, GIVES, TAKES])
    yield bureau
    bureau.db.close()
    run_sql(cluster, "DROP DATABASE owing WITH (FORCE)")


@contextlib.contextmanager
def signed_on(bureau):
    """A transaction in which one person after the other signs on, taken back at its end."""
    with contextlib.suppress(TakenBack), bureau.db.write() as session:

        def act(persona, verb, *arguments):
            actor = bureau.actors[persona]
            bureau.sign_on(session, actor.login)
            done = verb(session, actor, *arguments)
            session.flush()
            session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            return done

        yield session, act
        raise TakenBack


def measured(session, act):
    at = now(session)
    held = register.Held(
        "演练",
        Mode.LIVE,
        at - timedelta(hours=3),
        at - timedelta(hours=1),
        "",
        "",
        3,
        None,
        None,
        "",
    )
    record = act(KEEPER, register.record, held)
    new = register.NewMeasure("张贴核对单", Group.ONSITE, at + timedelta(days=9))
    return act(KEEPER, register.measure, record, new)


def rows(session, code):
    session.expire_all()
    return [row for row in obligations_of(session, None, now(session)) if row.code == code]


def test_who_keeps_the_register_and_who_owes_a_measure_settle_the_book(bureau):
    with signed_on(bureau) as (session, act):
        measure = measured(session, act)
        states = [row.state for row in rows(session, "drill_measure")]
        assert states == [ObligationState.OPEN]
        act(OWES, register.measure_done, measure, "已张贴")
        states = [row.state for row in rows(session, "drill_measure")]
        assert states == [ObligationState.DONE]
        assert ObligationState.DONE in [row.state for row in rows(session, "drill_live")]


def test_who_hands_a_shift_over_and_who_takes_it_settle_the_book(bureau):
    with signed_on(bureau) as (session, act):
        giver, taker = bureau.actors[GIVES], bureau.actors[TAKES]
        number = act(GIVES, handover.give_duty, taker.person_id, "", giver.name)
        [row] = rows(session, "duty_handover")
        assert (row.state, row.assigned_to) == (ObligationState.OPEN, taker.person_id)
        act(TAKES, handover.receive, number, taker.name)
        [row] = rows(session, "duty_handover")
        assert (row.state, row.done_by) == (ObligationState.DONE, taker.name)


def test_nobody_says_of_the_bureaus_own_that_it_is_done_without_its_record(bureau):
    with signed_on(bureau) as (session, act):
        measured(session, act)
        bureau.sign_on(session, bureau.actors[OTHER].login)
        wanted = (
            "UPDATE obligation SET state = 'done', done_at = due_at, done_by = '某人', "
            "act_table = 'drill_measure', act_id = 1 WHERE code = 'drill_measure'"
        )
        with pytest.raises(DBAPIError):
            _at_once(session, wanted)


def _at_once(session, statement):
    session.execute(text(statement))
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
