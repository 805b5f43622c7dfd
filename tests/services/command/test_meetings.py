"""会议: called for a time to come, moved, called off, and recorded as the 会商 that it was."""

from datetime import timedelta

import pytest

from commandcenter.domain.command.meeting import MeetingState
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.meetings import meeting_board
from commandcenter.services.command import consultations, meetings

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(city):
    return city.register()


def new(city, **changed):
    values = {
        "meets_at": city.db.clock() + HOUR, "place": "三楼应急指挥室", "chair": "陈屿",
        "matter": "退费办法", "members": ("市商务局", "周岚", "周岚"), "bring": "材料一式5份",
    }  # fmt: skip
    return meetings.NewMeeting(**(values | changed))


def lines(city, incident, login="zhoulan", now=None):
    at = now or city.db.clock()
    return city.ask(meeting_board, getattr(city, login), incident, at).lines


def sitting(city, meeting):
    return consultations.NewConsultation(
        city.db.clock(), "三楼应急指挥室", "陈屿", ["周岚"], "退费办法", "", "先调解", (), meeting
    )


def test_a_meeting_is_called_moved_and_recorded(city, incident):
    number = city.do(meetings.call, "zhoulan", incident, new(city))
    [line] = lines(city, incident)
    assert (line.state, line.members, line.called_by) == (
        MeetingState.COMING, ("市商务局", "周岚"), "周岚")  # fmt: skip
    assert [offer.key for offer in line.offers] == ["record", "change", "withdraw"]
    city.do(meetings.change, "liwei", number, new(city, place="视频", bring=""))
    [line] = lines(city, incident)
    assert (line.place, line.bring, line.edited_by) == ("视频", "", "李蔚")
    assert lines(city, incident, now=city.db.clock() + 2 * HOUR)[0].state is MeetingState.PASSED
    city.do(consultations.record, "zhoulan", incident, sitting(city, number))
    [line] = lines(city, incident)
    assert (line.state, line.offers) == (MeetingState.HELD, ())
    with pytest.raises(RuleBroken, match="已登记会商记录"):
        city.do(meetings.change, "zhoulan", number, new(city))
    with pytest.raises(RuleBroken, match="已登记会商记录"):
        city.do(consultations.record, "zhoulan", incident, sitting(city, number))


def test_a_meeting_that_was_moved_meanwhile_is_not_put_back(city, incident):
    number = city.do(meetings.call, "zhoulan", incident, new(city))
    [line] = lines(city, incident)
    members = tuple(line.members)
    seen = meetings.NewMeeting(
        line.meets_at, line.place, line.chair, line.matter, members, line.bring
    )
    city.do(meetings.change, "liwei", number, new(city, place="视频"), seen)
    with pytest.raises(RuleBroken, match="这次会议刚刚被他人改过"):
        city.do(meetings.change, "zhoulan", number, new(city, chair="罗敏"), seen)
    assert lines(city, incident)[0].place == "视频"


def test_a_meeting_that_is_called_off_says_why_and_is_no_more(city, incident):
    number = city.do(meetings.call, "zhoulan", incident, new(city))
    with pytest.raises(RuleBroken, match="请填写取消的原因"):
        city.do(meetings.withdraw, "zhoulan", number, " ")
    city.do(meetings.withdraw, "zhoulan", number, "已经电话会商")
    [line] = lines(city, incident)
    assert (line.state, line.withdrawn_why) == (MeetingState.WITHDRAWN, "已经电话会商")
    with pytest.raises(RuleBroken, match="会议已取消"):
        city.do(consultations.record, "zhoulan", incident, sitting(city, number))


def test_the_next_meeting_stands_on_top(city, incident):
    late = city.do(
        meetings.call, "zhoulan", incident, new(city, meets_at=city.db.clock() + 9 * HOUR)
    )
    soon = city.do(meetings.call, "zhoulan", incident, new(city))
    off = city.do(meetings.call, "zhoulan", incident, new(city))
    city.do(meetings.withdraw, "zhoulan", off, "重复")
    assert [line.id for line in lines(city, incident)] == [soon, late, off]


def test_what_cannot_be_called_is_refused_and_changes_nothing(city, incident):
    past = new(city, meets_at=city.db.clock() - HOUR)
    for wrong, words in (
        (past, "会议时间应晚于现在"), (new(city, members=()), "请填写参加会议的单位"),
        (new(city, matter=""), "请填写会议议题"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=words):
            city.do(meetings.call, "zhoulan", incident, wrong)
    with pytest.raises(RuleBroken):
        city.do(meetings.call, "wuyue", incident, new(city))
    assert lines(city, incident) == ()
    with pytest.raises(RuleBroken, match="没有编号为 9 的会议"):
        city.do(meetings.withdraw, "zhoulan", 9, "重复")


def test_a_record_of_another_incidents_meeting_is_refused(city, incident):
    other = city.register(title="另一事件")
    number = city.do(meetings.call, "zhoulan", other, new(city))
    with pytest.raises(RuleBroken, match="属于另一个事件"):
        city.do(consultations.record, "zhoulan", incident, sitting(city, number))


def test_as_many_as_may_be_are_asked_to_a_meeting_and_no_more(city, incident):
    units = tuple(f"单位{n}" for n in range(61))
    number = city.do(meetings.call, "zhoulan", incident, new(city, members=units[:60]))
    for verb, about in ((meetings.call, incident), (meetings.change, number)):
        with pytest.raises(RuleBroken, match="参加的超过 60 个，请按单位填写"):
            city.do(verb, "zhoulan", about, new(city, members=units))
    [line] = lines(city, incident)
    assert line.members == units[:60]
