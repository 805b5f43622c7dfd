"""A figure on the page: a chart or a map, drawn as vectors into the grid lines it is given."""

from reportlab.lib.colors import HexColor

from commandcenter.late_dataclass import dataclass
from commandcenter.outputs.pdf.bars import draw_bars
from commandcenter.outputs.pdf.canvas import FIGURE, Canvas, part
from commandcenter.outputs.pdf.charts import draw_timeline
from commandcenter.outputs.pdf.document import (
    BarChart,
    DistrictMap,
    Figure,
    LabelRow,
    Picture,
    ScreenPicture,
    TimelineChart,
)
from commandcenter.outputs.pdf.figure_words import figure_words
from commandcenter.outputs.pdf.fonts import FontSet
from commandcenter.outputs.pdf.grid import CELL_Y, TYPE_W
from commandcenter.outputs.pdf.labels import draw_labels
from commandcenter.outputs.pdf.mapfigure import draw_map
from commandcenter.outputs.pdf.pieces import TextPiece, Whole, grid_up
from commandcenter.outputs.pdf.plot import Area

HAIR = HexColor(0xB3BFCC)


@dataclass(frozen=True, slots=True)
class FigurePiece(Whole):
    """The picture, its title below and a note in small print; takes whole grid lines."""

    figure: Figure
    fonts: FontSet
    missing: set[str]
    below: tuple[TextPiece, ...]

    @property
    def height(self) -> float:
        return grid_up(self.figure.lines * CELL_Y + sum(piece.height for piece in self.below))

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        down = top - self.height + sum(piece.height for piece in self.below)
        area = Area(x, down + 3, TYPE_W, top - down - 13)
        with part(canvas, FIGURE, figure_words(self.figure)):
            self.missing.update(draw_picture(canvas, area, self.figure.picture, self.fonts))
        for piece in self.below:
            piece.draw(canvas, x, down)
            down -= piece.height


def draw_picture(canvas: Canvas, area: Area, picture: Picture, fonts: FontSet) -> set[str]:
    """Returns the characters that no font has."""
    canvas.saveState()
    match picture:
        case TimelineChart():
            missing = draw_timeline(canvas, area, picture, fonts)
        case DistrictMap():
            missing = draw_map(canvas, area, picture, fonts)
        case BarChart():
            missing = draw_bars(canvas, area, picture, fonts)
        case LabelRow():
            missing = draw_labels(canvas, area, picture, fonts)
        case ScreenPicture():
            missing = _draw_screen(canvas, area, picture)
    canvas.restoreState()
    return missing


def _draw_screen(canvas: Canvas, area: Area, picture: ScreenPicture) -> set[str]:
    """As large as fits, in the middle, with a hairline around it: a window is light on paper."""
    wide, high = picture.size
    scale = min(area.width / wide, area.height / high)
    width, height = wide * scale, high * scale
    x, y = area.x + (area.width - width) / 2, area.y + (area.height - height) / 2
    canvas.put_image(picture.png, x, y, width, height)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, width, height, 1, 0)
    return set()
