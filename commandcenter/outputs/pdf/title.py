"""Where a long title is broken: between phrases, never inside one, lines of like length."""

import math
from collections.abc import Iterable
from functools import cache

from commandcenter.outputs.pdf.text import NO_END, NO_START, is_word

_LEXICON = """
市场监督管理局 市场监管局 人民政府 应急指挥部 突发事件 群体性事件 群体投诉 集中投诉
消费者 经营者 消费 投诉 举报 诉求 门店 停业 闭店 失联 关门 跑路 健身 会员 预付式 预付卡
退费 退款 直播 带货 虚假 宣传 食品 安全 食品安全 食物中毒 中毒 学校 供餐 学生 儿童 老年人
产品 质量 价格 欺诈 引发 造成 导致 涉嫌 疑似 反映 集中 聚集 信息 快报 值班 首报 续报 终报
情况 报告 专报 日报 简报 会商 处置 应急 响应 启动 调整 终止 通知 通报 调查 总结 评估 事件
有关 相关 关于 有限公司 公司 企业 商户 平台 工作 方案 意见 请示 决定 进展 后续 初步
第一 第二 第三 一般 较大 重大 特别重大
"""
_WORDS = frozenset(_LEXICON.split())  # words of the field that stay whole
_GOOD_ENDS = "关于 的 和 及 与 暨 、 ， 因 引发 造成 导致 涉嫌 反映 停业 事件 》 ）"
_GOOD_STARTS = "疑似 引发 造成 导致 涉嫌 有关 相关 应急 处置 情况 会商 “ 《"
_AFTER, _BEFORE = frozenset(_GOOD_ENDS.split()), frozenset(_GOOD_STARTS.split())
_LONGEST = 150  # a longer “title” is no title: it is set like any text
_BARRED = math.inf
_ANYWHERE = 8.0
_IN_A_NAME = 18.0  # two characters of no word of the field: most likely a trader's name


def title_lines(text: str, per_line: int, keep: Iterable[str] = ()) -> list[str]:
    """The title in as few lines as hold it, broken at the best places.

    `per_line` counts full-width characters. `keep` names phrases that are never broken.
    A break given by \\n holds. Empty when the text is too long to be a title.
    """
    if "\n" in text:
        return [line for part in text.split("\n") for line in title_lines(part, per_line, keep)]
    if len(text) > _LONGEST:
        return []
    if _length(text) <= per_line:
        return [text]
    costs = _break_costs(text, tuple(keep))
    least = math.ceil(_length(text) / per_line)
    for count in range(least, least + 3):
        _, cuts = _best(text, costs, count, per_line)
        if cuts:
            return [text[a:b] for a, b in zip((0, *cuts), (*cuts, len(text)), strict=True)]
    return []


def _length(text: str) -> float:
    return sum(0.55 if is_word(char) or char == " " else 1.0 for char in text)


def _break_costs(text: str, keep: tuple[str, ...]) -> list[float]:
    """The cost of a break before each character; _BARRED inside words, pairs and phrases."""
    costs = [_place_cost(text, at) for at in range(len(text) + 1)]
    known = [not ("\u4e00" <= char <= "\u9fff") for char in text]
    for word in (*_WORDS, *(w for w in keep if w)):
        start = text.find(word)
        while start >= 0:
            known[start : start + len(word)] = [True] * len(word)
            for at in range(start + 1, start + len(word)):
                costs[at] = _BARRED
            start = text.find(word, start + 1)
    for at in range(1, len(text)):
        if not known[at - 1] and not known[at] and costs[at] == _ANYWHERE:
            costs[at] = _IN_A_NAME
    depth = 0
    for at, char in enumerate(text):
        if depth > 0:
            costs[at] = max(costs[at], 40.0)
        depth = max(0, depth + (char in "“《（〔") - (char in "”》）〕"))
    return costs


def _place_cost(text: str, at: int) -> float:
    if not 0 < at < len(text):
        return _BARRED
    one, two = text[at - 1], text[at]
    if two in NO_START or one in NO_END or (is_word(one) and is_word(two)):
        return _BARRED
    if is_word(one) or is_word(two):
        return 12.0  # 3家, 11时: a number and what it counts
    if any(text.endswith(word, 0, at) for word in _AFTER):
        return 2.0 if one != "于" else 6.0
    if any(text.startswith(word, at) for word in _BEFORE):
        return 1.0
    # 的 belongs to what comes before it.
    return 14.0 if two in "的了等" else _ANYWHERE


def _best(
    text: str, costs: list[float], count: int, per_line: int
) -> tuple[float, tuple[int, ...]]:
    """The cheapest `count` lines: cost of the breaks and of unlike lengths."""
    ideal = _length(text) / count

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            rest = _length(text[start:])
            return (_uneven(rest, ideal) if rest <= per_line else _BARRED), ()
        found: tuple[float, tuple[int, ...]] = (_BARRED, ())
        for end in range(start + 1, len(text)):
            length = _length(text[start:end])
            if length > per_line:
                break
            tail, cuts = best(end, left - 1)
            cost = costs[end] + _uneven(length, ideal) + tail
            if cost < found[0]:
                found = cost, (end, *cuts)
        return found

    return best(0, count)


def _uneven(length: float, ideal: float) -> float:
    """An upper line a little longer than the lower one costs least."""
    return abs(length - ideal) * 1.2
