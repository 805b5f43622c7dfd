"""舆情 registered, answered, referred, watched; questions of the press answered by the 口径."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.command.casework import CaseState
from commandcenter.domain.command.opinion import Media, OpinionState, Tone
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Level
from commandcenter.domain.releases.release import Naming, ReleaseKind
from commandcenter.queries.command.opinions import opinion_board
from commandcenter.queries.incident.grading import grade_sheet
from commandcenter.queries.offers import Offer
from commandcenter.queries.releases.media import press_board
from commandcenter.queries.releases.releases import release_board
from commandcenter.services.command import casework, opinions
from commandcenter.services.guard import PROGRAM
from commandcenter.services.incident import naming
from commandcenter.services.releases import media
from commandcenter.store import journal
from commandcenter.store.clock import HandClock
from commandcenter.store.database import open_database
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.site import OpinionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.city import City
from tests.services.releases.bureau_media import Press


@pytest.fixture
def press(city):
    return Press(city).activate()


def item(press, **fields):
    values = {
        "source": "某短视频平台",
        "media": Media.SELF,
        "title": "健身房一夜搬空",
        "published_at": press.city.db.clock() - timedelta(hours=1),
        "reach": 12_000,
        "tone": Tone.ANGRY,
    }
    return opinions.Item(**(values | fields))


def register(press, login="dingning", **fields):
    return press.city.do(opinions.register, login, press.incident, item(press, **fields))


def board(press, login="dingning", after=timedelta()):
    city = press.city
    now = city.db.clock() + after
    return city.ask(opinion_board, getattr(city, login), press.incident, now)


def media_fact(press):
    sheet = press.city.ask(grade_sheet, press.incident, press.city.db.clock())
    return sheet.facts["media"].value


@pytest.mark.lot(2)
def test_the_gravest_outlet_counts_for_the_grade(press):
    assert media_fact(press) is None
    register(press)
    assert media_fact(press) == 0
    register(press, source="省电视台", media=Media.PROVINCE)
    register(press, source="本地门户", media=Media.LOCAL)
    assert media_fact(press) == 2
    assert board(press).gravest is Media.PROVINCE


def test_what_waits_stands_first_and_false_claims_before_all(press):
    answered = register(press, title="求助：退费找谁")
    false = register(press, title="老板已携款出境", false_claim=True)
    newer = register(press, title="现场排队", published_at=press.city.db.clock())
    press.city.do(opinions.answer, "dingning", answered, "已在评论区告知登记方式")
    shown = board(press)
    assert [line.id for line in shown.lines] == [false, newer, answered]
    assert (shown.waiting, shown.false_claims) == (2, 1)
    assert shown.lines[-1].answered_by == "丁宁"


def test_an_item_waits_no_longer_than_the_plan_lets_it(press):
    register(press)
    assert not board(press).lines[0].overdue
    late = board(press, after=timedelta(hours=49))
    assert late.lines[0].overdue
    assert late.overdue == 1


def test_a_false_claim_is_corrected_or_referred_never_only_watched(press):
    false = register(press, false_claim=True)
    with pytest.raises(RuleBroken, match="不实信息须回应更正或者移交"):
        press.city.do(opinions.watch, "dingning", false, "再看看")
    press.city.do(opinions.refer, "dingning", false, "市公安局网安支队", "涉嫌编造")
    line = board(press).lines[0]
    assert (line.state, line.referred_to) == (OpinionState.REFERRED, "市公安局网安支队")


def test_what_was_done_in_time_stays_so_when_more_is_done_afterwards(sqlite_url):
    opened = open_database(sqlite_url)
    clock = HandClock(opened.clock().replace(microsecond=0))
    press = Press(City(replace(opened, clock=clock))).activate()
    found, false = register(press), register(press, false_claim=True)
    clock.at += timedelta(hours=1)
    first = clock.at
    press.city.do(opinions.watch, "dingning", found, "再看看")
    press.city.do(opinions.refer, "dingning", false, "市公安局网安支队")
    clock.at += timedelta(hours=72)
    for number in (found, false):
        press.city.do(opinions.answer, "dingning", number, "已公布退费登记办法")
    done = {}
    for about in (f"opinion:{found}", f"opinion:{false}"):
        done |= {row.id: row.done_at for row in book_about(press, about) if row.done_at}
    assert set(done.values()) == {first}
    assert len(done) == 2  # 处置舆情 of one, 回应不实信息 of the other
    lines = {line.id: line for line in board(press).lines}
    assert (lines[found].watched_at, lines[found].referred_at) == (first, None)
    assert (lines[false].watched_at, lines[false].referred_at) == (None, first)
    assert {line.answered_at for line in lines.values()} == {clock.at}
    opened.close()


def test_who_saw_an_item_open_does_not_answer_what_was_referred(press):
    found = register(press)
    press.city.do(opinions.refer, "dingning", found, "公安", "涉嫌编造", seen=OpinionState.OPEN)
    with pytest.raises(RuleBroken, match="这条舆情刚刚被他人改过"):
        press.city.do(opinions.answer, "dingning", found, "已回应", seen=OpinionState.OPEN)
    assert board(press).lines[0].state is OpinionState.REFERRED
    press.city.do(opinions.answer, "dingning", found, "已回应", seen=OpinionState.REFERRED)


def book_about(press, about):
    wanted = select(ObligationRow).where(ObligationRow.about == about)
    return press.city.ask(lambda session: session.scalars(wanted).all())


def test_what_may_be_done_to_an_item_is_offered_with_what_speaks_against_it(press):
    found, false = register(press), register(press, false_claim=True)

    def offers(login="dingning"):
        shown = board(press, login)
        return shown.offers, {line.id: line.offers for line in shown.lines}

    heading, lines = offers()
    assert heading == (Offer("register"),)
    keys = ("answered", "referred", "watched", "amend")
    assert lines[found] == tuple(Offer(key) for key in keys)
    assert [o.key for o in lines[false] if o.refusal] == ["watched"]
    assert "不实信息须回应更正或者移交" in str(lines[false][2].refusal)
    assert offers("hewenjing") == ((), {found: (), false: ()})
    press.city.do(opinions.watch, "dingning", found, "再看看")
    assert [o.key for o in offers()[1][found]] == ["answered", "referred", "amend"]
    press.city.do(opinions.refer, "dingning", found, "网信办")
    _, lines = offers()
    assert [o.key for o in lines[found]] == ["answered", "watched", "amend"]
    assert "已移交（丁宁" in str(lines[found][1].refusal)
    press.city.do(opinions.answer, "dingning", found, "已回应")
    assert offers()[1][found] == (Offer("amend"),)
    with press.city.db.write() as session:
        session.get_one(IncidentRow, press.incident).state = State.ARCHIVED
        journal.record(session, PROGRAM, "incident", press.incident, "archived")
    heading, lines = offers()
    assert all("不能再登记" in str(o.refusal) for o in (*heading, *lines[found], *lines[false]))
    assert len(lines[false]) == 4


def test_of_two_who_answer_the_second_is_told(press):
    found = register(press)
    press.city.do(opinions.answer, "dingning", found, "已回应")
    with pytest.raises(RuleBroken, match="已回应（丁宁"):
        press.city.do(opinions.answer, "xuzhiyuan", found, "另一种回应")
    assert board(press).lines[0].answer == "已回应"


def test_of_two_who_amend_the_second_is_told_and_nothing_is_overwritten(press):
    found, seen = register(press), item(press)
    seen = replace(seen, published_at=board(press).lines[0].published_at)
    more = replace(seen, reach=50_000)
    press.city.do(opinions.amend, "dingning", found, more, seen)
    with pytest.raises(RuleBroken, match="刚刚有人改过"):
        press.city.do(opinions.amend, "xuzhiyuan", found, replace(seen, reach=1), seen)
    assert board(press).lines[0].reach == 50_000
    with pytest.raises(RuleBroken, match="没有改动任何内容"):
        press.city.do(opinions.amend, "dingning", found, replace(more, link=" "), more)


def test_items_are_never_deleted(press):
    register(press)
    assert not hasattr(opinions, "delete")
    with press.city.db.read() as session:
        assert len(session.scalars(select(OpinionRow)).all()) == 1


def test_hostile_items_are_kept_as_text_or_refused_in_words(press):
    found = register(press, title="<img src=x onerror=alert(1)>\0", summary="{0} %s")
    line = board(press).lines[0]
    assert (line.id, line.title) == (found, "<img src=x onerror=alert(1)>")
    for wrong, why in [
        ({"title": " "}, "请填写标题"),
        ({"title": "长" * 300}, "200 字"),
        ({"reach": -1}, "不能小于 0"),
        ({"published_at": press.city.db.clock() + timedelta(hours=1)}, "不能晚于现在"),
    ]:
        with pytest.raises(RuleBroken, match=why):
            register(press, **wrong)


def ask(press, login="liwei", **fields):
    values = {
        "outlet": "澄州日报",
        "question": "目前登记了多少人？",
        "asked_at": press.city.db.clock() - timedelta(minutes=10),
        "asker": "刘记者",
    }
    new = media.NewQuestion(**(values | fields))
    return press.city.do(media.register, login, press.incident, new)


def shown(press, login="xuzhiyuan", after=timedelta()):
    city = press.city
    return city.ask(press_board, getattr(city, login), press.incident, city.db.clock() + after)


def test_a_question_that_was_not_asked_yet_is_not_registered(press):
    at = press.city.db.clock()
    with pytest.raises(RuleBroken, match="提问时间不能晚于现在"):
        ask(press, asked_at=at + timedelta(minutes=1))
    with pytest.raises(RuleBroken, match="答复时限应晚于提问时间"):
        ask(press, asked_at=at, due_at=at)
    assert shown(press).lines == ()


def signed_line(press):
    line = press.draft(ReleaseKind.LINE)
    press.checked(line)
    press.approve(line)
    return line


def test_an_answer_follows_a_signed_line(press):
    city, question = press.city, ask(press)
    draft = press.draft(ReleaseKind.LINE)
    with pytest.raises(RuleBroken, match="已签发的口径"):
        city.do(media.answer, "xuzhiyuan", question, "12 件", draft)
    assert shown(press).choices == ()
    line = signed_line(press)
    assert [choice.label for choice in shown(press).choices] == ["口径 2"]
    city.do(media.answer, "xuzhiyuan", question, "截至目前登记12件。", line)
    [answered] = shown(press).lines
    assert (answered.follows, answered.answered_by) == ("口径 2", "许知远")


def test_open_questions_stand_by_their_limit(press):
    ask(press, outlet="甲报")
    ask(press, outlet="乙报", due_at=press.city.db.clock() + timedelta(hours=1))
    waits = shown(press).lines
    assert [line.outlet for line in waits] == ["乙报", "甲报"]
    assert waits[1].due_at - waits[1].asked_at == timedelta(hours=48)
    assert shown(press, after=timedelta(hours=2)).overdue == 1


def test_at_two_the_press_is_answered_within_five_hours(city):
    press = Press(city)
    with city.db.write() as session:
        session.get_one(IncidentRow, press.incident).grade = Level.II
        journal.record(session, PROGRAM, "incident", press.incident, "graded")
    ask(press)
    [line] = shown(press).lines
    assert line.due_at - line.asked_at == timedelta(hours=5)


def test_an_answer_names_nobody(press):
    question, line = ask(press), signed_line(press)
    with pytest.raises(RuleBroken, match="尚未公开的经营者名称“悦力工场”"):
        press.city.do(media.answer, "xuzhiyuan", question, "悦力工场已停业。", line)


def test_an_answer_is_put_right_openly(press):
    city, question, line = press.city, ask(press), signed_line(press)
    city.do(media.answer, "xuzhiyuan", question, "登记11件。", line)
    with pytest.raises(RuleBroken, match="已由许知远于"):
        city.do(media.answer, "dingning", question, "登记12件。", line)
    [first] = shown(press).lines
    assert (first.corrected_by, first.corrected_at) == ("", None)
    city.do(media.answer, "dingning", question, "登记12件。", line, amends=first.answered_at)
    [right] = shown(press).lines
    assert (right.answer, right.answered_by) == ("登记12件。", "许知远")
    assert (right.answered_at, right.corrected_by) == (first.answered_at, "丁宁")
    assert right.corrected_at >= right.answered_at


def name_state(press):
    city = press.city
    return city.ask(release_board, city.chenyu, press.incident, city.db.clock()).name


def test_the_trader_is_named_only_on_a_registered_ground(press):
    city = press.city
    with pytest.raises(RuleBroken, match="没有登记已立案的案件"):
        city.do(naming.release_name, "chenyu", press.incident, Naming.FILED)
    new = casework.NewCase(
        "悦力工场健身（城东店）", "合同违法", city.db.clock(), ("何文静", "吴越")
    )
    case = city.do(casework.register_case, "hewenjing", press.incident, new)
    move = casework.CaseMove(CaseState.FILED, city.db.clock(), "澄市监立〔2026〕8号")
    city.do(casework.move_case, "hewenjing", case, move)
    assert name_state(press).grounds == {Naming.FILED}
    city.do(naming.release_name, "chenyu", press.incident, Naming.FILED, "澄市监立〔2026〕8号")
    assert name_state(press).why == "已立案：澄市监立〔2026〕8号"

    release = press.draft()
    press.edit(release, press.line(release).text.replace("反映", "反映悦力工场"))
    press.submit(release)
    city.do(naming.take_back_name, "chenyu", press.incident, "撤销立案")
    with pytest.raises(RuleBroken, match="尚未公开的经营者名称"):
        press.pass_legality(release)
    with pytest.raises(RuleBroken, match="不需要收回"):
        city.do(naming.take_back_name, "chenyu", press.incident, "再收回")


def test_who_does_not_sign_releases_does_not_name_the_trader(press):
    with pytest.raises(RuleBroken, match="总指挥"):
        press.city.do(naming.release_name, "xuzhiyuan", press.incident, Naming.FILED)
