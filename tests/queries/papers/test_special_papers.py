"""要情专报 and 舆情专报: what the rows say, nothing made up, nobody named in what people wrote."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.opinion import Media, Tone
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Group, Role
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.pdf.parts import parts
from commandcenter.services.command import consultations, opinions
from commandcenter.services.incident import incident_moves
from commandcenter.services.releases import media
from tests.aftermath import add_person

NAME, PHONE = "欧阳明月", "10012345678"


@pytest.fixture
def incident(city):
    add_person(city, "xuzhiyuan", "许知远", Role.LEADER, Group.OPINION)
    city.take_in(city.complaint("n", complainant=Complainant(NAME, PHONE)))
    return city.register(summary=f"{NAME}反映门店停业")


def said(city, kind, incident):
    return "\n".join(part.text for part in parts(city.ask(document, kind, incident)))


def item(city, title, **more):
    return opinions.Item("短视频平台", Media.SELF, title, city.db.clock(), **more)


def test_where_nothing_was_written_it_says_so(city, incident):
    text = said(city, "opinion", incident)
    assert "没有登记网上信息。" in text
    assert "没有需要回应的信息和媒体提问。尚未对外发布信息。" in text
    assert "尚无会商研判记录。" in text
    assert "0条" not in text


def test_what_was_written_is_counted_with_how_far_it_goes(city, incident):
    do = city.do
    wide = item(city, f"{NAME}说店没了", reach=26_000, tone=Tone.ANGRY, false_claim=True)
    do(opinions.register, "xuzhiyuan", incident, wide)
    second = do(opinions.register, "xuzhiyuan", incident, item(city, "求助"))
    do(opinions.refer, "xuzhiyuan", second, "市委网信办")
    text = said(city, "opinion", incident)
    assert "登记网上信息2条（自媒体、社交平台2条），近24小时新增2条" in text
    assert "传播量最大的在短视频平台，约2.6万次" in text
    assert "其中移交有关部门1条，待处理1条。不实信息1条，尚有1条没有回应。" in text
    assert "批评、激烈的1条，占50%。" in text
    assert "欧**说店没了" in text
    assert NAME not in text


def test_questions_of_the_press_that_wait_are_told(city, incident):
    asked = media.NewQuestion("澄州晚报", "几家店？", city.db.clock())
    city.do(media.register, "xuzhiyuan", incident, asked)
    assert "媒体提问1个，尚有1个没有答复。" in said(city, "opinion", incident)


def test_a_special_report_tells_who_judged_and_what_is_asked_for(city, incident):
    held = city.db.clock() - timedelta(minutes=5)
    new = consultations.NewConsultation(
        held, "视频", "罗敏", ["周岚"], "定级", "", "建议定为较大（Ⅲ级）"
    )
    city.do(consultations.record, "zhoulan", incident, new)
    city.activate(incident)
    text = said(city, "special", incident)
    assert "会商（罗敏主持）认为，建议定为较大（Ⅲ级）。" in text
    assert "累计接到投诉举报1件" in text
    assert "目前没有请求事项。" in text or "（一）" in text
    assert NAME not in text
    assert "欧**反映门店停业" in text


def test_neither_is_made_of_a_false_alarm(city, incident):
    city.do(incident_moves.dismiss, "chenyu", incident, "经核实属误报")
    for kind in ("special", "opinion"):
        with pytest.raises(RuleBroken, match="不再编发"):
            city.ask(document, kind, incident)
