"""One signal: its numbers, its course, and the way 核实 → 研判 → 结果 with what can be done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from commandcenter.domain.watch.signal import SignalAct, SignalState
from commandcenter.domain.watch.signal_words import number_words
from commandcenter.queries.watch.signal_course import Bin
from commandcenter.queries.watch.signals import SignalDetail
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.look import BOLD, MEDIUM, Size
from commandcenter.ui.phrases import listed, with_note
from commandcenter.ui.watch.signal_chart import HEIGHT, SignalChart
from commandcenter.ui.watch.signal_words import act_words, notes_of, pairs_of, similar_of
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

VERIFY, ASSESS, RESULT = "verify", "assess", "result"
TAB_OF: dict[SignalState, str] = {
    SignalState.NEW: VERIFY,
    SignalState.VERIFYING: ASSESS,
    SignalState.ASSESSING: ASSESS,
}
ACTS: dict[str, tuple[SignalAct, ...]] = {
    VERIFY: (SignalAct.VERIFIED, SignalAct.MERGED, SignalAct.RENAMED, SignalAct.NOTED),
    ASSESS: (
        SignalAct.ASSESSED, SignalAct.WARNED, SignalAct.OPENED, SignalAct.WATCHED,
        SignalAct.EXCLUDED,
    ),
    RESULT: (SignalAct.VERIFIED, SignalAct.OPENED, SignalAct.TAKEN_OUT, SignalAct.NOTED),
}  # fmt: skip
JOIN, TALK, SETTLE, TAKE_BACK = "join", "talk", "settle", "take_back"
LOW, LOW_CHART = 700, 92  # beneath that height the rows get what the chart can spare
PAIR = 280  # the least width of a label and its words
ONWARD = (SignalAct.VERIFIED, SignalAct.ASSESSED, SignalAct.WARNED)


class Lines(QWidget):
    """Pairs of a label and words, in columns filled row by row; in one where it is narrow."""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._most = self._columns = columns
        self._pairs: list[tuple[str, str]] = []
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setHorizontalSpacing(look.px(16))
        self._box.setVerticalSpacing(look.px(4))

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = [(label, words) for label, words in pairs if words]
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = min(self._most, max(1, self.width() // look.px(PAIR)))
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def _lay_out(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in range(self._box.rowCount()):
            self._box.setRowStretch(row, 0)
        for column in range(self._most):
            self._box.setColumnStretch(column, int(column < self._columns))
        for at, (label, words) in enumerate(self._pairs):
            row, column = divmod(at, self._columns)
            self._box.addWidget(self._pair(label, words), row, column)
        self._box.setRowStretch(-(-len(self._pairs) // self._columns), 1)

    def _pair(self, label: str, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        head = PlainLabel(label, Size.SMALL, ink="text_faint")
        head.setFixedWidth(look.px(128))
        head.setWordWrap(True)
        text = PlainLabel(words)
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return line


class SignalView(Card):
    """Signals:
    rows_wanted: args: title, ids of the complaints (tuple[int, ...])
    act_wanted: arg: a SignalAct's value, JOIN, TALK, SETTLE or TAKE_BACK
    signal_wanted: Another signal. arg: its id
    warning_wanted: The warning that came of it. arg: its id
    incident_wanted: The incident that came of it. arg: its id
    """

    rows_wanted = Signal(str, object)
    act_wanted = Signal(str)
    signal_wanted = Signal(int)
    warning_wanted = Signal(int)
    incident_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, rows: QWidget | None = None) -> None:
        """`rows`: shows the complaints behind it, in its first tab."""
        super().__init__("", "", parent)
        self.setObjectName("signal_view")
        self._rows = rows
        self.detail: SignalDetail | None = None
        self._chosen: dict[int, str] = {}  # the tab that was last looked at, by signal
        self._build_head()
        self.chart = SignalChart()
        self.chart.opened.connect(self._on_bin)
        self.per = ElidedLabel("", Size.SMALL, ink="text_faint", lines=2)
        self.body.addWidget(self.per)
        self.body.addWidget(self.chart)
        self._build_tabs()
        self._foot = QHBoxLayout()
        self._foot.setSpacing(look.px(8))
        self.body.addLayout(self._foot)

    def _build_head(self) -> None:
        self.name = PlainLabel("", Size.HEAD, BOLD)
        self.name.setObjectName("signal_title")
        self.name.setWordWrap(True)
        self.state = PlainLabel("", Size.SMALL, MEDIUM, ink="accent")
        self.state.setObjectName("signal_state")
        self.words = PlainLabel("", Size.TEXT, ink="text")
        self.words.setObjectName("signal_words")
        self.words.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.numbers = QHBoxLayout()
        self.numbers.setSpacing(look.px(18))
        self.complaints, self.people, self.times = (
            self._number(key) for key in ("complaints", "people", "person_times")
        )
        self.usual = PlainLabel("", Size.TEXT, MEDIUM, ink="warn")
        self.usual.setObjectName("signal_usual")
        self.numbers.addWidget(self.usual)
        self.numbers.addStretch(1)
        self.body.setSpacing(look.px(8))
        self.body.addLayout(row)
        self.body.addWidget(self.words)
        self.body.addLayout(self.numbers)

    def _number(self, key: str) -> Button:
        button = Button("", Kind.LINK)
        button.setObjectName(f"number_{key}")
        button.clicked.connect(self._on_number)
        self.numbers.addWidget(button)
        return button

    def _build_tabs(self) -> None:
        choices = [
            (VERIFY, self.tr("① 核实")),
            (ASSESS, self.tr("② 研判")),
            (RESULT, self.tr("③ 结果")),
        ]
        self.tabs = Segments(choices)
        self.tabs.setObjectName("triage_tabs")
        self.tabs.chosen.connect(self._on_tab)
        self.more = Button(self.tr("详情"), Kind.LINK, icon="right", size=Size.SMALL)
        self.more.setObjectName("signal_more")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(self.more)
        self.stack = QStackedWidget()
        self.lines = {key: Lines(2 if key == VERIFY else 1) for key, _ in choices}
        for key, _ in choices:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.lines[key].setObjectName("scrolled")
            area.setWidget(self.lines[key])
            self.stack.addWidget(self._page(key, area))
        self.body.addLayout(bar)
        self.body.addWidget(self.stack, 1)

    def _page(self, key: str, area: QScrollArea) -> QWidget:
        """Who verifies has the rows before them."""
        if key != VERIFY or self._rows is None:
            return area
        page = QSplitter(Qt.Orientation.Vertical)
        page.setHandleWidth(look.px(8))
        page.setChildrenCollapsible(False)
        area.setMinimumHeight(look.px(52))
        page.addWidget(area)
        page.addWidget(self._rows)
        page.setStretchFactor(1, 1)
        page.setSizes([look.px(64), look.px(400)])
        return page

    def minimumSizeHint(self) -> QSize:
        """What the words need in as many lines as they take is not taken from the rows."""
        least, box = super().minimumSizeHint(), self.layout()
        assert box is not None
        high = box.minimumHeightForWidth(max(self.width(), least.width()))
        return QSize(least.width(), max(least.height(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the chart gives its room to the rows beneath."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        low = self.height() < look.px(LOW)
        self.chart.setFixedHeight(look.px(LOW_CHART if low else HEIGHT))

    def show_detail(self, detail: SignalDetail) -> None:
        """The tab that the state asks for, until the person turns to another one."""
        before = self.detail
        self.detail = detail
        line = detail.line
        self.name.setText(line.title)
        by = f" · {line.judged_by}" if line.judged_by else ""
        self.state.setText(f"{line.state_words}{by}")
        self.words.setText(line.words)
        self.complaints.setText(self.tr("{n} 件").format(n=detail.counts.complaints))
        self.people.setText(self.tr("{n} 人").format(n=detail.counts.people))
        self.times.setText(self.tr("{n} 人次").format(n=detail.counts.person_times))
        self.usual.setText(line.usual)
        notes = [self.tr("深色为提示时段")]
        if detail.expected_bin is not None:
            usual = self.tr("虚线为此前平均 {n} 件").format(n=number_words(detail.expected_bin))
            notes.append(usual)
        self.per.setText(with_note(self._what_is_counted(detail), listed(notes)))
        self.chart.show_course(detail.bins, detail.expected_bin, detail.hourly)
        moved = before is None or before.line.id != line.id or before.line.state != line.state
        if moved:
            self._chosen.pop(line.id, None)
        self._show_tab(self._chosen.get(line.id, TAB_OF.get(line.state, RESULT)))

    def _what_is_counted(self, detail: SignalDetail) -> str:
        """Of a trader or a brand all complaints, whatever cause the sign itself is about."""
        if detail.subject_id or detail.brand:
            return (
                self.tr("该主体每小时全部投诉") if detail.hourly else self.tr("该主体每日全部投诉")
            )
        return self.tr("每小时投诉件数") if detail.hourly else self.tr("每日投诉件数")

    def _show_tab(self, key: str) -> None:
        assert self.detail
        self.tabs.choose(key)
        self.stack.setCurrentIndex([VERIFY, ASSESS, RESULT].index(key))
        pairs = {
            VERIFY: pairs_of(self.detail, self.more.isChecked()),
            ASSESS: similar_of(self.detail),
            RESULT: notes_of(self.detail, self.more.isChecked()),
        }
        self.lines[key].show_pairs(pairs[key])
        self._show_acts(key)

    def _show_acts(self, key: str) -> None:
        """What waits first is the primary one; what is done is not offered again."""
        assert self.detail
        while (item := self._foot.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        offers = {SignalAct(offer.key): offer.refusal for offer in self.detail.offers}
        shown = [act for act in ACTS[key] if act in offers and self._fits(act, key)]
        ready = [act for act in shown if offers[act] is None and act in ONWARD]
        for act in shown:
            kind = Kind.PRIMARY if ready[:1] == [act] else Kind.PLAIN
            self._button(act.value, act_words(act), kind, why(offers[act]))
            if act is SignalAct.OPENED and self.detail.incidents and key == ASSESS:
                self._button(JOIN, self.tr("归入已有事件…"), Kind.PLAIN, why(offers[act]))
        self._add_talks(key)
        self._add_links()
        self._foot.addStretch(1)

    def _add_talks(self, key: str) -> None:
        """约谈 before there is a warning, and whether the trader kept what it promised."""
        assert self.detail
        offer = self.detail.talk
        if offer is None or key == VERIFY:
            return
        if key == ASSESS or self.detail.line.state is SignalState.WATCHING:
            self._button(TALK, self.tr("约谈经营者…"), Kind.PLAIN, why(offer.refusal))
        if any(talk.promised and not talk.kept for talk in self.detail.talks):
            self._button(SETTLE, self.tr("核对承诺…"), Kind.PLAIN, why(offer.refusal))
        if any(talk.kept is not None for talk in self.detail.talks):
            self._button(TAKE_BACK, self.tr("撤回核对…"), Kind.PLAIN, why(offer.refusal))

    def _fits(self, act: SignalAct, key: str) -> bool:
        assert self.detail
        state = self.detail.line.state
        if act is SignalAct.ASSESSED:
            return state in (SignalState.NEW, SignalState.VERIFYING)
        if key == RESULT and act is SignalAct.VERIFIED:
            return state in (SignalState.WATCHING, SignalState.EXCLUDED)
        if key == RESULT and act is SignalAct.OPENED:
            return state is SignalState.WARNED
        if act is SignalAct.MERGED:
            return bool(self.detail.targets) and state is not SignalState.MERGED
        return True

    def _add_links(self) -> None:
        assert self.detail
        detail = self.detail
        if detail.warning_id is not None:
            go = partial(self.warning_wanted.emit, detail.warning_id)
            self._link("to_warning", self.tr("看预警"), go)
        if detail.incident_id is not None:
            go = partial(self.incident_wanted.emit, detail.incident_id)
            self._link("to_incident", self.tr("看事件"), go)
        if detail.merged_into is not None:
            go = partial(self.signal_wanted.emit, detail.merged_into.id)
            self._link("to_signal", self.tr("看并入的提示"), go)

    def _button(self, key: str, words: str, kind: Kind, refusal: str) -> None:
        button = Button(words, kind)
        button.setObjectName(f"act_{key}")
        button.forbid(refusal)
        button.clicked.connect(partial(self.act_wanted.emit, key))
        self._foot.addWidget(button)

    def _link(self, name: str, words: str, go: Callable[[], object]) -> None:
        button = Button(words, Kind.SECONDARY)
        button.setObjectName(name)
        button.clicked.connect(go)
        self._foot.addWidget(button)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        if self.detail is not None:
            self._chosen[self.detail.line.id] = key
            self._show_tab(key)

    @Slot(bool)
    def _on_more(self, opened: bool) -> None:
        self.more.set_icon("down" if opened else "right")
        if self.detail is not None:
            key = self.tabs.key
            self._on_tab(VERIFY if key == ASSESS else key)

    @Slot()
    def _on_number(self) -> None:
        if self.detail is not None:
            counts = self.detail.counts
            title = self.tr("{title}：{n} 件，{people} 人").format(
                title=self.detail.line.title, n=counts.complaints, people=counts.people
            )
            self.rows_wanted.emit(title, self.detail.ids)

    @Slot(object)
    def _on_bin(self, each: Bin) -> None:
        if self.detail is not None:
            title = self.tr("{title}：{n} 件").format(title=self.detail.line.title, n=each.count)
            self.rows_wanted.emit(title, each.ids)
