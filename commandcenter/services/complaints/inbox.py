"""What the hotline inserts is taken in: one transaction for some rows, so each comes in once."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import NewComplaint, Source
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.services.complaints import correcting, corrections, subjects
from commandcenter.services.complaints.intake import (
    FileFacts,
    TakenIn,
    close_batch,
    open_batch,
    pairs_of,
)
from commandcenter.services.complaints.storing import store_chunk
from commandcenter.store.complaints import inbox
from commandcenter.store.complaints.people import keyed
from commandcenter.store.database import now

NAME = word("12345 热线接口")


def ask(session: Session, actor: Actor, complaints: Mapping[int, NewComplaint]) -> None:
    """Before they are taken: whether they say anything else about who complained."""
    corrections.ask(session, actor, 0, [(c, "") for c in complaints.values()])


def take(
    session: Session,
    actor: Actor,
    complaints: Mapping[int, NewComplaint],
    refused: Mapping[int, str],
    received: datetime,
    key: bytes,
    known: subjects.Known,
) -> TakenIn | None:
    """Store checked rows, by their numbers in the inbox; None when others took them meanwhile.

    No 登记编号 may come twice. `received`: when the last of them came in.
    """
    here = inbox.still_waiting(session, {*complaints, *refused})
    mine = {number: c for number, c in complaints.items() if number in here}
    bad = {number: why for number, why in refused.items() if number in here}
    if not here:
        return None
    mark = f"hotline_inbox {min(here)}-{max(here)}"
    to = {Source.HOTLINE: received}
    facts = FileFacts(NAME, mark, "hotline_inbox", len(here), len(bad), 0, to)
    chunk = keyed(columns_of(list(mine.values())), key)
    batch = open_batch(session, actor, facts)
    ids = store_chunk(session, actor, batch, chunk, known)
    left = correcting.LeftAlone()
    changes = corrections.differing(session, actor, batch, pairs_of(chunk), to, known, left)
    close_batch(session, actor, batch, facts, len(ids), len(chunk), ids.start)
    corrections.carry_out(session, actor, batch, changes, known)
    inbox.mark(session, batch, now(session), set(mine), bad)
    return TakenIn(batch, len(ids), len(chunk) - len(ids), len(changes), (), *left.numbers())
