"""Words on screen: Chinese is the source language, Qt's translators give the others.

Texts of widgets stand in `self.tr(...)`. What comes up from below, enum words and
refusals, is translated here by its Chinese text.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import RESOURCES

FOLDER = RESOURCES / "translations"
LOCALES = {"zh": QLocale("zh_CN"), "en": QLocale("en_GB")}


@dataclass
class _Installed:
    translators: list[QTranslator] = field(default_factory=list)


_installed = _Installed()


def word(chinese: str) -> str:
    """A word of the domain (`GROUP_WORDS[…]`, `Level.grade_title`) in the screen's language."""
    return QCoreApplication.translate("words", chinese)


def refusal(broken: RuleBroken) -> str:
    """The sentence of `broken`: its template is translated, its values are put in after."""
    template = QCoreApplication.translate("refusals", broken.template)
    return template.format(**broken.values) if broken.values else template


def install(app: QCoreApplication, lang: str = "zh") -> bool:
    """Speak `lang` (zh or en); say whether all texts are there in it.

    Qt's own words (OK, Cancel, the text menu) come from Qt's files.
    """
    for old in _installed.translators:
        app.removeTranslator(old)
    _installed.translators = []
    QLocale.setDefault(LOCALES[lang])
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _add(app, f"{folder}/qtbase_{'zh_CN' if lang == 'zh' else lang}.qm")
    return lang == "zh" or _add(app, str(FOLDER / f"commandcenter_{lang}.qm"))


def _add(app: QCoreApplication, path: str) -> bool:
    translator = QTranslator(app)
    if not translator.load(path):
        return False
    _installed.translators.append(translator)
    return app.installTranslator(translator)
