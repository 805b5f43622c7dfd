"""公文 on the desk: the list, a paper typed beside its pages, its way, two at one paper."""

import hashlib
from functools import partial

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FileRole, Life, PaperKind, PaperState, Subject
from commandcenter.offices import paper_making, typesetting
from commandcenter.offices.paper_making import wording_of
from commandcenter.outputs.pdf.parts import Role as PartRole
from commandcenter.outputs.pdf.parts import parts, with_texts
from commandcenter.outputs.word import to_docx
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.services.command import directives
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts, paper_flow, paper_numbers
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.ui.papers.check_panel import FindingRow
from commandcenter.ui.papers.findings import whole_text
from commandcenter.ui.papers.items import Passage, items_of
from commandcenter.ui.papers.output import ofd_of
from commandcenter.ui.papers.paper_list import PaperList
from commandcenter.ui.widgets.buttons import Button
from tests.ui.dropping import drop, files

pytestmark = pytest.mark.lot(2, "papers page")

BRIEFING = PaperKind.BRIEFING


@pytest.fixture
def incident(small_city):
    incident = small_city.register(summary="三店同时闭店。")
    small_city.activate(incident)
    return incident


def document(city, kind, subject):
    return city.ask(paper_making.new_document, kind.value, subject, Subject.INCIDENT)


def drafted(city, incident, login="zhoulan", kind=BRIEFING):
    items, _ = items_of(document(city, kind, incident), {})
    new = New(kind, incident, incident, whole_text(items))
    return city.do(paper_drafts.draft, login, new)


def detail(city, paper, login="zhoulan"):
    return city.ask(paper_detail, getattr(city, login), paper)


def lines(city, login, **asked):
    return city.ask(paper_lines, getattr(city, login), PaperFilter(**asked), city.db.clock())


@pytest.fixture
def at_papers(at_desk):
    def at_papers(login, paper=None):
        desk = at_desk(login)
        # Whole documents are asked for and set: on a busy machine that takes its time.
        desk.until = partial(desk.qtbot.waitUntil, timeout=20_000)
        desk.click("rail_papers")
        desk.settle()
        desk.page = desk.window.pages.papers
        if paper is not None:
            desk.page.open_paper(paper)
            until_open(desk)
        return desk

    return at_papers


def until_open(desk):
    desk.until(lambda: is_open(desk))


def is_open(desk):
    editor = desk.page.editor
    view = editor.writing.preview.view
    return (
        editor.opened is not None
        and not editor.writing.paragraphs.building
        and view.count > 0
        and editor.writing.proofer.idle
        and not view.wanted_now()
    )


def passages(desk, role=PartRole.PARA):
    paragraphs = desk.page.editor.writing.paragraphs
    found = [i for i in paragraphs.items if isinstance(i, Passage) and i.part.part.role is role]
    return [paragraphs.row(item.key) for item in found]


def text_in(desk, role):
    items = desk.page.editor.writing.paragraphs.items
    return [i.part.text for i in items if isinstance(i, Passage) and i.part.part.role is role]


def type_in(desk, words):
    row = passages(desk)[0]
    row.edit.setPlainText(words)
    return row.key


def shown(desk):
    model = desk.page.list.ledger.model
    return [
        " ".join(
            model.data(model.index(row, column)) or "" for column in range(model.columnCount())
        )
        for row in range(model.rowCount())
    ]


def test_all_papers_stand_in_one_list_and_are_found(at_papers, small_city, incident):
    small_city.do(reports.draft_first, "zhoulan", incident)
    drafted(small_city, incident)
    desk = at_papers("chenyu")
    desk.until(lambda: len(shown(desk)) == 2)
    assert any("首报" in line and "待签发" in line for line in shown(desk))
    desk.fill("filter_words", "会商 周岚")
    desk.until(lambda: len(shown(desk)) == 1)
    assert "会商简报" in shown(desk)[0]
    [line] = desk.page.list.ledger.lines
    assert ("现由", "周岚") in line.detail
    desk.fill("filter_words", "没有这个词")
    desk.until(lambda: not shown(desk))
    assert "没有符合条件的公文" in [label.text() for label in desk.page.findChildren(QLabel)]


def test_a_new_paper_is_begun_typed_saved_and_submitted(at_papers, small_city, incident):
    desk = at_papers("zhoulan")
    desk.click("want_new")
    desk.until_sees("new_paper")
    form = desk.dialog()
    form.kind.setCurrentIndex(form.kind.findData(BRIEFING))
    desk.click_in("new_paper", "primary")
    until_open(desk)
    [line] = lines(small_city, "zhoulan")
    key = type_in(desk, "由人改写的一段。")
    desk.click("paper_save")
    desk.until(
        lambda: detail(small_city, line.id).texts.get(key, ("", ""))[1] == "由人改写的一段。"
    )
    desk.until(lambda: not desk.widget("paper_save").isEnabled())
    desk.page.editor.show_tab("flow")
    desk.until_sees("flow_submit")
    desk.click("flow_submit")
    desk.until(lambda: lines(small_city, "zhoulan")[0].state is PaperState.FLOW)


def test_a_wrong_word_is_marked_where_it_stands_and_mended_by_one_press(
    at_papers, small_city, incident
):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    key = type_in(desk, "𬭚店已按布署登记，截止11月24日9时共86件。")
    panel = desk.page.editor.check
    desk.until(lambda: len(wrong_words(panel)) == 2)
    first, second = wrong_words(panel)
    assert first.finding.words == "“布署”宜作“部署”（错别字）。"
    desk.qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    row = desk.page.editor.writing.paragraphs.row(key)
    assert row.edit.textCursor().selectedText() == "布署"
    second.findChild(Button, "adopt").click()
    desk.until(lambda: len(wrong_words(panel)) == 1)
    wrong_words(panel)[0].findChild(Button, "adopt").click()
    desk.until(lambda: not wrong_words(panel))
    assert row.edit.toPlainText() == "𬭚店已按部署登记，截至11月24日9时共86件。"
    row.edit.undo()
    desk.until(lambda: len(wrong_words(panel)) == 1)


def wrong_words(panel):
    return [row for row in panel.findChildren(FindingRow)
            if row.finding.code == "usage" and row.isVisible()]  # fmt: skip


def test_who_may_not_do_a_step_is_not_offered_it(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    read = Read(detail(small_city, paper).version, whole(small_city, paper, incident))
    small_city.do(paper_flow.submit, "zhoulan", paper, read)
    desk = at_papers("wuyue", paper)
    desk.page.editor.show_tab("flow")
    assert not desk.sees("flow_sign")
    assert not desk.sees("flow_check")
    assert not desk.sees("paper_save")
    assert all(row.edit.isReadOnly() for row in passages(desk))


def whole(city, paper, incident):
    items, _ = items_of(document(city, BRIEFING, incident), detail(city, paper).texts)
    return whole_text(items)


def test_the_second_is_told_who_was_faster_and_keeps_his_words(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    key = type_in(desk, "周岚写的。")
    other = passages(desk)[-1].item.part.part
    text = {other.key: (other.text, "秦文写的。")}
    items, _ = items_of(document(small_city, BRIEFING, incident), text)
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("qinwen", "秦文", "科员"))
        people.grant_role(session, PROGRAM, person, Role.LEADER, Group.COORDINATION)
    seen = detail(small_city, paper).version
    small_city.do(paper_drafts.edit, "qinwen", paper, text, whole_text(items), seen)
    desk.until(lambda: "秦文已于" in desk.widget("paper_note").text())
    desk.click("paper_save")
    desk.until(lambda: "没有丢失" in desk.widget("paper_note").text())
    assert desk.page.editor.writing.paragraphs.texts[key][1] == "周岚写的。"
    assert detail(small_city, paper).texts == text


def test_what_was_typed_and_not_saved_comes_back(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    key = type_in(desk, "<b>没有保存的</b>")
    desk.click("paper_back")
    desk.until_sees("ledger_table")
    desk.page.open_paper(paper)
    desk.until(lambda: is_open(desk) and "已恢复" in desk.page.editor.note.text())
    assert desk.page.editor.writing.paragraphs.texts[key][1] == "<b>没有保存的</b>"
    assert detail(small_city, paper).texts == {}


def test_an_act_waits_until_what_was_typed_is_saved(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    type_in(desk, "还没有存。")
    desk.page.editor.show_tab("flow")
    desk.until_sees("flow_submit")
    desk.click("flow_submit")
    assert "请先存稿" in desk.widget("paper_note").text()
    assert lines(small_city, "zhoulan")[0].state is PaperState.DRAFT


def test_new_data_come_into_an_open_paper(at_papers, small_city, incident, monkeypatch):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    desk.page.editor._data.setInterval(50)
    small_city.take_in(*(small_city.complaint(f"n{n}") for n in range(7)))
    desk.until(lambda: "7件" in passages(desk, PartRole.TEXT)[0].edit.toPlainText())


def test_versions_are_compared(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    type_in(desk, "第二稿的话。")
    desk.click("paper_save")
    desk.until(lambda: len(detail(small_city, paper).versions) == 2)
    desk.page.editor.show_tab("versions")
    desk.until_sees("change_changed")
    assert "段有改动" in desk.widget("version_summary").text()
    shown = desk.page.editor.versions.findChildren(QLabel)
    assert any("第二稿的话。" in label.text() for label in shown)


def test_a_paper_of_the_incident_is_shown_before_it_is_in_the_register(
    at_papers, small_city, incident
):
    desk = at_papers("chenyu")
    desk.page.make("briefing")
    until_open(desk)
    assert desk.widget("paper_register").isVisible()
    assert all(row.edit.isReadOnly() for row in passages(desk))


def test_a_kind_that_is_not_there_yet_says_so(at_papers, small_city):
    small_city.register()
    desk = at_papers("chenyu")
    desk.page.make("first")
    desk.until_sees("trouble")


def test_without_typesetting_the_list_is_there_and_says_why_no_more(
    at_desk, small_city, monkeypatch
):
    monkeypatch.setattr(typesetting, "PACKAGES", ("docx", "not_installed_anywhere"))
    small_city.register()
    desk = at_desk("chenyu")
    desk.click("rail_papers")
    assert not desk.widget("want_new").isEnabled()
    assert "没有安装排版" in desk.widget("want_new").toolTip()


def test_a_county_sees_the_papers_of_its_own_incidents_only(at_papers, small_city, incident):
    drafted(small_city, incident)
    with small_city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("shen", "沈丽琴", "科长"))
        people.grant_role(session, PROGRAM, person, Role.COUNTY, district="990181")
    desk = at_papers("shen")
    desk.until(lambda: desk.page.list.as_of is not None)
    assert shown(desk) == []


def test_hostile_words_in_a_paper_are_shown_as_they_are(
    at_papers, small_city, incident, only_plain_labels
):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    type_in(desk, "<img src='file:///etc/passwd'><b>粗</b>&amp;")
    desk.click("paper_save")
    desk.until(lambda: bool(detail(small_city, paper).texts))
    for tab in ("check", "flow", "versions"):
        desk.page.editor.show_tab(tab)
        only_plain_labels(desk.window)
    desk.click("paper_back")
    desk.until(lambda: len(shown(desk)) == 1)
    only_plain_labels(desk.window)


def submitted(city, incident):
    """Drafted by 周岚, submitted, checked by a clerk: it waits for the signature."""
    paper = drafted(city, incident)
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("yuhang", "余航", "科员"))
        people.grant_role(session, PROGRAM, person, Role.CLERK)
    for verb, login in ((paper_flow.submit, "zhoulan"), (paper_flow.check, "yuhang")):
        shown_now = city.ask(wording_of, paper)
        seen = detail(city, paper).version
        city.do(verb, login, paper, Read(seen, shown_now.whole))
    return paper


def test_what_is_signed_is_frozen_and_then_numbered(at_papers, small_city, incident):
    paper = submitted(small_city, incident)
    desk = at_papers("chenyu", paper)
    desk.page.editor.show_tab("flow")
    desk.until_sees("flow_sign")
    desk.click("flow_sign")
    desk.until_sees("sign_paper")
    desk.fill("signature", "别人")
    desk.click_in("sign_paper", "primary")
    assert "不符" in desk.dialog().refusal
    desk.fill("signature", "陈屿")
    desk.click_in("sign_paper", "primary")
    desk.until(lambda: detail(small_city, paper).line.state is PaperState.SIGNED)
    small_city.take_in(*(small_city.complaint(f"later{n}") for n in range(9)))
    desk.until(lambda: desk.page.editor.opened.detail.line.state is PaperState.SIGNED)
    assert "9件" not in passages(desk, PartRole.TEXT)[0].edit.toPlainText()
    written = paper_making.number(small_city.db, small_city.yuhang, paper)
    desk.until(lambda: desk.page.editor.head.number.text() == written)


def test_the_signed_page_dropped_on_its_paper_governs(at_papers, small_city, incident, tmp_path):
    paper = submitted(small_city, incident)
    read = Read(detail(small_city, paper).version, small_city.ask(wording_of, paper).whole)
    paper_making.sign(small_city.db, small_city.chenyu, paper, read)
    scan = tmp_path / "签发件.pdf"
    scan.write_bytes(small_pdf())
    desk = at_papers("yuhang", paper)
    assert drop(desk.page, files(scan))
    desk.until(lambda: desk.page.editor.opened.detail.governing.name == scan.name)
    chief = desk.page.editor.opened.detail.governing
    assert "以扫描件为准" in desk.widget("paper_note").text()
    desk.page.editor.show_tab("flow")
    desk.click(f"file_{chief.id}")
    desk.until(lambda: desk.sees("file_view"))
    view = desk.dialog().preview.view
    desk.until(lambda: view.count == 1 and not view.wanted_now())
    desk.dialog().close()


def test_the_signed_page_of_a_report_is_filed_and_seen_from_the_list(
    at_papers, small_city, incident, tmp_path
):
    report = small_city.do(reports.draft_first, "zhoulan", incident)
    small_city.do(reports.sign, "chenyu", report)
    scan = tmp_path / "首报签发件.pdf"
    scan.write_bytes(small_pdf())
    submitted(small_city, incident)
    desk = at_papers("yuhang")
    desk.until(lambda: len(shown(desk)) == 2)
    ledger = desk.page.list.ledger
    [number] = [line.id for line in ledger.lines if line.cells[0].words == "首报"]
    ledger.choose(number)
    desk.until_sees("act_scan")
    [line] = lines(small_city, "yuhang", words="首报")
    desk.page.acts.file_scan(line, scan)
    desk.until(lambda: "以扫描件为准" in dict(ledger.line(number).detail)["签发件"])
    desk.click("act_see_scan")
    desk.until(lambda: desk.sees("file_view"))
    view = desk.dialog().preview.view
    desk.until(lambda: view.count == 1 and not view.wanted_now())
    desk.dialog().close()


def test_addressees_are_set_and_the_page_says_so(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    desk.page.editor.show_tab("flow")
    desk.click("flow_particulars")
    desk.until_sees("particulars_form")
    desk.fill("sent_to", "市人民政府、省局\n市委办公室")
    desk.dialog().urgency.setCurrentIndex(1)
    desk.click_in("particulars_form", "primary")
    desk.until_gone("particulars_form")
    assert detail(small_city, paper).sent_to == ("市人民政府", "省局", "市委办公室")
    assert detail(small_city, paper).urgency == "加急"
    words = "市人民政府、省局、市委办公室"
    desk.until(
        lambda: any(row.edit.toPlainText() == words for row in passages(desk, PartRole.ADDRESSEE))
    )


def test_what_is_numbered_is_issued_and_filed(at_papers, small_city, incident):
    paper = submitted(small_city, incident)
    read = Read(detail(small_city, paper).version, small_city.ask(wording_of, paper).whole)
    paper_making.sign(small_city.db, small_city.chenyu, paper, read)
    desk = at_papers("yuhang", paper)
    desk.click("flow_number")
    desk.until(lambda: desk.sees("flow_issue") and desk.widget("flow_issue").isEnabled())
    desk.click("flow_issue")
    desk.until_sees("issue_form")
    desk.fill("receivers", "各县区局、市政府办公室")
    desk.click_in("issue_form", "primary")
    desk.until(lambda: desk.sees("flow_file") and desk.widget("flow_file").isEnabled())
    desk.click("flow_file")
    desk.until_sees("words_form")
    desk.widget("words_form").words.setPlainText("2026-永久-17")
    desk.click_in("words_form", "primary")
    desk.until(lambda: detail(small_city, paper).line.state is PaperState.FILED)
    assert [step.words for step in detail(small_city, paper).steps][-1] == "2026-永久-17"


def test_who_judges_sends_back_with_a_reason(at_papers, small_city, incident):
    paper = submitted(small_city, incident)
    desk = at_papers("chenyu", paper)
    desk.click("flow_return")
    desk.until_sees("words_form")
    desk.click_in("words_form", "primary")
    assert desk.sees("words_form")  # without a reason it is not sent back
    desk.widget("words_form").words.setPlainText("请补充现场人数来源。")
    desk.click_in("words_form", "primary")
    desk.until(lambda: detail(small_city, paper).line.state is PaperState.DRAFT)


def test_the_handling_slip_is_shown_as_a_page(at_papers, small_city, incident):
    paper = drafted(small_city, incident)
    desk = at_papers("zhoulan", paper)
    desk.page.editor.show_tab("flow")
    desk.click("flow_sheet")
    desk.until(lambda: desk.sees("file_view"))
    view = desk.dialog().preview.view
    desk.until(lambda: view.count and not view.wanted_now())
    assert view.picture(0) is not None
    desk.dialog().close()


def test_what_was_changed_in_word_comes_in(at_papers, small_city, incident, tmp_path):
    paper = drafted(small_city, incident)
    made = small_city.ask(paper_making.made_document, paper)
    part = next(p for p in parts(made) if p.role is PartRole.PARA and len(p.text) > 10)
    file = tmp_path / "改稿.docx"
    file.write_bytes(to_docx(made))
    word_file = docx.Document(str(file))
    [found] = [p for p in word_file.paragraphs if part.text in p.text]
    found.runs[0].add_text("在 WPS 中补写。")
    word_file.save(str(file))
    desk = at_papers("zhoulan", paper)
    desk.page.editor.take_word(file)
    desk.until(lambda: "改动 1 段" in desk.page.editor.note.text())
    assert "在 WPS 中补写。" in desk.page.editor.writing.paragraphs.texts[part.key][1]
    assert "已有变动" not in desk.page.editor.note.text()


def test_what_was_changed_in_word_is_held_against_the_data(
    at_papers, small_city, incident, tmp_path
):
    """Numbers of its own stand under 检查; where the text went on meanwhile, the note says so."""
    paper = drafted(small_city, incident)
    made = small_city.ask(paper_making.made_document, paper)
    part = next(p for p in parts(made) if p.role is PartRole.PARA and len(p.text) > 10)
    stale = with_texts(made, {part.key: (part.text, f"{part.text}此前的数据。")})[0]
    file = tmp_path / "改稿.docx"
    file.write_bytes(to_docx(stale))
    word_file = docx.Document(str(file))
    [found] = [p for p in word_file.paragraphs if part.text in p.text]
    found.runs[0].add_text("涉及97家。")
    word_file.save(str(file))
    desk = at_papers("zhoulan", paper)
    desk.page.editor.take_word(file)
    desk.until(lambda: "1 段在文件导出后稿中已有变动，请核对：" in desk.page.editor.note.text())
    check = desk.page.editor.check
    desk.until(lambda: any("“97家”" in r.finding.words for r in check.findChildren(FindingRow)))


@pytest.mark.parametrize(("suffix", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("ofd", b"PK")])
def test_a_paper_is_saved_as_what_its_name_says(
    at_papers, small_city, incident, tmp_path, suffix, begins
):
    drafted(small_city, incident)
    desk = at_papers("zhoulan")
    [line] = lines(small_city, "zhoulan")
    file = tmp_path / f"out.{suffix}"
    desk.page.output.save_to(line, file)
    desk.until(file.exists)
    desk.until(lambda: bool(desk.window.notices.shown))
    assert file.read_bytes().startswith(begins)
    desk.page.output.save_to(line, tmp_path / "nowhere" / "out.pdf")
    desk.until(lambda: any("没有存成" in words for words in desk.window.notices.shown))


def test_the_ofd_of_a_signed_paper_is_the_one_that_was_kept(small_city, incident, tmp_path):
    paper = submitted(small_city, incident)
    read = Read(detail(small_city, paper).version, small_city.ask(wording_of, paper).whole)
    paper_making.sign(small_city.db, small_city.chenyu, paper, read)
    found = detail(small_city, paper)
    kept = next(file for file in found.files if file.role is FileRole.SIGNED_OFD)
    made = ofd_of(small_city.db, small_city.yuhang, found.line)
    assert hashlib.sha256(made).hexdigest() == kept.sha256
    page = tmp_path / "签发件.pdf"
    page.write_bytes(b"%PDF-scan")
    paper_making.scan(small_city.db, small_city.yuhang, Life.PAPER, paper, page)
    with pytest.raises(RuleBroken, match="以签发件扫描件为准，不能另存为 OFD"):
        ofd_of(small_city.db, small_city.yuhang, found.line)
    sealed = tmp_path / "签发件.OFD"
    sealed.write_bytes(b"PK-sealed")
    paper_making.scan(small_city.db, small_city.yuhang, Life.PAPER, paper, sealed)
    assert ofd_of(small_city.db, small_city.yuhang, found.line) == b"PK-sealed"


def test_files_are_attached_and_stand_in_the_attachment_note(
    at_papers, small_city, incident, tmp_path
):
    paper = drafted(small_city, incident)
    names = [
        "附件1：退费名单.xlsx",
        "..%2f<b>方案<b>\u202e.docx",
        "gone.pdf",
        "setup.exe",
        "empty.pdf",
    ]
    files = [tmp_path / name for name in names]
    for file in files:
        file.write_bytes(b"" if file.stem == "empty" else b"some words")
    desk = at_papers("zhoulan", paper)
    desk.page.editor.show_tab("flow")
    desk.click("flow_attachments")
    desk.until_sees("attachments_form")
    form = desk.dialog()
    form.add_paths(files)
    assert "setup.exe" in form.refusal
    assert "empty.pdf" in form.refusal
    assert [row.title.text() for row in form.rows] == ["退费名单", "%2f<b>方案<b>", "gone"]
    files[2].unlink()
    desk.click_in("attachments_form", "primary")
    desk.until(lambda: "gone.pdf" in form.refusal)
    assert detail(small_city, paper).attachments == ()
    form.rows[2].remove.click()
    form.rows[1].title.setText("处置方案")
    form.rows[1].up.click()
    desk.click_in("attachments_form", "primary")
    desk.until_gone("attachments_form")
    assert detail(small_city, paper).attachments == ("处置方案", "退费名单")
    desk.until(lambda: text_in(desk, PartRole.ATTACHMENT) == ["处置方案", "退费名单"])
    assert not [f for f in desk.page.editor.check.findings if f.code == "attachments"]
    [name, _] = [f for f in detail(small_city, paper).files if f.role is FileRole.ATTACHMENT]
    desk.click(f"file_{name.id}")
    desk.until(lambda: desk.sees("file_view"))
    desk.dialog().close()
    desk.page.output.print(desk.page.editor.line)
    desk.until_sees("print_form")
    form = desk.dialog()
    assert form.windowTitle() == "打印公文和附件"
    assert [pick.isEnabled() for pick in form._picks] == [True, False, False]
    form.reject()


def number_words(desk):
    return [line.cells[1].words for line in desk.page.numbers.ledger.lines]


def test_a_number_is_taken_for_a_paper_outside_and_made_void(at_papers, small_city, incident):
    paper = submitted(small_city, incident)
    read = Read(detail(small_city, paper).version, small_city.ask(wording_of, paper).whole)
    paper_making.sign(small_city.db, small_city.chenyu, paper, read)
    paper_making.number(small_city.db, small_city.yuhang, paper)
    desk = at_papers("yuhang")
    desk.page.books.show_book("numbers")
    numbers = desk.page.numbers
    desk.until(lambda: number_words(desk) == ["第1期"])
    desk.click("want_take")
    desk.until_sees("take_number")
    form = desk.dialog()
    form.series.setCurrentIndex(form.series.findData("briefing"))
    desk.click_in("take_number", "primary")
    assert desk.sees("take_number")  # a number without a title is not taken
    desk.fill("title", "<b>程序外的简报</b>")
    desk.click_in("take_number", "primary")
    desk.until(lambda: number_words(desk) == ["第2期", "第1期"])
    assert numbers.ledger.lines[0].cells[2].words == "<b>程序外的简报</b>"
    numbers.ledger.choose(numbers.ledger.lines[1].id)
    desk.click("act_void")
    desk.until_sees("words_form")
    desk.widget("words_form").words.setPlainText("印错")
    desk.click_in("words_form", "primary")
    desk.until(lambda: numbers.ledger.lines[1].cells[3].words == "已作废")
    assert not desk.widget("act_void").isEnabled()
    assert "已于此前作废" in desk.widget("act_void").toolTip()
    assert detail(small_city, paper).line.number == ""
    desk.click("act_open")
    until_open(desk)


def test_who_does_not_number_reads_the_register_of_numbers_only(at_papers, small_city, incident):
    submitted(small_city, incident)
    small_city.do(paper_numbers.take_outside, "yuhang", "briefing", "外件")
    desk = at_papers("wuyue")
    desk.page.books.show_book("numbers")
    desk.until(lambda: number_words(desk) == ["第1期"])
    assert not desk.sees("want_take")
    assert not desk.sees("act_void")
    assert desk.widget("export_list").isEnabled()


def small_pdf():
    from reportlab.pdfgen.canvas import Canvas  # only this test makes a page

    canvas = Canvas("page.pdf", pageCompression=0)
    canvas.drawString(100, 700, "page")
    canvas.showPage()
    return canvas.getpdfdata()


def test_a_paper_is_begun_before_the_list_has_come(seat, qtbot):
    papers = PaperList(seat)
    qtbot.addWidget(papers)
    assert papers.board is None
    with qtbot.waitSignal(papers.new_wanted):
        papers.drafting.click()


def test_a_transcript_is_begun_of_a_direction(at_papers, small_city, incident):
    with small_city.db.write() as session:
        clerk = people.add_person(session, PROGRAM, people.NewPerson("clerk", "文秘"))
        people.grant_role(session, PROGRAM, clerk, Role.CLERK)
    at = small_city.db.clock()
    new = directives.NewDirective("陈志远", "副市长", "首报", "务必稳妥处置。", at, Group.ONSITE)
    number = small_city.do(directives.register, "clerk", incident, new)
    desk = at_papers("clerk")
    desk.click("want_new")
    desk.until_sees("new_paper")
    form = desk.dialog()
    assert not desk.sees("record")
    form.kind.setCurrentIndex(form.kind.findData(PaperKind.TRANSCRIPT))
    assert desk.sees("record")
    assert form.subject() == number
    desk.click_in("new_paper", "primary")
    until_open(desk)
    [line] = lines(small_city, "clerk")
    assert (line.kind, line.incident_id, line.subject) == (PaperKind.TRANSCRIPT, incident, number)
