"""结案: what is closed and what follows, the own name as signature; and the archive package."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from PySide6.QtWidgets import QProgressBar

from commandcenter.domain.aftermath.archive import FILE_LIMIT
from commandcenter.domain.times import date_zh
from commandcenter.offices.progress import Progress, in_thousandths
from commandcenter.outputs.archive_zip import ReadFile, write_package
from commandcenter.queries.aftermath.archive import archive_content
from commandcenter.queries.aftermath.closing_board import ClosingBoard, closing_board
from commandcenter.services.aftermath import archive, closing
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined, sentences
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure, Job

MB = 1 << 20


class CloseForm(SignedForm):
    object_name = "close_form"
    kept_as = "close_case"
    extent = (640, 560)
    danger = True
    keeps = False

    def __init__(self, over: Over, incident_id: int, board: ClosingBoard) -> None:
        super().__init__(
            over,
            self.tr("结案归档"),
            self.tr("签名结案"),
            explain=self.tr("须由最后一条台账的办结人以外的人结案（预案 5.3）。"),
            subject=incident_id,
        )
        self._incident = incident_id
        self.add_text(self.tr("结案意见"))
        self._show(board)

    def _show(self, board: ClosingBoard) -> None:
        lines = [
            self.tr(
                "{title}：善后台账、任务、终报、调查报告和个人信息处理均已办结，同意结案归档。"
            ),
            date_zh(board.now),
        ]
        words = joined("\n", lines).format(title=board.title)
        consequence = self.tr(
            "结案后本事件的记录不能再增加或修改，也不能撤回；归档包可以随时制作。"
        )
        if not board.packages:
            consequence = sentences(consequence, self.tr("现在还没有归档包，结案后请制作。"))
        self.show_text(words, consequence)

    def reread(self) -> None:
        actor, incident, now = self.seat.actor, self._incident, self.seat.clock()
        self.seat.tasks.read(self, lambda s: closing_board(s, actor, incident, now), self._show)

    def submit(self) -> None:
        self.act(closing.close, incident_id=self._incident, signature=self.signature.text())


class ArchiveForm(Form):
    """Makes the package in the background; it can be stopped, and begun again."""

    object_name = "archive_form"
    kept_as = "archive"
    extent = (560, 340)
    keeps = False

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(
            over,
            self.tr("制作归档包"),
            self.tr("制作"),
            explain=self.tr(
                "全程日志、履职对照、动态、决定和文书、报告、发布及审核、证据清单、台账、调查报告，"
                "附目录和校验值。不含投诉人的个人信息。"
            ),
            subject=incident_id,
        )
        self._incident = incident_id
        self.with_files = self.tick(
            "with_files", self.tr("放入证据文件（{n} MB 以下）").format(n=FILE_LIMIT // MB)
        )
        below = self.tr("文件无法遮盖，可能含个人信息；确有需要时才放入。")
        words = PlainLabel(below, Size.SMALL, ink="text_faint")
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setRange(0, 0)
        self.body.addWidget(self.bar)
        self.bar.hide()
        self._job: Job | None = None

    def submit(self) -> None:
        seat, incident = self.seat, self._incident
        with_files = self.with_files.isChecked()

        def assemble(session: Any, out: BinaryIO, read_file: ReadFile) -> None:
            content = archive_content(session, incident, with_files=with_files)
            write_package(out, content, read_file)

        def work(progress: Progress) -> int:
            with TemporaryDirectory() as folder:
                return archive.make(
                    seat.tasks.db,
                    seat.actor,
                    incident,
                    assemble,
                    Path(folder),
                    in_thousandths(progress),
                )

        self.say("")
        self.bar.show()
        self._job = seat.tasks.work(self, work, self.finish, self._failed, busy=self.busy)

    def _failed(self, failure: Failure) -> None:
        self.bar.hide()
        self.refuse(failure)

    def reject(self) -> None:
        if self._job:
            self._job.cancel()
        super().reject()
