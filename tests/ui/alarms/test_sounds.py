"""What is heard: three sounds that nobody confuses, again and again until somebody acknowledges."""

import numpy as np
import pytest

from commandcenter.domain.alarms.alarm import AlarmSound
from commandcenter.ui.alarms.sound import NoSound, Sounder
from commandcenter.ui.alarms.tones import AGAIN_S, MELODIES, RATE, samples
from tests.ui.alarms.conftest import Speaker

HIGH, MEDIUM, LOW = AlarmSound


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def speaker():
    return Speaker()


@pytest.fixture
def sounder(speaker, clock):
    return Sounder(speaker, lambda: 60, clock)


def pitches(sound):
    """The strongest frequency of each 50 ms in which something sounds."""
    wave = np.frombuffer(samples(sound), "<i2").astype(float)
    step = RATE // 20
    parts = [wave[at : at + step] for at in range(0, len(wave) - step, step)]
    loud = [part for part in parts if np.abs(part).max() > 8_000]
    return [round(float(np.abs(np.fft.rfft(part, RATE)).argmax())) for part in loud]


@pytest.mark.parametrize("sound", AlarmSound)
def test_a_sound_is_loud_not_clipped_and_over_before_it_comes_again(sound):
    wave = np.frombuffer(samples(sound), "<i2")
    seconds = sum(tone.sounds + tone.rests for tone in MELODIES[sound])
    assert len(wave) == pytest.approx(seconds * RATE, abs=10)
    assert 15_000 < np.abs(wave).max() < 32_767
    assert abs(int(wave[0])) < 300
    assert seconds < AGAIN_S[sound]


def test_each_of_the_three_has_pitches_of_its_own():
    heard = {sound: {10 * round(pitch / 10) for pitch in pitches(sound)} for sound in AlarmSound}
    assert heard[HIGH] & heard[MEDIUM] == heard[HIGH] & heard[LOW] == set()
    assert heard[MEDIUM] & heard[LOW] == set()


def test_the_graver_the_sooner_it_is_given_again():
    assert AGAIN_S[HIGH] < AGAIN_S[MEDIUM] < AGAIN_S[LOW]


def test_what_is_new_sounds_at_once_and_again_until_it_is_acknowledged(sounder, speaker, clock):
    one = [("limit/1", 1, MEDIUM)]
    sounder.hear(one)
    assert speaker.asked == [(MEDIUM, 60)]
    clock.now = AGAIN_S[MEDIUM] - 1
    sounder.hear(one)
    assert len(speaker.asked) == 1
    clock.now = AGAIN_S[MEDIUM]
    sounder.hear(one)
    assert len(speaker.asked) == 2
    sounder.hear([])
    assert not speaker.sounding


def test_the_gravest_of_several_is_heard_and_what_has_risen_at_once(sounder, speaker, clock):
    sounder.hear([("limit/1", 1, LOW), ("limit/2", 1, MEDIUM)])
    assert [sound for sound, _ in speaker.asked] == [MEDIUM]
    clock.now = 1
    sounder.hear([("limit/1", 2, HIGH), ("limit/2", 1, MEDIUM)])
    assert [sound for sound, _ in speaker.asked] == [MEDIUM, HIGH]
    clock.now = 2
    sounder.hear([("limit/2", 1, MEDIUM)])  # the graver one was acknowledged
    assert [sound for sound, _ in speaker.asked] == [MEDIUM, HIGH, MEDIUM]


def test_a_machine_without_a_loudspeaker_says_that_it_plays_nothing():
    assert NoSound().play(HIGH, 100) is False
