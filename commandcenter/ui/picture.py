"""What a window shows, as the bytes of a picture file."""

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtWidgets import QWidget


def picture_of(window: QWidget, suffix: str) -> bytes:
    """In the format of a file's ending (.png), PNG without one; empty for one that is none.

    What was put there just now is shown and has its place first: both wait for the loop's next
    turn, and a picture made before it has an empty sheet where a person sees words.
    """
    QCoreApplication.sendPostedEvents()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = window.grab().save(buffer, (suffix[1:] or "png").upper())
    return bytes(buffer.data().data()) if made else b""
