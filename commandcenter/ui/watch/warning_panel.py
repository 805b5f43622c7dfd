"""预警: in force, drafts and what has ended at the left, all of the chosen one at the right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor
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
from commandcenter.ui.frame.offered_acts import show_offer
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.releases.notice_panel import NoticePanel
from commandcenter.ui.texts import word
from commandcenter.ui.watch.talk_form import (
    IncidentFromWarning,
    SettleForm,
    TakeBackForm,
    TalkForm,
)
from commandcenter.ui.watch.triage_form import JoinWarning
from commandcenter.ui.watch.warning_draft_form import AmendWarning, DraftWarning
from commandcenter.ui.watch.warning_sign_form import AdjustWarning, IssueWarning, LiftWarning
from commandcenter.ui.watch.warning_view import JOIN, WarningView
from commandcenter.ui.watch.warning_words import age_words, progress_words
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.entry_list import Entry

IN_FORCE, ENDED = "in_force", "ended"
Reasoned = Callable[[Any, Actor, int, str], None]
KINDS = frozenset({"warning", "warning_step", "trader_talk", "signal", "incident", "plan"})


class WarningDetailPanel(ChosenPanel[WarningDetail]):
    kinds = KINDS | frozenset({"batch", "complaint"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.notices = NoticePanel(seat)
        self.view = WarningView(notices=self.notices)
        self.hold(self.view)

    def ask(self, number: int) -> Query[WarningDetail]:
        return self.seat.query(warning_detail, number, self.seat.clock())

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
        view.talk_wanted.connect(self._on_talk)
        view.signal_wanted.connect(self.signal_wanted)
        view.incident_wanted.connect(self.incident_wanted)

    def query(self) -> Query[WarningBoard]:
        return self.seat.query(warning_board, self.seat.clock())

    def show_answer(self, answer: WarningBoard) -> None:
        show_offer(self.new, next(iter(answer.offers), None))
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
            form = DraftWarning(self.over, basis)
            form.kept.connect(self._on_drafted)
            form.begin()

        now = self.seat.clock()
        self.seat.tasks.read(self, lambda s: warning_form(s, None, now), show)

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
        warning = detail.line.id
        if key == JOIN:
            JoinWarning(self.over, detail).begin()
            return
        match act := WarningAct(key):
            case WarningAct.ISSUED:
                IssueWarning(self.over, warning).begin()
            case WarningAct.LIFTED:
                LiftWarning(self.over, warning).begin()
            case WarningAct.AMENDED | WarningAct.ADJUSTED:
                self._rewrite(AmendWarning if act is WarningAct.AMENDED else AdjustWarning, warning)
            case WarningAct.OPENED:
                form = IncidentFromWarning(self.over, detail)
                form.kept.connect(self._on_opened)
                form.begin()
            case WarningAct.RETURNED:
                verb = partial(warnings.send_back, seen=detail.seen)
                self._ask(self.tr("退回修改"), self.tr("退回的原因"), verb, warning)
            case WarningAct.DROPPED:
                verb = partial(warnings.drop, seen=detail.seen)
                self._ask(self.tr("撤销草稿"), self.tr("撤销的原因"), verb, warning)

    def _rewrite(self, form: type[AmendWarning | AdjustWarning], warning: int) -> None:
        def show(basis: WarningForm) -> None:
            form(self.over, basis, warning).begin()

        query = partial(amend_form, warning_id=warning, now=self.seat.clock())
        self.seat.tasks.read(self, query, show)

    @Slot(str, int)
    def _on_measure(self, key: str, measure_id: int) -> None:
        detail = self.detail.view.detail
        measure = next((m for m in detail.measures if m.id == measure_id), None) if detail else None
        if detail is None or measure is None:
            return
        if key == "talk":
            TalkForm(self.over, detail).begin()
            return
        seen = measure.version
        asked: dict[str, tuple[str, str, Reasoned]] = {
            "complete": (
                self.tr("办结"),
                self.tr("办理情况"),
                partial(warning_steps.complete, seen=seen),
            ),
            "drop": (
                self.tr("不办理"),
                self.tr("不办理的理由"),
                partial(warning_steps.drop, seen=seen),
            ),
            "reopen": (
                self.tr("恢复"),
                self.tr("恢复的原因"),
                partial(warning_steps.reopen, seen=seen),
            ),
        }
        title, label, verb = asked[key]
        self._ask(title, label, verb, measure.id, measure.detail)

    @Slot(str, int)
    def _on_talk(self, key: str, talk_id: int) -> None:
        detail = self.detail.view.detail
        talk = next((t for t in detail.talks if t.id == talk_id), None) if detail else None
        if talk is not None and key == "settle":
            SettleForm(self.over, talk).begin()
        elif talk is not None:
            TakeBackForm(self.over, talk).begin()

    def _ask(self, title: str, label: str, verb: Reasoned, about: int, explain: str = "") -> None:
        WordsForm(self.over, Wording(title, title, label, explain), verb, about).begin()
