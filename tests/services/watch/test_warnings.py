"""Warnings: drafted from a signal, issued, adjusted and lifted by signature, their measures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.times import day_start, local, minute_zh
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.warning import Items, WarningAct, WarningState, issue_text
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.services.incident import incident_moves
from commandcenter.services.watch import signals, talks, warning_steps, warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft, Signature
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow, WarningStepRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.store.tables.watch.watch import SignalRow
from tests.city import EAST
from tests.services.watch.test_signals import acts, assessed, new_incident
from tests.signals import put_signal


@pytest.fixture
def signal(city):
    signal = put_signal(city)
    assessed(city, signal)
    return signal


def new_draft(city, level=Level.III, **fields):
    items = Items(
        title="悦力工场健身退费投诉", category="预付式消费", level=level,
        starts_at=city.db.clock(), scope="城东区，约三百名会员", matters="门店可能停业，退费困难",
        measures="约谈经营者，核实会员人数", issuer="澄州市市场监督管理局",
    )  # fmt: skip
    return Draft(replace(items, **fields), (EAST,))


@pytest.fixture
def draft(city, signal):
    said = TriageNote("人数持续增加，拟发预警")
    return city.do(warnings.draft, "zhoulan", new_draft(city), signal, said)


@pytest.fixture
def warning(city, draft):
    city.do(warnings.issue, "chenyu", draft, Signature("陈屿"))
    return draft


def row(city, warning):
    with city.db.read() as session:
        return session.get_one(WarningRow, warning)


def signal_row(city, signal):
    with city.db.read() as session:
        return session.get_one(SignalRow, signal)


def kept(city, warning):
    with city.db.read() as session:
        found = select(WarningActRow).where(WarningActRow.warning_id == warning)
        return list(session.scalars(found.order_by(WarningActRow.id)))


def steps(city, warning):
    with city.db.read() as session:
        found = select(WarningStepRow).where(WarningStepRow.warning_id == warning)
        return {s.code: s for s in session.scalars(found.order_by(WarningStepRow.position))}


def test_a_draft_from_a_signal_takes_the_signal_with_it(city, signal, draft):
    assert row(city, draft).state is WarningState.DRAFT
    shown = signal_row(city, signal)
    assert (shown.state, shown.warning_id) == (SignalState.WARNED, draft)
    city.do(warnings.drop, "zhoulan", draft, "已自行化解")
    shown = signal_row(city, signal)
    assert (shown.state, shown.warning_id) == (SignalState.ASSESSING, None)
    assert acts(city, signal)[-1][2] == "预警草稿已撤销：已自行化解"
    with pytest.raises(RuleBroken, match=r"该预警“已撤销”（周岚 .*），不能再签发"):
        city.do(warnings.issue, "chenyu", draft, Signature("陈屿"))


def test_all_items_of_the_law_are_asked_for(city, signal):
    said = TriageNote("拟发预警")
    for item in ("title", "category", "scope", "matters", "measures", "issuer"):
        with pytest.raises(RuleBroken, match="请填写"):
            city.do(warnings.draft, "zhoulan", new_draft(city, **{item: " "}), signal, said)
    with pytest.raises(RuleBroken, match="请填写转为预警的理由"):
        city.do(warnings.draft, "zhoulan", new_draft(city), signal, TriageNote(""))
    assert signal_row(city, signal).state is SignalState.ASSESSING


def test_what_was_read_is_what_is_signed(city, draft):
    text = issue_text(new_draft(city, starts_at=row(city, draft).starts_at).items)
    with pytest.raises(RuleBroken, match="签名应为本人姓名“陈屿”"):
        city.do(warnings.issue, "chenyu", draft, Signature("周岚", text))
    with pytest.raises(RuleBroken, match="正文已更新，请重新核对"):
        city.do(warnings.issue, "chenyu", draft, Signature("陈屿", text + "。"))
    city.do(warnings.issue, "chenyu", draft, Signature("陈屿", text))
    issued = kept(city, draft)[-1]
    at = row(city, draft).issued_at
    assert issued.text == f"{text}\n发布时间：{minute_zh(at)}。"
    assert (issued.signature, row(city, draft).number) == ("陈屿", 1)
    for item in ("预警类别", "预警级别", "起始时间", "可能影响的范围", "警示事项",
                 "应当采取的措施", "发布单位", "发布时间"):  # fmt: skip
        assert f"{item}：" in issued.text
    assert not any(colour in issued.text for colour in "红橙黄蓝")


def test_who_comes_second_is_told(city, draft):
    seen = kept(city, draft)[-1].id
    city.do(warnings.amend, "liwei", draft, new_draft(city, scope="城东、城西"), seen)
    with pytest.raises(RuleBroken, match=r"李蔚 .* 刚刚修改了这份预警"):
        city.do(warnings.issue, "chenyu", draft, Signature("陈屿", seen=seen))


def test_a_warning_sent_back_waits_for_its_drafter(city, draft):
    city.do(warnings.send_back, "chenyu", draft, "补充会员人数")
    assert kept(city, draft)[-1].words == "补充会员人数"
    assert row(city, draft).state is WarningState.DRAFT


def test_the_measures_follow_the_level(city, warning):
    at = row(city, warning).issued_at
    first = steps(city, warning)
    assert next(iter(first.values())).code == "W1"
    assert first["W1"].deadline_at - at == timedelta(hours=24)
    city.do(warning_steps.complete, "liwei", first["W2"].id, "回访二十人，情况属实")
    city.do(warning_steps.drop, "liwei", first["W3"].id, "已无门店")
    higher = new_draft(city, level=Level.II, starts_at=row(city, warning).starts_at)
    city.do(warnings.adjust, "chenyu", warning, higher, "投诉一天内翻倍", Signature("陈屿"))
    after = steps(city, warning)
    adjusted = kept(city, warning)[-1]
    assert (adjusted.level_before, adjusted.level) == (Level.III, Level.II)
    assert "由三级预警提高为二级预警" in adjusted.text
    assert after["W1"].deadline_at == adjusted.at + timedelta(hours=8)
    assert (after["W2"].state, after["W2"].done_by) == (StepState.DONE, "李蔚")
    assert (after["W8"].state, after["W8"].words) == (
        StepState.DROPPED, "调整为二级预警，该级别不设此项",
    )  # fmt: skip
    assert (after["W3"].state, after["W3"].words, after["W3"].done_by) == (
        StepState.DROPPED, "已无门店", "李蔚",
    )  # fmt: skip
    assert "W9" in after
    assert sum(s.state is not StepState.DROPPED for s in after.values()) <= 10


def test_an_adjustment_changes_something(city, warning):
    same = new_draft(city, starts_at=row(city, warning).starts_at)
    with pytest.raises(RuleBroken, match="都没有变化"):
        city.do(warnings.adjust, "chenyu", warning, same, "再看看", Signature("陈屿"))


def test_a_measure_is_done_once(city, warning):
    step = steps(city, warning)["W3"]
    city.do(warning_steps.complete, "liwei", step.id, "已电话通知", step.version)
    with pytest.raises(RuleBroken, match=r"“通知属地县区局”已办结（李蔚 "):
        city.do(warning_steps.complete, "zhoulan", step.id, "已通知")
    with pytest.raises(RuleBroken, match=r"李蔚 .* 已先办理"):
        city.do(warning_steps.drop, "zhoulan", step.id, "不需要", step.version)
    city.do(warning_steps.reopen, "zhoulan", step.id, "对方未收到")
    city.do(warning_steps.drop, "zhoulan", step.id, "属地已自行处理")
    assert steps(city, warning)["W3"].state is StepState.DROPPED


def new_talk(city, warning, **fields):
    values = {
        "place": "市局二楼会议室", "officers": ("马骁", "吴越"), "trader_side": "负责人张某",
        "asked": "说明退费安排", "talked_at": city.db.clock(), "promised": "三日内退费",
        "promised_until": city.db.clock() + timedelta(days=3), "warning_id": warning,
    }  # fmt: skip
    return talks.Talk(**(values | fields))


def test_a_talk_needs_two_officers_and_a_promise_its_end(city, warning):
    for wrong, words in (
        ({"officers": ("马骁", "马骁")}, "两名以上执法人员"),
        ({"promised_until": None}, "请填写承诺事项的期限"),
        ({"promised": ""}, "请填写承诺的事项"),
        ({"promised_until": city.db.clock() - timedelta(days=1)}, "应晚于约谈时间"),
        ({"warning_id": None}, "须对应一条监测提示或者一份预警"),
        ({"talked_at": city.db.clock() + timedelta(minutes=9)}, "约谈时间不能晚于现在"),
        ({"subject_id": 99}, "没有编号为 99 的经营主体"),
        ({"officers": ("马骁", "字" * 61)}, "约谈人员超过 60 字"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(talks.hold, "liwei", new_talk(city, warning, **wrong))


def test_who_saw_a_promise_unchecked_does_not_turn_what_another_found(city, signal, warning):
    talk = city.do(talks.hold, "liwei", new_talk(city, warning))
    city.do(talks.settle, "zhoulan", talk, False, "门店已关", seen=(None, None))
    with pytest.raises(RuleBroken, match="承诺的核对结果刚刚被他人改过"):
        city.do(talks.settle, "liwei", talk, True, "已退费", seen=(None, None))
    with city.db.read() as session:
        told = session.get_one(TraderTalkRow, talk)
        assert (told.kept, told.kept_words) == (False, "门店已关")
    stands = told.kept, told.kept_at
    city.do(talks.take_back, "zhoulan", talk, "核对的是另一家店", seen=stands)
    with pytest.raises(RuleBroken, match="承诺的核对结果刚刚被他人改过"):
        city.do(talks.settle, "liwei", talk, True, "已退费", seen=stands)


def test_a_talk_is_the_first_measure(city, signal, warning):
    talk = city.do(talks.hold, "liwei", new_talk(city, warning))
    first = steps(city, warning)["W1"]
    assert (first.state, first.done_by) == (StepState.DONE, "李蔚")
    assert "约谈经营者：马骁、吴越约谈负责人张某" in acts(city, signal)[-1][2]
    city.do(talks.settle, "zhoulan", talk, False, "门店已关，未见退费")
    with city.db.read() as session:
        told = session.get_one(TraderTalkRow, talk)
        assert (told.kept, told.kept_by, told.kept_words) == (False, "周岚", "门店已关，未见退费")
    with pytest.raises(RuleBroken, match="已登记为“未兑现”"):
        city.do(talks.settle, "zhoulan", talk, False, "仍未退费")
    city.do(talks.take_back, "zhoulan", talk, "核对的是另一家店")
    with city.db.read() as session:
        told = session.get_one(TraderTalkRow, talk)
        assert (told.kept, told.kept_by, told.kept_words) == (None, "周岚", "核对的是另一家店")
        assert told.kept_at is not None
    assert "撤回承诺核对：核对的是另一家店" in acts(city, signal)[-1][2]
    with pytest.raises(RuleBroken, match="尚未登记，无需撤回"):
        city.do(talks.take_back, "zhoulan", talk, "再撤")


def test_a_promise_is_judged_after_the_lifting_too_and_no_talk_is_held_then(city, warning):
    talk = city.do(talks.hold, "liwei", new_talk(city, warning))
    city.do(warnings.lift, "chenyu", warning, "经营者已恢复营业", Signature("陈屿"))
    with pytest.raises(RuleBroken, match="不能再登记约谈"):
        city.do(talks.hold, "liwei", new_talk(city, warning))
    city.do(talks.settle, "liwei", talk, False, "门店已关，未见退费")
    city.do(talks.settle, "liwei", talk, True, "已全部退费")
    city.do(talks.take_back, "liwei", talk, "核对的是另一家店")


def test_a_draft_that_was_dropped_has_no_talk(city, draft):
    talk = city.do(talks.hold, "liwei", new_talk(city, draft))
    city.do(warnings.drop, "zhoulan", draft, "情况已查明")
    for verb in (
        lambda: city.do(talks.hold, "liwei", new_talk(city, draft)),
        lambda: city.do(talks.settle, "liwei", talk, True, "已全部退费"),
        lambda: city.do(talks.take_back, "liwei", talk, "再看"),
    ):
        with pytest.raises(RuleBroken, match="不能再登记约谈"):
            verb()


def test_a_talk_for_a_signal_is_told_there_and_has_no_measure(city, signal):
    known = {"warning_id": None, "signal_id": signal, "promised": "", "promised_until": None}
    talk = city.do(talks.hold, "liwei", new_talk(city, None, **known))
    assert acts(city, signal)[-1][2] == "约谈经营者：马骁、吴越约谈负责人张某"
    with pytest.raises(RuleBroken, match="没有承诺事项，不需要核对"):
        city.do(talks.settle, "liwei", talk, True, "已全部退费")


@pytest.mark.parametrize(
    ("field", "limit"), [("place", 60), ("trader_side", 60), ("asked", 2_000), ("promised", 2_000)]
)
def test_what_is_said_of_a_talk_fits(city, warning, field, limit):
    city.do(talks.hold, "liwei", new_talk(city, warning, **{field: "谈" * limit}))
    with pytest.raises(RuleBroken, match=f"超过 {limit} 字"):
        city.do(talks.hold, "liwei", new_talk(city, warning, **{field: "谈" * (limit + 1)}))


def test_the_lifting_keeps_the_evidence_as_it_stood(city, warning):
    city.do(talks.hold, "liwei", new_talk(city, warning))
    city.do(warnings.lift, "chenyu", warning, "经营者已恢复营业", Signature("陈屿"))
    lifted = kept(city, warning)[-1]
    found = {each["code"]: each for each in lifted.evidence}
    assert (found["promises"]["found"], found["promises"]["met"]) == ("未兑现或未核对 1 项", False)
    assert (found["measures"]["found"], found["measures"]["met"]) == (
        "已办结 1 项，未办结 7 项", False,
    )  # fmt: skip
    assert found["new_complaints"]["met"] is False
    assert "自签发之时起解除" in lifted.text
    assert "未兑现或未核对 1 项" in lifted.text
    assert row(city, warning).state is WarningState.LIFTED
    assert {s.state for s in steps(city, warning).values()} == {StepState.DONE, StepState.DROPPED}
    with pytest.raises(RuleBroken, match="已不在生效中"):
        city.do(warning_steps.complete, "liwei", steps(city, warning)["W3"].id, "已通知")


def test_quiet_days_are_counted_against_what_was_usual(city, signal, warning):
    with city.db.write() as session:  # all of it lies five days back
        behind = select(SignalComplaintRow.complaint_id).where(
            SignalComplaintRow.signal_id == signal
        )
        long_ago = city.db.clock() - timedelta(days=5, hours=1)
        rows = update(ComplaintRow).where(ComplaintRow.id.in_(behind))
        session.execute(rows.values(registered_at=long_ago))
        one = session.scalar(behind.limit(1))
        session.get_one(SignalRow, signal).since_at = long_ago - timedelta(hours=1)
        warnings.book.record(session, city.zhoulan, "complaint", one, "corrected")
    with city.db.read() as session:
        found = warnings.lift_evidence(
            session, session.get_one(WarningRow, warning), city.db.clock()
        )
    quiet, new = found[0], found[1]
    assert (quiet.found, quiet.met) == ("已连续 5 天不超过平时，平时每天 0.0 件", True)
    assert new.met is True


def test_an_incident_from_a_warning_takes_its_signals(city, signal, warning):
    incident = city.do(
        warnings.open_incident, "zhoulan", warning, new_incident(city), "门店关门，负责人失联"
    )
    assert row(city, warning).incident_id == incident
    assert row(city, warning).state is WarningState.ISSUED
    assert kept(city, warning)[-1].act is WarningAct.OPENED
    shown = signal_row(city, signal)
    assert (shown.state, shown.incident_id) == (SignalState.INCIDENT, incident)
    with city.db.read() as session:
        joined = session.scalars(select(IncidentComplaintRow.complaint_id)).all()
    assert len(joined) == 3
    with pytest.raises(RuleBroken, match="已转为事件"):
        city.do(warnings.open_incident, "zhoulan", warning, new_incident(city), "再登记")


def test_numbers_count_within_the_year(city, warning):
    second = city.do(warnings.draft, "zhoulan", new_draft(city))
    city.do(warnings.issue, "chenyu", second, Signature("陈屿"))
    assert row(city, second).number == 2
    year = day_start(local(city.db.clock()).date().replace(month=1, day=1))
    for at, number in ((year, 3), (year - timedelta(microseconds=1), 1)):
        with city.db.write() as session:  # as if all so far were of that moment
            for each in session.scalars(select(WarningRow).where(WarningRow.number > 0)):
                each.issued_at = at
            warnings.book.record(session, city.zhoulan, "warning", warning, "amended")
        new = city.do(warnings.draft, "zhoulan", new_draft(city))
        city.do(warnings.issue, "chenyu", new, Signature("陈屿"))
        assert row(city, new).number == number


def test_a_warning_joins_an_incident_that_is_open(city, signal, warning):
    """With its signals, those without complaints too; and one of no signal as well."""
    closed, incident = city.register(title="误报的事件"), city.register(title="另一起事件")
    city.do(incident_moves.dismiss, "chenyu", closed, "经核实不实")
    bare = city.do(warnings.draft, "zhoulan", new_draft(city))
    city.do(warnings.issue, "chenyu", bare, Signature("陈屿"))
    for each in (warning, bare):
        for number, words in ((closed, "误报"), (9_999, "没有编号为 9999 的事件")):
            with pytest.raises(RuleBroken, match=words):
                city.do(warnings.join_incident, "zhoulan", each, number, "同一事件")
        assert row(city, each).incident_id is None
        city.do(warnings.join_incident, "zhoulan", each, incident, "同一事件")
        found = row(city, each)
        assert (found.incident_id, found.state) == (incident, WarningState.ISSUED)
        with pytest.raises(RuleBroken, match="已转为事件，不需要再登记"):
            city.do(warnings.join_incident, "zhoulan", each, incident, "再一次")
    shown = signal_row(city, signal)
    assert (shown.state, shown.incident_id) == (SignalState.INCIDENT, incident)
    joined = select(IncidentComplaintRow).where(IncidentComplaintRow.incident_id == incident)
    assert len(city.ask(lambda session: session.scalars(joined).all())) == 3


def test_a_signal_that_lost_its_complaints_keeps_no_warning_from_its_incident(city):
    bare = put_signal(city, ())
    assessed(city, bare)
    number = city.do(warnings.draft, "zhoulan", new_draft(city), bare, TriageNote("拟发预警"))
    city.do(warnings.issue, "chenyu", number, Signature("陈屿"))
    incident = city.register(title="另一起事件")
    city.do(warnings.join_incident, "zhoulan", number, incident, "同一事件")
    assert signal_row(city, bare).incident_id == incident


def test_a_signal_that_became_an_incident_itself_is_not_given_back(city, signal, draft):
    said = TriageNote("门店关门")
    incident = city.do(signals.open_incident, "zhoulan", signal, new_incident(city), said)
    city.do(warnings.drop, "zhoulan", draft, "已按事件处置")
    shown = signal_row(city, signal)
    assert (shown.state, shown.incident_id) == (SignalState.INCIDENT, incident)


def test_what_is_done_stays_done_where_the_new_level_does_not_ask_for_it(city, warning):
    step = steps(city, warning)["W8"]
    city.do(warning_steps.complete, "liwei", step.id, "已核对")
    higher = new_draft(city, level=Level.II, starts_at=row(city, warning).starts_at)
    city.do(warnings.adjust, "chenyu", warning, higher, "投诉一天内翻倍", Signature("陈屿"))
    after = steps(city, warning)["W8"]
    assert (after.state, after.done_by, after.words) == (StepState.DONE, "李蔚", "已核对")
    with pytest.raises(RuleBroken, match=r"李蔚 .* 已先办理，请核对后再办理"):
        city.do(warning_steps.reopen, "zhoulan", step.id, "重做", after.version + 1)
    step = steps(city, warning)["W9"]
    with pytest.raises(RuleBroken, match="刚刚有改动，请核对后再办理"):
        city.do(warning_steps.complete, "liwei", step.id, "已办", step.version + 1)


def test_it_names_counties_and_a_trader_that_there_are(city, signal):
    said, made = TriageNote("拟发预警"), new_draft(city)
    for changed, words in (
        ({"districts": ()}, "请选择涉及的县（市、区）"),
        ({"districts": (EAST, "990199")}, "请选择涉及的县（市、区）"),
        ({"subject_id": 9_999}, "没有编号为 9999 的经营主体"),
    ):
        with pytest.raises(RuleBroken, match=words):
            city.do(warnings.draft, "zhoulan", replace(made, **changed), signal, said)
    assert signal_row(city, signal).state is SignalState.ASSESSING


def test_what_was_put_aside_is_neither_done_nor_put_aside_again(city, warning):
    step = steps(city, warning)["W3"]
    city.do(warning_steps.drop, "zhoulan", step.id, "属地已自行处理")
    for verb in (warning_steps.complete, warning_steps.drop):
        with pytest.raises(RuleBroken, match="“通知属地县区局”已不在清单中"):
            city.do(verb, "liwei", step.id, "已通知")
    city.do(warning_steps.reopen, "liwei", step.id, "属地没有处理")
    with pytest.raises(RuleBroken, match="尚未办结，无需恢复"):
        city.do(warning_steps.reopen, "liwei", step.id, "再次")
    city.do(warning_steps.complete, "liwei", step.id, "已通知")
    assert steps(city, warning)["W3"].state is StepState.DONE
