"""The document that every kind of paper is written as: plain text runs, never markup."""

from datetime import datetime
from enum import StrEnum

from commandcenter.domain.papers.file_names import DRILL_MARK
from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.faces import Face
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.queries.papers.borders import Boundary
from commandcenter.queries.watch.timeline import Timeline

CHINESE = "zh-CN"


class Align(StrEnum):
    FLUSH = "flush"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of plain text in one typeface."""

    text: str
    face: Face = Face.FANG


Text = str | tuple[Run, ...]


def runs_of(text: Text, face: Face = Face.FANG) -> tuple[Run, ...]:
    return (Run(text, face),) if isinstance(text, str) else text


class Form(StrEnum):
    """The formats of GB/T 9704-2012."""

    PAPER = "paper"  # 文件, and 纪要 whose mark stands in the same place (10.3)
    LETTER = "letter"  # 信函 (10.1): double red rules, its first page without a number


@dataclass(frozen=True, slots=True)
class Head:
    """The red head. `rows` stand above the red rule: (centre,), (left, right) or
    (left, centre, right). Those of a letter stand below it, the last text at the right.

    With `office` the paper has a name of its own (值班快报, 会商简报) and the office stands
    smaller above it; without, `name` is the office's mark on a 文件, 35 mm down (7.2.4), or
    the mark of 纪要. A `compact` one leaves its first page to the text: its name stands smaller
    and the office between what is written left and right of its first row.
    """

    name: str
    office: str = ""
    rows: tuple[tuple[Text, ...], ...] = ()
    serial: str = ""  # 份号
    secrecy: str = ""  # 密级
    urgency: str = ""  # 紧急程度
    form: Form = Form.PAPER
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """Numbered by its place: 一、（一）1.（1）. `text` runs on behind it when given."""

    level: int
    title: str
    text: Text = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the outline, from 1 down. `heading`: the paragraph is no more than this title."""

    title: str
    level: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; \\n in its text begins a new one. `indent` in characters.

    `mark`: it stands in the outline although it has a number of its own, or none.
    """

    text: Text
    indent: float = 2
    align: Align = Align.FLUSH
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """目录: what the outline names down to `levels`, each with its page."""

    levels: int = 2
    title: str = "目　录"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the sum of all columns' widths."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    face: Face = Face.FANG
    align: Align | None = None  # None: as its column
    span: int = 1
    size: float | None = None  # points; None: as the table


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table that splits between rows and repeats its header.

    Without any column title there is no header. `marks`: of each row its line of the outline, ""
    none; the title stands above them.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    title: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineChart:
    timeline: Timeline
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class DistrictMap:
    picture: MapPicture
    boundaries: tuple[Boundary, ...]
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class Bar:
    """`before`: of the time that is compared with; None: not known."""

    label: str
    now: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    rows: tuple[Bar, ...]
    now_words: str
    before_words: str = ""
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """To be cut out and stuck on a thing: its code as QR and as characters."""

    code: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    labels: tuple[CodeLabel, ...]


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A PNG of a window; `size`: its width and height in dots."""

    png: bytes
    size: tuple[int, int]


Picture = TimelineChart | DistrictMap | BarChart | LabelRow | ScreenPicture


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture `lines` grid lines high (its title apart, if it has one)."""

    picture: Picture
    title: str
    lines: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 (7.3.5). With a seal the date stands four characters in, else two."""

    office: str
    date: str
    seal: bool = True


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明 (7.3.4)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """出席, 请假, 列席 of 纪要 (10.3): (label, names) each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Banji:
    """版记 at the foot of the last page (7.4); of a letter only 抄送, without rules (10.1)."""

    copies: str  # 抄送
    issuer: str
    date: str


@dataclass(frozen=True, slots=True)
class Blank:
    lines: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class NextSheet:
    """The next paper of a sheaf: on a page of its own, its pages and headings counted anew."""

    title: str


Block = (
    Heading
    | Para
    | Contents
    | TableBlock
    | Figure
    | Signature
    | Attachments
    | Attendance
    | Banji
    | Blank
    | PageBreak
    | NextSheet
)


class Marking(StrEnum):
    """What a paper is that is no original: written across each page."""

    DRAFT = "草稿"
    REVIEW = "送审稿"  # on its way to the signature
    COPY = "复制件"  # of one that was issued: its own text, number and receivers


UNSIGNED = frozenset({Marking.DRAFT, Marking.REVIEW})


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands in the file's properties and not on the page."""

    author: str
    subject: str
    at: datetime  # the document's own date: the file never takes the clock
    journal: str = ""
    as_of: datetime | None = None  # when a paper of the register was made of the data
    sources: tuple[tuple[str, datetime], ...] = ()  # 数据截至 of each source, at that moment


@dataclass(frozen=True, slots=True)
class Document:
    """`keep` names phrases of the title that are never broken.

    A paper longer than `limit` pages warns, and names its longest paragraphs.
    What is not signed (`marking`) says nothing of its issue. In another `language` (BCP 47) than
    Chinese, titles are numbered 1, 1.1 and marks are set as Latin text has them.
    """

    meta: Meta
    title: str
    blocks: tuple[Block, ...]
    head: Head | None = None
    keep: tuple[str, ...] = ()
    addressee: str = ""  # 主送机关
    limit: float | None = None
    drill: bool = False
    marking: Marking | None = None
    language: str = CHINESE

    @property
    def western(self) -> bool:
        return self.language != CHINESE

    @property
    def name(self) -> str:
        """What the file is called in its properties."""
        own = self.title or (self.head.name if self.head else "") or self.meta.subject
        return f"{DRILL_MARK}{own}" if self.drill else own
