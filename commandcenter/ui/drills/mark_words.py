"""The words of a drill's mark: what stands on its edge and before every title."""

from PySide6.QtCore import QCoreApplication


def drill_word() -> str:
    return QCoreApplication.translate("DrillMark", "演练")


def marked(words: str) -> str:
    """Words that leave the window (a title, a message of the tray) with the mark before them."""
    mark = QCoreApplication.translate("DrillMark", "演练 · ")
    return words if words.startswith(mark) else f"{mark}{words}"
