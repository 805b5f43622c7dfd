"""Cells of alarms: a kind is taken out of service and put back."""

from commandcenter.domain.rights import Action
from commandcenter.services.alarms import alarm_acts
from commandcenter.store.database import now
from commandcenter.store.tables.alarms.alarm import AlarmOutRow
from tests.services.cells import cell

KIND = "limit_other"


def nothing_asked(scene, actor):
    return {}


def taken_out(scene):
    at = now(scene.session)
    scene.session.add(AlarmOutRow(kind=KIND, why="检修", by="某人", since=at))
    scene.session.flush()


@cell(Action.EDIT_PLAN, about=nothing_asked)
def take_a_kind_of_alarm_out(scene, actor):
    alarm_acts.take_out(scene.session, actor, KIND, "检修期间", None)


@cell(Action.EDIT_PLAN, about=nothing_asked, before=taken_out)
def put_a_kind_of_alarm_back(scene, actor):
    alarm_acts.put_back(scene.session, actor, KIND)
