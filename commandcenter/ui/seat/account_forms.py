"""The forms of the administrator: a person, a role given or ended, a new password, an account
closed. A password is made here, shown once, and kept nowhere."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.seat.posts import IN_GROUPS, NOT_OF_PEOPLE, Post
from commandcenter.domain.seat.role_confirmation import needs_confirming
from commandcenter.offices import accounts
from commandcenter.queries.seat.account_board import AccountLine
from commandcenter.services.seat.people import NewPerson
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

Counties = Sequence[tuple[str, str]]


class ShownOnce(Form):
    """A password that was just made: whoever closes this has told it to the person."""

    object_name, extent = "shown_once", (520, 300)

    def __init__(self, over: Over, title: str, said: str, login: str, password: str) -> None:
        super().__init__(over, title, self.tr("已记下并告知本人"), explain=said)
        self._password = password
        self.login = PlainLabel(self.tr("登录名：{login}").format(login=login), Size.HEAD)
        self.password = PlainLabel(password, Size.TITLE, BOLD)
        self.password.setObjectName("password")
        self.password.setAccessibleName(self.tr("密码"))
        self.copy = Button(self.tr("复制密码"), Kind.SECONDARY, icon="copy", size=Size.SMALL)
        self.copy.setObjectName("copy_password")
        self.copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.password)
        row.addWidget(self.copy)
        row.addStretch(1)
        box = QVBoxLayout()
        box.setSpacing(look.px(8))
        box.addWidget(self.login)
        box.addLayout(row)
        hint = self.tr("只显示这一次；本人第一次登录后请自行修改。")
        box.addWidget(PlainLabel(hint, Size.SMALL, ink="text_dim"))
        self.body.addLayout(box)
        self.cancel.hide()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._password)

    def submit(self) -> None:
        self.finish()


class PostFields:
    """Role, group and county of a form; what does not belong to the role is not asked."""

    def __init__(self, form: Form, counties: Counties, *, needed: bool) -> None:
        self._form, tr = form, form.tr
        roles = [(role, word(ROLE_WORDS[role])) for role in Role if role not in NOT_OF_PEOPLE]
        first = [] if needed else [(None, tr("暂不授予"))]
        self.role = form.choice("role", tr("角色"), [*first, *roles], needed=needed)
        groups = [(group, word(GROUP_WORDS[group])) for group in Group]
        self.group = form.choice("group", tr("工作组"), groups)
        self.county = form.choice("county", tr("县区"), list(counties))
        self.waits = PlainLabel(
            tr("这个角色由总指挥或监督评估另一人确认后才生效。"), Size.SMALL, ink="warn"
        )
        form.body.addWidget(self.waits)
        self.role.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        role = self.role.currentData()
        self._of(self.group).setVisible(role in IN_GROUPS)
        self._of(self.county).setVisible(role is Role.COUNTY)
        self.waits.setVisible(role is not None and needs_confirming(role))

    def _of(self, editor: QComboBox) -> Any:
        """The field with its label."""
        return editor.parentWidget()

    @property
    def post(self) -> Post | None:
        role = self.role.currentData()
        if role is None:
            return None
        group = self.group.currentData() if role in IN_GROUPS else None
        county = self.county.currentData() if role is Role.COUNTY else None
        return Post(role, group, county)


class AddPerson(Form):
    """The person, a role and a login in one act."""

    object_name, extent = "add_person", (620, 640)
    kept_as = "add_person"

    def __init__(self, over: Over, counties: Counties) -> None:
        super().__init__(over, self.tr("增加人员"), self.tr("增加并生成密码"))
        self.login = self.line(
            "login", self.tr("登录名"), "", self.tr("如 zhangsan，以后不能修改"), needed=True
        )
        self.person = self.line("name", self.tr("姓名"), needed=True)
        self.side_by_side(self.login, self.person)
        self.post = self.line("post", self.tr("职务"))
        self.phone = self.line("phone", self.tr("办公电话"))
        self.mobile = self.line("mobile", self.tr("手机"))
        self.side_by_side(self.phone, self.mobile)
        self.roles = PostFields(self, counties, needed=False)

    def submit(self) -> None:
        new = NewPerson(
            self.login.text().strip(), self.person.text(), self.post.text(), self.phone.text(),
            self.mobile.text(),
        )  # fmt: skip
        post, password = self.roles.post, accounts.new_password()
        posts = [post] if post else []
        command = self.seat.command(accounts.add_person, new, posts, password)
        title = self.tr("已增加{name}").format(name=new.name)
        self.send(command, partial(self._made, title, new.login, password))

    def _made(self, title: str, login: str, password: str, held: object) -> None:
        over = Over(self.seat, self.parentWidget())
        self.finish(held)
        ShownOnce(over, title, str(held), login, password).begin()


class GrantRole(Form):
    """One role more, from now on."""

    object_name, extent = "grant_role", (520, 400)

    def __init__(self, over: Over, line: AccountLine, counties: Counties) -> None:
        title = self.tr("授予{name}角色").format(name=line.name)
        super().__init__(over, title, self.tr("授予"))
        self._login = line.login
        self.roles = PostFields(self, counties, needed=True)

    def submit(self) -> None:
        post = self.roles.post
        assert post is not None  # the choice has no empty entry
        self.act(accounts.change_roles, self._login, [post], [])


class EndRole(Form):
    """A role ends now; what was done in it stays."""

    object_name, extent = "end_role", (520, 320)

    def __init__(self, over: Over, line: AccountLine) -> None:
        title = self.tr("终止{name}的角色").format(name=line.name)
        explain = self.tr("自现在起没有这一角色的权限；以前办理的事项不变。记入日志。")
        super().__init__(over, title, self.tr("终止"), explain=explain)
        self._login = line.login
        held = [each for each in line.held if not each.stands_for]
        self._posts = [Post(each.role, each.group, each.district) for each in held]
        choices = [(place, each.words) for place, each in enumerate(held)]
        self.role = self.choice("role", self.tr("角色"), choices, needed=True)

    def submit(self) -> None:
        post = self._posts[self.role.currentData()]
        self.act(accounts.change_roles, self._login, [], [post])


class NewPassword(Form):
    """A person has forgotten theirs, or it may be known to others."""

    object_name, extent = "new_password", (520, 260)

    def __init__(self, over: Over, line: AccountLine) -> None:
        title = self.tr("给{name}新密码").format(name=line.name)
        explain = self.tr(
            "原密码立即失效。新密码由程序生成，只显示一次，请当面或用电话告知本人。记入日志。"
        )
        super().__init__(over, title, self.tr("生成新密码"), explain=explain)
        self._line = line

    def submit(self) -> None:
        password = accounts.new_password()
        command = self.seat.command(accounts.give_password, self._line.login, password)
        self.send(command, partial(self._made, password))

    def _made(self, password: str, _result: object) -> None:
        over = Over(self.seat, self.parentWidget())
        self.finish()
        title = self.tr("{name}的新密码").format(name=self._line.name)
        ShownOnce(over, title, "", self._line.login, password).begin()
