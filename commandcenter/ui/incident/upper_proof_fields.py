"""By what an upper body's decision is known: its paper as a file, or the record of a call."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.domain.incident.upper_proof import Proof
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import size_words
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

FILE, CALL = "file", "call"


class UpperProofFields(QObject):
    """Added to the form's body, one kind shown at a time; `path`: the paper, once it is chosen."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self.path: Path | None = None
        kinds: list[tuple[object, str]] = [
            (FILE, self.tr("来文（文件、扫描件）")),
            (CALL, self.tr("电话记录")),
        ]
        self.kind = form.choice("proof", self.tr("依据"), kinds, needed=True)
        self._choose = Button(self.tr("选择来文…"), Kind.SECONDARY, icon="folder")
        self._choose.setObjectName("choose_paper")
        self._choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择上级来文"))
        FileWay(form, wanted, one(self.take), form.say,
                button=self._choose, clock=form.seat.clock)  # fmt: skip
        self._file = PlainLabel(self.tr("没有选择文件"), Size.SMALL, ink="text_dim")
        self._file.setObjectName("chosen_paper")
        self._file.setWordWrap(True)
        self._paper = QWidget()
        row = QHBoxLayout(self._paper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        row.addWidget(self._choose)
        row.addWidget(self._file, 1)
        form.body.addWidget(self._paper)
        hint = self.tr("姓名、职务")
        self.caller = form.line("caller", self.tr("来电人"), hint=hint, needed=True)
        self.phone = form.line("caller_phone", self.tr("来电号码"), needed=True)
        now = form.seat.clock()
        self.called_at = form.moment("called_at", self.tr("通话时间"), now, needed=True)
        self._call = [
            field for field in form._fields
            if field.editor in (self.caller, self.phone, self.called_at)
        ]  # fmt: skip
        form.side_by_side(self.caller, self.phone, self.called_at)
        form.demand(self._missing, self.kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()

    @property
    def by_call(self) -> bool:
        return bool(self.kind.currentData() == CALL)

    def call(self) -> Proof:
        """The record of the call; empty where the paper is there."""
        if not self.by_call:
            return Proof()
        return Proof(
            caller=self.caller.text(),
            phone=self.phone.text(),
            called_at=self.called_at.value(),
        )

    def _missing(self) -> str:
        return "" if self.by_call or self.path else self.tr("请选择来文的文件，或者改为电话记录")

    @Slot()
    def _on_kind(self) -> None:
        for field in self._call:
            field.setVisible(self.by_call)
        self._paper.setVisible(not self.by_call)

    def take(self, path: Path) -> None:
        """Nothing is sent before the decision is registered."""
        self.path = path
        size = path.stat().st_size if path.is_file() else 0
        words = self.tr("{name}（{size}）").format(name=path.name, size=size_words(size))
        self._file.setText(words)
