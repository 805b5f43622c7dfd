"""The map in the web engine: folium's page, Leaflet, and what we tell it.

The page is loaded once. A new picture is put on the shelf as JSON and the page is told
its number; it fetches and draws. Words are placed here (`maker`) for the zoom that the
page reports, so that both engines show the same.
"""

import json
import re
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from commandcenter.outputs.map_page import map_page
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.ui.map import colors as palette
from commandcenter.ui.map import shapes
from commandcenter.ui.map.maker import Maker, dots_of
from commandcenter.ui.map.painter import sized
from commandcenter.ui.map.scene import Dot, Scene, Words, credit, incidents_of
from commandcenter.ui.map.web_page import START, MapPageView, Shelf, fenced_profile

KINDS = frozenset({"district", "incident", "point", "cluster"})
ID = re.compile(r"[0-9]{1,9}([:,][0-9]{1,9})*")
FURTHEST = 64.0  # zoom; the page itself stops long before


class Bridge(QObject):
    """What page and program say to each other.

    Signals:
        redraw(version: int, points_version: int, refit: bool), fitAll(): to the page.
        ready(), viewed(zoom: float, whole: bool), shown(version: int),
        clicked(kind: str, id: str): from the page, checked.
    """

    redraw = Signal(int, int, bool)
    fitAll = Signal()  # noqa: N815 - as the page's script writes it
    ready = Signal()
    viewed = Signal(float, bool)
    shown = Signal(int)
    clicked = Signal(str, str)

    @Slot()
    def pageReady(self) -> None:
        self.ready.emit()

    @Slot(float, bool)
    def viewChanged(self, zoom: float, whole: bool) -> None:
        """`whole`: the city is seen whole, or nearly. What is no zoom is not heard."""
        if -FURTHEST <= zoom <= FURTHEST:
            self.viewed.emit(zoom, whole)

    @Slot(int)
    def painted(self, version: int) -> None:
        self.shown.emit(version)

    @Slot(str, str)
    def featureClicked(self, kind: str, id_: str) -> None:
        if kind in KINDS and ID.fullmatch(id_):
            self.clicked.emit(kind, id_)


class WebMap(QWidget):
    """Same interface as NativeMap. Nothing is loaded before there are boundaries.

    Signals:
        clicked(kind: str, id: str), ready(): as NativeMap.
        page_ready(): the page runs and can be talked to.
        lost(): the engine's process died; `reload` starts anew.
    """

    clicked = Signal(str, str)
    ready = Signal()
    page_ready = Signal()
    lost = Signal()

    def __init__(
        self, words: Words, interactive: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("web_map")
        self._words = words
        self._interactive = interactive
        self._colors: dict[str, str] = {}
        self._scale = 1.0
        self._boundaries: shapes.Boundaries | None = None
        self._picture: MapPicture | None = None
        self._dots: tuple[Dot, ...] = ()
        self._zoom: float | None = None  # none while the page is not there
        self._whole = True
        self._version = self._points_version = 0
        self._refit = True
        self._told = False
        self._build()

    def _build(self) -> None:
        self._view = QWebEngineView(self)
        profile = fenced_profile()
        self._shelf = Shelf(profile)
        profile.installUrlSchemeHandler(b"cc", self._shelf)
        self.page = MapPageView(profile, self._view)
        # Children are destroyed in the order in which they came: the page with its view,
        # then the profile. The other way round Qt warns of trouble, rightly.
        profile.setParent(self)
        self._bridge = Bridge(self.page)
        channel = QWebChannel(self.page)
        channel.registerObject("bridge", self._bridge)
        self.page.setWebChannel(channel)
        self._connect()
        self._view.setPage(self.page)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if not self._interactive:
            self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    def _connect(self) -> None:
        self._bridge.ready.connect(self._page_ready)
        self._bridge.viewed.connect(self._viewed)
        self._bridge.shown.connect(self._shown)
        self._bridge.clicked.connect(self.clicked)
        self.page.renderProcessTerminated.connect(self._died)

    @property
    def interactive(self) -> bool:
        return self._interactive

    def set_boundaries(self, geojson: dict[str, Any]) -> None:
        """Load the page for a city. Raise RuleBroken when it has no county units."""
        self._boundaries = shapes.read(geojson)
        page = map_page(geojson)
        self._shelf.put("map.html", page.html.encode())
        self._shelf.put("map.js", page.script.encode())
        self._shelf.put("shape.json", self._shape())
        self.reload()

    def set_colors(self, colors: dict[str, str]) -> None:
        self._colors = palette.complete(colors)
        self.page.setBackgroundColor(self._colors["ground"])
        self._repoint()
        self._push()

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self._refit = True
        self._repoint()
        self._push()

    def set_picture(self, picture: MapPicture) -> None:
        before, self._picture = self._picture, picture
        if before is None or incidents_of(before) != incidents_of(picture):
            self._refit = True
        if before is None or before.points != picture.points:
            self._dots = dots_of(picture)
            self._shelf.put("points.json", _points(picture, self._dots))
            self._repoint()
        self._push()

    def show_all(self) -> None:
        if isValid(self._bridge):
            self._bridge.fitAll.emit()

    def reload(self) -> None:
        """Load the page anew; all that is known is told to it when it is there."""
        self._zoom = None
        self.page.load(START)

    @property
    def alive(self) -> bool:
        """Whether the page answers."""
        return self._zoom is not None

    def _shape(self) -> bytes:
        assert self._boundaries
        b = self._boundaries.box
        return _json(
            {
                "bounds": [shapes.degrees(b.left, b.bottom), shapes.degrees(b.right, b.top)],
                "rivers": [[shapes.degrees(*p) for p in r] for r in self._boundaries.rivers],
            }
        )

    def _repoint(self) -> None:
        """The page must make its points anew."""
        self._points_version += 1

    def _push(self) -> None:
        """Put the picture on the shelf and tell the page its number."""
        if not (self._boundaries and self._picture and self._colors) or self._zoom is None:
            return
        if not isValid(self._bridge):  # a page may end it: the channel lets it
            self._lose()
            return
        maker = Maker(self._boundaries, self._colors, self._words, self._measure, self._scale)
        extent = (self.width(), self.height()) if self._whole else None
        scene = maker.scene(self._picture, self._dots, 2.0**self._zoom, self._whole, extent)
        self._version += 1
        self._shelf.put("picture.json", _json(self._scene_data(scene)))
        refit, self._refit = self._refit, False
        self._bridge.redraw.emit(self._version, self._points_version, refit)

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return QFontMetricsF(sized(self.font(), size, bold)).horizontalAdvance(text)

    def _scene_data(self, scene: Scene) -> dict[str, Any]:
        assert self._boundaries
        return {
            "version": self._version,
            "look": self._look(),
            "words": asdict(self._words),
            "credit": credit(self._boundaries.credit, self._words.by_engine),
            "areas": [asdict(area) | {"fill": palette.css(area.fill)} for area in scene.areas],
            "names": [asdict(n) | {"at": shapes.degrees(n.x, n.y)} for n in scene.names],
            "circles": [
                asdict(c)
                | {
                    "at": shapes.degrees(c.x, c.y),
                    "color": palette.css(c.color),
                    "sign_color": palette.css(c.sign_color),
                }
                for c in scene.circles
            ],
            "tags": [
                asdict(t)
                | {
                    "at": shapes.degrees(t.x, t.y),
                    "line": [shapes.degrees(*end) for end in t.line],
                }
                for t in scene.tags
            ],
            "legend": asdict(scene.legend)
            | {"scale": [palette.css(c) for c in scene.legend.scale]},
        }

    def _look(self) -> dict[str, Any]:
        families = ", ".join(json.dumps(family) for family in self.font().families())
        return {
            "colors": palette.for_page(self._colors),
            "scale": self._scale,
            "interactive": self._interactive,
            "font": f"{families}, sans-serif",
        }

    @Slot()
    def _page_ready(self) -> None:
        self._refit = True
        self._repoint()
        self.page_ready.emit()
        self._push()

    @Slot(float, bool)
    def _viewed(self, zoom: float, whole: bool) -> None:
        before, self._zoom, self._whole = self._zoom, zoom, whole
        if before is not None and abs(zoom - before) > 1e-6:
            self._push()

    @Slot(int)
    def _shown(self, version: int) -> None:
        if version == self._version and not self._told:
            self._told = True
            self.ready.emit()

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _died(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._lose()

    def _lose(self) -> None:
        self._zoom, self._told = None, False
        self.lost.emit()

    def sizeHint(self) -> QSize:
        return QSize(620, 460)


def _points(picture: MapPicture, dots: tuple[Dot, ...]) -> bytes:
    rows = ((d.id, p.lat, p.lon, d.tip) for p, d in zip(picture.points, dots, strict=True))
    return _json(list(rows))


def _json(what: Any) -> bytes:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode()
