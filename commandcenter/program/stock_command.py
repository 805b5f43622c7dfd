"""`commandcenter stock`: what lies where, to read or as a file; labels and ledger to print."""

import json
from collections.abc import Iterator
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.support.stock import SheetKind
from commandcenter.domain.times import date_zh, iso
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.opening import opened
from commandcenter.offices.typesetting import FORMATS
from commandcenter.offices.written_files import marked_place, require_place, set_paper
from commandcenter.queries.support.stock import Need, StockLine
from commandcenter.queries.support.stock_sheet import whole_sheet
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import now

MARKS = {Need.NOW: "先办", Need.SOON: "将到期", Need.NONE: ""}


@dataclass(frozen=True, slots=True)
class Listed:
    items: tuple[StockLine, ...]

    def lines(self) -> list[str]:
        """A line an item, columns divided by tabs: code, what, store, on hand, lent, minimum, due,
        check, mark."""
        return ["\t".join(_cells(line)) for line in self.items]

    def json(self) -> str:
        told = {"items": [_as_dict(line) for line in self.items]}
        return json.dumps(told, ensure_ascii=False, indent=1)


def listed(url: str) -> Listed:
    """Nothing where there is no stock yet."""
    with opened(url) as db, db.read() as session:
        try:
            return Listed(tuple(whole_sheet(session, PROGRAM, now(session)).lines))
        except RuleBroken:
            return Listed(())


def _as_dict(line: StockLine) -> dict[str, object]:
    return {
        "code": line.code, "name": line.name, "kind": line.kind.value, "store": line.store,
        "unit": line.unit, "on_hand": line.on_hand, "lent": line.lent, "minimum": line.minimum,
        "late": line.late, "due_at": iso(line.due_at), "check_due": iso(line.check_due),
        "valid_until": iso(line.valid_until), "need": line.need.value,
    }  # fmt: skip


def _cells(line: StockLine) -> Iterator[str]:
    ends = [at for at in (line.check_due, line.valid_until) if at]
    yield line.code
    yield line.called
    yield line.store
    yield f"{line.on_hand} {line.unit}"
    yield str(line.lent)
    yield str(line.minimum)
    yield date_zh(line.due_at) if line.due_at else ""
    yield date_zh(min(ends)) if ends else ""
    yield MARKS[line.need]


def write(url: str, kind: SheetKind, out: Path) -> str:
    """What is to be said of the file. Raises RuleBroken where there is no stock."""
    if out.suffix.lower().removeprefix(".") not in ("", *FORMATS):
        words = "台账和标签写成 .pdf、.docx 或 .ofd 文件，不能写成“{suffix}”。"
        raise AskedWrongly(words, suffix=out.suffix)
    require_place(out, url)
    from commandcenter.offices.stock_sheets import own_sheet  # the pages, for a sheet only

    with opened(url) as db:
        out = marked_place(out, db)
        document = own_sheet(db, kind)
        data, words = set_paper(document, out)
        own_files.write(out, data)
    return words
