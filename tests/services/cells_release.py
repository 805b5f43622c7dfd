"""Cells of what goes out: releases through their gates, public opinion, the press."""

from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.releases.release import Naming, ReleaseKind, ReleaseState
from commandcenter.domain.rights import Action
from commandcenter.services.command import opinions
from commandcenter.services.incident import naming
from commandcenter.services.releases import media, release_gates, releases
from commandcenter.store import journal
from commandcenter.store.releases.release_gate import standing
from commandcenter.store.tables.command.evidence import CaseFileRow
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import (
    PressQuestionRow,
    ReleaseCheckRow,
    ReleaseRow,
)
from tests.services.cells import cell
from tests.services.cells_watch import issued

NAME = "某人"  # of whoever is tried


def speaker(scene, role, group=None):
    """Somebody who holds one role, for what is done before."""
    return Actor(scene.city.zhoulan.person_id, "x", "别人", frozenset({Grant(role, group)}))


def sha(scene):
    return standing(scene.session, scene.session.get_one(ReleaseRow, scene.notes["id"])).sha256


def new_draft(scene, kind=ReleaseKind.NOTICE):
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    scene.notes["id"] = releases.draft(scene.session, opinion, scene.incident, kind)


def drafted(scene):
    new_draft(scene)


def submitted(scene):
    drafted(scene)
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    releases.submit(scene.session, opinion, scene.notes["id"], sha(scene))


def legal(scene):
    submitted(scene)
    lawyer = speaker(scene, Role.LEADER, Group.LEGAL)
    release_gates.pass_legality(scene.session, lawyer, scene.notes["id"], sha(scene))


def secret(scene):
    legal(scene)
    somebody = Actor(
        scene.city.liwei.person_id, "y", "他人", frozenset({Grant(Role.LEADER, Group.COORDINATION)})
    )
    release_gates.pass_secrecy(scene.session, somebody, scene.notes["id"], sha(scene))


def signed(scene):
    secret(scene)
    scene.act(release_gates.approve, "chenyu", scene.notes["id"], sha(scene), "陈屿")


def notified(scene):
    signed(scene)
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    row = scene.session.get_one(ReleaseRow, scene.notes["id"])
    for who in standing(scene.session, row).untold:
        release_gates.notify(
            scene.session, opinion, row.id, sha(scene), who, "电话", scene.city.db.clock()
        )


def published(scene):
    notified(scene)
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    now = scene.city.db.clock()
    release_gates.publish(scene.session, opinion, scene.notes["id"], sha(scene), ["官方网站"], now)


def needing_authority(scene):
    """Submitted, of an incident that is grave: the body above must authorise."""
    submitted(scene)
    scene.session.get_one(IncidentRow, scene.incident).grade = Level.II
    scene.session.flush()


def nobodys(scene, actor):
    return {"author_id": 0}


def by_another(scene, actor):
    return {"author_id": scene.session.get_one(ReleaseRow, scene.notes["id"]).drafter_id}


@cell(Action.DRAFT_RELEASE, about=nobodys)
def draft_a_notice(scene, actor):
    releases.draft(scene.session, actor, scene.incident, ReleaseKind.NOTICE)


@cell(Action.DRAFT_RELEASE, about=nobodys)
def draft_a_line(scene, actor):
    releases.draft(scene.session, actor, scene.incident, ReleaseKind.LINE)


def warned(scene):
    issued(scene)


@cell(Action.DRAFT_RELEASE, about=nobodys, before=warned)
def draft_a_notice_of_a_warning(scene, actor):
    releases.draft_notice(scene.session, actor, scene.notes["warning"])


@cell(Action.DRAFT_RELEASE, about=nobodys, before=drafted)
def edit_a_draft(scene, actor):
    row = scene.session.get_one(ReleaseRow, scene.notes["id"])
    releases.edit(scene.session, actor, row.id, row.title, "改写。", {}, row.version)


@cell(Action.DRAFT_RELEASE, about=nobodys, before=secret)
def edit_what_is_judged(scene, actor):
    edit_a_draft(scene, actor)
    assert scene.session.get_one(ReleaseRow, scene.notes["id"]).state is ReleaseState.DRAFT


@cell(Action.DRAFT_RELEASE, about=nobodys, before=signed)
def edit_what_is_signed(scene, actor):
    edit_what_is_judged(scene, actor)


@cell(Action.DRAFT_RELEASE, about=nobodys, before=drafted)
def submit_a_draft(scene, actor):
    releases.submit(scene.session, actor, scene.notes["id"], sha(scene))


@cell(Action.DRAFT_RELEASE, about=nobodys, before=drafted)
def withdraw_a_draft(scene, actor):
    releases.withdraw(scene.session, actor, scene.notes["id"], "不发了")


@cell(Action.DRAFT_RELEASE, about=nobodys, before=published)
def correct_what_is_published(scene, actor):
    releases.correct(scene.session, actor, scene.notes["id"])


@cell(Action.DRAFT_RELEASE, about=nobodys, before=needing_authority)
def register_an_authorisation(scene, actor):
    paper = release_gates.Authorisation("省局", "1号", scene.city.db.clock())
    release_gates.authorise(scene.session, actor, scene.notes["id"], sha(scene), paper)


@cell(Action.CHECK_RELEASE, about=nobodys, before=submitted)
def pass_the_legality(scene, actor):
    release_gates.pass_legality(scene.session, actor, scene.notes["id"], sha(scene))


@cell(Action.CHECK_RELEASE, about=nobodys, before=submitted)
def return_at_the_legality(scene, actor):
    release_gates.send_back(scene.session, actor, scene.notes["id"], sha(scene), "依据不足")


@cell(Action.CHECK_SECRECY, about=by_another, before=legal)
def pass_the_secrecy(scene, actor):
    release_gates.pass_secrecy(scene.session, actor, scene.notes["id"], sha(scene))


@cell(Action.CHECK_SECRECY, about=nobodys, before=legal)
def return_at_the_secrecy(scene, actor):
    release_gates.send_back(scene.session, actor, scene.notes["id"], sha(scene), "涉密")


@cell(Action.APPROVE_RELEASE, about=by_another, before=secret)
def approve_a_release(scene, actor):
    release_gates.approve(scene.session, actor, scene.notes["id"], sha(scene), NAME)


@cell(Action.APPROVE_RELEASE, about=nobodys, before=secret)
def return_before_signing(scene, actor):
    release_gates.send_back(scene.session, actor, scene.notes["id"], sha(scene), "重写")


@cell(Action.APPROVE_RELEASE, about=nobodys, before=signed)
def withdraw_what_is_signed(scene, actor):
    releases.withdraw(scene.session, actor, scene.notes["id"], "情况有变")


def just_passed(verb, about):
    """As if the actor had just passed it: nobody else takes it back."""

    def made(scene, actor):
        row = scene.session.get_one(ReleaseRow, scene.notes["id"])
        last = standing(scene.session, row).steps[-1]
        scene.session.get_one(ReleaseCheckRow, last.id).person_id = actor.person_id
        journal.record(scene.session, actor, "release", row.id, verb, incident=row.incident_id)
        return about(scene, actor)

    return made


@cell(Action.CHECK_RELEASE, about=just_passed("legality passed", nobodys), before=legal)
def take_the_legality_back(scene, actor):
    release_gates.take_back(scene.session, actor, scene.notes["id"])


@cell(Action.CHECK_SECRECY, about=just_passed("secrecy passed", by_another), before=secret)
def take_the_secrecy_back(scene, actor):
    release_gates.take_back(scene.session, actor, scene.notes["id"])


@cell(Action.APPROVE_RELEASE, about=just_passed("approved", by_another), before=signed)
def take_the_approval_back(scene, actor):
    release_gates.take_back(scene.session, actor, scene.notes["id"])


def case_filed(scene):
    scene.session.add(
        CaseFileRow(
            incident_id=scene.incident, number="1号", party="某公司", cause="合同违法",
            handlers=["甲", "乙"], filed_at=scene.city.db.clock(), state="filed", result="",
            registered_by="甲", at=scene.city.db.clock(),
        )
    )  # fmt: skip
    scene.session.flush()


def named(scene):
    scene.session.get_one(IncidentRow, scene.incident).released_name = True


@cell(Action.APPROVE_RELEASE, about=nobodys, before=case_filed)
def release_the_name(scene, actor):
    naming.release_name(scene.session, actor, scene.incident, Naming.FILED)


@cell(Action.APPROVE_RELEASE, about=nobodys, before=named)
def take_back_the_name(scene, actor):
    naming.take_back_name(scene.session, actor, scene.incident, "撤销立案")


@cell(Action.PUBLISH_RELEASE, about=nobodys, before=signed)
def tell_a_department(scene, actor):
    now = scene.city.db.clock()
    release_gates.notify(
        scene.session, actor, scene.notes["id"], sha(scene), "市委宣传部", "电话", now
    )


@cell(Action.PUBLISH_RELEASE, about=nobodys, before=notified)
def publish_a_release(scene, actor):
    now = scene.city.db.clock()
    release_gates.publish(scene.session, actor, scene.notes["id"], sha(scene), ["官方网站"], now)


def opinion_item(scene):
    return opinions.Item("某平台", Media.SELF, "搬空了", scene.city.db.clock())


def registered(scene):
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    item = opinion_item(scene)
    scene.notes["item"] = item
    scene.notes["id"] = opinions.register(scene.session, opinion, scene.incident, item)


@cell(Action.WATCH_OPINION, about=nobodys)
def register_an_item(scene, actor):
    opinions.register(scene.session, actor, scene.incident, opinion_item(scene))


@cell(Action.WATCH_OPINION, about=nobodys, before=registered)
def amend_an_item(scene, actor):
    seen = scene.notes["item"]
    item = replace(seen, tone=Tone.WORRIED)
    opinions.amend(scene.session, actor, scene.notes["id"], item, seen)


@cell(Action.WATCH_OPINION, about=nobodys, before=registered)
def answer_an_item(scene, actor):
    opinions.answer(scene.session, actor, scene.notes["id"], "已回应")


@cell(Action.WATCH_OPINION, about=nobodys, before=registered)
def refer_an_item(scene, actor):
    opinions.refer(scene.session, actor, scene.notes["id"], "公安")


def watched_before(scene):
    """As one stands that an earlier program watched."""
    registered(scene)
    row = scene.session.get_one(OpinionRow, scene.notes["id"])
    row.state, row.answer = "watched", "再看看"
    row.answered_by, row.answered_at = "别人", scene.city.db.clock() - timedelta(hours=1)


@cell(Action.WATCH_OPINION, about=nobodys, before=watched_before)
def answer_an_item_that_was_watched(scene, actor):
    opinions.answer(scene.session, actor, scene.notes["id"], "已回应")


@cell(Action.WATCH_OPINION, about=nobodys, before=registered)
def watch_an_item(scene, actor):
    opinions.watch(scene.session, actor, scene.notes["id"])


def asked(scene):
    return media.NewQuestion("某报", "多少人？", scene.city.db.clock() - timedelta(minutes=1))


@cell(Action.WATCH_OPINION, about=nobodys)
def register_a_question(scene, actor):
    media.register(scene.session, actor, scene.incident, asked(scene))


def waiting(scene):
    new_draft(scene, ReleaseKind.LINE)
    row = scene.session.get_one(ReleaseRow, scene.notes["id"])
    row.state = type(row.state).APPROVED
    opinion = speaker(scene, Role.LEADER, Group.OPINION)
    scene.notes["question"] = media.register(scene.session, opinion, scene.incident, asked(scene))


@cell(Action.DRAFT_RELEASE, about=nobodys, before=waiting)
def answer_a_question(scene, actor):
    media.answer(scene.session, actor, scene.notes["question"], "正在核查。", scene.notes["id"])


def told(scene):
    waiting(scene)
    clerk = speaker(scene, Role.LEADER, Group.OPINION)
    media.answer(scene.session, clerk, scene.notes["question"], "正在核查。", scene.notes["id"])


@cell(Action.DRAFT_RELEASE, about=nobodys, before=told)
def amend_an_answer(scene, actor):
    row, line = scene.session.get_one(PressQuestionRow, scene.notes["question"]), scene.notes["id"]
    media.answer(scene.session, actor, row.id, "已立案调查。", line, amends=row.answered_at)
