"""Hand-overs with their open lists and two signatures: of an incident, or of the duty room."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import HANDOVER_WORDS, HandoverKind, HandoverState
from commandcenter.domain.org import GROUP_WORDS, Group, Role
from commandcenter.queries.command.handovers import (
    HandoverLine,
    Handovers,
    duty_handovers,
    incident_handovers,
    level_handovers,
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
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

INKS = {
    HandoverState.GIVEN: "warn",
    HandoverState.RECEIVED: "ok",
    HandoverState.REFUSED: "text_dim",
}


class HandoverPanel(LinesPanel[Handovers, HandoverLine]):
    """Of the chosen incident: leads of groups and of levels."""

    object_name = "handover_panel"
    kinds = frozenset({"handover", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.offer_button("give", self.give_word(), "handover", primary=True)

    def give_word(self) -> str:
        return self.tr("移交工作组负责…")

    def ledger_title(self) -> str:
        return self.tr("交接")

    def empty_words(self) -> str:
        return self.tr("还没有交接。移交工作组负责时，未结清单和双方签名留在这里。")

    def make_ledger(self) -> Ledger:
        return Ledger(self.ledger_title(), self.columns(), "handover", self.empty_words())

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 4, cell=self._state),
            self.column(self.tr("交接"), 8, cell=lambda line, _: self._what(line)),
            self.column(self.tr("交出"), 8, cell=lambda x, b: by_at(x.given_by, x.given_at, b.now)),
            self.column(self.tr("接收"), 8, cell=self._received),
            self.column(self.tr("未结"), 3, right=True, cell=lambda x, _: str(len(x.items))),
            self.column(
                self.tr("说明"),
                stretch=True,
                cell=lambda x, _: Cell(x.words or x.refused_why, tip=x.words),
            ),
        ]

    def query(self) -> Query[Handovers]:
        return self.asked(incident_handovers)

    def note(self, board: Handovers) -> str:
        return self.tr("待签收 {n} 份").format(n=board.waiting) if board.waiting else ""

    def _state(self, line: HandoverLine, _: Handovers) -> Cell:
        words, bold = word(HANDOVER_WORDS[line.state]), line.state is HandoverState.GIVEN
        return Cell(words, INKS[line.state], bold=bold)

    def _what(self, line: HandoverLine) -> str:
        match line.kind:
            case HandoverKind.DUTY:
                return self.tr("值班")
            case HandoverKind.LEVEL:
                return self.tr("响应牵头")
        group = word(GROUP_WORDS[line.group]) if line.group else ""
        return self.tr("{group}负责").format(group=group)

    def _received(self, line: HandoverLine, board: Handovers) -> str:
        return by_at(line.received_by, line.received_at, board.now) or line.to

    def detail(self, line: HandoverLine, board: Handovers) -> Detail:
        now = board.now
        refused = by_at(line.refused_by, line.refused_at, now)
        return (
            (self.tr("交接"), self._what(line)),
            (self.tr("原负责人"), line.from_name),
            (self.tr("交出人签名"), by_at(line.given_by, line.given_at, now)),
            (self.tr("接收人"), line.to),
            (self.tr("接收人签名"), by_at(line.received_by, line.received_at, now)),
            (self.tr("退回、撤回"), f"{refused} {line.refused_why}".strip()),
            (self.tr("补充说明"), line.words),
            (
                self.tr("未结事项（{n} 项）").format(n=len(line.items)),
                open_words(line.items, self, self.seat) or self.tr("没有"),
            ),
        )

    def acts(self, line: HandoverLine, board: Handovers) -> tuple[LineAct, ...]:
        words = {
            "receive": self.tr("签收…"),
            "refuse": self.tr("退回…"),
            "take_back": self.tr("撤回…"),
            "receive_above": self.tr("登记上级接收…"),
        }
        return line_acts(line.offers, words, frozenset({"refuse"}))

    def want(self, board: Handovers, key: str) -> None:
        if self.incident_id is not None:
            groups = _groups_of(self.seat)
            GiveGroup(self.over, self.incident_id, groups).begin()

    def act(self, board: Handovers, key: str, line: HandoverLine) -> None:
        match key:
            case "receive":
                ReceiveHandover(self.over, line).begin()
            case "receive_above":
                ReceivedAbove(self.over, line).begin()
            case "refuse":
                wording = Wording(self.tr("退回交接"), self.tr("退回"), self.tr("退回的理由"))
                WordsForm(self.over, wording, handover.refuse, line.id).begin()
            case "take_back":
                wording = Wording(self.tr("撤回交接"), self.tr("撤回"), self.tr("撤回的理由"))
                WordsForm(self.over, wording, handover.take_back, line.id).begin()


def _groups_of(seat: Seat) -> tuple[Group, ...]:
    """Who commands may hand over any group's lead; a leader only their own."""
    own = seat.actor.groups(Role.LEADER)
    commands = seat.actor.has(Role.COMMANDER) or seat.actor.has(Role.DEPUTY)
    return tuple(group for group in Group if commands or group in own)


class LevelHandoverPanel(HandoverPanel):
    """级别交接单: those of the levels alone, made when the lead goes to the body above."""

    object_name = "level_sheets_panel"

    def ledger_title(self) -> str:
        return self.tr("级别交接单")

    def empty_words(self) -> str:
        return self.tr(
            "还没有级别交接单。响应提高到Ⅱ级、Ⅰ级时自动生成，列明未了事项，登记上级接收人。"
        )

    def query(self) -> Query[Handovers]:
        return self.asked(level_handovers)


class ShiftPanel(HandoverPanel):
    """交接班 of the duty room."""

    def give_word(self) -> str:
        return self.tr("交班…")

    def empty_words(self) -> str:
        return self.tr("还没有交接班。交班时列出未结事项，交接双方签名。")

    def query(self) -> Query[Handovers]:
        return self.seat.query(duty_handovers, self.seat.clock())

    def want(self, board: Handovers, key: str) -> None:
        GiveDuty(self.over).begin()
