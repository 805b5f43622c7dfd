"""How rare a count is, in the words of the screen: “平时 0.4 件，现 92 件”."""

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.rarity import YEARS_TOLD, Rarity, Told

INKS = {
    Rarity.FEWER: "text_faint",
    Rarity.USUAL: "text_faint",
    Rarity.MORE: "warn",
    Rarity.RARE: "danger",
}


def number(count: float) -> str:
    """One digit after the point while the count is small; never a bare 0 for what does occur."""
    if count >= 100:
        return f"{count:,.0f}"
    return f"{max(count, 0.1):.1f}" if count else "0"


def usual_words(usual: float | None, count: int) -> str:
    """平时 0.4 件，现 92 件; 现 92 件 while nothing usual is known."""
    if usual is None:
        return QCoreApplication.translate("Rarity", "现 {n} 件").format(n=f"{count:,}")
    template = QCoreApplication.translate("Rarity", "平时 {usual} 件，现 {n} 件")
    return template.format(usual=number(usual), n=f"{count:,}")


def rarity_words(told: Told) -> str:
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
