"""定级研判: what is known, what it touches, what is unknown, and what can be done next."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.incident.oral import PENDING
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.assess import AssessBoard, assess_board
from commandcenter.queries.incident.grading import GradeStep
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.incident import assess_words as said
from commandcenter.ui.incident.matrix import Matrix
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.stacking import WIDEST, Stacking
from commandcenter.ui.widgets.tag import LevelTag

RIGHT_WIDTH = 420
WAYS = 5  # the nearest ways to the next level that are told


class AssessPanel(LivePanel["AssessBoard | None"]):
    """Signals:
    wanted: An act is to be begun. arg: value of the MoveKind
    returned: The suggestion is to be sent back. arg: its id
    fact_wanted: What the number of a fact is made of. args: its code, the moment of the number
    """

    kinds = frozenset(
        {
            "incident",
            "fact",
            "incident_complaint",
            "complaint",
            "batch",
            "tally",
            "site_report",
            "opinion",
            "oral_decision",
            "plan",
        }
    )
    wanted = Signal(str)
    returned = Signal(int)
    fact_wanted = Signal(str, object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("assess_panel")
        self.incident_id: int | None = None
        self._suggestion: GradeStep | None = None
        self._at: datetime | None = None  # of the numbers that are shown
        self._buttons: dict[str, Button] = {}
        self._empty = Empty(
            "grade",
            self.tr("请先选择或登记事件"),
            self.tr("事实、触及的参考条件和距下一等级的差距在此列出"),
        )
        self._page = QWidget()
        self._page.setObjectName("scrolled")
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("研判"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._page)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._area, 1)
        self._build()
        self._area.hide()

    def _build(self) -> None:
        px = look.px
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(px(10))
        self.matrix = Matrix()
        self.matrix.fact_clicked.connect(self._on_fact)
        left.addWidget(self._top())
        left.addWidget(self.matrix)
        below = QHBoxLayout()
        below.setSpacing(px(10))
        beside = QVBoxLayout()
        beside.setSpacing(px(10))
        self._ways = self._card(self.tr("距下一等级"), "ways", below)
        self._open = self._card(self.tr("尚不清楚"), "open_facts", beside)
        self._contexts = self._card(self.tr("特别情形"), "contexts", beside)
        below.addLayout(beside)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        left.addLayout(below)
        left.addStretch(1)
        side = self._side = QWidget()
        side.setFixedWidth(px(RIGHT_WIDTH))
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        self._acts = QGridLayout()
        self._acts.setSpacing(px(6))
        self._waits = Card(self.tr("待决定的定级建议"), "", ground="surface_2")
        self._waits.setObjectName("suggestion_card")
        right.addWidget(self._waits)
        self._fill_waits()
        right.addLayout(self._acts)
        self._touched = self._card(self.tr("触及的参考条件"), "touched", right)
        right.addStretch(1)
        row = QHBoxLayout(self._page)
        row.setContentsMargins(0, 0, px(6), 0)
        row.setSpacing(px(14))
        row.addLayout(left, 1)
        row.addWidget(side)
        Stacking(self, row, last_first=True).changed.connect(self._on_stacked)

    @Slot(bool)
    def _on_stacked(self, stacked: bool) -> None:
        """What is to be decided stands above."""
        self._side.setMinimumWidth(0 if stacked else look.px(RIGHT_WIDTH))
        self._side.setMaximumWidth(WIDEST if stacked else look.px(RIGHT_WIDTH))

    def _card(self, title: str, name: str, into: QBoxLayout) -> Card:
        card = Card(title, "", ground="surface_2")
        card.setObjectName(name)
        into.addWidget(card)
        return card

    def _top(self) -> QWidget:
        """Three scales and the moments, each apart from the others."""
        card = Card("", "", ground="surface_2")
        row = QHBoxLayout()
        row.setSpacing(look.px(22))
        self._grade = LevelTag("", None, size=Size.TEXT)
        self._grade.setObjectName("assess_grade")
        self._response = LevelTag("", None, filled=False, size=Size.TEXT)
        self._response.setObjectName("assess_response")
        row.addLayout(self._pair(self.tr("事件等级（1.4.2）"), self._grade))
        row.addLayout(self._pair(self.tr("响应级别（4.2）"), self._response))
        self._moments: dict[str, PlainLabel] = {}
        for key, title in (
            ("occurred", self.tr("事发")),
            ("received", self.tr("接报")),
            ("verified", self.tr("研判确认")),
            ("activated", self.tr("启动")),
            ("ended", self.tr("终止")),
        ):
            label = PlainLabel("")
            label.setObjectName(f"moment_{key}")
            self._moments[key] = label
            row.addLayout(self._pair(title, label))
        row.addStretch(1)
        card.body.addLayout(row)
        self._oral = PlainLabel("", Size.SMALL, MEDIUM, ink="warn")
        self._oral.setObjectName("assess_oral")
        self._oral.hide()
        note = PlainLabel(
            self.tr(
                "预警级别、事件等级、响应级别是三件事，互不推算：等级由定级决定，响应由启动、调整决定。"
            ),
            Size.SMALL,
            ink="text_faint",
        )
        note.setWordWrap(True)
        card.body.addWidget(self._oral)
        card.body.addWidget(note)
        return card

    def _pair(self, title: str, widget: QWidget) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(look.px(2))
        box.addWidget(PlainLabel(title, Size.SMALL, ink="text_dim"))
        box.addWidget(widget)
        return box

    def _fill_waits(self) -> None:
        self._waits_words = PlainLabel("")
        self._waits_words.setObjectName("suggestion_words")
        self._waits_words.setWordWrap(True)
        self._decide = Button(self.tr("看依据并定级…"), Kind.PRIMARY, size=Size.SMALL)
        self._decide.setObjectName("decide_suggestion")
        self._decide.clicked.connect(partial(self.wanted.emit, "grade"))
        self._return = Button(self.tr("退回会商…"), Kind.PLAIN, size=Size.SMALL)
        self._return.setObjectName("return_suggestion")
        self._return.clicked.connect(self._on_return)
        row = QHBoxLayout()
        for button in (self._decide, self._return):
            row.addWidget(button)
        row.addStretch(1)
        self._waits.body.addWidget(self._waits_words)
        self._waits.body.addLayout(row)

    def query(self) -> Query["AssessBoard | None"]:
        return partial(assess_board, incident_id=self.incident_id, now=self.seat.clock())

    @Slot(str)
    def _on_fact(self, code: str) -> None:
        if self._at is not None:
            self.fact_wanted.emit(code, self._at)

    def turn_to(self, incident_id: int | None) -> None:
        self.incident_id = incident_id
        self.refresh()

    def set_moves(self, moves: Sequence[tuple[str, str, str]], answers: bool) -> None:
        """Key, words and refusal of each act; `answers`: the actor may answer a suggestion."""
        keys = [key for key, _, _ in moves]
        if keys != list(self._buttons):
            self._build_buttons(moves)
        for key, words, reason in moves:
            self._buttons[key].setText(words)
            self._buttons[key].forbid(reason)
        self._decide.setVisible(answers)
        self._return.setVisible(answers)

    def _build_buttons(self, moves: Sequence[tuple[str, str, str]]) -> None:
        for button in self._buttons.values():
            self._acts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for number, (key, words, _) in enumerate(moves):
            button = Button(words, Kind.SECONDARY, size=Size.SMALL)
            button.setObjectName(f"assess_{key}")
            button.clicked.connect(partial(self.wanted.emit, key))
            self._buttons[key] = button
            self._acts.addWidget(button, number // 2, number % 2)

    def show_answer(self, answer: "AssessBoard | None") -> None:
        self._area.setVisible(answer is not None)
        self._empty.setVisible(answer is None)
        if answer is None:
            return
        sheet = answer.sheet
        self._at = sheet.now
        self._show_scales(answer)
        self._show_waits(answer)
        self.matrix.show_advice(sheet.advice, sheet.facts, sheet.words)
        self._show_touched(answer)
        ways = [said.way_words(way, sheet.facts) for way in sheet.advice.ways[:WAYS]]
        self._ways.set_title(said.distance_words(sheet.advice))
        self._fill(self._ways, [(way, "text") for way in ways])
        self._ways.setVisible(bool(ways))
        self._fill(self._open, [(said.unknown_words(sheet.advice, sheet.facts), "text")])
        self._show_contexts(answer)

    def _show_scales(self, board: AssessBoard) -> None:
        head = board.head
        self._grade.set_level(
            head.grade, word(head.grade.grade_title) if head.grade else self.tr("未定级")
        )
        response = word(head.response.response_title) if head.response else self.tr("未启动")
        if head.response is None and board.ended_at:
            response = self.tr("已终止")
        self._response.set_level(head.response, response)
        now = board.now
        self._show_moment("occurred", head.occurred_at, now, self.tr("未登记"))
        self._show_moment("received", head.received_at, now, "", board.registered_by)
        state = word(STATE_WORDS[head.state])
        self._show_moment("verified", head.verified_at, now, self.tr("未核实"), board.verified_by)
        self._show_moment("activated", head.activated_at, now, state)
        self._show_moment("ended", board.ended_at, now, "—")
        words = ""
        if board.oral:
            template = self.tr("{pending} {n} 项，期限 {time}")
            words = template.format(
                pending=word(PENDING), n=board.oral.count, time=short_zh(board.oral.due_at, now)
            )
            words = listed((words, self.tr("已逾期") if board.oral.overdue else ""))
        self._oral.setText(words)
        self._oral.setVisible(bool(words))
        self._oral.set_ink("danger" if board.oral and board.oral.overdue else "warn")

    def _show_moment(
        self, key: str, at: datetime | None, now: datetime, none: str, who: str = ""
    ) -> None:
        label = self._moments[key]
        words = short_zh(at, now) if at else none
        label.setText(f"{words} {who}".strip())
        label.set_ink("text" if at else "text_faint")

    def _show_waits(self, board: AssessBoard) -> None:
        step = self._suggestion = board.sheet.suggestion
        self._waits.setVisible(step is not None)
        if step is None:
            return
        template = self.tr("{by} {time} 建议定为{grade}：{reason}")
        self._waits_words.setText(
            template.format(
                by=step.by,
                time=short_zh(step.at, board.now),
                grade=word(step.level.grade_title),
                reason=step.reason,
            )
        )

    def _show_touched(self, board: AssessBoard) -> None:
        sheet = board.sheet
        lines: list[tuple[str, str]] = [(said.suggested_words(sheet.advice), "text")]
        for touched in sheet.advice.touched:
            lines.append((said.touched_words(touched, sheet.facts), "warn"))
            lines.append((said.source_words(touched.source, touched.proposal), "text_faint"))
        self._fill(self._touched, lines)

    def _show_contexts(self, board: AssessBoard) -> None:
        lines: list[tuple[str, str]] = []
        for each in board.sheet.advice.contexts:
            state, ink = said.context_words(each, board.sheet.facts)
            title = each.title
            if each.level:
                title = with_note(title, self.tr("{level}级参考条件").format(level=each.level.sign))
            lines.append((self.tr("{title}：{state}").format(title=title, state=state), ink))
            if ink == "warn":
                source = said.source_words(each.source, each.proposal)
                words = self.tr("{words}（{source}）").format(words=each.words, source=source)
                lines.append((words, "text_faint"))
        self._fill(self._contexts, lines)

    def _fill(self, card: Card, lines: Sequence[tuple[str, str]]) -> None:
        """Plain lines under the title; the same again keep what is selected."""
        if card.property("lines") == list(map(list, lines)):
            return
        card.setProperty("lines", list(map(list, lines)))
        while (item := card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, ink in lines:
            label = PlainLabel(words, Size.SMALL, ink=ink)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(label)
        card.body.addStretch(1)

    @Slot()
    def _on_return(self) -> None:
        if self._suggestion:
            self.returned.emit(self._suggestion.id)
