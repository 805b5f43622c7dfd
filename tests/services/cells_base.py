"""Cells of the verbs that every incident has: registering, steps, the log, signing in."""

from sqlalchemy import select

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action
from commandcenter.services.command import checklist, running_log
from commandcenter.store.tables.command.step import StepRow
from tests.services.cells import cell


def own_office(scene, actor):
    """A line is written in one's own capacity: for the own group, the own county."""
    groups = actor.groups()
    return {
        "group": min(groups) if groups else None,
        "district": actor.districts() or frozenset({"990102"}),
    }


@cell(Action.WRITE_LOG, about=own_office)
def write_a_line(scene, actor):
    running_log.write_line(scene.session, actor, scene.incident, "到场")


def on_site_step(scene):
    """A step of the field group that is given to nobody."""
    scene.notes["step"] = scene.session.scalars(
        select(StepRow.id).where(
            StepRow.incident_id == scene.incident, StepRow.group == Group.ONSITE
        )
    ).first()


def closed_step(scene):
    on_site_step(scene)
    scene.act(checklist.complete_step, "maxiao", scene.notes["step"])


def of_the_group(scene, actor):
    """At Ⅳ the county's too."""
    at_four = scene.level is Level.IV
    return {
        "group": Group.ONSITE,
        "district": frozenset({"990102"}) if at_four else None,
        "person_id": scene.session.get_one(StepRow, scene.notes["step"]).assigned_to,
    }


def assigned_to_actor(scene, actor):
    scene.session.get_one(StepRow, scene.notes["step"]).assigned_to = actor.person_id
    return of_the_group(scene, actor)


@cell(Action.COMPLETE_STEP, about=of_the_group, before=on_site_step)
def complete_a_step_of_the_group(scene, actor):
    checklist.complete_step(scene.session, actor, scene.notes["step"])


@cell(Action.COMPLETE_STEP, about=assigned_to_actor, before=on_site_step)
def complete_a_step_of_his_own(scene, actor):
    checklist.complete_step(scene.session, actor, scene.notes["step"])


@cell(Action.REOPEN_STEP, about=of_the_group, before=closed_step)
def open_a_step_again(scene, actor):
    checklist.reopen_step(scene.session, actor, scene.notes["step"], "还没有办完")


@cell(Action.REOPEN_STEP, about=assigned_to_actor, before=closed_step)
def open_a_step_of_his_own_again(scene, actor):
    checklist.reopen_step(scene.session, actor, scene.notes["step"], "还没有办完")
