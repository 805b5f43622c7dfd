"""Cell of a letter (函) to a department: what it wrote back is filed with it."""

from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FileRole, PaperKind
from commandcenter.domain.rights import Action
from commandcenter.domain.times import local
from commandcenter.services.papers import paper_drafts, paper_flow, paper_numbers, paper_reply
from commandcenter.services.papers.paper_base import FileRef
from commandcenter.services.papers.paper_drafts import New
from tests.services.cells import cell
from tests.services.cells_command import asked, in_county
from tests.services.cells_paper import WHOLE, frozen, holder, read, stored


def letter_sent(scene):
    """The letter of a request to a department went out."""
    asked(scene)
    session, clerk = scene.session, holder(scene, Role.CLERK)
    letter = New(PaperKind.LETTER, scene.notes["liaison"], scene.incident, WHOLE)
    paper = scene.notes["paper"] = paper_drafts.draft(session, clerk, letter)
    paper_flow.submit(session, clerk, paper, read(scene))
    checker = holder(scene, Role.LEADER, Group.COORDINATION)
    paper_flow.check(session, checker, paper, read(scene))
    scene.act(paper_flow.sign, "chenyu", paper, read(scene), frozen(scene))
    number = paper_numbers.give(session, clerk, paper)
    print_ = FileRef(FileRole.PRINT_PDF, stored(scene, b"%PDF-2"), "print.pdf", 6)
    paper_numbers.keep_print(session, clerk, paper, number, (print_,))
    paper_flow.seal(session, clerk, paper)
    paper_flow.issue(session, clerk, paper, 3, ["公安机关"], "公文交换")
    scene.notes["page"] = stored(scene, b"%PDF-reply")


@cell(Action.LIAISE, about=in_county, before=letter_sent)
def file_what_they_wrote_back(scene, actor):
    today = local(scene.city.db.clock()).date()
    reply = paper_reply.Reply("澄公函〔2026〕7号", today, "已派员到场。")
    page = FileRef(FileRole.REPLY, scene.notes["page"], "复函.pdf", 10)
    paper_reply.file_reply(scene.session, actor, scene.notes["paper"], reply, page)
