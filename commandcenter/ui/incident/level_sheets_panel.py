"""级别交接单: made when the lead goes to the province or the nation; who took it is registered."""

from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.level_sheets import (
    LevelSheet,
    LevelSheets,
    SheetItem,
    level_sheets,
)
from commandcenter.services.incident.handing_up import hand_up_received
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class LevelSheetsPanel(LinesPanel[LevelSheets, LevelSheet]):
    object_name = "level_sheets_panel"
    kinds = frozenset({"incident", "handover", "person"})

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有级别交接单。响应提高到Ⅱ级、Ⅰ级时自动生成，列明未了事项，登记上级接收人。"
        )
        return Ledger(self.tr("级别交接单"), self.columns(), "handover", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("交接时间"), 8, cell=lambda x, b: short_zh(x.given_at, b.now)),
            self.column(self.tr("交给"), 10, cell=lambda sheet, _: word(sheet.to_organ)),
            self.column(
                self.tr("说明"), stretch=True, cell=lambda x, _: Cell(x.words, tip=x.words)
            ),
            self.column(
                self.tr("未了事项"), 5, right=True, cell=lambda sheet, _: str(len(sheet.items))
            ),
            self.column(self.tr("接收"), 10, cell=self._received),
        ]

    def query(self) -> Query[LevelSheets]:
        return self.asked(level_sheets)

    def _received(self, sheet: LevelSheet, _: LevelSheets) -> Cell:
        if sheet.received_at is None:
            return Cell(self.tr("待接收"), "warn")
        return Cell(sheet.received_by)

    def detail(self, line: LevelSheet, board: LevelSheets) -> Detail:
        now = board.now
        items = [self._item(item, board) for item in line.items]
        return (
            (self.tr("交给"), word(line.to_organ)),
            (self.tr("说明"), line.words),
            (self.tr("交出"), f"{line.given_by}  {short_zh(line.given_at, now)}"),
            (self.tr("接收"), f"{line.received_by}  {when(line.received_at, now)}".strip()),
            (self.tr("未了事项（{n} 项）").format(n=len(items)), "\n".join(items)),
        )

    def _item(self, item: SheetItem, board: LevelSheets) -> str:
        due = self.tr("（时限 {time}）").format(time=when(item.due_at, board.now))
        words = self.tr("{kind}：{title}{due}")
        kind = word(item.kind)
        return words.format(kind=kind, title=item.title, due=due if item.due_at else "")

    def acts(self, line: LevelSheet, board: LevelSheets) -> tuple[LineAct, ...]:
        words = {"received": self.tr("登记接收人…")}
        return line_acts(line.offers, words, primary=frozenset(words))

    def act(self, board: LevelSheets, key: str, line: LevelSheet) -> None:
        title, label = self.tr("登记接收人"), self.tr("上级接收人（姓名、职务）")
        wording = Wording(title, self.tr("登记"), label)
        WordsForm(self.over, wording, hand_up_received, line.id).begin()
