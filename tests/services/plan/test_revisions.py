"""The plan revised: drafted, signed by the commander, in force; what it asks of the book."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import ObligationState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.domain.plan.revision import Conclusion, RevisionState
from commandcenter.services.command.carrying_over import list_own
from commandcenter.services.guard import PROGRAM
from commandcenter.services.plan import gaps, plan_data, reviews, revisions
from commandcenter.store import journal
from commandcenter.store.command.obligations import differences, obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of, version_in_force
from commandcenter.store.tables.every import IncidentRow, PlanGapRow, PlanRevisionRow
from tests.field import add_people

DAY = timedelta(days=1)
CLAUSE = ItemChange("clause", "6.2", {"title": "物资保障", "text": "储备必要的应急物资。"})
OWN = {
    "title": "商请跨省协查", "detail": "由综合协调组商请。", "start": "activation",
    "who": {"group": "coordination"}, "hand": True, "clause": "4.2", "basis": "本局决定",
    "due": {"IV": "none", "III": 240, "II": 120, "I": 60}, "proposal": True,
}  # fmt: skip
STEP = ItemChange("obligation", "own_1", OWN, after="verify")


@pytest.fixture
def bureau(city):
    add_people(city)
    return city


def row(bureau, number):
    return bureau.ask(lambda s: s.get_one(PlanRevisionRow, number))


def begun(bureau, *changes, gaps=()):
    number = bureau.do(revisions.begin, "liangbo", "2026年修订", "总结评估提出的问题", gaps)
    for change in changes:
        bureau.do(revisions.put, "liangbo", number, [change], row(bureau, number).version)
    return number


def submit(bureau, number):
    bureau.do(revisions.submit, "liangbo", number, row(bureau, number).version)


def sign(bureau, number, moment=None, login="chenyu"):
    seen = row(bureau, number).version, bureau.ask(version_in_force)
    bureau.do(revisions.sign, login, number, *seen, moment)


def obligations(bureau, code):
    found = bureau.ask(lambda s: obligations_of(s, None, now(s)))
    return [each for each in found if each.code == code]


def settled(bureau):
    return bureau.ask(lambda s: differences(s, None, now(s))) == ()


def test_a_signed_revision_is_the_plan_and_an_incident_keeps_its_own(bureau):
    incident = bureau.register()
    before = bureau.ask(version_in_force)
    number = begun(bureau, CLAUSE, STEP)
    assert bureau.ask(version_in_force) == before
    submit(bureau, number)
    sign(bureau, number)
    made = row(bureau, number)
    assert (made.state, made.signed_by, made.made_id) == (
        RevisionState.IN_FORCE, "陈屿", bureau.ask(version_in_force),
    )  # fmt: skip
    plan = bureau.ask(plan_of)
    assert plan.clauses["6.2"].text == "储备必要的应急物资。"
    codes = list(plan.obligations)
    assert codes.index("own_1") == codes.index("verify") + 1
    kept = bureau.ask(lambda s: s.get_one(IncidentRow, incident).plan_version_id)
    old = bureau.ask(lambda s: plan_of(s, kept))
    assert (kept, "own_1" in old.obligations) == (before, False)
    assert old.clauses["6.2"].text != plan.clauses["6.2"].text
    assert obligations(bureau, "plan_in_force") == []  # it is in force: nothing was put off


def test_only_the_planner_drafts_and_only_the_commander_signs(bureau):
    with pytest.raises(RuleBroken, match="预案管理员"):
        bureau.do(revisions.begin, "maxiao", "修订", "理由")
    number = begun(bureau, CLAUSE)
    submit(bureau, number)
    for login in ("liangbo", "maxiao"):
        with pytest.raises(RuleBroken, match="总指挥"):
            sign(bureau, number, login=login)
    assert row(bureau, number).state is RevisionState.SUBMITTED


def test_a_refused_change_leaves_the_draft_as_it_was(bureau):
    number = begun(bureau, CLAUSE)
    seen = row(bureau, number)
    for change, words in (
        (ItemChange("clause", "6", None), "之下还有"),
        (ItemChange("clause", "6.1", None), "引用"),
        (ItemChange("clause", "9.9.9(1)", {"title": "新"}), "没有"),
        (ItemChange("clause", "6.2", {"title": ""}), "1 至 40 字"),
        (ItemChange("obligation", "report_first", None), "不能删除"),
        (ItemChange("obligation", "drill_live", None), "不能删除"),
        (ItemChange("obligation", "verify", {"title": "核实{what}"}), "花括号"),
        (ItemChange("obligation", "own_1", {**OWN, "hand": False}), "写明办理情况"),
        (ItemChange("obligation", "verify", {"levels": []}), "适用级别"),
        (ItemChange("obligation", "verify", {"clause": "9.9"}), "不在预案中"),
        (ItemChange("right", "edit_plan", {"source": "x"}), "不在可以修改"),
    ):
        with pytest.raises(RuleBroken, match=words):
            bureau.do(revisions.put, "liangbo", number, [change], seen.version)
    after = row(bureau, number)
    assert (after.changes, after.version) == (seen.changes, seen.version)


def test_what_somebody_changed_of_the_draft_meanwhile_is_named(bureau):
    number = begun(bureau)
    seen = row(bureau, number).version
    bureau.do(revisions.put, "liangbo", number, [CLAUSE], seen)
    with pytest.raises(RuleBroken, match="梁博刚改过"):
        bureau.do(revisions.put, "liangbo", number, [STEP], seen)


def test_what_was_amended_meanwhile_is_named_and_looked_at_again(bureau):
    value = ItemChange("setting", "drill_months", {"value": 6, "source": "修订"})
    number = begun(bureau, value, CLAUSE)
    other = ItemChange("setting", "drill_months", {"value": 9, "source": "本局决定"})
    bureau.do(plan_data.amend, "liangbo", [other], "先改", bureau.ask(version_in_force))
    with pytest.raises(RuleBroken, match=r"已由梁博于.*改为“9"):
        submit(bureau, number)
    bureau.do(revisions.look_again, "liangbo", number, row(bureau, number).version)
    submit(bureau, number)
    later = ItemChange("setting", "drill_months", {"value": 10, "source": "本局决定"})
    bureau.do(plan_data.amend, "liangbo", [later], "又改", bureau.ask(version_in_force))
    with pytest.raises(RuleBroken, match="改为“10"):
        sign(bureau, number)
    assert row(bureau, number).state is RevisionState.SUBMITTED


def test_one_that_is_signed_for_a_later_day_waits_for_it_and_holds_its_items(bureau):
    value = ItemChange("setting", "drill_months", {"value": 6, "source": "修订"})
    number = begun(bureau, value)
    submit(bureau, number)
    moment = bureau.db.clock() + 10 * DAY
    before = bureau.ask(version_in_force)
    sign(bureau, number, moment)
    assert (row(bureau, number).state, bureau.ask(version_in_force)) == (
        RevisionState.SIGNED, before,
    )  # fmt: skip
    [owed] = obligations(bureau, "plan_in_force")
    assert (owed.state, owed.due_at) == (ObligationState.OPEN, moment)
    with pytest.raises(RuleBroken, match="还没有到时间"):
        bureau.do(revisions.put_in_force, "liangbo", number)
    other = ItemChange("setting", "drill_months", {"value": 9, "source": "本局决定"})
    with pytest.raises(RuleBroken, match="待施行的“2026年修订”"):
        bureau.do(plan_data.amend, "liangbo", [other], "先改", before)
    with bureau.db.write() as session:
        its = session.get_one(PlanRevisionRow, number)
        its.signed_at, its.holds_from = now(session) - 11 * DAY, now(session) - DAY
        journal.record(session, PROGRAM, "plan_revision", number, "signed")
    bureau.do(revisions.put_in_force, "liangbo", number)
    assert bureau.ask(plan_of).number("drill_months") == 6
    assert [x.state for x in obligations(bureau, "plan_in_force")] == [ObligationState.DONE]
    assert settled(bureau)


def test_the_commander_sends_it_back_and_the_planner_takes_it_back(bureau):
    number = begun(bureau, CLAUSE)
    with pytest.raises(RuleBroken, match="还没有改动"):
        submit(bureau, begun(bureau))
    submit(bureau, number)
    [owed] = obligations(bureau, "plan_sign")
    assert (owed.title, owed.state) == ("签发2026年修订", ObligationState.OPEN)
    with pytest.raises(RuleBroken, match="待签发，不能再修改"):
        bureau.do(revisions.put, "liangbo", number, [STEP], row(bureau, number).version)
    bureau.do(revisions.send_back, "chenyu", number, "物资清单不全")
    back = row(bureau, number)
    assert (back.state, back.returned_by, back.returned_why) == (
        RevisionState.DRAFT, "陈屿", "物资清单不全",
    )  # fmt: skip
    assert [x.state for x in obligations(bureau, "plan_sign")] == [ObligationState.CEASED]
    submit(bureau, number)
    bureau.do(revisions.take_back, "liangbo", number)
    bureau.do(revisions.withdraw, "liangbo", number, "并入明年修订")
    assert row(bureau, number).state is RevisionState.WITHDRAWN
    assert settled(bureau)


def test_a_gap_is_answered_by_the_version_that_the_revision_makes(bureau):
    gap = bureau.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "没有写跨省协查", "电话商请"))
    number = begun(bureau, STEP, gaps=[gap])

    def stands():
        found = bureau.ask(lambda s: s.get_one(PlanGapRow, gap))
        return found.state, found.revision_id, found.version_id

    assert stands() == (GapState.TAKEN_UP, number, None)
    bureau.do(revisions.take_up, "liangbo", number, [], row(bureau, number).version)
    assert stands() == (GapState.TAKEN_UP, None, None)
    bureau.do(revisions.take_up, "liangbo", number, [gap], row(bureau, number).version)
    submit(bureau, number)
    sign(bureau, number)
    assert stands() == (GapState.AMENDED, number, bureau.ask(version_in_force))


def test_a_draft_that_takes_a_gap_up_leaves_who_answered_it_in_their_own_words(bureau):
    gap = bureau.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "没有写跨省协查", "电话商请"))
    bureau.do(gaps.answer_gap, "liangbo", gap, GapState.TAKEN_UP, "明年一并修改", None)

    def said():
        found = bureau.ask(lambda s: s.get_one(PlanGapRow, gap))
        return found.answer, found.answered_by, found.answered_at

    before = said()
    number = begun(bureau, gaps=[gap])
    assert said() == before
    bureau.do(revisions.withdraw, "liangbo", number, "并入明年修订")
    assert said() == before


def test_a_gap_that_another_draft_takes_up_is_said_to_be_in_that_one(bureau):
    gap = bureau.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "没有写跨省协查", "电话商请"))
    first = begun(bureau, gaps=[gap])
    bureau.do(revisions.withdraw, "liangbo", first, "并入明年修订")
    bureau.do(revisions.begin, "liangbo", "2027年修订", "并入", [gap])
    answer = bureau.ask(lambda s: s.get_one(PlanGapRow, gap).answer)
    assert answer == "列入“2027年修订”。"


def test_a_gap_that_was_declined_meanwhile_keeps_that_answer(bureau):
    gap = bureau.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "没有写跨省协查", "电话商请"))
    number = begun(bureau, STEP, gaps=[gap])
    bureau.do(gaps.answer_gap, "liangbo", gap, GapState.DECLINED, "已有省里的办法", None)
    submit(bureau, number)
    sign(bureau, number)
    found = bureau.ask(lambda s: s.get_one(PlanGapRow, gap))
    assert (found.state, found.answer) == (GapState.DECLINED, "已有省里的办法")


def test_a_gap_that_another_version_has_meanwhile_keeps_that_answer(bureau):
    gap = bureau.do(gaps.file_gap, "maxiao", gaps.Gap("4.2", "没有写跨省协查", "电话商请"))
    number = begun(bureau, STEP, gaps=[gap])
    change = ItemChange("setting", "drill_months", {"value": 9, "source": "本局决定"})
    bureau.do(plan_data.amend, "liangbo", [change], "先改", bureau.ask(version_in_force))
    other = bureau.ask(version_in_force)
    bureau.do(gaps.answer_gap, "liangbo", gap, GapState.AMENDED, "已写入第二版", other)

    def stands():
        found = bureau.ask(lambda s: s.get_one(PlanGapRow, gap))
        return found.state, found.answer, found.version_id, found.revision_id

    answered = GapState.AMENDED, "已写入第二版", other, number
    bureau.do(revisions.take_up, "liangbo", number, [], row(bureau, number).version)
    assert stands() == answered
    with pytest.raises(RuleBroken, match=f"编号为 {gap} 的预案缺口已经关闭"):
        bureau.do(revisions.take_up, "liangbo", number, [gap], row(bureau, number).version)
    submit(bureau, number)
    sign(bureau, number)
    assert stands() == answered


def test_a_review_is_due_years_after_the_last_review_or_revision(bureau):
    with bureau.db.write() as session:
        list_own(session, PROGRAM)
    [first] = obligations(bureau, "plan_review")
    years = bureau.ask(plan_of).number("plan_review_years")
    assert first.due_at.year == bureau.db.clock().year + years
    review = reviews.Review(bureau.db.clock() - DAY, "梁博、陈屿", Conclusion.KEEP, "仍能适用")
    bureau.do(reviews.register_review, "liangbo", review)
    following, done = obligations(bureau, "plan_review")
    assert (done.id, done.state, done.done_by) == (first.id, ObligationState.DONE, "梁博")
    number = begun(bureau, CLAUSE)
    submit(bureau, number)
    sign(bureau, number)
    states = [each.state for each in obligations(bureau, "plan_review")]
    assert states == [ObligationState.OPEN, ObligationState.DONE, ObligationState.DONE]
    assert obligations(bureau, "plan_review")[0].due_at > following.due_at
    assert settled(bureau)
    late = reviews.Review(bureau.db.clock() + DAY, "梁博", Conclusion.KEEP, "尚未举行")
    with pytest.raises(RuleBroken, match="评估的时间"):
        bureau.do(reviews.register_review, "liangbo", late)


def test_a_signed_revision_is_filed_within_working_days_with_a_receipt(bureau):
    number = begun(bureau, CLAUSE)
    filing = reviews.Filing("市应急管理局", "备〔2026〕12号", bureau.db.clock())
    with pytest.raises(RuleBroken, match="还没有签发"):
        bureau.do(reviews.register_filing, "liangbo", number, filing)
    submit(bureau, number)
    sign(bureau, number)
    [owed] = obligations(bureau, "plan_filing")
    assert owed.state is ObligationState.OPEN
    assert 26 * DAY < owed.due_at - owed.start_at < 32 * DAY
    filing = reviews.Filing("市应急管理局", "备〔2026〕12号", bureau.db.clock())
    for moment, words in ((-DAY, "备案的时间早于签发的时间"), (DAY, "备案的时间")):
        told = replace(filing, filed_at=bureau.db.clock() + moment)
        with pytest.raises(RuleBroken, match=words):
            bureau.do(reviews.register_filing, "liangbo", number, told)
    bureau.do(reviews.register_filing, "liangbo", number, filing)
    with pytest.raises(RuleBroken, match="回执 备〔2026〕12号"):
        bureau.do(reviews.register_filing, "liangbo", number, filing)
    [owed] = obligations(bureau, "plan_filing")
    assert (owed.state, owed.done_by) == (ObligationState.DONE, "梁博")
    assert settled(bureau)


def test_each_county_owes_its_rules_after_a_revision_until_it_files_them(bureau, rules_of):
    assert obligations(bureau, "county_rules") == []
    number = begun(bureau, CLAUSE)
    submit(bureau, number)
    sign(bureau, number)
    owed = obligations(bureau, "county_rules")
    assert len(owed) == 7
    assert {each.district for each in owed} >= {"990102", "990103"}
    bureau.do(gaps.file_rules, "east", rules_of("990102"))
    done = [x for x in obligations(bureau, "county_rules") if x.state is ObligationState.DONE]
    assert [each.district for each in done] == ["990102"]
    assert settled(bureau)


def test_an_item_is_dropped_from_the_draft_and_a_new_one_leaves_no_trace(bureau):
    number = begun(bureau, CLAUSE, STEP)
    version = row(bureau, number).version
    bureau.do(revisions.put, "liangbo", number, [ItemChange("obligation", "own_1", None)], version)
    assert [each["kind"] for each in row(bureau, number).changes] == ["clause"]
    bureau.do(revisions.drop, "liangbo", number, "clause", "6.2", row(bureau, number).version)
    assert row(bureau, number).changes == []
    with pytest.raises(RuleBroken, match="没有改动这一项"):
        bureau.do(revisions.drop, "liangbo", number, "clause", "6.2", row(bureau, number).version)
    assert bureau.ask(lambda s: s.scalars(select(PlanRevisionRow)).all())


def test_a_clause_that_a_step_of_the_draft_cites_is_not_dropped_before_it(bureau):
    new = ItemChange("clause", "6.9", {"title": "跨省协查", "text": "商请外省协查。"})
    number = begun(bureau, new, replace(STEP, fields={**OWN, "clause": "6.9"}))
    before = row(bureau, number)
    with pytest.raises(RuleBroken, match=r"“商请跨省协查”引用的 6\.9 不在预案中"):
        bureau.do(revisions.drop, "liangbo", number, "clause", "6.9", before.version)
    after = row(bureau, number)
    assert (after.changes, after.version) == (before.changes, before.version)
    for kind, code in (("obligation", "own_1"), ("clause", "6.9")):
        bureau.do(revisions.drop, "liangbo", number, kind, code, row(bureau, number).version)
    assert row(bureau, number).changes == []


def test_a_draft_that_is_compared_with_the_plan_in_force_is_not_compared_again(bureau):
    number = begun(bureau, CLAUSE)
    with pytest.raises(RuleBroken, match="“2026年修订”已经以现行版本为依据"):
        bureau.do(revisions.look_again, "liangbo", number, row(bureau, number).version)
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        bureau.do(revisions.put, "liangbo", number, [CLAUSE], row(bureau, number).version)


def test_a_revision_of_more_items_than_one_may_have_is_refused(bureau, monkeypatch):
    monkeypatch.setattr(revisions, "MOST", 1)
    number = begun(bureau, CLAUSE)
    with pytest.raises(RuleBroken, match="一次修订最多改动 1 项"):
        bureau.do(revisions.put, "liangbo", number, [STEP], row(bureau, number).version)
