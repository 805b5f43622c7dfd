"""The way of a paper: what was done by whom and when, who has it now, and what one may do."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.papers.paper import FileRole, PaperStep
from commandcenter.domain.times import short_zh
from commandcenter.queries.offers import Offer
from commandcenter.queries.papers.paper_detail import FileLine, PaperDetail, StepLine, WayMark
from commandcenter.ui import icons, look
from commandcenter.ui.frame.field_words import size_words, why
from commandcenter.ui.look import BOLD, MEDIUM, REGULAR, Size
from commandcenter.ui.phrases import headed
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

ICONS = {True: ("done", "ok"), False: ("open", "text_faint")}
# What stands in the editor's own bar, or is not done here.
ELSEWHERE = frozenset({PaperStep.DRAFT.value})


class WayRow(QWidget):
    """A step of the way: taken, wanted now, or to come."""

    def __init__(self, mark: WayMark, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"way_{mark.step.value}")
        self._mark = mark
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        weight = BOLD if mark.wanted else REGULAR
        ink = "accent" if mark.wanted else "text" if mark.done else "text_faint"
        label = PlainLabel(word(mark.label), Size.TEXT, weight, ink=ink)
        told = ElidedLabel(self._mark_words(mark, now), Size.SMALL, ink="text_dim", lines=2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(3), 0, look.px(3))
        row.setSpacing(look.px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)
        self.setAccessibleName(headed(word(mark.label), told.text()))
        self._draw()

    def _mark_words(self, mark: WayMark, now: datetime) -> str:
        if mark.wanted and mark.waits_for:
            return self.tr("现由{who}办理").format(who=mark.waits_for)
        if mark.done and mark.at:
            return f"{mark.by} {short_zh(mark.at, now)}"
        return ""

    def _draw(self) -> None:
        name, ink = ICONS[self._mark.done]
        if self._mark.wanted:
            name, ink = "right", "accent"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, ink, look.px(16), ratio))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()


class FlowPanel(QWidget):
    """Signals:
    acted: A button was pressed. arg: key of the act (a PaperStep, amend, sheet, particulars)
    file_wanted: A file of the paper is to be seen. arg: the FileLine
    """

    acted = Signal(str)
    file_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flow_panel")
        self._shown: object = None
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._mark_words = QVBoxLayout(inside)
        self._mark_words.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(12))
        self._mark_words.setSpacing(look.px(2))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._acts = QGridLayout()
        self._acts.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(10))
        self._acts.setSpacing(look.px(6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(area, 1)
        box.addLayout(self._acts)

    def show_detail(self, detail: PaperDetail, now: datetime) -> None:
        """The same again keeps what has the focus."""
        shown = (detail.way, detail.steps, detail.files, detail.acts, detail.lacks_print)
        if shown == self._shown:
            return
        self._shown = shown
        _clear(self._mark_words)
        for mark in detail.way:
            self._mark_words.addWidget(WayRow(mark, now))
        self._show_steps(detail.steps, now)
        self._show_files(detail.files, now)
        self._mark_words.addStretch(1)
        self._show_acts(detail)

    def _head(self, words: str) -> None:
        head = PlainLabel(words, Size.SMALL, MEDIUM, ink="text_dim")
        head.setContentsMargins(0, look.px(14), 0, look.px(2))
        self._mark_words.addWidget(head)

    def _show_steps(self, steps: Sequence[StepLine], now: datetime) -> None:
        self._head(self.tr("经过"))
        for step in reversed(steps):
            ink = "text" if step.counts else "text_faint"
            if not step.passed:
                ink = "warn"
            when = f"{short_zh(step.at, now)}  {step.by} {word(step.label)}"
            label = PlainLabel(when, Size.SMALL, ink=ink)
            label.setObjectName("step_line")
            label.setWordWrap(True)
            self._mark_words.addWidget(label)
            if step.words:
                words = PlainLabel(step.words, Size.SMALL, ink="text_dim")
                words.setWordWrap(True)
                words.setContentsMargins(look.px(12), 0, 0, look.px(4))
                self._mark_words.addWidget(words)

    def _show_files(self, files: Sequence[FileLine], now: datetime) -> None:
        readable = [file for file in files if file.role is not FileRole.DOCUMENT]
        if not readable:
            return
        self._head(self.tr("文件"))
        for file in readable:
            enclosed = file.role is FileRole.ATTACHMENT
            name = PurePath(file.name).stem if enclosed else ""
            words = f"{word(file.label)} {name}".strip() + f" · {size_words(file.size)}"
            if file.governs:
                words = self.tr("{file}（以此为准）").format(file=words)
            button = Button(words, Kind.LINK, size=Size.SMALL, tip_text=file.name)
            button.setObjectName(f"file_{file.id}")
            button.clicked.connect(partial(self.file_wanted.emit, file))
            self._mark_words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_acts(self, detail: PaperDetail) -> None:
        _clear(self._acts)
        offers = [o for o in detail.acts if o.key not in ELSEWHERE and self._worth(o, detail)]
        ready = [offer.key for offer in offers if offer.refusal is None]
        forward = next((key for key in ready if key in (m.step.value for m in detail.way)), "")
        first = PaperStep.SUBMIT.value if PaperStep.SUBMIT.value in ready else forward
        offers.sort(key=lambda offer: offer.key != first)
        buttons = [self._button(offer, primary=offer.key == first) for offer in offers]
        beside = self._print_wanted(detail)
        beside += [("sheet", self.tr("发文处理笺"), "directive")]
        if _may(detail, PaperStep.DRAFT):
            beside.insert(-1, ("particulars", self.tr("主送、抄送…"), "edit"))
            beside.insert(-1, ("attachments", self.tr("附件…"), "attach"))
        for key, words, icon in beside:
            button = Button(words, Kind.PLAIN, size=Size.SMALL, icon=icon)
            button.setObjectName(f"flow_{key}")
            button.clicked.connect(partial(self.acted.emit, key))
            buttons.append(button)
        for number, button in enumerate(buttons):
            self._acts.addWidget(button, number // 2, number % 2)

    def _print_wanted(self, detail: PaperDetail) -> list[tuple[str, str, str]]:
        """It has its number and lost the link before it was set with it: who numbers sets it."""
        numbers = detail.act(PaperStep.NUMBER.value) is not None
        if not (detail.lacks_print and numbers):
            return []
        return [(PaperStep.NUMBER.value, self.tr("排印正本"), "print")]

    @staticmethod
    def _worth(offer: Offer, detail: PaperDetail) -> bool:
        """What can be done now, and the step that is wanted even where it cannot."""
        wanted = {mark.step.value for mark in detail.way if mark.wanted}
        return offer.refusal is None or offer.key in wanted

    def _button(self, offer: Offer, *, primary: bool) -> Button:
        kind = Kind.PRIMARY if primary else Kind.PLAIN
        button = Button(self._words(offer.key), kind, size=Size.SMALL)
        button.setObjectName(f"flow_{offer.key}")
        button.forbid(why(offer.refusal))
        button.clicked.connect(partial(self.acted.emit, offer.key))
        return button

    def _words(self, key: str) -> str:
        return {
            PaperStep.SUBMIT.value: self.tr("送审"),
            PaperStep.CHECK.value: self.tr("核稿通过…"),
            PaperStep.COUNTERSIGN.value: self.tr("会签…"),
            PaperStep.REVIEW.value: self.tr("审核通过…"),
            PaperStep.SIGN.value: self.tr("签发…"),
            PaperStep.NUMBER.value: self.tr("编号"),
            PaperStep.SEAL.value: self.tr("用印…"),
            PaperStep.ISSUE.value: self.tr("印发…"),
            PaperStep.FILE.value: self.tr("归档…"),
            PaperStep.RETURN.value: self.tr("退回…"),
            PaperStep.SCAN.value: self.tr("附签发件…"),
            PaperStep.REPLY.value: self.tr("登记复函…"),
            PaperStep.WITHDRAW.value: self.tr("撤回…"),
            PaperStep.VOID.value: self.tr("作废…"),
            "amend": self.tr("起草更正件"),
        }.get(key, key)


def _may(detail: PaperDetail, act: PaperStep) -> bool:
    offer = detail.act(act.value)
    return offer is not None and offer.refusal is None


def _clear(box: QVBoxLayout | QGridLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
