"""What is refused of the kinds of incidents that a bureau sets, adds and takes out of use."""

from collections.abc import Mapping, Sequence
from typing import Any

from commandcenter.domain.command.limits import OTHER_KIND
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.obligation_items import TILE_WORDS, TILES


def check_kind(item: Mapping[str, Any]) -> None:
    if missing := {"title", "provisional", "report_as", "tiles"} - set(item):
        raise RuleBroken("事件种类缺少“{key}”。", key=min(missing))
    if not 1 <= len(str(item["title"]).strip()) <= 10:
        raise RuleBroken("事件种类应为 1 至 10 字。")
    for key in ("provisional", "report_as"):
        if item[key] not in tuple(Level):  # a tuple: anything may be asked for
            raise RuleBroken("“{title}”暂按的级别不对。", title=item["title"])
    tiles = item["tiles"] if isinstance(item["tiles"], (list, tuple)) else ()
    known = tuple(TILE_WORDS)
    if not all(each in known for each in tiles) or not len(tiles) == len(set(tiles)) == TILES:
        raise RuleBroken("“{title}”应选定 {n} 个不同的数字。", title=item["title"], n=TILES)


def require_kinds(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Each has a title of its own; one that the plan itself speaks of is not taken out."""
    kinds = tables.get("kind", [])
    titles = [str(item["title"]).strip() for item in kinds]
    if twice := next((title for title in titles if titles.count(title) > 1), None):
        raise RuleBroken("已有事件种类“{title}”。", title=twice)
    known = {item["code"] for item in kinds}
    if kinds and OTHER_KIND not in known:
        raise RuleBroken("“其他”是没有合适种类时用的，不能停用。")
    for item in tables.get("obligation", []) if kinds else ():
        if set(item.get("applies", {}).get("kinds", ())) - known:
            raise RuleBroken("应办事项“{title}”只在这一种类中适用，不能停用。", title=item["title"])
