"""县区报送: when each county concerned was last heard, the longest silent first."""

from datetime import timedelta
from functools import partial

from commandcenter.domain.times import span_zh
from commandcenter.queries.watch.silence import WORD_WORDS, Silence, silence_lines
from commandcenter.store.database import Query
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger

Lines = tuple[Silence, ...]


class SilencePanel(LinesPanel[Lines, Silence]):
    object_name, by_place = "silence_panel", True
    kinds = frozenset({"log", "site_report", "report", "incident"})
    of_incident = ticking = True

    def make_ledger(self) -> Ledger:
        words = self.tr("这个事件没有涉事县区。")
        return Ledger(self.tr("县区报送"), self.columns(), "district", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("县区"), 14, cell=lambda each, _: each.name),
            self.column(self.tr("最后一报"), 9, cell=self._last),
            self.column(self.tr("方式"), 6, cell=self._way),
            self.column(self.tr("已静默"), 9, right=True, cell=self._silent),
            self.column("", stretch=True, cell=self._too_long),
        ]

    def query(self) -> Query[Lines]:
        assert self.incident_id is not None
        return partial(silence_lines, incident_id=self.incident_id, now=self.seat.clock())

    def note(self, board: Lines) -> str:
        late = sum(each.too_long is not None for each in board)
        note = self.tr("工作动态、现场报告和本县区的信息报告都算一报；超过 {n} 分钟标为超时未报")
        words = note.format(n=board[0].allowed) if board else ""
        if late:
            words = sentences(self.tr("{late} 个县区超时未报。").format(late=late), words)
        return words

    def _last(self, each: Silence, _: Lines) -> Cell:
        if each.at is None:
            return Cell(self.tr("尚未来报"), "text_faint")
        return Cell(when(each.at, self.seat.clock()))

    def _way(self, each: Silence, _: Lines) -> str:
        return word(WORD_WORDS[each.by]) if each.by else ""

    def _silent(self, each: Silence, _: Lines) -> Cell:
        late = each.too_long is not None
        silent = "" if each.minutes is None else span_zh(timedelta(minutes=each.minutes))
        return Cell(silent, "danger" if late else "", bold=late)

    def _too_long(self, each: Silence, _: Lines) -> Cell:
        late = each.too_long is not None
        return Cell(self.tr("超时未报"), "danger") if late else Cell("")
