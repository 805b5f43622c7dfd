"""The hotline's own insert: rows of the inbox checked as those of a file, and taken in once.

See db/postgres/hotline.sql for the view that the hotline's system writes to.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from commandcenter.domain.complaints.complaint import NewComplaint, Source
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import phrase, sentences, word
from commandcenter.domain.times import local
from commandcenter.intake.check import Checker, Reject
from commandcenter.intake.mapping import FIELD_WORDS, Mapping, header_key, load_mappings
from commandcenter.intake.places import Crs, Gazetteer
from commandcenter.intake.records import complaint_of
from commandcenter.intake.rejects import write_rejects
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.take_in import counted, places_of
from commandcenter.services.complaints import arrivals, subjects
from commandcenter.services.complaints import inbox as services
from commandcenter.services.complaints.correcting import others_words
from commandcenter.services.complaints.intake import CHUNK
from commandcenter.services.complaints.reporters import kept_words
from commandcenter.store.complaints.inbox import Waiting, waiting
from commandcenter.store.complaints.person_key import intake_key
from commandcenter.store.database import Database

FIELDS = tuple(name for name in FIELD_WORDS if name not in ("source", "exported_at"))
EMPTY = word("这一行没有内容。")


@dataclass(frozen=True, slots=True)
class _Checked:
    complaints: dict[int, NewComplaint]
    refused: dict[int, str]
    rejects: tuple[Reject, ...]
    received: datetime


def mapping() -> Mapping:
    """The columns of the view are the fields themselves; words mean what they mean in files."""
    base = next(m for m in load_mappings() if m.code == "standard")
    columns = {name: (header_key(name),) for name in FIELDS}
    return replace(
        base, code="hotline_inbox", columns=columns, defaults={"source": Source.HOTLINE.value}
    )


def take_inbox(
    db: Database, actor: Actor, folder: Path | None = None
) -> Iterator[tuple[str, bool]]:
    """A sentence for each lot, and whether all of it was taken in, until nothing waits.

    `folder`: where the refused rows are written, too; they stay in the database anyway.
    """
    while rows := _next(db):
        with db.read() as session:
            gazetteer = places_of(session)
            known = subjects.known_subjects(session)
        checked = _check(rows, gazetteer, db.clock())
        key = intake_key(db)
        with db.write() as session:
            services.ask(session, actor, checked.complaints)
        with db.write() as session:
            taken = services.take(
                session, actor, checked.complaints, checked.refused, checked.received, key, known
            )
        if taken is not None:
            with db.write() as session:
                arrivals.follow_numbered(session, actor, taken.batch_id)
            _keep_rejects(folder, checked.rejects, db.clock())
            counts = counted(len(rows), taken, len(checked.refused))
            left = (kept_words(taken.kept), others_words(taken.others))
            told = phrase("{name}：{counts}。", name=word(services.NAME), counts=counts)
            yield sentences((told, *left)), not checked.refused


def _next(db: Database) -> list[Waiting]:
    """Some rows, none of a number that came before among them: a second one is a correction."""
    with db.read() as session:
        rows = waiting(session, CHUNK)
    seen: set[str] = set()
    for count, (_, _, data) in enumerate(rows):
        number = data.get("number", "").strip()
        if number and number in seen:
            return rows[:count]
        seen.add(number)
    return rows


def _check(rows: Sequence[Waiting], gazetteer: Gazetteer, now: datetime) -> _Checked:
    checker = Checker(mapping(), FIELDS, Crs.WGS84, gazetteer, now)
    complaints: dict[int, NewComplaint] = {}
    refused: dict[int, str] = {}
    rejects: list[Reject] = []
    for number, _, data in rows:
        cells = [data.get(name, "") for name in FIELDS]
        records, bad = checker.check(number, [cells])
        if records:
            complaints[number] = complaint_of(records[0])
        rejects += bad or ([] if records else [Reject(number, "", EMPTY, tuple(cells))])
    refused |= {reject.row_number: reject.reason for reject in rejects}
    return _Checked(complaints, refused, tuple(rejects), max(at for _, at, _ in rows))


def _keep_rejects(folder: Path | None, rejects: Sequence[Reject], at: datetime) -> None:
    if folder is None or not rejects:
        return
    name = f"热线接口_{local(at):%Y%m%d_%H%M%S}_退回_{rejects[0].row_number}.csv"
    heads = [FIELD_WORDS[field] for field in FIELDS]
    with suppress(RuleBroken):  # they are in the database with their reasons
        write_rejects(folder / name, heads, rejects)
