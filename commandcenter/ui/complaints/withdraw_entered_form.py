"""撤销登记: a complaint that was entered by hand by mistake is taken out, with a reason."""

from functools import partial

from commandcenter.queries.complaints.imports import ImportHolding, entered_holding
from commandcenter.services.complaints.withdrawal import withdraw_entered
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.labels import PlainLabel


class WithdrawEnteredForm(Form):
    """What belongs to incidents is named first, and goes only when the tick says so."""

    object_name, extent, danger = "withdraw_entered_form", (560, 400), True

    def __init__(self, over: Over, complaint_id: int, number: str) -> None:
        super().__init__(
            over,
            self.tr("撤销登记"),
            self.tr("撤销登记"),
            explain=self.tr(
                "登记错了的投诉 {number} 撤回：统计数、标注和办理记录一并撤回，原样留在日志里。"
            ).format(number=number),
        )
        self._complaint = complaint_id
        self._words = PlainLabel("", Size.SMALL, ink="text_dim")
        self._words.setObjectName("entered_words")
        self._words.setWordWrap(True)
        self.body.addWidget(self._words)
        self.take_out = self.tick("take_out", self.tr("一并移出所属事件"))
        self.take_out.hide()
        self.why = self.line("why", self.tr("撤销的理由"), needed=True)
        self.seat.tasks.read(
            self, partial(entered_holding, complaint_id=complaint_id), self._show, self.refuse
        )

    def _show(self, held: ImportHolding) -> None:
        self.take_out.setVisible(bool(held.incidents))
        parts = [self.tr("已归入事件：{title}").format(title=title) for title, _ in held.incidents]
        if held.handled:
            parts.append(self.tr("已有办理记录"))
        self._words.setText(self.tr("{parts}。").format(parts=clauses(parts)) if parts else "")

    def submit(self) -> None:
        seat, why, out = self.seat, self.why.text(), self.take_out.isChecked()
        self.say("")
        seat.tasks.work(
            self,
            lambda _progress: withdraw_entered(
                seat.tasks.db, seat.actor, self._complaint, why, take_out=out
            ),
            self.finish,
            self.refuse,
            busy=self.busy,
        )
