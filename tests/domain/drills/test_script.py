"""The script of a drill as a file: what is read, what is refused, what is written again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.drills.answer_kinds import ANSWER_WORDS
from commandcenter.domain.drills.drill import InjectKind, Mode
from commandcenter.domain.drills.script import (
    Addressee,
    Fact,
    Inject,
    as_table,
    in_mode,
    read_script,
)
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.drill_scripts import own_scripts, read_file

GIVEN = {
    "title": "食物中毒演练", "begins": "2026-10-14 19:00", "until": "+3:00",
    "inject": [{"at": "+0:05", "kind": "call", "title": "校医来电", "to": {"role": "duty"},
                "signs": ["registered"], "limit_minutes": 10, "clause": "4.1(1)", "points": 3}],
    "fact": [{"at": "2026-10-14 20:10", "figure": "就医", "value": 31}],
    "past": [{"code": "report_phone", "title": "电话报告", "minutes": 12}],
}  # fmt: skip


def with_inject(**changed):
    return GIVEN | {"inject": [GIVEN["inject"][0] | changed]}


def test_a_script_is_read_by_the_bureaus_clock():
    script = read_script(GIVEN)
    assert script.begins == datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
    assert script.injects[0].at == datetime(2026, 10, 14, 11, 5, tzinfo=UTC)
    assert script.until == datetime(2026, 10, 14, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "until"),
    [("2000-01-01 00:00", "+0:01"), ("2099-12-31 23:58:30", "2099-12-31 23:59"),
     ("2026-10-14 19:00", "+999:59")],
)  # fmt: skip
def test_a_script_lies_in_this_century_and_lasts_a_while(begins, until):
    script = read_script(GIVEN | {"begins": begins, "until": until, "fact": [], "inject": []})
    assert script.until > script.begins


def test_what_a_script_does_not_say_is_the_usual():
    script = read_script({"title": " 演练 ", "begins": "2026-10-14 19:00", "until": "+3:00"})
    assert (script.title, script.mode, script.blind) == ("演练", Mode.LIVE, False)
    assert (script.source, script.source_words, script.players) == ("", "", "")
    assert script.injects == script.facts == script.past == ()
    bare = {"at": "+0:05", "kind": "call", "title": "来电"}
    [inject] = read_script(GIVEN | {"inject": [bare]}).injects
    assert inject == Inject(script.begins + timedelta(minutes=5), InjectKind.CALL, "来电")
    assert as_table(replace(script, injects=(inject,))) == {
        "title": "演练", "mode": "live", "blind": False, "begins": "2026-10-14 19:00:00",
        "until": "2026-10-14 22:00:00",
        "inject": [{"at": "2026-10-14 19:05:00", "kind": "call", "title": "来电"}],
    }  # fmt: skip


def test_injects_stand_in_the_order_of_their_times():
    later = GIVEN["inject"][0] | {"at": "+0:30", "title": "记者来电"}
    script = read_script(GIVEN | {"inject": [later, *GIVEN["inject"]]})
    assert [inject.title for inject in script.injects] == ["校医来电", "记者来电"]


def test_a_script_is_written_as_it_is_read():
    undone = {"code": "report_first", "title": "首报", "number": 2}
    whole = GIVEN | {
        "mode": "tabletop", "blind": True, "source": "incident:12", "source_words": "取自事件",
        "players": "A", "past": [*GIVEN["past"], undone],
        "inject": [GIVEN["inject"][0] | {
            "words": "有人呕吐", "payload": {"by": "yucheng"},
            "to": {"role": "duty", "group": "onsite", "district": "990102", "login": "zhoulan"},
        }],
    }  # fmt: skip
    script = read_script(whole)
    assert read_script(as_table(script)) == script
    assert as_table(script)["past"] == [
        {"code": "report_phone", "title": "电话报告", "number": 1, "minutes": 12},
        {"code": "report_first", "title": "首报", "number": 2},
    ]
    [inject] = script.injects
    assert inject.to == Addressee("duty", "onsite", "990102", "zhoulan")
    assert (inject.clause, inject.points) == ("4.1(1)", 3)
    assert [act.minutes for act in script.past] == [12, None]
    assert script.facts == (Fact(datetime(2026, 10, 14, 12, 10, tzinfo=UTC), "就医", 31),)


COMPLAINT = {
    "number": "YL1", "source": "12315", "kind": "complaint", "channel": "app",
    "registered_at": "2026-10-14 19:01",
}  # fmt: skip


def test_complaints_that_stand_in_a_script_can_be_taken_in():
    payload = {"complaints": [COMPLAINT], "exported_to": {"12315": "2026-10-14 19:05"}}
    [inject] = read_script(with_inject(payload=payload)).injects
    assert inject.payload == payload


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"complaints": [COMPLAINT | {"channel": "fax machine"}]}, "写法不对"),
        ({"complaints": [COMPLAINT | {"colour": "red"}]}, "写法不对"),
        ({"complaints": [{"number": "YL1"}]}, "缺少“registered_at”"),
        ({"complaints": ["YL1"]}, "写法不对"),
        ({"exported_to": {"telegraph": "2026-10-14 19:05"}}, "写法不对"),
        ({"exported_to": {"12315": "明天"}}, "写法不对"),
        ({"log_at": datetime(2026, 10, 14, 19, 5)}, "写法不对"),
        ({"made": {"count": 0, "trader": "店"}}, "投诉一批应为 1 到 2000 件"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_before_the_drill_begins(payload, words):
    with pytest.raises(AskedWrongly, match=words):
        read_script(with_inject(payload=payload))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**GIVEN, "title": ""}, "演练名称"),
        ({**GIVEN, "begins": "明天"}, "开始时间"),
        ({**GIVEN, "title": "第一行\n第二行"}, "演练名称应为 80 字以内的一行文字"),
        ({**GIVEN, "until": "2026-10-14 18:00"}, "晚于开始"),
        ({**GIVEN, "until": "+0:00"}, "结束时间应晚于开始时间"),
        ({**GIVEN, "begins": "+0:05"}, "开始时间“\\+0:05”看不懂，应如 2026-11-24 19:05"),
        ({**GIVEN, "until": "+3:60"}, "结束时间“\\+3:60”看不懂"),
        ({**GIVEN, "begins": "1999-12-31 23:59"}, "开始时间"),
        ({**GIVEN, "until": "2100-01-01 00:00"}, "结束时间"),
        ({**GIVEN, "until": None}, "结束时间“”看不懂"),
        ({**GIVEN, "mode": "x"}, "演练方式"),
        (with_inject(kind="x"), "注入种类"),
        (with_inject(signs=["x.y"]), "不是系统的记录"),
        (with_inject(limit_minutes=0), "时限应在"),
        (with_inject(limit_minutes=10_081), "时限应在 1 到 10080 分钟"),
        (with_inject(words="字" * 2_001), "注入“校医来电”的内容超过 2000 字"),
        (with_inject(title="字" * 81), "注入标题"),
        (with_inject(to={"group": "navy"}), "工作组"),
        (with_inject(signs=[]), "哪些记录"),
        (with_inject(to={"role": "x"}), "角色"),
    ],
)
def test_a_script_that_no_drill_can_follow_is_refused_in_words(given, words):
    with pytest.raises(AskedWrongly, match=words):
        read_script(given)


@pytest.mark.parametrize(
    "changed",
    [
        {"limit_minutes": 1}, {"limit_minutes": 10_080}, {"limit_minutes": None, "signs": []},
        {"words": "字" * 2_000}, {"title": "字" * 80}, {"signs": ["duty_log", "report.sent"]},
        {"to": {"group": "onsite"}},
    ],
)  # fmt: skip
def test_an_inject_at_the_ends_of_what_is_allowed_is_taken(changed):
    [inject] = read_script(with_inject(**changed)).injects
    assert inject.limit_minutes == changed.get("limit_minutes", 10)
    assert inject.words == changed.get("words", "")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**GIVEN, "inject": [7]}, "写法不对"),
        ({**GIVEN, "inject": 7}, "写法不对"),
        (with_inject(to="值班员"), "写法不对"),
        (with_inject(limit_minutes="十"), "写法不对"),
        ({**GIVEN, "fact": [{"at": "+0:10"}]}, "缺少“figure”"),
        ({**GIVEN, "past": [{"code": "x"}]}, "缺少“title”"),
        ({**GIVEN, "begins": "9999-12-31 23:00"}, "开始时间"),
        ({**GIVEN, "begins": datetime(1, 1, 1)}, "开始时间"),
        ({**GIVEN, "begins": "9" * 9_000}, "9…”看不懂"),
        ({**GIVEN, "mode": "x" * 9_000}, "演练方式"),
    ],
)
def test_what_is_no_table_of_a_script_is_refused_in_words(given, words):
    with pytest.raises(AskedWrongly, match=words) as refusal:
        read_script(given)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    "content",
    [b"begins = 2026-02-30", b"\xff", f"{'a.' * 20_000}a = 1".encode(), b"x = " + b"[" * 20_000],
)
def test_a_file_that_is_no_script_is_refused_in_chinese(tmp_path, content):
    path = tmp_path / "drill.toml"
    path.write_bytes(content)
    with pytest.raises(AskedWrongly, match=r"不是演练脚本：[^a-z]*。$"):
        read_file(path)


def test_parts_of_a_second_are_no_part_of_a_moment():
    begins = datetime(2026, 10, 14, 19, 0, 0, 5)
    script = read_script({**GIVEN, "begins": begins})
    assert read_script(as_table(script)) == script


def test_the_programs_own_drills_are_scripts():
    scripts = {path.stem: read_file(path) for path in own_scripts()}
    assert set(scripts) == {"a", "b", "c", "ab"}
    assert all(script.injects and script.players for script in scripts.values())


def test_a_conductor_chooses_among_the_records_that_the_duty_room_and_the_groups_make():
    offered = (
        "值班记录 事件登记 核实 定级建议 定级 启动响应 首报 续报 工作组到场 现场情况 会商记录 指令 "
        "叫应 部门通报 病例通报 证据登记 舆情登记 媒体提问登记 媒体提问答复"
    )
    assert " ".join(ANSWER_WORDS.values()) == offered
    [chosen] = read_script(with_inject(signs=list(ANSWER_WORDS))).injects
    assert chosen.signs == tuple(ANSWER_WORDS)
    own = [inject for path in own_scripts() for inject in read_file(path).injects]
    assert {sign for inject in own for sign in inject.signs} <= set(ANSWER_WORDS)


@pytest.mark.parametrize(
    ("title", "held"),
    [("闭店实战演练", "闭店桌面推演"), ("闭店演练", "闭店演练"), ("闭店桌面推演", "闭店桌面推演")],
)
def test_a_title_that_says_how_it_is_held_says_it_of_the_way_that_was_chosen(title, held):
    found = in_mode(read_script(GIVEN | {"title": title}), Mode.TABLETOP)
    assert (found.title, found.mode) == (held, Mode.TABLETOP)
    assert in_mode(found, Mode.LIVE).mode is Mode.LIVE
