"""Why a file cannot be read, in an official's words."""

import errno

import pytest

from commandcenter.domain.file_trouble import TOO_DEEP, quoted, tables_of, why
from commandcenter.domain.phrase import phrase


def test_links_that_lead_to_each_other_are_told(tmp_path):
    one, other = tmp_path / "甲", tmp_path / "乙"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(OSError) as broken:  # noqa: PT011 - its number is what is asked about
        one.open()
    assert why(broken.value) == "链接循环引用"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("编号", "编号"),
        ("两\n行\u202e 字", "两 行 字"),
        ("甲”有误：“乙", "甲’有误：‘乙"),
        ("长" * 61, "长" * 59 + "…"),
        (7, "7"),
    ],
)
def test_what_is_quoted_stays_within_its_marks(words, told):
    assert quoted(words) == told


@pytest.mark.parametrize(
    "text", ["a." * 20_000 + "a = 1", "a = " + "[" * 20_000, "a = 2026-02-30", "a = " + "9" * 5_000]
)
def test_what_would_break_the_parser_of_toml_is_a_wrong_value(text):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  its kind is all that is promised
        tables_of(text)
    assert why(refused.value).isprintable()


def test_dots_within_a_text_are_no_names():
    assert tables_of('a = "' + "一、甲。" * 500 + '"\nb.c = 1.5')["b"] == {"c": 1.5}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (("EACCES", "EPERM"), "没有权限"), (("EROFS",), "磁盘只读"),
        (("ENOENT",), "文件或文件夹不存在"), (("ENOTDIR",), "路径中有一段不是文件夹"),
        (("EISDIR",), "是文件夹"), (("EEXIST",), "文件已存在"),
        (("ENOSPC", "EFBIG"), "磁盘空间不足"), (("EDQUOT",), "磁盘配额已满"),
        (("ENAMETOOLONG",), "文件名过长"), (("ELOOP",), "链接循环引用"),
        (("EBUSY", "ETXTBSY"), "正被别的程序使用"), (("EMFILE", "ENFILE"), "打开的文件过多"),
        (("EIO",), "磁盘读写出错"), (("ENODEV", "ENXIO"), "设备不存在"),
        (("EPIPE",), "接收的一方已关闭"),
    ],
)  # fmt: skip
def test_what_the_system_says_is_told_in_words(numbers, words):
    for number in numbers:
        assert why(OSError(getattr(errno, number), "in English")) == words


def test_another_trouble_of_the_system_is_told_by_its_number():
    assert why(OSError(errno.ECHILD, "No child processes")) == f"系统错误 {errno.ECHILD}"
    assert why(OSError("cannot identify image file")) == "写法不对"
    assert why(OSError("不是图片")) == "不是图片"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "不是 UTF-8 文字"),
        (RecursionError("maximum recursion depth exceeded"), "嵌套过深"),
        (ValueError("invalid literal"), "写法不对"),
        (ValueError(), "写法不对"),
        (ValueError("第三行不对"), "第三行不对"),
        (ValueError(TOO_DEEP), "嵌套过深"),
        (ValueError(phrase("{n} OK", n=3)), "写法不对"),
    ],
)
def test_why_a_file_is_not_read_is_told_in_chinese(error, words):
    assert why(error) == words


@pytest.mark.parametrize(("text", "words"), [("a = 1\nb = \nc = 2", "第 2 行"), ("a = [", "末尾")])
def test_the_line_of_a_table_that_is_written_wrongly_is_named(text, words):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  its kind is all that is promised
        tables_of(text)
    assert why(refused.value) == f"{words}不合 TOML 的写法"


def test_a_name_may_have_so_many_parts_and_no_more():
    deep = ".".join("a" * 201)
    assert "a" in tables_of(f"{deep} = 1")
    with pytest.raises(ValueError, match=r"^嵌套过深$"):
        tables_of(f"{deep}.a = 1")


@pytest.mark.parametrize(
    ("count", "told"), [(59, "长" * 59), (60, "长" * 60), (61, "长" * 59 + "…")]
)
def test_what_is_quoted_is_sixty_characters_at_most(count, told):
    assert quoted("长" * count) == told
