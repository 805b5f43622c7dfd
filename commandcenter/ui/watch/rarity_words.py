"""How rare a count is, in the words of the screen, and its colour."""

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.watch.rarity import YEARS_TOLD, Frequency, Rarity

INKS = {
    Rarity.FEWER: "text_faint",
    Rarity.USUAL: "text_faint",
    Rarity.MORE: "warn",
    Rarity.RARE: "danger",
}


def rarity_words(told: Frequency) -> str:
    """约 20 天一遇; 与平时相当."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Rarity", text)

    if told.rarity is Rarity.FEWER:
        return tr("少于平时")
    if told.rarity is Rarity.USUAL:
        return tr("与平时相当")
    if told.years >= YEARS_TOLD:
        return tr("多年未遇")
    if told.years:
        return tr("约 {n} 年一遇").format(n=told.years)
    return tr("约 {n} 天一遇").format(n=told.days)
