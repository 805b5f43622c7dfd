"""A place of the incident: what its team says, when it must speak again, and how far it is."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from commandcenter.domain.command.site import (
    Mood,
    Spot,
    Watch,
    log_words,
    nearest,
    require_count,
    require_not_left,
    require_people,
    require_position,
    require_seen,
    require_unused,
    taken_out_words,
    watch_of,
)
from commandcenter.domain.errors import RuleBroken

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DUES = (None, NOW - SECOND, NOW, NOW + SECOND)


@pytest.mark.parametrize("due", DUES)
def test_a_place_where_nobody_is_says_so_and_one_that_was_left_is_closed(due):
    """Whatever the book wants of it: silence is not calm."""
    assert watch_of(due, NOW, there=False, left=False) is Watch.NOBODY
    assert watch_of(due, NOW, there=True, left=True) is Watch.CLOSED
    assert watch_of(due, NOW, there=False, left=True) is Watch.CLOSED


def test_a_place_is_late_once_the_limit_of_its_next_report_has_passed():
    stands = [watch_of(due, NOW, there=True, left=False) for due in DUES]
    assert stands == [Watch.ON_TIME, Watch.LATE, Watch.ON_TIME, Watch.ON_TIME]


# A degree of a meridian is 111.32 km, one of the parallel of 60° half of that.
METRE = 1 / 111_320


@pytest.mark.parametrize(
    ("spot", "proposed"),
    [
        (Spot(4, 500 * METRE, 0), True),
        (Spot(4, 499.9 * METRE, 0), True),
        (Spot(4, 500.1 * METRE, 0), False),
        (Spot(4, -499.9 * METRE, 0), True),
        (Spot(4, -500.1 * METRE, 0), False),
        (Spot(4, 0, 499.9 * METRE), True),
        (Spot(4, 0, -500.1 * METRE), False),
        (Spot(4, 300 * METRE, 399 * METRE), True),
        (Spot(4, 301 * METRE, 401 * METRE), False),
    ],
)
def test_a_team_within_half_a_kilometre_is_proposed_to_be_there(spot, proposed):
    assert nearest([spot], 0, 0) == (4 if proposed else None)


def test_degrees_of_longitude_are_shorter_further_north():
    assert nearest([Spot(4, 60, 30 + 999 * METRE)], 60, 30) == 4
    assert nearest([Spot(4, 60, 30 + 1_001 * METRE)], 60, 30) is None


def test_of_several_places_the_nearest_is_proposed_and_of_two_alike_the_first():
    far, near, beyond = Spot(1, 31.003, 121), Spot(2, 31.001, 121), Spot(3, 31.01, 121)
    assert nearest([far, near, beyond], 31, 121) == 2
    assert nearest([Spot(9, 31.001, 121), Spot(8, 31.001, 121)], 31, 121) == 8
    assert nearest([beyond], 31, 121) is None
    assert nearest([], 31, 121) is None


@pytest.mark.parametrize(
    ("people", "fits"),
    [(None, True), (0, False), (-1, False), (1, True), (1_000_000, True), (1_000_001, False)],
)
def test_a_team_has_somebody_in_it(people, fits):
    if fits:
        require_people(people)
    else:
        with pytest.raises(RuleBroken, match=r"^队伍人数应为 1 至 1000000。$"):
            require_people(people)


@pytest.mark.parametrize(
    ("count", "fits"), [(None, True), (-1, False), (0, True), (1_000_000, True), (1_000_001, False)]
)
def test_a_count_may_say_that_nobody_is_there(count, fits):
    if fits:
        require_count(count)
    else:
        with pytest.raises(RuleBroken, match=r"^现场人数应为 0 至 1000000。$"):
            require_count(count)


def test_a_place_that_the_record_is_about_stays():
    require_unused("城东店", [], of_trader=False)
    require_unused("城东店", ["", ""], of_trader=False)
    with pytest.raises(RuleBroken, match=r"^“城东店”是涉事主体的场所，不能撤销。$"):
        require_unused("城东店", [], of_trader=True)
    words = r"^“城东店”在记录中已有2 支队伍、3 次报告，不能撤销；队伍离开后请撤点。$"
    with pytest.raises(RuleBroken, match=words):
        require_unused("城东店", ["2 支队伍", "3 次报告"], of_trader=False)


def test_the_log_says_which_place_was_taken_out_and_why():
    assert taken_out_words("城东店", "地点填错") == "撤销现场地点“城东店”：地点填错"


def test_a_team_is_put_where_the_map_knows_the_place():
    require_position(known=True)
    with pytest.raises(RuleBroken, match=r"^本点没有坐标，不能登记队伍位置；请增加带坐标的地点。$"):
        require_position(known=False)


@pytest.mark.parametrize("watch", list(Watch))
def test_what_was_left_is_not_left_again(watch):
    if watch is Watch.CLOSED:
        with pytest.raises(RuleBroken, match=r"^本点已撤收，没有新到的队伍。$"):
            require_not_left(watch)
    else:
        require_not_left(watch)


def test_nothing_is_seen_that_is_still_to_come():
    require_seen(NOW, NOW)
    require_seen(NOW - SECOND, NOW)
    with pytest.raises(RuleBroken, match=r"^报告的时间不能晚于现在。$"):
        require_seen(NOW + SECOND, NOW)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, "城东店：现场人数正在核查，平稳。"),
        (0, "城东店：现场无人员聚集，平稳。"),
        (1, "城东店：现场约 1 人，平稳。"),
    ],
)
def test_the_log_tells_a_count_that_is_missing_from_nobody(count, words):
    assert log_words("城东店", count, Mood.CALM, "", "", "") == words


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        (Mood.CALM, "平稳"),
        (Mood.UNEASY, "有不满情绪"),
        (Mood.HEATED, "情绪激动"),
        (Mood.CLASH, "发生冲突"),
    ],
)
def test_the_log_says_in_what_mood_they_are(mood, words):
    assert log_words("城东店", 60, mood, "", "", "") == f"城东店：现场约 60 人，{words}。"


@pytest.mark.parametrize(
    ("damage", "measures", "needs", "closes"), list(product((False, True), repeat=4))
)
def test_the_log_says_what_was_reported_and_no_head_of_what_was_not(
    damage, measures, needs, closes
):
    told = log_words(
        "城东店", 60, Mood.CALM, "玻璃门破损。" * damage, "设登记点；" * measures,
        "增派两人" * needs, closes,
    )  # fmt: skip
    parts = ["现场约 60 人，平稳"]
    parts += ["损失：玻璃门破损"] * damage
    parts += ["已采取措施：设登记点"] * measures
    parts += ["需要支持：增派两人"] * needs
    parts += ["本点撤收"] * closes
    assert told == "城东店：" + "；".join(parts) + "。"


def test_a_long_report_is_cut_to_what_a_line_of_the_log_holds():
    frame = len(log_words("城东店", 60, Mood.CALM, "损", "", "")) - 1
    whole = log_words("城东店", 60, Mood.CALM, "损" * (500 - frame), "", "")
    assert (len(whole), whole[-1]) == (500, "。")
    cut = log_words("城东店", 60, Mood.CALM, "损" * (501 - frame), "", "")
    assert (len(cut), cut[-2:]) == (500, "损…")
