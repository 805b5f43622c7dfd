"""Files and pictures dropped on a widget, and pasted there."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))  # as file managers do
    return data


def picture(color="red"):
    data = QMimeData()
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    data.setImageData(image)
    return data


def drag(widget, data):
    event = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget, data):
    assert drag(widget, data)
    event = QDropEvent(QPointF(5, 5), COPY, data, LEFT, PLAIN)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def paste(qtbot, widget, data):
    QGuiApplication.clipboard().setMimeData(data)
    widget.setFocus()
    qtbot.keySequence(widget, QKeySequence(QKeySequence.StandardKey.Paste))
    # What Python made may not outlive it: a clipboard that holds it ends the process in a crash.
    QGuiApplication.clipboard().clear()
