"""Warnings inside the bureau (3.2): drafted, issued, adjusted, lifted.

A warning level is neither a grade nor a response level, and none follows from another. The
plan names no colours for these warnings, so levels are said in words
(突发事件应对法 Art. 63 gives colours to natural disasters, accidents and public health only).
"""

from enum import StrEnum


class WarningState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    LIFTED = "lifted"
    DROPPED = "dropped"  # a draft that was never issued


class WarningAct(StrEnum):
    DRAFTED = "drafted"
    AMENDED = "amended"  # the draft
    RETURNED = "returned"
    ISSUED = "issued"
    ADJUSTED = "adjusted"
    LIFTED = "lifted"
    DROPPED = "dropped"
    OPENED = "opened"  # an incident
