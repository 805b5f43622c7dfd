"""What who leads through the desk needs of its window."""

from typing import Protocol

from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.alarming import DeskAlarms
from commandcenter.ui.desk.header import HeadPanel
from commandcenter.ui.desk.locking import Locker
from commandcenter.ui.desk.pages import Pages
from commandcenter.ui.desk.palette import Palette
from commandcenter.ui.desk.replaying import Replayer
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.seat_menu import SeatMenu
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.desk.since_left import SinceLeftKeeper
from commandcenter.ui.desk.status import StatusLine
from commandcenter.ui.desk.touring import Touring
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.presence import Presence


class Desk(Protocol):
    """What it needs of the window."""

    seat: Seat
    acts: Acts
    pages: Pages
    rows: Rows
    sheet: Sheet
    head: HeadPanel
    alarms: DeskAlarms
    palette_of: Palette
    replayer: Replayer
    locker: Locker
    since: SinceLeftKeeper
    menu_of_seat: SeatMenu
    presence: Presence
    status: StatusLine
    touring: Touring

    def show_page(self, key: str) -> None: ...
    def show_incident(self, incident_id: int) -> None: ...
