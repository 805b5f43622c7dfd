"""Lines of a warning's ledgers: its measures, the talks with its trader, its history."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.times import local, minute_zh, short_zh, span_zh
from commandcenter.domain.watch.warning import LEVEL_WORDS, WarningAct
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.queries.watch.talks import TalkLine
from commandcenter.queries.watch.warning_detail import MeasureLine, WarningDetail, WarningEvent
from commandcenter.queries.watch.warnings import WarningLine
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.lines_panel import Detail
from commandcenter.ui.phrases import headed, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Line, LineAct


def tr(text: str) -> str:
    return QCoreApplication.translate("WarningWords", text)


def age_words(age: timedelta | None) -> str:
    return tr("已生效 {span}").format(span=span_zh(age)) if age is not None else ""


def progress_words(line: WarningLine) -> str:
    """措施 2/5 项, 1 项超时."""
    words = tr("措施 {done}/{asked} 项").format(done=line.done, asked=line.asked)
    late = tr("{n} 项超时").format(n=line.late) if line.late else ""
    return listed((words, late))


def act_words(act: WarningAct) -> str:
    return {
        WarningAct.ISSUED: tr("看全文并签发…"),
        WarningAct.AMENDED: tr("修改…"),
        WarningAct.RETURNED: tr("退回…"),
        WarningAct.DROPPED: tr("撤销草稿…"),
        WarningAct.ADJUSTED: tr("调整…"),
        WarningAct.LIFTED: tr("解除…"),
        WarningAct.OPENED: tr("转为事件…"),
    }[act]


def item_pairs(detail: WarningDetail) -> list[tuple[str, str]]:
    """The eight items (Art. 64), and what it rests on."""
    items, line = detail.items, detail.line
    issued = f"{local(line.issued_at):%Y-%m-%d %H:%M}" if line.issued_at else tr("签发时填入")
    return [
        (tr("预警类别"), items.category),
        (tr("预警级别"), word(LEVEL_WORDS[items.level])),
        (tr("起始时间"), f"{local(items.starts_at):%Y-%m-%d %H:%M}"),
        (tr("可能影响的范围"), items.scope),
        (tr("警示事项"), items.matters),
        (tr("应当采取的措施"), items.measures),
        (tr("发布单位"), items.issuer),
        (tr("发布时间"), issued),
        (tr("经营主体"), detail.subject),
        *((tr("依据的提示"), with_note(kin.title, kin.usual)) for kin in detail.signals),
    ]


def measure_line(measure: MeasureLine, detail: WarningDetail, now: datetime) -> Line:
    done, dropped = measure.state is StepState.DONE, measure.state is StepState.DROPPED
    state = tr("已办结") if done else tr("不办理") if dropped else tr("待办")
    ink = "ok" if done else "text_faint" if dropped else "danger" if measure.late else ""
    due = when(measure.deadline_at, now)
    if measure.late:
        due = tr("{time} 超时").format(time=due)
    return Line(
        measure.id,
        (
            Cell(measure.title, "text_faint" if dropped else "", bold=not (done or dropped)),
            Cell(due, "danger" if measure.late else ""),
            Cell(state, ink),
            Cell(measure.words or measure.done_by, tip=measure.words),
        ),
        (
            (tr("措施"), measure.title),
            (tr("要求"), measure.detail),
            (tr("办理情况"), measure.words),
            (tr("办理人"), by_at(measure.done_by, measure.done_at, now)),
            (tr("预案条款"), measure.clause),
            (tr("依据"), measure.basis),
        ),
        _measure_acts(measure, detail),
    )


def _measure_acts(measure: MeasureLine, detail: WarningDetail) -> tuple[LineAct, ...]:
    if detail.carry is None or detail.line.ends_at is not None:
        return ()
    refusal = why(detail.carry.refusal)
    if measure.state is not StepState.OPEN:
        return (LineAct("reopen", tr("恢复…"), refusal),)
    drop = LineAct("drop", tr("不办理…"), refusal)
    if measure.talk:
        return LineAct("talk", tr("登记约谈…"), refusal, primary=True), drop
    return LineAct("complete", tr("办结…"), refusal, primary=True), drop


def talk_line(talk: TalkLine, detail: WarningDetail, now: datetime) -> Line:
    kept = _kept(talk)
    ink = "ok" if talk.kept else "danger" if talk.kept is False or talk.due else ""
    acts: tuple[LineAct, ...] = ()
    if detail.carry is not None and talk.promised:
        refusal = why(detail.carry.refusal)
        settle = LineAct("settle", tr("核对承诺…"), refusal, primary=talk.due)
        back = LineAct("take_back", tr("撤回核对…"), refusal)
        acts = (*([] if talk.kept else [settle]), *([] if talk.kept is None else [back]))
    return Line(
        talk.id,
        (
            when(talk.talked_at, now),
            Cell(talk.trader_side, bold=True),
            Cell(talk.promised or talk.asked, tip=talk.promised or talk.asked),
            when(talk.promised_until, now),
            Cell(kept, ink),
        ),
        _said(talk),
        acts,
    )


def _kept(talk: TalkLine) -> str:
    if not talk.promised:
        return tr("没有承诺")
    return {True: tr("已兑现"), False: tr("未兑现"), None: tr("待核对")}[talk.kept]


def _said(talk: TalkLine) -> Detail:
    return (
        (tr("约谈人员"), talk.officers),
        (tr("地点"), talk.place),
        (tr("提出的要求"), talk.asked),
        (tr("承诺的事项"), talk.promised),
        (tr("核对情况"), _checked(talk)),
        (tr("登记"), talk.by),
    )


def _checked(talk: TalkLine) -> str:
    if not talk.kept_by:
        return ""
    found = talk.kept is not None
    words = talk.kept_words if found else tr("核对已撤回：{why}").format(why=talk.kept_words)
    return headed(talk.kept_by, words)


def talk_facts(talk: TalkLine) -> Detail:
    """All of a talk, where no line of a list stands beside it: each time with its day."""
    until = minute_zh(talk.promised_until) if talk.promised_until else ""
    return (
        (tr("约谈时间"), minute_zh(talk.talked_at)),
        (tr("经营者到场人"), talk.trader_side),
        *_said(talk),
        (tr("承诺期限"), until),
        (tr("是否兑现"), _kept(talk) if talk.promised else ""),
    )


def event_line(number: int, event: WarningEvent, now: datetime) -> Line:
    return Line(
        number,
        (
            short_zh(event.at, now),
            Cell(word(event.act_words), bold=bool(event.text)),
            event.by,
            Cell(event.words, tip=event.words),
        ),
        (
            (tr("理由"), event.words),
            (tr("签发全文"), event.text),
            *((tr("当时的情况"), each) for each in event.evidence),
        ),
    )
