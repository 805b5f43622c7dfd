"""告警声音: how loud it is on this machine, and how each of the three sounds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from commandcenter.domain.alarms.alarm import PRIORITY_WORDS, AlarmSound, Priority
from commandcenter.ui import look
from commandcenter.ui.alarms.sound import FULL
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


class VolumeField(QWidget):
    """0 to 100, with the number behind it; 0 is named."""

    def __init__(self, volume: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("volume_slider")
        self.slider.setAccessibleName(self.tr("音量"))
        self.slider.setRange(0, FULL)
        self.slider.setPageStep(10)
        self.said = PlainLabel("")
        self.said.setObjectName("volume_said")
        self.said.setMinimumWidth(look.px(56))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        row.addWidget(self.slider, 1)
        row.addWidget(self.said)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._say)
        self.slider.setValue(volume)
        self._say(volume)

    def value(self) -> int:
        return self.slider.value()

    def chosen_words(self) -> str:
        return str(self.value())

    @Slot(int)
    def _say(self, volume: int) -> None:
        self.said.setText(str(volume) if volume else self.tr("0（静音）"))


class AlarmSoundForm(Form):
    """`play` says whether there is anything to play with; `keep` keeps the volume here."""

    object_name, extent = "alarm_sound_form", (520, 360)

    def __init__(
        self,
        over: Over,
        volume: int,
        play: Callable[[AlarmSound, int], bool],
        keep: Callable[[int], object],
    ) -> None:
        explain = self.tr("只对本机有效。告警在有人确认之前反复响，确认后停止。")
        super().__init__(over, self.tr("告警声音"), self.tr("保存"), explain=explain)
        self._play, self._keep = play, keep
        self.volume = VolumeField(volume)
        self.add("volume", self.tr("音量"), self.volume)
        self.body.addWidget(PlainLabel(self.tr("试听")))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for sound in AlarmSound:
            button = Button(word(PRIORITY_WORDS[Priority(sound.value)]), Kind.SECONDARY)
            button.setObjectName(f"try_{sound.value}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._try, sound))
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _try(self, sound: AlarmSound) -> None:
        heard = self._play(sound, self.volume.value())
        self.say("" if heard else self.tr("本机没有可用的声音设备，告警只能看到，听不到。"))

    def submit(self) -> None:
        self._keep(self.volume.value())
        self.finish()
