"""Forms and panels are tested over the real desk; single views as they stand."""

from tests.ui.desk.conftest import at_desk, only_plain_labels, small_city
from tests.ui.frame.conftest import desk, look, picture, plain_labels, show, wall

__all__ = [
    "at_desk",
    "desk",
    "look",
    "only_plain_labels",
    "picture",
    "plain_labels",
    "show",
    "small_city",
    "wall",
]
