"""The empty list of people as a workbook: what is filled in, and beside it how, with examples.

The first sheet is the one that is read back; its first line keeps it before the second even when
nobody has been entered.
"""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Role
from commandcenter.domain.seat.posts import NOT_OF_PEOPLE

LIST, HELP = "人员名单", "填写说明和示例"
ROWS = 300  # that have the choices
WIDTHS = (10, 14, 20, 16, 16, 28, 22, 18)
TITLE = "从第 3 行起一行填一人；各列怎样填写，见“填写说明和示例”。"
RULES = (
    ("姓名", "必填。同名的人各写一行，以职务或电话区别。"),
    ("登录名", "可以不填，由程序拟定；一经使用不能修改。不能有空格、引号和 : / @ \\。"),
    ("职务", "如“副局长”“综合科科长”，印在公文和名单上。"),
    ("办公电话、手机", "叫应和值班表使用。"),
    ("角色", "一人可有几个，用顿号隔开；留空的只登记、没有权限。"),
    ("工作组", "角色里有组长或组员时必填；也可以直接把角色写成“现场处置组组员”。"),
    ("县区", "角色是县区局时必填，写边界文件里的名称或区划代码。"),
)
EXAMPLES = (
    ("张三", "", "局长", "0000-1000001", "", "总指挥", "", ""),
    ("李四", "lisi", "副局长", "0000-1000002", "", "副总指挥、带班领导", "", ""),
    ("王五", "", "办公室主任", "0000-1000003", "", "值班员、组长", "综合协调组", ""),
    ("赵六", "", "执法支队科员", "", "", "现场处置组组员、调查取证组组员", "", ""),
    ("赵六", "", "信息中心科员", "", "", "系统管理员", "", ""),
    ("孙七", "", "某县局局长", "", "", "县区局", "", "某县"),
)


def people_template(header: Sequence[str], districts: Sequence[str] = ()) -> bytes:
    """`districts`: the city's units, to choose from where there are some."""
    out = io.BytesIO()
    try:
        with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
            bold = book.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1})
            dim = book.add_format({"font_color": "#5A6675"})
            _list(book.add_worksheet(LIST), header, districts, bold, dim)
            _help(book.add_worksheet(HELP), header, bold, dim)
    except (FileCreateError, OSError) as error:
        raise RuleBroken("临时文件夹中空间不足或不可写，无法生成工作簿。") from error
    return out.getvalue()


def _list(sheet: Any, header: Sequence[str], districts: Sequence[str], *formats: Any) -> None:
    bold, dim = formats
    write, column = sheet.write_string, sheet.set_column
    write(0, 0, TITLE, dim)
    for place, (name, width) in enumerate(zip(header, WIDTHS, strict=True)):
        column(place, place, width)
        write(1, place, name, bold)
    sheet.freeze_panes(2, 1)
    roles = [ROLE_WORDS[role] for role in Role if role not in NOT_OF_PEOPLE]
    _choose(sheet, header.index("角色"), roles)
    _choose(sheet, header.index("工作组"), list(GROUP_WORDS.values()))
    if sum(map(len, districts)) + len(districts) <= 255:  # more a cell cannot offer
        _choose(sheet, header.index("县区"), list(districts))


def _choose(sheet: Any, place: int, words: Sequence[str]) -> None:
    """Offered, not demanded: several roles stand in one cell."""
    if words:
        rule = {"validate": "list", "source": list(words), "error_type": "information"}
        sheet.data_validation(2, place, 1 + ROWS, place, rule | {"show_error": False})


def _help(sheet: Any, header: Sequence[str], *formats: Any) -> None:
    bold, dim = formats
    write = sheet.write_string
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    row = 0
    for name, words in RULES:
        write(row, 0, name, bold)
        write(row, 1, words)
        row += 1
    write(row + 1, 0, "示例（虚构的人，请勿导入）", dim)
    for place, name in enumerate(header):
        write(row + 2, place, name, bold)
    for number, example in enumerate(EXAMPLES, row + 3):
        for place, cell in enumerate(example):
            write(number, place, cell)
