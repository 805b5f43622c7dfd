"""值班日志: calls and notes, what is still to be done about them, and the incident they became."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.duty import LOG_WORDS, LogKind
from commandcenter.queries.command.duty_room import DutyLog, LogEntry, duty_log
from commandcenter.services.command import duty
from commandcenter.store.database import Query
from commandcenter.ui.command.caller_form import CallerData
from commandcenter.ui.command.duty_form import CallForm, LinkForm, RegisterFromCall
from commandcenter.ui.frame.field_words import by_at, stated, stated_briefly
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import headed, joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

OPEN_INCIDENT = "open_incident"
ALL, OPEN = "all", "open"


class DutyLogPanel(LinesPanel[DutyLog, LogEntry]):
    """Open follow-ups before the rest, then newest first.

    Signals:
        incident_wanted: arg: id
    """

    object_name = "duty_log_panel"
    kinds = frozenset({"duty_log", "incident", "person"})
    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._register_next: int | None = None
        kinds = [(kind.value, word(LOG_WORDS[kind])) for kind in LogKind]
        self._filter = ALL
        self.ledger.set_filter([(ALL, self.tr("全部")), (OPEN, self.tr("待跟进")), *kinds])
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.opened.connect(partial(self._on_act, OPEN_INCIDENT))

    def make_ledger(self) -> Ledger:
        words = self.tr("还没有值班记录。接到电话先记在这里，需要时一步登记为事件。")
        return Ledger(self.tr("值班日志"), self.columns(), "duty", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 8, cell=self._at),
            self.column(self.tr("类别"), 3, cell=lambda x, _: word(LOG_WORDS[x.kind])),
            self.column(self.tr("对方"), 8, cell=lambda x, _: f"{x.unit} {x.name}".strip()),
            self.column(self.tr("内容"), stretch=True, cell=lambda x, _: x.text),
            self.column(self.tr("去向"), 7, cell=self._state),
        ]

    def query(self) -> Query[DutyLog]:
        return self.seat.query(duty_log, self.seat.clock(), only_open=self._filter == OPEN)

    def show_answer(self, answer: DutyLog) -> None:
        if answer.refusal:
            self.ledger.empty.set_text(refusal(answer.refusal))
        super().show_answer(answer)
        if self._register_next is not None:
            self._begin_registering(self._register_next)

    def note(self, board: DutyLog) -> str:
        return self.tr("待跟进 {n} 条").format(n=board.open) if board.open else ""

    def rows(self, board: DutyLog) -> Sequence[LogEntry]:
        if self._filter in (ALL, OPEN):
            return board.lines
        return [entry for entry in board.lines if entry.kind.value == self._filter]

    def _at(self, entry: LogEntry, board: DutyLog) -> Cell:
        return stated_briefly(entry.happened_at, entry.entered, board.now)

    def _state(self, entry: LogEntry, _: DutyLog) -> Cell:
        if entry.open:
            return Cell(self.tr("待跟进"), "warn", bold=True)
        if entry.incident:
            return Cell(entry.incident, "link", tip=entry.incident)
        if entry.closed_words:
            return Cell(headed(self.tr("已办结"), entry.closed_words), "text_dim")
        return Cell("")

    def detail(self, entry: LogEntry, board: DutyLog) -> Detail:
        now = board.now
        caller = joined(" ", (part for part in (entry.unit, entry.name, entry.post) if part))
        closed = f"{by_at(entry.closed_by, entry.closed_at, now)} {entry.closed_words}"
        return (
            (self.tr("内容"), entry.text),
            (self.tr("对方"), caller),
            (self.tr("电话"), entry.phone),
            (self.tr("时间"), stated(entry.happened_at, entry.entered, now)),
            (self.tr("已告知"), entry.told),
            (self.tr("事件"), entry.incident),
            (self.tr("办结"), closed if entry.closed_at else ""),
            (self.tr("记录"), by_at(entry.by, entry.at, now)),
        )

    def acts(self, entry: LogEntry, board: DutyLog) -> tuple[LineAct, ...]:
        words = {
            "register": self.tr("登记为事件…"),
            "link": self.tr("归入事件…"),
            "settle": self.tr("办结…"),
            "see": self.tr("查看来电人…"),
        }
        acts = line_acts(entry.offers, words)
        if entry.incident_id is None:
            return acts
        return LineAct(OPEN_INCIDENT, self.tr("看事件")), *acts

    def act(self, board: DutyLog, key: str, entry: LogEntry) -> None:
        match key:
            case "register":
                self._begin_registering(entry.id)
            case "link":
                LinkForm(self.over, entry, self.incident_id).begin()
            case "see":
                CallerData(self.over, entry.id).begin()
            case "settle":
                label = self.tr("办结情况")
                wording = Wording(self.tr("办结"), self.tr("办结"), label, entry.text)
                WordsForm(self.over, wording, duty.settle, entry.id).begin()
            case _ if entry.incident_id is not None:
                self.incident_wanted.emit(entry.incident_id)

    def _entry(self, entry_id: int) -> LogEntry | None:
        lines = self.board.lines if self.board else ()
        return next((entry for entry in lines if entry.id == entry_id), None)

    @Slot()
    def take_call(self) -> None:
        form = CallForm(self.over)
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
            form = RegisterFromCall(self.over, entry)
            form.kept.connect(self._on_registered)
            form.begin()

    @Slot(object)
    def _on_registered(self, incident: int) -> None:
        self.incident_wanted.emit(incident)

    @Slot(str)
    def _on_filter(self, key: str) -> None:
        self._filter = key
        self.refresh()
