"""值班日志: calls and notes, what is still to be done about them, and the incident they became."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import LOG_WORDS, LogKind
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.duty_room import DutyLog, LogEntry, duty_log
from commandcenter.services.command import duty
from commandcenter.store.database import Query
from commandcenter.ui.command.duty_form import CallForm, LinkForm, RegisterFromCall
from commandcenter.ui.frame.clock_panel import said
from commandcenter.ui.frame.ledger_model import LineAct
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.offered_acts import ask_words, line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line

OPEN_INCIDENT = "open_incident"


class DutyLogPanel(LedgerPanel[DutyLog]):
    """Open follow-ups before the rest, then newest first.

    Signals:
        incident_wanted: arg: id
    """

    kinds = frozenset({"duty_log", "incident", "person"})
    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("duty_log_panel")
        self._log: DutyLog | None = None
        self._filter = "all"
        self._register_next: int | None = None
        self.ledger.set_filter(
            [
                ("all", self.tr("全部")),
                ("open", self.tr("待跟进")),
                *((kind.value, word(LOG_WORDS[kind])) for kind in LogKind),
            ]
        )
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.acted.connect(self._on_act)
        self.ledger.opened.connect(self._on_opened)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("值班日志"),
            [
                Column(self.tr("时间"), 6),
                Column(self.tr("类别"), 3),
                Column(self.tr("对方"), 8),
                Column(self.tr("内容"), stretch=True),
                Column(self.tr("去向"), 7),
            ],
            "duty",
            self.tr("还没有值班记录。接到电话先记在这里，需要时一步登记为事件。"),
        )

    def query(self) -> Query[DutyLog]:
        return partial(
            duty_log,
            actor=self.seat.actor,
            now=self.seat.clock(),
            only_open=self._filter == "open",
        )

    def show_answer(self, answer: DutyLog) -> None:
        self._log = answer
        if answer.refusal:
            self.ledger.empty.set_text(refusal(answer.refusal))
        note = self.tr("待跟进 {n} 条").format(n=answer.open) if answer.open else ""
        self.ledger.set_note(note)
        super().show_answer(answer)
        if self._register_next is not None:
            self._begin_registering(self._register_next)

    def lines(self, answer: DutyLog) -> list[Line]:
        kinds = {kind.value for kind in LogKind}
        return [
            self._line(entry, answer)
            for entry in answer.lines
            if self._filter not in kinds or entry.kind.value == self._filter
        ]

    def _state(self, entry: LogEntry) -> Cell:
        if entry.open:
            return Cell(self.tr("待跟进"), "warn", bold=True)
        if entry.incident:
            return Cell(entry.incident, "link", tip=entry.incident)
        if entry.closed_words:
            return Cell(self.tr("已办结：") + entry.closed_words, "text_dim")
        return Cell("")

    def _line(self, entry: LogEntry, answer: DutyLog) -> Line:
        now = answer.now
        cells = (
            short_zh(entry.happened_at, now),
            word(LOG_WORDS[entry.kind]),
            f"{entry.unit} {entry.name}".strip(),
            Cell(entry.text, tip=entry.text),
            self._state(entry),
        )
        who = " ".join(part for part in (entry.unit, entry.name, entry.post) if part)
        detail = (
            (self.tr("内容"), entry.text),
            (self.tr("对方"), who),
            (self.tr("电话"), entry.phone),
            (self.tr("时间"), short_zh(entry.happened_at, now)),
            (self.tr("已告知"), entry.told),
            (self.tr("事件"), entry.incident),
            (self.tr("办结"), f"{said(entry.closed_at, entry.closed_by, now)} {entry.closed_words}"
             if entry.closed_at else ""),
            (self.tr("记录"), said(entry.at, entry.by, now)),
        )  # fmt: skip
        words = {
            "register": self.tr("登记为事件…"),
            "link": self.tr("归入事件…"),
            "settle": self.tr("办结…"),
        }
        acts = line_acts(entry.acts, words)
        if entry.incident_id is not None:
            acts = (LineAct(OPEN_INCIDENT, self.tr("看事件")), *acts)
        return Line(entry.id, cells, detail, acts)

    def _entry(self, entry_id: int) -> LogEntry | None:
        lines = self._log.lines if self._log else ()
        return next((entry for entry in lines if entry.id == entry_id), None)

    @Slot()
    def take_call(self) -> None:
        form = CallForm(self.seat, self.window())
        form.incident_wanted.connect(self.register_from)
        form.begin()

    @Slot(int)
    def register_from(self, entry_id: int) -> None:
        """接报登记 from an entry, as soon as the log shows it."""
        if self._entry(entry_id) is None:
            self._register_next = entry_id
            self.refresh()
        else:
            self._begin_registering(entry_id)

    def _begin_registering(self, entry_id: int) -> None:
        entry = self._entry(entry_id)
        self._register_next = None
        if entry is not None:
            form = RegisterFromCall(self.seat, entry, self.window())
            form.kept.connect(self._on_registered)
            form.begin()

    @Slot(object)
    def _on_registered(self, incident: int) -> None:
        self.incident_wanted.emit(incident)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        self.refresh()

    @Slot(int)
    def _on_opened(self, entry_id: int) -> None:
        entry = self._entry(entry_id)
        if entry is not None and entry.incident_id is not None:
            self.incident_wanted.emit(entry.incident_id)

    @Slot(str, int)
    def _on_act(self, key: str, entry_id: int) -> None:
        entry = self._entry(entry_id)
        if entry is None:
            return
        match key:
            case "register":
                self._begin_registering(entry_id)
            case "link":
                LinkForm(self.seat, entry, self.incident_id, self.window()).begin()
            case "settle":
                words = self.tr("办结"), self.tr("办结"), self.tr("办结情况")
                verb = partial(duty.settle, actor=self.seat.actor, entry_id=entry_id)
                ask_words(self, words, verb, entry.text)
            case _:
                self._on_opened(entry_id)
