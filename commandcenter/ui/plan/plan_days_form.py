"""A day of the working-day calendar is set, a sensitive period is added or taken out."""

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.queries.plan.plan_data import DayCell, ValueLine
from commandcenter.services.plan import plan_data
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording, WordsForm


class DayForm(Form):
    """Rest becomes work, or work rest; running limits of law are counted anew."""

    object_name, kept_as, extent = "day_form", "plan_day", (540, 470)

    def __init__(self, over: Over, cell: DayCell, seen: int) -> None:
        self._rest = not cell.rest
        primary = self.tr("改为休息") if self._rest else self.tr("改为工作日")
        title = f"{day_words(cell.day)} {primary}"
        explain = self.tr("修改后成为预案的新版本，正在进行的法定期限按新的日历重新计算。")
        super().__init__(over, title, primary, explain=explain, subject=cell.day.toordinal())
        self._day, self._seen = cell.day, seen
        before = cell.period.title if cell.period else ""
        self.name = self.line("day_title", self.tr("名目"), before, needed=True)
        self.name.setPlaceholderText(self.tr("例：国庆节、调休上班"))
        self.source = self.line(
            "day_source",
            self.tr("来源"),
            hint=self.tr("例：国务院办公厅关于 2027 年部分节假日安排的通知"),
            needed=True,
        )
        self.proposal = self.tick("day_proposal", self.tr("建议值，未经本局核对"))
        self.reason = self.text("day_reason", self.tr("修改理由"), lines=2, needed=True)

    def submit(self) -> None:
        self.act(
            plan_data.set_working_day,
            self._day,
            rest=self._rest,
            title=self.name.text(),
            source=self.source.text(),
            proposal=self.proposal.isChecked(),
            reason=self.reason.toPlainText(),
            seen=self._seen,
        )


def day_words(day: date) -> str:
    words = QCoreApplication.translate("PlanDays", "{year}年{month}月{day}日")
    return words.format(year=day.year, month=day.month, day=day.day)


class NewPeriodForm(Form):
    """A further sensitive period."""

    object_name, kept_as, extent = "period_form", "plan_period", (540, 520)

    def __init__(self, over: Over, seen: int) -> None:
        explain = self.tr("时段内登记的事件，定级研判时提示从重考虑社会影响。")
        super().__init__(over, self.tr("增加敏感时段"), self.tr("存为新版本"), explain=explain)
        self._seen = seen
        today = f"{self.seat.clock():%Y-%m-%d}"
        self.name = self.line("period_title", self.tr("名目"), needed=True)
        hint = self.tr("例：2027-03-14")
        self.first = self.line("first_day", self.tr("起"), today, hint, needed=True)
        self.last = self.line("last_day", self.tr("止"), today, hint, needed=True)
        self.source = self.line("plan_source", self.tr("来源"), needed=True)
        self.proposal = self.tick("proposal", self.tr("建议值，未经本局批准"))
        self.reason = self.text("plan_reason", self.tr("修改理由"), lines=2, needed=True)

    def submit(self) -> None:
        fields = {
            "title": self.name.text().strip(),
            "first": self.first.text().strip(),
            "last": self.last.text().strip(),
            "source": self.source.text(),
            "proposal": self.proposal.isChecked(),
        }
        code = f"{fields['first']}.{fields['last']}"
        change = ItemChange("sensitive", code, fields)
        self.act(plan_data.amend, [change], self.reason.toPlainText(), self._seen)


def take_out(over: Over, line: ValueLine, seen: int) -> None:
    """Ask why, then make the version without it."""
    tr = partial(QCoreApplication.translate, "PlanDays")
    retires = line.kind == "kind"  # incidents that have it keep it
    title = tr("停用“{title}”") if retires else tr("删除“{title}”")
    title = title.format(title=line.title)
    wording = Wording(title, tr("存为新版本"), tr("修改理由"), line.words)
    change = ItemChange(line.kind, line.code, None)
    WordsForm(over, wording, partial(plan_data.amend, seen=seen), [change]).begin()
