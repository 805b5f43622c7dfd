"""Clauses of the plan (预案条文) as a revision sets them: reworded, added, taken out.

A clause's place is its number: 4.1(3) stands under 4.1, and 4.1 under 4.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from commandcenter.domain.errors import RuleBroken

Item = dict[str, Any]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]

KEYS = frozenset({"title", "text", "source", "proposal"})
CODE = re.compile(r"[1-9]\d?(\.[1-9]\d?){0,2}(\([1-9]\d?\))?", re.ASCII)
TITLE_LENGTH, TEXT_LENGTH = 40, 4_000
NAMED = 3  # of what cites a clause


def parent_code(code: str) -> str:
    """4.1(3) stands under 4.1, 4.1 under 4; a chapter under nothing."""
    if "(" in code:
        return code[: code.rindex("(")]
    return code.rpartition(".")[0]


def order(code: str) -> tuple[int, ...]:
    """The clauses in the order of their numbers, each before those that stand under it."""
    return tuple(map(int, re.findall(r"\d+", code)))


def set_clause(rows: list[Item], code: str, fields: Mapping[str, Any]) -> None:
    """New words of a clause, or a new one in its place. Raises RuleBroken."""
    if strange := sorted(set(fields) - KEYS):
        raise RuleBroken("“{key}”不能在这里修改。", key=strange[0][:40])
    item = next((row for row in rows if row["code"] == code), None)
    if item is None:
        item = {"code": code, "title": "", **fields}
        _require_place(rows, code)
        rows.append(item)
        rows.sort(key=lambda row: order(row["code"]))
    else:
        item |= fields
    _check(item)


def _require_place(rows: Sequence[Item], code: str) -> None:
    if not CODE.fullmatch(code):
        raise RuleBroken("条款编号“{code}”应写成 6、6.5 或 4.1(7) 的样子。", code=code[:20])
    parent = parent_code(code)
    if parent and all(row["code"] != parent for row in rows):
        raise RuleBroken("预案没有 {parent}，不能增加 {code}。", parent=parent, code=code)


def _check(item: Item) -> None:
    code = item["code"]
    if not 1 <= len(str(item["title"]).strip()) <= TITLE_LENGTH:
        raise RuleBroken("{code} 的标题应为 1 至 {n} 字。", code=code, n=TITLE_LENGTH)
    if len(str(item.get("text", ""))) > TEXT_LENGTH:
        raise RuleBroken("{code} 的条文超过 {n} 字。", code=code, n=TEXT_LENGTH)


def remove_clause(tables: Tables, rows: list[Item], code: str) -> None:
    """Raises RuleBroken, naming what still stands under it or cites it."""
    item = next((row for row in rows if row["code"] == code), None)
    if item is None:
        raise RuleBroken("预案没有 {code} 这一条。", code=code[:20])
    if below := [row["code"] for row in rows if parent_code(row["code"]) == code]:
        raise RuleBroken("{code} 之下还有 {below}，请先删除。", code=code, below="、".join(below))
    if citing := _citing(tables, code):
        raise RuleBroken(
            "{code} 还有 {n} 项预案数据引用（{names}等），请先改引其他条款，或者保留条目只改文字。",
            code=code,
            n=len(citing),
            names="、".join(citing[:NAMED]),
        )
    rows.remove(item)


def _citing(tables: Tables, code: str) -> list[str]:
    return [
        str(row.get("title") or row.get("words") or row["code"])
        for rows in tables.values()
        for row in rows
        if row.get("clause") == code
    ]
