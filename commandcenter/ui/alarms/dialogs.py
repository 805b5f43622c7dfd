"""Puts the alarm bar on top of every dialog of a window: who fills in a form hears too."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QWidget

from commandcenter.ui.alarms.bar import AlarmBar
from commandcenter.ui.alarms.hub import Alarms


class DialogBars(QObject):
    """Hears of each dialog over `window`, or over another dialog, before it is shown first.

    The system's own dialogs, as for files, cannot carry it: the window behind does, and it sounds.

    Signals:
        acted: A button was pressed. args: its key, the AlarmLine
    """

    acted = Signal(str, object)

    def __init__(self, alarms: Alarms, window: QWidget) -> None:
        super().__init__(window)
        self._alarms = alarms
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QDialog) and not isinstance(child, QFileDialog):
                self._put_on(child)
        return False

    def _put_on(self, dialog: QDialog) -> None:
        layout = dialog.layout()
        known = dialog.findChild(AlarmBar, "dialog_alarm_bar") is not None
        if known or not isinstance(layout, QBoxLayout):
            return
        bar = AlarmBar(self._alarms, dialog, compact=True)
        bar.acted.connect(self.acted)
        layout.insertWidget(0, bar)
        dialog.installEventFilter(self)
