"""An information report element by element: edited as a draft, signed, then sent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.domain.report import UNDER_CHECK, Element, ReportState
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import short_zh
from commandcenter.queries.desk import DeskHead
from commandcenter.queries.desk_work import ReportText, report_text
from commandcenter.services import reports
from commandcenter.ui.dialogs.chips import Chips
from commandcenter.ui.dialogs.form import Form
from commandcenter.ui.look import DESK, Look, Size
from commandcenter.ui.seat import Seat
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


class ReportForm(Form):
    """What stands in it is what is signed. Its buttons follow the state of the report."""

    def __init__(
        self,
        seat: Seat,
        report_id: int,
        head: DeskHead,
        parent: QWidget | None = None,
        *,
        look: Look = DESK,
    ) -> None:
        super().__init__(
            seat, self.tr("信息报告"), self.tr("签发"), parent, look=look, size=(820, 780)
        )
        self.setObjectName("report_form")
        self._id, self._head = report_id, head
        self._text: ReportText | None = None
        self._editors: dict[str, QPlainTextEdit] = {}
        self._state = PlainLabel("", look, Size.SMALL, ink="text_dim")
        self._state.setObjectName("report_state")
        self._state.setWordWrap(True)
        self.body.addWidget(self._state)
        self._elements = QVBoxLayout()
        self._elements.setSpacing(look.px(14))
        self.body.addLayout(self._elements)
        self._sending = QVBoxLayout()
        self._sending.setSpacing(look.px(14))
        self.body.addLayout(self._sending)
        self.body.addStretch(1)
        self.save = Button(self.tr("保存修改"), Kind.SECONDARY, look)
        self.save.setObjectName("save")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._on_save)
        self.foot.insertWidget(self.foot.count() - 1, self.save)
        self.primary.setEnabled(False)
        self._read()

    def _read(self) -> None:
        report = self._id
        self.seat.tasks.read(self, lambda session: report_text(session, report), self._show)

    def _show(self, text: ReportText) -> None:
        self._text = text
        title = self.tr("{label} · 值班快报第 {issue} 期").format(
            label=text.line.label, issue=text.line.issue
        )
        self.setWindowTitle(title)
        self.explain.setText(f"{text.title} · {title}")
        self.explain.show()
        self._state.setText(self._state_words(text))
        self._clear(self._elements)
        self._editors = {}
        self._fields = []
        for element in text.elements:
            self._add_element(element, text)
        self._show_state(text)
        self._first = self._typed()

    @staticmethod
    def _clear(box: QVBoxLayout) -> None:
        while (item := box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def _state_words(self, text: ReportText) -> str:
        line, now = text.line, self.seat.clock()
        parts = [
            self.tr("{by} {time} 拟稿").format(
                by=line.drafted_by, time=short_zh(line.drafted_at, now)
            ),
            self.tr("数据截至 {time}").format(time=short_zh(line.as_of, now)),
        ]
        if line.signed_at:
            time = short_zh(line.signed_at, now)
            parts.append(self.tr("{by} {time} 签发").format(by=line.signed_by, time=time))
        if line.sent_at:
            time, to = short_zh(line.sent_at, now), "、".join(line.sent_to)
            parts.append(
                self.tr("{time} 以{way}报送{to}").format(time=time, way=line.sent_way, to=to)
            )
        if line.deadline_at and not line.sent_at:
            parts.append(self.tr("应于 {time} 前报出").format(time=short_zh(line.deadline_at, now)))
        return " · ".join(parts)

    def _add_element(self, element: Element, text: ReportText) -> None:
        editor = QPlainTextEdit(element.text)
        editor.setTabChangesFocus(True)
        lines = min(6, 1 + len(element.text) // 46)
        editor.setFixedHeight(self.look.line() * lines + self.look.px(16))
        editor.setReadOnly(text.line.state is not ReportState.DRAFT)
        editor.setPlaceholderText(text.hints.get(element.code, ""))
        self._editors[element.code] = editor
        source = self._source_words(element)
        name = element.code.replace(".", "_")
        self.add(name, element.label, editor, source, into=self._elements)

    def _source_words(self, element: Element) -> str:
        if element.text == UNDER_CHECK:
            return self.tr("尚不掌握，按“正在核查”报出；查明后写续报")
        if element.as_of is None:
            return element.source
        time = short_zh(element.as_of, self.seat.clock())
        return self.tr("来源：{source}，截至 {time}").format(source=element.source, time=time)

    def _show_state(self, text: ReportText) -> None:
        state = text.line.state
        draft, signed = state is ReportState.DRAFT, state is ReportState.SIGNED
        self._allow(self.save, Action.DRAFT_REPORT, shown=draft)
        self._allow(
            self.primary, Action.SIGN_REPORT if draft else Action.SEND_REPORT, shown=draft or signed
        )
        self.primary.setText(self.tr("签发") if draft else self.tr("登记报送"))
        if draft and self.primary.isVisibleTo(self):
            self.say_quietly(
                self.tr("签发后内容不能再改；有新情况写续报。签名：{name}").format(
                    name=self.seat.actor.name
                )
            )
        else:
            self.say("")
        self.cancel.setText(self.tr("取消") if draft else self.tr("关闭"))
        self._clear(self._sending)
        if signed:
            self._add_sending(text)

    def say_quietly(self, words: str) -> None:
        self.say(words)
        self._trouble.set_ink("text_dim")

    def say(self, words: str) -> None:
        self._trouble.set_ink("danger")
        super().say(words)

    def _allow(self, button: Button, action: Action, *, shown: bool) -> None:
        allowed = self._head.rights.scope(self.seat.actor, action) is not None
        button.setVisible(shown and allowed)
        involved = bool(self.seat.actor.groups())
        matter = Matter(districts=self._head.districts, involved=involved)
        broken = self._head.rights.refusal(self.seat.actor, action, matter)
        button.forbid(refusal(broken) if broken else "")

    def _add_sending(self, text: ReportText) -> None:
        self.addressees = Chips([(r, r) for r in text.line.sent_to], self.look, columns=3)
        self.addressees.choose(*text.line.sent_to)
        self.add("receivers", self.tr("报送单位"), self.addressees, into=self._sending)
        self.way = QComboBox()
        self.way.setEditable(True)
        self.way.addItems(list(text.ways))
        self.add("way", self.tr("报送方式"), self.way, into=self._sending)

    def _texts(self) -> dict[str, str]:
        return {code: editor.toPlainText() for code, editor in self._editors.items()}

    def _changed(self) -> bool:
        assert self._text
        shown = {e.code: e.text for e in self._text.elements}
        return any(text.strip() != shown[code] for code, text in self._texts().items())

    @Slot()
    def _on_save(self) -> None:
        self._edit(self._again)

    def _edit(self, done: Callable[[Any], object]) -> None:
        texts = self._texts()
        self.send(
            partial(reports.edit, actor=self.seat.actor, report_id=self._id, texts=texts),
            done,
        )

    def _again(self, result: object = None) -> None:
        self.kept.emit(result)
        self._read()

    def submit(self) -> None:
        assert self._text
        if self._text.line.state is ReportState.SIGNED:
            self._send_off()
        elif self._changed():
            self._edit(self._sign)
        else:
            self._sign(None)

    def _sign(self, result: object) -> None:
        self.send(partial(reports.sign, actor=self.seat.actor, report_id=self._id), self._again)

    def _send_off(self) -> None:
        self.send(
            partial(
                reports.send,
                actor=self.seat.actor,
                report_id=self._id,
                receivers=self.addressees.chosen(),
                way=self.way.currentText(),
            ),
            self._again,
        )
