"""The three sounds of an alarm, worked out by the program itself: 16-bit mono samples.

They differ by pitch, by count and by pace, so that each is known without the other two.
"""

from functools import cache
from typing import TYPE_CHECKING

from commandcenter.domain.alarms.alarm import AlarmSound
from commandcenter.late_dataclass import dataclass

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

RATE = 44_100  # samples a second
LOUDEST = 0.8  # of what 16 bits hold
EDGE_S = 0.012  # a tone swells and dies so long: else it clicks


@dataclass(frozen=True, slots=True)
class Tone:
    """One note and the silence after it, in seconds; `pitch` in hertz."""

    pitch: float
    sounds: float
    rests: float


MELODIES: dict[AlarmSound, tuple[Tone, ...]] = {
    AlarmSound.HIGH: (Tone(880, 0.13, 0.06), Tone(1175, 0.13, 0.06)) * 4,
    AlarmSound.MEDIUM: (Tone(659, 0.22, 0.14),) * 3,
    AlarmSound.LOW: (Tone(523, 0.30, 0.10), Tone(440, 0.40, 0.0)),
}
# How long after its beginning a sound is given again while nobody acknowledges.
AGAIN_S: dict[AlarmSound, float] = {
    AlarmSound.HIGH: 4.0,
    AlarmSound.MEDIUM: 12.0,
    AlarmSound.LOW: 40.0,
}


@cache
def samples(sound: AlarmSound) -> bytes:
    """At full volume; little-endian, as the device wants it."""
    import numpy as np  # with the first sound, not with the desk

    wave = np.concatenate([_wave(tone) for tone in MELODIES[sound]])
    return bytes((wave * LOUDEST * 32_767).astype("<i2").tobytes())


def _wave(tone: Tone) -> "NDArray[float64]":
    """With its first overtones: a bare sine is not found by the ear in a loud room."""
    import numpy as np  # the same

    at = np.arange(round(tone.sounds * RATE)) / RATE
    turn = 2 * np.pi * tone.pitch * at
    wave = (np.sin(turn) + 0.4 * np.sin(2 * turn) + 0.2 * np.sin(3 * turn)) / 1.6
    edge = np.minimum(1.0, np.minimum(at, tone.sounds - at) / EDGE_S)
    return np.concatenate([wave * edge, np.zeros(round(tone.rests * RATE))])
