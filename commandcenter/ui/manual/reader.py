"""The window that the manual is read in: contents at the left, a page at the right, a search."""

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.manual.pages import Manual, ManualPage
from commandcenter.outputs.manual_html import page_html
from commandcenter.ui import look, theme
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel, tip

HEIGHT, TEXT = 720, 690
CONTENTS, MOST = 250, 360  # as wide as the titles, within these
KEY = Qt.ItemDataRole.UserRole
STYLE = """
h2 { font-size: 20px; color: {{text}}; } h3 { font-size: 16px; color: {{text}}; }
p, li { color: {{text}}; line-height: 150%; } b { color: {{accent_soft_text}}; }
a { color: {{link}}; } pre, code { background-color: {{surface_3}}; color: {{text}}; }
"""


class ManualReader(QWidget):
    """Shows `manual`; loads nothing from anywhere: a link leads to another page of it, or nowhere.

    Deletes itself when it is closed.
    """

    def __init__(self, manual: Manual, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.manual = manual
        self._page: ManualPage = manual.pages[0]
        self._before: list[ManualPage] = []
        self.setObjectName("manual")
        self.setWindowTitle(manual.title)
        self.setAccessibleName(manual.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._build()
        self._lay_out()
        for keys, act in (
            ("Esc", self.close),
            ("Ctrl+F", self.search.setFocus),
            ("Alt+Left", self.go_back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._fill(manual.pages)
        self._take_room()
        self.search.setFocus()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("manual_search")
        self.search.setPlaceholderText(self.tr("在手册中查找"))
        self.search.setAccessibleName(self.tr("在手册中查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setFont(look.font())
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._next)
        self.contents = QTreeWidget()
        self.contents.setObjectName("manual_contents")
        self.contents.setAccessibleName(self.tr("目录"))
        self.contents.setHeaderHidden(True)
        self.contents.setRootIsDecorated(False)
        self.contents.setIndentation(look.px(14))
        self.contents.setProperty("plain", "true")
        self.contents.setFont(look.font())
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.contents.currentItemChanged.connect(self._on_item)
        self.none = PlainLabel("", Size.SMALL, ink="text_dim")
        self.none.setObjectName("manual_none")
        self.none.setWordWrap(True)
        self.none.hide()
        self.back = Button(self.tr("后退"), Kind.QUIET, size=Size.SMALL)
        self.back.setObjectName("manual_back")
        self.back.setEnabled(False)
        self.back.clicked.connect(self.go_back)
        self.text = ManualText()
        self.text.anchorClicked.connect(self._on_link)

    def _lay_out(self) -> None:
        px = look.px
        left, right = Ground("surface_2"), Ground("surface")
        on_left, on_right = QVBoxLayout(left), QVBoxLayout(right)
        for box, margin in ((on_left, 12), (on_right, 4)):
            box.setContentsMargins(px(margin), px(12), px(margin), px(4))
            box.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.manual.title, Size.TITLE, BOLD), 1)
        head.addWidget(self.back)
        on_left.addLayout(head)
        on_left.addWidget(self.search)
        on_left.addWidget(self.none)
        on_left.addWidget(self.contents, 1)
        on_right.addWidget(self.text, 1)
        self.split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)

    def _take_room(self) -> None:
        px, room = look.px, self.screen().availableSize()
        titles = self.contents.sizeHintForColumn(0) + px(48)
        contents = min(max(px(CONTENTS), titles), px(MOST))
        self.resize(
            min(contents + px(TEXT), room.width() - 40), min(px(HEIGHT), room.height() - 60)
        )
        left = min(contents, self.width() * 2 // 5)
        self.split.setSizes([left, self.width() - left])

    @property
    def page(self) -> ManualPage:
        return self._page

    def show_page(self, page: ManualPage) -> None:
        """Turn to it; what was looked for is marked no more."""
        if page != self._page:
            self._before.append(self._page)
        self._turn(page)

    @Slot()
    def go_back(self) -> None:
        if self._before:
            self._turn(self._before.pop())

    def _turn(self, page: ManualPage) -> None:
        self._page = page
        self.back.setEnabled(bool(self._before))
        self.text.setHtml(page_html(page, self.manual.language))
        item = self._items.get(page.key)
        if item is not None and item is not self.contents.currentItem():
            self.contents.setCurrentItem(item)
        self._mark()

    def _fill(self, pages: tuple[ManualPage, ...]) -> None:
        """The contents with these pages only."""
        self.contents.blockSignals(True)
        self.contents.clear()
        self._items: dict[str, QTreeWidgetItem] = {}
        for chapter in self.manual.chapters:
            shown = [page for page in chapter.pages if page in pages]
            if not shown:
                continue
            top = QTreeWidgetItem([chapter.title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.setFont(0, look.font(Size.TEXT, BOLD))
            self.contents.addTopLevelItem(top)
            for page in shown:
                item = QTreeWidgetItem([page.title])
                item.setData(0, KEY, page.key)
                item.setToolTip(0, tip(page.title))
                top.addChild(item)
                self._items[page.key] = item
        self.contents.expandAll()
        self.contents.blockSignals(False)

    @Slot(str)
    def _find(self, words: str) -> None:
        found = self.manual.found(words) if words.strip() else self.manual.pages
        self._fill(found)
        self.none.setText("" if found else self.tr("没有找到。可换一个词，或只写其中一部分。"))
        self.none.setVisible(not found)
        if found:
            self._turn(self._page if self._page in found else found[0])

    @Slot()
    def _next(self) -> None:
        """The next place of the words on the page, from the top again after the last."""
        words = self.search.text().split()
        if words and not self.text.find(words[0]):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0])

    def _mark(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if words := self.search.text().split():
            self.text.find(words[0])

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_item(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        key = item.data(0, KEY) if item is not None else None
        if key and key != self._page.key:
            self.show_page(self.manual.page(key))

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        wanted = [page for page in self.manual.pages if page.key == link.fragment()]
        if wanted:
            self.search.clear()
            self.show_page(wanted[0])


class ManualText(QTextBrowser):
    """Opens no link by itself, and loads nothing that a text names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual_text")
        self.setAccessibleName(self.tr("手册正文"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setFont(look.font(15))
        self.document().setDefaultStyleSheet(theme.css(STYLE))
        self.document().setDocumentMargin(look.px(16))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None if kind != QTextDocument.ResourceType.StyleSheetResource else ""
