"""新版本 as a sheet: what is published, by whom signed, and the press that takes it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter import __version__
from commandcenter.domain.times import short_zh
from commandcenter.offices import upgrades
from commandcenter.offices.progress import PARTS
from commandcenter.queries.seat.upgrade_state import UpgradeState
from commandcenter.ui import look
from commandcenter.ui.frame.fact_grid import Facts
from commandcenter.ui.look import Size
from commandcenter.ui.seat.upgrader import Doing, Upgrader
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.progress import ThinBar


class UpgradeSheet(QWidget):
    """Is told what there is (`show_state`); what is being done goes on when the sheet is put away.

    `clock`: the database's.
    """

    def __init__(
        self, clock: Callable[[], datetime], upgrader: Upgrader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("upgrade")
        self._clock, self._upgrader = clock, upgrader
        self._state: UpgradeState | None = None
        self.facts = Facts(columns=1)
        self.explain = self._label("upgrade_explain", "text_dim")
        self.said = self._label("upgrade_said", "text")
        self.bar = ThinBar()
        self.take = Button(self.tr("安装"), Kind.PRIMARY)
        self.take.setObjectName("upgrade_take")
        self.take.clicked.connect(upgrader.take)
        self.stop = Button(self.tr("停止"), Kind.SECONDARY)
        self.stop.setObjectName("upgrade_stop")
        self.stop.clicked.connect(upgrader.stop)
        self.back = Button("", Kind.SECONDARY)
        self.back.setObjectName("upgrade_back")
        self.back.clicked.connect(upgrader.go_back)
        self._lay_out()
        upgrader.changed.connect(self._show_doing)
        self._show_doing()

    def _label(self, name: str, ink: str) -> PlainLabel:
        label = PlainLabel("", Size.TEXT, ink=ink)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(12))
        for part in (self.facts, self.explain, self.bar, self.said):
            box.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for button in (self.take, self.stop, self.back):
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(1)

    @Slot(object)
    def show_state(self, found: UpgradeState) -> None:
        self._state = found
        published = found.published
        self.facts.setVisible(published is not None)
        if published is None:
            words = self.tr("没有更新的版本，本席的程序是 {here}。")
            self.explain.setText(words.format(here=__version__))
        else:
            when = short_zh(published.at, self._clock())
            signed = self.tr("{signer}（密钥 {mark}）").format(
                signer=published.signer, mark=published.fingerprint
            )
            self.facts.set_facts((
                (self.tr("新版本"), published.version),
                (self.tr("本席现在的版本"), __version__),
                (self.tr("签名"), signed),
                (self.tr("公布"), f"{published.by} {when}".strip()),
                (self.tr("安装包所在文件夹"), upgrades.folder_of(published)),
            ))  # fmt: skip
            self.explain.setText(found.refusal or self.tr(
                "装在您自己的文件夹里，不用管理员口令；安装前核对签名和每个字节。"
                "手头的工作不受影响，装好后关闭并重新打开程序才换用；现在的版本留着，可以退回。"
            ))  # fmt: skip
        self._show_doing()

    @Slot()
    def _show_doing(self) -> None:
        doing, state = self._upgrader.doing, self._state
        offered = state is not None and state.published is not None and not state.refusal
        self.take.setVisible(offered and doing is Doing.NOTHING)
        self.stop.setVisible(doing is Doing.TAKING)
        self.bar.setVisible(doing is Doing.TAKING)
        self.bar.set_share(self._upgrader.done, PARTS)
        former = None if self._upgrader.busy else upgrades.former_version()
        if former:
            self.back.setText(self.tr("退回 {version}").format(version=former))
        elif former is not None:
            self.back.setText(self.tr("退回本机安装的版本"))
        self.back.setVisible(former is not None)
        if doing is Doing.TAKING:
            self.said.setText(self.tr("正在安装，约需几分钟；这个窗口可以收起。"))
        else:
            self.said.setText(self._upgrader.words)
        self.said.set_ink("danger" if self._upgrader.refused else "text")
        self.said.setVisible(bool(self.said.text()))
