"""The watch checks the whole record after a night; what it finds is told to those who must act."""

import threading

import pytest
from sqlalchemy import select, text

from commandcenter.domain.org import Role
from commandcenter.domain.seat.finding import Health
from commandcenter.queries.seat.system_state import state_of_database
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.queries.seat.verification import checked, checked_words
from commandcenter.services import book
from commandcenter.services.command import running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.store.check_parts import NIGHTLY, Part
from commandcenter.store.tables.every import VerificationRow
from commandcenter.store.verify import verify
from commandcenter.store.watch import watch_lease
from commandcenter.watch import record_check
from commandcenter.watch.record_check import check_all, check_part
from commandcenter.watch.runner import Runner
from tests.aftermath import add_person
from tests.patience import PATIENCE_S
from tests.store.test_tampering import above_all


class Stopped(Exception):
    pass


def quietly(_done, _total):
    pass


def a_night(city):
    """Until the last part of the record was checked, or the check failed."""
    said, over = [], threading.Event()

    def say(words):
        said.append(words)
        if "全部记录核对" in words:
            over.set()

    runner = Runner(city.db, PROGRAM, "值班席位", say)
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    try:
        assert over.wait(PATIENCE_S), said
    finally:
        runner.stop()
        thread.join(PATIENCE_S)
    return said


def cards(city, login):
    actor = getattr(city, login)
    items = city.ask(todo, actor, city.db.clock())
    return [item for item in items if item.kind is TodoKind.FAULT]


def change_behind_the_journal(city):
    with above_all(city.db) as (connection, put_back):
        connection.execute(text("UPDATE log_entry SET text = '未到场'"))
        put_back()
        connection.commit()


@pytest.fixture
def worked(city):
    incident = city.register()
    city.activate(incident)
    city.do(running_log.write_line, "zhoulan", incident, "到场")
    add_person(city, "songqi", "宋琪", Role.AUDITOR)
    return city


def test_a_night_leaves_how_far_it_had_checked(worked):
    assert "还没有核对过" in checked_words(worked.ask(checked), worked.db.clock())
    assert a_night(worked)[-1] == "全部记录核对完毕，完好。"
    with worked.db.read() as session:
        rows = session.scalars(select(VerificationRow).order_by(VerificationRow.id)).all()
        assert [row.part for row in rows] == [part.value for part in NIGHTLY]
        assert all(row.whole for row in rows)
        assert verify(session).bad is None
    found = worked.ask(checked)
    assert found.whole
    assert f"核对到第 {found.line} 行，完好" in checked_words(found, worked.db.clock())
    assert not cards(worked, "chenyu")


def test_who_lost_the_lease_while_it_read_notes_nothing(worked):
    """As one that is frozen meanwhile: the heir checks for itself."""
    stale = watch_lease.take(worked.db, "a", "甲")
    heirs = []

    def taken_over(_done, _total):
        if not heirs:
            watch_lease.give_up(worked.db, stale)
            heirs.append(watch_lease.take(worked.db, "b", "乙"))

    with pytest.raises(watch_lease.LeaseLost):
        check_part(worked.db, PROGRAM, Part.RECORDS, taken_over, stale)
    [heir] = heirs
    assert "还没有核对过" in checked_words(worked.ask(checked), worked.db.clock())
    check_part(worked.db, PROGRAM, Part.RECORDS, quietly, heir)
    assert len(worked.ask(lambda session: session.scalars(select(VerificationRow)).all())) == 1


def test_an_heir_checks_what_the_seat_before_did_not_come_to(worked):
    assert record_check.left_parts(worked.db) == []  # no night was
    a_night(worked)
    assert record_check.left_parts(worked.db) == []
    with worked.db.write() as session:
        last = session.scalars(select(VerificationRow).order_by(VerificationRow.id.desc())).first()
        session.delete(last)
        book.record(session, PROGRAM, "verification", last.id, "sound")
    assert record_check.left_parts(worked.db) == [NIGHTLY[-1]]
    assert a_night(worked)[-1] == "全部记录核对完毕，完好。"
    with worked.db.read() as session:
        rows = session.scalars(select(VerificationRow).order_by(VerificationRow.id)).all()
        assert [row.part for row in rows] == [part.value for part in NIGHTLY]


def test_what_a_night_finds_waits_for_who_must_act(worked):
    change_behind_the_journal(worked)
    said = a_night(worked)
    assert "动态 1 的内容：日志为“到场”，表中为“未到场”" in said[-1]
    for login in ("chenyu", "songqi", "admin"):
        [card] = cards(worked, login)
        assert "1 处不符" in card.title
        assert "日志为“到场”，表中为“未到场”" in card.detail
    for login in ("zhoulan", "liwei"):
        assert not cards(worked, login)


def test_a_person_checks_everything_and_may_stop_it(worked):
    told = []
    found = check_all(worked.db, worked.chenyu, lambda done, total: told.append((done, total)))
    assert found.whole
    assert told[-1][0] <= told[-1][1]
    assert len({total for _, total in told}) == 1
    assert worked.ask(checked).whole

    def stop(_done, _total):
        raise Stopped

    before = worked.ask(lambda session: verify(session).lines)
    with pytest.raises(Stopped):
        check_all(worked.db, worked.chenyu, stop)
    assert worked.ask(lambda session: verify(session).lines) == before


def test_a_later_whole_check_answers_for_all_parts(worked):
    change_behind_the_journal(worked)
    assert not check_all(worked.db, worked.chenyu, quietly).whole
    assert cards(worked, "admin")
    with above_all(worked.db) as (connection, put_back):
        connection.execute(text("UPDATE log_entry SET text = '到场'"))
        put_back()
        connection.commit()
    assert check_all(worked.db, worked.chenyu, quietly).whole
    assert not cards(worked, "admin")


def record_line(city):
    """Of 系统状态 and of `doctor`."""
    found = city.ask(state_of_database)
    return next(line for line in found if line.name == "全部记录核对")


def test_a_record_that_was_never_checked_whole_is_not_called_in_order(worked):
    never = record_line(worked)
    assert (never.health, never.text) == (Health.ATTENTION, "从未核验。")
    assert "commandcenter verify" in never.todo
    check_part(worked.db, PROGRAM, NIGHTLY[0], quietly, None)
    part = record_line(worked)
    assert part.health is Health.ATTENTION
    assert "只核验了一部分" in part.text
    assert part.todo == never.todo
    for each in NIGHTLY[1:]:
        check_part(worked.db, PROGRAM, each, quietly, None)
    assert record_line(worked).health is Health.GOOD
