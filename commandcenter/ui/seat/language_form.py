"""Which language the screens are in: asked at the first start, and from the seat's menu."""

import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QMessageBox, QWidget

from commandcenter.ui import look
from commandcenter.ui.frame.small_dialog import SmallDialog
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.texts import LOCALES
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH, PAD = 420, 32
ENGLISH = "English"
# For who reads no Chinese yet, beside the same in Chinese.
ASKED, PAPERS = "Language of the screens", "Documents and records are Chinese in either."

MISSING = "The texts of this language are missing: the screens are in Chinese."


def say_missing(*, window: bool) -> None:
    """The language that was asked for has no file here."""
    chinese = QCoreApplication.translate("LanguageForm", "缺少这种语言的文件，画面用中文。")
    sys.stderr.write(f"{chinese} {MISSING}\n")
    if window:
        QMessageBox.warning(None, "commandcenter", f"{chinese}\n{MISSING}")


def proposed() -> str:
    """The system's language, where the program speaks it; English for who reads no Chinese."""
    own = QLocale.system().language()
    return "zh" if own in (QLocale.Language.Chinese, QLocale.Language.C) else "en"


class LanguageForm(SmallDialog):
    """`choice` when it is accepted: one of LOCALES. Both are said in their own language."""

    def __init__(self, now: str, parent: QWidget | None = None) -> None:
        """`now`: the language that is proposed."""
        super().__init__(WIDTH, PAD, parent)
        self.setObjectName("language")
        self.choice = ""
        title = f"{self.tr('界面语言')} · {ASKED}"
        self.set_title(title)
        box = self.box
        box.setSpacing(look.px(12))
        box.addWidget(PlainLabel(self.tr("界面语言"), Size.HEAD, BOLD))
        box.addWidget(PlainLabel(ASKED, Size.TEXT, ink="text_dim"))
        for code, name in zip(LOCALES, (self.tr("中文"), ENGLISH), strict=True):
            button = Button(name, Kind.PRIMARY if code == now else Kind.PLAIN)
            button.setObjectName(f"language_{code}")
            button.setAutoDefault(code == now)
            button.setDefault(code == now)
            button.clicked.connect(partial(self._choose, code))
            box.addWidget(button)
            if code == now:
                button.setFocus()
        for words in (self.tr("公文和记录用中文。"), PAPERS):
            note = PlainLabel(words, Size.SMALL, ink="text_dim")
            note.setWordWrap(True)
            box.addWidget(note)

    def _choose(self, code: str) -> None:
        self.choice = code
        self.accept()
