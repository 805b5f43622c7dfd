"""What is amiss with a paper before it goes on, each with the paragraph where it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.papers.paper import PaperText
from commandcenter.domain.papers.paper_check import Check, Edit, PaperFacts, Weight, checks
from commandcenter.domain.papers.usage_slip import Slip
from commandcenter.domain.reports.report import OPEN_WORDS
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.parts import Override, Placed
from commandcenter.ui.papers.items import Item, Passage, Whole
from commandcenter.ui.texts import word

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.build import Rendered

SHOWN = 28  # characters of a paragraph that name it
FONT, LENGTH, OVERTAKEN, UNDONE = "font", "length", "overtaken", "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """`label`: what it is about, in a word. `key`: the paragraph to go to; "" for none.

    `slip`: the place in it, and what to write there; it can be put in by one press where
    `mendable`: cells are made from the data alone.
    """

    code: str
    weight: Weight
    label: str
    words: str
    key: str = ""
    slip: Slip | None = None
    mendable: bool = False


def tr(text: str) -> str:
    return QCoreApplication.translate("PaperFindings", text)


def label_of(code: str) -> str:
    return {
        "number": tr("数字"),
        OVERTAKEN: tr("数据有变"),
        "orphan": tr("原段已无"),
        "open": tr("待填"),
        "serial": tr("份号"),
        "secrecy": tr("密级"),
        "twice": tr("主送抄送"),
        "usage": tr("错敏词"),
        "attachments": tr("附件"),
        FONT: tr("缺字"),
        LENGTH: tr("篇幅"),
        UNDONE: tr("待核"),
    }.get(code, tr("要素"))


def findings(
    items: Sequence[Item],
    orphans: Mapping[str, Override],
    facts: PaperFacts | None = None,
    rendered: "Rendered | None" = None,
) -> tuple[Finding, ...]:
    """What stops it first. `facts`: None for a paper that is not in the register.

    `rendered`: the pages as they were set; None while they are not.
    """
    parts = list(parts_in(items))
    checked = _checked(facts, parts, orphans) if facts else ()
    free = {item.key for item in items if isinstance(item, Passage)}
    found = [
        *(_of_check(check, free) for check in checked),
        *_overtaken(parts, {c.key for c in checked if c.code == "number"}),
        *(_set(rendered, parts) if rendered else ()),
        *_unknown(parts),
    ]
    order = list(Weight)
    told_once = dict.fromkeys(found)  # the same number twice in a paragraph
    return tuple(sorted(told_once, key=lambda finding: order.index(finding.weight)))


def _of_check(check: Check, free: Collection[str]) -> Finding:
    """`free`: the keys of the paragraphs that may be written over."""
    label, words = label_of(check.code), word(check.words)
    mendable = check.slip is not None and check.key in free
    return Finding(check.code, check.weight, label, words, check.key, check.slip, mendable)


def parts_in(items: Iterable[Item]) -> Iterator[Placed]:
    for item in items:
        if isinstance(item, Passage):
            yield item.part
        elif isinstance(item, Whole):
            yield from item.parts


def whole_text(items: Iterable[Item]) -> tuple[PaperText, ...]:
    """Every paragraph as it stands before the person: what a step of the way judges."""
    return tuple(
        PaperText(part.part.key, part.part.role.value, part.part.text, part.text)
        for part in parts_in(items)
    )


def _checked(
    facts: PaperFacts, parts: Sequence[Placed], orphans: Mapping[str, Override]
) -> tuple[Check, ...]:
    edits = [
        Edit(part.part.key, part.edit[0], part.part.text, part.edit[1])
        for part in parts
        if part.edit is not None
    ]
    whole = [
        PaperText(part.part.key, part.part.role.value, part.part.text, part.text) for part in parts
    ]
    return checks(facts, whole, edits, orphans)


def _overtaken(parts: Sequence[Placed], told: set[str]) -> Iterator[Finding]:
    """The data's words are others than when they were written over, and no number tells it."""
    for part in parts:
        if part.overtaken and part.part.key not in told:
            words = tr("改后数据的文字有变：{text}").format(text=short(part.part.text))
            yield Finding(OVERTAKEN, Weight.WARN, label_of(OVERTAKEN), words, part.part.key)


def _set(rendered: "Rendered", parts: Sequence[Placed]) -> Iterator[Finding]:
    for char in rendered.missing_characters:
        where = next((part.part.key for part in parts if char in part.text), "")
        words = tr("“{char}”（U+{code:04X}）没有字体可印，印作〓").format(char=char, code=ord(char))
        yield Finding(FONT, Weight.WARN, label_of(FONT), words, where)
    for words in rendered.warnings:
        if "〓" not in words:  # these characters are listed one by one
            yield Finding(LENGTH, Weight.WARN, label_of(LENGTH), word(words))


def _unknown(parts: Sequence[Placed]) -> Iterator[Finding]:
    for part in parts:
        if any(mark in part.text for mark in OPEN_WORDS):
            words, key = short(part.text), part.part.key
            yield Finding(UNDONE, Weight.NOTE, label_of(UNDONE), words, key)


def short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
