"""补充、更正登记: all that was registered, filled in later; two people at once are told."""

from datetime import datetime

from commandcenter.domain.incident.incident import CATEGORY_WORDS, Category
from commandcenter.domain.incident.offered_words import WAYS_TO_HEAR
from commandcenter.domain.quotes import INNER
from commandcenter.domain.times import minute_zh
from commandcenter.queries.incident.registration import Registration, registration
from commandcenter.services.incident.incidents import Amendment, amend
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.word_box import WordBox
from commandcenter.ui.phrases import clauses, enumerated
from commandcenter.ui.texts import word
from commandcenter.ui.workers import Failure


class Amend(Form):
    """What somebody else changed meanwhile is shown beside; the own words stay, and can be kept."""

    object_name, kept_as, extent = "amend_form", "amend", (700, 780)
    fills = True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("补充、更正登记"), self.tr("保存")
        explain = self.tr("接报时间不能改：报告时限从它起算。以前登记的内容留在记录里。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._shown: Registration | None = None
        self._known_shown: datetime | None = None
        self._build()
        self.seat.tasks.read(self, lambda s: registration(s, incident_id), self._show)

    def _build(self) -> None:
        self.title = self.line("title", self.tr("事件名称"), needed=True)
        label, hint = self.tr("对外名称"), self.tr("大屏和对外材料使用，发布前不点名经营者")
        self.public = self.line("public_title", label, hint=hint, needed=True)
        kinds = [(c.value, word(CATEGORY_WORDS[c])) for c in Category]
        label = self.tr("事件类别（可多选，预案 1.4.1）")
        self.categories = self.chips("categories", label, kinds, columns=5, needed=True)
        self.kind = self.choice("kind", self.tr("事件种类（定级前按它计时）"), [])
        self.districts = self.chips("districts", self.tr("涉及县区"), (), needed=True)
        self.occurred = self.moment("occurred_at", self.tr("事发时间"))
        hint = self.tr("接报前本局已有人知道的填写，报告时限从它起算")
        self.known = self.moment("known_at", self.tr("最早获知时间"), hint=hint)
        self.known_why = self.line("known_why", self.tr("改动最早获知时间的理由"))
        self.demand(self._no_known_why, self.known_why)
        self.way = WordBox(WAYS_TO_HEAR)
        self.add("way", self.tr("怎样得知"), self.way, needed=True)
        hint = self.tr("改动后，新品牌近 30 天和今后的投诉自动并入本事件")
        self.brand = self.line("brand", self.tr("涉及品牌"), hint=hint)
        self.topic = self.line("topic", self.tr("主题"))
        self.summary = self.text("summary", self.tr("简要情况"))

    def _show(self, found: Registration) -> None:
        self._shown = found
        received = self.tr("{time} 接报，{who} 登记。").format(
            time=minute_zh(found.received_at), who=found.registered_by
        )
        self.explain.setText(f"{received}{self.explain.text()}")
        self.title.setText(found.title)
        self.public.setText(found.public_title)
        self.districts.set_choices([(p.code, p.name) for p in found.places])
        self.categories.choose(*(c.value for c in found.categories))
        self.districts.choose(*found.districts)
        self._show_kinds(found)
        self.occurred.set_value(found.occurred_at)
        self.known.set_value(found.known_at)
        self._known_shown = self.known.value()  # to the minute
        self.way.set_written(found.received_by_way)
        self.brand.setText(found.brand)
        self.topic.setText(found.topic)
        self.summary.setPlainText(found.summary)
        self.filled()

    def _show_kinds(self, found: Registration) -> None:
        """An old incident may have none."""
        self.kind.clear()
        for kind in found.kinds:
            self.kind.addItem(kind.title, kind.code)
        self.kind.setCurrentIndex(self.kind.findData(found.kind))

    def _known_changed(self) -> bool:
        return self.known.value() != self._known_shown

    def _no_known_why(self) -> str:
        wanted = self._known_changed() and not self.known_why.text().strip()
        return self.tr("请填写改动最早获知时间的理由。") if wanted else ""

    def _known(self) -> datetime | None:
        if self._shown and not self._known_changed():
            return self._shown.known_at
        return self.known.value()

    def _amendment(self) -> Amendment:
        return Amendment(
            title=self.title.text(),
            public_title=self.public.text(),
            categories=tuple(Category(c) for c in self.categories.chosen()),
            districts=self.districts.chosen(),
            received_by_way=self.way.written(),
            topic=self.topic.text(),
            summary=self.summary.toPlainText(),
            brand=self.brand.text(),
            occurred_at=self.occurred.value(),
            version=self._shown.version if self._shown else None,
            kind=self.kind.currentData() or "",
            known_at=self._known(),
            known_why=self.known_why.text(),
        )

    def submit(self) -> None:
        self.act(amend, self._incident, self._amendment())

    def refuse(self, failure: Failure) -> None:
        """What stands now is read: if it is another version, it is named beside the own words."""
        super().refuse(failure)
        incident = self._incident
        self.seat.tasks.read(self, lambda s: registration(s, incident), self._compare)

    def _compare(self, now: Registration) -> None:
        before, self._shown = self._shown, now
        if before is None or before.version == now.version:
            return
        changed = [
            self.tr("{label}现为“{value}”").format(label=label, value=value.translate(INNER))
            for label, mine, value in self._comparison(now)
            if mine.strip() != value.strip()
        ]
        nothing = self.tr("登记的内容没有冲突（改动的是等级、状态等）")
        words = clauses(changed) or nothing
        template = self.tr("{words}。")
        if changed:
            template = self.tr("与您填写的不同：{words}。核对后再按“保存”，将以您填写的为准。")
        self.remark(template.format(words=words))

    def _comparison(self, now: Registration) -> list[tuple[str, str, str]]:
        """Label, own words, and what stands now."""
        names = {place.code: place.name for place in now.places}
        occurred = minute_zh(now.occurred_at) if now.occurred_at else ""
        known = minute_zh(now.known_at) if now.known_at else ""
        own, own_known = self.occurred.value(), self.known.value()
        return [
            (self.tr("事件名称"), self.title.text(), now.title),
            (self.tr("对外名称"), self.public.text(), now.public_title),
            (
                self.tr("事件类别"),
                self.categories.chosen_words(),
                enumerated(word(CATEGORY_WORDS[c]) for c in Category if c in now.categories),
            ),
            (
                self.tr("事件种类"),
                self.kind.currentText(),
                next((kind.title for kind in now.kinds if kind.code == now.kind), ""),
            ),
            (
                self.tr("涉及县区"),
                self.districts.chosen_words(),
                enumerated(name for code, name in names.items() if code in now.districts),
            ),
            (self.tr("事发时间"), minute_zh(own) if own else "", occurred),
            (self.tr("最早获知时间"), minute_zh(own_known) if own_known else "", known),
            (self.tr("怎样得知"), self.way.written(), now.received_by_way),
            (self.tr("涉及品牌"), self.brand.text(), now.brand),
            (self.tr("主题"), self.topic.text(), now.topic),
            (self.tr("简要情况"), self.summary.toPlainText(), now.summary),
        ]
