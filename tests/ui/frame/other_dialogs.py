"""The dialogs that are no forms, each in the states in which it is seen."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QDialog

from commandcenter.domain.drills.drill import DrillMark
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.seat.joining import JoinRequest, NotJoined, Part, Welcome
from commandcenter.domain.seat.people_list import judged
from commandcenter.domain.seat.upgrade import Published
from commandcenter.queries.drills.cast import CastLine
from commandcenter.queries.seat.upgrade_state import UpgradeState
from commandcenter.ui.crash import CrashDialog
from commandcenter.ui.drills.drill_sign_on import DrillSignOn
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.form_fields import FormFields
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.papers.file_view import FileView
from commandcenter.ui.seat.connection_form import ConnectionForm
from commandcenter.ui.seat.first_start_form import FirstStart, Start
from commandcenter.ui.seat.founding_pages import Ground
from commandcenter.ui.seat.founding_wizard import FoundingWizard
from commandcenter.ui.seat.language_form import LanguageForm
from commandcenter.ui.seat.server_password_form import ServerPassword
from commandcenter.ui.seat.sign_on_form import Gate, NewAccount, SignOn
from commandcenter.ui.seat.upgrade_dialog import UpgradeDialog
from tests.ui.frame.made_forms import all_forms
from tests.ui.frame.sample_values import made_up

BASES = {Form, FormFields, Gate, SmallDialog}
NOW = JoinRequest("db1.bureau.cn, db2.bureau.cn:5433", "commandcenter", "liwei", "")
WELCOME = Welcome("澄州市市场监督管理局", "李蔚", "PostgreSQL 17", True, ("另一台没有应答。",))
EMPTY = NotJoined(Part.EMPTY, "数据库还是空的。")
LONG = "服务器的证书不是本局 CA 签发的，连接没有建立；请向系统管理员核对证书文件后再试。"


def all_dialogs():
    """Every dialog of the program that is no form."""
    forms, found, above = set(all_forms()), set(), [QDialog]
    while above:
        for kind in above.pop().__subclasses__():
            above.append(kind)
            if kind.__module__.startswith("commandcenter.ui") and kind not in forms:
                found.add(kind)
    return found - BASES


def join_states(page):
    yield "asked"
    page._fields[Part.CA].set_error(LONG)
    page._fields[Part.HOST].set_error(LONG)
    yield "wrong"
    page._failed(EMPTY)
    yield "empty"
    page._on_welcome(NOW, WELCOME)
    yield "found"


def first_start(_desk):
    dialog = FirstStart(lambda wish: WELCOME, False)
    return dialog, first_start_states(dialog)


def first_start_states(dialog):
    yield "choices"
    dialog._choose(Start.JOIN)
    dialog.join.hosts.setText("localhost")
    yield from join_states(dialog.join)


def connection(_desk):
    dialog = ConnectionForm(NOW, lambda wish: WELCOME, False, LONG)
    return dialog, join_states(dialog.join)


def gate(make, desk):
    dialog = make(desk.seat.tasks)
    return dialog, gate_states(dialog)


def gate_states(dialog):
    yield "opened"
    dialog.refuse(LONG)
    yield "refused"


def drill(desk):
    mark = made_up(DrillMark, title="全市预付式消费闭店事件应急处置综合演练")
    return gate(lambda tasks: DrillSignOn(tasks, mark, [made_up(CastLine)]), desk)


def password(_desk):
    dialog = ServerPassword("liwei", "db1.bureau.cn, db2.bureau.cn", LONG, True, changes=True)
    return dialog, iter(["opened"])


def language(_desk):
    return LanguageForm("zh"), iter(["opened"])


def crash(_desk):
    dialog = CrashDialog()
    return dialog, crash_states(dialog)


def crash_states(dialog):
    for _ in range(2):
        dialog.show_trouble("builtins.KeyError: 'missing'\n" * 30)
    yield "told"
    dialog._more.setChecked(True)
    yield "details"


def upgrade(desk):
    dialog = UpgradeDialog(desk.seat.tasks)
    return dialog, upgrade_states(dialog)


def upgrade_states(dialog):
    dialog._show(made_up(UpgradeState))
    yield "nothing"
    published = made_up(Published)
    dialog.sheet.show_state(made_up(UpgradeState, published=published, refusal=LONG))
    yield "refused"


def founding(_desk):
    def found(_wish):
        raise RuleBroken("不写。")

    dialog = FoundingWizard(Ground(today=date(2026, 11, 29)), found, judged)
    return dialog, founding_states(dialog)


def founding_states(dialog):
    for number, page in enumerate(dialog.pages):
        dialog.show_step(number)
        yield page.key
        dialog.foot.say(LONG)
        yield f"{page.key}, refused"


def file_view(desk):
    dialog = FileView(desk.seat, "关于请求支援的函（盖章页扫描件）.pdf", b"")
    dialog._measured((b"", (QSizeF(595, 842),)))
    return dialog, iter(["opened"])


# Each with how it is made: itself and its states, which put it into them.
OTHERS = {
    SignOn: partial(gate, SignOn),
    NewAccount: partial(gate, NewAccount),
    DrillSignOn: drill,
    FirstStart: first_start,
    ConnectionForm: connection,
    ServerPassword: password,
    LanguageForm: language,
    CrashDialog: crash,
    UpgradeDialog: upgrade,
    FoundingWizard: founding,
    FileView: file_view,
}
