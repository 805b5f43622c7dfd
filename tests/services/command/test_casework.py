"""Cases and their acts: what the law sets by when, extended once, settled with a result."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.casework import STATE_WORDS, ActKind, CaseState, Urgency
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.legal_time import due
from commandcenter.queries.command.casework import case_board
from commandcenter.queries.seat.todo import TodoKind, todo
from commandcenter.services.command import casework
from commandcenter.services.command.casework import CaseMove, Extension, NewAct, NewCase
from commandcenter.store import journal
from commandcenter.store.command.acts import acts_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import CaseFileRow, JournalLineRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.field import add_people, ago

OFFICERS = ("何文静", "方舟")


@pytest.fixture
def incident(city):
    add_people(city)
    number = city.register()
    city.activate(number)
    return number


def board(city, incident, login="hewenjing"):
    return city.ask(case_board, getattr(city, login), incident, city.db.clock())


def register(city, incident, **fields):
    values = {
        "party": "悦力工场公司",
        "cause": "预付式消费欺诈",
        "found_at": ago(city, hours=2),
        "handlers": OFFICERS,
    }
    return city.do(casework.register_case, "hewenjing", incident, NewCase(**(values | fields)))


def move(city, case, to, **fields):
    values = {"at": city.db.clock(), "number": "澄市监立〔2026〕1号", "result": "查明属实"}
    return city.do(casework.move_case, "hewenjing", case, CaseMove(to, **(values | fields)))


def act(city, case, kind=ActKind.SEAL, login="hewenjing", **fields):
    values = {"kind": kind, "done_at": ago(city, minutes=10), "words": "查封库房"}
    return city.do(casework.register_act, login, case, NewAct(**(values | fields)))


def open_kinds(city, incident):
    return [a.kind for a in board(city, incident).acts if a.settled_at is None]


def offers(line):
    return {o.key: str(o.refusal or "") for o in line.offers}


def limit(city, clock, start, *, extended=False):
    return city.ask(lambda session: due(plan_of(session), clock, start, extended=extended))


def test_each_state_settles_the_limit_before_and_begins_the_next(city, incident):
    case = register(city, incident)
    assert open_kinds(city, incident) == [ActKind.CHECK]
    move(city, case, CaseState.FILED)
    assert open_kinds(city, incident) == [ActKind.DECIDE]
    move(city, case, CaseState.DECIDED, result="罚款 5 万元")
    assert open_kinds(city, incident) == [ActKind.PUBLISH]
    settled = [a for a in board(city, incident).acts if a.settled_at]
    assert {(a.kind, a.outcome) for a in settled} == {
        (ActKind.CHECK, "已立案：查明属实"),
        (ActKind.DECIDE, "已作出处罚决定：罚款 5 万元"),
    }


def test_a_limit_is_counted_from_the_clue_in_the_bureaus_calendar(city, incident):
    found = ago(city, days=3)
    register(city, incident, found_at=found)
    [line] = board(city, incident).acts
    assert line.due_at == limit(city, "decide_case", found)
    assert "第" in line.law


def test_a_case_is_filed_with_a_number_and_two_officers(city, incident):
    case = register(city, incident, handlers=("何文静",))
    with pytest.raises(RuleBroken, match="案号"):
        move(city, case, CaseState.FILED, number="")
    with pytest.raises(RuleBroken, match="两名承办人"):
        move(city, case, CaseState.FILED)
    with pytest.raises(RuleBroken, match="两名承办人"):
        move(city, case, CaseState.FILED, handlers=("何文静", "何文静"))
    move(city, case, CaseState.FILED, handlers=OFFICERS)
    [line] = board(city, incident).cases
    assert (line.handlers, line.state) == (OFFICERS, CaseState.FILED)


@pytest.mark.parametrize("to", [CaseState.DECIDED, CaseState.CLOSED, CaseState.CHECKING])
def test_a_case_goes_no_way_that_there_is_not(city, incident, to):
    case = register(city, incident)
    with pytest.raises(RuleBroken, match="案件处于“核查”"):
        move(city, case, to)


def test_a_case_is_not_closed_while_an_act_is_open(city, incident):
    case = register(city, incident)
    move(city, case, CaseState.FILED)
    [sealed] = act(city, case)
    with pytest.raises(RuleBroken, match="还有 1 项措施"):
        move(city, case, CaseState.CLOSED)
    assert board(city, incident).cases[0].state is CaseState.FILED
    city.do(casework.settle_act, "hewenjing", sealed, casework.Outcome("已解除查封"))
    move(city, case, CaseState.CLOSED)
    with pytest.raises(RuleBroken, match="不能再登记措施"):
        act(city, case)


def test_a_number_is_registered_once_in_an_incident(city, incident):
    register(city, incident, number="澄市监立〔2026〕1号")
    with pytest.raises(RuleBroken, match="已登记"):
        register(city, incident, number="澄市监立〔2026〕1号")
    other = register(city, incident)
    with pytest.raises(RuleBroken, match="案号“澄市监立〔2026〕1号”在本事件中已登记"):
        move(city, other, CaseState.FILED)
    states = {line.id: line.state for line in board(city, incident).cases}
    assert states[other] is CaseState.CHECKING
    elsewhere = city.register(title="另一事件", brand="")
    assert register(city, elsewhere, number="澄市监立〔2026〕1号")
    move(city, other, CaseState.FILED, number="澄市监立〔2026〕2号")


def test_an_urgent_preservation_has_two_limits(city, incident):
    case = register(city, incident)
    at = ago(city, minutes=10)
    assert len(act(city, case, ActKind.PRESERVE, done_at=at, urgent=True)) == 2
    dues = {a.due_at for a in board(city, incident).acts if a.kind is ActKind.PRESERVE}
    assert dues == {limit(city, "preserve_decide", at), at + timedelta(hours=24)}


def test_a_sealing_is_extended_once_and_in_time(city, incident):
    case = register(city, incident)
    done = ago(city, minutes=10)
    [sealed] = act(city, case, done_at=done)
    extension = Extension("陈屿", city.db.clock(), "澄市监延〔2026〕1号")
    city.do(casework.extend_act, "hewenjing", sealed, extension)
    line = next(a for a in board(city, incident).acts if a.id == sealed)
    assert line.due_at == limit(city, "seizure", done, extended=True)
    assert line.extended_by == "陈屿"
    assert offers(line) == {"settle": "", "extend": "已由陈屿批准延长过一次。"}
    with pytest.raises(RuleBroken, match="已由陈屿批准延长过一次"):
        city.do(casework.extend_act, "hewenjing", sealed, extension)


def test_an_extension_after_the_end_is_void(city, incident):
    case = register(city, incident)
    [sealed] = act(city, case, done_at=ago(city, days=200))
    extension = Extension("陈屿", city.db.clock(), "澄市监延〔2026〕1号")
    with pytest.raises(RuleBroken, match="届满"):
        city.do(casework.extend_act, "hewenjing", sealed, extension)


def test_what_the_law_does_not_extend_is_not_extended(city, incident):
    case = register(city, incident)
    [kept] = act(city, case, ActKind.PRESERVE)
    extension = Extension("陈屿", city.db.clock(), "1号")
    with pytest.raises(RuleBroken, match="没有规定可以延长"):
        city.do(casework.extend_act, "hewenjing", kept, extension)
    line = next(a for a in board(city, incident).acts if a.id == kept)
    assert offers(line) == {"settle": "", "extend": "法律没有规定可以延长。"}
    [other] = act(city, case, ActKind.OTHER)
    with pytest.raises(RuleBroken, match="没有法定期限"):
        city.do(casework.extend_act, "hewenjing", other, extension)


def test_the_second_to_settle_is_told_what_came_of_it(city, incident):
    case = register(city, incident)
    [sealed] = act(city, case)
    city.do(casework.settle_act, "hewenjing", sealed, casework.Outcome("已解除查封"))
    with pytest.raises(RuleBroken, match="已办结：已解除查封"):
        city.do(casework.settle_act, "fangzhou", sealed, casework.Outcome("没收"))


def test_what_a_state_settles_is_not_settled_by_hand(city, incident):
    register(city, incident)
    [check] = board(city, incident).acts
    with pytest.raises(RuleBroken, match="随案件状态办结"):
        city.do(casework.settle_act, "hewenjing", check.id, casework.Outcome("立案"))
    assert offers(check)["settle"] == "随案件状态办结，请变更案件状态。"
    with pytest.raises(RuleBroken, match="自动登记"):
        act(city, board(city, incident).cases[0].id, ActKind.CHECK)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"party": " "}, "当事人"),
        ({"cause": "\0"}, "案由"),
        ({"party": "字" * 101}, "100 字"),
        ({"subject_id": 9_999}, "经营主体"),
    ],
)
def test_a_case_that_cannot_be_is_refused(city, incident, fields, words):
    with pytest.raises(RuleBroken, match=words):
        register(city, incident, **fields)
    assert board(city, incident).cases == ()


def extend(city, case, **fields):
    values = {"approver": "陈屿", "approved_at": city.db.clock(), "document": "澄市监延〔2026〕1号"}
    [sealed] = act(city, case)
    city.do(casework.extend_act, "hewenjing", sealed, Extension(**(values | fields)))


def settle(city, case, outcome):
    [sealed] = act(city, case)
    city.do(casework.settle_act, "hewenjing", sealed, casework.Outcome(outcome))


def of_a_case(verb, *how):
    return lambda city, incident, **fields: verb(city, register(city, incident), *how, **fields)


FILED = of_a_case(move, CaseState.FILED)
LIMITS = [
    (register, "number", "案号", 60), (register, "party", "当事人", 100),
    (register, "cause", "案由", 200), (register, "handlers", "承办人", 20),
    (FILED, "number", "案号", 60), (FILED, "handlers", "承办人", 20),
    (FILED, "result", "处理结果", 1_000),
    (of_a_case(act), "words", "措施内容", 500), (of_a_case(act), "document", "文书号", 60),
    (of_a_case(extend), "approver", "批准人", 60),
    (of_a_case(extend), "document", "批准文书号", 60),
    (of_a_case(settle), "outcome", "办理结果", 500),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "field", "what", "limit"), LIMITS)
def test_words_are_kept_whole_up_to_their_limit_and_refused_above(
    city, incident, verb, field, what, limit
):
    def said(words):
        return {field: (words, "方舟") if field == "handlers" else words}

    with pytest.raises(RuleBroken, match=f"^{what}超过 {limit} 字"):
        verb(city, incident, **said("字" * (limit + 1)))
    verb(city, incident, **said("字" * limit))
    assert "字" * limit in repr(board(city, incident))


def test_a_case_may_be_of_a_trader_that_complaints_name(city, incident):
    city.take_in(city.complaint("A"))
    trader = city.ask(lambda s: s.scalars(select(SubjectRow.id)).one())
    case = register(city, incident, subject_id=trader)
    assert city.ask(lambda s: s.get_one(CaseFileRow, case)).subject_id == trader


def test_nothing_happens_tomorrow(city, incident):
    later = ago(city, hours=-1)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        register(city, incident, found_at=later)
    case = register(city, incident)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        move(city, case, CaseState.FILED, at=later)
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        act(city, case, done_at=later)
    [sealed] = act(city, case)
    with pytest.raises(RuleBroken, match="办结时间"):
        city.do(
            casework.settle_act, "hewenjing", sealed, casework.Outcome("解除", ago(city, hours=1))
        )


def test_a_case_goes_its_way_in_the_order_of_time(city, incident):
    """From when the clue came on: what a state ends was not over before it began."""
    found = ago(city, hours=9)
    case = register(city, incident, found_at=found)
    times = [found + timedelta(hours=n) for n in range(1, 6)]
    steps = (CaseState.NOT_FILED, CaseState.FILED, CaseState.POLICE, CaseState.FILED,
             CaseState.DECIDED)  # fmt: skip
    before, was = found, "核查"
    for to, at in zip(steps, times, strict=True):
        with pytest.raises(RuleBroken, match=f"起处于“{was}”，变更的时间不能更早"):
            move(city, case, to, at=before - timedelta(seconds=1))
        move(city, case, to, at=at)
        before, was = at, STATE_WORDS[to]
    acts = sorted((a.kind, a.done_at, a.settled_at) for a in board(city, incident).acts
                  if a.settled_at)  # fmt: skip
    assert acts == sorted([
        (ActKind.CHECK, found, times[0]), (ActKind.DECIDE, times[1], times[2]),
        (ActKind.DECIDE, times[3], times[4]),
    ])  # fmt: skip
    [filed] = board(city, incident).cases
    assert filed.filed_at == times[1]  # not when 公安 sent it back
    [public] = [a for a in board(city, incident).acts if a.settled_at is None]
    city.do(casework.settle_act, "hewenjing", public.id, casework.Outcome("已公示"))
    with pytest.raises(RuleBroken, match="起处于“已作出处罚决定”"):
        move(city, case, CaseState.CLOSED, at=times[4] - timedelta(seconds=1))
    move(city, case, CaseState.CLOSED, at=times[4])  # the act's own time is no state's


def test_an_act_is_settled_and_extended_from_when_it_was_taken(city, incident):
    case = register(city, incident)
    taken = ago(city, minutes=10)
    [sealed], [held] = (act(city, case, kind, done_at=taken)
                        for kind in (ActKind.SEAL, ActKind.PRESERVE))  # fmt: skip
    early = Extension("陈屿", taken - timedelta(seconds=1), "澄市监延〔2026〕1号")
    with pytest.raises(RuleBroken, match="不能早于采取措施的时间"):
        city.do(casework.extend_act, "hewenjing", sealed, early)
    for at in (taken - timedelta(seconds=1), ago(city, minutes=-1)):
        with pytest.raises(RuleBroken, match="应在采取措施之后，且不晚于现在"):
            city.do(casework.settle_act, "hewenjing", held, casework.Outcome("已解除", at))
    city.do(casework.settle_act, "hewenjing", held, casework.Outcome("已解除", taken))
    assert [a.settled_at for a in board(city, incident).acts if a.id == held] == [taken]


def test_only_a_preservation_is_made_up_for_afterwards(city, incident):
    """Taken before it was approved: of nothing else the law asks that within a day."""
    case = register(city, incident)
    assert len(act(city, case, ActKind.SEAL, urgent=True)) == 1
    assert len(act(city, case, ActKind.PRESERVE, urgent=True)) == 2


def test_what_is_left_empty_of_a_move_stays_as_it_was(city, incident):
    case = register(city, incident, handlers=(" 何文静 ", "", "方舟", "何文静"))
    move(city, case, CaseState.FILED, result="查明属实")
    move(city, case, CaseState.DECIDED, number="", handlers=(), result="罚款")
    [line] = board(city, incident).cases
    assert (line.number, line.handlers) == ("澄市监立〔2026〕1号", OFFICERS)
    city.do(
        casework.settle_act,
        "hewenjing",
        board(city, incident).acts[0].id,
        casework.Outcome("已公示"),
    )
    with pytest.raises(RuleBroken, match="请填写“结案”的处理结果"):
        move(city, case, CaseState.CLOSED, result="")


def test_what_runs_out_first_stands_first_and_waits_for_the_group(city, incident):
    calm = register(city, incident, party="后到期公司")
    pressing = register(city, incident, party="先到期公司", found_at=ago(city, days=40))
    shown = board(city, incident)
    assert [c.id for c in shown.cases] == [pressing, calm]
    assert shown.cases[0].urgency is Urgency.OVERDUE
    assert (shown.overdue, shown.acts[0].case_id) == (1, pressing)
    items = city.ask(todo, city.hewenjing, city.db.clock())
    assert [x.subject_id for x in items if x.kind is TodoKind.CASE] == [shown.acts[0].id]


def test_other_groups_neither_write_nor_see_cases(city, incident):
    case = register(city, incident)
    with pytest.raises(RuleBroken, match="调查取证组"):
        act(city, case, login="maxiao")
    assert board(city, incident, "maxiao").cases == ()
    read = board(city, incident, "chenyu")
    assert len(read.cases) == 1
    assert [x.offers for x in (read, *read.cases, *read.acts)] == [(), (), ()]


def test_what_a_case_is_offered_ends_with_it_and_with_the_record(city, incident):
    case = register(city, incident)
    free = {"move": "", "act": ""}
    shown = board(city, incident)
    assert (offers(shown), offers(shown.cases[0])) == ({"new_case": ""}, free)
    move(city, case, CaseState.POLICE)
    move(city, case, CaseState.CLOSED)
    shown = board(city, incident)
    assert offers(shown.cases[0]) == dict.fromkeys(free, "案件已结案。")
    assert [a.offers for a in shown.acts] == [()]  # it was settled with the state


def test_nothing_is_offered_where_nothing_is_registered_any_more(city, incident):
    register(city, incident)
    with city.db.write() as session:
        session.get_one(IncidentRow, incident).state = State.ARCHIVED
        journal.record(session, city.chenyu, "incident", incident, "archived", incident=incident)
    shown = board(city, incident)
    said = {words for x in (shown, *shown.cases, *shown.acts) for words in offers(x).values()}
    assert len(said) == 1
    assert "不能再登记" in said.pop()


def test_the_journal_names_no_party(city, incident):
    case = register(city, incident, party="张三")
    move(city, case, CaseState.FILED)
    with city.db.read() as session:
        lines = session.execute(
            select(JournalLineRow.kind, JournalLineRow.verb, JournalLineRow.clause).where(
                JournalLineRow.kind.in_(("case_file", "case_act"))
            )
        ).all()
    assert {clause for _, _, clause in lines} == {"4.1(4)"}
    assert ("case_file", "filed", "4.1(4)") in lines


def test_an_act_of_a_case_that_is_not_there_is_said_so(city, incident):
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        act(city, 99)
    with pytest.raises(RuleBroken, match="没有编号为 99"):
        city.do(casework.settle_act, "hewenjing", 99, casework.Outcome("解除"))


def test_an_act_is_over_between_when_it_was_taken_and_now(city, incident):
    case = register(city, incident)
    began = ago(city, minutes=10)
    early, late = began - timedelta(seconds=1), city.db.clock() + timedelta(minutes=1)
    [first] = act(city, case, done_at=began)
    for at in (early, late):
        with pytest.raises(RuleBroken, match="办结时间应在采取措施之后，且不晚于现在"):
            city.do(casework.settle_act, "hewenjing", first, casework.Outcome("已解除", at))
    city.do(casework.settle_act, "hewenjing", first, casework.Outcome("已解除", began))
    [second] = act(city, case)
    before = city.db.clock()
    city.do(casework.settle_act, "hewenjing", second, casework.Outcome("已解除"))
    found = {a.id: a.settled_at for a in board(city, incident).acts}
    assert found[first] == began
    assert before <= found[second] <= city.db.clock()


def test_a_move_that_names_neither_number_nor_officers_nor_result_keeps_them(city, incident):
    case = register(city, incident)
    move(city, case, CaseState.FILED)
    move(city, case, CaseState.DECIDED, number="", handlers=(), result="罚款")
    row = city.ask(lambda session: session.get_one(CaseFileRow, case))
    assert (row.number, row.handlers, row.result) == (
        "澄市监立〔2026〕1号", list(OFFICERS), "罚款"
    )  # fmt: skip


def asked_the_police(city, incident):
    case = register(city, incident)
    [asked] = act(city, case, ActKind.POLICE_ASK, done_at=ago(city, hours=1), words="报批移送")
    return asked


def sent_to_the_police(city, incident):
    return [act for act in board(city, incident).acts if act.kind is ActKind.POLICE]


def test_a_transfer_to_the_police_runs_from_its_approval_and_is_done_when_sent(city, incident):
    asked, approved = asked_the_police(city, incident), ago(city, minutes=40)
    outcome = casework.Outcome("局负责人批准", approved, approved=True)
    city.do(casework.settle_act, "hewenjing", asked, outcome)
    [line] = sent_to_the_police(city, incident)
    assert (line.done_at, line.due_at) == (approved, approved + timedelta(hours=24))

    def told():
        return [each.at for each in city.ask(acts_of, [incident]) if each.sign == "case.police"]

    assert told() == []  # decided, and not sent yet
    sent = casework.Outcome("已送达", document="移送1号")
    city.do(casework.settle_act, "hewenjing", line.id, sent)
    [line] = sent_to_the_police(city, incident)
    assert line.document == "移送1号"
    assert told() == [line.settled_at]


def test_a_transfer_that_was_not_approved_begins_nothing(city, incident):
    asked = asked_the_police(city, incident)
    city.do(casework.settle_act, "hewenjing", asked, casework.Outcome("不批准，继续调查"))
    assert sent_to_the_police(city, incident) == []
