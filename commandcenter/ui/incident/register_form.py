"""接报登记: the time stands by itself, three fields are needed, everything else can wait."""

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.times import local
from commandcenter.queries.seat.desk import Place, places
from commandcenter.services.incident.incidents import NewIncident, register
from commandcenter.store.database import Command
from commandcenter.ui import look
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import MomentEdit
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.incident.ways import door_of, ways
from commandcenter.ui.texts import word


class RegisterIncident(Form):
    """`kept` gives the id of the new incident."""

    object_name, extent = "register_incident", (680, 560)

    def __init__(self, over: Over) -> None:
        title, primary = self.tr("接报登记"), self.tr("登记")
        explain = self.tr("先记三项即可登记，其余随后补充。接报时间自动记下，报告时限从它起算。")
        super().__init__(over, title, primary, explain=explain)
        self._public_typed = False
        self._kind_chosen = False
        self._build_needed()
        self._build_folded()
        self.body.addStretch(1)  # what a form below this one adds stands at the bottom
        self.seat.tasks.read(self, places, self._show_places)

    def _build_needed(self) -> None:
        hint = self.tr("例：“11·24”悦力工场健身闭店事件")
        self.title = self.line("title", self.tr("事件名称"), hint=hint, needed=True)
        self.title.textEdited.connect(self._on_title)
        self.districts = self.chips("districts", self.tr("涉及县区"), (), needed=True)
        self.way = QComboBox()
        self.way.setEditable(True)
        self.way.addItems(ways())
        self.way.setCurrentIndex(-1)
        self.add("way", self.tr("怎样得知"), self.way, needed=True)
        kinds = [(c.value, word(CATEGORY_WORDS[c])) for c in Category]
        label = self.tr("事件类别（可多选，预案 1.4.1；按得知方式预选，请核对）")
        self.categories = self.chips("categories", label, kinds, columns=5)
        self._follow_way()
        self.way.currentTextChanged.connect(self._follow_way)
        self.categories.changed.connect(self._on_category)
        self._add_times()

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

    def _build_folded(self) -> None:
        fold = Fold(self.tr("更多：事发时间、品牌、主题、简要情况、对外名称"))
        self.fold = fold
        label, hint = self.tr("事发时间"), self.tr("与接报时间分开记；不清楚的留空，以后补充")
        self.occurred = self.moment("occurred_at", label, hint=hint, into=fold.body)
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
        if self._kind_chosen:
            return
        kind = door_of(self.way.currentText()) or Category.CLUSTER
        with QSignalBlocker(self.categories):
            self.categories.choose(kind.value)

    @Slot()
    def _on_category(self) -> None:
        self._kind_chosen = True

    def _show_places(self, found: tuple[Place, ...]) -> None:
        self.districts.set_choices([(p.code, p.name) for p in found])

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
            received_by_way=self.way.currentText(),
            topic=self.topic.text().strip(),
            summary=self.summary.toPlainText().strip(),
            brand=self.brand.text().strip(),
            occurred_at=self.occurred.value(),
            verified=self.verified.isChecked(),
        )
        self.send(self.command(new))

    def command(self, new: NewIncident) -> Command:
        """What is carried out with what was filled in; from a call it is linked to it too."""
        return self.seat.command(register, new)
