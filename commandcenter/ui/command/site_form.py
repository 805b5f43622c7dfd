"""A report from a place of the incident, and a further place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from commandcenter.domain.command.site import MOOD_WORDS, Mood
from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.command.site import PlaceChoice, PlaceLine, SiteChoices
from commandcenter.services.command import site
from commandcenter.services.command.site import NewPlace, SiteReport
from commandcenter.services.incident import incidents
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.choice_box import ChoiceBox


class SiteReportForm(Form):
    """Head count, mood, damage, measures, needs; what the last report said stands beside."""

    object_name, kept_as, extent = "site_report_form", "site_report", (640, 720)

    def __init__(
        self,
        over: Over,
        incident_id: int,
        choices: SiteChoices,
        place: PlaceLine | None,
        *,
        closes: bool = False,
    ) -> None:
        super().__init__(
            over,
            self.tr("现场报告"),
            self.tr("报告"),
            explain=self.tr("报告即写入处置动态，人数同时计入现场人数，并重新起算本点的报告时钟。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self._wanted = place.label if place else ""
        self._choices = choices
        self._build()
        self.closes.setChecked(closes)
        self._on_place(self.place.currentText())

    def _build(self) -> None:
        self.place = ChoiceBox()
        self.place.setEditable(True)
        self.place.addItems([place.label for place in self._choices.places])
        if self._wanted:
            self.place.setEditText(self._wanted)
        self.place.currentTextChanged.connect(self._on_place)
        self.add(
            "site_place", self.tr("地点"), self.place, self.tr("选择，或写出新的地点"), needed=True
        )
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        count_box, when_box = QVBoxLayout(), QVBoxLayout()
        self.count = self.number(
            "head_count",
            self.tr("现场人数"),
            hint=self.tr("不清楚时留空，记为正在核查"),
            unit=self.tr("人"),
            into=count_box,
        )
        self.seen_at = self.moment(
            "seen_at", self.tr("所见时间"), self.seat.clock(), needed=True, into=when_box
        )
        for column in (count_box, when_box):
            column.addStretch(1)
        row.addLayout(count_box, 1)
        row.addLayout(when_box, 1)
        self.body.addLayout(row)
        moods = [(mood.value, word(MOOD_WORDS[mood])) for mood in Mood]
        self.mood = Chips(moods, columns=4, single=True)
        self.add("mood", self.tr("群众情绪"), self.mood, needed=True)
        self.measures = self.text("measures", self.tr("已采取措施"), lines=3)
        self.damage = self.text("damage", self.tr("损失情况"), lines=2)
        self.needs = self.text("needs", self.tr("需要的支持"), lines=2)
        self.closes = self.tick("closes", self.tr("队伍撤收，本点不再定时报告"))

    def _on_place(self, label: str) -> None:
        last = self._choices.last.get(label)
        if last is None:
            self.remark("")
            return
        checking = self.tr("人数正在核查")
        count = checking if last.head_count is None else self.tr("{n} 人").format(n=last.head_count)
        words = self.tr("上次报告 {time}：{count}，{mood}。{measures}")
        self.remark(
            words.format(
                time=when(last.seen_at, self.seat.clock()),
                count=count,
                mood=word(MOOD_WORDS[last.mood]),
                measures=last.measures,
            )
        )

    def submit(self) -> None:
        new = SiteReport(
            mood=Mood(self.mood.chosen()[0]),
            place=self.place.currentText(),
            head_count=self.count.value(),
            damage=self.damage.toPlainText(),
            measures=self.measures.toPlainText(),
            needs=self.needs.toPlainText(),
            seen_at=self.seen_at.value(),
            closes=self.closes.isChecked(),
        )
        self.act(site.report, incident_id=self._incident, new=new)


class PlaceForm(Form):
    """Name, county and, where known, the position."""

    object_name, kept_as, extent = "place_form", "site_place", (520, 430)

    def __init__(self, over: Over, incident_id: int, choices: SiteChoices) -> None:
        super().__init__(
            over,
            self.tr("增加地点"),
            self.tr("增加"),
            explain=self.tr("事件涉及的又一处场所。有坐标的才在地图上显示。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self.label = self.line("place_label", self.tr("地点名称"), needed=True)
        # The counties concerned stand first.
        names = [*choices.districts, (None, self.tr("不明"))]
        self.district = self.choice("place_district", self.tr("县区"), names)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        self._degrees: list[QLineEdit] = []
        for name, label, hint in (
            ("lat", self.tr("纬度"), self.tr("例：30.2741")),
            ("lon", self.tr("经度"), self.tr("例：120.1551")),
        ):
            column = QVBoxLayout()
            self._degrees.append(self.line(name, label, hint=hint, into=column))
            self.demand(refused_by(_degree, self._degrees[-1]), self._degrees[-1])
            row.addLayout(column)
        self.body.addLayout(row)

    def submit(self) -> None:
        lat, lon = (_degree(edit.text()) for edit in self._degrees)
        new = NewPlace(self.label.text(), self.district.currentData(), lat, lon)
        self.act(site.add_place, incident_id=self._incident, new=new)


class TeamForm(Form):
    """A team has come to a place: from now its first report is due."""

    object_name = "team_form"
    kept_as = "team_there"
    extent = (480, 340)
    keeps = False

    def __init__(
        self, over: Over, incident_id: int, teams: Sequence[str], place: PlaceChoice
    ) -> None:
        super().__init__(
            over,
            self.tr("队伍到场"),
            self.tr("登记到场"),
            explain=self.tr("{place}。登记后起算到场首次报告的时限，队伍在地图上显示于此。").format(
                place=place.label
            ),
            subject=incident_id,
        )
        self._incident, self._place = incident_id, place
        self.team = ChoiceBox()
        self.team.setEditable(True)
        self.team.addItems(list(teams))
        self.add(
            "team", self.tr("队伍"), self.team, self.tr("例：现场一队"), needed=True
        )  # fmt: skip
        hint, unit = self.tr("执法人员不少于两人"), self.tr("人")
        self.people = self.number("team_people", self.tr("到场人数"), hint=hint, unit=unit)

    def submit(self) -> None:
        assert self._place.lat is not None
        assert self._place.lon is not None
        self.act(
            incidents.place_team,
            incident_id=self._incident,
            label=self.team.currentText(),
            lat=self._place.lat,
            lon=self._place.lon,
            place_id=self._place.id,
            people=self.people.value(),
        )


def _degree(text: str) -> float | None:
    """Degrees as typed. Raises RuleBroken for what is no number."""
    typed = text.strip()
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError:
        raise RuleBroken("“{text}”不是经纬度，请写成 30.2741 的样子。", text=typed[:20]) from None
