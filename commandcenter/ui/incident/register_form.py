"""接报登记: the time stands by itself, three fields are needed, everything else can wait."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy

from commandcenter.domain.command.duty import (
    NO_NAME,
    NO_NUMBER,
    LogKind,
    hide_mobiles,
    require_number,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.incident.offered_words import WAYS_TO_HEAR
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.domain.times import local, short_zh
from commandcenter.queries.incident.doubles import (
    DoubleLine,
    RegisterSheet,
    Typed,
    possible_doubles,
    register_sheet,
)
from commandcenter.services.command.duty import NewEntry, register_with_call
from commandcenter.services.incident.incidents import NewIncident, register
from commandcenter.store.database import Command
from commandcenter.ui import look
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined, listed
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import PlainLabel

TYPED_MS = 300  # after the last key, before it is asked for doubles


def told_name(text: str) -> str:
    """Of a caller, as it is kept: who gives none is 未告知 in whichever language a form says so."""
    said = text.strip()
    return NO_NAME if said == word(NO_NAME) else said


class RegisterIncident(Form):
    """`kept` gives the id of the new incident."""

    object_name, extent = "register_incident", (680, 640)
    of_call = True  # a call may be noted with it
    proposes = True

    def __init__(self, over: Over) -> None:
        title, primary = self.tr("接报登记"), self.tr("登记")
        explain = self.tr("先记三项即可登记，其余随后补充。接报时间自动记下，报告时限从它起算。")
        super().__init__(over, title, primary, explain=explain)
        self._public_typed = False
        self._categories_chosen = self._kind_chosen = False
        self._kinds: tuple[KindItem, ...] = ()
        self._build_needed()
        self._build_call()
        self._build_folded()
        self._watch_doubles()
        self.body.addStretch(1)  # what a form below this one adds stands at the bottom
        self.seat.tasks.read(self, self.seat.query(register_sheet), self._show_sheet)

    def _build_needed(self) -> None:
        hint = self.tr("例：“11·24”悦力工场健身闭店事件")
        self.title = self.line("title", self.tr("事件名称"), hint=hint, needed=True)
        self.title.textEdited.connect(self._on_title)
        self.districts = self.chips("districts", self.tr("涉及县区"), (), needed=True)
        self.way = WordBox(WAYS_TO_HEAR)
        self.way.setCurrentIndex(-1)
        self.add("way", self.tr("怎样得知"), self.way, needed=True)
        kinds = [(c.value, word(CATEGORY_WORDS[c])) for c in Category]
        label = self.tr("事件类别（可多选，预案 1.4.1；按得知方式预选，请核对）")
        self.categories = self.chips("categories", label, kinds, columns=5)
        self._add_kind()
        self._follow_way()
        self.way.currentTextChanged.connect(self._follow_way)
        self.categories.changed.connect(self._on_category)
        self._add_times()

    def _add_kind(self) -> None:
        """What happened, and by which level limits run until one is decided."""
        self.kind = ChoiceBox()
        self.provisional = PlainLabel("", Size.SMALL, ink="text_dim")
        self.provisional.setObjectName("provisional")
        self.provisional.setWordWrap(True)
        field = self.add("kind", self.tr("事件种类（按类别预选，请核对）"), self.kind)
        self.body.removeWidget(field)
        row = QHBoxLayout()
        row.setSpacing(look.px(20))
        row.addWidget(field, 1)
        row.addWidget(self.provisional, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.kind.activated.connect(self._on_kind)
        self.kind.currentIndexChanged.connect(self._show_provisional)

    def _add_times(self) -> None:
        now = self.seat.clock()
        self.received = MomentEdit(now)
        self.verified = QCheckBox(self.tr("情况已经核实，开始研判"))
        self.verified.setObjectName("verified")
        self.verified.setFont(look.font())
        field = self.add("received", self.tr("接报时间（自动）"), self.received)
        self.body.removeWidget(field)
        row = QHBoxLayout()
        row.setSpacing(look.px(20))
        row.addWidget(field, 1)
        row.addWidget(self.verified, 1)
        self.body.addLayout(row)

    def _build_call(self) -> None:
        """Who told the bureau of it, for the duty log; none of it is needed to register."""
        self.doubles = PlainLabel("", Size.SMALL, ink="warn")
        self.doubles.setObjectName("doubles")
        self.doubles.setWordWrap(True)
        self.doubles.hide()
        self.body.addWidget(self.doubles)
        self.unit = self.line("caller_unit", self.tr("来电单位"), hint=self.tr("群众来电可空"))
        self.caller = self.line("caller", self.tr("来电人"), hint=self.tr("不肯说的写“未告知”"))
        self.phone = self.line("call_back", self.tr("回拨号码"))
        self.side_by_side(self.unit, self.caller, self.phone)
        self.no_number = self.tick("no_number", self.tr("未留号码"))
        self.no_number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        hint = self.tr("对方怎么说就怎么记；没有另写简要情况的，用作简要情况")
        self.said = self.text("said", self.tr("来电原话"), hint=hint, lines=2)
        hint = self.tr("例：09:06 告知带班领导罗敏")
        self.told = self.line("told", self.tr("已告知"), hint=hint)
        self._call_fields = [*self._fields[-5:]]
        self._show_call(False)
        self.demand(self._no_way_back)

    def _show_call(self, shown: bool) -> None:
        for field in self._call_fields:
            field.setVisible(shown)
        self.no_number.setVisible(shown)

    def _no_way_back(self) -> str:
        """A number to ring back, or that none was left."""
        try:
            who = self.caller.text() or self.unit.text()
            require_number(who, self.phone.text(), left_none=self.no_number.isChecked())
        except RuleBroken as broken:
            return refusal(broken)
        return ""

    def _watch_doubles(self) -> None:
        """What is typed is held against the incidents of the last two days."""
        self._typing = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typing.timeout.connect(self._ask_doubles)
        for line in (self.title, self.brand):
            line.textChanged.connect(self._on_typed)
        self.said.textChanged.connect(self._on_typed)
        self.districts.changed.connect(self._on_typed)

    @Slot()
    def _on_typed(self) -> None:
        self._typing.start()

    @Slot()
    def _ask_doubles(self) -> None:
        typed = Typed(
            self.title.text(), self.said.toPlainText(), self.brand.text(), self.districts.chosen()
        )
        query = partial(possible_doubles, typed=typed, now=self.seat.clock())
        self.seat.tasks.read(self, query, self._show_doubles)

    def _show_doubles(self, found: tuple[DoubleLine, ...]) -> None:
        now = self.seat.clock()
        lines = [self._double_words(line, short_zh(line.received_at, now)) for line in found]
        self.doubles.setText(joined("\n", lines))
        self.doubles.setVisible(bool(lines))

    def _double_words(self, line: DoubleLine, when: str) -> str:
        same = self.tr("同一地点") if line.place else ""
        same = self.tr("同一经营主体") if line.trader else same
        words = self.tr("可能重复：{title}（{when} 接报，{same}）。是同一件事的，不另登记。")
        return words.format(title=line.title, when=when, same=same)

    def _build_folded(self) -> None:
        fold = Fold(self.tr("更多：事发时间、最早获知时间、品牌、主题、简要情况、对外名称"))
        self.fold = fold
        label, hint = self.tr("事发时间"), self.tr("与接报时间分开记；不清楚的留空，以后补充")
        self.occurred = self.moment("occurred_at", label, hint=hint, into=fold.body)
        label, hint = (
            self.tr("最早获知时间"),
            self.tr("接报前本局已有人知道的填写，报告时限从它起算"),
        )
        self.known = self.moment("known_at", label, hint=hint, into=fold.body)
        hint = self.tr("填写后，同一品牌近 30 天和今后的投诉自动并入本事件")
        self.brand = self.line("brand", self.tr("涉及品牌"), hint=hint, into=fold.body)
        hint = self.tr("例：预付式消费、食品安全")
        self.topic = self.line("topic", self.tr("主题"), hint=hint, into=fold.body)
        self.topic.textEdited.connect(self._on_title)
        hint = self.tr("会写入首报的“事件经过”")
        self.summary = self.text("summary", self.tr("简要情况"), hint=hint, into=fold.body)
        label, hint = self.tr("对外名称"), self.tr("大屏和对外材料使用，发布前不点名经营者")
        self.public = self.line("public_title", label, hint=hint, into=fold.body)
        self.public.textEdited.connect(self._on_public)
        self.body.addWidget(fold)
        self._on_title()

    @Slot()
    def _follow_way(self) -> None:
        """The kind that the way makes likely, until the person chooses; several may hold."""
        if self._categories_chosen:
            return
        kind = WAYS_TO_HEAR.get(self.way.written(), Category.CLUSTER)
        with QSignalBlocker(self.categories):
            self.categories.choose(kind.value)
        self._propose_kind()

    @Slot()
    def _on_category(self) -> None:
        self._categories_chosen = True
        self._propose_kind()

    @Slot()
    def _on_kind(self) -> None:
        self._kind_chosen = True

    def _propose_kind(self) -> None:
        """That of the categories, until the person chooses one."""
        if self._kind_chosen:
            return
        chosen = set(self.categories.chosen())
        fitting = (k.code for k in self._kinds if chosen & {c.value for c in k.categories})
        self.kind.setCurrentIndex(self.kind.findData(next(fitting, None)))

    @Slot()
    def _show_provisional(self) -> None:
        kind = next((k for k in self._kinds if k.code == self.kind.currentData()), None)
        if kind is None:
            self.provisional.setText("")
            return
        words = self.tr("定级前暂按{level}级计时").format(level=kind.provisional.sign)
        if kind.report_as is not kind.provisional:
            words = listed(
                (words, self.tr("信息报告按{level}级时限").format(level=kind.report_as.sign))
            )
        self.provisional.setText(words)

    def _show_sheet(self, found: RegisterSheet) -> None:
        self.districts.set_choices([(p.code, p.name) for p in found.places])
        untouched = self._typed() == self._first
        self._kinds = found.kinds
        for kind in found.kinds:
            self.kind.addItem(kind.title, kind.code)
        self._propose_kind()
        if untouched:
            self._first = self._typed()
        self._show_call(found.notes_calls and self.of_call)

    @Slot()
    def _on_title(self) -> None:
        """The name for outside follows until it is typed: day and topic, no trader."""
        if not self._public_typed:
            at = local(self.received.moment())
            topic = self.topic.text().strip() or self.tr("消费投诉")
            name = self.tr("“{month}·{day}”{topic}事件")
            self.public.setText(name.format(month=at.month, day=at.day, topic=topic))

    @Slot()
    def _on_public(self) -> None:
        self._public_typed = bool(self.public.text())

    def submit(self) -> None:
        new = NewIncident(
            title=self.title.text(),
            public_title=self.public.text(),
            categories=tuple(Category(c) for c in self.categories.chosen()),
            districts=self.districts.chosen(),
            received_at=min(self.received.moment(), self.seat.clock()),
            received_by_way=self.way.written(),
            topic=self.topic.text().strip(),
            summary=self.summary.toPlainText().strip() or hide_mobiles(self._said()),
            brand=self.brand.text().strip(),
            occurred_at=self.occurred.value(),
            verified=self.verified.isChecked(),
            kind=self.kind.currentData() or "",
            known_at=self.known.value(),
        )
        self.send(self.command(new))

    def _said(self) -> str:
        return self.said.toPlainText().strip() if self.of_call else ""

    def command(self, new: NewIncident) -> Command:
        """What is carried out with what was filled in; a call is kept with it in the same act."""
        caller, unit = told_name(self.caller.text()), self.unit.text().strip()
        if not (caller or unit or self._said()):
            return self.seat.command(register, new)
        call = NewEntry(
            kind=LogKind.CALL_IN,
            text=self._said() or new.title,
            happened_at=new.received_at,
            unit=unit,
            name=caller or ("" if unit else NO_NAME),
            phone=self.phone.text() or (NO_NUMBER if self.no_number.isChecked() else ""),
            told=self.told.text(),
        )
        return self.seat.command(register_with_call, new, call)
