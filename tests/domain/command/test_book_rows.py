"""The book row by row: what stays of one that nothing asks for, and what each kind counts from."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.life import Place
from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import After, Case, ObligationItem
from tests.domain.command.book_facts import (
    EAST,
    HAND,
    act,
    at,
    life,
    minutes,
    responding,
    run,
    stored,
)

HOURLY = dict.fromkeys(Level, 60)


def of_items(plan, *items):
    return replace(plan, obligations={item.code: item for item in items})


def one(**fields):
    values = {"start": "activation", "due": HOURLY, "signs": ("talk",)}
    return ObligationItem("x", "约谈", **(values | fields))


# ---- rows that nothing asks for any more ----


GONE = "所依据的记录已撤回或者变更"


@pytest.mark.parametrize(
    ("said", "state", "why"),
    [
        ({}, S.CEASED, GONE),
        ({"ceased_why": "并入“甲”"}, S.CEASED, "并入“甲”"),
        ({"hand_words": HAND, "done_by": "孙工", "done_at": at(48)}, S.DONE, ""),
        ({"act_table": "step", "act_id": 3, "state": S.DONE, "done_at": at(48)}, S.DONE, ""),
        ({"act_table": "talk", "act_id": 3, "state": S.DONE, "done_at": at(48)}, S.CEASED, GONE),
        ({"na_why": "无此情形", "na_by": "林总", "na_at": at(40)}, S.NOT_APPLICABLE, ""),
        ({"hand_words": HAND}, S.CEASED, GONE),
        (
            {"hand_words": HAND, "done_by": "孙工", "done_at": at(48), "na_why": "无此情形"},
            S.DONE, "",
        ),
    ],
)  # fmt: skip
def test_what_people_said_of_it_stays_and_the_rest_ceases(plan, said, state, why):
    before = run(of_items(plan, one()), responding())
    kept = stored(before, **{"x//0": said})
    row = run(of_items(plan, one(start="end")), responding(plan_version=2), kept=kept)["x//0"]
    assert (row.state, row.ceased_why, row.plan_version_id) == (state, why, 2)
    done = state is S.DONE
    assert row.done_at == (at(48) if done else None)
    assert row.done_by == (said.get("done_by", "") if done else "")
    assert row.act_id == (said.get("act_id") if done else None)
    assert row.act_table == (said.get("act_table", "") if done else "")
    assert (row.title, row.born_at, row.due_at) == ("约谈", at(30), at(90))
    assert row.na_why == said.get("na_why", "")


def test_a_closing_by_hand_that_was_taken_back_closes_nothing(plan):
    of = of_items(plan, one(signs=(), hand=True))
    before = run(of, responding())
    for left in ({"hand_words": HAND}, {"act_table": "step", "act_id": 3}):
        row = run(of, responding(), kept=stored(before, **{"x//0": left}))["x//0"]
        assert (row.state, row.done_at) == (S.OPEN, None)


# ---- words and limits ----


def test_what_it_rests_on_is_its_basis_else_where_its_numbers_come_from(plan):
    assert run(of_items(plan, one(source="建议值")), responding())["x//0"].basis == "建议值"
    both = one(source="建议值", basis="突发事件应对法第61条")
    assert run(of_items(plan, both), responding())["x//0"].basis == "突发事件应对法第61条"


def test_an_incident_whose_plan_has_no_kinds_runs_as_level_three_until_its_grade(plan):
    due = {level: 60 * (n + 1) for n, level in enumerate(Level)}
    of = replace(of_items(plan, one(start="received", due=due)), kinds={})
    row = run(of, life(verified_at=at(5)))["x//0"]
    assert (minutes(row.due_at), row.level, row.provisional) == (180, Level.III, True)


def test_what_is_transferred_or_no_incident_ends_all_but_what_never_ends(plan):
    kept = one(start="end", until="never"), replace(one(start="end"), code="y")
    for state in (State.TRANSFERRED, State.FALSE_ALARM):
        rows = run(of_items(plan, *kept), responding(state=state, ended_at=at(50)))
        assert {key: row.state for key, row in rows.items()} == {"x//0": S.OPEN}


# ---- a case that must have come ----


def test_an_act_of_another_kind_of_incident_proves_it_where_somebody_said_that_it_applies(plan):
    """What was sealed in a gym is no food."""
    of = of_items(plan, one(when="涉及食品安全时", applies=Case(kinds=("food",))))
    talk = [act("talk", 40)]
    assert run(of, responding(), talk)["x//0"].state is S.WAITING
    assert run(of, responding(kind="food"), talk)["x//0"].state is S.DONE
    said = stored(run(of, responding()), **{"x//0": {"applies": True}})
    assert run(of, responding(), talk, said)["x//0"].state is S.DONE
    unsaid = stored(run(of, responding()))
    assert run(of, responding(), talk, unsaid)["x//0"].state is S.WAITING


# ---- one for each act, each group ----


def test_an_act_is_answered_by_one_that_follows_and_never_by_itself(plan):
    of = of_items(plan, one(per="sign:talk", start="asked"))
    acts = [act("talk", 40), act("talk", 50)]
    rows = run(of, responding(), acts)
    assert (rows["x/talk:400/0"].state, rows["x/talk:400/0"].done_at) == (S.DONE, at(50))
    assert rows["x/talk:500/0"].state is S.OPEN


def test_what_must_reach_all_is_open_where_there_is_nobody(plan):
    nobody = replace(of_items(plan, one(per="department", all=True)), departments={})
    assert run(nobody, responding(), [act("talk", 40)])["x//0"].state is S.OPEN


# ---- places ----

ROUNDS = {"per": "place", "round": HOURLY, "signs": ("site",), "ends": ("site.closed",)}


def dues(plan, acts, **fields):
    """By its number until when each round of the place runs, and when it was done."""
    of = of_items(plan, one(**(ROUNDS | {"again": 15} | fields)))
    rows = run(of, responding(places=(Place(7, "城东店"),)), acts, now=300)
    return {row.round: (minutes(row.due_at), minutes(row.done_at)) for row in rows.values()}


def at_place(sign, when):
    return act(sign, when, "place:7", table="team" if sign == "team" else "site")


def test_a_team_that_came_back_reports_within_a_quarter_of_an_hour_and_then_every_hour(plan):
    left = [at_place("site.closed", 100), at_place("site", 100)]
    assert dues(plan, left) == {1: (90, 100)}
    back = [*left, at_place("team", 130)]
    assert dues(plan, back) == {1: (90, 100), 2: (145, None)}
    assert dues(plan, [*back, at_place("site", 140)]) == {
        1: (90, 100), 2: (145, 140), 3: (200, None),
    }  # fmt: skip
    at_once = [*back, at_place("site", 130)]  # in the minute in which they came
    assert dues(plan, at_once) == {1: (90, 100), 2: (145, 130), 3: (190, None)}


def test_a_team_of_the_minute_in_which_another_left_has_not_come_back(plan):
    acts = [at_place("site.closed", 100), at_place("site", 100), at_place("team", 100)]
    assert dues(plan, acts) == {1: (90, 100)}
    assert dues(plan, [*acts, at_place("team", 101)]) == {1: (90, 100), 2: (116, None)}


def test_where_the_plan_says_no_time_for_who_comes_back_the_rhythm_runs_from_then(plan):
    acts = [at_place("site.closed", 100), at_place("site", 100), at_place("team", 130)]
    assert dues(plan, acts, again=0) == {1: (90, 100), 2: (190, None)}


def test_a_place_waits_for_its_own_act(plan):
    of = of_items(plan, one(per="place", start="act:team", after=After("team", 15)))
    rows = run(of, responding(), [act("team", 50, "place:7")])
    assert {key: minutes(row.due_at) for key, row in rows.items()} == {"x/place:7/0": 65}
    assert run(of, responding(places=()), []) == {}
    assert set(run(of, responding(places=()), [act("team", 50)])) == {"x//0"}


# ---- whom it is reported to ----


def follow(plan, **fields):
    report = one(
        per="chain", start="act:report.first", due={}, round=HOURLY, to_of="report_phone",
        signs=("report.followup",), **fields,
    )  # fmt: skip
    return replace(plan, obligations=plan.obligations | {"x": report})


def test_the_citys_chain_ceases_where_it_need_not_report(plan):
    """It was reported to somebody beside the chain alone, and the county reports at Ⅳ."""
    of = follow(plan, all=True)
    beside = [act("report.first", 45, "市消费者协会")]
    three = run(of, responding(), beside)
    assert three["x/city/1"].state is S.OPEN
    four = run(of, responding(Level.IV), beside, stored(three))["x/city/1"]
    assert (four.state, four.ceased_why) == (S.CEASED, "本级不由此上报")
    more = [*beside, act("report.followup", 50, "市消费者协会")]
    assert run(of, responding(Level.IV), more, stored(three))["x/city/1"].state is S.CEASED


def test_the_next_round_counts_from_when_the_report_went_to_the_first_of_those_it_reached(plan):
    acts = [act("report.first", 45, who) for who in ("city_duty_office", "province_bureau")]
    sent = [*acts, act("report.followup", 70, "province_bureau")]
    rows = run(follow(plan), responding(), sent)
    assert minutes(rows["x/city/1"].done_at) == 70
    assert minutes(rows["x/city/2"].due_at) == 130
    by_hand = {"x/city/1": {"hand_words": HAND, "done_by": "周岚", "done_at": at(90)}}
    late = run(follow(plan), responding(), acts, stored(rows, **by_hand))
    assert minutes(late["x/city/2"].due_at) == 150


def test_a_county_without_a_name_is_called_what_it_is(plan):
    rows = run(plan, responding(Level.IV, county_names={}))
    row = rows[f"report_first/county:{EAST}/county_government/0"]
    assert row.title == "书面首报报县（市、区）人民政府"
