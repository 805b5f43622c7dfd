"""舆情发布 by hand: a text is written, checked, signed and published; the press is answered."""

import pytest
from PySide6.QtWidgets import QLineEdit

from commandcenter.domain.command.opinion import Media
from commandcenter.domain.releases.release import ReleaseKind, ReleaseState
from commandcenter.queries.command.opinions import opinion_board
from commandcenter.queries.releases.media import press_board
from commandcenter.services.releases import media
from commandcenter.services.releases.release_gates import send_back
from commandcenter.ui.widgets.number_check import NumberCheck
from tests.services.releases.bureau_media import Press


@pytest.fixture
def press(small_city):
    return Press(small_city).activate()


def show(desk, tab):
    desk.window.show_page("incident")
    page = desk.window.pages.incident
    page.show_view("opinion")
    view = page.view("opinion")
    view.show_tab(tab)
    panel = {"items": view.items, "releases": view.releases, "press": view.press}[tab]
    desk.until(lambda: panel.as_of is not None)
    desk.settle()
    return view


def leave(desk):
    for dialog in [desk.dialog()]:
        dialog.reject()
    desk.until_gone("primary")


def press_act(desk, name):
    desk.until_sees(name)
    desk.click(name)


def reasons(desk):
    return desk.dialog().findChild(NumberCheck).findChildren(QLineEdit, "why")


def test_a_wrong_number_is_explained_before_it_goes_on(at_desk, press):
    desk = at_desk("xuzhiyuan")
    show(desk, "releases")
    desk.click("want_notice")
    desk.until_sees("release_editor")
    desk.until(lambda: "投诉12件" in desk.widget("text").toPlainText())
    assert "都一致" in desk.widget("check_summary").text()
    text = desk.widget("text").toPlainText().replace("投诉12件", "投诉15件")
    desk.fill("text", text)
    desk.until(lambda: "1 个须说明" in desk.widget("check_summary").text())
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until(lambda: "“15件”与数据库不符" in desk.dialog().refusal)
    assert desk.widget("text").toPlainText() == text

    [field] = reasons(desk)
    field.setText("另有3件为来人登记，尚未录入")
    assert "都一致或已说明" in desk.widget("check_summary").text()
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_gone("release_editor")
    line = press.line(1)
    assert (line.state, line.text) == (ReleaseState.LEGAL, text)
    [why] = [number.why for number in line.numbers if number.why]
    assert (why.words, why.by) == ("另有3件为来人登记，尚未录入", "许知远")


def test_a_telephone_number_is_named_while_it_is_typed(at_desk, press):
    release = press.draft()
    desk = at_desk("xuzhiyuan")
    view = show(desk, "releases")
    view.releases.ledger.choose(release)
    press_act(desk, "act_edit")
    desk.until(lambda: desk.widget("text").toPlainText() != "")
    desk.fill("text", "请拨打13812345678。<b>粗</b>")
    desk.until_sees("fault")
    assert "个人电话号码“13812345678”" in desk.widget("fault").text()
    desk.click("primary")
    desk.until(lambda: "不能公开" in desk.dialog().refusal)
    assert desk.widget("text").toPlainText() == "请拨打13812345678。<b>粗</b>"
    leave(desk)


def test_what_another_saved_meanwhile_lies_beside_the_own_words(at_desk, press):
    release = press.draft()
    desk = at_desk("xuzhiyuan")
    view = show(desk, "releases")
    view.releases.ledger.choose(release)
    press_act(desk, "act_edit")
    desk.until(lambda: desk.widget("text").toPlainText() != "")
    press.edit(release, "丁宁的写法。", login="dingning")
    desk.fill("text", "许知远的写法。")
    desk.click("save")
    desk.until_sees("other_text")
    assert "丁宁已于" in desk.dialog().refusal
    assert "丁宁的写法。" in desk.widget("other_text").toPlainText()
    assert desk.widget("text").toPlainText() == "许知远的写法。"
    assert press.line(release).text == "丁宁的写法。"
    desk.click("save")
    desk.until_gone("other_text")
    assert press.line(release).text == "许知远的写法。"
    leave(desk)


def test_words_not_saved_come_back_and_know_what_they_began_from(at_desk, press):
    release = press.draft()
    desk = at_desk("xuzhiyuan")
    view = show(desk, "releases")
    view.releases.ledger.choose(release)
    press_act(desk, "act_edit")
    desk.until(lambda: desk.widget("text").toPlainText() != "")
    desk.fill("text", "写了一半")
    leave(desk)
    press.edit(release, "丁宁的写法。", login="dingning")
    desk.settle()
    press_act(desk, "act_edit")
    desk.until(lambda: desk.widget("text").toPlainText() == "写了一半")
    assert "已恢复" in desk.widget("draft_note").text()
    desk.click("save")
    desk.until_sees("other_text")  # an old draft does not pass for the newest text
    assert press.line(release).text == "丁宁的写法。"
    leave(desk)


def test_the_commander_signs_what_he_has_read(at_desk, press):
    release = press.draft()
    press.checked(release)
    desk = at_desk("chenyu")
    desk.until_sees("act_judge")
    desk.click("act_judge")
    desk.until_sees("release_judge")
    desk.until(lambda: "累计接到投诉12件" in desk.widget("whole_text").toPlainText())
    assert "不能撤回" in desk.widget("consequence").text()
    assert "市委宣传部" in desk.widget("authority").text()
    desk.fill("remarks", "同意。")
    desk.type("signature", "陈")
    desk.click("primary")
    desk.until(lambda: "签名应为本人姓名" in desk.dialog().refusal)
    assert desk.widget("remarks").toPlainText() == "同意。"
    desk.widget("signature").clear()
    desk.type("signature", "陈屿")
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_gone("release_judge")
    assert press.line(release).state is ReleaseState.APPROVED


def test_who_only_read_a_text_puts_it_away_unasked(at_desk, press):
    release = press.draft()
    press.submit(release)
    desk = at_desk("dengqing")
    desk.until_sees("act_judge")
    for typed in ("", "补充"):
        desk.click("act_judge")
        desk.until(lambda: "投诉12件" in desk.widget("whole_text").toPlainText())
        desk.fill("remarks", typed)
        desk.dialog().reject()
        assert desk.sees("release_judge") is bool(typed)
    desk.dialog().reject()  # once more, and what was typed is lost
    assert not desk.sees("release_judge")


def test_a_text_that_changes_under_the_judge_is_shown_anew(at_desk, press):
    release = press.draft()
    press.submit(release)
    desk = at_desk("dengqing")
    desk.until_sees("act_judge")
    desk.click("act_judge")
    desk.until(lambda: "投诉12件" in desk.widget("whole_text").toPlainText())
    press.edit(release, press.line(release).text + "\n请相互转告。")
    press.submit(release)
    desk.click("primary")
    desk.until(lambda: "请相互转告。" in desk.widget("whole_text").toPlainText())
    assert "在您查看之后又有修改" in desk.dialog().refusal
    assert "请重新核对" in desk.widget("draft_note").text()
    desk.until(lambda: desk.widget("primary").isEnabled())
    desk.click("primary")
    desk.until_gone("release_judge")
    assert press.line(release).state is ReleaseState.SECRECY


def test_a_return_needs_words_and_reaches_who_wrote_it(at_desk, press):
    release = press.draft()
    press.submit(release)
    desk = at_desk("dengqing")
    desk.until_sees("act_judge")
    desk.click("act_judge")
    desk.until(lambda: desk.sees("send_back") and desk.widget("send_back").isEnabled())
    desk.click("send_back")
    assert "须写明意见" in desk.dialog().refusal
    desk.fill("remarks", "补充法律依据")
    desk.click("send_back")
    desk.until_gone("release_judge")
    assert press.line(release).next_words == "邓清退回：补充法律依据"


def test_a_returned_text_waits_for_who_wrote_it(at_desk, press):
    release = press.draft()
    press.submit(release)
    sha = press.sha(release)
    press.city.do(send_back, "dengqing", release, sha, "补充法律依据")
    desk = at_desk("xuzhiyuan")
    desk.window.pages.incident.show_view("mine")
    desk.until_sees(f"todo_amend_release_{release}")
    assert "补充法律依据" in desk.widget(f"todo_amend_release_{release}").accessibleName()


def test_it_is_told_and_then_published(at_desk, press):
    release = press.draft()
    press.checked(release)
    press.approve(release)
    desk = at_desk("xuzhiyuan")
    view = show(desk, "releases")
    view.releases.ledger.choose(release)
    desk.until_sees("act_publish")
    publish = desk.widget("act_publish")
    assert not publish.isEnabled()
    assert "须先告知市委宣传部" in publish.toolTip()
    for who in ("市委宣传部", "市委网信办"):
        press_act(desk, "act_tell")
        desk.until_sees("tell_form")
        desk.fill("words", "王处长，电话")
        desk.click("primary")
        desk.until_gone("tell_form")
        desk.until(lambda w=who: w not in desk.widget("act_publish").toolTip())
    assert desk.widget("act_publish").isEnabled()
    desk.click("act_publish")
    desk.until_sees("chip_官方网站")
    desk.click("primary")
    assert "channels" in [f.editor.objectName() for f in desk.dialog()._fields if f.error]
    desk.click("chip_官方网站")
    desk.fill("other", "澄州日报")
    desk.click("primary")
    desk.until_gone("publish_form")
    line = press.line(release)
    assert (line.state, line.next_words) == (ReleaseState.PUBLISHED, "官方网站、澄州日报发布")


def test_who_has_no_part_in_it_reads_and_is_offered_nothing(at_desk, press):
    release = press.draft()
    desk = at_desk("maxiao")
    view = show(desk, "releases")
    view.releases.ledger.choose(release)
    assert [line.id for line in view.releases.ledger.lines] == [release]
    for name in ("want_notice", "want_line", "want_tip", "want_name", "act_edit", "act_withdraw"):
        assert not desk.sees(name)


def test_a_hostile_text_is_shown_as_text(at_desk, press, only_plain_labels):
    release = press.draft(ReleaseKind.LINE)
    press.edit(release, "<img src=x onerror=alert(1)>{title}", title="<h1>{0}</h1>")
    desk = at_desk("xuzhiyuan")
    show(desk, "releases")
    press_act(desk, "act_edit")
    desk.until(lambda: "<img" in desk.widget("text").toPlainText())
    only_plain_labels(desk.window)
    leave(desk)


def test_an_item_of_opinion_is_registered_and_answered(at_desk, press):
    city = press.city
    desk = at_desk("xuzhiyuan")
    show(desk, "items")
    desk.click("want_register")
    desk.until_sees("opinion_form")
    desk.fill("source", "某短视频平台")
    desk.fill("title", "健身房一夜搬空")
    desk.click("primary")
    assert desk.sees("opinion_form")  # the level of the medium is needed
    desk.click("chip_province")
    desk.click("primary")
    desk.until_gone("opinion_form")
    desk.until_sees("act_answered")
    desk.click("act_answered")
    desk.until_sees("words_form")
    desk.fill("words", "已在评论区告知登记方式")
    desk.click("primary")
    desk.until_gone("words_form")
    board = city.ask(opinion_board, city.xuzhiyuan, press.incident, city.db.clock())
    assert (board.gravest, board.waiting) == (Media.PROVINCE, 0)


def test_a_refused_answer_to_the_press_keeps_every_word(at_desk, press):
    city = press.city
    line = press.draft(ReleaseKind.LINE)
    press.checked(line)
    press.approve(line)
    new = media.NewQuestion("澄州日报", "哪家机构？", city.db.clock())
    city.do(media.register, "liwei", press.incident, new)
    desk = at_desk("xuzhiyuan")
    show(desk, "press")
    press_act(desk, "act_answer")
    desk.until_sees("answer_press")
    assert "共接到投诉12件" in desk.widget("basis").toPlainText()
    desk.fill("words", "是悦力工场。")
    desk.click("primary")
    desk.until(lambda: "尚未公开的经营者名称“悦力工场”" in desk.dialog().refusal)
    assert desk.widget("words").toPlainText() == "是悦力工场。"
    desk.fill("words", "以我局通报为准。")
    desk.click("primary")
    desk.until_gone("answer_press")
    board = city.ask(press_board, city.xuzhiyuan, press.incident, city.db.clock())
    assert board.lines[0].follows == "口径 1"
