"""One complaint under way in words: its clocks, what is known of it, what was done when."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, KIND_WORDS, SOURCE_WORDS
from commandcenter.domain.complaints.handling import ACT_WORDS, HandlingAct
from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.times import local, short_zh, span_zh
from commandcenter.queries.complaints.complaints import ComplaintDetail
from commandcenter.queries.complaints.follow_detail import (
    Entry,
    FollowDetail,
    IncidentClock,
    RunningClock,
    What,
)
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.countdown import left_text
from commandcenter.ui.frame.ledger_model import Line, LineAct
from commandcenter.ui.phrases import dotted, joined, listed, with_note
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.painting import harmless

UNMASK, FLAG, LIFT, FORMS = "unmask", "flag", "lift", "forms"


def tr(text: str) -> str:
    return QCoreApplication.translate("FollowWords", text)


def line_of(detail: FollowDetail) -> Line:
    """For the pane at the right: what may be done now comes with it, what may not is in the bar."""
    pairs = [
        (tr("事由"), detail.detail.line.title),
        (tr("办理状态"), _state(detail)),
        *((_clock_head(clock), _clock(clock, detail.now)) for clock in detail.clocks),
        *((tr("事件的时钟"), _incident(each, detail.now)) for each in detail.incidents),
        (tr("疑似异常"), _flags(detail)),
        (tr("投诉内容"), detail.detail.text),
        *_facts(detail),
        (tr("办理经过"), joined("\n", (_entry(entry, detail.now) for entry in detail.entries))),
    ]
    return Line(
        id=detail.detail.line.id,
        cells=(),
        detail=tuple((label, harmless(words)) for label, words in pairs),
        acts=tuple(_acts(detail)),
    )


def _state(detail: FollowDetail) -> str:
    if not detail.handler:
        return word(detail.state)
    return tr("{state} · 承办人 {name}").format(state=word(detail.state), name=detail.handler)


def _clock_head(clock: RunningClock) -> str:
    return tr("法定期限：{what}").format(what=word(clock.title))


def _clock(clock: RunningClock, now: datetime) -> str:
    if clock.due_at is None:
        return tr("检验、鉴定期间不计入（{law}）").format(law=clock.law)
    template = tr("{time}，{left}。{law}；以全国12315平台为准")
    time = tr("{time} 前").format(time=f"{local(clock.due_at):%Y-%m-%d %H:%M}")
    if clock.estimated:
        time = with_note(time, tr("推算：放假通知还没有录入"))
    return template.format(time=time, left=left_text(clock.due_at, now), law=clock.law)


def _incident(clock: IncidentClock, now: datetime) -> str:
    words = f"{clock.title} · {word(STATE_WORDS[clock.state])}"
    if clock.response:
        words = dotted((words, word(clock.response.response_title)))
    if clock.activated_at:
        span = span_zh((clock.ended_at or now) - clock.activated_at)
        words = listed((words, tr("启动 {span}").format(span=span)))
    return tr("{words}。并入事件不停止本件的法定期限。").format(words=words)


def _flags(detail: FollowDetail) -> str:
    if not detail.flags:
        return ""
    template = tr("{sign}：{words}（{by}）")
    lines = [
        template.format(sign=word(flag.sign), words=flag.words, by=flag.by) for flag in detail.flags
    ]
    return joined("\n", (*lines, tr("标注不影响计数；其中的举报仍须核查。")))


def _facts(detail: FollowDetail) -> list[tuple[str, str]]:
    shown = detail.detail
    line = shown.line
    amount = amount_text(line.amount_cents)
    came = dict.fromkeys((word(SOURCE_WORDS[line.source]), word(CHANNEL_WORDS[line.channel])))
    return [
        (tr("登记"), f"{word(KIND_WORDS[line.kind])} {line.number} · {dotted(came)}"),
        (tr("被投诉主体"), joined(" ", (p for p in (line.subject, shown.subject_address) if p))),
        (tr("商品或服务"), joined(" ", (p for p in (shown.goods, line.problem) if p))),
        (tr("涉及金额"), tr("{n} 元（自述）").format(n=amount) if amount else shown.vague_amount),
        (tr("未能辨认"), shown.unread),
        (tr("投诉人（已脱敏）"), complainant_words(shown)),
        (tr("地址"), shown.address),
    ]


def _entry(entry: Entry, now: datetime) -> str:
    head = f"{short_zh(entry.at, now)}  {_what(entry)}"
    if entry.by:
        head = dotted((head, entry.by))
    if entry.limit:
        head = with_note(head, tr("按期") if entry.at <= entry.limit else tr("逾期"))
    return tr("{head}：{words}").format(head=head, words=entry.words) if entry.words else head


def _what(entry: Entry) -> str:
    if entry.act is not None:
        words = word(ACT_WORDS[entry.act])
        back = entry.what is What.TAKEN_BACK
        return tr("{act}（已撤回）").format(act=words) if back else words
    return {
        What.REGISTERED: tr("登记"),
        What.JOINED: tr("并入事件"),
        What.LEFT: tr("移出事件"),
        What.FLAGGED: tr("标注疑似异常"),
        What.LIFTED: tr("解除标注"),
        What.ACT: "",
        What.TAKEN_BACK: "",
    }[entry.what]


def complainant_words(detail: ComplaintDetail) -> str:
    """Who complained, masked; or why not even that is shown."""
    if detail.once_report:
        return tr("曾为举报，举报人保密")
    return joined("  ", (part for part in (detail.line.complainant, detail.phone) if part))


def _acts(detail: FollowDetail) -> list[LineAct]:
    """What is possible now; who may not in this county sees it with the reason."""
    found = []
    for act in detail.acts:
        key = HandlingAct(act.key)
        if act.refusal is None:
            primary = key in (HandlingAct.ACCEPT, HandlingAct.TELL)
            found.append(LineAct(act.key, word(ACT_WORDS[key]), primary=primary))
    if detail.flag is not None:
        why = refusal(detail.flag.refusal) if detail.flag.refusal else ""
        found.append(LineAct(FLAG, tr("标注异常"), why))
        if detail.flags:
            found.append(LineAct(LIFT, tr("解除标注"), why))
    if detail.detail.forms is not None:
        found.append(LineAct(FORMS, tr("制作文书")))
    unmask = detail.detail.unmask
    if unmask is not None:
        why = refusal(unmask.refusal) if unmask.refusal else ""
        found.append(LineAct(UNMASK, tr("查看投诉人"), why))
    return found
