import re
from dataclasses import replace

import pytest

from commandcenter.domain.incident.notices import (
    Order,
    activation_notice,
    change_notice,
    cited,
    ending_notice,
    initial_paper,
    matter_of,
    request_paper,
)
from commandcenter.domain.level import Level

ORDER = Order(
    title="“11·24”悦力工场健身闭店事件",
    level=Level.III,
    lead="澄州市应急指挥部负责处置",
    grade=Level.III,
    matter="闭店事件应急响应",
    reason="人数和金额均已较大。",
    expected_days=7,
    measures="设登记点；",
    office="",
)


def test_an_activation_states_the_four_items_of_the_law():
    text = activation_notice(ORDER)
    for words in (
        "闭店事件应急响应。",
        "Ⅲ级响应",
        "7天",
        "设登记点。",
        "较大（Ⅲ级）",
        "自签发之时起",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("before", "level", "verb"),
    [(Level.IV, Level.III, "提高"), (Level.III, Level.IV, "降低"), (Level.III, Level.II, "提高")],
)
def test_a_change_says_from_where_to_where_and_who_leads(before, level, verb):
    text = change_notice(
        Order(
            ORDER.title,
            level,
            "甲局负责处置",
            before,
            reason="r",
            expected_days=3,
            measures="m",
            office="",
        )
    )
    assert text.startswith(f"关于{verb}{ORDER.title}响应级别的通知\n")
    assert f"由{before.sign}级响应{verb}为{level.sign}级响应" in text
    assert "甲局负责处置。" in text


def test_an_end_numbers_its_evidence():
    text = ending_notice(ORDER, ("近24小时新增6人", "现场无聚集。"))
    assert "（一）近24小时新增6人。\n（二）现场无聚集。" in text
    assert "二、" not in ending_notice(ORDER)


def test_a_title_names_issuer_and_matter_and_a_clause_is_cited_by_its_plan():
    order = replace(ORDER, office="澄州市市场监督管理局")
    title, *_ = activation_notice(order).splitlines()
    assert title == f"澄州市市场监督管理局关于启动{ORDER.title}Ⅲ级响应的通知"
    assert "根据《消费领域群体性事件应急预案》第4.1条第（2）项规定" in activation_notice(order)
    assert cited("1.4.2") == "《消费领域群体性事件应急预案》第1.4.2条"


def test_what_the_upper_body_decided_is_cited():
    order = Order(
        ORDER.title, Level.II, "省牵头", upper="省局（省市监〔2026〕1号）", reason="r", office=""
    )
    for text in (activation_notice(order), change_notice(order), ending_notice(order)):
        assert "根据省局（省市监〔2026〕1号）的决定" in text
        assert "经应急指挥部研究决定" not in text


def test_papers_to_the_body_above_leave_the_decision_to_it():
    order = Order(
        ORDER.title, Level.II, "澄州市应急指挥部负责处置", reason="学校患者58人", office=""
    )
    assert "须由上级决定" in initial_paper(order)
    asked = request_paper(order, "省市场监督管理局")
    assert "省市场监督管理局：" in asked
    assert "妥否，请批示。" in asked


def test_no_paper_has_two_stops_or_an_open_brace():
    order = Order(
        "<b>{x}</b>",
        Level.II,
        "牵头。",
        Level.III,
        Level.II,
        "事。",
        "因；",
        3,
        "措施。",
        office="",
    )
    for text in (
        activation_notice(order), change_notice(order), ending_notice(order, ("甲。",)),
        initial_paper(order), request_paper(order, "省局"),
    ):  # fmt: skip
        assert not re.search("。。|；。|。；", text)
        assert "<b>{x}</b>" in text


def test_a_matter_is_proposed_by_the_title():
    assert matter_of("“11·24”闭店事件") == "“11·24”闭店事件应急响应"


def test_what_is_not_graded_or_not_filled_in_is_said_so():
    text = activation_notice(replace(ORDER, grade=None, matter=" "))
    assert f"经研判，{ORDER.title}尚未定级。" in text
    assert "一、响应事项：（未填）。" in text


def test_an_order_of_the_body_above_names_the_incident_and_an_own_one_does_not_twice():
    own, upper = activation_notice(ORDER), activation_notice(replace(ORDER, upper="省局（1号）"))
    assert "自签发之时起启动Ⅲ级响应" in own
    assert f"自签发之时起对{ORDER.title}启动Ⅲ级响应" in upper
