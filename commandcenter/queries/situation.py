"""The head of an incident and its numbers, as the wall and the desk show them."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.complaint import Source
from commandcenter.domain.incident import Category, State
from commandcenter.domain.level import Level


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """`title` names the trader and is for the desk; `public_title` does not and is for the wall."""

    id: int
    title: str
    public_title: str
    categories: tuple[Category, ...]
    state: State
    grade: Level | None
    response: Level | None
    lead_body: str  # who leads at this level (plan 4.2), full words
    districts: tuple[str, ...]  # names of the county units concerned
    occurred_at: datetime | None  # 事发
    received_at: datetime  # 接报
    verified_at: datetime | None  # 研判确认
    activated_at: datetime | None  # 启动
    topic: str  # 预付式消费, 食品安全, …


@dataclass(frozen=True, slots=True)
class SourceAsOf:
    """Up to when the records of one source are here: the source's time, not the repaint's."""

    source: Source
    exported_to: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """The three honest counts and what goes with them, of one incident."""

    complaints: int  # 件
    person_times: int  # 人次: people as counted, before de-duplication
    people: int  # 人: distinct person keys
    last_hour: int  # 件 registered in the last 60 minutes
    amount_cents: int  # 涉及金额 in 分


@dataclass(frozen=True, slots=True)
class HandCount:
    """The newest hand count of one kind (people on site, registered, waiting)."""

    value: int
    at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class NextReport:
    """What is reported next and by when."""

    label: str  # 首报, 续报一, …
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """One line of 待决事项: only what waits for a decision of the command."""

    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    head: IncidentHead
    counts: Counts
    on_site: HandCount | None
    registered: HandCount | None
    waiting: HandCount | None
    next_report: NextReport | None
    pending: tuple[PendingDecision, ...]  # oldest first, at most three
    sources: tuple[SourceAsOf, ...]
    now: datetime  # database time of this answer
