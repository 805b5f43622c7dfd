"""发文处理笺: one sheet with the particulars of a paper and every step of its way."""

from commandcenter.domain.papers.paper import PaperStep
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import (
    day_over_clock,
    journal_words,
    tight,
)
from commandcenter.outputs.papers.sheets import form, pair, when, wide
from commandcenter.outputs.pdf.document import (
    Align,
    Column,
    Document,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_detail import StepLine
from commandcenter.queries.papers.paper_slip import PaperSlip

NONE, GAP = "—", "　"
JUDGED = (PaperStep.SIGN, PaperStep.REVIEW, PaperStep.COUNTERSIGN, PaperStep.CHECK)
AFTER = (PaperStep.SEAL, PaperStep.ISSUE, PaperStep.FILE)
DIGITS = 16  # of a SHA-256: enough to compare by eye


def handling_slip(slip: PaperSlip) -> Document:
    line = slip.detail.line
    title = "发文处理笺"
    return Document(
        meta=Meta(
            author=slip.org,
            subject=f"{title} {one_line(line.title)}",
            at=slip.at,
            journal=journal_words(slip.journal),
        ),
        title=title,
        blocks=(_particulars(slip), _course(slip), *_proof(slip)),
        drill=slip.journal.drill,
    )


def _particulars(slip: PaperSlip) -> TableBlock:
    detail, line = slip.detail, slip.detail.line
    marks = "、".join(filter(None, (detail.secrecy, detail.urgency))) or NONE
    rows = [
        wide("发文机关", one_line(slip.org)),
        wide("公文标题", one_line(line.title)),
        pair(("文    种", line.label), ("发文字号", line.number or "未编号")),
        pair(("密级缓急", marks), ("份    号", one_line(detail.serial) or NONE)),
        wide("主    送", _names(detail.sent_to)),
        wide("抄    送", _names(detail.copies)),
        wide("附    件", _names(detail.attachments)),
        pair(("拟 稿 人", one_line(line.drafted_by)), ("拟稿时间", when(line.drafted_at))),
    ]
    for step in (*JUDGED, *AFTER):
        if step in detail.flow.steps:
            rows.append(wide(_spread(slip, step), _step_opinions(slip, step)))
    if detail.amends:
        rows.append(wide("更正何件", one_line(detail.amends)))
    return form(rows)


def _names(names: tuple[str, ...]) -> str:
    return "、".join(map(one_line, names)) or NONE


def _spread(slip: PaperSlip, step: PaperStep) -> str:
    label = next((m.label for m in slip.detail.way if m.step is step), step.value)
    return "    ".join(label) if len(label) == 2 else label


def _step_opinions(slip: PaperSlip, step: PaperStep) -> str:
    """What was said of the text as it is, by whom, when; earlier texts stand below."""
    taken = [s for s in slip.detail.steps if s.step is step and s.counts and s.passed]
    return "\n".join(map(_opinion, taken)) or NONE


def _opinion(step: StepLine) -> str:
    group = step.label.partition("（")[2].rstrip("）")
    said = (tight(step.words), f"{group}{one_line(step.by)}", minute_zh(step.at))
    return GAP.join(words for words in said if words)


def _course(slip: PaperSlip) -> TableBlock:
    columns = (
        Column("序号", 2.2, Align.CENTER),
        Column("环节", 4.8, Align.CENTER),
        Column("办理人", 3.6, Align.CENTER),
        Column("时间", 6.8, Align.CENTER),
        Column("文稿", 2.6, Align.CENTER),
        Column("意见和说明", 8.0),
    )
    rows = tuple(
        (
            str(number),
            step.label if step.passed or step.step is PaperStep.RETURN else f"{step.label}作废",
            one_line(step.by),
            day_over_clock(step.at),
            f"第{step.text}稿",
            tight(step.words),
        )
        for number, step in enumerate(slip.detail.steps, 1)
    )
    return TableBlock(columns, rows, title="办理经过")


def _proof(slip: PaperSlip) -> tuple[Para, ...]:
    """Which file counts, by its hash, and where the journal tells of the paper."""
    detail = slip.detail
    said = []
    if file := detail.governing:
        said.append(f"以{file.label}为准，SHA-256：{file.sha256[:DIGITS]}…。")
    if detail.as_of:
        sources = "，".join(f"{name}{minute_zh(at)}" for name, at in detail.sources)
        said.append(f"数据截至{minute_zh(detail.as_of)}{f'（{sources}）' if sources else ''}。")
    said.append(
        f"全程记录载有本件{slip.lines}条，末条第{slip.last}号；"
        f"制笺时记录至第{slip.journal.number}号，校验值{slip.journal.head[:DIGITS]}…。"
    )
    return tuple(Para(words) for words in said)
