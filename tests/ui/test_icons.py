import pytest

from commandcenter.ui import icons, theme


@pytest.mark.parametrize("name", sorted(icons.GLYPHS))
def test_every_icon_is_drawn(themed, name):
    picture = icons.pixmap(name, "text", 32).toImage()
    inked = sum(
        picture.pixelColor(x, y).alpha() > 100
        for x in range(picture.width())
        for y in range(picture.height())
    )
    assert inked > 20


def test_an_icon_takes_the_colour_of_the_theme(themed):
    theme.apply(themed, "dark")
    dark = icons.pixmap("close", "danger", 32).toImage()
    theme.apply(themed, "light")
    light = icons.pixmap("close", "danger", 32).toImage()
    assert dark.pixelColor(16, 16).name() == theme.load("dark").colors["danger"]
    assert light.pixelColor(16, 16).name() == theme.load("light").colors["danger"]


def test_an_unknown_icon_is_a_bug(themed):
    with pytest.raises(KeyError):
        icons.load("unicorn")
