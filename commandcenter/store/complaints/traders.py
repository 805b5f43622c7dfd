"""Traders by a part of their name or credit code: read through once, whoever asks."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.seat.searching import forms
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import SubjectRow

MOST = 200  # of a word that many bear: any of them


def traders_named(session: Session, word: str) -> tuple[int, ...]:
    """Their ids, MOST by name and as many by code: in wide signs or narrow ones."""
    return read_once(session, ("traders", word), lambda: _named(session, word))


def _named(session: Session, word: str) -> tuple[int, ...]:
    """A column at a time and in no order: then its index alone is read through."""
    row = SubjectRow
    columns = (row.name, row.credit_code) if word.isascii() else (row.name,)
    found: dict[int, None] = {}
    for column in columns:
        holds = (column.contains(form, autoescape=True) for form in forms(word))
        rows = session.scalars(select(row.id).where(or_(*holds)).limit(MOST))
        found |= dict.fromkeys(rows)
    return tuple(found)
