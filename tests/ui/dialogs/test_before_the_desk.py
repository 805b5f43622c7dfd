"""What is asked before there is a desk: how to start, and who sits here."""

import pytest
import shiboken6
from PySide6.QtCore import Qt

from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action
from commandcenter.services import accounts
from commandcenter.services.guard import PROGRAM, rights
from commandcenter.store import seed
from commandcenter.store.database import open_database
from commandcenter.ui import theme
from commandcenter.ui.dialogs.first_start import FirstStart, Start
from commandcenter.ui.dialogs.sign_on import NewAccount, SignOn
from commandcenter.ui.tasks import Tasks


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


@pytest.mark.parametrize("start", [Start.DEMO, Start.LOCAL])
def test_the_first_start_has_choices_in_plain_words(qtbot, themed, start):
    theme.apply(themed, "light")
    dialog = opened(qtbot, FirstStart())
    with qtbot.waitSignal(dialog.chosen):
        press(qtbot, dialog, f"start_{start.value}")
    assert dialog.choice is start


def test_joining_a_bureau_asks_for_the_address(qtbot, themed):
    dialog = opened(qtbot, FirstStart())
    press(qtbot, dialog, "start_join")
    press(qtbot, dialog, "join")  # without an address nothing happens
    assert dialog.choice is None
    dialog.field.setText("postgresql://liwei@10.0.0.5/commandcenter")
    press(qtbot, dialog, "join")
    assert (dialog.choice, dialog.address) == (Start.JOIN, dialog.field.text())


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
