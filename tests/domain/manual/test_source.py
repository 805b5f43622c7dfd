"""A page of the manual read from its source, and the book of them."""

import pytest

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
from commandcenter.domain.manual.source import NotReadable, read

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
