"""请示: one matter, asked of one body above; what the judgement rests on is its 附件."""

import re
from collections.abc import Iterator

from commandcenter.domain.incident.notices import PLAN
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.annex import annex
from commandcenter.outputs.papers.paper_phrases import (
    clause_zh,
    contact_line,
    day_over_clock,
    full_moment,
    journal_words,
    sentence,
    tight,
)
from commandcenter.outputs.papers.situation_words import harmed, overall, received_words
from commandcenter.outputs.pdf.document import (
    Align,
    Attachments,
    Banji,
    Block,
    Column,
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_request import RequestPaper

BASIS = "初判依据"
DRAFT_NUMBER = "〔　　〕　号"
BRACKETED = re.compile(r"（[^（）]*）")  # what a source counts up to stands in its own column


def request(paper: RequestPaper) -> Document:
    stamp = paper.told.stamp
    org, event = one_line(stamp.org), _event(paper)
    date = date_zh(stamp.at)
    return Document(
        meta=Meta(stamp.org, f"{event}请示", stamp.at, journal_words(stamp.journal)),
        title=f"{org}关于{_asked(paper, event)}的请示",
        keep=(org, f"{paper.level.sign}级"),
        head=Head(f"{org}文件", rows=((DRAFT_NUMBER,),)),
        addressee=one_line(paper.organ),
        blocks=(
            *_text(paper, event),
            Attachments((BASIS,)),
            Signature(org, date),
            *contact_line(one_line(paper.told.contact), one_line(paper.told.phone)),
            *annex(BASIS, _basis(paper)),
            Banji("，".join(map(one_line, paper.copies)), f"{org}办公室", date),
        ),
        drill=stamp.drill,
    )


def _event(paper: RequestPaper) -> str:
    return one_line(paper.told.stamp.head.title).removeprefix("关于")


def _asked(paper: RequestPaper, event: str) -> str:
    """In the words of the title: to start the response, or to raise it."""
    level, now = paper.level, paper.told.stamp.head.response
    if now is None:
        return f"提请启动{event}{level.sign}级应急响应"
    if level.graver_than(now):
        return f"提请将{event}应急响应提升为{level.sign}级"
    return f"提请研定{event}为{level.grade_word}（{level.sign}级）事件"


def _text(paper: RequestPaper, event: str) -> Iterator[Block]:
    told = paper.told
    say = Moments(told.stamp.at)
    summary = tight(one_line(told.summary))
    course = sentence(summary) if summary else "基本经过正在核查。"
    yield Para(say.quote(f"{received_words(told.stamp.head.received_at, told.way)}{course}"))
    yield Para(f"{overall(told.situation, say, told.lost)}{harmed(told.harm, say)}")
    yield Heading(1, "初判意见和依据", (Run(_judged(paper)),))
    yield Heading(1, "已采取的措施", (Run(_done(paper)),))
    yield Heading(1, "请示事项", (Run(_matter(paper, event)),))
    yield Para("妥否，请批示。")


def _judged(paper: RequestPaper) -> str:
    say = Moments(paper.told.stamp.at)
    level = paper.level.grade_title
    held = f"经{say.say(paper.held_at)}会商，" if paper.held_at else "经研判，"
    judged = f"我局初步判断本事件为{level}事件" if paper.initial else f"建议初判本事件为{level}事件"
    touched = "".join(f"“{one_line(rule.title)}”" for rule in paper.rules)
    reached = f"已触及{touched}的参考条件（详见附件）" if touched else "有关情况详见附件"
    ground = f"对照{PLAN}{clause_zh(one_line(paper.clause))}，{reached}。"
    return f"{held}{judged}。{ground}理由：{sentence(tight(one_line(paper.reason)))}"


def _done(paper: RequestPaper) -> str:
    told = paper.told
    started = told.stamp.head.response
    lead = (
        f"目前按{started.response_title}处置，{sentence(one_line(paper.lead))}" if started else ""
    )
    if not told.done:
        return f"{lead}截至{full_moment(told.stamp.at)}，尚无已完成的处置措施记录。"
    return f"{lead}{sentence(tight(one_line(told.done)))}"


def _matter(paper: RequestPaper, event: str) -> str:
    """One matter: what the grade is, and with it the level of the response."""
    level, now = paper.level, paper.told.stamp.head.response
    grade = f"研定{event}为{level.grade_title}事件"
    if now is None:
        wish = f"{grade}，启动{level.response_title}"
    elif level.graver_than(now):
        wish = f"{grade}，将应急响应由{now.sign}级提升为{level.sign}级"
    else:
        wish = grade
    until = f"继续按{now.response_title}处置" if now else "按先期处置要求做好工作"
    clause = clause_zh(one_line(paper.response_clause))
    ground = f"依据{PLAN}{clause}，{level.response_title}{one_line(paper.response_words)}。"
    return f"{ground}提请{wish}，并指导处置工作。在作出决定前，我局{until}，有新情况随时续报。"


def _basis(paper: RequestPaper) -> Iterator[Block]:
    yield Para(f"以下为{full_moment(paper.as_of)}作出判断时掌握的情况。")
    if paper.facts:
        yield _facts(paper)
    if paper.rules:
        yield _rules(paper)


def _facts(paper: RequestPaper) -> TableBlock:
    columns = (
        Column("事实", 8.0),
        Column("情况", 4.0, Align.CENTER),
        Column("截至", 7.6, Align.CENTER),
        Column("来源", 8.4),
    )
    rows = tuple(
        (
            one_line(fact.title),
            one_line(fact.value).replace(" ", ""),
            day_over_clock(fact.as_of),
            BRACKETED.sub("", one_line(fact.source)) or "—",
        )
        for fact in paper.facts
    )
    return TableBlock(columns, rows, "表1　事实")


def _rules(paper: RequestPaper) -> TableBlock:
    columns = (
        Column("级别", 2.6, Align.CENTER),
        Column("项目", 6.4),
        Column("参考条件", 10.0),
        Column("依据", 9.0),
    )
    ground = f"{PLAN}{clause_zh(one_line(paper.clause))}"
    rows = tuple(
        (one_line(rule.level), one_line(rule.title), one_line(rule.words), ground)
        for rule in paper.rules
    )
    open_ones = any(not rule.approved for rule in paper.rules)
    note = "注：预案没有规定数字，参考条件为建议值，尚待批准。" if open_ones else ""
    return TableBlock(columns, rows, "表2　触及的分级参考条件", note)
