"""病例通报: what was told of patients, by school, hospital and onset; the sums as one types."""

from datetime import datetime, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.incident.case_report import (
    UNKNOWN,
    WIDTHS,
    CaseReport,
    Meal,
    Onset,
    Place,
    onset_at,
    require_report,
)
from commandcenter.domain.times import short_zh
from commandcenter.queries.incident.case_choices import CaseChoices, PlaceChoice
from commandcenter.services.incident.case_reports import report_cases
from commandcenter.ui import look
from commandcenter.ui.frame.count_rows import CountLine, CountRows
from commandcenter.ui.frame.editors import on_change
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.typed import in_chinese
from commandcenter.ui.incident.spot_field import SpotField
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.fields import put_hint
from commandcenter.ui.widgets.labels import PlainLabel

NEW_INTERVALS = 2  # offered after those of the last report


class CaseForm(Form):
    """A line that stands there without a number is not told; numbers of before are only shown."""

    object_name, kept_as, extent, keeps = "case_form", "case_report", (980, 740), False

    def __init__(self, over: Over, incident_id: int, choices: CaseChoices) -> None:
        explain = self.tr(
            "整份替换上一次通报；只报人数，不报姓名。各项合计等于就医人数，不知道的整项不填。"
        )
        super().__init__(
            over, self.tr("病例通报"), self.tr("报告"), explain=explain, subject=incident_id
        )
        self._incident, self._choices = incident_id, choices
        self._add_head()
        self._add_meal()
        self._add_parts()
        self.spots = SpotField(choices.spots)
        self.add(
            "spots",
            self.tr("地图位置"),
            self.spots,
            self.tr("没有位置的学校、医院不在地图上；名称与已知主体相同的自动标注"),
        )
        self.sums = PlainLabel("", Size.TEXT, ink="text_dim")
        self.sums.setObjectName("case_sums")
        self.sums.setWordWrap(True)
        self.body.addWidget(self.sums)
        for editor in (self.treated, self.sites, self.hospitals, self.onset):
            on_change(editor, self._on_typed)
        self.spots.changed.connect(self._name_spots)
        self.demand(self.spots.wrong, self.spots)
        self.demand(self._wrong)
        self._on_typed()

    def _add_head(self) -> None:
        last = self._choices
        self.source = self.line("source", self.tr("来源"), last.source, needed=True)
        self.source.setPlaceholderText(self.tr("谁通报的，例：市卫健委"))
        self.as_of = self.moment("as_of", self.tr("截至"), self.seat.clock(), needed=True)
        unit = (
            self.tr("人")
            if last.treated is None
            else self.tr("人，上次 {n}").format(n=last.treated)
        )
        self.treated = self.number("treated", self.tr("就医"), unit=unit, needed=True)
        self.severe = self.number("severe", self.tr("其中重症"), unit=self.tr("人"))
        self.dead = self.number("dead", self.tr("死亡"), unit=self.tr("人"))
        for editor in (self.treated, self.severe, self.dead):
            editor.edit.setFixedWidth(look.px(72))
        self.side_by_side(self.source, self.as_of, self.treated, self.severe, self.dead)

    def _add_meal(self) -> None:
        meal = self._choices.meal
        self.meal = self.line("meal", self.tr("可疑餐次"), meal.name if meal else "")
        put_hint(self.meal, self.tr("例：午餐，不知道的不填"))
        self.meal_from = self.moment("meal_from", self.tr("开始"), meal.starts_at if meal else None)
        self.meal_to = self.moment("meal_to", self.tr("结束"), meal.ends_at if meal else None)
        widths = [(n, self.tr("每 {n} 分钟").format(n=n)) for n in WIDTHS]
        self.width_box = self.choice("width", self.tr("发病时间分段"), widths, self._choices.width)
        self.side_by_side(self.meal, self.meal_from, self.meal_to, self.width_box)

    def _add_parts(self) -> None:
        last, number = self._choices, self.tr("人数")
        self.sites_word = word(last.sites_word)
        self.sites = CountRows((self.sites_word, number), last.districts)
        self.hospitals = CountRows((self.tr("医院"), number))
        self.onset = CountRows((self.tr("开始"), number))
        self.add("sites", self.sites_word, self.sites, self.tr("同源供餐没有病人的填 0"))
        self.add("hospitals", self.tr("收治医院"), self.hospitals)
        hint = self.tr("每段开始的时间和新发病人数，例：13:30 或 不明")
        self.add("onset", self.tr("发病时间"), self.onset, hint)
        self.side_by_side(self.sites, self.hospitals, self.onset)
        row = self.body.itemAt(self.body.count() - 1)
        if isinstance(row, QHBoxLayout):
            for place, share in enumerate((5, 3, 3)):
                row.setStretch(place, share)
        self._begin_with(self.sites, last.sites)
        self._begin_with(self.hospitals, last.hospitals)
        self._begin_onset()

    def _begin_with(self, rows: CountRows, known: tuple[PlaceChoice, ...]) -> None:
        rows.set_lines(tuple(CountLine(each.label, None, each.district or "") for each in known))
        rows.set_last(tuple(self._last(each.last) for each in known))

    def _last(self, number: int | None) -> str:
        return self.tr("人数") if number is None else self.tr("上次 {n}").format(n=number)

    def _begin_onset(self) -> None:
        """The intervals of the last report, and those that follow."""
        told = [(at, number) for at, number in self._choices.onset if at is not None]
        lines = [CountLine(self._interval(at), None) for at, _ in told]
        last = [self._last(number) for _, number in told]
        if told:
            width = timedelta(minutes=self._choices.width)
            following = [told[-1][0] + n * width for n in range(1, NEW_INTERVALS + 1)]
            lines += [
                CountLine(self._interval(at), None) for at in following if at <= self.seat.clock()
            ]
        self.onset.set_lines(tuple(lines))
        self.onset.set_last(tuple(last))

    def _interval(self, at: datetime) -> str:
        """13:30; of another day than today 10-14 13:30."""
        return short_zh(at, self.seat.clock())

    def _onset(self, typed: str) -> str:
        return in_chinese(typed, UNKNOWN, (self.tr("不明"),))

    def report(self) -> CaseReport:
        """As it is filled in. Raises RuleBroken for a time that cannot be read, or half a meal."""
        as_of = self.as_of.value() or self.seat.clock()
        return CaseReport(
            source=self.source.text(),
            as_of=as_of,
            treated=self.treated.value() or 0,
            sites=tuple(self._places(self.sites)),
            hospitals=tuple(self._places(self.hospitals)),
            onset=tuple(
                Onset(
                    onset_at(self._onset(line.label), as_of),
                    line.number,
                )
                for line in self.onset.lines()
                if line.number is not None
            ),
            meal=self._meal(),
            width=self.width_box.currentData(),
            severe=self.severe.value(),
            dead=self.dead.value(),
        )

    def _places(self, rows: CountRows) -> list[Place]:
        return [
            self._place(line.label, line.number, line.choice or None)
            for line in rows.lines()
            if line.number is not None
        ]

    def _place(self, label: str, number: int, district: str | None) -> Place:
        spot = self.spots.positions().get(label)
        if spot is None:
            return Place(label, number, district)
        return Place(label, number, district or spot.district, spot.lat, spot.lon)

    @Slot()
    def _name_spots(self) -> None:
        known = {p.label for p in (*self._choices.sites, *self._choices.hospitals) if p.placed}
        typed = (line.label for rows in (self.sites, self.hospitals) for line in rows.lines())
        names = dict.fromkeys(label for label in typed if label)
        self.spots.set_names([(label, label in known) for label in names])

    def _meal(self) -> Meal | None:
        name, start, end = self.meal.text().strip(), self.meal_from.value(), self.meal_to.value()
        if not name and start is None and end is None:
            return None
        if not name or start is None or end is None:
            raise RuleBroken("可疑餐次的名称和起止时间须同时填写，或都不填。")
        return Meal(name, start, end)

    def _wrong(self) -> str:
        """What would be refused, said before it is sent."""
        now = self.seat.clock()
        broken = refusal_of(lambda: require_report(self.report(), self._choices.sites_word, now))
        return refusal(broken) if broken else ""

    @Slot()
    def _on_typed(self) -> None:
        self._name_spots()
        treated = self.treated.value()
        parts = [
            (self.sites_word, self.sites), (self.tr("医院"), self.hospitals),
            (self.tr("发病时间"), self.onset),
        ]  # fmt: skip
        said = [self._sum(name, rows, treated) for name, rows in parts]
        off = treated is not None and any(
            rows.total() != treated for _, rows in parts if self._told(rows)
        )
        self.sums.set_ink("danger" if off else "text_dim")
        words = self.tr("就医 {n}　{parts}")
        self.sums.setText(
            words.format(n="—" if treated is None else treated, parts=joined("　", said))
        )

    def _told(self, rows: CountRows) -> bool:
        return any(line.number is not None for line in rows.lines())

    def _sum(self, name: str, rows: CountRows, treated: int | None) -> str:
        if not self._told(rows):
            return self.tr("{name}合计 —").format(name=name)
        total = rows.total()
        words = self.tr("{name}合计 {n}")
        if treated is not None and total < treated:
            words = self.tr("{name}合计 {n}（少 {off}）")
        elif treated is not None and total > treated:
            words = self.tr("{name}合计 {n}（多 {off}）")
        return words.format(name=name, n=total, off=abs(total - (treated or 0)))

    def submit(self) -> None:
        self.act(report_cases, self._incident, self.report())
