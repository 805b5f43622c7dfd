"""The State Council's notice on the holidays of a year, pasted: shown as read, then kept."""

from PySide6.QtCore import Slot

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.calendar_period import CalendarPeriod
from commandcenter.domain.plan.holiday_notice import read_notice
from commandcenter.domain.plan.plan_words import days_words
from commandcenter.services.plan import plan_data
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.labels import PlainLabel


class HolidayNoticeForm(Form):
    """Running limits of law are counted anew."""

    object_name, kept_as, extent = "holiday_notice_form", "holiday_notice", (640, 640)

    def __init__(self, over: Over, seen: int) -> None:
        explain = self.tr(
            "从中国政府网复制“国务院办公厅关于某年部分节假日安排的通知”全文，粘贴在下面。"
            "保存后成为预案的新版本，正在进行的法定期限重新计算。"
        )
        super().__init__(over, self.tr("录入放假通知"), self.tr("存为新版本"), explain=explain)
        self._seen = seen
        self.notice = self.text("notice_text", self.tr("通知全文"), lines=8, needed=True)
        self.found = PlainLabel("", Size.SMALL, ink="text_dim")
        self.found.setObjectName("notice_found")
        self.found.setWordWrap(True)
        self.body.addWidget(self.found)
        self.proposal = self.tick("notice_proposal", self.tr("建议值，未经本局核对"))
        self.reason = self.text("notice_reason", self.tr("修改理由"), lines=2, needed=True)
        self.notice.textChanged.connect(self._on_text)
        self._on_text()

    @Slot()
    def _on_text(self) -> None:
        text = self.notice.toPlainText()
        if not text.strip():
            self.found.setText("")
            return
        try:
            notice = read_notice(text)
        except RuleBroken as broken:
            self.found.setText(refusal(broken))
            self.found.set_ink("danger")
            return
        days = clauses(map(_words, notice.periods))
        words = self.tr("{source}：{days}。").format(source=notice.source, days=days)
        self.found.setText(words)
        self.found.set_ink("text_dim")

    def submit(self) -> None:
        self.act(
            plan_data.set_holidays,
            self.notice.toPlainText(),
            proposal=self.proposal.isChecked(),
            reason=self.reason.toPlainText(),
            seen=self._seen,
        )


def _words(period: CalendarPeriod) -> str:
    """元旦 2027年1月1日至3日."""
    days = days_words(period.first.isoformat(), period.last.isoformat())
    return f"{period.title} {days}"
