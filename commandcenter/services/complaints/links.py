"""跨平台重复: the same matter in 12315 and 12345 is linked as it comes in, taken apart by hand.

Both records stay and both count; see `domain.complaints.cross_links`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import Source
from commandcenter.domain.complaints.cross_links import (
    SYSTEMS,
    Limits,
    Submission,
    pairs,
    require_free,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import PROGRAM, rights, text_of
from commandcenter.store.complaints.handling import among
from commandcenter.store.complaints.links import link_of, links_among
from commandcenter.store.database import now
from commandcenter.store.incident.counts import settled
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow

KIND, CLAUSE = "complaint_link", "4.1(6)"
PAGE = 500
LONGEST = 500
C = ComplaintRow.__table__.c


def link_arrivals(session: Session, actor: Actor, batch_id: int, first: int) -> int:
    """Link the complaints of an import, from id `first` on, with what was here; return how many."""
    count = _link_all(session, C.id >= first, C.batch_id == batch_id)
    if count:
        book.record(session, actor, KIND, batch_id, "linked", clause=CLAUSE)
    return count


def judge_again(session: Session, actor: Actor, batch_id: int, ids: Sequence[int]) -> None:
    """Of complaints that an import corrected, or that were put back: links that do not hold any
    more go, with their image in the journal, and others come. What a person took apart stays so.
    """
    ended, count = 0, 0
    for start in range(0, len(ids), PAGE):
        ended += _end_broken(session, ids[start : start + PAGE])
    for start in range(0, len(ids), PAGE):
        count += _link_all(session, among(C.id, ids[start : start + PAGE]))
    if ended or count:
        book.record(session, actor, KIND, batch_id, "judged again", clause=CLAUSE)


def _end_broken(session: Session, ids: Sequence[int]) -> int:
    """Delete the standing links of these whose two records no longer tell one matter."""
    standing = [row for row in links_among(session, ids) if row.undone_at is None]
    both = sorted({n for row in standing for n in (row.first_id, row.second_id)})
    words, limits = _words(session, both), Limits.of(plan_of(session))
    rows = session.execute(
        select(C.id, C.source, C.registered_at, C.person_key, C.subject_id).where(among(C.id, both))
    )
    told = {row.id: Submission(*row, words[row.id]) for row in rows if row.subject_id is not None}
    broken = [row for row in standing if not _holds(row, told, limits)]
    for row in broken:
        session.delete(row)
    session.flush()
    return len(broken)


def _holds(row: ComplaintLinkRow, told: Mapping[int, Submission], limits: Limits) -> bool:
    two = [told[n] for n in (row.first_id, row.second_id) if n in told]
    return len(two) == 2 and bool(pairs(two, limits))


def _link_all(session: Session, *arrived: ColumnElement[bool]) -> int:
    if not _two_systems(session):
        return 0  # waits neither for the plan nor for a look at all that came in
    arrived = (*arrived, C.source.in_(SYSTEMS), C.person_key != "")
    spans = _spans(session, *arrived)
    limits, count = Limits.of(plan_of(session)), 0
    groups = _groups(session, limits, spans, *arrived)
    for start in range(0, len(groups), PAGE):
        count += _link(session, _submissions(session, groups[start : start + PAGE]), limits)
    return count


class _Span(NamedTuple):
    """From when to when arrivals of a system are about a trader."""

    source: Source
    subject: int | None
    first: datetime
    last: datetime


def _spans(session: Session, *arrived: ColumnElement[bool]) -> list[_Span]:
    first, last = func.min(C.registered_at), func.max(C.registered_at)
    by_source = select(C.source, C.subject_id, first, last).where(*arrived)
    return [_Span(*row) for row in session.execute(by_source.group_by(C.source, C.subject_id))]


def _two_systems(session: Session) -> bool:
    """Whether imports may have brought rows of both; what is "mixed" may be of any."""
    batch = BatchRow.__table__.c
    sources = select(batch.source).where(batch.state != "undone").distinct()
    systems = set(session.scalars(sources)) - {Source.DESK.value}
    return len(systems) > 1 or not systems <= set(SYSTEMS)


def _groups(
    session: Session, limits: Limits, spans: Sequence[_Span], *arrived: ColumnElement[bool]
) -> list[tuple[str, int]]:
    """Person and trader of whatever both systems have about the time of the arrivals.

    The database groups: of a hundred thousand rows about a trader only the pairs are read. Where
    the arrivals are of one system, only the other's rows are grouped.
    """
    if not spans:
        return []
    span, sources = timedelta(hours=limits.hours), {each.source for each in spans}
    during = C.registered_at.between(
        min(each.first for each in spans) - span, max(each.last for each in spans) + span
    )
    others = [source for source in SYSTEMS if source not in sources]
    subjects = sorted({each.subject for each in spans if each.subject is not None})
    found = list[tuple[str, int]]()
    for start in range(0, len(subjects), PAGE):
        rows = (
            select(C.person_key, C.subject_id)
            .where(
                among(C.subject_id, subjects[start : start + PAGE]),
                during,
                C.source.in_(others or SYSTEMS),
                C.person_key != "",
                settled(),
            )
            .group_by(C.subject_id, C.person_key)
            .order_by(C.subject_id, C.person_key)
        )
        both = rows if others else rows.having(func.min(C.source) != func.max(C.source))
        found += [(person, subject) for person, subject in session.execute(both)]
    if not found:
        return []
    here = session.execute(select(C.person_key, C.subject_id).where(*arrived).distinct())
    arrivals = {(person, subject) for person, subject in here}
    return [pair for pair in found if pair in arrivals]


def _submissions(session: Session, groups: Sequence[tuple[str, int]]) -> list[Submission]:
    """What each of these persons said about each of these traders, to either system."""
    wanted = set(groups)
    rows = session.execute(
        select(C.id, C.source, C.registered_at, C.person_key, C.subject_id)
        .where(
            among(C.subject_id, {subject for _, subject in groups}),
            C.person_key.in_({person for person, _ in groups}),
            C.source.in_(SYSTEMS),
            settled(),
        )
        .order_by(C.id)
    )
    return [Submission(*row, "") for row in rows if (row.person_key, row.subject_id) in wanted]


def _link(session: Session, told: list[Submission], limits: Limits) -> int:
    known = links_among(session, [each.id for each in told])
    busy = {i for row in known if row.undone_at is None for i in (row.first_id, row.second_id)}
    apart = frozenset(
        frozenset({row.first_id, row.second_id}) for row in known if row.undone_at is not None
    )
    free = [each for each in told if each.id not in busy]
    words = _words(session, [each.id for each in free])
    full = [Submission(e.id, e.source, e.at, e.person, e.subject, words[e.id]) for e in free]
    at, fresh = now(session), pairs(full, limits, apart)
    session.add_all(
        ComplaintLinkRow(
            first_id=pair.first, second_id=pair.second, similarity=pair.similarity, at=at,
            by=PROGRAM.name,
        )
        for pair in fresh
    )  # fmt: skip
    session.flush()
    return len(fresh)


def _words(session: Session, ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), PAGE):
        rows = session.execute(
            select(C.id, C.title, C.text).where(among(C.id, ids[start : start + PAGE]))
        )
        found |= {number: f"{title} {text}" for number, title, text in rows}
    return found


def take_apart(session: Session, actor: Actor, link_id: int, why: str) -> None:
    """Two records are two matters after all; no import links them again."""
    row = _link_to_judge(session, actor, link_id)
    words = text_of(why, "解除关联的理由", LONGEST)
    if row.undone_at is not None:
        raise RuleBroken("这一关联已经解除。")
    row.undone_at, row.undone_by, row.undone_why = now(session), actor.name, words
    book.record(session, actor, KIND, row.id, "taken_apart", clause=CLAUSE)


def put_together(session: Session, actor: Actor, link_id: int) -> int:
    """What was taken apart is one matter after all: a new link from now on; return its id.

    What was said of the old one stays, and so do the counts of the time between. Raises
    RuleBroken where it was not taken apart, or one of the two is linked with another by now.
    """
    row = _link_to_judge(session, actor, link_id)
    if row.undone_at is None:
        raise RuleBroken("这一关联没有解除。")
    both = row.first_id, row.second_id
    standing = [link for link in (link_of(session, number) for number in both) if link]
    if any({link.first_id, link.second_id} == {*both} for link in standing):
        raise RuleBroken("这两件已经关联，无需再关联。")
    require_free(linked=bool(standing))
    link = ComplaintLinkRow(
        first_id=row.first_id, second_id=row.second_id, similarity=row.similarity,
        at=now(session), by=actor.name,
    )  # fmt: skip
    session.add(link)
    session.flush()
    book.record(session, actor, KIND, link.id, "put_together", clause=CLAUSE)
    return link.id


def _link_to_judge(session: Session, actor: Actor, link_id: int) -> ComplaintLinkRow:
    """A link, to who may say in both counties whether it holds."""
    row = session.get(ComplaintLinkRow, link_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的关联。", id=link_id)
    both = select(ComplaintRow.district).where(ComplaintRow.id.in_((row.first_id, row.second_id)))
    places = frozenset(place for place in session.scalars(both) if place)
    rights(session).require(actor, Action.FLAG_COMPLAINT, district=places)
    return row
