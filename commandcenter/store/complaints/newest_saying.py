"""The few newest complaints that hold some words, found without counting all that do.

A common word stands in the newest complaints: these are read. A rare one is in few: the index of
pairs proposes them. Either way as little is read with a million complaints as with a thousand.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select, union_all
from sqlalchemy.orm import Session

from commandcenter.domain.seat.searching import forms
from commandcenter.store.complaints import word_index
from commandcenter.store.complaints.traders import traders_named
from commandcenter.store.incident.counts import settled_now
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow

# Asked for row by row: joined, a server reads all traders for a thousand complaints.
TRADER = select(SubjectRow.name).where(SubjectRow.id == ComplaintRow.subject_id).scalar_subquery()
READ_OF = select(
    ComplaintRow.id, ComplaintRow.registered_at, TRADER.label("trader"), ComplaintRow.number,
    ComplaintRow.title, ComplaintRow.text,
)  # fmt: skip
READ = 1_000  # of the newest, looked through themselves
PROPOSED = 500  # of what the index proposes, at most, the newest of it
LAST = "\uffff"  # after any number that begins so


def newest_saying(
    session: Session, words: Sequence[str], own: frozenset[str] | None, limit: int
) -> list[int]:
    """Ids, newest first, of complaints that hold all the words in number, title, text or trader,
    in wide signs or narrow ones. `own`: only of these counties.

    A word without a pair (one character) is looked for among the newest only.
    """
    finished = settled_now(session)
    scope, of_newest = [finished], [finished]
    if own is not None:
        # By what is read, not by the index of counties: who took that would sort all of a county's.
        scope.append(func.coalesce(ComplaintRow.district, "").in_(own))
        # A server finds by its statistics that the newest are wanted, and sees in their index
        # which are the county's.
        server = session.get_bind().dialect.name == "postgresql"
        of_newest.append(ComplaintRow.district.in_(own) if server else scope[-1])
    order = (ComplaintRow.registered_at.desc(), ComplaintRow.id.desc())
    newest = READ_OF.where(*of_newest).order_by(*order).limit(READ)
    found = list(session.scalars(_asked(newest, words, limit)))
    if len(found) == limit:
        return found
    parts = [select(part.subquery().c[0]) for part in _proposals(session, words)]
    if not parts:
        return found
    # In one statement: a thousand numbers would be sent to and fro.
    older = READ_OF.where(ComplaintRow.id.in_(union_all(*parts)), *scope)
    beyond = set(session.scalars(_asked(older, words, limit))).difference(found)
    if not beyond:
        return found
    return list(session.scalars(_newest({*found, *beyond}).limit(limit)))


def _asked(read: Select[Any], words: Sequence[str], limit: int) -> Select[Any]:
    row = read.subquery().c
    columns = (row.trader, row.number, row.title, row.text)  # the longest last
    holds = (
        or_(*(c.contains(form, autoescape=True) for form in forms(word) for c in columns))
        for word in words
    )
    newest = (row.registered_at.desc(), row.id.desc())
    return select(row.id).where(*holds).order_by(*newest).limit(limit)


def _newest(ids: Collection[int]) -> Select[int]:
    row = ComplaintRow
    found = select(row.id).where(row.id.in_(ids))
    return found.order_by(row.registered_at.desc(), row.id.desc())


def _proposals(session: Session, words: Sequence[str]) -> Iterator[Select[int]]:
    """Parts of the complaints that may hold all the words; what they propose is read."""
    shapes = list(zip(*_same_length([forms(word) for word in words]), strict=True))
    for shape in shapes:
        yield from word_index.saying(session, shape, PROPOSED)
    for word in words:
        if named := traders_named(session, word):
            yield _of_traders(named)
        if word.isascii():  # in the index are only numbers that have something else in them
            number = ComplaintRow.number
            begins = select(ComplaintRow.id).where(number >= word, number < word + LAST)
            yield begins.order_by(number.desc()).limit(PROPOSED)


def _same_length(every: list[tuple[str, ...]]) -> list[list[str]]:
    """All words as typed, all in narrow signs, all in wide ones; what has one form stays it."""
    most = max(map(len, every), default=0)
    return [[*each, *([each[-1]] * (most - len(each)))] for each in every]


def _of_traders(traders: Sequence[int]) -> Select[int]:
    return (
        select(ComplaintRow.id)
        .where(ComplaintRow.subject_id.in_(traders))
        .order_by(ComplaintRow.registered_at.desc())  # of one trader the index has this order
        .limit(PROPOSED)
    )
