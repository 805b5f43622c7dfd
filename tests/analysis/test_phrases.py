"""Runs of characters are counted by people and days, and compared with what lies before."""

import numpy as np

from commandcenter.analysis.characters import cleaned, plain
from commandcenter.analysis.phrases import Said, Spoken

WINDOWS = (2, 7)
SETTINGS = {"windows": WINDOWS, "gap": 3, "base_days": 40, "least_days": 10}
USUAL = ("购买的手机屏幕有划痕", "洗衣机漏水没有人修", "快递丢失不肯赔偿", "外卖里吃出头发")
SHUT = "卷帘门拉下来了里面在搬跑步机"


def usual_day(day, count=8):
    return [Said(day * 100 + n, f"p{day} {n}", USUAL[(day + n) % 4]) for n in range(count)]


def spoken_after(days):
    spoken = Spoken(**SETTINGS)
    for texts in days:
        spoken.add(texts)
    return spoken


def said_by(people, day, words=SHUT):
    return [Said(day * 100 + 50 + n, person, words) for n, person in enumerate(people)]


def test_dates_sums_and_long_numbers_are_no_part_of_a_phrase():
    assert plain("2019年5月12日交了3000元") == "\n" * 10 + "交了" + "\n" * 5
    assert "1390" not in plain("电话13900000001打不通")
    assert "12栋" in plain("翠湖12栋漏水")


def test_full_width_and_small_letters_are_read_as_their_likes():
    assert plain("ＫＴＶ噪音") == plain("ktv噪音") == "KTV噪音"


def test_each_text_ends_where_the_next_begins():
    chars, starts = cleaned(["漏水", "", "噪音"])
    assert starts.tolist() == [0, 3, 4, 7]
    assert len(chars) == 7


def test_what_several_people_begin_to_say_is_rare_before():
    days = [usual_day(day) for day in range(30)]
    days[-1] += said_by(["a", "b", "c", "d"], 29)
    runs = spoken_after(days).rare(4, 2.5)
    assert runs
    assert {run.people for run in runs} == {4}
    assert all(run.texts == {2950, 2951, 2952, 2953} for run in runs)
    assert all(run.expected < 0.3 for run in runs)


def test_one_person_who_writes_sixty_three_times_is_one_person():
    days = [usual_day(day) for day in range(30)]
    for day in range(23, 30):
        days[day] += [Said(9_000 + day * 10 + n, "a", SHUT) for n in range(9)]
    assert spoken_after(days).rare(3, 2.5) == []


def test_what_is_said_every_week_is_not_rare():
    days = [usual_day(day) for day in range(40)]
    for day in range(40):
        days[day] += said_by([f"{day}"], day)
    days[-1] += said_by(["a", "b"], 41)
    assert spoken_after(days).rare(3, 2.5) == []


def test_a_matter_that_began_within_the_gap_is_not_its_own_past():
    days = [usual_day(day) for day in range(30)]
    for day in (26, 27, 28, 29):  # of the window of two days, the first two lie in the gap
        days[day] += said_by([f"{day} {n}" for n in range(3)], day)
    best = max(run.score for run in spoken_after(days).rare(3, 2.5))
    alone = [usual_day(day) for day in range(30)]
    for day in (28, 29):
        alone[day] += said_by([f"{day} {n}" for n in range(3)], day)
    assert best >= max(run.score for run in spoken_after(alone).rare(3, 2.5)) - 0.2


def test_with_too_little_before_it_a_window_is_not_judged():
    spoken = spoken_after([usual_day(day) for day in range(14)])
    assert not spoken.judged(2)
    spoken.add(usual_day(14) + said_by(["a", "b", "c", "d", "e"], 14))
    assert spoken.judged(2)
    assert not spoken.judged(7)
    assert {run.window for run in spoken.rare(4, 2.5)} == {2}


def test_days_that_went_by_leave_nothing_behind():
    """Read on from long ago or begun anew: the same counts, and the same runs."""
    days = [usual_day(day, 5 + day % 4) for day in range(120)]
    days[-1] += said_by(["a", "b", "c", "d"], 119)
    kept = spoken_after(days)
    anew = spoken_after(days[-(max(WINDOWS) + 3 + 40) :])
    assert kept.known_days == anew.known_days == 50
    assert kept.rare(4, 2.0) == anew.rare(4, 2.0) != []
    assert np.array_equal(kept._total, anew._total)
