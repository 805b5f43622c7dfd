"""How a step of the checklist of earlier versions stood; its rows are read, and written no more."""

from enum import StrEnum


class OldStepState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
