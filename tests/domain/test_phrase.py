"""Texts that know how they were made, said by a language made up here."""

import pickle
from functools import partial

import pytest

from commandcenter.domain.phrase import (
    Phrase,
    clauses,
    enumerated,
    for_record,
    headed,
    in_chinese,
    joined,
    kept_list,
    listed,
    phrase,
    phrases,
    put_in,
    recording,
    sentences,
    speak,
    with_note,
    word,
)

ENGLISH = {
    "投诉登记": "Complaint register",
    "签到": "Attendance",
    "共 {n} 行。": "Rows: {n}.",
    "未使用的列：备注。": "Columns not used: remarks.",
    "{county}人民政府": "Government of {county}",
    "县（市、区）": "county",
    "、": ", ",
}


class English:
    def template(self, chinese):
        return ENGLISH.get(chinese, chinese)


def said(words):
    return words.said_by(English())


def test_sentences_have_a_space_between_them_in_another_language_only():
    both = sentences((phrase("共 {n} 行。", n=3), "", word("未使用的列：备注。")))
    assert both == "共 3 行。未使用的列：备注。"
    assert said(both) == "Rows: 3. Columns not used: remarks."
    assert said(pickle.loads(pickle.dumps(both))) == said(both)
    assert not sentences(("", ""))


def test_a_text_of_the_plan_is_filled_and_still_known():
    office = put_in(word("{county}人民政府"), county=word("县（市、区）"))
    assert office == "县（市、区）人民政府"
    assert said(office) == "Government of county"
    assert said(pickle.loads(pickle.dumps(office))) == "Government of county"


def test_other_braces_of_the_plan_stay_as_they_are():
    assert put_in("{county}局（{旧}", county="城东区") == "城东区局（{旧}"
    assert put_in("市局", county="城东区") == "市局"


def test_a_list_that_was_kept_as_a_text_is_said_word_by_word():
    kept = kept_list("投诉登记、签到、某人写的")
    assert kept == "投诉登记、签到、某人写的"
    assert said(kept) == "Complaint register, Attendance, 某人写的"
    assert not kept_list("")


def test_quotation_marks_within_quotation_marks_are_inner_ones():
    title = word("“11·24”闭店事件处置情况")
    told = phrase("“{title}”（{number}）", title=title, number="“甲”字第1期")
    assert told == "“‘11·24’闭店事件处置情况”（“甲”字第1期）"
    assert said(told) == told


@pytest.mark.parametrize(
    ("make", "whole"),
    [(listed, "甲，乙"), (clauses, "甲；乙"), (sentences, "甲乙"), (enumerated, "甲、乙"),
     (partial(joined, "－"), "甲－－乙")],
)  # fmt: skip
def test_texts_are_put_in_a_row_without_the_empty_ones(make, whole):
    assert make(("甲", "", "乙")) == whole


def test_a_name_has_its_note_and_a_matter_its_head():
    assert with_note("马骁", "现场处置组") == "马骁（现场处置组）"
    assert with_note("马骁", "") == "马骁"
    assert headed("指令未回报", "到场") == "指令未回报：到场"


def test_a_table_of_words_is_one_of_phrases():
    table = phrases({1: "投诉登记", 2: word("签到")})
    assert {key: said(text) for key, text in table.items()} == {
        1: "Complaint register", 2: "Attendance",
    }  # fmt: skip


def test_a_text_that_is_added_to_keeps_what_is_said_of_it():
    assert said(word("签到") + "，12") == "Attendance，12"
    assert said("12，" + word("签到")) == "12，Attendance"


def test_a_template_of_a_table_is_filled_and_a_filled_one_is_a_text():
    template = word("共 {n} 行。")
    assert said(template.format(n=3)) == "Rows: 3."
    again = phrase("{a}{{b}}", a=1).format(b=2)
    assert (again, type(again)) == ("12", str)
    by_place = word("{}行").format(3)
    assert (by_place, type(by_place)) == ("3行", str)


class Wrong:
    """A language whose translator named a value that there is not."""

    def template(self, chinese):
        return "Rows: {rows}." if "{" in chinese else chinese


def test_a_wrong_translation_leaves_the_text_in_chinese():
    assert phrase("共 {n} 行。", n=3).said_by(Wrong()) == "共 3 行。"


@pytest.fixture
def spoken():
    """The thread of a screen that speaks English."""
    speak(said)
    yield
    speak(None)


@pytest.mark.usefixtures("spoken")
def test_the_thread_of_a_screen_says_what_it_puts_into_a_text():
    here = word("签到")
    assert f"[{here}]" == "[Attendance]"
    assert f"{here:>12}" == "  Attendance"
    assert str(here) == "签到"
    assert phrase("{what}：{n}", what=here, n=1) == "签到：1", "and a phrase of it is Chinese"
    with recording():
        assert f"[{here}]" == "[签到]"
    assert f"[{here}]" == "[Attendance]"


@pytest.mark.usefixtures("spoken")
def test_what_is_made_for_the_record_is_chinese_and_a_plain_text():
    @for_record
    def paper(what, *, n):
        return phrase("{what}{n}", what=f"{what}", n=n)

    @for_record
    def lines(what):
        return [f"{what}"]

    text = paper(word("签到"), n=2)
    assert (text, type(text)) == ("签到2", str)
    assert lines(word("签到")) == ["签到"]
    with pytest.raises(KeyError), recording():
        {}["nothing"]
    assert f"{word('签到')}" == "Attendance", "whatever went wrong meanwhile"


def test_a_value_in_a_chinese_text_is_plain():
    assert type(in_chinese(word("签到"))) is str
    assert in_chinese(7) == 7
    assert isinstance(word("签到"), Phrase)
    assert word(word("签到")).template == "签到"


def test_a_value_in_quotation_marks_has_inner_ones_and_others_stay():
    assert phrase("“{a}”和{a}", a="“甲”") == "“‘甲’”和‘甲’"
    assert phrase("“{a}”、{b}", a="“甲”", b="“乙”") == "“‘甲’”、“乙”"
    assert phrase("“{n}”", n=3) == "“3”"


def test_a_joined_template_keeps_all_its_parts_when_it_is_filled():
    joined = Phrase("共 {n} 件") + Phrase("，余 {rest} 件")
    assert str(joined.format(n=3, rest=1)) == "共 3 件，余 1 件"
