"""A person changes their own password."""

from PySide6.QtWidgets import QLineEdit

from commandcenter.services.seat.accounts import SHORTEST, change_password
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over


class ChangePassword(Form):
    object_name, extent = "change_password", (440, 350)

    def __init__(self, over: Over) -> None:
        super().__init__(over, self.tr("修改密码"), self.tr("修改"))
        hint = self.tr("至少 {n} 位").format(n=SHORTEST)
        self.old = self.line("old", self.tr("原密码"), needed=True)
        self.new = self.line("new", self.tr("新密码"), "", hint, needed=True)
        self.again = self.line("again", self.tr("再输一次新密码"), needed=True)
        for field in (self.old, self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.demand(self._unlike, self.again)

    def _unlike(self) -> str:
        alike = self.new.text() == self.again.text()
        return "" if alike else self.tr("两次输入的新密码不一样。")

    def submit(self) -> None:
        self.send(
            self.seat.command(change_password, old=self.old.text(), new=self.new.text()),
            self._changed,
        )

    def _changed(self, result: object) -> None:
        self.seat.notices.info(self.tr("密码已修改。"))
        self.finish(result)
