"""Reads an edited Word file of a paper back, paragraph by paragraph, by the marks it was given.

The marks (domain.papers.word_marks) are hidden bookmarks. A paragraph without one was added by
whoever edited: it belongs to the paragraph above it when that is text, else it is told of.
What people deleted is not there, what they inserted with changes tracked is.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import field
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.word_marks import BEFORE, digest, fixed_digest, key_of
from commandcenter.domain.phrase import phrase, word
from commandcenter.intake.guard import Limits, Words, check_bytes
from commandcenter.late_dataclass import dataclass

LIMITS = Limits(file=32 << 20, unpacked=200 << 20, part=64 << 20)
WORDS = Words(
    word("文件“{name}”已损坏，或者不是 .docx 文件。请在 WPS 或 Word 里重新另存为 .docx 后再读入。"),
    word("文件“{name}”有密码保护。请去掉密码、另存后再读入。"),
    word("文件“{name}”太大（{what}），不像是一份公文，已拒绝。"),
    word("文件“{name}”的内容不正常（{what}），已拒绝。请把文字复制到新文件后再试。"),
)
OLD = (
    "文件“{name}”是旧的 .doc 格式，或者有密码保护。"
    "请在 WPS 或 Word 里去掉密码、另存为 .docx 后再读入。"
)
FOREIGN = (
    "文件“{name}”不是本系统导出的公文，或者段落标记已全部丢失，读不回来。请在导出的文件上直接修改。"
)
_DAMAGED = (
    KeyError, zipfile.BadZipFile, ElementTree.ParseError, expat.ExpatError,
    LookupError, ValueError,  # an encoding that there is not, or that XML may not have
    RecursionError,  # one within another a thousand times
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "drawing", "pict")
}
_TEXTUAL = re.compile(r".*_[pt]\d*")  # keys of paragraphs that may become several


@dataclass(frozen=True, slots=True)
class WordTexts:
    """`texts` by key, in the order of the file; `edited`: the keys of those that people changed.

    `made`: by key a digest of what the program had written there. `strays`: what could not be
    taken over, in words.
    """

    texts: dict[str, str]
    made: dict[str, str]
    edited: tuple[str, ...]
    strays: tuple[str, ...]


def texts_from_docx(data: bytes, name: str = "公文.docx") -> WordTexts:
    """Raises RuleBroken, in a sentence, for whatever is no paper of this program."""
    if data[:4] == _OLE:
        raise RuleBroken(OLD, name=name)
    check_bytes(data, name, LIMITS, WORDS)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            xml = archive.read(_DOCUMENT)
        _refuse_declarations(xml, name)
        paragraphs = ElementTree.fromstring(xml).iter(f"{_W}p")
        told = [list(_stretches(paragraph)) for paragraph in paragraphs]
    except _DAMAGED as error:
        raise RuleBroken(WORDS.damaged, name=name) from error
    taken = _Taking()
    for stretches in told:
        taken.paragraph(stretches)
    if not taken.texts:
        raise RuleBroken(FOREIGN, name=name)
    found = {key: _whole(key, lines) for key, lines in taken.texts.items()}
    edited = tuple(key for key, text in found.items() if digest(text) != taken.made[key])
    return WordTexts(found, taken.made, edited, tuple(taken.strays))


def _refuse_declarations(xml: bytes, name: str) -> None:
    """A document type may stand behind a long comment, where the guard does not look."""

    def refuse(*_: object) -> None:
        raise RuleBroken(WORDS.suspect, name=name, what=word("含有文档类型定义"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(xml, True)


@dataclass(slots=True)
class _Stretch:
    """Text behind a mark of a paragraph, or before its first one."""

    mark: str
    text: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return "".join(self.text)


def _stretches(paragraph: ElementTree.Element) -> Iterator[_Stretch]:
    """The paragraph cut at its own marks; those that Word makes (_GoBack, _Toc…) are none."""
    now = _Stretch("")
    for each in _inside(paragraph):
        match each.tag.removeprefix(_W):
            case "bookmarkStart":
                mark = each.get(f"{_W}name", "")
                if key_of(mark) or fixed_digest(mark):
                    yield now
                    now = _Stretch(mark)
            case "t":
                now.text.append(each.text or "")
            case "tab":
                now.text.append(" ")
            case "br" | "cr":
                now.text.append("\n")
            case "noBreakHyphen":
                now.text.append("-")
    yield now


def _inside(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Everything below in the order of the text; nothing deleted, no paragraph of a text box."""
    for each in element:
        if each.tag in _GONE or each.tag == f"{_W}p":
            continue
        yield each
        yield from _inside(each)


@dataclass(slots=True)
class _Taking:
    texts: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    last: str = ""  # the key that an unmarked paragraph would go on with

    def paragraph(self, stretches: list[_Stretch]) -> None:
        before, *marked = stretches
        if not marked:
            self._added(before.said)
            return
        if fixed := fixed_digest(marked[0].mark):
            self._fixed(fixed, "".join(each.said for each in stretches))
            return
        lead = BEFORE.sub("", before.said.strip(), count=1)
        for at, each in enumerate(marked):
            key, made = key_of(each.mark) or ("", "")
            if not key or key in self.texts:  # copied with its mark: the first one counts
                self._added(each.said)
                continue
            self.made[key] = made
            said = each.said if at == len(marked) - 1 else _without_stop(each.said)
            self.texts[key] = [(lead + said) if at == 0 else said]
            self.last = key

    def _fixed(self, known: str, said: str) -> None:
        if digest(said) != known:
            self.strays.append(phrase("固定内容的改动不读入：{text}", text=_short(said)))
        self.last = ""

    def _added(self, said: str) -> None:
        if not said.strip():
            return
        if self.last and _TEXTUAL.fullmatch(self.last):
            self.texts[self.last].append(said)
        else:
            self.strays.append(phrase("新增的段落无处可放：{text}", text=_short(said)))


def _without_stop(said: str) -> str:
    """The stop between a heading and the text behind it is no part of either."""
    return said.rstrip().removesuffix("。")


def _whole(key: str, lines: list[str]) -> str:
    """A title's line ends are the program's own; an addressee's colon too."""
    if key.endswith("_title"):
        return "".join(lines).replace("\n", "").strip()
    text = "\n".join(line.strip(" ") for line in lines)
    return text.rstrip().removesuffix("：") if key.endswith("_addressee") else text


def _short(said: str) -> str:
    text = " ".join(said.split())
    return f"“{text}”" if len(text) <= 30 else f"“{text[:29]}…”"
