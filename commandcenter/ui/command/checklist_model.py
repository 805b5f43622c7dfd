"""The response checklist as a Qt list whose countdowns run without asking anybody."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject

from commandcenter.domain.command.obligation import STATE_WORDS, UNDONE, ObligationState
from commandcenter.domain.late_entry import with_addition
from commandcenter.domain.org import Group
from commandcenter.domain.times import short_zh
from commandcenter.outputs.tables_out import Cell
from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui.frame.countdown import is_past, left_text
from commandcenter.ui.phrases import dotted, headed, joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import LineModel

ORDER = {
    ObligationState.OPEN: 0,
    ObligationState.GREY: 0,
    ObligationState.WAITING: 1,
    ObligationState.DONE: 2,
    ObligationState.NOT_APPLICABLE: 3,
    ObligationState.CEASED: 4,
}
LeftText = Callable[[datetime, datetime], str]  # how long until a deadline, in some length
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def chosen(
    steps: Sequence[StepLine], group: Group | None, now: datetime, *, all_steps: bool
) -> list[StepLine]:
    """The lines to show: of one group or of all, the 必办 alone or the rest after them.

    Late ones first and never hidden; then the open 必办, the other open ones, what waits for its
    case, what is done, and what is not asked for. Inside of each the order of `steps` stays.
    """

    def rank(step: StepLine) -> tuple[int, bool, bool]:
        return ORDER[step.state], not overdue(step, now), not step.must

    mine = [step for step in steps if group is None or step.group is group]
    shown = [step for step in mine if all_steps or step.must or overdue(step, now)]
    return sorted(shown, key=rank)


def overdue(step: StepLine, now: datetime) -> bool:
    """Told from the clock, not from the answer: a deadline passes between two answers."""
    return (
        step.state is ObligationState.OPEN
        and step.deadline_at is not None
        and is_past(step.deadline_at, now)
    )


def due_text(step: StepLine, now: datetime, left: LeftText = left_text) -> str:
    """When it is due, or when it was done; "" for an open step without deadline."""
    if step.state in UNDONE:
        return _left(step, now, left)
    if step.state is ObligationState.DONE:
        return done_text(step, now)
    if step.state is ObligationState.CEASED:
        return QCoreApplication.translate("ChecklistModel", "已取消")
    return word(STATE_WORDS[step.state])


def done_text(step: StepLine, now: datetime) -> str:
    """10:46; 10:46 补记, where it was entered after the limit."""
    if step.done_at is None:
        return ""
    time = short_zh(step.done_at, now)
    if step.added_at is None:
        return time
    return QCoreApplication.translate("FieldWords", "{time} 补记").format(time=time)


def verdict(step: StepLine, now: datetime) -> str:
    """时限 10:30，超时办结; 按时（补记于 11:40，王某）; "" of what was plainly in time."""
    if step.deadline_at is None or not (step.done_late or step.added_at):
        return ""
    late = QCoreApplication.translate("ChecklistModel", "时限 {due}，超时办结")
    in_time = QCoreApplication.translate("ChecklistModel", "时限 {due}，按时")
    words = (late if step.done_late else in_time).format(due=short_zh(step.deadline_at, now))
    if step.added_at is None:
        return words
    return with_addition(words, short_zh(step.added_at, now), step.entered_by)


def _left(step: StepLine, now: datetime, left: LeftText) -> str:
    """What is 待核实 is never called late."""
    if step.deadline_at is None:
        return ""
    grey = step.state is ObligationState.GREY
    late = grey and is_past(step.deadline_at, now)
    return short_zh(step.deadline_at, now) if late else left(step.deadline_at, now)


def title_of(step: StepLine) -> str:
    """With its place, of one that each place has."""
    if not step.place:
        return step.title
    template = QCoreApplication.translate("ChecklistModel", "{title} · {place}")
    return template.format(title=step.title, place=step.place)


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
        return title_of(line)

    def spoken(self, line: StepLine) -> str:
        state = self._state(line) if line.done_at else due_text(line, self._now)
        return self.tr("{title}，{group} {person}，{state}").format(
            title=title_of(line), group=word(line.office), person=line.person, state=state
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
            self.tr("办结依据"),
            self.tr("条款"),
            self.tr("依据"),
        )

    def cells(self, line: StepLine) -> tuple[Cell, ...]:
        return (
            title_of(line),
            word(line.office),
            line.person,
            self._state(line),
            line.deadline_at,
            line.done_at,
            line.done_by,
            headed(line.act, line.words) if line.words else line.act,
            line.clause,
            line.basis,
        )

    def _state(self, line: StepLine) -> str:
        if line.state is ObligationState.OPEN:
            return self.tr("逾期") if overdue(line, self._now) else self.tr("待办")
        if line.state is ObligationState.CEASED:
            return self.tr("已取消")
        if line.added_at:
            return self.tr("已办结（补记）")
        return word(STATE_WORDS[line.state])

    def hint(self, line: StepLine) -> str:
        """The whole title, what it rests on, and which act closed it when."""
        rows = [title_of(line)]
        basis = dotted((line.clause, line.basis))
        if basis:
            rows.append(self.tr("依据 {basis}").format(basis=basis))
        if line.why:
            rows.append(self._why(line))
        if line.done_at is not None:
            rows += self._closed(line, line.done_at)
        return tip(joined("\n", rows))

    def _why(self, line: StepLine) -> str:
        if line.state is ObligationState.WAITING:
            return self.tr("适用情形：{why}").format(why=line.why)
        gone = line.state is ObligationState.CEASED
        return self.tr("已取消：{why}").format(why=line.why) if gone else line.why

    def _closed(self, line: StepLine, at: datetime) -> list[str]:
        when = short_zh(at, self._now)
        rows = [self.tr("{person} {when} 办结").format(person=line.done_by, when=when)]
        by = headed(line.act, line.words) if line.words else line.act
        rows.append(self.tr("办结依据：{act}").format(act=by))
        if words := verdict(line, self._now):
            rows.append(words)
        return rows
