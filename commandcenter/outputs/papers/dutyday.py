"""值班日报: one page; where nothing happened it says 平安 in words."""

from commandcenter.domain.command.duty import LOG_WORDS
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import clock_zh, minute_zh
from commandcenter.outputs.papers.express import DRAFT_ISSUE, level_words
from commandcenter.outputs.papers.paper_phrases import as_of_note, full_moment, journal_words
from commandcenter.outputs.pdf.document import Block, Document, Head, Heading, Meta, Para, Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_dutyday import DayIncident, DutyDay


def dutyday(paper: DutyDay) -> Document:
    day = paper.day.words
    signer = (Run("签发人："), Run("待签发", Face.KAI))
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"值班日报 {day}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"{day}平安报告" if paper.peaceful else f"{day}值班情况",
        head=Head(
            name="值班日报",
            office=one_line(paper.org),
            rows=((DRAFT_ISSUE, minute_zh(paper.at), signer),),
        ),
        blocks=(
            Para(_whole(paper)),
            Heading(1, "值班安排", (Run(_duty(paper)),)),
            Heading(1, "投诉举报", (Run(_complaints(paper)),)),
            *_incidents(paper),
            *_warnings(paper),
            Heading(1, "来电和事项", (Run(_calls(paper)),)),
            *_sent(paper),
        ),
        drill=paper.journal.drill,
    )


def _until(paper: DutyDay) -> str:
    """A day that is not over is told up to a moment."""
    if paper.over:
        return f"{paper.day.words}0时至24时"
    return f"{paper.day.words}，截至{clock_zh(paper.until)}"


def _whole(paper: DutyDay) -> str:
    if paper.peaceful:
        return f"{_until(paper)}，没有接报突发事件，没有发布预警，没有未了的值班事项，总体平安。"
    fresh = sum(each.fresh for each in paper.incidents)
    going = sum(each.responding for each in paper.incidents)
    issued = sum(not each.lifted for each in paper.warnings)
    lifted = len(paper.warnings) - issued
    parts = [
        f"接报突发事件{fresh}起" if fresh else "没有新接报突发事件",
        f"应急响应期间的事件{going}起" if going else "没有应急响应期间的事件",
        f"发布预警{issued}条" if issued else "没有发布预警",
        f"解除预警{lifted}条" if lifted else "",
    ]
    return f"{_until(paper)}，{'，'.join(part for part in parts if part)}。"


def _duty(paper: DutyDay) -> str:
    if not paper.leads and not paper.officers:
        return "没有排班记录。"
    leads = "、".join(map(one_line, paper.leads)) or "没有安排"
    officers = "、".join(map(one_line, paper.officers)) or "没有安排"
    said = f"带班领导：{leads}；值班员：{officers}。"
    if not paper.handovers:
        return f"{said}没有交接班记录。"
    left = paper.handovers - paper.signed
    signed = f"，其中{left}次没有签收" if left else "，均已签收"
    return f"{said}交接班{paper.handovers}次{signed}。"


def _complaints(paper: DutyDay) -> str:
    note = as_of_note(paper.sources, paper.at)
    if not paper.complaints:
        return f"没有接收投诉举报（{note}）。"
    total = sum(count for _, count in paper.complaints)
    kinds = "、".join(f"{words}{count}件" for words, count in paper.complaints)
    whole = f"共{total}件，其中{kinds}" if len(paper.complaints) > 1 else kinds
    return f"接收{whole}（{note}）。"


def _incidents(paper: DutyDay) -> list[Block]:
    if not paper.incidents and not paper.false_alarms:
        return []
    blocks: list[Block] = [Heading(1, "突发事件")]
    blocks += [Para(f"{n}.{_incident(each, paper)}") for n, each in enumerate(paper.incidents, 1)]
    if paper.false_alarms:
        blocks.append(Para(f"另有{paper.false_alarms}起经核实为误报。"))
    return blocks


def _incident(each: DayIncident, paper: DutyDay) -> str:
    say = Moments(paper.at)
    heard = f"{say.say(each.received_at)}接报" if each.fresh else "此前接报"
    levels = level_words(each.levels, say, paper.since)
    changed = f"，{'，'.join(levels)}" if levels else "，当日等级和响应没有变化"
    return f"{one_line(each.title)}：{heard}{changed}。"


def _warnings(paper: DutyDay) -> list[Block]:
    if not paper.warnings:
        return []
    blocks: list[Block] = [Heading(1, "预警")]
    for number, each in enumerate(paper.warnings, 1):
        done = "解除" if each.lifted else "发布"
        said = f"{done}“{one_line(each.title)}”（{full_moment(each.at)}）"
        blocks.append(Para(f"{number}.{said}。"))
    return blocks


def _calls(paper: DutyDay) -> str:
    counts = [(LOG_WORDS[kind], paper.calls[kind]) for kind in LOG_WORDS if kind in paper.calls]
    if not counts:
        return "没有登记来电和值班事项。"
    said = f"登记{'、'.join(f'{words}{count}次' for words, count in counts)}"
    if not paper.follow:
        return f"{said}，没有需要跟进的事项。"
    left = paper.follow - paper.settled
    settled = f"尚有{left}件没有办结" if left else "均已办结"
    return f"{said}，需要跟进的{paper.follow}件，{settled}。"


def _sent(paper: DutyDay) -> list[Block]:
    if not paper.incidents and not paper.sent:
        return []
    if not paper.sent:
        return [Heading(1, "信息报送", (Run("没有报送信息报告。"),))]
    say = Moments(paper.at)
    each = "；".join(
        f"{say.say(sent.at)}报送{one_line(sent.incident)}{sent.label}" for sent in paper.sent
    )
    return [Heading(1, "信息报送", (Run(f"报送信息报告{len(paper.sent)}件：{each}。"),))]
