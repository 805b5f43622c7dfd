"""Cells of information reports: each office drafts, signs and sends its own."""

from commandcenter.domain.org import Actor, Grant, Role
from commandcenter.domain.rights import Action
from commandcenter.services.reports import report_receipts as receipts
from commandcenter.services.reports import reports
from commandcenter.services.reports.reports import CallTaken, PhoneCall
from commandcenter.store import journal
from commandcenter.store.reports.report_receivers import receipts_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.reports.report import ReportRow
from tests.city import EAST
from tests.services.cells import cell

OFFICE, PROVINCE = "市委市政府总值班室", "省市场监督管理局"
BUREAU, GOVERNMENT = "市市场监督管理局", "城东区人民政府"
ABOVE = "省市场监督管理局（越级）"


def the_citys(scene, actor):
    """A report of the city bureau is no county's matter."""
    return {}


def county(scene):
    """Somebody of the county bureau of EAST."""
    grants = frozenset({Grant(Role.COUNTY, None, EAST)})
    return Actor(scene.city.liwei.person_id, "county", "县局", grants)


def own_district(actor):
    """In whose chain the actor is tried: a county's people in EAST's, all others in the city's."""
    return EAST if actor.districts() else None


def own_chain(scene, actor):
    return {"district": frozenset({EAST})} if actor.districts() else {}


def drafted(scene):
    scene.notes[None] = scene.act(reports.draft_first, "zhoulan", scene.incident)
    scene.notes[EAST] = reports.draft_first(scene.session, county(scene), scene.incident, EAST)


def signed(scene):
    drafted(scene)
    scene.act(reports.sign, "chenyu", scene.notes[None])
    reports.sign(scene.session, county(scene), scene.notes[EAST])


def sent(scene):
    signed(scene)
    scene.act(reports.send, "zhoulan", scene.notes[None], (OFFICE,), "传真")
    there = (BUREAU, GOVERNMENT)
    reports.send(scene.session, county(scene), scene.notes[EAST], there, "传真")


def ended(scene):
    sent(scene)
    incident = scene.session.get_one(IncidentRow, scene.incident)
    incident.ended_at = scene.city.db.clock()


def own(scene, actor):
    """The report of the actor's own chain."""
    return scene.notes[own_district(actor)]


@cell(Action.DRAFT_REPORT, about=own_chain)
def draft_the_first(scene, actor):
    reports.draft_first(scene.session, actor, scene.incident, own_district(actor))


@cell(Action.DRAFT_REPORT, about=the_citys)
def draft_the_first_of_the_city(scene, actor):
    reports.draft_first(scene.session, actor, scene.incident)


@cell(Action.DRAFT_REPORT, about=own_chain, before=sent)
def draft_a_follow_up(scene, actor):
    reports.draft_follow_up(scene.session, actor, scene.incident, own_district(actor))


@cell(Action.DRAFT_REPORT, about=own_chain, before=ended)
def draft_the_final(scene, actor):
    reports.draft_final(scene.session, actor, scene.incident, own_district(actor))


@cell(Action.DRAFT_REPORT, about=own_chain, before=drafted)
def edit_a_draft(scene, actor):
    reports.edit(scene.session, actor, own(scene, actor), {"first.course": "经过"})


@cell(Action.DRAFT_REPORT, about=own_chain, before=drafted)
def refresh_a_draft(scene, actor):
    reports.refresh(scene.session, actor, own(scene, actor))


@cell(Action.DRAFT_REPORT, about=own_chain, before=drafted)
def hand_in_a_draft(scene, actor):
    reports.submit(scene.session, actor, own(scene, actor))


@cell(Action.SIGN_REPORT, about=own_chain, before=drafted)
def sign_a_draft(scene, actor):
    reports.sign(scene.session, actor, own(scene, actor))


@cell(Action.SIGN_REPORT, about=the_citys, before=drafted)
def sign_a_draft_of_the_city(scene, actor):
    reports.sign(scene.session, actor, scene.notes[None])


def just_signed(scene, actor):
    """A signature is taken back by who gave it, and nobody may have acted on it."""
    report = scene.session.get_one(ReportRow, own(scene, actor))
    report.signed_by = actor.name
    journal.record(scene.session, actor, "report", report.id, "signed", incident=report.incident_id)
    return own_chain(scene, actor)


@cell(Action.SIGN_REPORT, about=just_signed, before=signed)
def take_a_signature_back(scene, actor):
    reports.take_back(scene.session, actor, own(scene, actor))


@cell(Action.SIGN_REPORT, about=own_chain, before=drafted)
def send_a_draft_back(scene, actor):
    reports.send_back(scene.session, actor, own(scene, actor), "补人数")


def receivers(actor):
    return (BUREAU,) if actor.districts() else (OFFICE,)


@cell(Action.SEND_REPORT, about=own_chain, before=signed)
def send_what_is_signed(scene, actor):
    reports.send(scene.session, actor, own(scene, actor), receivers(actor), "传真")


def sent_to_the_bureau_alone(scene):
    """The county's; the city's went to its office."""
    sent(scene)
    scene.session.delete(receipt_at(scene, EAST, GOVERNMENT))
    row_of(scene, EAST).sent_to = [BUREAU]


@cell(Action.SEND_REPORT, about=own_chain, before=sent_to_the_bureau_alone)
def send_it_on(scene, actor):
    further = (GOVERNMENT,) if actor.districts() else (PROVINCE,)
    reports.send_on(scene.session, actor, own(scene, actor), further, "传真")


@cell(Action.SEND_REPORT, about=own_chain)
def tell_by_telephone(scene, actor):
    there = BUREAU if actor.districts() else OFFICE
    call = PhoneCall((CallTaken(there, "值班员"),), scene.city.db.clock(), {}, own_district(actor))
    reports.record_phone(scene.session, actor, scene.incident, call)


@cell(Action.SEND_REPORT, about=own_chain, before=sent)
def note_what_a_receiver_outside_said(scene, actor):
    name = GOVERNMENT if actor.districts() else OFFICE
    receipt = receipt_at(scene, own_district(actor), name)
    receipts.receive(scene.session, actor, receipt.id, receipts.Answer("值班员", "电话"))


def in_the_county(scene, actor):
    return {"district": frozenset({EAST})}


@cell(Action.SKIP_LEVEL, about=in_the_county, before=signed)
def go_past_the_city(scene, actor):
    reports.send(scene.session, actor, scene.notes[EAST], (ABOVE,), "电话", "联系不上市局")


def row_of(scene, district):
    return scene.session.get_one(ReportRow, scene.notes[district])


def receipt_at(scene, district, name):
    rows = receipts_of(scene.session, scene.incident)
    report = scene.notes[district]
    return next(r for r in rows if (r.report_id, r.receiver) == (report, name))


@cell(Action.RECEIVE_REPORT, about=the_citys, before=sent)
def receive_a_countys_report(scene, actor):
    receipts.receive(scene.session, actor, receipt_at(scene, EAST, BUREAU).id)


def received(scene):
    sent(scene)
    scene.act(receipts.receive, "liwei", receipt_at(scene, EAST, BUREAU).id)


@cell(Action.RECEIVE_REPORT, about=the_citys, before=received)
def verify_a_countys_report(scene, actor):
    receipts.verify(scene.session, actor, receipt_at(scene, EAST, BUREAU).id)


@cell(Action.RECEIVE_REPORT, about=the_citys, before=received)
def want_more_of_a_county(scene, actor):
    receipts.want_more(scene.session, actor, receipt_at(scene, EAST, BUREAU).id, "补人数")
