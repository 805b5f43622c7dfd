"""Cells of the record of an incident: who reads it whole, draws up the sheet, shows a line."""

from commandcenter.domain.export_kinds import Door
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.rights import Action
from commandcenter.queries.aftermath.chronicle import ChronicleFilter, chronicle
from commandcenter.queries.command.duties import duty_file, inquiry_sheet
from commandcenter.queries.seat.verdict import verdict_for
from commandcenter.services.command import running_log
from commandcenter.services.incident import pinning
from commandcenter.services.papers import paper_record
from commandcenter.services.seat import exports
from tests.services.cells import cell


def involved(scene, actor):
    return {"involved": bool(actor.groups())}


@cell(Action.READ_JOURNAL, about=involved)
def read_the_course(scene, actor):
    chronicle(scene.session, actor, scene.incident, ChronicleFilter())


@cell(Action.INQUIRY_SHEET, about=involved)
def draw_up_the_sheet(scene, actor):
    inquiry_sheet(scene.session, actor, scene.incident, scene.city.db.clock())


@cell(Action.INQUIRY_SHEET, about=involved)
def take_out_the_sheet(scene, actor):
    duty_file(scene.session, actor, scene.incident, scene.city.db.clock())


@cell(Action.VERIFY_JOURNAL, about=involved)
def verify_the_chain(scene, actor):
    verdict_for(scene.session, actor)


@cell(Action.SEE_PICTURE)
def make_a_briefing(scene, actor):
    paper_record.note_made(scene.session, actor, scene.incident, PaperKind.BRIEFING)


def a_line(scene):
    scene.notes["line"] = scene.act(running_log.write_line, "maxiao", scene.incident, "已到场")


@cell(Action.SHOW_ON_WALL, about=lambda scene, actor: {"group": None}, before=a_line)
def show_a_line(scene, actor):
    running_log.show_on_wall(scene.session, actor, scene.notes["line"], shown=True)


def nothing_asked(scene, actor):
    return {}


@cell(Action.SHOW_ON_WALL, about=nothing_asked)
def pin_an_incident_to_the_wall(scene, actor):
    pinning.pin(scene.session, actor, scene.incident)


def pinned(scene):
    scene.act(pinning.pin, "zhoulan", scene.incident)


@cell(Action.SHOW_ON_WALL, about=nothing_asked, before=pinned)
def let_a_pinned_incident_go(scene, actor):
    pinning.unpin(scene.session, actor, scene.incident)


@cell(Action.READ_JOURNAL, about=nothing_asked)
def take_the_lines_of_change(scene, actor):
    exports.note_export(scene.session, actor, Door.CHANGES, 3)


@cell(Action.SEE_PICTURE)
def take_out_the_map(scene, actor):
    exports.note_export(scene.session, actor, Door.MAP, 3, scene.incident)
