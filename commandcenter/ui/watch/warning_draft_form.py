"""起草预警: the items that the law asks for, filled from the signal; also for amending it."""

from PySide6.QtCore import Slot

from commandcenter.domain.level import Level
from commandcenter.domain.phrase import clauses
from commandcenter.domain.watch.warning import LEVEL_WORDS, Items
from commandcenter.queries.watch.warning_detail import WarningForm
from commandcenter.services.watch import warnings
from commandcenter.services.watch.signals import TriageNote
from commandcenter.services.watch.warnings import Draft
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import typed
from commandcenter.ui.texts import word


class WarningItems:
    """The editors of the items in a form, filled once and read back as a Draft."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.subject_id: int | None = None
        self._titles: dict[Level, tuple[str, ...]] = {}
        tr = form.tr
        self.title = form.line("title", tr("预警名称"), needed=True)
        levels = [(level.value, word(LEVEL_WORDS[level])) for level in reversed(Level)]
        label = tr("预警级别（一级最重）")
        self.level = form.chips("level", label, levels, single=True, needed=True)
        self.category = form.line("category", tr("预警类别"), needed=True)
        self.starts_at = form.moment("starts_at", tr("起始时间"), needed=True)
        form.side_by_side(self.category, self.starts_at)
        self.districts = form.chips("districts", tr("涉及县区"), (), needed=True)
        self.scope = form.text("scope", tr("可能影响的范围"), lines=2, needed=True)
        self.matters = form.text("matters", tr("警示事项"), lines=3, needed=True)
        self.measures = form.text("measures", tr("应当采取的措施"), lines=3, needed=True)
        self.issuer = form.line("issuer", tr("发布单位"), needed=True)
        self.level.changed.connect(self.follow_level)

    def fill(self, basis: WarningForm) -> None:
        items, self._titles = basis.items, basis.measures
        self.subject_id = basis.subject_id
        self.title.setText(items.title)
        self.category.setText(items.category)
        self.starts_at.set_value(items.starts_at)
        self.districts.set_choices([(place.code, place.name) for place in basis.counties])
        self.districts.choose(*basis.districts)
        self.scope.setPlainText(items.scope)
        self.matters.setPlainText(items.matters)
        self.measures.setPlainText(items.measures)
        self.issuer.setText(items.issuer)
        self.level.choose(items.level.value)

    @Slot()
    def follow_level(self) -> None:
        """The measures of the level, until a person has written their own."""
        lists = {clauses(titles) for titles in self._titles.values()}
        if self._titles and self.measures.toPlainText().strip() in lists | {""}:
            self.measures.setPlainText(clauses(self._titles[self.chosen_level]))

    @property
    def chosen_level(self) -> Level:
        chosen = self.level.chosen()
        return Level(chosen[0]) if chosen else Level.IV

    def draft(self) -> Draft:
        items = Items(
            title=typed(self.title.text()),
            category=typed(self.category.text()),
            level=self.chosen_level,
            starts_at=self.starts_at.value() or self.form.seat.clock(),
            scope=typed(self.scope.toPlainText()),
            matters=typed(self.matters.toPlainText()),
            measures=typed(self.measures.toPlainText()),
            issuer=typed(self.issuer.text()),
        )
        return Draft(items, self.districts.chosen(), self.subject_id)


class DraftWarning(Form):
    """`kept` gives the id of the draft. `signal_id` None: of no signal; `basis` of the same."""

    object_name, kept_as, extent = "draft_warning", "draft_warning", (760, 820)

    def __init__(self, over: Over, basis: WarningForm, signal_id: int | None = None) -> None:
        title, primary = self.tr("起草预警"), self.tr("提交签发")
        explain = self.tr(
            "预案 3.2；突发事件应对法第 64 条八项缺一不可，发布时间在签发时填入。"
            "内容按监测提示预填，请核对修改。本预警为本局内部预警。"
        )
        super().__init__(over, title, primary, explain=explain, subject=signal_id or 0)
        self._signal, self._basis = signal_id, basis
        self.items = WarningItems(self)
        if signal_id is not None:
            self.words = self.text("words", self.tr("转为预警的理由"), lines=2, needed=True)
        self.items.fill(basis)

    def submit(self) -> None:
        said = None
        if self._signal is not None:
            words = self.words.toPlainText().strip()
            said = TriageNote(words, self._basis.seen, self._basis.observed)
        self.act(warnings.draft, self.items.draft(), self._signal, said)


class AmendWarning(Form):
    """修改 of a draft, as a whole; refused when somebody else was first."""

    object_name, kept_as, extent = "amend_warning", "amend_warning", (760, 780)

    def __init__(self, over: Over, basis: WarningForm, warning_id: int) -> None:
        title, primary = self.tr("修改预警稿"), self.tr("保存并提交签发")
        explain = self.tr("预案 3.2(1)；发布时间在签发时填入。")
        super().__init__(over, title, primary, explain=explain, subject=warning_id)
        self._warning, self._seen = warning_id, basis.seen
        self.items = WarningItems(self)
        self.items.fill(basis)

    def submit(self) -> None:
        self.act(warnings.amend, self._warning, self.items.draft(), self._seen)
