"""Texts that know how they were made, said by a language made up here."""

import pickle

from commandcenter.domain.phrase import kept_list, phrase, put_in, sentences, word

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
