"""首报, 续报, 终报: an information report as a 值班快报 of at most a page and a half.

Contents: plan 4.1(1) and the elements usual for each kind. What is known first is reported
first; the rest says 正在核查. A 续报 says only what changed since the report it goes on.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.moments import Moments
from commandcenter.domain.reports.report import UNDER_CHECK, Element, ReportKind, fact_of
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.fittings import GAP
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Block,
    Document,
    Head,
    Heading,
    Marking,
    Meta,
    Para,
    Run,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_contents import InformationReport

LIMIT = 1.5  # pages

DONE = "已采取的措施"

Parts = tuple[tuple[str, tuple[str, ...]], ...]

# Which element (by its fact) stands in which part; one that is in none of them is 其他情况.
# The element that a part is named after stands without its label.
PARTS: dict[ReportKind, Parts] = {
    ReportKind.FIRST: (
        ("基本情况", ("occurred_at", "place", "nature", "range", "loss", "leaders")),
        ("基本经过", ("course", "cause", "trend")),
        (DONE, ("measures",)),
        ("拟采取的措施", ("planned",)),
        ("建议请求", ("requests",)),
    ),
    ReportKind.FOLLOW_UP: (
        ("补报事项", ("answer",)),
        ("情况变化", ("changes", "figures", "harm", "range", "occurred_at", "place", "cause")),
        ("处置进展", ("measures", "safety")),
        ("下一步工作", ("next",)),
    ),
    ReportKind.FINAL: (
        ("事件概况", ("facts", "occurred_at", "place", "cause")),
        ("影响和损失", ("range", "loss")),
        ("处置情况", ("handling",)),
        ("诉求办理和挽回损失", ("redress",)),
        ("目前状态", ("state", "authorities")),
        ("经验教训", ("lessons",)),
        ("后续工作", ("next",)),
    ),
}
# A report of before told what was done and what was intended as one: it stays as it was.
_FIRST_OF_BEFORE: Parts = (
    ("基本情况", ("occurred_at", "place", "nature", "range", "loss")),
    ("基本经过", ("course", "cause", "trend")),
    ("处置情况", ("measures", "leaders")),
    ("建议请求", ("requests",)),
)
_OPENING = ("info_source", "received_at")
_CLOSING = ("contact",)
_NAMESAKES = frozenset(
    {"course", "measures", "planned", "requests", "answer", "changes", "facts", "handling"}
    | {"state", "next", "redress", "lessons"}
)
# Facts that do not change with the hour: no as-of time behind them.
_FIXED = frozenset(
    {*_OPENING, *_CLOSING, "occurred_at", "place", "nature", "planned", "requests", "answer"}
    | {"next"}
)
# Figures: their source is named too, in a 续报 once.
_COUNTED = frozenset({"first.range", "first.loss", "followup.figures", "final.range", "final.loss"})


def information_report(report: InformationReport) -> Document:
    title = one_line(report.head.title).removeprefix("关于")
    said = [element for element in report.elements if not element.out]
    common = _common_time(said)
    say = Moments(report.at)  # one for the page: its paragraphs are read one after another
    opening = _opening(report, common, say)
    return Document(
        meta=Meta(
            author=report.org,
            subject=f"{report.label} 值班快报{_issue(report)}",
            at=report.at,
            journal=journal_words(report.journal),
        ),
        title=f"关于{title}的{report.label}",
        keep=(title,) if len(title) <= 8 else (),
        head=_head(report),
        addressee="、".join(map(one_line, report.sent_to)),
        blocks=(*opening, *_parts(report, said, common, say), *_closing(report)),
        limit=LIMIT,
        drill=report.drill,
        marking=None if report.signer else Marking.DRAFT,
    )


def _head(report: InformationReport) -> Head:
    signer = (Run("签发人："), Run(one_line(report.signer) or "待签发", Face.KAI))
    return Head(
        name="值班快报",
        office=one_line(report.org),
        rows=((_issue(report), minute_zh(report.at), signer),),
        urgency=report.urgency,
    )


def _issue(report: InformationReport) -> str:
    """With a gap while it is a draft."""
    return f"第{report.issue or GAP}期"


def _common_time(elements: Sequence[Element]) -> datetime | None:
    """The as-of time that most elements have: said once, the others say their own."""
    changing = (e.as_of for e in elements if fact_of(e.code) not in _FIXED)
    times = Counter(at for at in changing if at is not None)
    return max(times, key=lambda at: (times[at], at)) if times else None


def _opening(report: InformationReport, common: datetime | None, say: Moments) -> list[Block]:
    heard = say.quote(_received_words(report)) if report.kind is ReportKind.FIRST else ""
    until = f"截至{say.say(common)}（另有注明的除外），" if common else ""
    match report.kind:
        case ReportKind.FOLLOW_UP:
            sent = f"（{say.say(report.since)}报送）" if report.since else ""
            since = f"{report.goes_on}{sent}以来" if report.goes_on else "上次报告以来"
            return [Para(f"{until}现将{since}的变化和处置进展续报如下：")]
        case ReportKind.FINAL:
            return [Para(f"本事件应急响应已终止。{until}现将有关情况终报如下：")]
    return [Para(f"{heard}{_checked(report)}{until}有关情况报告如下：")]


def _checked(report: InformationReport) -> str:
    """Said only where the record shows that somebody verified what was heard.

    A report of before said so always: what was sent is printed as it was.
    """
    if _of_before(report):
        return "经初步核实，"
    verified = report.head.verified_at
    return "经初步核实，" if verified and verified <= report.at else ""


def _of_before(report: InformationReport) -> bool:
    """A 首报 from before what was intended stood apart from what was done."""
    planned = any(fact_of(e.code) == "planned" for e in report.elements)
    return report.kind is ReportKind.FIRST and not planned


def _received_words(report: InformationReport) -> str:
    known = {fact_of(e.code): e for e in report.elements}
    source, received = (known.get(code) for code in _OPENING)
    when = one_line(received.text) if received and received.as_of else ""
    told = one_line(source.text).rstrip("。；，") if source and source.as_of else ""
    heard = f"我局接报（信息来源：{told}）" if told else "我局接报"
    return f"{when or minute_zh(report.head.received_at)}，{heard}。"


def _parts(
    report: InformationReport, said: Sequence[Element], common: datetime | None, say: Moments
) -> list[Block]:
    parts = _FIRST_OF_BEFORE if _of_before(report) else PARTS[report.kind]
    placed = {code for _, codes in parts for code in codes} | {*_OPENING, *_CLOSING}
    blocks: list[Block] = []
    for title, codes in parts:
        found = [e for code in codes for e in said if fact_of(e.code) == code]
        blocks += _part(title, found, common, say)
    rest = [e for e in said if fact_of(e.code) not in placed]
    return blocks + _part("其他情况", rest, common, say)


def _part(
    title: str, elements: Sequence[Element], common: datetime | None, say: Moments
) -> list[Block]:
    if not elements:
        return []
    runs: list[Run] = []
    for element in elements:
        label = "" if fact_of(element.code) in _NAMESAKES else one_line(element.label)
        runs += [Run(label, Face.KAI), Run("：")] if label else []
        runs.append(Run(_element_text(element, common, say)))
    return [Heading(1, title, tuple(runs))]


def _element_text(element: Element, common: datetime | None, say: Moments) -> str:
    text = tight(one_line(element.text))
    if not text or text == UNDER_CHECK:
        return f"{UNDER_CHECK}。"
    note = _note(element, common, say)
    return f"{text.rstrip('。；，、')}（{note}）。" if note else sentence(text)


def _note(element: Element, common: datetime | None, say: Moments) -> str:
    """The source of figures, and the as-of time where it is not the common one."""
    say.quote(element.text)
    code, source = fact_of(element.code), one_line(element.source)
    # An edited element names its editor as its source, who does not stand on paper.
    notes = [source] if element.code in _COUNTED and source and not source.endswith("修改") else []
    if element.as_of is not None and element.as_of != common and code not in _FIXED:
        say.quote("".join(notes))
        notes.append(f"截至{say.say(element.as_of)}")
    return "，".join(notes)


def _closing(report: InformationReport) -> list[Block]:
    contact = next((one_line(e.text) for e in report.elements if fact_of(e.code) in _CLOSING), "")
    named = f"{one_line(report.contact)}，电话{one_line(report.phone)}" if report.contact else ""
    who = named or contact.rstrip("。")
    blocks: list[Block] = []
    if report.kind is not ReportKind.FINAL:
        blocks.append(Para("其余情况正在进一步核查中，有关进展将及时续报。"))
    return [*blocks, Para(f"（联系人：{who}）")] if who else blocks
