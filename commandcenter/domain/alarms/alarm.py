"""What an alarm is: how urgent, how it stands, and how it sounds (after ISA-18.2)."""

from enum import StrEnum

from commandcenter.domain.phrase import phrases


class Priority(StrEnum):
    """By what is lost when nobody acts, and how soon."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


PRIORITY_WORDS: dict[Priority, str] = phrases(
    {
        Priority.HIGH: "紧急",
        Priority.MEDIUM: "重要",
        Priority.LOW: "一般",
    }
)


class Standing(StrEnum):
    """`RETURNED`: back to normal before anybody acknowledged it; kept until it is seen."""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    CLEARED = "cleared"


# Its reason stands; one that returned is kept only to be seen.
LASTING = (Standing.UNACKNOWLEDGED, Standing.ACKNOWLEDGED)

STANDING_WORDS: dict[Standing, str] = phrases(
    {
        Standing.UNACKNOWLEDGED: "未确认",
        Standing.ACKNOWLEDGED: "已确认",
        Standing.RETURNED: "已恢复，未确认",
        Standing.CLEARED: "已解除",
    }
)


class AlarmSound(StrEnum):
    """One for each priority."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
