"""Page one of the 会商简报, by which the chair decides: what is, why, what was done, what is asked.

In the body's own type: whole sentences are told while they fit, the weightiest first.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial
from math import ceil

from commandcenter.domain.incident.kinds import PATIENTS
from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import chinese, money_zh
from commandcenter.domain.plan.obligation_items import TILE_UNITS, TILE_WORDS
from commandcenter.outputs.papers.express import level_words
from commandcenter.outputs.papers.paper_phrases import full_moment, tight
from commandcenter.outputs.papers.situation_words import (
    harmed,
    lost_part,
    on_the_spot,
    received,
    until,
)
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Para,
    Run,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.incident.kind_figures import USUAL, KindFigure
from commandcenter.queries.papers.paper_briefing import Briefing, Trend, Wanted

FIGURES = 4  # on page one
WIDE = 28  # characters of a line (GB/T 9704-2012, 5.2.3)
LOST = 2.2  # of them, on an average, for numbers and marks that keep together
# Of 22 lines: those beside head (3), title (2), two headings and the figures (2).
PAGE = 13
COURSE, JUDGED, MEASURED = 7, 4, 5  # of these at most, and of the measures
MEASURED_AT_LEAST = 2
TITLE_WIDE, LONG_OFFICE = 20, 10  # characters of a line of the title; of an office beside the date
NARROW = 0x2E7F  # up to here a character takes half a cell
WHY, DONE = "原因与走势研判", "已采取措施"
MARKS = (f"二、{WHY}。", f"三、{DONE}。")
UNDER_CHECK = "正在核查"

Teller = Callable[[Moments], str]


def first_page(paper: Briefing) -> tuple[Block, ...]:
    """What is, why and whither, what was done, what is asked."""
    wanted = asked_words(paper.wanted)
    asked, room = sum(map(lines_of, wanted)), _room(paper)
    left = room - asked
    course = _course(paper, min(COURSE, left - JUDGED - MEASURED_AT_LEAST))
    left -= lines_of(course)
    judged = _judged(paper, min(JUDGED, left - MEASURED_AT_LEAST))
    left -= lines_of(f"{MARKS[0]}{judged}")
    done = _done(paper, min(MEASURED, left))
    holds = lines_of(f"{MARKS[1]}{done}") <= left
    return (
        Heading(1, f"当前态势（{_level(paper)}）"),
        _figures(paper),
        Para(course),
        Heading(1, WHY, (Run(judged),)),
        Heading(1, DONE, (Run(done),)),
        Heading(1, "提请会商决定的事项"),
        *map(Para, wanted),
        *((PageBreak(),) if holds else ()),  # else the next page would hold little more
    )


def _room(paper: Briefing) -> int:
    """Lines of text on page one: beside head, title, two headings and the figures."""
    long_office = _wide(one_line(paper.org)) > LONG_OFFICE
    long_title = _wide(f"{one_line(paper.situation.head.title)}情况") > TITLE_WIDE
    return PAGE - long_office - long_title


def lines_of(text: str) -> int:
    """How many lines of the page a paragraph takes, about: numbers are not broken at its edge."""
    wide = _wide(text) + 2
    return 1 if wide <= WIDE else ceil(wide / (WIDE - LOST))


def _wide(text: str) -> float:
    return sum(1 if ord(char) > NARROW else 0.5 for char in text)


def fitting(sentences: Iterable[Teller], lines: int, say: Moments, before: str = "") -> str:
    """Whole sentences behind `before`, the first of them in any case, while they fit.

    Each is told as what stands before it in print names days: one that is left out names none.
    """
    said = ""
    for tell in sentences:
        trial = copy(say)
        each = tell(trial)
        if not said or lines_of(before + said + each) <= lines:
            said, say = said + each, trial
    return said


def _figures(paper: Briefing) -> TableBlock:
    """People who were hurt first, where there are any; then the kind's own figures."""
    found = _chosen(paper)
    columns = tuple(Column("", 28 / FIGURES, Align.CENTER) for _ in found)
    labels = tuple(Cell(label, Face.HEI, size=10) for label, _ in found)
    return TableBlock(columns, (labels, tuple(Cell(text, size=14) for _, text in found)))


def _chosen(paper: Briefing) -> list[tuple[str, str]]:
    known = paper.situation.figures or tuple(map(KindFigure, USUAL))
    own = [figure for figure in known if figure.code not in ("next_report", "opinions")]
    hurt = [] if any(f.code in PATIENTS for f in own) else [_casualties(paper)]
    told = [(TILE_WORDS[f.code], _value(f, paper)) for f in own if f.code != "complaints"]
    told += [(TILE_WORDS[f.code], _value(f, paper)) for f in own if f.code == "complaints"]
    first, rest = told[:1], told[1:]
    return [*first, *hurt, *rest][:FIGURES]


def _casualties(paper: Briefing) -> tuple[str, str]:
    """无 only where somebody said so of both."""
    known = {harm.code: harm.value for harm in paper.harm}
    dead, hurt = known.get("dead"), known.get("hurt")
    if dead is None and hurt is None:
        return "伤亡", UNDER_CHECK
    if dead is None or hurt is None:
        return ("受伤害", f"{hurt}人") if dead is None else ("死亡", f"{dead}人")
    return "伤亡", f"死亡{dead}人、伤{hurt}人" if dead or hurt else "无"


def _value(figure: KindFigure, paper: Briefing) -> str:
    counts, shown = paper.situation.counts, paper.situation
    match figure.code:
        case "complaints":
            return f"{counts.complaints}件"
        case "people":
            return f"{counts.people}人"
        case "amount":
            return money_zh(counts.amount_cents) if counts.amount_cents else UNDER_CHECK
        case "on_site":
            here = shown.on_site
            return UNDER_CHECK if here is None else f"约{here.value}人" if here.value else "无"
        case "registered":
            return f"{shown.registered.value}人" if shown.registered else UNDER_CHECK
    if figure.value is None:
        return UNDER_CHECK
    return f"{figure.value}{TILE_UNITS.get(figure.code, '人')}"


def _course(paper: Briefing, lines: int) -> str:
    """When it was heard of, what it is, how large it is, and what was decided."""
    situation = paper.situation
    lead = one_line(situation.head.lead_body).rstrip("。") if situation.head.response else ""
    sentences: tuple[Teller, ...] = (
        partial(_opening, paper),
        partial(_levels, paper),
        lambda say: harmed(paper.harm, say),
        lambda say: f"{'；'.join(on_the_spot(situation, say))}。",
        lambda _say: f"{lead}。" if lead else "",
    )
    return fitting(sentences, lines, Moments(paper.at, named=True))


def _opening(paper: Briefing, say: Moments) -> str:
    counts = received(paper.situation.counts)
    heard = f"{say.say(paper.situation.head.received_at)}接报，"
    told = [part for part in tight(one_line(paper.summary)).split("。") if part.strip()]
    what = say.quote(f"{told[0]}。" if told else "基本经过正在核查。")
    return f"{heard}{what}{until(paper.situation, say)}，{counts}{lost_part(paper.lost)}。"


def _levels(paper: Briefing, say: Moments) -> str:
    levels = level_words(paper.levels, say)
    return f"{'，'.join(levels)}。" if levels else "事件尚未定级。"


def _level(paper: Briefing) -> str:
    head = paper.situation.head
    if head.response:
        return head.response.response_title
    return f"定为{head.grade.grade_title}" if head.grade else "尚未定级"


def _judged(paper: Briefing, lines: int) -> str:
    """By whom and when; what the numbers show stands beside it and is nobody's judgement."""
    said = paper.judged
    parts = tight(one_line(said.conclusion)).split("。") if said else []
    words = [f"{part}。" for part in parts if part.strip()]
    sentences: list[Teller] = [lambda _say: "尚无会商研判记录。"]
    if said is not None and words:
        held = said.held_at, f"会商（{one_line(said.chair)}主持）认为，{words[0]}"
        sentences = [lambda say: say.say(held[0]) + say.quote(held[1])]
    sentences += [partial(_as_it_is, each) for each in (*trend_words(paper.trend), *words[1:])]
    return fitting(sentences, lines, Moments(paper.at, named=True), MARKS[0])


def _as_it_is(words: str, say: Moments) -> str:
    return say.quote(words)


def trend_words(trend: Trend) -> list[str]:
    """What the numbers show; then how far it is spread."""
    more = trend.last_hour - trend.hour_before
    change = f"较前1小时{'增加' if more > 0 else '减少'}{abs(more)}件" if more else "与前1小时持平"
    away = f"，外省来件占{trend.away_percent}%" if trend.away_percent else ""
    said = [f"近1小时接到投诉举报{trend.last_hour}件，{change}{away}。"]
    if trend.opinions:
        where = one_line(trend.widest)
        wide = f"，传播量最大的在{where}，约{reach_words(trend.reach)}次" if where else ""
        said.append(f"登记网上信息{trend.opinions}条{wide}。")
    return said


def reach_words(times: int) -> str:
    return f"{times / 10_000:.1f}".removesuffix(".0") + "万" if times >= 10_000 else str(times)


def _done(paper: Briefing, lines: int) -> str:
    """The weightiest while they fit, told in the order of their times."""
    if not paper.measures:
        return f"截至{full_moment(paper.at)}，尚无已完成的处置措施记录。"
    kept: list[int] = []
    for place in range(len(paper.measures)):
        more = sorted([*kept, place], key=lambda n: paper.measures[n].place)
        if not kept or lines_of(MARKS[1] + "".join(_told(paper, more))) <= lines:
            kept = more
    return "".join(_told(paper, kept))


def _told(paper: Briefing, places: Sequence[int]) -> list[str]:
    say = Moments(paper.at, named=True)
    found = (paper.measures[place] for place in places)
    return [f"{say.say(each.at)}，{say.quote(tight(one_line(each.words)))}。" for each in found]


def asked_words(wanted: Sequence[Wanted]) -> list[str]:
    """Each with who asks it."""
    return [
        f"（{chinese(n)}）{tight(one_line(each.words))}（{one_line(each.by)}）。"
        for n, each in enumerate(wanted, 1)
    ] or ["目前没有提请决定的事项。"]
