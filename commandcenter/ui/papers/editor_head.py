"""The row over a paper: the way back, what it is, where it stands, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.papers.paper import Life
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import Tag


class EditorHead(QWidget):
    """Signals:
    acted: arg: back, elsewhere, print, save_as, word, save or register
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", Size.HEAD, BOLD)
        self.title.setObjectName("paper_title")
        self.kind_tag = Tag("", "surface_3", "text_dim")
        self.state_tag = Tag("", "accent_soft", "accent_soft_text")
        self.number = PlainLabel("", Size.TEXT, ink="text_dim")
        self.number.setObjectName("paper_number")
        self.kept = PlainLabel("", Size.SMALL, ink="text_faint")
        self.kept.setObjectName("paper_kept")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        row.addWidget(self._button("back", self.tr("公文"), "left", Kind.QUIET))
        row.addWidget(self.title, 1)
        for part in (self.kind_tag, self.state_tag, self.number, self.kept):
            row.addWidget(part)
        self.away = self._button("elsewhere", self.tr("到办理页面"), "")
        self.print = self._button("print", self.tr("打印…"), "print")
        self.save_as = self._button("save_as", self.tr("另存…"), "export")
        self.word = self._button("word", self.tr("读入 Word…"), "import")
        self.word.hide()
        self.save = self._button("save", self.tr("存稿"), "save", Kind.PRIMARY)
        self.register = self._button("register", self.tr("起草登记…"), "add", Kind.PRIMARY)
        for button in (
            self.away,
            self.word,
            self.print,
            self.save_as,
            self.save,
            self.register,
        ):
            row.addWidget(button)

    def _button(self, key: str, words: str, icon: str, kind: Kind = Kind.PLAIN) -> Button:
        button = Button(words, kind, icon=icon)
        button.setObjectName(f"paper_{key}")
        button.clicked.connect(partial(self.acted.emit, key))
        return button

    def show_line(self, line: PaperLine) -> None:
        self.title.setText(line.title)
        self.kind_tag.set_text(word(line.label))
        self.state_tag.set_text(word(line.wanted or line.state_words))
        self.number.setText(line.number)
        self.away.setVisible(line.life is not Life.PAPER)
        self.register.setVisible(line.life is Life.PAPER and not line.id)
        self.save.setVisible(line.life is Life.PAPER and bool(line.id))

    def show_state(self, *, may_edit: bool, typed: bool) -> None:
        self.save.setVisible(may_edit)
        self.word.setVisible(may_edit)
        self.save.forbid("" if typed else self.tr("没有未存的改动。"))
        words = self.tr("有未存的改动") if typed else self.tr("已存稿")
        self.kept.setText(words if may_edit else "")
        self.kept.set_ink("accent" if typed else "text_faint")
