"""A report leaves the house: where to and how, with the reason where it goes past the city."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.reports.report import Chain, ReportState, names_in
from commandcenter.queries.reports.reports import ReportText
from commandcenter.services.reports import reports
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox


class Receivers(Chips):
    """Whom the office reports to; who is reached by 越级 only stands last."""

    def __init__(self, usual: tuple[str, ...], above: tuple[str, ...], columns: int = 2) -> None:
        self.above = frozenset(above)
        super().__init__([(n, n) for n in (*usual, *above)], columns=columns)

    @property
    def skips(self) -> bool:
        return any(name in self.above for name in self.chosen())


class SendReport(Form):
    """登记报送, or 转报 of what has been sent: then only further receivers are offered."""

    object_name, kept_as, extent, keeps = "send_report", "send_report", (560, 520), False

    def __init__(self, over: Over, text: ReportText) -> None:
        self._further = text.line.state is ReportState.SENT
        title = self.tr("转报其他单位") if self._further else self.tr("登记报送")
        explain = self.tr("{title}的{label}").format(title=text.title, label=text.line.label)
        super().__init__(over, title, title, explain=explain, subject=text.line.id)
        self._text = text
        had = {receipt.receiver for receipt in text.line.receipts}
        usual = tuple(name for name in text.usual if name not in had)
        above = tuple(name for name in text.above if name not in had)
        self.to = Receivers(usual, above)
        self.to.choose(*(usual if self._further else text.line.sent_to))
        self.add("receivers", self.tr("报送单位"), self.to)
        self.others: QLineEdit | None = None
        if text.line.chain is Chain.CITY:
            hint = self.tr("名单以外的，几个之间用顿号分开")
            self.others = self.line("others", self.tr("其他单位"), "", hint)
        self.way = WordBox(text.ways)
        self.add("way", self.tr("报送方式"), self.way, needed=True)
        why = self.tr("越级的原因（突发事件应对法第17、69条）")
        self.why = self.text("skip_why", why, lines=2, needed=True)
        self._why_field = self._fields[-1]
        self.show_consequence(
            self.tr("报送后本报告不能再改；收报、核实、退补情况在“收报情况”中登记。")
        )
        self.to.changed.connect(self._on_receivers)
        self._on_receivers()

    @Slot()
    def _on_receivers(self) -> None:
        self._why_field.setVisible(self.to.skips)

    def _chosen(self) -> tuple[str, ...]:
        typed = names_in(self.others.text()) if self.others else ()
        return (*self.to.chosen(), *typed)

    def submit(self) -> None:
        verb = reports.send_on if self._further else reports.send
        way, why = self.way.written(), self.why.toPlainText()
        self.act(verb, self._text.line.id, self._chosen(), way, why)
