"""电话请示记录: an oral decision is written down by another, and signed by who decided."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from commandcenter.domain.incident.notices import matter_of
from commandcenter.domain.incident.oral import MATTER_WORDS, PENDING, Matter
from commandcenter.domain.late_entry import with_entry
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_words import due_words
from commandcenter.domain.times import minute_zh, short_zh
from commandcenter.queries.incident.orals import Decider, OralChoices, OralLine, oral_choices
from commandcenter.services.incident import oral, response
from commandcenter.services.incident.oral import Call, GradeOrder, Order
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import tip

LEVELLED = (Matter.GRADE, Matter.ACTIVATE, Matter.RAISE, Matter.LOWER)
REASONED = (Matter.GRADE, Matter.RAISE, Matter.LOWER, Matter.END)
MEASURED = (Matter.ACTIVATE, Matter.RAISE, Matter.LOWER)


class OralForm(Form):
    """For who answered the telephone: what was asked, the words, the witness, and the order.

    Each matter asks for the items of its act, as if it were signed.
    """

    object_name, kept_as, extent = "oral_form", "oral_decision", (720, 780)
    proposes = True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("电话请示记录"), self.tr("登记")
        explain = self.tr(
            "由决定人以外的人登记，另有见证人。登记后立即生效，决定人须在期限内补签。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._choices: OralChoices | None = None
        self._build_call()
        self._build_order()
        query = self.seat.query(oral_choices, incident_id, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _build_call(self) -> None:
        self.decider = self.choice("decider", self.tr("决定人"), (), needed=True)
        self.matter = self.choice("matter", self.tr("请示事项"), (), needed=True)
        self.called = self.moment("called_at", self.tr("通话时间"), self.seat.clock(), needed=True)
        hint = self.tr("决定人、记录人以外的第三人")
        self.witness = self.line("witness", self.tr("见证人"), hint=hint, needed=True)
        self.asked = self.text("asked", self.tr("请示内容"), lines=2, needed=True)
        label, hint = self.tr("答复原话"), self.tr("照原话记录")
        self.words = self.text("words", label, hint=hint, lines=2, needed=True)

    def _build_order(self) -> None:
        self._order = QWidget()
        box = QVBoxLayout(self._order)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(14))
        self.level = self.choice("level", self.tr("级别"), (), needed=True, into=box)
        self.reason = self.text("reason", self.tr("理由"), lines=2, needed=True, into=box)
        self.item = self.line("item", self.tr("响应事项"), needed=True, into=box)
        label, unit = self.tr("预计期限"), self.tr("天")
        self.days = self.number("days", label, unit=unit, needed=True, into=box)
        label = self.tr("应急处置措施")
        self.measures = self.text("measures", label, lines=3, needed=True, into=box)
        self._parts: dict[str, Field] = {field.editor.objectName(): field for field in self._fields}
        self.body.addWidget(self._order)

    def _show(self, choices: OralChoices) -> None:
        self._choices = choices
        for person in choices.deciders:
            words = person.name
            if person.post:
                words = self.tr("{name}（{post}）").format(name=person.name, post=person.post)
            self.decider.addItem(words, person.id)
        for matter in Matter:
            self.matter.addItem(word(MATTER_WORDS[matter]), matter)
            broken = choices.closed.get(matter)
            if broken:
                self._close_entry(self.matter, self.matter.count() - 1, refusal(broken))
        for level in reversed(Level):
            self.level.addItem("", level)
        self._choose_first()
        self.matter.currentIndexChanged.connect(self._on_matter)
        self.decider.currentIndexChanged.connect(self._on_matter)
        self.level.currentIndexChanged.connect(self._on_level)
        self._on_matter()
        self._first = self._typed()

    @staticmethod
    def _close_entry(box: QComboBox, index: int, reason: str) -> None:
        item = box.model().item(index)  # type: ignore[attr-defined]  # a QStandardItemModel
        item.setEnabled(not reason)
        item.setToolTip(tip(reason))

    def _choose_first(self) -> None:
        """What the state of the incident makes likely; the person chooses."""
        assert self._choices
        open_ones = [m for m in Matter if m not in self._choices.closed]
        likely = [Matter.ACTIVATE] if self._choices.grade else [Matter.GRADE]
        first = next((m for m in likely if m in open_ones), open_ones[0])
        self.matter.setCurrentIndex(self.matter.findData(first))
        if self._choices.suggested:
            self.level.setCurrentIndex(self.level.findData(self._choices.suggested))

    @property
    def _matter(self) -> Matter:
        return Matter(self.matter.currentData())

    @property
    def _decider(self) -> Decider | None:
        people = self._choices.deciders if self._choices else ()
        return next((p for p in people if p.id == self.decider.currentData()), None)

    @Slot()
    def _on_matter(self) -> None:
        """Only the items of this act are asked for; levels the decider may not decide say why."""
        if self._choices is None or self.matter.currentIndex() < 0:
            return
        matter, decider = self._matter, self._decider
        shown = {
            "level": matter in LEVELLED,
            "reason": matter in REASONED,
            "item": matter is Matter.ACTIVATE,
            "days": matter in MEASURED,
            "measures": matter in MEASURED,
        }
        for name, on in shown.items():
            self._parts[name].setVisible(on)
        self._order.setVisible(any(shown.values()))
        self._show_levels(matter, decider)
        self._prefill(matter)
        self._show_oral_consequence(matter, decider)

    def _show_levels(self, matter: Matter, decider: Decider | None) -> None:
        """In the words of the matter; one the decider may not decide is closed, and says why."""
        assert self._choices
        allowed: list[int] = []
        why = ""
        for index in range(self.level.count()):
            level = Level(self.level.itemData(index))
            self.level.setItemText(index, self._level_words(matter, level))
            asked = self._choices.response if matter is Matter.LOWER else level
            broken = decider.refusals.get((matter, asked)) if decider else None
            closed = refusal(broken) if broken else ""
            self._close_entry(self.level, index, closed)
            why = why or closed
            allowed += [] if broken else [index]
        if self.level.currentIndex() not in allowed:
            self.level.setCurrentIndex(allowed[-1] if allowed else -1)
        self.forbid(why if matter in LEVELLED and not allowed else "")

    def _level_words(self, matter: Matter, level: Level) -> str:
        graded = matter is Matter.GRADE
        return word(level.grade_title if graded else level.response_title)

    def _prefill(self, matter: Matter) -> None:
        assert self._choices
        if matter is Matter.ACTIVATE and not self.item.text():
            self.item.setText(matter_of(self._choices.title))
        self._on_level()

    @Slot()
    def _on_level(self) -> None:
        """The plan's measures and days of the level, unless something was typed."""
        if self._choices is None or self._matter not in MEASURED or self.level.currentIndex() < 0:
            return
        item = self._choices.responses[Level(self.level.currentData())]
        known = {each.measures for each in self._choices.responses.values()} | {""}
        if self.measures.toPlainText() in known:
            self.measures.setPlainText(item.measures)
            self.days.edit.setText(str(item.expected_days))

    def _show_oral_consequence(self, matter: Matter, decider: Decider | None) -> None:
        assert self._choices
        who = decider.name if decider else self.tr("决定人")
        words = {
            "who": who,
            "span": word(due_words(self._choices.usual)),
            "pending": word(PENDING),
            "matter": word(MATTER_WORDS[matter]),
        }
        if matter in oral.ORDERS:
            template = self.tr(
                "登记后“{matter}”立即生效，各处显示“{pending}”；{who}须在通话后 {span}内补签。"
            )
        else:
            template = self.tr("这类事项只作记录，不直接生效；{who}须在通话后 {span}内补签。")
        self.show_consequence(template.format(**words))

    def submit(self) -> None:
        decider, called = self._decider, self.called.value()
        assert decider
        assert called
        call = Call(
            matter=self._matter,
            asked=self.asked.toPlainText(),
            words=self.words.toPlainText(),
            called_at=called,
            decider_id=decider.id,
            witness=self.witness.text(),
            order=self._order_of(self._matter),
        )
        self.act(oral.register, self._incident, call)

    def _order_of(self, matter: Matter) -> Order | None:
        """The act itself, as a person would have signed it."""
        assert self._choices
        reason, days = self.reason.toPlainText(), self.days.value() or 0
        level, measures = self.level.currentData(), self.measures.toPlainText()
        match matter:
            case Matter.GRADE:
                answers = self._choices.suggestion_id
                return GradeOrder(Level(level), reason, answers, self._choices.record)
            case Matter.ACTIVATE:
                item = self.item.text()
                facts = self._choices.record
                return response.Activation(item, Level(level), days, measures, "", facts=facts)
            case Matter.RAISE | Matter.LOWER:
                facts = self._choices.record
                return response.Change(Level(level), reason, days, measures, "", facts=facts)
            case Matter.END:
                return response.Ending(reason, "")
        return None


class SignOral(SignedForm):
    """The decider reads their words as they were written down, and signs them."""

    object_name, kept_as, extent, keeps = "sign_oral", "sign_oral", (620, 560), False

    def __init__(self, over: Over, line: OralLine) -> None:
        title, primary = self.tr("补签口头决定"), self.tr("补签")
        explain = self.tr("补签后片刻内可以撤回，此后不能再改。原话不符的，请改用“有异议”。")
        super().__init__(over, title, primary, explain=explain, subject=line.id)
        self._line = line
        self.add_text(self.tr("记录全文"))
        self.show_text(self._record(), self._late())

    def _record(self) -> str:
        line = self._line
        matter = word(MATTER_WORDS[line.matter])
        level = self.tr("（{sign}级）").format(sign=line.level.sign) if line.level else ""
        called, entered = minute_zh(line.called_at), minute_zh(line.entered) if line.entered else ""
        return joined(
            "\n",
            (
                self.tr("电话请示记录"),
                self.tr("事项：{matter}{level}").format(matter=matter, level=level),
                self.tr("请示内容：{words}").format(words=line.asked),
                self.tr("答复原话：{words}").format(words=line.words),
                self.tr("通话时间：{time}").format(time=with_entry(called, entered)),
                self.tr("记录人：{who}；见证人：{witness}").format(
                    who=line.recorded_by, witness=line.witness
                ),
            ),
        )

    def _late(self) -> str:
        due = short_zh(self._line.due_at, self.seat.clock())
        if self._line.overdue:
            return self.tr("补签期限是 {time}，已经超过；补签后注明逾期。").format(time=due)
        return self.tr("补签期限：{time}。").format(time=due)

    def reread(self) -> None:
        """The words of a record never change."""

    def submit(self) -> None:
        self.act(oral.sign, self._line.id, self.signature.text())
