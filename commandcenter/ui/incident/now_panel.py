"""当前态势: two sentences with one 截至, and what is still being looked into."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.now_words import NowWords, now_words
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.incident.numbers_panel import NumbersPanel
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, sentences
from commandcenter.ui.widgets.labels import ElidedLabel

LINES = 3


class NowPanel(LivePanel[NowWords | None]):
    """`body` takes the tiles below the sentences: its 截至 is theirs, too, so it hears what they
    hear and is asked as often.
    """

    kinds = NumbersPanel.kinds | {"log"}
    again_s = AGAIN_S

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("now_words")
        self.incident_id: int | None = None
        self._words = ElidedLabel("", Size.TEXT, lines=LINES)
        self._words.setObjectName("now_sentences")
        self._unknown = ElidedLabel("", Size.SMALL, ink="warn")
        self._unknown.setObjectName("now_unknown")
        self._words.setWordWrap(True)
        self.body.addWidget(self._words)
        self.body.addWidget(self._unknown)
        self._unknown.hide()

    def heading(self) -> str:
        return self.tr("当前态势")

    def query(self) -> Query[NowWords | None]:
        incident, now = self.incident_id, self.seat.clock()
        if incident is None:
            return lambda session: None
        return lambda session: now_words(session, incident, now)

    def show_answer(self, answer: NowWords | None) -> None:
        if answer is None:
            return
        self._words.setText(sentences(*answer.sentences))
        self._unknown.setVisible(bool(answer.unknown))
        words = self.tr("正在核查：{titles}")
        self._unknown.setText(words.format(titles=enumerated(answer.unknown)))
        self.set_note(self.tr("截至 {time}").format(time=short_zh(answer.at, self.seat.clock())))
