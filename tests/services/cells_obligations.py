"""Cells of what people say of an obligation: by hand, reopened, not applicable, whose it is."""

from sqlalchemy import select

from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action
from commandcenter.services.command import obligations
from commandcenter.services.incident import response
from commandcenter.store.command.obligations import settle
from commandcenter.store.database import now
from commandcenter.store.tables.every import AttachmentRow, ObligationRow, StoredFileRow
from tests.services.cells import cell

SAID = "已与三名消费者代表面谈"
FILE = "f" * 64


def nothing_asked(scene, actor):
    return {}


def of_code(scene, code):
    settle(scene.session, scene.incident, now(scene.session))
    scene.notes["obligation"] = scene.session.scalars(
        select(ObligationRow.id).where(
            ObligationRow.incident_id == scene.incident, ObligationRow.code == code
        )
    ).one()


def by_hand(scene):
    """One of the field group that no record proves."""
    of_code(scene, "representatives")


def waiting(scene):
    """One of the field group whose case has not come."""
    of_code(scene, "vulnerable")


def closed(scene):
    by_hand(scene)
    scene.act(obligations.close_by_hand, "maxiao", scene.notes["obligation"], SAID)


def sent(scene):
    by_hand(scene)
    scene.session.add(StoredFileRow(sha256=FILE, size=1, complete=True))
    scene.session.flush()


def filed(scene):
    sent(scene)
    scene.act(obligations.attach, "maxiao", scene.notes["obligation"], FILE, "名单.txt")
    rows = scene.session.scalars(select(AttachmentRow.id))
    scene.notes["file"] = rows.one()


def put_aside(scene):
    by_hand(scene)
    scene.act(obligations.not_applicable, "chenyu", scene.notes["obligation"], "没有推选代表")


def of_the_group(scene, actor):
    """At Ⅳ the county's too."""
    return {
        "group": Group.ONSITE,
        "district": frozenset({"990102"}) if scene.level is Level.IV else None,
        "person_id": scene.session.get_one(ObligationRow, scene.notes["obligation"]).assigned_to,
    }


def of_group_alone(scene, actor):
    return {"group": Group.ONSITE}


@cell(Action.WRITE_LOG, about=of_the_group, before=by_hand)
def note_something_of_an_obligation(scene, actor):
    obligations.note(scene.session, actor, scene.notes["obligation"], "代表名单待定")


@cell(Action.WRITE_LOG, about=of_the_group, before=sent)
def attach_a_file_to_an_obligation(scene, actor):
    obligations.attach(scene.session, actor, scene.notes["obligation"], FILE, "名单.txt")


@cell(Action.WRITE_LOG, about=of_the_group, before=filed)
def take_a_file_out(scene, actor):
    obligations.take_out_file(scene.session, actor, scene.notes["file"], "传错了文件")


def after_the_end(scene):
    """It was open when the response ended."""
    by_hand(scene)
    paper = response.Ending("事件已平息", "陈屿")
    scene.act(response.end_response, "chenyu", scene.incident, paper)


@cell(Action.COMPLETE_STEP, about=of_the_group, before=after_the_end)
def close_an_obligation_after_the_end(scene, actor):
    obligations.close_by_hand(scene.session, actor, scene.notes["obligation"], SAID)


@cell(Action.COMPLETE_STEP, about=of_the_group, before=by_hand)
def close_an_obligation_by_hand(scene, actor):
    obligations.close_by_hand(scene.session, actor, scene.notes["obligation"], SAID)


def assigned_to_actor(scene, actor):
    scene.session.get_one(ObligationRow, scene.notes["obligation"]).assigned_to = actor.person_id
    return of_the_group(scene, actor)


@cell(Action.COMPLETE_STEP, about=assigned_to_actor, before=by_hand)
def close_an_obligation_of_their_own(scene, actor):
    obligations.close_by_hand(scene.session, actor, scene.notes["obligation"], SAID)


@cell(Action.REOPEN_STEP, about=assigned_to_actor, before=closed)
def reopen_an_obligation_of_their_own(scene, actor):
    obligations.reopen(scene.session, actor, scene.notes["obligation"], "代表没有到齐")


@cell(Action.REOPEN_STEP, about=of_the_group, before=closed)
def reopen_an_obligation(scene, actor):
    obligations.reopen(scene.session, actor, scene.notes["obligation"], "代表没有到齐")


@cell(Action.WAIVE_LINE, about=nothing_asked, before=by_hand)
def say_an_obligation_does_not_apply(scene, actor):
    obligations.not_applicable(scene.session, actor, scene.notes["obligation"], "没有推选代表")


@cell(Action.WAIVE_LINE, about=nothing_asked, before=put_aside)
def say_an_obligation_applies_after_all(scene, actor):
    obligations.take_back(scene.session, actor, scene.notes["obligation"])


@cell(Action.COMPLETE_STEP, about=of_the_group, before=waiting, or_by=Action.WAIVE_LINE)
def say_that_the_case_of_an_obligation_has_come(scene, actor):
    obligations.applies(scene.session, actor, scene.notes["obligation"], "现场有老年人")


def with_a_member(scene):
    by_hand(scene)
    scene.notes["member"] = scene.city.wuyue.person_id


@cell(Action.ASSIGN_PEOPLE, about=of_group_alone, before=with_a_member)
def give_an_obligation_to_a_member(scene, actor):
    obligations.assign(scene.session, actor, scene.notes["obligation"], scene.notes["member"])
