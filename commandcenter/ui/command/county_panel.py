"""本县区: what an incident is for a county's own people, and whom they ring in the city."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.moments import Moments
from commandcenter.domain.times import span_zh
from commandcenter.queries.command.county_now import CountyNow, county_now
from commandcenter.queries.watch.silence import WORD_WORDS
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import clauses, listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

AGAIN = timedelta(minutes=1)


class CountyPanel(LivePanel[CountyNow | None]):
    """Signals:
    rows_wanted: The county's complaints of the incident. arg: their CountyNow
    handling_wanted: They are to be handled.
    """

    kinds = frozenset(
        {"incident", "incident_complaint", "batch", "log", "site_report", "report", "duty",
         "complaint_handling"}
    )  # fmt: skip
    ticking = True
    rows_wanted = Signal(object)
    handling_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("county_now")
        self.incident_id: int | None = None
        self._answer: CountyNow | None = None
        self.complaints = Button("", Kind.LINK, size=Size.SMALL)
        self.complaints.setObjectName("county_complaints")
        self.complaints.clicked.connect(self._on_rows)
        self.handling = Button("", Kind.LINK, size=Size.SMALL)
        self.handling.setObjectName("county_handling")
        self.handling.clicked.connect(self.handling_wanted)
        self.heard = PlainLabel("", Size.TEXT)
        self.heard.setObjectName("county_heard")
        self.heard.setWordWrap(True)
        self.ring = PlainLabel("", Size.TEXT, BOLD)
        self.ring.setObjectName("county_ring")
        self.ring.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ring.setWordWrap(True)
        for link in (self.complaints, self.handling):
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.heard)
        self.body.addWidget(self.ring)
        self.body.addStretch(1)

    def heading(self) -> str:
        return self.tr("本县区")

    def query(self) -> Query[CountyNow | None]:
        if self.incident_id is None:
            return lambda session: None
        return self.seat.query(county_now, self.incident_id, self.seat.clock())

    def show_answer(self, answer: CountyNow | None) -> None:
        self._answer = answer
        if answer is None:
            return
        self.set_note(answer.name)
        words = self.tr("投诉举报 {n} 件，消费者 {people} 人")
        self.complaints.setText(words.format(n=answer.complaints, people=answer.people))
        words = self.tr("待办理 {n} 件，即将到期 {soon}，逾期 {late}")
        self.handling.setText(words.format(n=answer.waiting, soon=answer.soon, late=answer.late))
        self.ring.setText(
            self.tr("市局值班室 {number} {name}").format(
                number=answer.number or self.tr("号码未登记"), name=answer.duty
            )
        )
        self._say_heard(answer)

    def _say_heard(self, answer: CountyNow) -> None:
        """Its last word, and by when the city waits for the next."""
        self.heard.set_ink("danger" if answer.too_long else "text")
        if answer.last_at is None:
            words = self.tr("尚未来报")
        else:
            short = Moments(answer.now, named=True).short
            by = word(WORD_WORDS[answer.last_by]) if answer.last_by else ""
            words = self.tr("最近来报 {time} {by}").format(time=short(answer.last_at), by=by)
        if answer.too_long:
            late = self.tr("已 {span} 未报，超过 {n} 分钟")
            span = span_zh(timedelta(minutes=answer.too_long))
            words = listed((words, late.format(span=span, n=answer.allowed)))
        elif answer.allowed:
            words = clauses((words, self.tr("每 {n} 分钟内至少一报").format(n=answer.allowed)))
        self.heard.setText(words)

    def tick(self, now: datetime) -> None:
        """Silence grows without any change being announced."""
        if self.as_of is not None and now - self.as_of >= AGAIN:
            self._ask_soon()

    @Slot()
    def _on_rows(self) -> None:
        if self._answer is not None:
            self.rows_wanted.emit(self._answer)
