"""Old checklists become rows of the book, and who ticked what when is not lost."""

import sqlite3
from dataclasses import asdict

import pytest
from sqlalchemy import delete, func, select

from commandcenter.domain.command.evidence import Kind
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.command.old_steps import OldStepState
from commandcenter.domain.command.site import Mood
from commandcenter.domain.incident.incident import State
from commandcenter.offices.old_steps import take_over_steps
from commandcenter.services.command import obligations, site
from commandcenter.services.command.carrying_over import incidents_to_carry_over
from commandcenter.services.command.evidence import Piece
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import response
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.store import files, journal, schema, seed
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now, open_database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.plan.plan_files import plan_items
from commandcenter.store.seat.outbox import Addition
from commandcenter.store.tables.every import (
    AttachmentRow,
    DutyNoteRow,
    EvidenceRow,
    IncidentPlaceRow,
    IncidentRow,
    JournalLineRow,
    ObligationNoteRow,
    ObligationRow,
    PlanItemRow,
    SiteReportRow,
    StepNoteRow,
    StepRow,
)
from commandcenter.store.verify import verify
from tests.old_steps import give, lay_out, step_of, tick
from tests.store.test_schema import OLD


def rows(city, incident):
    found = city.ask(lambda s: obligations_of(s, incident, now(s)))
    return {(row.code, row.round): row for row in found}


def notes(city, kind):
    asked = select(ObligationRow.code, ObligationNoteRow.by, ObligationNoteRow.text).join(
        ObligationRow, ObligationRow.id == ObligationNoteRow.obligation_id
    )
    wanted = asked.where(ObligationNoteRow.kind == kind)
    return city.ask(lambda s: s.execute(wanted.order_by(ObligationNoteRow.id)).all())


def lines(city):
    return city.ask(lambda s: s.scalar(select(func.count()).select_from(JournalLineRow)))


@pytest.fixture
def ticked(city):
    """An incident with its checklist, some of it ticked as in an earlier version."""
    incident = city.register()
    city.activate(incident)
    lay_out(city, incident)
    tick(city.db, step_of(city, "F1"), "马骁", "两人到场")
    tick(city.db, step_of(city, "F10"), "马骁")
    give(city, step_of(city, "F4"), city.wuyue.person_id)
    return incident


def test_a_tick_without_an_act_stays_as_it_was_registered(city, ticked):
    ticked_at = city.ask(lambda s: s.get_one(StepRow, step_of(city, "F1")).done_at)
    assert rows(city, ticked)["officers_on_site", 0].state is ObligationState.OPEN
    assert take_over_steps(city.db) == 1
    row = rows(city, ticked)["officers_on_site", 0]
    assert (row.state, row.done_at, row.done_by) == (ObligationState.DONE, ticked_at, "马骁")
    assert row.is_old_tick
    assert ("officers_on_site", "马骁", "两人到场") in notes(city, "note")
    assert city.ask(lambda s: differences(s, ticked, now(s))) == ()


def test_a_tick_beside_its_act_stays_as_a_note(city, ticked):
    """定级建议 was ticked by the activation; the record says who made it."""
    take_over_steps(city.db)
    row = rows(city, ticked)["suggest_grade", 0]
    assert (row.done_by, row.act_table) == ("周岚", "level_decision")
    said = [text for code, by, text in notes(city, "old_tick") if code == "suggest_grade"]
    assert len(said) == 1
    assert "陈屿" in said[0]
    assert "登记办结，记录为" in said[0]


def test_a_second_run_finds_nothing_to_do(city, ticked):
    take_over_steps(city.db)
    before, book = lines(city), rows(city, ticked)
    assert take_over_steps(city.db) == 0
    assert (lines(city), rows(city, ticked)) == (before, book)
    assert ("site_hourly", 2) in book  # of what comes round the tick is one round
    assert book["site_hourly", 2].state is ObligationState.OPEN


def test_what_was_reopened_since_is_not_ticked_again(city, ticked):
    take_over_steps(city.db)
    row = rows(city, ticked)["officers_on_site", 0]
    city.do(obligations.reopen, "maxiao", row.id, "只到了一人")
    assert take_over_steps(city.db) == 0
    assert rows(city, ticked)["officers_on_site", 0].state is ObligationState.OPEN


def test_whose_it_is_and_its_files_go_with_it(city, ticked, tmp_path):
    paper = tmp_path / "清单.txt"
    paper.write_text("物资", encoding="utf-8")
    sha256 = files.send(city.db, paper)
    with city.db.write() as session:
        at, of = city.db.clock(), step_of(city, "F4")
        hung = AttachmentRow(step_id=of, sha256=sha256, name="清单.txt", size=6, at=at, by="马骁")
        session.add(hung)
        session.flush()
        journal.record(session, city.maxiao, "step", of, "attached", incident=ticked)
    take_over_steps(city.db)
    row = rows(city, ticked)["representatives", 0]
    assert row.assigned_to == city.wuyue.person_id
    kept = city.ask(lambda s: s.scalars(select(AttachmentRow)).one())
    assert (kept.step_id, kept.obligation_id) == (step_of(city, "F4"), row.id)


def test_a_piece_that_an_earlier_version_kept_hangs_on_what_became_of_its_step(city, ticked):
    take_over_steps(city.db)
    at = city.db.clock()
    piece = Piece(Kind.DOCUMENT, "代表名单", ("马骁", "吴越"), at, "城东店", carrier="证据室")
    body = additions.piece(ticked, piece)
    kept = body | {"piece": {**body["piece"], "step_id": step_of(city, "F4")}}
    late = Addition("k" * 32, Added.EVIDENCE.value, kept, piece.title, at)
    number = city.do(additions.add, "hewenjing", late)
    row = city.ask(lambda s: s.get_one(EvidenceRow, number))
    assert row.obligation_id == rows(city, ticked)["representatives", 0].id


def waive_as_earlier(city, incident, words):
    """As an earlier version put all open steps aside by name."""
    with city.db.write() as session:
        at = now(session)
        left = select(StepRow).where(StepRow.incident_id == incident)
        for row in session.scalars(left.where(StepRow.state == OldStepState.OPEN)):
            row.state, row.dropped_why = OldStepState.DROPPED, words
            session.add(StepNoteRow(step_id=row.id, at=at, by="陈屿", text=words))
        journal.record(session, PROGRAM, "step", 1, "waived", incident=incident, clause="5.3")


def test_what_was_waived_by_name_does_not_apply(city, ticked):
    city.do(response.end_response, "chenyu", ticked, response.Ending("已平息", "陈屿"))
    waive_as_earlier(city, ticked, "已由街道办理（陈屿豁免）")
    take_over_steps(city.db)
    waived = [row for row in rows(city, ticked).values() if row.na_why]
    assert len(waived) > 5
    assert {(row.na_why, row.na_by) for row in waived} == {("已由街道办理（陈屿豁免）", "陈屿")}
    assert {row.state for row in waived} == {ObligationState.NOT_APPLICABLE}
    assert city.ask(lambda s: differences(s, ticked, now(s))) == ()


def test_what_was_done_was_not_waived_with_the_rest(city, ticked):
    """An earlier version knew of no record: the step stood open, and is done by what proves it."""
    city.do(site.report, "maxiao", ticked, site.SiteReport(Mood.CALM, place="广场", head_count=3))
    city.do(response.end_response, "chenyu", ticked, response.Ending("已平息", "陈屿"))
    waive_as_earlier(city, ticked, "已由街道办理（陈屿豁免）")
    take_over_steps(city.db)
    reported = rows(city, ticked)["site_first", 0]
    assert (reported.state, reported.act_table) == (ObligationState.DONE, "site_report")
    assert reported.na_why == ""


def test_what_somebody_said_since_of_a_waived_one_stays(city, ticked):
    city.do(response.end_response, "chenyu", ticked, response.Ending("已平息", "陈屿"))
    waive_as_earlier(city, ticked, "已由街道办理（陈屿豁免）")
    take_over_steps(city.db)
    row = rows(city, ticked)["representatives", 0]
    city.do(obligations.take_back, "chenyu", row.id, "街道没有办")
    assert take_over_steps(city.db) == 0
    assert rows(city, ticked)["representatives", 0].na_why == ""


def state_as_earlier(city, incident, duty, reason):
    """As an earlier version stated of a whole duty that it does not apply."""
    with city.db.write() as session:
        at = now(session)
        note = DutyNoteRow(incident_id=incident, duty=duty, reason=reason, at=at, by="陈屿")
        session.add(note)
        session.flush()
        journal.record(session, PROGRAM, "duty_note", note.id, "stated", incident=incident)


def test_what_was_stated_of_a_duty_is_stated_of_what_is_open_of_it(city, ticked):
    state_as_earlier(city, ticked, "onsite", "没有人员聚集")
    assert take_over_steps(city.db) == 1
    resting = city.ask(lambda s: plan_of(s).duty_lines["onsite"].codes)
    of_duty = [row for row in rows(city, ticked).values() if row.code in resting]
    stated = [row for row in of_duty if row.na_why]
    assert {row.code for row in of_duty if row not in stated} == {"officers_on_site", "site_hourly"}
    assert {(row.state, row.na_why, row.na_by) for row in stated} == {
        (ObligationState.NOT_APPLICABLE, "没有人员聚集", "陈屿")
    }
    assert not [row for row in rows(city, ticked).values() if row.na_why and row not in stated]
    assert city.ask(lambda s: differences(s, ticked, now(s))) == ()


def test_what_somebody_said_since_of_a_duty_that_was_stated_stays(city, ticked):
    state_as_earlier(city, ticked, "legal", "没有法律问题")
    take_over_steps(city.db)
    row = rows(city, ticked)["law_list", 0]
    assert row.na_why == "没有法律问题"
    city.do(obligations.take_back, "chenyu", row.id, "要梳理依据")
    assert take_over_steps(city.db) == 0
    assert rows(city, ticked)["law_list", 0].state is ObligationState.OPEN


def test_whom_somebody_gave_it_since_stays(city, ticked):
    take_over_steps(city.db)
    row = rows(city, ticked)["representatives", 0]
    assert row.assigned_to == city.wuyue.person_id
    city.do(obligations.assign, "maxiao", row.id, None)
    assert take_over_steps(city.db) == 0
    assert rows(city, ticked)["representatives", 0].assigned_to is None


@pytest.mark.lot(3)
@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_an_old_database_keeps_who_ticked_what_when(path, tmp_path):
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as raw:
        raw.executescript(path.read_text(encoding="utf-8"))
    raw.close()
    db = open_database(f"sqlite:///{file}")
    schema.upgrade(db)
    with db.write() as session:  # what stands there for a plan is none
        session.execute(delete(PlanItemRow))
        for item in plan_items(seed.PLAN):
            session.add(PlanItemRow(version_id=1, **asdict(item)))
        journal.record(session, PROGRAM, "plan", 1, "amended")
    tick(db, 1, "安娜")
    take_over_steps(db)
    with db.read() as session:
        old = session.get_one(StepRow, 1)
        done = [row for row in obligations_of(session, 1, now(session)) if row.is_old_tick]
        tick_notes = select(ObligationNoteRow.by).where(ObligationNoteRow.kind == "old_tick")
        said = session.scalars(tick_notes).all()
        assert {(row.done_at, row.done_by) for row in done} <= {(old.done_at, "安娜")}
        assert set(said) == {"安娜"}
        assert verify(session).bad is None
    assert take_over_steps(db) == 0
    db.close()


def test_a_report_that_knew_its_place_by_words_alone_gets_a_place_whose_hours_run(city):
    incident = city.register()
    city.activate(incident)
    city.do(site.report, "maxiao", incident, site.SiteReport(Mood.CALM, place="广场"))
    with city.db.write() as session:
        report = session.scalars(select(SiteReportRow)).one()
        report.place_id, report.place = None, "老市场"
        journal.record(session, PROGRAM, "site_report", report.id, "written", incident=incident)
    assert take_over_steps(city.db) == 1
    place = city.ask(lambda s: s.scalars(select(SiteReportRow)).one().place_id)
    assert city.ask(lambda s: s.get_one(IncidentPlaceRow, place).label) == "老市场"
    open_rows = city.ask(lambda s: obligations_of(s, incident, now(s), state=ObligationState.OPEN))
    assert ("site_hourly", f"place:{place}") in {(row.code, row.about) for row in open_rows}
    assert take_over_steps(city.db) == 0
    assert city.ask(lambda s: differences(s, incident, now(s))) == ()


def test_reports_of_one_place_by_words_alone_get_one_place(city):
    incident = city.register()
    city.activate(incident)
    for _ in range(3):
        city.do(site.report, "maxiao", incident, site.SiteReport(Mood.CALM, place="广场"))
    with city.db.write() as session:
        reports = session.scalars(select(SiteReportRow).order_by(SiteReportRow.id)).all()
        for report, label in zip(reports, ("老市场", "老市场", "广场"), strict=True):
            report.place_id, report.place = None, label
        journal.record(session, PROGRAM, "site_report", reports[0].id, "written", incident=incident)
    assert take_over_steps(city.db) == 1
    labels = city.ask(lambda s: s.scalars(select(IncidentPlaceRow.label)).all())
    assert sorted(labels) == ["广场", "老市场"]


def test_what_was_dropped_for_another_reason_was_not_waived(city, ticked):
    """Only what somebody said by name, in words that stand in the notes of the step."""
    city.do(response.end_response, "chenyu", ticked, response.Ending("已平息", "陈屿"))
    waive_as_earlier(city, ticked, "响应已终止")
    with city.db.write() as session:
        left = select(StepRow).where(StepRow.code == "F4")
        session.scalars(left).one().dropped_why = "街道办理（陈屿豁免）"  # in no note
        journal.record(session, PROGRAM, "step", 1, "waived", incident=ticked, clause="5.3")
    take_over_steps(city.db)
    assert [row.code for row in rows(city, ticked).values() if row.na_why] == []


def test_what_is_over_is_carried_over_only_where_it_has_no_book(city):
    goes_on, over, bookless = (city.register(title=f"事件{n}") for n in range(3))
    with city.db.write() as session:
        for number in (over, bookless):
            session.get_one(IncidentRow, number).state = State.ARCHIVED
            journal.record(session, PROGRAM, "incident", number, "archived", incident=number)
    assert set(city.ask(incidents_to_carry_over)) == {goes_on}
    with city.db.write() as session:
        for row in session.scalars(select(ObligationRow).filter_by(incident_id=bookless)):
            session.delete(row)
        journal.record(session, PROGRAM, "incident", bookless, "archived", incident=bookless)
    assert city.ask(incidents_to_carry_over) == [goes_on, bookless]


def test_why_it_does_not_apply_is_the_note_that_says_it_and_no_other(city, ticked):
    city.do(response.end_response, "chenyu", ticked, response.Ending("已平息", "陈屿"))
    with city.db.write() as session:
        step = session.scalars(select(StepRow).where(StepRow.code == "F4")).one()
        session.add(StepNoteRow(step_id=step.id, at=now(session), by="马骁", text="代表没有到"))
        journal.record(session, PROGRAM, "step", step.id, "noted", incident=ticked, clause="5.3")
    waive_as_earlier(city, ticked, "已由街道办理（陈屿豁免）")
    take_over_steps(city.db)
    row = rows(city, ticked)["representatives", 0]
    assert (row.na_why, row.na_by) == ("已由街道办理（陈屿豁免）", "陈屿")


def test_what_was_stated_of_a_duty_that_the_plan_has_no_more_is_stated_of_nothing(city, ticked):
    take_over_steps(city.db)
    state_as_earlier(city, ticked, "no_such_duty", "没有")
    assert take_over_steps(city.db) == 0
    assert [row.code for row in rows(city, ticked).values() if row.na_why] == []
