"""What every test of a service asks beside its own question."""

import pytest

from tests.lines_checked import check_lines


@pytest.fixture(autouse=True)
def each_line_names_what_was_changed(monkeypatch):
    check_lines(monkeypatch)
