from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.complaints.handling import Done, HandlingAct
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.queries.command.checklist import checklist
from commandcenter.queries.command.command import command_picture
from commandcenter.queries.command.map_picture import map_picture
from commandcenter.queries.command.running_log import log_lines
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.incident.situation import situation
from commandcenter.queries.watch.monitor_timeline import monitor_timeline
from commandcenter.queries.watch.timeline import timeline
from commandcenter.services.command import duty, obligations, running_log
from commandcenter.services.complaints import flags, handling, withdrawal
from commandcenter.services.incident import incident_moves, incidents
from commandcenter.services.seat import people
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import Lost
from commandcenter.store.tables.every import (
    ComplaintEventRow,
    ComplaintFlagRow,
    ComplaintRow,
    DutyLogRow,
    IncidentComplaintRow,
    IncidentRow,
    LogEntryRow,
    RollupRow,
)
from tests.past import past


def answers(db, incident, now):
    """What every panel shows of an incident at a moment; who is present left out."""
    start = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=6)
    with db.read() as session:
        groups = command_picture(session, incident, now).groups
        return (
            incident_head(session, incident),
            situation(session, incident, now),
            timeline(session, incident, start, now, 30, now=now),
            map_picture(session, incident, now),
            checklist(session, incident, now),
            log_lines(session, incident),
            [(g.group, g.done, g.open, g.overdue, g.next_title) for g in groups],
        )


def first_of(city, incident, group):
    shown = city.ask(checklist, incident, city.db.clock())
    return next(s.id for s in shown.steps if s.group is group and s.by_hand and s.undone)


@pytest.mark.parametrize("what", ["withdrawn", "corrected"])
def test_the_timeline_before_a_wrong_import_went_is_that_of_then(city, what):
    rows = [city.complaint(f"a{n}", 90, brand="") for n in range(5)]
    city.take_in(*rows)
    incident = city.register(brand="")
    wrong = city.take_in(*(city.complaint(f"b{n}", 60, brand="") for n in range(4)))
    moment = city.db.clock()
    then = of_the_city(city.db, moment)
    if what == "withdrawn":
        withdrawal.withdraw(city.db, city.liwei, wrong.batch_id, "导错了文件")
    else:
        city.take_in(*(replace(row, category="食品", channel=Channel.HOTLINE) for row in rows))
    assert of_the_city(city.db, moment) != then
    before = past(city.db, incident, moment)
    assert of_the_city(before, moment) == then
    before.close()
    now = city.db.clock()
    after = past(city.db, incident, now)
    assert of_the_city(after, now) == of_the_city(city.db, now)
    after.close()


def of_the_city(db, now):
    """The timeline of all complaints, from the counts."""
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    with db.read() as session:
        start = end - timedelta(hours=12)
        shown = monitor_timeline(session, ComplaintFilter(), start, end, 60, now=now)
        rollups = select(RollupRow.family, RollupRow.bucket, RollupRow.key, RollupRow.count)
        return shown.series, sorted(session.execute(rollups.order_by(RollupRow.bucket)).all())


@pytest.mark.lot(2)
def test_the_past_answers_as_it_did_then(city):
    city.take_in(*(city.complaint(f"a{n}") for n in range(5)))
    incident = city.register()
    deeds = [
        lambda: city.activate(incident),
        lambda: city.do(
            obligations.close_by_hand,
            "maxiao",
            first_of(city, incident, Group.ONSITE),
            "已选代表两名",
        ),
        lambda: city.take_in(*(city.complaint(f"b{n}", 1) for n in range(4))),
        lambda: city.do(running_log.write_line, "maxiao", incident, "东店门口聚集 60 人"),
        lambda: city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id),
        lambda: city.do(incidents.count_by_hand, "liwei", incident, "on_site", 60, "东店"),
        lambda: city.do(incidents.decide_grade, "chenyu", incident, Level.IV, "人群散去"),
    ]
    seen = []
    for deed in deeds:
        moment = city.db.clock()
        seen.append((moment, answers(city.db, incident, moment)))
        deed()
    for moment, then in seen:
        before = past(city.db, incident, moment)
        assert answers(before, incident, moment) == then
        before.close()


def test_before_the_first_line_there_is_no_incident(city):
    start = city.db.clock()
    incident = city.register()
    city.activate(incident)
    before = past(city.db, incident, start)
    with before.read() as session:
        assert session.scalars(select(IncidentRow)).all() == []
    before.close()


def test_the_past_leaves_the_present_alone(city):
    incident = city.register()
    city.activate(incident)
    now = city.db.clock()
    today = answers(city.db, incident, now)
    before = past(city.db, incident, now - timedelta(seconds=1))
    with pytest.raises(Lost), before.write() as session:
        session.execute(delete(LogEntryRow))
    before.close()
    assert answers(city.db, incident, now) == today


@pytest.mark.parametrize("missing", ["detail", "basis"])
def test_an_image_with_a_column_that_is_gone_still_serves(missing):
    from commandcenter.store.replay import lift
    from commandcenter.store.tables.every import StepRow

    image = {"id": 1, missing: "x", "a column of old": 2}
    assert lift(StepRow.__table__, image) == {"id": 1, missing: "x"}


def rows(db, row_class):
    with db.read() as session:
        return session.scalars(select(row_class).order_by(row_class.id)).all()


def test_acts_on_complaints_and_odd_clusters_are_undone_and_others_stay_out(city):
    city.take_in(*(city.complaint(f"a{n}") for n in range(3)))
    city.take_in(*(city.complaint(f"z{n}", brand="别家", subject_name="别家") for n in range(2)))
    incident = city.register()
    city.activate(incident)
    mine = [row.complaint_id for row in rows(city.db, IncidentComplaintRow)]
    with city.db.read() as session:
        others = set(session.scalars(select(ComplaintRow.id))) - set(mine)
    before = city.db.clock()
    accept = Done(HandlingAct.ACCEPT, before, "属于本局职责")
    city.do(handling.carry_out, "zhoulan", mine, accept)
    city.do(handling.carry_out, "zhoulan", sorted(others), accept)
    city.do(flags.flag, "zhoulan", mine[:1], "言语雷同", incident)
    after = city.db.clock()
    for at, events, flagged in ((before, 0, 0), (after, len(mine), 1)):
        then = past(city.db, incident, at)
        assert {row.complaint_id for row in rows(then, ComplaintEventRow)} <= set(mine)
        assert len(rows(then, ComplaintEventRow)) == events
        assert len(rows(then, ComplaintFlagRow)) == flagged
        with then.read() as session:
            assert set(session.scalars(select(ComplaintRow.id))) == set(mine)
        then.close()


def test_what_came_into_the_incident_later_is_where_it_was(city):
    entry = duty.NewEntry(LogKind.CALL_IN, "市民来电，反映门店关闭", unit="市民", phone="100")
    number = city.do(duty.write_entry, "liwei", entry)
    incident = city.register()
    other = city.register(title="另一起", brand="")
    before = city.db.clock()
    city.do(duty.link, "liwei", number, incident)
    city.do(running_log.write_line, "maxiao", other, "另一起的动态")
    then = past(city.db, incident, before)
    [row] = rows(then, DutyLogRow)
    assert row.incident_id is None
    assert rows(then, LogEntryRow) == []
    then.close()


def book_at(db, incident, moment):
    with db.read() as session:
        return obligations_of(session, incident, moment)


def test_the_book_of_the_past_is_that_of_then(city):
    """Every row as it stood: before an act, after it, after it was taken back."""
    incident = city.register(verified=False)
    told = []

    def note():
        moment = city.db.clock()
        told.append((moment, book_at(city.db, incident, moment)))

    note()
    city.do(incident_moves.verify_report, "zhoulan", incident)
    note()
    city.activate(incident)
    note()
    number = next(x.id for x in told[-1][1] if x.code == "representatives")
    city.do(obligations.close_by_hand, "maxiao", number, "已与三名消费者代表面谈")
    note()
    city.do(obligations.reopen, "maxiao", number, "代表没有到齐")
    city.do(obligations.not_applicable, "chenyu", number, "没有推选代表")
    note()
    assert len({rows for _, rows in told}) == len(told)
    for moment, rows in told:
        before = past(city.db, incident, moment)
        assert book_at(before, incident, moment) == rows
        before.close()


def test_a_book_that_was_not_kept_yet_is_worked_out_from_the_acts_of_then(city):
    incident = city.register(verified=False)
    first = city.db.clock()
    city.do(incident_moves.verify_report, "zhoulan", incident)
    city.activate(incident)
    then = city.db.clock()
    kept = book_at(city.db, incident, then)
    forget_the_book(city)
    before = past(city.db, incident, then)
    assert [(x.key, x.state, x.due_at) for x in by_key(book_at(before, incident, then))] == [
        (x.key, x.state, x.due_at) for x in by_key(kept)
    ]
    before.close()
    before = past(city.db, incident, first)
    states = {x.code: x.state for x in book_at(before, incident, first)}
    assert states["verify"] is ObligationState.OPEN
    assert "representatives" not in states
    before.close()


def by_key(rows):
    return sorted(rows, key=lambda row: row.key)


def forget_the_book(city):
    """As an earlier version left it: no rows, and no images of any."""
    with city.db.engine.execution_options(writes=True).begin() as connection:
        if not city.db.embedded:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        names = ("obligation_note", "obligation")
        for name in names:
            for op in ("insert", "update", "delete") if city.db.embedded else ():
                connection.exec_driver_sql(f"DROP TRIGGER journal_{name}_{op}")
            connection.exec_driver_sql(f"DELETE FROM {name}")
        if city.db.embedded:
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS journal_row_kept")
        connection.exec_driver_sql(f"DELETE FROM journal_row WHERE table_name IN {names}")
