"""All of one release in words: its text, numbers with their reasons, authority, its way."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.figures import VERDICT_WORDS, KeptNumber, Verdict
from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.releases import GateEvent, ReleaseLine
from commandcenter.ui.frame.field_words import by_at
from commandcenter.ui.phrases import clauses, enumerated, headed, joined, listed
from commandcenter.ui.texts import word

GOOD = frozenset({Verdict.MATCH, Verdict.ROUNDED})


def tr(text: str) -> str:
    return QCoreApplication.translate("ReleaseWords", text)


def detail(line: ReleaseLine, now: datetime) -> tuple[tuple[str, str], ...]:
    return (
        (tr("下一步"), line.next_words),
        (tr("标题"), line.title),
        (tr("正文"), line.text),
        (tr("数字核对"), _numbers(line, now)),
        (tr("发布权限"), line.authority),
        (tr("发布前须告知"), enumerated(line.tell)),
        (tr("更正"), line.corrects),
        (tr("已由下列稿件更正"), line.corrected_by),
        (tr("起草"), by_at(line.drafted_by, line.drafted_at, now)),
        (tr("经过"), joined("\n", (_event(event, now) for event in line.events))),
    )


def _numbers(line: ReleaseLine, now: datetime) -> str:
    at = tr("数据截至 {time}").format(time=short_zh(line.as_of, now))
    return joined("\n", [at, *(_number(number) for number in line.numbers)])


def _number(number: KeptNumber) -> str:
    words = headed(number.written, word(VERDICT_WORDS[number.verdict]))
    if number.verdict in GOOD:
        return words
    known = tr("数据库 {value}").format(value=number.known) if number.known else ""
    said = tr("此前 {said}").format(said=number.said) if number.said else ""
    reason = (
        tr("说明：{words}（{by}）").format(words=number.why.words, by=number.why.by)
        if number.why
        else ""
    )
    return clauses((listed((words, known, said)), reason))


def _event(event: GateEvent, now: datetime) -> str:
    label = word(event.label)
    if not event.passed and label != tr("退回"):
        label = tr("{step}退回").format(step=label)
    more = clauses((event.receiver, event.words))
    head = f"{short_zh(event.at, now)}  {event.by} {label}"
    return headed(head, more) if more else head
