"""Traders by a part of their name or credit code: asked once, whoever wants them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.complaints import credit_code
from commandcenter.domain.seat.searching import forms
from commandcenter.store.complaints.word_index import traders_saying
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import SubjectRow

MOST = 200  # of a word that many bear: any of them


def traders_named(session: Session, word: str) -> tuple[int, ...]:
    """Their ids, MOST by name and as many by code: in wide signs or narrow ones."""
    return read_once(session, ("traders", word), lambda: _named(session, word))


def _named(session: Session, word: str) -> tuple[int, ...]:
    found = dict.fromkeys(_by_name(session, word))
    if code := credit_code.part_of(word):
        found |= dict.fromkeys(_read_through(session, SubjectRow.credit_code, (code,)))
    return tuple(found)


def _by_name(session: Session, word: str) -> Sequence[int]:
    parts = [traders_saying(session, form, MOST) for form in forms(word)]
    asked = [part for part in parts if part is not None]
    if len(asked) < len(parts):
        return _read_through(session, SubjectRow.name, forms(word))
    every = union_all(*(select(part.subquery().c[0]) for part in asked))
    return session.scalars(every.limit(MOST)).all()


def _read_through(
    session: Session, column: InstrumentedAttribute[Any], said: Sequence[str]
) -> Sequence[int]:
    """A column at a time and in no order: then its index alone is read through."""
    holds = (column.contains(form, autoescape=True) for form in said)
    return session.scalars(select(SubjectRow.id).where(or_(*holds)).limit(MOST)).all()
