"""Cells of 会商: what was decided is recorded, a meeting is called, changed and called off."""

from datetime import timedelta

from commandcenter.domain.rights import Action
from commandcenter.services.command import consultations, meetings
from tests.services.cells import cell
from tests.services.cells_command import clock, in_county


@cell(Action.CONSULT, about=in_county)
def record_a_consultation(scene, actor):
    new = consultations.NewConsultation(
        clock(scene), "指挥室", "陈屿", ["周岚"], "级别", "", "建议Ⅲ级"
    )
    consultations.record(scene.session, actor, scene.incident, new)


def meeting(scene, hours=1):
    at = clock(scene) + timedelta(hours=hours)
    return meetings.NewMeeting(at, "指挥室", "陈屿", "级别", ["周岚"])


@cell(Action.CONSULT, about=in_county)
def call_a_meeting(scene, actor):
    meetings.call(scene.session, actor, scene.incident, meeting(scene))


def to_come(scene):
    scene.notes["meeting"] = scene.act(meetings.call, "zhoulan", scene.incident, meeting(scene))


@cell(Action.CONSULT, about=in_county, before=to_come)
def put_a_meeting_off(scene, actor):
    meetings.change(scene.session, actor, scene.notes["meeting"], meeting(scene, hours=2))


@cell(Action.CONSULT, about=in_county, before=to_come)
def call_a_meeting_off(scene, actor):
    meetings.withdraw(scene.session, actor, scene.notes["meeting"], "改为电话会商")
