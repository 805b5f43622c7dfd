"""The script of a drill as a file, and the score."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.drills.answer_kinds import ANSWER_WORDS
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.scoring import Lapse, scored, total
from commandcenter.domain.drills.script import as_table, in_mode, read_rules, read_script
from commandcenter.domain.errors import AskedWrongly
from commandcenter.offices.drill_scripts import own_scripts, read_file, score_table

GIVEN = {
    "title": "食物中毒演练", "begins": "2026-10-14 19:00", "until": "+3:00",
    "inject": [{"at": "+0:05", "kind": "call", "title": "校医来电", "to": {"role": "duty"},
                "signs": ["registered"], "limit_minutes": 10, "clause": "4.1(1)", "points": 3}],
    "fact": [{"at": "2026-10-14 20:10", "figure": "就医", "value": 31}],
    "past": [{"code": "report_phone", "title": "电话报告", "minutes": 12}],
}  # fmt: skip
RULES = read_rules(score_table())


def with_inject(**changed):
    return GIVEN | {"inject": [GIVEN["inject"][0] | changed]}


def test_a_script_is_read_by_the_bureaus_clock():
    script = read_script(GIVEN)
    assert script.begins == datetime(2026, 10, 14, 11, 0, tzinfo=UTC)
    assert script.injects[0].at == datetime(2026, 10, 14, 11, 5, tzinfo=UTC)
    assert script.until == datetime(2026, 10, 14, 14, 0, tzinfo=UTC)


def test_a_script_is_written_as_it_is_read():
    script = read_script(GIVEN)
    assert read_script(as_table(script)) == script


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**GIVEN, "title": ""}, "演练名称"),
        ({**GIVEN, "begins": "明天"}, "开始时间"),
        ({**GIVEN, "until": "2026-10-14 18:00"}, "晚于开始"),
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


def test_points_are_lost_by_lapses_and_never_more_than_there_are():
    lapses = [Lapse("4.1(1)", "晚", 3, ("obligation", n)) for n in range(9)]
    found = {line.clause: line for line in scored(RULES, {"4.1(1)", "2.2(4)"}, lapses)}
    report = found["4.1(1)"]
    assert (report.points, report.full) == (0, 20)
    assert sum(lapse.points for lapse in report.lapses) == 20
    assert found["2.2"].points == 10, "a clause has those below it"
    assert found["4.1(5)"].points is None
    assert total(found.values()) == (10, 30)


def test_where_nothing_was_recorded_nothing_is_scored():
    assert total(scored(RULES, set(), [])) == (None, 0)


@pytest.mark.parametrize(
    ("title", "held"),
    [("闭店实战演练", "闭店桌面推演"), ("闭店演练", "闭店演练"), ("闭店桌面推演", "闭店桌面推演")],
)
def test_a_title_that_says_how_it_is_held_says_it_of_the_way_that_was_chosen(title, held):
    found = in_mode(read_script(GIVEN | {"title": title}), Mode.TABLETOP)
    assert (found.title, found.mode) == (held, Mode.TABLETOP)
    assert in_mode(found, Mode.LIVE).mode is Mode.LIVE
