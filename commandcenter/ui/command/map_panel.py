"""The incident map: boundaries once, then the picture with each change."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.offices.leaving import map_leaving
from commandcenter.queries.command.map_picture import MapPicture, incident_map
from commandcenter.queries.incident.case_picture import CasePicture
from commandcenter.queries.papers.borders import city_geojson
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.command.case_places import CasePlaces, NothingTold
from commandcenter.ui.frame.as_of import as_of_text, cases_as_of
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.taking_out import take_out
from commandcenter.ui.look import Size
from commandcenter.ui.map import shapes
from commandcenter.ui.map.colors import from_theme
from commandcenter.ui.map.map_view import MapView
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import tip

FULL_MAP, LEAST_SCALE = 300, 0.7  # of the wall: the height that words need; how far they shrink
SILENCE_MS = 60_000  # silence grows without any change being announced


class MapPanel(LivePanel[MapPicture]):
    """One incident (None: the whole city).

    Signals:
        clicked: What was clicked, by kind (district, incident, point, cluster) and id.
    """

    kinds = frozenset(
        {
            "incident",
            "incident_complaint",
            "batch",
            "team",
            "log",
            "site_report",
            "report",
            "city",
            "case_report",
            "tally",
        }
    )
    clicked = Signal(str, str)
    _theme = ""  # in whose colours the map is; "" before there is one

    def __init__(
        self,
        seat: Seat,
        parent: QWidget | None = None,
        *,
        incident_id: int | None = None,
        engine: str = "auto",
        discreet: bool = False,
    ) -> None:
        """`discreet` (接待模式): no county is shown as silent for too long."""
        self.incident_id = incident_id
        self._cases: CasePicture | None = None
        self._answer: MapPicture | None = None
        self._low, self._note_wanted = False, True
        self._discreet = discreet
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(seat, parent)
        self.map = MapView(engine=engine, interactive=not look.is_wall())
        self._share = 1.0  # of the words on the wall's map
        self.map.set_scale(look.size(Size.TEXT) / 14)
        self._colour()
        self.map.clicked.connect(self.clicked)
        self.map.notice.connect(seat.notices.warn)
        self.body.addWidget(self.map, 1)
        self._note_from_far()
        self.places = CasePlaces()
        self.places.clicked.connect(self.clicked)
        self.not_told = NothingTold(self.tr("病例分布尚未通报"))
        self.body.addWidget(self.not_told)
        self.body.addWidget(self.places)
        self._empty = self._bare = False  # there is no city to show, no place to mark
        seat.tasks.read(self, lambda session: _prepared(city_geojson(session)), self._bound)
        self.export = self._export_button()
        self._silence = QTimer(self, interval=SILENCE_MS)
        self._silence.timeout.connect(self.refresh)

    def changeEvent(self, event: QEvent) -> None:
        """换深色: the map's colours are the theme's, too."""
        super().changeEvent(event)
        if self._theme not in ("", theme.current().name):
            self._colour()

    def _colour(self) -> None:
        self._theme = theme.current().name
        self.map.set_colors(from_theme(theme.color))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the wall's type leaves the map little height, its words are smaller, not over each
        other."""
        super().resizeEvent(event)
        if self.wall:
            share = min(1.0, max(LEAST_SCALE, self.map.height() / look.px(FULL_MAP)))
            if abs(share - self._share) > 0.02:
                self._share = share
                self.map.set_scale(look.size(Size.TEXT) / 14 * share)

    def _note_from_far(self) -> None:
        """On the wall 数据导至 is read from the back."""
        if self.wall and self.card is not None:
            self.card.note.set_size(look.far(Size.SMALL))

    def heading(self) -> str:
        if self._cases is not None:
            return self.tr("{sites}和医院").format(sites=word(self._cases.sites_word))
        return self.tr("事件地图") if self.incident_id else self.tr("投诉分布")

    def _export_button(self) -> Button | None:
        """Of an incident; the wall has none, and who sits at no desk takes nothing out."""
        if self.wall:
            return None
        button = Button("", Kind.QUIET, icon="export", size=Size.SMALL)
        button.setObjectName("export_map")
        button.setAccessibleName(self.tr("导出地图"))
        button.setToolTip(tip(self.tr("导出为 GeoJSON 文件：涉及县区、场所和队伍，供地图软件打开")))
        button.clicked.connect(self._take_out)
        button.setParent(self)
        button.hide()
        if self.card is not None:
            button.setProperty("slim", True)  # the heading stays as high as those beside it
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self.card.heading.addWidget(button, 0, right)
        return button

    @Slot()
    def _take_out(self) -> None:
        if self.incident_id is not None:
            query = self.seat.query(map_leaving, self.incident_id, self.seat.clock())
            take_out(self, self.tr("导出地图"), query)

    def is_drawn(self) -> bool:
        return self._empty or self._bare or self.map.is_steady()

    def query(self) -> Query[MapPicture]:
        incident, now, public = self.incident_id, self.seat.clock(), self.wall
        self._silence.start()
        return lambda session: incident_map(session, incident, now, public=public)

    def show_answer(self, answer: MapPicture) -> None:
        self._cases = answer.cases
        if self.card:
            self.card.set_title(self.heading())
        if self.export is not None:
            self.export.setVisible(self.incident_id is not None)
        self._show_cases(answer)
        self.map.set_picture(_nothing_late(answer) if self._discreet else answer)

    def set_low(self, low: bool, *, note: bool) -> None:
        """On a low screen: of cases the moment still stands in the heading, in short."""
        self._low, self._note_wanted = low, note
        self._show_note()

    def _show_note(self) -> None:
        if self.card is None:
            return
        if self._answer is not None and self._cases is not None:
            self.set_note(cases_as_of(self._cases, self._answer.now, brief=self._low))
        self.card.note.setVisible(self._note_wanted or self._cases is not None)

    def _show_cases(self, answer: MapPicture) -> None:
        """What the map cannot mark is listed under it; with nothing to mark there is no map."""
        cases = answer.cases
        if cases is None:
            self.set_note(as_of_text(answer.sources, answer.now))
        self._answer = answer
        self._show_note()
        places = cases.places if cases is not None else ()
        self._bare = bool(places) and not any(place.placed for place in places)
        self.map.setVisible(not self._empty and not self._bare)
        self.places.show_cases(cases, has_map=not self._empty)
        self.not_told.setVisible(cases is not None and not cases.places)

    def _bound(self, geojson: dict[str, Any]) -> None:
        """A database without a city has no map yet: it says what to do instead."""
        if geojson["features"]:
            self.map.set_boundaries(geojson)
            return
        self.map.hide()
        hint = self.tr("请系统管理员用 commandcenter init --city 载入本市边界文件")
        self.body.addWidget(Empty("map", self.tr("尚未载入本市边界"), hint), 1)
        self._empty = True


def _prepared(geojson: dict[str, Any]) -> dict[str, Any]:
    """The boundaries again; what takes long about them is done here, on the worker."""
    with suppress(RuleBroken):  # no county unit in it: the map says so itself
        shapes.read(geojson)
    return geojson


def _nothing_late(picture: MapPicture) -> MapPicture:
    calm = tuple(
        replace(district, silent_minutes=None, age_minutes=None) for district in picture.districts
    )
    return replace(picture, districts=calm)
