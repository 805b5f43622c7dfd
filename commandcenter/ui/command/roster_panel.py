"""值班表 of the coming days: turns, and the times for which it names nobody or too many."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.moments import span_of
from commandcenter.domain.org import ROLE_WORDS
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.command.duty_room import Roster, TurnLine, roster
from commandcenter.services.seat import people
from commandcenter.store.database import Query
from commandcenter.ui.command.roster_form import AddTurns, ChangeTurn
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct


class RosterPanel(LinesPanel[Roster, TurnLine]):
    object_name = "roster_panel"
    kinds = frozenset({"duty", "person"})
    again_s = AGAIN_S

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("add", self.tr("排班…"), "calendar", primary=True)

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有排班。带班领导和值班员排定后在此显示，空档会标出来。")
        return Ledger(self.tr("值班表"), self.columns(), "calendar", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("值班"), 6, cell=self._role),
            self.column(self.tr("人员"), 8, cell=self._person),
            self.column(
                self.tr("开始"), 10, cell=lambda x, b: Cell(when(x.starts_at, b.now), _ink(x))
            ),
            self.column(
                self.tr("结束"), 10, cell=lambda x, b: Cell(when(x.ends_at, b.now), _ink(x))
            ),
            self.column(
                self.tr("说明"), stretch=True, cell=lambda x, _: Cell(self._remark(x), _ink(x))
            ),
        ]

    def query(self) -> Query[Roster]:
        return self.seat.query(roster, self.seat.clock())

    def note(self, board: Roster) -> str:
        until = short_zh(board.until, board.now)
        parts = [self.tr("看到 {time}").format(time=until)]
        if board.gaps:
            parts.append(self.tr("无人 {n} 段").format(n=board.gaps))
        if board.overlaps:
            parts.append(self.tr("重叠 {n} 段").format(n=board.overlaps))
        return listed(parts)

    def _role(self, line: TurnLine, _: Roster) -> Cell:
        return Cell(word(ROLE_WORDS[line.role]), _ink(line))

    def _person(self, line: TurnLine, _: Roster) -> Cell:
        return Cell(self._name(line), _ink(line), bold=bool(line.flaw) or line.now_on)

    def _name(self, line: TurnLine) -> str:
        if line.flaw is None:
            return line.name
        return self.tr("无人") if line.flaw.gap else self.tr("重叠")

    def _remark(self, line: TurnLine) -> str:
        flaw = line.flaw
        if flaw is None:
            return self.tr("当班") if line.now_on else ""
        span = span_zh(flaw.ends_at - flaw.starts_at)
        if flaw.gap:
            return self.tr("空档 {span}，值班表上无人").format(span=span)
        return self.tr("{span}内排了不止一人").format(span=span)

    def detail(self, line: TurnLine, board: Roster) -> Detail:
        return (
            (self.tr("值班"), word(ROLE_WORDS[line.role])),
            (self.tr("人员"), self._name(line)),
            (self.tr("办公电话"), line.phone),
            (self.tr("时间"), span_of(line.starts_at, line.ends_at, board.now)),
            (self.tr("说明"), self._remark(line)),
        )

    def acts(self, line: TurnLine, board: Roster) -> tuple[LineAct, ...]:
        words = {"change": self.tr("调整…"), "drop": self.tr("删除…"), "fill": self.tr("补排…")}
        return line_acts(line.offers, words, frozenset({"drop"}))

    def want(self, board: Roster, key: str) -> None:
        AddTurns(self.over, board).begin()

    def act(self, board: Roster, key: str, line: TurnLine) -> None:
        match key:
            case "fill":
                AddTurns(self.over, board, role=line.role, starts=line.starts_at).begin()
            case "change":
                ChangeTurn(self.over, line, board).begin()
            case "drop":
                self._drop(line, board)

    def _drop(self, line: TurnLine, board: Roster) -> None:
        template = self.tr("{name} {time} 的{role}班次从值班表删除，这段时间须另排。")
        words = template.format(
            name=line.name,
            time=short_zh(line.starts_at, board.now),
            role=word(ROLE_WORDS[line.role]),
        )
        title, primary = self.tr("删除班次"), self.tr("删除")
        command = self.seat.command(people.drop_turn, line.id)
        Confirm(self.over, title, primary, words, command).begin()


def _ink(line: TurnLine) -> str:
    if line.flaw is None:
        return ""
    return "danger" if line.flaw.gap else "warn"
