"""监测提示: what is to be triaged at the left, all of the chosen one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.signal import SignalAct
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.signals import (
    SignalBoard,
    SignalDetail,
    SignalLine,
    signal_board,
    signal_detail,
)
from commandcenter.queries.watch.warning_detail import WarningForm, warning_form
from commandcenter.services.watch import signals
from commandcenter.store.database import Query
from commandcenter.ui.complaints.complaint_panel import ComplaintPanel
from commandcenter.ui.frame.board_panel import BoardPanel, ChosenPanel
from commandcenter.ui.frame.field_words import dated
from commandcenter.ui.frame.line_order import DatedWords, whole_words
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import listed
from commandcenter.ui.watch.signal_detail import JOIN, SETTLE, TAKE_BACK, TALK, SignalView
from commandcenter.ui.watch.talk_form import SettleForm, TakeBackForm, TalkForm
from commandcenter.ui.watch.triage_form import (
    IncidentFromSignal,
    JoinSignal,
    MergeForm,
    RenameForm,
    TriageForm,
)
from commandcenter.ui.watch.warning_draft_form import DraftWarning
from commandcenter.ui.widgets.entry_list import Entry

WAITING, WATCHING, DONE = "waiting", "watching", "done"
KINDS = frozenset({"signal", "warning", "trader_talk", "incident", "batch", "complaint", "plan"})


class SignalDetailPanel(ChosenPanel[SignalDetail]):
    kinds = KINDS

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.rows = ComplaintPanel(seat)
        self.rows.view.title.hide()
        self._ids: tuple[int, ...] = ()
        self.view = SignalView(rows=self.rows)
        self.hold(self.view)

    def ask(self, number: int) -> Query[SignalDetail]:
        return self.seat.query(signal_detail, number, self.seat.clock())

    def show_chosen(self, answer: SignalDetail) -> None:
        self.view.show_detail(answer)
        if answer.ids != self._ids:
            self._ids = answer.ids
            self.rows.show_rows(ComplaintFilter(ids=answer.ids or (0,)), "")


class SignalPanel(BoardPanel[SignalBoard, SignalLine]):
    """Signals:
    rows_wanted: args: title, ids of complaints
    warning_wanted: arg: id
    incident_wanted: arg: id
    """

    kinds = KINDS
    parts_in_order = (WAITING, WATCHING, DONE)
    icon = "watch"

    rows_wanted = Signal(str, object)
    warning_wanted = Signal(int)
    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        detail = SignalDetailPanel(seat)
        super().__init__(seat, detail, parent)
        self.detail = detail
        self.setObjectName("signal_panel")
        self.list.setObjectName("signal_list")
        self.parts.setObjectName("signal_parts")
        self._connect()

    def _connect(self) -> None:
        view = self.detail.view
        self.list.opened.connect(self._on_opened)
        view.act_wanted.connect(self._on_act)
        view.rows_wanted.connect(self.rows_wanted)
        view.warning_wanted.connect(self.warning_wanted)
        view.incident_wanted.connect(self.incident_wanted)
        view.signal_wanted.connect(self.go)

    def query(self) -> Query[SignalBoard]:
        return self.seat.query(signal_board, self.seat.clock())

    def show_answer(self, answer: SignalBoard) -> None:
        if self.board is None and not answer.waiting and answer.watching:
            self.part = WATCHING
        super().show_answer(answer)

    def title(self) -> str:
        return self.tr("监测提示")

    def part_words(self, part: str, count: int) -> str:
        words = {
            WAITING: self.tr("待处置 {n}"),
            WATCHING: self.tr("观察中 {n}"),
            DONE: self.tr("已处置 {n}"),
        }
        return words[part].format(n=count)

    def lines(self, board: SignalBoard, part: str) -> Sequence[SignalLine]:
        return {WAITING: board.waiting, WATCHING: board.watching, DONE: board.done}[part]

    def empty_words(self, part: str) -> tuple[str, str]:
        none = {
            WAITING: self.tr("没有等待处置的监测提示"),
            WATCHING: self.tr("没有列入观察的提示"),
            DONE: self.tr("近 90 天没有处置过的提示"),
        }
        return none[part], self.tr("投诉突然增多、同一主体集中投诉时，这里会出现提示")

    def elsewhere(self, number: int) -> bool:
        """Merged into another one: it is in no list."""
        self.detail.turn_to(number)
        return True

    def entry(self, line: SignalLine) -> Entry:
        now = self.board.now if self.board else line.found_at
        since = dated(self.tr("{time} 起"), line.since_at, now)
        third, whole = (
            listed((words, line.found_by, line.places))
            for words in (since, f"{whole_words(since)}")
        )
        people = self.tr("{n} 人").format(n=line.people)
        grown = line.grown and not line.waits
        return Entry(
            id=line.id,
            head=line.title,
            tag=self.tr("又有增多") if grown else line.state_words,
            second=line.usual,
            aside=people,
            third=DatedWords.that(third, whole),
            tag_ground="warn_soft" if grown or line.waits else "surface_3",
            tag_ink="warn_soft_text" if grown or line.waits else "text_dim",
        )

    @Slot(int)
    def _on_opened(self, signal_id: int) -> None:
        """Enter on a line does what waits: to its verification, its assessment, its warning."""
        detail = self.detail.view.detail
        if detail is None or detail.line.id != signal_id:
            return
        order = (SignalAct.VERIFIED, SignalAct.ASSESSED, SignalAct.WARNED)
        for act in order:
            offer = detail.offer(act)
            if offer is not None and offer.refusal is None:
                self._on_act(act.value)
                return

    @Slot(str)
    def _on_act(self, key: str) -> None:
        detail = self.detail.view.detail
        if detail is None:
            return
        if key == JOIN:
            JoinSignal(self.over, detail).begin()
        elif key == TALK:
            TalkForm(self.over, detail).begin()
        elif key == SETTLE:
            self._settle(detail)
        elif key == TAKE_BACK:
            settled = (talk for talk in detail.talks if talk.kept is not None)
            newest = max(settled, key=lambda talk: talk.kept_at or talk.talked_at)
            TakeBackForm(self.over, newest).begin()
        else:
            self._judge(SignalAct(key), detail)

    def _judge(self, act: SignalAct, detail: SignalDetail) -> None:
        match act:
            case SignalAct.MERGED:
                MergeForm(self.over, detail).begin()
            case SignalAct.OPENED:
                form = IncidentFromSignal(self.over, detail)
                form.kept.connect(self._on_opened_incident)
                form.begin()
            case SignalAct.WARNED:
                self._draft(detail)
            case SignalAct.NOTED:
                self._note(detail)
            case SignalAct.RENAMED:
                RenameForm(self.over, detail).begin()
            case _:
                TriageForm(self.over, detail, act).begin()

    def _settle(self, detail: SignalDetail) -> None:
        """The promise that comes due first."""
        open_ = [talk for talk in detail.talks if talk.promised and not talk.kept]
        if open_:
            first = min(open_, key=lambda talk: talk.promised_until or talk.talked_at)
            SettleForm(self.over, first).begin()

    def _draft(self, detail: SignalDetail) -> None:
        signal = detail.line.id

        def show(basis: WarningForm) -> None:
            form = DraftWarning(self.over, basis, signal)
            form.kept.connect(self._on_drafted)
            form.begin()

        now = self.seat.clock()
        self.seat.tasks.read(self, lambda s: warning_form(s, signal, now), show)

    @Slot(object)
    def _on_drafted(self, warning_id: int) -> None:
        self.warning_wanted.emit(warning_id)

    @Slot(object)
    def _on_opened_incident(self, incident_id: int) -> None:
        self.incident_wanted.emit(incident_id)

    def _note(self, detail: SignalDetail) -> None:
        wording = Wording(self.tr("备注"), self.tr("保存"), self.tr("备注"))
        WordsForm(self.over, wording, signals.note, detail.line.id).begin()
