"""What is asked before there is a desk: how to start, and who sits here."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part, Welcome
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.services.seat import accounts
from commandcenter.store import seed
from commandcenter.store.database import open_database
from commandcenter.ui import theme
from commandcenter.ui.seat.first_start_form import FirstStart, Start
from commandcenter.ui.seat.server_password_form import ServerPassword
from commandcenter.ui.seat.sign_on_form import NewAccount, SignOn
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel


@pytest.fixture
def tasks(themed, small_city):
    theme.apply(themed, "light")
    tasks = Tasks(small_city.db)
    yield tasks
    tasks.shutdown()
    shiboken6.delete(tasks)


def opened(qtbot, dialog):
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def press(qtbot, dialog, name):
    [button] = [w for w in dialog.findChildren(object) if w.objectName() == name]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


WELCOME = Welcome("澄州市市场监督管理局", "李蔚", "PostgreSQL 17", True, ("另一台没有应答。",))


class Server:
    """Answers to who wants to join, as the test says."""

    def __init__(self):
        self.asked, self.answer = [], WELCOME

    def __call__(self, wish):
        self.asked.append(wish)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def server():
    return Server()


@pytest.mark.parametrize("start", [Start.DEMO, Start.LOCAL])
def test_the_first_start_has_choices_in_plain_words(qtbot, themed, server, start):
    theme.apply(themed, "light")
    dialog = opened(qtbot, FirstStart(server, True))
    with qtbot.waitSignal(dialog.chosen):
        press(qtbot, dialog, f"start_{start.value}")
    assert dialog.choice is start


@pytest.fixture
def joining(qtbot, themed, server):
    dialog = opened(qtbot, FirstStart(server, True))
    press(qtbot, dialog, "start_join")
    page = dialog.join
    for editor, words in (
        (page.hosts, "db1.bureau.cn"), (page.login, "liwei"), (page.password, "secret-words"),
        (page.ca, "/media/ca.crt"),
    ):  # fmt: skip
        editor.setText(words)
    yield dialog
    dialog.reject()


def test_joining_a_bureau_is_tried_and_who_was_found_is_shown(qtbot, joining, server):
    press(qtbot, joining, "join")
    qtbot.waitUntil(lambda: joining.join.go.text() == "开始使用")
    assert server.asked == [
        JoinRequest("db1.bureau.cn", "commandcenter", "liwei", "secret-words", "/media/ca.crt")
    ]
    assert {"澄州市市场监督管理局", "李蔚", "备用服务器：另一台没有应答。"} <= words_of(joining)
    assert joining.choice is None
    with qtbot.waitSignal(joining.chosen):
        press(qtbot, joining, "join")
    assert (joining.choice, joining.wish, joining.remember) == (Start.JOIN, server.asked[0], True)


def words_of(dialog):
    return {w.text() for w in dialog.findChildren(PlainLabel) if w.isVisible()}


@pytest.mark.parametrize("part", list(Part))
def test_what_is_in_the_way_stands_where_it_can_be_mended(qtbot, joining, server, part):
    server.answer = NotJoined(part, "“{what}”不对。", what="这里")
    press(qtbot, joining, "join")
    qtbot.waitUntil(lambda: any("“这里”不对。" in each for each in words_of(joining)))
    marked = {field.editor.objectName() for field in joining.findChildren(Field) if field.error}
    assert marked <= {{"host": "hosts"}.get(part.value, part.value)}
    assert bool(marked) is (part not in (Part.SERVER, Part.PROGRAM, Part.EMPTY))
    assert joining.join.password.text() == "secret-words"  # nothing has to be typed again
    server.answer = WELCOME
    press(qtbot, joining, "join")
    qtbot.waitUntil(lambda: joining.join.go.text() == "开始使用")


def test_in_an_empty_database_a_bureau_can_be_founded(qtbot, joining, server):
    assert not joining.join.found.isVisible()
    server.answer = NotJoined(Part.EMPTY, "数据库还是空的。")
    press(qtbot, joining, "join")
    qtbot.waitUntil(joining.join.found.isVisible)
    assert any("超级用户" in words for words in words_of(joining))
    with qtbot.waitSignal(joining.chosen):
        press(qtbot, joining, "found")
    assert (joining.choice, joining.wish.login) == (Start.FOUND, "liwei")


def test_without_tls_can_be_chosen_only_for_this_machine(qtbot, joining, server):
    page = joining.join
    assert not page.plain.isVisible()
    page.hosts.setText("localhost, db2.bureau.cn")
    assert not page.plain.isVisible()
    page.hosts.setText("127.0.0.1:5433")
    assert page.plain.isVisible()
    page.plain.setChecked(True)
    assert not page.ca.isVisible()
    assert (page.wish.plain, page.wish.ca) == (True, "")
    page.hosts.setText("db1.bureau.cn")  # it does not stay with an address that it is not for
    assert (page.wish.plain, page.wish.ca) == (False, "/media/ca.crt")


def test_without_a_key_ring_it_is_said_that_the_password_is_asked_each_time(qtbot, themed, server):
    dialog = opened(qtbot, FirstStart(server, False))
    press(qtbot, dialog, "start_join")
    assert not dialog.join.remember.isVisible()
    assert any("每次启动时会询问口令" in words for words in words_of(dialog))
    dialog.reject()


def test_the_password_of_a_server_is_asked_and_kept_only_when_wanted(qtbot, themed):
    dialog = opened(qtbot, ServerPassword("liwei", "db1", "登录名或口令不对。", True))
    assert "登录名或口令不对。" in words_of(dialog)
    press(qtbot, dialog, "go")
    assert dialog.isVisible()
    assert "请输入口令。" in words_of(dialog)
    editor = dialog.findChild(QLineEdit, "password")
    qtbot.keyClicks(editor, "words")
    assert {"登录名或口令不对。", "请输入口令。"}.isdisjoint(words_of(dialog))
    press(qtbot, dialog, "go")
    assert (dialog.password, dialog.remember) == ("words", False)


def test_a_wrong_password_is_told_and_the_right_one_signs_on(qtbot, tasks, small_city):
    small_city.do(accounts.set_password, "liwei", small_city.liwei.person_id, "right password")
    dialog = opened(qtbot, SignOn(tasks))
    dialog.login.setText("liwei")
    dialog.password.setText("wrong password")
    press(qtbot, dialog, "go")
    qtbot.waitUntil(lambda: "不对" in dialog.trouble.text())
    assert dialog.login.text() == "liwei"
    dialog.password.setText("right password")
    with qtbot.waitSignal(dialog.signed_on):
        press(qtbot, dialog, "go")
    assert dialog.actor.name == "李蔚"


def test_the_first_account_may_do_everything_a_single_user_needs(qtbot, themed, sqlite_url):
    db = open_database(sqlite_url)
    with db.write() as session:
        seed.put_plan(session, PROGRAM)
    tasks = Tasks(db)
    dialog = opened(qtbot, NewAccount(tasks))
    dialog.name.setText("陈屿")
    dialog.login.setText("chenyu")
    dialog.password.setText("long enough")
    dialog.again.setText("other")
    press(qtbot, dialog, "go")
    assert "不一样" in dialog.trouble.text()
    dialog.again.setText("long enough")
    with qtbot.waitSignal(dialog.signed_on):
        press(qtbot, dialog, "go")
    assert dialog.actor.has(Role.COMMANDER)
    with db.read() as session:
        matrix = rights(session)
    for action in (Action.ACTIVATE, Action.COMPLETE_STEP, Action.TAKE_IN_COMPLAINTS):
        assert matrix.scope(dialog.actor, action) is not None
    tasks.shutdown()
    shiboken6.delete(tasks)
    db.close()
