"""A file of inspections or surveys is taken in: once for each number, a second time corrects."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.watch.risk import RECORD_WORDS, RecordKind
from commandcenter.intake.check import Reject
from commandcenter.intake.rejects import write_rejects
from commandcenter.intake.risk_file import RiskFile, read_records
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import Progress
from commandcenter.queries.watch.risk_records import RecordBoard
from commandcenter.services.watch.risk_records import TakenRecords, take_in
from commandcenter.store.database import Database
from commandcenter.ui.frame.file_way import LIST_FILES, FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal, word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Order:
    """`districts`: code by name; `rejects`: where the refused rows go."""

    path: Path
    kind: RecordKind
    system: str
    districts: Mapping[str, str]
    rejects: Path


@dataclass(frozen=True, slots=True)
class Brought:
    """`rejects` None: nothing was refused, or the list could not be written (`trouble`)."""

    read: RiskFile
    taken: TakenRecords
    rejected: int
    rejects: Path | None
    trouble: RuleBroken | None = None


def bring_in(db: Database, actor: Actor, order: Order, progress: Progress) -> Brought:
    """Read, store and write down what was refused; on a worker."""
    read = read_records(
        order.path,
        kind=order.kind,
        system=order.system,
        districts=order.districts,
        should_stop=progress.cancelled,
    )
    whole = max(1, len(read.records))
    taken = take_in(db, actor, read.records, read.name, lambda done: progress.report(done, whole))
    refused = [
        Reject(read.rows[one.place], one.number, one.why, read.raw[one.place])
        for one in taken.refused
    ]
    all_refused = sorted([*read.rejects, *refused], key=lambda each: each.row_number)
    if not all_refused:
        return Brought(read, taken, 0, None)
    try:
        write_rejects(order.rejects, read.header, all_refused)
    except RuleBroken as broken:
        return Brought(read, taken, len(all_refused), None, broken)
    return Brought(read, taken, len(all_refused), order.rejects)


class ImportRecords(Form):
    """The file, whose numbers they are, and of what kind where the file does not say."""

    object_name, extent = "import_records", (620, 460)

    def __init__(self, over: Over, board: RecordBoard) -> None:
        explain = self.tr(
            "双随机平台、问卷系统等导出的 CSV 或 XLSX，须有编号、日期、结果三列。"
            "同一编号只入库一次，再次导入即更正。"
        )
        super().__init__(over, self.tr("导入巡查、调查"), self.tr("导入"), explain=explain)
        self._districts = {name: code for code, name in board.counties}
        self._path: Path | None = None
        self.pick = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self.pick.setObjectName("choose")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择巡查、调查文件"), self.tr("台账文件"), LIST_FILES)
        FileWay(self, wanted, one(self.look_at), self.say, button=self.pick)
        self._name = PlainLabel(self.tr("还没有选择文件"), ink="text_dim")
        self._name.setObjectName("file_name")
        row = QHBoxLayout()
        row.addWidget(self.pick)
        row.addWidget(self._name, 1)
        self.body.addLayout(row)
        self.system = self.line("system", self.tr("编号所属的系统"), needed=True)
        self.system.setPlaceholderText(self.tr("例：双随机监管平台"))
        kinds = [(each, word(RECORD_WORDS[each])) for each in RecordKind]
        self.kind = self.choice(
            "file_kind", self.tr("类型"), kinds, hint=self.tr("文件里有“类型”列的，以文件为准")
        )
        self.outcome = PlainLabel("")
        self.outcome.setObjectName("outcome")
        self.outcome.setWordWrap(True)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.outcome, 1)
        self.forbid(self.tr("请先选择文件。"))

    def look_at(self, file: Path | str) -> None:
        self._path = Path(file)
        self._name.setText(self._path.name)
        self.outcome.setText("")
        self.say("")
        self.forbid("")

    def submit(self) -> None:
        assert self._path
        order = Order(
            self._path,
            RecordKind(self.kind.currentData()),
            self.system.text().strip(),
            self._districts,
            self._path.with_name(f"{self._path.stem}_{self.tr('退回')}.csv"),
        )
        self.say("")
        self.seat.tasks.work(
            self,
            partial(bring_in, self.seat.tasks.db, self.seat.actor, order),
            self._show_brought,
            self.refuse,
            busy=self.busy,
        )

    def _show_brought(self, brought: Brought) -> None:
        taken = brought.taken
        lines = [
            self.tr(
                "入库 {new} 条，更正 {corrected} 条，没有变化 {same} 条，退回 {bad} 条。"
            ).format(
                new=taken.entered, corrected=taken.corrected, same=taken.same, bad=brought.rejected
            )
        ]
        if brought.trouble:
            lines.append(refusal(brought.trouble))
        if brought.rejects:
            lines.append(self.tr("退回的行连同原因已写入：{file}").format(file=brought.rejects))
        self.outcome.setText(joined("\n", lines))
        self.cancel.setText(self.tr("关闭"))
        self._first = self._typed()
        self.kept.emit(brought)
