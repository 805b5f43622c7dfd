"""演练评估报告: marked on every page; every lost point has its record; the total is the sum."""

from commandcenter.outputs.papers.drill_report import drill_course, drill_report, of_register
from commandcenter.outputs.papers.frozen import pack, unpack
from tests.outputs.drill_samples import FINDINGS, paper


def text_of(pages):
    return "".join(page.plain for page in pages)


def test_it_says_how_the_drill_went_and_is_marked_on_every_page(printed):
    made, pages = printed(drill_report(paper(), FINDINGS))
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
        "扣7分：通报卫健、教育晚14分钟（部门协调第1号）",
    ):
        assert words in text
    assert sum(score.points or 0 for score in paper().board.scores) == 82
    assert "82／100" in text
    assert "未评" in text
    assert "1条没有记录，不予评分" in text


def test_its_name_in_the_file_begins_with_the_mark():
    assert drill_report(paper()).name.startswith("演练-")


def test_kept_in_the_bureaus_store_and_put_together_there_it_is_the_same_paper():
    course = unpack(pack(drill_course(paper())))
    assert of_register(course, FINDINGS) == drill_report(paper(), FINDINGS)
