"""One search finds everything that the asker may read, on both databases."""

import pytest

from commandcenter.domain.command.duty import LogKind
from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.domain.org import Role
from commandcenter.domain.seat.sight import Sight
from commandcenter.queries.seat.search import found_again, search
from commandcenter.queries.seat.search_ask import HitKind, Way, WayKind
from commandcenter.queries.seat.search_ways import fitting
from commandcenter.services.command import duty, running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.seat import people
from commandcenter.store.complaints import newest_saying
from commandcenter.store.people import actor_of
from tests.city import EAST
from tests.field import add_people

WEST = "990103"
PHONE = "13912345678"


@pytest.fixture
def incident(city):
    who = Complainant(name="王某", phone=PHONE)
    city.take_in(
        city.complaint("TS-1", title="会员卡退费", complainant=who),
        city.complaint("TS-2", title="ＶＩＰ卡无法使用", subject_name="澄州ABC健身"),
    )
    return city.register()


def found(city, words, kind=None, login="zhoulan", **how):
    hits = city.ask(search, getattr(city, login), words, **how)
    return [hit.title for hit in hits if kind in (None, hit.kind)]


def kinds(city, words, login="zhoulan", **how):
    return {hit.kind for hit in city.ask(search, getattr(city, login), words, **how)}


@pytest.mark.parametrize("words", ["悦力 闭店", "闭店 悦力", "yljg 闭店", "yueli", "ＹＬＪＧ"])
def test_an_incident_is_found_by_its_title_in_any_order_and_by_pinyin(city, words):
    city.register(title="悦力健管闭店事件")
    assert found(city, words, HitKind.INCIDENT) == ["悦力健管闭店事件"]


def test_people_are_found_by_name_duty_and_pinyin(city):
    assert found(city, "luomin", HitKind.PERSON) == ["罗敏"]
    assert found(city, "lm", HitKind.PERSON) == ["罗敏"]
    assert "陈屿" in found(city, "总指挥", HitKind.PERSON)
    assert found(city, "现场处置组 组长", HitKind.PERSON) == ["马骁"]


def test_what_the_bureau_sets_is_found_by_its_title(city):
    titles = found(city, "值班员每班时长", HitKind.SETTING)
    assert titles == ["值班员每班时长"]
    assert kinds(city, "春节前后") >= {HitKind.SETTING, HitKind.DATE}


def test_lines_of_both_logs_are_found(city, incident):
    city.do(running_log.write_line, "zhoulan", incident, "场馆经理到场，称周五前答复")
    assert found(city, "经理 答复", HitKind.LOG) == ["场馆经理到场，称周五前答复"]
    entry = duty.NewEntry(LogKind.NOTE, text="市政府来电询问退费进展")
    city.do(duty.write_entry, "liwei", entry)
    assert found(city, "进展", HitKind.DUTY_LOG) == ["市政府来电询问退费进展"]


def test_wide_and_narrow_signs_find_one_another(city, incident):
    for words in ("VIP", "ＶＩＰ"):
        assert found(city, words, HitKind.COMPLAINT) == ["ＶＩＰ卡无法使用"]
    for words in ("ABC", "ＡＢＣ"):
        assert found(city, words, HitKind.SUBJECT) == ["澄州ABC健身"]
        assert found(city, words, HitKind.COMPLAINT) == ["ＶＩＰ卡无法使用"]
    assert found(city, "ＴＳ－１", HitKind.COMPLAINT) == ["会员卡退费"]


def test_a_complaint_is_not_found_by_the_telephone_of_who_complained(city, incident):
    assert found(city, PHONE) == []
    assert found(city, PHONE[-8:]) == []
    assert found(city, "王某") == []


def test_a_mobile_number_of_the_duty_log_is_found_by_who_sees_it_alone(city):
    entry = duty.NewEntry(LogKind.NOTE, text=f"消费者留电话 {PHONE}，已转科室")
    city.do(duty.write_entry, "liwei", entry)
    assert found(city, PHONE, HitKind.DUTY_LOG, login="liwei")
    assert found(city, PHONE, HitKind.DUTY_LOG, login="maxiao") == []


def test_a_county_finds_its_own_incidents_and_lines_alone(city):
    add_people(city)
    here = city.register(title="东边的闭店事件")
    there = city.register(title="西边的闭店事件", districts=(WEST,), brand="")
    for number in (here, there):
        city.do(running_log.write_line, "zhoulan", number, f"已到现场{number}")
    assert found(city, "闭店事件", HitKind.INCIDENT, login="east") == ["东边的闭店事件"]
    assert found(city, "已到现场", HitKind.LOG, login="east") == [f"已到现场{here}"]
    assert set(found(city, "闭店事件", HitKind.INCIDENT)) == {"东边的闭店事件", "西边的闭店事件"}


def test_who_sees_no_picture_finds_what_their_pages_show(city, incident):
    with city.db.write() as session:
        for login, role in (("hewei", Role.CLERK_HOTLINE), ("guanli", Role.ADMIN)):
            person = people.add_person(session, PROGRAM, people.NewPerson(login, login))
            people.grant_role(session, PROGRAM, person, role)
    with city.db.read() as session:
        clerk, admin = (actor_of(session, x, city.db.clock()) for x in ("hewei", "guanli"))

    def seen(actor, words):
        return {hit.kind for hit in city.ask(search, actor, words)}

    for words in ("悦力", "报告", "陈屿", "4.1"):
        assert seen(clerk, words) <= {HitKind.COMPLAINT, HitKind.SUBJECT}
        assert seen(admin, words) <= {HitKind.CLAUSE, HitKind.SETTING, HitKind.PERSON}
    assert seen(admin, "陈屿") == {HitKind.PERSON}
    assert HitKind.INCIDENT in {
        hit.kind for hit in city.ask(search, admin, "悦力", sight=Sight.PICTURE)
    }  # in a drill's store the city is invented


def test_what_was_chosen_before_is_found_again_as_it_is_called_now(city, incident):
    keys = {HitKind.INCIDENT: (str(incident), "999"), HitKind.PERSON: ("1",)}
    hits = city.ask(found_again, city.zhoulan, keys)
    assert {hit.kind for hit in hits} == {HitKind.INCIDENT, HitKind.PERSON}
    assert city.ask(found_again, city.zhoulan, {}) == ()
    add_people(city)
    there = city.register(title="西边的事件", districts=(WEST,), brand="")
    assert city.ask(found_again, city.east, {HitKind.INCIDENT: (str(there),)}) == ()


@pytest.mark.parametrize("read", [0, 1, 1_000])
def test_old_complaints_are_found_by_the_index_and_new_ones_by_reading(city, monkeypatch, read):
    monkeypatch.setattr(newest_saying, "READ", read)
    city.take_in(
        *(city.complaint(f"N{n}", minutes_ago=n + 1, title=f"第{n}件说明书缺页") for n in range(9)),
        city.complaint("OLD-77", minutes_ago=900, title="很早的划痕", subject_name="远方商行"),
    )
    assert found(city, "划痕", HitKind.COMPLAINT) == ["很早的划痕"]
    assert found(city, "远方 划痕", HitKind.COMPLAINT) == ["很早的划痕"]
    assert found(city, "OLD-7", HitKind.COMPLAINT) == ["很早的划痕"]
    titles = found(city, "说明书缺页", HitKind.COMPLAINT)
    assert titles == [f"第{n}件说明书缺页" for n in range(5)]
    assert found(city, "没有这样说", HitKind.COMPLAINT) == []


def test_a_county_finds_old_complaints_of_its_own_alone(city, monkeypatch):
    monkeypatch.setattr(newest_saying, "READ", 1)
    add_people(city)
    city.take_in(
        city.complaint("E", minutes_ago=50, district=EAST, title="东边的划痕"),
        city.complaint("W", minutes_ago=60, district=WEST, title="西边的划痕"),
        city.complaint("N", minutes_ago=1, title="别的"),
    )
    assert found(city, "划痕", HitKind.COMPLAINT, login="east") == ["东边的划痕"]
    assert found(city, "划痕", HitKind.COMPLAINT) == ["东边的划痕", "西边的划痕"]


@pytest.mark.parametrize("words", ["risk", "风险", "fx", "fengxian"])
def test_a_page_of_an_english_screen_is_found_by_its_chinese_name_too(words):
    risk = Way(WayKind.PAGE, "page:risk", "Risk", "", chinese="风险")
    duty = Way(WayKind.PAGE, "page:duty", "Duty", "", chinese="值守")
    assert fitting((duty, risk), words) == (risk,)
