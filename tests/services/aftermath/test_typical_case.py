"""The typical case: drafted without names, and never saved with one."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.aftermath import accountability, typical_case
from commandcenter.store.tables.every import TypicalCaseRow
from tests.aftermath import ended
from tests.services.aftermath.test_retention import NAME, PHONE, complaint

TRADER = "悦力工场健身（城东店）"


@pytest.fixture
def incident(city):
    number = ended(city, complaints=[complaint(city, "C1"), complaint(city, "C2")])
    liable = accountability.Liable(
        TRADER, "消费者权益保护法第五十三条", decision="罚款", penalty_cents=50_000_00
    )
    city.do(accountability.register_operator, "hewenjing", number, liable)
    return number


def row_of(city, case):
    with city.db.read() as session:
        return session.get_one(TypicalCaseRow, case)


def test_a_draft_tells_the_case_and_names_nobody(city, incident):
    row = row_of(city, city.do(typical_case.draft, "zhoulan", incident))
    for words in (
        "【案情简介】",
        "2 件",
        "Ⅲ级响应",
        "罚没 5万元",
        "第五十三条",
        "【警示和提示】",
    ):
        assert words in row.text
    for words in (NAME, PHONE, TRADER, "悦力工场", "城东区", "陈屿", "何文静"):
        assert words not in row.text + row.title


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (NAME, "个人姓名"),
        (PHONE, "电话"),
        (TRADER, "经营者"),
        ("悦力 工场".replace(" ", "\u200b"), "经营者"),
        ("城东区", "地名"),
        ("陈屿", "个人姓名"),
        ("990102199003078813", "身份证件"),
    ],
)
def test_a_text_with_a_name_in_it_is_refused_and_says_which(city, incident, words, said):
    case = city.do(typical_case.draft, "zhoulan", incident)
    with pytest.raises(RuleBroken, match=said):
        city.do(typical_case.edit, "zhoulan", case, "标题", f"据{words}反映", 1)
    assert words not in row_of(city, case).text


def test_of_two_editors_the_second_is_told_who_was_first(city, incident):
    case = city.do(typical_case.draft, "zhoulan", incident)
    city.do(typical_case.edit, "zhoulan", case, "某健身机构闭店", "某经营者闭店。", 1)
    with pytest.raises(RuleBroken, match="周岚改过"):
        city.do(typical_case.edit, "luomin", case, "别的", "别的。", 1)
    city.do(typical_case.edit, "luomin", case, "别的", "别的。", 2)
    assert row_of(city, case).drafted_by == "罗敏"


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [("", "文", "标题"), ("题", " \0", "正文"), ("题" * 61, "文", "60 字"),
     ("题", "文" * 20_001, "20000 字")],
)  # fmt: skip
def test_a_case_that_says_nothing_or_too_much_is_refused(city, incident, title, text, words):
    case = city.do(typical_case.draft, "zhoulan", incident)
    with pytest.raises(RuleBroken, match=words):
        city.do(typical_case.edit, "zhoulan", case, title, text, 1)


def test_markup_is_kept_as_words(city, incident):
    case = city.do(typical_case.draft, "zhoulan", incident)
    city.do(typical_case.edit, "zhoulan", case, "<i>题</i>", "<script>文</script>", 1)
    assert row_of(city, case).text == "<script>文</script>"


def test_one_case_an_incident_after_its_end_by_who_may(city, incident):
    city.do(typical_case.draft, "zhoulan", incident)
    with pytest.raises(RuleBroken, match="已有典型案例稿"):
        city.do(typical_case.draft, "luomin", incident)
    live = city.register(title="另一事件", brand="")
    with pytest.raises(RuleBroken, match="响应终止后"):
        city.do(typical_case.draft, "zhoulan", live)
    with pytest.raises(RuleBroken, match="典型案例稿由"):
        city.do(typical_case.draft, "maxiao", incident)


def test_a_case_is_saved_when_anything_of_it_is_another(city, incident):
    case = city.do(typical_case.draft, "zhoulan", incident)
    as_it_is = ["某健身机构闭店", "某经营者闭店。"]
    city.do(typical_case.edit, "zhoulan", case, *as_it_is, 1)
    saved = 1
    for title, text, category in (
        ("某机构闭店", as_it_is[1], None), ("某机构闭店", "闭店。", None),
        ("某机构闭店", "闭店。", "预付消费"), ("某机构闭店", "闭店。", " "),
    ):  # fmt: skip
        saved += 1
        city.do(typical_case.edit, "zhoulan", case, title, text, saved, category)
        assert (row_of(city, case).title, row_of(city, case).text) == (title, text)
        assert row_of(city, case).category == (category or "").strip()
        for same in (category, None):  # None: the category stays
            with pytest.raises(RuleBroken, match="没有改动任何内容"):
                city.do(typical_case.edit, "luomin", case, title, f"{text} ", saved + 1, same)
    assert row_of(city, case).drafted_by == "周岚"
