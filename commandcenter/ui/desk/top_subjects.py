"""The traders most complained about today, beside what is usual for them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from commandcenter.queries.seat.desk import TopSubject, Watch, watch
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.as_of import as_of_text
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.name_column import make_room

ID = Qt.ItemDataRole.UserRole


class TopsPanel(LivePanel[Watch]):
    """Signals:
    subject_wanted: args: id of the subject, its name
    """

    kinds = frozenset({"batch"})
    again_s = AGAIN_S
    subject_wanted = Signal(int, str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.tree = QTreeWidget()
        self.tree.setObjectName("top_subjects")
        self.tree.setAccessibleName(self.heading())
        self.tree.setRootIsDecorated(False)
        self.tree.setFont(look.font())
        self.tree.setProperty("plain", "true")
        self.tree.setHeaderLabels(
            [self.tr("经营主体"), self.tr("县区"), self.tr("今日"), self.tr("平时每日")]
        )
        header = self.tree.header()
        header.setFont(look.font(Size.SMALL))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 76), (2, 64), (3, 76)):
            self.tree.setColumnWidth(column, look.px(width))
        self.tree.itemActivated.connect(self._on_item)
        self.tree.itemClicked.connect(self._on_item)
        assert self.card is not None
        self.card.heading.addWidget(ViewExport(self.tree))
        hint = self.tr("今日的投诉导入或登记后，被投诉多的列在这里，与平时相比")
        self._empty = Empty("subject", self.tr("今日还没有指明主体的投诉"), hint)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self._empty, 1)
        self._empty.hide()

    def heading(self) -> str:
        return self.tr("今日投诉集中的主体")

    def query(self) -> Query[Watch]:
        actor, now = self.seat.actor, self.seat.clock()
        return lambda session: watch(session, actor, now)

    def show_answer(self, answer: Watch) -> None:
        self.set_note(as_of_text(answer.quiet.sources, answer.quiet.now))
        self.tree.clear()
        for top in answer.top:
            self.tree.addTopLevelItem(self._item(top))
        make_room(self.tree, 1, (top.district for top in answer.top))
        self.tree.setVisible(bool(answer.top))
        self._empty.setVisible(not answer.top)

    def _item(self, top: TopSubject) -> QTreeWidgetItem:
        usual = f"{top.usual:.1f}"
        item = QTreeWidgetItem([top.name, top.district, str(top.count), usual])
        item.setData(0, ID, top.id)
        item.setToolTip(0, "")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in (2, 3):
            item.setTextAlignment(column, right)
        item.setFont(2, look.font(Size.TEXT, BOLD))
        spoken = self.tr("{name}，今日 {n} 件，平时每日 {usual} 件")
        item.setData(
            0,
            Qt.ItemDataRole.AccessibleTextRole,
            spoken.format(name=top.name, n=top.count, usual=usual),
        )
        return item

    @Slot(QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem) -> None:
        self.subject_wanted.emit(item.data(0, ID), item.text(0))
