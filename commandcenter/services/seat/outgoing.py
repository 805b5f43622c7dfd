"""The way of what is added: kept on this machine first, then delivered in order, exactly once."""

import secrets
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.services.seat.sitting import standing
from commandcenter.store.database import Database, Lost
from commandcenter.store.sealing import Keys
from commandcenter.store.seat.outbox import Addition as Addition
from commandcenter.store.seat.outbox import Kept as Kept
from commandcenter.store.seat.outbox import Outbox
from commandcenter.store.tables.setting import SchemaInfoRow
from commandcenter.store.trouble import refusal_by_database

if TYPE_CHECKING:
    from commandcenter.services.command import attachments
    from commandcenter.services.command.attachments import Shelved
    from commandcenter.services.command.evidence import Piece
    from commandcenter.services.seat import additions
    from commandcenter.services.seat.additions import Added, Body
    from commandcenter.store import files
    from commandcenter.store.files import OnProgress
else:  # a seat has its way out before anybody adds something
    attachments = late("services.command.attachments")
    additions = late("services.seat.additions")
    files = late("store.files")

AT_ONCE = 10  # so many under one pen, then others who want to write get their turn


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one addition. `subject`: the id in the database; None: it waits here."""

    subject: int | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of a round: what arrived, what was refused, and whether more waits."""

    arrived: tuple[Addition, ...] = ()
    refused: tuple[Addition, ...] = ()
    more: bool = False


def outgoing_of(
    db: Database, folder: Path, words: Callable[[RuleBroken], str], keys: Keys | None = None
) -> "Outgoing":
    """With the outbox of this person of the machine for this database, kept in `folder`."""
    with db.read() as session:
        name = session.scalars(select(SchemaInfoRow.database_id)).one()
    return Outgoing(db, Outbox(folder / f"{name}.db", keys), words)


@dataclass(frozen=True)
class Outgoing:
    """`outbox` None: nothing is kept here; a lost database then raises Lost, as elsewhere.

    `words` turns a refusal into the sentence that is kept and shown.
    """

    db: Database
    outbox: Outbox | None
    words: Callable[[RuleBroken], str] = str
    _turn: Lock = field(default_factory=Lock)

    def new(self, kind: "Added", body: "Body", words: str, at: datetime) -> Addition:
        return Addition(secrets.token_hex(16), kind.value, body, words, at)

    def send(self, actor: Actor, addition: Addition, *, away: bool = False) -> Sent:
        """Keep it, then deliver it if the database answers and nothing waits before it.

        `away`: the database is known not to answer. Raises RuleBroken if it was refused at
        once: then nothing is kept, for the person still has the words before them.
        """
        if self.outbox is None:
            return Sent(self._deliver(actor, addition))
        behind = bool(self.outbox.waiting(actor.login, 1))
        self.outbox.put(actor.login, addition)
        if behind or away:
            return Sent(None)
        try:
            with self._turn:
                subject = self._deliver(actor, addition)
        except Lost:
            return Sent(None)
        except RuleBroken:
            self.outbox.drop(addition.key)
            raise
        except DBAPIError as error:
            self.outbox.drop(addition.key)
            if refused := refusal_by_database(error):
                raise refused from error
            raise
        self.outbox.drop(addition.key)
        return Sent(subject)

    def shelve(
        self,
        actor: Actor,
        incident_id: int,
        piece: "Piece",
        path: Path,
        on_progress: "OnProgress",
        at: datetime,
        *,
        again: bool = False,
        away: bool = False,
    ) -> "Shelved":
        """See attachments.shelve; while the database is away the file waits here with the piece."""

        def addition(whole: "Piece") -> Addition:
            body = additions.piece(incident_id, whole)
            return self.new(
                additions.Added.EVIDENCE, body, f"{piece.title} {visible(path.name)}", at
            )

        def put(whole: "Piece") -> int | None:
            return self.send(actor, addition(whole)).subject

        if not away or self.outbox is None:
            try:
                return attachments.shelve(
                    self.db, actor, incident_id, piece, path, on_progress, again=again, put=put
                )
            except Lost:
                if self.outbox is None:
                    raise
        whole = replace(piece, file=attachments.file_of(path, piece, on_progress))
        assert whole.file
        assert self.outbox
        self.outbox.put(actor.login, addition(whole), path if whole.file.stored else None)
        return attachments.Shelved(None, waits=True)

    def deliver(self, actor: Actor, most: int = AT_ONCE) -> Delivered:
        """Deliver what waits of this person, in order. Raises Lost when the link breaks again."""
        if self.outbox is None:
            return Delivered()
        with self._turn:
            batch = self.outbox.waiting(actor.login, most)
            refusals = self._deliver_all(self.outbox, actor, batch) if batch else {}
            keys = [kept.addition.key for kept in batch]
            self.outbox.settle([key for key in keys if key not in refusals], refusals)
        return Delivered(
            tuple(k.addition for k in batch if k.addition.key not in refusals),
            tuple(k.addition for k in batch if k.addition.key in refusals),
            bool(self.outbox.waiting(actor.login, 1)),
        )

    def _deliver_all(self, outbox: Outbox, actor: Actor, batch: list[Kept]) -> dict[str, str]:
        """All in one transaction; why some were refused, by key."""
        refusals: dict[str, str] = {}
        for kept in batch:
            try:
                if source := outbox.source(kept):
                    files.send(self.db, source)
            except RuleBroken as broken:
                refusals[kept.addition.key] = self.words(broken)
        with self.db.write() as session:
            still = standing(session, actor).actor  # the rights as they are when it arrives
            for addition in (k.addition for k in batch if k.addition.key not in refusals):
                try:
                    with session.begin_nested():
                        additions.add(session, still, addition)
                except RuleBroken as broken:
                    refusals[addition.key] = self.words(broken)
                except DBAPIError as error:
                    # of a reference to what is not there any more
                    refused = refusal_by_database(error)
                    if refused is None:
                        raise
                    refusals[addition.key] = self.words(refused)
        return refusals

    def _deliver(self, actor: Actor, addition: Addition) -> int:
        with self.db.write() as session:
            still = standing(session, actor).actor
            return additions.add(session, still, addition)

    def kept(self) -> list[Kept]:
        """All that waits or was refused on this machine, of whomever."""
        return self.outbox.all() if self.outbox else []

    def locked(self) -> int:
        """How many wait here that nobody can open: their key is not in the key ring."""
        return self.outbox.locked() if self.outbox else 0

    def again(self, key: str) -> None:
        if self.outbox:
            self.outbox.again(key)

    def drop(self, key: str) -> None:
        """Its author does not want it any more."""
        if self.outbox:
            self.outbox.drop(key)
