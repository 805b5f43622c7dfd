"""Which lines of the journal announced each row of an incident: from a row to its proof."""

from collections import defaultdict
from dataclasses import field

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow

# The running log and the complaints are many, and nobody asks for their lines one by one.
LEFT_OUT = ("log", "complaint", "complaints")


@dataclass(frozen=True, slots=True)
class Trail:
    """The numbers of lines by table and key, oldest first."""

    by_row: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def of(self, table: str, key: int) -> tuple[int, ...]:
        return self.by_row.get((table, str(key)), ())


def trail(session: Session, incident_id: int) -> Trail:
    line, image = JournalLineRow.__table__.c, JournalImageRow.__table__.c
    rows = session.execute(
        select(image.table_name, image.row_key, image.line)
        .join(JournalLineRow, line.number == image.line)
        .where(line.incident_id == incident_id, line.kind.not_in(LEFT_OUT), image.op != "bulk")
        .order_by(image.line)
    )
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for table, key, number in rows:
        numbers = found[table, key]
        if not numbers or numbers[-1] != number:
            numbers.append(number)
    return Trail({key: tuple(numbers) for key, numbers in found.items()})
