"""A desk over a bureau of its own."""

from tests.ui.desk.conftest import at_desk, small_city  # noqa: F401  fixtures
