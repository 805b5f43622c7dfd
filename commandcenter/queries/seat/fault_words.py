"""What a check of the record found, in sentences for people."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date

from commandcenter.domain.command.obligation import STATE_WORDS
from commandcenter.domain.complaints.complaint import Channel
from commandcenter.domain.phrase import enumerated, joined, listed, phrase, phrases, word
from commandcenter.domain.record_words import choice_word, column_word, table_word, value_word
from commandcenter.domain.times import local
from commandcenter.store.check_source import PERSONAL
from commandcenter.store.command.book_check import BookFault
from commandcenter.store.complaints.rollup_check import Check
from commandcenter.store.complaints.rollup_check import Difference as Counted
from commandcenter.store.complaints.rollups import DAY_MICROS, HOUR_MICROS
from commandcenter.store.row_check import Difference, Why
from commandcenter.store.schema_parts import PartFault
from commandcenter.store.tables.every import Base
from commandcenter.store.types import Choice, Degrees, Scaled, UtcTime, from_micros
from commandcenter.store.verify import BadLine

LONG = 40  # characters of a value
HOURLY = "hour_channel"
COUNTED = phrases({
    HOURLY: "接收方式", "day_district": "县区", "day_category": "类别", "day_problem": "问题",
})  # fmt: skip
CHAIN = phrases({
    "gap": "行号不连续",
    "image": "变更内容与校验值不符",
    "rows": "变更记录有缺失",
    "hash": "日志行与校验值不符",
    "head": "链尾与登记不符",
    "unannounced": "有未记入日志的变更",
})  # fmt: skip
KINDS = phrases({
    "table": "表", "column": "表", "constraint": "表", "index": "索引", "trigger": "触发器",
    "view": "视图", "function": "函数", "security": "函数", "owner": "", "execute": "函数",
    "policy": "表", "grant": "表", "rule": "表", "event": "事件触发器",
    "default": "列的默认值", "schema": "模式", "keys": "表",
})  # fmt: skip
WHAT = phrases(
    {"missing": "缺失", "extra": "不是本程序所建", "changed": "被改动", "disabled": "被停用"}
)
ATTRIBUTES = phrases({
    "rolsuper": "超级用户", "rolbypassrls": "绕过行级策略", "rolreplication": "复制",
    "rolcreaterole": "建立角色", "rolcreatedb": "建立数据库", "rolcanlogin": "可登录",
})  # fmt: skip
# What a part of one table is called before its own name.
DETAIL = phrases({
    "column": "列", "constraint": "约束", "trigger": "触发器", "policy": "行级策略", "rule": "规则",
    "index": "唯一索引",
})  # fmt: skip
DIFFERENCES = phrases({
    Why.MISSING: "{of}：日志中有，表中没有。",
    Why.EXTRA: "{of}：表中有，日志中没有登记或已删除。",
    Why.TWICE: "{of}：日志第 {line} 行登记了已有的记录。",
    Why.UNKNOWN: "{of}：日志第 {line} 行改动了没有登记过的记录。",
    Why.OFF_DIGEST: "{of}：与成批登记时的校验值不符，内容被改动。",
    Why.BASE: "{of}：日志第 {line} 行所记的改动前内容，与成批登记时的校验值不符。",
    Why.KEPT: "{of}：成批登记的逐行校验值与日志第 {line} 行不符。",
    Why.FORGOTTEN: "{of}：逐行校验值被去掉，没有销毁决定。",
})  # fmt: skip


def chain_words(bad: BadLine) -> str:
    return phrase("日志第 {line} 行有问题：{why}。", line=bad.number, why=CHAIN[bad.why])


def difference_words(found: Difference) -> str:
    of = joined(" ", (word(table_word(found.table)), str(found.key)))
    if found.why in (Why.DIFFERS, Why.CONTRADICTS):
        return _values(of, found)
    return DIFFERENCES[found.why].format(of=of, line=found.line)


def book_words(found: BookFault) -> str:
    row = found.first
    title, should = word(row.title), STATE_WORDS[row.should]
    if row.stands is None:
        what = phrase("“{title}”没有列入，按记录应为{should}", title=title, should=should)
    elif row.stands is not row.should:
        what = phrase(
            "“{title}”登记为{stands}，按记录应为{should}",
            title=title, stands=STATE_WORDS[row.stands], should=should,
        )  # fmt: skip
    else:
        columns = enumerated(word(column_word("obligation", name)) for name, *_ in row.columns)
        what = phrase("“{title}”的{columns}与记录不符", title=title, columns=columns)
    more = phrase("另有 {n} 项", n=found.count - 1) if found.count > 1 else ""
    return phrase(
        "应办事项：{of}的{what}。", of=found.title or word("本局"), what=listed((what, more))
    )


def _values(of: str, found: Difference) -> str:
    column = word(column_word(found.table, found.column))
    contradicts = found.why is Why.CONTRADICTS
    if found.column in PERSONAL.get(found.table, ()):
        words = word("{of} 的{column}：日志与表中不一致（内容不显示）。")
        if contradicts:
            words = word("{of} 的{column}：日志第 {line} 行与之前的记录不一致（内容不显示）。")
        return words.format(of=of, column=column, line=found.line)
    words = word("{of} 的{column}：日志为{logged}，表中为{here}。")
    if contradicts:
        words = word("{of} 的{column}：日志先记为{logged}，第 {line} 行改动前却记为{here}。")
    logged = value_words(found.table, found.column, found.logged)
    here = value_words(found.table, found.column, found.found)
    return words.format(of=of, column=column, line=found.line, logged=logged, here=here)


def value_words(table: str, column: str, value: Any) -> str:
    """A value of an image, as people know it; one that is none of its column as it stands there."""
    try:
        words = _value_words(table, column, value)
    except (TypeError, ValueError, OverflowError):
        return _quoted(str(value))
    # A number stands apart from what is said.
    return phrase(" {value}", value=words) if words[:1].isascii() else words


def _quoted(text: str) -> str:
    return phrase("“{text}”", text=text)


def _value_words(table: str, column: str, value: Any) -> str:
    if value is None:
        return word("空")
    kind = Base.metadata.tables[table].c[column].type
    if isinstance(kind, UtcTime):
        return f"{local(from_micros(value)):%Y-%m-%d %H:%M:%S}"
    if isinstance(kind, Boolean):
        return word("是") if value else word("否")
    if isinstance(kind, Degrees):
        return f"{value / 10_000_000:.7f}"
    if isinstance(kind, Scaled):
        return str(value / kind.parts)
    if isinstance(kind, Date):
        return date.fromisoformat(value).isoformat()
    if isinstance(kind, Choice):
        choices: type[StrEnum] = kind.choices
        return word(choice_word(choices, value))
    if isinstance(value, str) and (known := value_word(table, column, value)):
        return word(known)
    if column.endswith("_cents") and isinstance(value, int):
        return phrase("{yuan:.2f} 元", yuan=value / 100)
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return words
    short = words if len(words) <= LONG else f"{words[:LONG]}…"
    return _quoted(short)


def counts_words(found: Check) -> str:
    """ "" where they agree."""
    if not found.differences:
        return ""
    first = found.differences[0]
    words = word(
        "统计数有 {n} 项与投诉不符，未作改动；如{day} {kind}“{key}”"
        "（编号 {batch} 的导入）应为 {counted} 件，记作 {kept} 件。"
    )
    micros = first.bucket * DAY_MICROS  # eight in the morning of its day
    if first.family == HOURLY:
        micros = first.bucket * HOUR_MICROS
        words = word(
            "统计数有 {n} 项与投诉不符，未作改动；如{day} {hour} 时{kind}“{key}”"
            "（编号 {batch} 的导入）应为 {counted} 件，记作 {kept} 件。"
        )
    at = local(from_micros(micros))
    return words.format(
        n=len(found.differences), day=f"{at:%Y-%m-%d}", hour=at.hour,
        kind=COUNTED[first.family], key=_counted_key(first), batch=first.batch_id,
        counted=first.counted, kept=first.kept,
    )  # fmt: skip


def _counted_key(found: Counted) -> str:
    if found.family == HOURLY:
        return word(choice_word(Channel, found.key))
    return found.key or word("不详")


def part_words(found: PartFault) -> str:
    return phrase("数据库结构：{what}。", what=_part_words(found))


def _part_words(found: PartFault) -> str:
    match found.kind:
        case "role" | "login" | "member":
            return _role_words(found)
        case "counter":
            return _counter_words(found)
        case "grant":
            who, _, right = found.detail.partition("|")
            words = word("{table}缺少权限 {right}，属 {who}")
            if found.what == "extra":
                words = word("{table}多出权限 {right}，属 {who}")
            return words.format(table=_table(found), right=right, who=who)
        case "execute":
            return phrase("函数 {name} 多给了 {who} 调用权", name=found.name, who=found.detail)
        case "security":
            return phrase(
                "函数 {name} 的运行身份（SECURITY DEFINER、search_path）被改动", name=found.name
            )
        case "owner":
            return phrase("{name} 的属主被改为 {who}", name=found.name, who=found.detail)
    if found.name not in Base.metadata.tables or found.kind not in (*DETAIL, "table"):
        parts = joined(" ", filter(None, (KINDS[found.kind], found.name, found.detail)))
        return _with(parts, found)
    if found.kind == "table":
        return _with(_table(found), found)
    part = joined(" ", filter(None, (DETAIL[found.kind], found.detail)))
    if found.kind == "policy" and found.what == "disabled":
        part = word("行级策略")
    return phrase("{table}的{what}", table=_table(found), what=_with(part, found))


def _table(found: PartFault) -> str:
    return phrase("表“{table}”（{name}）", table=word(table_word(found.name)), name=found.name)


def _with(part: str, found: PartFault) -> str:
    """A name in Latin letters stands apart from what is said of it."""
    if part[-1:].isascii():
        return phrase("{part} {what}", part=part, what=WHAT[found.what])
    return phrase("{part}{what}", part=part, what=WHAT[found.what])


def _role_words(found: PartFault) -> str:
    of = phrase("角色 {name}", name=found.name)
    if found.kind == "login":
        of = phrase("登录名 {name}", name=found.name)
    if found.kind == "member":
        words = word("{who} 被加入{role}，角色授予中没有这一项")
        if found.what == "missing":
            words = word("{who} 没有被加入{role}（应在其中；重新运行 init 可恢复）")
        return words.format(who=found.detail, role=of)
    if found.what == "missing":
        return phrase("{role}缺失", role=of)
    words = enumerated(ATTRIBUTES[name] for name in found.detail.split())
    return phrase("{role} 的属性被改动（{what}）", role=of, what=words)


def _counter_words(found: PartFault) -> str:
    if found.what == "behind":
        return phrase("{table}的编号序列被调回，编号会重复给出", table=_table(found))
    if found.what == "given":
        return phrase("编号序列 {name} 多给了 {who} 权限", name=found.name, who=found.detail)
    return phrase("编号序列 {name}{what}", name=found.name, what=WHAT[found.what])
