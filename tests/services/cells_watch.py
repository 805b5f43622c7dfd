"""Cells of signals and warnings: triaged, drafted, signed, lifted."""

from commandcenter.domain.rights import Action
from commandcenter.services import incidents, signals
from commandcenter.services.signals import Said
from tests.city import EAST
from tests.services.cells import cell
from tests.signals import lay_signal

DONE = Said("已核实")


def in_east(scene, actor):
    return {"district": frozenset({EAST})}


def a_signal(scene, **fields):
    fields.setdefault("observed", 3)
    return lay_signal(scene.session, [], scene.city.db.clock(), **fields)


def found(scene):
    scene.notes["signal"] = a_signal(scene)


def verified(scene):
    found(scene)
    scene.act(signals.verify, "liwei", scene.notes["signal"], DONE)


def assessed(scene):
    verified(scene)
    scene.act(signals.assess, "zhoulan", scene.notes["signal"], DONE)


def merged(scene):
    found(scene)
    scene.notes["other"] = a_signal(scene)
    scene.act(signals.merge, "liwei", scene.notes["signal"], scene.notes["other"], DONE)


def two(scene):
    found(scene)
    scene.notes["other"] = a_signal(scene)


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=found)
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


@cell(Action.TRIAGE_SIGNAL, about=in_east, before=found)
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
