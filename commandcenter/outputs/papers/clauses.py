"""履职清单: a table of the plan's duties, whether done, by what records, by whom."""

import re
from collections import Counter

from commandcenter.domain.command.duties import DUTY_WORDS, DutyState
from commandcenter.domain.incident.notices import PLAN
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import day_over_clock, journal_words, tight
from commandcenter.outputs.pdf.document import Align, Cell, Column, Document, Meta, Para, TableBlock
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_clauses import ClausesPaper, DutyRow

LONGEST = 48  # characters of a record in its cell
_CLAUSES = re.compile("(?<=[，；。])")
STRONG = (DutyState.EMPTY, DutyState.PARTIAL)


def clauses(paper: ClausesPaper) -> Document:
    stamp = paper.stamp
    title = f"{one_line(stamp.head.title)}履职清单"
    return Document(
        meta=Meta(
            author=stamp.org, subject=title, at=stamp.at, journal=journal_words(stamp.journal)
        ),
        title=title,
        blocks=(Para(_sums(paper)), _table(paper)),
        drill=stamp.drill,
    )


def _sums(paper: ClausesPaper) -> str:
    found = Counter(row.state for row in paper.rows)
    parts = [f"{DUTY_WORDS[state]}{found[state]}项" for state in DutyState if found[state]]
    late = sum(row.late for row in paper.rows)
    tail = f"有超过时限记录的{late}项。" if late else "没有超过时限的记录。"
    return (
        f"对照{PLAN}，截至{minute_zh(paper.stamp.at)}，"
        f"本事件共列职责{len(paper.rows)}项，其中{'、'.join(parts)}；{tail}"
    )


def _table(paper: ClausesPaper) -> TableBlock:
    columns = (
        Column("条款", 2.8, Align.CENTER),
        Column("职责", 5.6),
        Column("情况", 4.2, Align.CENTER),
        Column("最近的记录", 9.6),
        Column("履行人、时间", 5.8, Align.CENTER),
    )
    apart = "；涉及工作人员责任追究的事项按规定不列入" if paper.hidden else ""
    note = (
        f"注：{one_line(paper.stamp.org)}编制，以登记的记录为准；"
        f"情况为黑体的，尚在办理或者未见记录{apart}。"
    )
    return TableBlock(columns, tuple(map(_row, paper.rows)), note=note)


def _row(row: DutyRow) -> tuple[Cell | str, ...]:
    late = "\n（超时）" if row.late else ""
    state = Cell(f"{DUTY_WORDS[row.state]}{late}", Face.HEI if row.state in STRONG else Face.FANG)
    who = one_line(row.by)
    when = f"\n{day_over_clock(row.at)}" if row.at else ""
    done = f"{who}{when}".strip() or "—"
    return one_line(row.clause), one_line(row.title), state, _record(row), done


def _record(row: DutyRow) -> str:
    said = _short(tight(one_line(row.record))) if row.record else ""
    if row.count > 1:
        said = f"{said}等{row.count}项"
    why = tight(one_line(row.words)).rstrip("。") if row.state is not DutyState.DONE else ""
    if why and why in said:
        return said
    return "。".join(filter(None, (why, said))) or "—"


def _short(text: str) -> str:
    """Whole clauses while they fit: a sentence that breaks off says what nobody said."""
    kept, *rest = (part for part in _CLAUSES.split(text.rstrip("。；")) if part)
    for part in rest:
        if len(kept) + len(part) > LONGEST:
            break
        kept += part
    kept = kept.rstrip("，；。：")
    return kept if len(kept) <= 2 * LONGEST else f"{kept[: 2 * LONGEST]}……"
