"""Orders, 批示, liaison and 会商 on the services and the boards, on both databases."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.directive import Standing
from commandcenter.domain.command.liaison import Contact
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.org import Group
from commandcenter.queries.command.liaison import consultations as consultation_board
from commandcenter.queries.command.liaison import liaison_board
from commandcenter.queries.command.orders import addressees, directive_board, instruction_board
from commandcenter.queries.offers import Offer
from commandcenter.services.command import consultations, directives, instructions, liaison
from commandcenter.services.guard import PROGRAM
from commandcenter.store import journal
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MARKUP = "<b>到场</b>&<img src=x>"


@pytest.fixture
def incident(city):
    return city.register()


def now(city):
    return city.db.clock()


def board(city, incident, login="chenyu", at=None):
    person = getattr(city, login)
    return city.ask(instruction_board, person, incident, at or now(city))


def line(city, incident, number, login="chenyu"):
    return next(x for x in board(city, incident, login).lines if x.id == number)


def acts(found):
    return {o.key: (str(o.refusal) if o.refusal else "") for o in found.offers}


def verbs(city, kind):
    with city.db.read() as session:
        rows = session.scalars(
            select(JournalLineRow)
            .where(JournalLineRow.kind == kind)
            .order_by(JournalLineRow.number)
        )
        return [(row.verb, row.actor) for row in rows]


def give(city, incident, login="chenyu", **fields):
    values = {"groups": [Group.ONSITE], "people": [], "deadline_at": now(city) + HOUR}
    return city.do(instructions.give_to_all, login, incident, "到场", **(values | fields))


def test_the_same_order_to_several_is_signed_for_by_each_for_himself(city, incident):
    first, second, third = give(
        city,
        incident,
        groups=[Group.ONSITE, Group.COORDINATION, Group.ONSITE],
        people=[city.wuyue.person_id],
    )
    city.do(instructions.receive, "maxiao", first)
    assert [line(city, incident, n).standing for n in (first, second, third)] == [
        Standing.WORKING,
        Standing.WAITING,
        Standing.WAITING,
    ]
    assert verbs(city, "instruction") == [("given", "chenyu")] * 3 + [("received", "maxiao")]


def test_the_second_who_signs_is_told_who_did(city, incident):
    [number] = give(city, incident)
    city.do(instructions.receive, "maxiao", number)
    with pytest.raises(RuleBroken, match="指令已由马骁签收"):
        city.do(instructions.receive, "wuyue", number)
    assert line(city, incident, number).received_by == "马骁"


def test_a_report_back_signs_for_it_too_and_comes_once(city, incident):
    [number] = give(city, incident)
    city.do(instructions.report_back, "wuyue", number, MARKUP + "\0")
    found = line(city, incident, number)
    assert (found.received_by, found.reported_by, found.report) == ("吴越", "吴越", MARKUP)
    with pytest.raises(RuleBroken, match="已由吴越回报"):
        city.do(instructions.report_back, "maxiao", number, "再报")
    with pytest.raises(RuleBroken, match="已由吴越回报"):
        city.do(instructions.remind, "chenyu", number, "快")


def test_an_order_is_late_after_its_limit_and_then_first(city, incident):
    [late] = give(city, incident, deadline_at=now(city) + MINUTE)
    give(city, incident, groups=[Group.LEGAL])
    found = board(city, incident, at=now(city) + 2 * MINUTE)
    assert found.lines[0].id == late
    assert (found.open, found.overdue) == (2, 1)


def test_what_the_board_offers_is_what_the_service_lets_pass(city, incident):
    [number] = give(city, incident)
    assert acts(line(city, incident, number, "maxiao")) == {
        "receive": "", "report": "", "remind": "",
    }  # fmt: skip
    other = acts(line(city, incident, number, "hewenjing"))
    assert all("本组" in words for words in other.values())
    for verb, more in ((instructions.receive, ()), (instructions.report_back, ("办",))):
        with pytest.raises(RuleBroken):
            city.do(verb, "hewenjing", number, *more)
    assert board(city, incident, "liwei").offers == ()
    assert "remind" in acts(line(city, incident, number, "liwei"))
    assert [o.key for o in board(city, incident, "maxiao").offers] == ["give"]


def test_a_chase_is_kept_and_not_doubled_by_two_at_once(city, incident):
    [number] = give(city, incident)
    city.do(instructions.remind, "chenyu", number, "请先口头回报")
    with pytest.raises(RuleBroken, match="陈屿刚刚催办过"):
        city.do(instructions.remind, "liwei", number, "请回报")
    [reminder] = line(city, incident, number).reminders
    assert (reminder.by, reminder.words) == ("陈屿", "请先口头回报")
    assert verbs(city, "instruction")[-1] == ("reminded", "chenyu")


def test_the_office_that_keeps_the_papers_may_chase_and_others_may_not(city, incident):
    [number] = give(city, incident)
    with pytest.raises(RuleBroken, match="下达指令"):
        city.do(instructions.remind, "hewenjing", number, "快")
    city.do(instructions.remind, "zhoulan", number, "快")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"groups": [], "people": []}, "请选择"),
        ({"people": [9999], "groups": []}, "没有编号为 9999 的人员"),
        ({"deadline_at": "past"}, "应晚于现在"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_not_given(city, incident, fields, words):
    if fields.get("deadline_at") == "past":
        fields = {"deadline_at": now(city) - HOUR}
    with pytest.raises(RuleBroken, match=words):
        give(city, incident, **fields)
    with city.db.read() as session:
        assert session.scalars(select(InstructionRow)).all() == []


def test_an_order_goes_to_a_group_or_a_person_and_not_to_both_or_to_nobody(city, incident):
    for whom in ((Group.ONSITE, city.wuyue.person_id), (None, None)):
        with pytest.raises(RuleBroken, match="一个工作组或一个人"):
            city.do(instructions.give, "chenyu", incident, "到场", *whom)


def test_an_order_of_too_many_words_is_refused_whole(city, incident):
    with pytest.raises(RuleBroken, match="超过 1000 字"):
        city.do(instructions.give_to_all, "chenyu", incident, "办" * 1001, [Group.ONSITE])


def test_nothing_is_ordered_in_an_incident_that_is_over(city, incident):
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        journal.record(session, PROGRAM, "incident", incident, "archived", incident=incident)
    with pytest.raises(RuleBroken, match="不能再改"):
        give(city, incident)
    [give_offer] = board(city, incident).offers
    assert "不能再改" in str(give_offer.refusal)


def test_whom_an_order_may_go_to_says_why_not_the_others(city, incident):
    found = city.ask(addressees, city.maxiao, incident, now(city))
    refused = dict(found.groups)
    assert refused[Group.ONSITE] is None
    assert "本组" in str(refused[Group.LEGAL])
    assert {p.name for p in found.people if p.refusal is None} == {"马骁", "吴越"}
    assert "管理员" not in {p.name for p in found.people}


# 批示


def directive(city, **fields):
    values = {
        "from_person": "王某某",
        "from_post": "副市长",
        "document": "值班快报第 3 期",
        "words": "控制搬离，稳妥退费。\n14 时前报情况。",
        "directed_at": now(city) - MINUTE,
        "group": Group.ONSITE,
        "due_at": now(city) + HOUR,
    }
    return directives.NewDirective(**(values | fields))


def directed(city, incident, **fields):
    return city.do(directives.register, "zhoulan", incident, directive(city, **fields))


def paper(city, incident, login="zhoulan"):
    [found] = city.ask(directive_board, getattr(city, login), incident, now(city)).lines
    return found


def test_a_direction_is_kept_word_for_word_and_goes_its_way(city, incident):
    number = directed(city, incident)
    assert paper(city, incident).words == "控制搬离，稳妥退费。\n14 时前报情况。"
    city.do(directives.receive, "maxiao", number)
    city.do(directives.report_result, "maxiao", number, "设备未再搬离，退费登记 96 人")
    assert "tell" in {o.key for o in paper(city, incident).offers}
    city.do(directives.report_upward, "zhoulan", number, "书面，市市监〔2026〕88 号", now(city))
    found = paper(city, incident)
    assert found.standing is Standing.CLOSED
    assert (found.told_by, found.told_way) == ("周岚", "书面，市市监〔2026〕88 号")
    assert [verb for verb, _ in verbs(city, "directive")] == [
        "registered", "received", "reported back", "told back",
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="已经回告"):
        city.do(directives.report_upward, "zhoulan", number, "电话", now(city))


def test_whose_direction_it_is_is_kept_as_words(city, incident):
    directed(city, incident, from_post=" 副市长\0\ud800 ")
    assert city.ask(lambda s: s.scalars(select(DirectiveRow.from_post)).one()) == "副市长"


def test_a_direction_given_to_others_is_signed_for_anew(city, incident):
    number = directed(city, incident)
    city.do(directives.receive, "maxiao", number)
    person = city.hewenjing.person_id
    city.do(directives.assign, "zhoulan", number, None, person, now(city) + HOUR)
    found = paper(city, incident)
    assert (found.group, found.to, found.received_by) == (None, "何文静", "")
    with pytest.raises(RuleBroken, match="交给您本人"):
        city.do(directives.receive, "maxiao", number)


def test_the_second_who_gives_a_direction_to_others_is_told(city, incident):
    number = directed(city, incident)
    seen = (Group.ONSITE, None, paper(city, incident).due_at)
    city.do(directives.assign, "zhoulan", number, Group.LEGAL, None, seen[2], seen)
    with pytest.raises(RuleBroken, match="刚刚被他人改过"):
        city.do(directives.assign, "liwei", number, Group.OPINION, None, seen[2], seen)
    assert paper(city, incident).group is Group.LEGAL


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": " "}, "批示原文"),
        ({"from_person": "\0"}, "批示人"),
        ({"group": None}, "一个工作组或一个人"),
        ({"to_person": 1}, "一个工作组或一个人"),
        ({"group": None, "to_person": 9999}, "没有编号"),
    ],
)
def test_a_direction_with_something_missing_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        directed(city, incident, **fields)


def test_a_direction_of_tomorrow_is_refused(city, incident):
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        directed(city, incident, directed_at=now(city) + HOUR)


def test_a_direction_is_chased_by_the_office_and_counted(city, incident):
    number = directed(city, incident)
    city.do(directives.remind, "liwei", number, "请报进展")
    assert [r.by for r in paper(city, incident).reminders] == ["李蔚"]
    with pytest.raises(RuleBroken, match="登记来文、批示"):
        city.do(directives.remind, "hewenjing", number, "快")
    found = city.ask(directive_board, city.zhoulan, incident, now(city) + 2 * HOUR)
    assert (found.open, found.overdue, found.untold) == (1, 1, 0)
    assert found.offers == (Offer("register"),)
    assert city.ask(directive_board, city.hewenjing, incident, now(city)).offers == ()


# 联络


def asked(city, incident, names=("公安机关",), **fields):
    values = {"request": "维持秩序", "way": "电话", "due_at": now(city) + HOUR}
    new = liaison.NewRequest(**(values | fields))
    return city.do(liaison.ask, "zhoulan", incident, list(names), new)


def contacts(city, incident, at=None, login="zhoulan"):
    return city.ask(liaison_board, getattr(city, login), incident, at or now(city))


def test_departments_not_asked_yet_are_named_until_they_are(city, incident):
    before = {d.title for d in contacts(city, incident).missing}
    assert {"公安机关", "宣传部门", "信访部门"} <= before
    assert "教育部门" not in before
    asked(city, incident, ["公安机关", "教育部门", "市消防支队", "公安机关"])
    found = contacts(city, incident)
    assert {d.title for d in found.missing} == before - {"公安机关"}
    assert sorted(x.department for x in found.lines) == ["公安机关", "市消防支队", "教育部门"]


def test_a_promise_that_another_noted_meanwhile_is_not_written_over(city, incident):
    [number] = asked(city, incident)
    city.do(liaison.note_promise, "zhoulan", number, "派 4 名民警", None, ("", None))
    with pytest.raises(RuleBroken, match="对方答应的事项刚刚被他人改过"):
        city.do(liaison.note_promise, "zhoulan", number, "派 2 名民警", None, ("", None))
    city.do(liaison.note_promise, "zhoulan", number, "派 2 名民警", None, ("派 4 名民警", None))


def test_a_promise_moves_the_clock_and_an_answer_ends_it(city, incident):
    [number] = asked(city, incident)
    city.do(liaison.note_promise, "zhoulan", number, "派 4 名民警", now(city) + 2 * HOUR)
    later = now(city) + HOUR + MINUTE
    [found] = contacts(city, incident, later).lines
    assert found.standing is Contact.PROMISED
    [found] = contacts(city, incident, later + HOUR).lines
    assert found.standing is Contact.OVERDUE
    city.do(liaison.note_answer, "zhoulan", number, "已到场")
    [found] = contacts(city, incident, later + HOUR).lines
    assert (found.standing, found.offers) == (Contact.ANSWERED, ())
    for verb, more in (
        (liaison.note_answer, ("又答",)),
        (liaison.note_promise, ("又答应", None)),
        (liaison.remind, ("催",)),
    ):
        with pytest.raises(RuleBroken, match="公安机关已经答复"):
            city.do(verb, "zhoulan", number, *more)


def test_late_departments_come_first_and_are_counted(city, incident):
    asked(city, incident)
    [late] = asked(city, incident, ["网信部门"], due_at=now(city) + MINUTE)
    found = contacts(city, incident, now(city) + 2 * MINUTE)
    assert found.lines[0].id == late
    assert (found.waiting, found.overdue) == (2, 1)


def test_nobody_is_asked_is_refused(city, incident):
    with pytest.raises(RuleBroken, match="请选择联系的部门"):
        asked(city, incident, [])
    with pytest.raises(RuleBroken, match="联系时间不能晚于现在"):
        asked(city, incident, asked_at=now(city) + HOUR)


def test_who_may_not_liaise_reads_the_board_without_its_acts(city, incident):
    asked(city, incident)
    found = contacts(city, incident, login="hewenjing")
    assert len(found.lines) == 1
    assert found.offers == ()
    assert [x.offers for x in found.lines] == [()]
    with pytest.raises(RuleBroken, match="联系有关部门由"):
        city.do(liaison.note_answer, "hewenjing", found.lines[0].id, "已到场")


def test_a_consultation_keeps_who_what_and_the_conclusion(city, incident):
    new = consultations.NewConsultation(
        now(city) - HOUR, "视频", "陈屿", ["周岚", " 邓清 ", "周岚", ""], MARKUP, "同意\n", "Ⅲ级"
    )
    city.do(consultations.record, "zhoulan", incident, new)
    [found] = city.ask(consultation_board, city.chenyu, incident, now(city)).lines
    assert found.members == ("周岚", "邓清")
    assert (found.question, found.conclusion, found.recorded_by) == (MARKUP, "Ⅲ级", "周岚")


@pytest.mark.parametrize(
    ("members", "words"), [([" "], "参加会商的人员"), ([f"人{n}" for n in range(61)], "超过 60 人")]
)
def test_a_consultation_of_nobody_or_of_a_crowd_is_refused(city, incident, members, words):
    new = consultations.NewConsultation(now(city), "电话", "陈屿", members, "级别", "", "Ⅲ级")
    with pytest.raises(RuleBroken, match=words):
        city.do(consultations.record, "zhoulan", incident, new)


def test_of_a_consultation_thirty_things_are_agreed_at_once_and_sixty_people_named(city, incident):
    todo = [consultations.Agreed(f"第{n}项", Group.ONSITE) for n in range(30)]
    names = [f"人{n}" for n in range(60)]
    new = consultations.NewConsultation(
        now(city) - HOUR, "电话", "陈屿", names, "级别", "", "Ⅲ级", todo
    )
    with pytest.raises(RuleBroken, match="议定事项超过 30 项"):
        city.do(consultations.record, "chenyu", incident, replace(new, agreed=[*todo, todo[0]]))
    number = city.do(consultations.record, "chenyu", incident, new)
    with city.db.read() as session:
        kept = session.scalars(select(InstructionRow.consultation_id)).all()
    assert kept == [number] * 30


@pytest.mark.parametrize("long", [1_000, 1_001])
def test_what_is_agreed_is_as_long_as_an_instruction(city, incident, long):
    todo = [consultations.Agreed("办" * long, Group.ONSITE)]
    new = consultations.NewConsultation(
        now(city), "电话", "陈屿", ("周岚",), "级别", "", "Ⅲ级", todo
    )
    with pytest.raises(RuleBroken, match="超过 1000 字") if long > 1_000 else nullcontext():
        city.do(consultations.record, "chenyu", incident, new)
