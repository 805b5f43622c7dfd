"""A story puts background, scenario and script together, whole or piece by piece."""

import itertools
from datetime import date, timedelta
from time import process_time

import pytest

from commandcenter.db.demo import stories
from commandcenter.db.demo.acts import Verb
from commandcenter.db.demo.moment import ScenarioKey, moment
from commandcenter.db.demo.people import people
from commandcenter.db.demo.script_actions import report_from
from commandcenter.domain.level import Level
from tests.demo.counting import expected
from tests.pace import Pace

A = stories.story(ScenarioKey.A)
UNTIL_1046 = [act for act in A.acts if act.at <= moment(A.d0, 0, 10, 46)]
OWN = {arrival.complaint.number for arrival in A.own}
LOGINS = {person.login for person in people()}


def arrivals(key):
    story = stories.story(key)
    return story.arrivals(None, story.end)


@pytest.mark.lot(3)
@pytest.mark.parametrize("key", ScenarioKey)
def test_pieces_are_the_whole(key):
    story = stories.story(key)
    edges = [moment(story.d0, -3, 9), moment(story.d0, 0, 10, 46), moment(story.d0, 1, 0, 20)]
    whole = [a for a in arrivals(key) if a.batch.at <= edges[-1]]
    pieces = story.arrivals(None, edges[0])
    for after, until in itertools.pairwise(edges):
        pieces += story.arrivals(after, until)
    assert pieces == whole


@pytest.mark.lot(3)
@pytest.mark.parametrize("key", ScenarioKey)
def test_numbers_are_unique_over_background_and_scenario(key):
    numbers = [a.complaint.number for a in arrivals(key)]
    assert len(set(numbers)) == len(numbers)
    assert 21_000 < len(numbers) < 30_000


def test_no_two_people_of_different_parts_share_a_telephone():
    own = {a.complaint.complainant.phone for a in A.own} - {""}
    everything = A.arrivals(None, A.end)
    usual = {a.complaint.complainant.phone for a in everything if a.complaint.number not in OWN}
    assert not own & usual
    assert not (own | usual) & {person.mobile for person in people()} - {""}


def test_the_city_has_its_usual_complaints_on_the_first_day_too():
    start = moment(A.d0, 0, 0)
    numbers = {a.complaint.number for a in A.arrivals(start, moment(A.d0, 0, 24))}
    assert 150 <= len(numbers - OWN) <= 350


def test_a_story_can_be_told_on_another_day():
    other = stories.story(ScenarioKey.A, date(2026, 9, 8))
    assert len(other.own) == len(A.own)
    shift = A.d0 - other.d0
    assert [a.at + shift for a in other.acts] == [a.at for a in A.acts]


@pytest.mark.timing
def test_a_whole_story_is_made_in_a_second_and_a_half():
    pace, start = Pace(), process_time()
    found = stories.story(ScenarioKey.A)
    found.arrivals(None, moment(found.d0, 0, 10, 46))
    took = process_time() - start
    assert took < pace.stretch(1.5)


@pytest.mark.parametrize("key", ScenarioKey)
def test_acts_come_in_order_and_are_done_by_people_of_the_bureau(key):
    acts = stories.story(key).acts
    assert [a.at for a in acts] == sorted(a.at for a in acts)
    assert {a.login for a in acts} - {""} <= LOGINS
    assert all((a.login == "") == (a.verb is Verb.MARK) for a in acts)
    assert {a.arguments["person"] for a in acts if "person" in a.arguments} <= LOGINS


def times(verb):
    """Minutes of D0 at which something is done in scenario A."""
    return [
        (a.at - moment(A.d0, 0, 0)) // timedelta(minutes=1) for a in UNTIL_1046 if a.verb is verb
    ]


@pytest.mark.parametrize(
    ("verb", "hour", "minute"),
    [
        (Verb.MARK, 8, 31), (Verb.REGISTER_INCIDENT, 8, 50), (Verb.SUGGEST_GRADE, 9, 5),
        (Verb.ACTIVATE, 9, 20), (Verb.SEND_REPORT, 9, 45), (Verb.INSTRUCT, 10, 30),
    ],
)  # fmt: skip
def test_what_scenario_a_asks_for_is_done_at_its_minute(verb, hour, minute):
    assert times(verb)[0] == hour * 60 + minute


def test_at_1046_a_second_suggestion_waits_for_the_commander():
    assert times(Verb.SUGGEST_GRADE)[1] == 10 * 60 + 35
    assert len(times(Verb.DECIDE_GRADE)) == 1


def test_the_response_of_scenario_a_is_of_level_three_for_seven_days():
    [order] = [a.arguments for a in A.acts if a.verb is Verb.ACTIVATE]
    assert (order["level"], order["expected_days"], order["signature"]) == (Level.III, 7, "陈屿")


def test_39_of_42_have_signed_in_at_1046_and_not_the_leader_of_logistics():
    signed = {a.arguments["person"] for a in A.acts if a.verb is Verb.SIGN_IN}
    wanted = {person.login for person in expected(people())}
    assert len(signed) == 39
    assert signed < wanted
    assert wanted - signed == {"gaoyuan", "lvxing", "duanyu"}


def test_the_newest_lines_on_the_wall_are_those_of_the_screens():
    logged = [a.arguments for a in UNTIL_1046 if a.verb is Verb.LOG]
    shown = [told["text"] for told in logged if told["shown_by"]]
    assert shown[-4:] == [
        "指令：登记点延时服务，今日 14 时前回报进度",
        "三店登记信息、合同样本已调取",
        "公安到场维持秩序，已劝阻设备搬离",
        "东店门口聚集 60 人，情绪平稳，已设登记点",
    ]


def test_96_are_registered_and_62_wait_at_1046():
    newest = {a.arguments["kind"]: a.arguments["value"] for a in UNTIL_1046 if a.verb is Verb.TALLY}
    assert (newest["registered"], newest["waiting"]) == (96, 62)


def counts(kind):
    """Day and minute, value of each count of the desks."""
    acts = [a for a in A.acts if a.verb is Verb.TALLY and a.arguments["kind"] == kind]
    return [(a.at, a.arguments["value"]) for a in acts]


def test_the_desks_are_counted_all_day_and_nobody_is_registered_less():
    registered, waiting = counts("registered"), counts("waiting")
    assert [at for at, _ in registered] == [at for at, _ in waiting]
    values = [value for _, value in registered]
    assert values == sorted(values)
    first_day = [at for at, _ in registered if at.date() == registered[0][0].date()]
    assert len(first_day) == len(values) - 4
    gaps = [later - at for at, later in itertools.pairwise(first_day)]
    assert max(gaps) <= timedelta(hours=4)


def test_who_waits_at_the_desks_is_on_site():
    """By the newest report of each store; at 10:15 nobody had counted all of them yet."""
    reports = [
        (a.at, a.arguments["arguments"][0], a.arguments["arguments"][1])
        for a in A.acts
        if a.arguments.get("service") is report_from
    ]
    assert reports
    for at, number in counts("waiting")[2:9]:
        newest = {store: count for when, store, count in sorted(reports) if when <= at}
        assert number <= sum(newest.values()), at


def test_at_the_end_99_of_100_of_the_648_are_registered():
    [*_, (_, done)], [*_, (_, rest)] = counts("registered"), counts("waiting")
    assert done + rest == 648
    assert 100 * done >= 99 * (done + rest)


def test_what_is_said_of_the_desks_is_what_was_counted():
    [said] = [a for a in A.acts if "已登记231人，待登记12人" in str(a.arguments)]
    for kind, number in (("registered", 231), ("waiting", 12)):
        *_, (_, newest) = [(at, value) for at, value in counts(kind) if at <= said.at]
        assert newest == number
