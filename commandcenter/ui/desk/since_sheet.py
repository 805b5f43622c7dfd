"""离岗期间动态 as a sheet: by incident and part of the work, and what waits for the person."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.domain.record import PART_WORDS
from commandcenter.domain.times import short_zh, span_zh
from commandcenter.queries.seat.since_left import SinceIncident, SinceLeft, SinceLine, SincePart
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, MEDIUM, REGULAR, Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel


class SinceSheet(QWidget):
    """Signals:
    read: 已阅: the person has seen it all.
    incident_wanted: The timeline of an incident. arg: its id
    todo_wanted: What waits for them.
    """

    read = Signal()
    incident_wanted = Signal(int)
    todo_wanted = Signal()

    def __init__(self, since: SinceLeft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("since_left")
        self._since = since
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._box = QVBoxLayout(self._inside)
        self._box.setContentsMargins(0, 0, look.px(8), 0)
        self._box.setSpacing(look.px(4))
        area = QScrollArea()
        area.setAccessibleName(self.tr("离岗期间动态"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(10))
        box.addWidget(self._summary())
        box.addWidget(area, 1)
        box.addLayout(self._buttons())
        self._fill()

    def _summary(self) -> PlainLabel:
        since = self._since
        if since.since is None:
            words = self.tr("您还没有离开过席位；离开、锁定后再回来，这里列出期间的变动。")
        else:
            words = self.tr("{time} 离开，至今 {span}，他人办理 {n} 项。").format(
                time=short_zh(since.since, since.now),
                span=span_zh(since.now - since.since),
                n=since.count,
            )
        label = PlainLabel(words, Size.TEXT, MEDIUM)
        label.setObjectName("since_summary")
        label.setWordWrap(True)
        return label

    def _buttons(self) -> QHBoxLayout:
        since = self._since
        words = self.tr("待我处理 {n} 项，其中新到 {new} 项")
        todo = Button(words.format(n=since.waiting, new=since.new_waiting), Kind.SECONDARY)
        todo.setObjectName("since_todo")
        todo.setProperty("reads", True)
        todo.clicked.connect(self.todo_wanted)
        read = Button(self.tr("已阅"), Kind.PRIMARY)
        read.setObjectName("since_read")
        read.clicked.connect(self.read)
        row = QHBoxLayout()
        row.addWidget(todo)
        row.addStretch(1)
        row.addWidget(read)
        return row

    def _fill(self) -> None:
        for incident in self._since.incidents:
            self._add_incident(incident)
        if self._since.incidents:
            self._box.addStretch(1)
        else:
            self._box.addWidget(Empty("log", self.tr("期间没有别人办理的事项。"), ""), 1)

    def _add_incident(self, incident: SinceIncident) -> None:
        row = QHBoxLayout()
        title = PlainLabel(incident.title, Size.TITLE, BOLD)
        title.setWordWrap(True)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        button = Button(self.tr("大事记"), Kind.LINK, size=Size.SMALL)
        button.setObjectName(f"since_incident_{incident.id}")
        button.clicked.connect(partial(self.incident_wanted.emit, incident.id))
        row.addWidget(title, 1)
        row.addWidget(button)
        button.setVisible(self._since.reads_all)
        self._box.addLayout(row)
        if incident.joined:
            words = self.tr("新并入投诉举报 {n} 件").format(n=incident.joined)
            self._box.addWidget(PlainLabel(words, Size.TEXT))
        for part in incident.parts:
            self._add_part(part)
        self._box.addSpacing(look.px(12))

    def _add_part(self, part: SincePart) -> None:
        self._box.addSpacing(look.px(6))
        count = len(part.lines) + part.more
        heading = self.tr("{part}（{n} 项）").format(part=word(PART_WORDS[part.part]), n=count)
        self._box.addWidget(PlainLabel(heading, Size.SMALL, MEDIUM, ink="text_dim"))
        for line in part.lines:
            self._box.addWidget(self._line(line))
        if part.more:
            more = self.tr("另有 {n} 项，见大事记").format(n=part.more)
            self._box.addWidget(PlainLabel(more, Size.SMALL, ink="text_faint"))

    def _line(self, line: SinceLine) -> PlainLabel:
        deed = word(line.deed)
        words = headed(deed, line.words) if line.words else deed
        at = short_zh(line.at, self._since.now)
        label = PlainLabel(
            f"{at}　{line.by}　{words}",
            Size.TEXT,
            MEDIUM if line.chief else REGULAR,
        )
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label
