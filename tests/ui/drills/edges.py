"""What the edge of a drill looks like to a test."""

from commandcenter.ui import look
from commandcenter.ui.drills.edge import EDGE, Strip


def has_edge(window):
    """On four sides, as thick as on the sketch, and nothing of the window below it."""
    thick, area = look.px(EDGE), window.rect()
    strips = [s for s in window.children() if isinstance(s, Strip) and s.isVisible()]
    places = {
        (s.x() == 0 and s.width() == thick, s.y() == 0 and s.height() == thick,
         s.geometry().right() == area.right() and s.width() == thick,
         s.geometry().bottom() == area.bottom() and s.height() == thick)
        for s in strips
    }  # fmt: skip
    margins = window.contentsMargins()
    whole = {margins.left(), margins.top(), margins.right(), margins.bottom()} == {thick}
    titled = not window.windowTitle() or window.windowTitle().startswith("演练 · ")
    return len(strips) == 4 and len(places) == 4 and whole and titled
