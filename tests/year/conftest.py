"""Some of the year is done and read at desks: what every test of the screens gets."""

from tests.ui.conftest import collected_here, nothing_left_over, themed  # noqa: F401  fixtures
