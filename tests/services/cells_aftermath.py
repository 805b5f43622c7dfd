"""Cells of the time after the response: ledgers, reports, waivers, personal data, the archive."""

from commandcenter.domain.aftermath.aftermath import InquiryKind, Ledger
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Group
from commandcenter.domain.rights import Action, Matter
from commandcenter.queries.aftermath.liability import liability_board
from commandcenter.queries.aftermath.recovery import recovery_board
from commandcenter.services.aftermath import (
    accountability,
    archive,
    closing,
    inquiry,
    recovery,
    retention,
    typical_case,
)
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.services.incident import incident_moves
from commandcenter.store import journal
from commandcenter.store.aftermath.closing import retention_in_force
from commandcenter.store.aftermath.inquiry_sections import sections_of
from commandcenter.store.tables.every import (
    AccountabilityRow,
    InquiryReportRow,
    RecoveryRow,
    StoredFileRow,
)
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.aftermath import lay_final, verdict
from tests.city import EAST
from tests.services.cells import cell

NAME = "某人"  # of whoever is tried


def ended(scene):
    row = scene.session.get_one(IncidentRow, scene.incident)
    row.state, row.ended_at, row.response = State.ENDED, scene.city.db.clock(), None


def nothing_asked(scene, actor):
    return {}


def line_of(scene, group=None, district=None):
    row = RecoveryRow(
        incident_id=scene.incident, ledger=Ledger.CONSUMERS, title="退款", way="退款",
        group=group, district=district, at=scene.city.db.clock(), by="周岚",
    )  # fmt: skip
    scene.session.add(row)
    scene.session.flush()
    scene.notes["line"] = row.id
    journal.record(scene.session, PROGRAM, "recovery", row.id, "opened", incident=scene.incident)


def of_coordination(scene):
    line_of(scene, group=Group.COORDINATION)


def of_the_county(scene):
    line_of(scene, district=EAST)


def about_group(scene, actor):
    return {"group": Group.COORDINATION}


def about_county(scene, actor):
    return {"district": frozenset({EAST})}


def see(scene, actor, matter):
    board = recovery_board(scene.session, actor, scene.incident, scene.city.db.clock())
    if scene.notes["line"] not in [line.id for line in board.lines]:
        refusal = rights(scene.session).refusal(actor, Action.LEDGER_READ, matter)
        raise refusal or RuleBroken("the line is hidden from him")


@cell(Action.LEDGER_READ, about=about_group, before=of_coordination)
def see_a_line_of_a_group(scene, actor):
    see(scene, actor, Matter(group=Group.COORDINATION))


@cell(Action.LEDGER_READ, about=about_county, before=of_the_county)
def see_a_line_of_a_county(scene, actor):
    see(scene, actor, Matter(districts=frozenset({EAST})))


@cell(Action.LEDGER_WRITE, about=about_group)
def open_a_line_of_a_group(scene, actor):
    line = recovery.Line(Ledger.CONSUMERS, "退款", "退款", group=Group.COORDINATION)
    recovery.open_line(scene.session, actor, scene.incident, line)


@cell(Action.LEDGER_WRITE, about=about_county)
def open_a_line_of_a_county(scene, actor):
    line = recovery.Line(Ledger.CONSUMERS, "退款", "退款", district=EAST)
    recovery.open_line(scene.session, actor, scene.incident, line)


@cell(Action.LEDGER_WRITE, about=about_group, before=of_coordination)
def settle_a_line(scene, actor):
    recovery.settle_line(scene.session, actor, scene.notes["line"], 1, 1, whole=True)


@cell(Action.LEDGER_WRITE, about=about_group, before=of_coordination)
def amend_a_line(scene, actor):
    line = recovery.Line(Ledger.CONSUMERS, "改", "退款", group=Group.COORDINATION)
    recovery.amend_line(scene.session, actor, scene.notes["line"], line, 1)


def settled_by_actor(scene, actor):
    """As if whoever is tried had settled it."""
    row = scene.session.get_one(RecoveryRow, scene.notes["line"])
    row.settled_at, row.settled_by = scene.city.db.clock(), actor.name
    row.settler_id = actor.person_id
    return about_group(scene, actor)


@cell(Action.LEDGER_WRITE, about=settled_by_actor, before=of_coordination)
def reopen_a_line_that_he_settled(scene, actor):
    row = scene.session.get_one(RecoveryRow, scene.notes["line"])
    scene.session.flush()
    recovery.reopen_line(scene.session, actor, row.id, row.version)


def keepers(scene, actor):
    own = [g for g in (Group.INVESTIGATION, Group.LEGAL) if g in actor.groups()]
    return {"group": own[0] if own else Group.INVESTIGATION, "district": frozenset({EAST})}


def liable():
    return accountability.Liable("某经营者", "消法第五十三条")


def penalty(scene):
    return accountability.Decision("罚款", scene.city.db.clock())


@cell(Action.LEDGER_WRITE, about=keepers)
def register_an_operator(scene, actor):
    accountability.register_operator(scene.session, actor, scene.incident, liable())


def operator(scene):
    scene.notes["operator"] = scene.act(
        accountability.register_operator, "hewenjing", scene.incident, liable()
    )


@cell(Action.LEDGER_WRITE, about=keepers, before=operator)
def settle_an_operator(scene, actor):
    accountability.settle_operator(scene.session, actor, scene.notes["operator"], penalty(scene))


@cell(Action.LEDGER_WRITE, about=keepers, before=operator)
def amend_an_operator(scene, actor):
    accountability.amend_operator(scene.session, actor, scene.notes["operator"], liable(), 1)


@cell(Action.LEDGER_READ, about=keepers, before=operator)
def see_an_operator(scene, actor):
    board = liability_board(scene.session, actor, scene.incident, scene.city.db.clock())
    if scene.notes["operator"] not in [line.id for line in board.lines]:
        about = keepers(scene, actor)
        matter = Matter(group=about["group"], districts=about["district"])
        refusal = rights(scene.session).refusal(actor, Action.LEDGER_READ, matter)
        raise refusal or RuleBroken("the line is hidden from him")


def referral(scene):
    return accountability.Referral("失职线索", "监察法", "驻局纪检组", scene.city.db.clock())


@cell(Action.REFER_OFFICIAL, about=nothing_asked)
def refer_an_official(scene, actor):
    accountability.refer_official(scene.session, actor, scene.incident, referral(scene))


def referred(scene):
    scene.notes["official"] = scene.act(
        accountability.refer_official, "chenyu", scene.incident, referral(scene)
    )


@cell(Action.REFER_OFFICIAL, about=nothing_asked, before=referred)
def note_the_result(scene, actor):
    accountability.note_result(scene.session, actor, scene.notes["official"], "已立案")


@cell(Action.SEE_OFFICIALS, about=nothing_asked, before=referred)
def see_an_official(scene, actor):
    board = liability_board(scene.session, actor, scene.incident, scene.city.db.clock())
    shown = [line for line in board.lines if line.id == scene.notes["official"]]
    assert bool(shown) is board.sees_officials
    if not shown:
        refusal = rights(scene.session).refusal(actor, Action.SEE_OFFICIALS, Matter())
        raise refusal or RuleBroken("the line is hidden from him")


@cell(Action.WAIVE_LINE, about=nothing_asked, before=of_coordination)
def waive_a_line(scene, actor):
    recovery.waive_line(scene.session, actor, scene.notes["line"], "联系不上")


@cell(Action.WAIVE_LINE, about=nothing_asked)
def state_that_there_is_nobody(scene, actor):
    recovery.state_none(scene.session, actor, scene.incident, Ledger.FIRMS, "没有")


@cell(Action.WAIVE_LINE, about=nothing_asked, before=ended)
def waive_the_open_steps(scene, actor):
    closing.waive_steps(scene.session, actor, scene.incident, "响应已终止")


@cell(Action.WAIVE_LINE, about=nothing_asked)
def state_a_duty_not_applicable(scene, actor):
    closing.state_not_applicable(scene.session, actor, scene.incident, "hardship", "没有")


def stated(scene):
    scene.act(closing.state_not_applicable, "luomin", scene.incident, "hardship", "没有")


@cell(Action.WAIVE_LINE, about=nothing_asked, before=stated)
def take_the_statement_back(scene, actor):
    closing.withdraw_not_applicable(scene.session, actor, scene.incident, "hardship")


@cell(Action.DRAFT_INQUIRY, about=nothing_asked, before=ended)
def draft_an_inquiry(scene, actor):
    inquiry.draft(scene.session, actor, scene.incident, InquiryKind.INVESTIGATION)


def drafted(scene):
    ended(scene)
    scene.notes["report"] = scene.act(
        inquiry.draft, "hewenjing", scene.incident, InquiryKind.INVESTIGATION
    )
    row = scene.session.get_one(InquiryReportRow, scene.notes["report"])
    words = {s.code: inquiry.Words("内容", s.version) for s in sections_of(row)}
    scene.act(inquiry.edit, "hewenjing", row.id, words)


@cell(Action.DRAFT_INQUIRY, about=nothing_asked, before=drafted)
def fill_an_inquiry_again(scene, actor):
    inquiry.refresh(scene.session, actor, scene.notes["report"])


@cell(Action.DRAFT_INQUIRY, about=nothing_asked, before=drafted)
def write_an_inquiry(scene, actor):
    row = scene.session.get_one(InquiryReportRow, scene.notes["report"])
    section = sections_of(row)[0]
    words = {section.code: inquiry.Words("新内容", section.version)}
    inquiry.edit(scene.session, actor, row.id, words)


@cell(Action.SIGN_INQUIRY, about=nothing_asked, before=drafted)
def sign_an_inquiry(scene, actor):
    row = scene.session.get_one(InquiryReportRow, scene.notes["report"])
    inquiry.sign(scene.session, actor, row.id, NAME, row.version)


@cell(Action.DECIDE_RETENTION, about=nothing_asked, before=ended)
def decide_to_erase(scene, actor):
    retention.decide(scene.session, actor, scene.incident, verdict(signature=NAME))


def erased_in_part(scene):
    ended(scene)
    scene.act(retention.decide, "chenyu", scene.incident, verdict())
    row = retention_in_force(scene.session, scene.incident)
    row.erased = {"counts": {}, "stays": {"handling": 1}}


@cell(Action.DECIDE_RETENTION, about=nothing_asked, before=erased_in_part)
def erase_the_rest(scene, actor):
    retention.erase_rest(scene.session, actor, scene.incident)


def stored(scene):
    ended(scene)
    scene.session.add(StoredFileRow(sha256="a" * 64, size=1, complete=True))
    scene.session.flush()


@cell(Action.MAKE_ARCHIVE, about=nothing_asked, before=stored)
def register_a_package(scene, actor):
    package = archive.Package("a" * 64, 1, ())
    archive.register(scene.session, actor, scene.incident, package)


@cell(Action.DRAFT_CASE, about=nothing_asked, before=ended)
def draft_a_typical_case(scene, actor):
    typical_case.draft(scene.session, actor, scene.incident)


def case_drafted(scene):
    ended(scene)
    scene.notes["case"] = scene.act(typical_case.draft, "zhoulan", scene.incident)


@cell(Action.DRAFT_CASE, about=nothing_asked, before=case_drafted)
def edit_a_typical_case(scene, actor):
    typical_case.edit(scene.session, actor, scene.notes["case"], "题", "文", 1)


def closable(scene):
    """Nothing is open any more, and the last line was settled by 何文静."""
    drafted(scene)
    row = scene.session.get_one(InquiryReportRow, scene.notes["report"])
    scene.act(inquiry.sign, "chenyu", row.id, "陈屿", row.version)
    scene.act(retention.decide, "chenyu", scene.incident, verdict())
    scene.act(incident_moves.begin_aftermath, "zhoulan", scene.incident)
    lay_final(scene.session, scene.incident, scene.city.db.clock())
    scene.act(closing.waive_steps, "luomin", scene.incident, "响应已终止")
    operator(scene)
    line = scene.notes["operator"]
    scene.act(accountability.settle_operator, "hewenjing", line, penalty(scene))


def last_settled(scene, actor):
    row = scene.session.get_one(AccountabilityRow, scene.notes["operator"])
    return {"author_id": row.settler_id}


@cell(Action.CLOSE_CASE, about=last_settled, before=closable)
def close_the_case(scene, actor):
    closing.close(scene.session, actor, scene.incident, NAME)


def settled_by_himself(scene, actor):
    """The last line is made the actor's own."""
    row = scene.session.get_one(AccountabilityRow, scene.notes["operator"])
    row.settler_id = actor.person_id
    scene.session.flush()
    return {"author_id": actor.person_id}


@cell(Action.CLOSE_CASE, about=settled_by_himself, before=closable)
def close_after_settling_the_last_line(scene, actor):
    closing.close(scene.session, actor, scene.incident, NAME)
