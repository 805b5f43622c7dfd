"""The room of a wall, as the settings of its machine say it."""

from commandcenter.settings import Settings
from commandcenter.ui.wall.reading import Room


def room_of(settings: Settings) -> Room:
    """What a machine's settings say of the room its wall is in."""
    return Room(
        settings.wall_distance_m,
        settings.wall_arc_minutes,
        settings.wall_scale,
        settings.wall_inches,
        settings.wall_width_mm,
    )
