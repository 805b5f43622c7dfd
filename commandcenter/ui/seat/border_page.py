"""The borders of the city: a file looked at, what was found of it, and how it lies on the map."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commandcenter.domain.city import CityBorders
from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.intake.border_look import BorderLook, look_at_borders, require_province
from commandcenter.intake.places import CRS_WORDS, Crs
from commandcenter.offices.founding import FoundingRequest
from commandcenter.queries.command.map_picture import DistrictShade, MapPicture
from commandcenter.ui import look, theme
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.look import Size
from commandcenter.ui.map import colors
from commandcenter.ui.map.map_view import MapView
from commandcenter.ui.phrases import enumerated, headed, joined, unstopped
from commandcenter.ui.seat.founding_pages import Ground, NamePage, StepPage
from commandcenter.ui.single_worker import SingleWorker
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.fields import Field
from commandcenter.ui.widgets.labels import PlainLabel

WIDTH = 300
NAMED = 30  # units; the map names them all


class BorderPage(StepPage):
    """A file that is wrong says which unit of it; one in doubt is looked at again by its datum."""

    key, icon = "borders", "district"

    def __init__(self, ground: Ground, name: NamePage) -> None:
        super().__init__(
            ground, self.tr("边界"),
            self.tr("GeoJSON 文件：各县区的面，带区划代码（adcode）和名称；乡镇街道的点可以没有。"),
        )  # fmt: skip
        self._name = name
        self._path: Path | None = None
        self._look: BorderLook | None = None
        self._wrong = ""
        self.aside = SingleWorker(self)
        self.aside.busy.connect(self._on_busy)
        self._build()
        name.changed.connect(self._show)
        self._show()

    def _build(self) -> None:
        self.pick = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self.pick.setObjectName("choose_borders")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择边界文件"))
        FileWay(self, wanted, one(self.look_at), self._refuse_file, button=self.pick)
        self.crs = ChoiceBox()
        self.crs.setObjectName("border_crs")
        for crs in Crs:
            self.crs.addItem(word(CRS_WORDS[crs]), crs)
        self.crs.activated.connect(self._on_crs)
        self._crs_field = Field(self.tr("坐标系"), self.crs)
        self._file = self._words("file_name", "text_dim")
        self._found = self._words("border_found", "")
        self._why = self._words("border_why", "text_dim")
        self._advice = self._words("border_advice", "warn")
        self._bad = self._words("border_wrong", "danger")
        side = QVBoxLayout()
        side.setSpacing(look.px(10))
        side.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (
            self._file, self._crs_field, self._why, self._found, self._advice, self._bad
        ):  # fmt: skip
            side.addWidget(part)
        side.addStretch(1)
        self.map = MapView("native")
        self.map.setAccessibleName(self.tr("边界预览"))
        self.map.set_colors(colors.from_theme(theme.color))
        self.map.hide()
        self.nothing = Empty(
            "district", self.tr("选择文件后，边界在此显示"), self.tr("有误的单位会指名说明")
        )
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addLayout(side)
        row.addWidget(self.map, 1)
        row.addWidget(self.nothing, 1)
        self.box.addLayout(row, 1)

    def _words(self, name: str, ink: str) -> PlainLabel:
        label = PlainLabel("", Size.SMALL, ink=ink)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setFixedWidth(look.px(WIDTH))
        return label

    def look_at(self, path: Path, crs: Crs | None = None) -> None:
        """On a worker: a large file takes some seconds."""
        self._path = path
        self.aside.do(partial(look_at_borders, path, crs), self._looked, self._failed)

    @Slot(int)
    def _on_crs(self, _place: int) -> None:
        if self._path is not None:
            self.look_at(self._path, Crs(self.crs.currentData()))

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self.crs.setDisabled(busy)
        if busy:
            self._file.setText(self.tr("正在读取…"))

    def _looked(self, found: BorderLook) -> None:
        self._look, self._wrong = found, ""
        self.crs.setCurrentIndex(self.crs.findData(found.crs))
        self.map.set_boundaries(found.borders.geojson())
        self.map.set_picture(_empty_picture(found.borders))
        self._show()
        self.changed.emit()

    def _failed(self, broken: RuleBroken) -> None:
        self._refuse_file(refusal(broken))

    def _refuse_file(self, words: str) -> None:
        self._look, self._wrong = None, words
        self._show()
        self.changed.emit()

    def close_work(self) -> None:
        self.aside.close()

    @Slot()
    def _show(self) -> None:
        found = self._look
        self._file.setText(self._path.name if self._path else self._standing())
        self.map.setVisible(found is not None)
        self.nothing.setVisible(found is None)
        self._crs_field.setVisible(self._path is not None)
        self._why.setVisible(self._path is not None)
        self._found.setText(self._units(found.borders) if found else "")
        self._why.setText(self._guess(found) if found else "")
        self._advice.setText(joined("\n", found.advice) if found else "")
        self._bad.setText(self.trouble())
        self.pick.setDisabled(bool(self.ground.fixed))

    def _standing(self) -> str:
        if self.ground.fixed:
            return self.ground.fixed
        if self.ground.city:
            words = self.tr("已有{city}的边界。要换边界，请用 init --city 加 --replace-city。")
            return words.format(city=self.ground.city)
        return self.tr("还没有选择文件")

    def _guess(self, found: BorderLook) -> str:
        if found.guess is None:
            return self.tr("坐标系未能判定：{why}。位置偏差约 500 米的，请换一种再看。").format(
                why=found.why
            )
        words = self.tr("像是 {crs}：{why}。")
        return words.format(crs=word(CRS_WORDS[found.guess]), why=found.why)

    def _units(self, borders: CityBorders) -> str:
        names = [unit.name for unit in borders.units]
        more = self.tr("等") if len(names) > NAMED else ""
        city = borders.name or self._name.place
        found = headed(city, borders.words()) if city else borders.words()
        return self.tr("{found}。\n{units}").format(
            found=found, units=enumerated(names[:NAMED]) + more
        )

    @property
    def borders(self) -> CityBorders | None:
        return self._look.borders if self._look else None

    def districts(self) -> dict[str, str]:
        """Code by name, of the file or of what is there."""
        if self.borders is not None:
            return {unit.name: unit.code for unit in self.borders.units}
        return dict(self.ground.districts)

    def filled(self) -> bool:
        return self._look is not None or bool(self.ground.city)

    def trouble(self) -> str:
        if self._wrong or self._look is None:
            return self._wrong
        borders, office = self._look.borders, self._name.office.text().strip()
        broken = refusal_of(lambda: require_province(borders, office))
        if broken:
            return refusal(broken)
        if not borders.name and not office:
            return self.tr("边界文件里没有城市名称，请先写本局全称。")
        return ""

    def put_into(self, wish: FoundingRequest) -> FoundingRequest:
        return replace(wish, borders=self.borders) if self.borders else wish

    def told(self) -> str:
        if self.borders is None:
            return self.ground.city
        return unstopped(self._units(self.borders).splitlines()[0])


def _empty_picture(borders: CityBorders) -> MapPicture:
    """The units alone, each with its name."""
    at = datetime.now(UTC)
    shades = tuple(
        DistrictShade(unit.code, unit.name, 0, True, None, None) for unit in borders.units
    )
    return MapPicture(shades, (), (), (), at, at, (), counts=False)
