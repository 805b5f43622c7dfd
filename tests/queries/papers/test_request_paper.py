"""请示: what the body above is told of the facts on which the suggestion rests."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import NewFact
from commandcenter.domain.level import Level
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.papers.paper_request import request_paper
from commandcenter.services.incident import facts, levels


def suggested(city, level=Level.II, **values):
    """An incident whose suggestion rests on facts that were stated by hand."""
    incident, at = city.register(), city.db.clock()
    stated = [NewFact(code, value, "电话核实", at) for code, value in values.items()]
    city.do(facts.state_facts, "zhoulan", incident, stated)
    basis = city.ask(grade_sheet, incident, city.db.clock()).record
    city.do(levels.suggest_grade, "zhoulan", incident, level, "会商意见", basis)
    return incident


def told(city, incident):
    paper = city.ask(request_paper, incident, city.db.clock())
    return {fact.title: fact.value for fact in paper.facts if fact.source == "电话核实"}


def test_a_zero_says_something_only_of_the_dead_and_the_hurt(city):
    incident = suggested(city, dead=0, hurt=0, school_hurt=0, complainants=0, amount_yuan=0)
    titles = ("死亡人数", "受伤害或住院人数", "学校受伤害人数")
    assert told(city, incident) == dict.fromkeys(titles, "0 人")


def test_what_is_known_is_told_and_what_is_still_checked_is_called_so(city):
    incident = suggested(city, hurt=58, dead=None, complainants=31)
    assert told(city, incident) == {
        "受伤害或住院人数": "58 人", "死亡人数": "正在核查",
        "近24小时去重投诉人数（本省）": "31 人",
    }  # fmt: skip


def test_there_is_nothing_to_ask_above_of_what_the_city_decides(city):
    with pytest.raises(RuleBroken, match="没有须报请上级决定的事项"):
        told(city, suggested(city, Level.III, hurt=3))
