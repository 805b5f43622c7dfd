"""The dialogs are tested over the real desk."""

from tests.ui.desk.conftest import at_desk, only_plain_labels, small_city

__all__ = ["at_desk", "only_plain_labels", "small_city"]
