"""What the demo's ledgers add up to is what its people say and its complaints hold."""

import re

import pytest

from commandcenter.db.demo import acts_a, acts_b, acts_c
from commandcenter.db.demo.acts import Verb
from commandcenter.db.demo.moment import D0, ScenarioKey
from commandcenter.domain.aftermath.aftermath import Ledger
from commandcenter.services.aftermath import recovery
from commandcenter.services.incident import response

WAN = 1_000_000  # 分 in 万元

ACTS = {key: module.acts(D0[ScenarioKey(key)])
        for key, module in (("A", acts_a), ("B", acts_b), ("C", acts_c))}  # fmt: skip
CONSUMERS = {"A": (648, 587.3), "B": (66, 5.28), "C": (1_502, 386.0)}  # 人, 万元


def calls(key, service):
    return [act.arguments["arguments"] for act in ACTS[key]
            if act.verb is Verb.CALL and act.arguments["service"] is service]  # fmt: skip


def lines(key):
    found = [line for _, line in calls(key, recovery.open_line)]
    return [line for line in found if line.ledger is Ledger.CONSUMERS]


@pytest.mark.parametrize("key", CONSUMERS)
def test_the_ledger_of_consumers_holds_all_people_and_all_their_money(key):
    people = sum(line.people for line in lines(key))
    amount = sum(line.cents for line in lines(key)) / WAN
    assert (people, round(amount, 2)) == CONSUMERS[key]


@pytest.mark.parametrize("key", CONSUMERS)
def test_no_more_is_settled_than_was_open(key):
    opened = {line.title: line for line in lines(key)}
    for which, people, cents, *_ in calls(key, recovery.settle_line):
        title = which.where.get("title", next(iter(opened)))
        line = next((o for t, o in opened.items() if t.startswith(title)), None)
        if line is not None:
            assert people <= line.people
            assert (cents or 0) <= line.cents


def test_the_end_of_the_gym_says_the_shares_of_its_ledger():
    [(_, ending)] = calls("A", response.end_response)
    shares = {line.way: round(100 * line.people / 648) for line in lines("A")}
    said = dict(re.findall(r"(\d+)%已(转接|退款)", ending.reason))
    assert {way: int(share) for share, way in said.items()} == {
        "转接": shares["转接"], "退款": shares["退款"],
    }  # fmt: skip
    assert "648人、587.3万元" in ending.reason


def test_the_refunds_of_the_live_stream_are_those_that_the_platform_named():
    [told] = [act.arguments["text"] for act in ACTS["C"]
              if act.verb is Verb.LOG and "退款通道" in str(act.arguments["text"])]  # fmt: skip
    assert f"{sum(line.cents for line in lines('C')) / WAN:.0f}万元" in told
