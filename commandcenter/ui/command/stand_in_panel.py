"""委托代行, 代理 and 不到岗: who is in whose place, until when; begun and ended here."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.command.standins import (
    AbsenceLine,
    DelegationLine,
    StandInLine,
    StandIns,
    stand_ins,
)
from commandcenter.services.command import delegation
from commandcenter.services.seat import people
from commandcenter.store.database import Query
from commandcenter.ui.command.people_form import AwayForm, DelegateForm, StandInForm
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

DELEGATION, STAND_IN, AWAY = "delegation", "stand_in", "away"
Entry = DelegationLine | StandInLine | AbsenceLine
KINDS = {DelegationLine: DELEGATION, StandInLine: STAND_IN, AbsenceLine: AWAY}
SPREAD = 1_000_000  # three tables in one list: apart by their ids


class StandInPanel(LinesPanel[StandIns, Entry]):
    object_name = "stand_in_panel"
    kinds = frozenset({"delegation", "person", "attendance", "handover"})
    ticking = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter(
            [
                ("all", self.tr("全部")),
                (DELEGATION, self.tr("委托代行")),
                (STAND_IN, self.tr("代理")),
                (AWAY, self.tr("不到岗")),
            ]
        )
        self.offer_button(AWAY, self.tr("登记不到岗…"), "absent")
        self.offer_button(STAND_IN, self.tr("安排代理…"), "assign")
        self.offer_button(DELEGATION, self.tr("委托代行…"), "sign", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr("现在没有委托代行、代理或不到岗。有人不在时登记，谁代行、到几时列在这里。")
        return Ledger(self.tr("代行、代理和不到岗"), self.columns(), "people", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("状态"), 4, cell=self._state),
            self.column(self.tr("类别"), 5, cell=lambda entry, _: self._kind_word(entry)),
            self.column(self.tr("人员"), 12, cell=lambda entry, _: self._person_name(entry)),
            self.column(self.tr("从"), 9, cell=lambda x, b: when(x.since, b.now)),
            self.column(self.tr("到"), 9, cell=lambda x, b: when(x.until, b.now)),
            self.column(
                self.tr("理由"), stretch=True, cell=lambda x, _: Cell(x.reason, tip=x.reason)
            ),
        ]

    def query(self) -> Query[StandIns]:
        return self.seat.query(stand_ins, self.seat.clock())

    def rows(self, board: StandIns) -> list[Entry]:
        """What runs or comes before what is over, whatever the kind."""
        found: list[Entry] = [*board.delegations, *board.stand_ins, *board.absences]
        wanted = [x for x in found if self._filter.key in ("all", KINDS[type(x)])]
        return sorted(wanted, key=lambda entry: entry.over)

    def number(self, line: Entry) -> int:
        return list(KINDS).index(type(line)) * SPREAD + line.id

    def _kind_word(self, entry: Entry) -> str:
        return {
            DELEGATION: self.tr("委托代行"),
            STAND_IN: self.tr("代理"),
            AWAY: self.tr("不到岗"),
        }[KINDS[type(entry)]]

    def _person_name(self, entry: Entry) -> str:
        match entry:
            case DelegationLine():
                return entry.to
            case StandInLine():
                return self.tr("{who} 代 {for_whom}").format(
                    who=entry.who, for_whom=entry.stands_for
                )
            case AbsenceLine():
                return entry.person

    def _state(self, entry: Entry, _: StandIns) -> Cell:
        if isinstance(entry, DelegationLine) and entry.revoked_by:
            return Cell(self.tr("已撤销"), "text_faint")
        if entry.over:
            return Cell(self.tr("已到期"), "text_faint")
        if entry.running:
            return Cell(self.tr("现行"), "warn" if isinstance(entry, AbsenceLine) else "ok")
        return Cell(self.tr("未开始"), "text_dim")

    def detail(self, line: Entry, board: StandIns) -> Detail:
        now = board.now
        short = Moments(now, named=True).short
        since = short(line.since)
        until = short(line.until) if line.until else self.tr("没有期限")
        role = line.role if isinstance(line, StandInLine) else ""
        led = line.leads if isinstance(line, AbsenceLine) else None
        revoked = (
            by_at(line.revoked_by, line.revoked_at, now) if isinstance(line, DelegationLine) else ""
        )
        return (
            (self._kind_word(line), self._person_name(line)),
            (self.tr("角色"), role),
            (self.tr("负责的工作组"), word(GROUP_WORDS[led]) if led else ""),
            (self.tr("时间"), f"{since}–{until}"),
            (self.tr("理由"), line.reason),
            (self.tr("由谁决定或登记"), line.by),
            (self.tr("撤销"), revoked),
        )

    def acts(self, line: Entry, board: StandIns) -> tuple[LineAct, ...]:
        words = {
            "revoke": self.tr("撤销委托…"),
            "end": self.tr("结束代理…"),
            "take_back": self.tr("已到岗，撤销…"),
        }
        return line_acts(line.offers, words)

    @Slot(str)
    def _on_filter(self, _: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def want(self, board: StandIns, key: str) -> None:
        form = {DELEGATION: DelegateForm, STAND_IN: StandInForm, AWAY: AwayForm}[key]
        form(self.over).begin()

    def act(self, board: StandIns, key: str, line: Entry) -> None:
        verb, title, primary, template = {
            "revoke": (
                delegation.revoke,
                self.tr("撤销委托"),
                self.tr("撤销"),
                self.tr("{who}立即不能再代行决定，已经作出的决定不变。"),
            ),
            "end": (
                delegation.end_stand_in,
                self.tr("结束代理"),
                self.tr("结束"),
                self.tr("{who}：代理立即结束，已经办理的事项不变。"),
            ),
            "take_back": (
                people.take_back_absence,
                self.tr("撤销不到岗"),
                self.tr("撤销"),
                self.tr("{who}重新计入应到。"),
            ),
        }[key]
        words, command = (
            template.format(who=self._person_name(line)),
            self.seat.command(verb, line.id),
        )
        Confirm(self.over, title, primary, words, command).begin()
