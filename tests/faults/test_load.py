"""Sixty seats for ten minutes: no error, and every seat hears everything."""

import pytest

from tests.faults.load import trial


@pytest.mark.nightly(minutes=11)
@pytest.mark.timeout(1200)
def test_sixty_seats_work_for_ten_minutes(capsys):
    load, behind = trial(600.0)
    with capsys.disabled():
        print(load.table())  # noqa: T201
    assert load.errors == []
    assert behind == []
