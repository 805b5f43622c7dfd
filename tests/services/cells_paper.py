"""Cells of official papers: drafted, checked, countersigned, reviewed, signed, numbered, filed."""

import hashlib

from sqlalchemy import select

from commandcenter.domain.org import Actor, Grant, Group, Role
from commandcenter.domain.papers.paper import FileRole, Life, PaperKind, PaperStep, PaperText
from commandcenter.domain.rights import Action
from commandcenter.services.papers import paper_drafts, paper_files, paper_flow, paper_numbers
from commandcenter.services.papers.paper_base import FileRef, Read
from commandcenter.services.papers.paper_drafts import New, Particulars
from commandcenter.services.papers.paper_flow import Frozen
from commandcenter.store.tables.files import FilePartRow, StoredFileRow
from commandcenter.store.tables.papers.paper import PaperRow, PaperStepRow
from commandcenter.store.tables.papers.paper_number import PaperNumberRow
from tests.services.cells import cell

WHOLE = (
    PaperText("k0_title", "title", "关于启动响应的通知", "关于启动响应的通知"),
    PaperText("k0_p1", "para", "请各组到岗。", "请各组到岗。"),
)
NOBODY = {"author_id": 0}


def holder(scene, role, group=None):
    """Somebody else who holds one role, for what is done before."""
    person = scene.city.liwei if role is not Role.CLERK else scene.city.zhoulan
    return Actor(person.person_id, "x", "别人", frozenset({Grant(role, group)}))


def row_of(scene):
    return scene.session.get_one(PaperRow, scene.notes["paper"])


def read(scene):
    scene.session.flush()
    return Read(row_of(scene).version, WHOLE)


def stored(scene, data=b"%PDF-1.7"):
    """A file in the store, as the wiring sends it before the command."""
    sha256 = hashlib.sha256(data).hexdigest()
    if scene.session.get(StoredFileRow, sha256) is None:
        file = StoredFileRow(sha256=sha256, size=len(data), complete=False)
        scene.session.add(file)
        scene.session.flush()
        scene.session.add(FilePartRow(sha256=sha256, number=0, data=data))
        scene.session.flush()
        file.complete = True
        scene.session.flush()
    return sha256


def frozen(scene):
    sha256 = stored(scene)
    roles = (FileRole.DOCUMENT, FileRole.SIGNED_PDF)
    files = tuple(FileRef(role, sha256, f"{role}.pdf", 8) for role in roles)
    return Frozen(scene.city.db.clock(), (), files)


def new(scene, kind=PaperKind.ACTIVATION):
    return New(kind, scene.incident, scene.incident, WHOLE)


def draft(scene, kind=PaperKind.ACTIVATION):
    clerk = holder(scene, Role.CLERK)
    scene.notes["paper"] = paper_drafts.draft(scene.session, clerk, new(scene, kind))


def submitted(scene):
    draft(scene)
    paper_flow.submit(scene.session, holder(scene, Role.CLERK), scene.notes["paper"], read(scene))


def checked(scene):
    submitted(scene)
    checker = holder(scene, Role.LEADER, Group.COORDINATION)
    paper_flow.check(scene.session, checker, scene.notes["paper"], read(scene))


def countersigned(scene):
    checked(scene)
    lawyer = holder(scene, Role.LEADER, Group.LEGAL)
    paper_flow.countersign(scene.session, lawyer, scene.notes["paper"], read(scene))


def briefing_checked(scene):
    """A kind that is signed by whoever signs papers."""
    draft(scene, PaperKind.BRIEFING)
    paper = scene.notes["paper"]
    paper_flow.submit(scene.session, holder(scene, Role.CLERK), paper, read(scene))
    checker = holder(scene, Role.LEADER, Group.COORDINATION)
    paper_flow.check(scene.session, checker, paper, read(scene))


def signed(scene):
    countersigned(scene)
    deputy = holder(scene, Role.DEPUTY)
    paper_flow.review(scene.session, deputy, scene.notes["paper"], read(scene))
    scene.act(paper_flow.sign, "chenyu", scene.notes["paper"], read(scene), frozen(scene))


def numbered(scene):
    signed(scene)
    clerk, paper = holder(scene, Role.CLERK), scene.notes["paper"]
    number = paper_numbers.give(scene.session, clerk, paper)
    print_ = FileRef(FileRole.PRINT_PDF, stored(scene, b"%PDF-2"), "print.pdf", 6)
    paper_numbers.keep_print(scene.session, clerk, paper, number, (print_,))


def sealed(scene):
    numbered(scene)
    paper_flow.seal(scene.session, holder(scene, Role.CLERK), scene.notes["paper"])


def issued(scene):
    sealed(scene)
    clerk = holder(scene, Role.CLERK)
    paper_flow.issue(scene.session, clerk, scene.notes["paper"], 3, ["各组"], "公文交换")


def of_another(scene, actor):
    """The level and the counties of the incident; written by somebody else."""
    return {"level": scene.level, "district": frozenset({"990102"}), **NOBODY}


def of_legal(scene, actor):
    return {**of_another(scene, actor), "group": Group.LEGAL}


@cell(Action.DRAFT_PAPER, about=of_another)
def draft_a_paper(scene, actor):
    paper_drafts.draft(scene.session, actor, new(scene))


@cell(Action.DRAFT_PAPER, about=of_another, before=draft)
def change_a_paper(scene, actor):
    texts = {"k0_p1": ("请各组到岗。", "请各组立即到岗。")}
    whole = (WHOLE[0], PaperText("k0_p1", "para", "请各组到岗。", "请各组立即到岗。"))
    version = row_of(scene).version
    paper_drafts.edit(scene.session, actor, scene.notes["paper"], texts, whole, version)


@cell(Action.DRAFT_PAPER, about=of_another, before=submitted)
def set_the_particulars_of_a_paper(scene, actor):
    said = Particulars(
        ("各县（区）局",), ("市委宣传部",), ("名单",), (Group.LEGAL,), "加急", "机密", "000001"
    )
    version = row_of(scene).version
    paper_drafts.set_particulars(scene.session, actor, scene.notes["paper"], said, version)


def with_a_file(scene):
    submitted(scene)
    scene.notes["file"] = stored(scene, b"%PDF-list")


@cell(Action.DRAFT_PAPER, about=of_another, before=with_a_file)
def set_the_attachments_of_a_paper(scene, actor):
    ref = FileRef(FileRole.ATTACHMENT, scene.notes["file"], "名单.pdf", 9)
    items = [paper_files.Attached("商户名单", file=ref)]
    version = row_of(scene).version
    paper_files.set_attachments(scene.session, actor, scene.notes["paper"], items, version)


@cell(Action.DRAFT_PAPER, about=of_another, before=draft)
def withdraw_a_paper(scene, actor):
    paper_drafts.withdraw(scene.session, actor, scene.notes["paper"], "不再需要")


@cell(Action.DRAFT_PAPER, about=of_another, before=signed)
def amend_a_paper(scene, actor):
    paper_drafts.amend(scene.session, actor, scene.notes["paper"], WHOLE)


@cell(Action.CHECK_PAPER, about=of_another, before=submitted)
def check_a_paper(scene, actor):
    paper_flow.check(scene.session, actor, scene.notes["paper"], read(scene))


@cell(Action.CHECK_PAPER, about=of_another, before=submitted)
def send_a_paper_back(scene, actor):
    paper_flow.send_back(scene.session, actor, scene.notes["paper"], "请补时间")


@cell(Action.COUNTERSIGN_PAPER, about=of_legal, before=checked)
def countersign_a_paper(scene, actor):
    paper_flow.countersign(scene.session, actor, scene.notes["paper"], read(scene))


@cell(Action.REVIEW_PAPER, about=of_another, before=countersigned)
def review_a_paper(scene, actor):
    paper_flow.review(scene.session, actor, scene.notes["paper"], read(scene))


def to_be_signed(scene):
    briefing_checked(scene)
    scene.notes["frozen"] = frozen(scene)


@cell(Action.SIGN_PAPER, about=of_another, before=to_be_signed)
def sign_a_paper(scene, actor):
    page = scene.notes["frozen"]
    paper_flow.sign(scene.session, actor, scene.notes["paper"], read(scene), page)


def signed_by_actor(scene, actor):
    """What is made void is one's own: of others it asks the commander (test_void.py)."""
    step = select(PaperStepRow).where(PaperStepRow.step == PaperStep.SIGN)
    newest = scene.session.scalars(step.order_by(PaperStepRow.id.desc())).first()
    newest.person_id = actor.person_id
    return of_another(scene, actor)


@cell(Action.ACTIVATE, about=signed_by_actor, before=signed)
def void_a_signed_paper(scene, actor):
    paper_flow.void(scene.session, actor, scene.notes["paper"], "误发")


@cell(Action.NUMBER_PAPER, about=of_another, before=signed)
def number_a_paper(scene, actor):
    paper_numbers.give(scene.session, actor, scene.notes["paper"])


@cell(Action.NUMBER_PAPER, about=of_another)
def take_a_number_for_a_paper_outside(scene, actor):
    paper_numbers.take_outside(scene.session, actor, "dispatch", "关于节日值班的通知")


def number_of(scene):
    of = PaperNumberRow.subject_id == scene.notes["paper"]
    return scene.session.scalars(select(PaperNumberRow).where(of)).one()


@cell(Action.NUMBER_PAPER, about=of_another, before=numbered)
def void_the_number_of_a_paper(scene, actor):
    paper_numbers.void(scene.session, actor, number_of(scene).id, "编号有误")


def without_print(scene):
    signed(scene)
    paper_numbers.give(scene.session, holder(scene, Role.CLERK), scene.notes["paper"])
    scene.notes["print"] = stored(scene, b"%PDF-2")


@cell(Action.NUMBER_PAPER, about=of_another, before=without_print)
def keep_the_print_of_a_paper(scene, actor):
    ref = FileRef(FileRole.PRINT_PDF, scene.notes["print"], "print.pdf", 6)
    number, paper = row_of(scene).number, scene.notes["paper"]
    paper_numbers.keep_print(scene.session, actor, paper, number, (ref,))


@cell(Action.SEAL_PAPER, about=of_another, before=numbered)
def seal_a_paper(scene, actor):
    paper_flow.seal(scene.session, actor, scene.notes["paper"])


@cell(Action.ISSUE_PAPER, about=of_another, before=sealed)
def issue_a_paper(scene, actor):
    paper_flow.issue(scene.session, actor, scene.notes["paper"], 3, ["各组"], "公文交换")


@cell(Action.FILE_PAPER, about=of_another, before=issued)
def file_a_paper(scene, actor):
    paper_flow.file(scene.session, actor, scene.notes["paper"], "2026-永久-12")


def scanned(scene):
    signed(scene)
    scene.notes["scan"] = stored(scene, b"%PDF-scan")


@cell(Action.FILE_PAPER, about=of_another, before=scanned)
def attach_the_signed_page(scene, actor):
    ref = FileRef(FileRole.SCAN, scene.notes["scan"], "签发件.pdf", 9)
    paper_files.attach_scan(scene.session, actor, Life.PAPER, scene.notes["paper"], ref)
