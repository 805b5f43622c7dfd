"""Pieces of texts around the words that matter, as evidence: long numbers in them covered."""

import re
from collections.abc import Sequence

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import behind
from commandcenter.store.watch.stream_texts import GATHERED

EARLIER, LATER = 14, 46  # characters of an example before and after the word
LONG_NUMBER = re.compile(r"\d{5,}+[\dXx]*+(?!元)")  # an amount is nobody's number
MOST = 3
READ = 30  # complaints that are looked at for them


def piece(text: str, words: Sequence[str]) -> str:
    """Around the first of the words in a text that has one of them."""
    at, word = min((text.find(word), word) for word in words if word in text)
    start, end = max(0, at - EARLIER), at + len(word) + LATER
    covered = LONG_NUMBER.sub(lambda found: "*" * len(found[0]), text)
    return f"{'…' if start else ''}{covered[start:end]}{'…' if end < len(text) else ''}"


def passages(session: Session, row: SignalRow) -> tuple[str, ...]:
    """Where texts say what a signal is about: of a matter that texts tell, or of complaints that
    name a trader only there. The newest first."""
    words = [word for word in (row.title, row.key, *row.keywords) if word]
    c = ComplaintRow.__table__.c
    which = true() if row.stream in GATHERED else c.subject_id.is_(None)
    found = session.execute(
        select(c.title, c.text)
        .where(behind([row.id]), which)
        .order_by(c.registered_at.desc(), c.id.desc())
        .limit(READ)
    )
    texts = [f"{title}。{text}" for title, text in found]
    return tuple(piece(text, words) for text in texts if any(w in text for w in words))[:MOST]
