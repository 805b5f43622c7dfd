"""What is amiss with a paper before it goes on, each with the paragraph where it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.number_reader import Number, numbers_in
from commandcenter.domain.report import UNDER_CHECK
from commandcenter.outputs.pdf.document import Document, Signature
from commandcenter.outputs.pdf.parts import Override, Placed, Role
from commandcenter.ui.papers.items import Item, Passage, Whole
from commandcenter.ui.papers.press import Rendered
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import word

UNKNOWN = (UNDER_CHECK, "待明确", "待核实", "待补充", "尚未明确")
SHOWN = 16  # characters of a paragraph that name it


class Concern(StrEnum):
    """In the order in which they are listed."""

    MISSING = "missing"  # an element that the kind wants
    NUMBER = "number"  # the data say another one by now
    ORPHAN = "orphan"  # an edit whose paragraph is gone
    LENGTH = "length"
    FONT = "font"
    UNKNOWN = "unknown"  # the text itself says that something is not known yet


SERIOUS = frozenset({Concern.MISSING, Concern.NUMBER, Concern.ORPHAN, Concern.LENGTH})


@dataclass(frozen=True, slots=True)
class Finding:
    """`key`: the paragraph to go to; "" for one that concerns the whole paper."""

    concern: Concern
    words: str
    key: str = ""


def tr(text: str) -> str:
    return QCoreApplication.translate("PaperFindings", text)


def concern_words() -> dict[Concern, str]:
    return {
        Concern.MISSING: tr("缺要素"),
        Concern.NUMBER: tr("数据有变"),
        Concern.ORPHAN: tr("原段已无"),
        Concern.LENGTH: tr("超篇幅"),
        Concern.FONT: tr("缺字"),
        Concern.UNKNOWN: tr("待核"),
    }


def findings(
    document: Document,
    items: Sequence[Item],
    orphans: Mapping[str, Override],
    rendered: Rendered | None,
    *,
    upward: bool = False,
) -> tuple[Finding, ...]:
    """`rendered`: the pages as they were set; None while they are not. `upward`: 上行文."""
    parts = list(_parts(items))
    found = [
        *_missing(document, parts, upward),
        *(finding for part in parts for finding in _overtaken(part)),
        *_orphans(orphans),
        *(_set(rendered, parts) if rendered else ()),
        *_unknown(parts),
    ]
    order = list(Concern)
    return tuple(sorted(found, key=lambda finding: order.index(finding.concern)))


def _parts(items: Iterable[Item]) -> Iterator[Placed]:
    for item in items:
        if isinstance(item, Passage):
            yield item.part
        elif isinstance(item, Whole):
            yield from item.parts


def _missing(document: Document, parts: Sequence[Placed], upward: bool) -> Iterator[Finding]:
    said = {part.part.role: part for part in parts}
    named = document.head is not None and bool(document.head.office)
    if not document.title.strip() and not named:
        yield Finding(Concern.MISSING, tr("没有标题"))
    addressee = said.get(Role.ADDRESSEE)
    if upward and not named and (addressee is None or not addressee.text.strip()):
        yield Finding(Concern.MISSING, tr("没有主送机关"), addressee.part.key if addressee else "")
    for role, words in ((Role.OFFICE, tr("没有署名")), (Role.DATE, tr("没有成文日期"))):
        signed = any(isinstance(block, Signature) for block in document.blocks)
        if signed and role in said and not said[role].text.strip():
            yield Finding(Concern.MISSING, words, said[role].part.key)
    empty = [p for p in parts if p.part.role is Role.HEADING and not p.text.strip()]
    yield from (Finding(Concern.MISSING, tr("标题为空"), p.part.key) for p in empty)


def _overtaken(part: Placed) -> Iterator[Finding]:
    """Which numbers are others now; where none is, that the words are."""
    if part.edit is None or not part.overtaken:
        return
    gone, come = _changed(numbers_in(part.edit[0]), numbers_in(part.part.text))
    if gone or come:
        words = tr("“{text}”：改时数据为{before}，现为{now}").format(
            text=_short(part.text),
            before=enumerated(gone) or tr("无"),
            now=enumerated(come) or tr("无"),
        )
    else:
        words = tr("“{text}”：改后数据的文字有变").format(text=_short(part.text))
    yield Finding(Concern.NUMBER, words, part.part.key)


def _changed(before: Sequence[Number], now: Sequence[Number]) -> tuple[list[str], list[str]]:
    old, new = [n.written for n in before], [n.written for n in now]
    return [w for w in old if w not in new], [w for w in new if w not in old]


def _orphans(orphans: Mapping[str, Override]) -> Iterator[Finding]:
    for key, (_, text) in orphans.items():
        words = tr("“{text}”：改过的这一段，数据中已经没有")
        yield Finding(Concern.ORPHAN, words.format(text=_short(text)), key)


def _set(rendered: Rendered, parts: Sequence[Placed]) -> Iterator[Finding]:
    for char in rendered.missing_characters:
        where = next((part.part.key for part in parts if char in part.text), "")
        words = tr("“{char}”没有字体可印，印作〓").format(char=char)
        yield Finding(Concern.FONT, words, where)
    for words in rendered.warnings:
        if "〓" not in words:
            yield Finding(Concern.LENGTH, word(words))


def _unknown(parts: Sequence[Placed]) -> Iterator[Finding]:
    for part in parts:
        if any(mark in part.text for mark in UNKNOWN):
            yield Finding(Concern.UNKNOWN, _short(part.text, 28), part.part.key)


def _short(text: str, most: int = SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
