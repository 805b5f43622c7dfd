"""投诉分析周报: the week's complaints, where they are, what they are about, what comes."""

from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers import period_words as said
from commandcenter.outputs.papers.express import DRAFT_ISSUE
from commandcenter.outputs.papers.paper_phrases import journal_words
from commandcenter.outputs.pdf.document import Block, Document, Head, Heading, Meta, Para, Run
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_period import PeriodPaper

NAME = "投诉分析周报"


def weekly(paper: PeriodPaper) -> Document:
    org = one_line(paper.org)
    return Document(
        meta=Meta(org, f"{NAME} {paper.period.words}", paper.at, journal_words(paper.journal)),
        title=f"{paper.period.words}消费投诉分析",
        head=Head(
            NAME, org, rows=((DRAFT_ISSUE, said.days_words(paper.spans.now), date_zh(paper.at)),)
        ),
        blocks=tuple(_blocks(paper)),
        drill=paper.journal.drill,
    )


def _blocks(paper: PeriodPaper) -> list[Block]:
    counts, total = paper.counts, paper.counts.total.now
    categories = f"按商品和服务类别，居前的为{said.most(counts.categories, total)}。"
    problems = f"按反映问题，居前的为{said.most(counts.problems, total)}。"
    blocks: list[Block] = [
        *said.opening(paper),
        said.course_figure(paper, 1),
        *said.moved_words(paper),
        Heading(1, "地区分布"),
        said.district_table(paper, 1),
        said.map_figure(paper, 2),
        Heading(1, "类别和问题"),
        Para(categories),
        Para(problems),
        said.bars_figure(paper, 3, "各类别登记量", counts.categories),
        Heading(1, "被投诉较多的经营者"),
        said.subject_table(paper, 2),
        Heading(1, "苗头、预警和事件", (Run(said.watch_words(paper)),)),
    ]
    ahead = list(said.ahead_words(paper.ahead, said.following(paper)))
    return [*blocks, Heading(1, "下周关注"), *(Para(words) for words in ahead)]
