"""首报 and 会商简报: what stands on them, and that no text from outside can spoil them."""

import ctypes
import dataclasses
import math
import re
import time
from collections import Counter
from datetime import timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from commandcenter.domain.reports.report import Element, ReportKind
from commandcenter.domain.times import from_local
from commandcenter.outputs.papers.briefing import briefing
from commandcenter.outputs.papers.information_report import information_report
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import Document, Heading, Meta, Para
from commandcenter.outputs.pdf.text import clean
from commandcenter.queries.papers.paper_briefing import Judged, Trend, Wanted
from commandcenter.queries.watch.timeline import Mark, MarkKind
from commandcenter.store.reports.report_done import Done
from tests.outputs import paper_samples as samples
from tests.outputs.hostile import HOSTILE, active_content, poisoned, squeezed
from tests.outputs.paper_reading import embedded
from tests.pace import Pace


def test_a_first_report_of_scenario_a_is_two_pages_and_says_how_much_is_to_be_cut(printed):
    made, pages = printed(information_report(samples.first_report()))
    assert made.missing_characters == ()
    assert len(pages) == 2
    assert made.warnings[0].startswith("篇幅超过1.5页，约须压缩3行，最长的段落：“一、基本情况")
    short = tuple(dataclasses.replace(e, text=e.text[:30]) for e in samples.elements())
    made, _ = printed(information_report(samples.first_report(elements=short)))
    assert made.warnings == ()


def test_a_first_report_has_the_head_of_a_duty_bulletin(printed):
    _, pages = printed(information_report(samples.first_report()))
    text = pages[0].plain
    for words in ("值班快报", "第1期", "签发人：陈志远", "2026年11月24日9时45分", "特急"):
        assert words in text
    assert "关于悦力工场健身3家门店停业引发群体投诉的首报" in text.replace("\n", "")
    assert "市政府总值班室、省市场监督管理局：" in text
    assert "印发" not in "".join(page.plain for page in pages)


def test_a_first_report_says_as_of_when_each_figure_holds(printed):
    _, pages = printed(information_report(samples.first_report()))
    text = "".join(page.body for page in pages)
    assert "经初步核实，截至9时40分（另有注明的除外）" in text
    assert "84人（12315、12345平台，截至9时30分）" in text
    assert "58.6万元（现场登记，截至9时35分）" in text


def test_what_is_not_known_yet_is_said_to_be_under_check(printed):
    _, pages = printed(information_report(samples.first_report()))
    assert "停业原因：正在核查。" in "".join(page.body for page in pages)


def later(kind, label, *elements):
    said = tuple(
        Element(f"{kind.value}.{code}", title, text, "12315", samples.at(15, 20), out=out)
        for code, title, text, out in elements
    )
    return samples.first_report(
        kind=kind, label=label, goes_on="首报", since=samples.at(9, 45), elements=said
    )


def test_a_follow_up_names_what_it_goes_on_and_says_only_what_changed(printed):
    report = later(
        ReportKind.FOLLOW_UP,
        "续报一",
        ("figures", "核实后的数字", "去重后涉及消费者312人（上次84人，增加228人）", False),
        ("place", "地点", "城东区建设路118号", True),
        ("next", "下一步", "继续登记", False),
    )
    made, pages = printed(information_report(report))
    text = "".join(page.body for page in pages)
    assert "关于悦力工场健身3家门店停业引发群体投诉的续报一" in text.replace("\n", "")
    assert "现将首报（9时45分报送）以来的变化和处置进展续报如下" in text
    assert "312人（上次84人，增加228人）（12315）" in text
    assert "建设路118号" not in text
    assert made.warnings == ()


def test_a_final_report_says_that_the_response_has_ended_and_promises_no_more(printed):
    report = later(
        ReportKind.FINAL,
        "终报",
        ("facts", "事件概况", "三店同时闭店", False),
        ("state", "目前状态", "处置任务全部办结", False),
    )
    text = "".join(page.body for page in printed(information_report(report))[1])
    assert "本事件应急响应已终止。" in text
    assert "目前状态。处置任务全部办结。" in text
    assert "将及时续报" not in text


def test_an_element_the_report_does_not_know_is_printed_all_the_same(printed):
    extra = Element("weather", "天气", "多云", "", samples.at(9, 40))
    report = samples.first_report(elements=(*samples.elements(), extra))
    _, pages = printed(information_report(report))
    assert "其他情况。天气：多云。" in "".join(page.body for page in pages)


def test_a_draft_says_that_it_waits_for_its_signature(printed):
    _, pages = printed(information_report(samples.first_report(signer="")))
    assert "签发人：待签发" in pages[0].plain


def test_the_journal_is_named_in_the_file_and_not_on_the_page(printed):
    made, pages = printed(information_report(samples.first_report()))
    assert samples.JOURNAL.head not in "".join(page.plain for page in pages)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert samples.JOURNAL.head in str(pdf.docinfo["/Keywords"])


def test_a_report_too_long_for_its_limit_names_what_to_cut_and_is_set_no_smaller(printed):
    long = tuple(dataclasses.replace(e, text=e.text * 4) for e in samples.elements())
    made, _ = printed(information_report(samples.first_report(elements=long)))
    [warning] = made.warnings
    words = r"篇幅超过1.5页，约须压缩(\d+)行，最长的段落：“.{12}…”（(\d+)行）、“.{12}…”（\d+行）。"
    over = re.fullmatch(words, warning)
    assert over
    assert int(over[1]) == math.ceil(round((made.pages - 1 + made.fill - 1.5) * 22, 3))
    assert int(over[2]) > 5
    assert body_sizes(made.data) == {14.0, 16.0}  # 4号 is the page number


def body_sizes(data):
    """In points, of all that is set in 仿宋 and stands on the grid of 28 characters."""
    found = Counter()
    document = pypdfium2.PdfDocument(data)
    for page in document:
        for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(each, size)
            found[round(size.value, 1)] += 1
    document.close()
    return {size for size in found if 12.0 < size < 22.0}


def test_a_drill_is_marked_on_every_page(printed):
    _, pages = printed(briefing(samples.briefing(drill=True)))
    assert all("【演练】" in page.plain for page in pages)


def test_a_drill_is_marked_in_the_properties_of_the_file(printed):
    made, _ = printed(briefing(samples.briefing(drill=True)))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("演练-")
        with pdf.open_metadata() as xmp:
            assert str(xmp["dc:title"]).startswith("演练-")
    real, _ = printed(briefing(samples.briefing()))
    with pikepdf.open(BytesIO(real.data)) as pdf:
        assert "演练" not in str(pdf.docinfo["/Title"])


def test_the_first_page_of_a_briefing_is_what_the_chair_decides_by(printed):
    head = samples.head(title="悦力工场健身闭店事件")
    wanted = samples.briefing().wanted[:1]
    paper = samples.briefing(situation=samples.situation(head=head), wanted=wanted)
    made, pages = printed(briefing(paper))
    first = pages[0].plain
    for words in ("168件、183人次", "157人", "12.49万元", "伤亡", "约60人", "Ⅲ级响应"):
        assert words in first
    for words in (
        "一、当前态势（Ⅲ级响应）", "二、原因与走势研判。9时会商（罗敏主持）认为，经营者拖欠房租",
        "近1小时接到投诉举报43件，较前1小时减少8件，外省来件占3%。",
        "三、已采取措施。", "四、提请会商决定的事项",
        "（一）请市公安局于16时前查清资金流向（何静9时52分商请，尚未答复）。",
    ):  # fmt: skip
        assert words in first
    assert "截至10时46分（12315至10时30分、12345至10时25分），累计接到" in first
    assert first.count("截至10时46分") == 1
    assert first.index("10时05分，调取") < first.index("10时30分，公安")
    assert "投诉登记情况" not in first
    assert pages[1].plain.startswith("五、投诉登记情况")
    assert made.warnings == ()


def test_a_briefing_shows_chart_map_groups_checklist_and_log(printed):
    _, pages = printed(briefing(samples.briefing()))
    text = "".join(page.plain for page in pages)
    for words in ("图1投诉举报登记量", "9时20分启动Ⅲ级响应", "同期预期", "件/15分钟"):
        assert words in text
    for words in ("图2", "城东区", "96件", "千米", "事发地（Ⅲ级）", "城东店"):
        assert words in text
    for words in ("表1各工作组情况", "综合协调组", "表2在办事项", "逾期16分", "10时41分"):
        assert words in text


@pytest.mark.parametrize("questions", [0, 1, 2, 6])
def test_the_first_page_of_a_briefing_holds_what_is_asked_or_the_next_goes_on_with_it(
    printed, questions
):
    paper = samples.briefing()
    asked = tuple(
        Wanted(f"请第{n}个部门于16时前查清资金流向和设备去向", "何静9时52分商请，尚未答复")
        for n in range(questions)
    )
    said = dataclasses.replace(
        paper,
        wanted=asked,
        judged=Judged(samples.at(9), "罗敏", "经营者拖欠房租，是否涉嫌犯罪正在核查。" * 9),
        measures=tuple(
            Done(samples.at(10, n), f"第{n}组调取主体登记档案和合同样本共{n}份", "案件登记")
            for n in range(6)
        ),
    )
    _, pages = printed(briefing(said))
    assert "四、提请会商决定的事项" in pages[0].plain
    assert "五、投诉登记情况" in pages[1].plain
    if questions < 3:
        assert pages[1].plain.startswith("五、投诉登记情况")
    both = pages[0].plain + pages[1].plain
    assert both.count("查清资金流向") == questions


def test_nobody_is_said_to_be_unhurt_before_somebody_said_so(printed):
    paper = samples.briefing(harm=())
    assert "正在核查" in printed(briefing(paper))[1][0].plain
    dead = dataclasses.replace(samples.briefing().harm[0], value=None)
    paper = samples.briefing(harm=(dead, samples.briefing().harm[1]))
    assert "受伤害" in printed(briefing(paper))[1][0].plain


def test_a_report_of_the_new_year_names_both_years(printed):
    opened = {"first.received_at": "2026年12月31日23时50分"}
    new_year = from_local(2027, 1, 1, 9)
    said = tuple(
        dataclasses.replace(e, text=opened.get(e.code, e.text), as_of=new_year if e.as_of else None)
        for e in samples.elements()
    )
    text = printed(information_report(samples.first_report(elements=said, at=new_year)))[1][0].plain
    assert "2026年12月31日23时50分，我局接报" in text
    assert "截至2027年1月1日9时" in text


def test_a_report_of_before_is_printed_as_it_was_sent(printed):
    """It told all as one part, and its opening said so whatever had been verified."""
    old = tuple(e for e in samples.elements() if e.code != "first.planned")
    head = samples.head(verified_at=None)
    pages = printed(information_report(samples.first_report(elements=old, head=head)))[1]
    text = "".join(page.plain for page in pages)
    assert "经初步核实，" in text
    assert text.index("三、处置情况") < text.index("领导到位情况") < text.index("四、建议请求")


def test_a_mark_of_another_day_names_it(printed):
    line = samples.timeline()
    marks = (Mark(line.now - timedelta(days=1), "启动Ⅲ级响应", MarkKind.ACTIVATION),)
    days = dataclasses.replace(
        line, start=line.start - timedelta(days=4), bin_minutes=120, marks=marks
    )
    _, pages = printed(briefing(samples.briefing(timeline=days)))
    assert "2026年11月23日10时46分启动Ⅲ级响应" in "".join(page.plain for page in pages)


def test_figures_are_vectors_and_nothing_is_attached(printed):
    made, _ = printed(briefing(samples.briefing()))
    assert active_content(made.data) == set()


def test_every_font_of_figures_and_tables_is_embedded(printed):
    made, _ = printed(briefing(samples.briefing()))
    assert all(embedded(made.data).values())


def test_a_briefing_without_any_data_yet_still_prints(printed):
    empty = samples.briefing(
        situation=samples.situation(
            on_site=None, registered=None, waiting=None, next_report=None, pending=(), sources=()
        ),
        timeline=samples.timeline(series=(), band=None, marks=(), bins=0, sources=()),
        picture=samples.picture(districts=(), incidents=(), sources=()),
        boundaries=(),
        log=(),
        summary="",
        harm=(),
        judged=None,
        trend=Trend(0, 0, None, 0),
        measures=(),
        wanted=(),
    )
    _, pages = printed(briefing(empty))
    for words in (
        "基本经过正在核查。", "尚无会商研判记录。", "尚无已完成的处置措施记录。",
        "目前没有提请决定的事项。",
    ):  # fmt: skip
        assert words in pages[0].plain


def test_a_chart_over_weeks_names_days_and_keeps_its_marks_inside(printed):
    line = samples.timeline(
        start=samples.at(0, day=1),
        bin_minutes=1440,
        marks=tuple(
            Mark(samples.at(0, day=1) + timedelta(days=n * 3), "监测提示", MarkKind.WARNING)
            for n in range(9)
        ),
    )
    _, pages = printed(briefing(samples.briefing(timeline=line)))
    signs = [s for s in pages[1].signs if 37 < s.top < 120]
    assert "件/日" in pages[1].plain
    assert min(s.left for s in signs) > 27
    assert max(s.right for s in signs) < 187


@pytest.mark.lot(3)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_any_field_is_plain_text(printed, hostile):
    for paper in (
        information_report(poisoned(samples.first_report(), hostile)),
        briefing(poisoned(samples.briefing(), hostile)),
    ):
        made, pages = printed(paper)
        printed_text = "".join(page.plain for page in pages)
        assert active_content(made.data) == set()
        assert squeezed(clean(hostile))[:12] in printed_text


def test_twenty_thousand_characters_in_one_field_are_printed_to_the_last(printed):
    text = "很长的投诉内容，" * 2500
    report = samples.first_report()
    elements = (dataclasses.replace(report.elements[7], text=text), *report.elements[8:])
    _, pages = printed(information_report(dataclasses.replace(report, elements=elements)))
    assert sum(page.plain.count("很") for page in pages) == 2500
    log = (dataclasses.replace(samples.log()[0], text=text), *samples.log()[1:])
    _, pages = printed(briefing(samples.briefing(log=log)))
    assert sum(page.plain.count("很") for page in pages) == 2500


@pytest.mark.parametrize("text", ["W" * 20000, "，" * 3000, "“" * 3000, "—" * 3001, " " * 20000])
def test_unbreakable_text_of_any_length_is_printed(open_fonts, text):
    document = Document(
        Meta("某局", "测试", samples.at(9)),
        text,
        (Para(text), Heading(1, text), Heading(2, text, text)),
    )
    assert render(document, open_fonts).pages >= 1


def test_papers_are_equal_byte_for_byte(open_fonts):
    for paper in (information_report(samples.first_report()), briefing(samples.briefing())):
        assert render(paper, open_fonts).data == render(paper, open_fonts).data


@pytest.mark.timing
def test_ten_pages_with_figures_take_less_than_the_agreed_time(open_fonts):
    paper = briefing(samples.briefing())
    blocks = (*paper.blocks, *(Para(samples.long_text(800, n)) for n in range(5)))
    long = dataclasses.replace(paper, blocks=blocks)
    assert render(long, open_fonts).pages >= 10
    pace, start = Pace(), time.process_time()
    render(long, open_fonts)
    took = time.process_time() - start
    assert took <= pace.stretch(0.6)
