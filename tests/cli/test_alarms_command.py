"""`commandcenter alarms`: what stands now, as lines and as JSON."""

import json

import pytest

from commandcenter.program import alarm_list
from commandcenter.services.alarms import alarm_acts
from tests.alarm_stage import LEADER, late


@pytest.fixture
def url(sqlite_url):
    return sqlite_url


def test_it_lists_what_stands_with_what_to_do_and_says_that_nobody_works_them_out(city, url):
    alarm = late(city)
    found = alarm_list.standing(url)
    dead, line = found.lines()
    assert dead == "告警现在没有运行。"
    assert line.startswith(f"紧急  {alarm.title}（")
    assert "未确认 已通知现场处置组组长马骁" in line
    assert line.endswith(alarm.todo)


def test_a_script_reads_each_by_itself(city, url):
    alarm = late(city)
    city.do(alarm_acts.acknowledge, LEADER, alarm.id, alarm.version)
    told = json.loads(alarm_list.standing(url).json())
    [only] = told["alarms"]
    assert (only["id"], only["standing"], only["priority"]) == (alarm.id, "acknowledged", "high")
    assert only["since"].endswith("+08:00")
    assert told["engine"]["alive"] is False
    assert told["drill"] is False


def test_without_any_it_says_so(city, url):
    assert alarm_list.standing(url).lines()[-1] in ("现在没有告警。", "告警现在没有运行。")
    assert json.loads(alarm_list.standing(url).json())["alarms"] == []
