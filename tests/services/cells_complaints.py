"""Cells of the follow-up: acts of law, flags, seeing who complained, joining and taking in."""

from datetime import timedelta

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    Source,
)
from commandcenter.domain.complaints.form_items import FormAsked, FormKind
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.complaints.phone_call import CallOutcome
from commandcenter.domain.rights import Action
from commandcenter.services.command import duty
from commandcenter.services.complaints import (
    flags,
    forms,
    hand_entry,
    handling,
    intake,
    links,
    mappings,
    phone_calls,
    unmask,
    withdrawal,
)
from commandcenter.services.incident import incidents
from commandcenter.store.complaints.links import link_of
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import ComplaintRow
from tests.city import EAST, KEY
from tests.services.cells import cell
from tests.services.cells_command import CALL

ACT = HandlingAct
TEXT = "理由写明"


def in_county(scene, actor):
    return {"district": frozenset({EAST}), "involved": bool(actor.groups())}


def enter(scene, kind=ComplaintKind.COMPLAINT):
    number = f"C{len(scene.notes)}{kind.value}"
    new = scene.city.complaint(number, kind=kind, channel=Channel.PHONE, minutes_ago=60)
    scene.notes["complaint"] = scene.act(hand_entry.enter_by_hand, "liwei", new, KEY)


def done(scene, act, **more):
    at = scene.city.db.clock() - timedelta(minutes=1)
    return Done(act, at, TEXT, **more)


def carried(kind, *acts):
    """`before`: the complaint is there, and these acts were done on it."""

    def before(scene):
        enter(scene, kind)
        for act in acts:
            result = scene.act(
                handling.carry_out, "liwei", [scene.notes["complaint"]], done(scene, act)
            )
            scene.notes["records"] = result.records

    return before


def handle(name, act, kind, *acts, **more):
    def perform(scene, actor):
        handling.carry_out(
            scene.session, actor, [scene.notes["complaint"]], done(scene, act, **more)
        )

    perform.__name__ = name
    cell(Action.HANDLE_COMPLAINT, about=in_county, before=carried(kind, *acts))(perform)


COMPLAINT, REPORT = ComplaintKind.COMPLAINT, ComplaintKind.REPORT
handle("accept", ACT.ACCEPT, COMPLAINT)
handle("decline", ACT.DECLINE, COMPLAINT)
handle("begin_a_test", ACT.TEST, COMPLAINT, ACT.ACCEPT)
handle("end_a_test", ACT.TESTED, COMPLAINT, ACT.ACCEPT, ACT.TEST)
handle("end_the_mediation", ACT.END, COMPLAINT, ACT.ACCEPT)
handle("tell_both_sides", ACT.TELL, COMPLAINT, ACT.ACCEPT, ACT.END)
handle("note_a_clue", ACT.CLUE, COMPLAINT, ACT.ACCEPT)
handle("check_the_clue", ACT.CHECKED, COMPLAINT, ACT.ACCEPT, ACT.CLUE)
handle("extend_the_limit", ACT.EXTEND, REPORT, approved_by="局长")
handle("file_a_case", ACT.FILE, REPORT)
handle("file_no_case", ACT.NOT_FILE, REPORT)
handle("close", ACT.CLOSE, COMPLAINT, ACT.ACCEPT, recovered_cents=100_00)


@cell(Action.HANDLE_COMPLAINT, about=in_county, before=enter)
def assign(scene, actor):
    person = scene.city.hewenjing.person_id
    handling.assign(scene.session, actor, [scene.notes["complaint"]], person)


@cell(Action.HANDLE_COMPLAINT, about=in_county, before=carried(COMPLAINT, ACT.ACCEPT))
def take_back(scene, actor):
    handling.take_back(scene.session, actor, scene.notes["records"], TEXT)


@cell(Action.FLAG_COMPLAINT, about=in_county, before=enter)
def flag(scene, actor):
    flags.flag(scene.session, actor, [scene.notes["complaint"]], TEXT, scene.incident)


def flagged(scene):
    enter(scene)
    made = scene.act(flags.flag, "liwei", [scene.notes["complaint"]], TEXT)
    scene.notes["flags"] = made.flags


@cell(Action.FLAG_COMPLAINT, about=in_county, before=flagged)
def lift(scene, actor):
    flags.lift(scene.session, actor, scene.notes["flags"], TEXT)


@cell(Action.FLAG_COMPLAINT, about=in_county)
def look_through_an_incident(scene, actor):
    flags.review(scene.session, actor, scene.incident)


@cell(Action.SEE_PERSONAL_DATA, about=in_county, before=enter)
def see_a_complainant(scene, actor):
    unmask.see_complainant(scene.session, actor, scene.notes["complaint"])


@cell(Action.SEE_REPORTER, about=in_county, before=lambda scene: enter(scene, REPORT))
def see_a_reporter(scene, actor):
    unmask.see_complainant(scene.session, actor, scene.notes["complaint"])


def called(scene):
    entry = scene.act(duty.write_entry, "liwei", CALL)
    scene.act(duty.link, "liwei", entry, scene.incident)
    scene.notes["entry"] = entry


@cell(Action.SEE_PERSONAL_DATA, about=in_county, before=called)
def see_who_called(scene, actor):
    unmask.see_caller(scene.session, actor, scene.notes["entry"])


def given(scene):
    """The report is given to whoever is tried; their id comes with `about`."""
    enter(scene, REPORT)


def to_himself(scene, actor):
    handling.assign(
        scene.session,
        actor_of(scene.session, "liwei", scene.city.db.clock()),
        [scene.notes["complaint"]],
        actor.person_id,
    )
    return {"district": frozenset({EAST}), "person_id": actor.person_id}


@cell(Action.SEE_REPORTER, about=to_himself, before=given)
def see_the_reporter_of_a_report_that_he_handles(scene, actor):
    unmask.see_complainant(scene.session, actor, scene.notes["complaint"])


@cell(Action.TAKE_IN_COMPLAINTS, about=in_county, before=enter)
def make_the_form_of_registering(scene, actor):
    forms.make_forms(scene.session, actor, FormAsked(FormKind.INTAKE), [scene.notes["complaint"]])


@cell(Action.HANDLE_COMPLAINT, about=in_county, before=enter)
def make_a_form_of_handling(scene, actor):
    forms.make_forms(scene.session, actor, FormAsked(FormKind.FORWARD), [scene.notes["complaint"]])


@cell(Action.ENTER_COMPLAINT, about=in_county)
def enter_one_by_hand(scene, actor):
    hand_entry.enter_by_hand(scene.session, actor, scene.city.complaint("C-hand"), KEY)


def in_own_county(scene, actor):
    """A call that brought no complaint is about no county but that of who took it."""
    return {"district": actor.districts()}


@cell(Action.ENTER_COMPLAINT, about=in_own_county)
def take_a_call(scene, actor):
    at = scene.city.db.clock() - timedelta(minutes=2)
    new = phone_calls.NewCall(at, "询问怎样退卡", CallOutcome.ANSWERED, "已告知流程")
    phone_calls.take_call(scene.session, actor, new)


@cell(Action.ENTER_COMPLAINT, about=in_county)
def take_a_call_with_its_complaint(scene, actor):
    at = scene.city.db.clock() - timedelta(minutes=2)
    new = scene.city.complaint("C-call")
    phone_calls.take_complaint(scene.session, actor, new, at, KEY)


@cell(Action.REGISTER_INCIDENT, about=in_county, before=enter)
def join_complaints(scene, actor):
    incidents.attach_complaints(scene.session, actor, scene.incident, [scene.notes["complaint"]])


def joined(scene):
    enter(scene)
    scene.act(incidents.attach_complaints, "liwei", scene.incident, [scene.notes["complaint"]])


@cell(Action.REGISTER_INCIDENT, about=in_county, before=joined)
def take_complaints_out(scene, actor):
    incidents.detach_complaints(
        scene.session, actor, scene.incident, [scene.notes["complaint"]], TEXT
    )


def own_county(scene, actor):
    """A file is taken in for one's own county: its rows may be of others."""
    return {"district": actor.districts() or frozenset({EAST})}


@cell(Action.TAKE_IN_COMPLAINTS, about=own_county)
def begin_an_import(scene, actor):
    facts = intake.FileFacts("x.csv", "0" * 64, "", 1, 0, 0)
    intake.open_batch(scene.session, actor, facts)


def linked(scene):
    """The same matter came by both systems."""
    now = scene.city.db.clock()
    for source in (Source.PLATFORM, Source.HOTLINE):
        new = scene.city.complaint(
            f"L{source.value}", source=source, registered_at=now - timedelta(hours=1),
            complainant=Complainant("王某", "10000000077"),
        )  # fmt: skip
        scene.notes["complaint"] = scene.act(hand_entry.enter_by_hand, "liwei", new, KEY)
    found = link_of(scene.session, scene.notes["complaint"])
    scene.notes["link"] = found.id


@cell(Action.FLAG_COMPLAINT, about=in_county, before=linked)
def take_a_link_apart(scene, actor):
    links.take_apart(scene.session, actor, scene.notes["link"], TEXT)


def parted(scene):
    linked(scene)
    scene.act(links.take_apart, "liwei", scene.notes["link"], TEXT)


@cell(Action.FLAG_COMPLAINT, about=in_county, before=parted)
def put_a_link_together(scene, actor):
    links.put_together(scene.session, actor, scene.notes["link"])


def taken_in(scene):
    enter(scene)
    scene.notes["import"] = scene.session.get_one(ComplaintRow, scene.notes["complaint"]).batch_id


@cell(Action.CORRECT_COMPLAINT, about=in_county, before=taken_in)
def take_an_import_out(scene, actor):
    withdrawal.begin(scene.session, actor, scene.notes["import"], TEXT)


@cell(Action.CORRECT_COMPLAINT, about=in_county, before=taken_in)
def take_an_entered_complaint_out(scene, actor):
    batch = withdrawal.batch_entered(scene.session, scene.notes["complaint"])
    withdrawal.begin(scene.session, actor, batch, TEXT)


@cell(Action.TAKE_IN_COMPLAINTS, about=own_county)
def make_a_mapping(scene, actor):
    columns = {"number": ["编号"], "registered_at": ["时间"], "kind": ["类型"]}
    mappings.save_mapping(scene.session, actor, "某系统", columns, {})


def mapping_made(scene):
    columns = {"number": ["编号"], "registered_at": ["时间"], "kind": ["类型"]}
    scene.act(mappings.save_mapping, "liwei", "某系统", columns, {})


@cell(Action.TAKE_IN_COMPLAINTS, about=own_county, before=mapping_made)
def remove_a_mapping(scene, actor):
    mappings.remove_mapping(scene.session, actor, "某系统")
