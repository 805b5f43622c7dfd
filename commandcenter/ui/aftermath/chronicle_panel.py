"""大事记: one timeline of the incident from all its records, filtered, by pages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from commandcenter.domain.org import GROUP_WORDS, Actor, Group
from commandcenter.domain.record import PART_WORDS, Part
from commandcenter.domain.times import minute_zh
from commandcenter.offices.progress import Progress
from commandcenter.queries.aftermath.chronicle import (
    PAGE,
    ChronicleFilter,
    ChroniclePage,
    Entry,
    chronicle,
)
from commandcenter.queries.seat.verdict import Verdict
from commandcenter.queries.seat.verification import checked_words
from commandcenter.store.database import Database, Query
from commandcenter.ui import look
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.lines_panel import Detail, LinesPanel
from commandcenter.ui.frame.live_panel import EVERY_KIND
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import Size
from commandcenter.ui.notices import Action, Level, Notice
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.ledger import Cell, Column, Ledger, LineAct
from commandcenter.ui.workers import Failure, Job
from commandcenter.watch.record_check import check_all

CHIEF, ALL = "chief", "all"
TYPED_MS = 250  # a filter of text is asked when the typing pauses


class ChroniclePanel(LinesPanel[ChroniclePage, Entry]):
    """Signals:
    clause_clicked: arg: the clause
    record_wanted: args: table and id of the record
    replay_wanted: Look back at the moment of an entry. arg: its time
    faults_wanted: All that a check of the record found.
    """

    object_name = "chronicle_panel"
    kinds = EVERY_KIND
    of_incident = True

    clause_clicked = Signal(str)
    record_wanted = Signal(str, int)
    replay_wanted = Signal(object)
    faults_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.filter = ChronicleFilter(chief=True)
        self._offset = 0
        self._add_choices()
        self._add_pages()
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._read_choices)
        self.text.textChanged.connect(self._on_typed)
        self.ledger.opened.connect(partial(self._on_act, "go"))

    def make_ledger(self) -> Ledger:
        words = self.tr("没有符合条件的记录。事件的每一步都会记在这里，最新的在上面。")
        return Ledger(self.tr("大事记"), self.columns(), "timeline", words)

    def columns(self) -> list[Column]:
        return [
            self.column(self.tr("时间"), 8, cell=lambda x, _: when(x.at, self.seat.clock())),
            self.column(self.tr("事项"), 8, cell=lambda x, _: Cell(word(x.deed), bold=x.chief)),
            self.column(self.tr("内容"), stretch=True, cell=lambda x, _: x.words),
            self.column(self.tr("办理人"), 5, cell=lambda x, _: x.by),
            self.column(self.tr("条款"), 5, cell=lambda x, _: Cell(x.clause, "link")),
        ]

    def rows(self, board: ChroniclePage) -> Sequence[Entry]:
        return board.entries

    def number(self, line: Entry) -> int:
        return line.number

    def detail(self, line: Entry, board: ChroniclePage) -> Detail:
        return (
            (self.tr("时间"), minute_zh(line.at)),
            (self.tr("事项"), word(line.deed)),
            (self.tr("内容"), line.words),
            (self.tr("办理人"), line.by),
            (self.tr("条款"), line.clause),
            (self.tr("日志"), self.tr("第 {n} 行").format(n=line.number)),
        )

    def acts(self, line: Entry, board: ChroniclePage) -> tuple[LineAct, ...]:
        acts = [LineAct("go", self.tr("前往"), reads=True)] if line.table and line.key else []
        if line.clause:
            acts.append(LineAct("clause", self.tr("看条文"), reads=True))
        return (*acts, LineAct("replay", self.tr("回看此刻"), reads=True))

    def note(self, board: ChroniclePage) -> str:
        if not board.entries:
            return ""
        first, last = board.offset + 1, board.offset + len(board.entries)
        words = self.tr("共 {n} 条，第 {first}–{last} 条；{checked}")
        checked = checked_words(board.checked, self.seat.clock())
        return words.format(n=board.total, first=first, last=last, checked=checked)

    def _add_choices(self) -> None:
        self.part = self._choice("chronicle_part", self.tr("事项"))
        self.part.addItem(self.tr("要事"), CHIEF)
        self.part.addItem(self.tr("全部事项"), ALL)
        for part in Part:
            self.part.addItem(word(PART_WORDS[part]), part.value)
        self.group = self._choice("chronicle_group", self.tr("工作组"))
        self.group.addItem(self.tr("全部组"), "")
        for group in Group:
            self.group.addItem(word(GROUP_WORDS[group]), group.value)
        self.clause = self._choice("chronicle_clause", self.tr("条款"))
        self.clause.addItem(self.tr("全部条款"), "")
        self.text = QLineEdit()
        self.text.setObjectName("chronicle_text")
        self.text.setFont(look.font(Size.SMALL))
        self.text.setPlaceholderText(self.tr("查找内容或姓名"))
        self.text.setAccessibleName(self.tr("查找内容或姓名"))
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(look.px(220))
        for place, box in enumerate((self.part, self.group, self.clause, self.text)):
            self.ledger.heading.insertWidget(place, box)

    def _choice(self, name: str, said: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(said)
        box.setFont(look.font(Size.SMALL))
        box.activated.connect(self._read_choices)
        return box

    def _add_pages(self) -> None:
        self._newer = Button(self.tr("较新"), Kind.QUIET, size=Size.SMALL)
        self._newer.setObjectName("chronicle_newer")
        self._newer.clicked.connect(partial(self._turn_page, -PAGE))
        self._older = Button(self.tr("更早"), Kind.QUIET, size=Size.SMALL)
        self._older.setObjectName("chronicle_older")
        self._older.clicked.connect(partial(self._turn_page, PAGE))
        for button in (self._newer, self._older):
            self.ledger.heading.addWidget(button)
        self.verify = Button(self.tr("校验日志"), Kind.PLAIN, size=Size.SMALL)
        self.verify.setObjectName("chronicle_verify")
        self.verify.clicked.connect(self._verify)
        self.ledger.heading.addWidget(self.verify)
        self._job: Job | None = None

    @Slot()
    def _verify(self) -> None:
        """Everything, on the long worker, and the same button ends it; not of the past, which
        has only its own lines."""
        if self._job is not None:
            self._job.cancel()
            self.verify.setEnabled(False)
            return
        seat = self.seat
        work = partial(_check_all, seat.tasks.db, seat.actor)
        self._job = seat.tasks.work(
            self, work, self._verified, self._unverified, busy=self._verifying
        )
        self._job.progress.connect(self._on_progress)

    def _verifying(self, busy: bool) -> None:
        if not busy:
            self._job = None
            self.verify.setEnabled(True)
        self.verify.setText(self.tr("取消") if busy else self.tr("校验日志"))

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        if self._job is not None and total:
            words = self.tr("取消 {percent}%")
            self.verify.setText(words.format(percent=done * 100 // total))

    def _verified(self, found: Verdict) -> None:
        self.refresh()
        if found.whole:
            self.seat.notices.info(found.words)
            return
        words = self.tr("全部记录核对发现 {n} 处不符，请立即查明。{first}")
        told = words.format(n=len(found.faults), first=found.faults[0])
        look_at = Action(self.tr("逐条查看"), self.faults_wanted.emit)
        self.seat.notices.post(Notice(Level.REFUSED, told, look_at))

    def _unverified(self, failure: Failure) -> None:
        """A check that ended by itself is never taken for one that found nothing."""
        words = self.tr("核对没有完成，请稍后再核对一次。")
        self.seat.notices.refused(sentences(words, failure.words))

    def query(self) -> Query[ChroniclePage]:
        assert self.incident_id is not None
        return self.seat.query(chronicle, self.incident_id, self.filter, self._offset)

    def turn_to(self, incident_id: int | None) -> None:
        self._offset = 0
        super().turn_to(incident_id)

    def show_clause(self, clause: str) -> None:
        """All lines that bear a clause, whatever was filtered before."""
        self.filter = ChronicleFilter(clause=clause)
        with QSignalBlocker(self.text):
            self.text.clear()
        self.part.setCurrentIndex(self.part.findData(ALL))
        self.group.setCurrentIndex(0)
        self._show_clauses((clause,) if self.board is None else self.board.clauses)
        self._ask_from(0)

    def show_words(self, words: str) -> None:
        """The lines that say so, of any part, clause or group."""
        self.show_clause("")
        self.text.setText(words)

    def show_answer(self, answer: ChroniclePage) -> None:
        if answer.offset and not answer.entries:  # what was on the last page is gone
            self._ask_from(0)
            return
        self._show_clauses(answer.clauses)
        super().show_answer(answer)
        last = answer.offset + len(answer.entries)
        for button, there in (
            (self._newer, answer.offset > 0),
            (self._older, last < answer.total),
        ):
            button.setVisible(answer.total > PAGE)
            button.setEnabled(there)

    def _show_clauses(self, clauses: tuple[str, ...]) -> None:
        chosen = self.filter.clause
        known = sorted({*clauses, chosen} - {""})
        if known != [self.clause.itemData(n) for n in range(1, self.clause.count())]:
            self.clause.clear()
            self.clause.addItem(self.tr("全部条款"), "")
            for clause in known:
                self.clause.addItem(clause, clause)
        self.clause.setCurrentIndex(max(0, self.clause.findData(chosen)))

    @Slot()
    def _on_typed(self) -> None:
        self._typed.start()

    @Slot()
    def _read_choices(self) -> None:
        self._typed.stop()
        part = str(self.part.currentData())
        group = str(self.group.currentData())
        self.filter = replace(
            self.filter,
            chief=part == CHIEF,
            part=None if part in (CHIEF, ALL) else Part(part),
            group=Group(group) if group else None,
            clause=str(self.clause.currentData()),
            text=self.text.text(),
        )
        self._ask_from(0)

    def _turn_page(self, by: int) -> None:
        self._ask_from(max(0, self._offset + by))

    def _ask_from(self, offset: int) -> None:
        self._offset = offset
        self.refresh()

    def act(self, board: ChroniclePage, key: str, line: Entry) -> None:
        match key:
            case "go" if line.table:
                self.record_wanted.emit(line.table, line.key)
            case "clause":
                self.clause_clicked.emit(line.clause)
            case "replay":
                self.replay_wanted.emit(line.at)


def _check_all(db: Database, actor: Actor, progress: Progress) -> Verdict:
    def tell(done: int, total: int) -> None:
        progress.check()
        progress.report(done, total)

    return check_all(db, actor, tell)
