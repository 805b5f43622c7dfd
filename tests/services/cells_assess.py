"""Cells of the assessment and of merging: verified, filled in, stated, merged, handed up."""

from datetime import timedelta

from commandcenter.domain.incident.case_report import CaseReport, Onset, Place
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.incident.incident import Category, State
from commandcenter.domain.rights import Action
from commandcenter.services.incident import (
    case_reports,
    facts,
    handing_up,
    incident_moves,
    incidents,
    merging,
)
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import EAST
from tests.services.cells import cell
from tests.services.cells_base import own_office
from tests.services.cells_life import in_county, not_started, row


def reported(scene):
    """As it was before anybody verified it."""
    incident = row(scene)
    incident.state, incident.response = State.REPORTED, None
    incident.verified_at = incident.verified_by = None


@cell(Action.REGISTER_INCIDENT, about=in_county, before=reported)
def verify_the_report(scene, actor):
    incident_moves.verify_report(scene.session, actor, scene.incident)


@cell(Action.REGISTER_INCIDENT, about=in_county)
def fill_in_the_registration(scene, actor):
    known = scene.city.db.clock() - timedelta(days=30)
    new = incidents.Amendment(
        "更名", "更名", (Category.MEDIA,), (EAST,), "媒体报道",
        known_at=known, known_why="分局先接到电话",
    )  # fmt: skip
    incidents.amend(scene.session, actor, scene.incident, new)


@cell(Action.WRITE_LOG, about=own_office)
def state_a_fact(scene, actor):
    told = [NewFact("hurt", None, "卫健部门", scene.city.db.clock())]
    facts.state_facts(scene.session, actor, scene.incident, told)


@cell(Action.WRITE_LOG, about=own_office)
def count_how_many_are_there(scene, actor):
    incidents.count_by_hand(scene.session, actor, scene.incident, "on_site", 12, "城东店")


@cell(Action.WRITE_LOG, about=own_office)
def say_where_a_team_is(scene, actor):
    incidents.place_team(scene.session, actor, scene.incident, "现场一队", 30.26, 121.56, people=6)


def of_food(scene):
    row(scene).kind, row(scene).categories = "school_food", [Category.SAFETY.value]


@cell(Action.WRITE_LOG, about=own_office, before=of_food)
def tell_the_patients(scene, actor):
    at = scene.city.db.clock()
    told = CaseReport(
        source="市卫健委", as_of=at, treated=3, sites=(Place("育新学校", 3, EAST),),
        hospitals=(Place("市一院", 3),), onset=(Onset(at - timedelta(hours=2), 3),),
    )  # fmt: skip
    case_reports.report_cases(scene.session, actor, scene.incident, told)


def another(scene):
    """A second incident of the county at the same level; the first is not started."""
    new = incidents.NewIncident(
        "另一事件", "另一事件", (Category.CLUSTER,), (EAST,), scene.city.db.clock(), "12345 转办"
    )
    scene.notes["target"] = scene.act(incidents.register, "zhoulan", new)
    target = scene.session.get_one(IncidentRow, scene.notes["target"])
    target.state, target.grade, target.response = State.RESPONDING, scene.level, scene.level
    not_started(scene)


@cell(Action.DISPOSE_INCIDENT, before=another)
def carry_on_in_another(scene, actor):
    merging.merge(scene.session, actor, scene.incident, scene.notes["target"], "同一主体")


def merged(scene):
    another(scene)
    scene.act(merging.merge, "chenyu", scene.incident, scene.notes["target"], "同一主体")


@cell(Action.DISPOSE_INCIDENT, before=merged)
def take_out_again(scene, actor):
    merging.unmerge(scene.session, actor, scene.incident, "不是同一主体")


def handed_up(scene):
    sheet = HandoverRow(
        kind="level",
        incident_id=scene.incident,
        to_organ="省应急指挥部",
        items=[],
        words="交接",
        given_at=scene.city.db.clock(),
        given_by="周岚",
    )
    scene.session.add(sheet)
    scene.session.flush()
    scene.notes["sheet"] = sheet.id


@cell(Action.REGISTER_UPPER_DECISION, about=in_county, before=handed_up)
def note_who_took_it_over(scene, actor):
    handing_up.hand_up_received(scene.session, actor, scene.notes["sheet"], "省局 李处长")
