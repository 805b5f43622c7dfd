"""What one screen of several shows: the whole wall, or a part of it with all the room."""

from dataclasses import replace
from enum import StrEnum

from commandcenter.queries.incident.live import WallIncidents


class WallPage(StrEnum):
    """In the words of `commandcenter wall --page`, and of the setting `wall_pages`."""

    WHOLE = "whole"  # what a single wall shows
    MAIN = "main"  # the main incident alone
    SECOND = "second"  # the next grave one alone; with no second the watch
    MAP = "map"  # the main incident's map, or the city's
    TASKS = "tasks"  # the main incident's tasks, and its command structure
    WATCH = "watch"  # the quiet city, whatever is going on


def picked(wanted: WallIncidents, page: WallPage) -> WallIncidents:
    """Of the wall's incidents those of a page."""
    match page:
        case WallPage.WHOLE:
            return wanted
        case WallPage.WATCH:
            return WallIncidents(None)
        case WallPage.SECOND:
            second = next(iter(wanted.others), None)
            return WallIncidents(second, food=second in wanted.foods)
    return replace(wanted, others=(), foods=())
