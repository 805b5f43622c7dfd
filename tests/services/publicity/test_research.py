"""科研合作: with which partner, on what, until when, with what result and file."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.publicity.research import NewResearch, ResearchState
from commandcenter.domain.support.partners import NewPartner
from commandcenter.domain.times import local
from commandcenter.queries.publicity.research import research_board
from commandcenter.queries.support.partners import partner_board
from commandcenter.services.publicity import research
from commandcenter.services.support import partners

DAY = timedelta(days=1)


@pytest.fixture
def university(city):
    new = NewPartner("research", "澄州大学食品学院", "林知秋", "0990-1", "风险研判")
    return city.do(partners.enter, "liwei", new)


def new(city, partner, days=30, **fields):
    today = local(city.db.clock()).date()
    values = {
        "partner_id": partner, "topic": "预付式消费风险预警模型", "contact": "许知远",
        "starts_on": today - 60 * DAY, "ends_on": today + days * DAY,
    }  # fmt: skip
    return NewResearch(**(values | fields))


def board(city, login="liwei"):
    return city.ask(research_board, getattr(city, login), city.db.clock())


def test_it_runs_until_its_result_is_entered(city, university):
    number = city.do(research.take_up, "luomin", new(city, university))
    assert board(city).lines[0].state is ResearchState.RUNNING
    city.do(research.finish, "luomin", number, "模型已用于监测")
    [line] = board(city).lines
    assert (line.state, line.result, line.partner) == (
        ResearchState.DONE, "模型已用于监测", "澄州大学食品学院",
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="已经结题"):
        city.do(research.end, "luomin", number, "不做了")


def test_what_is_not_done_in_time_is_late(city, university):
    city.do(research.take_up, "luomin", new(city, university, -1))
    assert board(city).lines[0].state is ResearchState.LATE
    assert board(city).late == 1


def test_its_report_is_kept_with_it(city, university, tmp_path):
    number = city.do(research.take_up, "luomin", new(city, university))
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-1.4 result")
    research.finish_with_file(city.db, city.luomin, number, "已交付", path, lambda *_: None)
    [line] = board(city).lines
    assert line.file_name == "报告.pdf"
    target = research.save_file(city.db, line.sha256, tmp_path / "out.pdf", lambda *_: None)
    assert target.read_bytes() == path.read_bytes()
    with pytest.raises(RuleBroken, match="由总指挥"):
        research.finish_with_file(city.db, city.maxiao, number, "x", path, lambda *_: None)


def test_the_partner_shows_what_was_done_together(city, university):
    city.do(research.take_up, "luomin", new(city, university))
    [line] = city.ask(partner_board, city.liwei, city.db.clock()).lines
    assert [words for _, words in line.together] == ["科研合作：预付式消费风险预警模型"]


def test_what_makes_no_research_is_refused(city, university):
    good = new(city, university)
    for bad, said in (
        (replace(good, partner_id=99), "没有编号为 99 的合作单位"),
        (replace(good, topic=""), "请填写课题"),
        (replace(good, ends_on=good.starts_on - DAY), "不能早于开始日期"),
    ):
        with pytest.raises(RuleBroken, match=said):
            city.do(research.take_up, "luomin", bad)
    with pytest.raises(RuleBroken, match="宣传计划、科研合作由"):
        city.do(research.take_up, "maxiao", good)
    city.do(partners.end, "liwei", university, "协议期满")
    with pytest.raises(RuleBroken, match="合作已经终止"):
        city.do(research.take_up, "luomin", good)
    assert board(city).lines == ()


def test_it_is_changed_and_given_up_by_who_keeps_it(city, university):
    number = city.do(research.take_up, "luomin", new(city, university))
    city.do(research.change, "luomin", number, new(city, university, 90), 1)
    with pytest.raises(RuleBroken, match="没有改动"):
        city.do(research.change, "luomin", number, new(city, university, 90), 2)
    city.do(research.end, "chenyu", number, "经费未落实")
    [line] = board(city).lines
    assert (line.state, line.ended_why) == (ResearchState.ENDED, "经费未落实")


@pytest.mark.parametrize(
    ("key", "what", "most"),
    [("topic", "课题", 80), ("contact", "联系人", 30), ("note", "备注", 500)],
)
def test_what_is_said_of_it_is_as_long_as_may_be_and_no_longer(city, university, key, what, most):
    with pytest.raises(RuleBroken, match=f"{what}超过 {most} 字"):
        city.do(research.take_up, "luomin", new(city, university, **{key: "研" * (most + 1)}))
    assert board(city).lines == ()
    city.do(research.take_up, "luomin", new(city, university, **{key: "研" * most}))
