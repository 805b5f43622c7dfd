"""手工取号登记: the next number of a series for a paper that is made outside the program."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.services.papers import paper_numbers
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat


class TakeNumberForm(Form):
    def __init__(
        self,
        seat: Seat,
        series: Sequence[tuple[str, str]],
        chosen: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            seat,
            self.tr("手工取号登记"),
            self.tr("取号"),
            parent,
            explain=self.tr("程序外制发的公文从同一序列取下一个号，不会重号、空号；取后不能收回。"),
            size=(520, 340),
        )
        self.setObjectName("take_number")
        self.series = self.choice("series", self.tr("编号序列"), series, chosen or None)
        self.title = self.line("title", self.tr("公文标题"), needed=True)
        self.body.addStretch(1)

    def submit(self) -> None:
        self.send(
            partial(
                paper_numbers.take_outside,
                actor=self.seat.actor,
                series_code=self.series.currentData(),
                title=self.title.text(),
            )
        )
