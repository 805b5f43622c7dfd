"""会议通知, in 信函格式, with the sheet that everybody signs in on as its 附件."""

from collections.abc import Iterator

from commandcenter.domain.times import clock_zh, date_zh, minute_zh, weekday_zh
from commandcenter.outputs.papers.annex import annex
from commandcenter.outputs.papers.paper_phrases import (
    contact_line,
    journal_words,
    sentence,
    tight,
)
from commandcenter.outputs.pdf.document import (
    Align,
    Attachments,
    Banji,
    Block,
    Cell,
    Column,
    Document,
    Form,
    Head,
    Heading,
    Meta,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_meeting import MeetingPaper

DRAFT_NUMBER = "〔　　〕　号"
SHEET = "会议签到表"
LINES, SPARE = 12, 4  # rows of the sheet at least, and beyond those who are named
TALL = 17.0  # points: a row has room for a signature
ROOM = "　"
PERSON = 4  # a name without a unit has no more characters


def meeting(paper: MeetingPaper) -> Document:
    stamp = paper.stamp
    org, event = one_line(stamp.org), one_line(stamp.head.title).removeprefix("关于")
    off = bool(paper.withdrawn_why)
    copies = "，".join(map(one_line, paper.copies))
    return Document(
        meta=Meta(stamp.org, f"{event}会议通知", stamp.at, journal_words(stamp.journal)),
        title=f"{org}关于{'取消' if off else '召开'}{event}处置工作会议的通知",
        keep=(org,),
        head=Head(org, rows=((DRAFT_NUMBER,),), form=Form.LETTER),
        addressee="、".join(map(one_line, paper.members)),
        blocks=(
            *(_called_off(paper) if off else _text(paper)),
            *(() if off else (Attachments((SHEET,)),)),
            Signature(org, date_zh(stamp.at)),
            *contact_line(one_line(paper.contact), one_line(paper.phone)),
            *(() if off else annex(SHEET, _sheet(paper))),
            *((Banji(copies, "", ""),) if copies else ()),
        ),
        drill=stamp.drill,
    )


def _when(paper: MeetingPaper) -> str:
    """2026年11月24日（星期二）14时30分."""
    at = paper.meets_at
    return f"{date_zh(at)}（{weekday_zh(at)}）{clock_zh(at)}"


def _matter(paper: MeetingPaper) -> str:
    return tight(one_line(paper.matter)).rstrip("。；？?").removeprefix("研究")


def _text(paper: MeetingPaper) -> Iterator[Block]:
    """Short, so that its signature stands on the first page and the sheet is the second."""
    yield Para(f"为研究{_matter(paper)}，现将会议有关事项通知如下：")
    place = sentence(one_line(paper.place))
    yield Heading(1, "时间、地点", (Run(f"{_when(paper)}，{place}"),))
    chair = one_line(paper.chair)
    yield Heading(1, "参会人员", (Run(f"会议由{chair}主持，请主送单位和人员参加。"),))
    bring = sentence(tight(one_line(paper.bring)))
    asked = "请提前10分钟到会签到，不能参会的告知联系人。"
    yield Heading(1, "有关要求", (Run(f"{bring}{asked}"),))


def _called_off(paper: MeetingPaper) -> Iterator[Block]:
    why = tight(one_line(paper.withdrawn_why)).rstrip("。；，")
    yield Para(
        f"我局原定于{minute_zh(paper.meets_at)}在{one_line(paper.place)}召开的会议"
        f"（议题：{_matter(paper)}）取消，原因：{why}。需要再开的另行通知。"
    )
    yield Para("特此通知。")


def _sheet(paper: MeetingPaper) -> Iterator[Block]:
    yield Para(f"会议时间：{_when(paper)}\n会议地点：{one_line(paper.place)}", indent=0)
    columns = (
        Column("序号", 2.4, Align.CENTER),
        Column("姓名", 4.2, Align.CENTER),
        Column("单位", 7.6),
        Column("职务", 4.2, Align.CENTER),
        Column("联系电话", 5.0, Align.CENTER),
        Column("签名", 4.6, Align.CENTER),
    )
    named = [_named(one_line(who)) for who in paper.members]
    spare = max(SPARE, LINES - len(named))
    rows = tuple(
        (str(n), name or ROOM, unit or ROOM, ROOM, ROOM, Cell(ROOM, size=TALL))
        for n, (name, unit) in enumerate((*named, *((("", ""),) * spare)), 1)
    )
    yield TableBlock(columns, rows)


def _named(who: str) -> tuple[str, str]:
    """(name, unit) of 城东区局 沈立群, of a name alone, of a unit alone."""
    unit, gap, name = who.strip().rpartition(" ")
    if gap and len(name) <= PERSON:
        return name, unit.strip()
    return (who, "") if len(who) < PERSON else ("", who)
