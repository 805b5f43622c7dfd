"""The reports after the response (plan 5.1, 2.1(4)): sections that data fill and people write.

What the data say is kept beside what was written, so that filling again loses no words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.plan.plan import PlanData
from commandcenter.late_dataclass import dataclass

AFTER_RESPONSE = (State.ENDED, State.AFTERMATH)
LONGEST = 60_000  # characters of a section


@dataclass(frozen=True, slots=True)
class Filled:
    """What the data say for a section: the words, from where, as of when."""

    text: str
    source: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """`filled`: what the data said when it was filled; `text` differs where a person wrote.

    `by`, `at`: who wrote it last, "" and None while it is as filled. `version` counts the changes.
    """

    code: str
    title: str
    text: str = ""
    filled: str = ""
    source: str = ""
    as_of: datetime | None = None
    by: str = ""
    at: datetime | None = None
    version: int = 1

    @property
    def by_hand(self) -> bool:
        return bool(self.by)


def filled_again(section: Section, found: Filled | None) -> Section:
    """With what the data say now; what a person wrote stays as written."""
    if found is None:
        return section
    text = section.text if section.by_hand else found.text
    return replace(
        section,
        text=text,
        filled=found.text,
        source=found.source,
        as_of=found.as_of,
        version=section.version + (text != section.text),
    )


def rewritten(section: Section, text: str, seen: int, by: str, at: datetime) -> Section:
    """The section with the words of `by`. `seen`: its version on their screen.

    The words of the data again make it filled again. Raises RuleBroken when somebody
    changed it meanwhile, or it is too long.
    """
    if text == section.text:
        return section
    if section.version != seen:
        raise RuleBroken(
            "“{title}”刚由{who}改过，您写的还没有保存。请看过新内容后再保存。",
            title=section.title,
            who=section.by or "数据更新",
        )
    if len(text) > LONGEST:
        raise RuleBroken("“{title}”超过 {n} 字。", title=section.title, n=LONGEST)
    if text == section.filled:
        return replace(section, text=text, by="", at=None, version=seen + 1)
    return replace(section, text=text, by=by, at=at, version=seen + 1)


def missing(sections: Iterable[Section]) -> tuple[str, ...]:
    """Titles of the sections that say nothing yet."""
    return tuple(s.title for s in sections if not s.text.strip())


def require_complete(sections: Iterable[Section]) -> None:
    if titles := missing(sections):
        raise RuleBroken("以下部分还没有内容，不能签发：{titles}。", titles="、".join(titles))


def require_after_response(state: State) -> None:
    """The reports are written between the end of the response and the closing of the case."""
    if state not in AFTER_RESPONSE:
        raise RuleBroken("事件处于“{now}”，响应终止后、结案前起草。", now=STATE_WORDS[state])


def require_unsigned(kind: InquiryKind, signature: str | None) -> None:
    if signature:
        raise RuleBroken(
            "{report}已由{who}签发，不能再改；有补充的请另行起草。",
            report=INQUIRY_WORDS[kind],
            who=signature,
        )


def blank_sections(plan: PlanData, kind: InquiryKind) -> tuple[Section, ...]:
    """In the plan's order, without words yet."""
    items = plan.inquiry_sections.values()
    return tuple(Section(item.code, item.title) for item in items if item.report is kind)


def carried_on(sections: Iterable[Section], signed: Mapping[str, Section]) -> tuple[Section, ...]:
    """A supplement starts from the words that were written by hand in the signed report."""
    return tuple(
        replace(s, text=old.text, by=old.by, at=old.at)
        if (old := signed.get(s.code)) and old.by_hand
        else s
        for s in sections
    )
