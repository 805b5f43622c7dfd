"""A piece of evidence with its file, and its way from hand to hand."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from commandcenter.domain.command.evidence import KIND_WORDS, Kind
from commandcenter.domain.file_naming import visible
from commandcenter.offices.progress import PARTS, in_thousandths
from commandcenter.queries.command.evidence import PieceLine, ShelfChoices
from commandcenter.services.command import evidence
from commandcenter.services.command.attachments import LIMIT, Shelved
from commandcenter.services.command.evidence import Handing, Piece
from commandcenter.services.seat import additions
from commandcenter.services.seat.additions import Added
from commandcenter.ui import look
from commandcenter.ui.command.officer_fields import Officers
from commandcenter.ui.frame.field_words import size_words, when
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.fold import Fold
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import enumerated, joined, sentences
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button
from commandcenter.ui.widgets.buttons import Kind as ButtonKind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure, Job, Trouble


class PieceForm(Form):
    """The file is sent first, in parts; what was sent stays, so that it goes on where it ended.

    `amends`: the wrong piece that this one stands for.
    """

    object_name, kept_as, extent = "piece_form", "evidence", (680, 860)

    def __init__(
        self,
        over: Over,
        incident_id: int,
        choices: ShelfChoices,
        amends: PieceLine | None = None,
    ) -> None:
        title, about = self.tr("登记证据"), -incident_id
        if amends:
            title = self.tr("更正证据 {number} 号").format(number=amends.number)
            about = amends.id
        explain = self.tr(
            "文件先分段传送，传完才登记；中断后再按“登记”接着传。"
            "超过 200 MB 的只登记校验值和原件存放处。"
        )
        super().__init__(over, title, self.tr("登记"), explain=explain, subject=about)
        self._incident, self._choices, self._amends = incident_id, choices, amends
        self._path: Path | None = None
        self._again = False
        self._job: Job | None = None
        self._build_what()
        self._build_file()
        self._build_collectors()
        self._build_links()
        if amends:
            self._fill(amends)

    def _build_what(self) -> None:
        kinds = [(kind.value, word(KIND_WORDS[kind])) for kind in Kind]
        self.kind = self.chips("kind", self.tr("类别"), kinds, single=True, needed=True)
        self.title = self.line("title", self.tr("名称"), needed=True)
        self.description = self.text("description", self.tr("说明"), lines=2)

    def _build_file(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        self.choose = Button(self.tr("选择文件…"), ButtonKind.SECONDARY, icon="folder")
        self.choose.setObjectName("choose")
        self.choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择证据文件"))
        FileWay(self, wanted, one(self.take), self.say, button=self.choose, clock=self.seat.clock)
        self.file = PlainLabel(self.tr("没有选择文件"), Size.SMALL, ink="text_dim")
        self.file.setObjectName("chosen_file")
        self.file.setWordWrap(True)
        row.addWidget(self.choose)
        row.addWidget(self.file, 1)
        self.body.addLayout(row)
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName(self.tr("文件传送进度"))
        self.progress.setRange(0, PARTS)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.body.addWidget(self.progress)
        hint = self.tr("没有文件或文件超过 200 MB 时必填；例：光盘 3 号，证据室 2 柜")
        self.carrier = self.line("carrier", self.tr("原件（载体）存放处"), hint=hint)

    def _build_collectors(self) -> None:
        hint = self.tr("不少于两名执法人员")
        self.collectors = Officers(self, self.tr("取证人员"), self._choices.officers, hint)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        label, now = self.tr("取证时间"), self.seat.clock()
        self.collected_at = self.moment("collected_at", label, now, needed=True, into=left)
        self.place = self.choice("place", self.tr("取证地点"), [], needed=True, into=right)
        self.place.setEditable(True)
        self.place.addItems(list(self._choices.places))
        for column in (left, right):
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def _build_links(self) -> None:
        links = Fold(self.tr("关联：主体、任务、案件"))
        links.button.setChecked(True)
        choices, nothing, into = self._choices, (None, self.tr("不关联")), links.body
        subjects, steps = [nothing, *choices.subjects], [nothing, *choices.steps]
        cases = [nothing, *choices.cases]
        self.subject = self.choice("subject", self.tr("经营主体"), subjects, into=into)
        self.step = self.choice("step", self.tr("处置任务"), steps, into=into)
        self.case = self.choice("case", self.tr("案件"), cases, into=into)
        self.body.addWidget(links)

    def _fill(self, wrong: PieceLine) -> None:
        self.kind.choose(wrong.kind.value)
        self.title.setText(wrong.title)
        self.description.setPlainText(wrong.description)
        self.carrier.setText(wrong.carrier)
        self.collectors.choose(wrong.collectors)
        self.collected_at.set_value(wrong.collected_at)
        self.place.setEditText(wrong.place)
        for box, words in (
            (self.subject, wrong.subject),
            (self.step, wrong.step),
            (self.case, wrong.case),
        ):
            box.setCurrentIndex(max(0, box.findText(words) if words else 0))

    def take(self, path: Path) -> None:
        """The file of the piece; nothing is sent before it is registered."""
        self._path, self._again = path, False
        size = path.stat().st_size if path.is_file() else 0
        words = self.tr("{name}（{size}）").format(name=visible(path.name), size=size_words(size))
        if size > LIMIT:
            words = joined(" ", (words, self.tr("超过 200 MB，只登记校验值")))
        elif not size:
            words = joined(" ", (words, self.tr("文件是空的，请核对原件")))
        self.file.setText(words)

    def _piece(self) -> Piece:
        at = self.collected_at.value()
        assert at is not None
        return Piece(
            kind=Kind(self.kind.chosen()[0]),
            title=self.title.text(),
            collectors=self.collectors.names(),
            collected_at=at,
            place=self.place.currentText(),
            description=self.description.toPlainText(),
            subject_id=self.subject.currentData(),
            obligation_id=self.step.currentData(),
            case_id=self.case.currentData(),
            carrier=self.carrier.text(),
            amends=self._amends.id if self._amends else None,
        )

    def submit(self) -> None:
        piece, path = self._piece(), self._path
        if path is None:
            body = additions.piece(self._incident, piece)
            self.send_addition(Added.EVIDENCE, body, piece.title)
            return
        seat, incident, again = self.seat, self._incident, self._again
        self._job = seat.tasks.work(
            self,
            lambda progress: seat.courier.shelve(
                incident, piece, path, in_thousandths(progress), again=again
            ),
            self._shelved,
            self._cut_off,
            busy=self._busy,
        )
        self._job.progress.connect(self._on_progress)
        self._job.ended.connect(self._on_ended)

    def _busy(self, busy: bool) -> None:
        for widget in (self.primary, self.choose):
            widget.setDisabled(busy)
        self.progress.setVisible(busy)
        self.cancel.setText(self.tr("停止传送") if busy else self.tr("取消"))
        if busy:
            self.say("")

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setValue(done)

    def _shelved(self, outcome: Shelved) -> None:
        if outcome.waits:
            self.seat.courier.waits()
        if outcome.waits or outcome.evidence_id is not None:
            self.finish(outcome.evidence_id)
            return
        self._again = True
        numbers = enumerated(str(n) for n in outcome.known_as)
        words = self.tr("同一份文件已登记为 {numbers} 号。仍要另行登记，请再按一次“登记”。")
        self.say(words.format(numbers=numbers))

    def _cut_off(self, failure: Failure) -> None:
        words = failure.words
        if failure.trouble is Trouble.LOST:
            words = sentences(words, self.tr("已传的部分保留，再按“登记”接着传。"))
        self.say(words)

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None and self._job.cancelled:
            self.say(self.tr("已停止传送。已传的部分保留，再按“登记”接着传。"))
        self._job = None

    def reject(self) -> None:
        """While a file is sent, the button and Esc stop the sending, not the form."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
            return
        super().reject()


class HandForm(Form):
    """From its holder to another: who, where, when, why."""

    object_name, kept_as, extent = "hand_form", "custody", (540, 470)

    def __init__(self, over: Over, piece: PieceLine) -> None:
        now = over.seat.clock()
        explain = self.tr("{number} 号 {title}，现保管人：{holder}（{time} 起）").format(
            number=piece.number,
            title=piece.title,
            holder=piece.holder,
            time=when(piece.since, now),
        )
        title, primary = self.tr("证据交接"), self.tr("登记交接")
        super().__init__(over, title, primary, explain=explain, subject=piece.id)
        self._piece = piece
        self.to = self.line("to_holder", self.tr("接收人"), needed=True)
        self.place = self.line("hand_place", self.tr("交接地点"), needed=True)
        label, hint = self.tr("交接原因"), self.tr("例：送检、入库、移送")
        self.reason = self.line("hand_reason", label, hint=hint, needed=True)
        self.at = self.moment("handed_at", self.tr("交接时间"), now, needed=True)

    def submit(self) -> None:
        at, piece = self.at.value(), self._piece
        assert at is not None
        to, place, reason = self.to.text(), self.place.text(), self.reason.text()
        self.act(evidence.hand_over, piece.id, Handing(piece.holder, to, place, reason, at))
