"""What a person does to a paper: each act with the form it wants, sent to its service."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import STEP_WORDS, FileRole, PaperStep
from commandcenter.offices import paper_making
from commandcenter.offices.progress import Progress
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_detail import PaperDetail
from commandcenter.queries.papers.paper_register import PaperLine
from commandcenter.services.papers import paper_drafts, paper_files, paper_flow
from commandcenter.services.papers.paper_base import Read
from commandcenter.store.database import Command
from commandcenter.ui.frame.confirm import Confirm
from commandcenter.ui.frame.file_dialogs import choose_file
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.frame.words_form import About, Wording, WordsForm
from commandcenter.ui.papers.attachments_form import AttachmentsForm
from commandcenter.ui.papers.pictures import require_pages
from commandcenter.ui.papers.reply_form import ReplyForm
from commandcenter.ui.papers.sign_form import SignForm
from commandcenter.ui.papers.step_forms import IssueForm, ParticularsForm
from commandcenter.ui.texts import word

Ask = Callable[[], Read]
Verb = Callable[..., Any]
JUDGES: dict[PaperStep, Verb] = {
    PaperStep.CHECK: paper_flow.check,
    PaperStep.COUNTERSIGN: paper_flow.countersign,
    PaperStep.REVIEW: paper_flow.review,
}


class PaperActs(QObject):
    """`read` gives what stands before the person, for the steps that judge it, and `shown` the
    document it stands in; `found` says in words what the check of it has found.
    """

    def __init__(
        self,
        seat: Seat,
        window: QWidget,
        read: Ask,
        shown: Callable[[], Document],
        found: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self.seat = seat
        self._owner, self._read, self._shown, self._found = window, read, shown, found

    def do(self, key: str, detail: PaperDetail) -> None:
        """Raises KeyError for an act that there is not."""
        paper = detail.line.id
        if key == "particulars":
            ParticularsForm(self.over, detail).begin()
        elif key == "attachments":
            files = [f for f in detail.files if f.role is FileRole.ATTACHMENT]
            AttachmentsForm(self.over, detail, files).begin()
        elif key == "amend":
            self._amend(paper)
        elif PaperStep(key) in JUDGES:
            self._judge(PaperStep(key), paper)
        else:
            self._others(PaperStep(key), detail)

    def _others(self, act: PaperStep, detail: PaperDetail) -> None:
        paper = detail.line.id
        acts: dict[PaperStep, Callable[[], object]] = {
            PaperStep.SUBMIT: partial(self._submit, detail),
            PaperStep.RETURN: partial(self._send_back, paper),
            PaperStep.WITHDRAW: partial(self._withdraw, paper),
            PaperStep.SIGN: partial(self._sign, detail),
            PaperStep.NUMBER: partial(self._number, detail),
            PaperStep.SEAL: partial(self._seal, paper),
            PaperStep.ISSUE: partial(self._issue, detail),
            PaperStep.FILE: partial(self._file, paper),
            PaperStep.VOID: partial(self._void, paper),
            PaperStep.SCAN: partial(self.choose_scan, detail.line),
            PaperStep.REPLY: lambda: ReplyForm(self.over, paper).begin(),
        }
        acts[act]()

    @property
    def over(self) -> Over:
        """Where its forms open."""
        return Over(self.seat, self._owner.window())

    def _ask(
        self, wording: Wording, verb: Callable[[Any, Actor, *About, str], object], *about: *About
    ) -> None:
        WordsForm(self.over, wording, verb, *about).begin()

    def _submit(self, detail: PaperDetail) -> None:
        self._write(self.seat.command(paper_flow.submit, detail.line.id, self._read()))

    def _judge(self, act: PaperStep, paper: int) -> None:
        title = self.tr("{step}通过").format(step=word(STEP_WORDS[act]))
        label = self.tr("意见（可不填）")
        explain = self.tr("通过的是您屏幕上的这一稿；之后再改，须重新办理。")
        wording = Wording(title, title, label, explain, needed=False)
        self._ask(wording, JUDGES[act], paper, self._read())

    def _send_back(self, paper: int) -> None:
        title, label = self.tr("退回"), self.tr("退回意见")
        explain = self.tr("退回后由拟稿人修改，须从头办理。")
        self._ask(Wording(title, title, label, explain), paper_flow.send_back, paper)

    def _withdraw(self, paper: int) -> None:
        title, label = self.tr("撤回"), self.tr("撤回的原因")
        explain = self.tr("撤回后不再签发，不能恢复；文字和经过仍保留。")
        self._ask(Wording(title, title, label, explain), paper_drafts.withdraw, paper)

    def _seal(self, paper: int) -> None:
        title, label = self.tr("登记用印"), self.tr("说明（可不填）")
        self._ask(Wording(title, title, label, needed=False), paper_flow.seal, paper)

    def _file(self, paper: int) -> None:
        title, label = self.tr("归档"), self.tr("归档号或存放处")
        self._ask(Wording(title, title, label), paper_flow.file, paper)

    def _void(self, paper: int) -> None:
        title, label = self.tr("作废"), self.tr("作废的原因")
        explain = self.tr("作废后这份公文不再有效，不能恢复；文号不再使用。")
        self._ask(Wording(title, title, label, explain), paper_flow.void, paper)

    def _issue(self, detail: PaperDetail) -> None:
        receivers = (*detail.sent_to, *detail.copies)
        IssueForm(self.over, detail.line.id, receivers).begin()

    def _sign(self, detail: PaperDetail) -> None:
        SignForm(self.over, detail, self._read(), self._shown(), self._found()).begin()

    def _number(self, detail: PaperDetail) -> None:
        """The next number of its series, and the print that bears it."""
        tasks, actor = self.seat.tasks, self.seat.actor
        number = partial(paper_making.number, tasks.db, actor, detail.line.id)
        tasks.work(self, number, self._numbered)

    def _numbered(self, written: str) -> None:
        self.seat.notices.info(self.tr("已编号：{number}，正本已排印。").format(number=written))

    def choose_scan(self, line: PaperLine) -> None:
        choose_file(
            self._owner.window(), self.tr("选择签发件扫描件"), partial(self.file_scan, line)
        )

    def file_scan(self, line: PaperLine, path: Path) -> None:
        """The signed page on paper, as a file that was chosen or dropped on the paper."""
        db, actor = self.seat.tasks.db, self.seat.actor

        def work(progress: Progress) -> int:
            if path.suffix.lower() in paper_files.KINDS:  # others are refused by their kind
                require_pages(path, paper_files.LARGEST)
            return paper_making.scan(db, actor, line.life, line.id, path, progress)

        done = self.tr("已附签发件“{name}”，以签发件为准。").format(name=visible(path.name))
        self.seat.tasks.work(self, work, lambda _id: self.seat.notices.info(done))

    def _amend(self, paper: int) -> None:
        command = self.seat.command(paper_drafts.amend, paper, self._read().whole)
        consequence = self.tr(
            "原件不变，仍然有效；更正件另行送审、签发、编号，须写明所更正的公文。"
        )
        title, primary = self.tr("起草更正件"), self.tr("起草")
        Confirm(self.over, title, primary, consequence, command).begin()

    @Slot()
    def _write(self, command: Command) -> None:
        self.seat.tasks.write(self, command)
