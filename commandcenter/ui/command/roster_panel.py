"""值班表 of the coming days: turns, and the times for which it names nobody or too many."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import Flaw
from commandcenter.domain.moments import span_of
from commandcenter.domain.org import ROLE_WORDS
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.command.duty_room import Roster, TurnLine, roster
from commandcenter.services.seat import people
from commandcenter.store.database import Query
from commandcenter.ui.command.roster_form import AddTurns, ChangeTurn
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.ledger_model import LineAct
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line


class RosterPanel(LedgerPanel[Roster]):
    kinds = frozenset({"duty", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("roster_panel")
        self._roster: Roster | None = None
        self._add = self.ledger.add_button("add", self.tr("排班…"), "calendar", primary=True)
        self._add.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("值班表"),
            [
                Column(self.tr("值班"), 6),
                Column(self.tr("人员"), 8),
                Column(self.tr("开始"), 10),
                Column(self.tr("结束"), 10),
                Column(self.tr("说明"), stretch=True),
            ],
            "calendar",
            self.tr("还没有排班。带班领导和值班员排定后在此显示，空档会标出来。"),
        )

    def query(self) -> Query[Roster]:
        return partial(roster, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: Roster) -> None:
        self._roster = answer
        show_offer(self._add, answer.add)
        until = short_zh(answer.until, answer.now)
        parts = [self.tr("看到 {time}").format(time=until)]
        if answer.gaps:
            parts.append(self.tr("无人 {n} 段").format(n=answer.gaps))
        if answer.overlaps:
            parts.append(self.tr("重叠 {n} 段").format(n=answer.overlaps))
        self.ledger.set_note(listed(parts))
        super().show_answer(answer)

    def lines(self, answer: Roster) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _line(self, line: TurnLine, answer: Roster) -> Line:
        now, flaw = answer.now, line.flaw
        ink = "danger" if flaw and flaw.gap else "warn" if flaw else ""
        name = line.name if not flaw else self.tr("无人") if flaw.gap else self.tr("重叠")
        cells = (
            Cell(word(ROLE_WORDS[line.role]), ink),
            Cell(name, ink, bold=bool(flaw) or line.now_on),
            Cell(short_zh(line.starts_at, now), ink),
            Cell(short_zh(line.ends_at, now), ink),
            Cell(self._note(line, flaw), ink),
        )
        detail = (
            (self.tr("值班"), word(ROLE_WORDS[line.role])),
            (self.tr("人员"), name),
            (self.tr("办公电话"), line.phone),
            (self.tr("时间"), span_of(line.starts_at, line.ends_at, now)),
            (self.tr("说明"), self._note(line, flaw)),
        )
        words = {"change": self.tr("调整…"), "drop": self.tr("删除…")}
        acts = line_acts(line.acts, words, frozenset({"drop"}))
        if flaw and flaw.gap and answer.add is not None:
            acts = (LineAct("fill", self.tr("补排…"), primary=True),)
        return Line(line.id, cells, detail, acts)

    def _note(self, line: TurnLine, flaw: Flaw | None) -> str:
        if flaw is None:
            return self.tr("当班") if line.now_on else ""
        span = span_zh(flaw.ends_at - flaw.starts_at)
        if flaw.gap:
            return self.tr("空档 {span}，值班表上无人").format(span=span)
        return self.tr("{span}内排了不止一人").format(span=span)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        if self._roster is not None:
            AddTurns(self.over, self._roster).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        shown = self._roster
        line = next((t for t in shown.lines if t.id == line_id), None) if shown else None
        if shown is None or line is None:
            return
        seat, window = self.seat, self.window()
        match key:
            case "fill":
                AddTurns(Over(seat, window), shown, role=line.role, starts=line.starts_at).begin()
            case "change":
                ChangeTurn(Over(seat, window), line, shown).begin()
            case "drop":
                template = self.tr("{name} {time} 的{role}班次从值班表删除，这段时间须另排。")
                words = template.format(
                    name=line.name,
                    time=short_zh(line.starts_at, shown.now),
                    role=word(ROLE_WORDS[line.role]),
                )
                verb = partial(people.drop_turn, actor=seat.actor, turn_id=line.id)
                title, primary = self.tr("删除班次"), self.tr("删除")
                Confirm(seat, title, primary, words, verb, window).begin()
