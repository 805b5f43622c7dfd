"""What a check of the record found, in sentences for people."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date

from commandcenter.domain.command.obligation import STATE_WORDS
from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.quotes import INNER
from commandcenter.domain.record_words import choice_word, column_word, table_word, value_word
from commandcenter.domain.times import local
from commandcenter.store.check_source import PERSONAL
from commandcenter.store.command.book_check import BookFault
from commandcenter.store.complaints.rollup_check import Check
from commandcenter.store.complaints.rollup_check import Difference as Counted
from commandcenter.store.complaints.rollups import DAY_MICROS, HOUR_MICROS, SHANGHAI_MICROS
from commandcenter.store.row_check import Difference, Why
from commandcenter.store.schema_parts import PartFault
from commandcenter.store.tables.every import Base
from commandcenter.store.types import Choice, Degrees, Scaled, UtcTime, from_micros
from commandcenter.store.verify import BadLine

LONG = 40  # characters of a value
HOURLY = "hour_channel"
COUNTED = {
    HOURLY: "接收方式", "day_district": "县区", "day_category": "类别", "day_problem": "问题",
}  # fmt: skip
CHAIN = {
    "gap": "行号不连续",
    "image": "变更内容与校验值不符",
    "rows": "变更记录有缺失",
    "hash": "日志行与校验值不符",
    "head": "链尾与登记不符",
    "unannounced": "有未记入日志的变更",
}
KINDS = {
    "table": "表", "column": "表", "constraint": "表", "index": "索引", "trigger": "触发器",
    "view": "视图", "function": "函数", "security": "函数", "owner": "", "execute": "函数",
    "policy": "表", "grant": "表", "rule": "表", "event": "事件触发器",
    "default": "列的默认值", "schema": "模式", "keys": "表",
}  # fmt: skip
WHAT = {"missing": "缺失", "extra": "不是本程序所建", "changed": "被改动", "disabled": "被停用"}
ATTRIBUTES = {
    "rolsuper": "超级用户", "rolbypassrls": "绕过行级策略", "rolreplication": "复制",
    "rolcreaterole": "建立角色", "rolcreatedb": "建立数据库", "rolcanlogin": "可登录",
}  # fmt: skip
# What a part of one table is called before its own name.
DETAIL = {
    "column": "列", "constraint": "约束", "trigger": "触发器", "policy": "行级策略", "rule": "规则",
    "index": "唯一索引",
}  # fmt: skip


def chain_words(bad: BadLine) -> str:
    return f"日志第 {bad.number} 行有问题：{CHAIN[bad.why]}。"


def difference_words(found: Difference) -> str:
    of = f"{table_word(found.table)} {found.key}"
    match found.why:
        case Why.DIFFERS | Why.CONTRADICTS:
            return _values(of, found)
        case Why.MISSING:
            return f"{of}：日志中有，表中没有。"
        case Why.EXTRA:
            return f"{of}：表中有，日志中没有登记或已删除。"
        case Why.TWICE:
            return f"{of}：日志第 {found.line} 行登记了已有的记录。"
        case Why.UNKNOWN:
            return f"{of}：日志第 {found.line} 行改动了没有登记过的记录。"
        case Why.OFF_DIGEST:
            return f"{of}：与成批登记时的校验值不符，内容被改动。"
        case Why.BASE:
            return f"{of}：日志第 {found.line} 行所记的改动前内容，与成批登记时的校验值不符。"
        case Why.KEPT:
            return f"{of}：成批登记的逐行校验值与日志第 {found.line} 行不符。"
        case Why.FORGOTTEN:
            return f"{of}：逐行校验值被去掉，没有销毁决定。"


def book_words(found: BookFault) -> str:
    row = found.first
    should = STATE_WORDS[row.should]
    if row.stands is None:
        what = f"“{row.title}”没有列入，按记录应为{should}"
    elif row.stands is not row.should:
        what = f"“{row.title}”登记为{STATE_WORDS[row.stands]}，按记录应为{should}"
    else:
        columns = "、".join(column_word("obligation", name) for name, *_ in row.columns)
        what = f"“{row.title}”的{columns}与记录不符"
    more = f"，另有 {found.count - 1} 项" if found.count > 1 else ""
    return f"应办事项：{found.title or '本局'}的{what}{more}。"


def _values(of: str, found: Difference) -> str:
    word = column_word(found.table, found.column)
    if found.column in PERSONAL.get(found.table, ()):
        told = "日志与表中不一致（内容不显示）"
        if found.why is Why.CONTRADICTS:
            told = f"日志第 {found.line} 行与之前的记录不一致（内容不显示）"
        return f"{of} 的{word}：{told}。"
    logged = value_words(found.table, found.column, found.logged)
    here = value_words(found.table, found.column, found.found)
    if found.why is Why.CONTRADICTS:
        return f"{of} 的{word}：日志先记为{logged}，第 {found.line} 行改动前却记为{here}。"
    return f"{of} 的{word}：日志为{logged}，表中为{here}。"


def value_words(table: str, column: str, value: Any) -> str:
    """A value of an image, as people know it; one that is none of its column as it stands there."""
    try:
        words = _value_words(table, column, value)
    except (TypeError, ValueError, OverflowError):
        return f"“{value}”"
    return f" {words}" if words[:1].isascii() else words  # a number stands apart from what is said


def _value_words(table: str, column: str, value: Any) -> str:
    if value is None:
        return "空"
    kind = Base.metadata.tables[table].c[column].type
    if isinstance(kind, UtcTime):
        return f"{local(from_micros(value)):%Y-%m-%d %H:%M:%S}"
    if isinstance(kind, Boolean):
        return "是" if value else "否"
    if isinstance(kind, Degrees):
        return f"{value / 10_000_000:.7f}"
    if isinstance(kind, Scaled):
        return str(value / kind.parts)
    if isinstance(kind, Date):
        return date.fromisoformat(value).isoformat()
    if isinstance(kind, Choice):
        choices: type[StrEnum] = kind.choices
        return choice_word(choices, value)
    if isinstance(value, str) and (known := value_word(table, column, value)):
        return known
    if column.endswith("_cents") and isinstance(value, int):
        return f"{value / 100:.2f} 元"
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return words
    short = words if len(words) <= LONG else f"{words[:LONG]}…"
    return f"“{short.translate(INNER)}”"


def counts_words(found: Check) -> str:
    """ "" where they agree."""
    if not found.differences:
        return ""
    first = found.differences[0]
    return (
        f"统计数有 {len(found.differences)} 项与投诉不符，未作改动；"
        f"如{_counted_when(first)}{COUNTED[first.family]}“{_counted_key(first)}”"
        f"（编号 {first.batch_id} 的导入）应为 {first.counted} 件，记作 {first.kept} 件。"
    )


def _counted_when(found: Counted) -> str:
    hourly = found.family == HOURLY
    micros = found.bucket * HOUR_MICROS if hourly else found.bucket * DAY_MICROS - SHANGHAI_MICROS
    at = local(from_micros(micros))
    return f"{at:%Y-%m-%d} {at.hour} 时" if hourly else f"{at:%Y-%m-%d} "


def _counted_key(found: Counted) -> str:
    return choice_word(Channel, found.key) if found.family == HOURLY else found.key or "不详"


def part_words(found: PartFault) -> str:
    if found.kind in ("role", "login", "member"):
        return f"数据库结构：{_role_words(found)}。"
    if found.kind == "counter":
        return f"数据库结构：{_counter_words(found)}。"
    match found.kind:
        case "grant":
            who, _, right = found.detail.partition("|")
            given = "多出" if found.what == "extra" else "缺少"
            table = f"表“{table_word(found.name)}”（{found.name}）"
            return f"数据库结构：{table}{given}权限 {right}，属 {who}。"
        case "execute":
            return f"数据库结构：函数 {found.name} 多给了 {found.detail} 调用权。"
        case "security":
            return (
                f"数据库结构：函数 {found.name} 的运行身份（SECURITY DEFINER、search_path）被改动。"
            )
        case "owner":
            return f"数据库结构：{found.name} 的属主被改为 {found.detail}。"
    kind = KINDS[found.kind]
    if found.kind in DETAIL and found.name in Base.metadata.tables and found.kind != "table":
        part = f"{DETAIL[found.kind]} {found.detail}".rstrip()
        if found.kind == "policy" and found.what == "disabled":
            part = "行级策略"
        return f"数据库结构：表“{table_word(found.name)}”（{found.name}）的{_with(part, found)}。"
    if found.kind == "table" and found.name in Base.metadata.tables:
        return f"数据库结构：{_with(f'表“{table_word(found.name)}”（{found.name}）', found)}。"
    return f"数据库结构：{_with(f'{kind} {found.name} {found.detail}'.strip(), found)}。"


def _with(part: str, found: PartFault) -> str:
    """A name in Latin letters stands apart from what is said of it."""
    return f"{part}{' ' if part[-1:].isascii() else ''}{WHAT[found.what]}"


def _role_words(found: PartFault) -> str:
    of = f"{'登录名' if found.kind == 'login' else '角色'} {found.name}"
    if found.kind == "member":
        if found.what == "missing":
            return f"{found.detail} 没有被加入{of}（应在其中；重新运行 init 可恢复）"
        return f"{found.detail} 被加入{of}，角色授予中没有这一项"
    if found.what == "missing":
        return f"{of}缺失"
    words = "、".join(ATTRIBUTES[name] for name in found.detail.split())
    return f"{of} 的属性被改动（{words}）"


def _counter_words(found: PartFault) -> str:
    if found.what == "behind":
        return f"表“{table_word(found.name)}”（{found.name}）的编号序列被调回，编号会重复给出"
    of = f"编号序列 {found.name}"
    return (
        f"{of} 多给了 {found.detail} 权限" if found.what == "given" else f"{of}{WHAT[found.what]}"
    )
