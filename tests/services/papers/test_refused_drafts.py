"""What no paper takes: marks that there are not, too many names, too long texts, lost files."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import (
    SECRECIES,
    URGENCIES,
    FileRole,
    Life,
    PaperKind,
    PaperState,
)
from commandcenter.services.papers import paper_drafts, paper_files, paper_flow, paper_numbers
from commandcenter.services.papers.paper_base import FileRef, Read, title_in
from commandcenter.services.papers.paper_drafts import New, Particulars
from commandcenter.services.papers.paper_files import Attached
from commandcenter.services.papers.paper_flow import Frozen
from commandcenter.store.database import now
from commandcenter.store.papers.paper_way import paper_of
from commandcenter.store.tables.papers.paper import PaperFileRow
from tests.services.papers.test_papers import (
    FIRST,
    TITLE,
    attach,
    draft,
    numbered,
    office,
    read,
    state_of,
    submitted,
)

__all__ = ["office"]  # a fixture


def particulars(office, paper, **said):
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.set_particulars, "hejing", paper, Particulars(**said), seen)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"urgency": "平急"}, "紧急程度只有特急、加急"),
        ({"secrecy": "内部"}, "密级只有绝密、机密、秘密"),
        ({"template": "nowhere"}, "没有名为“nowhere”的版式模板"),
        ({"sent_to": ("某局",) * 61}, "主送机关超过 60 个"),
        ({"sent_to": ("局" * 61,)}, "主送机关超过 60 字"),
        ({"copies": ("某局",) * 61}, "抄送机关超过 60 个"),
        ({"copies": ("局" * 61,)}, "抄送机关超过 60 字"),
        ({"attachments": ("名单",) * 61}, "附件名称超过 60 个"),
        ({"attachments": ("单" * 61,)}, "附件名称超过 60 字"),
    ],
)
def test_a_mark_that_there_is_not_and_a_name_too_many_are_refused(office, said, words):
    paper = draft(office)
    before = office.ask(paper_of, paper).version
    with pytest.raises(RuleBroken, match=words):
        particulars(office, paper, **said)
    assert office.ask(paper_of, paper).version == before


def test_every_mark_and_as_many_names_as_may_be_are_kept(office):
    paper = draft(office)
    names = tuple(f"{n:060}" for n in range(60))
    for urgency, secrecy in [*((u, "") for u in URGENCIES), *(("", s) for s in SECRECIES)]:
        particulars(office, paper, urgency=urgency, secrecy=secrecy, sent_to=names)
        row = office.ask(paper_of, paper)
        assert (row.urgency, row.secrecy, tuple(row.sent_to)) == (urgency, secrecy, names)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({FIRST.key: (FIRST.made, "长" * 5_001)}, "一段超过 5000 字"),
        ({f"k{n}": ("", "段") for n in range(5_001)}, "公文超过 5000 段"),
    ],
)
def test_a_text_that_no_paper_holds_is_refused(office, texts, words):
    paper = draft(office)
    row = office.ask(paper_of, paper)
    with pytest.raises(RuleBroken, match=words):
        office.do(paper_drafts.edit, "hejing", paper, texts, (TITLE, FIRST), row.version)
    assert office.ask(paper_of, paper).texts == row.texts


def test_a_paper_is_drafted_where_its_kind_is_and_of_an_incident(office):
    elsewhere = New(PaperKind.FIRST, office.incident, office.incident, (TITLE, FIRST))
    with pytest.raises(RuleBroken, match="首报在其办理页面起草"):
        office.do(paper_drafts.draft, "zhoulan", elsewhere)
    of_none = New(PaperKind.BRIEFING, office.incident, None, (TITLE, FIRST))
    with pytest.raises(RuleBroken, match="会商简报须选定事件"):
        office.do(paper_drafts.draft, "hejing", of_none)


def test_what_is_not_signed_yet_is_changed_itself(office):
    for paper in (draft(office), submitted(office)):
        with pytest.raises(RuleBroken, match="公文尚未签发，请直接修改稿件"):
            office.do(paper_drafts.amend, "hejing", paper, (TITLE, FIRST))


def test_a_text_of_as_many_parts_as_may_be_is_kept_and_one_more_is_not(office):
    paper = draft(office)
    longest = {f"k{n}": ("", "段") for n in range(4_999)} | {FIRST.key: (FIRST.made, "长" * 5_000)}
    row = office.ask(paper_of, paper)
    office.do(paper_drafts.edit, "hejing", paper, longest, (TITLE, FIRST), row.version)
    assert len(office.ask(paper_of, paper).texts) == 5_000
    office.do(paper_flow.submit, "hejing", paper, read(office, paper, (TITLE,) * 5_000))
    seen = office.ask(paper_of, paper).version
    for whole, words in (((TITLE,) * 5_001, "公文超过 5000 段"), ((), "公文没有内容")):
        with pytest.raises(RuleBroken, match=words):
            office.do(paper_flow.check, "zhoulan", paper, Read(seen, whole))
    assert (state_of(office, paper), office.ask(paper_of, paper).version) == (
        PaperState.FLOW, seen,
    )  # fmt: skip


def test_fifty_attachments_are_named_and_no_more(office):
    paper = draft(office)
    fifty = [Attached(f"名单{n}") for n in range(50)]
    attach(office, paper, *fifty)
    with pytest.raises(RuleBroken, match="附件超过 50 个"):
        attach(office, paper, *fifty, Attached("又一份"))
    assert len(office.ask(paper_of, paper).attachments) == 50


def test_a_file_that_did_not_come_whole_is_no_part_of_a_paper(office):
    lost = FileRef(FileRole.ATTACHMENT, "ab" * 32, "名单.pdf", 9)
    paper = draft(office)
    with pytest.raises(RuleBroken, match="附件没有传送完整，请重试"):
        attach(office, paper, Attached("名单", file=lost))
    assert office.ask(paper_of, paper).attachments == []
    paper = submitted(office)
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    page = FileRef(FileRole.SIGNED_PDF, "ab" * 32, "定稿.pdf", 9)
    frozen = Frozen(office.db.clock(), (), (office.stored(FileRole.DOCUMENT), page))
    with pytest.raises(RuleBroken, match="没有传送完整，请重试"):
        office.do(paper_flow.sign, "chenyu", paper, read(office, paper), frozen)
    assert state_of(office, paper) is PaperState.FLOW


def test_a_print_is_kept_once_and_another_one_beside_it(office):
    paper, number = numbered(office)

    def kept(*prints):
        office.do(paper_numbers.keep_print, "hejing", paper, number, prints)
        file = PaperFileRow
        with office.db.read() as session:
            wanted = select(file.sha256).where(file.role.in_((*paper_numbers.PRINTS,)))
            return session.scalars(wanted.order_by(file.id)).all()

    first = office.stored(FileRole.PRINT_PDF)
    again = office.stored(FileRole.PRINT_PDF, b"%PDF with a seal")
    assert kept(first) == kept(first) == [first.sha256]
    assert kept(again) == kept(again) == [first.sha256, again.sha256]
    with pytest.raises(RuleBroken, match="公文的文号已变动，请重新排印正本"):
        office.do(paper_numbers.keep_print, "hejing", paper, f"{number}又", (first,))


@pytest.mark.parametrize("life", [life for life in Life if life is not Life.PAPER])
def test_a_signed_page_is_attached_to_what_was_signed_alone(office, life):
    scan = office.stored(FileRole.SCAN)
    with pytest.raises(RuleBroken, match=r"^签发后才能附签发件。$"):
        office.do(paper_files.attach_scan, "hejing", life, 9_999, scan)


def test_it_is_issued_in_so_many_copies_to_somebody(office):
    def sealed():
        paper, number = numbered(office)
        print_ = office.stored(FileRole.PRINT_PDF)
        office.do(paper_numbers.keep_print, "hejing", paper, number, (print_,))
        return paper

    paper = sealed()
    for copies, names, words in (
        (0, ["各组"], "请填写印发份数"),
        (100_001, ["各组"], "请填写印发份数"),
        (3, [], "请填写发送单位"),
        (3, ["各组", " "], "请填写发送单位"),
    ):
        with pytest.raises(RuleBroken, match=words):
            office.do(paper_flow.issue, "hejing", paper, copies, names, "公文交换")
    assert state_of(office, paper) is PaperState.SIGNED
    for copies, issued in ((1, paper), (100_000, sealed())):
        office.do(paper_flow.issue, "hejing", issued, copies, ["各组"], "公文交换")
        assert state_of(office, issued) is PaperState.ISSUED


def test_the_title_is_that_of_the_page_else_the_one_that_is_kept():
    said, other = replace(TITLE, text="关于某店的通报"), "原标题"
    assert title_in((FIRST, said), other) == "关于某店的通报"
    assert title_in((FIRST,), other) == title_in((FIRST, replace(said, text="")), other) == other
    with pytest.raises(RuleBroken, match="请填写标题"):
        title_in((FIRST,), "")


def test_what_says_what_the_data_say_is_no_edit_and_a_name_left_empty_is_none(office):
    paper = draft(office)
    row = office.ask(paper_of, paper)
    texts = {FIRST.key: (FIRST.made, f" {FIRST.made} "), "k0_p2": ("", "补充一段")}
    office.do(paper_drafts.edit, "hejing", paper, texts, (TITLE, FIRST), row.version)
    assert office.ask(paper_of, paper).texts == {"k0_p2": ["", "补充一段"]}
    particulars(office, paper, sent_to=("市政府办公室", " ", ""), template="letter")
    row = office.ask(paper_of, paper)
    assert (row.sent_to, row.template) == (["市政府办公室"], "letter")
    particulars(office, paper)
    assert office.ask(paper_of, paper).template == "letter"  # it has one always


def test_of_a_part_its_key_and_what_the_data_say_are_kept_as_far_as_a_part_goes(office):
    """No text of the program is that long: a wrong client alone sends it."""
    paper = draft(office)
    row = office.ask(paper_of, paper)
    texts = {"k" * 61: ("长" * 5_001, "短")}
    office.do(paper_drafts.edit, "hejing", paper, texts, (TITLE, FIRST), row.version)
    assert office.ask(paper_of, paper).texts == {"k" * 60: ["长" * 5_000, "短"]}


def test_no_paper_is_signed_as_of_a_time_to_come_or_without_its_pages(office):
    paper = submitted(office)
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    files = [office.stored(role) for role in (FileRole.DOCUMENT, FileRole.SIGNED_PDF)]

    def sign(as_of, *refs):
        with office.db.write() as session:
            frozen = Frozen(now(session) + as_of, (), refs)
            seen = Read(paper_of(session, paper).version, (TITLE, FIRST))
            paper_flow.sign(session, office.chenyu, paper, seen, frozen)

    with pytest.raises(RuleBroken, match="数据截至时间不能晚于现在"):
        sign(timedelta(hours=1), *files)
    for left_out in range(2):
        with pytest.raises(ValueError, match=f"nothing to freeze: {files[left_out].role.value}"):
            sign(timedelta(), files[1 - left_out])
    assert state_of(office, paper) is PaperState.FLOW
    sign(timedelta(), *files)
    assert state_of(office, paper) is PaperState.SIGNED
