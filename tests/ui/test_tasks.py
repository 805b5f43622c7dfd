import threading
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select, text

from commandcenter.domain.errors import RuleBroken
from commandcenter.store import journal
from commandcenter.store.database import Lost, Unable, open_database
from commandcenter.store.trouble import BY_RULE, FULL
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.workers import Trouble
from tests.patience import PATIENCE_S


@pytest.fixture
def tasks(themed, db):
    tasks = Tasks(db)
    yield tasks
    tasks.shutdown()
    shiboken6.delete(tasks)


@pytest.fixture
def owner(themed):
    owner = QObject()
    yield owner
    if shiboken6.isValid(owner):
        shiboken6.delete(owner)


class LostDatabase:
    """A database that has gone away, and may come back."""

    def __init__(self, db):
        self.db, self.gone, self.reader = db, True, None

    @contextmanager
    def read(self):
        if self.gone:
            raise Lost("gone")
        with self.db.read() as session:
            yield session

    write = read


def one(session):
    return session.scalar(select(1))


def test_an_answer_arrives_on_the_gui_thread(qtbot, tasks, owner):
    asked_in, answers = [], []

    def query(session):
        asked_in.append(threading.current_thread())
        return one(session)

    tasks.read(owner, query, lambda n: answers.append((n, threading.current_thread())))
    qtbot.waitUntil(lambda: answers == [(1, threading.main_thread())])
    assert asked_in[0] is not threading.main_thread()


def test_a_write_is_acknowledged_only_after_its_commit(qtbot, db, tasks, owner, actor):
    seen = []

    def look(number):
        with db.read() as session:  # another connection: sees only what is committed
            seen.append((number, journal.latest(session)))

    tasks.write(owner, lambda s: journal.record(s, actor, "step", 1, "completed"), look)
    qtbot.waitUntil(lambda: seen == [(1, 1)])


def test_a_refused_command_changes_nothing_and_is_told(qtbot, db, tasks, owner, actor):
    def command(session):
        journal.record(session, actor, "step", 1, "completed")
        raise RuleBroken("“{title}”已办结。", title="首报")

    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.write(owner, command, lambda _: pytest.fail("acknowledged"))
    assert refused.args == ["“首报”已办结。"]
    with db.read() as session:
        assert journal.latest(session) == 0


def test_a_form_may_show_the_refusal_itself(qtbot, tasks, owner):
    def command(session):
        raise RuleBroken("请填写时间。")

    failures = []
    with qtbot.assertNotEmitted(tasks.refused):
        tasks.write(owner, command, failed=failures.append)
        qtbot.waitUntil(lambda: len(failures) == 1)
    assert (failures[0].trouble, failures[0].words) == (Trouble.REFUSED, "请填写时间。")


def test_a_button_is_disabled_while_its_command_runs(qtbot, tasks):
    button = QPushButton()
    qtbot.addWidget(button)
    go = threading.Event()
    tasks.write(button, lambda _: go.wait(PATIENCE_S), busy=button.setDisabled)
    assert not button.isEnabled()
    go.set()
    qtbot.waitUntil(button.isEnabled)


def test_an_answer_for_a_closed_window_is_dropped(qtbot, tasks, owner):
    go = threading.Event()
    tasks.read(owner, lambda _: go.wait(PATIENCE_S), lambda _: pytest.fail("called"))
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)


def test_no_worker_holds_the_last_reference_to_what_it_was_given(qtbot, tasks, owner):
    died_in = []

    class Thing:
        def ask(self, session):
            return one(session)

        def __del__(self):
            died_in.append(threading.current_thread())

    for _ in range(300):
        tasks.read(owner, Thing().ask, lambda _: None)
    qtbot.waitUntil(lambda: tasks.idle)
    assert len(died_in) == 300
    assert set(died_in) == {threading.main_thread()}


def test_a_bug_goes_to_the_crash_handler_and_drops_the_callback(qtbot, tasks, owner):
    def broken(session):
        raise KeyError("missing")

    failures = []
    with qtbot.captureExceptions() as caught:
        tasks.read(owner, broken, lambda _: pytest.fail("called"), failures.append)
        qtbot.waitUntil(lambda: tasks.idle)
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert failures[0].trouble is Trouble.BUG


def test_a_lost_database_is_a_state_that_ends(qtbot, tasks, owner):
    real = tasks.db
    tasks.db = LostDatabase(real)
    with qtbot.waitSignal(tasks.lost) as lost:
        tasks.read(owner, one, lambda _: pytest.fail("called"))
    assert lost.args == [True]
    tasks.db.gone = False
    with qtbot.waitSignal(tasks.lost) as lost:
        tasks.read(owner, one, lambda _: None)
    assert lost.args == [False]


def test_a_question_that_the_server_gave_up_is_no_lost_database(
    qtbot, cluster, postgres_url, owner
):
    """It would be asked again each second, for half a minute each."""
    db = open_database(postgres_url)
    tasks, answers, failures = Tasks(db), [], []

    def long(session):
        session.execute(text("SET LOCAL statement_timeout = '20ms'"))
        session.execute(text("SELECT pg_sleep(30)"))

    with qtbot.assertNotEmitted(tasks.lost):
        tasks.read(owner, long, answers.append, failures.append)
        tasks.read(owner, one, answers.append, failures.append)
        qtbot.waitUntil(lambda: tasks.idle)
    assert answers == [1]
    assert [(failure.trouble, failure.words) for failure in failures] == [
        (Trouble.TOO_LONG, "用时太长，服务器已停下；请缩小范围或稍后再试。")
    ]
    tasks.shutdown()
    shiboken6.delete(tasks)
    db.close()


def test_a_write_to_a_lost_database_is_told_as_not_saved(qtbot, tasks, owner):
    tasks.db = LostDatabase(tasks.db)
    with qtbot.waitSignal(tasks.refused) as refused:
        tasks.write(owner, one)
    assert "可能没有保存" in refused.args[0]


def test_a_write_that_the_database_cannot_do_now_is_no_lost_database(qtbot, tasks, owner):
    def full(session):
        raise Unable(FULL)

    with qtbot.assertNotEmitted(tasks.lost), qtbot.waitSignal(tasks.refused) as refused:
        tasks.write(owner, full)
    assert refused.args == ["数据库所在的磁盘已满；请系统管理员清出空间后再试。这一操作没有保存。"]


def test_what_the_database_itself_refuses_is_told_and_no_crash(qtbot, tasks, owner):
    def twice(session):
        session.execute(text("CREATE TEMP TABLE one (id INTEGER UNIQUE)"))
        session.execute(text("INSERT INTO one VALUES (1), (1)"))

    with qtbot.assertNotEmitted(tasks.lost), qtbot.waitSignal(tasks.refused) as refused:
        tasks.write(owner, twice)
    assert refused.args == [BY_RULE]


@pytest.mark.parametrize("works", [True, False])
def test_work_is_over_though_its_callback_raises(qtbot, tasks, owner, works):
    def work(progress):
        if not works:
            raise RuleBroken("不行。")

    def broken(_answer):
        raise KeyError("missing")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(tasks.idled):
        job = tasks.work(owner, work, broken, broken)
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert job.over


def test_quick_reads_do_not_wait_for_a_long_one(qtbot, tasks, owner):
    go, answers = threading.Event(), []
    tasks.read(owner, lambda _: go.wait(PATIENCE_S), answers.append, long=True)
    tasks.read(owner, one, answers.append)
    qtbot.waitUntil(lambda: answers == [1])
    go.set()
    qtbot.waitUntil(lambda: answers == [1, True])


def test_long_work_tells_how_far_it_is(qtbot, tasks, owner):
    def work(progress):
        for n in range(1, 4):
            progress.report(n, 3)
        return "done"

    answers = []
    job = tasks.work(owner, work, answers.append)
    with qtbot.waitSignals([job.progress, job.ended]):
        pass
    assert answers == ["done"]
    assert job.over


def test_long_work_can_be_cancelled(qtbot, tasks, owner):
    begun = threading.Event()

    def work(progress):
        begun.set()
        while True:
            progress.check()

    job = tasks.work(owner, work, lambda _: pytest.fail("called"))
    begun.wait(PATIENCE_S)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert job.cancelled


def test_leaving_finishes_the_writes_and_drops_the_reads(qtbot, db, owner, actor):
    tasks = Tasks(db)
    acknowledged = []
    for n in range(5):
        tasks.write(
            owner, lambda s, n=n: journal.record(s, actor, "step", n, "x"), acknowledged.append
        )
    tasks.work(owner, lambda progress: [progress.check() for _ in iter(int, 1)])
    tasks.shutdown()
    assert acknowledged == [1, 2, 3, 4, 5]
    tasks.read(owner, one, lambda _: pytest.fail("called"))
    shiboken6.delete(tasks)


def test_asking_from_a_worker_is_a_bug(qtbot, tasks, owner):
    with qtbot.captureExceptions() as caught:
        tasks.work(owner, lambda _: tasks.read(owner, one, print))
        qtbot.waitUntil(lambda: tasks.idle)
    assert caught[0][0] is RuntimeError
