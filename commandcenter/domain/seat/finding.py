"""What was looked at of the system, and how it stands: a line of `doctor` and of 系统状态."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.phrase import phrases
from commandcenter.late_dataclass import dataclass


class Health(StrEnum):
    """Gravest first."""

    BROKEN = "broken"
    ATTENTION = "attention"
    GOOD = "good"


HEALTH_WORDS: dict[Health, str] = phrases(
    {
        Health.GOOD: "正常",
        Health.ATTENTION: "注意",
        Health.BROKEN: "异常",
    }
)


def health(good: bool) -> Health:
    return Health.GOOD if good else Health.BROKEN


@dataclass(frozen=True, slots=True)
class Finding:
    """`text`: a sentence of what is so; `todo`: one of what to do, "" where nothing is; `at`: as of
    when, or since when.
    """

    name: str
    health: Health
    text: str
    todo: str = ""
    at: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether the program can do its work."""
        return self.health is not Health.BROKEN

    @property
    def line(self) -> str:
        """As the command line says it."""
        return f"{HEALTH_WORDS[self.health]}  {self.name}：{self.text}{self.todo}"
