"""拟采取的措施: what was decided, ordered, announced or is to be done, and is not proved done.

Of a county only what it announced itself: the city's measures and orders are the city's.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from commandcenter.domain.command.log_line import announces
from commandcenter.domain.command.obligation import UNDONE, Obligation
from commandcenter.domain.command.tasks import office_of, tasks, titles_of
from commandcenter.domain.incident.level_course import LevelChange
from commandcenter.domain.level import Axis
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.phrase import enumerated, word
from commandcenter.store.incident.leading_body import IN_FORCE
from commandcenter.store.reports.report_done import (
    LOG,
    TASKS,
    Span,
    bare,
    book_of,
    closed,
    level_changes,
    log_of,
)
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import LevelDecisionRow
from commandcenter.store.tables.person import PersonRow

DECIDED, ORDERED = word("响应决定"), word("指令")
ANNOUNCED = 5  # lines told one by one; the rest stands in the record
NEXT = 5  # open tasks that are told
OF_REPORTS = ("phone_report", "report")  # the paper itself is one of them


def intended(span: Span) -> tuple[str, str]:
    """The words and their sources; "" when nothing is.

    Of the span's beginning: lines written after it; of measures those in force, of orders all open.
    """
    say = Moments(span.until)
    # One after the other, for a day that was named is not named again; a county has its own only.
    mine = span.district is None
    city = [*_measures(span, say), *_orders(span, say)] if mine else []
    found = [*city, *_lines(span, say), *(_tasks(span, say) if mine else ())]
    sources = enumerated(dict.fromkeys(source for _, source in found))
    return "；".join(words for words, _ in found), sources


def _measures(span: Span, say: Moments) -> Iterator[tuple[str, str]]:
    """Those of the newest decision on the response, in each report; once it has ended none."""
    newest = span.session.scalars(
        select(LevelDecisionRow)
        .where(
            LevelDecisionRow.incident_id == span.incident.id,
            LevelDecisionRow.axis == Axis.RESPONSE,
            LevelDecisionRow.step.in_(IN_FORCE),
            LevelDecisionRow.at <= span.until,
        )
        .order_by(LevelDecisionRow.id.desc())
        .limit(1)
    ).first()
    if newest is None or newest.ends:
        return
    measures = closed(newest.measures or "")
    if measures:
        yield f"{_decision(span, newest, say)}部署：{say.quote(measures)}", DECIDED


def _decision(span: Span, row: LevelDecisionRow, say: Moments) -> str:
    """9时20分启动Ⅲ级响应时; of an upper body's decision when we, carrying it out, did so."""
    at = row.decided_at or row.at
    mine = [c for c in level_changes(span.session, span.incident.id) if _is(c, row)]
    what = mine[-1].words if mine else f"再次确定{row.level.response_title}"
    if not row.organ:
        return f"{say.say(at)}{what}时"
    decided = f"{say.say(at)}{row.organ}决定{what}"
    return f"{decided}，{say.say(row.at)}登记后"


def _is(change: LevelChange, row: LevelDecisionRow) -> bool:
    return change.axis is Axis.RESPONSE and change.known_at == row.at


def _orders(span: Span, say: Moments) -> Iterator[tuple[str, str]]:
    """Orders on which nobody has reported back."""
    rows = span.session.execute(
        select(InstructionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == InstructionRow.to_person)
        .where(
            InstructionRow.incident_id == span.incident.id,
            InstructionRow.at <= span.until,
            InstructionRow.reported_at.is_(None),
        )
        .order_by(InstructionRow.at, InstructionRow.id)
    )
    for row, person in rows:
        to = GROUP_WORDS[row.to_group] if row.to_group else person or ""
        words = say.quote(closed(row.text))
        due = f"（{say.say(row.deadline_at)}前回报）" if row.deadline_at else ""
        yield f"要求{to}{words}{due}", ORDERED


def _tasks(span: Span, say: Moments) -> Iterator[tuple[str, str]]:
    """Open tasks, the 必办 first, then by their limits; what is past its limit is done at once.

    Before the grade is decided the limits are no level's, and no paper names them.
    """
    left = [row for row in tasks(book_of(span)) if row.state in UNDONE and not row.provisional]
    together: dict[tuple[str, datetime | None], list[Obligation]] = {}
    for row in sorted(left, key=_first):
        if row.form not in OF_REPORTS:
            together.setdefault((office_of(row), row.due_at), []).append(row)
    for (office, due_at), same in list(together.items())[:NEXT]:
        titles = "、".join(titles_of(same))
        late = same[0].is_late(span.until)
        due = f"（{say.say(due_at)}前）" if due_at and not late else "（立即办理）" if late else ""
        yield f"{office}{titles}{due}", TASKS


def _first(row: Obligation) -> tuple[bool, float, int]:
    due = row.due_at.timestamp() if row.due_at else float("inf")
    return not row.must, due, row.position


def _lines(span: Span, say: Moments) -> Iterator[tuple[str, str]]:
    """Lines of the log that announce, as they were written; an order is told by itself."""
    found = [(at, text) for at, text in log_of(span) if announces(text)]
    ordered = _ordered(span) if found else ()
    found = [(at, text) for at, text in found if not any(o in bare(text) for o in ordered)]
    for at, text in found[-ANNOUNCED:]:
        yield f"{say.say(at)}登记：{say.quote(closed(text))}", LOG


def _ordered(span: Span) -> Sequence[str]:
    rows = span.session.scalars(
        select(InstructionRow.text).where(InstructionRow.incident_id == span.incident.id)
    )
    return [words for words in (bare(closed(text)) for text in rows) if words]
