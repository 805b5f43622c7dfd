"""席位: who sits where with which version, and the decision to go on with one server."""

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import span_zh
from commandcenter.queries.seat.seats import SeatLine, Seats, Standby
from commandcenter.queries.seat.seats_board import SeatsBoard, seats_board
from commandcenter.queries.seat.switching import DECLINE, DOUBLE, PROPOSE, SINGLE
from commandcenter.services.seat import standby
from commandcenter.store.database import Query
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.seat.switch_server_form import SwitchToSingle
from commandcenter.ui.seat_words import server_words, skewed_words
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger

OLD = timedelta(seconds=3)


class SeatsPanel(LinesPanel[SeatsBoard, SeatLine]):
    """Asked again each minute: who falls silent leaves no line in the journal."""

    object_name = "seats_panel"
    kinds = frozenset({"server", "person"})
    by_place = True
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.server = PlainLabel("", Size.TEXT, MEDIUM)
        self.server.setObjectName("server_words")
        self.server.setWordWrap(True)
        self.body.insertWidget(0, self.server)
        self.offer_button(DECLINE, self.tr("撤回或不采纳建议…"))
        self.offer_button(PROPOSE, self.tr("建议切换为单机运行…"))
        self.offer_button(DOUBLE, self.tr("恢复双机运行…"))
        self.offer_button(SINGLE, self.tr("切换为单机运行…"))

    def make_ledger(self) -> Ledger:
        return Ledger(self.tr("席位"), self.columns(), "wall", self.tr("现在没有席位在线。"))

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 13, cell=self._state),
            self.column(self.tr("人员"), 6, cell=lambda line, _: line.name),
            self.column(self.tr("机器"), 12, cell=lambda line, _: line.machine),
            self.column(self.tr("版本"), 6, cell=lambda line, _: line.version),
            self.column(self.tr("何时起"), 8, cell=lambda x, b: when(x.since, b.now)),
            self.column(self.tr("时钟"), stretch=True, cell=lambda line, _: self._skew(line)),
        ]

    def query(self) -> Query[SeatsBoard]:
        return self.seat.query(seats_board)

    def note(self, board: SeatsBoard) -> str:
        words = self.tr("在线 {n} 席").format(n=board.seats.online)
        lost = self.tr("失联 {n} 席").format(n=board.seats.silent)
        return f"{words} · {lost}" if board.seats.silent else words

    def show_answer(self, answer: SeatsBoard) -> None:
        super().show_answer(answer)
        words, ink = self._server(answer)
        self.server.setText(words)
        self.server.set_ink(ink)
        self.server.setVisible(bool(words))

    def _server(self, board: SeatsBoard) -> tuple[str, str]:
        found, now = board.switching, board.now
        if found.standby is Standby.NONE and not found.single:
            return "", "text_dim"
        words, ink = server_words(Seats((), found.standby, found.single))
        if not found.single and not found.proposed:
            return words, ink
        deed = self.tr("决定") if found.single else self.tr("建议切换为单机运行")
        at = when(found.at, now) if found.at else ""
        said = self.tr("{by} {at} {deed}：{why}")
        return f"{words} {said.format(by=found.by, at=at, deed=deed, why=found.why)}", "warn"

    def _state(self, line: SeatLine, board: SeatsBoard) -> Cell:
        if line.silent:
            words = self.tr("失联 {span}").format(span=span_zh(board.now - line.at))
            return Cell(words, "danger")
        seconds = line.age.total_seconds()
        words = self.tr("在线 · 数据 {n:.1f} 秒前").format(n=seconds)
        return Cell(words, "warn" if line.age > OLD else "ok")

    def _skew(self, line: SeatLine) -> Cell:
        if line.skewed and line.skew is not None:
            return Cell(skewed_words(line.skew.total_seconds()), "warn")
        return Cell(self.tr("一致"), "text_faint") if line.skew is not None else Cell("", "text")

    def detail(self, line: SeatLine, board: SeatsBoard) -> Detail:
        return ()

    def want(self, board: SeatsBoard, key: str) -> None:
        if key == SINGLE:
            SwitchToSingle(self.over).begin()
        elif key == PROPOSE:
            title = self.tr("建议切换为单机运行")
            explain = self.tr("由总指挥决定，总指挥联系不上时由带班领导决定；建议记入日志。")
            wording = Wording(title, self.tr("提出"), self.tr("建议切换的原因"), explain)
            WordsForm(self.over, wording, standby.propose_single).begin()
        elif key == DECLINE:
            words = self.tr("继续双机运行；建议不再显示，记入日志。")
            command = self.seat.command(standby.decline_single)
            title = self.tr("不采纳切换建议")
            Confirm(self.over, title, self.tr("继续双机运行"), words, command).begin()
        else:
            self._go_double()

    @Slot()
    def _go_double(self) -> None:
        words = self.tr("此后各席的办理要等两台服务器都存下；恢复记入日志。")
        command = self.seat.command(standby.go_double)
        title = self.tr("恢复双机运行")
        Confirm(self.over, title, self.tr("恢复"), words, command).begin()
