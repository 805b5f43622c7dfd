"""pytest-qt's bot, whose every wait for something that must come has the patience of all tests."""

from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE_S

SHORTEST_MS = 1_000  # a shorter wait is for something that must not come


def patient(timeout_ms):
    return timeout_ms if timeout_ms < SHORTEST_MS else max(timeout_ms, 1_000 * PATIENCE_S)


class PatientBot(QtBot):
    def waitUntil(self, callback, *, timeout=5_000):
        super().waitUntil(callback, timeout=patient(timeout))

    def waitSignal(self, signal, *, timeout=5_000, raising=None, check_params_cb=None):
        if raising is not False:
            timeout = patient(timeout)
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )

    def waitSignals(self, signals, *, timeout=5_000, **how):
        return super().waitSignals(signals, timeout=patient(timeout), **how)

    def waitCallback(self, *, timeout=5_000, raising=None):
        return super().waitCallback(timeout=patient(timeout), raising=raising)

    def waitActive(self, widget, *, timeout=5_000):
        return super().waitActive(widget, timeout=patient(timeout))

    def waitExposed(self, widget, *, timeout=5_000):
        return super().waitExposed(widget, timeout=patient(timeout))
