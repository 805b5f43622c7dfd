"""Every kind of paper of an incident: whole, truthful, plain, and looking as it was agreed."""

import tomllib
from dataclasses import replace
from itertools import cycle

import pytest

from commandcenter.domain.incident.level_course import LevelStep
from commandcenter.domain.level import Axis, Level
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.times import from_local
from commandcenter.intake.word_file import texts_from_docx
from commandcenter.outputs.papers.daily import daily
from commandcenter.outputs.papers.express import express
from commandcenter.outputs.papers.fittings import Fittings, fitted, numbered
from commandcenter.outputs.papers.letter import letter
from commandcenter.outputs.papers.meeting import meeting
from commandcenter.outputs.papers.public_release import public_release
from commandcenter.outputs.pdf.parts import parts
from commandcenter.outputs.pdf.text import clean
from commandcenter.outputs.word import to_docx
from commandcenter.paths import RESOURCES
from tests.outputs import kind_samples as samples
from tests.outputs.hostile import (
    HOSTILE,
    HUGE,
    active_content,
    active_content_of_word,
    poisoned,
    squeezed,
)
from tests.outputs.paper_samples import head

KINDS = sorted(samples.SAMPLES)


def text_of(pages):
    return "".join(page.body for page in pages)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_each_kind_prints_whole(printed, kind):
    made, pages = printed(samples.document(kind))
    assert [words for words in made.warnings if "篇幅超过" not in words] == []
    assert samples.JOURNAL.head not in text_of(pages)


PLAN = tomllib.loads((RESOURCES / "plan" / "papers.toml").read_text("utf-8"))
NUMBERED = [flow for flow in PLAN["paper_flow"] if "number" in flow["steps"]]


@pytest.mark.parametrize("flow", NUMBERED, ids=lambda flow: flow["code"])
def test_the_number_that_a_kind_is_given_stands_on_its_page(flow):
    pattern = next(s["pattern"] for s in PLAN["paper_series"] if s["code"] == flow["series"])
    template = next(t for t in PLAN["template"] if t["code"] == flow["template"])
    number = pattern.replace("{year}", "2026").replace("{number}", "47")
    draft = Fittings(
        pattern, 2026, head=template["head"], over=template.get("over", ""),
        upward=flow.get("upward", False),
    )  # fmt: skip
    made = fitted(samples.document(flow["code"]), draft)
    assert number not in str(made.head)
    assert number in str(numbered(made, replace(draft, number=number)).head)


def test_there_is_a_sample_of_every_kind():
    assert set(KINDS) == set(PaperKind)


@pytest.mark.lot(3)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_in_every_field_of_every_kind_is_plain_text(printed, open_fonts, kind):
    page, sample = samples.SAMPLES[kind]
    paper = page(poisoned(sample(), cycle((*HOSTILE, HUGE))))
    made, pages = printed(paper)
    assert active_content(made.data) == set()
    text = "".join(each.plain for each in pages)
    assert any(squeezed(clean(each))[:12] in text for each in HOSTILE)
    assert "\x00" not in text
    data = to_docx(paper, open_fonts)
    assert active_content_of_word(data) == set()
    read = texts_from_docx(data)
    said = {part.key: squeezed(clean(part.text)) for part in parts(paper)}
    assert {key: squeezed(words) for key, words in read.texts.items()} == said
    assert (read.edited, read.strays) == ((), ())


def test_a_notice_is_printed_to_the_letter_as_it_was_signed(printed):
    notice = samples.activation()
    text = text_of(printed(samples.document("activation"))[1])
    for said in (notice.title, f"{notice.addressee}：", *notice.paragraphs):
        assert squeezed(said) in text
    for element in ("澄州市市场监督管理局文件", "澄市监应急〔2026〕7号", "2026年11月24日印发"):
        assert element in text
    assert "抄送：市委市政府总值班室，省市场监督管理局" in text


def test_a_draft_of_a_notice_bears_no_number(printed):
    assert "号" not in text_of(printed(samples.document("levelchange"))[1])


def test_a_request_asks_one_body_for_one_matter_and_brings_its_ground(printed):
    pages = printed(samples.document("request"))[1]
    text = text_of(pages)
    for words in (
        "关于提请将悦力工场健身3家门店停业引发群体投诉应急响应提升为Ⅱ级的请示",
        "省市场监督管理局：", "经2026年11月24日10时会商，我局初步判断本事件为重大（Ⅱ级）事件",
        "《消费领域群体性事件应急预案》第1.4.2条第（2）项，已触及“涉及学校”“跨省”的参考条件",
        "将应急响应由Ⅲ级提升为Ⅱ级", "妥否，请批示。附件：初判依据",
        "（联系人：林晓芸，电话：0990-1234567）",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    last = squeezed(pages[-1].plain)
    assert last.startswith("附件初判依据")
    assert "市卫生健康委通报" in last
    assert "尚待批准" in last
    assert "印发" in last


def test_a_letter_asks_a_department_and_says_by_when(printed):
    pages = printed(samples.document("letter"))[1]
    text = text_of(pages)
    for words in (
        "关于商请协助处置悦力工场健身3家门店停业引发群体投诉的函", "城东公安分局：",
        "根据《消费领域群体性事件应急预案》第2.1条第（2）项，商请贵单位协助办理以下事项：",
        "一、提供收款账户的冻结情况和金额二、通报案件受理、立案的时间和文号",
        "我局已于2026年11月24日9时23分通过电话联系贵单位；贵单位于9时30分答应派员到场。",
        "请予支持，并于2026年11月24日17时前函复。", "抄送：市委政法委",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert "登记点" not in text
    assert "印发" not in text
    one = letter(samples.wished(request="派员到场", due_at=None, promise="", promised_at=None))
    said = text_of(printed(one)[1])
    assert "协助办理以下事项：派员到场。" in said
    assert said.count("答应") == 0
    assert "请予支持，并函复。" in said


def test_minutes_say_who_sat_what_was_said_and_who_does_what_by_when(printed):
    text = text_of(printed(samples.document("minutes"))[1])
    for words in (
        "澄州市市场监督管理局会商纪要", "关于悦力工场健身3家门店停业引发群体投诉的会商纪要",
        "2026年11月24日9时05分，陈志远在应急指挥室主持召开会商会议，研究“是否启动Ⅲ级响应”。",
        "现场处置组提出，三店均已停业。法律咨询组提出，涉嫌合同诈骗，应移送。",
        "会议认为，定为较大（Ⅲ级），启动Ⅲ级响应。会议议定以下事项：",
        "一、现场处置组负责。清点登记人数，于2026年11月24日12时前办结并回报。",
        "二、林晓芸负责。答复媒体询问。", "出席：陈志远、周启明、城东公安分局刘某",
        "记录：何静", "抄送：总指挥，参加会商的单位",
    ):  # fmt: skip
        assert squeezed(words) in text, words


def test_a_notice_of_a_meeting_brings_the_sheet_to_sign_in_on(printed):
    pages = printed(samples.document("meeting"))[1]
    text = text_of(pages)
    for words in (
        "关于召开悦力工场健身3家门店停业引发群体投诉处置工作会议的通知",
        "城东公安分局刘某、市商务局、周启明：", "为研究会员转接和退费办法",
        "一、时间、地点。2026年11月24日（星期二）14时30分，三楼应急指挥室。",
        "二、参会人员。会议由陈志远主持，请主送单位和人员参加。",
        "三、有关要求。带本单位处置情况材料。请提前10分钟到会签到", "附件：会议签到表",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    short = meeting(samples.called(stamp=samples.stamp(head=head(title="悦力健身闭店事件"))))
    assert len(printed(short)[1]) == 2
    sheet = squeezed(pages[-1].plain)
    assert "序号姓名单位职务联系电话签名" in sheet
    assert "1刘某城东公安分局2市商务局3周启明4" in sheet
    assert "14" in sheet
    off = meeting(samples.called(withdrawn_why="已经电话会商"))
    said = text_of(printed(off)[1])
    assert "关于取消" in said
    assert "取消，原因：已经电话会商。需要再开的另行通知。" in said
    assert "签到表" not in said


def test_a_flash_says_only_what_changed_of_the_level(printed):
    text = text_of(printed(samples.document("express"))[1])
    assert "我局于2026年11月24日9时12分定为较大（Ⅲ级）事件，于9时20分启动Ⅲ级响应。" in text
    assert "截至10时46分（12315至10时30分、12345至10时25分）" in text
    assert "数据截至" not in text  # it is said once
    assert "第212期" in text
    assert "印发" not in text  # no 版记


def test_a_daily_names_what_is_late_who_is_silent_and_what_comes_next(printed):
    text = text_of(printed(samples.document("daily"))[1])
    for words in (
        "2026年11月24日为应急响应第1日（Ⅲ级响应）", "投诉举报（件）1469181",
        "组织消费者推选2至3名代表", "南浦县（1小时2分）",
        "媒体提问尚有1个没有答复", "综合协调组：报送续报一（13时45分前）",
    ):  # fmt: skip
        assert words in text, words


def test_a_report_of_inquiry_tells_the_course_without_the_journals_numbers(printed):
    text = text_of(printed(samples.document("investigation"))[1])
    assert "8时50分接报（监测提示）（何静）。" in text
    assert "日志10" not in text
    assert "五、责任认定与处理建议正在核查。" in text
    assert "去重后涉及消费者648人" in text
    assert "截至2026年11月30日9时" in text
    assert "（送审稿）" in text_of(printed(samples.document("assessment"))[1])


def test_what_is_not_signed_yet_says_that_it_may_not_go_out(printed):
    draft = text_of(printed(samples.document("notice"))[1])
    assert "送审稿，签发前不得对外发布" in draft
    assert samples.ORG not in draft
    signed = text_of(printed(samples.document("release"))[1])
    assert signed.endswith(
        "（文中数据截至2026年11月24日10时31分）澄州市市场监督管理局2026年11月24日"
    )


def test_a_release_that_names_its_office_and_date_is_signed_once(printed):
    words = f"办卡前请核对经营主体。\n{samples.ORG}\n2026年11月23日"
    paper = samples.public(text=words, figures=False, out_at=samples.at(11, 30))
    text = text_of(printed(public_release(paper))[1])
    assert text.endswith(f"办卡前请核对经营主体。{samples.ORG}2026年11月23日")
    assert text.count(samples.ORG) == 1
    assert "11月24日" not in text  # the date that was signed with the text is the one


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (LevelStep(Axis.RESPONSE, Level.IV, samples.at(10)), "当日我局于10时将响应降低为Ⅳ级。"),
        (LevelStep(Axis.RESPONSE, Level.III, samples.at(17), ends=True),
         "当日我局于17时终止Ⅲ级响应。"),
    ],
)  # fmt: skip
def test_the_daily_of_a_lowering_or_an_ending_does_not_start_the_response(printed, step, words):
    before = LevelStep(Axis.RESPONSE, Level.III, samples.at(9, 20, day=20))
    text = text_of(printed(daily(replace(samples.day(), levels=(before, step))))[1])
    assert f"主要变化和处置进展。{words}" in text


def test_a_flash_of_the_new_year_names_both_years(printed):
    flash, new_year = samples.flash(), from_local(2027, 1, 1, 9)
    head = replace(flash.stamp.head, received_at=from_local(2026, 12, 31, 23, 50))
    situation = replace(flash.situation, sources=(), now=new_year)
    stamp = replace(flash.stamp, head=head, at=new_year)
    paper = replace(flash, stamp=stamp, situation=situation, summary="三店闭店")
    assert "截至2027年1月1日9时，累计接到" in text_of(printed(express(paper))[1])


def test_a_decision_of_yesterday_that_came_today_is_not_said_to_be_of_today(printed):
    step = LevelStep(
        Axis.RESPONSE, Level.II, samples.at(23, 50, day=23), organ="省局", known_at=samples.at(8)
    )
    own = LevelStep(Axis.RESPONSE, Level.III, samples.at(9))
    text = text_of(printed(daily(replace(samples.day(), levels=(step, own))))[1])
    said = "当日登记省局于2026年11月23日23时50分作出的决定：启动Ⅱ级响应"
    assert f"{said}，我局于2026年11月24日9时将响应降低为Ⅲ级。" in text


def test_a_daily_says_of_the_press_only_what_there_was(printed):
    calm = {"late": (), "silent": (), "unanswered": 0}
    asked = replace(samples.day(), **calm, asked=2)
    assert "媒体提问2个均已答复" in text_of(printed(daily(asked))[1])
    assert "媒体提问" not in text_of(printed(daily(replace(asked, asked=0)))[1])


def test_a_flash_of_several_days_names_the_day_of_each_decision(printed):
    lowered = LevelStep(Axis.RESPONSE, Level.IV, samples.at(10, 30, day=23))
    paper = replace(samples.flash(), levels=(lowered, *samples.LEVELS[:1]))
    text = text_of(printed(express(paper))[1])
    assert (
        "我局于2026年11月23日10时30分启动Ⅳ级响应，于2026年11月24日9时12分定为较大（Ⅲ级）事件。"
        in text
    )
