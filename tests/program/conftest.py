"""Windows are tested as the screens are."""

from tests.ui.conftest import (
    actor,
    all_loaded,
    collected_here,
    nothing_left_over,
    seat,
    the_old_is_not_walked,
    themed,
)

__all__ = [
    "actor",
    "all_loaded",
    "collected_here",
    "nothing_left_over",
    "seat",
    "the_old_is_not_walked",
    "themed",
]
