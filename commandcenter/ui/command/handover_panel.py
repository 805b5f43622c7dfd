"""Hand-overs with their open lists and two signatures: of an incident, or of the duty room."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import HANDOVER_WORDS, HandoverKind, HandoverState
from commandcenter.domain.org import GROUP_WORDS, Group, Role
from commandcenter.queries.command.handovers import (
    HandoverLine,
    Handovers,
    duty_handovers,
    incident_handovers,
)
from commandcenter.services.command import handover
from commandcenter.store.database import Query
from commandcenter.ui.command.handover_form import (
    GiveDuty,
    GiveGroup,
    ReceivedAbove,
    ReceiveHandover,
    open_words,
)
from commandcenter.ui.frame.clock_panel import said
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import ask_words, line_acts, show_offer
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

INKS = {
    HandoverState.GIVEN: "warn",
    HandoverState.RECEIVED: "ok",
    HandoverState.REFUSED: "text_dim",
}


class HandoverPanel(LedgerPanel[Handovers]):
    """Of the chosen incident: leads of groups and of levels."""

    kinds = frozenset({"handover", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("handover_panel")
        self._sheets: Handovers | None = None
        self._give = self.ledger.add_button("give", self.give_word(), "handover", primary=True)
        self._give.hide()
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def give_word(self) -> str:
        return self.tr("移交工作组负责…")

    def empty_words(self) -> str:
        return self.tr("还没有交接。移交工作组负责时，未结清单和双方签名留在这里。")

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("交接"),
            [
                Column(self.tr("状态"), 4),
                Column(self.tr("交接"), 8),
                Column(self.tr("交出"), 8),
                Column(self.tr("接收"), 8),
                Column(self.tr("未结"), 3, right=True),
                Column(self.tr("说明"), stretch=True),
            ],
            "handover",
            self.empty_words(),
        )

    def query(self) -> Query[Handovers]:
        return partial(
            incident_handovers,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: Handovers) -> None:
        self._sheets = answer
        show_offer(self._give, answer.give)
        note = self.tr("待签收 {n} 份").format(n=answer.waiting) if answer.waiting else ""
        self.ledger.set_note(note)
        super().show_answer(answer)

    def lines(self, answer: Handovers) -> list[Line]:
        return [self._line(line, answer) for line in answer.lines]

    def _what(self, line: HandoverLine) -> str:
        match line.kind:
            case HandoverKind.DUTY:
                return self.tr("值班")
            case HandoverKind.LEVEL:
                return self.tr("响应牵头")
        group = word(GROUP_WORDS[line.group]) if line.group else ""
        return self.tr("{group}负责").format(group=group)

    def _line(self, line: HandoverLine, answer: Handovers) -> Line:
        now, state = answer.now, line.state
        received = said(line.received_at, line.received_by, now) or line.to
        cells = (
            Cell(word(HANDOVER_WORDS[state]), INKS[state], bold=state is HandoverState.GIVEN),
            self._what(line),
            said(line.given_at, line.given_by, now),
            received,
            str(len(line.items)),
            Cell(line.words or line.refused_why, tip=line.words),
        )
        words = {
            "receive": self.tr("签收…"),
            "refuse": self.tr("退回…"),
            "take_back": self.tr("撤回…"),
            "receive_above": self.tr("登记上级接收…"),
        }
        acts = line_acts(line.acts, words, frozenset({"refuse"}))
        return Line(line.id, cells, self._detail(line, answer), acts)

    def _detail(self, line: HandoverLine, answer: Handovers) -> tuple[tuple[str, str], ...]:
        now = answer.now
        refused = said(line.refused_at, line.refused_by, now)
        return (
            (self.tr("交接"), self._what(line)),
            (self.tr("原负责人"), line.from_name),
            (self.tr("交出人签名"), said(line.given_at, line.given_by, now)),
            (self.tr("接收人"), line.to),
            (self.tr("接收人签名"), said(line.received_at, line.received_by, now)),
            (self.tr("退回、撤回"), f"{refused} {line.refused_why}".strip()),
            (self.tr("补充说明"), line.words),
            (
                self.tr("未结事项（{n} 项）").format(n=len(line.items)),
                open_words(line.items, self, self.seat) or self.tr("没有"),
            ),
        )

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        self.begin_giving()

    def begin_giving(self) -> None:
        if self.incident_id is not None:
            groups = _groups_of(self.seat)
            GiveGroup(self.over, self.incident_id, groups).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        sheets = self._sheets.lines if self._sheets else ()
        line = next((sheet for sheet in sheets if sheet.id == line_id), None)
        if line is None:
            return
        seat, window = self.seat, self.window()
        match key:
            case "receive":
                ReceiveHandover(Over(seat, window), line).begin()
            case "receive_above":
                ReceivedAbove(Over(seat, window), line).begin()
            case "refuse" | "take_back":
                self._reason(key, line_id)

    def _reason(self, key: str, line_id: int) -> None:
        actor = self.seat.actor
        back, refuse = handover.take_back, handover.refuse

        def send(session: Any, words: str) -> None:
            verb = refuse if key == "refuse" else back
            verb(session, actor, line_id, words)

        words = {
            "refuse": (self.tr("退回交接"), self.tr("退回"), self.tr("退回的理由")),
            "take_back": (self.tr("撤回交接"), self.tr("撤回"), self.tr("撤回的理由")),
        }[key]
        ask_words(self, words, send)


def _groups_of(seat: Seat) -> tuple[Group, ...]:
    """Who commands may hand over any group's lead; a leader his own."""
    own = seat.actor.groups(Role.LEADER)
    commands = seat.actor.has(Role.COMMANDER) or seat.actor.has(Role.DEPUTY)
    return tuple(group for group in Group if commands or group in own)


class ShiftPanel(HandoverPanel):
    """交接班 of the duty room."""

    def give_word(self) -> str:
        return self.tr("交班…")

    def empty_words(self) -> str:
        return self.tr("还没有交接班。交班时列出未结事项，交接双方签名。")

    def query(self) -> Query[Handovers]:
        return partial(duty_handovers, actor=self.seat.actor, now=self.seat.clock())

    def begin_giving(self) -> None:
        GiveDuty(self.over).begin()
