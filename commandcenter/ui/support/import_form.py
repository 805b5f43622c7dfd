"""A file of certificates or of partners: looked at first, row by row, and only then taken in."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.intake.check import Reject
from commandcenter.intake.rejects import write_rejects
from commandcenter.intake.team_file import (
    CERTIFICATE,
    TeamFile,
    read_certificates,
    read_partners,
    template_header,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.progress import Progress
from commandcenter.outputs.tables_out import write_xlsx
from commandcenter.services.support import certificates, partners
from commandcenter.services.support.certificates import Taken, Verdict
from commandcenter.store.database import Database
from commandcenter.ui.frame.file_dialogs import put, save_as
from commandcenter.ui.frame.file_way import LIST_FILES, FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was read, with what becomes of each record; `taken`: they were taken in.

    `rejects`: where the refused rows were written, None: nowhere.
    """

    read: TeamFile[Any]
    verdicts: tuple[Verdict, ...]
    taken: bool = False
    rejects: Path | None = None

    def count(self, kind: Taken) -> int:
        return sum(verdict.taken is kind for verdict in self.verdicts)

    @property
    def refused(self) -> list[Reject]:
        """All rows that are not taken, in their order."""
        judged = [
            Reject(row, "", str(verdict.why), raw)
            for verdict, row, raw in zip(self.verdicts, self.read.rows, self.read.raw, strict=True)
            if verdict.why is not None
        ]
        return sorted([*self.read.rejects, *judged], key=lambda each: each.row_number)


def read_file(path: Path, kind: str, codes: Mapping[str, str]) -> TeamFile[Any]:
    return (read_certificates if kind == CERTIFICATE else read_partners)(path, codes)


def look_at(
    db: Database, actor: Actor, path: Path, kind: str, codes: Mapping[str, str], _: Progress
) -> Looked:
    """Nothing is written; on a worker."""
    read = read_file(path, kind, codes)
    judge: Any = certificates.looked_at if kind == CERTIFICATE else partners.looked_at
    with db.read() as session:
        return Looked(read, judge(session, actor, read.records))


def take_in(
    db: Database, actor: Actor, path: Path, kind: str, codes: Mapping[str, str], _: Progress
) -> Looked:
    """Read again and stored; what was refused is written beside the file. On a worker."""
    read = read_file(path, kind, codes)
    take: Any = certificates.take_in if kind == CERTIFICATE else partners.take_in
    found = Looked(read, take(db, actor, read.records, read.name), taken=True)
    if not found.refused:
        return found
    tail = QCoreApplication.translate("ImportTeam", "退回")
    target = path.with_name(f"{path.stem}_{tail}.csv")
    try:
        write_rejects(target, read.header, found.refused)
    except RuleBroken:  # it is listed in the window all the same
        return found
    return Looked(found.read, found.verdicts, taken=True, rejects=target)


class ImportTeam(Form):
    """`kind`: certificate or partner; `codes`: of the plan's items by title."""

    object_name, extent, keeps = "import_team", (700, 620), False

    def __init__(self, over: Over, kind: str, codes: Mapping[str, str]) -> None:
        own = kind == CERTIFICATE
        title = self.tr("导入人员证照") if own else self.tr("导入专家和合作单位")
        explain = self.tr(
            "XLSX 或 CSV，列名用“下载模板”里的。先预览再导入；同一编号只入库一次，再次导入即更正。"
        )
        super().__init__(over, title, self.tr("导入"), explain=explain)
        self._kind, self._codes = kind, dict(codes)
        self._path: Path | None = None
        self.pick = Button(self.tr("选择文件…"), Kind.SECONDARY, icon="folder")
        self.pick.setObjectName("choose")
        self.pick.setAutoDefault(False)
        wanted = Wanted(self.tr("选择文件"), self.tr("名单文件"), LIST_FILES)
        FileWay(self, wanted, one(self.look_at), self.say, button=self.pick)
        self._name = PlainLabel(self.tr("还没有选择文件"), ink="text_dim")
        self._name.setObjectName("file_name")
        row = QHBoxLayout()
        row.addWidget(self.pick)
        row.addWidget(self._name, 1)
        self.body.addLayout(row)
        self.outcome = PlainLabel("")
        self.outcome.setObjectName("outcome")
        self.outcome.setWordWrap(True)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.outcome)
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("preview")
        self.preview.setAccessibleName(self.tr("预览"))
        self.preview.setReadOnly(True)
        self.preview.hide()
        self.body.addWidget(self.preview, 1)
        self.forbid(self.tr("请先选择文件。"))

    def look_at(self, file: Path | str) -> None:
        self._path = Path(file)
        self._name.setText(self._path.name)
        self.say("")
        self.forbid(self.tr("正在读取…"))
        self._work(look_at)

    def submit(self) -> None:
        self.say("")
        self._work(take_in)

    def _work(self, work: Any) -> None:
        job = partial(
            work, self.seat.tasks.db, self.seat.actor, self._path, self._kind, self._codes
        )
        self.seat.tasks.work(self, job, self._show, self._failed, busy=self.busy)

    def _failed(self, failure: Any) -> None:
        self.outcome.setText("")
        self.preview.hide()
        self.forbid(self.tr("请另选一个文件。"))
        self.refuse(failure)

    def _show(self, looked: Looked) -> None:
        fresh, changed = looked.count(Taken.NEW), looked.count(Taken.CORRECTED)
        words = self.tr("将新增 {new} 条，更正 {corrected} 条；没有变化 {same} 条，退回 {bad} 行。")
        if looked.taken:
            words = self.tr(
                "已新增 {new} 条，更正 {corrected} 条；没有变化 {same} 条，退回 {bad} 行。"
            )
        lines = [
            words.format(
                new=fresh,
                corrected=changed,
                same=looked.count(Taken.SAME),
                bad=len(looked.refused),
            )
        ]
        if looked.rejects is not None:
            lines.append(self.tr("退回的行连同原因已写入：{file}").format(file=looked.rejects))
        self.outcome.setText(joined("\n", lines))
        self.preview.setPlainText(joined("\n", self._rows(looked)))
        self.preview.show()
        if looked.taken:
            self.forbid(self.tr("已经导入。"))
            self.cancel.setText(self.tr("关闭"))
            self._first = self._typed()
            self.kept.emit(looked)
        else:
            self.forbid("" if fresh or changed else self.tr("文件里没有要导入的内容。"))

    def _rows(self, looked: Looked) -> list[str]:
        """A line for each row of the file: what becomes of it, and why not."""
        said = {
            Taken.NEW: self.tr("新增"), Taken.CORRECTED: self.tr("更正"),
            Taken.SAME: self.tr("没有变化"), Taken.REFUSED: self.tr("退回"),
        }  # fmt: skip
        rows = [(r.row_number, said[Taken.REFUSED], r.reason, r.raw) for r in looked.read.rejects]
        rows += [
            (row, said[v.taken], refusal(v.why) if v.why else "", raw)
            for v, row, raw in zip(looked.verdicts, looked.read.rows, looked.read.raw, strict=True)
        ]
        words = self.tr("第 {row} 行　{taken}　{cells}")
        return [
            words.format(row=row, taken=taken, cells=_cells(why, raw))
            for row, taken, why, raw in sorted(rows, key=lambda each: each[0])
        ]


def _cells(why: str, raw: Sequence[str]) -> str:
    shown = joined(" ", (cell for cell in raw if cell))[:60]
    return f"{why}　{shown}" if why else shown


def save_template(seat: Seat, window: QWidget, kind: str) -> None:
    """An empty file with the columns that are read, where the person wants it."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("ImportTeam", text)

    name = tr("人员证照模板.xlsx") if kind == CERTIFICATE else tr("合作单位模板.xlsx")

    def write(path: Path) -> None:
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        data = write_xlsx((), template_header(kind), seat.clock())
        put(seat, target, data, tr("模板已保存：{file}").format(file=target))

    save_as(window, tr("下载模板"), name, write)
