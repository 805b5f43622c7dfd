"""Walk the journal's hash chain and say where it breaks, if it does."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.store import digest
from commandcenter.store.check_source import image_holds
from commandcenter.store.complaints.complainants import hidden
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.types import to_micros

STEP = 2_000


@dataclass(frozen=True, slots=True)
class BadLine:
    number: int
    why: str  # gap, image, rows, hash, head, unannounced


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lines` and `images` walked, `erased` images by decision; `bad` is the first fault.

    `decisions`: the numbers of the lines that decided the erasures.
    """

    lines: int
    images: int
    erased: int
    head: str
    bad: BadLine | None
    decisions: tuple[int, ...] = ()


def verify(session: Session) -> Verdict:
    """Walk from the first line to the head. Reads in pages; changes nothing.

    Under a person's login the server walks: some images are hidden from them. Raises RuleBroken
    for one who may not have it verified.
    """
    if hidden(session):
        return _by_server(session)
    previous, count, images, erased = digest.GENESIS, 0, 0, 0
    decided = decisions(session)
    used: set[int] = set()
    for line, rows in _lines(session):
        count += 1
        images += len(rows)
        by = [row.erased_by for row in rows if row.erased_by is not None]
        erased += len(by)
        used.update(by)
        why = _fault(line, rows, previous, count) or ("" if decided.issuperset(by) else "image")
        if why:
            return Verdict(count, images, erased, previous, BadLine(line.number, why))
        previous = line.hash
    bad = fault_of_head(session, count, previous)
    return Verdict(count, images, erased, previous, bad, tuple(sorted(used)))


def _by_server(session: Session) -> Verdict:
    found = session.execute(text("SELECT * FROM rights.verify_journal()")).one_or_none()
    if found is None:
        raise RuleBroken("您的登录名没有校验全程记录的权限。")
    image = JournalImageRow.__table__.c
    used = session.scalars(
        select(image.erased_by).where(image.erased_by.is_not(None)).distinct()
    ).all()
    return Verdict(
        found.lines,
        found.images,
        found.erased,
        found.head,
        BadLine(found.bad, found.why) if found.bad is not None else None,
        tuple(sorted(number for number in used if number is not None)),
    )


def decisions(session: Session) -> set[int]:
    """The lines that may take an image out: decisions on personal data."""
    line = JournalLineRow.__table__.c
    decided = select(line.number).where(line.kind == "retention", line.verb == "decided")
    return set(session.scalars(decided))


def _lines(session: Session) -> Iterator[tuple[Row[Any], list[Row[Any]]]]:
    line, image = JournalLineRow.__table__.c, JournalImageRow.__table__.c
    after = -1
    while True:
        lines = session.execute(
            select(*line).where(line.number > after).order_by(line.number).limit(STEP)
        ).all()
        if not lines:
            return
        first, after = lines[0].number, lines[-1].number
        rows = session.execute(
            select(*image).where(image.line.between(first, after)).order_by(image.line, image.id)
        ).all()
        by_line = {number: list(group) for number, group in groupby(rows, lambda r: r.line)}
        for row in lines:
            yield row, by_line.get(row.number, [])


def _fault(line: Row[Any], rows: list[Row[Any]], previous: str, count: int) -> str:
    holds = all(image_holds(row) for row in rows)
    return line_fault(line, holds, [row.digest or "" for row in rows], previous, count)


def line_fault(line: Row[Any], holds: bool, digests: list[str], previous: str, count: int) -> str:
    """What is wrong with a line: `holds`, whether all its images are as their `digests` say."""
    if line.number != count:
        return "gap"
    if not holds:
        return "image"
    if digest.rows_digest(digests) != line.digest:
        return "rows"
    expected = digest.line_hash(
        previous,
        line.number,
        to_micros(line.at),
        line.actor,
        line.kind,
        line.subject,
        line.incident_id,
        line.verb,
        line.clause,
        line.digest,
    )
    return "" if expected == line.hash else "hash"


def fault_of_head(session: Session, count: int, previous: str) -> BadLine | None:
    head = session.execute(select(PenRow.number, PenRow.hash)).one()
    if (head.number, head.hash) != (count, previous):
        return BadLine(count, "head")
    image = JournalImageRow.__table__.c
    loose = session.scalar(select(image.line).where(image.line > count).limit(1))
    return BadLine(loose, "unannounced") if loose is not None else None
