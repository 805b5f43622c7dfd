"""舆情: what is said outside, how far it has spread, and what was answered."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.command.opinion import (
    MEDIA_WORDS,
    OPINION_STATE_WORDS,
    TONE_WORDS,
    OpinionState,
    Tone,
)
from commandcenter.queries.command.opinions import OpinionBoard, OpinionLine, opinion_board
from commandcenter.services.command import opinions
from commandcenter.store.database import Query
from commandcenter.ui.command.opinion_form import OpinionForm, ReferForm
from commandcenter.ui.frame.field_words import by_at, when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct

ALL, WAITING, FALSE_CLAIMS = "all", "waiting", "false"
HARSH = frozenset({Tone.CRITICAL, Tone.ANGRY})


class OpinionPanel(LinesPanel[OpinionBoard, OpinionLine]):
    """What waits stands first, false claims before all. Nothing is ever deleted."""

    object_name = "opinion_panel"
    kinds = frozenset({"opinion", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self._filter = self.ledger.set_filter(
            [
                (ALL, self.tr("全部")),
                (WAITING, self.tr("待处理")),
                (FALSE_CLAIMS, self.tr("不实信息")),
            ]
        )
        self.offer_button("register", self.tr("登记舆情…"), "add", primary=True)
        self.ledger.filtered.connect(self._on_filter)

    def make_ledger(self) -> Ledger:
        words = self.tr(
            "还没有登记舆情。发现与本事件有关的报道、帖文，登记来源和层级；"
            "媒体层级作为定级依据，不实信息须回应更正。"
        )
        return Ledger(self.tr("舆情"), self.columns(), "opinion", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("来源"), 9, cell=lambda line, _: line.source),
            self.column(self.tr("层级"), 9, cell=lambda line, _: word(MEDIA_WORDS[line.media])),
            self.column(self.tr("标题"), stretch=True, cell=self._title),
            self.column(self.tr("传播量"), 6, right=True, adds=True, cell=self._reach),
            self.column(self.tr("情绪"), 5, cell=self._tone),
            self.column(self.tr("发布时间"), 7, cell=lambda x, b: when(x.published_at, b.now)),
            self.column(self.tr("状态"), 15, cell=self._state),
        ]

    def query(self) -> Query[OpinionBoard]:
        return self.asked(opinion_board)

    def note(self, board: OpinionBoard) -> str:
        if not board.lines:
            return ""
        parts = [self.tr("{n} 条").format(n=len(board.lines))]
        if board.gravest:
            parts.append(
                self.tr("最高层级：{media}").format(media=word(MEDIA_WORDS[board.gravest]))
            )
        if board.reach:
            parts.append(self.tr("传播量合计 {n}").format(n=f"{board.reach:,}"))
        if board.waiting:
            parts.append(self.tr("待处理 {n} 条").format(n=board.waiting))
        if board.false_claims:
            parts.append(self.tr("不实信息未回应 {n} 条").format(n=board.false_claims))
        if board.overdue:
            parts.append(self.tr("超时 {n} 条").format(n=board.overdue))
        return listed(parts)

    def rows(self, board: OpinionBoard) -> list[OpinionLine]:
        return [line for line in board.lines if self._fits(line)]

    def _fits(self, line: OpinionLine) -> bool:
        fits = {
            WAITING: line.state is OpinionState.OPEN,
            FALSE_CLAIMS: line.false_claim,
        }
        return fits.get(self._filter.key, True)

    def _title(self, line: OpinionLine, _: OpinionBoard) -> Cell:
        false = self.tr("〔不实〕{title}").format(title=line.title)
        waits = line.state is OpinionState.OPEN
        return Cell(false if line.false_claim else line.title, bold=waits)

    def _reach(self, line: OpinionLine, _: OpinionBoard) -> str:
        return f"{line.reach:,}" if line.reach is not None else ""

    def _tone(self, line: OpinionLine, _: OpinionBoard) -> Cell:
        return Cell(word(TONE_WORDS[line.tone]), "warn" if line.tone in HARSH else "")

    def _state(self, line: OpinionLine, board: OpinionBoard) -> Cell:
        state = word(OPINION_STATE_WORDS[line.state])
        if line.overdue:
            return Cell(self.tr("待处理，已超时限"), "danger")
        if line.state is OpinionState.OPEN and line.due_at is None:
            return Cell(state, "warn")
        if line.state is OpinionState.OPEN:
            due = when(line.due_at, board.now)
            return Cell(self.tr("待处理，{time}前").format(time=due), "warn")
        ink = "ok" if line.state is OpinionState.ANSWERED else ""
        return Cell(f"{state} {when(line.answered_at, board.now)}", ink)

    def detail(self, line: OpinionLine, board: OpinionBoard) -> Detail:
        said = {
            OpinionState.ANSWERED: self.tr("回应"),
            OpinionState.REFERRED: self.tr("移交说明"),
        }.get(line.state, self.tr("备注"))
        return (
            (self.tr("标题"), line.title),
            (self.tr("来源"), with_note(line.source, word(MEDIA_WORDS[line.media]))),
            (self.tr("主要内容"), line.summary),
            (self.tr("网址"), line.link),
            (self.tr("是否不实"), self.tr("不实信息，须更正") if line.false_claim else ""),
            (self.tr("移交"), line.referred_to),
            (said, line.answer),
            (self.tr("此前关注"), by_at(line.watched_by, line.watched_at, board.now)),
            (self.tr("此前移交"), by_at(line.referred_by, line.referred_at, board.now)),
            (self.tr("办理"), by_at(line.answered_by, line.answered_at, board.now)),
            (self.tr("登记"), by_at(line.found_by, line.found_at, board.now)),
        )

    def acts(self, line: OpinionLine, board: OpinionBoard) -> tuple[LineAct, ...]:
        words = {
            OpinionState.ANSWERED.value: self.tr("回应…"),
            OpinionState.REFERRED.value: self.tr("移交…"),
            OpinionState.WATCHED.value: self.tr("持续关注…"),
            "amend": self.tr("修改、补登传播量…"),
        }
        return line_acts(line.offers, words, primary=frozenset({OpinionState.ANSWERED.value}))

    @Slot(str)
    def _on_filter(self, _: str) -> None:
        if self.board is not None:
            self.show_answer(self.board)

    def want(self, board: OpinionBoard, key: str) -> None:
        if self.incident_id is not None:
            OpinionForm(self.over, self.incident_id, None).begin()

    def act(self, board: OpinionBoard, key: str, line: OpinionLine) -> None:
        if self.incident_id is None:
            return
        match key:
            case "amend":
                OpinionForm(self.over, self.incident_id, line).begin()
            case OpinionState.REFERRED.value:
                ReferForm(self.over, line).begin()
            case OpinionState.ANSWERED.value:
                title, primary = self.tr("回应舆情"), self.tr("登记回应")
                wording = Wording(title, primary, self.tr("怎样回应、在哪里回应"), line.title)
                verb = partial(opinions.answer, seen=line.state)
                WordsForm(self.over, wording, verb, line.id).begin()
            case OpinionState.WATCHED.value:
                title, primary = self.tr("持续关注"), self.tr("登记关注")
                wording = Wording(title, primary, self.tr("备注"), line.title, needed=False)
                WordsForm(self.over, wording, opinions.watch, line.id).begin()
