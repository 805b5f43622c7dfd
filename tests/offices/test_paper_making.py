"""A paper from its draft to the archive: what is frozen, what is printed, what governs."""

import hashlib
import re
from dataclasses import replace

import pypdfium2
import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import (
    OFD_OF,
    FileRole,
    Life,
    PaperKind,
    PaperState,
    Subject,
)
from commandcenter.offices import paper_making, typesetting
from commandcenter.outputs.papers.briefing import briefing
from commandcenter.outputs.papers.frozen import pack, unpack
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Figure, Marking
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import levels
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.papers.paper_drafts import New, Particulars
from commandcenter.services.seat import people
from commandcenter.store import files
from commandcenter.store.papers.paper_way import newest_text, paper_of, texts_in
from commandcenter.store.types import to_micros
from tests.outputs import paper_samples as samples
from tests.outputs.ofd_reading import read_ofd


@pytest.fixture
def office(city):
    with city.db.write() as session:
        for login, name, role, group in (
            ("hejing", "何静", Role.CLERK, None), ("fangfa", "方法", Role.LEADER, Group.LEGAL),
        ):  # fmt: skip
            new = people.NewPerson(login, name, phone="0990-7654321")
            person = people.add_person(session, PROGRAM, new)
            people.grant_role(session, PROGRAM, person, role, group)
    city.take_in(*(city.complaint(f"c{n}") for n in range(3)))
    city.incident = city.register()
    city.activate(city.incident)
    return city


def drafted(office, kind):
    named = (kind.value, office.incident, Subject.INCIDENT)
    document = office.ask(paper_making.new_document, *named)
    whole = paper_making.whole_of(paper_making.placed(document, {})[0])
    new = New(kind, office.incident, office.incident, whole)
    return office.do(paper_drafts.draft, "hejing", new)


def read(office, paper):
    wording = office.ask(paper_making.wording_of, paper)
    return Read(office.ask(paper_of, paper).version, wording.whole)


def text_of(office, sha256):
    data = office.ask(files.read, sha256)
    assert hashlib.sha256(data).hexdigest() == sha256
    document = pypdfium2.PdfDocument(data)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(words.split())


def ofd_text(office, sha256):
    ofd = read_ofd(office.ask(files.read, sha256))
    return "".join("".join(map(ofd.text, ofd.pages)).split())


def edited(office, paper, old, new):
    """One paragraph in other words, as the editor keeps it."""
    made = office.ask(paper_making.made_document, paper)
    part = next(p.part for p in paper_making.placed(made, {})[0] if old in p.part.text)
    texts = {part.key: (part.text, part.text.replace(old, new))}
    whole = paper_making.whole_of(paper_making.placed(made, texts)[0])
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.edit, "hejing", paper, texts, whole, seen)


def test_a_notice_goes_its_whole_way_and_its_print_differs_by_the_number_alone(office, tmp_path):
    paper = drafted(office, PaperKind.ACTIVATION)
    edited(office, paper, "现场登记", "现场登记、逐户回访")
    seen = office.ask(paper_of, paper).version
    said = Particulars(sent_to=("各县区局",), copies=("市政府总值班室",), urgency="特急",
                       groups=(Group.LEGAL,))  # fmt: skip
    office.do(paper_drafts.set_particulars, "hejing", paper, said, seen)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    for verb, login in (("check", "zhoulan"), ("countersign", "fangfa"), ("review", "luomin")):
        office.do(getattr(paper_flow, verb), login, paper, read(office, paper), "同意")
    shown = read(office, paper)
    paper_making.sign(office.db, office.chenyu, paper, shown)
    signed = office.ask(paper_detail, office.chenyu, paper).governing
    words = text_of(office, signed.sha256)
    assert "逐户回访" in words and "各县区局：" in words and "特急" in words  # noqa: PT018
    with pytest.raises(RuleBroken, match="下一环节是编号"):
        office.do(paper_flow.seal, "hejing", paper)
    number = paper_making.number(office.db, office.hejing, paper)
    assert number == f"澄市监发〔{office.db.clock().year}〕1号"
    print_ = office.ask(paper_detail, office.hejing, paper).governing
    assert print_.role is FileRole.PRINT_PDF
    assert text_of(office, print_.sha256).replace(number, "") == words.replace(
        number.replace("1号", "号"), ""
    )
    kept = {file.role: file for file in office.ask(paper_detail, office.hejing, paper).files}
    for pdf, ofd in OFD_OF.items():
        assert ofd_text(office, kept[ofd].sha256) == text_of(office, kept[pdf].sha256)
        assert kept[ofd].name.removesuffix("ofd") == kept[pdf].name.removesuffix("pdf")
    office.do(paper_flow.seal, "hejing", paper)
    office.do(paper_flow.issue, "hejing", paper, 12, ["各县区局"], "公文交换")
    office.do(paper_flow.file, "hejing", paper, "2026-永久-3")
    page = tmp_path / "签发件.pdf"
    page.write_bytes(b"%PDF-scan")
    paper_making.scan(office.db, office.hejing, Life.PAPER, paper, page)
    detail = office.ask(paper_detail, office.hejing, paper)
    assert detail.line.state is PaperState.FILED
    assert detail.governing.sha256 == hashlib.sha256(b"%PDF-scan").hexdigest()
    slip = render(office.ask(paper_making.slip, paper))
    assert slip.warnings == ()


def test_a_request_names_the_body_that_was_asked_and_is_refused_with_two(office):
    with pytest.raises(RuleBroken, match="没有须报请上级决定的事项"):
        drafted(office, PaperKind.REQUEST)
    record = {"suggested": "II", "touched": [
        {"level": "II", "title": "涉及学校", "words": "学校受伤害50人以上", "source": "参考",
         "proposal": True}]}  # fmt: skip
    initial = levels.Initial(Level.II, "就医58人", "陈屿", record)
    number = office.do(levels.sign_initial, "chenyu", office.incident, initial)
    paper = drafted(office, PaperKind.REQUEST)
    assert office.ask(paper_of, paper).sent_to == ["市人民政府"]
    office.do(paper_drafts.withdraw, "hejing", paper, "先报请")
    asked = levels.Request(number, "省市场监督管理局", "报请研定", "陈屿")
    office.do(levels.request_upper, "chenyu", asked)
    paper = drafted(office, PaperKind.REQUEST)
    row = office.ask(paper_of, paper)
    assert (row.sent_to, row.copies) == (["省市场监督管理局"], ["市人民政府"])
    assert "应急响应提升为Ⅱ级的请示" in row.title
    made = office.ask(paper_making.made_document, paper)
    assert "签发人" in str(made.head)
    two = Particulars(sent_to=("市人民政府", "省市场监督管理局"))
    office.do(paper_drafts.set_particulars, "hejing", paper, two, row.version)
    with pytest.raises(RuleBroken, match="请示只能有一个主送机关"):
        office.do(paper_flow.submit, "hejing", paper, read(office, paper))


def marked(office, *named):
    """What stands across each page of what is printed of a kind, and its text."""
    made = office.ask(paper_making.printed_document, *named)
    pages = pypdfium2.PdfDocument(render(made).data)
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    pages.close()
    return made.marking, words


def test_what_is_not_signed_is_marked_and_of_what_was_issued_a_copy_is_printed(office):
    named = ("activation", office.incident, Subject.INCIDENT)
    marking, words = marked(office, *named)
    pages = len(re.findall(r"—\d+—", words))
    assert (marking, words.count("草稿")) == (Marking.DRAFT, pages)
    assert "印发" not in words
    paper = drafted(office, PaperKind.ACTIVATION)
    assert office.ask(paper_making.made_document, paper).marking is Marking.DRAFT
    seen = office.ask(paper_of, paper).version
    said = Particulars(sent_to=("各县区局",), copies=("市政府总值班室",), groups=(Group.LEGAL,))
    office.do(paper_drafts.set_particulars, "hejing", paper, said, seen)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    assert office.ask(paper_making.made_document, paper).marking is Marking.REVIEW
    for verb, login in (("check", "zhoulan"), ("countersign", "fangfa"), ("review", "luomin")):
        office.do(getattr(paper_flow, verb), login, paper, read(office, paper), "同意")
    paper_making.sign(office.db, office.chenyu, paper, read(office, paper))
    assert office.ask(paper_making.made_document, paper).marking is None
    number = paper_making.number(office.db, office.hejing, paper)
    assert marked(office, *named)[0] is Marking.DRAFT  # it is not issued yet
    office.do(paper_flow.seal, "hejing", paper)
    office.do(paper_flow.issue, "hejing", paper, 12, ["各县区局"], "公文交换")
    marking, words = marked(office, *named)
    assert marking is Marking.COPY
    for told in ("复制件", number, "各县区局：", "抄送：市政府总值班室", "印发"):
        assert told in words
    assert marked(office, "briefing", office.incident, Subject.INCIDENT)[0] is Marking.DRAFT


def figures(document):
    return [block.picture for block in document.blocks if isinstance(block, Figure)]


@pytest.mark.lot(2)
def test_what_is_signed_is_what_was_seen_whatever_the_data_say_since(office):
    paper = drafted(office, PaperKind.BRIEFING)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    shown, seen = office.ask(paper_making.made_document, paper), read(office, paper)
    office.take_in(*(office.complaint(f"late{n}", minutes_ago=1) for n in range(4)))
    assert figures(office.ask(paper_making.made_document, paper)) != figures(shown)
    paper_making.sign(office.db, office.chenyu, paper, seen, shown=shown)
    assert read(office, paper).whole == tuple(
        type(p)(p.key, p.role, p.text, p.text) for p in seen.whole
    )
    assert figures(office.ask(paper_making.made_document, paper)) == figures(shown)
    row = office.ask(paper_of, paper)
    assert row.as_of == shown.meta.as_of < row.signed_at
    assert [tuple(each) for each in row.sources] == [
        (name, to_micros(until)) for name, until in shown.meta.sources
    ]
    assert paper_making.number(office.db, office.hejing, paper) == "第1期"


@pytest.mark.parametrize("kind", [PaperKind.BRIEFING, PaperKind.ACTIVATION])
def test_the_first_version_has_what_the_page_has(office, kind):
    began = done = None
    while began is None or began.minute != done.minute:  # the texts name the minute
        began = office.db.clock()
        paper = drafted(office, kind)
        first = office.ask(newest_text, paper)
        page = office.ask(paper_making.wording_of, paper)
        done = office.db.clock()
    assert texts_in(first) == page.whole
    row = office.ask(paper_of, paper)
    said = {part.role: part.text for part in texts_in(first)}
    assert said.get("addressee", "") == "、".join(row.sent_to)
    assert said["copies"] == "，".join(row.copies) != ""


def test_a_frozen_document_comes_back_as_it_was_with_its_figures_and_map():
    document = briefing(samples.briefing())
    assert unpack(pack(document)) == document
    with pytest.raises(RuleBroken, match="其他版本的程序"):
        unpack(b'{"~":"outputs.pdf.document.Gone","v":{}}')


def test_what_has_other_paragraphs_by_now_is_not_signed_nor_printed_without_a_number(office):
    paper = drafted(office, PaperKind.BRIEFING)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    seen = read(office, paper)
    with pytest.raises(RuleBroken, match="稿件的段落与您看到的不同，请重新阅读后再签发"):
        paper_making.sign(office.db, office.chenyu, paper, replace(seen, whole=seen.whole[:-1]))
    with pytest.raises(RuleBroken, match="公文尚未编号"):
        paper_making.make_print(office.db, office.hejing, paper)
    assert office.ask(paper_of, paper).state is PaperState.FLOW
    assert office.ask(paper_detail, office.chenyu, paper).files == ()


def test_a_picture_that_is_not_whole_is_not_attached(office, tmp_path):
    paper = drafted(office, PaperKind.BRIEFING)
    seen, path = office.ask(paper_of, paper).version, tmp_path / "现场.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe1")
    wanted = [paper_making.Enclosure("现场", path=path)]
    with pytest.raises(RuleBroken, match=r"图片“现场\.jpg”不完整，请重新选择"):
        paper_making.attach(office.db, office.hejing, paper, wanted, seen)
    assert office.ask(paper_of, paper).attachments == []
    path.write_bytes(b"\xff\xd8\xff\xd9")
    paper_making.attach(office.db, office.hejing, paper, wanted, seen)
    assert office.ask(paper_of, paper).attachments == ["现场"]


def test_a_word_file_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(RuleBroken, match=r"文件“稿件\.docx”读不出来"):
        typesetting.word_edits(briefing(samples.briefing()), {}, tmp_path / "稿件.docx")
