"""本组: the people of the group that one belongs to, who has come, and what each has in hand."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from commandcenter.domain.command.obligation import PROVING
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.queries.command.command import MemberLine
from commandcenter.queries.seat.desk_work import GroupView, group_view
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import restyle, tip
from commandcenter.ui.widgets.list_export import ViewExport

PERSON = Qt.ItemDataRole.UserRole
NAME, PHONE, STATE, STEPS = range(4)


def own_group(actor: Actor) -> Group | None:
    """The one that they lead before one that they belong to; in the order of the plan."""
    mine = actor.groups(Role.LEADER) or actor.groups()
    return next((group for group in Group if group in mine), None)


class OwnGroupPanel(LivePanel[GroupView]):
    """Signals:
    person_clicked: arg: id of the person
    """

    kinds = PROVING | {"obligation"}
    person_clicked = Signal(int)

    def __init__(self, seat: Seat, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent, title=word(GROUP_WORDS[group]))
        self.setObjectName("own_group")
        self.incident_id: int | None = None
        self._group = group
        self.tree = QTreeWidget()
        self.tree.setObjectName("own_group_people")
        self.tree.setAccessibleName(word(GROUP_WORDS[group]))
        self.tree.setRootIsDecorated(False)
        self.tree.setProperty("plain", "true")
        self.tree.setFont(look.font(Size.SMALL))
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(STEPS + 1)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(look.px(20))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # The number is never cut; of the name that there is no room for, its tip says the rest.
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.itemActivated.connect(self._on_item)
        self.tree.itemClicked.connect(self._on_item)
        self.body.addWidget(self.tree, 1)
        assert self.card is not None
        self.card.heading.addWidget(ViewExport(self.tree))

    def set_low(self, low: bool) -> None:
        """Closer rows on a low screen."""
        restyle(self.tree, "dense", "true" if low else "false")

    def query(self) -> Query[GroupView]:
        incident, group, now = self.incident_id, self._group, self.seat.clock()
        return lambda session: group_view(session, incident, group, now)

    def show_answer(self, answer: GroupView) -> None:
        here = sum(member.present for member in answer.members)
        words = self.tr("应到 {expected} 实到 {present}")
        self.set_note(words.format(expected=len(answer.members), present=here))
        self.tree.clear()
        for member in answer.members:
            self.tree.addTopLevelItem(self._item(member))
        self.tree.setColumnHidden(PHONE, not any(m.phone for m in answer.members))
        self.tree.setColumnHidden(STEPS, not any(m.open_steps for m in answer.members))

    def _item(self, member: MemberLine) -> QTreeWidgetItem:
        state = self.tr("到岗") if member.present else member.away or self.tr("未签到")
        name = self.tr("{name}（组长）").format(name=member.name) if member.leads else member.name
        steps = self.tr("{n} 项在办").format(n=member.open_steps) if member.open_steps else ""
        item = QTreeWidgetItem([name, member.phone, state, steps])
        item.setToolTip(NAME, tip(f"{name}\n{member.post}".strip()))
        item.setData(NAME, PERSON, member.id)
        item.setFont(NAME, look.font(Size.SMALL, BOLD))
        item.setForeground(STATE, theme.color("ok" if member.present else "warn"))
        return item

    @Slot(QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.person_clicked.emit(item.data(NAME, PERSON))
