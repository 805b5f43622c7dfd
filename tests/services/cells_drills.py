"""Cells of the register of drills: planned, called off, held, and what is mended after it."""

from datetime import timedelta

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.rights import Action
from commandcenter.services.drills import register
from tests.services.cells import cell

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLE = "食品安全实战演练"


def nothing(scene, actor):
    """The register is the city's, whatever the incident."""
    return {}


def of_onsite(scene, actor):
    return {"group": Group.ONSITE}


def keeper(scene):
    """Somebody else who keeps the register."""
    return Actor(scene.city.liwei.person_id, "liwei", "别人", frozenset({Grant(Role.PLANNER)}))


def held(scene):
    at = scene.city.db.clock()
    return register.Held(
        TITLE, Mode.LIVE, at - 3 * HOUR, at - HOUR, "取自“10·14”事件", "范琪", 17, 82.0, 100.0,
        "记者采访应答超时", "演练-1.db", 1436, "14ae",
    )  # fmt: skip


def of_onsite_to_mend(scene):
    due = scene.city.db.clock() + 20 * DAY
    return register.NewMeasure("拟定记者到场的应答口径", Group.ONSITE, due)


def planned(scene):
    day = scene.city.db.clock() + 10 * DAY
    session = scene.session
    scene.notes["drill"] = register.plan(session, keeper(scene), TITLE, Mode.LIVE, day)


def recorded(scene):
    scene.notes["drill"] = register.record(scene.session, keeper(scene), held(scene))


def to_be_mended(scene):
    recorded(scene)
    scene.notes["measure"] = register.measure(
        scene.session, keeper(scene), scene.notes["drill"], of_onsite_to_mend(scene)
    )


@cell(Action.EDIT_PLAN, about=nothing)
def plan_a_drill(scene, actor):
    day = scene.city.db.clock() + 10 * DAY
    register.plan(scene.session, actor, TITLE, Mode.LIVE, day)


@cell(Action.EDIT_PLAN, about=nothing, before=planned)
def call_off_a_drill(scene, actor):
    register.call_off(scene.session, actor, scene.notes["drill"], "与实战响应冲突")


@cell(Action.EDIT_PLAN, about=nothing, before=planned)
def record_a_drill_of_the_plan(scene, actor):
    register.record(scene.session, actor, held(scene), scene.notes["drill"])


@cell(Action.EDIT_PLAN, about=nothing)
def record_a_drill_that_nobody_planned(scene, actor):
    register.record(scene.session, actor, held(scene))


@cell(Action.EDIT_PLAN, about=nothing, before=recorded)
def set_what_is_mended_after_a_drill(scene, actor):
    new = of_onsite_to_mend(scene)
    register.measure(scene.session, actor, scene.notes["drill"], new)


@cell(Action.WRITE_LOG, about=of_onsite, before=to_be_mended, or_by=Action.EDIT_PLAN)
def say_that_it_was_mended(scene, actor):
    register.measure_done(scene.session, actor, scene.notes["measure"], "已拟定并发各组")
