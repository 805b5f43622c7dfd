"""What a person types in the words of an English screen is read as its Chinese is."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.case_report import UNKNOWN
from commandcenter.domain.papers.word_lists import ListKind, replacement_of
from commandcenter.ui import texts
from commandcenter.ui.command.officer_fields import names_typed
from commandcenter.ui.frame.typed import in_chinese
from commandcenter.ui.plan import typed_values as values

STEPS = "拟稿、核稿、会签、审核、签发、编号、用印、印发、归档"
ENGLISH = {
    "不设|当日|终止当日|每日|天|小时|分钟|分": (
        "none|same day|day of termination|daily/every day|d/day/days|h/hour/hours|min|minutes"
    ),
    STEPS: "Draft, text check, countersign, review, sign and issue, number, seal, distribute, file",
    "值班员": "Duty officer",
    "带班领导": "Leader on duty",
    "副总指挥": "Deputy commander",
    "和": " and ",
    "拟稿": "Drafted",
    "{hours} 小时": "{hours} h",
    "{hours} 小时 {minutes} 分": "{hours} h {minutes} min",
    "每日 {clock}": "daily {clock}",
    "终止当日": "Day of termination",
    "除外：": "except:",
}


class English(QTranslator):
    def translate(self, context, source, disambiguation=None, n=-1):
        return ENGLISH.get(source)

    def isEmpty(self):
        return False


@pytest.fixture
def english(themed):
    translator = English()
    QApplication.installTranslator(translator)
    texts.translate(True)
    yield
    texts.translate(False)
    QApplication.removeTranslator(translator)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("120", 120), ("2 hours", 120), ("2h 30 min", 150), ("1 day", 1440), ("none", "none"),
        ("Same day", "same_day"), ("day of termination", "at_end"), ("daily 16:30", "daily@16:30"),
        ("2小时", 120), ("每日16:30", "daily@16:30"), ("不设", "none"),
    ],
)  # fmt: skip
def test_a_deadline_is_typed_as_the_english_hint_says(english, typed, due):
    assert values.typed_due(typed) == due


@pytest.mark.parametrize("due", [120, 90, "at_end"])
def test_a_deadline_is_read_as_it_is_shown(english, due):
    assert values.typed_due(values.said_due(due)) == due


def test_what_is_no_word_of_the_language_is_refused(english):
    with pytest.raises(RuleBroken):
        values.typed_due("2 hovers")


def test_english_is_not_read_on_a_chinese_screen(themed):
    with pytest.raises(RuleBroken):
        values.typed_due("2 hours")


def test_the_steps_of_a_paper_are_typed_as_the_hint_or_the_state_says(english):
    assert values.typed_steps("Drafted, review, sign and issue") == ["draft", "review", "sign"]
    assert values.typed_steps("拟稿、审核 → 签发") == ["draft", "review", "sign"]


def test_the_steps_of_the_hint_are_those_of_a_paper(themed):
    assert len(values.typed_steps(values.steps_hint())) == 9


def test_who_an_alarm_climbs_to_is_typed_in_english(english):
    chain = [["duty", "lead_duty"], ["deputy"]]
    assert values.typed_chain("Duty officer and leader on duty → deputy commander") == chain
    assert values.typed_chain("值班员和带班领导 → 副总指挥") == chain


def test_an_exception_is_written_in_english_and_kept_as_the_list_is(english):
    line = values.typed_line("跑路→失联｜except: 跑路者", ListKind.REPLACE)
    assert replacement_of(line).unless == ("跑路者",)
    assert values.typed_line("市委, 市政府", ListKind.ORDER) == "市委、市政府"


def test_a_word_within_another_stays_as_it_was_typed(english):
    assert in_chinese("mandaily 终止当日", ["每日"], ["daily"]) == "mandaily 终止当日"
    assert in_chinese("Unknown", UNKNOWN, ["unknown"]) == "不明"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王强 李伟、赵敏", ("王强", "李伟", "赵敏")),
        ("王强-李伟.张三", ("王强", "李伟", "张三")),
        ("阿·买提", ("阿·买提",)),
        ("Li Wei, 王强 李伟", ("Li Wei", "王强", "李伟")),
        ("J. Smith; Anne-Marie O'Brien", ("J. Smith", "Anne-Marie O'Brien")),
    ],
)
def test_a_latin_name_keeps_its_parts_together(typed, names):
    assert names_typed(typed) == names
