"""A week and a month of the quiet city, as the queries would answer. All invented."""

from datetime import date, timedelta

from commandcenter.domain.papers.period import Period, PeriodKind, Span
from commandcenter.queries.command.map_picture import DistrictShade, MapPicture
from commandcenter.queries.papers.paper_period import Ahead, Course, PeriodPaper
from commandcenter.queries.papers.period_counts import (
    Compared,
    PeriodCounts,
    Spans,
    SubjectCount,
)
from commandcenter.queries.papers.period_handling import PeriodHandling
from commandcenter.queries.papers.period_moves import Grown, HighDay, Move, Moves, Standing
from commandcenter.queries.watch.timeline import Series, Timeline
from tests.outputs import paper_samples as known

COUNTS = (382, 330, 151, 306, 89, 96, 288)
BEFORE = (338, 307, 145, 299, 101, 92, 285)
YEAR_BEFORE = (401, 290, 151, 280, 77, 92, 300)
CATEGORIES = ("一般食品", "餐饮和住宿", "服装鞋帽", "家用电器", "交通工具", "美容美发洗浴")
PROBLEMS = ("售后服务", "质量", "食品安全", "价格", "")

MOVES = Moves(
    (Move("城西区", 330, 220, 228.4, 2e-5), Move("交通工具", 40, 103, 105.9, 3e-6)),
    38,
    (HighDay(known.at(0, 0, 20), 264, 241.0),),
    (Standing("“麦香坞”", 25, 21), Standing("青云坞通讯器材店", 9, 9)),
    (Grown("“11·24”悦力工场健身闭店事件", 35, 0),),
)


def _compared(labels, counts, before, year_before=None):
    years = year_before or [None] * len(labels)
    return tuple(map(Compared, labels, counts, before, years))


def _counts(year_before=None) -> PeriodCounts:
    names = [name for _, name in known.DISTRICTS]
    places = _compared(names, COUNTS, BEFORE, year_before)
    codes = [code for code, _ in known.DISTRICTS]
    total = Compared(
        "投诉举报咨询", sum(COUNTS), sum(BEFORE), sum(year_before) if year_before else None
    )
    return PeriodCounts(
        total=total,
        kinds=_compared(("complaint", "report", "enquiry"), (1035, 265, 342), (990, 240, 337)),
        people=1_406,
        amount_cents=29_299_000,
        districts=tuple(zip(codes, places, strict=True)),
        categories=_compared(
            CATEGORIES, (273, 180, 165, 105, 103, 42), (265, 176, 165, 110, 0, 47)
        ),
        problems=_compared(PROBLEMS, (356, 288, 276, 184, 12), (323, 297, 250, 160, 9)),
        subjects=tuple(
            SubjectCount(f"城西区木石{n}号水果店", "城西区", "一般食品", 30 - n, 28 - n, 2 * n)
            for n in range(10)
        ),
    )


def _paper(period: Period, spans: Spans, **changed) -> PeriodPaper:
    days, start = period.span.days, period.span.start
    series = tuple(
        Series(key, label, tuple(base + 7 * (n % 5) for n in range(days)))
        for key, label, base in (("phone", "12315 电话", 90), ("hotline", "12345", 60))
    )
    at = known.at(10, 46)
    shades = tuple(
        DistrictShade(code, name, count, False, None, None)
        for (code, name), count in zip(known.DISTRICTS, COUNTS, strict=True)
    )
    values = {
        "org": known.ORG,
        "period": period,
        "spans": spans,
        "counts": _counts(),
        "handling": PeriodHandling(0, 0, 0, 0, 0, 0),
        "course": Course(2, ("“悦力工场”（3家）", "“麦香坞”"), ("悦力工场健身消费投诉预警",), ()),
        "ahead": Ahead(period.next.span, (), period.next.year_before, None),
        "timeline": Timeline(start, 24 * 60, days, series, None, (), at, known.SOURCES),
        "picture": MapPicture(shades, (), (), (), start, at, known.SOURCES),
        "boundaries": known.boundaries(),
        "sources": known.SOURCES,
        "whole": True,
        "at": at,
        "journal": known.JOURNAL,
        "moves": MOVES,
    }
    return PeriodPaper(**(values | changed))


def week() -> PeriodPaper:
    period = Period(PeriodKind.WEEK, 202647)
    return _paper(period, Spans(period.span, period.before, None))


def month() -> PeriodPaper:
    period = Period(PeriodKind.MONTH, 202610)
    sale = Span(date(2026, 11, 10), date(2026, 11, 11) + timedelta(days=5))
    ahead = Ahead(
        period.next.span,
        (("“双11”购物节", sale),),
        period.next.year_before,
        (("一般食品", 310), ("服装鞋帽", 205)),
    )
    return _paper(
        period,
        Spans(period.span, period.before, period.year_before),
        counts=_counts(YEAR_BEFORE),
        handling=PeriodHandling(1_204, 1_150, 31, 702, 301, 118_060_000),
        ahead=ahead,
    )
