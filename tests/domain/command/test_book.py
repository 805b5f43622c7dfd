"""The book: what is on the list of an incident, and which act closes it."""

from dataclasses import replace

import pytest

from commandcenter.domain.command.life import Asked, CountyShare, Place
from commandcenter.domain.command.obligation import ObligationState as S
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.times import from_local
from tests.domain.command.book_facts import (
    EAST,
    HAND,
    act,
    at,
    grade,
    life,
    minutes,
    responding,
    response,
    run,
    stored,
)

CITY, PROVINCE = "report_phone/city_duty_office/0", "report_phone/province_bureau/0"
FIRST, FIRST_PROVINCE = "report_first/city_duty_office/0", "report_first/province_bureau/0"
BOTH = ("city_duty_office", "province_bureau")


def told(when, *receivers, kind="first"):
    return [act(f"report.{kind}", when + n / 10, who) for n, who in enumerate(receivers or BOTH)]


# ---- before the grade ----


def test_until_it_is_verified_only_verifying_and_ringing_run(plan):
    rows = run(plan, life(), now=40)
    assert {key for key, row in rows.items() if row.state is S.OPEN} == {
        "verify//0",
        "ring_lead//0",
    }
    grey = {key for key, row in rows.items() if row.state is S.GREY}
    assert grey == {CITY, PROVINCE, FIRST, FIRST_PROVINCE}
    assert minutes(rows[CITY].due_at) == 30
    assert rows[CITY].provisional


def test_reports_of_a_school_run_by_the_limits_of_two(plan):
    rows = run(plan, life(kind="school_food"), now=5)
    assert (minutes(rows[CITY].due_at), rows[CITY].level) == (15, Level.II)
    assert (minutes(rows["verify//0"].due_at), rows["verify//0"].level) == (60, Level.III)


def test_food_counts_from_when_it_was_known(plan):
    rows = run(plan, life(known_at=at(-10)), now=5)
    assert minutes(rows[CITY].due_at) == 20


def test_once_verified_all_that_counts_from_the_call_runs(plan):
    of = life(state=State.ASSESSING, verified_at=at(5))
    rows = run(plan, of, [act("verified", 5)], now=40)
    assert rows["verify//0"].state is S.DONE
    assert rows["verify//0"].done_at == at(5)
    assert rows[CITY].state is S.OPEN
    assert {"activation_paper//0", "tell_departments//0", "suggest_grade//0"} <= set(rows)
    assert "roll_call//0" not in rows


def test_a_grey_row_stays_grey_until_then_and_is_done_in_time(plan):
    acts = told(4, kind="phone")
    assert run(plan, life(), acts, now=4.5)[CITY].state is S.GREY
    of = life(state=State.ASSESSING, verified_at=at(50))
    row = run(plan, of, acts, now=60)[CITY]
    assert (row.state, row.done_at, minutes(row.due_at)) == (S.DONE, at(4), 30)
    assert run(plan, life(state=State.FALSE_ALARM), acts, now=60)[CITY].state is S.DONE


def test_a_suggestion_asks_for_the_decision_and_that_for_the_response(plan):
    of = life(state=State.ASSESSING, verified_at=at(5))
    suggested = act("grade.suggested", 14, table="level_decision", id=3)
    rows = run(plan, of, [suggested])
    asked = rows["grade_decide/level_decision:3/0"]
    assert (asked.state, asked.role, asked.born_at) == (S.OPEN, Role.COMMANDER, at(14))
    assert "start_response//0" not in rows
    decided = act("grade.decided", 20, table="level_decision", id=4)
    rows = run(plan, replace(of, levels=(grade(Level.III, 20),)), [suggested, decided])
    assert rows["grade_decide/level_decision:3/0"].done_at == at(20)
    assert rows["start_response//0"].state is S.OPEN
    assert run(plan, responding(), [decided, act("response.started", 30)])[
        "start_response//0"
    ].state is S.DONE  # fmt: skip


def test_a_decision_answers_a_suggestion_of_the_same_moment_and_no_later_one(plan):
    of = life(state=State.ASSESSING, verified_at=at(5))
    acts = [
        act("grade.suggested", 14, table="level_decision", id=3),
        act("grade.decided", 14, table="level_decision", id=4),
        act("grade.suggested", 15, table="level_decision", id=5),
    ]
    rows = run(plan, of, acts)
    states = [rows[f"grade_decide/level_decision:{number}/0"].state for number in (3, 5)]
    assert states == [S.DONE, S.OPEN]


# ---- reports ----


def test_a_telephone_report_is_done_for_whom_it_reached(plan):
    rows = run(plan, responding(), told(25, "city_duty_office", kind="phone"))
    assert (rows[CITY].state, rows[PROVINCE].state) == (S.DONE, S.OPEN)
    assert rows[FIRST].state is S.OPEN


def test_a_written_report_closes_the_telephone_too_and_is_late_alone(plan):
    rows = run(plan, responding(), told(55))
    assert rows[CITY].state is rows[FIRST].state is S.DONE
    assert rows[CITY].done_at > rows[CITY].due_at
    assert rows[FIRST].done_at < rows[FIRST].due_at


def test_a_report_sent_on_later_is_late_only_for_its_receiver(plan):
    acts = [*told(45, "city_duty_office"), *told(100, "province_bureau")]
    rows = run(plan, responding(), acts, now=110)
    assert rows[FIRST].done_at <= rows[FIRST].due_at
    assert rows[FIRST_PROVINCE].done_at > rows[FIRST_PROVINCE].due_at


def test_a_raise_after_it_was_done_makes_nothing_late(plan):
    of = responding(Level.IV)
    of = replace(of, levels=(*of.levels, response(Level.II, 82)))
    acts = told(80, f"county:{EAST}/city_bureau", f"county:{EAST}/county_government")
    row = run(plan, of, acts, now=200)[f"report_first/county:{EAST}/city_bureau/0"]
    assert (row.state, minutes(row.due_at)) == (S.DONE, 120)


def test_at_four_the_county_reports_and_from_three_on_the_city(plan):
    four = run(plan, responding(Level.IV))
    assert f"report_phone/county:{EAST}/city_bureau/0" in four
    assert CITY not in four
    county = four[f"report_first/county:{EAST}/county_government/0"]
    assert (county.title, county.district, county.role) == (
        "书面首报报东城区人民政府",
        EAST,
        Role.COUNTY,
    )
    of = responding(Level.IV)
    raised = replace(of, levels=(*of.levels, response(Level.III, 50)))
    rows = run(plan, raised, kept=stored(four))
    assert rows[CITY].state is S.OPEN
    gone = rows[f"report_phone/county:{EAST}/city_bureau/0"]
    assert (gone.state, gone.ceased_why) == (S.CEASED, "现在不报市市场监督管理局")
    assert minutes(rows[CITY].due_at) == 80  # from the change


def test_a_chain_that_has_begun_goes_on(plan):
    of = responding(Level.IV)
    raised = replace(of, levels=(*of.levels, response(Level.III, 50)))
    acts = told(40, f"county:{EAST}/city_bureau", kind="phone")
    rows = run(plan, raised, acts)
    assert rows[f"report_phone/county:{EAST}/city_bureau/0"].state is S.DONE
    first = rows[f"report_first/county:{EAST}/city_bureau/0"]
    assert (first.state, minutes(first.due_at)) == (S.OPEN, 110)  # by the level that came


def test_a_county_need_not_report_what_the_city_reports(plan):
    rows = run(plan, responding(Level.IV), told(40, "city_duty_office"))
    assert not [key for key in rows if f"county:{EAST}/" in key]
    assert rows[FIRST_PROVINCE].state is S.OPEN


def test_follow_ups_come_in_rounds_from_the_first_report(plan):
    of = responding()
    assert not [key for key in run(plan, of) if key.startswith("report_follow")]
    acts = [*told(45), *told(280, kind="followup")]
    rows = run(plan, of, acts, now=300)
    done, waits = rows["report_follow/city/1"], rows["report_follow/city/2"]
    assert (done.title, done.state, minutes(done.due_at)) == ("续报一", S.DONE, 285)
    assert (waits.title, waits.state, minutes(waits.due_at)) == ("续报二", S.OPEN, 520)


def test_each_round_counts_from_the_one_before_and_not_from_the_last(plan):
    acts = [*told(45), *told(280, kind="followup"), *told(540, kind="followup")]
    rows = run(plan, responding(), acts, now=600)
    dues = [minutes(rows[f"report_follow/city/{n}"].due_at) for n in (1, 2, 3)]
    assert dues == [285, 520, 780]
    assert rows["report_follow/city/2"].done_at > rows["report_follow/city/2"].due_at


def test_a_round_is_done_when_all_have_it_and_counts_from_the_first(plan):
    acts = [*told(45), *told(280, "city_duty_office", kind="followup")]
    rows = run(plan, responding(), acts, now=300)
    assert rows["report_follow/city/1"].state is S.OPEN
    acts += told(310, "province_bureau", kind="followup")
    rows = run(plan, responding(), acts, now=320)
    assert rows["report_follow/city/1"].done_at == at(310)
    assert minutes(rows["report_follow/city/2"].due_at) == 520


def test_a_round_that_is_missed_does_not_multiply(plan):
    rows = run(plan, responding(), told(45), now=5_000)
    assert [key for key in rows if key.startswith("report_follow")] == ["report_follow/city/1"]


def test_of_the_rhythms_of_two_levels_the_earlier_stands(plan):
    of = responding(Level.III)
    raised = replace(of, levels=(*of.levels, response(Level.II, 100)))
    assert minutes(run(plan, raised, told(45), now=110)["report_follow/city/1"].due_at) == 220
    lowered = replace(raised, levels=(*raised.levels, response(Level.III, 130)))
    assert minutes(run(plan, lowered, told(45), now=140)["report_follow/city/1"].due_at) == 220


def test_a_daily_round_crosses_midnight(plan):
    late = from_local(2026, 11, 24, 23, 59, 59)
    first = act("report.first", 0, f"county:{EAST}/city_bureau")
    acts = [replace(first, at=late)]
    rows = run(plan, responding(Level.IV), acts, now=1_000)
    row = rows[f"report_follow/county:{EAST}/1"]
    assert row.due_at == from_local(2026, 11, 25, 16, 30)


def test_the_end_stops_the_rounds_and_begins_what_follows(plan):
    of = responding()
    rows = run(plan, of, told(45), now=60)
    over = replace(of, state=State.ENDED, ended_at=at(2_000))
    rows = run(plan, over, told(45), kept=stored(rows), now=2_100)
    row = rows["report_follow/city/1"]
    assert (row.state, row.ceased_why) == (S.CEASED, "响应已终止")
    assert minutes(rows["report_final/city_duty_office/0"].due_at) == 2_000 + 1_440
    assert minutes(rows["inquiry_assessment//0"].due_at) == 2_000 + 7 * 1_440
    assert rows["power//0"].state is S.OPEN
    assert {"return_equipment//0", "aftermath//0", "archive//0"} <= set(rows)


# ---- what closes and what opens again ----


def test_the_activation_paper_is_done_by_the_paper_and_not_by_the_activation(plan):
    acts = [act("response.started", 30)]
    assert run(plan, responding(), acts)["activation_paper//0"].state is S.OPEN
    acts += [act("paper.activation", 50)]
    assert run(plan, responding(), acts)["activation_paper//0"].done_at == at(50)


def test_an_act_before_the_activation_fulfils_it_at_birth(plan):
    row = run(plan, responding(), [act("talk", 12)])["trader_talk//0"]
    assert (row.state, row.done_at, row.born_at) == (S.DONE, at(12), at(30))
    assert row.done_by == "周岚"


def test_the_earliest_of_several_acts_counts(plan):
    acts = [act("talk", 50), act("talk", 40), act("talk", 45)]
    row = run(plan, responding(), acts)["trader_talk//0"]
    assert (row.done_at, row.act_table, row.act_id) == (at(40), "talk", 400)


def test_an_act_that_is_not_finished_proves_nothing(plan):
    acts = [act("talk", 40, finished=False)]
    assert run(plan, responding(), acts)["trader_talk//0"].state is S.OPEN


def test_an_act_that_is_taken_back_opens_it_and_the_limit_runs_on(plan):
    of, acts = responding(), [act("release.notice.publish", 40, "release:4")]
    before = run(plan, of)
    done = run(plan, of, acts, stored(before))
    again = run(plan, of, (), stored(done))
    assert done["first_release//0"].state is S.DONE
    assert (again["first_release//0"].done_by, again["first_release//0"].act_id) == ("", None)
    assert again.pop("release_daily//2").state is S.CEASED  # the round that followed
    assert again == before


def test_a_roll_call_is_whole_when_each_group_is_there(plan):
    acts = [act("attend", 31 + n, group.value) for n, group in enumerate(Group)]
    rows = run(plan, responding(), acts[:-1])
    assert rows["roll_call//0"].state is S.OPEN
    assert run(plan, responding(), acts)["roll_call//0"].done_at == at(36)


def test_departments_are_known_by_code_and_by_name(plan):
    always = [each for each in plan.departments.values() if each.always]
    assert len(always) == 7
    asked = [act("liaison.asked", 31 + n, each.title) for n, each in enumerate(always)]
    assert run(plan, responding(), asked[1:])["tell_departments//0"].state is S.OPEN
    assert run(plan, responding(), asked)["tell_departments//0"].state is S.DONE
    kept = [act("liaison.answered", 50, name) for name in ("公安机关", "卫生健康部门")]
    assert run(plan, responding(), kept[:1])["order_kept//0"].state is S.DONE
    assert run(plan, responding(), kept[1:])["order_kept//0"].state is S.OPEN


def test_seats_count_together_up_to_what_the_level_wants(plan):
    seats = [act("supply.seat.delivered", 40, id=1, amount=3)]
    assert run(plan, responding(), seats)["hotline_seats//0"].state is S.OPEN
    seats += [act("supply.seat.delivered", 45, id=2)]
    row = run(plan, responding(), seats)["hotline_seats//0"]
    assert (row.state, row.done_at, row.title) == (S.DONE, at(45), "12315 增设 4 席")


def test_what_was_enough_stays_enough_when_the_level_is_raised(plan):
    of = responding()
    raised = replace(of, levels=(*of.levels, response(Level.II, 50)))
    seats = [act("supply.seat.delivered", 40, amount=4)]
    assert run(plan, raised, seats)["hotline_seats//0"].state is S.DONE


def test_all_that_was_delivered_comes_back(plan):
    of = responding(state=State.ENDED, ended_at=at(2_000))
    out = [act("supply.vehicle.delivered", 40, table="supply_request", id=n) for n in (1, 2)]
    back = [act("supply.vehicle.returned", 2_010 + n, table="supply_request", id=n) for n in (1, 2)]
    assert run(plan, of, out + back[:1], now=2_100)["return_equipment//0"].state is S.OPEN
    row = run(plan, of, out + back, now=2_100)["return_equipment//0"]
    assert (row.state, row.done_at) == (S.DONE, at(2_012))
    assert run(plan, of, (), now=2_100)["return_equipment//0"].state is S.OPEN


# ---- places ----


def test_each_place_has_its_own_team_and_its_own_report(plan):
    acts = [act("team", 50, "place:7", amount=2), act("site", 60, "place:7")]
    rows = run(plan, responding(), acts, now=70)
    assert rows["officers_on_site/place:7/0"].state is S.DONE
    assert rows["officers_on_site/place:8/0"].state is S.OPEN
    assert rows["site_first/place:7/0"].state is S.DONE
    assert rows["site_first/place:8/0"].state is S.OPEN
    assert rows["site_first/place:8/0"].detail.startswith("城西店：")


def test_one_officer_is_not_two(plan):
    acts = [act("team", 50, "place:7")]
    assert run(plan, responding(), acts)["officers_on_site/place:7/0"].state is S.OPEN
    acts += [act("team", 55, "place:7")]
    assert run(plan, responding(), acts)["officers_on_site/place:7/0"].done_at == at(55)


def test_a_team_reports_a_quarter_of_an_hour_after_it_came(plan):
    rows = run(plan, responding(), now=31)
    assert minutes(rows["site_first/place:7/0"].due_at) == 105
    rows = run(plan, responding(), [act("team", 50, "place:7", amount=2)])
    assert minutes(rows["site_first/place:7/0"].due_at) == 65


def test_a_place_reports_every_hour_until_the_team_leaves(plan):
    acts = [act("team", 50, "place:7", amount=2), act("site", 60, "place:7")]
    key = "site_hourly/place:7/{}".format
    rows = run(plan, responding(), acts, now=70)
    assert minutes(rows[key(1)].due_at) == 120
    acts += [act("site", 115, "place:7"), act("site.closed", 160, "place:7", table="site")]
    acts += [act("site", 160, "place:7", table="site")]
    rows = run(plan, responding(), acts, now=200)
    assert [minutes(rows[key(n)].done_at) for n in (1, 2)] == [115, 160]
    assert key(3) not in rows
    acts += [act("team", 190, "place:7", amount=2)]
    rows = run(plan, responding(), acts, now=200)
    assert (rows[key(3)].state, minutes(rows[key(3)].due_at)) == (S.OPEN, 205)
    acts += [act("site", 210, "place:7")]
    rows = run(plan, responding(), acts, now=220)
    assert rows[key(3)].done_at > rows[key(3)].due_at  # five minutes late
    assert (rows[key(4)].state, minutes(rows[key(4)].due_at)) == (S.OPEN, 270)


def test_a_report_without_a_team_does_not_begin_the_rounds_of_a_place_again(plan):
    acts = [
        act("team", 50, "place:7", amount=2), act("site", 60, "place:7"),
        act("site.closed", 100, "place:7", table="site"), act("site", 100, "place:7", table="site"),
        act("site", 130, "place:7"),
    ]  # fmt: skip
    key = "site_hourly/place:7/{}".format
    rows = run(plan, responding(), acts, now=200)
    assert [minutes(rows[key(n)].done_at) for n in (1, 2)] == [100, 130]
    assert key(3) not in rows
    rows = run(plan, responding(), [*acts, act("team", 140, "place:7", amount=2)], now=200)
    assert (rows[key(3)].state, minutes(rows[key(3)].due_at)) == (S.OPEN, 155)


def test_a_place_that_came_later_is_not_late_at_once(plan):
    of = responding()
    of = replace(of, places=(*of.places, Place(9, "城南店", since=at(300))))
    rows = run(plan, of, now=301)
    assert minutes(rows["officers_on_site/place:9/0"].due_at) == 360


def test_without_a_place_there_is_one_row(plan):
    rows = run(plan, responding(places=()), [act("team", 40, "", amount=2)])
    assert rows["officers_on_site//0"].state is S.DONE
    assert "officers_on_site/place:7/0" not in rows


# ---- what people say ----


def test_what_no_record_proves_is_closed_by_a_sentence(plan):
    before = run(plan, responding())
    assert before["power//0"].form == ""
    said = {"power//0": {"hand_words": HAND, "done_by": "孙工", "done_at": at(48)}}
    rows = run(plan, responding(), kept=stored(before, **said))
    row = rows["power//0"]
    assert (row.state, row.done_at, row.done_by, row.hand_words) == (S.DONE, at(48), "孙工", HAND)
    assert (row.act_table, row.act_id) == ("", None)
    opened = {"power//0": {"hand_words": "", "done_by": "", "done_at": None}}
    assert run(plan, responding(), kept=stored(rows, **opened)) == before


def test_a_round_by_hand_begins_the_next(plan):
    before = run(plan, responding())
    said = {"opinion_brief//1": {"hand_words": HAND, "done_by": "孙工", "done_at": at(100)}}
    rows = run(plan, responding(), kept=stored(before, **said), now=110)
    assert rows["opinion_brief//1"].state is S.DONE
    assert minutes(rows["opinion_brief//2"].due_at) == 340


def test_not_applicable_survives_a_change_of_level_and_gives_way_to_an_act(plan):
    said = {"trader_talk//0": {"na_why": "经营者已失联", "na_by": "林总", "na_at": at(40)}}
    of = responding()
    rows = run(plan, of, kept=stored(run(plan, of), **said))
    assert rows["trader_talk//0"].state is S.NOT_APPLICABLE
    raised = replace(of, levels=(*of.levels, response(Level.II, 50)))
    rows = run(plan, raised, kept=stored(rows))
    assert rows["trader_talk//0"].state is S.NOT_APPLICABLE
    done = run(plan, raised, [act("talk", 58)], stored(rows))
    assert done["trader_talk//0"].state is S.DONE
    assert done["trader_talk//0"].na_why == "经营者已失联"
    assert run(plan, raised, (), stored(done)) == rows


def test_what_waits_for_its_case_opens_when_it_comes(plan):
    of = responding()
    rows = run(plan, of)
    waiting = {key.split("/")[0] for key, row in rows.items() if row.state is S.WAITING}
    assert waiting == {
        "stop_supply", "vulnerable", "preserve", "seize", "sample", "false_claims",
        "police_referral", "suit_support", "test_body", "stop_meals", "to_hospital",
        "stop_supplier", "lab_result",
    }  # fmt: skip
    said = {"preserve//0": {"applies": True}}
    assert run(plan, of, kept=stored(rows, **said))["preserve//0"].state is S.OPEN
    assert run(plan, replace(of, kind="food"))["stop_supply//0"].state is S.OPEN
    assert run(plan, replace(of, facts={"minors": 1}))["vulnerable//0"].state is S.OPEN
    assert run(plan, replace(of, facts={"minors": None}))["vulnerable//0"].state is S.WAITING
    asked = [act("case.police_ask", 50)]
    assert run(plan, of, asked)["police_referral//0"].state is S.OPEN
    assert run(plan, of, [act("case.preserve", 50)])["preserve//0"].state is S.DONE


def test_an_old_tick_stays_until_its_act_is_found(plan):
    before = run(plan, responding())
    tick = {"done_at": at(32), "done_by": "周岚", "act_table": "step", "act_id": 3}
    rows = run(plan, responding(), kept=stored(before, **{"trader_talk//0": tick}))
    assert rows["trader_talk//0"].state is S.DONE
    assert rows["trader_talk//0"].act_table == "step"
    rows = run(plan, responding(), [act("talk", 45)], stored(rows))
    assert (rows["trader_talk//0"].act_table, rows["trader_talk//0"].done_at) == ("talk", at(45))


def test_who_was_given_it_keeps_it(plan):
    before = run(plan, responding())
    rows = run(plan, responding(), kept=stored(before, **{"power//0": {"assigned_to": 9}}))
    assert rows["power//0"].assigned_to == 9


# ---- rows that ask ----


def directive(**more):
    fixed = {"kind": "directive", "table": "directive", "id": 12, "at": at(70)}
    return Asked(**(fixed | {"words": {"from_person": "王市长"}, "group": Group.ONSITE} | more))


def test_a_direction_is_carried_out_and_told_back(plan):
    of = responding(asked=(directive(due_at=at(130)),))
    rows = run(plan, of, now=80)
    row = rows["directive_done/directive:12/0"]
    assert (row.title, row.group, minutes(row.due_at)) == ("办理王市长批示", Group.ONSITE, 130)
    assert (row.born_table, row.born_id, row.form) == ("directive", 12, "directive")
    assert "directive_told/directive:12/0" not in rows
    acts = [act("directive.done", 120, "directive:12")]
    rows = run(plan, of, acts, now=121)
    assert rows["directive_done/directive:12/0"].state is S.DONE
    told_back = rows["directive_told/directive:12/0"]
    assert (told_back.state, minutes(told_back.due_at)) == (S.OPEN, 240)
    assert told_back.group is Group.COORDINATION


def test_a_direction_without_a_limit_has_that_of_its_level(plan):
    rows = run(plan, responding(asked=(directive(),)), now=80)
    assert minutes(rows["directive_done/directive:12/0"].due_at) == 310


def test_an_act_of_the_row_itself_closes_it_and_no_other(plan):
    asked = [
        Asked("instruction", "instruction", n, at(40), at(90), {"given_by": "林总"}, person=n)
        for n in (1, 2)
    ]
    acts = [act("instruction.reported", 60, table="instruction", id=1)]
    rows = run(plan, responding(asked=tuple(asked)), acts)
    assert rows["instruction/instruction:1/0"].state is S.DONE
    assert rows["instruction/instruction:2/0"].state is S.OPEN
    assert rows["instruction/instruction:2/0"].assigned_to == 2


def test_what_asked_and_was_taken_back_ceases(plan):
    release = Asked("release", "release", 4, at(40), words={"kind": "情况通报", "gate": "待签发"})
    of = responding(asked=(release,))
    rows = run(plan, of)
    assert rows["release_gate/release:4/0"].title == "情况通报待签发"
    rows = run(plan, replace(of, asked=()), kept=stored(rows))
    row = rows["release_gate/release:4/0"]
    assert (row.state, row.ceased_why) == (S.CEASED, "所依据的记录已撤回或者变更")
    again = run(plan, of, kept=stored(rows))
    assert (
        again["release_gate/release:4/0"].state,
        again["release_gate/release:4/0"].ceased_why,
    ) == (
        S.OPEN,
        "",
    )


def check(step, when, release, number):
    return act(
        f"release.notice.{step}", when, f"release:{release}", table="release_check", id=number
    )


def test_each_submitted_text_is_checked_in_half_an_hour(plan):
    acts = [check("submit", 40, 4, 1), check("submit", 50, 5, 2), check("legal", 55, 4, 3)]
    rows = run(plan, responding(), acts)
    first, second = (rows[f"legal_check/release_check:{n}/0"] for n in (1, 2))
    assert (first.state, second.state, minutes(second.due_at)) == (S.DONE, S.OPEN, 80)


def test_a_line_of_a_ledger_is_settled_or_waived_by_name(plan):
    line = Asked("consumers", "recovery", 3, at(2_100), at(9_000), {"title": "退还预付款"})
    of = responding(state=State.AFTERMATH, ended_at=at(2_000), asked=(line,))
    rows = run(plan, of, now=2_200)
    key = "recovery_consumers/recovery:3/0"
    assert (rows[key].title, rows[key].state) == ("退还预付款", S.OPEN)
    waived = [act("recovery.waived", 2_300, table="recovery", id=3)]
    row = run(plan, of, waived, stored(rows), now=2_400)[key]
    assert (row.state, row.ceased_why) == (S.CEASED, "已具名豁免")


def test_a_county_handles_its_share_until_the_nearest_limit(plan):
    of = responding(shares=(CountyShare(EAST, at(10), 31, at(9_000)),))
    row = run(plan, of)[f"county_handling/county:{EAST}/0"]
    assert (row.role, row.district, minutes(row.due_at)) == (Role.COUNTY, EAST, 9_000)
    acts = [act("handling.county", 300, f"county:{EAST}")]
    assert run(plan, of, acts)[f"county_handling/county:{EAST}/0"].state is S.DONE


def test_a_false_claim_is_answered_each_for_itself(plan):
    of = responding()
    rows = run(plan, of)
    assert rows["false_claims//0"].state is S.WAITING
    claim = Asked("false_claim", "opinion", 6, at(80), words={"source": "短视频平台"})
    rows = run(plan, replace(of, asked=(claim,)), kept=stored(rows), now=90)
    assert rows["false_claims/opinion:6/0"].state is S.OPEN
    assert rows["false_claims//0"].state is S.CEASED


def test_an_answer_to_another_opinion_closes_no_false_claim_that_never_came(plan):
    found = Asked("opinion", "opinion", 4, at(70), words={"source": "本地论坛"})
    answer = act("opinion.answered", 85, "opinion:4", table="opinion", id=4)
    rows = run(plan, responding(asked=(found,)), [answer], now=90)
    assert rows["opinion_answer/opinion:4/0"].state is S.DONE
    waiting = rows["false_claims//0"]
    assert (waiting.state, waiting.done_at, waiting.act_id) == (S.WAITING, None, None)


# ---- the life of an incident ----


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.FALSE_ALARM, "接报核实为误报"),
        (State.TRANSFERRED, "事件已移送"),
        (State.MERGED, "并入“悦力健身”"),
    ],
)
def test_what_is_open_ceases_with_the_incident(plan, state, why):
    rows = run(plan, life(), now=10)
    over = life(state=state, merged_into="悦力健身" if state is State.MERGED else "")
    rows = run(plan, over, [act("call_up.answered", 3, "lead_duty")], stored(rows), now=20)
    assert rows["ring_lead//0"].state is S.DONE
    left = [row for key, row in rows.items() if key != "ring_lead//0"]
    assert {(row.state, row.ceased_why) for row in left} == {(S.CEASED, why)}
    assert len(left) == 5


def test_a_level_that_has_it_not_lets_it_cease_and_the_next_brings_it_back(plan):
    of = responding(Level.II)
    rows = run(plan, of)
    assert rows["press_conference//0"].state is S.OPEN
    lowered = replace(of, levels=(*of.levels, response(Level.III, 70)))
    rows = run(plan, lowered, kept=stored(rows), now=80)
    row = rows["press_conference//0"]
    assert (row.state, row.ceased_why, row.must) == (S.CEASED, "Ⅲ级不设此项", False)
    raised = replace(lowered, levels=(*lowered.levels, response(Level.II, 90)))
    assert run(plan, raised, kept=stored(rows), now=95)["press_conference//0"].state is S.OPEN
    assert "press_conference//0" not in run(plan, responding(Level.III))


def test_a_merged_incident_and_back_is_as_if_it_never_was(plan):
    of, target = responding(), replace(responding(), incident=2)
    acts = [act("talk", 40)]
    before = run(plan, of, acts)
    merged = run(plan, replace(of, state=State.MERGED, merged_into="甲"), acts, stored(before))
    assert merged["trader_talk//0"].state is S.DONE
    assert run(plan, target, acts)["trader_talk//0"].state is S.DONE
    assert run(plan, of, acts, stored(merged)) == before
    assert run(plan, target, ())["trader_talk//0"].state is S.OPEN


def test_what_the_merged_incident_decided_for_itself_is_no_act_of_the_other(plan):
    target = replace(life(), incident=2)
    assert run(plan, target, [act("verified", 5)])["verify//0"].state is S.OPEN


def test_closing_ends_all_but_the_archive(plan):
    of = responding(state=State.AFTERMATH, ended_at=at(2_000))
    acts = [act("aftermath", 2_050)]
    rows = run(plan, of, acts, now=2_100)
    assert rows["close//0"].state is S.OPEN
    closed = replace(of, state=State.ARCHIVED, closed_at=at(3_000))
    rows = run(plan, closed, [*acts, act("closed", 3_000)], stored(rows), now=3_100)
    assert rows["close//0"].state is S.DONE
    assert {key for key, row in rows.items() if row.state is S.OPEN} == {"archive//0"}
    assert not [key for key, row in rows.items() if row.state in (S.WAITING, S.GREY)]


def test_a_limit_is_final_once_it_is_done(plan):
    """A decision entered later with an earlier time judges nobody anew."""
    of, acts = responding(), [act("talk", 200)]
    done = run(plan, of, acts, stored(run(plan, of)), now=210)
    assert minutes(done["trader_talk//0"].due_at) == 270
    late_entry = replace(of, levels=(*of.levels, response(Level.I, 100)))
    again = run(plan, late_entry, acts, stored(done), now=300)
    assert minutes(again["trader_talk//0"].due_at) == 270
    assert minutes(again["reception//0"].due_at) == 150


def test_the_bureau_may_have_a_book_of_its_own(plan):
    """Only what a record asks for is in it: nothing of an incident's list."""
    assert run(plan, life(incident=0, received_at=at(0))) == {}
    measure = Asked("drill_measure", "drill_measure", 7, at(0), at(90), {"words": "核对"},
                    group=Group.ONSITE)  # fmt: skip
    [row] = run(plan, life(incident=0, received_at=at(0), asked=(measure,))).values()
    assert (row.incident_id, row.key) == (None, "0/drill_measure/drill_measure:7/0")
    assert (row.title, row.group, minutes(row.due_at)) == ("演练整改：核对", Group.ONSITE, 90)
