"""舆情: what is said outside, how far it has spread, and what was answered."""

from collections.abc import Callable
from functools import partial
from typing import Any

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
from commandcenter.ui.frame.field_words import by_at, when, why
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.words_form import WordsForm
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, Line, LineAct

ALL, WAITING, FALSE_CLAIMS = "all", "waiting", "false"
HARSH = frozenset({Tone.CRITICAL, Tone.ANGRY})


class OpinionPanel(LedgerPanel[OpinionBoard]):
    """What waits stands first, false claims before all. Nothing is ever deleted."""

    kinds = frozenset({"opinion", "incident", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("opinion_panel")
        self._board: OpinionBoard | None = None
        self._filter = self.ledger.set_filter(
            [
                (ALL, self.tr("全部")),
                (WAITING, self.tr("待处理")),
                (FALSE_CLAIMS, self.tr("不实信息")),
            ]
        )
        self._add = self.ledger.add_button("register", self.tr("登记舆情…"), "add", primary=True)
        self._add.hide()
        self.ledger.filtered.connect(self._on_filter)
        self.ledger.wanted.connect(self._on_wanted)
        self.ledger.acted.connect(self._on_act)

    def make_ledger(self) -> Ledger:
        return Ledger(
            self.tr("舆情"),
            [
                Column(self.tr("来源"), 9),
                Column(self.tr("层级"), 9),
                Column(self.tr("标题"), stretch=True),
                Column(self.tr("传播量"), 6, right=True),
                Column(self.tr("情绪"), 5),
                Column(self.tr("发布时间"), 7),
                Column(self.tr("状态"), 15),
            ],
            "opinion",
            self.tr(
                "还没有登记舆情。发现与本事件有关的报道、帖文，登记来源和层级；"
                "媒体层级作为定级依据，不实信息须回应更正。"
            ),
        )

    def query(self) -> Query[OpinionBoard]:
        return partial(
            opinion_board,
            actor=self.seat.actor,
            incident_id=self.incident_id,
            now=self.seat.clock(),
        )

    def show_answer(self, answer: OpinionBoard) -> None:
        self._board = answer
        self._add.setVisible(answer.shown)
        self._add.forbid(why(answer.refusal))
        self.ledger.set_note(self._note(answer))
        super().show_answer(answer)

    def _note(self, board: OpinionBoard) -> str:
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

    def lines(self, answer: OpinionBoard) -> list[Line]:
        wanted: dict[str, Callable[[OpinionLine], bool]] = {
            ALL: lambda _: True,
            WAITING: lambda line: line.state is OpinionState.OPEN,
            FALSE_CLAIMS: lambda line: line.false_claim,
        }
        fits = wanted[self._filter.key]
        return [self._line(line, answer) for line in answer.lines if fits(line)]

    def _line(self, line: OpinionLine, board: OpinionBoard) -> Line:
        waits = line.state is OpinionState.OPEN
        title = self.tr("〔不实〕{title}").format(title=line.title)
        cells = (
            line.source,
            word(MEDIA_WORDS[line.media]),
            Cell(title if line.false_claim else line.title, bold=waits),
            f"{line.reach:,}" if line.reach is not None else "",
            Cell(word(TONE_WORDS[line.tone]), "warn" if line.tone in HARSH else ""),
            when(line.published_at, board.now),
            Cell(*self._state(line, board)),
        )
        return Line(line.id, cells, self._detail(line, board), self._acts(line, board))

    def _state(self, line: OpinionLine, board: OpinionBoard) -> tuple[str, str]:
        state = word(OPINION_STATE_WORDS[line.state])
        if line.overdue:
            return self.tr("待处理，已超时限"), "danger"
        if line.state is OpinionState.OPEN:
            due = when(line.due_at, board.now)
            return self.tr("待处理，{time}前").format(time=due), "warn"
        ink = "ok" if line.state is OpinionState.ANSWERED else ""
        return f"{state} {when(line.answered_at, board.now)}", ink

    def _detail(self, line: OpinionLine, board: OpinionBoard) -> tuple[tuple[str, str], ...]:
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
            (self.tr("办理"), by_at(line.answered_by, line.answered_at, board.now)),
            (self.tr("登记"), by_at(line.found_by, line.found_at, board.now)),
        )

    def _acts(self, line: OpinionLine, board: OpinionBoard) -> tuple[LineAct, ...]:
        if not board.shown:
            return ()
        steps = dict(line.steps)
        words = {
            OpinionState.ANSWERED: self.tr("回应…"),
            OpinionState.REFERRED: self.tr("移交…"),
            OpinionState.WATCHED: self.tr("持续关注…"),
        }
        acts = [
            LineAct(
                state.value,
                text,
                why(board.refusal, steps[state]),
                primary=state is OpinionState.ANSWERED and steps[state] is None,
            )
            for state, text in words.items()
            if state is not line.state
        ]
        if line.state is OpinionState.ANSWERED:
            acts = []
        return (*acts, LineAct("amend", self.tr("修改、补登传播量…"), why(board.refusal)))

    @Slot(str)
    def _on_filter(self, _: str) -> None:
        if self._board is not None:
            self.ledger.show_lines(self.lines(self._board))

    @Slot(str)
    def _on_wanted(self, _: str) -> None:
        if self.incident_id is not None:
            OpinionForm(self.over, self.incident_id, None).begin()

    @Slot(str, int)
    def _on_act(self, key: str, opinion_id: int) -> None:
        lines = self._board.lines if self._board else ()
        line = next((x for x in lines if x.id == opinion_id), None)
        if line is None or self.incident_id is None:
            return
        if key == "amend":
            OpinionForm(self.over, self.incident_id, line).begin()
        elif key == OpinionState.REFERRED.value:
            ReferForm(self.over, line).begin()
        else:
            self._words(line, OpinionState(key))

    def _words(self, line: OpinionLine, to: OpinionState) -> None:
        actor, answers = self.seat.actor, to is OpinionState.ANSWERED

        def verb(session: Any, words: str) -> None:
            act = opinions.answer if answers else opinions.watch
            act(session, actor, line.id, words)

        WordsForm(
            self.seat,
            self.tr("回应舆情") if answers else self.tr("持续关注"),
            self.tr("登记回应") if answers else self.tr("登记"),
            self.tr("怎样回应、在哪里回应") if answers else self.tr("备注"),
            verb,
            self.window(),
            explain=line.title,
            needed=answers,
        ).begin()
