"""本机暂存 as a sheet: what waits on this machine, what came back and why, what has arrived."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.times import short_zh
from commandcenter.services.seat.additions import ADDED_WORDS, Added
from commandcenter.services.seat.outgoing import Addition, Kept
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

MOST = 30  # that wait, each with its words


class OutboxSheet(QWidget):
    """Drawn anew whenever something was kept, delivered or refused."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox")
        self.seat = seat
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("待发送"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        explain = PlainLabel(self._explain(), Size.SMALL, ink="text_dim")
        explain.setObjectName("outbox_explain")
        explain.setWordWrap(True)
        box.addWidget(explain)
        box.addWidget(self._area, 1)
        seat.courier.changed.connect(self._show)
        self._show()

    def _explain(self) -> str:
        words = self.tr(
            "数据库连不上时，写下的动态、备注、证据、电话和值班记录先存在本机，"
            "恢复连接后按先后自动入库，入库后随即清除。"
        )
        if self.seat.courier.sealed:
            return sentences(words, self.tr("存放的文件已加密，密钥在系统密钥环里。"))
        plain = self.tr("本机没有系统密钥环，存放的文件未加密，只有本人的系统账户能读。")
        return sentences(words, plain)

    @Slot()
    def _show(self) -> None:
        courier, own = self.seat.courier, self.seat.actor.login
        refused = [k for k in courier.kept if k.login == own and k.refusal is not None]
        waiting = [k for k in courier.kept if k.login == own and k.refusal is None]
        others = sum(1 for k in courier.kept if k.login != own)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.px(8), 0)
        column.setSpacing(look.px(8))
        if refused:
            self._head(column, self.tr("被退回"), len(refused), "danger")
        for kept in refused:
            column.addWidget(self._refused(kept))
        if waiting:
            self._head(column, self.tr("已暂存本机"), len(waiting), "warn")
        for kept in waiting[:MOST]:
            column.addWidget(self._row(kept.addition, self.tr("写于 {time}，等待入库")))
        if len(waiting) > MOST:
            words = self.tr("其后还有 {n} 条。").format(n=len(waiting) - MOST)
            column.addWidget(self._small(words))
        if courier.arrived:
            self._head(column, self.tr("已入库"), len(courier.arrived), "ok")
        for addition, at in reversed(courier.arrived):
            words = self.tr("写于 {time}，{at} 入库").replace("{at}", self._when(at))
            column.addWidget(self._row(addition, words))
        if courier.locked:
            column.addWidget(self._locked(courier.locked, courier.path))
        if others:
            words = self.tr("另有本机其他人暂存的 {n} 条，等本人登录后入库。")
            column.addWidget(self._small(words.format(n=others)))
        if column.count():
            column.addStretch(1)
        else:
            column.addWidget(Empty("log", self.tr("本机没有暂存的内容。"), ""), 1)
        self._area.setWidget(inside)

    def _locked(self, count: int, path: Path | None) -> QWidget:
        words = self.tr(
            "有 {n} 条打不开：加密它们的密钥不在本机的系统密钥环里，或密钥环没有解锁。"
            "内容没有丢失，保留在 {path}；请解锁或恢复系统密钥环后重新打开程序，"
            "仍打不开时请联系系统管理员，不要删除这个文件。"
        )
        label = PlainLabel(words.format(n=count, path=path), Size.SMALL, ink="danger")
        label.setObjectName("outbox_locked")
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _head(self, column: QVBoxLayout, words: str, count: int, ink: str) -> None:
        title = self.tr("{words}（{n} 条）").format(words=words, n=count)
        column.addSpacing(look.px(4))
        column.addWidget(PlainLabel(title, Size.TEXT, BOLD, ink=ink))

    def _row(self, addition: Addition, when: str) -> QWidget:
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        head = QHBoxLayout()
        kind = word(ADDED_WORDS[Added(addition.kind)])
        head.addWidget(PlainLabel(kind, Size.SMALL, MEDIUM, ink="text_dim"))
        when = when.format(time=self._when(addition.claimed_at))
        head.addWidget(PlainLabel(when, Size.SMALL, ink="text_faint"))
        head.addStretch(1)
        box.addLayout(head)
        box.addWidget(ElidedLabel(addition.words, lines=3))
        return row

    def _refused(self, kept: Kept) -> QWidget:
        addition = kept.addition
        row = self._row(addition, self.tr("写于 {time}"))
        why = PlainLabel(kept.refusal or "", Size.SMALL, ink="danger")
        why.setObjectName("outbox_refusal")
        why.setWordWrap(True)
        why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(4))
        for name, words, act in (
            ("again", self.tr("重新提交"), partial(self.seat.courier.again, addition.key)),
            ("copy", self.tr("复制文字"), partial(self._copy, addition.words)),
            ("drop", self.tr("不再需要"), partial(self.seat.courier.drop, addition.key)),
        ):
            button = Button(words, Kind.LINK, size=Size.SMALL)
            button.setObjectName(f"outbox_{name}")
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = row.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(why)
        layout.addLayout(buttons)
        return row

    def _copy(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        self.seat.notices.info(self.tr("已复制。"))

    def _small(self, words: str) -> PlainLabel:
        label = PlainLabel(words, Size.SMALL, ink="text_faint")
        label.setWordWrap(True)
        return label

    def _when(self, at: datetime) -> str:
        return short_zh(at, self.seat.clock())
