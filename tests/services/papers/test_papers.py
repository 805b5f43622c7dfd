"""Papers in the register: their way, their texts, their numbers, on both databases."""

import threading
from dataclasses import replace

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import (
    FileRole,
    Life,
    PaperKind,
    PaperState,
    PaperStep,
    PaperText,
)
from commandcenter.domain.times import local
from commandcenter.queries.aftermath.archive import archive_content
from commandcenter.queries.papers.number_register import NumberState, number_board
from commandcenter.queries.papers.paper_detail import Way, compare_versions, paper_detail
from commandcenter.queries.papers.paper_register import PaperFilter, paper_lines
from commandcenter.queries.seat.search import search
from commandcenter.queries.seat.search_ask import HitKind
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts, paper_files, paper_flow, paper_numbers
from commandcenter.services.papers.paper_base import FileRef, Read
from commandcenter.services.papers.paper_drafts import New, Particulars
from commandcenter.services.papers.paper_files import Attached
from commandcenter.services.papers.paper_flow import Frozen
from commandcenter.services.reports import report_sending, reports
from commandcenter.services.seat import people
from commandcenter.store import files, journal
from commandcenter.store.database import now
from commandcenter.store.papers.paper_way import paper_of
from commandcenter.store.tables.papers.paper_number import PaperNumberRow

TITLE = PaperText("k0_title", "title", "关于某店的会商简报", "关于某店的会商简报")
FIRST = PaperText("k0_p1", "para", "投诉312件。", "投诉312件。")


@pytest.fixture
def office(city, tmp_path):
    """The bureau with a clerk, an incident, and a way to put files in the store."""
    with city.db.write() as session:
        new = people.NewPerson("hejing", "何静", phone="0990-7654321")
        clerk = people.add_person(session, PROGRAM, new)
        people.grant_role(session, PROGRAM, clerk, Role.CLERK, None)
    city.incident = city.register()

    def stored(role, data=b"%PDF"):
        path = tmp_path / f"{role.value}.pdf"
        path.write_bytes(data)
        return FileRef(role, files.send(city.db, path), path.name, len(data))

    city.stored = stored
    return city


def draft(office, kind=PaperKind.BRIEFING, whole=(TITLE, FIRST)):
    new = New(kind, office.incident, office.incident, whole)
    return office.do(paper_drafts.draft, "hejing", new)


def read(office, paper, whole=(TITLE, FIRST)):
    return Read(office.ask(paper_of, paper).version, whole)


def submitted(office, whole=(TITLE, FIRST)):
    paper = draft(office, whole=whole)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper, whole))
    return paper


def signed(office):
    paper = submitted(office)
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper), "格式已核")
    roles = (FileRole.DOCUMENT, FileRole.SIGNED_PDF)
    frozen = Frozen(office.db.clock(), (), tuple(office.stored(role) for role in roles))
    office.do(paper_flow.sign, "chenyu", paper, read(office, paper), frozen)
    return paper


def numbered(office):
    paper = signed(office)
    return paper, office.do(paper_numbers.give, "hejing", paper)


def rewritten(text):
    return {FIRST.key: (FIRST.made, text)}, (TITLE, PaperText("k0_p1", "para", FIRST.made, text))


def state_of(office, paper):
    return office.ask(paper_of, paper).state


def test_a_change_after_a_step_that_judged_the_text_sends_it_back(office):
    paper = submitted(office)
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    assert office.ask(paper_detail, office.chenyu, paper).line.wanted == "待签发"
    texts, whole = rewritten("投诉318件。")
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.edit, "hejing", paper, texts, whole, seen)
    assert state_of(office, paper) is PaperState.DRAFT
    with pytest.raises(RuleBroken, match="稿件尚未送审，不能签发"):
        office.do(paper_flow.require_to_sign, "chenyu", paper, office.ask(paper_of, paper).version)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper, whole))
    detail = office.ask(paper_detail, office.zhoulan, paper)
    assert detail.line.wanted == "待核稿"
    assert [(s.step, s.text) for s in detail.steps if s.step is PaperStep.CHECK] == [
        (PaperStep.CHECK, 1)
    ]
    assert [change for change in office.ask(compare_versions, paper, 1, 2) if change.by_hand] == [
        change
        for change in office.ask(compare_versions, paper, 1, 2)
        if (change.way, change.before, change.after) == (Way.CHANGED, "投诉312件。", "投诉318件。")
    ]


def test_of_two_people_at_one_draft_the_second_is_told_and_nothing_is_lost(office):
    paper = draft(office)
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.edit, "zhoulan", paper, *rewritten("投诉318件。"), seen)
    with pytest.raises(RuleBroken, match=r"周岚已于 .* 办理了这份公文.*您写的文字没有丢失"):
        office.do(paper_drafts.edit, "hejing", paper, *rewritten("投诉320件。"), seen)
    assert office.ask(paper_of, paper).texts == {FIRST.key: ["投诉312件。", "投诉318件。"]}


def test_words_that_the_draft_does_not_hold_are_not_judged(office):
    paper = submitted(office)
    forged = (TITLE, PaperText("k0_p1", "para", FIRST.made, "投诉0件。"))
    with pytest.raises(RuleBroken, match="与登记的稿件不一致"):
        office.do(paper_flow.check, "zhoulan", paper, read(office, paper, forged))


def test_who_wrote_it_does_not_check_it_and_a_clerk_does_not_sign(office):
    paper = submitted(office)
    with pytest.raises(RuleBroken, match="您就是拟稿人，请换人"):
        office.do(paper_flow.check, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    with pytest.raises(RuleBroken, match="公文须由总指挥或受委托的副总指挥签发"):
        office.do(paper_flow.require_to_sign, "hejing", paper, office.ask(paper_of, paper).version)


def test_groups_that_are_asked_countersign_before_the_review(office):
    paper = draft(office, PaperKind.TERMINATION)
    said = Particulars(groups=(Group.COORDINATION, Group.ONSITE))
    seen = office.ask(paper_of, paper).version
    office.do(paper_drafts.set_particulars, "hejing", paper, said, seen)
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper))
    office.do(paper_flow.countersign, "maxiao", paper, read(office, paper), "同意")
    with pytest.raises(RuleBroken, match="下一环节是会签，现在不能审核"):
        office.do(paper_flow.review, "luomin", paper, read(office, paper))
    office.do(paper_flow.countersign, "zhoulan", paper, read(office, paper))
    office.do(paper_flow.review, "luomin", paper, read(office, paper))
    marks = {m.step: m for m in office.ask(paper_detail, office.chenyu, paper).way}
    assert marks[PaperStep.COUNTERSIGN].done
    assert marks[PaperStep.SIGN].wanted


def test_what_was_signed_is_changed_by_a_new_paper_only(office):
    paper = signed(office)
    detail = office.ask(paper_detail, office.chenyu, paper)
    assert detail.governing is not None
    assert detail.governing.role is FileRole.SIGNED_PDF
    with pytest.raises(RuleBroken, match="公文已签发，内容不能再改"):
        office.do(paper_drafts.edit, "hejing", paper, *rewritten("投诉1件。"), detail.version)
    kept = office.ask(archive_content, office.incident).texts
    (text,) = [each.text for each in kept if each.name == f"14_公文/{paper:04}_会商简报"]
    assert detail.governing.sha256 in text
    new = office.do(paper_drafts.amend, "hejing", paper, (TITLE, FIRST))
    with pytest.raises(RuleBroken, match="已由何静起草更正件"):
        office.do(paper_drafts.amend, "zhoulan", paper, (TITLE, FIRST))
    named = (
        TITLE,
        PaperText(
            "k0_p0", "para", "现对《关于某店的会商简报》更正", "现对《关于某店的会商简报》更正"
        ),
    )
    office.do(paper_flow.submit, "hejing", new, read(office, new, named))
    assert office.ask(paper_detail, office.chenyu, paper).amended_by == ("《关于某店的会商简报》",)


def attach(office, paper, *items, login="hejing"):
    seen = office.ask(paper_of, paper).version
    office.do(paper_files.set_attachments, login, paper, items, seen)


def attached_files(office, paper):
    detail = office.ask(paper_detail, office.hejing, paper)
    return [file.name for file in detail.files if file.role is FileRole.ATTACHMENT]


def test_attachments_are_ordered_renamed_and_taken_out_until_the_signature(office):
    paper = submitted(office)
    file = replace(office.stored(FileRole.ATTACHMENT), name="C:\\x\\..\\名单\u202egpj.PDF")
    other = replace(file, name="明细.xlsx")
    attach(office, paper, Attached("商户名单", file=file), Attached("明细表", file=other))
    assert office.ask(paper_of, paper).state is PaperState.DRAFT  # what was judged was changed
    assert attached_files(office, paper) == ["商户名单.pdf", "明细表.xlsx"]
    again = (
        Attached("核实明细表", "明细表"),
        Attached("名\u202e单/一。", "商户名单"),
        Attached("处置方案"),
    )
    attach(office, paper, *again)
    assert office.ask(paper_of, paper).attachments == ["核实明细表", "名单 一", "处置方案"]
    assert attached_files(office, paper) == ["核实明细表.xlsx", "名单 一.pdf"]
    attach(office, paper, Attached("名单 一", "名单 一"))
    assert attached_files(office, paper) == ["名单 一.pdf"]
    steps = office.ask(paper_detail, office.hejing, paper).steps
    assert steps[-1].words == "附件：名单 一"
    with pytest.raises(RuleBroken, match="“名单 一”重复"):
        attach(office, paper, Attached("名单 一", "名单 一"), Attached("名单 一"))
    with pytest.raises(RuleBroken, match="须是文档"):
        attach(office, paper, Attached("程序", file=replace(file, name="run.pdf.exe")))
    done = signed(office)
    with pytest.raises(RuleBroken, match="不能再改"):
        attach(office, done, Attached("名单"))


def numbers(office, login="hejing"):
    now = office.db.clock()
    return office.ask(number_board, getattr(office, login), local(now).year, now).lines


def test_a_number_of_no_effect_stays_and_the_next_one_follows(office):
    papers = [signed(office) for _ in range(2)]
    first = office.do(paper_numbers.give, "hejing", papers[0])
    assert first == "第1期"
    (line,) = numbers(office)
    assert [offer.refusal for offer in line.offers] == [None]
    office.do(paper_numbers.void, "hejing", line.id, "印错")
    assert office.ask(paper_of, papers[0]).number == ""
    assert office.do(paper_numbers.take_outside, "hejing", "briefing", "外件") == "第2期"
    assert office.do(paper_numbers.give, "hejing", papers[0]) == "第3期"
    lines = numbers(office)
    assert [(n.written, n.void_why, n.state) for n in lines] == [
        ("第3期", "", NumberState.GIVEN),
        ("第2期", "", NumberState.OUTSIDE),
        ("第1期", "印错", NumberState.VOID),
    ]
    with pytest.raises(RuleBroken, match="已于此前作废"):
        office.do(paper_numbers.void, "hejing", line.id, "再废")


def test_gaps_doubles_and_the_issues_of_reports_stand_among_the_numbers(office):
    report = office.do(reports.draft_first, "zhoulan", office.incident)
    office.do(reports.sign, "chenyu", report)
    office.do(paper_numbers.take_outside, "hejing", "express", "外件")
    paper_outside(office, 2, "同号")
    paper_outside(office, 6, "跳号")
    shown = [
        (line.first, line.last, line.state, line.life, line.subject_id, line.double)
        for line in numbers(office)
    ]
    assert shown == [
        (6, 6, NumberState.OUTSIDE, None, None, False),
        (3, 5, NumberState.GAP, None, None, False),
        (2, 2, NumberState.OUTSIDE, None, None, True),
        (2, 2, NumberState.OUTSIDE, None, None, True),
        (1, 1, NumberState.GIVEN, Life.REPORT, report, False),
    ]
    assert numbers(office)[1].written == "第3—5期"
    assert all(line.offers == () for line in numbers(office, "wuyue"))


def paper_outside(office, number, title):
    """As a book that was kept beside the program would have it."""
    with office.db.write() as session:
        at = now(session)
        row = PaperNumberRow(
            key=f"x/{title}", series="express", year=local(at).year, number=number,
            written=f"第{number}期", title=title, by="何静", at=at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        journal.record(session, office.hejing, "paper_number", row.id, "taken")


def listed(office, **asked):
    return office.ask(paper_lines, office.chenyu, PaperFilter(**asked), office.db.clock())


def test_what_must_be_sent_soonest_stands_first(office):
    office.activate(office.incident)
    signed(office)
    report = office.do(reports.draft_first, "zhoulan", office.incident)
    signed(office)
    first, *others = listed(office)
    assert (first.life, first.id) == (Life.REPORT, report)
    assert first.due_at is not None
    assert [line.due_at for line in others] == [None, None]
    office.do(reports.sign, "chenyu", report)
    office.do(report_sending.send, "chenyu", report, ("市政府总值班室",), "传真")
    [sent] = listed(office, words="首报")
    assert (sent.due_at is not None, sent.is_open, sent.late) == (True, False, False)


def test_two_people_who_number_at_once_leave_no_gap_and_no_double(office):
    each = 6
    piles = [[signed(office) for _ in range(each)] for _ in range(2)]
    start, given = threading.Barrier(2), []

    def number(pile):
        clerk = office.hejing
        start.wait()
        for paper in pile:
            with office.db.write() as session:
                given.append(paper_numbers.give(session, clerk, paper))

    threads = [threading.Thread(target=number, args=(pile,)) for pile in piles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given, key=lambda words: int(words[1:-1])) == [
        f"第{n}期" for n in range(1, 2 * each + 1)
    ]


def test_a_paper_waits_for_whoever_takes_its_next_step(office):
    def waits(login):
        items = office.ask(todo, getattr(office, login), office.db.clock())
        return [item.title for item in items if item.kind is TodoKind.PAPER]

    paper = submitted(office)
    assert waits("zhoulan") == ["关于某店的会商简报待核稿"]
    assert waits("hejing") == waits("chenyu") == []
    office.do(paper_flow.send_back, "zhoulan", paper, "请补时间")
    assert (waits("zhoulan"), waits("hejing")) == ([], ["关于某店的会商简报退回修改"])
    signed_one = signed(office)
    assert waits("hejing")[-1] == "关于某店的会商简报待编号"
    office.do(paper_numbers.give, "hejing", signed_one)
    assert waits("hejing")[-1] == "关于某店的会商简报待排印正本"
    found = office.ask(search, office.hejing, "会商简报 第1期")
    assert [(hit.kind, hit.key) for hit in found] == [(HitKind.PAPER, str(signed_one))]


def test_the_register_lists_reports_from_their_own_rows(office):
    report = office.do(reports.draft_first, "zhoulan", office.incident)
    paper = signed(office)
    lines = office.ask(
        paper_lines, office.chenyu, PaperFilter(incident_id=office.incident), office.db.clock()
    )
    assert [(line.life.value, line.id, line.state_words) for line in lines] == [
        ("report", report, "拟稿"), ("paper", paper, "已签发"),
    ]  # fmt: skip
    office.do(reports.sign, "chenyu", report)
    assert office.do(paper_numbers.take_outside, "hejing", "express", "外件") == "第2期"
    waiting = office.ask(
        paper_lines, office.chenyu, PaperFilter(words="首报", waiting=True), office.db.clock()
    )
    assert [(line.wanted, line.signed_by) for line in waiting] == [("待报送", "陈屿")]
