"""委托代行, 代理 and 不到岗: who is in whose place, until when; begun and ended here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.times import short_zh
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
from commandcenter.ui.frame.clock_panel import ClockPanel, said
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.offered_acts import line_acts, show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

DELEGATION, STAND_IN, AWAY = "delegation", "stand_in", "away"
Entry = DelegationLine | StandInLine | AbsenceLine
SPREAD = 1_000_000  # three tables in one list: apart by their ids


class StandInPanel(ClockPanel[StandIns]):
    kinds = frozenset({"delegation", "person", "attendance", "handover"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("stand_in_panel")
        self._answer: StandIns | None = None
        self._filter = "all"
        self.ledger.set_filter(
            [
                ("all", self.tr("全部")),
                (DELEGATION, self.tr("委托代行")),
                (STAND_IN, self.tr("代理")),
                (AWAY, self.tr("不到岗")),
            ]
        )
        self._away = self.ledger.add_button(AWAY, self.tr("登记不到岗…"), "absent")
        self._stand_in = self.ledger.add_button(STAND_IN, self.tr("安排代理…"), "assign")
        self._delegate = self.ledger.add_button(
            DELEGATION, self.tr("委托代行…"), "sign", primary=True
        )
        for button in (self._away, self._stand_in, self._delegate):
            button.hide()
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("代行、代理和不到岗"),
            [
                Column(self.tr("状态"), 4),
                Column(self.tr("类别"), 5),
                Column(self.tr("人员"), 12),
                Column(self.tr("从"), 9),
                Column(self.tr("到"), 9),
                Column(self.tr("理由"), stretch=True),
            ],
            "people",
            self.tr("现在没有委托代行、代理或不到岗。"),
        )

    def query(self) -> Query[StandIns]:
        return partial(stand_ins, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: StandIns) -> None:
        self._answer = answer
        show_offer(self._delegate, answer.delegate)
        self._stand_in.setVisible(bool(answer.roles))
        self._away.setVisible(bool(answer.may_enter))
        super().show_answer(answer)

    def _entries(self, answer: StandIns) -> Sequence[tuple[str, Entry]]:
        """What runs or comes before what is over, whatever the kind."""
        found: list[tuple[str, Entry]] = [
            *((DELEGATION, line) for line in answer.delegations),
            *((STAND_IN, line) for line in answer.stand_ins),
            *((AWAY, line) for line in answer.absences),
        ]
        wanted = [entry for entry in found if self._filter in ("all", entry[0])]
        return sorted(wanted, key=lambda entry: entry[1].over)

    def lines(self, answer: StandIns) -> list[Line]:
        return [self._line(kind, entry, answer) for kind, entry in self._entries(answer)]

    def _kind_word(self, kind: str) -> str:
        return {
            DELEGATION: self.tr("委托代行"),
            STAND_IN: self.tr("代理"),
            AWAY: self.tr("不到岗"),
        }[kind]

    def _who(self, entry: Entry) -> str:
        match entry:
            case DelegationLine():
                return entry.to
            case StandInLine():
                return self.tr("{who} 代 {for_whom}").format(
                    who=entry.who, for_whom=entry.stands_for
                )
            case AbsenceLine():
                return entry.person

    def _state(self, entry: Entry) -> Cell:
        if isinstance(entry, DelegationLine) and entry.revoked_by:
            return Cell(self.tr("已撤销"), "text_faint")
        if entry.over:
            return Cell(self.tr("已到期"), "text_faint")
        if entry.running:
            return Cell(self.tr("现行"), "warn" if isinstance(entry, AbsenceLine) else "ok")
        return Cell(self.tr("未开始"), "text_dim")

    def _line(self, kind: str, entry: Entry, answer: StandIns) -> Line:
        now, until = answer.now, entry.until
        cells = (
            self._state(entry),
            self._kind_word(kind),
            self._who(entry),
            short_zh(entry.since, now),
            short_zh(until, now) if until else "",
            Cell(entry.reason, tip=entry.reason),
        )
        words = {
            "revoke": self.tr("撤销委托…"),
            "end": self.tr("结束代理…"),
            "take_back": self.tr("已到岗，撤销…"),
        }
        detail = self._detail(kind, entry, answer)
        return Line(_line_id(kind, entry.id), cells, detail, line_acts(entry.acts, words))

    def _detail(self, kind: str, entry: Entry, answer: StandIns) -> tuple[tuple[str, str], ...]:
        now = answer.now
        short = Moments(now, named=True).short
        since = short(entry.since)
        until = short(entry.until) if entry.until else self.tr("没有期限")
        role = entry.role if isinstance(entry, StandInLine) else ""
        led = entry.leads if isinstance(entry, AbsenceLine) else None
        revoked = (
            said(entry.revoked_at, entry.revoked_by, now)
            if isinstance(entry, DelegationLine)
            else ""
        )
        return (
            (self._kind_word(kind), self._who(entry)),
            (self.tr("角色"), role),
            (self.tr("负责的工作组"), word(GROUP_WORDS[led]) if led else ""),
            (self.tr("时间"), f"{since}–{until}"),
            (self.tr("理由"), entry.reason),
            (self.tr("由谁决定或登记"), entry.by),
            (self.tr("撤销"), revoked),
        )

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        if self._answer is not None:
            self.show_answer(self._answer)

    @Slot(str)
    def _on_wanted(self, key: str) -> None:
        form = {DELEGATION: DelegateForm, STAND_IN: StandInForm, AWAY: AwayForm}[key]
        form(self.over).begin()

    @Slot(str, int)
    def _on_act(self, key: str, line_id: int) -> None:
        found = self._entries(self._answer) if self._answer else ()
        entry = next((e for kind, e in found if _line_id(kind, e.id) == line_id), None)
        if entry is None:
            return
        actor, own = self.seat.actor, entry.id
        verb, title, primary, template = {
            "revoke": (
                partial(delegation.revoke, actor=actor, delegation_id=own),
                self.tr("撤销委托"),
                self.tr("撤销"),
                self.tr("{who}立即不能再代行决定，已经作出的决定不变。"),
            ),
            "end": (
                partial(delegation.end_stand_in, actor=actor, grant_id=own),
                self.tr("结束代理"),
                self.tr("结束"),
                self.tr("{who}：代理立即结束，已经办理的事项不变。"),
            ),
            "take_back": (
                partial(people.take_back_absence, actor=actor, absence_id=own),
                self.tr("撤销不到岗"),
                self.tr("撤销"),
                self.tr("{who}重新计入应到。"),
            ),
        }[key]
        words = template.format(who=self._who(entry))
        Confirm(self.seat, title, primary, words, verb, self.window()).begin()


def _line_id(kind: str, own: int) -> int:
    return [DELEGATION, STAND_IN, AWAY].index(kind) * SPREAD + own
