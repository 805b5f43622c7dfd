"""The three recovery ledgers: a line opened, settled in part or whole, or stated to be nobody's."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Slot

from commandcenter.domain.aftermath.aftermath import LEDGER_WORDS, Ledger
from commandcenter.queries.aftermath.recovery import RecoveryBoard, RecoveryLine
from commandcenter.services.aftermath import recovery
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


def yuan(cents: int | None) -> str:
    """As it is typed: 12000 or 12000.50; "" for nothing."""
    if cents is None:
        return ""
    whole = Decimal(cents) / 100
    return f"{whole:f}" if cents % 100 else f"{cents // 100}"


class LineForm(Form):
    """`line`: to be changed, None: a new one."""

    object_name, extent = "recovery_form", (560, 680)

    def __init__(
        self,
        over: Over,
        incident_id: int,
        board: RecoveryBoard,
        line: RecoveryLine | None = None,
        *,
        ledger: Ledger = Ledger.CONSUMERS,
    ) -> None:
        new = line is None
        self.kept_as = "recovery_line" if line is None else "change_recovery_line"
        self.keeps = new
        super().__init__(
            over,
            self.tr("登记善后事项") if new else self.tr("修改善后事项"),
            self.tr("登记") if new else self.tr("保存修改"),
            explain=self.tr(
                "由登记人所在的工作组或县区办理；未结清的事项须办结或具名豁免才能结案。"
            ),
            subject=incident_id if line is None else line.id,
        )
        self._incident, self._board, self._line = incident_id, board, line
        self._add_fields(line, line.ledger if line else ledger)

    def _add_fields(self, line: RecoveryLine | None, chosen: Ledger) -> None:
        self.ledger = self.choice(
            "ledger", self.tr("台账"), [(each, word(LEDGER_WORDS[each])) for each in Ledger], chosen
        )
        self.ledger.setEnabled(line is None)
        self.title = self.line("title", self.tr("事项"), line.title if line else "", needed=True)
        self.way = self.choice("way", self.tr("办理方式"), ())
        self._show_ways()
        if line:
            self.way.setCurrentText(line.way)
        self.ledger.currentIndexChanged.connect(self._show_ways)
        self.people = self.number(
            "people", self.tr("涉及人数或户数"), line.sums.people if line else None,
            self.tr("尚不清楚的可以空着"), self.tr("人（户）"),
        )  # fmt: skip
        self.money = self.line(
            "money", self.tr("涉及金额（元）"), yuan(line.sums.cents) if line else ""
        )
        self.demand(refused_by(cents_of, self.money), self.money)
        self.due = self.moment("due", self.tr("办结时限"), line.due_at if line else None)
        self.note = self.text("note", self.tr("说明"), line.note if line else "", lines=3)
        self.body.addStretch(1)

    @Slot()
    def _show_ways(self) -> None:
        ledger, before = self.ledger.currentData(), self.way.currentText()
        self.way.clear()
        for way in self._board.ways:
            if way.ledger == ledger:
                self.way.addItem(way.title, way.title)
        self.way.setCurrentIndex(max(0, self.way.findText(before)))

    def submit(self) -> None:
        cents = cents_of(self.money.text())
        kept = self._line
        line = recovery.Line(
            ledger=Ledger(self.ledger.currentData()),
            title=self.title.text(),
            way=str(self.way.currentData()),
            people=self.people.value(),
            cents=cents,
            group=kept.group if kept else None,
            district=kept.district if kept else None,
            due_at=self.due.value(),
            note=self.note.toPlainText(),
        )
        actor = self.seat.actor
        if kept is None:
            self.send(
                partial(recovery.open_line, actor=actor, incident_id=self._incident, line=line)
            )
        else:
            self.send(
                partial(
                    recovery.amend_line,
                    actor=actor,
                    line_id=kept.id,
                    line=line,
                    seen=kept.version,
                )
            )


class SettleForm(Form):
    """What is made whole by now, in all; ticked, the line is closed with it.

    Sums in all are no draft to keep: those of an hour ago would take back what came since.
    """

    object_name, kept_as, extent = "settle_form", "recovery_settle", (540, 520)
    keeps = False

    def __init__(self, over: Over, line: RecoveryLine) -> None:
        super().__init__(
            over,
            self.tr("登记办理进展"),
            self.tr("登记"),
            explain=self.tr("{ledger} · {title}").format(
                ledger=word(LEDGER_WORDS[line.ledger]), title=line.title
            ),
            subject=line.id,
        )
        self._line = line
        whole = self.tr("本条共 {n} 人（户）")
        self.people = self.number(
            "people", self.tr("累计已办结"), line.sums.settled_people,
            whole.format(n=line.sums.people) if line.sums.people is not None else "",
            self.tr("人（户）"),
        )  # fmt: skip
        total = self.tr("本条共 {yuan} 元")
        self.money = self.line(
            "money", self.tr("累计已办结金额（元）"), yuan(line.sums.settled_cents),
            total.format(yuan=yuan(line.sums.cents)) if line.sums.cents is not None else "",
        )  # fmt: skip
        self.demand(refused_by(cents_of, self.money), self.money)
        self.note = self.text(
            "note", self.tr("说明"), line.note, self.tr("没有全部办结而结清的，写明余下部分的去向"),
            lines=3,
        )  # fmt: skip
        self.whole = self.tick("whole", self.tr("本条全部结清"))

    def submit(self) -> None:
        cents = cents_of(self.money.text())
        self.act(
            recovery.settle_line,
            line_id=self._line.id,
            people=self.people.value(),
            cents=cents,
            note=self.note.toPlainText(),
            whole=self.whole.isChecked(),
            seen=self._line.version,
        )


class EmptyLedgerForm(Form):
    """By name: an incident has nobody for a ledger."""

    object_name, kept_as, extent = "nobody_form", "recovery_nobody", (520, 400)

    def __init__(self, over: Over, incident_id: int, *, ledger: Ledger = Ledger.CONSUMERS) -> None:
        super().__init__(
            over,
            self.tr("注明无此类情形"),
            self.tr("以本人名义注明"),
            explain=self.tr("理由连同您的姓名和时间写入台账和履职对照；您不能再作为结案人。"),
            subject=incident_id,
        )
        self._incident = incident_id
        choices = [(each, word(LEDGER_WORDS[each])) for each in Ledger]
        self.ledger = self.choice("ledger", self.tr("台账"), choices, ledger)
        self.reason = self.text("reason", self.tr("理由"), lines=4, needed=True)

    def submit(self) -> None:
        self.act(
            recovery.state_none,
            incident_id=self._incident,
            ledger=Ledger(self.ledger.currentData()),
            reason=self.reason.toPlainText(),
        )
