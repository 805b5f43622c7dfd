"""A plan stored by an older program: what it lacks is refused in words, and init brings it."""

import pytest
from sqlalchemy import delete, func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.plan.earlier_plans import NEW_KINDS
from commandcenter.domain.rights import Action
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.store import journal, seed
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.plan.plan_files import plan_items
from commandcenter.store.tables.every import PlanItemRow, PlanVersionRow
from tests.earlier_plans import earlier_kinds

PLANNER = Actor(1, "p", "某人", frozenset({Grant(Role.PLANNER)}))
LACKED = ("file_gap", "watch_weeks")
C4_AT_III = 41  # minutes, as the bureau had set it


@pytest.fixture
def old(db):
    """The plan of a program that knew neither the gap book nor the watch."""
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    with db.write() as session:
        session.execute(delete(PlanItemRow).where(PlanItemRow.code.in_(LACKED)))
        journal.record(session, PROGRAM, "plan", 1, "amended")
    return db


def test_a_right_that_the_plan_does_not_know_is_refused_in_words(old):
    with old.read() as session:
        known = rights(session)
        assert known.scope(PLANNER, Action.FILE_GAP) is None
        assert known.holders(Action.FILE_GAP) == ""
        with pytest.raises(RuleBroken, match="权限表还没有这一项，请先运行 commandcenter init"):
            known.require(PLANNER, Action.FILE_GAP)
        known.require(PLANNER, Action.EDIT_PLAN)


def test_init_brings_what_is_new_and_leaves_the_rest(old):
    with old.write() as session:
        own = session.scalars(
            select(PlanItemRow).where(PlanItemRow.code == "silent_county_minutes")
        ).one()
        own.data = own.data | {"value": 45}
        journal.record(session, PROGRAM, "plan", 1, "amended")
    with old.write() as session:
        seed.put_plan(session, PROGRAM)
    with old.read() as session:
        assert version_in_force(session) == 2
        plan = plan_of(session)
        assert plan.number("silent_county_minutes") == 45
        assert plan.number("watch_weeks")
        assert plan.rights.scope(PLANNER, Action.FILE_GAP)
        items = session.scalar(
            select(func.count()).select_from(PlanItemRow).where(PlanItemRow.version_id == 2)
        )
        assert items == len(plan_items(seed.PLAN))
    with old.write() as session:
        seed.put_plan(session, PROGRAM)
    with old.read() as session:
        assert session.scalar(select(func.count()).select_from(PlanVersionRow)) == 2


def rows_of(kinds):
    for kind, items in kinds.items():
        for position, item in enumerate(items, 1):
            kept = {key: item.get(key, "") for key in ("code", "source")}
            kept["proposal"] = item.get("proposal", False)
            data = {key: value for key, value in item.items() if key not in kept}
            yield PlanItemRow(version_id=1, kind=kind, position=position, data=data, **kept)


@pytest.fixture
def without_obligations(db):
    """A plan of steps alone: of one the bureau had set the limit, one it had taken off."""
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    with db.write() as session:
        session.execute(delete(PlanItemRow).where(PlanItemRow.kind.in_(NEW_KINDS)))
        kinds = earlier_kinds()
        kinds["step"] = [step for step in kinds["step"] if step["code"] != "S3"]
        next(s for s in kinds["step"] if s["code"] == "C4")["due"]["III"] = C4_AT_III
        session.add_all(rows_of(kinds))
        journal.record(session, PROGRAM, "plan", 1, "amended")
    return db


def test_an_earlier_plan_is_read_with_obligations_as_the_bureau_had_set_them(without_obligations):
    """What began under it goes on under it: nothing is written."""
    with without_obligations.read() as session:
        plan = plan_of(session, 1)
        assert plan.obligations["report_first"].due[Level.III] == C4_AT_III
        assert "power" not in plan.obligations
        assert len(plan.kinds) == 10
        items = session.scalars(select(PlanItemRow).where(PlanItemRow.kind.in_(NEW_KINDS)))
        assert items.all() == []


def test_init_makes_the_obligations_of_the_steps_and_not_of_the_file(without_obligations):
    with without_obligations.write() as session:
        seed.put_plan(session, PROGRAM)
    with without_obligations.read() as session:
        assert version_in_force(session) == 2
        before, after = plan_of(session, 1), plan_of(session)
        assert after.obligations == before.obligations
        assert after.obligations["report_first"].due[Level.III] == C4_AT_III
        assert (after.duty_lines, after.kinds) == (before.duty_lines, before.kinds)
        kept = session.scalars(select(PlanItemRow).where(PlanItemRow.version_id == 2)).all()
        assert {row.kind for row in kept} >= set(NEW_KINDS)
    with without_obligations.write() as session:
        seed.put_plan(session, PROGRAM)
    with without_obligations.read() as session:
        assert version_in_force(session) == 2


@pytest.mark.parametrize("kept", [False, True])
def test_a_right_of_the_earlier_matrix_is_renewed_and_one_of_the_bureau_kept(db, kept):
    """Who switches to one server: once the administrator, now the leader on duty."""
    roles = {"commander": "all", "admin": "all"} | ({"deputy": "all"} if kept else {})
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    with db.write() as session:
        wanted = select(PlanItemRow).where(PlanItemRow.code == "switch_server")
        row = session.scalars(wanted).one()
        row.data = row.data | {"roles": roles}
        journal.record(session, PROGRAM, "plan", 1, "amended")
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    with db.read() as session:
        cells = plan_of(session).rights.rows[Action.SWITCH_SERVER].roles
    assert set(cells) == (set(roles) if kept else {"commander", "lead_duty"})
