"""Where texts reach Qt: in another language than Chinese, phrases are said there.

So no page says its texts itself, and none can forget to. Qt's own methods are exchanged while such
a language is spoken, and put back after; in Chinese nothing stands in between. What a person is
given to edit (a line, a text that can be written in) stays Chinese: it becomes a record.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from commandcenter.domain.phrase import Phrase

Say = Callable[[str], str]

# Of each class the methods of its own that take a text to show.
SHOWING: dict[Any, str] = {
    QtCore.SignalInstance: "emit",
    QtGui.QAction: "__init__ setText setIconText setToolTip setStatusTip",
    QtGui.QFontMetrics: "horizontalAdvance elidedText boundingRect tightBoundingRect size",
    QtGui.QFontMetricsF: "horizontalAdvance elidedText boundingRect tightBoundingRect size",
    QtGui.QPainter: "drawText boundingRect",
    QtGui.QPainterPath: "addText",
    QtGui.QStandardItem: "__init__ setText setToolTip setData",
    QtGui.QStaticText: "__init__ setText",
    QtGui.QTextLayout: "__init__ setText",
    QtWidgets.QAbstractButton: "setText",
    QtWidgets.QAbstractSpinBox: "setSpecialValueText",
    QtWidgets.QCheckBox: "__init__",
    QtWidgets.QComboBox: "addItem addItems insertItem insertItems setItemText setItemData"
    " setPlaceholderText",
    QtWidgets.QFormLayout: "addRow",
    QtWidgets.QGroupBox: "__init__ setTitle",
    QtWidgets.QLabel: "__init__ setText",
    QtWidgets.QLineEdit: "setPlaceholderText",
    QtWidgets.QListWidget: "addItem addItems insertItem",
    QtWidgets.QListWidgetItem: "__init__ setText setToolTip setData",
    QtWidgets.QMenu: "__init__ addAction addMenu addSection setTitle",
    QtWidgets.QMessageBox: "setText setInformativeText addButton",
    QtWidgets.QPlainTextEdit: "setPlaceholderText",
    QtWidgets.QProgressBar: "setFormat",
    QtWidgets.QProgressDialog: "__init__ setLabelText",
    QtWidgets.QPushButton: "__init__",
    QtWidgets.QRadioButton: "__init__",
    QtWidgets.QSpinBox: "setPrefix setSuffix",
    QtWidgets.QStatusBar: "showMessage",
    QtWidgets.QSystemTrayIcon: "setToolTip showMessage",
    QtWidgets.QTabBar: "addTab insertTab setTabText setTabToolTip",
    QtWidgets.QTabWidget: "addTab insertTab setTabText setTabToolTip",
    QtWidgets.QTableWidget: "setHorizontalHeaderLabels setVerticalHeaderLabels",
    QtWidgets.QTableWidgetItem: "__init__ setText setToolTip setData",
    QtWidgets.QTextEdit: "setPlaceholderText",
    QtWidgets.QTreeWidget: "setHeaderLabels setHeaderLabel",
    QtWidgets.QTreeWidgetItem: "__init__ setText setToolTip setData",
    QtWidgets.QWidget: "addAction setAccessibleDescription setAccessibleName setStatusTip"
    " setToolTip setWhatsThis setWindowTitle",
}
# The same of what can be written in: only where it is for reading.
EDITING: dict[Any, str] = {
    QtWidgets.QLineEdit: "setText",
    QtWidgets.QPlainTextEdit: "setPlainText appendPlainText",
    QtWidgets.QTextEdit: "setPlainText append",
}

_exchanged: list[tuple[Any, str, Any]] = []


def open_(say: Say) -> None:
    """From now on `say` says every phrase that is handed to Qt to be shown."""
    close()
    for table, exchanged in ((SHOWING, _showing), (EDITING, _editing)):
        for owner, names in table.items():
            for name in names.split():
                _exchanged.append((owner, name, method := vars(owner)[name]))
                setattr(owner, name, exchanged(method, say))


def close() -> None:
    while _exchanged:
        owner, name, method = _exchanged.pop()
        setattr(owner, name, method)


def _showing(method: Callable[..., Any], say: Say) -> Callable[..., Any]:
    @wraps(method)
    def show(self: Any, *given: Any, **named: Any) -> Any:
        return method(
            self,
            *(_said(value, say) for value in given),
            **{name: _said(value, say) for name, value in named.items()},
        )

    return show


def _editing(method: Callable[..., Any], say: Say) -> Callable[..., Any]:
    @wraps(method)
    def show(self: Any, text: str) -> Any:
        return method(self, _said(text, say) if self.isReadOnly() else text)

    return show


def _said(value: Any, say: Say) -> Any:
    if isinstance(value, Phrase):
        return say(value)
    if type(value) in (list, tuple) and any(isinstance(each, Phrase) for each in value):
        return [_said(each, say) for each in value]
    return value
