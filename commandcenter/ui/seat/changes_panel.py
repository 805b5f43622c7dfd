"""账号变动: what was done to accounts, roles and servers, for who keeps and who watches them."""

from commandcenter.queries.seat.account_changes import ChangeBoard, ChangeLine, account_changes
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.widgets.ledger import Column, Ledger


class ChangesPanel(LinesPanel[ChangeBoard, ChangeLine]):
    """Lines of the journal; nobody changes one."""

    object_name = "changes_panel"
    kinds = frozenset({"account", "person", "delegation", "server", "restore_drill", "bureau"})

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有账号变动。")
        return Ledger(self.tr("账号变动"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 9, cell=lambda x, b: when(x.at, b.now)),
            self.column(self.tr("办理人"), 7, cell=lambda line, _: line.by),
            self.column(self.tr("办理"), 13, cell=lambda line, _: line.deed),
            self.column(self.tr("对象"), 7, cell=lambda line, _: line.about),
            self.column(self.tr("角色"), stretch=True, cell=lambda line, _: line.more),
        ]

    def query(self) -> Query[ChangeBoard]:
        return self.seat.query(account_changes)

    def note(self, board: ChangeBoard) -> str:
        return self.tr("最近 {n} 条，取自日志，不能修改").format(n=len(board.lines))
