"""善后台账: three ledgers with their sums, each line with what can be done to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from commandcenter.domain.aftermath.aftermath import (
    LEDGER_CLAUSES,
    LEDGER_WORDS,
    LINE_WORDS,
    Ledger,
    LineState,
    Sums,
)
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.aftermath.recovery import (
    LedgerSums,
    RecoveryBoard,
    RecoveryLine,
    recovery_board,
)
from commandcenter.services.aftermath import recovery
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.aftermath.recovery_form import EmptyLedgerForm, LineForm, SettleForm
from commandcenter.ui.frame.amounts import ledger_money, ledger_unit
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.notices import Action
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, LineAct
from commandcenter.ui.widgets.ledger import Ledger as Table
from commandcenter.ui.widgets.progress import ThinBar

INKS = {
    LineState.OPEN: "warn",
    LineState.PARTIAL: "link",
    LineState.SETTLED: "ok",
    LineState.WAIVED: "text_dim",
}
ALL = "all"


class SumsCard(Card):
    """One ledger: lines, people and money, and how much of the people is made whole."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__("", "", ground="surface_2")
        self.setObjectName(f"sums_{ledger.value}")
        title = f"{word(LEDGER_WORDS[ledger])}　{LEDGER_CLAUSES[ledger]}"
        self._lines = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._lines.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, Size.SMALL, BOLD))
        head.addWidget(self._lines, 1)
        self._values: dict[str, PlainLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(1))
        for column, (key, name) in enumerate(
            (("whole", self.tr("合计")), ("settled", self.tr("已办结")), ("open", self.tr("未结")),
             ("waived", self.tr("已豁免")))
        ):  # fmt: skip
            grid.addWidget(PlainLabel(name, Size.SMALL, ink="text_faint"), 0, column)
            for row, unit in enumerate(("people", "cents"), 1):
                label = ElidedLabel("", Size.SMALL) if row == 2 else PlainLabel("", Size.TEXT)
                self._values[f"{key}_{unit}"] = label
                grid.addWidget(label, row, column)
            grid.setColumnStretch(column, 1)
        # Once for all: beside each it left the numbers no room.
        self._unit = PlainLabel("", Size.SMALL, ink="text_faint")
        self._unit.setObjectName("sums_unit")
        grid.addWidget(self._unit, 3, 0, 1, 4)
        self._bar = ThinBar("ok")
        self.body.setSpacing(look.px(4))
        self.body.addLayout(head)
        self.body.addLayout(grid)
        self.body.addWidget(self._bar)

    def show_sums(self, sums: LedgerSums) -> None:
        words = self.tr("{n} 条，未结 {open} 条") if sums.lines else self.tr("还没有登记")
        self._lines.setText(words.format(n=sums.lines, open=sums.open_lines))
        people = {
            "whole": sums.people, "settled": sums.settled_people, "open": sums.open_people,
            "waived": sums.waived_people,
        }  # fmt: skip
        cents = {
            "whole": sums.cents, "settled": sums.settled_cents, "open": sums.open_cents,
            "waived": sums.waived_cents,
        }  # fmt: skip
        for key, count in people.items():
            self._values[f"{key}_people"].setText(self.tr("{n} 人").format(n=f"{count:,}"))
        for key, amount in cents.items():
            self._values[f"{key}_cents"].setText(ledger_money(amount) if sums.cents else "—")
        unit = self.tr("金额单位：{unit}").format(unit=ledger_unit())
        self._unit.setText(unit if sums.cents else "")
        done = sums.lines - sums.open_lines
        self._bar.set_share(done, sums.lines)


class RecoveryPanel(LinesPanel[RecoveryBoard, RecoveryLine]):
    object_name = "recovery_panel"
    kinds = frozenset({"recovery", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._sums = {ledger: SumsCard(ledger) for ledger in Ledger}
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        for card in self._sums.values():
            row.addWidget(card, 1)
        self.body.insertLayout(0, row)
        self.body.insertSpacing(1, look.px(8))
        choices = [
            (ALL, self.tr("全部")),
            *((each.value, word(LEDGER_WORDS[each])) for each in Ledger),
        ]
        self._filter = self.ledger.set_filter(choices)
        self.offer_button("none", self.tr("注明无此类情形…"))
        self.offer_button("open", self.tr("登记善后事项…"), "add", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Table:
        empty = self.tr(
            "还没有善后事项。退款、帮扶、救助逐条登记在这里，全部办结或具名豁免后才能结案。"
        )
        return Table(self.tr("善后台账"), self.columns(), "money", empty)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("台账"), 4, cell=self._kind),
            self.column(
                self.tr("事项"), stretch=True, cell=lambda x, _: Cell(x.title, tip=x.title)
            ),
            self.column(self.tr("方式"), 4, cell=lambda x, _: x.way),
            self.column(self.tr("人（户）"), 5, right=True, cell=lambda x, _: _people(x.sums)),
            self.column(ledger_unit(), 6, right=True, adds=True, cell=lambda x, _: _amount(x.sums)),
            self.column(self.tr("办理单位"), 6, cell=lambda x, _: self._office(x)),
            self.column(
                self.tr("时限"),
                7,
                cell=lambda x, board: Cell(when(x.due_at, board.now), "danger" * x.overdue),
            ),
            self.column(
                self.tr("状态"), 5, cell=lambda x, _: Cell(word(LINE_WORDS[x.state]), INKS[x.state])
            ),
        ]

    def _kind(self, line: RecoveryLine, board: RecoveryBoard) -> Cell:
        return Cell(self._short(line.ledger), tip=word(LEDGER_WORDS[line.ledger]))

    def query(self) -> Query[RecoveryBoard]:
        return self.asked(recovery_board)

    def rows(self, board: RecoveryBoard) -> Sequence[RecoveryLine]:
        wanted = self._filter.key
        return [line for line in board.lines if wanted in (ALL, line.ledger.value)]

    def note(self, board: RecoveryBoard) -> str:
        return self.tr("只含本组、本县区的事项") if board.sums and not board.whole else ""

    def show_answer(self, answer: RecoveryBoard) -> None:
        if answer.refusal is not None:
            self.ledger.empty.set_text(why(answer.refusal))
        for sums in answer.sums:
            self._sums[sums.ledger].show_sums(sums)
        for card in self._sums.values():
            card.setVisible(bool(answer.sums))
        super().show_answer(answer)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        if self.board is not None:
            self.ledger.show_lines(self.lines(self.board))

    def acts(self, line: RecoveryLine, board: RecoveryBoard) -> tuple[LineAct, ...]:
        words = {
            "settle": self.tr("登记进展…"),
            "amend": self.tr("修改…"),
            "waive": self.tr("具名豁免…"),
            "reopen": self.tr("撤回结清"),
        }
        return line_acts(line.offers, words)

    def _short(self, ledger: Ledger) -> str:
        return {
            Ledger.CONSUMERS: self.tr("消费者"),
            Ledger.FIRMS: self.tr("企业"),
            Ledger.HARDSHIP: self.tr("救助"),
        }[ledger]

    def _office(self, line: RecoveryLine) -> str:
        return word(GROUP_WORDS[line.group]) if line.group else line.county

    def detail(self, line: RecoveryLine, board: RecoveryBoard) -> Detail:
        now, sums = board.now, line.sums
        waived = by_at(line.waived_by, line.waived_at, now)
        return (
            (
                self.tr("台账"),
                f"{word(LEDGER_WORDS[line.ledger])}  {LEDGER_CLAUSES[line.ledger]}",
            ),
            (self.tr("事项"), line.title),
            (self.tr("办理方式"), line.way),
            (self.tr("人（户），已办结/共"), _people(sums)),
            (self.tr("金额（{unit}），已办结/共").format(unit=ledger_unit()), _amount(sums)),
            (self.tr("办理单位"), self._office(line)),
            (self.tr("时限"), when(line.due_at, now)),
            (self.tr("状态"), word(LINE_WORDS[line.state])),
            (self.tr("结清"), by_at(line.settled_by, line.settled_at, now)),
            (self.tr("豁免"), f"{waived}　{line.waive_reason}" if waived else ""),
            (self.tr("说明"), line.note),
            (self.tr("登记"), by_at(line.by, line.at, now)),
        )

    def want(self, board: RecoveryBoard, key: str) -> None:
        if self.incident_id is None:
            return
        wanted = self._filter.key
        ledger = Ledger.CONSUMERS if wanted == ALL else Ledger(wanted)
        if key == "open":
            LineForm(self.over, self.incident_id, board, ledger=ledger).begin()
        else:
            EmptyLedgerForm(self.over, self.incident_id, ledger=ledger).begin()

    def act(self, board: RecoveryBoard, key: str, line: RecoveryLine) -> None:
        if self.incident_id is None:
            return
        match key:
            case "settle":
                form = SettleForm(self.over, line)
                form.kept.connect(partial(self._settled, line))
                form.begin()
            case "amend":
                LineForm(self.over, self.incident_id, board, line).begin()
            case "waive":
                self._waive(line)
            case "reopen":
                command = self.seat.command(recovery.reopen_line, line.id, line.version)
                self.seat.tasks.write(self, command)

    def _settled(self, line: RecoveryLine, result: object) -> None:
        """The notice offers the way back while the line is as it was settled."""
        self.seat.notices.info(
            self.tr("已登记：{title}").format(title=line.title),
            Action(self.tr("查看"), partial(self.ledger.choose, line.id)),
        )

    def _waive(self, line: RecoveryLine) -> None:
        wording = Wording(
            self.tr("豁免：{title}").format(title=line.title),
            self.tr("以本人名义豁免"),
            self.tr("豁免的理由"),
            self.tr("理由连同您的姓名和时间写入台账；豁免后不再办理，您不能再作为结案人。"),
        )
        WordsForm(self.over, wording, recovery.waive_line, line.id).begin()


def _people(sums: Sums) -> str:
    return _of(sums.settled_people, sums.people)


def _amount(sums: Sums) -> str:
    return _of(_wan(sums.settled_cents), _wan(sums.cents))


def _wan(cents: int | None) -> str | None:
    return None if cents is None else ledger_money(cents)


def _of(part: int | str | None, whole: int | str | None) -> str:
    """3/10; 3/?; "" where nothing is known."""
    if part is None and whole is None:
        return ""
    return f"{part or 0}/{'?' if whole is None else whole}"
