"""The bureau's own book on a server: who keeps the register and who owes a measure settle it."""

import contextlib
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Group, Role
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.services.command import handover
from commandcenter.services.drills import register
from commandcenter.services.plan import gaps, plan_data, revisions
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import version_in_force
from commandcenter.store.tables.every import PlanRevisionRow, StoredFileRow
from tests.city import EAST
from tests.conftest import run_sql
from tests.services.guarded import Bureau

GIVES, TAKES = (Role.DUTY, None, None), (Role.LEAD_DUTY, None, None)
SIGNS, COUNTY = (Role.COMMANDER, None, None), (Role.COUNTY, None, EAST)
KEEPER, OWES, OTHER = (
    (Role.PLANNER, None, None), (Role.LEADER, Group.ONSITE, None), (Role.LEADER, Group.LEGAL, None)
)  # fmt: skip


class TakenBack(Exception):
    pass


@pytest.fixture(scope="module")
def bureau(cluster):
    run_sql(cluster, "CREATE DATABASE owing TEMPLATE template")
    bureau = Bureau(cluster, "owing", [KEEPER, OWES, OTHER, GIVES, TAKES, SIGNS, COUNTY])
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


CHANGE = ItemChange("clause", "6.2", {"title": "物资保障", "text": "储备必要的应急物资。"})
SHA = "c" * 64
VALUE = ItemChange("setting", "drill_months", {"value": 6, "source": "本局决定"})


def revised(session, act):
    """A revision that the planner drafted and the commander signed; its id."""
    number = act(KEEPER, revisions.begin, "2026年修订", "评估提出的问题")

    def seen():
        return session.get_one(PlanRevisionRow, number).version

    act(KEEPER, revisions.put, number, [CHANGE], seen())
    act(KEEPER, revisions.submit, number, seen())
    act(SIGNS, revisions.sign, number, seen(), version_in_force(session))
    return number


def test_who_drafts_who_signs_and_a_county_settle_the_book_of_the_plan(bureau):
    with signed_on(bureau) as (session, act):
        session.add(StoredFileRow(sha256=SHA, size=1, complete=True))
        session.flush()
        revised(session, act)
        assert [row.state for row in rows(session, "plan_sign")] == [ObligationState.DONE]
        assert ObligationState.DONE in [row.state for row in rows(session, "plan_review")]
        assert [row.state for row in rows(session, "plan_filing")] == [ObligationState.OPEN]
        owed = len(rows(session, "county_rules"))
        own = gaps.OwnRules(EAST, "城东区实施细则", "2026-01-05", "", SHA, "细则.pdf")
        act(COUNTY, gaps.file_rules, own)
        session.execute(text("RESET SESSION AUTHORIZATION"))
        states = [row.state for row in rows(session, "county_rules")]
        assert (len(states), states.count(ObligationState.DONE)) == (owed, 1)
        assert len(rows(session, "plan_review")) == 2


def test_a_clause_is_not_changed_without_a_revision_that_was_signed(bureau):
    with signed_on(bureau) as (session, act):
        version = act(KEEPER, plan_data.amend, [VALUE], "每半年", version_in_force(session))
        bureau.sign_on(session, bureau.actors[KEEPER].login)
        wanted = (
            "INSERT INTO plan_item (version_id, kind, code, position, data, source, proposal) "
            f"VALUES ({version}, 'clause', '6.9', 99, '{{}}', '', false)"
        )
        with pytest.raises(DBAPIError):
            _at_once(session, wanted)


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
