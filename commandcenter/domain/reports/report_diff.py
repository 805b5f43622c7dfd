"""What a report says against what was said before: the 续报's changes, and a draft refreshed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from commandcenter.domain.phrase import phrases
from commandcenter.domain.plan.plan_items import ReportContent
from commandcenter.domain.reports.report import (
    UNDER_CHECK,
    Element,
    fact_of,
    figure_changes,
    figures_stated,
)
from commandcenter.late_dataclass import dataclass

Facts = Mapping[str, Element]  # by fact_of(code)

# Elements of a 续报 that are figures: the keys of FIGURES that each is made of.
FIGURE_PARTS: dict[str, tuple[str, ...]] = {
    "figures": ("complaints", "person_times", "people"),
    "harm": ("hurt", "dead", "amount_cents"),
    "range": ("counties", "on_site"),
}
# What is new by its nature: the data give only what came since the last report.
NEWS = frozenset({"answer", "changes", "measures", "safety"})
NO_NEWS: dict[str, str] = phrases(
    {
        "changes": "与上次报告相比，没有登记重大变化",
        "measures": "上次报告以来没有新的处置措施记录",
    }
)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reports sent so far have said, each fact and figure by the newest of them."""

    facts: Facts
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """An element whose data are others than when it was filled in.

    `kept`: its text was written by hand and has been left as it is.
    """

    code: str
    label: str
    before: str
    now: str
    kept: bool


def reported_in(reports: Iterable[Sequence[Element]]) -> Reported:
    """The sent reports oldest first; what a report left out it did not say."""
    facts: dict[str, Element] = {}
    values: dict[str, int] = {}
    for elements in reports:
        for element in elements:
            if not element.out:
                facts[fact_of(element.code)] = element
                values.update(element.values)
    return Reported(facts, values)


def first(contents: Iterable[ReportContent], known: Facts) -> list[Element]:
    """The elements of a 首报 or a telephone report; what is not known says so."""
    return [_known(content, known) for content in contents]


def final(contents: Iterable[ReportContent], said: Reported, known: Facts) -> list[Element]:
    """The elements of a 终报: what is known, else what was said last, else 正在核查."""
    return [
        _known(content, known)
        if fact_of(content.code) in known
        else _carried(content, said.facts.get(fact_of(content.code)))
        for content in contents
    ]


def follow_up(
    contents: Iterable[ReportContent], said: Reported, known: Facts, values: Mapping[str, int]
) -> list[Element]:
    """Only what changed since; the unchanged is there too, left out, to be pulled in."""
    found = []
    for content in contents:
        fact = fact_of(content.code)
        if fact in FIGURE_PARTS:
            found.append(_figures(content, FIGURE_PARTS[fact], said, known, values))
        elif fact in NEWS:
            found += _news(content, known.get(fact), said.facts.get(fact))
        else:
            found.append(_restated(content, known.get(fact), said.facts.get(fact)))
    return found


def _known(content: ReportContent, known: Facts) -> Element:
    element = known.get(fact_of(content.code))
    if element is None:
        return Element(content.code, content.title, UNDER_CHECK)
    return replace(element, code=content.code, label=content.title, filled=element.text)


def _carried(content: ReportContent, before: Element | None) -> Element:
    """What was said last, unchanged."""
    if before is None:
        return Element(content.code, content.title, UNDER_CHECK)
    return replace(before, code=content.code, label=content.title, before=before.text, out=False)


def _figures(
    content: ReportContent,
    keys: tuple[str, ...],
    said: Reported,
    known: Facts,
    values: Mapping[str, int],
) -> Element:
    now = {key: values[key] for key in keys if key in values}
    text = figure_changes(keys, said.values, now)
    same = figures_stated(keys, now)
    origin = known.get(fact_of(content.code))
    return Element(
        content.code,
        content.title,
        text or (f"{same}，与上次报告相同" if same else UNDER_CHECK),
        origin.source if origin and now else "",
        origin.as_of if origin and now else None,
        filled=text or (f"{same}，与上次报告相同" if same else ""),
        before=figures_stated(keys, said.values),
        out=not text,
        values=tuple(now.items()),
    )


def _news(content: ReportContent, new: Element | None, before: Element | None) -> list[Element]:
    fact = fact_of(content.code)
    earlier = before.text if before else ""
    if new is not None:
        return [
            replace(new, code=content.code, label=content.title, filled=new.text, before=earlier)
        ]
    if fact == "answer":
        return []  # nobody asked
    text = NO_NEWS.get(fact, "")
    return [
        Element(
            content.code, content.title, text or UNDER_CHECK, filled=text, before=earlier, out=True
        )
    ]


def _restated(content: ReportContent, new: Element | None, before: Element | None) -> Element:
    """Changed when the data say something else than they said then, whatever was written."""
    if new is None or (before is not None and new.text == before.filled):
        return replace(_carried(content, before), out=True)
    return replace(
        new,
        code=content.code,
        label=content.title,
        filled=new.text,
        before=before.text if before else "",
    )


def refreshed(
    old: Sequence[Element], new: Sequence[Element]
) -> tuple[list[Element], tuple[Changed, ...]]:
    """The draft with the data of now, and what changed; words written by hand are kept."""
    fresh = {element.code: element for element in new}
    elements, changes = [], []
    for element in old:
        now = fresh.pop(element.code, element)
        if now.filled != element.filled:
            changes.append(
                Changed(element.code, element.label, element.filled, now.filled, element.by_hand)
            )
        elements.append(_refresh(element, now))
    changes += [Changed(e.code, e.label, "", e.filled, kept=False) for e in fresh.values()]
    return _placed(elements, new, set(fresh)), tuple(changes)


def _placed(elements: Sequence[Element], new: Sequence[Element], added: set[str]) -> list[Element]:
    """What the draft lacked stands after the element that it follows in a report of now."""
    placed, before = list(elements), ""
    for element in new:
        if element.code in added:
            codes = [each.code for each in placed]
            placed.insert(codes.index(before) + 1 if before in codes else 0, element)
        before = element.code
    return placed


def _refresh(element: Element, now: Element) -> Element:
    if element.by_hand:
        return replace(element, filled=now.filled, before=now.before)
    return replace(now, out=element.out) if now.filled == element.filled else now
