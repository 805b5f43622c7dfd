"""What the papers of an incident are made from: values only, gathered by the queries."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.domain.report import Element
from commandcenter.queries.checklist import Checklist
from commandcenter.queries.command import CommandPicture
from commandcenter.queries.log import LogLine
from commandcenter.queries.map_picture import MapPicture
from commandcenter.queries.situation import IncidentHead, Situation
from commandcenter.queries.timeline import Timeline

Ring = tuple[tuple[float, float], ...]  # (lon, lat) WGS-84 degrees; closed or not


@dataclass(frozen=True, slots=True)
class Boundary:
    """A county unit's outline: outer rings and holes together (even-odd)."""

    code: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class JournalMark:
    """Up to which line of the journal a paper knows: for its metadata, never its page."""

    number: int
    head: str  # the hash of that line, hex


@dataclass(frozen=True, slots=True)
class FirstReport:
    """首报, printed as a 值班快报.

    `elements` in the order of the plan's report contents; one not known yet has no as-of
    time and says 正在核查. `issue` counts within the year. `at` is the moment of signing,
    or of drawing up for a draft (then `signer` is "").
    """

    org: str  # 澄州市市场监督管理局
    head: IncidentHead
    elements: tuple[Element, ...]
    issue: int
    signer: str
    sent_to: tuple[str, ...]  # 主送: 市政府总值班室, …
    at: datetime
    contact: str  # name of who answers questions, "" when the elements name one
    phone: str
    journal: JournalMark
    urgency: str = ""  # 特急, 加急
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """会商简报: the situation on one page, then timeline, map, groups, checklist, log, plans."""

    org: str
    situation: Situation
    timeline: Timeline
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    command: CommandPicture
    checklist: Checklist
    log: tuple[LogLine, ...]  # newest first
    next_steps: tuple[str, ...]
    issue: int
    at: datetime  # when it was drawn up
    journal: JournalMark
    drill: bool = False
