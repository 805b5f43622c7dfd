"""值班日报: a day of the duty room by its rows, and 平安 in words where there was nothing."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.papers.period import PeriodKind, day_of, numbered, period_of
from commandcenter.domain.times import day_start, local
from commandcenter.offices.paper_kinds import document
from commandcenter.outputs.papers.dutyday import dutyday
from commandcenter.outputs.pdf.parts import parts
from commandcenter.queries.papers.paper_dutyday import duty_day
from commandcenter.services.command import duty
from commandcenter.services.incident import incident_moves
from tests.outputs.kind_samples import day_of_duty


def today(city):
    return day_of(local(city.db.clock()).date())


def of(city, day=None):
    return city.ask(duty_day, day or today(city), city.db.clock())


def said(city, day=None):
    made = city.ask(document, "dutyday", (day or today(city)).number)
    return made.title, "\n".join(part.text for part in parts(made))


def test_a_day_of_nothing_is_peaceful_in_words(city):
    title, text = said(city)
    assert title.endswith("平安报告")
    assert "没有接报突发事件，没有发布预警，没有未了的值班事项，总体平安。" in text
    assert "没有排班记录。" in text
    assert "没有接收投诉举报" in text
    assert "没有登记来电和值班事项。" in text
    assert "0" not in text.split("总体平安")[1].split("（")[0]


def test_complaints_alone_disturb_no_peace(city):
    city.take_in(
        city.complaint("a", 0),
        city.complaint("b", 0),
        city.complaint("r", 0, kind=ComplaintKind.REPORT),
    )
    paper = of(city)
    assert paper.peaceful
    assert dict(paper.complaints) == {"投诉": 2, "举报": 1}
    assert "共3件，其中投诉2件、举报1件" in said(city)[1]


def test_an_incident_is_told_with_its_levels(city):
    incident = city.register(received_at=day_start(local(city.db.clock()).date()))
    city.activate(incident)
    title, text = said(city)
    assert title.endswith("值班情况")
    assert "接报突发事件1起，应急响应期间的事件1起，没有发布预警。" in text
    assert "启动Ⅲ级响应" in text
    assert "没有报送信息报告。" in text


def test_a_false_alarm_is_counted_apart(city):
    incident = city.register(received_at=day_start(local(city.db.clock()).date()))
    city.do(incident_moves.dismiss, "chenyu", incident, "经核实属误报")
    paper = of(city)
    assert (paper.incidents, paper.false_alarms) == ((), 1)
    assert "另有1起经核实为误报。" in said(city)[1]


def test_what_is_still_to_be_done_is_no_peace(city):
    start = day_start(local(city.db.clock()).date())
    new = duty.NewEntry(LogKind.CALL_IN, "反映停水", start, unit="某街道", follow=True)
    city.do(duty.write_entry, "liwei", new)
    paper = of(city)
    assert (paper.calls, paper.follow, paper.settled) == ({LogKind.CALL_IN: 1}, 1, 0)
    assert not paper.peaceful
    assert "登记来电1次，需要跟进的1件，尚有1件没有办结。" in said(city)[1]


def test_another_day_has_its_own_rows(city):
    city.register()
    before = day_of(local(city.db.clock()).date() - timedelta(days=3))
    paper = of(city, before)
    assert (paper.over, paper.incidents) == (True, ())
    assert "0时至24时" in said(city, before)[1]


def test_a_day_to_come_has_no_paper(city):
    after = day_of(local(city.db.clock()).date() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="还没有到，没有值班日报"):
        of(city, after)


def test_days_are_written_as_days_are():
    day = period_of(PeriodKind.DAY, "2026-11-24")
    assert (day.number, day.words, day.year) == (20261124, "2026年11月24日", 2026)
    assert day.next.number == 20261125
    assert day.before.first == day.span.first - timedelta(days=1)
    assert numbered(PeriodKind.DAY, 20261231).next.number == 20270101
    with pytest.raises(AskedWrongly, match="没有2026年2月30日"):
        numbered(PeriodKind.DAY, 20260230)
    with pytest.raises(AskedWrongly, match="日期应写作"):
        period_of(PeriodKind.DAY, "2026-11")


def test_one_few_and_all_signed_are_said_right():
    text = "\n".join(part.text for part in parts(dutyday(day_of_duty())))
    assert "交接班2次，其中1次没有签收。" in text
    assert "登记来电3次、记事1次，需要跟进的2件，尚有1件没有办结。" in text
    whole = day_of_duty(handovers=2, signed=2, follow=1, settled=1, complaints=(("投诉", 1),))
    text = "\n".join(part.text for part in parts(dutyday(whole)))
    assert "交接班2次，均已签收。" in text
    assert "需要跟进的1件，均已办结。" in text
    assert "接收投诉1件（" in text
