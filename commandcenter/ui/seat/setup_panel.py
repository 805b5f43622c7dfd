"""本局设置: what is there, what is left, and the steps opened again where they were left."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.domain.seat.people_list import judged
from commandcenter.offices import setup
from commandcenter.offices.founding import FoundingRequest
from commandcenter.offices.laying import Laid
from commandcenter.offices.setup import SetupGround, setup_ground
from commandcenter.queries.seat.setup_state import (
    GO_ON,
    IMPORT,
    SetupBoard,
    SetupLine,
    setup_board,
)
from commandcenter.store.database import Query
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.founding_pages import Ground
from commandcenter.ui.seat.founding_wizard import FoundingWizard
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class SetupPanel(LinesPanel[SetupBoard, SetupLine]):
    """What is missing stands with a coloured edge.

    Signals:
        import_wanted: The first complaints are to be taken in.
    """

    object_name = "setup_panel"
    kinds = frozenset({"city", "bureau", "person", "plan", "batch"})
    import_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button(GO_ON, self.tr("继续设置…"), "edit", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("本局设置由系统管理员办理。")
        return Ledger(self.tr("本局设置"), self.columns(), "settings", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 6, cell=lambda line, _: self._state(line)),
            self.column(self.tr("项目"), 8, cell=lambda line, _: line.title),
            self.column(self.tr("现有"), 16, cell=lambda line, _: line.words),
            self.column(self.tr("还要做什么"), stretch=True, cell=lambda line, _: line.todo),
        ]

    def query(self) -> Query[SetupBoard]:
        return self.seat.query(setup_board)

    def note(self, board: SetupBoard) -> str:
        left = sum(not line.done for line in board.lines)
        return self.tr("还有 {n} 项").format(n=left) if left else self.tr("齐全")

    def _state(self, line: SetupLine) -> Cell:
        if line.done:
            return Cell(self.tr("已有"), "ok")
        return Cell(self.tr("必需") if line.needed else self.tr("待补"), "warn")

    def edge(self, line: SetupLine, board: SetupBoard) -> str:
        return "warn" if line.needed and not line.done else ""

    def detail(self, line: SetupLine, board: SetupBoard) -> Detail:
        return (
            (self.tr("项目"), line.title),
            (self.tr("现有"), line.words),
            (self.tr("还要做什么"), line.todo),
        )

    def acts(self, line: SetupLine, board: SetupBoard) -> tuple[LineAct, ...]:
        words = {GO_ON: self.tr("去填写…"), IMPORT: self.tr("导入投诉文件…")}
        return line_acts(line.offers, words)

    def want(self, board: SetupBoard, key: str) -> None:
        left = next((line.step for line in board.lines if not line.done), "")
        self._open(left)

    def act(self, board: SetupBoard, key: str, line: SetupLine) -> None:
        if key == IMPORT:
            self.import_wanted.emit()
        else:
            self._open(line.step)

    def _open(self, step: str) -> None:
        """What is there is asked first: the steps begin from it."""
        query = self.seat.query(setup_ground)
        self.seat.tasks.read(self, query, partial(self._begin, step), self._refused)

    def _refused(self, failure: object) -> None:
        self.seat.notices.refused(str(getattr(failure, "words", "")))

    def _begin(self, step: str, found: SetupGround) -> None:
        ground = Ground(
            found.office, found.phone, found.city, found.districts, found.years, own=False,
            alone=False, fixed=found.fixed, no_calendar=found.no_calendar, today=found.today,
        )  # fmt: skip
        judge = partial(judged, here=found.here, taken=found.taken)
        wizard = FoundingWizard(ground, self._go_on, judge, self.window(), first=step)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.open()

    def _go_on(self, wish: FoundingRequest) -> Laid:
        """On the worker of the steps."""
        seat = self.seat
        with seat.tasks.db.write() as session:
            return setup.go_on(session, seat.actor, wish)
