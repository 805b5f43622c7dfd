"""What a figure shows, in words: for whoever has the paper read out to them."""

from collections.abc import Iterator
from datetime import timedelta

from commandcenter.domain.moments import Moments
from commandcenter.outputs.pdf.charts import span_words
from commandcenter.outputs.pdf.document import (
    BarChart,
    DistrictMap,
    Figure,
    LabelRow,
    ScreenPicture,
    TimelineChart,
)
from commandcenter.outputs.pdf.text import one_line


def figure_words(figure: Figure) -> str:
    """Its title, then every number that stands in it, or of a timeline the sums."""
    match figure.picture:
        case TimelineChart() as chart:
            said = _timeline(chart)
        case DistrictMap() as picture:
            said = _map(picture)
        case BarChart() as chart:
            said = _bars(chart)
        case LabelRow() as row:
            said = (f"{label.name}，{label.place}，{label.code}" for label in row.labels)
        case ScreenPicture():
            said = iter(("屏幕画面",))
    title = f"{figure.title}。" if figure.title else ""
    return one_line(f"{title}{'；'.join(said)}。")


def _timeline(chart: TimelineChart) -> Iterator[str]:
    line = chart.timeline
    say = Moments(line.now)
    step = timedelta(minutes=line.bin_minutes)
    yield f"{say.say(line.start)}至{say.say(line.start + step * line.bins)}"
    for series in line.series:
        yield f"{series.label or '未填写'}共{sum(series.counts)}{chart.unit}"
    totals = [sum(s.counts[n] for s in line.series if n < len(s.counts)) for n in range(line.bins)]
    if any(totals):
        most = max(totals)
        at = line.start + step * totals.index(most)
        yield f"每{span_words(line.bin_minutes)}最多{most}{chart.unit}（{say.say(at)}起）"
    for mark in sorted(line.marks, key=lambda m: m.at):
        yield f"{say.say(mark.at)}{mark.label}"


def _map(picture: DistrictMap) -> Iterator[str]:
    counts = {shade.code: shade.count for shade in picture.picture.districts}
    for boundary in picture.boundaries:
        count = counts.get(boundary.code)
        yield boundary.name if count is None else f"{boundary.name}{count}{picture.unit}"
    for mark in picture.picture.incidents:
        yield f"事发地{mark.label}（{f'{mark.level.sign}级' if mark.level else '未定级'}）"


def _bars(chart: BarChart) -> Iterator[str]:
    for row in chart.rows:
        before = "" if row.before is None else f"，{chart.before_words}{row.before}{chart.unit}"
        yield f"{row.label or '未填写'}{chart.now_words}{row.now}{chart.unit}{before}"
