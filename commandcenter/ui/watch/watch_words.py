"""What is said of a watch that does not do what it should: in full at a desk, short on the wall."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.times import short_zh
from commandcenter.domain.watch.watch_parts import (
    PART_WORDS,
    LeftOut,
    others_go_on,
    reason_words,
)
from commandcenter.queries.watch.watch_state import WatchState
from commandcenter.ui.phrases import enumerated, sentences
from commandcenter.ui.texts import said, word


def full_words(state: WatchState) -> list[str]:
    """Sentences: what does not go, since when, and what to do. None when all is well."""
    parts = []
    if state.idle:
        parts.append(_idle(state))
    if state.missed:
        parts.append(_missed(state))
    if state.left_out:
        parts.append(_left_out(state))
    return parts


def short_words(state: WatchState) -> str:
    """The worst of it, for the foot of the wall."""
    translate = QCoreApplication.translate
    if state.idle and state.idle_since:
        words = translate("WatchState", "自动监测从{time} 起没有运行，请打开值班席位")
        return _put(words, time=_at(state.idle_since, state.now))
    if state.idle:
        return translate("WatchState", "自动监测还没有运行过，请打开值班席位")
    if state.missed:
        words = translate("WatchState", "应在{time} 开始的夜间分析没有完成，请查看值班席位")
        return _put(words, time=_at(state.missed, state.now))
    if not state.left_out:
        return ""
    first, more = state.left_out[0], len(state.left_out) - 1
    words = translate("WatchState", "监测：{part}未能运行（{time}）")
    if more:
        words = translate("WatchState", "监测：{part}等 {n} 项未能运行（{time}）")
    time = short_zh(first.at, state.now)
    return words.format(part=word(PART_WORDS[first.part]), n=more + 1, time=time)


def _put(template: str, **values: str) -> str:
    """Where the language has a space of its own before the time, one is enough."""
    return template.format(**values).replace("  ", " ")


def _at(at: datetime, now: datetime) -> str:
    """To stand after a character: 昨日 02:30; a number has a space before it."""
    words = said(short_zh(at, now))
    return f" {words}" if words[0].isdigit() else words


def _idle(state: WatchState) -> str:
    translate = QCoreApplication.translate
    if state.idle_since is None:
        since = translate("WatchState", "自动监测还没有运行过，来的投诉没有自动分析。")
    else:
        words = translate(
            "WatchState",
            "自动监测从{time} 起没有运行（最后在监测的是{seat}），这期间来的投诉没有自动分析。",
        )
        since = _put(words, time=_at(state.idle_since, state.now), seat=state.seat)
    return sentences(since, _what_to_do(state))


def _what_to_do(state: WatchState) -> str:
    translate = QCoreApplication.translate
    if state.embedded:
        return translate("WatchState", "程序每分钟自动再试；一直不恢复的，请关闭桌面席后重新打开。")
    return translate(
        "WatchState",
        "请值班员打开桌面席，或请系统管理员启动 commandcenter watchman；恢复后本条自行消失。",
    )


def _missed(state: WatchState) -> str:
    translate = QCoreApplication.translate
    last = translate("WatchState", "从未完成过")
    if state.done:
        last = translate("WatchState", "上次完成的是{time} 那次")
        last = _put(last, time=_at(state.done, state.now))
    words = translate("WatchState", "应在{time} 开始的夜间全面分析没有完成，{last}。")
    words = _put(words, time=_at(state.missed or state.now, state.now), last=last)
    if state.idle or not state.seat:
        return words
    todo = translate("WatchState", "正在监测的是{seat}，请重新启动它；完成后本条自行消失。")
    return sentences(words, todo.format(seat=state.seat))


def _left_out(state: WatchState) -> str:
    translate = QCoreApplication.translate
    words = translate("WatchState", "监测：{parts}未能运行，已记入日志，会自动再试。")
    if others_go_on(each.part for each in state.left_out):
        words = translate(
            "WatchState", "监测：{parts}未能运行，已记入日志；其余各项照常，会自动再试。"
        )
    return words.format(parts=enumerated(_part(each, state) for each in state.left_out))


def _part(left: LeftOut, state: WatchState) -> str:
    words = QCoreApplication.translate("WatchState", "{part}（{time}，{why}）")
    return words.format(
        part=word(PART_WORDS[left.part]),
        time=short_zh(left.at, state.now),
        why=word(reason_words(left.reason)),
    )
