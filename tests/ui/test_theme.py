import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from commandcenter.ui import theme
from commandcenter.ui.widgets.row_inks import CHOSEN_INKS

DARK, LIGHT = theme.load("dark"), theme.load("light")
BOTH = pytest.mark.parametrize("named", [DARK, LIGHT], ids=lambda t: t.name)

# Every ink that is read as text, with the grounds that it may stand on.
CARDS = ("surface", "surface_2", "ground")
PAIRS = [
    *((ink, ground) for ink in ("text", "text_dim", "text_faint") for ground in CARDS),
    *(
        (ink, ground)
        for ink in ("ok", "warn", "danger", "link", "accent")
        for ground in ("surface", "surface_2")
    ),
    *((f"level_{n}_ink", ground) for n in range(1, 5) for ground in ("surface", "surface_2")),
    *((f"level_{n}_text", f"level_{n}") for n in range(1, 5)),
    *((f"{name}_soft_text", f"{name}_soft") for name in ("accent", "ok", "warn", "danger")),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("accent_text", "accent_press"),
    ("danger_fill_text", "danger_fill"),
    *((ink, "selection") for ink in ("selection_text", *CHOSEN_INKS.values())),
    ("text", "hover"),
    ("text", "press"),
    ("text", "field"),
    ("text_faint", "field"),
    ("tip_text", "tip"),
    ("text", "head"),
    ("text_dim", "head"),
    ("text_faint", "head"),
    ("link", "hover"),
    ("rail_text", "rail"),
    ("rail_active_text", "rail_active"),
    ("banner_label", "banner"),
    ("banner_text", "banner"),
    ("drill_text", "drill"),
    ("drill_text", "drill_stripe"),
    *(("drill_ink", ground) for ground in ("surface", "surface_2", "head", "drill_soft")),
    *((ink, "drill_soft") for ink in ("text", "text_dim")),
    ("axis", "surface"),
    ("team_text", "team"),
    ("cluster_text", "cluster"),
    *(("label", f"district_{n}") for n in range(4)),
    *(("label_dim", f"district_{n}") for n in range(4)),
]


def luminance(value):
    color = QColor(value)
    parts = [color.redF(), color.greenF(), color.blueF()]
    r, g, b = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_both_themes_name_the_same_colours():
    assert DARK.colors.keys() == LIGHT.colors.keys()


@BOTH
def test_every_colour_is_one(named):
    assert [n for n, value in named.colors.items() if not QColor.isValidColorName(value)] == []


@BOTH
def test_text_stands_out_from_its_ground(named):
    faint = {
        f"{ink} on {ground}": round(ratio, 2)
        for ink, ground in PAIRS
        if (ratio := contrast(named.colors[ink], named.colors[ground])) < 4.5
    }
    assert faint == {}


@BOTH
def test_marks_and_focus_stand_out_from_a_card(named):
    seen = ["focus", "line_strong", "idle", "hatch", "mark", "now", "bar"]
    seen += [f"series_{n}" for n in range(1, 9)]
    wanted = {name: 1.5 if name == "line_strong" else 2.5 for name in seen}
    faint = {
        name: round(ratio, 2)
        for name, least in wanted.items()
        if (ratio := contrast(named.colors[name], named.colors["surface"])) < least
    }
    assert faint == {}


@BOTH
def test_the_edge_of_a_field_stands_out_from_all_that_it_lies_on(named):
    grounds = ("field", "surface", "surface_2", "ground", "head")
    ratios = [contrast(named.colors["field_line"], named.colors[ground]) for ground in grounds]
    assert min(ratios) >= 3


@BOTH
def test_the_style_sheet_names_only_colours_that_are_there(named):
    places = re.findall(r"\{\{(\w+)\}\}", (theme.FOLDER / "base.qss").read_text("utf-8"))
    assert set(places) - named.colors.keys() == set()


def test_no_place_is_left_open_in_the_style_sheet():
    assert "{{" not in theme.style_sheet()


def test_an_unknown_colour_is_a_bug():
    with pytest.raises(KeyError):
        theme.color("pink")


def test_a_veil_becomes_a_colour_that_css_understands():
    assert re.fullmatch(r"rgba\(\d+, \d+, \d+, 0\.\d+\)", theme.css("{{stale_veil}}"))


def test_applying_a_theme_changes_what_color_answers(themed):
    theme.apply(themed, "dark")
    assert theme.color("text").name() == DARK.colors["text"]
    theme.apply(themed, "light")
    assert theme.color("text").name() == LIGHT.colors["text"]


def test_what_is_built_unstyled_is_styled_when_it_stands(themed):
    theme.apply(themed, "light")
    sheet = themed.styleSheet()
    with theme.unstyled():
        label = QLabel()
        label.setProperty("ink", "danger")
    label.ensurePolished()
    assert themed.styleSheet() == sheet
    assert label.palette().color(label.foregroundRole()) == theme.color("danger")


def test_a_failed_building_leaves_the_style_sheet(themed):
    sheet = themed.styleSheet()
    with pytest.raises(ZeroDivisionError), theme.unstyled():
        1 / 0  # noqa: B018
    assert themed.styleSheet() == sheet
