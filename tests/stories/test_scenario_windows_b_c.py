"""The main steps of scenarios B and C in the real windows, as test_scenario_windows has A's."""

import pytest

from commandcenter.db.demo.acts_b_after import UPPER_REASON
from commandcenter.domain.level import Level
from commandcenter.queries.incident.orals import oral_board
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from tests.stories.window_driver import at, head, rows, steps, texts

# ---- B: the school meals ----


@pytest.mark.nightly
def test_the_school_rule_is_seen_suggested_judged_and_asked_of_the_province(tell, sit):
    story = tell("B D0 23:20")
    story.live_to("B D0 23:31")
    leader = sit(story, "zhoulan")
    leader.view("assess")
    touched = texts(leader.widget("touched"))
    assert "触及Ⅱ级参考条件" in touched
    assert "未经本局批准" in touched
    assert "学校" in texts(leader.widget("contexts"))
    leader.keep("b-assess")
    leader.click("assess_suggest")
    leader.until(lambda: "初判Ⅱ级" in leader.widget("held").currentText())
    leader.click("level_II")
    leader.fill("reason", UPPER_REASON)
    leader.click("primary")
    leader.until_gone("grade_form")
    suggestion = steps(story)[0]
    assert (suggestion.step, suggestion.level) == ("suggestion", Level.II)

    at(story, "B D0 23:35")
    commander = sit(story, "chenyu")
    commander.todo("grade", suggestion.id, "decide")
    commander.until_sees("initial_form")
    commander.until(lambda: UPPER_REASON in commander.widget("whole_text").text())
    commander.sign("陈屿")
    commander.until_sees("request_form")
    commander.until(lambda: "报请研定" in commander.widget("whole_text").text())
    assert commander.widget("organ").currentText() == "省市场监督管理局"
    commander.fill("document", "澄市监请〔2026〕8号")
    commander.keep("b-request")
    commander.sign("陈屿")
    commander.until_gone("request_form")
    assert [step.step for step in steps(story)[:3]] == ["request", "initial", "suggestion"]
    assert head(story).grade is Level.IV  # until the province has decided

    at(story, "B D1 01:30")
    duty = sit(story, "liwei")
    duty.view("assess")
    duty.click("assess_upper")
    duty.until(lambda: "答复 陈屿" in duty.widget("asked").text())
    assert duty.widget("organ").currentText() == "省市场监督管理局"
    duty.fill("document", "省市监急〔2026〕17号")
    duty.fill("words", "轻症为主，定为较大（Ⅲ级），由澄州市负责处置，省局派员指导。")
    duty.widget("grade").setCurrentIndex(duty.widget("grade").findData(Level.III))
    proof = duty.widget("proof")
    proof.setCurrentIndex(proof.findData("call"))
    duty.fill("caller", "韩松 省局值班室")
    duty.fill("caller_phone", "10099887766")
    duty.keep("b-upper")
    duty.click("primary")
    duty.until_gone("upper_form")
    answer, request = steps(story)[:2]
    assert (answer.step, answer.level, answer.document) == (
        "upper", Level.III, "省市监急〔2026〕17号",
    )  # fmt: skip
    [kept] = rows(story, LevelDecisionRow, LevelDecisionRow.id == answer.id)
    assert kept.answers == request.id
    assert head(story).grade is Level.III
    for desk in (leader, commander, duty):
        desk.until(lambda desk=desk: desk.widget("grade_tag").text() == "较大（Ⅲ级）")


# ---- C: named on television ----


def test_what_was_decided_by_telephone_holds_at_once_and_is_signed_next_morning(tell, sit, at_wall):
    story = tell("C D0 20:57")
    duty = sit(story, "liwei")
    duty.entry("oral")
    duty.until(lambda: duty.widget("matter").currentText() == "定级")
    assert duty.widget("level").currentData() == Level.III  # as it was suggested
    register_call(duty, "陈屿", "是否按较大（Ⅲ级）处置", "同意，按较大处置，先派人到直播间")
    duty.fill("reason", "同意会商意见：中央媒体点名，暂无人身伤害")
    duty.keep("c-oral")
    duty.click("primary")
    duty.until_gone("oral_form")
    duty.until(lambda: duty.widget("grade_tag").text() == "较大（Ⅲ级）")
    duty.until(lambda: "口头同意，待补签" in duty.head())

    at(story, "C D0 20:59")
    wall = at_wall(story)
    duty.entry("oral")
    duty.until(lambda: duty.widget("matter").currentText() == "启动响应")
    register_call(duty, "陈屿", "是否启动Ⅲ级响应，措施五条", "同意启动，措施照办")
    level = duty.widget("level")
    level.setCurrentIndex(level.findData(Level.III))
    assert "口头同意，待补签" in duty.widget("consequence").text()
    duty.click("primary")
    duty.until_gone("oral_form")
    assert (head(story).grade, head(story).response) == (Level.III, Level.III)
    wall.until(lambda: "Ⅲ级响应" in wall.content.head.response.accessibleName())
    board = story.ask(oral_board, story.actor("liwei"), 1, story.clock.at)
    assert (board.pending, {line.recorded_by for line in board.lines}) == (2, {"李蔚"})
    duty.keep("c-desk")

    at(story, "C D1 08:19")
    commander = sit(story, "chenyu")
    commander.until(lambda: "口头同意，待补签" in commander.head())
    for line in board.lines:
        commander.todo("sign_oral", line.id, "go")
        commander.click("act_sign_oral")
        commander.until_sees("sign_oral")
        assert line.words in commander.widget("whole_text").text()
        commander.sign("陈屿")
        commander.until_gone("sign_oral")
    board = story.ask(oral_board, story.actor("liwei"), 1, story.clock.at)
    assert [line.signed_at for line in board.lines] == [story.clock.at] * 2
    for desk in (commander, duty):
        desk.until(lambda desk=desk: "口头同意" not in desk.head())


def register_call(duty, decider, asked, words):
    people = duty.widget("decider")
    people.setCurrentIndex(next(n for n in range(people.count()) if decider in people.itemText(n)))
    duty.fill("witness", "罗敏")
    duty.fill("asked", asked)
    duty.fill("words", words)
