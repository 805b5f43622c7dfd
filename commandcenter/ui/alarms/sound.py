"""What makes an alarm heard: a device behind a small interface, and when it is asked to sound."""

import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Slot

from commandcenter.domain.alarms.alarm import AlarmSound
from commandcenter.ui.alarms.tones import AGAIN_S, RATE, samples

FULL = 100
WARM_MS = 3_000


class SoundDevice(Protocol):
    """Plays one sound at a time; a new one ends the one before."""

    def play(self, sound: AlarmSound, volume: int) -> bool:
        """Begin at once, `volume` 0 to 100; say whether there is anything to play it with."""

    def stop(self) -> None: ...


class NoSound:
    """A machine, or a test, that plays nothing."""

    def play(self, sound: AlarmSound, volume: int) -> bool:
        return False

    def stop(self) -> None:
        """Nothing sounds."""


class QtSound(QObject):
    """The machine's own loudspeaker, whichever it is when a sound begins."""

    def __init__(self, multimedia: Any, parent: QObject | None = None) -> None:
        """`multimedia`: the module QtMultimedia, which not every machine can load."""
        super().__init__(parent)
        self._qt = multimedia
        self._sink: Any = None
        self._data: QBuffer | None = None
        QTimer.singleShot(WARM_MS, self, self._warm)

    @Slot()
    def _warm(self) -> None:
        """Asked for the first time it takes a fifth of a second: not while an alarm waits."""
        self._qt.QMediaDevices.defaultAudioOutput()

    def play(self, sound: AlarmSound, volume: int) -> bool:
        self.stop()
        device = self._qt.QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return False
        form = self._qt.QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(self._qt.QAudioFormat.SampleFormat.Int16)
        self._data = QBuffer(self)
        self._data.setData(QByteArray(samples(sound)))
        self._data.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = self._qt.QAudioSink(device, form, self)
        self._sink.setVolume(volume / FULL)
        self._sink.start(self._data)
        return True

    def stop(self) -> None:
        for part in (self._sink, self._data):
            if part is not None:
                part.stop() if part is self._sink else part.close()
                part.deleteLater()
        self._sink = self._data = None


def open_device(parent: QObject | None = None) -> SoundDevice:
    """The loudspeaker of this machine, or what stands for none (`doctor` says why)."""
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return NoSound()
    return QtSound(QtMultimedia, parent)


class Sounder:
    """Asks `device` for the gravest of what sounds: at once when there is something new, then
    again and again until nothing sounds. `volume` is asked each time.
    """

    def __init__(
        self,
        device: SoundDevice,
        volume: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.device = device
        self._volume, self._clock = volume, clock
        self._heard: frozenset[tuple[str, int]] = frozenset()
        self._last: tuple[AlarmSound, float] | None = None

    def hear(self, sounding: Iterable[tuple[str, int, AlarmSound]]) -> None:
        """What sounds now, as (key, version, sound); asked each second too."""
        now = list(sounding)
        if not now:
            self.silence()
            return
        order = list(AlarmSound)
        gravest = min((sound for _, _, sound in now), key=order.index)
        which = frozenset((key, version) for key, version, _ in now)
        new = which - self._heard
        self._heard = which
        if new or self._is_due(gravest):
            self._last = (gravest, self._clock())
            self.device.play(gravest, self._volume())

    def silence(self) -> None:
        self._heard = frozenset()
        if self._last is not None:
            self._last = None
            self.device.stop()

    def _is_due(self, sound: AlarmSound) -> bool:
        if self._last is None:
            return True
        before, at = self._last
        return before is not sound or self._clock() - at >= AGAIN_S[sound]
