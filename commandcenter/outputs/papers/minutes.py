"""会商纪要, in 纪要格式 (GB/T 9704-2012, 10.3): no 主送, no seal, who was there at the end."""

import re
from collections.abc import Iterator

from commandcenter.domain.moments import Moments
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Attendance,
    Banji,
    Block,
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Run,
)
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.command.liaison import AgreedLine
from commandcenter.queries.papers.paper_minutes import MinutesPaper

DRAFT_NUMBER = "〔　　〕　号"
WAYS = ("视频", "电话")
# 卫健：均为轻症。 In minutes: 卫健提出，均为轻症。
_SPEAKER = re.compile(r"(?:(?<=^)|(?<=[。；\n]))\s*([^\s，。；：:、]{1,15})[：:]\s*", re.MULTILINE)


def minutes(paper: MinutesPaper) -> Document:
    stamp = paper.stamp
    org, event = one_line(stamp.org), one_line(stamp.head.title).removeprefix("关于")
    return Document(
        meta=Meta(stamp.org, f"{event}会商纪要", stamp.at, journal_words(stamp.journal)),
        title=f"{org}关于{event}的会商纪要",
        keep=(org,),
        head=Head(f"{org}会商纪要", rows=((DRAFT_NUMBER,),)),
        blocks=(
            *_text(paper),
            *_agreed(paper),
            Attendance(tuple(_present(paper))),
            Banji("，".join(map(one_line, paper.copies)), f"{org}办公室", date_zh(stamp.at)),
        ),
        drill=stamp.drill,
    )


def _text(paper: MinutesPaper) -> Iterator[Block]:
    place, chair = one_line(paper.place), one_line(paper.chair)
    how = f"以{place}方式" if any(way in place for way in WAYS) else f"在{place}"
    question = tight(one_line(paper.question)).rstrip("。；？?")
    yield Para(
        f"{minute_zh(paper.held_at)}，{chair}{how}主持召开会商会议，研究“{question}”。现将会议情况纪要如下："
    )
    said = [
        sentence(_SPEAKER.sub(r"\1提出，", tight(line.strip())))
        for line in clean(paper.opinions).split("\n")
        if line.strip()
    ]
    if said:
        yield Para(f"会议听取了各方意见。{said[0]}")
        yield from map(Para, said[1:])
    yield Para(f"会议认为，{sentence(tight(one_line(paper.conclusion)))}")


def _agreed(paper: MinutesPaper) -> Iterator[Block]:
    """Each: who does what, by when."""
    if not paper.agreed:
        return
    yield Para("会议议定以下事项：")
    say = Moments(paper.stamp.at)
    for each in paper.agreed:
        yield Heading(1, f"{one_line(each.to)}负责", (Run(_does(each, say)),))


def _does(each: AgreedLine, say: Moments) -> str:
    words = say.quote(tight(one_line(each.words)).rstrip("。；，"))
    return f"{words}，于{say.say(each.due_at)}前办结并回报。" if each.due_at else f"{words}。"


def _present(paper: MinutesPaper) -> Iterator[tuple[str, str]]:
    yield "出席", "、".join(map(one_line, paper.members))
    yield "记录", one_line(paper.recorded_by)
