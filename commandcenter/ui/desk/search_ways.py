"""Where a choice of the search leads: a page or tab, an act with its form, the row of a hit."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton

from commandcenter.domain.reports.report_rules import own_county
from commandcenter.domain.right_cells import Reach
from commandcenter.domain.rights import Action
from commandcenter.queries.seat.search_ask import HitKind, SearchHit, Way, WayKind
from commandcenter.ui.desk import page_keys as keys
from commandcenter.ui.desk.desk_parts import Desk
from commandcenter.ui.desk.incident_page import MINE
from commandcenter.ui.desk.page import panels_of
from commandcenter.ui.desk.page_tabs import ACCOUNTS, LOG
from commandcenter.ui.desk.search_commands import Command, commands
from commandcenter.ui.desk.search_places import Path, offered
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.phrases import dotted
from commandcenter.ui.texts import chinese_of

PAGE, ACT, MOVE, SEAT = "page:", "act:", "move:", "seat:"
OF_CITY = "_city"  # a button of the city's own chain
SETTINGS = (
    "password",
    "alarm_sound",
    "theme",
    "language",
    "arrange",
    "arrange_again",
)  # of the seat's menu


class SearchWays(QObject):
    """Of one window, whose parts are made before it.

    Signals:
        seat_act_wanted: An entry of the seat's menu. arg: its key
    """

    seat_act_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._press: Press | None = None

    @Slot()
    def open(self) -> None:
        self._desk.palette_of.open(tuple(self._ways()))

    def _ways(self) -> Iterator[Way]:
        """Of who sits here now, with the incident that is shown."""
        desk = self._desk
        where: dict[Path, str] = {}
        for place, detail in offered(desk.seat, desk.acts.head):
            where.setdefault(place.path, dotted((detail, place.words)))
            yield Way(
                WayKind.PAGE, PAGE + "/".join(place.path), place.words, detail,
                chinese=chinese_of(place.words),
            )  # fmt: skip
        yield from desk.head.ways()
        for each in commands():
            there = where.get(each.path) or where.get(each.path[:2])  # or a list within the tab
            if there is not None and self._may(each):
                key = f"{ACT}{'/'.join(each.path)}#{self._button_of(each)}"
                words, chinese = (name.rstrip("…") for name in (each.words, chinese_of(each.words)))
                yield Way(WayKind.ACT, key, words, there, chinese=chinese)
        yield from self._of_seat()

    def _may(self, command: Command) -> bool:
        """By right, as its button is shown; a county's reaches to what is the county's own."""
        scope = self._desk.seat.rights.scope(self._desk.seat.actor, command.action)
        return scope is not None and not (command.whole and scope.scope is Reach.COUNTY)

    def _button_of(self, command: Command) -> str:
        """A county begins reports of its own chain."""
        county = own_county(self._desk.seat.actor)
        if county is not None and command.button.endswith(OF_CITY):
            return command.button.removesuffix(OF_CITY) + f"_{county}"
        return command.button

    def _of_seat(self) -> Iterator[Way]:
        for key, entry in self._desk.status.entries.items():
            kind = WayKind.SETTING if key in SETTINGS else WayKind.ACT
            words = entry.text().partition("\t")[0].rstrip("…")
            reason = "" if entry.isEnabled() else plain_of(entry.toolTip())
            yield Way(kind, SEAT + key, words, self.tr("本席"), reason)

    @Slot(str)
    def go(self, way: str) -> None:
        desk = self._desk
        if way.startswith(PAGE):
            self.show_place(tuple(way.removeprefix(PAGE).split("/")))
        elif way.startswith(MOVE):
            desk.acts.move(way.removeprefix(MOVE))
        elif way.startswith(SEAT):
            self.seat_act_wanted.emit(way.removeprefix(SEAT))
        else:
            place, _, button = way.removeprefix(ACT).partition("#")
            self.show_place(tuple(place.split("/")))
            self._press_there(button)

    def show_place(self, path: Path) -> None:
        page, *rest = path
        self._desk.show_page(page)
        first, second = (*rest, "", "")[:2]
        if page == keys.INCIDENT and first:
            self._desk.pages.incident.show_place(first, second)
        elif first:
            shown = self._desk.pages.page(page)
            assert hasattr(shown, "show_place")
            shown.show_place(first, second)

    def _press_there(self, button: str) -> None:
        if self._press is not None:
            self._press.leave()
        self._press = Press(self._desk, button, self)

    @Slot(object)
    def open_hit(self, hit: SearchHit) -> None:
        desk, number = self._desk, int(hit.key) if hit.key.isdecimal() else 0
        match hit.kind:
            case HitKind.SETTING:
                name, _, place = hit.key.partition(":")
                desk.show_page(keys.PLAN)
                desk.pages.plan.show_value(name, int(place))
            case HitKind.INCIDENT:
                desk.show_incident(number)
            case HitKind.SIGNAL:
                desk.show_page(keys.WARNINGS)
                desk.pages.warnings.show_signal(number)
            case HitKind.WARNING:
                desk.show_page(keys.WARNINGS)
                desk.pages.warnings.show_warning(number)
            case HitKind.DATE:
                desk.show_page(keys.RISK)
                desk.pages.risk.go(number)
            case HitKind.CASE:
                desk.acts.case_wanted.emit(number)
            case HitKind.DUTY_LOG:
                desk.show_page(keys.DUTY)
                desk.pages.duty.tabs.go(LOG, number)
            case HitKind.PERSON if keys.PEOPLE not in desk.pages.keys:
                desk.show_page(keys.SYSTEM)
                desk.pages.system.tabs.go(ACCOUNTS, number)
            case HitKind.REPORT | HitKind.RELEASE | HitKind.LOG:
                self._of_incident(hit, number)
            case _:
                desk.rows.open_hit(hit)

    def _of_incident(self, hit: SearchHit, number: int) -> None:
        desk = self._desk
        if hit.incident_id is not None and hit.incident_id != desk.acts.incident_id:
            desk.show_incident(hit.incident_id)
        else:
            desk.show_page(keys.INCIDENT)
        page = desk.pages.incident
        if hit.kind is HitKind.REPORT:
            page.go("reports", "", number)
        elif hit.kind is HitKind.RELEASE:
            page.go("opinion", "releases", number)
        elif desk.seat.rights.scope(desk.seat.actor, Action.READ_JOURNAL) is not None:
            page.show_said(hit.title)
        else:
            page.show_view(MINE)
            page.overview.log.go(number)


def plain_of(tip_text: str) -> str:
    """The words of a tip, which are kept as markup."""
    return QTextDocumentFragment.fromHtml(tip_text).toPlainText()


class Press(QObject):
    """Presses a button of the page that is shown, once what it stands in has answered.

    Not offered, or not now: it says so. It ends when something else is turned to.
    """

    def __init__(self, desk: Desk, button: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._name = desk, button
        self._page = desk.pages.page(desk.pages.key)
        self._over = False
        for panel in self._page.findChildren(LivePanel):
            panel.answered.connect(self._look)
        QTimer.singleShot(0, self, self._look)  # what has answered before says nothing more

    @Slot()
    def _look(self) -> None:
        if self._over:
            return
        if self._desk.pages.currentWidget() is not self._page:
            self.leave()
            return
        shown = list(panels_of(self._page))
        button = self._button()
        if button is not None and button.isEnabled():
            self.leave()
            button.click()
        elif shown and all(panel.as_of is not None for panel in shown):
            self.leave()
            why = plain_of(button.toolTip()) if button is not None else ""
            self._desk.seat.notices.warn(why or self.tr("这一项现在不能办理。"))

    def _button(self) -> QAbstractButton | None:
        found = self._page.findChildren(QAbstractButton, self._name)
        return next((each for each in found if each.isVisible()), None)

    def leave(self) -> None:
        self._over = True
        self.deleteLater()
