"""电话报告: recorded after the call: what was said, to whom, when, who repeated it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.queries.reports.reports import PhoneText, phone_text
from commandcenter.services.reports import reports
from commandcenter.services.reports.reports import CallTaken, PhoneCall
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.reports.report_elements import ElementBox
from commandcenter.ui.reports.report_out_form import Receivers
from commandcenter.ui.widgets.fields import put_hint
from commandcenter.ui.widgets.labels import PlainLabel


class PhoneForm(Form):
    """It cannot be changed afterwards: so it says, before it is kept."""

    object_name, kept_as, extent, keeps = "phone_report", "phone_report", (820, 820), False

    def __init__(self, over: Over, incident_id: int, district: str | None) -> None:
        self._boxes: dict[str, ElementBox] = {}
        title, primary = self.tr("电话报告"), self.tr("登记电话报告")
        explain = self.tr("打完电话登记：报给谁、几时、谁复述。登记后不能再改。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident, self._district = incident_id, district
        self._lines: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self.at = self.moment("told_at", self.tr("报告时间"), self.seat.clock(), needed=True)
        self._elements = QVBoxLayout()
        self._elements.setSpacing(look.px(14))
        self.body.addLayout(self._elements)

    def begin(self) -> None:
        incident, district, now = self._incident, self._district, self.seat.clock()
        self.seat.tasks.read(self, lambda s: phone_text(s, incident, district, now), self._show)

    def _show(self, text: PhoneText) -> None:
        self.to = Receivers(text.usual, text.above)
        self.add("receivers", self.tr("报给"), self.to, needed=True, into=self._told)
        self._add_receivers((*text.usual, *text.above))
        label = self.tr("越级的原因（突发事件应对法第17、69条）")
        self.why = self.text("skip_why", label, lines=2, needed=True, into=self._told)
        self._why_field = self._fields[-1]
        title = PlainLabel(self.tr("报告内容"), Size.TEXT, MEDIUM)
        self._elements.addWidget(title)
        for element in text.elements:
            box = ElementBox(element, self.seat.clock(), hint=text.hints.get(element.code, ""))
            self._boxes[element.code] = box
            self._elements.addWidget(box)
        self.to.choose(*text.usual)
        self.to.changed.connect(self._on_receivers)
        self._on_receivers()
        super().begin()

    def _add_receivers(self, names: tuple[str, ...]) -> None:
        """A row for each receiver: who took the call, who repeated it."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(10))
        grid.setVerticalSpacing(look.px(6))
        for column in range(3):
            grid.setColumnStretch(column, 1)
        for number, name in enumerate(names):
            label = PlainLabel(name, Size.SMALL, ink="text_dim")
            label.setWordWrap(True)
            taken, repeated = QLineEdit(), QLineEdit()
            for editor, key, words in (
                (taken, "taken", self.tr("接听人")),
                (repeated, "repeated", self.tr("复述人（没有复述的不填）")),
            ):
                editor.setObjectName(f"{key}_{number}")
                editor.setAccessibleName(f"{name} {words}")
                editor.setFont(look.font())
                put_hint(editor, words)
            self._lines[name] = (taken, repeated)
            self._rows[name] = [label, taken, repeated]
            for column, widget in enumerate(self._rows[name]):
                grid.addWidget(widget, number, column)
        self._told.addLayout(grid)

    @Slot()
    def _on_receivers(self) -> None:
        chosen = self.to.chosen()
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(name in chosen)
        self._why_field.setVisible(self.to.skips)

    def _typed(self) -> str:
        told = [editor.text() for pair in self._lines.values() for editor in pair]
        return "\0".join([*told, *(box.text() for box in self._boxes.values())])

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        told = tuple(
            CallTaken(name, self._lines[name][0].text(), self._lines[name][1].text())
            for name in self.to.chosen()
        )
        call = PhoneCall(
            told=told,
            told_at=min(at, self.seat.clock()),
            texts={code: box.text() for code, box in self._boxes.items()},
            district=self._district,
            skip_why=self.why.toPlainText(),
        )
        self.act(reports.record_phone, self._incident, call)
