"""For who decides: what waits for them, large, and beside it the incident on one page."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.queries.command.command import CommandPicture, GroupLine, command_picture
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.command.checklist_panel import ChecklistPanel
from commandcenter.ui.command.log_panel import LogPanel
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.side import shows_on_wall, turn_log
from commandcenter.ui.desk.top_subjects import TopsPanel
from commandcenter.ui.frame.countdown import is_past, left_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.seat.todo_panel import TodoPanel
from commandcenter.ui.texts import word
from commandcenter.ui.watch.timeline_panel import TimelinePanel
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.list_export import ViewExport

GROUP = Qt.ItemDataRole.UserRole
DUE = 5


class GroupsPanel(LivePanel[CommandPicture]):
    """The six groups as lines.

    Signals:
        group_clicked: arg: value of the Group
    """

    kinds = PROVING | {"obligation"}
    ticking = True
    group_clicked = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.incident_id: int | None = None
        self._groups: tuple[GroupLine, ...] = ()
        self.tree = QTreeWidget()
        self.tree.setObjectName("groups")
        self.tree.setAccessibleName(self.heading())
        self.tree.setRootIsDecorated(False)
        self.tree.setProperty("plain", "true")
        self.tree.setFont(look.font())
        self.tree.setHeaderLabels(
            [
                self.tr("工作组"),
                self.tr("组长"),
                self.tr("到岗"),
                self.tr("任务"),
                self.tr("下一项"),
                self.tr("时限"),
            ]
        )
        header = self.tree.header()
        header.setFont(look.font(Size.SMALL))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.tree.itemActivated.connect(self._on_item)
        self.tree.itemClicked.connect(self._on_item)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.tree)
        assert self.card is not None
        self.card.heading.addWidget(ViewExport(self.tree))

    def heading(self) -> str:
        return self.tr("各组进展")

    def query(self) -> Query[CommandPicture]:
        incident, now = self.incident_id, self.seat.clock()
        return lambda session: command_picture(session, incident, now)

    def show_answer(self, answer: CommandPicture) -> None:
        template = self.tr("应到 {expected} 实到 {present}")
        self.set_note(template.format(expected=answer.expected, present=answer.present))
        self._groups = answer.groups
        self.tree.clear()
        for line in answer.groups:
            self.tree.addTopLevelItem(self._item(line))
        self._fit()

    def _fit(self) -> None:
        """As high as its six lines."""
        rows = sum(self.tree.sizeHintForRow(n) for n in range(self.tree.topLevelItemCount()))
        self.tree.setFixedHeight(self.tree.header().sizeHint().height() + rows + 2)

    def _item(self, line: GroupLine) -> QTreeWidgetItem:
        done = f"{line.done}/{line.done + line.open}"
        leader = line.leader.name if line.leader else self.tr("未指定")
        columns = [
            word(GROUP_WORDS[line.group]),
            leader,
            f"{line.present}/{line.expected}",
            done,
            line.next_title,
            "",
        ]
        item = QTreeWidgetItem(columns)
        item.setData(0, GROUP, line.group.value)
        item.setFont(0, look.font(Size.TEXT, BOLD))
        return item

    def tick(self, now: datetime) -> None:
        for row, line in enumerate(self._groups):
            item = self.tree.topLevelItem(row)
            if item is None or line.next_deadline is None:
                continue
            text = left_text(line.next_deadline, now)
            if item.text(DUE) != text:
                item.setText(DUE, text)
                late = is_past(line.next_deadline, now)
                item.setForeground(DUE, theme.color("danger" if late else "text_dim"))

    @Slot(QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.group_clicked.emit(item.data(0, GROUP))


class QuietCity(QWidget):
    """How the city stands while there is no incident: the day's complaints and their traders."""

    def __init__(self, seat: Seat, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quiet_city")
        self.timeline = TimelinePanel(seat)
        self.timeline.bin_clicked.connect(rows.city_bin)
        self.tops = TopsPanel(seat)
        self.tops.subject_wanted.connect(rows.subject)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self.timeline, 5)
        box.addWidget(self.tops, 6)


class Overview(QWidget):
    """Left what waits and what happens, right how it stands: the groups, the tasks.

    Without an incident what waits has the left to itself, and the city stands at the right.
    """

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.todo = TodoPanel(seat)
        self.todo.acted.connect(acts.todo)
        self.groups = GroupsPanel(seat)
        self.steps = ChecklistPanel(seat, rows.step_acts())
        self.log = LogPanel(seat, may_show=shows_on_wall(seat.actor))
        waiting = Card("", "")
        waiting.body.addWidget(self.todo, 1)
        self.quiet = QuietCity(seat, rows)
        stands = QWidget()
        left, right = QVBoxLayout(), QVBoxLayout(stands)
        left.addWidget(waiting, 6)
        left.addWidget(self.log, 7)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.groups)
        right.addWidget(self.steps, 1)
        self.right = QStackedWidget()
        self.right.addWidget(stands)
        self.right.addWidget(self.quiet)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (left, right, box):
            part.setSpacing(look.px(10))
        box.addLayout(left, 5)
        box.addWidget(self.right, 8)

    def turn_to(self, incident_id: int | None) -> None:
        self.right.setCurrentIndex(1 if incident_id is None else 0)
        self.log.setVisible(incident_id is not None)
        for panel in (self.groups, self.steps):
            panel.incident_id = incident_id
            panel.refresh()
        turn_log(self.log, incident_id)
