"""Slow matters in texts become one signal that grows; names in texts count for the rules."""

from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import local
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.offices.past_watch import run_past
from commandcenter.queries.watch.monitor_wall import wall_signals
from commandcenter.queries.watch.signals import signal_detail
from commandcenter.services.watch import signals as triage
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.signal_rows import counted_words
from commandcenter.watch.detect import detect
from tests.watch.stage import (
    known_since_days,
    notes,
    of_person,
    open_signals,
    quiet_weeks,
    shop_complaint,
    signals,
    watch,
)

DAY = 24 * 60
GYM = (
    "星瑞健身馆突然关门，年卡还有大半年没用",
    "星瑞健身馆大门贴了封条，私教课没上完",
    "去星瑞健身馆发现停业，年卡余额没人管",
    "听说星瑞健身馆老板跑了，年卡怎么办",
    "星瑞健身馆的店长失联，私教课没上完",
    "星瑞健身馆年卡不给退，大门锁了",
)


def nameless(city, number, days_ago, text, **fields):
    """A complaint of its own person that names nobody in a column."""
    told = {"subject_name": "", "title": "投诉", "text": text, "problem": f"题{number % 7}"}
    return shop_complaint(city, number, days_ago * DAY, **(told | fields))


@pytest.fixture
def long_past(city):
    """Three months of complaints that say the usual."""
    said = ("手机屏幕有划痕", "洗衣机漏水没人修", "外卖里有头发", "快递丢了不赔", "空调不制冷")
    city.take_in(
        *[
            nameless(city, 10_000 + day * 5 + n, day + 0.1 * n, f"{said[n]}，第{day}次反映")
            for day in range(2, 75)
            for n in range(5)
        ]
    )
    return city


def tell(city, first, count, *, from_day, every=1.0):
    made = [
        nameless(city, first + n, from_day - n * every, GYM[n % len(GYM)]) for n in range(count)
    ]
    city.take_in(*made)
    return made


def test_a_few_a_day_over_days_are_one_signal_with_a_name(long_past):
    city = long_past
    tell(city, 1, 6, from_day=6.4)
    kept = watch(city)
    kept.full(city.db.clock())
    [signal] = [s for s in open_signals(city) if s.detector is Detector.GATHERING]
    assert (signal.stream, signal.title) == (StreamKind.MENTION, "星瑞健身馆")
    assert (signal.observed, signal.people) == (6, 6)
    assert "以来 6 人反映星瑞健身馆（6 件）" in signal.words
    assert counted_words(signal).startswith("6 天 6 人，此前同样时长 ")
    [line] = [each for each in city.ask(wall_signals).lines if each.over_days]
    assert (line.people, line.expected) == (6, None)
    kept.full(city.db.clock())
    assert len(signals(city)) == len({s.id for s in signals(city)}) == 1


def test_the_signal_grows_night_by_night_and_keeps_its_number(long_past):
    city = long_past
    tell(city, 1, 5, from_day=12.4)
    at = city.db.clock()
    known_since_days(city, 30)
    kept = watch(city)
    kept.full(at - timedelta(days=7))
    [before] = signals(city)
    tell(city, 20, 6, from_day=6.4)
    kept.full(city.db.clock())
    [signal] = signals(city)
    assert (signal.id, signal.observed) == (before.id, 11)
    assert notes(city, signal) == ["found", "grew"]


SHUT = (
    "年卡还有大半年没用，大门贴了封条，微信群解散",
    "大门贴了封条，私教课没上完，店长失联",
    "店长失联，微信群解散，年卡还有大半年没用",
    "私教课没上完，大门贴了封条，年卡还有大半年没用",
)


def test_what_first_had_no_name_is_called_by_it_once_people_give_it(long_past):
    city = long_past
    told = [nameless(city, n, 12.4 - n / 2, SHUT[n]) for n in range(4)]
    city.take_in(*told)
    at = city.db.clock()
    known_since_days(city, 30)
    kept = watch(city)
    kept.full(at - timedelta(days=9))
    [before] = signals(city)
    assert before.stream is StreamKind.KEYWORDS
    named = [f"星瑞健身馆{words}" for words in SHUT + SHUT]
    city.take_in(*[nameless(city, 50 + n, 7.4 - 0.8 * n, text) for n, text in enumerate(named)])
    kept.full(city.db.clock())
    [signal] = signals(city)
    assert (signal.id, signal.title) == (before.id, "“星瑞健身馆”")
    assert "““" not in signal.words


def test_people_who_name_a_shop_only_in_words_are_a_group(city):
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(
        *[nameless(city, n, n / 30, "锦澜大药房卖假药", problem="质量") for n in range(1, 6)]
    )
    found = {(f.stream, f.detector): f for f in detect(city.db, city.db.clock(), full=False)}
    group = found[StreamKind.MENTION, Detector.GROUP_COMPLAINT]
    assert (group.key, group.people, group.mentioned) == ("锦澜大药房", 5, 5)


def test_a_known_trader_counts_where_only_the_words_name_it(city):
    named = [shop_complaint(city, n, 40 * n) for n in range(1, 4)]
    told = [
        nameless(city, 20 + n, n / 30, "东门包子铺的包子发霉", problem="售后服务")
        for n in range(1, 3)
    ]
    city.take_in(*named)
    city.take_in(*told)
    watch(city).quick()
    [signal] = open_signals(city)
    assert (signal.stream, signal.title, signal.people) == (StreamKind.SUBJECT, "东门包子铺", 5)
    assert "其中 2 件为文中提及" in signal.words
    with city.db.read() as session:
        detail = signal_detail(session, city.zhoulan, signal.id, city.db.clock())
    assert len(detail.passages) == 2
    assert all("东门包子铺的包子发霉" in passage for passage in detail.passages)


def test_a_road_or_a_town_is_nobody_to_complain_about(city):
    city.take_in(
        *[nameless(city, n, n / 30, "人民大道的路灯不亮", problem="质量") for n in range(1, 9)]
    )
    kinds = {f.stream for f in detect(city.db, city.db.clock(), full=False)}
    assert StreamKind.MENTION not in kinds


def rename(city, signal, name, why="当事人都这样称呼"):
    city.do(triage.rename, "zhoulan", signal.id, name, TriageNote(why, observed=signal.observed))


def test_a_name_given_by_hand_stays_and_is_known_from_then_on(city):
    city.take_in(*quiet_weeks(city, 10_000))
    city.take_in(
        *[nameless(city, n, n / 30, "锦澜大药房卖假药", problem="质量") for n in range(1, 6)]
    )
    kept = watch(city)
    kept.quick()
    [signal] = [s for s in open_signals(city) if s.stream is StreamKind.MENTION]
    assert "锦澜大药房" in signal.words
    rename(city, signal, "锦澜堂")
    [renamed] = [s for s in open_signals(city) if s.stream is StreamKind.MENTION]
    assert "锦澜堂" in renamed.words
    assert "锦澜大药房" not in renamed.words
    later = [nameless(city, 30 + n, n / 60, "锦澜堂的药过期了", problem="质量") for n in range(5)]
    city.take_in(*later)
    kept.quick()
    titles = {s.title: s for s in open_signals(city)}
    assert "锦澜堂" in titles
    assert "锦澜大药房" not in titles
    assert notes(city, signal) == ["found", "renamed"]
    later = detect(city.db, city.db.clock(), full=False)
    assert {f.key for f in later if f.stream is StreamKind.MENTION} == {"锦澜堂"}


def test_a_name_is_changed_only_to_another_one_and_with_a_reason(city):
    city.take_in(*[shop_complaint(city, n, 40 * n) for n in range(1, 6)])
    watch(city).quick()
    [signal] = open_signals(city)
    for name, why in (("东门包子铺", "同一家"), ("", "同一家"), ("东门老铺", "")):
        with pytest.raises(RuleBroken):
            rename(city, signal, name, why)
    [same] = open_signals(city)
    assert (same.title, notes(city, same)) == ("东门包子铺", ["found"])


def channel_crowd(city, count, **fields):
    """So many by one channel within the hour, of many traders and kinds."""
    return [
        shop_complaint(
            city, 500 + n, 2 + n, subject_name=f"店{n}", category=f"类{n % 5}",
            problem=f"题{n % 5}", **{key: value(n) for key, value in fields.items()},
        )
        for n in range(count)
    ]  # fmt: skip


def test_a_burst_of_a_channel_is_named_by_the_town_that_it_came_from(city):
    city.take_in(*quiet_weeks(city, 10_000, town=""))
    city.take_in(*channel_crowd(city, 24, town=lambda n: "云桥街道" if n % 8 else ""))
    watch(city).quick()
    shown = open_signals(city)
    assert [s.stream for s in shown] == [StreamKind.TOWN]
    merged = {s.stream for s in signals(city, SignalState.MERGED)}
    assert StreamKind.CHANNEL in merged


WATER = (
    "家里自来水发黄有异味，孩子不敢喝",
    "今早起自来水发黄有异味，一股铁锈味",
    "整栋楼自来水发黄有异味，洗不了衣服",
    "自来水发黄有异味，供水热线说不清楚",
    "自来水发黄有异味，净水器滤芯都变黑了",
    "自来水发黄有异味，做饭只能买桶装水",
    "老人喝了以后肚子不舒服，自来水发黄有异味",
    "饭店没法营业，自来水发黄有异味",
)


def test_a_burst_of_a_channel_is_named_by_what_its_texts_say(city):
    """Nobody is named, and it came from everywhere: what they say explains it, not the county."""
    city.take_in(*quiet_weeks(city, 10_000, town="", text="买的东西有问题，店家不理"))
    city.take_in(*channel_crowd(city, 48, text=lambda n: WATER[n % 8] if n % 6 else "退货不给办"))
    watch(city).quick()
    [shown] = open_signals(city)
    assert (shown.stream, shown.observed) == (StreamKind.KEYWORDS, 40)
    assert "自来水发黄有异味" in shown.title
    merged = {s.stream for s in signals(city, SignalState.MERGED)}
    assert {StreamKind.CHANNEL, StreamKind.DISTRICT} <= merged


def test_a_county_in_hand_takes_the_name_of_what_explains_it(city):
    """What a person has taken up stays theirs; it is only called by what it is about."""
    city.take_in(*quiet_weeks(city, 10_000, town=""))
    city.take_in(*channel_crowd(city, 12))
    watch(city).quick()
    [wide] = open_signals(city)
    assert wide.stream is StreamKind.DISTRICT
    city.do(triage.verify, "zhoulan", wide.id, TriageNote("已核实", observed=wide.observed))
    city.take_in(
        *[
            shop_complaint(city, 700 + n, 1 + n / 10, subject_name=f"号{n}", problem=f"题{n % 5}",
                           category=f"类{n % 5}", town="云桥街道")
            for n in range(60)
        ]
    )  # fmt: skip
    watch(city).quick()
    with city.db.read() as session:
        row = session.get(SignalRow, wide.id)
        assert (row.stream, row.state) == (StreamKind.DISTRICT, SignalState.VERIFYING)
        assert row.title.endswith("云桥街道")
    assert "took in" in notes(city, wide)


def test_past_nights_show_what_gathered_as_it_would_have_grown(long_past):
    city = long_past
    tell(city, 1, 10, from_day=12.4)
    today = local(city.db.clock()).date()
    first = today - timedelta(days=12)
    # The night of today is analysed by half past two.
    last = today if local(city.db.clock()).hour > 2 else today - timedelta(days=1)
    run = run_past(city.db, first, last)
    [(night, signal)] = [each for each in run.signals if each[1].title == "星瑞健身馆"]
    # With its third to eighth person, not when it is over.
    assert 2 <= (local(night.at).date() - first).days <= 9
    grew = [each for n in run.nights for each in n.grew if each.number == signal.number]
    assert len(grew[-1].complaints) >= 8
    assert all(night.failed == {} for night in run.nights)


def test_nobody_writes_often_enough_to_be_many(long_past):
    city = long_past
    city.take_in(
        *[
            nameless(city, n, 7.4 - n, GYM[n % 6], complainant=of_person(1))
            for n in range(7)
        ]
    )  # fmt: skip
    watch(city).full(city.db.clock())
    assert signals(city) == []
