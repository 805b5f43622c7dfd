"""A release on its way: drafted from data, its numbers checked, its gates passed, published."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import Verdict
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.releases.release import GateStep, ReleaseKind, ReleaseState
from commandcenter.domain.releases.release_acts import ReleaseAct
from commandcenter.queries.releases.releases import MarkState, release_board
from commandcenter.services.command import delegation
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import incidents, response
from commandcenter.services.releases import release_gates, releases
from commandcenter.services.seat import people
from commandcenter.store import journal
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.verify import verify
from tests.services.releases.bureau_media import Press


@pytest.fixture
def press(city):
    return Press(city).activate()


def row_of(press, release):
    with press.city.db.read() as session:
        row = session.get_one(ReleaseRow, release)
        session.expunge(row)
        return row


def steps(press, release):
    with press.city.db.read() as session:
        rows = session.scalars(
            select(ReleaseCheckRow)
            .where(ReleaseCheckRow.release_id == release)
            .order_by(ReleaseCheckRow.id)
        )
        return [(row.step, row.passed, row.by) for row in rows]


def verbs(press, release):
    with press.city.db.read() as session:
        rows = session.scalars(
            select(JournalLineRow)
            .where(JournalLineRow.kind == "release", JournalLineRow.subject == release)
            .order_by(JournalLineRow.number)
        )
        return [row.verb for row in rows]


def test_a_draft_says_what_the_data_say_and_nothing_has_to_be_explained(press):
    release = press.draft()
    row, check = row_of(press, release), press.check(release)
    assert "累计接到投诉12件，去重后涉及消费者12人，涉及金额3.84万元" in row.text
    assert "某健身机构" in row.title
    assert "悦力" not in row.title + row.text
    assert [n.verdict for n in check.numbers] == [Verdict.MATCH, Verdict.MATCH, Verdict.ROUNDED]
    assert (check.open, check.faults) == ((), ())
    assert check.says_moment
    assert row.due_at is None  # the book says it
    assert press.line(release).due_at == open_of(press, "first_release").due_at


def open_of(press, code):
    rows = press.city.ask(obligations_of, press.incident, press.city.db.clock())
    return next((row for row in rows if row.code == code and row.state in UNDONE), None)


def of_gate(press, release):
    rows = press.city.ask(obligations_of, press.incident, press.city.db.clock())
    return next(row for row in rows if row.about == f"release:{release}")


def test_a_draft_has_the_limit_that_its_publication_closes_when_the_level_is_raised(city):
    press = Press(city).activate(Level.IV)
    release = press.draft()
    before = press.line(release).due_at
    order = response.Change(Level.III, "人数上升", 7, "按新级别处置", "陈屿")
    press.city.do(incidents.decide_grade, "chenyu", press.incident, Level.III, "人数上升")
    press.city.do(response.raise_level, "chenyu", press.incident, order)
    limit, line = open_of(press, "first_release"), press.line(release)
    assert line.due_at == limit.due_at < before
    assert (of_gate(press, release).due_at, of_gate(press, release).level) == (
        limit.due_at, Level.III
    )  # fmt: skip


def test_a_published_release_keeps_the_limit_that_it_closed(press):
    release, second = press.draft(), press.draft()
    limit = open_of(press, "first_release").due_at
    assert [press.line(each).due_at for each in (release, second)] == [limit, limit]
    press.through(release)
    assert open_of(press, "first_release") is None
    assert press.line(release).due_at == of_gate(press, release).due_at == limit
    assert press.line(second).due_at == open_of(press, "release_daily").due_at != limit
    board = press.city.ask(
        release_board, press.city.xuzhiyuan, press.incident, limit + timedelta(hours=1)
    )
    assert [line.late for line in board.lines if line.id == release] == [False]


def test_a_line_keeps_the_limit_of_its_drafting_once_it_is_submitted(press):
    release = press.draft(ReleaseKind.LINE)
    limit = open_of(press, "line_draft").due_at
    press.submit(release)
    assert open_of(press, "line_draft") is None
    assert press.line(release).due_at == limit


@pytest.mark.parametrize("kind", ReleaseKind)
def test_each_kind_is_numbered_for_itself_and_passes_its_own_check(press, kind):
    first, second = press.draft(kind), press.draft(kind)
    assert (row_of(press, first).number, row_of(press, second).number) == (1, 2)
    press.submit(first)
    assert row_of(press, first).state is ReleaseState.LEGAL


def test_the_whole_way_is_kept_step_by_step(press):
    release = press.published()
    line = press.line(release)
    assert line.state is ReleaseState.PUBLISHED
    assert [g.state for g in line.gates] == [MarkState.DONE] * 7
    assert [step for step, _, _ in steps(press, release)] == [
        "draft", "submit", "legal", "secrecy", "approval", "told", "told", "publish",
    ]  # fmt: skip
    assert verbs(press, release) == [
        "drafted", "submitted", "legality passed", "secrecy passed", "approved", "told", "told",
        "published",
    ]  # fmt: skip
    assert line.gates[-1].words == "官方网站、微信公众号"
    with press.city.db.read() as session:
        assert verify(session).bad is None


def test_a_wrong_number_stops_the_submission_until_it_is_explained(press):
    release = press.draft()
    text = row_of(press, release).text.replace("投诉12件", "投诉15件")
    press.edit(release, text)
    with pytest.raises(RuleBroken, match="“15件”与数据库不符"):
        press.submit(release)
    assert row_of(press, release).state is ReleaseState.DRAFT
    [number] = press.check(release).open
    assert (number.written, number.known) == ("15件", "12 件")

    press.edit(release, text, why={number.key: "另有3件为来人登记，尚未录入"})
    press.submit(release)
    press.pass_legality(release)
    [kept] = [n for n in press.line(release).numbers if n.why]
    assert kept.why.words == "另有3件为来人登记，尚未录入"
    assert (kept.written, kept.known, kept.why.by) == ("15件", "12 件", "许知远")


def test_an_explanation_holds_only_for_the_number_it_was_given_for(press):
    release = press.draft()
    text = row_of(press, release).text.replace("投诉12件", "投诉15件")
    press.edit(release, text)
    [number] = press.check(release).open
    press.edit(release, text.replace("15件", "16件"), why={number.key: "另有3件"})
    with pytest.raises(RuleBroken, match="16件"):
        press.submit(release)


def test_a_number_smaller_than_what_was_published_must_be_explained(press):
    press.published()
    city = press.city
    second = press.draft()
    text = row_of(press, second).text.replace("投诉12件", "投诉11件")
    press.edit(second, text)
    [number] = press.check(second).open
    assert number.verdict is Verdict.EARLIER
    assert number.said == "情况通报 1：12件"
    with pytest.raises(RuleBroken, match="与此前发布不符"):
        city.do(releases.submit, "xuzhiyuan", second, press.sha(second))


def test_what_came_in_after_the_submission_stops_the_signature(press):
    """The figures are true as of a moment; a record that comes late changes that moment."""
    release = press.draft()
    press.checked(release)
    press.city.take_in(press.city.complaint("late", minutes_ago=30))
    with pytest.raises(RuleBroken, match="“12件”与数据库不符"):
        press.approve(release)
    assert row_of(press, release).state is ReleaseState.APPROVAL


def test_numbers_can_be_brought_to_the_present(press):
    release = press.draft()
    before = row_of(press, release).as_of
    now = press.city.db.clock()
    press.edit(release, as_of=now)
    assert row_of(press, release).as_of == now > before
    with pytest.raises(RuleBroken, match="不能晚于现在"):
        press.edit(release, as_of=now + timedelta(hours=1))


def test_a_text_changed_after_the_legal_check_needs_it_again(press):
    release = press.draft()
    press.submit(release)
    press.pass_legality(release)
    press.edit(release, row_of(press, release).text + "\n请相互转告。")
    assert row_of(press, release).state is ReleaseState.DRAFT
    with pytest.raises(RuleBroken, match="须先到“待保密审查”"):
        press.pass_secrecy(release)
    press.submit(release)
    assert row_of(press, release).state is ReleaseState.LEGAL
    legal = next(g for g in press.line(release).gates if g.step is GateStep.LEGAL)
    assert legal.state is MarkState.NOW


def test_a_gate_refuses_a_text_that_is_not_the_one_that_was_read(press):
    release = press.draft()
    press.submit(release)
    seen = press.sha(release)
    press.edit(release, row_of(press, release).text + "\n请相互转告。")
    with pytest.raises(RuleBroken, match="在您查看之后又有修改"):
        press.city.do(release_gates.pass_legality, "dengqing", release, seen)


def test_a_text_changed_after_the_signature_loses_it(press):
    release = press.draft()
    press.checked(release)
    press.approve(release)
    press.edit(release, row_of(press, release).text + "\n请相互转告。")
    press.checked(release)
    with pytest.raises(RuleBroken, match="须先到“已签发”"):
        press.publish(release)


def test_a_resubmitted_text_goes_through_the_gates_anew(press):
    release = press.draft()
    press.checked(release)
    press.city.do(release_gates.send_back, "chenyu", release, press.sha(release), "措辞再斟酌")
    assert press.line(release).next_words == "陈屿退回：措辞再斟酌"
    press.submit(release)
    with pytest.raises(RuleBroken, match="须先到“待签发”"):
        press.approve(release)


def test_a_return_without_a_reason_is_refused(press):
    release = press.draft()
    press.submit(release)
    with pytest.raises(RuleBroken, match="退回的原因"):
        press.city.do(release_gates.send_back, "dengqing", release, press.sha(release), " ")


def test_who_drafted_does_not_sign(press):
    """丁宁 drafts, then stands in for the commander."""
    city = press.city
    release = press.draft(login="dingning")
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, city.dingning.person_id, Role.COMMANDER)
    city.confirm_roles()
    press.checked(release)
    with pytest.raises(RuleBroken, match="起草人以外的人"):
        press.approve(release, "dingning")
    press.approve(release)


def test_who_changed_the_text_of_another_does_not_sign_it_either(press):
    city = press.city
    release = press.draft()
    press.edit(release, row_of(press, release).text + "\n请相互转告。", login="dingning")
    with city.db.write() as session:
        people.grant_role(session, PROGRAM, city.dingning.person_id, Role.COMMANDER)
    city.confirm_roles()
    press.checked(release)
    with pytest.raises(RuleBroken, match="起草人以外的人"):
        press.approve(release, "dingning")


def test_a_clerk_does_not_check_the_secrecy_of_his_own_text(press):
    release = press.draft(login="yuhang")
    press.submit(release, "yuhang")
    press.pass_legality(release)
    with pytest.raises(RuleBroken, match="起草人以外的人"):
        press.pass_secrecy(release, "yuhang")
    press.pass_secrecy(release)


def test_a_deputy_signs_only_by_delegation(press):
    city, release = press.city, press.draft()
    press.checked(release)
    with pytest.raises(RuleBroken, match="总指挥尚未委托"):
        press.approve(release, "luomin")
    now = city.db.clock()
    city.do(
        delegation.delegate, "chenyu", city.luomin.person_id, now, now + timedelta(hours=4), "外出"
    )
    press.approve(release, "luomin")


def test_a_signature_is_the_own_name(press):
    release = press.draft()
    press.checked(release)
    with pytest.raises(RuleBroken, match="签名应为本人姓名"):
        press.approve(release, signature="罗敏")


def test_nothing_goes_out_before_the_departments_were_told(press):
    release = press.draft()
    press.checked(release)
    press.approve(release)
    with pytest.raises(RuleBroken, match="须先告知市委宣传部、市委网信办"):
        press.publish(release)
    assert press.line(release).next_words == "发布前须告知市委宣传部、市委网信办"
    told = next(g for g in press.line(release).gates if g.step is GateStep.TOLD)
    assert told.state is MarkState.NOW


def test_a_publication_has_a_channel_and_a_time_that_has_passed(press):
    city, release = press.city, press.draft()
    press.checked(release)
    press.approve(release)
    press.notify_all(release)
    sha, now = press.sha(release), city.db.clock()
    with pytest.raises(RuleBroken, match="发布渠道"):
        city.do(release_gates.publish, "xuzhiyuan", release, sha, (), now)
    for wrong in (now + timedelta(hours=1), now - timedelta(hours=5)):
        with pytest.raises(RuleBroken, match="发布时间不能"):
            city.do(release_gates.publish, "xuzhiyuan", release, sha, ("官方网站",), wrong)
    press.publish(release)
    for frozen in (ReleaseAct.EDIT, ReleaseAct.WITHDRAW):
        assert press.line(release).offer(frozen) is None
    with pytest.raises(RuleBroken, match="不能改动，也不能撤回"):
        press.edit(release, "改")
    with pytest.raises(RuleBroken, match="不能改动，也不能撤回"):
        city.do(releases.withdraw, "xuzhiyuan", release, "写错了")


def test_internal_wording_ends_with_its_signature_and_never_goes_out(press):
    release = press.draft(ReleaseKind.LINE)
    press.checked(release)
    press.approve(release)
    assert press.line(release).next_words == "已签发，可据以答复"
    assert press.line(release).offer(ReleaseAct.PUBLISH) is None
    with pytest.raises(RuleBroken, match="口径是内部用语"):
        press.publish(release)
    with pytest.raises(RuleBroken, match="“更正”另起一稿"):
        press.edit(release, "改")


def test_a_published_text_is_put_right_by_a_new_one(press):
    old = press.published()
    new = press.city.do(releases.correct, "xuzhiyuan", old)
    row = row_of(press, new)
    assert (row.corrects, row.number) == (old, 2)
    assert "（更正）" in row.title
    assert row.text.startswith("更正我局情况通报 1：")
    assert press.line(old).corrected_by == "情况通报 2"
    with pytest.raises(RuleBroken, match="已由许知远起草更正"):
        press.city.do(releases.correct, "dingning", old)
    draft = press.draft()
    with pytest.raises(RuleBroken, match="还没有发出"):
        press.city.do(releases.correct, "xuzhiyuan", draft)


def test_a_withdrawn_draft_stays_with_its_reason(press):
    release = press.draft()
    press.city.do(releases.withdraw, "xuzhiyuan", release, "合并到下一份")
    line = press.line(release)
    assert (line.state, line.next_words) == (ReleaseState.WITHDRAWN, "合并到下一份")
    with pytest.raises(RuleBroken, match="已撤回"):
        press.submit(release)


def test_what_is_signed_is_withdrawn_by_who_signs(press):
    release = press.draft()
    press.checked(release)
    press.approve(release)
    with pytest.raises(RuleBroken, match="总指挥"):
        press.city.do(releases.withdraw, "xuzhiyuan", release, "不发了")
    press.city.do(releases.withdraw, "chenyu", release, "情况有变")
    assert row_of(press, release).state is ReleaseState.WITHDRAWN


def test_of_two_editors_the_second_is_told_who_was_faster(press):
    release = press.draft()
    seen = press.line(release).version
    press.edit(release, row_of(press, release).text + "\n请相互转告。", login="dingning")
    with pytest.raises(RuleBroken, match=r"丁宁已于 .* 办理了这份稿件（起草）"):
        press.edit(release, "另一种写法", seen=seen)
    assert "另一种写法" not in row_of(press, release).text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("请拨打13812345678联系", "个人电话号码"),
        ("联系电话：１３８ １２３４ ５６７８", "个人电话号码"),
        ("身份证11010519491231002X", "身份证件号码"),
        ("王某某反映悦力工场健身停业", "尚未公开的经营者名称"),
    ],
)
def test_what_must_not_be_public_is_refused_at_the_submission(press, words, why):
    release = press.draft()
    press.edit(release, f"{row_of(press, release).text}\n{words}")
    with pytest.raises(RuleBroken, match=why):
        press.submit(release)
    assert press.check(release).faults


def test_a_complainant_is_never_named(press):
    city = press.city
    complaint = city.complaint(
        "named",
        complainant=type(city.complaint("x").complainant)(name="欧阳若兰", phone="10000000001"),
    )
    city.take_in(complaint)
    release = press.draft()
    press.edit(release, f"{row_of(press, release).text}\n欧阳若兰反映退费困难。")
    with pytest.raises(RuleBroken, match="疑似个人姓名“欧阳若兰”"):
        press.submit(release)


def test_hostile_text_is_kept_as_text(press):
    release = press.draft()
    text = row_of(press, release).text
    press.edit(release, text + "\0\n<b>{title}</b> %s \ud800", title="<script>{}</script>")
    row = row_of(press, release)
    assert row.text.endswith("<b>{title}</b> %s")
    assert row.title == "<script>{}</script>"
    press.checked(release)
    with pytest.raises(RuleBroken, match="5000 字"):
        press.edit(release, "很长" * 3_000)
    with pytest.raises(RuleBroken, match="请填写正文"):
        press.edit(release, " \0 ")


@pytest.fixture
def food(city):
    press = Press(city, title="某校供餐事件", public_title="某校供餐事件", topic="校园供餐")
    return press.activate()


def raise_to_two(press):
    with press.city.db.write() as session:
        row = session.get_one(IncidentRow, press.incident)
        row.grade = row.response = Level.II
        journal.record(session, PROGRAM, "incident", row.id, "raised", incident=row.id)


def test_food_at_two_is_refused_without_the_authorisation_of_the_body_above(food):
    raise_to_two(food)
    release = food.draft()
    food.checked(release)
    assert food.line(release).next_words == "须先取得上级授权并登记文号"
    with pytest.raises(RuleBroken, match="食品安全法第118条"):
        food.approve(release)
    paper = release_gates.Authorisation(
        "省市场监管局", "省市监办〔2026〕12号", food.city.db.clock()
    )
    food.city.do(release_gates.authorise, "xuzhiyuan", release, food.sha(release), paper)
    food.approve(release)
    gates = {g.step: g for g in food.line(release).gates}
    assert gates[GateStep.AUTHORITY].words == "省市场监管局；省市监办〔2026〕12号"


def test_an_authorisation_holds_for_the_text_it_was_given_for(food):
    raise_to_two(food)
    release = food.draft()
    food.checked(release)
    paper = release_gates.Authorisation("省市场监管局", "12号", food.city.db.clock())
    food.city.do(release_gates.authorise, "xuzhiyuan", release, food.sha(release), paper)
    food.edit(release, row_of(food, release).text + "\n请相互转告。")
    food.checked(release)
    with pytest.raises(RuleBroken, match="未经授权不得发布"):
        food.approve(release)


def test_a_level_raised_after_the_signature_asks_for_the_authorisation_still(food):
    release = food.draft()
    food.checked(release)
    food.approve(release)
    food.notify_all(release)
    raise_to_two(food)
    with pytest.raises(RuleBroken, match="食品安全法第118条"):
        food.publish(release)


def test_an_incident_that_is_not_graded_has_nobody_to_publish_for_it(city):
    press = Press(city)
    release = press.draft()
    press.checked(release)
    with pytest.raises(RuleBroken, match="尚未定级"):
        press.approve(release)


def test_what_is_not_asked_for_needs_no_authorisation(press):
    release = press.draft()
    press.checked(release)
    paper = release_gates.Authorisation("省局", "1号", press.city.db.clock())
    with pytest.raises(RuleBroken, match="不需要上级授权"):
        press.city.do(release_gates.authorise, "xuzhiyuan", release, press.sha(release), paper)


def test_who_may_do_nothing_is_shown_nothing(press):
    release = press.draft()
    assert press.line(release, "maxiao").offers == ()
    [legal] = press.line(release, "dengqing").offers
    assert legal.key == ReleaseAct.LEGAL.value
    assert legal.refusal is not None  # it is not submitted yet
    assert Group.LEGAL in press.city.dengqing.groups()


def test_a_release_that_nobody_has_is_refused_in_words(city):
    with city.db.read() as session:
        with pytest.raises(RuleBroken, match="没有编号为 9999 的发布稿"):
            releases.to_undo(session, 9_999)
        with pytest.raises(RuleBroken, match="没有编号为 9999 的发布稿"):
            releases.to_act(session, city.chenyu, 9_999, ReleaseAct.WITHDRAW)
