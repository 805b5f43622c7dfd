"""手工取号登记: the next number of a series for a paper that is made outside the program."""

from collections.abc import Sequence

from commandcenter.services.papers import paper_numbers
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over


class TakeNumberForm(Form):
    object_name, extent = "take_number", (520, 340)

    def __init__(self, over: Over, series: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(
            over,
            self.tr("手工取号登记"),
            self.tr("取号"),
            explain=self.tr("程序外制发的公文从同一序列取下一个号，不会重号、空号；取后不能收回。"),
        )
        self.series = self.choice("series", self.tr("编号序列"), series, chosen or None)
        self.title = self.line("title", self.tr("公文标题"), needed=True)

    def submit(self) -> None:
        self.act(
            paper_numbers.take_outside,
            series_code=self.series.currentData(),
            title=self.title.text(),
        )
