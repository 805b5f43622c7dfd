"""One talk with a trader, whole, for the sheet at the side."""

from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.queries.watch.talks import TalkLine, talk
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.watch.warning_words import talk_facts
from commandcenter.ui.widgets.ledger import Line
from commandcenter.ui.widgets.line_detail import LineDetail


class TalkSheet(LivePanel[TalkLine]):
    """Live: whether what was promised was kept is entered later."""

    kinds = frozenset({"trader_talk"})

    def __init__(self, seat: Seat, talk_id: int, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("talk_sheet")
        self._talk = talk_id
        self.detail = LineDetail()
        self.body.addWidget(self.detail, 1)

    def query(self) -> Query[TalkLine]:
        return partial(talk, talk_id=self._talk, now=self.seat.clock())

    def show_answer(self, answer: TalkLine) -> None:
        self.detail.show_line(Line(answer.id, (), talk_facts(answer), ()))
