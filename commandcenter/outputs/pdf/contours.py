"""Glyphs traced on a path, where letters are drawn without being text."""

from commandcenter.outputs.pdf.canvas import Path
from commandcenter.outputs.pdf.glyphs import CURVE, LINE, MOVE, Contour

_NEAR = 0.2  # points of a rough contour nearer than this (pt) are left out

Point = tuple[float, float]


def trace_exactly(path: Path, contours: tuple[Contour, ...], at: Point, scale: Point) -> None:
    """From `at`; `scale`: points a unit of the font, across and upwards."""
    (x, y), (wide, high) = at, scale
    for contour in contours:
        before = at
        for kind, place in contour:
            end = x + place[-2] * wide, y + place[-1] * high
            if kind == MOVE:
                path.moveTo(*end)
            elif kind == LINE:
                path.lineTo(*end)
            else:
                over = x + place[0] * wide, y + place[1] * high
                path.curveTo(*_handle(before, over), *_handle(end, over), *end)
            before = end
        path.close()


def _handle(end: Point, over: Point) -> Point:
    """Of the cubic curve that is the same as the quadratic one over a point."""
    return end[0] + (over[0] - end[0]) * 2 / 3, end[1] + (over[1] - end[1]) * 2 / 3


def trace_roughly(path: Path, contours: tuple[Contour, ...], at: Point, scale: Point) -> None:
    """As `trace_exactly`, by lines alone: for what lies under a wide stroke."""
    (x, y), (wide, high) = at, scale
    for contour in contours:
        ax = ay = lx = ly = 0.0
        for kind, place in contour:
            bx, by = x + place[-2] * wide, y + place[-1] * high
            points = [(bx, by)]
            if kind == CURVE:
                cx, cy = x + place[0] * wide, y + place[1] * high
                points.insert(0, ((ax + 2 * cx + bx) / 4, (ay + 2 * cy + by) / 4))
            for px, py in points:
                if kind == MOVE:
                    path.moveTo(round(px, 2), round(py, 2))
                elif abs(px - lx) + abs(py - ly) < _NEAR:
                    continue
                else:
                    path.lineTo(round(px, 2), round(py, 2))
                lx, ly = px, py
            ax, ay = bx, by
        path.close()
