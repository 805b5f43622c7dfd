"""The book of an incident as a card: what is to do, by whom, until when, and by what it is done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QStackedLayout, QWidget

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.checklist import Checklist, StepLine
from commandcenter.ui import icons, look
from commandcenter.ui.command.checklist_board import StepBoard
from commandcenter.ui.command.checklist_list import StepList
from commandcenter.ui.command.checklist_model import ChecklistModel, chosen, overdue
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.stacking import WIDEST

NARROW = 480  # base pixels: below that the heading has no room for all its words
ALL_GROUPS = 84  # what 全部组 alone needs


class StepAction(StrEnum):
    """What can be done to an obligation, from its circle, its row or the menu."""

    GO = "go"  # the form of the act that closes it
    COMPLETE = "complete"  # by a sentence, where no record proves it
    REOPEN = "reopen"
    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"
    TAKE_BACK = "take_back"
    ASSIGN = "assign"
    REMIND = "remind"
    CALL = "call"
    NOTE = "note"
    ATTACH = "attach"


ICONS = {
    StepAction.GO: "right",
    StepAction.COMPLETE: "done",
    StepAction.REOPEN: "undo",
    StepAction.APPLIES: "done",
    StepAction.NOT_APPLICABLE: "dropped",
    StepAction.TAKE_BACK: "undo",
    StepAction.ASSIGN: "assign",
    StepAction.REMIND: "clock",
    StepAction.CALL: "phone",
    StepAction.NOTE: "note",
    StepAction.ATTACH: "attach",
}
GROUP_LEAST = 132
MayDo = Callable[[StepLine, StepAction], bool]


def fits(step: StepLine, action: StepAction) -> bool:
    """Whether the state of the step allows it, whoever asks."""
    gone = step.state is ObligationState.CEASED
    match action:
        case StepAction.GO:
            return step.undone and bool(step.form)
        case StepAction.COMPLETE:
            return step.state is ObligationState.OPEN and step.by_hand
        case StepAction.REOPEN:
            return step.can_reopen
        case StepAction.APPLIES:
            return step.state is ObligationState.WAITING
        case StepAction.NOT_APPLICABLE:
            return step.undone or step.state is ObligationState.WAITING
        case StepAction.TAKE_BACK:
            return step.state is ObligationState.NOT_APPLICABLE
        case StepAction.ASSIGN:
            return step.undone and step.group is not None
        case StepAction.REMIND | StepAction.CALL:
            return step.state is ObligationState.OPEN
        case _:
            return not gone


def anything(step: StepLine, action: StepAction) -> bool:
    return True


def nothing(*_: object) -> None:
    """On the wall the list is only looked at."""


@dataclass(frozen=True, slots=True)
class StepActs:
    """What a hand on the list does: to a step, by its id; its clause; the act that closed it;
    with a file that is brought to it."""

    carry_out: Mapping[StepAction, Callable[[int], object]]
    open: Callable[[int], object]
    show_clause: Callable[[str], object]
    show_act: Callable[[str, int], object]  # the table and id of the record
    bring: Callable[[int, Path], object] = nothing


LOOKED_AT = StepActs(dict.fromkeys(StepAction, nothing), nothing, nothing, nothing)


class ChecklistView(ViewCard):
    """Shows one `Checklist`. `may_do` says which of the `acts` this person is offered."""

    def __init__(
        self,
        acts: StepActs = LOOKED_AT,
        may_do: MayDo = anything,
        parent: QWidget | None = None,
    ) -> None:
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(self.tr("处置任务"), "", parent)
        self.setObjectName("checklist")
        self._acts, self._may_do = acts, may_do
        self._answer: Checklist | None = None
        self._group: Group | None = None
        self._all = False
        self._now: datetime | None = None
        self.model = ChecklistModel(self)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        if look.is_wall():
            self.board = StepBoard()
            self._stack.addWidget(self.board)
        else:
            self._build_desk()
        self._stack.addWidget(Empty("checklist", self.tr("启动响应后，任务清单在此列出"), ""))
        self._stack.setCurrentIndex(1)

    def _build_desk(self) -> None:
        self.list = StepList(self.model, self.act_words)
        self.list.ticked.connect(self._on_ticked)
        self.list.act_clicked.connect(self._on_act)
        self.list.clause_clicked.connect(self._on_clause)
        self.list.opened.connect(self._on_opened)
        self.list.menu_wanted.connect(self._on_menu)
        self._stack.addWidget(self.list)
        self._menu = QMenu(self)
        self._menu.setObjectName("step_menu")
        self._menu.triggered.connect(self._on_entry)
        self._menu_step: StepLine | None = None
        self.group_box = QComboBox()
        self.group_box.setObjectName("checklist_group")
        self.group_box.setMinimumWidth(look.px(GROUP_LEAST))  # its longest entry may be longer
        self.group_box.setAccessibleName(self.tr("按组筛选"))
        self.group_box.setFont(look.font(Size.SMALL))
        self.group_box.addItem(self.tr("全部组"))
        for group in Group:
            self.group_box.addItem(word(GROUP_WORDS[group]))
        self.group_box.currentIndexChanged.connect(self._on_group)
        self.fold = Button("", Kind.QUIET, icon="right", size=Size.SMALL)
        self.fold.setObjectName("checklist_fold")
        self.fold.clicked.connect(self._on_fold)
        self.export = ViewExport(self.list)
        self.heading.setSpacing(look.px(4))
        self.heading.addWidget(self.export)
        self.heading.addWidget(self.group_box)
        self.heading.addWidget(self.fold)

    def set_may_do(self, may_do: MayDo) -> None:
        """Who sits here may do other things now."""
        self._may_do = may_do

    def set_checklist(self, answer: Checklist) -> None:
        self._answer = answer
        self._now = answer.now
        self._arrange()

    @Slot(object)
    def tick(self, now: datetime) -> None:
        """Let the countdowns run; a deadline that passes moves its line up."""
        if self._answer is None:
            return
        before, self._now = self._now, now
        passed = any(
            before is not None and overdue(step, now) and not overdue(step, before)
            for step in self._answer.steps
        )
        if passed:
            self._arrange()
        elif self.wall:
            self.board.tick(now)  # the lines are those of before, until one is late
        else:
            self.model.tick(now)

    def _shown(self) -> list[StepLine]:
        assert self._answer is not None
        assert self._now is not None
        every = self._all or self.wall
        dropped = self._answer.dropped if self._all else ()
        steps = (*self._answer.steps, *dropped)
        return chosen(steps, self._group, self._now, all_steps=every)

    def _arrange(self) -> None:
        """Show the lines of the present choice, and say in the heading how it stands."""
        if self._answer is None or self._now is None:
            return
        lines = self._shown()
        self._stack.setCurrentIndex(0 if self._answer.steps else 1)
        self.set_words(self._summary(self._answer, self._now))
        if self.wall:
            self.board.show_steps(lines, self._now)
            return
        self.model.tick(self._now)
        self.model.set_lines(lines)
        self._set_fold(self._answer, self._now, len(lines))

    def _summary(self, answer: Checklist, now: datetime) -> str:
        if not answer.steps:
            return ""
        words = self.tr("必办 {done} / {total}").format(
            done=answer.must_done, total=answer.must_total
        )
        late = sum(overdue(step, now) for step in answer.steps)
        if late:
            words = dotted((words, self.tr("{count} 项逾期").format(count=late)))
        level = next((s.level for s in answer.steps if s.undone and s.provisional), None)
        if level is not None:
            words = dotted((words, self.tr("暂按{level}级计时").format(level=level.sign)))
        return words

    def _set_fold(self, answer: Checklist, now: datetime, shown: int) -> None:
        whole = (*answer.steps, *answer.dropped)
        every = chosen(whole, self._group, now, all_steps=True)
        hidden = len(every) - shown
        self.fold.setVisible(self._all or hidden > 0)
        self.fold.set_icon("up" if self._all else "down")
        rest = self.tr("其余 {count} 项").format(count=hidden)
        whole_words = self.tr("只看必办") if self._all else rest
        self.fold.setAccessibleName(whole_words)
        short = self.tr("{count} 项").format(count=hidden)
        narrow = self.width() < look.px(NARROW) and not self._all
        self.fold.setText(short if narrow else whole_words)
        self.fold.setToolTip(tip(whole_words) if narrow else "")
        whole_list = narrow and self.group_box.currentIndex() == 0
        self.group_box.setMaximumWidth(look.px(ALL_GROUPS) if whole_list else WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.wall and self._answer is not None and self._now is not None:
            self._set_fold(self._answer, self._now, len(self._shown()))

    @Slot(int)
    def _on_group(self, index: int) -> None:
        self._group = list(Group)[index - 1] if index > 0 else None
        self._arrange()

    @Slot()
    def _on_fold(self) -> None:
        self._all = not self._all
        self._arrange()

    def first_act(self, step: StepLine) -> StepAction | None:
        """What its circle does for this person: opens the act's form, else asks for the words."""
        wanted = (StepAction.GO, StepAction.COMPLETE)
        return next((a for a in wanted if fits(step, a) and self._may_do(step, a)), None)

    def act_words(self, step: StepLine) -> str:
        """What this person is offered, or the act that closed it."""
        if step.done_at is not None:
            return step.act
        first = self.first_act(step)
        if first is None:
            return ""
        return self.tr("去办理") if first is StepAction.GO else self.tr("登记完成情况…")

    @Slot(object)
    def _on_ticked(self, step: StepLine) -> None:
        first = self.first_act(step)
        if first is not None:
            self._acts.carry_out[first](step.id)

    @Slot(object)
    def _on_act(self, step: StepLine) -> None:
        if step.done_at is None:
            self._on_ticked(step)
        elif step.act_table and step.act_id is not None:
            self._acts.show_act(step.act_table, step.act_id)
        else:
            self._acts.open(step.id)

    @Slot(object)
    def _on_clause(self, step: StepLine) -> None:
        self._acts.show_clause(step.clause)

    @Slot(object)
    def _on_opened(self, step: StepLine) -> None:
        self._acts.open(step.id)

    def _words(self) -> dict[StepAction, str]:
        return {
            StepAction.GO: self.tr("去办理"),
            StepAction.COMPLETE: self.tr("登记完成情况…"),
            StepAction.REOPEN: self.tr("恢复"),
            StepAction.APPLIES: self.tr("适用…"),
            StepAction.NOT_APPLICABLE: self.tr("不适用…"),
            StepAction.TAKE_BACK: self.tr("撤回不适用"),
            StepAction.ASSIGN: self.tr("分派…"),
            StepAction.REMIND: self.tr("催办…"),
            StepAction.CALL: self.tr("叫应…"),
            StepAction.NOTE: self.tr("备注…"),
            StepAction.ATTACH: self.tr("附件…"),
        }

    def actions_for(self, step: StepLine) -> list[StepAction]:
        """What this person is offered for this step, in the order of the menu."""
        return [a for a in StepAction if fits(step, a) and self._may_do(step, a)]

    @Slot(object, object)
    def _on_menu(self, step: StepLine, place: QPoint) -> None:
        actions = self.actions_for(step)
        if not actions:
            return
        self._menu_step = step
        self._menu.clear()
        words = self._words()
        for action in actions:
            entry = self._menu.addAction(icons.load(ICONS[action]), words[action])
            entry.setObjectName(f"step_{action.value}")
            entry.setData(action.value)
        self._menu.popup(place)

    @Slot(QAction)
    def _on_entry(self, entry: QAction) -> None:
        if self._menu_step is not None:
            self._acts.carry_out[StepAction(entry.data())](self._menu_step.id)
