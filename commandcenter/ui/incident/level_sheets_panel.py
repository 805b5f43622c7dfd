"""级别交接单: made when the lead goes to the province or the nation; who took it is registered."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.level_sheets import LevelSheet, LevelSheets, level_sheets
from commandcenter.services.incident.handing_up import hand_up_received
from commandcenter.store.database import Query
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct


class LevelSheetsPanel(LedgerPanel[LevelSheets]):
    kinds = frozenset({"incident", "handover", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("level_sheets_panel")
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("级别交接单"),
            [
                Column(self.tr("交接时间"), 8),
                Column(self.tr("交给"), 10),
                Column(self.tr("说明"), stretch=True),
                Column(self.tr("未了事项"), 5, right=True),
                Column(self.tr("接收"), 10),
            ],
            "handover",
            self.tr(
                "还没有级别交接单。响应提高到Ⅱ级、Ⅰ级时自动生成，列明未了事项，登记上级接收人。"
            ),
        )

    def query(self) -> Query[LevelSheets]:
        return partial(
            level_sheets,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def lines(self, answer: LevelSheets) -> list[Line]:
        return [self._line(sheet, answer) for sheet in answer.sheets]

    def _line(self, sheet: LevelSheet, answer: LevelSheets) -> Line:
        taken = sheet.received_at is not None
        cells = (
            short_zh(sheet.given_at, answer.now),
            word(sheet.to_organ),
            Cell(sheet.words, tip=sheet.words),
            str(len(sheet.items)),
            Cell(sheet.received_by if taken else self.tr("待接收"), "" if taken else "warn"),
        )
        acts: tuple[LineAct, ...] = ()
        if answer.registers and not taken:
            why = refusal(answer.refusal) if answer.refusal else ""
            acts = (LineAct("received", self.tr("登记接收人…"), why, primary=True),)
        return Line(sheet.id, cells, self._detail(sheet, answer), acts)

    def _detail(self, sheet: LevelSheet, answer: LevelSheets) -> tuple[tuple[str, str], ...]:
        now = answer.now
        received = short_zh(sheet.received_at, now) if sheet.received_at else ""
        items = [
            self.tr("{kind}：{title}{due}").format(
                kind=word(item.kind),
                title=item.title,
                due=self.tr("（时限 {time}）").format(time=short_zh(item.due_at, now))
                if item.due_at
                else "",
            )
            for item in sheet.items
        ]
        return (
            (self.tr("交给"), word(sheet.to_organ)),
            (self.tr("说明"), sheet.words),
            (self.tr("交出"), f"{sheet.given_by}  {short_zh(sheet.given_at, now)}"),
            (self.tr("接收"), f"{sheet.received_by}  {received}".strip()),
            (self.tr("未了事项（{n} 项）").format(n=len(items)), "\n".join(items)),
        )

    @Slot(str, int)
    def _on_act(self, key: str, sheet: int) -> None:
        actor = self.seat.actor

        def verb(session: Any, words: str) -> None:
            hand_up_received(session, actor, sheet, words)

        WordsForm(
            self.seat,
            self.tr("登记接收人"),
            self.tr("登记"),
            self.tr("上级接收人（姓名、职务）"),
            verb,
            self.window(),
        ).begin()
