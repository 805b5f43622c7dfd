"""The head of a form: its title, what it is about, and what is remarked on it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.labels import PlainLabel


class FormHead(QWidget):
    def __init__(self, title: str, explain: str) -> None:
        super().__init__()
        px = look.px
        self.title = PlainLabel(title, Size.HEAD, BOLD)
        self.explain = PlainLabel(explain, Size.SMALL, ink="text_dim")
        self.explain.setObjectName("explain")
        self.note = PlainLabel("", Size.SMALL, ink="accent")
        self.note.setObjectName("draft_note")
        self.others = PlainLabel("", Size.SMALL, ink="warn")
        self.others.setObjectName("other_editors")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(24), px(18), px(24), px(8))
        box.setSpacing(px(4))
        box.addWidget(self.title)
        self.title.setWordWrap(True)
        for label in (self.explain, self.note, self.others):
            label.setWordWrap(True)
            box.addWidget(label)
        self.explain.setVisible(bool(explain))
        self.note.hide()
        self.others.hide()
