"""What people say of an obligation, by their rights; the state follows and is never written."""

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.site import Mood
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.queries.command.checklist import checklist, step_notes
from commandcenter.services import book
from commandcenter.services.book import record
from commandcenter.services.command import obligations, site
from commandcenter.services.guard import PROGRAM
from commandcenter.store import files, journal
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.tables.every import (
    AttachmentRow,
    IncidentPlaceRow,
    IncidentRow,
    JournalLineRow,
    StoredFileRow,
)
from commandcenter.store.tables.every import ObligationNoteRow as Note
from commandcenter.store.verify import verify

DONE, OPEN, NA = ObligationState.DONE, ObligationState.OPEN, ObligationState.NOT_APPLICABLE


@pytest.fixture
def incident(city):
    incident = city.register()
    city.activate(incident)
    return incident


@pytest.fixture
def row(city, incident):
    """A row of the book by its code, as it stands."""

    def of(code):
        rows = city.ask(lambda s: obligations_of(s, incident, now(s)))
        return next(each for each in rows if each.code == code)

    yield of
    assert city.ask(lambda s: differences(s, incident, now(s))) == ()


def notes(city, number):
    asked = select(Note.kind, Note.by, Note.text).where(Note.obligation_id == number)
    return city.ask(lambda s: [tuple(each) for each in s.execute(asked.order_by(Note.id))])


def last_line(city):
    line = JournalLineRow
    asked = select(line.kind, line.subject, line.verb).order_by(line.number.desc()).limit(1)
    return city.ask(lambda s: tuple(s.execute(asked).one()))


def test_what_no_record_proves_is_closed_by_a_sentence(city, row):
    number = row("representatives").id
    city.do(obligations.close_by_hand, "maxiao", number, "已与三名消费者代表面谈")
    closed = row("representatives")
    assert (closed.state, closed.done_by, closed.act_table) == (DONE, "马骁", "")
    assert closed.hand_words == "已与三名消费者代表面谈"
    assert notes(city, number) == [("hand", "马骁", "已与三名消费者代表面谈")]
    assert last_line(city) == ("obligation", number, "closed by hand")


@pytest.mark.parametrize(("code", "words", "why"), [
    ("officers_on_site", "两名执法人员已到现场", "去办理"),
    ("representatives", "做了", "不少于6字"),
])  # fmt: skip
def test_an_act_or_the_want_of_words_refuses_it(city, row, code, words, why):
    with pytest.raises(RuleBroken, match=why):
        city.do(obligations.close_by_hand, "maxiao", row(code).id, words)
    assert row(code).state is OPEN


def test_another_group_does_not_close_it(city, row):
    with pytest.raises(RuleBroken):
        city.do(obligations.close_by_hand, "hewenjing", row("representatives").id, "已与代表面谈了")
    assert row("representatives").state is OPEN


def test_closed_twice_says_who_closed_it(city, row):
    number = row("representatives").id
    city.do(obligations.close_by_hand, "maxiao", number, "已与三名消费者代表面谈")
    with pytest.raises(RuleBroken, match="已办结（马骁"):
        city.do(obligations.close_by_hand, "maxiao", number, "再次与代表面谈一次")


def test_what_was_closed_by_hand_is_reopened_with_its_reason(city, row):
    number, due = row("representatives").id, row("representatives").due_at
    city.do(obligations.close_by_hand, "maxiao", number, "已与三名消费者代表面谈")
    city.do(obligations.reopen, "maxiao", number, "代表没有到齐")
    again = row("representatives")
    assert (again.state, again.done_at, again.done_by, again.hand_words) == (OPEN, None, "", "")
    assert again.due_at == due
    assert notes(city, number)[-1] == ("reopened", "马骁", "代表没有到齐")


def test_what_an_act_closed_is_not_reopened_by_hand(city, row):
    with pytest.raises(RuleBroken, match="由记录办结"):
        city.do(obligations.reopen, "zhoulan", row("suggest_grade").id, "想重来")
    assert row("suggest_grade").state is DONE


def test_not_applicable_is_said_by_the_command_and_taken_back(city, row):
    number = row("representatives").id
    with pytest.raises(RuleBroken):
        city.do(obligations.not_applicable, "maxiao", number, "没有代表")
    city.do(obligations.not_applicable, "chenyu", number, "消费者未推选代表")
    said = row("representatives")
    assert (said.state, said.na_why, said.na_by) == (NA, "消费者未推选代表", "陈屿")
    city.do(obligations.take_back, "chenyu", number)
    assert row("representatives").state is OPEN
    assert [kind for kind, _, _ in notes(city, number)] == ["na", "na_back"]
    with pytest.raises(RuleBroken, match="没有注明不适用"):
        city.do(obligations.take_back, "chenyu", number)


def test_why_it_applies_after_all_is_kept_as_words_and_no_longer_than_why_it_did_not(city, row):
    number = row("representatives").id
    city.do(obligations.not_applicable, "chenyu", number, "由" * 500)
    with pytest.raises(RuleBroken, match="理由超过 500 字"):
        city.do(obligations.take_back, "chenyu", number, "由" * 501)
    assert row("representatives").state is NA
    city.do(obligations.take_back, "chenyu", number, " 代表\0已推选\ud800 ")
    assert notes(city, number)[-1] == ("na_back", "陈屿", "代表已推选")


def test_an_act_that_comes_later_wins_over_not_applicable(city, incident, row):
    with city.db.write() as session:
        place = IncidentPlaceRow(incident_id=incident, label="城东店")
        session.add(place)
        session.flush()
        where = place.id
        record(session, PROGRAM, "incident", incident, "changed", incident=incident)

    def first():
        rows = city.ask(lambda s: obligations_of(s, incident, now(s)))
        [found] = [r for r in rows if (r.code, r.about) == ("site_first", f"place:{where}")]
        return found

    city.do(obligations.not_applicable, "chenyu", first().id, "另有安排")
    assert first().state is NA
    seen = site.SiteReport(Mood.CALM, place_id=where, seen_at=city.db.clock(), head_count=9)
    city.do(site.report, "maxiao", incident, seen)
    closed = first()
    assert (closed.state, closed.na_why) == (DONE, "另有安排")
    assert closed.act_table == "site_report"


def test_a_case_has_come_because_its_leader_says_so(city, row):
    waiting = row("vulnerable")
    assert waiting.state is ObligationState.WAITING
    with pytest.raises(RuleBroken):
        city.do(obligations.applies, "hewenjing", waiting.id, "现场有老年人")
    city.do(obligations.applies, "maxiao", waiting.id, "现场有老年人")
    assert row("vulnerable").state is OPEN
    with pytest.raises(RuleBroken, match="现在在办"):
        city.do(obligations.applies, "maxiao", waiting.id, "现场有老年人")


def test_it_is_given_to_a_member_of_its_group(city, row):
    number = row("representatives").id
    city.do(obligations.assign, "maxiao", number, city.wuyue.person_id, 0)
    assert row("representatives").assigned_to == city.wuyue.person_id
    with pytest.raises(RuleBroken, match="刚刚被他人改过"):  # by who saw it with nobody
        city.do(obligations.assign, "maxiao", number, None, 0)
    with pytest.raises(RuleBroken, match="不在现场处置组"):
        city.do(obligations.assign, "maxiao", number, city.hewenjing.person_id)
    city.do(obligations.close_by_hand, "wuyue", number, "已与三名消费者代表面谈")
    assert row("representatives").done_by == "吴越"


def test_notes_and_files_hang_on_it(city, row, tmp_path):
    number = row("representatives").id
    paper = tmp_path / "名单.txt"
    paper.write_text("代表", encoding="utf-8")
    sha256 = files.send(city.db, paper)
    city.do(obligations.note, "maxiao", number, "代表下午三点到")
    city.do(obligations.attach, "maxiao", number, sha256, "名单.txt")
    kept = city.ask(lambda s: s.scalars(select(AttachmentRow)).one())
    assert (kept.obligation_id, kept.step_id, kept.name) == (number, None, "名单.txt")
    assert notes(city, number) == [("note", "马骁", "代表下午三点到")]


def attached(city, number, tmp_path, login="maxiao"):
    paper = tmp_path / "名单.txt"
    paper.write_text("代表", encoding="utf-8")
    city.do(obligations.attach, login, number, files.send(city.db, paper), "名单.txt")
    return city.ask(lambda s: s.scalars(select(AttachmentRow.id)).one())


def shown(city, incident, number):
    lines = city.ask(checklist, incident, city.db.clock()).steps
    return next(line.attachments for line in lines if line.id == number)


def test_a_file_attached_by_mistake_is_struck_out_and_stays_in_the_record(
    city, row, incident, tmp_path
):
    number = row("representatives").id
    file = attached(city, number, tmp_path)
    assert shown(city, incident, number) == 1
    with pytest.raises(RuleBroken, match="理由"):
        city.do(obligations.take_out_file, "maxiao", file, " ")
    with pytest.raises(RuleBroken):
        city.do(obligations.take_out_file, "admin", file, "传错了文件")
    with pytest.raises(RuleBroken, match="没有编号为"):
        city.do(obligations.take_out_file, "maxiao", file + 1, "传错了文件")
    assert shown(city, incident, number) == 1
    city.do(obligations.take_out_file, "wuyue", file, "传错了文件")  # of the same group
    assert shown(city, incident, number) == 0
    [note] = city.ask(step_notes, number)
    assert (note.text, note.file.removed_by, note.file.removed_why) == (
        "名单.txt", "吴越", "传错了文件",
    )  # fmt: skip
    assert "已经撤出" in str(note.file.refusal)
    assert city.ask(lambda s: s.get_one(StoredFileRow, s.get_one(AttachmentRow, file).sha256))
    with pytest.raises(RuleBroken, match="已经撤出"):
        city.do(obligations.take_out_file, "maxiao", file, "再来")
    assert city.ask(verify).bad is None


def test_a_file_that_was_there_when_it_was_done_stays_until_that_is_taken_back(city, row, tmp_path):
    number = row("representatives").id
    file = attached(city, number, tmp_path)
    city.do(obligations.close_by_hand, "maxiao", number, "已与三名消费者代表面谈")
    [said] = [note for note in city.ask(step_notes, number) if note.file]
    assert "请先恢复" in str(said.file.refusal)
    with pytest.raises(RuleBroken, match="请先恢复"):
        city.do(obligations.take_out_file, "maxiao", file, "传错了文件")
    city.do(obligations.reopen, "maxiao", number, "名单不对")
    city.do(obligations.take_out_file, "maxiao", file, "传错了文件")


def test_no_file_leaves_a_record_that_is_closed(city, row, incident, tmp_path):
    number = row("representatives").id
    file = attached(city, number, tmp_path)
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        record(session, PROGRAM, "incident", incident, "archived", incident=incident)
    with pytest.raises(RuleBroken, match="归档"):
        city.do(obligations.take_out_file, "maxiao", file, "传错了文件")
    assert "归档" in str(city.ask(step_notes, number)[0].file.refusal)


def test_what_is_not_there_or_over_is_not_spoken_of(city, row, incident):
    number = row("representatives").id
    with pytest.raises(RuleBroken, match="没有编号为"):
        city.do(obligations.note, "maxiao", number + 10_000, "代表下午三点到")
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        record(session, PROGRAM, "incident", incident, "archived", incident=incident)
    with pytest.raises(RuleBroken, match="归档"):
        city.do(obligations.note, "maxiao", number, "代表下午三点到")


def test_an_act_settles_the_books_that_it_may_concern(city, incident, monkeypatch):
    """Of no incident those of all that are open; what the bureau is asked for itself, its own."""
    other = city.register(title="另一件", brand="")
    settled = []
    monkeypatch.setattr(book, "settle", lambda _session, number, _at, by: settled.append(number))
    monkeypatch.setattr(book, "has_changes", lambda _session: True)
    monkeypatch.setattr(journal, "record", lambda *_line, **_more: 0)

    def books(kind, verb, of=None):
        settled.clear()
        with city.db.write() as session:
            record(session, city.chenyu, kind, 1, verb, incident=of)
            session.rollback()
        return list(settled)

    assert books("batch", "withdrawn") == [incident, other]
    assert books("batch", "taken in") == []
    assert books("plan_review", "signed") == [None]
    assert books("fund_request", "asked", incident) == [incident]
    assert books("typical_case", "signed", incident) == [None]


def test_of_a_step_that_nobody_has_no_task_became(city):
    with pytest.raises(RuleBroken, match="没有编号为 9999 的任务"):
        city.ask(lambda session: obligations.of_step(session, 9_999))
