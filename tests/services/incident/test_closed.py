"""A closed incident (归档, 误报) takes nothing more; what goes on afterwards does."""

from datetime import timedelta
from functools import partial

import pytest

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.incident import CLOSED, OPEN, State
from commandcenter.domain.org import Group
from commandcenter.services.aftermath import closing, retention
from commandcenter.services.command import (
    callups,
    consultations,
    directives,
    duty,
    handover,
    instructions,
    liaison,
    meetings,
    obligations,
    running_log,
)
from commandcenter.services.incident import incidents, merging
from commandcenter.services.plan import gaps
from commandcenter.services.reports import report_sending, reports
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.aftermath import verdict

SHUT = "不能再登记新内容"


@pytest.fixture(params=CLOSED, ids=lambda state: state.value)
def closed(city, request):
    """An incident with all sorts of open work, and then it is closed."""
    incident = city.register()
    city.activate(incident)
    at = city.db.clock()
    directive = directives.NewDirective(
        "市领导", "副市长", "专报1号", "妥善处置", at, group=Group.ONSITE
    )
    city.numbers = {
        "instruction": city.do(instructions.give, "chenyu", incident, "到场", Group.ONSITE),
        "directive": city.do(directives.register, "zhoulan", incident, directive),
        "line": city.do(running_log.write_line, "zhoulan", incident, "到场"),
        "shown": city.do(running_log.write_line, "zhoulan", incident, "已到场"),
        "report": city.do(reports.draft_first, "zhoulan", incident),
        "task": city.obligation(incident, "representatives"),
    }
    city.do(running_log.show_on_wall, "zhoulan", city.numbers["shown"], True)
    city.do(people.sign_in, "wuyue", incident, city.wuyue.person_id)
    city.do(reports.sign, "chenyu", city.numbers["report"])
    with city.db.write() as session:
        row = session.get_one(IncidentRow, incident)
        row.state, row.response = request.param, None
        journal.record(session, city.chenyu, "incident", incident, "closed", incident=incident)
    return incident


def later(city):
    return city.db.clock() + timedelta(hours=2)


def duty_code(city, incident):
    def ask(session):
        return next(iter(plan_of(session).duty_lines))

    return city.ask(ask)


ACTS = {
    "a line of the log": lambda c, i, n: c.do(running_log.write_line, "zhoulan", i, "补一句"),
    "a line goes up": lambda c, i, n: c.do(running_log.show_on_wall, "zhoulan", n["line"], True),
    "a count": lambda c, i, n: c.do(incidents.count_by_hand, "liwei", i, "on_site", 5),
    "a task": lambda c, i, n: c.do(
        obligations.close_by_hand, "maxiao", n["task"], "已推选三名消费者代表"
    ),
    "a 批示 is given to others": lambda c, i, n: c.do(
        directives.assign, "zhoulan", n["directive"], Group.LEGAL, None, later(c)
    ),
    "a 批示 is chased": lambda c, i, n: c.do(
        directives.remind, "zhoulan", n["directive"], "请抓紧"
    ),
    "an instruction is chased": lambda c, i, n: c.do(
        instructions.remind, "chenyu", n["instruction"], "请抓紧"
    ),
    "an instruction is reported on": lambda c, i, n: c.do(
        instructions.report_back, "maxiao", n["instruction"], "已到场"
    ),
    "a report is sent": lambda c, i, n: c.do(
        report_sending.send, "zhoulan", n["report"], ["市委市政府总值班室"], "专网"
    ),
    "somebody is rung": lambda c, i, n: c.do(
        callups.record, "liwei", callups.NewCallUp("x", "1", False, person="某", incident_id=i)
    ),
    "a duty does not apply": lambda c, i, n: c.do(
        closing.state_not_applicable, "luomin", i, duty_code(c, i), "无此情形"
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_nothing_more_is_registered_in_it(city, closed, name):
    with pytest.raises(RuleBroken, match=SHUT):
        ACTS[name](city, closed, city.numbers)


def test_what_goes_on_afterwards_does(city, closed):
    city.do(people.sign_out, "wuyue", closed, city.wuyue.person_id)
    city.do(running_log.show_on_wall, "zhoulan", city.numbers["shown"], False)
    shown = city.ask(lambda s: s.get_one(LogEntryRow, city.numbers["shown"]).on_wall)
    assert shown is False
    entry = duty.NewEntry(LogKind.NOTE, "家长来问结果", incident_id=closed)
    city.do(duty.write_entry, "liwei", entry)
    city.do(gaps.file_gap, "liwei", gaps.Gap("", "没有写学校", "参照食品预案", closed))
    city.do(retention.decide, "chenyu", closed, verdict())


BEGUN = {
    "somebody signs in": lambda c, i: c.do(people.sign_in, "wuyue", i, c.wuyue.person_id),
    "somebody is assigned": lambda c, i: c.do(
        people.assign_to_group, "chenyu", i, c.wuyue.person_id, Group.LEGAL
    ),
    "a group changes hands": lambda c, i: c.do(
        handover.give_group, "maxiao", i, Group.ONSITE, c.zhoulan.person_id, "", "马骁"
    ),
    "a department is asked": lambda c, i: c.do(
        liaison.ask, "zhoulan", i, ["市公安局"], liaison.NewRequest("协助维持秩序", "电话")
    ),
    "a 批示": lambda c, i: c.do(
        directives.register, "zhoulan", i,
        directives.NewDirective("市领导", "副市长", "专报1号", "妥善处置", c.db.clock(),
                                group=Group.ONSITE),
    ),
    "an instruction": lambda c, i: c.do(instructions.give, "chenyu", i, "到场", Group.ONSITE),
    "a meeting": lambda c, i: c.do(
        meetings.call, "zhoulan", i,
        meetings.NewMeeting(later(c), "三楼会议室", "陈屿", "研究处置", ["市公安局"]),
    ),
    "a 会商": lambda c, i: c.do(
        consultations.record, "zhoulan", i,
        consultations.NewConsultation(c.db.clock(), "三楼", "陈屿", ["周岚"], "定级", "无", "Ⅲ级"),
    ),
}  # fmt: skip


def test_nothing_is_begun_in_what_is_over(city):
    incident = city.register()
    for state in (each for each in State if each not in OPEN):
        with city.db.write() as session:
            session.get_one(IncidentRow, incident).state = state
            journal.record(session, city.chenyu, "incident", incident, "closed", incident=incident)
        said = {name: refusal_of(partial(act, city, incident)) for name, act in BEGUN.items()}
        assert not {name: said[name] for name in said if "不能再改" not in str(said[name])}, state


def test_nothing_is_taken_out_of_what_is_closed(city):
    """By 拆分: its complaints and its life would be others."""
    source, target = city.register(), city.register(title="乙事件", brand="乙")
    city.do(merging.merge, "zhoulan", source, target, "同一经营者")
    with city.db.write() as session:
        session.get_one(IncidentRow, target).state = State.ARCHIVED
        journal.record(session, city.chenyu, "incident", target, "archived", incident=target)
    with pytest.raises(RuleBroken, match="“乙事件”已归档，不能再拆分"):
        city.do(merging.unmerge, "zhoulan", source, "查明无关")
