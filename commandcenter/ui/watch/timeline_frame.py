"""Where things of the timeline are on the screen: from bins and counts to pixels and back."""

from PySide6.QtCore import QRectF

from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """`area` is the plot with the strip of mark labels on top; bars stay below the strip.

    `highest` is the count at the upper edge of the bars' part.
    """

    area: QRectF
    strip: float
    bins: int
    highest: float

    @property
    def bars_top(self) -> float:
        return self.area.top() + self.strip

    @property
    def bin_pixels(self) -> float:
        return self.area.width() / max(1, self.bins)

    @property
    def highest_of_area(self) -> float:
        """The count at the very top of the plot: what the view box must show."""
        height = max(1.0, self.area.height() - self.strip)
        return self.highest * max(1.0, self.area.height()) / height

    def x(self, place: float) -> float:
        return self.area.left() + place * self.bin_pixels

    def y(self, count: float) -> float:
        height = self.area.bottom() - self.bars_top
        return self.area.bottom() - count / self.highest * height

    def bin_at(self, x: float) -> int | None:
        """The bin under a pixel; None outside the plot."""
        if not self.bins or not self.area.left() <= x < self.area.right():
            return None
        return min(self.bins - 1, int((x - self.area.left()) / self.bin_pixels))

    def count_at(self, y: float) -> float:
        height = max(1.0, self.area.bottom() - self.bars_top)
        return (self.area.bottom() - y) / height * self.highest


NO_FRAME = Frame(QRectF(), 0, 0, 1)
