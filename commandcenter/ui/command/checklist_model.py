"""The response checklist as a Qt list whose countdowns run without asking anybody."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject

from commandcenter.domain.command.checklist import StepState
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.times import short_zh
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui.frame.countdown import is_past, left_text
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import LineModel

ORDER = {StepState.OPEN: 0, StepState.DONE: 1, StepState.DROPPED: 2}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def chosen(
    steps: Sequence[StepLine], group: Group | None, now: datetime, *, all_steps: bool
) -> list[StepLine]:
    """The lines to show: of one group or of all, the 必办 alone or the rest after them.

    Late ones first and never hidden; then the open 必办, the other open ones, and at
    the end what is done, and what was dropped. Inside of each the order of `steps` stays.
    """

    def rank(step: StepLine) -> tuple[int, bool, bool]:
        return ORDER[step.state], not overdue(step, now), not step.must

    mine = [step for step in steps if group is None or step.group is group]
    shown = [step for step in mine if all_steps or step.must or overdue(step, now)]
    return sorted(shown, key=rank)


def overdue(step: StepLine, now: datetime) -> bool:
    """Told from the clock, not from the answer: a deadline passes between two answers."""
    return (
        step.state is StepState.OPEN
        and step.deadline_at is not None
        and is_past(step.deadline_at, now)
    )


def due_text(step: StepLine, now: datetime) -> str:
    """When it is due, or when it was done; "" for an open step without deadline."""
    if step.state is StepState.DROPPED:
        return QCoreApplication.translate("ChecklistModel", "已取消")
    if step.state is not StepState.OPEN:
        return short_zh(step.done_at, now) if step.done_at else ""
    return left_text(step.deadline_at, now) if step.deadline_at else ""


class ChecklistModel(LineModel[StepLine]):
    """Step lines and the time it is; a tick repaints only the rows whose words change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = LONG_AGO

    @property
    def now(self) -> datetime:
        return self._now

    def tick(self, now: datetime) -> None:
        before, self._now = self._now, now
        for row, step in enumerate(self.lines):
            if due_text(step, before) != due_text(step, now):
                self.dataChanged.emit(self.index(row), self.index(row))

    def text(self, line: StepLine) -> str:
        return line.title

    def spoken(self, line: StepLine) -> str:
        state = self.tr("已办结") if line.state is StepState.DONE else due_text(line, self._now)
        who = word(GROUP_WORDS[line.group])
        return self.tr("{title}，{group} {person}，{state}").format(
            title=line.title, group=who, person=line.person, state=state
        )

    def heads(self) -> tuple[str, ...]:
        return (
            self.tr("任务"),
            self.tr("工作组"),
            self.tr("承办人"),
            self.tr("状态"),
            self.tr("时限"),
            self.tr("办结"),
            self.tr("办结人"),
            self.tr("条款"),
            self.tr("依据"),
        )

    def cells(self, line: StepLine) -> tuple[Cell, ...]:
        return (
            line.title,
            word(GROUP_WORDS[line.group]),
            line.person,
            self._state(line),
            line.deadline_at,
            line.done_at,
            line.done_by,
            line.clause,
            line.basis,
        )

    def _state(self, line: StepLine) -> str:
        if line.state is StepState.OPEN:
            return self.tr("逾期") if overdue(line, self._now) else self.tr("待办")
        done = line.state is StepState.DONE
        return self.tr("已办结") if done else self.tr("已取消")

    def hint(self, line: StepLine) -> str:
        """The whole title, what it rests on, and who closed it when."""
        rows = [line.title]
        basis = " · ".join(part for part in (line.clause, line.basis) if part)
        if basis:
            rows.append(self.tr("依据 {basis}").format(basis=basis))
        if line.dropped_why:
            rows.append(self.tr("已取消：{why}").format(why=line.dropped_why))
        if line.done_at is not None:
            when = short_zh(line.done_at, self._now)
            rows.append(self.tr("{person} {when} 办结").format(person=line.done_by, when=when))
        return tip("\n".join(rows))
