"""The head of the desk: which incident, how grave, who leads, what can be done, what time it is."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.incident.oral import PENDING
from commandcenter.domain.quotes import INNER
from commandcenter.domain.seat.sight import Sight
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.incident.incidents import IncidentHead, IncidentLine
from commandcenter.queries.incident.orals import PendingOral
from commandcenter.queries.seat.desk import DeskHead, desk_head
from commandcenter.queries.seat.search_ask import Way, WayKind
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.desk.bare_frame import HEAD
from commandcenter.ui.desk.menus import MoreMenu, SearchButton, TitleMenu
from commandcenter.ui.desk.move_words import move_word
from commandcenter.ui.desk.moves import WITHOUT_INCIDENT, MoveKind, moves, part
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.desk.rail_counts import RailCounts
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import dotted, enumerated, joined
from commandcenter.ui.texts import refusal, said, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.clock import Clock
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.tag import LevelTag

SWITCHES = 9  # incidents that Ctrl+number reaches
TITLE = 300  # base pixels of the title before which no button goes
AS_BUTTONS = (
    MoveKind.REGISTER,
    MoveKind.VERIFY,
    MoveKind.GRADE,
    MoveKind.ACTIVATE,
    MoveKind.BRIEF,
)


def quoted(title: str) -> str:
    """In quotation marks; those in the title become inner ones."""
    inner = said(title).translate(INNER)
    return str(QCoreApplication.translate("DeskHeader", "“{title}”").format(title=inner))


class HeadPanel(LivePanel[DeskHead]):
    """Keeps the head fresh and tells what it says to the rest of the desk.

    Signals:
        counted: How much is late behind a page. args: its key, how many
        told: A new answer. arg: DeskHead
        incident_chosen: arg: id of the incident to show
        move_wanted: arg: value of the MoveKind
        search_wanted: The search is to be opened.
        clause_clicked: arg: the clause of the response level
    """

    kinds = frozenset(
        {
            "incident",
            "incident_complaint",
            "oral_decision",
            "report",
            "plan",
            "account",
            "person",
            "delegation",
            "signal",
            "warning",
            "warning_step",
            "trader_talk",
        }
    )
    ticking = True

    counted = Signal(str, int)
    told = Signal(object)
    incident_chosen = Signal(int)
    move_wanted = Signal(str)
    search_wanted = Signal()
    clause_clicked = Signal(str)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.incident_id: int | None = None
        self._head: DeskHead | None = None
        self._buttons: dict[MoveKind, Button] = {}
        self._bar = Ground("head", Qt.Edge.BottomEdge)
        self._bar.setFixedHeight(look.px(HEAD))
        RailCounts(seat, self).counted.connect(self.counted)
        self.body.addWidget(self._bar)
        row = self._row = QHBoxLayout(self._bar)
        row.setContentsMargins(look.px(18), 0, look.px(16), 0)
        row.setSpacing(look.px(12))
        self._tag = LevelTag(size=Size.TITLE)
        self._tag.setObjectName("grade_tag")
        self._tag.hide()
        row.addWidget(self._tag)
        row.addLayout(self._titles(), 1)
        row.addWidget(self._search_button())
        self._add_buttons(row)
        clock = Clock(seat.ticker)
        if seat.drill:
            clock.set_ink("drill_ink")  # it runs in the drill's time
        row.addWidget(clock)
        self._add_shortcuts()

    def _titles(self) -> QVBoxLayout:
        self._title = TitleMenu()
        self._title.setObjectName("incident_switch")
        self._title.menu_of.setObjectName("incident_menu")
        self._office = PlainLabel("", Size.HEAD, BOLD)  # of who sees no incident
        self._office.setObjectName("head_office")
        self._office.setContentsMargins(look.px(4), 0, 0, 0)
        self._office.hide()
        self._line = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._line.setObjectName("head_line")
        self._line.setSizePolicy(self._title.sizePolicy())
        self._clause = Button("", Kind.LINK, size=Size.SMALL)
        self._clause.setObjectName("head_clause")
        self._clause.clicked.connect(self._on_clause)
        self._clause.hide()
        below = QHBoxLayout()
        below.setContentsMargins(look.px(4), 0, 0, 0)
        below.setSpacing(look.px(4))
        below.addWidget(self._line)
        below.addWidget(self._clause)
        below.addStretch(1)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addStretch(1)
        box.addWidget(self._office)
        box.addWidget(self._title)
        box.addLayout(below)
        box.addStretch(1)
        return box

    def _search_button(self) -> SearchButton:
        self.search = SearchButton()
        self.search.clicked.connect(self.search_wanted)
        return self.search

    def _add_buttons(self, row: QHBoxLayout) -> None:
        for kind in AS_BUTTONS:
            button = Button(move_word(kind), Kind.SECONDARY, size=Size.TEXT)
            button.setObjectName(f"move_{kind.value}")
            button.clicked.connect(partial(self._on_move, kind))
            button.hide()
            self._buttons[kind] = button
            row.addWidget(button)
        self._more = Button("", Kind.QUIET, icon="more", tip_text=self.tr("更多操作"))
        self._more.setObjectName("more")
        self._more.clicked.connect(self._show_more)
        row.addWidget(self._more)

    def _add_shortcuts(self) -> None:
        search = QShortcut(QKeySequence("Ctrl+K"), self)
        search.setContext(Qt.ShortcutContext.WindowShortcut)
        search.activated.connect(self.search_wanted)
        for number in range(SWITCHES):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            shortcut.activated.connect(partial(self._switch, number))

    def query(self) -> Query[DeskHead]:
        actor, incident, now = self.seat.actor, self.incident_id, self.seat.clock()
        return lambda session: desk_head(session, actor, incident, now)

    def show_answer(self, answer: DeskHead) -> None:
        self._head = answer
        self._show_incident(answer)
        self._fill_menu(answer)
        self._show_moves(answer)
        self.told.emit(answer)

    def turn_to(self, incident_id: int) -> None:
        """Show another incident."""
        self.incident_id = incident_id
        self.refresh()

    def _show_office(self) -> None:
        """Who sees no incident reads here what they are there for."""
        offices = {
            Sight.ENTERED: self.tr("投诉登记"),
            Sight.BUREAU: self.tr("系统管理"),
            Sight.PICTURE: "",
        }
        words = offices[self.seat.sight]
        self._office.setText(words)
        self._office.setVisible(bool(words))
        self._title.setVisible(not words)
        searched = {
            Sight.ENTERED: self.tr("搜索本人登记的投诉"),
            Sight.BUREAU: self.tr("搜索人员、预案条款"),
            Sight.PICTURE: self.tr("搜索页面、操作、公文、人员…"),
        }
        self.search.words.setText(searched[self.seat.sight])

    def _show_incident(self, answer: DeskHead) -> None:
        self._show_office()
        if answer.situation is None:
            self._tag.hide()
            self._title.set_words(self.tr("当前没有进行中的事件"))
            return
        head = answer.situation.head
        self._title.set_words(head.title)
        grade = word(head.grade.grade_title) if head.grade else self.tr("未定级")
        self._tag.set_level(head.grade, grade)
        self._tag.show()
        clause = self.tr("（预案 {clause}）").format(clause=answer.response_clause)
        self._clause.setText(clause)
        self._clause.setVisible(bool(answer.response_clause) and head.response is not None)

    def tick(self, now: datetime) -> None:
        if self._head is None:
            return
        if self.seat.sight is not Sight.PICTURE:
            self._line.setText(self._sight_words())
        elif self._head.situation is None:
            self._line.setText(self.tr("登记事件后，级别、响应和牵头单位显示在这里"))
        else:
            words = self._line_of(self._head.situation.head, now)
            oral, ink = self._oral_words(self._head.oral, now)
            said = (oral, self._merged_words(self._head), words)
            self._line.setText(dotted(said))
            self._line.set_ink(ink)

    def _sight_words(self) -> str:
        if self.seat.sight is Sight.ENTERED:
            return self.tr("登记投诉和来电；这里只有本人登记的")
        return self.tr("账号、席位、备份和服务器；投诉、公文和事件不在这里显示")

    def _oral_words(self, oral: PendingOral | None, now: datetime) -> tuple[str, str]:
        """“口头同意，待补签” while something decided by telephone is unsigned, and its colour."""
        if oral is None:
            return "", "text_dim"
        if oral.due_at < now:
            return self.tr("{pending}（已逾期）").format(pending=word(PENDING)), "danger"
        return word(PENDING), "warn"

    def _merged_words(self, head: DeskHead) -> str:
        """Both pages say it: where this one is carried on, or what is carried on in it."""
        if head.merged_into:
            return self.tr("已并入{title}").format(title=quoted(head.merged_into))
        if head.merged_from:
            titles = enumerated(quoted(title) for title in head.merged_from)
            return self.tr("并自{titles}").format(titles=titles)
        return ""

    def _line_of(self, head: IncidentHead, now: datetime) -> str:
        if head.response and head.activated_at:
            parts = [
                word(head.response.response_title),
                self.tr("已 {span}").format(span=span_zh(now - head.activated_at)),
                head.lead_body,
            ]
        else:
            parts = [
                word(STATE_WORDS[head.state]),
                self.tr("接报 {time}").format(time=short_zh(head.received_at, now)),
            ]
            if head.state in (State.REPORTED, State.ASSESSING):
                parts.append(self.tr("已 {span}").format(span=span_zh(now - head.received_at)))
        return dotted(parts)

    def _fill_menu(self, answer: DeskHead) -> None:
        menu = self._title.menu_of
        menu.clear()
        for number, line in enumerate(answer.lines):
            entry = menu.addAction(self._entry_words(line))
            if number < SWITCHES:
                entry.setText(f"{self._entry_words(line)}\tCtrl+{number + 1}")
            entry.triggered.connect(partial(self.incident_chosen.emit, line.id))
        if not answer.lines:
            menu.addAction(self.tr("还没有登记过事件")).setEnabled(False)

    def _entry_words(self, line: IncidentLine) -> str:
        parts = [line.title, word(STATE_WORDS[line.state])]
        parts += [word(line.grade.grade_title)] if line.grade else []
        return joined("  ·  ", parts).replace("&", "&&")

    def _show_moves(self, answer: DeskHead) -> None:
        offered = moves(answer, self.seat.actor)
        self._more.setVisible(bool(offered))
        for kind, button in self._buttons.items():
            if move := offered.get(kind):
                button.forbid(refusal(move.refusal) if move.refusal else "")
        self._show_grade_word(answer)
        self._fit_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def fold(self, sign: bool) -> None:
        """The search as a sign: the buttons have its room."""
        self.search.fold(sign)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """As many as leave the title its room; all acts stand in the menu behind them."""
        if self._head is None:
            return
        offered = moves(self._head, self.seat.actor)
        for kind, button in self._buttons.items():
            button.setVisible(kind in offered)
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        titles = min(self._title.sizeHint().width(), look.px(TITLE))
        while shown and self._needed(titles) > self.width():
            shown.pop().hide()

    def _needed(self, titles: int) -> int:
        """How wide all that is shown is, with so much for the titles."""
        margins, wide = self._row.contentsMargins(), titles
        for place in range(self._row.count()):
            item = self._row.itemAt(place)
            if item and item.layout() is None and not item.isEmpty():
                wide += item.sizeHint().width() + self._row.spacing()
        return wide + margins.left() + margins.right()

    def _show_grade_word(self, answer: DeskHead) -> None:
        graded = answer.situation is not None and answer.situation.head.grade is not None
        again = self.tr("重新定级…") if graded else self.tr("定级…")
        self._buttons[MoveKind.GRADE].setText(again)

    def ways(self) -> tuple[Way, ...]:
        """What can be found by the search among the acts of the head, by each of its names."""
        if self._head is None:
            return ()
        offered = moves(self._head, self.seat.actor)
        also = {MoveKind.REGISTER: (self.tr("接报登记"),)}
        return tuple(
            Way(
                WayKind.ACT,
                f"move:{kind.value}",
                words.rstrip("…"),
                self._done_to(kind),
                refusal(move.refusal) if move.refusal else "",
            )
            for kind, move in offered.items()
            for words in (move_word(kind), *also.get(kind, ()))
        )

    def _done_to(self, kind: MoveKind) -> str:
        """The incident that it is done to."""
        assert self._head
        if kind in WITHOUT_INCIDENT or self._head.situation is None:
            return ""
        return self._head.situation.head.title

    @Slot()
    def _show_more(self) -> None:
        """All acts of this person, those without a button too, with the reason when disabled."""
        if self._head is None:
            return
        menu = self.more_menu()
        below = self._more.mapToGlobal(self._more.rect().bottomLeft())
        menu.popup(below)

    def more_menu(self) -> MoreMenu:
        """Made anew each time it is wanted; it goes when it closes."""
        assert self._head
        menu = MoreMenu(self)
        last = 0
        for kind, move in moves(self._head, self.seat.actor).items():
            reason = refusal(move.refusal) if move.refusal else ""
            if part(kind) != last and not menu.isEmpty():
                menu.addSeparator()
            last = part(kind)
            menu.add(kind.value, move_word(kind), reason)
        menu.wanted.connect(self.move_wanted)
        return menu

    def _on_move(self, kind: MoveKind) -> None:
        self.move_wanted.emit(kind.value)

    @Slot()
    def _on_clause(self) -> None:
        if self._head:
            self.clause_clicked.emit(self._head.response_clause)

    def _switch(self, number: int) -> None:
        if self._head and number < len(self._head.lines):
            self.incident_chosen.emit(self._head.lines[number].id)
