"""The map's colours: names that must be given, names that may be, and what is mixed of them."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QColor

# name on the map -> name in the theme
THEME = {
    "ground": "map_ground",
    "district_0": "district_0", "district_1": "district_1", "district_2": "district_2",
    "district_3": "district_3", "district_4": "district_4",
    "district_line": "district_line", "district_hover": "district_hover",
    "label": "label", "label_dim": "label_dim", "halo": "halo", "river": "river",
    "level_1": "level_1", "level_2": "level_2", "level_3": "level_3", "level_4": "level_4",
    "level_1_text": "level_1_text", "level_2_text": "level_2_text",
    "level_3_text": "level_3_text", "level_4_text": "level_4_text",
    "team": "team", "team_line": "team_line", "team_text": "team_text",
    "point": "point", "cluster": "cluster", "cluster_text": "cluster_text",
    "hatch": "hatch", "accent": "accent", "accent_text": "accent_text",
}  # fmt: skip

# a name that was not given -> the name that stands in
INSTEAD = {
    "district_hover": "accent", "team_line": "team_text", "cluster": "point",
    "cluster_text": "halo", "accent_text": "halo", "level_1_text": "halo",
    "level_2_text": "halo", "level_3_text": "halo", "level_4_text": "halo",
}  # fmt: skip


def from_theme(color: Callable[[str], QColor]) -> dict[str, str]:
    """The map's colours out of a theme, for `set_colors`."""
    return {name: color(theirs).name(QColor.NameFormat.HexArgb) for name, theirs in THEME.items()}


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """With stand-ins for what may be left out. Raises KeyError for what may not."""
    found = {name: given[name] for name in THEME if name not in INSTEAD}
    found.update({name: given.get(name, found[other]) for name, other in INSTEAD.items()})
    return found


def shade(colors: Mapping[str, str], part: float) -> str:
    """A colour of the scale district_0 (part 0) to district_4 (part 1), between two stops."""
    place = max(0.0, min(1.0, part)) * 4
    stop = min(3, int(place))
    return mix(colors[f"district_{stop}"], colors[f"district_{stop + 1}"], place - stop)


def mix(first: str, second: str, part: float) -> str:
    """`part` 0 is the first colour, 1 the second."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * part,
        a.greenF() + (b.greenF() - a.greenF()) * part,
        a.blueF() + (b.blueF() - a.blueF()) * part,
    ).name()


def css(color: str) -> str:
    """As a style sheet writes it: alpha last."""
    return _css(QColor(color))


def _css(c: QColor) -> str:
    return f"rgba({c.red()},{c.green()},{c.blue()},{c.alphaF():.3f})"


def for_page(colors: Mapping[str, str]) -> dict[str, str]:
    """All colours as the map's style sheet needs them, with what it mixes of them."""
    found = {name: css(color) for name, color in colors.items()}
    for name, of, alpha in (
        ("halo", "halo", 0.75),
        ("cluster_rim", "cluster_text", 0.75),
        ("cluster_soft", "cluster", 0.9),
    ):
        color = QColor(colors[of])
        color.setAlphaF(alpha)
        found[name] = _css(color)
    found["tip"], found["tip_text"] = found["ground"], found["label"]
    found["tip_line"] = found["hatch"]
    return found
