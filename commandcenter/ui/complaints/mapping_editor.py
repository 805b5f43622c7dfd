"""列对应方案: the columns of a file, what each of them is, and 20 rows as they would be read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from commandcenter.domain.complaints.complaint import (
    KIND_WORDS,
    SOURCE_WORDS,
    ComplaintKind,
    Source,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.mapping import (
    FIELD_WORDS,
    NEEDS,
    REFUSED,
    Mapping,
    own_mapping,
    word_key,
)
from commandcenter.intake.places import Gazetteer
from commandcenter.intake.trial import (
    Head,
    Start,
    Trial,
    TrialRow,
    head_of,
    start_of,
    tried,
    words_under,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import Progress
from commandcenter.offices.take_in import mappings, places_of
from commandcenter.queries.complaints.mappings import own_mappings
from commandcenter.services.complaints.mappings import remove_mapping, save_mapping
from commandcenter.ui import look
from commandcenter.ui.frame.file_way import TABLE_FILES, FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.ledger_model import Cell, Column, LedgerModel, Line
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.choice_box import ChoiceBox
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.painting import one_line
from commandcenter.ui.widgets.row_table import RowTable
from commandcenter.ui.workers import Failure

CELL = 40  # characters of a sample
RESULT = 1  # the column of the trial that says what comes of a row


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a look at a file brought. `own`: when each mapping that was made on screen was kept."""

    start: Start
    known: tuple[Mapping, ...]
    own: dict[str, str]
    gazetteer: Gazetteer


class MappingEditor(Form):
    """Each change is tried at once; it is saved under a name, for every seat.

    Signals:
        kept: arg: the name of the mapping, "" when it was removed
    """

    object_name, extent = "mapping_editor", (1120, 780)

    def __init__(self, over: Over, *, file: str = "") -> None:
        super().__init__(
            over,
            self.tr("列对应方案"),
            self.tr("保存方案"),
            explain=self.tr(
                "左边是文件的列，右边选它是哪一项；下面是按现在的对应试读的前 20 行，"
                "红色的会被退回。各席位共用。"
            ),
        )
        self._start: Start | None = None
        self._head = Head(0, (), ())
        self._gazetteer: Gazetteer | None = None
        self._boxes: list[QComboBox] = []
        self._kind_words: tuple[str, ...] = ()
        self._kind_boxes: list[QComboBox] = []
        self._meanings: dict[str, str] = {}
        self._build_top()
        self._build_columns()
        self._build_trial()
        self._own: dict[str, str] = {}
        self.drop = Button(self.tr("删除这个方案"), Kind.PLAIN)
        self.drop.setObjectName("drop_mapping")
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self._on_drop)
        self.drop.hide()
        self.foot.insertWidget(1, self.drop)
        self.name.textChanged.connect(self._on_name)
        self._show_trial(None)
        if file:
            self._said.setText(self.tr("正在读取…"))
            self.forbid(self.tr("正在读取…"))
            self.look_at(file)

    def _build_top(self) -> None:
        self.choose = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self.choose.setObjectName("choose_sample")
        self.choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择投诉文件"), self.tr("投诉文件"), TABLE_FILES)
        FileWay(self, wanted, one(self.look_at), self.say, button=self.choose)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout()
        self.name = self.line("mapping_name", self.tr("方案名称"), needed=True, into=column)
        row.addLayout(column, 1)
        kinds = [("", self.tr("按列")), *((k, word(KIND_WORDS[k])) for k in ComplaintKind)]
        sources = [("", self.tr("按列或表头")), *((s, word(SOURCE_WORDS[s])) for s in Source)]
        left, right = QVBoxLayout(), QVBoxLayout()
        self.default_kind = self.choice(
            "default_kind", self.tr("没有记录类型列时，都是"), kinds, into=left
        )
        self.default_source = self.choice("default_source", self.tr("来源"), sources, into=right)
        for box, column in ((self.default_kind, left), (self.default_source, right)):
            box.currentIndexChanged.connect(self._try)
            row.addLayout(column)
        self.body.addLayout(row)

    def _build_columns(self) -> None:
        table = self.columns = QTableWidget(0, 3)
        table.setObjectName("file_columns")
        table.setAccessibleName(self.tr("文件的列和对应的项"))
        table.setHorizontalHeaderLabels(
            [self.tr("文件的列"), self.tr("其中的内容"), self.tr("对应的项")]
        )
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFont(look.font(Size.SMALL))
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(40))
        table.setShowGrid(False)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, look.px(200))
        table.setColumnWidth(2, look.px(220))
        table.setMinimumHeight(look.px(210))
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(table, 1)
        row.addWidget(self._build_kinds())
        self.body.addLayout(row, 1)

    def _build_kinds(self) -> QTableWidget:
        """The words of the column 记录类型, and which kind each is taken in as."""
        table = self.kinds = QTableWidget(0, 2)
        table.setObjectName("kind_words")
        table.setAccessibleName(self.tr("记录类型的词和各自作为的类型"))
        table.setHorizontalHeaderLabels([self.tr("记录类型的词"), self.tr("作为")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFont(look.font(Size.SMALL))
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(40))
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.setColumnWidth(0, look.px(130))
        table.setColumnWidth(1, look.px(110))
        table.setFixedWidth(look.px(262))
        table.hide()
        return table

    def _build_trial(self) -> None:
        self._said = PlainLabel("", Size.SMALL, ink="text_dim")
        self._said.setObjectName("trial_words")
        self._said.setWordWrap(True)
        self.body.addWidget(self._said)
        table = self.trial = RowTable("trial_rows", self.tr("试读的前 20 行"), row_height=26)
        table.setMinimumHeight(look.px(190))
        self.body.addWidget(table, 1)

    def look_at(self, file: Path | str) -> None:
        """Read the beginning of a file on a worker; what is known of such files is filled in."""
        path, db = Path(file), self.seat.tasks.db

        def read(_progress: Progress) -> _Begun:
            with db.read() as session:
                gazetteer = places_of(session)
                own = {each.name: each.at.isoformat() for each in own_mappings(session)}
            return _Begun(start_of(path), mappings(db), own, gazetteer)

        self.say("")
        self.seat.tasks.work(self, read, self._show, self._failed, busy=self.choose.setDisabled)

    def _failed(self, broken: Failure) -> None:
        if self._start is None:
            self._show_trial(None)
        self.refuse(broken)

    def _show(self, found: _Begun) -> None:
        """One of the bureau's own that fits is opened again under its name, to be changed. What was
        chosen for the file before stays for a column, and a word, of the same name."""
        self._start = None  # nothing is tried until all of it is there
        chosen = {
            name: box.currentData() for name, box in zip(self._head.names, self._boxes, strict=True)
        }
        self._gazetteer, self._own = found.gazetteer, found.own
        self._head = head_of(found.start, found.known)
        best = max(found.known, key=lambda mapping: len(mapping.places(self._head.names)))
        if best.name in found.own and not self.name.text():
            self.name.setText(best.name)
            for box, field in ((self.default_kind, "kind"), (self.default_source, "source")):
                box.setCurrentIndex(max(0, box.findData(best.defaults.get(field, ""))))
        field_at = {index: name for name, index in best.places(self._head.names).items()}
        self._boxes = []
        self.columns.setRowCount(len(self._head.names))
        for row, (name, sample) in enumerate(
            zip(self._head.names, self._head.samples, strict=True)
        ):
            self.columns.setItem(row, 0, QTableWidgetItem(one_line(name)))
            self.columns.setItem(row, 1, QTableWidgetItem(one_line(sample[:CELL])))
            field = chosen.get(name, field_at.get(row, ""))
            self.columns.setCellWidget(row, 2, self._box(row, name, field))
        self._meanings = {**best.values.get("kind", {}), **self._kinds_chosen()}
        self._start = found.start
        self._on_name()
        self._try()

    def _show_kinds(self) -> None:
        """The words of the column that is chosen for 记录类型; the same words stay as they are."""
        assert self._start
        column = next((n for n, box in enumerate(self._boxes) if box.currentData() == "kind"), None)
        words = () if column is None else words_under(self._start, self._head, column)
        if words == self._kind_words:
            return
        self._meanings.update(self._kinds_chosen())
        self._kind_words, self._kind_boxes = words, []
        self.kinds.setRowCount(len(words))
        for row, said in enumerate(words):
            self.kinds.setItem(row, 0, QTableWidgetItem(one_line(said[:CELL])))
            box = ChoiceBox()
            box.setObjectName(f"kind_of_{row}")
            box.setAccessibleName(self.tr("“{word}”作为").format(word=one_line(said)))
            for kind in ComplaintKind:
                box.addItem(word(KIND_WORDS[kind]), kind.value)
            box.addItem(self.tr("退回"), REFUSED)
            box.setCurrentIndex(box.findData(self._meanings.get(word_key(said), REFUSED)))
            box.currentIndexChanged.connect(self._try)
            self._kind_boxes.append(box)
            self.kinds.setCellWidget(row, 1, box)
        self.kinds.setVisible(bool(words))

    def _kinds_chosen(self) -> dict[str, str]:
        boxes = zip(self._kind_words, self._kind_boxes, strict=True)
        return {word_key(said): box.currentData() for said, box in boxes}

    def values(self) -> dict[str, dict[str, list[str]]]:
        """The kinds of all words that are shown: own word → words of the file."""
        found: dict[str, list[str]] = {}
        for said, box in zip(self._kind_words, self._kind_boxes, strict=True):
            found.setdefault(box.currentData(), []).append(said)
        return {"kind": found} if found else {}

    def _box(self, row: int, column: str, chosen: str) -> QComboBox:
        box = ChoiceBox()
        box.setObjectName(f"field_of_{row}")
        box.setAccessibleName(self.tr("“{column}”对应的项").format(column=one_line(column)))
        box.addItem(self.tr("不用"), "")
        for name, words in FIELD_WORDS.items():
            box.addItem(f"{words} *" if name in NEEDS else words, name)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.currentIndexChanged.connect(self._try)
        self._boxes.append(box)
        return box

    def columns_chosen(self) -> dict[str, list[str]]:
        """Field → the names of its columns; of two the left one counts."""
        found: dict[str, list[str]] = {}
        for name, box in zip(self._head.names, self._boxes, strict=True):
            if box.currentData():
                found.setdefault(box.currentData(), []).append(name)
        return found

    def defaults(self) -> dict[str, str]:
        chosen = {
            "kind": self.default_kind.currentData(), "source": self.default_source.currentData(),
        }  # fmt: skip
        return {name: str(value) for name, value in chosen.items() if value}

    @Slot()
    def _try(self) -> None:
        if self._start is None:
            return
        self._show_kinds()
        data = {
            "columns": self.columns_chosen(), "defaults": self.defaults(), "values": self.values(),
        }  # fmt: skip
        try:
            mapping = own_mapping(self.name.text() or "-", data)
            now = self.seat.clock()
            self._show_trial(tried(self._start, self._head, mapping, self._gazetteer, now))
        except RuleBroken as broken:
            self._show_trial(Trial((), (), refusal(broken)))

    def _show_trial(self, trial: Trial | None) -> None:
        if trial is None:
            self._said.setText(self.tr("先选择一个这样的文件；它只用来试读，不导入。"))
        elif trial.problem:
            self._said.setText(trial.problem)
        else:
            words = self.tr("试读 {n} 行：{good} 行可以入库，{bad} 行会被退回。")
            bad = trial.refused
            self._said.setText(words.format(n=len(trial.rows), good=len(trial.rows) - bad, bad=bad))
        self._show_rows(trial or Trial((), ()))
        if trial is None:
            self.forbid(self.tr("请先选择文件。"))
        else:
            self.forbid(self.tr("必需的项还没有对应上。") if trial.problem else "")

    def _show_rows(self, trial: Trial) -> None:
        heads = (self.tr("行"), self.tr("结果"), *map(word, trial.heads)) if trial.heads else ()
        old = self.trial.model()
        model = LedgerModel([Column(head) for head in heads], self)
        model.set_lines([self._line(row) for row in trial.rows])
        self.trial.setModel(model)
        if old is not None:
            old.deleteLater()
        self.trial.resizeColumnsToContents()
        for column in range(model.columnCount()):
            widest = look.px(300 if column == RESULT else 180)
            self.trial.setColumnWidth(column, min(widest, self.trial.columnWidth(column) + 12))

    def _line(self, row: TrialRow) -> Line:
        ink = "text_faint" if row.reason else ""
        result = Cell(row.reason, "danger") if row.reason else Cell(self.tr("可入库"))
        cells: Sequence[Cell] = [Cell(cell[:CELL], ink, tip=cell) for cell in row.cells]
        return Line(row.number, (str(row.number), result, *cells))

    @Slot()
    def _on_name(self) -> None:
        self.drop.setVisible(self.name.text().strip() in self._own)

    @Slot()
    def _on_drop(self) -> None:
        """Imports that were made by it stay as they are."""
        name = self.name.text().strip()
        self.send(self.seat.command(remove_mapping, name=name), self._dropped)

    def _dropped(self, _nothing: object) -> None:
        self.seat.notices.info(self.tr("列对应方案已删除。"))
        self.finish("")

    def submit(self) -> None:
        command = partial(
            save_mapping, actor=self.seat.actor, name=self.name.text(),
            columns=self.columns_chosen(), defaults=self.defaults(), values=self.values(),
            seen=self._own.get(self.name.text().strip(), ""),
        )  # fmt: skip
        self.send(command)
