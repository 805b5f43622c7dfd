"""What forms (办理单、交接单) share: rows of labels and answers in four columns."""

from collections.abc import Iterable
from datetime import datetime

from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import full_moment
from commandcenter.outputs.pdf.document import Align, Cell, Column, TableBlock
from commandcenter.outputs.pdf.faces import Face

COLUMNS = (Column("", 4.2), Column("", 9.8), Column("", 4.2), Column("", 9.8))

FormRow = tuple[Cell | str, ...]


def label(text: str) -> Cell:
    return Cell(text, Face.HEI, Align.CENTER)


def pair(left: tuple[str, str], right: tuple[str, str]) -> FormRow:
    return label(left[0]), left[1], label(right[0]), right[1]


def wide(name: str, text: str) -> FormRow:
    return label(name), Cell(text, span=3)


def form(rows: Iterable[FormRow]) -> TableBlock:
    return TableBlock(COLUMNS, tuple(rows))


def when(at: datetime | None, otherwise: str = "") -> str:
    return minute_zh(at) if at else otherwise


def name_and_time(who: str, at: datetime | None, otherwise: str) -> str:
    """何静，11月24日10时30分."""
    return f"{who}，{full_moment(at)}".lstrip("，") if at else otherwise
