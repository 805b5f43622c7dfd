"""What complaints say now that they did not say before, with the complaints that say it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from commandcenter.analysis.wording import TextCluster, sayings
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.incident.sources import SourceAsOf, sources
from commandcenter.queries.watch.passages import piece
from commandcenter.store.incident.counts import settled_now
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow

RECENT_MOST = 700  # texts that are read; of more, the newest
BEFORE_MOST = 700  # earlier texts, evenly taken
BEFORE_DAYS = 28
LEAST = 3  # texts that say so, and people
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """`words`: a piece of the text, long numbers in it covered."""

    id: int
    at: datetime
    district: str
    words: str


@dataclass(frozen=True, slots=True)
class WordCluster:
    """`usual`: how many of as many earlier complaints said so. `ids`: all that say it now."""

    words: tuple[str, ...]
    ids: tuple[int, ...]
    people: int
    usual: float
    chance: float
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class WordClusters:
    """`read` complaints since `since` were compared with `compared` of the weeks before."""

    lines: tuple[WordCluster, ...]
    since: datetime
    read: int
    compared: int
    sources: tuple[SourceAsOf, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Text:
    id: int
    at: datetime
    person: str
    district: str
    words: str


def word_clusters(
    session: Session, actor: Actor, days: int, now: datetime, limit: int = 12
) -> WordClusters:
    """Of the last `days` days, rarest first. For a county, of its own complaints."""
    own = own_districts(session, actor)
    scope = settled_now(session)
    if own is not None:
        scope = scope & ComplaintRow.district.in_(own)
    since = now - timedelta(days=days)
    recent = _recent(session, scope, since, now)
    if len(recent) == RECENT_MOST:
        since = recent[-1].at
    before = _before(session, scope, since)
    found = sayings([text.words for text in recent], before, least=LEAST)
    lines = [_cluster(saying, recent) for saying in found]
    shown = [line for line in lines if line.people >= LEAST][:limit]
    return WordClusters(tuple(shown), since, len(recent), len(before), sources(session, now), now)


def _recent(
    session: Session, scope: ColumnElement[bool], since: datetime, now: datetime
) -> list[_Text]:
    """Newest first."""
    c = ComplaintRow.__table__.c
    rows = session.execute(
        select(c.id, c.registered_at, c.person_key, DistrictRow.name, c.title, c.text)
        .select_from(ComplaintRow)
        .outerjoin(DistrictRow, DistrictRow.code == ComplaintRow.district)
        .where(c.registered_at >= since, c.registered_at < now, scope)
        .order_by(c.registered_at.desc(), c.id.desc())
        .limit(RECENT_MOST)
    )
    return [
        _Text(number, at, person or f"#{number}", district or "", f"{title}。{text}")
        for number, at, person, district, title, text in rows
    ]


def _before(session: Session, scope: ColumnElement[bool], until: datetime) -> list[str]:
    """Texts of the weeks before, every so many-th by its number."""
    c = ComplaintRow.__table__.c

    def of_weeks(asked: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
        since = until - timedelta(days=BEFORE_DAYS)
        return asked.where(c.registered_at >= since, c.registered_at < until, scope)

    total = session.scalars(of_weeks(select(func.count()).select_from(ComplaintRow))).one()
    every = max(1, -(-int(str(total)) // BEFORE_MOST))
    rows = session.execute(
        of_weeks(select(c.title, c.text).select_from(ComplaintRow)).where(c.id % every == 0)
    )
    return [f"{title}。{text}" for title, text in rows]


def _cluster(saying: TextCluster, recent: list[_Text]) -> WordCluster:
    texts = [recent[number] for number in saying.texts]
    return WordCluster(
        words=saying.words,
        ids=tuple(text.id for text in texts),
        people=len({text.person for text in texts}),
        usual=saying.usual,
        chance=saying.chance,
        examples=tuple(
            Example(text.id, text.at, text.district, piece(text.words, saying.words))
            for text in texts[:EXAMPLES]
        ),
    )
