"""The six groups of an incident as lines: head, present of expected, next act and its limit."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import GROUP_SHORT, GROUP_WORDS
from commandcenter.queries.command.command import CommandPicture, GroupLine, command_picture
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.countdown import brief_text, is_past
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import speaks_chinese, word
from commandcenter.ui.widgets.labels import restyle, tip
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.painting import RING

GROUP = Qt.ItemDataRole.UserRole
LEADER, THERE, NEXT, DUE = 1, 2, 3, 4


class GroupsPanel(LivePanel[CommandPicture]):
    """The command structure in its small form: of each group head, present of expected, next act.

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
        self.tree.setFont(look.font(Size.SMALL))
        self.tree.setHeaderLabels(
            [
                self.tr("工作组"),
                self.tr("组长"),
                self.tr("到岗"),
                self.tr("下一项"),
                self.tr("时限"),
            ]
        )
        header = self.tree.header()
        header.setFont(look.font(Size.SMALL))
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(look.px(20))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NEXT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(THERE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(THERE, look.px(38))
        self.tree.itemActivated.connect(self._on_item)
        self.tree.itemClicked.connect(self._on_item)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.tree)
        assert self.card is not None
        self.card.heading.addWidget(ViewExport(self.tree))

    def heading(self) -> str:
        return self.tr("指挥体系")

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

    def set_low(self, low: bool) -> None:
        """Closer rows on a low screen."""
        restyle(self.tree, "dense", "true" if low else "false")
        self._fit()

    def _fit(self) -> None:
        """As high as its six lines."""
        rows = sum(self.tree.sizeHintForRow(n) for n in range(self.tree.topLevelItemCount()))
        head = 0 if self.tree.isHeaderHidden() else self.tree.header().sizeHint().height()
        self.tree.setFixedHeight(head + rows + 2 + 2 * look.px(RING))

    def _item(self, line: GroupLine) -> QTreeWidgetItem:
        leader = line.leader.name if line.leader else self.tr("未指定")
        names = GROUP_WORDS if speaks_chinese() else GROUP_SHORT
        columns = [
            word(names[line.group]),
            leader,
            f"{line.present}/{line.expected}",
            line.next_title,
            "",
        ]
        item = QTreeWidgetItem(columns)
        item.setData(0, GROUP, line.group.value)
        item.setFont(0, look.font(Size.SMALL, BOLD))
        item.setToolTip(0, tip(word(GROUP_WORDS[line.group])))
        item.setToolTip(NEXT, tip(line.next_title))
        spoken = Qt.ItemDataRole.AccessibleTextRole  # of what stands empty
        item.setData(NEXT, spoken, line.next_title or self.tr("没有待办任务"))
        item.setData(DUE, spoken, self.tr("没有时限"))
        if line.leader is not None and not line.leader.present:
            item.setForeground(LEADER, theme.color("warn"))  # the words: 未签到, in its tip
            item.setToolTip(LEADER, tip(self.tr("未签到")))
        return item

    def tick(self, now: datetime) -> None:
        for row, line in enumerate(self._groups):
            item = self.tree.topLevelItem(row)
            if item is None or line.next_deadline is None:
                continue
            text = brief_text(line.next_deadline, now)
            if item.text(DUE) != text:
                item.setText(DUE, text)
                item.setData(DUE, Qt.ItemDataRole.AccessibleTextRole, text)
                late = is_past(line.next_deadline, now)
                item.setForeground(DUE, theme.color("danger" if late else "text_dim"))

    @Slot(QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.group_clicked.emit(item.data(0, GROUP))
