"""One paper of the register: its text beside its pages, the check, its way, its versions."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from commandcenter.domain.papers.paper import FROZEN, FileRole, PaperStep
from commandcenter.domain.times import short_zh
from commandcenter.offices import typesetting
from commandcenter.offices.opened_paper import Opened, open_paper
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_detail import PaperDetail
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.queries.seat.drafts import Draft, Opener
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_base import Read
from commandcenter.store.database import Query
from commandcenter.store.journal import Change
from commandcenter.ui import look
from commandcenter.ui.frame.draft_keeper import DraftKeeper
from commandcenter.ui.frame.file_dialogs import choose_file
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.papers.check_panel import CheckPanel
from commandcenter.ui.papers.editor_head import EditorHead
from commandcenter.ui.papers.findings import findings, whole_text
from commandcenter.ui.papers.flow_panel import FlowPanel
from commandcenter.ui.papers.own_edits import brought_back, own_edits
from commandcenter.ui.papers.version_panel import VersionPanel
from commandcenter.ui.papers.word_note import taken_words
from commandcenter.ui.papers.writing import Writing
from commandcenter.ui.seat_words import editor_names
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.outputs.pdf.build import Rendered
    from commandcenter.outputs.pdf.proof import Proof

CHECK, FLOW, VERSIONS = "check", "flow", "versions"
SIDE_WIDTH = 304
QUIET_MS = 1_200  # after the last key, before the whole paper is checked
DATA_MS = 5_000  # how soon new data reach the paragraphs that nobody edited
FORM = "paper"  # what is typed is kept under this name


class PaperEditor(LivePanel[Opened]):
    """Signals:
    closed: Back to the list is wanted.
    acted: A step or another act is wanted. arg: its key
    file_wanted: A file of the paper is to be seen. arg: the FileLine
    elsewhere_wanted: The paper is to be seen where it is drafted and sent. arg: the PaperLine
    """

    kinds = frozenset({"document"})
    long = True

    closed = Signal()
    acted = Signal(str)
    file_wanted = Signal(object)
    elsewhere_wanted = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("paper_editor")
        self.line: PaperLine | None = None
        self.opened: Opened | None = None
        self._drafts: DraftKeeper | None = None
        self._saving = False
        self._seen = 0  # the version that the text on the screen began from
        self._rendered: Rendered | None = None
        self._build()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._check_pages)
        self._data = QTimer(self, singleShot=True, interval=DATA_MS)
        self._data.timeout.connect(self._ask_soon)
        seat.feed.changed.connect(self._on_data)

    def _build(self) -> None:
        px = look.px
        self.writing = Writing(self.seat)
        self.check, self.flow = CheckPanel(), FlowPanel()
        self.versions = VersionPanel(self.seat)
        self.head = EditorHead()
        self.note = PlainLabel("", Size.SMALL, ink="warn")
        self.note.setObjectName("paper_note")
        self.note.setWordWrap(True)
        self.note.hide()
        self.tabs = Segments(
            [(CHECK, self.tr("检查")), (FLOW, self.tr("办理")), (VERSIONS, self.tr("稿次"))]
        )
        self.tabs.setObjectName("paper_tabs")
        self.tabs.chosen.connect(self.show_tab)
        self._stack = QStackedWidget()
        for part in (self.check, self.flow, self.versions):
            self._stack.addWidget(part)
        self._lay_side()
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.writing, 1)
        row.addWidget(self.side)
        self.body.setSpacing(px(8))
        self.body.addWidget(self.head)
        self.body.addWidget(self.note)
        self.body.addLayout(row, 1)
        self.writing.changed.connect(self._on_typed)
        self.writing.laid.connect(self._on_laid)
        self.check.chosen.connect(self.writing.paragraphs.show_finding)
        self.check.adopted.connect(self.writing.paragraphs.adopt)
        self.head.acted.connect(self._on_head)
        self.flow.acted.connect(self.acted)
        self.flow.file_wanted.connect(self.file_wanted)

    def _lay_side(self) -> None:
        px = look.px
        self.side = Card("", "")
        self.side.fill()
        tabs = QHBoxLayout()
        tabs.setContentsMargins(px(8), px(6), px(8), px(2))
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        self.side.body.addLayout(tabs)
        self.side.body.addWidget(self._stack, 1)
        self.side.setFixedWidth(px(SIDE_WIDTH))

    # What is shown.

    def open(self, line: PaperLine) -> None:
        """Another paper; what was typed in the one before is kept as a draft."""
        self._put_away()
        self.line, self.opened, self._rendered = line, None, None
        self._saving = False
        self.writing.clear()
        self.check.show_findings((), checked=False)
        self.head.show_line(line)
        self.show_tab(CHECK)
        self.refresh()

    def query(self) -> Query[Opened]:
        assert self.line is not None
        return partial(open_paper, actor=self.seat.actor, line=self.line)

    @Slot()
    def refresh(self) -> None:
        if self.line is not None:
            super().refresh()

    def show_answer(self, answer: Opened) -> None:
        if self.line is None or (answer.line.life, answer.line.id) != (
            self.line.life,
            self.line.id,
        ):
            return
        first, self.opened = self.opened is None, answer
        named = answer.line if answer.detail else replace(answer.line, title=answer.document.name)
        self.head.show_line(named)
        may = self.may_edit
        self._show_document(answer, first, may)
        if answer.detail is not None:
            now = self.seat.clock()
            self.flow.show_detail(answer.detail, now)
            self.versions.show_versions(answer.line.id, answer.detail.versions, now)
        for key in (FLOW, VERSIONS):
            self.tabs.offer(key, answer.detail is not None)
        if first and may:
            self._keep_drafts(answer.line.id)
        chief = answer.detail.governing if answer.detail else None
        if chief is not None and chief.role is FileRole.SCAN:
            words = self.tr("已附签发扫描件“{name}”，以扫描件为准；下面是签发时的文字。")
            self.show_note(words.format(name=chief.name))
        if first and not may and answer.detail is not None:
            self.show_tab(FLOW)  # who does not write it judges it, or looks where it is
        self._show_state()

    def _show_document(self, answer: Opened, first: bool, may: bool) -> None:
        """What is typed and not saved stays; saved edits of others come in beside it."""
        paragraphs = self.writing.paragraphs
        saved = answer.detail.texts if answer.detail else {}
        texts = saved if first or not self.typed else paragraphs.texts
        if first or not self.typed:
            self._seen = answer.detail.version if answer.detail else 0
            self._saved = dict(saved)
        elif answer.detail and answer.detail.version != self._seen:
            self._show_overtaken(answer.detail)
        same = not first and answer.document == paragraphs.document
        if not (same and dict(texts) == paragraphs.texts and paragraphs.may_edit == may):
            frozen = answer.line.state in FROZEN
            self.writing.show_document(answer.document, texts, may_edit=may, frozen=frozen)
        self._check_text()

    def _show_state(self) -> None:
        self.head.show_state(may_edit=self.may_edit, typed=self.typed)

    @property
    def is_newest(self) -> bool:
        """Whether all is saved that was sent, and what the register knows by now is shown."""
        return not (self._saving or self._is_asking or self._outdated)

    @property
    def may_edit(self) -> bool:
        detail = self.opened.detail if self.opened else None
        offer = detail.act(PaperStep.DRAFT.value) if detail else None
        return offer is not None and offer.refusal is None and self.seat.past is None

    @property
    def typed(self) -> bool:
        """Whether something was changed since it was opened or saved."""
        return self.may_edit and self.writing.paragraphs.texts != self._saved

    _saved: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - replaced, never changed

    @Slot(str)
    def show_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self._stack.setCurrentIndex((CHECK, FLOW, VERSIONS).index(key))

    # What is typed.

    def _keep_drafts(self, paper: int) -> None:
        self._drafts = DraftKeeper(self.seat, FORM, paper, self._draft_state, self)
        self._drafts.found.connect(self._on_draft)
        self._drafts.others.connect(self._on_others)
        self._drafts.begin()

    def _draft_state(self) -> dict[str, object]:
        return own_edits(self.writing.paragraphs.texts, self._saved)

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        """What was typed earlier and not saved comes back; what others saved since stays beside."""
        found = brought_back(draft.data, self._saved)
        if found is None:
            return
        texts, met = found
        self.writing.paragraphs.set_texts(texts)
        words = self.tr("已恢复 {time} 未存的改动。")
        if met:
            words += self.tr("其中 {n} 段此后有人存过新稿，现为您写的；存稿前请对照“稿次”。")
        self.show_note(words.format(time=short_zh(draft.at, self.seat.clock()), n=met))

    @Slot(object)
    def _on_others(self, others: tuple[Opener, ...]) -> None:
        if others:
            words = self.tr("{names}正在修改同一份公文；先存稿者为准，您写的文字不会丢失。")
            self.show_note(words.format(names=editor_names(others, self.seat.clock())))

    def _show_overtaken(self, detail: PaperDetail) -> None:
        newest = detail.steps[-1] if detail.steps else None
        if newest is not None:
            words = self.tr("{who}已于 {time} 存过新稿。您写的文字还在，存稿前请对照“稿次”。")
            when = short_zh(newest.at, self.seat.clock())
            self.show_note(words.format(who=newest.by, time=when))

    def show_note(self, words: str) -> None:
        """A remark over the text; "" takes it back."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    @Slot()
    def _on_typed(self) -> None:
        self._rendered = None
        self._check_text()
        self._quiet.start()
        self._show_state()

    @Slot()
    def keep(self) -> None:
        """存稿: the edits become the newest version of the register."""
        if self.line is None or not self.typed:
            return
        texts = self.writing.paragraphs.texts
        command = partial(
            paper_drafts.edit,
            actor=self.seat.actor,
            paper_id=self.line.id,
            texts=texts,
            whole=whole_text(self.writing.paragraphs.items),
            seen=self._seen,
        )
        self._saving = True
        done = partial(self._kept, self.line.id, texts)
        self.seat.tasks.write(self, command, done, self._not_kept, busy=self.head.save.setDisabled)

    def _kept(self, paper: int, texts: dict[str, tuple[str, str]], _number: int) -> None:
        if self.line is None or self.line.id != paper:
            return  # another one was opened meanwhile
        self._saving, self._saved = False, texts
        if self._drafts:
            self._drafts.rebase()
        self.show_note("")
        self.refresh()

    def _not_kept(self, failure: Failure) -> None:
        self._saving = False
        self.show_note(failure.words)
        self.refresh()

    def take_word(self, path: Path) -> None:
        """The paragraphs that were changed in Word or WPS come in; they are saved as any other."""
        document = self.writing.paragraphs.document
        if document is not None:
            shown = {part.key: part.text for part in whole_text(self.writing.paragraphs.items)}
            self.seat.tasks.work(
                self,
                lambda _progress: typesetting.word_edits(document, shown, path),
                partial(self._take, path.name),
            )

    def _take(self, name: str, taken: typesetting.WordEdits) -> None:
        paragraphs = self.writing.paragraphs
        paragraphs.set_texts({**paragraphs.texts, **taken.edits})
        self.show_note(taken_words(name, taken))

    def read(self) -> Read:
        """What stands before the person: a step judges this and nothing else."""
        return Read(self._seen, whole_text(self.writing.paragraphs.items))

    def shown(self) -> Document:
        """The document that stands before the person, as the data made it."""
        document = self.writing.paragraphs.document
        assert document is not None
        return document

    # What is found.

    def _check_text(self) -> None:
        paragraphs = self.writing.paragraphs
        if self.opened is None:
            return
        found = findings(paragraphs.items, paragraphs.orphans, self.opened.facts, self._rendered)
        done = self._rendered is not None
        self.check.show_findings(found, checked=done, may_edit=self.may_edit)
        count = len(found)
        self.tabs.set_word(CHECK, self.tr("检查 {n}").format(n=count) if count else self.tr("检查"))

    @Slot(object)
    def _on_laid(self, proof: "Proof") -> None:
        if self._rendered is None and not self._quiet.isActive():
            self._quiet.start()

    @Slot()
    def _check_pages(self) -> None:
        """Once nobody types: all pages are set, for the fonts and the length."""
        proof = self.writing.proofer.proof
        if proof is not None and self.writing.proofer.idle:
            work = partial(typesetting.pdf, proof.document)
            self.seat.tasks.draw(self, work, partial(self._pages_checked, proof))

    def _pages_checked(self, proof: "Proof", rendered: "Rendered") -> None:
        if proof is self.writing.proofer.proof:
            self._rendered = rendered
            self._check_text()

    # Coming and going.

    @Slot(list)
    def _on_data(self, changes: list[Change]) -> None:
        if self.isVisible() and self.line is not None and not self._data.isActive():
            self._data.start()

    @Slot()
    def close_paper(self) -> None:
        self._put_away()
        self.line = self.opened = None
        self.writing.clear()
        self.closed.emit()

    def _put_away(self) -> None:
        if self._drafts is not None:
            self._drafts.put_away()
            self._drafts.deleteLater()
            self._drafts = None
        self.show_note("")
        self._quiet.stop()
        self._data.stop()

    @Slot(str)
    def _on_head(self, key: str) -> None:
        match key:
            case "back":
                self.close_paper()
            case "save":
                self.keep()
            case "word":
                choose_file(self.window(), self.tr("选择修改过的 Word 文件"), self.take_word)
            case "elsewhere":
                self.elsewhere_wanted.emit(self.line)
            case _:
                self.acted.emit(key)
