"""A signal in words for its page: facts, past ones, its story, and the names of the acts."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.times import local, month_day, short_zh
from commandcenter.domain.watch.signal import SignalAct
from commandcenter.queries.watch.signals import NoteLine, SignalDetail
from commandcenter.ui.phrases import enumerated, headed, listed, with_note
from commandcenter.ui.texts import said, word

OF_THE_WATCH = (SignalAct.GREW, SignalAct.TOOK_IN, SignalAct.MERGED)


def tr(text: str) -> str:
    return QCoreApplication.translate("SignalWords", text)


def act_words(act: SignalAct) -> str:
    return {
        SignalAct.VERIFIED: tr("核实…"),
        SignalAct.EXCLUDED: tr("排除…"),
        SignalAct.WATCHED: tr("列入观察…"),
        SignalAct.ASSESSED: tr("研判…"),
        SignalAct.WARNED: tr("起草预警…"),
        SignalAct.OPENED: tr("转为事件…"),
        SignalAct.MERGED: tr("并入其他提示…"),
        SignalAct.TAKEN_OUT: tr("拆出…"),
        SignalAct.NOTED: tr("备注…"),
        SignalAct.RENAMED: tr("改名…"),
    }[act]


def pairs_of(detail: SignalDetail, more: bool) -> list[tuple[str, str]]:
    """What is known; with `more` also how it was found, and how rare it is."""
    line = detail.line
    span = tr("{since} 至 {until}").format(
        since=short_zh(line.since_at, detail.now), until=short_zh(line.until_at, detail.now)
    )
    pairs = [
        (tr("起止时间"), span),
        (tr("地区"), line.places),
        (tr("类别、问题"), listed((detail.category, detail.problem))),
        (tr("品牌"), detail.brand),
        (tr("集中反映"), enumerated(detail.keywords)),
    ]
    pairs += [(tr("文中提及"), words) for words in detail.passages[: None if more else 1]]
    if line.flagged:
        words = tr("其中疑似异常 {n} 件（仍计数，须核实）").format(n=line.flagged)
        pairs.append((tr("疑似异常"), words))
    pairs += [(tr("已并入的提示"), with_note(kin.title, kin.usual)) for kin in detail.merged]
    if more:
        pairs += [(word(label), words) for label, words in detail.facts]
    return pairs


def similar_of(detail: SignalDetail) -> list[tuple[str, str]]:
    """What is to be weighed: what was verified, and what became of the like of it."""
    judged = [n for n in detail.notes if n.act in (SignalAct.VERIFIED, SignalAct.ASSESSED)]
    pairs = [(with_note(word(n.act_words), n.by), n.words) for n in judged]
    past = [
        (
            f"{local(each.found_at):%Y-%m-%d}",
            headed(f"{each.title} {each.outcome}", each.why),
        )
        for each in detail.similar
    ]
    none = [(tr("以往同类提示"), tr("近两年没有"))]
    head = [(tr("以往同类提示"), tr("{n} 条").format(n=len(past)))]
    return pairs + talks_of(detail) + (head + past if past else none)


def talks_of(detail: SignalDetail) -> list[tuple[str, str]]:
    """What the trader was asked and promised, and whether the trader kept it."""
    kept = {True: tr("已兑现"), False: tr("未兑现"), None: tr("待核对")}
    pairs = []
    for talk in detail.talks:
        until = month_day(talk.promised_until, detail.now) if talk.promised_until else ""
        promised = listed(
            (
                tr("承诺{what}").format(what=talk.promised),
                tr("{day} 前").format(day=until) if until else "",
                kept[talk.kept],
            )
        )
        words = headed(talk.trader_side, promised if talk.promised else talk.asked)
        pairs.append((tr("约谈 {day}").format(day=month_day(talk.talked_at, detail.now)), words))
    return pairs


def notes_of(detail: SignalDetail, more: bool) -> list[tuple[str, str]]:
    """Newest first: who did what when, in their words; the watch's own steps only with `more`."""
    own = [note for note in detail.notes if note.by_watch and note.act in OF_THE_WATCH]
    shown = detail.notes if more else [note for note in detail.notes if note not in own]
    pairs = [_note_line(note, detail.now) for note in shown]
    if own and not more:
        words = tr("自动监测的增多、合并 {n} 条，见“详情”").format(n=len(own))
        pairs.append((tr("其他"), words))
    return pairs


def _note_line(note: NoteLine, now: datetime) -> tuple[str, str]:
    what = headed(listed((note.by, word(note.act_words))), note.words)
    other = "" if note.by_watch else note.other
    return said(short_zh(note.at, now)), with_note(what, other)
