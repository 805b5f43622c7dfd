"""One warning: its items, its measures, the talks with the trader, its history, and the acts."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from commandcenter.domain.watch.warning import LEVEL_WORDS, WarningAct, WarningState
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.queries.watch.warning_detail import WarningDetail
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.watch.signal_detail import Lines
from commandcenter.ui.watch.warning_words import (
    act_words,
    age_words,
    event_line,
    item_pairs,
    measure_line,
    progress_words,
    talk_line,
)
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Column, Ledger

JOIN = "join"
ITEMS, MEASURES, TALKS = "items", "measures", "talks"
NOTICE, HISTORY = "notice", "history"
PRIMARY = (WarningAct.ISSUED,)


class WarningView(Card):
    """Signals:
    act_wanted: arg: a WarningAct's value, or JOIN
    measure_wanted: args: complete, drop, reopen or talk; id of the measure
    talk_wanted: args: what is to be done with a talk, its id
    signal_wanted: arg: id
    incident_wanted: arg: id
    """

    act_wanted = Signal(str)
    measure_wanted = Signal(str, int)
    talk_wanted = Signal(str, int)
    signal_wanted = Signal(int)
    incident_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, notices: QWidget | None = None) -> None:
        """`notices`: the panel of its consumer notices."""
        super().__init__("", "", parent)
        self.setObjectName("warning_view")
        self.notices = notices or QWidget()
        self.wanted_tab = ""  # of a thing that waits, when its warning is shown
        self.detail: WarningDetail | None = None
        self._build_head()
        self._build_tabs()
        self._foot = QHBoxLayout()
        self._foot.setSpacing(look.px(8))
        self.body.addLayout(self._foot)

    def _build_head(self) -> None:
        self.name = PlainLabel("", Size.HEAD, BOLD)
        self.name.setObjectName("warning_title")
        self.name.setWordWrap(True)
        self.state = PlainLabel("", Size.SMALL, MEDIUM, ink="accent")
        self.state.setObjectName("warning_state")
        self.standing = PlainLabel("", Size.TEXT, ink="text_dim")
        self.standing.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(look.px(8))
        self.body.addLayout(row)
        self.body.addWidget(self.standing)

    def _build_tabs(self) -> None:
        choices = [
            (ITEMS, self.tr("内容")),
            (MEASURES, self.tr("措施")),
            (TALKS, self.tr("约谈")),
            (NOTICE, self.tr("消费警示")),
            (HISTORY, self.tr("经过")),
        ]
        self.tabs = Segments(choices)
        self.tabs.setObjectName("warning_tabs")
        self.tabs.chosen.connect(self._on_tab)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        self.items = Lines()
        self.items.setObjectName("scrolled")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.items)
        self._make_ledgers()
        self.stack = QStackedWidget()
        for widget in (area, self.measures, self.talks, self.notices, self.history):
            self.stack.addWidget(widget)
        self.body.addLayout(bar)
        self.body.addWidget(self.stack, 1)

    def _make_ledgers(self) -> None:
        self.measures = Ledger(
            self.tr("预警措施"),
            [
                Column(self.tr("措施"), 9),
                Column(self.tr("时限"), 9),
                Column(self.tr("状态"), 4),
                Column(self.tr("办理情况"), stretch=True),
            ],
            "checklist",
            self.tr("签发后按级别列出措施，第一项为约谈经营者"),
        )
        self.talks = Ledger(
            self.tr("约谈"),
            [
                Column(self.tr("时间"), 7),
                Column(self.tr("经营者一方"), 8),
                Column(self.tr("承诺的事项"), stretch=True),
                Column(self.tr("期限"), 8),
                Column(self.tr("结果"), 4),
            ],
            "people",
            self.tr("还没有约谈记录。约谈由两名以上执法人员进行，写明要求、承诺和期限。"),
        )
        self.history = Ledger(
            self.tr("经过"),
            [
                Column(self.tr("时间"), 7),
                Column(self.tr("办理"), 5),
                Column(self.tr("办理人"), 5),
                Column(self.tr("理由"), stretch=True),
            ],
            "history",
            self.tr("起草、签发、调整和解除都记在这里"),
        )
        self.measures.acted.connect(self.measure_wanted)
        self.measures.opened.connect(self._on_measure)
        self.talks.acted.connect(self.talk_wanted)

    def show_detail(self, detail: WarningDetail) -> None:
        before, self.detail = self.detail, detail
        line, now = detail.line, detail.now
        self.name.setText(line.title)
        level = word(LEVEL_WORDS[line.level])
        self.state.setText(listed((line.label or level, line.state_words)))
        progress = progress_words(line) if line.asked or line.done else ""
        age = age_words(line.age) if line.state is WarningState.ISSUED else ""
        self.standing.setText(listed((line.places, age, line.next_words)))
        self.items.show_pairs(item_pairs(detail))
        self.measures.show_lines([measure_line(m, detail, now) for m in detail.measures])
        self.talks.show_lines([talk_line(t, detail, now) for t in detail.talks])
        self.measures.set_note(progress)
        self.talks.set_note(self.tr("共 {n} 次").format(n=len(detail.talks)))
        events = enumerate(detail.events)
        self.history.show_lines([event_line(n, e, now) for n, e in events])
        if before is None or before.line.id != line.id or before.line.state != line.state:
            self.show_tab(MEASURES if line.state is WarningState.ISSUED else ITEMS)
            waits = [m.id for m in detail.measures if m.state is StepState.OPEN]
            if waits:
                self.measures.choose(waits[0])
        if self.wanted_tab:
            self.show_tab(self.wanted_tab)
            self.wanted_tab = ""
        self._show_acts()

    def show_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self._on_tab(key)

    def _show_acts(self) -> None:
        assert self.detail
        while (item := self._foot.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for offer in self.detail.offers:
            act = WarningAct(offer.key)
            kind = Kind.PRIMARY if act in PRIMARY else Kind.PLAIN
            button = self._button(offer.key, act_words(act), kind, why(offer.refusal))
            button.clicked.connect(partial(self.act_wanted.emit, offer.key))
            if act is WarningAct.OPENED and self.detail.incidents:
                words = self.tr("归入已有事件…")
                button = self._button(JOIN, words, Kind.PLAIN, why(offer.refusal))
                button.clicked.connect(partial(self.act_wanted.emit, JOIN))
        for kin in self.detail.signals[:1]:
            button = self._button("to_signal", self.tr("看提示"), Kind.SECONDARY)
            button.clicked.connect(partial(self.signal_wanted.emit, kin.id))
        if self.detail.line.incident_id is not None:
            button = self._button("to_incident", self.tr("看事件"), Kind.SECONDARY)
            button.clicked.connect(partial(self.incident_wanted.emit, self.detail.line.incident_id))
        self._foot.addStretch(1)

    def _button(self, key: str, words: str, kind: Kind, refusal: str = "") -> Button:
        button = Button(words, kind)
        button.setObjectName(f"act_{key}")
        button.forbid(refusal)
        self._foot.addWidget(button)
        return button

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex([ITEMS, MEASURES, TALKS, NOTICE, HISTORY].index(key))

    @Slot(int)
    def _on_measure(self, measure: int) -> None:
        """Enter on a measure does what waits."""
        line = self.measures.line(measure)
        first = (
            next((act for act in line.acts if act.primary and not act.refusal), None)
            if line
            else None
        )
        if first is not None:
            self.measure_wanted.emit(first.key, measure)
