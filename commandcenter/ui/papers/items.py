"""What the editor shows of a document, from top to bottom: paragraphs, tables, figures."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.document import Document
from commandcenter.outputs.pdf.parts import Override, Placed, Role, placed
from commandcenter.outputs.pdf.prose import Numbering

FIXED = frozenset({Role.CELL, Role.CAPTION, Role.NOTE})


@dataclass(frozen=True, slots=True)
class Passage:
    """`label` stands in the margin: the number of a heading, or what it is."""

    part: Placed
    label: str

    @property
    def key(self) -> str:
        return self.part.part.key


@dataclass(frozen=True, slots=True)
class Whole:
    """A table or a figure. `key` is that of its first part."""

    parts: tuple[Placed, ...]
    figure: bool

    @property
    def key(self) -> str:
        return self.parts[0].part.key

    @property
    def title(self) -> str:
        """Its caption; of a table without one its first cells."""
        named = [p.text for p in self.parts if p.part.role is Role.CAPTION]
        return named[0] if named else " ".join(p.text for p in self.parts[:4])

    @property
    def cells(self) -> int:
        return sum(p.part.role is Role.CELL for p in self.parts)

    @property
    def edits(self) -> int:
        return sum(p.edit is not None for p in self.parts)


Item = Passage | Whole


def items_of(
    document: Document, texts: Mapping[str, Override]
) -> tuple[tuple[Item, ...], dict[str, Override]]:
    """The items in the order of the page, and the edits whose paragraph is gone."""
    found, orphans = placed(document, texts)
    return tuple(_items(found)), orphans


def _items(found: tuple[Placed, ...]) -> Iterator[Item]:
    numbers, whole = Numbering(), list[Placed]()
    for each in found:
        if whole and (each.part.role not in FIXED or _block(each) != _block(whole[0])):
            yield _whole(whole)
            whole = []
        if each.part.role in FIXED:
            whole.append(each)
        else:
            yield Passage(each, _label(each, numbers))
    if whole:
        yield _whole(whole)


def _whole(parts: list[Placed]) -> Whole:
    return Whole(tuple(parts), figure=not any(p.part.role is Role.CELL for p in parts))


def _block(each: Placed) -> str:
    """All parts of one table or figure begin alike: k0_g1t, k0_g1r…c2."""
    path, _, rest = each.part.key.partition("_")
    digits = rest[1:]
    count = len(digits) - len(digits.lstrip("0123456789"))
    return f"{path}_{rest[: 1 + count]}"


def _label(each: Placed, numbers: Numbering) -> str:
    part = each.part
    if part.role is Role.HEADING:
        return numbers.mark(min(max(part.level, 1), 4))
    words = {
        Role.TITLE: QCoreApplication.translate("PaperItems", "标题"),
        Role.ADDRESSEE: QCoreApplication.translate("PaperItems", "主送"),
        Role.ATTACHMENT: QCoreApplication.translate("PaperItems", "附件"),
        Role.OFFICE: QCoreApplication.translate("PaperItems", "署名"),
        Role.DATE: QCoreApplication.translate("PaperItems", "日期"),
        Role.COPIES: QCoreApplication.translate("PaperItems", "抄送"),
    }
    return words.get(part.role, "")
