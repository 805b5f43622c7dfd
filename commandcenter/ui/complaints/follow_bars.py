"""Over the complaints under way: the counts that open their rows, the filters, the acts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QWidget

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import (
    ACT_WORDS,
    MOVES,
    STATE_WORDS,
    HandlingAct,
    HandlingState,
    may_follow,
)
from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.queries.complaints.follow_rows import Light
from commandcenter.queries.complaints.followup import (
    NOBODY,
    Choice,
    FollowFilter,
    FollowSums,
    FollowUp,
)
from commandcenter.queries.offers import Offer
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.look import Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel, tip
from commandcenter.ui.widgets.stacking import Stacking

ALL, FLAGGED, LEFT = "all", "flagged", "left"
FIRST_ACTS = (
    HandlingAct.ACCEPT, HandlingAct.DECLINE, HandlingAct.END, HandlingAct.TELL,
    HandlingAct.CLOSE, HandlingAct.ASSIGN,
)  # fmt: skip
LATER_ACTS = tuple(act for act in HandlingAct if act not in FIRST_ACTS)
FLAG, LIFT, LEAVE, FORMS = "flag", "lift", "leave", "forms"


class SumsBar(QWidget):
    """件, 人次 and 人 together, and beside them what is near its limit or odd; each can be pressed.

    Signals:
        pressed: arg: complaints, person_times, people, or the key of a filter
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self._buttons: dict[str, Button] = {}
        for key in ("complaints", "person_times", "people", Due.SOON, Due.LATE, FLAGGED):
            button = Button("", Kind.LINK, size=Size.TEXT)
            button.setObjectName(f"sum_{key}")
            button.clicked.connect(partial(self.pressed.emit, str(key)))
            self._buttons[str(key)] = button
            row.addWidget(button)
        self._done = ElidedLabel("", Size.SMALL, ink="text_dim")
        self._done.setObjectName("sums_done")
        self._done.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._done, 1)

    def show_sums(self, sums: FollowSums) -> None:
        counts = sums.counts
        words = {
            "complaints": self.tr("{n} 件").format(n=f"{counts.complaints:,}"),
            "person_times": self.tr("{n} 人次").format(n=f"{counts.person_times:,}"),
            "people": self.tr("{n} 人").format(n=f"{counts.people:,}"),
            Due.SOON: self.tr("其中 {n} 件即将到期").format(n=f"{sums.soon:,}"),
            Due.LATE: self.tr("{n} 件已逾期").format(n=f"{sums.late:,}"),
            FLAGGED: self.tr("其中疑似异常 {n} 件").format(n=f"{sums.flagged:,}"),
        }
        for key, text in words.items():
            self._buttons[str(key)].setText(text)
        self._buttons[FLAGGED].setToolTip(tip(self.tr("标注不影响计数，法定期限照常计算")))
        template = self.tr(
            "待受理 {a} · 受理 {b} · 不予受理 {c} · 终止调解 {d} · 办结 {e} · 挽回 {f} 元"
        )
        done = (sums.waiting, sums.accepted, sums.declined, sums.ended, sums.closed)
        a, b, c, d, e = (f"{n:,}" for n in done)
        money = amount_text(sums.recovered_cents)
        self._done.setText(template.format(a=a, b=b, c=c, d=d, e=e, f=money))


class FilterBar(QWidget):
    """Signals:
    changed: Another choice was made. arg: the FollowFilter
    search_changed: Something was typed into the search field
    """

    changed = Signal(object)
    search_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = Segments(
            [
                (ALL, self.tr("全部")),
                (Due.SOON, self.tr("即将到期")),
                (Due.LATE, self.tr("已逾期")),
                (FLAGGED, self.tr("疑似异常")),
                (LEFT, self.tr("已移出")),
            ]
        )
        self.kinds.setObjectName("follow_kinds")
        self.kinds.chosen.connect(self._on_changed)
        self.state = self._combo("follow_state", self.tr("办理状态"))
        self.state.addItem(self.tr("全部状态"), "")
        for state in HandlingState:
            self.state.addItem(word(STATE_WORDS[state]), state.value)
        self.handler = self._combo("follow_handler", self.tr("承办人"))
        self.district = self._combo("follow_district", self.tr("区县"))
        self.field = QLineEdit()
        self.field.setObjectName("follow_search")
        self.field.setAccessibleName(self.tr("搜索本事件的投诉"))
        self.field.setPlaceholderText(self.tr("搜编号、事由、内容、主体"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(100)
        self.field.setFont(look.font(Size.SMALL))
        self.field.textChanged.connect(self.search_changed)
        self.field.setMinimumWidth(look.px(120))
        row, kinds, choices = QHBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for each in (row, kinds, choices):
            each.setSpacing(look.px(8))
        kinds.addWidget(self.kinds)
        kinds.addStretch(1)
        for widget in (self.state, self.handler, self.district):
            choices.addWidget(widget)
        choices.addWidget(self.field, 1)
        row.addLayout(kinds)
        row.addLayout(choices, 1)
        Stacking(self, row, None)

    def _combo(self, name: str, said: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(said)
        combo.setFont(look.font(Size.SMALL))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(self._on_changed)
        return combo

    def choose(self, key: str) -> None:
        self.kinds.choose(key)
        self._on_changed()

    def chosen(self) -> FollowFilter:
        key, handler = self.kinds.key, self.handler.currentData()
        state = self.state.currentData()
        return FollowFilter(
            state=HandlingState(state) if state else None,
            due=Due(key) if key in set(Due) else None,
            handler=int(handler) if handler else None,
            district=self.district.currentData() or "",
            flagged=key == FLAGGED,
            left=key == LEFT,
            words=self.field.text().strip(),
        )

    def show_choices(self, answer: FollowUp) -> None:
        nobody = Choice(str(NOBODY), self.tr("未交办"), answer.handlers[0].count)
        people = (nobody, *answer.handlers[1:])
        self._fill(self.handler, self.tr("全部承办人"), people)
        self._fill(self.district, self.tr("全部区县"), answer.districts)

    def _fill(self, combo: QComboBox, first: str, choices: Sequence[Choice]) -> None:
        """What was chosen stays chosen, though nothing may be left of it."""
        wanted = [(first, "")] + [
            (self.tr("{name}（{n}）").format(name=c.name, n=c.count), c.key) for c in choices
        ]
        if wanted == [(combo.itemText(i), combo.itemData(i)) for i in range(combo.count())]:
            return
        chosen, words = combo.currentData(), combo.currentText()
        if chosen and chosen not in {key for _, key in wanted}:
            wanted.append((words, chosen))
        combo.clear()
        for text, key in wanted:
            combo.addItem(text, key)
        combo.setCurrentIndex(max(0, combo.findData(chosen or "")))

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit(self.chosen())


class ActBar(QWidget):
    """What can be done to the chosen complaints; what fits none of them says why. What has no room
    as a button stands in the menu.

    Signals:
        wanted: arg: value of a HandlingAct, or flag, lift, leave, forms
        all_wanted: All that match shall be chosen, shown or not
    """

    wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", Size.SMALL, ink="text_dim")
        self._words.setObjectName("follow_picked")
        self.all = Button("", Kind.LINK, size=Size.SMALL)
        self.all.setObjectName("pick_all")
        self.all.clicked.connect(self.all_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(self._words)
        row.addWidget(self.all)
        self._buttons: dict[HandlingAct, Button] = {}
        for act in FIRST_ACTS:
            button = Button(word(ACT_WORDS[act]), Kind.PLAIN, size=Size.SMALL)
            button.setObjectName(f"bulk_{act.value}")
            button.clicked.connect(partial(self.wanted.emit, act.value))
            self._buttons[act] = button
            row.addWidget(button)
        self.forms = Button(self.tr("制作文书"), Kind.PLAIN, icon="paper", size=Size.SMALL)
        self.forms.setObjectName("bulk_forms")
        self.forms.clicked.connect(partial(self.wanted.emit, FORMS))
        row.addWidget(self.forms)
        self.menu_of = QMenu(self)
        self.menu_of.setToolTipsVisible(True)
        self.more = Button(self.tr("更多"), Kind.PLAIN, icon="down", size=Size.SMALL)
        self.more.setObjectName("bulk_more")
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more)
        self._later = self._make_menu()
        row.addStretch(1)
        self._row = row
        self.setMinimumWidth(1)
        self._handles = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap = self._row.spacing()
        parts = (self._words, self.all, self.forms, self.more)
        room = self.width() - sum(p.sizeHint().width() + gap for p in parts if not p.isHidden())
        fits = True
        for act, button in self._buttons.items():
            room -= button.sizeHint().width() + gap
            fits = fits and room >= 0
            button.setVisible(self._handles and fits)
            self._later[act.value].setVisible(self._handles and not fits)

    def _make_menu(self) -> dict[str, QAction]:
        words = {act.value: word(ACT_WORDS[act]) for act in (*FIRST_ACTS, *LATER_ACTS)}
        words |= {FLAG: self.tr("标注疑似异常"), LIFT: self.tr("解除疑似异常标注")}
        words |= {LEAVE: self.tr("移出本事件")}
        made = {}
        for key, text in words.items():
            if key in (HandlingAct.UNDO.value, FLAG, LEAVE):
                self.menu_of.addSeparator()
            action = self.menu_of.addAction(text)
            action.setObjectName(f"bulk_{key}")
            action.triggered.connect(partial(self.wanted.emit, key))
            made[key] = action
        return made

    @Slot()
    def _open_menu(self) -> None:
        self.menu_of.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def show_picked(self, picked: Sequence[Light], answer: FollowUp, left: bool) -> None:
        """`left`: those shown were taken out of the incident."""
        count, total = len(picked), len(answer.all)
        handles, flags, joins = (answer.offer(key) for key in ("handle", "flag", "join"))
        self._words.setText(self.tr("已选 {n} 件").format(n=f"{count:,}"))
        self.all.setText(self.tr("全选 {n} 件").format(n=f"{total:,}"))
        self.all.setVisible(count < total)
        states = {(row.kind, row.state) for row in picked}
        self._handles = handles is not None
        for act, button in self._buttons.items():
            button.forbid(self._why(act, states, count))
            self._set_refusal(act.value, self._why(act, states, count))
        for act in LATER_ACTS:
            self._later[act.value].setVisible(handles is not None)
            self._set_refusal(act.value, self._why(act, states, count))
        self.forms.setVisible(answer.offer(FORMS) is not None)
        self.forms.forbid("" if count else self._none())
        flagged = any(row.flagged for row in picked)
        self._set_refusal(FLAG, "" if count else self._none())
        self._set_refusal(LIFT, "" if flagged else self.tr("所选的没有疑似异常标注。"))
        self._set_refusal(LEAVE, self._why_not_leave(joins, count))
        for key, shown in (
            (FLAG, flags is not None),
            (LIFT, flags is not None),
            (LEAVE, joins is not None and not left),
        ):
            self._later[key].setVisible(shown)
        self.more.setVisible(bool(answer.offers))
        self._fit()

    def _set_refusal(self, key: str, why: str) -> None:
        self._later[key].setEnabled(not why)
        self._later[key].setToolTip(tip(why))

    def _none(self) -> str:
        return self.tr("请先在表中选择投诉；按住 Shift 或 Ctrl 可选多件。")

    def _why(
        self, act: HandlingAct, states: set[tuple[ComplaintKind, HandlingState]], count: int
    ) -> str:
        if not count:
            return self._none()
        if any(may_follow(kind, state, act) for kind, state in states):
            return ""
        words = word(ACT_WORDS[act])
        if not any(act in MOVES[kind] for kind, _ in states):
            return self.tr("所选的 {n} 件都不适用“{act}”。").format(n=count, act=words)
        return self.tr("所选的 {n} 件现在都不能办理“{act}”。").format(n=count, act=words)

    def _why_not_leave(self, joins: Offer | None, count: int) -> str:
        if joins is not None and joins.refusal is not None:
            return refusal(joins.refusal)
        return "" if count else self._none()
