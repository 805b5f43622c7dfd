"""Papers of one record of an incident: what each is of, whom it goes to, what comes back."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FileRole, PaperKind, PaperState, Subject
from commandcenter.domain.times import local
from commandcenter.offices import paper_making
from commandcenter.offices.paper_reply import reply
from commandcenter.queries.command.liaison import agreed_by_sitting, liaison_board
from commandcenter.queries.command.liaison import consultations as consultations_of
from commandcenter.queries.command.orders import instruction_board
from commandcenter.queries.papers.paper_choices import paper_choices
from commandcenter.queries.papers.paper_detail import paper_detail
from commandcenter.services.command import consultations, instructions, liaison, meetings
from commandcenter.services.command.consultations import Agreed
from commandcenter.services.guard import PROGRAM
from commandcenter.services.papers import paper_drafts, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.services.papers.paper_drafts import New
from commandcenter.services.papers.paper_reply import Reply
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.papers.paper_way import paper_of
from tests.as_it_lies import reading_as_it_lies


@pytest.fixture
def office(city):
    with city.db.write() as session:
        for login, name, role, group in (
            ("hejing", "何静", Role.CLERK, None), ("fangfa", "方法", Role.LEADER, Group.LEGAL),
        ):  # fmt: skip
            new = people.NewPerson(login, name, phone="0990-7654321")
            person = people.add_person(session, PROGRAM, new)
            people.grant_role(session, PROGRAM, person, role, group)
    city.incident = city.register()
    city.activate(city.incident)
    return city


def asked(office, department="公安机关", words="维护现场秩序", login="zhoulan"):
    new = liaison.NewRequest(words, "电话", due_at=office.db.clock() + timedelta(hours=2))
    [number] = office.do(liaison.ask, login, office.incident, (department,), new)
    return number


def drafted(office, kind, number, of):
    document = office.ask(paper_making.new_document, kind.value, number, of)
    whole = paper_making.whole_of(paper_making.placed(document, {})[0])
    return office.do(paper_drafts.draft, "hejing", New(kind, number, office.incident, whole))


def read(office, paper):
    wording = office.ask(paper_making.wording_of, paper)
    return Read(office.ask(paper_of, paper).version, wording.whole)


def issued(office, paper):
    """Through the steps of a kind that nobody countersigns."""
    office.do(paper_flow.submit, "hejing", paper, read(office, paper))
    office.do(paper_flow.check, "zhoulan", paper, read(office, paper), "")
    paper_making.sign(office.db, office.chenyu, paper, read(office, paper))
    return paper_making.number(office.db, office.hejing, paper)


def came(office, **changed):
    values = {"number": "澄公函〔2026〕12号", "dated": local(office.db.clock()).date(),
              "words": "已派警力"}  # fmt: skip
    return Reply(**(values | changed))


def test_a_letter_goes_to_whom_was_asked_and_its_reply_answers_the_request(office, tmp_path):
    first, other = asked(office), asked(office, "教育部门", "通报停课情况")
    paper = drafted(office, PaperKind.LETTER, first, Subject.LIAISON)
    row = office.ask(paper_of, paper)
    assert (row.subject, row.incident_id, row.sent_to) == (first, office.incident, ["公安机关"])
    made = office.ask(paper_making.made_document, paper)
    assert (made.addressee, made.head.form.value) == ("公安机关", "letter")
    with pytest.raises(RuleBroken, match="函印发后才能登记复函"):
        reply(office.db, office.zhoulan, paper, came(office), None)
    number = issued(office, paper)
    assert number == f"澄市监函〔{local(office.db.clock()).year}〕1号"
    office.do(paper_flow.seal, "hejing", paper)
    office.do(paper_flow.issue, "hejing", paper, 2, ["公安机关"], "专人送达")
    page = tmp_path / "复函.pdf"
    page.write_bytes(b"%PDF-reply")
    late = local(office.db.clock()).date() + timedelta(days=1)
    with pytest.raises(RuleBroken, match="成文日期不能晚于今天"):
        reply(office.db, office.zhoulan, paper, came(office, dated=late), page)
    with pytest.raises(RuleBroken, match="须是 PDF"):
        reply(office.db, office.zhoulan, paper, came(office), tmp_path / "复函.exe")
    reply(office.db, office.zhoulan, paper, came(office), page)
    detail = office.ask(paper_detail, office.zhoulan, paper)
    assert [f.name for f in detail.files if f.role is FileRole.REPLY] == ["复函.pdf"]
    assert detail.steps[-1].words.startswith("澄公函〔2026〕12号（")
    assert detail.line.state is PaperState.ISSUED
    lines = {x.id: x for x in office.ask(
        liaison_board, office.zhoulan, office.incident, office.db.clock()).lines}  # fmt: skip
    assert lines[first].answer.startswith("复函澄公函〔2026〕12号（")
    assert lines[other].answered_at is None
    office.do(paper_flow.file, "hejing", paper, "2026-永久-9")
    with pytest.raises(RuleBroken, match="复函“澄公函〔2026〕12号”已由周岚于"):
        reply(office.db, office.zhoulan, paper, came(office, words="补充"), None)
    with pytest.raises(RuleBroken, match="复函“澄公函〔2026〕12号”已由周岚于"):
        reply(office.db, office.zhoulan, paper, came(office, words="补充"), page)
    second = came(office, number="澄公函〔2026〕13号", words="补充")
    reply(office.db, office.zhoulan, paper, second, None)
    reply(office.db, office.zhoulan, paper, second, page)  # its page comes later


def test_what_no_letter_is_has_no_reply(office):
    paper = drafted(office, PaperKind.EXPRESS, office.incident, Subject.INCIDENT)
    assert office.ask(paper_detail, office.zhoulan, paper).act("reply") is None
    with pytest.raises(RuleBroken, match="只有函可以登记复函"):
        reply(office.db, office.zhoulan, paper, came(office), None)


def test_the_incident_alone_names_the_request_that_waits(office):
    with pytest.raises(RuleBroken, match="没有联系过部门"):
        office.ask(paper_making.printed_document, "letter", office.incident, Subject.INCIDENT)
    first, other = asked(office), asked(office, "教育部门")
    office.do(liaison.note_answer, "zhoulan", other, "知悉")
    named = ("letter", office.incident, Subject.INCIDENT)
    assert office.ask(paper_making.printed_document, *named).addressee == "公安机关"
    choices = office.ask(paper_choices, office.hejing)
    assert [(r.id, r.title) for r in choices.records] == [
        (first, "公安机关：维护现场秩序"), (other, "教育部门：维护现场秩序")]  # fmt: skip


def test_a_record_of_another_incident_is_refused(office):
    number = asked(office)
    elsewhere = office.register(title="另一事件")
    made = office.ask(paper_making.new_document, "letter", number, Subject.LIAISON)
    whole = paper_making.whole_of(paper_making.placed(made, {})[0])
    with pytest.raises(RuleBroken, match="不属于这个事件"):
        office.do(paper_drafts.draft, "hejing", New(PaperKind.LETTER, number, elsewhere, whole))
    with pytest.raises(RuleBroken, match="没有编号为 99 的联络事项"):
        office.ask(paper_making.new_document, "letter", 99, Subject.LIAISON)


def sitting(office, login="chenyu", **changed):
    values = {
        "held_at": office.db.clock() - timedelta(minutes=20), "place": "视频", "chair": "陈屿",
        "members": ("陈屿", "市公安局 刘某"), "question": "是否提高级别",
        "opinions": "公安：秩序正常。", "conclusion": "暂不提高",
    }  # fmt: skip
    new = consultations.NewConsultation(**(values | changed))
    return office.do(consultations.record, login, office.incident, new)


def test_what_was_agreed_is_ordered_and_stands_in_the_minutes(office):
    due = office.db.clock() + timedelta(hours=3)
    agreed = (
        Agreed("每半小时清点人数", Group.ONSITE, due_at=due),
        Agreed("答复媒体", to_person=office.wuyue.person_id),
    )
    held = sitting(office, agreed=agreed)
    board = office.ask(instruction_board, office.maxiao, office.incident, office.db.clock())
    assert {(x.text, x.given_by) for x in board.lines} == {
        ("每半小时清点人数", "陈屿"), ("答复媒体", "陈屿")}  # fmt: skip
    book = office.ask(obligations_of, office.incident, office.db.clock())
    assert sum(row.code == "instruction" for row in book) == 2
    now = office.db.clock()
    [line] = office.ask(consultations_of, office.chenyu, office.incident, now).lines
    assert [(a.to, a.words, a.due_at is not None) for a in line.agreed] == [
        ("现场处置组", "每半小时清点人数", True), ("吴越", "答复媒体", False)]  # fmt: skip
    paper = drafted(office, PaperKind.MINUTES, held, Subject.CONSULTATION)
    number = issued(office, paper)
    assert number == f"〔{local(now).year}〕1号"
    words = "".join(part.text for part in read(office, paper).whole)
    assert "陈屿以视频方式主持召开会商会议" in words
    assert "公安提出，秩序正常。" in words
    assert "现场处置组负责" in words
    assert office.ask(paper_detail, office.hejing, paper).act("seal") is None


def test_what_was_agreed_stays_in_its_order_as_it_is_carried_out(office):
    words = ["清点人数", "设登记点", "答复媒体"]
    sitting(office, agreed=tuple(Agreed(each, Group.ONSITE) for each in words))

    def agreed():
        with reading_as_it_lies(office.db) as session:
            [lines] = agreed_by_sitting(session, office.incident, office.db.clock()).values()
        return [line.words for line in lines]

    for number in (2, 1):
        office.do(instructions.receive, "maxiao", number)
        assert agreed() == words
        office.do(instructions.report_back, "maxiao", number, "已办")
        assert agreed() == words


def test_who_may_not_order_a_group_records_nothing_of_it(office):
    agreed = (Agreed("清点人数", Group.ONSITE),)
    with pytest.raises(RuleBroken, match="下达指令"):
        sitting(office, "zhoulan", agreed=agreed)
    now = office.db.clock()
    assert office.ask(consultations_of, office.zhoulan, office.incident, now).lines == ()
    held = sitting(office, "zhoulan")
    with pytest.raises(RuleBroken, match="下达指令"):
        office.do(consultations.agree, "zhoulan", held, agreed)
    office.do(consultations.agree, "chenyu", held, agreed)
    with pytest.raises(RuleBroken, match="请填写议定事项"):
        office.do(consultations.agree, "chenyu", held, ())
    [line] = office.ask(consultations_of, office.chenyu, office.incident, now).lines
    assert [a.words for a in line.agreed] == ["清点人数"]
    assert [offer.key for offer in line.offers] == ["agree"]
    assert office.ask(consultations_of, office.liwei, office.incident, now).lines[0].offers == ()


def test_a_notice_of_a_meeting_goes_to_those_who_come(office):
    new = meetings.NewMeeting(
        office.db.clock() + timedelta(hours=2), "视频", "陈屿", "退费办法", ("市商务局", "周岚"),
        "带书面材料",
    )  # fmt: skip
    number = office.do(meetings.call, "zhoulan", office.incident, new)
    paper = drafted(office, PaperKind.MEETING, number, Subject.MEETING)
    row = office.ask(paper_of, paper)
    assert row.sent_to == ["市商务局", "周岚"]
    assert row.title.endswith("处置工作会议的通知")
    assert issued(office, paper).startswith("澄市监函〔")
    words = "".join(part.text for part in read(office, paper).whole)
    assert "带书面材料。请提前10分钟到会签到" in words
    office.do(meetings.withdraw, "zhoulan", number, "改期")
    other = drafted(office, PaperKind.MEETING, number, Subject.MEETING)
    assert "关于取消" in office.ask(paper_of, other).title
    assert office.ask(paper_of, paper).title == row.title  # what was signed stays
