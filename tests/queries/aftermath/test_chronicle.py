"""大事记 and 离岗期间动态: the journal's lines with the words of the rows that they changed."""

import ast
from datetime import timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.record import CHIEF, KINDS, Part, act_words, kinds_of, part_of
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.paths import ROOT
from commandcenter.queries.aftermath.chronicle import ChronicleFilter, chronicle
from commandcenter.queries.seat.since_left import since_left
from commandcenter.services.aftermath import accountability
from commandcenter.services.command import casework, instructions, running_log
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, merging
from commandcenter.services.releases import releases
from commandcenter.services.reports import reports
from commandcenter.services.seat import people
from commandcenter.services.seat.seen import note_seen


@pytest.fixture
def incident(city):
    number = city.register()
    city.activate(number)
    return number


def course(city, incident, login="chenyu", offset=0, limit=100, **wanted):
    return city.ask(
        chronicle, getattr(city, login), incident, ChronicleFilter(**wanted), offset, limit
    )


def test_the_newest_comes_first_and_says_who_did_what(city, incident):
    number = city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    city.do(instructions.receive, "maxiao", number)
    received, given, activated = course(city, incident).entries[:3]
    assert (received.by, received.deed) == ("马骁", "签收指令")
    assert (given.by, given.deed, given.clause) == ("陈屿", "下达指令", "2.1(1)")
    assert "延时服务" in given.words
    assert (given.table, given.key) == ("instruction", number)
    assert (activated.deed, activated.part) == ("启动响应", Part.LIFE)


def test_each_line_of_the_incident_is_told_in_words(city, incident):
    city.take_in(*(city.complaint(f"c{n}") for n in range(3)))
    city.do(running_log.write_line, "maxiao", incident, "<b>东店</b>门口聚集 60 人")
    city.do(people.sign_in, "maxiao", incident, city.maxiao.person_id)
    city.do(incidents.count_by_hand, "liwei", incident, "on_site", 60, "东店")
    told = {entry.deed: entry.words for entry in course(city, incident).entries}
    assert told["工作动态"] == "现场处置组：<b>东店</b>门口聚集 60 人"
    assert told["签到"] == "马骁"
    assert told["报数"] == "现场人数 60（东店）"
    assert told["投诉并入"] == "3 件"
    assert all(told[name] for name in told if name not in ("核实接报，开始研判",)), told


def test_it_is_filtered_by_part_group_clause_and_text(city, incident):
    city.do(running_log.write_line, "maxiao", incident, "公安到场")
    city.do(running_log.write_line, "hewenjing", incident, "合同已调取")
    city.do(instructions.give, "chenyu", incident, "延时服务", Group.ONSITE)
    site_only = course(city, incident, part=Part.SITE)
    assert {entry.kind for entry in site_only.entries} == {"log"}
    onsite = course(city, incident, group=Group.ONSITE)
    assert [entry.deed for entry in onsite.entries] == ["下达指令", "工作动态"]
    under = course(city, incident, clause="4.1")
    assert under.total > 0
    assert {entry.clause[:4] for entry in under.entries} == {"4.1("}
    assert [e.words for e in course(city, incident, text="合同").entries] == [
        "调查取证组：合同已调取"
    ]
    assert course(city, incident, text="马骁").total == 1
    assert course(city, incident, text="100%_").entries == ()
    chief = course(city, incident, chief=True)
    assert all(entry.chief for entry in chief.entries)
    assert not any(entry.kind == "log" for entry in chief.entries)


def test_it_comes_by_pages_that_say_the_whole(city, incident):
    for number in range(7):
        city.do(running_log.write_line, "maxiao", incident, f"第 {number} 条")
    whole = course(city, incident)
    pages = [course(city, incident, offset=n, limit=4) for n in range(0, whole.total, 4)]
    assert {page.total for page in pages} == {whole.total}
    assert [e for page in pages for e in page.entries] == list(whole.entries)
    text = [course(city, incident, offset=n, limit=3, text="条") for n in (0, 3, 6)]
    assert [len(page.entries) for page in text] == [3, 3, 1]
    assert course(city, incident, offset=1_000).entries == ()


def test_who_may_not_read_the_record_is_told_who_may(city, incident):
    with pytest.raises(RuleBroken, match="全程记录"):
        course(city, incident, "wuyue")
    with pytest.raises(RuleBroken, match="全程记录"):
        course(city, incident, "liwei")


def test_a_referral_of_an_official_is_told_to_the_commander_only(city, incident):
    paper = accountability.Referral("某所失职线索", "应对法95", "纪检监察组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, paper)
    assert "纪检监察组" in course(city, incident).entries[0].words
    seen = course(city, incident, "luomin").entries[0]
    assert (seen.deed, seen.words) == ("责任追究登记", "")


def test_every_deed_of_the_plan_has_words_and_a_part():
    assert {kind for kind, _ in CHIEF} <= set(KINDS)
    assert all(verb in KINDS[kind][1] for kind, verb in CHIEF)
    assert sorted(k for part in Part for k in kinds_of(part)) == sorted(KINDS)
    assert part_of("nothing") is None
    assert act_words("step", "something new") == "处置任务有变动"


def test_every_kind_that_a_service_records_of_an_incident_is_told():
    """Kinds that stand in the source as a word; those of no incident are left out."""
    of_no_incident = {
        "city", "account", "setting", "batch", "subject", "absence", "complaint",
        "risk_record", "risk_judgement", "readiness", "mapping", "server", "verification",
    }  # fmt: skip
    found = set()
    for path in sorted((ROOT / "commandcenter" / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "book.record":
                continue
            kind = node.args[2]
            if isinstance(kind, ast.Constant):
                found.add(kind.value)
    assert found - of_no_incident - set(KINDS) == set()
    assert len(found) > 15


def test_every_verb_that_a_service_records_has_words():
    """Of the modules that record one kind, by verbs that stand in the source as words."""
    wordless = []
    for path in sorted((ROOT / "commandcenter" / "services").rglob("*.py")):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        recorded = [n for n in calls if ast.unparse(n.func) == "book.record"]
        kinds = {n.args[2].value for n in recorded if isinstance(n.args[2], ast.Constant)}
        if len(kinds) != 1 or not kinds <= set(KINDS):
            continue
        (kind,) = kinds
        named = [
            n.args[3] for n in calls if ast.unparse(n.func) == "_record" and 4 <= len(n.args) <= 5
        ]
        named += [n.args[4] for n in recorded]
        verbs = {n.value for n in named if isinstance(n, ast.Constant)}
        wordless += [(kind, verb) for verb in verbs if verb not in KINDS[kind][1]]
    assert wordless == []


def test_who_comes_back_is_told_what_others_did_and_what_waits(city, incident):
    city.do(running_log.write_line, "chenyu", incident, "我先离开一会")
    with city.db.transaction() as session:
        note_seen(session, city.chenyu)
    nothing = city.ask(since_left, city.chenyu, city.db.clock())
    assert (nothing.count, nothing.incidents) == (0, ())
    city.take_in(*(city.complaint(f"c{n}") for n in range(3)))
    city.do(running_log.write_line, "chenyu", incident, "我自己写的不算")
    for number in range(8):
        city.do(running_log.write_line, "maxiao", incident, f"第 {number} 条")
    city.do(incidents.suggest_grade, "zhoulan", incident, Level.IV, "人群散去", {})
    told = city.ask(since_left, city.chenyu, city.db.clock())
    [of_incident] = told.incidents
    assert (of_incident.joined, told.count) == (3, 9)
    by_part = {part.part: part for part in of_incident.parts}
    assert [line.deed for line in by_part[Part.LIFE].lines] == ["提出定级建议"]
    assert (len(by_part[Part.SITE].lines), by_part[Part.SITE].more) == (6, 2)
    assert by_part[Part.SITE].lines[0].words == "现场处置组：第 7 条"
    assert (told.waiting, told.new_waiting) == (1, 1)


def test_who_has_never_left_is_told_nothing(city, incident):
    told = city.ask(since_left, city.chenyu, city.db.clock())
    assert (told.since, told.count) == (None, 0)


def test_what_happened_while_he_sat_idle_is_not_taken_as_seen(city, incident):
    city.do(running_log.write_line, "maxiao", incident, "他已不在座位上")
    with city.db.transaction() as session:
        note_seen(session, city.chenyu, timedelta(minutes=10))
    told = city.ask(since_left, city.chenyu, city.db.clock())
    assert told.count >= 1
    assert told.now - told.since >= timedelta(minutes=10)
    with city.db.transaction() as session:
        note_seen(session, city.chenyu)
        note_seen(session, city.chenyu, timedelta(hours=5))  # never less than before
    assert city.ask(since_left, city.chenyu, city.db.clock()).count == 0


def test_a_member_is_told_what_concerns_all_without_the_words_of_the_rest(city, incident):
    with city.db.transaction() as session:
        note_seen(session, city.wuyue)
    city.do(running_log.write_line, "maxiao", incident, "公安到场")
    paper = accountability.Referral("某所失职线索", "应对法95", "纪检监察组", city.db.clock())
    city.do(accountability.refer_official, "chenyu", incident, paper)
    told = city.ask(since_left, city.wuyue, city.db.clock())
    lines = [line for part in told.incidents[0].parts for line in part.lines]
    assert {line.words for line in lines} == {"现场处置组：公安到场", ""}
    assert not told.reads_all


def test_no_line_is_without_words_of_what_it_is_about(city, incident):
    """A sent report brings its receipts, a judged release its checks: neither says what it is."""
    report = city.do(reports.draft_first, "zhoulan", incident)
    city.do(reports.submit, "zhoulan", report)
    city.do(reports.sign, "chenyu", report)
    city.do(reports.send, "zhoulan", report, ("市委市政府总值班室",), "政务内网")
    with city.db.write() as session:
        person = people.add_person(session, PROGRAM, people.NewPerson("xuzhiyuan", "许知远"))
        people.grant_role(session, PROGRAM, person, Role.LEADER, Group.OPINION)
    city.do(releases.draft, "xuzhiyuan", incident, ReleaseKind.NOTICE)
    entries = course(city, incident).entries
    told = {entry.deed: entry.words for entry in entries}
    assert told["报送报告"] == "首报"
    assert told["起草发布稿"].startswith("情况通报 1")
    assert [entry.deed for entry in entries if not entry.words] == []
    found = course(city, incident, text="情况通报").entries
    assert {entry.kind for entry in found} == {"release"}


def test_a_case_is_told_to_who_may_read_the_evidence_alone(city, incident):
    new = casework.NewCase("某健身公司", "预付卡退费", city.db.clock())
    city.do(casework.register_case, "hewenjing", incident, new)
    [own] = [e.words for e in course(city, incident, "hewenjing").entries if e.kind == "case_file"]
    [other] = [e.words for e in course(city, incident, "zhoulan").entries if e.kind == "case_file"]
    assert own == "案由：预付卡退费"
    assert other == "内容由有权查阅证据材料的人员查看"


def test_what_was_merged_into_it_is_told_with_its_title(city, incident):
    merged = city.register(title="西店聚集")
    city.do(running_log.write_line, "maxiao", merged, "西店门口聚集 20 人")
    assert not any("西店" in entry.words for entry in course(city, incident).entries)
    city.do(merging.merge, "zhoulan", merged, incident, "同一经营者")
    for wanted in ({}, {"text": "聚集 20 人"}):
        [told] = [e for e in course(city, incident, **wanted).entries if e.deed == "工作动态"]
        assert told.words.startswith("〔并入的“西店聚集”〕")
        assert told.words.endswith("西店门口聚集 20 人")
    assert course(city, incident).total == len(course(city, incident).entries)
