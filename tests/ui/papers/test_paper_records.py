"""A paper of one record of an incident on the desk: it is chosen, and what comes back is filed."""

from functools import partial

import pytest

from commandcenter.domain.org import Role
from commandcenter.domain.papers.paper import FileRole, PaperKind, Subject
from commandcenter.offices import paper_making
from commandcenter.queries.command.liaison import liaison_board
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.services.command import liaison
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.seat import people
from commandcenter.store.papers.paper_way import paper_of


@pytest.fixture
def incident(small_city):
    incident = small_city.register()
    small_city.activate(incident)
    return incident


@pytest.fixture
def at_papers(at_desk):
    def at_papers(login):
        desk = at_desk(login)
        desk.until = partial(desk.qtbot.waitUntil, timeout=20_000)
        desk.click("rail_papers")
        desk.settle()
        desk.page = desk.window.pages.papers
        return desk

    return at_papers


def ask_police(city, incident):
    new = liaison.NewRequest("维护现场秩序", "电话")
    return city.do(liaison.ask, "zhoulan", incident, ("公安机关",), new)[0]


def choose(box, value):
    """By what stands behind the words, as a person by the words."""
    box.setCurrentIndex(box.findData(value))


def test_a_letter_is_drafted_of_what_a_department_was_asked(at_papers, small_city, incident):
    number = ask_police(small_city, incident)
    desk = at_papers("zhoulan")
    desk.click("want_new")
    desk.until_sees("new_paper")
    form = desk.dialog()
    assert not form.record.isVisible()
    choose(form.kind, PaperKind.LETTER)
    assert form.record.isVisible()
    assert form.record.currentText() == "公安机关：维护现场秩序"
    desk.click_in("new_paper", "primary")
    desk.until(lambda: desk.page.editor is not None and desk.page.editor.opened is not None)
    with small_city.db.read() as session:
        row = paper_of(session, desk.page.editor.opened.detail.line.id)
        assert (row.kind, row.subject, row.incident_id) == (PaperKind.LETTER, number, incident)


def test_where_nobody_was_asked_the_form_says_so(at_papers, small_city, incident):
    desk = at_papers("zhoulan")
    desk.click("want_new")
    desk.until_sees("new_paper")
    form = desk.dialog()
    choose(form.kind, PaperKind.LETTER)
    assert not form.primary.isEnabled()


def sent_letter(city, incident):
    with city.db.write() as session:
        clerk = people.add_person(session, PROGRAM, people.NewPerson("yuhang", "余航", "科员"))
        people.grant_role(session, PROGRAM, clerk, Role.CLERK)
    number = ask_police(city, incident)
    made = city.ask(paper_making.new_document, "letter", number, Subject.LIAISON)
    whole = paper_making.whole_of(paper_making.placed(made, {})[0])
    paper = city.do(paper_drafts.draft, "zhoulan", New(PaperKind.LETTER, number, incident, whole))

    def read():
        wording = city.ask(paper_making.wording_of, paper)
        return Read(city.ask(paper_of, paper).version, wording.whole)

    city.do(paper_flow.submit, "zhoulan", paper, read())
    city.do(paper_flow.check, "yuhang", paper, read(), "")
    paper_making.sign(city.db, city.chenyu, paper, read())
    paper_making.number(city.db, city.yuhang, paper)
    city.do(paper_flow.seal, "yuhang", paper)
    city.do(paper_flow.issue, "yuhang", paper, 1, ["公安机关"], "专人送达")
    return paper, number


def test_a_reply_is_filed_with_its_letter_and_answers_the_request(
    at_papers, small_city, incident, tmp_path
):
    paper, number = sent_letter(small_city, incident)
    desk = at_papers("zhoulan")
    desk.page.open_paper(paper)
    desk.until(lambda: desk.page.editor is not None and desk.page.editor.opened is not None)
    desk.page.editor.show_tab("flow")
    desk.until_sees("flow_reply")
    desk.click("flow_reply")
    desk.until_sees("reply_form")
    desk.fill("number", "澄公函〔2026〕12号")
    desk.fill("words", "已派警力6人")
    page = tmp_path / "复函.pdf"
    page.write_bytes(b"%PDF-reply")
    desk.dialog().take(page)
    desk.click_in("reply_form", "primary")

    def answers():
        asked = partial(small_city.ask, liaison_board, small_city.zhoulan, incident)
        return {line.id: line.answer for line in asked(small_city.db.clock()).lines}

    desk.until(lambda: answers()[number].endswith("：已派警力6人"))
    desk.until_gone("reply_form")
    files = small_city.ask(paper_detail, small_city.zhoulan, paper).files
    assert [f.name for f in files if f.role is FileRole.REPLY] == ["复函.pdf"]
