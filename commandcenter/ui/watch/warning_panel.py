"""预警: in force, drafts and what has ended at the left, all of the chosen one at the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.watch.warning import LEVEL_WORDS, WarningAct, WarningState
from commandcenter.queries.watch.warning_detail import (
    WarningDetail,
    WarningForm,
    amend_form,
    warning_detail,
    warning_form,
)
from commandcenter.queries.watch.warnings import WarningBoard, WarningLine, warning_board
from commandcenter.services.watch import warning_steps, warnings
from commandcenter.store.database import Query
from commandcenter.ui.frame.board_panel import BoardPanel, ChosenPanel
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.releases.notice_panel import NoticePanel
from commandcenter.ui.texts import word
from commandcenter.ui.watch.talk_form import IncidentFromWarning, SettleForm, TalkForm
from commandcenter.ui.watch.triage_form import JoinWarning
from commandcenter.ui.watch.warning_draft_form import AmendWarning, DraftWarning
from commandcenter.ui.watch.warning_sign_form import AdjustWarning, IssueWarning, LiftWarning
from commandcenter.ui.watch.warning_view import JOIN, WarningView
from commandcenter.ui.watch.warning_words import age_words, progress_words
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.entry_list import Entry

IN_FORCE, ENDED = "in_force", "ended"
KINDS = frozenset({"warning", "warning_step", "trader_talk", "signal", "incident", "plan"})


class WarningDetailPanel(ChosenPanel[WarningDetail]):
    kinds = KINDS | frozenset({"batch", "complaint"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.notices = NoticePanel(seat)
        self.view = WarningView(notices=self.notices)
        self.hold(self.view)

    def ask(self, number: int) -> Query[WarningDetail]:
        actor, now = self.seat.actor, self.seat.clock()
        return partial(warning_detail, actor=actor, warning_id=number, now=now)

    def show_chosen(self, answer: WarningDetail) -> None:
        self.view.show_detail(answer)
        self.notices.show_warning(answer.line.id)


class WarningPanel(BoardPanel[WarningBoard, WarningLine]):
    """Signals:
    signal_wanted: arg: id
    incident_wanted: arg: id
    """

    kinds = KINDS
    parts_in_order = (IN_FORCE, ENDED)
    icon = "warning"

    signal_wanted = Signal(int)
    incident_wanted = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        detail = WarningDetailPanel(seat)
        super().__init__(seat, detail, parent)
        self.detail = detail
        self.setObjectName("warning_panel")
        self.list.setObjectName("warning_list")
        self.new = Button(self.tr("起草预警"), Kind.SECONDARY, icon="add", size=Size.SMALL)
        self.new.setObjectName("new_warning")
        self.bar.addWidget(self.new)
        self._connect()

    def _connect(self) -> None:
        view = self.detail.view
        self.new.clicked.connect(self._draft)
        view.act_wanted.connect(self._on_act)
        view.measure_wanted.connect(self._on_measure)
        view.settle_wanted.connect(self._on_settle)
        view.signal_wanted.connect(self.signal_wanted)
        view.incident_wanted.connect(self.incident_wanted)

    def query(self) -> Query[WarningBoard]:
        return partial(warning_board, actor=self.seat.actor, now=self.seat.clock())

    def show_answer(self, answer: WarningBoard) -> None:
        self.new.setVisible(answer.shown)
        self.new.forbid(why(answer.drafting))
        super().show_answer(answer)

    def title(self) -> str:
        return self.tr("预警")

    def part_words(self, part: str, count: int) -> str:
        words = self.tr("生效和待签发 {n}") if part == IN_FORCE else self.tr("已结束 {n}")
        return words.format(n=count)

    def lines(self, board: WarningBoard, part: str) -> tuple[WarningLine, ...]:
        return board.drafts + board.in_force if part == IN_FORCE else board.ended

    def empty_words(self, part: str) -> tuple[str, str]:
        none = self.tr("没有生效和待签发的预警")
        return (
            none if part == IN_FORCE else self.tr("近半年没有结束的预警"),
            self.tr("监测提示研判后起草预警，总指挥或副总指挥签发后列在这里"),
        )

    def entry(self, line: WarningLine) -> Entry:
        waits = line.state is WarningState.DRAFT
        in_force = line.state is WarningState.ISSUED
        ink = "danger" if line.late or line.returned else "warn" if waits else "text"
        return Entry(
            id=line.id,
            head=line.title,
            tag=line.state_words,
            second=listed(
                (word(LEVEL_WORDS[line.level]) if waits else line.label, line.next_words)
            ),
            third=listed(
                (line.places, age_words(line.age), progress_words(line))
                if in_force
                else (line.places, line.drafted_by)
            ),
            ink=ink,
            tag_ground="warn_soft" if waits else "ok_soft" if in_force else "surface_3",
            tag_ink="warn_soft_text" if waits else "ok_soft_text" if in_force else "text_dim",
        )

    @Slot()
    def _draft(self) -> None:
        def show(basis: WarningForm) -> None:
            form = DraftWarning(self.seat, basis, None, self.window())
            form.kept.connect(self._on_drafted)
            form.begin()

        query = partial(warning_form, signal_id=None, now=self.seat.clock())
        self.seat.tasks.read(self, query, show)

    @Slot(object)
    def _on_drafted(self, warning_id: int) -> None:
        self.go(warning_id)

    @Slot(object)
    def _on_opened(self, incident_id: int) -> None:
        self.incident_wanted.emit(incident_id)

    @Slot(str)
    def _on_act(self, key: str) -> None:
        detail = self.detail.view.detail
        if detail is None:
            return
        warning, over = detail.line.id, self.window()
        if key == JOIN:
            JoinWarning(self.seat, detail, over).begin()
            return
        match act := WarningAct(key):
            case WarningAct.ISSUED:
                IssueWarning(self.seat, warning, over).begin()
            case WarningAct.LIFTED:
                LiftWarning(self.seat, warning, over).begin()
            case WarningAct.AMENDED | WarningAct.ADJUSTED:
                self._rewrite(AmendWarning if act is WarningAct.AMENDED else AdjustWarning, warning)
            case WarningAct.OPENED:
                form = IncidentFromWarning(self.seat, detail, over)
                form.kept.connect(self._on_opened)
                form.begin()
            case WarningAct.RETURNED:
                verb = partial(warnings.send_back, warning_id=warning, seen=detail.seen)
                self._ask(self.tr("退回修改"), self.tr("退回的原因"), _reason(verb, self.seat))
            case WarningAct.DROPPED:
                verb = partial(warnings.drop, warning_id=warning, seen=detail.seen)
                self._ask(self.tr("撤销草稿"), self.tr("撤销的原因"), _reason(verb, self.seat))

    def _rewrite(self, form: type[AmendWarning | AdjustWarning], warning: int) -> None:
        def show(basis: WarningForm) -> None:
            form(self.seat, basis, warning, self.window()).begin()

        query = partial(amend_form, warning_id=warning, now=self.seat.clock())
        self.seat.tasks.read(self, query, show)

    @Slot(str, int)
    def _on_measure(self, key: str, measure_id: int) -> None:
        detail = self.detail.view.detail
        measure = next((m for m in detail.measures if m.id == measure_id), None) if detail else None
        if detail is None or measure is None:
            return
        if key == "talk":
            TalkForm(self.seat, detail, self.window()).begin()
            return
        about: dict[str, Any] = {"step_id": measure.id, "seen": measure.version}
        asked: dict[str, tuple[str, str, Callable[..., Any]]] = {
            "complete": (
                self.tr("办结"),
                self.tr("办理情况"),
                partial(warning_steps.complete, actor=self.seat.actor, **about),
            ),
            "drop": (
                self.tr("不办理"),
                self.tr("不办理的理由"),
                _reason(partial(warning_steps.drop, **about), self.seat),
            ),
            "reopen": (
                self.tr("恢复"),
                self.tr("恢复的原因"),
                _reason(partial(warning_steps.reopen, **about), self.seat),
            ),
        }
        title, label, verb = asked[key]
        self._ask(title, label, verb, measure.detail)

    @Slot(int)
    def _on_settle(self, talk_id: int) -> None:
        detail = self.detail.view.detail
        talk = next((t for t in detail.talks if t.id == talk_id), None) if detail else None
        if talk is not None:
            SettleForm(self.seat, talk, self.window()).begin()

    def _ask(self, title: str, label: str, verb: Callable[..., Any], explain: str = "") -> None:
        WordsForm(self.seat, title, title, label, verb, self.window(), explain=explain).begin()


def _reason(verb: Callable[..., Any], seat: Seat) -> Callable[..., Any]:
    """The verb with what was written as its reason."""
    actor = seat.actor

    def run(session: Any, words: str) -> None:
        verb(session, actor, reason=words)

    return run
