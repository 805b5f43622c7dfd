"""Files of complaints taken in: one way for the command, the watched folder and the screen.

A file is read and checked whole, then stored; nobody sees a row of it before all are in.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, sentences
from commandcenter.intake.check import Reject
from commandcenter.intake.mapping import (
    Mapping,
    find_mapping,
    load_mappings,
    troubles,
    with_own,
)
from commandcenter.intake.places import Crs, Gazetteer, gazetteer_of
from commandcenter.intake.read import FileRead, ReadFacts, Stopped, read_file
from commandcenter.intake.rejects import FORM, put_rejects, write_rejects
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.opening import opened
from commandcenter.offices.progress import UNHEARD, Cancelled, Progress
from commandcenter.offices.written_files import require_place
from commandcenter.paths import user_config, user_data
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.queries.papers.borders import city_geojson
from commandcenter.services.complaints import intake as complaint_intake
from commandcenter.services.complaints.correcting import older_words, others_words
from commandcenter.services.complaints.intake import Cancelled as StoringCancelled
from commandcenter.services.complaints.intake import (
    FileFacts,
    TakenIn,
    take_in,
    undo_abandoned,
)
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.store.backup_file import require_room
from commandcenter.store.complaints import word_index
from commandcenter.store.database import Database
from commandcenter.store.engines import sqlite_file

ABANDONED = timedelta(minutes=30)  # an import that has been open so long has lost its seat
ROW_BYTES = 4 << 10  # of a complaint in an embedded file, with its words and what is journalled
PARTS = 1000  # of a progress; reading is its first half, storing its second


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file. `rejects`: where the list of refused rows was written; None: none
    was, or it could not be written: then `trouble` says why, while the good rows are in."""

    facts: ReadFacts
    stored: TakenIn
    seconds: float
    rejects: Path | None = None
    trouble: RuleBroken | None = None

    @property
    def rejected(self) -> int:
        """Rows that cannot be read, and those that are not this person's to take in."""
        return self.facts.rejected + len(self.stored.refused)

    def as_dict(self) -> dict[str, object]:
        """What scripts read; what was corrected or kept is told to people, who may have to look."""
        return {
            "file": self.facts.file_name,
            "rows": self.facts.rows,
            "accepted": self.stored.accepted,
            "duplicates": self.stored.duplicates,
            "rejected": self.rejected,
            "seconds": self.seconds,
        }

    def sentence(self) -> str:
        counts = counted(self.facts.rows, self.stored, self.rejected)
        stored = self.stored
        left = (kept_words(stored.kept), others_words(stored.others), older_words(stored.older))
        words = phrase("{counts}，用时 {seconds} 秒。", counts=counts, seconds=self.seconds)
        return sentences((words, *left, *self.facts.warnings(), self.facts.unused_words()))


def counted(rows: int, stored: TakenIn, rejected: int) -> str:
    counts = {
        "rows": rows,
        "accepted": stored.accepted,
        "doubled": stored.duplicates,
        "rejected": rejected,
    }
    if not stored.corrected:
        return phrase("共 {rows} 行，入库 {accepted}，重复 {doubled}，退回 {rejected}", **counts)
    return phrase(
        "共 {rows} 行，入库 {accepted}，重复 {doubled}（其中更正 {corrected}），退回 {rejected}",
        **counts, corrected=stored.corrected,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files by the bureau's mappings and places; without a `chosen` mapping the best is."""

    clock: Callable[[], datetime]
    known: tuple[Mapping, ...]
    chosen: Mapping | None
    crs: Crs
    gazetteer: Gazetteer

    def read(self, file: Path, progress: Progress = UNHEARD) -> FileRead:
        """Close what is returned. Raises RuleBroken for what is no such file, or Cancelled."""
        try:
            return read_file(
                file,
                now=self.clock(),
                mapping=self.chosen,
                mappings=self.known,
                crs=self.crs,
                gazetteer=self.gazetteer,
                spool_folder=user_data(),
                on_progress=lambda rows, part: progress.report(int(part * PARTS / 2), PARTS),
                should_stop=progress.cancelled,
            )
        except Stopped as stopped:
            raise Cancelled from stopped


def reader_of(db: Database, mapping: Mapping | str | None = None, crs: Crs = Crs.WGS84) -> Reader:
    """`mapping`: one of the bureau's or the program's, or its name; refused when there is none."""
    known = mappings(db)
    chosen = find_mapping(mapping, known) if isinstance(mapping, str) else mapping
    with db.read() as session:
        return Reader(db.clock, known, chosen, crs, places_of(session))


def store(
    db: Database,
    actor: Actor,
    read: FileRead,
    key: bytes | None = None,
    *,
    once: bool = False,
    progress: Progress = UNHEARD,
) -> Taken:
    """`key`, `once`: see services' `take_in`, which raises too. Nothing is left when cancelled."""
    started, total = time.monotonic(), max(1, read.facts.accepted)
    if file := sqlite_file(db.engine.url.render_as_string()):
        require_room(file.resolve().parent, read.facts.accepted * ROW_BYTES)
    try:
        stored = take_in(
            db,
            actor,
            kept_facts(read.facts),
            read.columns(complaint_intake.CHUNK),
            key,
            on_progress=lambda n: progress.report(PARTS // 2 + n * PARTS // 2 // total, PARTS),
            should_stop=progress.cancelled,
            once=once,
        )
    except StoringCancelled as stopped:
        raise Cancelled from stopped
    return Taken(read.facts, stored, round(read.seconds + time.monotonic() - started, 1))


def index_words(db: Database) -> None:
    """Once an import is seen: till then its words are found by reading it at each search."""
    word_index.fill(db)


def undo_what_died(db: Database, actor: Actor) -> None:
    """Take imports back out whose seat died half way."""
    undo_abandoned(db, actor, db.clock() - ABANDONED)


@dataclass(frozen=True, slots=True)
class Order:
    """What a person chose for a file. `rejects`: where the list of refused rows is to go."""

    path: Path
    mapping: Mapping | None
    crs: Crs
    rejects: Path


def bring_in(
    db: Database,
    actor: Actor,
    key: bytes | None,
    order: Order,
    progress: Progress,
    before: FileRead | None = None,
) -> Taken:
    """One file for a person at a screen. The good rows are in, whatever becomes of the list.

    `before`: what was read of it to look ahead; it is closed here.
    """
    with before or reader_of(db, order.mapping, order.crs).read(order.path, progress) as read:
        taken = store(db, actor, read, key, progress=progress)
        if not taken.rejected:
            return taken
        late = (Reject(0, number, reason, ()) for number, reason in taken.stored.refused)
        try:
            write_rejects(order.rejects, read.header, chain(read.rejects(), late))
        except RuleBroken as broken:
            return replace(taken, trouble=broken)
    return replace(taken, rejects=order.rejects)


def intake(
    url: str, files: list[Path], *, mapping: str | None, crs: str, rejects: Path | None
) -> Iterator[Taken]:
    """Read and check all files, then store one after the other, each seen when all of it is in.

    So a file that cannot be read keeps those beside it out, too.
    """
    system = datum(crs)
    if rejects:
        _require_table(rejects)
    places = rejects_places(rejects, files) if rejects else [None] * len(files)
    for place in places:
        if place:
            require_place(place, url, *files)
    with opened(url) as db, ExitStack() as open_files:
        reader = reader_of(db, mapping or None, system)
        reads = [open_files.enter_context(reader.read(file)) for file in files]
        actor = acting(db)
        undo_what_died(db, actor)
        for read, place in zip(reads, places, strict=True):
            yield _stored(db, actor, read, place)
        index_words(db)


def acting(db: Database) -> Actor:
    """Who is logged in to the server; the program itself of a file."""
    with db.read() as session:
        return acting_person(session)


def _require_table(rejects: Path) -> None:
    special = rejects.exists() and not rejects.is_file()  # a folder is refused, a device taken
    if rejects.suffix.lower() != ".csv" and not special:
        words = "退回记录写成 .csv 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=rejects.suffix or rejects.name)


def rejects_places(rejects: Path, files: Sequence[Path]) -> list[Path]:
    """Where the refused rows of each file go: to the one name that was given; of several files
    to that with each file's behind it, as 退回_甲.csv, numbered where two are called the same."""
    if len(files) == 1 or (rejects.exists() and not rejects.is_file()):  # a device takes all
        return [rejects] * len(files)
    places: list[Path] = []
    for file in files:
        stem, number = f"{rejects.stem}_{file.stem}", 1
        place = rejects.with_name(f"{stem}{rejects.suffix}")
        while place in places:
            number += 1
            place = rejects.with_name(f"{stem}-{number}{rejects.suffix}")
        places.append(place)
    return places


def _stored(db: Database, actor: Actor, read: FileRead, rejects: Path | None) -> Taken:
    """Where the rejects cannot be written nothing is stored."""
    with own_files.whole(rejects, "w", **FORM) if rejects else nullcontext() as file:
        if file:
            put_rejects(file, read.header, read.rejects())
            own_files.sync(file)
        return store(db, actor, read)


def datum(crs: str) -> Crs:
    """Raises AskedWrongly for a name that is none."""
    if crs not in list(Crs):
        raise AskedWrongly("坐标系只能是 wgs84、gcj02 或 bd09，不能是“{crs}”。", crs=crs)
    return Crs(crs)


def mappings(db: Database) -> tuple[Mapping, ...]:
    """The bureau's own mappings, made on screen and in the folder, then the program's."""
    with db.read() as session:
        made = [(each.name, each.data) for each in own_mappings(session)]
    return with_own(made, load_mappings(_own_folder()))


def mapping_troubles() -> list[str]:
    """A sentence for each mapping of this machine that cannot be used."""
    return troubles(load_mappings(_own_folder()))


def _own_folder() -> Path | None:
    own = user_config() / "mappings"
    return own if own.is_dir() else None


def places_of(session: Session) -> Gazetteer:
    """The names of places in this city, for addresses."""
    return gazetteer_of(city_geojson(session))


def kept_facts(read: ReadFacts) -> FileFacts:
    return FileFacts(
        file_name=read.file_name,
        sha256=read.sha256,
        mapping=read.mapping,
        rows=read.rows,
        rejected=read.rejected,
        duplicates=read.duplicates,
        exported_to=read.exported_to,
        given=read.given,
    )
