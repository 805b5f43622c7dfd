"""The alarms of a desk's window: its bar, its dialogs' bars, its list, and what is done there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from commandcenter.domain.alarms.alarm import AlarmSound
from commandcenter.late import late, late_name
from commandcenter.queries.alarms.board import AlarmLine
from commandcenter.queries.alarms.kinds import Kinds
from commandcenter.ui.alarms.alarm_panel import AlarmPanel
from commandcenter.ui.alarms.bar import ACKNOWLEDGE, ACT, HEIGHT, RING, SHELVE, UNSHELVE
from commandcenter.ui.alarms.dialogs import DialogBars
from commandcenter.ui.alarms.hub import Alarms
from commandcenter.ui.alarms.local_lines import is_local
from commandcenter.ui.alarms.reach import Notifier, Reach
from commandcenter.ui.alarms.sound import FULL, NoSound, SoundDevice, Sounder
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.widgets.notice_area import NoticeArea

if TYPE_CHECKING:
    from commandcenter.services.alarms import alarm_acts
    from commandcenter.ui.alarms.shelve_form import ShelveForm
    from commandcenter.ui.alarms.sound_form import AlarmSoundForm
    from commandcenter.ui.alarms.take_out_form import TakeOutForm
    from commandcenter.ui.command.duty_form import CallUpForm
    from commandcenter.ui.desk.alarm_sheet import AlarmSheet
else:
    alarm_acts = late("services.alarms.alarm_acts")
    ShelveForm = late_name("ui.alarms.shelve_form", "ShelveForm")
    AlarmSoundForm = late_name("ui.alarms.sound_form", "AlarmSoundForm")
    TakeOutForm = late_name("ui.alarms.take_out_form", "TakeOutForm")
    CallUpForm = late_name("ui.command.duty_form", "CallUpForm")
    AlarmSheet = late_name("ui.desk.alarm_sheet", "AlarmSheet")

VOLUME = "alarms/volume"
USUAL = 70


class DeskAlarms(QObject):
    """`settings`: where the volume is kept, on this machine.

    Signals:
        counted: How many wait to be acknowledged. arg: int
        act_wanted: Where the alarm is acted on. arg: the AlarmLine
        acting: Something is about to be done, in the present.
    """

    counted = Signal(int)
    act_wanted = Signal(object)
    acting = Signal()

    def __init__(self, seat: Seat, window: QMainWindow, settings: QSettings) -> None:
        super().__init__(window)
        self.seat, self._window, self._settings = seat, window, settings
        self._sheet: Sheet | None = None
        self._notices: NoticeArea | None = None
        self.sounder = Sounder(NoSound(), self.volume)
        self.hub = Alarms(seat, self.sounder, self)
        self.panel = AlarmPanel(seat, self.hub)
        self.panel.bar.acted.connect(self.act)
        self.panel.bar.list_wanted.connect(self.show_list)
        self.dialogs = DialogBars(self.hub, window)
        self.dialogs.acted.connect(self.act)
        self.reach = Reach(self.hub, window)
        self.reach.counted.connect(self.counted)
        self.panel.bar.opened.connect(self._on_opened)
        self._acts: dict[str, Callable[[AlarmLine], object]] = {
            ACKNOWLEDGE: self._acknowledge,
            RING: self._ring,
            SHELVE: self._shelve,
            UNSHELVE: self._unshelve,
            ACT: self.act_wanted.emit,
        }

    def reach_by(self, device: SoundDevice, notifier: Notifier) -> None:
        """The machine's own loudspeaker and tray, where a person sits before it."""
        self.sounder.device = device
        self.reach.notifier = notifier

    def start(self, notices: NoticeArea) -> None:
        self._notices = notices
        self._on_opened(self.panel.bar.there)
        self.panel.start()

    def stop(self) -> None:
        """The window closes."""
        self.panel.stop()

    @Slot(bool)
    def _on_opened(self, there: bool) -> None:
        """Notices lie below the bar, never over it."""
        if self._notices is not None:
            self._notices.set_lower(HEIGHT if there else 0)

    def volume(self) -> int:
        try:
            kept = int(str(self._settings.value(VOLUME, USUAL)))
        except ValueError:
            return USUAL
        return min(FULL, max(0, kept))

    def keep_volume(self, volume: int) -> None:
        self._settings.setValue(VOLUME, volume)

    def set_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @Slot()
    def show_list(self) -> None:
        assert self._sheet is not None
        content = AlarmSheet(self.seat, self.hub)
        content.lines.wanted.connect(self.act)
        content.lines.put_back_wanted.connect(self._put_back)
        content.lines.take_out_wanted.connect(self._take_out)
        self._sheet.show_content(self.tr("告警"), content, wide=True)

    def set_sound(self) -> None:
        def play(sound: AlarmSound, volume: int) -> bool:
            return self.sounder.device.play(sound, volume)

        over = Over(self.seat, self._window)
        AlarmSoundForm(over, self.volume(), play, self.keep_volume).begin()

    @Slot(str, object)
    def act(self, key: str, line: AlarmLine) -> None:
        """A button of an alarm, of the version that was read. It is done in the present."""
        if is_local(line):
            self.hub.acknowledge_here(line)
            return
        self.acting.emit()
        self._acts[key](line)

    def _acknowledge(self, line: AlarmLine) -> None:
        command = self.seat.command(alarm_acts.acknowledge, line.id, line.version)
        self.seat.tasks.write(self, command, self._done)

    def _unshelve(self, line: AlarmLine) -> None:
        self.seat.tasks.write(self, self.seat.command(alarm_acts.end_shelving, line.id), self._done)

    @Slot(str)
    def _put_back(self, kind: str) -> None:
        self.acting.emit()
        self.seat.tasks.write(self, self.seat.command(alarm_acts.put_back, kind), self._done)

    @Slot(object)
    def _take_out(self, kinds: Kinds) -> None:
        self.acting.emit()
        TakeOutForm(Over(self.seat, self._window), kinds).begin()

    def _done(self, _result: object) -> None:
        self.panel.refresh()

    def _shelve(self, line: AlarmLine) -> None:
        ShelveForm(Over(self.seat, self._window), line).begin()

    def _ring(self, line: AlarmLine) -> None:
        """Whom it has reached last: who of them answers has acknowledged it."""
        CallUpForm(
            Over(self.seat, self._window),
            about=line.title,
            person=line.reached[-1] if line.reached else line.next_to,
            subject=("alarm", line.id),
            incident_id=line.incident_id,
        ).begin()
