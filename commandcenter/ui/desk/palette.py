"""The search (Ctrl+K): one field that finds everything, all by keyboard."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from commandcenter.late import late_name
from commandcenter.queries.seat.search_ask import SHOWN, Looked, SearchHit, Way
from commandcenter.ui import look, theme
from commandcenter.ui.desk.search_list import FoundLine, SearchList
from commandcenter.ui.desk.search_memory import WAY, SearchMemory
from commandcenter.ui.desk.search_words import groups_in_order, line_of, sought_words
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.queries.seat.search_ways import fitting, looked_again, looked_for
else:  # loaded with the first search
    fitting = late_name("queries.seat.search_ways", "fitting")
    looked_again = late_name("queries.seat.search_ways", "looked_again")
    looked_for = late_name("queries.seat.search_ways", "looked_for")

WIDTH, HEIGHT = 760, 560
TOP = 70
GATHER_MS = 80
FEW = 5  # of each kind
MOST_WAYS = 9  # acts that an empty field offers
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
ENDS = {Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}


class Palette(QWidget):
    """Lies over the window; Esc puts it away.

    Signals:
        found: A hit was chosen. arg: SearchHit
        deed: A way was chosen. arg: its key
    """

    found = Signal(object)
    deed = Signal(str)

    def __init__(self, seat: Seat, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("搜索"))
        self.seat, self.memory = seat, SearchMemory(settings, seat)
        self._around = parent
        self._ways: tuple[Way, ...] = ()
        self._before: QWidget | None = None
        self._said: str | None = None  # the words whose answer is shown; None: of none yet
        self._asking = self._entered = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._ask)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        px = look.px
        self.field = QLineEdit()
        self.field.setObjectName("palette_field")
        self.field.setFont(look.font(Size.TITLE))
        self.field.setPlaceholderText(
            self.tr("页面、操作、设置、事件、公文、人员、投诉……拼音也可以")
        )
        self.field.setAccessibleName(self.tr("搜索词"))
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.list = SearchList()
        self.list.itemClicked.connect(self._on_item)
        self._hint = PlainLabel("", Size.SMALL, ink="text_faint")
        self._hint.setObjectName("palette_hint")
        self._hint.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(14), px(14), px(14), px(10))
        box.setSpacing(px(8))
        for widget in (self.field, self.list, self._hint):
            box.addWidget(widget)

    def open(self, ways: Sequence[Way]) -> None:
        """Show it, with the ways that can be found now."""
        self._ways = tuple(ways)
        self._before = QApplication.focusWidget()
        self._entered = False
        self.field.clear()
        self._said = None
        self._show(Looked((), ()))
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ask()

    @Slot()
    def put_away(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    # -- asking -------------------------------------------------------------------------------

    @Slot(str)
    def _on_text(self, words: str) -> None:
        self._entered = False
        if self.isVisible():
            self._gather.start()

    @Slot()
    def _ask(self) -> None:
        """One question at a time; what was typed meanwhile is asked when it is answered."""
        self._gather.stop()
        if self._asking or not self.isVisible():
            return
        self._asking = True
        words, actor, sight = self.field.text(), self.seat.actor, self.seat.sight
        lately = [key for kind, key in self.memory.lately() if kind == WAY]
        if words.strip():
            query = partial(looked_for, actor=actor, words=words, ways=self._ways, lately=lately)
        else:
            query = partial(looked_again, actor=actor, keys=self.memory.hits())
        self.seat.tasks.read(
            self, partial(query, sight=sight), partial(self._arrived, words),
            partial(self._failed, words),
        )  # fmt: skip

    def _arrived(self, words: str, looked: Looked) -> None:
        self._answer(words, looked, "")

    def _failed(self, words: str, failure: Failure) -> None:
        """The desk's own ways are found without a database."""
        said = self.tr("没有连上数据库，只找了页面和操作。")
        self._answer(words, Looked(fitting(self._ways, words), ()), said)

    def _answer(self, words: str, looked: Looked, trouble: str) -> None:
        self._asking = False
        if not self.isVisible():
            return
        if words != self.field.text():
            self._ask()
            return
        self._said = words
        self._show(looked, trouble)
        if self._entered:
            self._choose(self.list.chosen())

    # -- showing ------------------------------------------------------------------------------

    def _show(self, looked: Looked, trouble: str = "") -> None:
        words = self.field.text().strip()
        lines = self._found(looked) if words else self._at_first(looked.hits)
        self.list.show_lines(lines)
        if trouble:
            self._hint.setText(trouble)
        elif words and not lines and self._said is not None:
            said = self.tr("没有找到“{words}”。找过：{places}。可换一个词，或用空格分开几个词。")
            places = sought_words(SHOWN[self.seat.sight])
            self._hint.setText(said.format(words=words, places=places))
        elif words:
            self._hint.setText(self.tr("上下键选择 · Home 回到第一项 · 回车打开 · Esc 关闭"))
        else:
            places = sought_words(SHOWN[self.seat.sight])
            self._hint.setText(self.tr("可找：{places}。").format(places=places))

    def _found(self, looked: Looked) -> list[FoundLine]:
        """A few of each kind: pages and acts first."""
        lines: list[FoundLine] = []
        shown: dict[object, int] = {}
        every: tuple[Way | SearchHit, ...] = (*looked.ways, *looked.hits)
        for what in every:
            shown[what.kind] = shown.get(what.kind, 0) + 1
            if shown[what.kind] <= FEW:
                lines.append(line_of(what))
        order = groups_in_order()
        return sorted(lines, key=lambda line: order.index(line.group))

    def _at_first(self, hits: Sequence[SearchHit]) -> list[FoundLine]:
        """What was used lately, then what can be done now."""
        by_key = {(hit.kind.value, hit.key): hit for hit in hits}
        known: dict[tuple[str, str], Way | SearchHit]
        known = {(WAY, way.key): way for way in reversed(self._ways)}
        known |= by_key
        lately = [known[used] for used in self.memory.lately() if used in known]
        group = self.tr("最近用过")
        lines = [line_of(what, group) for what in lately if not getattr(what, "reason", "")]
        acts: dict[str, Way] = {}
        for way in self._ways:
            if way.key.startswith("move:"):
                acts.setdefault(way.key, way)  # by the first of its names
        group = self.tr("操作")
        return lines + [line_of(way, group) for way in list(acts.values())[:MOST_WAYS]]

    # -- choosing -----------------------------------------------------------------------------

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self._choose(self.list.chosen())

    def _on_enter(self) -> None:
        """What is chosen is of what is typed: an answer under way is waited for."""
        if self._said == self.field.text() or not self.field.text().strip():
            self._choose(self.list.chosen())
        else:
            self._entered = True
            self._ask()

    def _choose(self, line: FoundLine | None) -> None:
        self._entered = False
        if line is None or line.reason:
            return
        self.put_away()
        what = line.what
        if isinstance(what, Way):
            self.memory.note(WAY, what.key)
            self.deed.emit(what.key)
        elif isinstance(what, SearchHit):
            self.memory.note(what.kind.value, what.key)
            self.found.emit(what)

    def _place(self) -> None:
        px = look.px
        width = min(px(WIDTH), self._around.width() - px(40))
        height = min(px(HEIGHT), self._around.height() - px(TOP) - px(20))
        self.setGeometry((self._around.width() - width) // 2, px(TOP), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._around and self.isVisible():
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Home and End move in the field as well."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        done: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Return: self._on_enter,
            Qt.Key.Key_Enter: self._on_enter,
            Qt.Key.Key_Escape: self.put_away,
        }
        if key in STEPS:
            self.list.step(STEPS[key])
        elif key in ENDS:
            self.list.step(ENDS[key])
            return False
        elif key in done:
            done[key]()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._gather.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("surface"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.px(10), look.px(10))
