"""What the watch looks at: channel, category, county, words, and a trader chosen elsewhere."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from commandcenter.domain.complaints.complaint import CHANNEL_WORDS, Channel
from commandcenter.queries.complaints.complaint_filter import ComplaintFilter
from commandcenter.queries.watch.monitor_timeline import Choices, monitor_choices
from commandcenter.ui import look
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import listed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind

STILL_MS = 400  # nobody types for so long before the words are looked for


class WatchFilter(QWidget):
    """Signals:
    changed: arg: what is looked at now (ComplaintFilter)
    """

    changed = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("watch_filter")
        self.seat = seat
        self._subject: int | None = None
        self._subject_name = ""
        self.channel = self._box("filter_channel", self.tr("渠道"), self.tr("全部渠道"))
        for channel in Channel:
            self.channel.addItem(word(CHANNEL_WORDS[channel]), channel.value)
        self.category = self._box("filter_category", self.tr("类别"), self.tr("全部类别"))
        self.district = self._box("filter_district", self.tr("县区"), self.tr("全市"))
        self.words = QLineEdit()
        self.words.setObjectName("filter_words")
        self.words.setFont(look.font(Size.SMALL))
        self.words.setPlaceholderText(self.tr("关键词或主体名称"))
        self.words.setAccessibleName(self.tr("关键词或主体名称"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(look.px(220))
        self.subject = Button("", Kind.SECONDARY, size=Size.SMALL, icon="close")
        self.subject.setObjectName("filter_subject")
        self.subject.clicked.connect(self._on_subject)
        self.subject.hide()
        self.clear = Button(self.tr("清除筛选"), Kind.QUIET, size=Size.SMALL)
        self.clear.setObjectName("filter_clear")
        self.clear.clicked.connect(self.reset)
        self.clear.hide()
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._emit_wanted)
        self.words.textChanged.connect(lambda: self._still.start())
        self.words.returnPressed.connect(self._emit_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        for part in (self.clear, self.subject, self.channel, self.category, self.district):
            row.addWidget(part)
        row.addWidget(self.words)
        self._told = ComplaintFilter()
        seat.tasks.read(self, partial(monitor_choices, now=seat.clock()), self._offer)

    def _box(self, name: str, spoken: str, everything: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setFont(look.font(Size.SMALL))
        box.setMaximumWidth(look.px(150))
        box.addItem(everything, None)
        box.currentIndexChanged.connect(self._emit_wanted)
        return box

    def _offer(self, choices: Choices) -> None:
        """Once: a category that comes up later is found by its rows."""
        with QSignalBlocker(self.category), QSignalBlocker(self.district):
            for category in choices.categories:
                self.category.addItem(word(category), category)
            for code, name in choices.districts:
                self.district.addItem(name, code)

    @property
    def wanted(self) -> ComplaintFilter:
        channel = self.channel.currentData()
        return ComplaintFilter(
            channel=Channel(channel) if channel else None,
            category=self.category.currentData(),
            district=self.district.currentData(),
            subject_id=self._subject,
            words=self.words.text().strip(),
        )

    def said(self) -> str:
        """小程序，餐饮和住宿; "" for the whole city."""
        boxes = (self.channel, self.category, self.district)
        chosen = [box.currentText() for box in boxes if box.currentData() is not None]
        return listed([self._subject_name, *chosen, self.words.text().strip()])

    def show_subject(self, subject_id: int, name: str) -> None:
        """Look at one trader only; what else was chosen would leave little of it."""
        self._empty()
        self._subject, self._subject_name = subject_id, name
        self.subject.setText(name)
        self.subject.setAccessibleName(self.tr("不再只看 {name}").format(name=name))
        self.subject.show()
        self._emit_wanted()

    def show_words(self, words: str) -> None:
        self._empty()
        with QSignalBlocker(self.words):
            self.words.setText(words)
        self._emit_wanted()

    @Slot()
    def reset(self) -> None:
        self._empty()
        self._emit_wanted()

    def _empty(self) -> None:
        for box in (self.channel, self.category, self.district):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        with QSignalBlocker(self.words):
            self.words.clear()
        self._subject, self._subject_name = None, ""
        self.subject.hide()

    @Slot()
    def _on_subject(self) -> None:
        self._subject, self._subject_name = None, ""
        self.subject.hide()
        self._emit_wanted()

    @Slot()
    def _emit_wanted(self) -> None:
        self._still.stop()
        wanted = self.wanted
        self.clear.setVisible(wanted != ComplaintFilter())
        if wanted != self._told:
            self._told = wanted
            self.changed.emit(wanted)
