"""Cells of signals and warnings: triaged, drafted, signed, lifted."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from commandcenter.domain.rights import Action
from commandcenter.domain.watch.warning import Items
from commandcenter.services.incident import incidents
from commandcenter.services.watch import signals, talks, warning_steps, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.tables.watch.warning import WarningStepRow
from tests.city import EAST
from tests.services.cells import cell
from tests.signals import lay_signal

DONE = TriageNote("已核实")


def in_east(scene, actor):
    return {"district": frozenset({EAST})}


def a_signal(scene, **fields):
    fields.setdefault("observed", 3)
    return lay_signal(scene.session, [], scene.city.db.clock(), **fields)


def with_signal(scene):
    scene.notes["signal"] = a_signal(scene)


def verified(scene):
    with_signal(scene)
    scene.act(signals.verify, "liwei", scene.notes["signal"], DONE)


def assessed(scene):
    verified(scene)
    scene.act(signals.assess, "zhoulan", scene.notes["signal"], DONE)


def merged(scene):
    with_signal(scene)
    scene.notes["other"] = a_signal(scene)
    scene.act(signals.merge, "liwei", scene.notes["signal"], scene.notes["other"], DONE)


def two(scene):
    with_signal(scene)
    scene.notes["other"] = a_signal(scene)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=with_signal)
def verify_a_signal(scene, actor):
    signals.verify(scene.session, actor, scene.notes["signal"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=verified)
def exclude_a_signal(scene, actor):
    signals.exclude(scene.session, actor, scene.notes["signal"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=verified)
def watch_a_signal(scene, actor):
    signals.watch(scene.session, actor, scene.notes["signal"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=verified)
def assess_a_signal(scene, actor):
    signals.assess(scene.session, actor, scene.notes["signal"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=with_signal)
def rename_a_signal(scene, actor):
    signals.rename(scene.session, actor, scene.notes["signal"], "东门老铺", DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=with_signal)
def note_a_signal(scene, actor):
    signals.note(scene.session, actor, scene.notes["signal"], "已通知属地")


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=two)
def merge_two_signals(scene, actor):
    signals.merge(scene.session, actor, scene.notes["signal"], scene.notes["other"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=merged)
def take_a_signal_out(scene, actor):
    signals.take_out(scene.session, actor, scene.notes["signal"], DONE)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=assessed)
def open_an_incident_from_a_signal(scene, actor):
    new = incidents.NewIncident("新事件", "新事件", (), (EAST,), scene.city.db.clock(), "监测提示")
    signals.open_incident(scene.session, actor, scene.notes["signal"], new, DONE)


def new_warning(scene, level):
    items = Items(
        title="退费投诉", category="预付式消费", level=level, starts_at=scene.city.db.clock(),
        scope="城东区", matters="退费困难", measures="约谈", issuer="市局",
    )  # fmt: skip
    return warnings.Draft(items, (EAST,))


def drafted(scene):
    scene.notes["warning"] = scene.act(warnings.draft, "zhoulan", new_warning(scene, scene.level))


def issued(scene):
    drafted(scene)
    scene.act(warnings.issue, "chenyu", scene.notes["warning"], warnings.Signature("陈屿"))
    steps = select(WarningStepRow.id).where(WarningStepRow.warning_id == scene.notes["warning"])
    scene.notes["step"] = scene.session.scalars(steps.order_by(WarningStepRow.id)).first()


def at_level(scene, actor):
    return {"district": frozenset({EAST}), "level": scene.level}


@cell(Action.DRAFT_WARNING, about=at_level)
def draft_a_warning(scene, actor):
    warnings.draft(scene.session, actor, new_warning(scene, scene.level))


@cell(Action.DRAFT_WARNING, about=at_level, before=drafted)
def amend_a_warning(scene, actor):
    new = new_warning(scene, scene.level)
    warnings.amend(scene.session, actor, scene.notes["warning"], new, None)


@cell(Action.DRAFT_WARNING, about=at_level, before=drafted)
def drop_a_warning(scene, actor):
    warnings.drop(scene.session, actor, scene.notes["warning"], "不需要了")


@cell(Action.ISSUE_WARNING, about=at_level, before=drafted)
def issue_a_warning(scene, actor):
    warnings.issue(scene.session, actor, scene.notes["warning"], warnings.Signature("某人"))


@cell(Action.ISSUE_WARNING, about=at_level, before=drafted)
def send_a_warning_back(scene, actor):
    warnings.send_back(scene.session, actor, scene.notes["warning"], "补充人数")


@cell(Action.ADJUST_WARNING, about=at_level, before=issued)
def adjust_a_warning(scene, actor):
    new = new_warning(scene, scene.level)
    new = replace(new, items=replace(new.items, scope="全市"))
    sign = warnings.Signature("某人")
    warnings.adjust(scene.session, actor, scene.notes["warning"], new, "范围扩大", sign)


@cell(Action.LIFT_WARNING, about=at_level, before=issued)
def lift_a_warning(scene, actor):
    sign = warnings.Signature("某人")
    warnings.lift(scene.session, actor, scene.notes["warning"], "已化解", sign)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=issued)
def open_an_incident_from_a_warning(scene, actor):
    new = incidents.NewIncident("新事件", "新事件", (), (EAST,), scene.city.db.clock(), "监测提示")
    warnings.open_incident(scene.session, actor, scene.notes["warning"], new, "已关门")


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=issued)
def complete_a_measure(scene, actor):
    warning_steps.complete(scene.session, actor, scene.notes["step"], "已办")


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=issued)
def drop_a_measure(scene, actor):
    warning_steps.drop(scene.session, actor, scene.notes["step"], "不适用")


def talk(scene):
    now = scene.city.db.clock()
    return talks.Talk(
        "市局", ("甲", "乙"), "负责人", "退费", now, "三日内退费", now + timedelta(days=3),
        scene.notes["warning"],
    )  # fmt: skip


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=issued)
def hold_a_talk(scene, actor):
    talks.hold(scene.session, actor, talk(scene))


def promised(scene):
    issued(scene)
    scene.notes["talk"] = scene.act(talks.hold, "liwei", talk(scene))


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=promised)
def settle_a_promise(scene, actor):
    talks.settle(scene.session, actor, scene.notes["talk"], True, "已退费")


def settled(scene):
    promised(scene)
    scene.act(talks.settle, "liwei", scene.notes["talk"], True, "已退费")


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=settled)
def take_back_what_was_said_of_a_promise(scene, actor):
    talks.take_back(scene.session, actor, scene.notes["talk"], "核对有误")
