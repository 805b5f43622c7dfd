"""The language of the screen: Chinese is the source language, Qt's translators give the others.

Texts of widgets stand in `self.tr(...)`. What comes up from below is a `Phrase`
(`domain/phrase.py`) and is said where it reaches Qt (`qt_seam.py`) or is put into such a text.
"""

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import Phrase, speak
from commandcenter.domain.phrase import word as phrase_of
from commandcenter.late import late, late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES
from commandcenter.ui import look

if TYPE_CHECKING:
    from commandcenter.ui import qt_seam
    from commandcenter.ui.kept_texts import KeptTexts
else:  # for another language than Chinese; the seam has Qt make every class that shows a text
    qt_seam = late("ui.qt_seam")
    KeptTexts = late_name("ui.kept_texts", "KeptTexts")

FOLDER = RESOURCES / "translations"
LOCALES = {"zh": QLocale("zh_CN"), "en": QLocale("en_GB")}
# Of texts from below: those of the program's own source, those of its plan and other data.
SOURCE, DATA = "words", "plan"


class Catalogue:
    """The texts from below in the language of the screen, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._kept = KeptTexts()

    def template(self, chinese: str) -> str:
        known = self._known.get(chinese)
        if known is None:
            known = QCoreApplication.translate(SOURCE, chinese)
            if known == chinese:
                known = QCoreApplication.translate(DATA, chinese)
            if known == chinese and (text := self._kept.phrase_of(chinese)):
                known = text.said_by(self)
            self._known[chinese] = known
        return known


@dataclass
class _Installed:
    translators: list[QTranslator] = field(default_factory=list)
    catalogue: Catalogue | None = None  # None: Chinese, nothing is looked up
    between: bool = False  # whether the seam stands between the program and Qt
    language: str = "zh"
    keep: Callable[[str], object] | None = None


_installed = _Installed()


def said(text: str) -> str:
    """A phrase in the language of the screen; any other text as it is."""
    catalogue = _installed.catalogue
    return text if catalogue is None or not isinstance(text, Phrase) else text.said_by(catalogue)


class Named(str):
    """What something is called on the screen, with what it is called in Chinese."""

    __slots__ = ("chinese",)
    chinese: str


def named(said_so: str, chinese: str) -> str:
    """A text of the screen that is searched for in Chinese, too."""
    words = Named(said_so)
    words.chinese = chinese
    return words


def chinese_of(words: str) -> str:
    """Of what is `named`; "" of any other text, and where both are the same."""
    chinese = words.chinese if isinstance(words, Named) else ""
    return chinese if chinese != words else ""


def speaks_chinese() -> bool:
    return _installed.catalogue is None


def word(chinese: str) -> str:
    """A word of the program that is no phrase yet (the title of a clause) as if it were one."""
    return chinese if _installed.catalogue is None else said(phrase_of(chinese))


def refusal(broken: RuleBroken) -> str:
    """The sentence of `broken`."""
    return said(broken.words)


def install(
    app: QCoreApplication, lang: str = "zh", keep: Callable[[str], object] | None = None
) -> bool:
    """Speak `lang` (zh or en), or Chinese where its file is missing; say whether it is there.
    `keep`: what writes down which one the next start is to speak.

    Qt's own words (OK, Cancel, the text menu) come from Qt's files.
    """
    _installed.keep = keep or _installed.keep
    for old in _installed.translators:
        app.removeTranslator(old)
    _installed.translators = []
    QLocale.setDefault(LOCALES[lang])
    look.letters_first(lang != "zh")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _add(app, f"{folder}/qtbase_{'zh_CN' if lang == 'zh' else lang}.qm")
    found = lang == "zh" or _add(app, str(FOLDER / f"commandcenter_{lang}.qm"))
    if not found:
        install(app)
        return False
    _installed.language = lang
    translate(lang != "zh")
    return True


def language() -> str:
    """That is spoken now."""
    return _installed.language


def keep_language(lang: str) -> None:
    """The next start speaks it."""
    if _installed.keep:
        _installed.keep(lang)


def translate(on: bool) -> None:
    """Whether this thread, that of the screen, says phrases by the translators that are there."""
    _installed.catalogue = Catalogue() if on else None
    speak(said if on else None)
    if on:
        qt_seam.open_(said)
    elif _installed.between:
        qt_seam.close()
    _installed.between = on


def _add(app: QCoreApplication, path: str) -> bool:
    translator = QTranslator(app)
    if not translator.load(path):
        return False
    _installed.translators.append(translator)
    return app.installTranslator(translator)
