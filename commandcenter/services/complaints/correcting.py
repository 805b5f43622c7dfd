"""Whose complaints a person corrects: those that they took in; others' by the right to it.

Whoever takes in complaints brings files; where such a file says something else about a complaint
that another took in, it is left as it is, unless the bringer is of the office that handles it.
"""

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.rights import Action, Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import rights
from commandcenter.store import bulk
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow

ME = text("SELECT rights.me()")
MAY = text("SELECT rights.may('correct_complaint', NULL, ARRAY[CAST(:district AS text)])")
SHOWN = 5  # numbers that are named
OTHERS = word(
    "其中 {n} 件由他人登记，与文件不同，没有更正（{numbers}）："
    "更正他人登记的投诉，须由有此权限的人导入。"
)

OLDER = word(
    "其中 {n} 件与文件不同，没有更正（{numbers}）：系统中的内容来自数据更新的文件，"
    "要以本文件为准，请导出时带上“导出时间”一列。"
)


@dataclass(slots=True)
class LeftAlone:
    """By 登记编号 what a file says otherwise and does not change: `reports` that it calls something
    else, what `others` took in, and what a file told whose data reach further: it is `older`.
    """

    reports: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)

    def numbers(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        return tuple(self.reports), tuple(self.others), tuple(self.older)


def others_words(numbers: Sequence[str]) -> str:
    """For who brought the file; "" where nothing was left alone."""
    return _named(OTHERS, numbers)


def older_words(numbers: Sequence[str]) -> str:
    """The same of what newer files told."""
    return _named(OLDER, numbers)


def _named(words: str, numbers: Sequence[str]) -> str:
    if not numbers:
        return ""
    named = joined("、", numbers[:SHOWN])
    if len(numbers) > SHOWN:
        named = phrase("{numbers} 等", numbers=named)
    return words.format(n=len(numbers), numbers=named)


def barred(session: Session, actor: Actor, rows: Sequence[ComplaintRow]) -> set[int]:
    """The complaints of `rows` that this person may not correct."""
    guarded = bulk.guarded(session, "complaint")
    if not rows or not (actor.person_id or guarded):
        return set()  # the program itself, on a file that it owns
    me = actor.person_id or session.scalar(ME)
    own = _own_imports(session, actor, me, {row.batch_id for row in rows})
    may = _asking(session, actor)
    return {row.id for row in rows if row.batch_id not in own and not may(row.district)}


def is_own(session: Session, actor: Actor, batch: BatchRow) -> bool:
    return batch.id in _own_imports(session, actor, actor.person_id, {batch.id})


def may_undo(session: Session, actor: Actor, batch: BatchRow) -> bool:
    """Whether this person may take an import out that lost its seat; else it waits for others."""
    if not (actor.person_id or bulk.guarded(session, "complaint")):
        return True
    me = actor.person_id or session.scalar(ME)
    if _own_imports(session, actor, me, {batch.id}):
        return True
    may = _asking(session, actor)
    places = select(ComplaintRow.district).where(ComplaintRow.batch_id == batch.id).distinct()
    return all(may(place) for place in session.scalars(places).all() or [None])


def _own_imports(session: Session, actor: Actor, me: int | None, batches: set[int]) -> set[int]:
    """One of before an import knew its person is nobody's own."""
    own = select(BatchRow.id).where(BatchRow.id.in_(batches), BatchRow.opener_id == me)
    return set(session.scalars(own)) if me else set()


def _asking(session: Session, actor: Actor) -> Callable[[str | None], bool]:
    """By county; the program on a server has the rights of the login that it runs under."""
    asked = rights(session)

    @cache
    def may(district: str | None) -> bool:
        if not actor.person_id:
            return bool(session.scalar(MAY, {"district": district}))
        matter = Matter(districts=frozenset({district} if district else ()))
        return asked.refusal(actor, Action.CORRECT_COMPLAINT, matter) is None

    return may
