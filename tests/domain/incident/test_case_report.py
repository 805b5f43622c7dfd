"""病例通报: each part adds up to those treated, or the refusal says how far it is off."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import (
    CaseReport,
    Meal,
    Onset,
    Place,
    affected,
    onset_at,
    position_at,
    require_report,
    width_of,
)
from commandcenter.domain.times import from_local

NOW = from_local(2026, 10, 14, 20, 46)
LUNCH = Meal("午餐", from_local(2026, 10, 14, 11, 40), from_local(2026, 10, 14, 12, 20))
HALF = timedelta(minutes=30)


def report(sites=(), hospitals=(), onset=(), treated=None, **more):
    """The numbers by part; intervals of half an hour since 13:00."""
    start = from_local(2026, 10, 14, 13, 0)
    parts = (sites, hospitals, onset)
    return CaseReport(
        source="市卫健委",
        as_of=more.pop("as_of", NOW),
        treated=max(map(sum, parts)) if treated is None else treated,
        sites=tuple(Place(f"{n}校", number) for n, number in enumerate(sites)),
        hospitals=tuple(Place(f"{n}院", number) for n, number in enumerate(hospitals)),
        onset=tuple(Onset(start + n * HALF, number) for n, number in enumerate(onset)),
        **more,
    )


def refusal(told, sites="学校"):
    with pytest.raises(RuleBroken) as refused:
        require_report(told, sites, NOW)
    return str(refused.value)


def cut(total, points):
    """Some numbers above zero that add up to a total."""
    edges = sorted({0, total, *(point % total for point in points)})
    return tuple(b - a for a, b in pairwise(edges))


cuts = st.lists(st.integers(1, 10_000), max_size=6)


@given(st.integers(1, 9_999), cuts, cuts, cuts, st.sets(st.sampled_from("sh"), max_size=2))
def test_what_adds_up_is_taken_whatever_part_is_left_out(total, sites, hospitals, onset, out):
    told = report(
        () if "s" in out else (*cut(total, sites), 0),
        () if "h" in out else cut(total, hospitals),
        cut(total, onset),
    )
    require_report(told, "学校", NOW)


@given(st.integers(1, 9_999), cuts, st.sampled_from(["sites", "hospitals", "onset"]),
       st.integers(-9_999, 9_999).filter(bool))  # fmt: skip
def test_what_does_not_add_up_is_refused_and_the_difference_is_named(total, points, part, off):
    told = report(**{name: cut(total, points) for name in ("sites", "hospitals", "onset")})
    first, *rest = getattr(told, part)
    if first.number + off <= 0:
        off = abs(off)
    wrong = replace(told, **{part: (replace(first, number=first.number + off), *rest)})
    name = {"sites": "学校", "hospitals": "医院", "onset": "发病时间"}[part]
    amount = f"{'多' if off > 0 else '少'}{abs(off)}人"
    expected = f"就医{total}人，{name}合计{total + off}人，{amount}；"
    assert refusal(wrong).startswith(expected)


def test_every_part_that_is_off_is_named():
    told = report((29, 0), (31,), (30, 3), treated=31)
    assert refusal(told) == (
        "就医31人，学校合计29人，少2人；发病时间合计33人，多2人；各项合计须等于就医人数，请核对后再报。"
    )


def test_a_total_alone_is_no_report_of_cases():
    assert "报人数" in refusal(report(treated=31))


def test_it_may_speak_of_an_earlier_moment_and_of_no_later_one():
    require_report(report((3,), as_of=NOW - timedelta(hours=2)), "学校", NOW)
    assert "晚于现在" in refusal(report((3,), as_of=NOW + timedelta(minutes=1)))


def test_a_school_without_a_patient_is_supplied_by_the_same_kitchen():
    told = report((31, 0, 0))
    require_report(told, "学校", NOW)
    assert affected(told.sites) == 1
    assert "大于 0" in refusal(report((31,), (31, 0)))


def test_intervals_do_not_overlap_and_one_may_be_unknown():
    told = report((5,), onset=(2, 3))
    require_report(replace(told, onset=(*told.onset[:1], Onset(None, 3))), "学校", NOW)
    assert "不能重叠" in refusal(replace(told, width=45))
    twice = (*told.onset, Onset(None, 1), Onset(None, 1))
    assert "不明" in refusal(replace(told, onset=twice, treated=7, sites=()))
    late = Onset(NOW + HALF, 3)
    assert "发病时间不能晚于" in refusal(replace(told, onset=(told.onset[0], late)))


def test_without_a_width_the_entries_say_it():
    assert width_of(report((5,), onset=(2, 3))) == 30
    assert width_of(report((5,), onset=(5,))) == 30
    assert width_of(replace(report((5,), onset=(2, 3)), width=20)) == 20


def test_the_meal_ended_before_the_report():
    require_report(report((3,), meal=LUNCH), "学校", NOW)
    assert "可疑餐次" in refusal(report((3,), meal=replace(LUNCH, ends_at=NOW + HALF)))
    assert "可疑餐次" in refusal(report((3,), meal=replace(LUNCH, starts_at=NOW)))


def test_no_school_stands_twice_and_a_position_is_whole():
    told = report((3, 4))
    assert "两次" in refusal(replace(told, sites=(Place("甲", 3), Place("甲", 4))))
    assert "经度" in refusal(replace(told, sites=(Place("甲", 3, lat=30.0), Place("乙", 4))))


def test_the_word_is_that_of_the_kind():
    assert "就餐场所合计2人" in refusal(report((2,), (3,), treated=3), sites="就餐场所")


@pytest.mark.parametrize(
    ("words", "at"),
    [("13:30", (10, 14, 13, 30)), ("21：15", (10, 13, 21, 15)), ("10-13 8:05", (10, 13, 8, 5)),
     ("10月14日 09:00", (10, 14, 9, 0))],
)  # fmt: skip
def test_a_time_that_is_typed_is_the_last_one_before_the_report(words, at):
    assert onset_at(words, NOW) == from_local(2026, *at)


def test_what_is_no_time_is_refused_and_the_unknown_is_said():
    assert onset_at("不明", NOW) is None
    for words in ("25:00", "午后", "13-40 10:00"):
        with pytest.raises(RuleBroken, match="看不懂"):
            onset_at(words, NOW)


@pytest.mark.parametrize("words", ["30.2741, 120.1551", "30.2741 120.1551", " 30.2741，120.1551 "])
def test_a_position_is_read_as_people_write_it(words):
    assert position_at(words) == (30.2741, 120.1551)


@pytest.mark.parametrize("words", ["", "育新路口", "30.2741", "91, 120", "30, 181", "30, 120, 1"])
def test_what_is_no_position_is_refused(words):
    with pytest.raises(RuleBroken):
        position_at(words)


def test_no_more_are_severe_than_are_treated():
    require_report(report((30,), severe=30, dead=0), "学校", NOW)
    with pytest.raises(RuleBroken, match="重症31人，多于就医30人"):
        require_report(report((30,), severe=31), "学校", NOW)
    with pytest.raises(RuleBroken, match="人数应为"):
        require_report(report((30,), dead=-1), "学校", NOW)


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        (90.0, 180.0, None), (-90.0, -180.0, None), (None, None, None), (0.0, 0.0, None),
        (90.001, 120.0, "纬度应在 -90 至 90 之间"), (-90.001, 120.0, "纬度应在 -90"),
        (30.0, 180.001, "经度应在 -180 至 180 之间"), (30.0, -180.001, "经度应在 -180"),
        (30.0, None, "经度和纬度须同时填写"), (None, 120.0, "经度和纬度须同时填写"),
    ],
)  # fmt: skip
def test_a_place_stands_on_the_earth_or_nowhere(lat, lon, words):
    for parts in ({"sites": (30,)}, {"hospitals": (30,)}):
        told = report(**parts)
        [name] = parts
        [place] = getattr(told, name)
        told = replace(told, **{name: (replace(place, lat=lat, lon=lon),)})
        if words is None:
            require_report(told, "学校", NOW)
        else:
            assert words in refusal(told)


@pytest.mark.parametrize("width", [15, 20, 30, 45, 60, 120, 180])
def test_intervals_are_as_long_as_may_be_chosen(width):
    require_report(report(onset=(30,), width=width), "学校", NOW)
    assert f"没有每 {width + 1} 分钟一段的分法" in refusal(report(onset=(30,), width=width + 1))


def test_a_report_is_of_now_at_the_latest_and_has_some_part():
    require_report(report((30,), as_of=NOW), "学校", NOW)
    assert "截至时间不能晚于现在" in refusal(report((30,), as_of=NOW + timedelta(seconds=1)))
    assert "请至少填写学校、医院、发病时间中的一项" in refusal(report(treated=30))
    assert "医院和发病时间的人数应大于 0" in refusal(report(hospitals=(30, 0)))
    assert "人数应为 0 至 1000000" in refusal(report((1_000_001,)))
    require_report(report((1_000_000,)), "学校", NOW)


@pytest.mark.parametrize(
    ("words", "now", "at"),
    [
        ("12-31 23:40", (2027, 1, 1, 1, 0), (2026, 12, 31, 23, 40)),
        ("23:40", (2027, 1, 1, 1, 0), (2026, 12, 31, 23, 40)),
        ("1-1 00:20", (2027, 1, 1, 1, 0), (2027, 1, 1, 0, 20)),
        ("12月30日 20:00", (2027, 1, 31, 9, 0), (2026, 12, 30, 20, 0)),
        ("12-31 23:40", (2026, 12, 31, 23, 50), (2026, 12, 31, 23, 40)),
        ("11-25 9:00", (2026, 11, 24, 9, 0), (2026, 11, 25, 9, 0)),
        ("12-1 9:00", (2026, 11, 24, 9, 0), (2026, 12, 1, 9, 0)),
        ("9:00", (2026, 11, 24, 9, 0), (2026, 11, 24, 9, 0)),
        ("9:01", (2026, 11, 24, 9, 0), (2026, 11, 23, 9, 1)),
        ("9时01分", (2026, 11, 24, 9, 30), (2026, 11, 24, 9, 1)),
    ],
)
def test_a_december_that_is_told_in_january_is_the_last_one(words, now, at):
    assert onset_at(words, from_local(*now)) == from_local(*at)


@pytest.mark.parametrize("words", ["不明", "发病时间不明", "时间不明", " 不明 "])
def test_an_unknown_time_is_said_in_these_words(words):
    assert onset_at(words, NOW) is None


def test_a_meal_and_an_onset_may_end_with_the_report():
    short = Meal("晚餐", NOW, NOW)
    require_report(report((3,), meal=short), "学校", NOW)
    assert "可疑餐次" in refusal(report((3,), meal=replace(short, starts_at=NOW + HALF)))
    last = replace(report(onset=(3,)), onset=(Onset(NOW, 3),))
    require_report(last, "学校", NOW)
    late = replace(last, onset=(Onset(NOW + timedelta(seconds=1), 3),))
    assert refusal(late) == "发病时间不能晚于通报的截至时间。"


def test_two_intervals_may_touch():
    told = report(onset=(2, 3))
    require_report(replace(told, width=30), "学校", NOW)
    near = replace(told.onset[1], starts_at=told.onset[1].starts_at - timedelta(minutes=1))
    wrong = replace(told, width=30, onset=(told.onset[0], near))
    assert refusal(wrong) == "发病时间按每 30 分钟一段填写，两段不能重叠。"


@pytest.mark.parametrize(
    ("minutes", "width"),
    [
        (10, 15), (14, 15), (15, 15), (19, 15), (20, 20), (29, 20), (30, 30), (44, 30), (45, 45),
        (60, 60), (119, 60), (120, 120), (179, 120), (180, 180), (600, 180),
    ],
)  # fmt: skip
def test_an_interval_is_the_longest_that_parts_all_entries(minutes, width):
    start = from_local(2026, 10, 14, 6)
    apart = timedelta(minutes=minutes)
    onset = (Onset(start + apart, 1), Onset(None, 1), Onset(start, 1), Onset(start + 3 * apart, 1))
    assert width_of(replace(report(), onset=onset)) == width


def test_every_number_is_one_that_can_be():
    most = 1_000_000
    for part in ("sites", "hospitals", "onset"):
        require_report(report(**{part: (most,)}), "学校", NOW)
        assert "人数应为 0 至 1000000" in refusal(report(**{part: (most + 1,)}))
        assert "人数应为 0 至 1000000" in refusal(report(**{part: (-1, 2)}))
    require_report(report((0,), severe=0, dead=most), "学校", NOW)
    for wrong in ({"dead": most + 1}, {"severe": -1}, {"treated": -1}):
        assert "人数应为 0 至 1000000" in refusal(report((0,), **wrong))


def test_no_two_hospitals_have_one_name():
    told = report(hospitals=(3, 4))
    twice = replace(told, hospitals=(Place("甲院", 3), Place("甲院", 4)))
    assert refusal(twice) == "医院“甲院”填写了两次，请合并。"


@pytest.mark.parametrize("words", ["90, 180", "-90, -180", "0 0"])
def test_a_position_at_the_edge_of_the_earth_is_one(words):
    assert position_at(words) == tuple(float(part) for part in words.replace(",", "").split())


@pytest.mark.parametrize("words", ["90.1, 0", "-90.1, 0", "0, 180.1", "0, -180.1"])
def test_a_position_beyond_the_edge_is_none(words):
    with pytest.raises(RuleBroken, match=r"^纬度应在 -90 至 90 之间，经度应在 -180 至 180 之间。$"):
        position_at(words)
    with pytest.raises(RuleBroken, match=f"列表里没有“{'路' * 20}”，请选择一处"):
        position_at("路" * 21)
