"""并入投诉: find complaints that are like those of the incident, choose many, join them."""

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from commandcenter.domain.complaints.complaint import KIND_WORDS
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.candidates import MOST, Candidates, Near, candidates
from commandcenter.queries.complaints.complaints import ComplaintLine
from commandcenter.services.incident import incidents
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_model import amount_text
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.ledger_model import Column, LedgerModel, Line
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.fields import put_hint
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.row_table import RowTable, every_column

PAUSE_MS = 250
WIDTHS = (92, 210, 190, 66, 76, 50, 60, 170)


@dataclass(frozen=True, slots=True)
class Joined:
    """How many were joined, and which were chosen."""

    count: int
    complaints: tuple[int, ...]


class JoinForm(Form):
    """Those in the table are chosen with Shift and Ctrl, or all that were found."""

    object_name = "join_form"
    kept_as = "join_complaints"
    extent = (1080, 680)
    keeps = False

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(
            over,
            self.tr("并入投诉"),
            self.tr("并入本事件"),
            explain=self.tr("并入后每件的法定期限照常计算；以后可以移出，并写明原因。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self._found = Candidates("", (), (), False)
        self._all = False
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._build_search()
        self._build_table()
        self._show_count()
        self._ask()

    def _build_search(self) -> None:
        self.near = Segments(
            [
                (Near.BRAND, self.tr("同一品牌")),
                (Near.SUBJECT, self.tr("同一主体")),
                (Near.WORDS, self.tr("按关键词")),
            ]
        )
        self.near.setObjectName("join_near")
        self.near.chosen.connect(self._ask)
        self.field = QLineEdit()
        self.field.setObjectName("join_search")
        self.field.setAccessibleName(self.tr("关键词"))
        put_hint(self.field, self.tr("编号、事由、内容、主体；多个词用空格隔开"))
        self.field.setMaxLength(100)
        self.field.setClearButtonEnabled(True)
        self.field.setFont(look.font())
        self.field.textChanged.connect(self._on_typed)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.near)
        row.addWidget(self.field, 1)
        self.body.addLayout(row)

    def _build_table(self) -> None:
        heads = (
            self.tr("登记时间"), self.tr("事由"), self.tr("被投诉主体"), self.tr("区县"),
            self.tr("金额（元）"), self.tr("类型"), self.tr("投诉人"), self.tr("登记编号"),
        )  # fmt: skip
        money = heads[4]
        columns = [Column(head, right=head == money) for head in heads]
        self.model = LedgerModel(columns, self)
        table = self.table = RowTable("join_table", self.tr("可以并入的投诉"), orders=every_column)
        table.setModel(self.model)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, look.px(width))
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.setMinimumHeight(look.px(320))
        self.body.addWidget(table, 1)
        self._words = PlainLabel("", Size.SMALL, ink="text_dim")
        self._words.setObjectName("join_words")
        self.all = Button("", Kind.LINK, size=Size.SMALL)
        self.all.setObjectName("join_all")
        self.all.clicked.connect(self._pick_all)
        row = QHBoxLayout()
        row.addWidget(self._words)
        row.addWidget(self.all)
        row.addStretch(1)
        self.body.addLayout(row)

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        self._asked += 1
        query = partial(
            candidates, actor=self.seat.actor, incident_id=self._incident, now=self.seat.clock(),
            near=Near(self.near.key), words=self.field.text().strip(),
        )  # fmt: skip
        self.seat.tasks.read(self, query, partial(self._show, self._asked))

    def _show(self, ticket: int, found: Candidates) -> None:
        if ticket != self._asked:
            return  # something else was asked for since
        self._found, self._all = found, False
        self.model.set_lines([self._line(line) for line in found.lines])
        self.table.clearSelection()
        self._show_count()

    def _line(self, line: ComplaintLine) -> Line:
        cells = (
            when(line.registered_at, self.seat.clock()), line.title, line.subject, line.district,
            amount_text(line.amount_cents, line.amount_words), word(KIND_WORDS[line.kind]),
            line.complainant, line.number,
        )  # fmt: skip
        return Line(line.id, cells)

    def picked(self) -> tuple[int, ...]:
        if self._all:
            return self._found.ids
        return tuple(self.model.lines[row].id for row in self.table.chosen_rows())

    def _show_count(self) -> None:
        count, total = len(self.picked()), len(self._found.ids)
        words = self.tr("找到 {total} 件不在本事件中的，已选 {n} 件").format(
            total=f"{total:,}", n=f"{count:,}"
        )
        if not total:
            words = self._nothing()
        elif self._found.more:
            words = clauses(
                (words, self.tr("超过 {most} 件，请加关键词缩小范围").format(most=f"{MOST:,}"))
            )
        self._words.setText(words)
        self.all.setText(self.tr("全选 {n} 件").format(n=f"{total:,}"))
        self.all.setVisible(count < total)
        some = self.tr("并入本事件（{n} 件）").format(n=f"{count:,}")
        self.primary.setText(some if count else self.tr("并入本事件"))
        self.forbid("" if count else self.tr("请先选择要并入的投诉。"))

    def _nothing(self) -> str:
        near = Near(self.near.key)
        if near is Near.BRAND and not self._found.brand:
            return self.tr("本事件没有登记品牌；请按主体或者关键词查找")
        if near is Near.WORDS and not self.field.text().strip():
            return self.tr("请填写关键词")
        return self.tr("没有不在本事件中的这类投诉（近半年）")

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._pause.start()

    @Slot()
    def _pick_all(self) -> None:
        self.table.selectAll()
        self._all = True
        self._show_count()

    @Slot()
    def _on_selection(self) -> None:
        self._all = False
        self._show_count()

    def submit(self) -> None:
        ids = self.picked()
        command = partial(
            incidents.attach_complaints, actor=self.seat.actor, incident_id=self._incident,
            complaint_ids=ids,
        )  # fmt: skip
        self.send(command, lambda count: self.finish(Joined(count, ids)))
