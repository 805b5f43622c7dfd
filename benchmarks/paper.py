"""How fast a paper is printed: a briefing of ten pages with three figures and a map, warm.

    benchmarks/paper.py [--runs N]

WeasyPrint sets the same text with the same font on the same page, for comparison.
"""

import argparse
import math
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from commandcenter.outputs.ofd.write import render_ofd
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.document import (
    Bar,
    BarChart,
    Block,
    Column,
    DistrictMap,
    Document,
    Figure,
    Head,
    Heading,
    Meta,
    Para,
    TableBlock,
    TimelineChart,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.fonts import FontSet, find_fonts
from commandcenter.queries.command.map_picture import DistrictShade, MapPicture
from commandcenter.queries.papers.borders import Boundary
from commandcenter.queries.watch.timeline import Band, Series, Timeline

NOW = datetime(2026, 11, 24, 2, 46, tzinfo=UTC)
WORDS = (
    "根据《市场监督管理投诉举报处理办法》，执法人员赶赴现场开展核查、秩序维护和证据固定，"
    "2026年11月24日8时50分到场时店前聚集约35人，情绪总体平稳；累计接到投诉168件，涉及84人、58.6万元。"
)
DISTRICTS = 12
POINTS = 1_000  # of the border of each


def paragraphs(pages: int) -> list[str]:
    """About so many pages of text."""
    return [WORDS * 6 for _ in range(pages)]


def timeline() -> Timeline:
    counts = tuple(round(6 + 5 * math.sin(n / 7) ** 2) for n in range(96))
    series = tuple(Series(key, key, counts) for key in ("电话", "12345", "小程序", "来人"))
    usual = tuple(20.0 for _ in counts)
    band = Band(tuple(n - 5 for n in usual), usual, tuple(n + 5 for n in usual))
    return Timeline(NOW - timedelta(days=1), 15, len(counts), series, band, (), NOW, ())


def city() -> DistrictMap:
    draw = random.Random(1)
    shades, borders = [], []
    for n in range(DISTRICTS):
        lon, lat = 112 + n % 4 * 0.2, 30 + n // 4 * 0.2
        ring = tuple(
            (lon + 0.1 * math.cos(a) + draw.uniform(-0.002, 0.002), lat + 0.1 * math.sin(a))
            for a in (2 * math.pi * k / POINTS for k in range(POINTS))
        )
        shades.append(DistrictShade(f"{n}", f"第{n}区", 10 * n, False, None, None))
        borders.append(Boundary(f"{n}", f"第{n}区", (ring,)))
    return DistrictMap(MapPicture(tuple(shades), (), (), (), NOW, NOW, ()), tuple(borders))


def briefing() -> Document:
    """Ten pages with three figures, a map and a table."""
    bars = BarChart(tuple(Bar(f"类别{n}", 90 - n, 80) for n in range(10)), "本月", "上月")
    columns = (Column("序号", 1), Column("事项", 6), Column("状态", 2))
    rows = tuple((f"{n}", WORDS[:40], "在办") for n in range(20))
    blocks: list[Block] = []
    for number, text in enumerate(paragraphs(6)):
        blocks += [Heading(1, f"第{number}部分"), Para(text)]
    blocks += [
        Figure(TimelineChart(timeline()), "图1　登记量", 8),
        Figure(bars, "图2　类别", 8),
        Figure(TimelineChart(timeline()), "图3　登记量", 8),
        Figure(city(), "图4　分布", 12),
        TableBlock(columns, rows, "表1　事项"),
    ]
    return Document(Meta("某局", "简报", NOW), "会商简报", tuple(blocks), Head("会商简报", "某局"))


def plain() -> Document:
    return Document(Meta("某局", "简报", NOW), "会商简报", tuple(map(Para, paragraphs(10))))


def own(document: Document, fonts: FontSet) -> Callable[[], object]:
    return lambda: render(document, fonts)


def as_ofd(document: Document, fonts: FontSet) -> Callable[[], object]:
    return lambda: render_ofd(document, fonts)


def weasyprint(fonts: FontSet) -> Callable[[], object] | None:
    """None where it is not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError):  # OSError: without Pango
        return None
    family = fonts.chosen(Face.FANG).file.family
    style = (
        f"@page {{size: A4; margin: 37mm 26mm 35mm 28mm}} body {{font: 16pt/29pt '{family}';"
        "text-align: justify; margin: 0} p {text-indent: 2em; margin: 0}"
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs(10))
    page = f"<html lang='zh-CN'><style>{style}</style><body>{body}</body></html>"
    config = FontConfiguration()
    return lambda: HTML(string=page).write_pdf(font_config=config)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=7)
    runs = asked.parse_args().runs
    fonts = find_fonts(open_only=True)
    print(f"briefing: {render(briefing(), fonts).pages} pages")
    works = {
        "briefing": own(briefing(), fonts),
        "briefing as OFD": as_ofd(briefing(), fonts),
        "text": own(plain(), fonts),
    }
    if peer := weasyprint(fonts):
        works["weasyprint, the same text"] = peer
    for name, work in works.items():
        work()
        taken = []
        for _ in range(runs):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
        print(f"{name:<28}{statistics.median(taken):7.3f} s")


if __name__ == "__main__":
    main()
