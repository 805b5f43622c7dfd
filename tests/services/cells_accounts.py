"""Cells of accounts and of the picture: people entered, roles given, passwords set, papers made."""

from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.upgrade import Manifest
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_record
from commandcenter.services.seat import (
    accounts,
    backups,
    bureau,
    membership,
    people,
    role_confirmation,
    standby,
    upgrades,
)
from tests.services.cells import cell
from tests.services.cells_life import in_county


def nothing(scene, actor):
    """The right is about nothing in particular."""
    return {}


def a_password(scene):
    """Somebody has one, so that the next is no longer the first."""
    chenyu = scene.city.chenyu.person_id
    scene.notes["person"] = scene.city.luomin.person_id
    scene.act(accounts.set_password, "chenyu", chenyu, "第一个够长的口令2026")


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def enter_a_person(scene, actor):
    people.add_person(scene.session, actor, people.NewPerson("newcomer", "新来"))


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def give_a_role(scene, actor):
    people.grant_role(scene.session, actor, scene.city.luomin.person_id, Role.AUDITOR)


@cell(Action.MANAGE_ACCOUNTS, about=nothing, before=a_password)
def set_the_password_of_another(scene, actor):
    accounts.set_password(scene.session, actor, scene.notes["person"], "另一个够长的口令2026")


@cell(Action.SWITCH_SERVER, about=nothing)
def go_on_with_one_server(scene, actor):
    standby.go_single(scene.session, actor, "备机断电", "08:10 两次拨打无人接听")


def one_server(scene):
    scene.act(standby.go_single, "chenyu", "备机断电")


@cell(Action.SWITCH_SERVER, about=nothing, before=one_server)
def go_on_with_both_servers(scene, actor):
    standby.go_double(scene.session, actor)


def one_server_proposed(scene):
    login, grants = "luomin", frozenset({Grant(Role.ADMIN)})
    admin = Actor(scene.city.luomin.person_id, login, "别人", grants)
    standby.propose_single(scene.session, admin, "备机断电")


@cell(
    Action.SWITCH_SERVER,
    about=nothing,
    before=one_server_proposed,
    or_by=Action.PROPOSE_SWITCH,
)
def decline_one_server(scene, actor):
    standby.decline_single(scene.session, actor)


@cell(Action.PROPOSE_SWITCH, about=nothing)
def propose_one_server(scene, actor):
    standby.propose_single(scene.session, actor, "备机断电")


@cell(Action.KEEP_BACKUPS, about=nothing)
def note_a_restore(scene, actor):
    at = scene.city.db.clock()
    backups.note_restore(
        scene.session, actor, backups.Tried("a.zip", at, "machine", True, "", 1, 1, 1)
    )


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def end_a_role(scene, actor):
    membership.end_role(scene.session, actor, scene.city.luomin.person_id, Role.DEPUTY)


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def close_an_account(scene, actor):
    membership.disable(scene.session, actor, scene.city.luomin.person_id)


def an_account_that_is_closed(scene):
    membership.disable(scene.session, PROGRAM, scene.city.luomin.person_id)


@cell(Action.MANAGE_ACCOUNTS, about=nothing, before=an_account_that_is_closed)
def open_an_account_again(scene, actor):
    membership.enable(scene.session, actor, scene.city.luomin.person_id)


def a_role_that_waits(scene):
    person = scene.city.liwei.person_id
    scene.notes["grant"] = people.grant_role(scene.session, PROGRAM, person, Role.LEAD_DUTY)


def by_the_program(scene, actor):
    return {"author_id": 0}


@cell(Action.CONFIRM_ROLE, about=by_the_program, before=a_role_that_waits)
def confirm_a_role(scene, actor):
    role_confirmation.confirm(scene.session, actor, scene.notes["grant"])


@cell(Action.CONFIRM_ROLE, about=by_the_program, before=a_role_that_waits)
def refuse_a_role(scene, actor):
    role_confirmation.refuse(scene.session, actor, scene.notes["grant"], "没有决定")


@cell(Action.SEE_PICTURE, about=in_county)
def make_a_paper(scene, actor):
    paper_record.note_made(scene.session, actor, scene.incident, PaperKind.BRIEFING)


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def say_the_duty_telephone(scene, actor):
    bureau.set_duty_phone(scene.session, actor, "0990-12345")


def a_signing_key(scene):
    upgrades.keep_key(scene.session, PROGRAM, "ab" * 32, "市局信息中心")


def a_published_version(scene):
    a_signing_key(scene)
    publish_a_version_as(scene.session, PROGRAM, scene.city.db.clock())


def publish_a_version_as(session, actor, at):
    manifest = Manifest("0.9.0", "0026", "市局信息中心", at, ())
    upgrades.publish(session, actor, manifest, "digest", "/srv/share", "ab" * 32)


@cell(Action.MANAGE_ACCOUNTS, about=nothing)
def keep_the_signing_key(scene, actor):
    upgrades.keep_key(scene.session, actor, "cd" * 32, "市局信息中心")


@cell(Action.MANAGE_ACCOUNTS, about=nothing, before=a_signing_key)
def publish_a_version(scene, actor):
    publish_a_version_as(scene.session, actor, scene.city.db.clock())


@cell(Action.MANAGE_ACCOUNTS, about=nothing, before=a_published_version)
def withdraw_a_version(scene, actor):
    upgrades.withdraw(scene.session, actor)
