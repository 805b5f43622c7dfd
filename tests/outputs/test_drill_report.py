"""演练评估报告: marked on every page; every lost point has its record; the total is the sum."""

from dataclasses import replace
from datetime import timedelta

from commandcenter.domain.drills.drill import DrillState
from commandcenter.outputs.papers.drill_report import drill_report
from commandcenter.queries.drills.board import ClauseScore, Loss
from commandcenter.queries.drills.drill_paper import DrillPaper, PaperMeasure
from commandcenter.queries.papers.paper_contents import JournalMark
from tests.ui.drills.boards import BOARD, REAL, at


def scores():
    return tuple(
        replace(
            score,
            losses=(Loss(score.full - score.points, score.reason, score.record),)
            if score.record
            else (),
        )
        for score in BOARD.scores
    )


def paper(**changed):
    board = replace(
        BOARD,
        state=DrillState.ENDED,
        scores=(*scores(), ClauseScore("4.1(6)", "善后", None, 10)),
        **changed,
    )
    return DrillPaper(
        org="澄州市市场监督管理局",
        at=at(22),
        journal=JournalMark(812, "ab" * 32, True),
        board=board,
        blind=True,
        players=("李蔚", "周岚", "马骁"),
        observers=("罗敏",),
        findings="首报缺要素\n通报部门晚",
        measures=(PaperMeasure("首报按五要素核对", "综合协调组", REAL + timedelta(days=30)),),
    )


def text_of(pages):
    return "".join(page.plain for page in pages)


def test_it_says_how_the_drill_went_and_is_marked_on_every_page(printed):
    made, pages = printed(drill_report(paper()))
    text = text_of(pages)
    assert all("【演练】" in page.plain for page in pages)
    for words in ("实战演练，采用盲演", "导调员范琪", "观察员罗敏", "参演3人", "超过时限1项"):
        assert words in text
    for words in ("通报卫健、教育", "74分钟", "首报按五要素核对", "综合协调组", "首报缺要素"):
        assert words in text
    assert made.warnings == ()


def test_every_lost_point_has_its_record_and_the_total_is_the_sum(printed):
    document = drill_report(paper())
    _, pages = printed(document)
    text = text_of(pages)
    for words in (
        "扣2分：首报缺1项要素（报告第1号）",
        "扣7分：通报卫健、教育晚14分（部门协调第1号）",
    ):
        assert words in text
    assert sum(score.points or 0 for score in paper().board.scores) == 82
    assert "82／100" in text
    assert "未评" in text
    assert "1条没有记录，不予评分" in text


def test_its_name_in_the_file_begins_with_the_mark():
    assert drill_report(paper()).name.startswith("演练-")
