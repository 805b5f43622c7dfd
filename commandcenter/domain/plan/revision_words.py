"""Two versions of the plan compared for a person to read: clause by clause, step by step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, ROLE_WORDS, Group, Role
from commandcenter.domain.phrase import joined, phrase, phrases, with_note, word
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.plan_changes import Item
from commandcenter.domain.plan.plan_clause_changes import order
from commandcenter.domain.plan.plan_limit_changes import title_of
from commandcenter.domain.plan.plan_words import PROPOSAL, Difference, differences, value_words
from commandcenter.domain.plan.revision_changes import CLAUSE, STEP, TEXTS
from commandcenter.domain.plan.word_diff import Mark, Piece, compared_words
from commandcenter.late_dataclass import dataclass

Rows = Sequence[Mapping[str, Any]]


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


HOW_WORDS: dict[How, str] = phrases(
    {
        How.ADDED: "新增",
        How.REMOVED: "删除",
        How.CHANGED: "修改",
        How.MOVED: "调整次序",
    }
)
START_WORDS = phrases(
    {items.RECEIVED: "接报起", items.ACTIVATION: "启动起", items.END: "响应终止起"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts of an item; `label` "" where it has one alone."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(p.text for p in self.pieces if p.mark is not Mark.NEW)

    @property
    def after(self) -> str:
        return "".join(p.text for p in self.pieces if p.mark is not Mark.GONE)


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one item. `title`: as it is now, of what is taken out as it was."""

    kind: str
    code: str
    how: How
    title: str
    parts: tuple[Part, ...]
    source: str = ""


def compared(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> tuple[Compared, ...]:
    """Clauses by their numbers, obligations in their order, then values."""
    values = (each for each in differences(before, after) if each.kind not in TEXTS)
    return (
        *_clauses(before.get(CLAUSE, ()), after.get(CLAUSE, ())),
        *_steps(before.get(STEP, ()), after.get(STEP, ())),
        *map(_value, values),
    )


def _clauses(before: Rows, after: Rows) -> Iterator[Compared]:
    texts = (
        (word("标题"), lambda row: str(row["title"])),
        (word("条文"), lambda row: str(row.get("text", ""))),
    )
    codes = {str(row["code"]) for row in (*before, *after)}
    for code in sorted(codes, key=order):
        found = _item(CLAUSE, code, _of(before, code), _of(after, code), texts)
        if found is not None:
            yield found


def _steps(before: Rows, after: Rows) -> Iterator[Compared]:
    texts = (
        (word("名称"), title_of), (word("要求"), lambda row: word(str(row.get("detail", "")))),
        (word("由谁办理"), _doer),
        (word("起算"), lambda row: START_WORDS.get(str(row["start"]), "")),
        (word("时限"), lambda row: value_words(STEP, row)),
        (word("适用级别"), _levels), (word("必办"), lambda row: _signs(row.get("must", ()))),
        (word("条款"), lambda row: str(row.get("clause", ""))), (word("依据"), _basis),
    )  # fmt: skip
    moved = _moved([str(r["code"]) for r in before], [str(r["code"]) for r in after])
    listed = [str(row["code"]) for row in after]
    gone = [str(row["code"]) for row in before if row["code"] not in listed]
    for code in (*listed, *gone):
        old, new = _of(before, code), _of(after, code)
        found = _item(STEP, code, old, new, texts)
        place = (_place(before, code, moved), _place(after, code, moved))
        if code in moved and old is not None and new is not None:
            part = Part(word("次序"), compared_words(*place))
            how, parts = (How.CHANGED, found.parts) if found else (How.MOVED, ())
            yield Compared(STEP, code, how, title_of(dict(new)), (*parts, part), _source(new))
        elif found is not None:
            yield found


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those of both that stand elsewhere among the others."""
    old = [code for code in before if code in after]
    new = [code for code in after if code in before]
    kept = {
        code
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for code in old[block.a : block.a + block.size]
    }
    return set(old) - kept


def _place(rows: Rows, code: str, moved: set[str]) -> str:
    """Behind which other it stands."""
    codes = [str(row["code"]) for row in rows]
    if code not in moved:
        return ""
    at = codes.index(code)
    if at == 0:
        return word("列在最前")
    return phrase("列在“{title}”之后", title=title_of(dict(rows[at - 1])))


def _of(rows: Rows, code: str) -> Mapping[str, Any] | None:
    return next((row for row in rows if row["code"] == code), None)


def _item(
    kind: str,
    code: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    texts: Sequence[tuple[str, Callable[[Item], str]]],
) -> Compared | None:
    parts = tuple(
        Part(label, compared_words(was, now))
        for label, text in texts
        if (was := text(dict(old)) if old else "") != (now := text(dict(new)) if new else "")
    )
    if not parts:
        return None
    how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
    shown = dict(new or old or {})
    return Compared(kind, code, how, title_of(shown), parts, _source(shown))


def _source(item: Mapping[str, Any]) -> str:
    return str(item.get("source", ""))


def _doer(item: Mapping[str, Any]) -> str:
    who = item.get("who", {})
    named = [GROUP_WORDS[Group(who["group"])]] if who.get("group") else []
    named += [ROLE_WORDS[Role(who["role"])]] if who.get("role") else []
    return joined("、", named)


def _levels(item: Mapping[str, Any]) -> str:
    return _signs(item.get("levels") or list(Level))


def _signs(levels: Sequence[str]) -> str:
    return joined("、", (level.with_sign for level in Level if level in set(levels)))


def _basis(item: Mapping[str, Any]) -> str:
    words = str(item.get("basis", ""))
    return with_note(words, PROPOSAL if item.get("proposal") and PROPOSAL not in words else "")


def _value(found: Difference) -> Compared:
    how = How.ADDED if not found.before else How.REMOVED if not found.after else How.CHANGED
    part = Part("", compared_words(found.before, found.after))
    return Compared(found.kind, found.code, how, found.title, (part,), found.source)
