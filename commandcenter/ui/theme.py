"""The colours and the style sheet, by name.

A theme is a file of named colours in resources/themes; base.qss beside it says
where each goes. Widgets that paint themselves ask `color()` while they paint, so a
change of theme needs no more than a repaint.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from commandcenter import own_files
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES
from commandcenter.ui import look
from commandcenter.ui.look import Look, Size

FOLDER = RESOURCES / "themes"
SERIES = 8
# Inks that a label may be given by `PlainLabel.set_ink`.
INKS = (
    "text", "text_dim", "text_faint", "disabled", "accent", "accent_text", "accent_soft_text",
    "link", "ok", "warn", "danger", "ok_soft_text", "warn_soft_text", "danger_soft_text",
    "level_1_ink", "level_2_ink", "level_3_ink", "level_4_ink", "rail_text", "rail_active_text",
    "banner_label", "banner_text", "danger_fill_text", "drill_ink", "drill_text",
)  # fmt: skip
PLACE = re.compile(r"\{\{\s*([a-z0-9_]+?)\s*\}\}")
PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")


@dataclass(frozen=True)
class Theme:
    name: str
    dark: bool
    colors: Mapping[str, str]


_current: list[Theme] = []
_marks: list[QTemporaryDir] = []


@cache
def load(name: str) -> Theme:
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return Theme(name, data["dark"], data["colors"])


def current() -> Theme:
    """The theme in force; the light one before any was applied."""
    return _current[-1] if _current else load("light")


def color(name: str) -> QColor:
    """A colour of the theme in force. Raises KeyError for a name that no theme has."""
    return QColor(current().colors[name])


def series(number: int) -> QColor:
    """The colour of the `number`th series of a chart, counted from 0; repeats after 8."""
    return color(f"series_{number % SERIES + 1}")


def css(template: str) -> str:
    """Put the theme's colours (as CSS knows them) at the {{name}} places of `template`."""

    def value(place: re.Match[str]) -> str:
        c = color(place[1])
        if c.alpha() == 255:
            return c.name()
        return f"rgba({c.red()}, {c.green()}, {c.blue()}, {c.alphaF():.3f})"

    return PLACE.sub(value, template)


def apply(app: QApplication, name: str, view: Look = look.DESK) -> None:
    """Put theme `name` in force for the whole program, and its sizes: a desk's or a wall's."""
    look.use(view)
    _current[:] = [load(name)]
    _draw_marks()
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(look.font())
    QToolTip.setFont(look.font(Size.SMALL))
    app.setStyleSheet(style_sheet())


@contextmanager
def unstyled() -> Iterator[None]:
    """Build a window of many widgets beneath it: they are styled once, when all are there.

    Under a style sheet Qt styles everything inside a widget again each time the widget is
    put into another; a desk of 2,000 widgets takes five times as long to build so.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def style_sheet() -> str:
    sheet = PIXELS.sub(
        lambda m: f"{look.px(float(m[1]))}px", (FOLDER / "base.qss").read_text("utf-8")
    )
    inks = "".join(f'QLabel[ink="{ink}"] {{ color: {{{{{ink}}}}}; }}\n' for ink in INKS)
    return css(sheet + inks)


def _draw_marks() -> None:
    """Write ticks and arrows in the theme's inks where the style sheet finds them (marks:)."""
    folder = QTemporaryDir()
    for path in (FOLDER / "marks").glob("*.svg"):
        for ink in ("text_dim", "accent_text", "accent", "disabled"):
            text = path.read_text("utf-8").replace("{{ink}}", color(ink).name())
            mark = Path(folder.filePath(f"{path.stem}_{ink}.svg"))
            with own_files.opened(mark, "w", encoding="utf-8") as file:
                file.write(text)
    _marks[:] = [folder]
    QDir.setSearchPaths("marks", [folder.path()])


def _palette() -> QPalette:
    role = QPalette.ColorRole
    colors = {
        role.Window: "ground", role.WindowText: "text", role.Base: "field",
        role.AlternateBase: "surface_2", role.Text: "text", role.Button: "surface",
        role.ButtonText: "text", role.BrightText: "danger", role.Highlight: "selection",
        role.HighlightedText: "selection_text", role.ToolTipBase: "tip",
        role.ToolTipText: "tip_text", role.PlaceholderText: "text_faint", role.Link: "link",
        role.LinkVisited: "link", role.Accent: "accent", role.Light: "surface_3",
        role.Midlight: "surface_2", role.Mid: "line", role.Dark: "line_strong",
        role.Shadow: "ground",
    }  # fmt: skip
    palette = QPalette()
    for which, name in colors.items():
        palette.setColor(which, color(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, color("disabled"))
    return palette
