"""A day of the working-day calendar is set, a sensitive period is added or taken out."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.queries.plan.plan_data import DayCell, ValueLine
from commandcenter.services.plan import plan_data
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm


class DayForm(Form):
    """Rest becomes work, or work rest; running limits of law are counted anew."""

    def __init__(self, seat: Seat, cell: DayCell, seen: int, parent: QWidget | None = None) -> None:
        self._rest = not cell.rest
        title = self.tr("改为休息") if self._rest else self.tr("改为工作日")
        super().__init__(
            seat,
            f"{day_words(cell.day)} {title}",
            title,
            parent,
            explain=self.tr("修改后成为预案的新版本，正在进行的法定期限按新的日历重新计算。"),
            size=(540, 470),
            form="plan_day",
            subject=cell.day.toordinal(),
        )
        self.setObjectName("day_form")
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
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                plan_data.set_working_day,
                actor=self.seat.actor,
                day=self._day,
                rest=self._rest,
                title=self.name.text(),
                source=self.source.text(),
                proposal=self.proposal.isChecked(),
                reason=self.reason.toPlainText(),
                seen=self._seen,
            )
        )


def day_words(day: date) -> str:
    words = QCoreApplication.translate("PlanDays", "{year}年{month}月{day}日")
    return words.format(year=day.year, month=day.month, day=day.day)


class NewPeriodForm(Form):
    """A further sensitive period."""

    def __init__(self, seat: Seat, seen: int, parent: QWidget | None = None) -> None:
        super().__init__(
            seat,
            self.tr("增加敏感时段"),
            self.tr("存为新版本"),
            parent,
            explain=self.tr("时段内登记的事件，定级研判时提示从重考虑社会影响。"),
            size=(540, 520),
            form="plan_period",
        )
        self.setObjectName("period_form")
        self._seen = seen
        today = f"{seat.clock():%Y-%m-%d}"
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
        self.send(
            partial(
                plan_data.amend,
                actor=self.seat.actor,
                changes=[ItemChange("sensitive", code, fields)],
                reason=self.reason.toPlainText(),
                seen=self._seen,
            )
        )


def take_out(seat: Seat, line: ValueLine, seen: int, parent: QWidget) -> None:
    """Ask why, then make the version without it."""

    def verb(session: Any, words: str) -> int:
        change = ItemChange(line.kind, line.code, None)
        return plan_data.amend(session, seat.actor, [change], words, seen)

    form = WordsForm(
        seat,
        parent.tr("删除“{title}”").format(title=line.title),
        parent.tr("存为新版本"),
        parent.tr("修改理由"),
        verb,
        parent,
        explain=line.words,
    )
    form.begin()
