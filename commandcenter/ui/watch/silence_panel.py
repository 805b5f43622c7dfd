"""县区报送: when each county concerned was last heard, the longest silent first."""

from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.watch.silence import WORD_WORDS, Silence, silence_lines
from commandcenter.store.database import Query
from commandcenter.ui.frame.clock_panel import ClockPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line


class SilencePanel(ClockPanel[tuple[Silence, ...]]):
    kinds = frozenset({"log", "site_report", "report", "incident"})
    of_incident = True

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("silence_panel")

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("县区报送"),
            [
                Column(self.tr("县区"), 8),
                Column(self.tr("最后一报"), 9),
                Column(self.tr("方式"), 6),
                Column(self.tr("已静默"), 9, right=True),
                Column("", stretch=True),
            ],
            "district",
            self.tr("这个事件没有涉事县区。"),
        )

    def query(self) -> Query[tuple[Silence, ...]]:
        assert self.incident_id is not None
        return partial(silence_lines, incident_id=self.incident_id, now=self.seat.clock())

    def show_answer(self, answer: tuple[Silence, ...]) -> None:
        late = sum(each.too_long is not None for each in answer)
        note = self.tr("工作动态、现场报告和本县区的信息报告都算一报；超过 {n} 分钟标为超时未报")
        words = note.format(n=answer[0].allowed) if answer else ""
        if late:
            words = self.tr("{late} 个县区超时未报。").format(late=late) + words
        self.ledger.set_note(words)
        super().show_answer(answer)

    def lines(self, answer: tuple[Silence, ...]) -> list[Line]:
        return [self._line(number, each) for number, each in enumerate(answer)]

    def _line(self, number: int, each: Silence) -> Line:
        now = self.seat.clock()
        at = short_zh(each.at, now) if each.at else self.tr("尚未来报")
        ink = "danger" if each.too_long is not None else ""
        silent = "" if each.minutes is None else span_zh(timedelta(minutes=each.minutes))
        why = self.tr("超时未报") if each.too_long is not None else ""
        return Line(
            number,
            (
                each.name,
                Cell(at, "" if each.at else "text_faint"),
                word(WORD_WORDS[each.by]) if each.by else "",
                Cell(silent, ink, bold=bool(ink)),
                Cell(why, ink),
            ),
        )
