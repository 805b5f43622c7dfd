"""A page of the manual read from its source, and the book of them."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.manual.languages import CHINESE, ENGLISH, LANGUAGES
from commandcenter.domain.manual.pages import (
    Chapter,
    Command,
    Heading,
    Listing,
    Look,
    Manual,
    ManualPage,
    Picture,
    Prose,
    Stretch,
    plain,
)
from commandcenter.domain.manual.source import NotReadable, read, words

SOURCE = """# 登记事件

先看[现在](now)，
再按「登记事件」。

## 步骤

1. 打开「值班」页。
2. 按「登记
事件」。

- 一条
- 用 `man` 看

    commandcenter man
    commandcenter doctor

![值班页](duty:log)
"""


def test_a_source_is_read_as_its_blocks():
    title, blocks = read(SOURCE)
    assert title == "登记事件"
    kinds = [type(block) for block in blocks]
    assert kinds == [Prose, Heading, Listing, Listing, Command, Picture]
    first = blocks[0].words
    assert first[1] == Stretch("现在", Look.LINK, "now")
    assert plain(first) == "先看现在，再按「登记事件」。"  # no space between two Chinese lines
    assert [plain(item) for item in blocks[2].items] == ["打开「值班」页。", "按「登记事件」。"]
    assert blocks[2].numbered
    assert not blocks[3].numbered
    assert blocks[3].items[1][1] == Stretch("man", Look.CODE)
    assert blocks[4].lines == ("commandcenter man", "commandcenter doctor")
    assert blocks[5] == Picture("值班页", "duty:log")


@pytest.mark.parametrize("source", ["没有标题", "# 题\n\n### 三级", "# 题\n\n> 引", "# 题\n\n<b>"])
def test_what_the_manual_does_not_know_is_refused(source):
    with pytest.raises(NotReadable):
        read(source)


def page(key, title, *places, text="正文"):
    return ManualPage(key, title, (Prose((Stretch(text),)),), places)


BOOK = Manual(
    "手册",
    (
        Chapter("甲", (page("start", "认识画面"),)),
        Chapter(
            "乙",
            (
                page("duty", "接电话", "duty", "form:command.duty_form", text="登记来电"),
                page("calls", "登记来电", "duty:calls", "form:command.duty_form.CallUpForm"),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (("duty:calls",), "calls"),
        (("duty:log",), "duty"),
        (("form:command.duty_form.CallUpForm", "duty"), "calls"),
        (("form:command.duty_form.CallForm",), "duty"),
        (("form:frame.words_form.WordsForm", "duty:calls"), "calls"),
        (("nowhere",), "start"),
        ((), "start"),
    ],
)
def test_the_page_about_what_is_on_the_screen_is_the_nearest(places, found):
    assert BOOK.about(*places).key == found


def test_a_search_finds_the_pages_with_all_words_titles_first():
    assert [each.key for each in BOOK.found("登记 来电")] == ["calls", "duty"]
    assert BOOK.found("登记 画面") == ()


@pytest.mark.parametrize(
    "words",
    ["登记事件", "先看现在", "「登记事件」", "步骤", "打开「值班」页", "用 man 看",
     "commandcenter DOCTOR", "值班页"],
)  # fmt: skip
def test_a_search_finds_whatever_a_page_says(words):
    title, blocks = read(SOURCE)
    whole = ManualPage("incident", title, blocks)
    assert Manual("手册", (Chapter("甲", (page("other", "别的"), whole)),)).found(words) == (whole,)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", ()),
        ("先按", (Stretch("先按"),)),
        ("「登记」", (Stretch("登记", Look.SCREEN),)),
        ("「登记」后", (Stretch("登记", Look.SCREEN), Stretch("后"))),
        ("按「登记」", (Stretch("按"), Stretch("登记", Look.SCREEN))),
        ("`man`[页](now)", (Stretch("man", Look.CODE), Stretch("页", Look.LINK, "now"))),
        ("「」`", (Stretch("「」`"),)),
    ],
)
def test_a_line_is_read_as_its_stretches_and_no_empty_one(source, found):
    assert words(source) == found


@pytest.mark.parametrize("source", ["# 题", "# 题\n", "# 题\n\n  \n", "# 题\n   "])
def test_a_page_may_be_a_title_alone(source):
    assert read(source) == ("题", ())


def test_an_empty_line_may_have_spaces_and_a_line_joint():
    _, blocks = read("# T\n\none\ntwo\n \t\nthree\n- four\n", joint=" ")
    assert [plain(block.words) for block in blocks] == ["one two", "three - four"]
    _, [listing] = read("# T\n\n1. one\n   two\n10. three", joint=" ")
    assert [plain(item) for item in listing.items] == ["one two", "three"]


def test_a_heading_with_a_line_below_it_is_none():
    _, [block] = read("# T\n\n## 步骤 ")
    assert block == Heading("步骤")
    with pytest.raises(NotReadable, match="not known here"):
        read("# T\n\n## 步骤\n先按")


@pytest.mark.parametrize("sign", ["#", "!", ">", "*", "|", "<"])
def test_other_marks_of_markdown_are_refused(sign):
    with pytest.raises(NotReadable, match="not known here"):
        read(f"# T\n\n{sign} x")
    with pytest.raises(NotReadable, match="no title: T"):
        read("T\n\nx")


def test_a_command_is_wholly_indented():
    _, [block] = read("# T\n\n    one\n      two")
    assert block == Command(("one", "  two"))
    _, [block] = read("# T\n\n    one\ntwo")
    assert block == Prose((Stretch("onetwo"),))


def test_a_page_is_found_by_its_key_and_knows_its_pictures():
    assert BOOK.page("calls").title == "登记来电"
    assert [each.key for each in BOOK.pages] == ["start", "duty", "calls"]
    title, blocks = read(SOURCE)
    assert ManualPage("x", title, blocks).pictures == (Picture("值班页", "duty:log"),)


def test_a_form_of_a_module_with_a_small_letter_is_no_part_of_it():
    assert BOOK.about("form:command.duty_form.call_up").key == "start"
    assert BOOK.about("form:command").key == "start"


def test_a_manual_says_its_version_and_day_in_its_language():
    at = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # the 24th in Beijing
    assert CHINESE.cover("0.3.0", at) == "（0.3.0 版，2026年11月24日）"
    assert ENGLISH.cover("0.3.0", at) == "Version 0.3.0, 24 November 2026"
    assert {"zh": CHINESE, "en": ENGLISH} == LANGUAGES
    months = [ENGLISH.date(datetime(2026, month, 5, tzinfo=UTC)) for month in range(1, 13)]
    assert months == [
        "5 January 2026", "5 February 2026", "5 March 2026", "5 April 2026", "5 May 2026",
        "5 June 2026", "5 July 2026", "5 August 2026", "5 September 2026", "5 October 2026",
        "5 November 2026", "5 December 2026",
    ]  # fmt: skip
