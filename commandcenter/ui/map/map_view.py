"""The incident map as panels use it: chooses the engine, and never shows nothing.

The painted map is there at once. The web map starts behind it and takes over when its
first picture is drawn; when it dies or does not answer, the painted map is in front
again while it is reloaded, at most three times in ten minutes, and then for good.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from commandcenter.domain.times import span_zh
from commandcenter.paths import user_cache
from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.ui.map import scheme
from commandcenter.ui.map.native_map import NativeMap
from commandcenter.ui.map.scene import Words, plain
from commandcenter.ui.map.start_mark import StartMark
from commandcenter.ui.phrases import enumerated, listed

if TYPE_CHECKING:
    from commandcenter.ui.map.web_map import WebMap

BACK_OFF_MS = (500, 2_000, 5_000)
WINDOW_S = 600  # so many reloads in this time, then no more
PATIENCE_MS = 10_000  # for a page to answer

STEADY_S = 0.4


class MapView(QWidget):
    """`engine` is auto, web or native; web tries again although a start died before.

    Signals:
        clicked(kind: str, id: str): kind is district (its code), incident
            ("incident:place"), point (a complaint) or cluster (complaints with commas).
        ready(): the first picture is shown.
        notice(text: str): a sentence for the person: why the map looks otherwise.
        engine_changed(engine: str): web or native is in front now.
    """

    clicked = Signal(str, str)
    ready = Signal()
    notice = Signal(str)
    engine_changed = Signal(str)

    def __init__(
        self,
        engine: str = "auto",
        interactive: bool = True,
        parent: QWidget | None = None,
        *,
        marks: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("map_view")
        self.setAccessibleName(self.tr("事件地图"))
        self._wanted = engine
        self._interactive = interactive
        self._marks = marks
        self._mark: StartMark | None = None
        self._boundaries: dict[str, Any] | None = None
        self._picture: MapPicture | None = None
        self._colors: dict[str, str] = {}
        self._scale = 1.0
        self._reloads: list[float] = []
        self._web: WebMap | None = None
        self._is_ready = self._web_is_ready = False
        self._in_front_since = 0.0
        self._build()

    def _build(self) -> None:
        self._native = NativeMap(self._words(), self._interactive, self)
        self._native.setAccessibleName(self.accessibleName())
        self._native.clicked.connect(self.clicked)
        self._native.ready.connect(self._native_ready)
        # All are laid out, one is in front: the page has its size before it is seen.
        self._stack = QStackedLayout(self)
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._stack.addWidget(self._native)
        self.setFocusProxy(self._native)
        self._start = QTimer(self, singleShot=True, interval=0)
        self._start.timeout.connect(self._start_web)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._web_lost)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._reload)

    def _words(self) -> Words:
        return Words(
            self.tr("超时未报 {age}"),
            self.tr("涉事县区超时未报"),
            self.tr("投诉"),
            self.tr("投诉地点"),
            self.tr("{age}前报"),
            self.tr("未报"),
            self.tr("{name} {count} 人"),
            self.tr("{name} {count}"),
            self.tr("有病人"),
            self.tr("同源供餐"),
            self.tr("收治医院"),
            self.tr("软件绘制") if scheme.draws_in_software() else self.tr("网页地图"),
            self.tr("内置地图"),
        )

    @property
    def interactive(self) -> bool:
        """False on the wall: no pointer, no focus."""
        return self._interactive

    @property
    def engine(self) -> str:
        """Which map is in front."""
        return "native" if self._stack.currentWidget() is self._native else "web"

    def is_steady(self) -> bool:
        """Whether the map in front is the one that stays, with its picture on the screen."""
        if not self._web_draws:
            return self._is_ready
        if self._start.isActive() or self._patience.isActive() or self._again.isActive():
            return False
        if self._web is None:
            return self._is_ready
        # The engine paints in a process of its own: its frame comes after its word.
        return self.engine == "web" and time.monotonic() - self._in_front_since > STEADY_S

    def set_boundaries(self, geojson: dict[str, Any]) -> None:
        """Raise RuleBroken when there are no county units in it."""
        self._native.set_boundaries(geojson)
        self._boundaries = geojson
        if self._web:
            self._web.set_boundaries(geojson)

    def set_colors(self, colors: dict[str, str]) -> None:
        """Names as in `colors.THEME`; `colors.from_theme(theme.color)` makes them."""
        self._colors = colors
        self._native.set_colors(colors)
        if self._web:
            self._web.set_colors(colors)

    def set_scale(self, scale: float) -> None:
        """The factor on type and marks; 1.0 is a desk at 100 %."""
        self._scale = scale
        self._native.set_scale(scale)
        if self._web:
            self._web.set_scale(scale)

    def set_picture(self, picture: MapPicture) -> None:
        self._picture = picture
        self.setAccessibleDescription(self._described(picture))
        web = self._web
        self._bring_to_front(
            web if web and self._web_is_ready and self._web_draws else self._native
        )
        if self.engine == "native":
            self._native.set_picture(picture)
        if web and self._web_draws:
            web.set_picture(picture)

    @property
    def _web_draws(self) -> bool:
        """Where schools and hospitals are is painted by the native map alone."""
        return self._picture is None or self._picture.cases is None

    def show_all(self) -> None:
        """Bring the whole city into view."""
        if self.engine == "web" and self._web:
            self._web.show_all()
        else:
            self._native.show_all()

    def _described(self, picture: MapPicture) -> str:
        """The map in words, for those who cannot see it."""
        if picture.cases is not None:
            words = self.tr("{name} {count} 人")
            said = [
                words.format(name=plain(place.label), count=place.number)
                for place in picture.cases.places
                if place.number and not picture.cases.public
            ]
            return listed(said)
        if not picture.counts:
            return enumerated(plain(each.name) for each in picture.districts)
        parts = []
        for d in picture.districts:
            silent = self.tr("{name} 超时未报 {age}")
            counted = self.tr("{name} {count} 件")
            text = counted if d.silent_minutes is None else silent
            age = span_zh(timedelta(minutes=d.silent_minutes or 0))
            parts.append(text.format(name=plain(d.name), count=d.count, age=age))
        return listed(parts)

    @Slot()
    def _native_ready(self) -> None:
        """Something is seen: now there is time for the web engine."""
        self._emit_ready()
        if self._wanted != "native":
            self._start.start()

    def _emit_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    @Slot()
    def _start_web(self) -> None:
        if scheme.would_end_the_process():
            self.notice.emit(self.tr("网页地图不能以系统管理员身份运行，已改用内置地图。"))
            return
        if not scheme.register():
            self.notice.emit(self.tr("本机缺少网页地图组件，已改用内置地图。"))
            return
        self._mark = StartMark(self._marks or user_cache())
        if self._wanted == "web":
            self._mark.forget()
        if not self._mark.begin(datetime.now(UTC)):
            self.notice.emit(self.tr("上次启动网页地图时程序中断，本次改用内置地图。"))
            return
        self._make_web()

    def _make_web(self) -> None:
        # Imported here: heavy, and not needed where the painted map serves.
        from commandcenter.ui.map.web_map import WebMap

        web = self._web = WebMap(self._words(), self._interactive, self)
        web.clicked.connect(self.clicked)
        web.page_ready.connect(self._page_ready)
        web.ready.connect(self._web_ready)
        web.lost.connect(self._web_lost)
        self._stack.addWidget(web)
        self._stack.setCurrentWidget(self._native)
        web.set_colors(self._colors)
        web.set_scale(self._scale)
        if self._picture and self._web_draws:
            web.set_picture(self._picture)
        if self._boundaries:
            web.set_boundaries(self._boundaries)
        self._patience.start()

    @Slot()
    def _page_ready(self) -> None:
        self._patience.stop()
        if self._mark:
            self._mark.reached()

    @Slot()
    def _web_ready(self) -> None:
        assert self._web
        self._web_is_ready = True
        if self._web_draws:
            self._bring_to_front(self._web)
        self._emit_ready()

    @Slot()
    def _web_lost(self) -> None:
        """The engine's process died, or its page does not answer."""
        self._patience.stop()
        self._web_is_ready = False
        if self._picture:
            self._native.set_picture(self._picture)
        self._bring_to_front(self._native)
        now = time.monotonic()
        self._reloads = [at for at in self._reloads if now - at < WINDOW_S]
        if len(self._reloads) >= len(BACK_OFF_MS):
            self._give_web_up()
            return
        self.notice.emit(self.tr("地图正在恢复，暂用内置地图。"))
        self._again.start(BACK_OFF_MS[len(self._reloads)])
        self._reloads.append(now)

    def _give_web_up(self) -> None:
        assert self._web
        self.notice.emit(self.tr("网页地图多次中断，已改用内置地图。"))
        if self._mark:
            self._mark.reached()
        self._stack.removeWidget(self._web)
        self._web.hide()
        self._web.deleteLater()
        self._web = None

    @Slot()
    def _reload(self) -> None:
        if self._web:
            self._web.reload()
            self._patience.start()

    def _bring_to_front(self, engine: QWidget) -> None:
        before = self._stack.currentWidget()
        if before is engine:
            return
        self._in_front_since = time.monotonic()
        had_focus = before is not None and before.hasFocus()
        self._stack.setCurrentWidget(engine)
        self.setFocusProxy(engine)
        if had_focus:
            engine.setFocus()
        self.engine_changed.emit(self.engine)
