"""A row of the book: when it is late, what closes one by hand, and what its act is called."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.act_names import act_name
from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.command.obligation import require_by_hand, require_file_loose
from commandcenter.domain.errors import RuleBroken
from tests.domain.command.book_facts import HAND, at, life, run, stored

DUE = 60


@pytest.fixture
def row(plan):
    [kept] = stored({"verify": run(plan, life())["verify//0"]})
    return replace(kept.row, state=S.OPEN, due_at=at(DUE))


@pytest.mark.parametrize("state", list(S))
def test_only_what_is_open_is_late_by_the_clock(row, state):
    """待核实 is never called late, nor is what waits, does not apply or ceased."""
    stands = replace(row, state=state)
    assert stands.is_late(at(DUE + 1)) is (state is S.OPEN)
    assert not stands.is_late(at(DUE))
    assert not replace(stands, due_at=None).is_late(at(DUE + 1))


@pytest.mark.parametrize(
    ("done", "late"), [(DUE - 1, False), (DUE, False), (DUE + 1, True), (None, False)]
)
def test_what_is_done_is_late_by_when_it_was_done_and_not_by_the_clock(row, done, late):
    of = replace(row, state=S.DONE, done_at=None if done is None else at(done))
    assert of.is_late(at(0)) is of.is_late(at(9_999)) is late


def test_an_old_tick_is_told_as_it_was_entered_and_never_late(row):
    tick = replace(row, state=S.DONE, done_at=at(DUE + 1), act_table="step")
    assert tick.is_old_tick
    assert not tick.is_late(at(9_999))
    by_act = replace(tick, act_table="report")
    assert not by_act.is_old_tick
    assert by_act.is_late(at(9_999))
    assert not replace(tick, state=S.OPEN).is_old_tick


def test_what_no_form_records_is_closed_by_a_sentence(row):
    by_hand = replace(row, form="", title="保障通信和备用电源")
    assert by_hand.by_hand
    assert require_by_hand(by_hand, f" {HAND} ") == HAND
    assert require_by_hand(by_hand, "已经到位了啊") == "已经到位了啊"
    words = r"^请用一句话写明做了什么（不少于6字，不是重复标题）。$"
    for said in ("", " ", "已经到位了", "  已经到位了  ", "保障通信和备用电源"):
        with pytest.raises(RuleBroken, match=words):
            require_by_hand(by_hand, said)


def test_what_a_form_records_is_closed_by_its_record_alone(row):
    formed = replace(row, form="evidence", title="收集证据")
    assert not formed.by_hand
    with pytest.raises(RuleBroken, match=r"^“收集证据”由办理的记录办结，请点“去办理”。$"):
        require_by_hand(formed, HAND)


def test_a_file_that_a_closing_rests_on_is_not_struck_out():
    require_file_loose("现场.jpg", "保障电源", gone=False, relied_on=False)
    for relied_on in (False, True):
        with pytest.raises(RuleBroken, match=r"^附件“现场.jpg”已经撤出。$"):
            require_file_loose("现场.jpg", "保障电源", gone=True, relied_on=relied_on)
    words = r"^“保障电源”办结时已有附件“现场.jpg”，请先恢复应办事项，再撤出附件。$"
    with pytest.raises(RuleBroken, match=words):
        require_file_loose("现场.jpg", "保障电源", gone=False, relied_on=True)


ACTS = {
    "attendance": "点名签到", "call_up": "叫应记录", "complaint_handling": "投诉办理",
    "duty": "排班", "evidence": "证据登记", "incident": "接报核实", "incident_move": "接报核实",
    "inquiry_report": "调查评估", "level_decision": "定级和响应决定", "liaison": "联络记录",
    "release_check": "发布签批", "report_receipt": "报送记录", "step": "按当时登记",
    "supply_request": "后勤办理", "tally": "现场报数", "team": "派员到场",
    "directive": "批示", "instruction": "指令", "site_report": "现场报告", "trader_talk": "约谈",
    "paper": "公文", "no such table": "no such table",
}  # fmt: skip


@pytest.mark.parametrize(("table", "name"), list(ACTS.items()))
def test_what_closed_it_is_called_as_people_call_the_act(row, table, name):
    closed = replace(row, state=S.DONE, done_at=at(50), act_table=table)
    assert act_name(closed) == name
    assert act_name(replace(closed, hand_words=HAND)) == "登记"
    assert act_name(replace(closed, done_at=None)) == ""


def test_what_was_closed_by_hand_was_entered(row):
    assert act_name(replace(row, state=S.DONE, done_at=at(50), hand_words=HAND)) == "登记"
    assert act_name(replace(row, state=S.DONE, done_at=at(50))) == "登记"
    assert act_name(row) == ""
